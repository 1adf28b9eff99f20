//! Examples of what members of a portal come to.

use super::handled;
use super::pieces::Pieces;
use crate::view::coverage::RecordLine;
use crate::view::members::{Members, Section};

pub(super) fn members(pieces: Pieces<'_>) -> Members {
    let line = || RecordLine { record: pieces.link(), sentence: pieces.long() };
    Members {
        sentence: pieces.long(),
        own: pieces.link(),
        facts: pieces.facts(),
        groupings: handled::groupings(pieces),
        sections: vec![Section { title: pieces.name(), lines: vec![line(), line()] }],
        ways: vec![pieces.link()],
        downloads: vec![pieces.link()],
    }
}
