//! Examples of what the rules of a place ask for.

use super::pieces::Pieces;
use crate::view::coverage::{
    AskedLine, Coverage, DutyCell, DutyLine, PackBlock, RecordLine, Strip,
};
use crate::view::parts::{Link, State};

pub(super) fn coverage(pieces: Pieces<'_>) -> Coverage {
    let lines = || vec![RecordLine { record: pieces.link(), sentence: pieces.long() }];
    Coverage {
        sentence: pieces.long(),
        missing: vec![pieces.long()],
        packs: vec![pack(pieces), PackBlock { asked: Vec::new(), ..pack(pieces) }],
        withheld: lines(),
        postings: lines(),
        sheet: pieces.link().href,
    }
}

/// A pack with a duty by quarters and one that is asked always.
fn pack(pieces: Pieces<'_>) -> PackBlock {
    let asked = |note| AskedLine {
        title: pieces.name(),
        sentence: pieces.long(),
        note,
        kept: pieces.long(),
        late: duty(pieces).cells,
    };
    PackBlock {
        title: pieces.name(),
        texts: vec![pieces.long()],
        duties: vec![
            duty(pieces),
            DutyLine { note: String::new(), cells: Vec::new(), ..duty(pieces) },
        ],
        asked: vec![
            asked(pieces.long()),
            AskedLine { kept: String::new(), late: Vec::new(), ..asked(String::new()) },
        ],
    }
}

fn duty(pieces: Pieces<'_>) -> DutyLine {
    let cell = |tone, day: String, record: Link| DutyCell {
        period: pieces.month(),
        state: State { tone, ..pieces.good() },
        day,
        record,
    };
    let none = || Link { text: String::new(), href: String::new() };
    let always = DutyCell { period: String::new(), ..cell("good", pieces.name(), pieces.link()) };
    DutyLine {
        title: pieces.name(),
        sentence: pieces.long(),
        note: pieces.long(),
        cells: vec![
            cell("bad", pieces.name(), none()),
            cell("open", pieces.name(), pieces.link()),
            cell("plain", String::new(), pieces.link()),
            always,
        ],
    }
}

/// Something is missing, and named.
pub(super) fn strip(pieces: Pieces<'_>) -> Strip {
    Strip {
        sentence: pieces.long(),
        state: State { tone: "bad", ..pieces.good() },
        missing: vec![pieces.long()],
        link: pieces.link(),
    }
}
