//! Consultations (征求意见): a draft that is posted, what people said to it, and who is for it.

use super::calendar::Day;
use super::meeting::Window;
use super::opinion::Opinion;
use super::workdays::Workdays;
use crate::source::Spans;

/// Who is for the draft, in one entrance or building.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Which.
    pub place: String,
    /// Households for it.
    pub agreed: i64,
    /// Against it; `None` where nobody wrote it down, which is not 0.
    pub refused: Option<i64>,
    /// Without an answer so far.
    pub pending: Option<i64>,
    /// Households of the entrance; `None` where that was not told, and then no share is.
    pub of: Option<i64>,
    /// Where it is written.
    pub at: Spans,
}

impl Consent {
    /// All that are counted.
    #[must_use]
    pub fn counted(&self) -> i64 {
        self.agreed + self.refused.unwrap_or(0) + self.pending.unwrap_or(0)
    }
}

/// Where a consultation is on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Its first day has not come.
    Coming,
    /// People can speak.
    UnderWay,
    /// Its last day is over.
    Over,
}

/// 征求意见: a draft, how long it is open, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consultation {
    /// How long people can speak.
    pub window: Window,
    /// By which ways.
    pub channels: Vec<String>,
    /// Forms given out.
    pub issued: Option<i64>,
    /// Forms that came back.
    pub returned: Option<i64>,
    /// What people said.
    pub opinions: Vec<Opinion>,
    /// Who is for it, an entrance or building a line.
    pub consent: Vec<Consent>,
    /// Up to which day the consent was counted.
    pub as_of: Option<Day>,
}

impl Consultation {
    /// Where it is on a day.
    #[must_use]
    pub fn on(&self, day: Day, workdays: &Workdays) -> Stand {
        if day < self.window.from {
            Stand::Coming
        } else if day > self.window.last(workdays) {
            Stand::Over
        } else {
            Stand::UnderWay
        }
    }

    /// How many of the things that were said have no answer.
    #[must_use]
    pub fn unanswered(&self) -> usize {
        self.opinions.iter().filter(|opinion| !opinion.is_answered()).count()
    }

    /// What the lock keeps: how long people could speak. Counts grow while it goes on.
    pub fn guarded(&self, keep: &mut dyn FnMut(&str, String)) {
        keep("window.from", self.window.from.to_string());
        keep("window.days", self.window.days.to_string());
    }
}
