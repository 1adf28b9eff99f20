//! Examples of how cases went on and what they come to.

use super::pieces::Pieces;
use crate::view::counted::StatedTotals;
use crate::view::parts::{Link, State};
use crate::view::statistics::{Group, Grouping, Measure, Statistics};
use crate::view::timeline::{Timeline, TimelineStep};

/// One that is open, and one that ended on its first day.
pub(super) fn timelines(pieces: Pieces<'_>) -> Vec<Timeline> {
    let step = |key: &str, tone: &'static str| TimelineStep {
        date: pieces.date(),
        stage: State { word: pieces.word(key), tone },
        told: pieces.name(),
        note: pieces.long(),
        after: pieces.name(),
    };
    let bare = |key: &str, tone| TimelineStep {
        told: String::new(),
        note: String::new(),
        after: String::new(),
        ..step(key, tone)
    };
    vec![
        Timeline {
            steps: vec![
                step("value.received", "plain"),
                step("value.closed", "good"),
                step("value.reopened", "open"),
                bare("value.urged", "open"),
            ],
            open: pieces.long(),
        },
        Timeline {
            steps: vec![bare("value.received", "plain"), bare("value.closed", "good")],
            open: String::new(),
        },
    ]
}

pub(super) fn statistics(pieces: Pieces<'_>) -> Statistics {
    Statistics {
        sentence: pieces.long(),
        measures: measures(pieces),
        notes: vec![pieces.long()],
        groupings: groupings(pieces),
        stated: Some(stated(pieces)),
        downloads: vec![pieces.link()],
    }
}

pub(super) fn measures(pieces: Pieces<'_>) -> Vec<Measure> {
    let measure = |key: &str, figure: &str, working: &str| Measure {
        what: pieces.word(key),
        figure: figure.to_owned(),
        working: working.to_owned(),
    };
    vec![measure("count.received", "45", ""), measure("count.closed-rate", "91.1%", "41 / 45")]
}

/// With lists of the groups, and without.
pub(super) fn groupings(pieces: Pieces<'_>) -> Vec<Grouping> {
    let heads = ["count.received", "count.closed", "count.closed-rate"];
    let figures = || ["45", "41", "91.1%"].map(str::to_owned).to_vec();
    let group = |name: Link| Group { name, figures: figures() };
    let plain = || Link { text: pieces.name(), href: String::new() };
    let grouping = |groups: Vec<Group>| Grouping {
        title: pieces.word("count.by-category"),
        heads: heads.map(|key| pieces.word(key)).to_vec(),
        groups,
        total: group(pieces.link()),
    };
    vec![grouping(vec![group(pieces.link()), group(plain())]), grouping(vec![group(plain())])]
}

pub(super) fn stated(pieces: Pieces<'_>) -> StatedTotals {
    let table = pieces.tables().into_iter().next().unwrap_or_default();
    StatedTotals { table, computed: vec![pieces.long()] }
}
