//! Filters of a list: the other lists that hold a part of the same records, each with its count.
//!
//! Every count is the length of a list that the plan already has; no record is looked at here.

use std::cmp::Reverse;

use serde::Serialize;

use super::Desk;
use super::family::{By, Facet, ListKey, kinds_of};
use super::parts::Link;
use crate::model::id::Kind;

/// A group of lists that part the same records by one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Filter {
    /// What they are parted by: `年份`.
    pub label: String,
    /// The lists; the current one has an empty `href`.
    pub choices: Vec<Choice>,
    /// How many lists there are, in words, where they are too many to show at once; else empty.
    pub folded: String,
    /// Whether the current list is among them.
    pub current: bool,
}

/// One of these lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What its records have in common.
    pub link: Link,
    /// How many there are.
    pub count: String,
}

/// How many lists a group shows at once.
const SHOWN: usize = 6;

/// The filters on a list.
#[must_use]
pub(crate) fn filters(desk: &Desk<'_>, key: &ListKey) -> Vec<Filter> {
    match key {
        ListKey::Kind(kind) | ListKey::Within(kind, _) => of_kind(desk, *kind, key),
        ListKey::Category(category) => {
            let kinds: Vec<Kind> = kinds_of(&desk.plan.categories, category).collect();
            match kinds.as_slice() {
                [only] => of_kind(desk, *only, key),
                _ => of_category(desk, category, &kinds),
            }
        }
        ListKey::Month(_) => Vec::new(),
    }
}

/// The parts of a kind. What all its records have in common parts nothing and is left out.
fn of_kind(desk: &Desk<'_>, kind: Kind, current: &ListKey) -> Vec<Filter> {
    let first = ListKey::Within(kind, Facet::Year(i16::MIN));
    let parts = desk.plan.lists.range(first..).map_while(|(key, _)| match key {
        ListKey::Within(of, facet) if *of == kind => Some(facet),
        _ => None,
    });
    let parts: Vec<&Facet> = parts.collect();
    let of = |by: By| parts.iter().copied().filter(move |facet| facet.by() == by).cloned();
    let categories = desk.plan.categories.get(&kind).into_iter().flatten();
    let funds = desk.board.profile.funds.iter().map(|fund| Facet::Fund(fund.id.clone()));
    let groups = [
        (By::Year, of(By::Year).rev().collect()),
        (By::Category, categories.cloned().map(Facet::Category).collect()),
        (By::Fund, funds.filter(|fund| parts.contains(&fund)).collect()),
        (By::State, of(By::State).collect::<Vec<_>>()),
    ];
    let whole = count(desk, &ListKey::Kind(kind));
    let filter = |(by, facets): (By, Vec<Facet>)| {
        let found = facets.into_iter().filter_map(|facet| {
            let key = desk.plan.part(kind, &facet)?;
            (count(desk, &key) != whole).then(|| (facet_name(desk, &facet), key))
        });
        group(desk, label(by), found.collect(), (by, current))
    };
    groups.into_iter().filter_map(filter).collect()
}

/// The parts of a category that several kinds share.
fn of_category(desk: &Desk<'_>, category: &str, kinds: &[Kind]) -> Vec<Filter> {
    let facet = Facet::Category(category.to_owned());
    let current = ListKey::Category(category.to_owned());
    let found = kinds.iter().filter_map(|kind| {
        let name = desk.word(&format!("kind.{}", kind.name()));
        Some((name, desk.plan.part(*kind, &facet)?))
    });
    let found = found.collect();
    group(desk, "filter.kind", found, (By::Kind, &current)).into_iter().collect()
}

fn group(
    desk: &Desk<'_>,
    label: &str,
    found: Vec<(String, ListKey)>,
    (by, current): (By, &ListKey),
) -> Option<Filter> {
    let mut found = found;
    // Categories have no order of their own: the largest is the most asked for.
    if by == By::Category {
        found.sort_by_key(|(_, key)| Reverse(count(desk, key)));
    }
    let folded = if found.len() > SHOWN {
        desk.words.say("say.choices", &[("n", found.len().into())])
    } else {
        String::new()
    };
    let choice = |(text, key): &(String, ListKey)| {
        let href = if key == current { String::new() } else { desk.href(&key.address(1)) };
        Choice { link: Link { text: text.clone(), href }, count: count(desk, key).to_string() }
    };
    let choices: Vec<Choice> = found.iter().map(choice).collect();
    let current = found.iter().any(|(_, key)| key == current);
    let label = desk.word(label);
    (!choices.is_empty()).then_some(Filter { label, choices, folded, current })
}

fn count(desk: &Desk<'_>, key: &ListKey) -> usize {
    desk.plan.lists.get(key).map_or(0, Vec::len)
}

fn label(by: By) -> &'static str {
    match by {
        By::Kind => "filter.kind",
        By::Category => "filter.category",
        By::Month => "filter.month",
        By::Year => "filter.year",
        By::Fund => "filter.fund",
        By::State => "filter.state",
    }
}

/// The name of the lists of a family, for a sentence that says which are not made.
#[must_use]
pub(crate) fn family_name(desk: &Desk<'_>, by: By) -> String {
    desk.word(label(by))
}

/// What the records of a facet have in common, in words.
#[must_use]
pub(crate) fn facet_name(desk: &Desk<'_>, facet: &Facet) -> String {
    match facet {
        Facet::Year(year) => desk.words.say("format.year", &[("year", i64::from(*year).into())]),
        Facet::Category(category) => category.clone(),
        Facet::Fund(fund) => desk.pot_name(&fund.0),
        Facet::State(state) => desk.word(state.key()),
    }
}
