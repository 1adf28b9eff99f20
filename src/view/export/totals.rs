//! What a board comes to, as `board.json` says it.

use crate::model::money::Money;
use crate::model::pack::Pack;
use crate::model::totals::{DutyCount, Flows, Totals};
use crate::rules::duties::{self, Cell, Row, Stand};
use crate::view::Desk;
use crate::view::coverage::titled;

/// What a board, or several together, come to.
#[derive(Clone, Debug)]
pub struct Sums {
    /// What all funds hold, as a decimal.
    pub balance: String,
    /// By month, oldest first.
    pub months: Vec<(String, FlowLine)>,
    /// By year, oldest first.
    pub years: Vec<(i16, FlowLine)>,
    /// What came in of charges, by year.
    pub collection: Vec<CollectionLine>,
    /// What became of cases, by year.
    pub cases: Vec<CaseLine>,
}

/// What came in and went out in a month or year, as decimals.
#[derive(Clone, Debug)]
pub struct FlowLine {
    /// How many boards tell of it.
    pub boards: i64,
    /// In.
    pub income: String,
    /// Out.
    pub spending: String,
    /// Left at its end.
    pub balance: String,
}

/// What came in of the charges of a year.
#[derive(Clone, Debug)]
pub struct CollectionLine {
    /// The year in which their periods begin.
    pub year: i16,
    /// How many boards tell of it.
    pub boards: i64,
    /// How many charges.
    pub charges: i64,
    /// Of how many it is known what is owed and what came in.
    pub counted: i64,
    /// What these owe, without what was let off.
    pub owed: String,
    /// What came in of that.
    pub received: String,
}

/// What became of the cases that came in in a year.
#[derive(Clone, Debug)]
pub struct CaseLine {
    /// The year.
    pub year: i16,
    /// How many boards tell of it.
    pub boards: i64,
    /// Came in.
    pub received: i64,
    /// Ended.
    pub closed: i64,
    /// Open beyond their day.
    pub overdue: i64,
}

/// What a pack asks, and what came of it.
#[derive(Clone, Debug)]
pub struct PackDuties {
    /// The pack's name.
    pub pack: String,
    /// What it is.
    pub title: String,
    /// How many were published in time.
    pub published: i64,
    /// How many late.
    pub late: i64,
    /// How many are overdue.
    pub missing: i64,
    /// How many of these rest on texts that nobody held against the current ones.
    pub unjudged: i64,
    /// How many are withheld on a legal basis.
    pub withheld: i64,
    /// What is overdue, in the order of the pack.
    pub overdue: Vec<Overdue>,
}

/// Something that should have been published.
#[derive(Clone, Debug)]
pub struct Overdue {
    /// What, with the fund where it is about one.
    pub duty: String,
    /// Its period, or its first and last day; absent where it is asked always.
    pub period: Option<String>,
    /// The last day on which it was in time.
    pub due: String,
}

/// What a board comes to, in text.
pub(super) fn sums(totals: &Totals, digits: u32) -> Sums {
    let plain = |money: Money| money.plain(digits);
    let flows = |flows: &Flows| FlowLine {
        boards: flows.boards,
        income: plain(flows.income),
        spending: plain(flows.spending),
        balance: plain(flows.balance),
    };
    let collection = totals.collection.iter().map(|(year, one)| CollectionLine {
        year: *year,
        boards: one.boards,
        charges: one.charges,
        counted: one.counted,
        owed: plain(one.owed),
        received: plain(one.received),
    });
    let cases = totals.cases.iter().map(|(year, one)| CaseLine {
        year: *year,
        boards: one.boards,
        received: one.received,
        closed: one.closed,
        overdue: one.overdue,
    });
    Sums {
        balance: plain(totals.balance),
        months: totals.months.iter().map(|(month, one)| (month.to_string(), flows(one))).collect(),
        years: totals.years.iter().map(|(year, one)| (*year, flows(one))).collect(),
        collection: collection.collect(),
        cases: cases.collect(),
    }
}

/// What each pack asks; `rows` are those of the whole board.
pub(super) fn packs(desk: &Desk<'_>, rows: &[Row<'_>]) -> Vec<PackDuties> {
    let pack = |pack: &Pack| {
        let mine = rows.iter().filter(|row| std::ptr::eq(row.pack, pack));
        let overdue = mine.flat_map(|row| {
            let missing = |cell: &&Cell| matches!(cell.stand, Stand::Missing(_));
            row.cells.iter().filter(missing).map(|cell| overdue(desk, row, cell))
        });
        let DutyCount { published, late, missing, unjudged, withheld } =
            duties::tally(desk.board, pack, rows);
        let (name, title) = (pack.name.to_string(), pack.title.clone());
        let overdue = overdue.collect();
        PackDuties { pack: name, title, published, late, missing, unjudged, withheld, overdue }
    };
    desk.board.packs.iter().map(pack).collect()
}

fn overdue(desk: &Desk<'_>, row: &Row<'_>, cell: &Cell) -> Overdue {
    let period = cell.term.map(|term| match term.period {
        Some(period) => period.to_string(),
        None => format!("{}/{}", term.first, term.last),
    });
    Overdue {
        duty: titled(desk, row.duty, row.fund.map(|fund| fund.name.as_str())),
        period,
        due: cell.due.to_string(),
    }
}
