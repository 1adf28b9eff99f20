//! What people are told before a decision and say to it, each in every state it can be in.

use super::pieces::Pieces;
use crate::view::agenda::{AgendaLine, PostedAgenda};
use crate::view::consultation::{ConsentLine, ConsentTable, Consulted, Objections, OpinionLine};
use crate::view::parts::{Link, State};

/// With opinions of every state, and who is for it with and without all households.
pub(super) fn full(pieces: Pieces<'_>) -> Consulted {
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
        opinions: opinions(pieces),
        consent: Some(ConsentTable {
            counted: pieces.long(),
            lines: vec![line("24", "75.0%"), line(&not_told, "")],
            total: Some(line(&not_told, "")),
            note: pieces.long(),
        }),
    }
}

/// Taken up, declined, and without an answer.
fn opinions(pieces: Pieces<'_>) -> Vec<OpinionLine> {
    let (none, long) = (String::new, || pieces.long());
    let opinion = |key: &str, tone, from, reply, why| OpinionLine {
        said: pieces.long(),
        from,
        reply,
        state: State { word: pieces.word(key), tone },
        why,
        answered: if tone == "good" { pieces.date().text } else { none() },
    };
    vec![
        opinion("value.in-full", "good", pieces.name(), long(), none()),
        opinion("value.declined", "plain", pieces.name(), long(), long()),
        opinion("state.unanswered", "open", none(), none(), none()),
    ]
}

/// With every objection told, and with their number alone.
pub(super) fn objections(pieces: Pieces<'_>) -> Vec<Objections> {
    let sentence = pieces.long();
    let told = Objections { sentence: sentence.clone(), lines: opinions(pieces) };
    vec![told, Objections { sentence, lines: Vec::new() }]
}

/// An agenda with items of every state and something that was not on it, and one of which
/// everything was taken up.
pub(super) fn agendas(pieces: Pieces<'_>) -> Vec<PostedAgenda> {
    let item = |item, key: &str, tone| {
        let state = State { word: pieces.word(key), tone };
        AgendaLine { item, states: vec![state.clone(), state] }
    };
    let bare = || Link { text: pieces.long(), href: String::new() };
    let items = || {
        vec![
            item(pieces.link(), "value.passed", "good"),
            item(bare(), "state.not-taken-up", "open"),
        ]
    };
    let unposted = vec![pieces.link(), bare()];
    vec![
        PostedAgenda { sentence: pieces.long(), items: items(), unposted },
        PostedAgenda { sentence: pieces.long(), items: items(), unposted: Vec::new() },
    ]
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
