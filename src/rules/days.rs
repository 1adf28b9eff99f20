//! Days out of order, and days that have not come.

use std::borrow::Cow;

use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::calendar::Day;
use crate::model::case::{Case, Event};
use crate::model::meeting::Decision;
use crate::model::opinion::Opinion;
use crate::model::project::Project;
use crate::model::record::{Body, Record};
use crate::source::Span;
use crate::words::Arg;

/// A day of a record: the words for it, the day, and where it is written.
type Stamp = (Cow<'static, str>, Day, Span);

/// What happened later must not be dated earlier.
pub(crate) fn events_are_in_order(board: &Board, findings: &mut Vec<Finding>) {
    for record in &board.records {
        match &record.body {
            Body::Case(case) => {
                let stamps = case_stamps(record, case);
                let due = case.due().map(|day| ("day.due".into(), day, record.head.at.of("tier")));
                for later in stamps[1..].iter().chain(&due) {
                    order(board, record, (&stamps[0], later), findings);
                }
                // Who was asked before it ended was asked too early.
                let of = |wanted: &str| {
                    let all = case.history.iter().filter(move |event| event.what.name() == wanted);
                    all.map(event_stamp).collect::<Vec<_>>()
                };
                for closed in of("closed").iter().take(1) {
                    for visited in of("visited") {
                        order(board, record, (closed, &visited), findings);
                    }
                }
            }
            Body::Project(project) => {
                let stamps = project_stamps(record, project);
                for (place, later) in stamps.iter().enumerate() {
                    if let Some(first) = place.checked_sub(1) {
                        order(board, record, (&stamps[first], later), findings);
                    }
                }
            }
            Body::Decision(decision) => {
                let held = ("day.held".into(), decision.date, record.head.at.of("date"));
                if let Some(posted) = agenda_stamp(decision) {
                    order(board, record, (&posted, &held), findings);
                }
                for later in decision_stamps(decision) {
                    order(board, record, (&held, &later), findings);
                }
            }
            Body::Posting(posting) => {
                let up = ("day.up".into(), posting.up, record.head.at.of("up"));
                if let Some(down) = posting.down {
                    let down = ("day.down".into(), down, record.head.at.of("down"));
                    order(board, record, (&up, &down), findings);
                }
            }
            Body::Consultation(one) => {
                let begun = ("day.consulting".into(), one.window.from, one.window.at.of("from"));
                for later in answer_stamps(&one.opinions) {
                    order(board, record, (&begun, &later), findings);
                }
            }
            _ => {}
        }
    }
}

fn order(
    board: &Board,
    record: &Record,
    (first, later): (&Stamp, &Stamp),
    findings: &mut Vec<Finding>,
) {
    // A first day that has not come is wrong by itself, and said so.
    if later.1 < first.1 && first.1 <= board.as_of {
        findings.push(
            Finding::new(Code::OutOfOrder, record.head.within(later.2))
                .with("later", Arg::Word(later.0.to_string()))
                .with("day", later.1.to_string())
                .with("first", Arg::Word(first.0.to_string()))
                .with("before", first.1.to_string())
                .related(record.head.within(first.2), "related.before")
                .about(record.head.id.to_string()),
        );
    }
}

fn case_stamps(record: &Record, case: &Case) -> Vec<Stamp> {
    let opened = ("day.opened".into(), case.opened, record.head.at.of("opened"));
    [opened].into_iter().chain(case.history.iter().map(event_stamp)).collect()
}

fn event_stamp(event: &Event) -> Stamp {
    (format!("value.{}", event.what.name()).into(), event.on, event.at.of("on"))
}

/// The days of a project, in the order in which they come.
fn project_stamps(record: &Record, project: &Project) -> Vec<Stamp> {
    let own = |words: &'static str, day: Option<Day>, field| {
        Some((words.into(), day?, record.head.at.of(field)))
    };
    let proposed = project.proposed.as_ref();
    let proposed = proposed.map(|one| ("day.proposed".into(), one.on, one.at.of("on")));
    let accepted = project.accepted.as_ref();
    let accepted = accepted.map(|one| ("day.accepted".into(), one.on, one.at.of("on")));
    let stopped = project.stopped.as_ref();
    let stopped = stopped.map(|one| ("day.stopped".into(), one.on, one.at.of("on")));
    let stamps = [
        proposed,
        own("day.started", project.started, "started"),
        own("day.finished", project.finished, "finished"),
        accepted,
        stopped,
    ];
    stamps.into_iter().flatten().collect()
}

fn agenda_stamp(decision: &Decision) -> Option<Stamp> {
    let agenda = decision.agenda.as_ref()?;
    Some(("day.agenda".into(), agenda.on, agenda.at.of("on")))
}

fn decision_stamps(decision: &Decision) -> Vec<Stamp> {
    let mut stamps = Vec::new();
    if let Some(window) = &decision.window {
        stamps.push(("day.window".into(), window.from, window.at.of("from")));
        stamps.extend(answer_stamps(&window.answers));
    }
    for follow_up in decision.motions.iter().flat_map(|motion| &motion.follow_up) {
        if let Some(done) = follow_up.done {
            stamps.push(("day.done".into(), done, follow_up.at.of("done")));
        }
    }
    stamps
}

fn answer_stamps(opinions: &[Opinion]) -> impl Iterator<Item = Stamp> {
    opinions.iter().filter_map(|one| Some(("day.answered".into(), one.on?, one.at.of("on"))))
}

/// Money moved, votes counted and cases dealt with lie in the past; meetings called, windows and
/// terms need not.
pub(crate) fn nothing_has_happened_yet(board: &Board, findings: &mut Vec<Finding>) {
    for record in &board.records {
        for (words, day, span) in past(record) {
            if day > board.as_of {
                findings.push(
                    Finding::new(Code::InTheFuture, record.head.within(span))
                        .with("what", Arg::Word(words.into_owned()))
                        .with("day", day.to_string())
                        .with("as_of", board.as_of.to_string())
                        .about(record.head.id.to_string()),
                );
            }
        }
    }
}

fn past(record: &Record) -> Vec<Stamp> {
    let dated = |words: &'static str, day| vec![(words.into(), day, record.head.at.of("date"))];
    match &record.body {
        Body::Income(income) => dated("day.moved", income.date),
        Body::Expenditure(spent) => dated("day.moved", spent.date),
        Body::Transfer(transfer) => dated("day.moved", transfer.date),
        Body::Balance(balance) => dated("day.balanced", balance.date),
        Body::Statement(review) => dated("day.reviewed", review.date),
        Body::Charge(charge) => charge
            .received
            .iter()
            .map(|receipt| ("day.moved".into(), receipt.date, receipt.at.of("date")))
            .collect(),
        Body::Case(case) => case_stamps(record, case),
        Body::Project(project) => {
            let steps = project.milestones.iter();
            let done =
                steps.filter_map(|step| Some(("day.done".into(), step.done?, step.at.of("done"))));
            let signed = project.contracts.iter();
            let signed =
                signed.filter_map(|one| Some(("day.contract".into(), one.on?, one.at.of("on"))));
            project_stamps(record, project).into_iter().chain(done).chain(signed).collect()
        }
        Body::Decision(decision) => {
            let counted = decision.motions.iter().any(|motion| motion.votes.is_some())
                || decision.elections.iter().any(|election| election.elected().next().is_some());
            let mut stamps = Vec::new();
            if counted {
                stamps.extend(dated("day.held", decision.date));
            }
            let done = decision_stamps(decision).into_iter();
            stamps.extend(done.filter(|(words, ..)| words != "day.window"));
            stamps.extend(agenda_stamp(decision));
            stamps
        }
        Body::Consultation(one) => {
            let counted = one.as_of.into_iter();
            let counted =
                counted.map(|day| ("day.counted".into(), day, record.head.at.of("as_of")));
            counted.chain(answer_stamps(&one.opinions)).collect()
        }
        Body::Posting(posting) => {
            let up = Some(("day.up".into(), posting.up, record.head.at.of("up")));
            let down = posting.down.map(|day| ("day.down".into(), day, record.head.at.of("down")));
            up.into_iter().chain(down).collect()
        }
        Body::Withheld(one) => dated("day.withheld", one.date),
        Body::Register(register) => {
            let as_of = register.as_of.into_iter();
            as_of.map(|day| ("day.counted".into(), day, record.head.at.of("as_of"))).collect()
        }
        Body::Fee(_)
        | Body::Budget(_)
        | Body::Pact(_)
        | Body::People(_)
        | Body::Page
        | Body::Notice(_)
        | Body::Withdrawn => Vec::new(),
    }
}
