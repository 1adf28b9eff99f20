//! Examples of what is posted, filtered, withdrawn and held back.

use super::pages::term;
use super::pieces::Pieces;
use crate::view::corrections::{Corrections, Withdrawn};
use crate::view::filter::{Choice, Filter};
use crate::view::gone::Gone;
use crate::view::held::{Held, HeldPaper, Place};
use crate::view::notices::{Notices, Posted, Year};
use crate::view::parts::{Link, State};

/// Posted now with its sheet, and over without one.
pub(super) fn posted(pieces: Pieces<'_>) -> Vec<Posted> {
    let one = |state: State, sheet: String| Posted {
        title: pieces.link(),
        number: pieces.name(),
        state,
        sentence: pieces.long(),
        last: pieces.date(),
        sheet,
    };
    let now = State { tone: "open", ..pieces.good() };
    vec![one(now, pieces.link().href), one(pieces.good(), String::new())]
}

/// What was posted until a day of one year.
pub(super) fn year(pieces: Pieces<'_>) -> Year {
    Year { name: "2025".to_owned(), posted: posted(pieces) }
}

pub(super) fn notices(pieces: Pieces<'_>) -> Notices {
    Notices {
        archive: true,
        current: posted(pieces),
        coming: posted(pieces),
        ended: vec![year(pieces)],
        years: vec![term(pieces)],
        downloads: vec![pieces.link()],
    }
}

/// A few choices, one of them the list itself, and many that are folded, open and not.
pub(super) fn filters(pieces: Pieces<'_>) -> Vec<Filter> {
    let choice = |link| Choice { link, count: "12".to_owned() };
    let own = Link { href: String::new(), ..pieces.link() };
    let filter = |key, folded, current| Filter {
        label: pieces.word(key),
        choices: vec![choice(own.clone()), choice(pieces.link())],
        folded,
        current,
    };
    vec![
        filter("field.category", pieces.name(), true),
        filter("field.period", pieces.name(), false),
        filter("field.fund", String::new(), true),
    ]
}

/// What stands at an address whose page is gone.
pub(super) fn gone(pieces: Pieces<'_>) -> Gone {
    Gone {
        address: pieces.link().href,
        sentence: pieces.long(),
        why: pieces.long(),
        ways: vec![pieces.link()],
    }
}

/// Records that were withdrawn.
pub(super) fn withdrawn(pieces: Pieces<'_>) -> Vec<Withdrawn> {
    vec![Withdrawn { date: pieces.date(), record: pieces.link(), why: pieces.long() }]
}

pub(super) fn corrections(pieces: Pieces<'_>) -> Corrections {
    Corrections {
        sentence: pieces.long(),
        corrections: pieces.corrections(),
        withdrawn: withdrawn(pieces),
    }
}

/// Places where originals may be inspected.
pub(super) fn places(pieces: Pieces<'_>) -> Vec<Place> {
    let papers = pieces.papers().into_iter();
    vec![Place {
        name: pieces.name(),
        count: "12".to_owned(),
        papers: papers.map(|paper| HeldPaper { paper, record: pieces.link() }).collect(),
    }]
}

pub(super) fn held(pieces: Pieces<'_>) -> Held {
    Held {
        counts: vec![pieces.long()],
        places: places(pieces),
        waived: pieces.reasons(),
        left_out: vec![pieces.long()],
    }
}
