//! What was corrected and what was withdrawn: everything, newest first.
//!
//! Of a withdrawn record there is nothing here but its id, the day and the reason.

use std::cmp::Reverse;

use serde::Serialize;

use super::frame::Heading;
use super::parts::{CorrectionNote, Date, Link};
use super::record::corrections;
use super::{Desk, Page};
use crate::words::Arg;

/// `corrections.html`
#[derive(Clone, Debug, Serialize)]
pub struct Corrections {
    /// How many there are of both, in one sentence.
    pub sentence: String,
    /// Every correction.
    pub corrections: Vec<CorrectionNote>,
    /// Every withdrawal.
    pub withdrawn: Vec<Withdrawn>,
}

/// A record that was withdrawn.
#[derive(Clone, Debug, Serialize)]
pub struct Withdrawn {
    /// When.
    pub date: Date,
    /// Which, by its id.
    pub record: Link,
    /// Why.
    pub why: String,
}

/// Builds the page of corrections and withdrawals.
#[must_use]
pub fn build<'a>(desk: &Desk<'a>) -> (Page<'a>, Heading) {
    let mut corrected: Vec<_> = desk
        .board
        .records
        .iter()
        .flat_map(|record| {
            let days = record.head.corrected.iter().map(|correction| correction.on);
            days.zip(corrections(desk, record)).collect::<Vec<_>>()
        })
        .collect();
    corrected.sort_by_key(|(day, _)| Reverse(*day));
    let mut withdrawn: Vec<_> = desk
        .board
        .records
        .iter()
        .filter_map(|record| Some((record.head.withdrawn.as_ref()?, record)))
        .collect();
    withdrawn.sort_by_key(|(withdrawal, _)| Reverse(withdrawal.on));
    let page = Corrections {
        sentence: sentence(desk),
        corrections: corrected.into_iter().map(|(_, note)| note).collect(),
        withdrawn: withdrawn
            .into_iter()
            .map(|(withdrawal, record)| Withdrawn {
                date: desk.format().date(withdrawal.on),
                record: Link { text: record.head.id.to_string(), ..desk.link(record) },
                why: withdrawal.why.clone(),
            })
            .collect(),
    };
    let title = desk.word("page.corrections");
    let description = page.sentence.clone();
    (Page::Corrections(page), Heading { title, description, trail: Vec::new() })
}

/// How many corrections and withdrawals there are.
#[must_use]
pub(crate) fn sentence(desk: &Desk<'_>) -> String {
    let heads = || desk.board.records.iter().map(|record| &record.head);
    let corrected: usize = heads().map(|head| head.corrected.len()).sum();
    let withdrawn = heads().filter(|head| head.withdrawn.is_some()).count();
    let said = |key: &str, n: usize| Arg::from(desk.words.say(key, &[("n", n.into())]));
    let args = [
        ("corrected", said("count.corrections", corrected)),
        ("withdrawn", said("count.withdrawals", withdrawn)),
    ];
    desk.words.say("say.corrections", &args)
}
