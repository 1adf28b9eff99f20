//! Meetings and cases counted from the records, and totals that a board only states, for years of
//! which it has no records.

use super::board::Board;
use super::calendar::{Day, Period};
use super::case::Reason;
use super::collection::Part;
use super::id::Kind;
use super::record::{Body, Record};
use super::stated::{StatedCount, StatedShare};
use crate::source::Spans;

/// How many figures a record adds to.
pub const FIGURES: usize = 4;

/// Meetings, motions, carried and not carried; of cases received, closed, fixed and open.
pub type Figures = [usize; FIGURES];

/// What a stated total is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// 会议
    Meetings,
    /// 议题
    Matters,
    /// 受理
    Cases,
    /// 办结
    Closed,
    /// 解决
    Resolved,
    /// 其他: of what, the total says itself.
    Other,
}

impl Counting {
    /// The name in files and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Meetings => "meetings",
            Self::Matters => "matters",
            Self::Cases => "cases",
            Self::Closed => "closed",
            Self::Resolved => "resolved",
            Self::Other => "other",
        }
    }

    /// The kind of records that it counts; `None` for what no records are kept of.
    #[must_use]
    pub fn kind(self) -> Option<Kind> {
        match self {
            Self::Meetings | Self::Matters => Some(Kind::Decision),
            Self::Cases | Self::Closed | Self::Resolved => Some(Kind::Case),
            Self::Other => None,
        }
    }

    fn of(self, figures: Figures) -> usize {
        match self {
            Self::Meetings | Self::Cases => figures[0],
            Self::Matters | Self::Closed => figures[1],
            Self::Resolved => figures[2],
            Self::Other => 0,
        }
    }
}

/// A total that the board states and has no records for, or not for all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedTotal {
    /// Of which time.
    pub period: Period,
    /// Of what.
    pub of: Counting,
    /// Of what, in words of the board's own.
    pub what: Option<String>,
    /// How many, as stated.
    pub count: StatedCount,
    /// Which part it is of the cases that came in, as stated.
    pub rate: Option<StatedShare>,
    /// Where it was stated: a report, a board of paper.
    pub source: String,
    /// Why the records of that time come to something else.
    pub why: Option<String>,
    /// Where it is written.
    pub at: Spans,
}

impl StatedTotal {
    /// What the records of that time come to; nothing where there are none.
    #[must_use]
    pub fn counted(&self, board: &Board) -> Option<usize> {
        let (first, last) = self.period.days();
        let counts = counts(board, self.of.kind()?);
        let within = counts.filter(|(day, _)| (first..=last).contains(day));
        within.map(|(_, figures)| self.of.of(figures)).reduce(|sum, more| sum + more)
    }

    /// The cases that came in, stated of the same time in the same place.
    #[must_use]
    pub fn of_cases<'t>(&self, totals: &'t [Self]) -> Option<&'t Self> {
        matches!(self.of, Counting::Closed | Counting::Resolved).then_some(())?;
        totals.iter().find(|other| other.of == Counting::Cases && other.beside(self))
    }

    /// Which part of the cases that came in it is, where both are stated exactly and it can be.
    #[must_use]
    pub fn share(&self, totals: &[Self]) -> Option<Part<i64>> {
        let (part, of) = (self.count.exact()?, self.of_cases(totals)?.count.exact()?);
        (0 < of && part <= of).then_some(Part { part, of })
    }

    /// Whether both are of the same time and were stated in the same place.
    #[must_use]
    pub fn beside(&self, other: &Self) -> bool {
        self.period == other.period && self.source == other.source
    }
}

/// What each record of a kind adds, with its day; nothing that is still to come.
pub fn counts(board: &Board, kind: Kind) -> impl Iterator<Item = (Day, Figures)> {
    board.of(kind).iter().filter_map(|record| {
        let day = record.head.date.filter(|day| *day <= board.as_of)?;
        Some((day, figures(record)?))
    })
}

/// What a record adds to the figures of its year.
fn figures(record: &Record) -> Option<Figures> {
    match &record.body {
        Body::Decision(decision) => {
            let claim = |wanted| {
                let own = decision.motions.iter().map(|motion| motion.outcome.claims());
                own.filter(|claims| *claims == Some(wanted)).count()
            };
            Some([1, decision.motions.len(), claim(true), claim(false)])
        }
        Body::Case(case) => {
            let closed = usize::from(case.ending().is_some());
            let fixed = case.ending().is_some_and(|ending| ending.reason == Reason::Fixed);
            Some([1, closed, usize::from(fixed), 1 - closed])
        }
        _ => None,
    }
}
