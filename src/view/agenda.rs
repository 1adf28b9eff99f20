//! 公示议程: what was posted before a meeting, apart from its minutes.

use serde::Serialize;

use super::Desk;
use super::parts::{Link, State};
use super::votes::outcome_state;
use crate::model::agenda::{Agenda, Point};
use crate::model::id::RecordId;
use crate::model::meeting::{Decision, motion_anchor};
use crate::model::record::{Body, Record};

/// What was posted before a meeting.
#[derive(Clone, Debug, Serialize)]
pub struct PostedAgenda {
    /// On which day, how many days before the meeting, and what came of it.
    pub sentence: String,
    /// Its items.
    pub items: Vec<AgendaLine>,
    /// What came up and had not been posted.
    pub unposted: Vec<Link>,
}

/// An item of a posted agenda.
#[derive(Clone, Debug, Serialize)]
pub struct AgendaLine {
    /// What it is, linked to the motion that it became.
    pub item: Link,
    /// What came of it: an outcome for each motion, or that it was not taken up.
    pub states: Vec<State>,
}

/// What was posted before a meeting; `None` where no agenda is written.
#[must_use]
pub(crate) fn posted(desk: &Desk<'_>, record: &Record) -> Option<PostedAgenda> {
    let Body::Decision(decision) = &record.body else { return None };
    let agenda = decision.agenda.as_ref()?;
    let id = &record.head.id;
    let items = agenda.items.iter().enumerate();
    let unposted = decision.points().filter(|point| agenda.place_of(point.posted_as()).is_none());
    Some(PostedAgenda {
        sentence: sentence(desk, decision, agenda),
        items: items.map(|(place, item)| line(desk, id, decision, agenda, (place, item))).collect(),
        unposted: unposted.map(|point| link(id, &point, point.text)).collect(),
    })
}

/// The points of a meeting that are an item of its agenda.
fn points_of<'a>(
    decision: &'a Decision,
    agenda: &'a Agenda,
    place: usize,
) -> impl Iterator<Item = Point<'a>> {
    decision.points().filter(move |point| agenda.place_of(point.posted_as()) == Some(place))
}

fn link(id: &RecordId, point: &Point<'_>, text: &str) -> Link {
    let href = point.number.map(|number| format!("#{}", motion_anchor(id, number)));
    Link { text: text.to_owned(), href: href.unwrap_or_default() }
}

fn line(
    desk: &Desk<'_>,
    id: &RecordId,
    decision: &Decision,
    agenda: &Agenda,
    (place, item): (usize, &str),
) -> AgendaLine {
    let state = |key: &str, tone| State { word: desk.word(key), tone };
    let mut states: Vec<State> = points_of(decision, agenda, place)
        .map(|point| match point.outcome {
            Some(outcome) => outcome_state(desk, outcome),
            None => state("state.elected", "plain"),
        })
        .collect();
    if states.is_empty() {
        states.push(match stand(desk, decision) {
            Stand::Coming => state("state.to-be-discussed", "plain"),
            Stand::NoMinutes => state("state.no-minutes", "open"),
            Stand::Held => state("state.not-taken-up", "open"),
        });
    }
    let first = points_of(decision, agenda, place).next();
    let bare = || Link { text: item.to_owned(), href: String::new() };
    AgendaLine { item: first.map_or_else(bare, |point| link(id, &point, item)), states }
}

/// Where a meeting is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    Coming,
    NoMinutes,
    Held,
}

fn stand(desk: &Desk<'_>, decision: &Decision) -> Stand {
    if decision.called().is_none() {
        Stand::Held
    } else if decision.is_to_come(desk.board.as_of) {
        Stand::Coming
    } else {
        Stand::NoMinutes
    }
}

fn sentence(desk: &Desk<'_>, decision: &Decision, agenda: &Agenda) -> String {
    let before = agenda.on.until(decision.date);
    let key = match before {
        ..0 => "say.agenda-after",
        0 => "say.agenda-same-day",
        _ => "say.agenda-before",
    };
    let date = desk.format().date(agenda.on).text;
    let mut said = desk.words.say(key, &[("date", date.into()), ("n", before.abs().into())]);
    if stand(desk, decision) == Stand::Held {
        let of = agenda.items.len();
        let left = not_taken_up(decision, agenda).count();
        let args = [("of", of.into()), ("n", (of - left).into()), ("left", left.into())];
        let key = if left == 0 { "say.agenda-all" } else { "say.agenda-left" };
        said.push_str(&desk.words.say(key, &args));
    }
    said
}

fn not_taken_up<'a>(decision: &'a Decision, agenda: &'a Agenda) -> impl Iterator<Item = &'a str> {
    let items = agenda.items.iter().enumerate();
    items
        .filter(|(place, _)| points_of(decision, agenda, *place).next().is_none())
        .map(|(_, item)| item.as_str())
}

/// For a sheet on paper: when it was posted, and what is still to come of it. Of a meeting that was
/// held, that is what it did not take up; the rest stands below, with its outcome.
#[must_use]
pub(crate) fn told(desk: &Desk<'_>, decision: &Decision) -> Vec<String> {
    let Some(agenda) = &decision.agenda else { return Vec::new() };
    let mut told = vec![sentence(desk, decision, agenda)];
    let held = stand(desk, decision) == Stand::Held;
    let key = if held { "say.not-taken-up" } else { "say.agenda-item" };
    let items = not_taken_up(decision, agenda);
    told.extend(items.map(|item| desk.words.say(key, &[("item", item.into())])));
    told
}
