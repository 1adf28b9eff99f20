//! What cases come to: counted from the records, every rate with the part and the whole that it is
//! made of, and told apart by when they came in, what they were about, how they were to be dealt
//! with and who had them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::counted::{StatedTotals, stated};
use super::export::Export;
use super::frame::Heading;
use super::list::of_kind;
use super::parts::Link;
use super::plan::{By, Facet, ListKey};
use super::{Desk, Page};
use crate::model::case::{Case, Tier};
use crate::model::caseload::{Caseload, PROMPT, cases, part, twice_median};
use crate::model::collection::Part;
use crate::model::id::Kind;
use crate::model::record::Record;
use crate::words::Arg;

/// `statistics.html`
#[derive(Clone, Debug, Serialize)]
pub struct Statistics {
    /// How many came in, ended and are open, in one sentence.
    pub sentence: String,
    /// All of them, measure by measure.
    pub measures: Vec<Measure>,
    /// What is to be known of how they are counted.
    pub notes: Vec<String>,
    /// By what they can be told apart.
    pub groupings: Vec<Grouping>,
    /// Totals that the board only states; absent where there are none.
    pub stated: Option<StatedTotals>,
    /// The records for other programs.
    pub downloads: Vec<Link>,
}

/// One measure.
#[derive(Clone, Debug, Serialize)]
pub struct Measure {
    /// What is measured.
    pub what: String,
    /// The figure.
    pub figure: String,
    /// What it is made of: `41 / 45`; may be empty.
    pub working: String,
}

/// Cases told apart by one thing.
#[derive(Clone, Debug, Serialize)]
pub struct Grouping {
    /// By what.
    pub title: String,
    /// The columns of figures.
    pub heads: Vec<String>,
    /// The groups.
    pub groups: Vec<Group>,
    /// All of them.
    pub total: Group,
}

/// Some of the cases.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// What they share; linked where there is a list of them.
    pub name: Link,
    /// The figures, in the order of the columns.
    pub figures: Vec<String>,
}

/// The columns of figures.
const HEADS: [&str; 7] = [
    "count.received",
    "count.closed",
    "count.open",
    "count.fixed",
    "count.closed-rate",
    "count.median-days",
    "count.content",
];

/// Builds the page.
#[must_use]
pub(crate) fn build<'a>(desk: &Desk<'a>) -> (Page<'a>, Heading) {
    let cases: Vec<(&Record, &Case)> = cases(desk.board).collect();
    let load = Caseload::of(cases.iter().map(|(_, case)| *case), desk.board.as_of);
    let args = [
        ("received", load.received.into()),
        ("closed", load.closed.into()),
        ("open", load.open().into()),
    ];
    let sentence = desk.words.say("say.caseload", &args);
    let prompt = [("n", i64::from(PROMPT).into())];
    let view = Statistics {
        sentence: sentence.clone(),
        measures: measures(desk, &load),
        notes: vec![
            desk.word("say.how-counted.closed"),
            desk.words.say("say.how-counted.prompt", &prompt),
            desk.word("say.how-counted.rest"),
        ],
        groupings: groupings(desk, &cases, &load),
        stated: stated(desk, |of| of == Some(Kind::Case)),
        downloads: desk.downloads(&[Export::Records(Kind::Case)]),
    };
    let heading = Heading {
        title: desk.word("page.case-statistics"),
        description: sentence,
        trail: vec![of_kind(desk, Kind::Case)],
    };
    (Page::Statistics(Box::new(view)), heading)
}

fn measures(desk: &Desk<'_>, load: &Caseload) -> Vec<Measure> {
    let mut all = Vec::new();
    let mut say = |key: &str, figure: String, working: String| {
        let what = desk.words.say(&format!("measure-of.{key}"), &[("n", i64::from(PROMPT).into())]);
        all.push(Measure { what, figure, working });
    };
    for (key, n) in [
        ("received", load.received),
        ("closed", load.closed),
        ("open", load.open()),
        ("overdue", load.overdue),
        ("fixed", load.fixed),
        ("reopened", load.reopened),
    ] {
        say(key, n.to_string(), String::new());
    }
    for (key, of) in [
        ("closed-rate", (load.closed, load.received)),
        ("fixed-rate", (load.fixed, load.closed)),
        ("in-time", load.in_time),
        ("prompt", load.prompt),
        ("content", load.content),
    ] {
        if let Some(part) = part(of) {
            say(key, percent(part), format!("{} / {}", part.part, part.of));
        }
    }
    for (key, of) in [("median-reply", &load.days_to_reply), ("median-days", &load.days)] {
        if let Some(middle) = days(of) {
            let count = desk.words.say("say.of-cases", &[("n", of.len().into())]);
            say(key, desk.words.say("say.n-days", &[("n", middle.into())]), count);
        }
    }
    all
}

/// A part of a whole in percent, half up to one decimal.
#[must_use]
pub(super) fn percent(part: Part<i64>) -> String {
    part.percent(1).map(|percent| format!("{percent}%")).unwrap_or_default()
}

/// The middle of sorted numbers of days, as text: halves are told.
#[must_use]
pub(crate) fn days(days: &[i64]) -> Option<String> {
    let twice = twice_median(days)?;
    let half = if twice % 2 == 0 { "" } else { ".5" };
    Some(format!("{}{half}", twice / 2))
}

/// In which order groups stand.
#[derive(Clone, Copy)]
enum Order {
    /// As their names say.
    Named,
    /// As their names say, the last first.
    NewestFirst,
    /// The largest first.
    LargestFirst,
}

fn groupings(desk: &Desk<'_>, cases: &[(&Record, &Case)], load: &Caseload) -> Vec<Grouping> {
    let format = desk.format();
    let grouping = |by: &str, order, name: &dyn Fn(&Record, &Case) -> (String, Link)| {
        grouping(desk, (cases, load), by, order, name)
    };
    let text = |text: String| Link { text, href: String::new() };
    let facet = |facet: Facet, text: String| {
        let list = desk.plan.part(Kind::Case, &facet);
        Link { text, href: list.map(|key| desk.list_href(&key)).unwrap_or_default() }
    };
    vec![
        grouping("year", Order::NewestFirst, &|_, case| {
            let year = case.opened.year();
            let said = desk.words.say("format.year", &[("year", i64::from(year).into())]);
            (year.to_string(), facet(Facet::Year(year), said))
        }),
        grouping("month", Order::NewestFirst, &|_, case| {
            let month = case.opened.to_month();
            let list = ListKey::Month(month);
            let href = if desk.plan.has(By::Month) { desk.list_href(&list) } else { String::new() };
            (month.to_string(), Link { text: format.month(month), href })
        }),
        grouping("category", Order::LargestFirst, &|record, _| match &record.head.category {
            Some(category) => {
                (category.clone(), facet(Facet::Category(category.clone()), category.clone()))
            }
            None => (String::new(), text(desk.word("say.no-category"))),
        }),
        grouping("tier", Order::Named, &|_, case| {
            let (key, word) = match case.tier {
                Some(Tier::AtOnce) => ("1", "value.at-once"),
                Some(Tier::By(_)) => ("2", "value.by-a-day"),
                Some(Tier::EscalatedTo(_)) => ("3", "value.escalated"),
                None => ("4", "say.no-tier"),
            };
            (key.to_owned(), text(desk.word(word)))
        }),
        grouping("holder", Order::LargestFirst, &|_, case| match case.holder() {
            Some(holder) => (holder.to_owned(), text(holder.to_owned())),
            None => (String::new(), text(desk.word("say.no-holder"))),
        }),
    ]
}

fn grouping(
    desk: &Desk<'_>,
    (cases, load): (&[(&Record, &Case)], &Caseload),
    by: &str,
    order: Order,
    name: &dyn Fn(&Record, &Case) -> (String, Link),
) -> Grouping {
    let mut groups: BTreeMap<String, (Link, Vec<&Case>)> = BTreeMap::new();
    for (record, case) in cases {
        let (key, link) = name(record, case);
        groups.entry(key).or_insert_with(|| (link, Vec::new())).1.push(case);
    }
    let mut groups: Vec<(Link, Caseload)> = groups
        .into_values()
        .map(|(name, cases)| (name, Caseload::of(cases.into_iter(), desk.board.as_of)))
        .collect();
    match order {
        Order::Named => {}
        Order::NewestFirst => groups.reverse(),
        // What is equally large stays in the order of names.
        Order::LargestFirst => groups.sort_by_key(|(_, load)| Reverse(load.received)),
    }
    let row = |(name, load): (Link, Caseload)| Group { name, figures: figures(&load) };
    let sum = Link { text: desk.word("say.sum"), href: String::new() };
    Grouping {
        title: desk.word(&format!("count.by-{by}")),
        heads: HEADS.into_iter().map(|key| desk.word(key)).collect(),
        groups: groups.into_iter().map(row).collect(),
        total: row((sum, load.clone())),
    }
}

fn figures(load: &Caseload) -> Vec<String> {
    let none = || "—".to_owned();
    let content = part(load.content).map(|part| format!("{} / {}", part.part, part.of));
    vec![
        load.received.to_string(),
        load.closed.to_string(),
        load.open().to_string(),
        load.fixed.to_string(),
        part((load.closed, load.received)).map_or_else(none, percent),
        days(&load.days).unwrap_or_else(none),
        content.unwrap_or_else(none),
    ]
}

/// What a stated total comes to beside the cases that came in, computed from both.
pub(super) fn share_of(desk: &Desk<'_>, share: Part<i64>) -> [(&'static str, Arg); 4] {
    let number = |n: i64| Arg::from(desk.format().decimal(n.into()));
    [
        ("part", number(share.part)),
        ("of", number(share.of)),
        ("rest", number(share.of - share.part)),
        ("rate", percent(share).into()),
    ]
}
