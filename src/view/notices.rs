//! What is posted for objections, what will be, and the archive of what was.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::Serialize;

use super::consultation::objections_said;
use super::export::Export;
use super::frame::Heading;
use super::list::Term;
use super::parts::{Date, Link, State};
use super::plan::{has_notice, notice_address, notices_address};
use super::{Desk, Page};
use crate::model::board::Board;
use crate::model::calendar::Day;
use crate::model::id::Kind;
use crate::model::meeting::Window;
use crate::model::record::{Body, Record};

/// `notices.html`
#[derive(Clone, Debug, Serialize)]
pub struct Notices {
    /// Whether it is the archive of one year; what is posted now is on the first page then.
    pub archive: bool,
    /// In their window on the board's day, the one that ends first on top.
    pub current: Vec<Posted>,
    /// Their window has not begun.
    pub coming: Vec<Posted>,
    /// Their window is over, a group a year, newest first.
    pub ended: Vec<Year>,
    /// The years that have a page of their own.
    pub years: Vec<Term>,
    /// The calendar for other programs.
    pub downloads: Vec<Link>,
}

/// What was posted until a day of one year.
#[derive(Clone, Debug, Serialize)]
pub struct Year {
    /// The year.
    pub name: String,
    /// What was posted, newest first.
    pub posted: Vec<Posted>,
}

/// Something that is posted, or was.
#[derive(Clone, Debug, Serialize)]
pub struct Posted {
    /// What, linked to its record.
    pub title: Link,
    /// Its number: `编号：决定 2025-03-owners-meeting`.
    pub number: String,
    /// Whether it is posted now.
    pub state: State,
    /// Until which day; how to object while that can be done, how many did where that is told.
    pub sentence: String,
    /// Its last day.
    pub last: Date,
    /// The sheet to print; empty where there is none.
    pub sheet: String,
}

/// From how many notices on the archive has a page a year.
const MANY: usize = 60;

/// A record with its time on the board: the window of a consultation or a decision, the agenda of a
/// meeting until its day, the last day of a page.
struct Posting<'a> {
    record: &'a Record,
    window: Option<&'a Window>,
    from: Option<Day>,
    last: Day,
}

/// Every record that is or was posted. A withdrawn one tells nothing, its days included.
fn postings(board: &Board) -> impl Iterator<Item = Posting<'_>> {
    let kinds = [Kind::Consultation, Kind::Decision, Kind::Page, Kind::Notice];
    let records = kinds.into_iter().flat_map(|kind| board.of(kind));
    records.filter_map(|record| {
        let (window, from, last) = match &record.body {
            Body::Decision(decision) => match (&decision.window, decision.called()) {
                (Some(window), _) => {
                    (Some(window), Some(window.from), window.last(&board.workdays))
                }
                (None, agenda) => (None, Some(agenda?.on), decision.date),
            },
            Body::Consultation(one) => {
                (Some(&one.window), Some(one.window.from), one.window.last(&board.workdays))
            }
            Body::Notice(notice) if notice.window.is_some() => {
                let window = notice.window.as_ref()?;
                (Some(window), Some(window.from), window.last(&board.workdays))
            }
            Body::Page | Body::Notice(_) => (None, None, record.head.show_until?),
            _ => return None,
        };
        Some(Posting { record, window, from, last })
    })
}

/// The years of which the archive has a page: none while it fits on one.
#[must_use]
pub fn years_apart(board: &Board) -> BTreeSet<i16> {
    let ended = || postings(board).filter(|posting| posting.last < board.as_of);
    let years = ended().map(|posting| posting.last.year());
    if ended().count() > MANY { years.collect() } else { BTreeSet::new() }
}

/// What is in its window on the board's day, the one that ends first on top.
#[must_use]
pub fn current(desk: &Desk<'_>) -> Vec<Posted> {
    now(desk.board).iter().map(|posting| posted(desk, posting)).collect()
}

/// The same as records, each with its last day.
#[must_use]
pub fn posted_now(board: &Board) -> Vec<(&Record, Day)> {
    now(board).into_iter().map(|posting| (posting.record, posting.last)).collect()
}

fn now(board: &Board) -> Vec<Posting<'_>> {
    let now = |posting: &Posting<'_>| {
        posting.last >= board.as_of && posting.from.is_none_or(|from| from <= board.as_of)
    };
    let mut found: Vec<_> = postings(board).filter(now).collect();
    found.sort_by_key(|posting| posting.last);
    found
}

/// Builds the page of what is posted, or of what was posted in a year.
#[must_use]
pub fn build<'a>(desk: &Desk<'a>, year: Option<i16>) -> (Page<'a>, Heading) {
    let as_of = desk.board.as_of;
    let mut coming: Vec<_> = postings(desk.board)
        .filter(|posting| posting.from.is_some_and(|from| from > as_of))
        .collect();
    coming.sort_by_key(|posting| posting.from);
    let apart = years_apart(desk.board);
    let mut ended: Vec<_> = postings(desk.board).filter(|posting| posting.last < as_of).collect();
    ended.sort_by_key(|posting| Reverse(posting.last));
    let here = |posting: &&Posting<'_>| match year {
        Some(year) => posting.last.year() == year,
        None => apart.is_empty(),
    };
    let mut years: Vec<Year> = Vec::new();
    for posting in ended.iter().filter(here) {
        let name = year_name(desk, posting.last.year());
        let posted = posted(desk, posting);
        match years.last_mut().filter(|last| last.name == name) {
            Some(last) => last.posted.push(posted),
            None => years.push(Year { name, posted: vec![posted] }),
        }
    }
    let title = match year {
        Some(year) => {
            let args = [("year", i64::from(year).into())];
            desk.words.say("title.notices-year", &args)
        }
        None => desk.word("page.notices"),
    };
    let own = year.is_none();
    let notices = Notices {
        archive: !own,
        current: if own { current(desk) } else { Vec::new() },
        coming: coming.iter().filter(|_| own).map(|posting| posted(desk, posting)).collect(),
        ended: years,
        years: apart
            .iter()
            .rev()
            .filter(|_| own)
            .map(|year| archive(desk, *year, &ended))
            .collect(),
        downloads: desk.downloads(&[Export::Calendar]),
    };
    let args =
        [("n", notices.current.len().into()), ("name", desk.board.profile.name.as_str().into())];
    let description = if own { desk.words.say("say.notices", &args) } else { title.clone() };
    let above = Link { text: desk.word("page.notices"), href: desk.href("posted.html") };
    let trail = if own { Vec::new() } else { vec![above] };
    (Page::Notices(notices), Heading { title, description, trail })
}

fn year_name(desk: &Desk<'_>, year: i16) -> String {
    desk.words.say("format.year", &[("year", i64::from(year).into())])
}

fn archive(desk: &Desk<'_>, year: i16, ended: &[Posting<'_>]) -> Term {
    let count = ended.iter().filter(|posting| posting.last.year() == year).count();
    Term {
        link: Link { text: year_name(desk, year), href: desk.href(&notices_address(year)) },
        count: desk.words.say("say.count", &[("n", count.into())]),
    }
}

fn posted(desk: &Desk<'_>, posting: &Posting<'_>) -> Posted {
    let (as_of, head) = (desk.board.as_of, &posting.record.head);
    let over = posting.last < as_of;
    let (key, tone) = match posting.from {
        _ if over => ("state.posting-over", "plain"),
        Some(from) if from > as_of => ("state.posting-comes", "plain"),
        _ => ("state.posting", "open"),
    };
    let date = desk.format().deadline(posting.last);
    let mut sentence = match posting.window {
        Some(window) if over => desk.window_days(window),
        Some(window) => match &posting.record.body {
            Body::Notice(notice) => desk.bulletin_window(notice).unwrap_or_default(),
            _ => desk.window(window),
        },
        None if head.id.kind == Kind::Decision => desk.sentence(posting.record),
        None => desk.words.say("say.shown-until", &[("date", date.into())]),
    };
    sentence.extend(posting.window.and_then(|window| objections_said(desk, window)));
    let kind = crate::words::Arg::Word(format!("kind.{}", head.id.kind.name()));
    let number = [("kind", kind), ("id", (&*head.id.id).into())];
    let sheet = has_notice(posting.record).then(|| desk.href(&notice_address(&head.id)));
    Posted {
        title: desk.link(posting.record),
        number: desk.words.say("say.notice-number", &number),
        state: State { word: desk.word(key), tone },
        sentence,
        last: desk.format().date(posting.last),
        sheet: sheet.unwrap_or_default(),
    }
}
