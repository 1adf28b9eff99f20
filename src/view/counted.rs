//! Meetings and cases by year: counted from the records, never typed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Desk;
use super::parts::Link;
use super::plan::{Facet, ListKey};
use crate::model::case::Reason;
use crate::model::id::Kind;
use crate::model::record::{Body, Record};

/// What the records of a kind come to, year by year.
#[derive(Clone, Debug, Serialize)]
pub struct Counted {
    /// What is counted, a column each.
    pub heads: Vec<String>,
    /// A row a year, newest first.
    pub years: Vec<CountedYear>,
    /// All years; absent where there is only one.
    pub total: Option<CountedYear>,
}

/// One year.
#[derive(Clone, Debug, Serialize)]
pub struct CountedYear {
    /// The year, linked to its list.
    pub year: Link,
    /// The figures, in the order of the columns.
    pub figures: Vec<String>,
}

/// How many figures a record adds to.
const FIGURES: usize = 4;

/// What is counted of a kind; `None` for kinds of which nothing is.
#[must_use]
pub(crate) fn counted(desk: &Desk<'_>, kind: Kind) -> Option<Counted> {
    let heads = match kind {
        Kind::Decision => ["count.meetings", "count.motions", "count.carried", "count.defeated"],
        Kind::Case => ["count.received", "count.closed", "count.fixed", "count.open"],
        _ => return None,
    };
    let mut years: BTreeMap<i16, [usize; FIGURES]> = BTreeMap::new();
    let past = desk.board.of(kind).iter().filter_map(|record| {
        let day = record.head.date.filter(|day| *day <= desk.board.as_of)?;
        Some((day.year(), figures(record)?))
    });
    let mut all = [0; FIGURES];
    for (year, figures) in past {
        let sums = years.entry(year).or_default();
        for (place, figure) in figures.into_iter().enumerate() {
            sums[place] += figure;
            all[place] += figure;
        }
    }
    let said = |figures: [usize; FIGURES]| figures.iter().map(ToString::to_string).collect();
    let row = |(year, figures): (&i16, &[usize; FIGURES])| CountedYear {
        year: Link {
            text: desk.words.say("format.year", &[("year", i64::from(*year).into())]),
            href: desk.list_href(&ListKey::Within(kind, Facet::Year(*year))),
        },
        figures: said(*figures),
    };
    let total = (years.len() > 1).then(|| CountedYear {
        year: Link { text: desk.word("say.sum"), href: String::new() },
        figures: said(all),
    });
    (!years.is_empty()).then(|| Counted {
        heads: heads.into_iter().map(|key| desk.word(key)).collect(),
        years: years.iter().rev().map(row).collect(),
        total,
    })
}

/// What a record adds to the figures of its year.
fn figures(record: &Record) -> Option<[usize; FIGURES]> {
    match &record.body {
        Body::Decision(decision) => {
            let claim = |wanted| {
                let own = decision.motions.iter().map(|motion| motion.outcome.claims());
                own.filter(|claims| *claims == Some(wanted)).count()
            };
            Some([1, decision.motions.len(), claim(true), claim(false)])
        }
        Body::Case(case) => {
            let closed = usize::from(case.closed.is_some());
            let fixed = case.closed.as_ref().is_some_and(|how| how.reason == Reason::Fixed);
            Some([1, closed, usize::from(fixed), 1 - closed])
        }
        _ => None,
    }
}
