//! Who sits in bodies, and what a version of a pact changed, each in every state it can be in.

use super::pieces::Pieces;
use crate::view::pact::{Amended, ChangeLine, DiffLine};
use crate::view::parts::Row;
use crate::view::people::{BodyLine, Roster};

/// With members, cross-posts, contacts and other terms.
pub(super) fn roster(pieces: Pieces<'_>) -> Roster {
    Roster {
        counted: pieces.long(),
        members: pieces.tables().into_iter().next(),
        names: pieces.long(),
        also: pieces.facts(),
        contacts: pieces.facts(),
        terms: pieces.rows(),
    }
}

/// With nobody named.
fn bare(_: Pieces<'_>) -> Roster {
    Roster {
        counted: String::new(),
        members: None,
        names: String::new(),
        also: Vec::new(),
        contacts: Vec::new(),
        terms: Vec::new(),
    }
}

/// In every state.
pub(super) fn rosters(pieces: Pieces<'_>) -> Vec<Roster> {
    vec![roster(pieces), bare(pieces)]
}

/// A body with one beneath, and one with nothing but a name.
pub(super) fn bodies(pieces: Pieces<'_>) -> Vec<BodyLine> {
    let lone = |below: Vec<BodyLine>| BodyLine {
        kind: pieces.name(),
        row: pieces.rows().remove(0),
        counted: pieces.long(),
        term: pieces.long(),
        works_with: vec![pieces.link(), pieces.link()],
        terms: vec![pieces.link()],
        below,
    };
    let row = Row { state: None, ..pieces.rows().remove(0) };
    let none = BodyLine {
        row,
        counted: String::new(),
        term: String::new(),
        works_with: Vec::new(),
        terms: Vec::new(),
        ..lone(Vec::new())
    };
    vec![lone(vec![lone(Vec::new())]), none]
}

/// Told and compared, the same as before, and told alone.
pub(super) fn amendments(pieces: Pieces<'_>) -> Vec<Amended> {
    let told = Amended { before: None, lines: Vec::new(), ..amended(pieces) };
    let same = Amended { told: Vec::new(), lines: Vec::new(), ..amended(pieces) };
    vec![amended(pieces), same, told]
}

/// With a line of each change.
pub(super) fn amended(pieces: Pieces<'_>) -> Amended {
    let line = |change| DiffLine { change, text: pieces.long() };
    Amended {
        told: vec![ChangeLine { what: pieces.long(), why: pieces.long() }],
        before: Some(pieces.link()),
        lines: vec![line("same"), line("removed"), line("added")],
    }
}
