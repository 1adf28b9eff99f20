//! The way of a project: what happened, by day, from the proposal to the acceptance.

use crate::model::calendar::Day;
use crate::model::project::Project;
use crate::model::record::{Body, Record};
use crate::view::Desk;
use crate::view::parts::{Card, Link};

/// Everything that happened to a project, by day.
#[must_use]
pub(super) fn way(desk: &Desk<'_>, record: &Record, project: &Project) -> Vec<Card> {
    let mut way: Vec<(Day, Card)> = Vec::new();
    let mut tell = |day: Option<Day>, field: &str, said: Option<&String>| {
        let Some(day) = day else { return };
        let word = desk.word(&format!("field.{field}"));
        let (relation, text) = match said {
            Some(said) => (word, said.clone()),
            None => (String::new(), word),
        };
        way.push((day, card(desk, day, relation, text)));
    };
    if let Some(one) = &project.proposed {
        tell(Some(one.on), "proposed", one.by.as_ref());
    }
    for one in &project.contracts {
        tell(one.on, "contract", Some(&one.with));
    }
    tell(project.started, "started", None);
    for step in &project.milestones {
        tell(step.done, "milestones", Some(&step.what));
    }
    tell(project.finished, "finished", None);
    if let Some(one) = &project.accepted {
        let field = if one.passed { "accepted" } else { "not-accepted" };
        tell(Some(one.on), field, one.by.as_ref().or(one.opinion.as_ref()));
    }
    if let Some(one) = &project.stopped {
        tell(Some(one.on), "stopped", Some(&one.why));
    }
    let board = desk.board;
    let decided = project.adopted_by.as_ref().and_then(|id| board.record(id));
    let moved = board.received_for(&record.head.id).into_iter();
    let moved = moved.chain(board.payments_for(&record.head.id));
    let told = decided.map(|record| &**record).into_iter().chain(moved);
    for one in told {
        let key = match &one.body {
            Body::Income(_) => "flow.income",
            Body::Expenditure(_) => "flow.spending",
            _ => "kind.decisions",
        };
        let shown = Card { kind: String::new(), ..desk.card(one, desk.word(key)) };
        way.extend(one.head.date.map(|day| (day, shown)));
    }
    way.sort_by_key(|(day, _)| *day);
    way.into_iter().map(|(_, card)| card).collect()
}

fn card(desk: &Desk<'_>, day: Day, relation: String, text: String) -> Card {
    Card {
        depth: 1,
        relation,
        kind: String::new(),
        title: Link { text, href: String::new() },
        date: Some(desk.format().date(day)),
        amount: None,
        state: None,
    }
}
