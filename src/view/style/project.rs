//! Projects: one with everything, and an allotment with nothing recorded.

use super::pieces::Pieces;
use crate::view::parts::{Card, FollowUpLine};
use crate::view::project::{AllotmentBlock, ProjectBlock};

/// With everything.
pub(super) fn project(pieces: Pieces<'_>) -> ProjectBlock {
    let step = |why: String| FollowUpLine {
        what: pieces.name(),
        who: pieces.name(),
        state: pieces.states().remove(0),
        why,
    };
    let way = pieces.cards().into_iter().map(|card| Card { kind: String::new(), ..card });
    ProjectBlock {
        money: pieces.facts(),
        notes: vec![pieces.long()],
        tables: pieces.tables(),
        progress: pieces.long(),
        steps: vec![step(String::new()), step(pieces.long())],
        way: way.collect(),
        allotment: Some(allotment(pieces)),
    }
}

/// With everything, and with nothing but a sum.
pub(super) fn projects(pieces: Pieces<'_>) -> Vec<ProjectBlock> {
    let alone = AllotmentBlock {
        states: None,
        rows: Vec::new(),
        unit: String::new(),
        more: String::new(),
        all: None,
        ..allotment(pieces)
    };
    let bare = ProjectBlock {
        money: Vec::new(),
        notes: Vec::new(),
        tables: Vec::new(),
        progress: String::new(),
        steps: Vec::new(),
        way: Vec::new(),
        allotment: Some(alone),
    };
    vec![project(pieces), bare]
}

fn allotment(pieces: Pieces<'_>) -> AllotmentBlock {
    AllotmentBlock {
        facts: pieces.facts(),
        states: pieces.tables().into_iter().next(),
        unit: pieces.desk.format().unit(),
        rows: pieces.rows(),
        more: pieces.long(),
        all: Some(pieces.link()),
    }
}
