//! Meetings and cases by year: counted from the records, and beside them what the board only states.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Desk;
use super::notice::{Column, Table};
use super::parts::Link;
use super::plan::{Facet, ListKey};
use super::statistics::share_of;
use crate::model::counted::{FIGURES, Figures, StatedTotal, counts};
use crate::model::id::Kind;
use crate::words::Arg;

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

/// What is counted of a kind; `None` for kinds of which nothing is.
#[must_use]
pub(crate) fn counted(desk: &Desk<'_>, kind: Kind) -> Option<Counted> {
    let heads = match kind {
        Kind::Decision => ["count.meetings", "count.motions", "count.carried", "count.defeated"],
        Kind::Case => ["count.received", "count.closed", "count.fixed", "count.open"],
        _ => return None,
    };
    let mut years: BTreeMap<i16, Figures> = BTreeMap::new();
    let mut all = [0; FIGURES];
    for (day, figures) in counts(desk.board, kind) {
        let sums = years.entry(day.year()).or_default();
        for (place, figure) in figures.into_iter().enumerate() {
            sums[place] += figure;
            all[place] += figure;
        }
    }
    let said = |figures: Figures| figures.iter().map(ToString::to_string).collect();
    let row = |(year, figures): (&i16, &Figures)| CountedYear {
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

/// Totals that the board only states.
#[derive(Clone, Debug, Serialize)]
pub struct StatedTotals {
    /// The totals, beside what its records come to.
    pub table: Table,
    /// What follows from them by reckoning: what is open, and the rate; marked as computed.
    pub computed: Vec<String>,
}

/// What the board only states of some kinds, beside what its records come to.
#[must_use]
pub(crate) fn stated(desk: &Desk<'_>, of: impl Fn(Option<Kind>) -> bool) -> Option<StatedTotals> {
    let all = &desk.board.profile.stated_totals;
    let totals = || all.iter().filter(|total| of(total.of.kind()));
    let rows: Vec<Vec<String>> = totals().map(|total| stated_row(desk, total)).collect();
    let computed = totals().filter_map(|total| computed(desk, total)).collect();
    let column = |key: &str, set| Column { head: desk.word(key), set };
    let table = Table {
        caption: String::new(),
        columns: vec![
            column("field.period", "date"),
            column("say.stated-of", "date"),
            column("say.stated-count", "figure"),
            column("say.recorded-count", "figure"),
            column("field.source", "text"),
        ],
        rows,
        ..Table::default()
    };
    (!table.rows.is_empty()).then_some(StatedTotals { table, computed })
}

/// What follows from a total of cases that ended and from that of those that came in.
fn computed(desk: &Desk<'_>, total: &StatedTotal) -> Option<String> {
    let of = ("what", Arg::from(what(desk, total)));
    let period = ("period", Arg::from(desk.format().period(total.period)));
    if let Some(share) = total.share(&desk.board.profile.stated_totals) {
        let args: Vec<_> = share_of(desk, share).into_iter().chain([of, period]).collect();
        return Some(desk.words.say("say.stated-share", &args));
    }
    let rate = ("rate", Arg::from(total.rate.as_ref()?.said.as_str()));
    Some(desk.words.say("say.stated-share-open", &[of, period, rate]))
}

/// What a total is of, as the board calls it.
fn what(desk: &Desk<'_>, total: &StatedTotal) -> String {
    let own = total.what.clone();
    own.unwrap_or_else(|| desk.word(&format!("value.{}", total.of.name())))
}

fn stated_row(desk: &Desk<'_>, total: &StatedTotal) -> Vec<String> {
    let format = desk.format();
    let counted = total.counted(desk.board);
    let counted = counted.map_or_else(|| desk.word("say.no-records"), |n| n.to_string());
    let source = match &total.why {
        Some(why) => {
            let args = [("source", total.source.as_str().into()), ("why", why.as_str().into())];
            desk.words.say("say.stated-why", &args)
        }
        None => total.source.clone(),
    };
    vec![
        format.period(total.period),
        what(desk, total),
        match total.count.exact() {
            Some(exact) => format.decimal(exact.into()),
            None => total.count.said.clone(),
        },
        counted,
        source,
    ]
}
