//! The calendar: meetings, what is posted for objections, and notices with a last day.

use std::sync::Arc;

use crate::model::board::Board;
use crate::model::calendar::Day;
use crate::model::id::Kind;
use crate::model::record::{Body, Record};
use crate::view::Desk;
use crate::view::format::encode_ascii;
use crate::view::plan::record_address;

/// A calendar.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// Its name.
    pub name: String,
    /// What is in it, by record.
    pub events: Vec<Event>,
}

/// Something that fills one day or several.
#[derive(Clone, Debug)]
pub struct Event {
    /// What it is known by, for ever and everywhere.
    pub uid: String,
    /// The day its record last changed.
    pub changed: String,
    /// Its first day.
    pub from: String,
    /// The day after its last.
    pub until: String,
    /// What it is.
    pub title: String,
    /// Where; may be empty.
    pub place: String,
    /// More about it; may be empty.
    pub description: String,
    /// The page of its record; empty where nobody knows where the site will be.
    pub address: String,
}

/// Builds the calendar.
#[must_use]
pub fn calendar(desk: &Desk<'_>) -> Calendar {
    let board = desk.board;
    let kinds = [Kind::Consultation, Kind::Decision, Kind::Page, Kind::Notice];
    let records = kinds.into_iter().flat_map(|kind| board.of(kind));
    let events = records.flat_map(|record| events(desk, record)).collect();
    Calendar { name: board.profile.name.clone(), events }
}

/// Whether a calendar of the board holds anything.
#[must_use]
pub fn has_events(board: &Board) -> bool {
    let dated =
        |record: &Arc<Record>| matches!(record.body, Body::Consultation(_) | Body::Decision(_));
    let posted = |record: &Arc<Record>| {
        let window = matches!(&record.body, Body::Notice(notice) if notice.window.is_some());
        let shown = matches!(record.body, Body::Page | Body::Notice(_));
        window || (shown && record.head.show_until.is_some())
    };
    let notices = board.of(Kind::Page).iter().chain(board.of(Kind::Notice));
    let meetings = board.of(Kind::Consultation).iter().chain(board.of(Kind::Decision));
    meetings.into_iter().any(dated) || notices.into_iter().any(posted)
}

fn events(desk: &Desk<'_>, record: &Record) -> Vec<Event> {
    let title = desk.title(record);
    let event = |name: &str, from: Day, last: Day, title: String| {
        event(desk, record, name, (from, last), title)
    };
    match &record.body {
        Body::Decision(decision) => {
            let (from, place) = (decision.date, decision.place.clone().unwrap_or_default());
            let meeting = Event { place, ..event("meeting", from, from, title.clone()) };
            let window = decision.window.as_ref().map(|window| {
                let said = desk.words.say("export.window", &[("title", title.into())]);
                let description = desk.window(window);
                Event {
                    description,
                    ..event("window", window.from, window.last(&desk.board.workdays), said)
                }
            });
            std::iter::once(meeting).chain(window).collect()
        }
        Body::Consultation(one) => {
            let said = desk.words.say("export.consultation", &[("title", title.into())]);
            let description = desk.window(&one.window);
            let (from, last) = (one.window.from, one.window.last(&desk.board.workdays));
            vec![Event { description, ..event("window", from, last, said) }]
        }
        Body::Notice(notice) if notice.window.is_some() => {
            let description = desk.bulletin_window(notice).unwrap_or_default();
            let days = notice.window.iter().map(|window| {
                let last = window.last(&desk.board.workdays);
                let description = description.clone();
                Event { description, ..event("notice", window.from, last, title.clone()) }
            });
            days.collect()
        }
        Body::Page | Body::Notice(_) => {
            // Since when a notice has hung is known from the lock alone.
            let known = desk.board.published(&record.head.id).map(|known| known.first);
            let until = record.head.show_until;
            let last = until.into_iter();
            last.map(|last| event("notice", known.unwrap_or(last).min(last), last, title.clone()))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn event(
    desk: &Desk<'_>,
    record: &Record,
    name: &str,
    (from, last): (Day, Day),
    title: String,
) -> Event {
    let (board, id) = (desk.board, &record.head.id);
    let base = board.profile.base_url.as_ref();
    let host = base.map(|base| base.split("://").last().unwrap_or(base).trim_end_matches('/'));
    let host = encode_ascii(host.unwrap_or(&board.profile.name)).replace('/', ".");
    let changed = board.published(id).map_or(board.as_of, |known| known.changed);
    let page = |base: &String| format!("{base}{}", encode_ascii(&record_address(id)));
    Event {
        uid: format!("{}.{name}@{host}", encode_ascii(&id.to_string())),
        changed: compact(changed),
        from: compact(from),
        until: compact(last.plus(1)),
        title,
        place: String::new(),
        description: String::new(),
        address: base.map(page).unwrap_or_default(),
    }
}

/// A day as calendars write it: `20250305`.
fn compact(day: Day) -> String {
    day.to_string().replace('-', "")
}
