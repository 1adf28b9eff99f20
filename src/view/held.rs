//! What is not shown, and why: counted where it may not be named, named where it can be asked for.

use std::collections::BTreeMap;

use serde::Serialize;

use super::family::By;
use super::filter::family_name;
use super::frame::Heading;
use super::parts::{Link, Paper};
use super::record::paper_line;
use super::{Desk, Page};
use crate::model::record::{Disclosure, Record};
use crate::words::Arg;

/// `held.html`
#[derive(Clone, Debug, Serialize)]
pub struct Held {
    /// How many records are drafts, wait for their day or have a part that is not public.
    pub counts: Vec<String>,
    /// Papers of which the original is not published, by where it may be inspected.
    pub places: Vec<Place>,
    /// Rules that records were allowed to break, each with its reason.
    pub waived: Vec<Waived>,
    /// What this site leaves out because of its theme, or because it has no address of its own.
    pub left_out: Vec<String>,
}

/// A place where originals may be inspected.
#[derive(Clone, Debug, Serialize)]
pub struct Place {
    /// Where, in words.
    pub name: String,
    /// How many papers, in words.
    pub count: String,
    /// The papers.
    pub papers: Vec<HeldPaper>,
}

/// A paper of which the original is not published.
#[derive(Clone, Debug, Serialize)]
pub struct HeldPaper {
    /// The paper.
    pub paper: Paper,
    /// The record that it belongs to.
    pub record: Link,
}

/// A record and a reason.
#[derive(Clone, Debug, Serialize)]
pub struct Waived {
    /// The record.
    pub record: Link,
    /// The rule and the reason, in one sentence.
    pub reason: String,
}

/// Builds the page of what is not shown.
#[must_use]
pub fn build<'a>(desk: &Desk<'a>) -> (Page<'a>, Heading) {
    let records = desk.board.records.iter();
    let waived = records.flat_map(|record| {
        record.head.waives.iter().map(|waiver| {
            let args = [
                ("name", Arg::Word(format!("finding.{}.name", waiver.code.name()))),
                ("reason", waiver.reason.as_str().into()),
            ];
            Waived { record: desk.link(record), reason: desk.words.say("say.waived-rule", &args) }
        })
    });
    let held = Held {
        counts: counts(desk),
        places: places(desk),
        waived: waived.collect(),
        left_out: left_out(desk),
    };
    let title = desk.word("page.held");
    let name = desk.board.profile.name.as_str();
    let description = desk.words.say("say.held.about", &[("name", name.into())]);
    (Page::Held(held), Heading { title, description, trail: Vec::new() })
}

/// How many records and papers are not published, or not whole.
#[must_use]
pub(crate) fn count(desk: &Desk<'_>) -> String {
    let papers = desk.board.records.iter().flat_map(|record| &record.head.attachments);
    let papers = papers.filter(|paper| paper.disclosure != Disclosure::Shown).count();
    let records: usize = numbers(desk).iter().map(|(_, count)| count).sum();
    desk.words.say("count.held", &[("n", (papers + records).into())])
}

fn counts(desk: &Desk<'_>) -> Vec<String> {
    let held = numbers(desk).into_iter().filter(|(_, count)| *count > 0);
    held.map(|(key, count)| desk.words.say(key, &[("n", count.into())])).collect()
}

/// Of a withdrawn record nothing is told, so it is not among those with a private part.
fn numbers(desk: &Desk<'_>) -> [(&'static str, usize); 3] {
    let private =
        |record: &&std::sync::Arc<Record>| record.head.private && record.head.withdrawn.is_none();
    [
        ("say.held.drafts", desk.board.held_back.drafts.len()),
        ("say.held.waiting", desk.board.held_back.waiting.len()),
        ("say.held.private", desk.board.records.iter().filter(private).count()),
    ]
}

/// Originals by where they may be inspected; where that is not said stands last.
fn places(desk: &Desk<'_>) -> Vec<Place> {
    let mut places: BTreeMap<(bool, &str), Vec<HeldPaper>> = BTreeMap::new();
    for record in &desk.board.records {
        let papers = record.head.attachments.iter();
        for paper in papers.filter(|paper| paper.disclosure != Disclosure::Shown) {
            let place = paper.inspect.as_deref().unwrap_or_default();
            let held = HeldPaper { paper: paper_line(desk, paper), record: desk.link(record) };
            places.entry((place.is_empty(), place)).or_default().push(held);
        }
    }
    let place = |((unknown, name), papers): ((bool, &str), Vec<HeldPaper>)| Place {
        name: if unknown {
            desk.word("say.held.no-place")
        } else {
            desk.words.say("say.held.place", &[("place", name.into())])
        },
        count: desk.words.say("count.papers", &[("n", papers.len().into())]),
        papers,
    };
    places.into_iter().map(place).collect()
}

fn left_out(desk: &Desk<'_>) -> Vec<String> {
    let off: Vec<String> = By::ALL
        .into_iter()
        .filter(|by| !desk.plan.has(*by))
        .map(|by| family_name(desk, by))
        .collect();
    let mut said = Vec::new();
    if !off.is_empty() {
        let names = off.join(desk.words.get("list.between"));
        said.push(desk.words.say("say.held.lists", &[("names", names.into())]));
    }
    if !desk.plan.wanted.search {
        said.push(desk.word("say.held.search"));
    }
    if desk.board.profile.base_url.is_none() {
        said.push(desk.word("say.no-base-url"));
    }
    said
}
