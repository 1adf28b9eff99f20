//! Reviews of statements.

use super::money::fund;
use super::written::{Lowering, reference};
use crate::content::fields::Desk;
use crate::model::review::Review;

pub(crate) fn review(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<Review> {
    let fields = from.fields;
    let (period, date) = (fields.period(desk, "period"), fields.day(desk, "date"));
    // Without a fund it is about all of them; one that is not known leaves nothing to check.
    let named = fields.node("fund").is_some().then(|| fund(desk, from));
    let reviewers = fields.many("reviewers");
    let reviewers =
        reviewers.iter().filter_map(|node| node.text().map(|text| text.trim().to_owned()));
    let reviewers: Vec<String> = reviewers.collect();
    let opinion = fields.text(desk, "opinion");
    let mut figure = |name| fields.money(desk, name);
    let (opening, income) = (figure("opening"), figure("income"));
    let (spending, closing) = (figure("spending"), figure("closing"));
    let fund = match named {
        Some(found) => Some(found?),
        None => None,
    };
    Some(Review {
        period: period?,
        fund,
        date: date?,
        reviewers,
        opinion,
        opening,
        income,
        spending,
        closing,
        meeting: reference(fields, "meeting"),
    })
}
