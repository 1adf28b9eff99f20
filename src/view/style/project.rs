//! Projects: one with everything, one with its tables alone, and an allotment with nothing recorded.

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
    let plain = |(place, card): (usize, Card)| match place {
        0 => Card { relation: String::new(), kind: String::new(), ..card },
        _ => Card { kind: String::new(), ..card },
    };
    let way = pieces.cards().into_iter().enumerate().map(plain);
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

/// With everything, with tables alone, with figures alone, and an allotment of which nothing is told.
pub(super) fn projects(pieces: Pieces<'_>) -> Vec<ProjectBlock> {
    let alone = AllotmentBlock {
        states: None,
        rows: Vec::new(),
        unit: String::new(),
        more: String::new(),
        all: None,
        facts: Vec::new(),
    };
    let bare = || ProjectBlock {
        money: Vec::new(),
        notes: Vec::new(),
        tables: Vec::new(),
        progress: String::new(),
        steps: Vec::new(),
        way: Vec::new(),
        allotment: None,
    };
    vec![
        project(pieces),
        ProjectBlock { tables: pieces.tables(), ..bare() },
        ProjectBlock { money: pieces.facts(), ..bare() },
        ProjectBlock { allotment: Some(alone), ..bare() },
    ]
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
