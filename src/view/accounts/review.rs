//! Who reviewed a statement: itself, a longer one that it lies in, or the parts it is made of.

use serde::Serialize;

use crate::model::calendar::Period;
use crate::model::ledger::FundId;
use crate::model::record::Record;
use crate::model::review::Review;
use crate::view::Desk;
use crate::view::parts::{Link, State};

/// Whether a statement was reviewed, and by whom.
#[derive(Clone, Debug, Serialize)]
pub struct Reviewed {
    /// That it was, that a part of it was, or that it was not.
    pub state: State,
    /// The reviews, those of the shortest period first; where nobody reviewed the whole, those of
    /// its parts in order.
    pub reviews: Vec<ReviewLine>,
}

/// A review in short.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewLine {
    /// What was reviewed, linked to the record of the review.
    pub review: Link,
    /// By whom, when, and what they found, in one line.
    pub sentence: String,
}

/// The reviews that a statement rests on.
#[must_use]
pub(crate) fn reviews_of<'a>(
    desk: &Desk<'a>,
    fund: &FundId,
    period: Period,
) -> Vec<(&'a Record, &'a Review)> {
    let board = desk.board;
    let own = |(_, review): &(&Record, &Review)| review.is_about(fund);
    let mut whole: Vec<_> =
        board.reviews().filter(own).filter(|(_, one)| one.period.covers(period)).collect();
    whole.sort_by_key(|(_, one)| one.period.months());
    if whole.is_empty() {
        whole = board.reviews().filter(own).filter(|(_, one)| period.covers(one.period)).collect();
        whole.sort_by_key(|(_, one)| (one.period.first(), one.period.months()));
    }
    whole
}

/// Whether a statement was reviewed, and by whom.
#[must_use]
pub(super) fn reviewed(desk: &Desk<'_>, fund: &FundId, period: Period) -> Reviewed {
    let reviews = reviews_of(desk, fund, period);
    let seen = |part: Period| reviews.iter().any(|(_, review)| review.period.covers(part));
    let mut months = period.each_month().map(Period::Month);
    let (key, tone) = if reviews.is_empty() {
        ("state.not-reviewed", "open")
    } else if seen(period) {
        ("state.reviewed", "good")
    } else if months.all(|month| seen(month) || !desk.board.ledger.has_statement(fund, month)) {
        ("state.reviewed-in-parts", "good")
    } else {
        ("state.partly-reviewed", "open")
    };
    let line = |(record, review): &(&Record, &Review)| ReviewLine {
        review: desk.link(record),
        sentence: desk.review_line(review),
    };
    Reviewed {
        state: State { word: desk.word(key), tone },
        reviews: reviews.iter().map(line).collect(),
    }
}

impl Desk<'_> {
    /// By whom, when, and what they found.
    #[must_use]
    pub(crate) fn review_line(&self, review: &Review) -> String {
        let opinion = review.opinion.as_deref().unwrap_or_default();
        let args = [
            ("who", review.reviewers.join(self.words.get("list.between")).into()),
            ("date", self.format().date(review.date).text.into()),
            ("opinion", opinion.trim_end_matches(['。', '.']).into()),
        ];
        let key = if opinion.is_empty() { "say.review-line-bare" } else { "say.review-line" };
        self.words.say(key, &args)
    }
}
