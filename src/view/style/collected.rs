//! The tables of fees and charges, each in every state it can be in.

use super::pieces::Pieces;
use crate::view::fees::{Collected, CollectedLine, Collecting, RateLine, ShareLine, Shared};
use crate::view::parts::{Link, State};

/// With everything a fee or a charge can have.
pub(super) fn full(pieces: Pieces<'_>) -> Collecting {
    Collecting {
        rates: rates(pieces),
        shared: Some(shared(pieces)),
        collected: Some(collected(pieces)),
    }
}

fn nowhere() -> Link {
    Link { text: String::new(), href: String::new() }
}

/// With a decision and a reason, and without.
pub(super) fn rates(pieces: Pieces<'_>) -> Vec<RateLine> {
    let line = |key: &str, tone, decision, why| RateLine {
        from: pieces.date(),
        rate: pieces.name(),
        state: State { word: pieces.word(key), tone },
        decision,
        why,
    };
    vec![
        line("state.rate-will", "open", pieces.link(), pieces.long()),
        line("state.rate-now", "good", pieces.link(), String::new()),
        line("state.rate-past", "plain", nowhere(), String::new()),
    ]
}

/// With what each household pays, and without.
pub(super) fn shared(pieces: Pieces<'_>) -> Shared {
    let line = |each: &str, minor| ShareLine {
        name: pieces.name(),
        weight: "44".to_owned(),
        each: each.to_owned(),
        amount: pieces.amount(minor),
    };
    Shared {
        by: pieces.word("share.head-household"),
        unit: pieces.desk.format().unit(),
        rule: pieces.long(),
        lines: vec![line("11 × 7.28 + 33 × 7.27", 31_999), line("", 63_976)],
        total: line("", 95_975),
    }
}

/// With everything a line can have, and with as little.
pub(super) fn collected(pieces: Pieces<'_>) -> Collected {
    let full = CollectedLine {
        name: pieces.link(),
        due_payers: "132".to_owned(),
        due: Some(pieces.amount(294_748)),
        paid_payers: "130".to_owned(),
        paid: Some(pieces.amount(290_599)),
        waived: pieces.name(),
        shares: vec!["99.2% (130 / 131)".to_owned(), "99.2% (2,905.99 / 2,928.37)".to_owned()],
        open_payers: "1".to_owned(),
        open: Some(pieces.amount(2_238)),
    };
    let bare = CollectedLine {
        name: Link { href: String::new(), ..pieces.link() },
        due: None,
        paid_payers: pieces.word("say.no-receipts"),
        paid: None,
        waived: String::new(),
        shares: Vec::new(),
        open_payers: String::new(),
        open: None,
        ..full.clone()
    };
    Collected {
        title: pieces.word("say.by-period"),
        by: pieces.word("field.period"),
        unit: pieces.desk.format().unit(),
        lines: vec![full.clone(), bare],
        older: vec![full.clone()],
        folded: pieces.name(),
        total: Some(full),
        note: pieces.long(),
    }
}

/// A table of few lines: nothing is folded, summed or left out.
pub(super) fn collected_without(pieces: Pieces<'_>) -> Collected {
    let Collected { mut lines, .. } = collected(pieces);
    lines.truncate(1);
    Collected {
        lines,
        older: Vec::new(),
        folded: String::new(),
        total: None,
        note: String::new(),
        ..collected(pieces)
    }
}
