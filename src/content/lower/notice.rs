//! Notices, postings, and what is not published.

use super::decision::window;
use super::written::{Lowering, reference};
use crate::content::fields::Desk;
use crate::model::ledger::FundId;
use crate::model::posting::{Bulletin, Form, Posting};
use crate::model::withheld::Withheld;

const FORMS: [Form; 5] =
    [Form::Notice, Form::Announcement, Form::Publicity, Form::CallForItems, Form::MeetingAhead];

pub(crate) fn bulletin(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<Bulletin> {
    let fields = from.fields;
    let form = fields.choice(desk, "kind").map(|place| FORMS[place]);
    let (date, to) = (fields.day(desk, "date"), fields.text(desk, "to"));
    let window = window(desk, fields);
    Some(Bulletin { form: form?, date: date?, to, window })
}

pub(crate) fn posting(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<Posting> {
    let fields = from.fields;
    let fund = fields.node("fund").is_some().then(|| super::money::fund(desk, from));
    let period = fields.period(desk, "period");
    let (place, up) = (fields.text(desk, "place"), fields.day(desk, "up"));
    let down = fields.day(desk, "down");
    let fund: Option<FundId> = match fund {
        Some(found) => Some(found?),
        None => None,
    };
    let of = reference(fields, "notice");
    Some(Posting { of, fund, period, place: place?, up: up?, down })
}

pub(crate) fn withheld(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<Withheld> {
    let fields = from.fields;
    let (duty, period) = (fields.text(desk, "duty"), fields.period(desk, "period"));
    let (basis, why) = (fields.text(desk, "basis"), fields.text(desk, "why"));
    let date = fields.day(desk, "date");
    Some(Withheld { duty: duty?, period, basis: basis?, why: why?, date: date? })
}
