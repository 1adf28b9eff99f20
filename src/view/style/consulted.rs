//! The tables of a consultation, each in every state it can be in.

use super::pieces::Pieces;
use crate::view::consultation::{ConsentLine, ConsentTable, Consulted, OpinionLine};
use crate::view::parts::State;

/// With opinions of every state, and who is for it with and without all households.
pub(super) fn full(pieces: Pieces<'_>) -> Consulted {
    let opinion = |key: &str, tone, from, reply, why| OpinionLine {
        said: pieces.long(),
        from,
        reply,
        state: State { word: pieces.word(key), tone },
        why,
    };
    let (none, long) = (String::new, || pieces.long());
    let not_told = pieces.word("state.not-told");
    let line = |of: &str, share: &str| ConsentLine {
        name: pieces.name(),
        agreed: "18".to_owned(),
        refused: not_told.clone(),
        pending: "2".to_owned(),
        of: of.to_owned(),
        share: share.to_owned(),
    };
    Consulted {
        opinions: vec![
            opinion("value.in-full", "good", pieces.name(), long(), none()),
            opinion("value.declined", "plain", pieces.name(), long(), long()),
            opinion("state.unanswered", "open", none(), none(), none()),
        ],
        consent: Some(ConsentTable {
            counted: long(),
            lines: vec![line("24", "75.0%"), line(&not_told, "")],
            total: Some(line(&not_told, "")),
            note: long(),
        }),
    }
}

/// In every state: everything, one entrance alone, and neither table.
pub(super) fn all(pieces: Pieces<'_>) -> Vec<Consulted> {
    let neither = Consulted { opinions: Vec::new(), consent: None };
    vec![full(pieces), bare(pieces), neither]
}

/// With nothing said, and one entrance of which everything is known.
fn bare(pieces: Pieces<'_>) -> Consulted {
    let mut consulted = full(pieces);
    consulted.opinions.clear();
    if let Some(consent) = &mut consulted.consent {
        consent.lines.truncate(1);
        (consent.counted, consent.total, consent.note) = (String::new(), None, String::new());
    }
    consulted
}
