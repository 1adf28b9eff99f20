//! 文种: what a sheet is called, as a committee would write it over one.

use crate::model::meeting::{Assembly, Decision};
use crate::model::record::{Body, Record};
use crate::view::Desk;

/// The title of the sheet of a record.
pub(super) fn title(desk: &Desk<'_>, record: &Record) -> String {
    let title = desk.title(record);
    let Some(sort) = sort(desk, record) else { return title };
    desk.words.say(&format!("title.notice.{sort}"), &[("title", title.into())])
}

/// Of which sort a sheet is; none where a record has its own title to stand over it.
fn sort(desk: &Desk<'_>, record: &Record) -> Option<&'static str> {
    Some(match &record.body {
        Body::Charge(charge) if charge.bill.is_some() => "shared",
        Body::Charge(_) => "charge",
        Body::Fee(_) => "fee",
        Body::Decision(decision) => of_decision(desk, decision),
        Body::Consultation(_) => "consultation",
        Body::Case(case) if case.ending().is_some() => "case",
        Body::Case(_) => "case-open",
        Body::Project(_) => "project",
        Body::Budget(_) => "budget",
        Body::People(_) => "people",
        Body::Register(_) => "register",
        Body::Statement(review) if review.is_reviewed() => "review",
        Body::Statement(_) => "stated",
        Body::Income(_) => "income",
        Body::Expenditure(_) => "expenditure",
        Body::Transfer(_) => "transfer",
        Body::Balance(_) => "balance",
        Body::Posting(_) => "posting",
        Body::Withheld(_) => "withheld",
        // They are called what they are: a notice, a page, 公约.
        Body::Notice(_) | Body::Page | Body::Pact(_) | Body::Withdrawn => return None,
    })
}

fn of_decision(desk: &Desk<'_>, decision: &Decision) -> &'static str {
    let voted = decision.motions.iter().any(|motion| motion.votes.is_some());
    match (decision.motions.is_empty(), decision.elections.is_empty()) {
        _ if decision.is_to_come(desk.board.as_of) => "meeting",
        (true, true) => "held",
        (true, false) => "election",
        (false, _) if voted && decision.assembly == Assembly::Owners => "votes",
        (false, _) => "decision",
    }
}
