//! Reviews (收支审核): who looked at the statement of a period, what they found, and the figures they
//! put their names to. A statement whose figures are stated and that nobody reviewed is one too.

use super::board::Board;
use super::calendar::{Day, Period};
use super::id::{Kind, RecordId};
use super::ledger::{FundId, Turnover};
use super::money::Money;
use super::record::{Body, Record};

/// 收支审核: the review of the statement of one fund, or of all of them, over a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The period that was reviewed.
    pub period: Period,
    /// The fund; `None` for all of them.
    pub fund: Option<FundId>,
    /// The day of the review.
    pub date: Day,
    /// Who reviewed it, by role or body; nobody where figures are only stated.
    pub reviewers: Vec<String>,
    /// What they found, in their words.
    pub opinion: Option<String>,
    /// Held at the start, as it was stated.
    pub opening: Option<Money>,
    /// Came in, likewise.
    pub income: Option<Money>,
    /// Went out, likewise.
    pub spending: Option<Money>,
    /// Held at the end, likewise.
    pub closing: Option<Money>,
    /// The meeting at which it was reviewed.
    pub meeting: Option<RecordId>,
}

impl Review {
    /// Whether anybody reviewed it.
    #[must_use]
    pub fn is_reviewed(&self) -> bool {
        !self.reviewers.is_empty()
    }

    /// Whether it is about a fund, alone or among all.
    #[must_use]
    pub fn is_about(&self, fund: &FundId) -> bool {
        self.fund.as_ref().is_none_or(|own| own == fund)
    }

    /// Whether a day lies in its period.
    #[must_use]
    pub fn has(&self, day: Day) -> bool {
        let (first, last) = self.period.days();
        (first..=last).contains(&day)
    }

    /// The figures that it states, by field.
    #[must_use]
    pub fn figures(&self) -> [(&'static str, Option<Money>); 4] {
        [
            ("opening", self.opening),
            ("income", self.income),
            ("spending", self.spending),
            ("closing", self.closing),
        ]
    }

    /// What the lock keeps.
    pub fn guarded(&self, digits: u32, keep: &mut dyn FnMut(&str, String)) {
        keep("period", self.period.to_string());
        for (field, figure) in self.figures() {
            if let Some(figure) = figure {
                keep(field, figure.plain(digits));
            }
        }
    }
}

impl Board {
    /// Every statement that was stated or reviewed, by day.
    pub fn statements(&self) -> impl Iterator<Item = (&Record, &Review)> {
        self.of(Kind::Statement).iter().filter_map(|record| match &record.body {
            Body::Statement(review) => Some((&**record, review)),
            _ => None,
        })
    }

    /// Every review, by day.
    pub fn reviews(&self) -> impl Iterator<Item = (&Record, &Review)> {
        self.statements().filter(|(_, review)| review.is_reviewed())
    }

    /// The reviews that were published before this build.
    pub fn published_reviews(&self) -> impl Iterator<Item = (&Record, &Review)> {
        self.reviews().filter(|(record, _)| {
            let known = self.before.records.get(&record.head.id);
            known.is_some_and(|known| known.withdrawn.is_none())
        })
    }

    /// What the funds that a review is about came to, together.
    #[must_use]
    pub fn reviewed_turnover(&self, review: &Review) -> Turnover {
        let (first, last) = review.period.days();
        let funds = self.profile.funds.iter().filter(|fund| review.is_about(&fund.id));
        let turnovers = funds.map(|fund| self.ledger.turnover(&fund.id, first, last));
        turnovers.fold(Turnover::default(), Turnover::and)
    }
}
