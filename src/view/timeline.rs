//! How a case went on: every step with its day, who did it and how long it took.

use serde::Serialize;

use super::Desk;
use super::notice::{Column, Table};
use super::parts::{Date, State};
use crate::model::case::{Case, Event, Happened, Reason, Tier};
use crate::model::record::{Body, Record};
use crate::words::Arg;

/// How a case went on.
#[derive(Clone, Debug, Serialize)]
pub struct Timeline {
    /// What happened, in order.
    pub steps: Vec<TimelineStep>,
    /// That it is open, and by which day it was due; empty once it ended.
    pub open: String,
}

/// One thing that happened.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineStep {
    /// When.
    pub date: Date,
    /// What, as the board calls it.
    pub stage: State,
    /// To whom, by whom, with what result; may be empty.
    pub told: String,
    /// What is to be said of it; may be empty.
    pub note: String,
    /// How many days after the step before; empty on the same day.
    pub after: String,
}

/// How a record went on; `None` for what is no case.
#[must_use]
pub(crate) fn timeline(desk: &Desk<'_>, record: &Record) -> Option<Timeline> {
    let Body::Case(case) = &record.body else { return None };
    let late = case.days_late(desk.board.as_of).and(case.due());
    let open = match (case.ending(), late) {
        (Some(_), _) => String::new(),
        (None, None) => desk.word("say.not-closed"),
        // By which day, and not since how many: a page that counts days is another one every day.
        (None, Some(by)) => {
            let by = Arg::from(desk.format().date(by).text);
            desk.words.say("say.not-closed-late", &[("by", by)])
        }
    };
    Some(Timeline { steps: steps(desk, case), open })
}

fn steps(desk: &Desk<'_>, case: &Case) -> Vec<TimelineStep> {
    let received = TimelineStep {
        date: desk.format().date(case.opened),
        stage: State { word: stage(desk, "received"), tone: "plain" },
        told: case.channel.clone().unwrap_or_default(),
        note: String::new(),
        after: String::new(),
    };
    let mut before = case.opened;
    let step = |event: &Event| {
        let days = before.until(event.on);
        before = event.on;
        let after = desk.words.say("say.days-after", &[("n", days.into())]);
        TimelineStep {
            date: desk.format().date(event.on),
            stage: State { word: stage(desk, event.what.name()), tone: tone(&event.what) },
            told: told(desk, event),
            note: event.note.clone().unwrap_or_default(),
            after: if days > 0 { after } else { String::new() },
        }
    };
    [received].into_iter().chain(case.history.iter().map(step)).collect()
}

/// What the board calls a stage.
pub(super) fn stage(desk: &Desk<'_>, name: &str) -> String {
    let own = desk.board.profile.case_stages.get(name).cloned();
    own.unwrap_or_else(|| desk.word(&format!("value.{name}")))
}

fn tone(what: &Happened) -> &'static str {
    match what {
        Happened::Closed(Reason::Fixed) => "good",
        Happened::Reopened | Happened::Urged => "open",
        _ => "plain",
    }
}

/// To whom, by whom, with what result.
fn told(desk: &Desk<'_>, event: &Event) -> String {
    let what = match &event.what {
        Happened::Assigned(to) => {
            Some(desk.words.say("say.given-to", &[("to", to.as_str().into())]))
        }
        Happened::Escalated(to) => {
            Some(desk.words.say("say.escalated", &[("to", to.as_str().into())]))
        }
        Happened::Closed(reason) => Some(desk.word(&format!("value.{}", reason.name()))),
        Happened::Visited { satisfied: true } => Some(desk.word("value.satisfied")),
        Happened::Visited { satisfied: false } => Some(desk.word("value.not-satisfied")),
        _ => None,
    };
    let by = event.by.as_ref();
    let by = by.map(|by| desk.words.say("say.done-by", &[("by", by.as_str().into())]));
    let said: Vec<String> = what.into_iter().chain(by).collect();
    said.join(desk.words.get("list.clause"))
}

/// How a case is to be dealt with, in words.
pub(super) fn tier(desk: &Desk<'_>, tier: &Tier) -> String {
    match tier {
        Tier::AtOnce => desk.word("value.at-once"),
        Tier::By(day) => {
            let date = Arg::from(desk.format().date(*day).text);
            desk.words.say("say.by-day", &[("date", date)])
        }
        Tier::EscalatedTo(to) => desk.words.say("say.escalated", &[("to", to.as_str().into())]),
    }
}

/// How a record is to be dealt with, as a word in a box.
#[must_use]
pub(crate) fn badge(desk: &Desk<'_>, record: &Record) -> Option<State> {
    let Body::Case(case) = &record.body else { return None };
    let word = tier(desk, case.tier.as_ref()?);
    Some(State { word, tone: "plain" })
}

/// The same on paper.
#[must_use]
pub(crate) fn table(desk: &Desk<'_>, case: &Case) -> Table {
    let column = |key: &str, set| Column { head: desk.word(key), set };
    let comma = desk.words.get("list.clause");
    let row = |step: TimelineStep| {
        let said: Vec<String> =
            [step.told, step.note].into_iter().filter(|said| !said.is_empty()).collect();
        vec![step.date.text, step.stage.word, said.join(comma)]
    };
    Table {
        caption: desk.word("say.history"),
        columns: vec![
            column("field.date", "date"),
            column("field.stage-of-case", "date"),
            column("field.note", "text"),
        ],
        rows: steps(desk, case).into_iter().map(row).collect(),
        ..Table::default()
    }
}
