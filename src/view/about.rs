//! About the board: who, how to check the figures, and what is not shown.

use serde::Serialize;

use super::frame::{Heading, contact_details, contact_line};
use super::list::{self, Term};
use super::parts::{CorrectionNote, Fact, Link};
use super::plan::Make;
use super::record::corrections;
use super::{Desk, Page, facts};
use crate::words::Arg;

/// `about.html`
#[derive(Clone, Debug, Serialize)]
pub struct About {
    /// Who publishes, where, how many buildings and households.
    pub facts: Vec<Fact>,
    /// Whom to turn to; supervision first.
    pub contacts: Vec<Fact>,
    /// Sentences on how to check these figures with other programs.
    pub check: Vec<String>,
    /// The lists of every kind of record.
    pub lists: Vec<Term>,
    /// The data files, each with its number of records.
    pub data: Vec<DataFile>,
    /// How many records are held back, drafts, withdrawn or waived, a sentence each.
    pub held_back: Vec<String>,
    /// Rules that records were allowed to break, each with its reason.
    pub waived: Vec<Waived>,
    /// Records that were withdrawn.
    pub withdrawn: Vec<Waived>,
    /// Everything that was corrected, newest first.
    pub corrections: Vec<CorrectionNote>,
    /// What this build leaves out because the board has no address of its own; may be empty.
    pub left_out: Vec<String>,
}

/// A data file.
#[derive(Clone, Debug, Serialize)]
pub struct DataFile {
    /// Its name, linked.
    pub link: Link,
    /// How many records, in words.
    pub count: String,
}

/// A record and a reason.
#[derive(Clone, Debug, Serialize)]
pub struct Waived {
    /// The record.
    pub record: Link,
    /// The reason, in one sentence.
    pub reason: String,
}

/// Builds the page about the board.
#[must_use]
pub fn build<'a>(desk: &Desk<'a>) -> (Page<'a>, Heading) {
    let board = desk.board;
    let mut corrected: Vec<_> = board
        .records
        .iter()
        .flat_map(|record| {
            let days = record.head.corrected.iter().map(|correction| correction.on);
            days.zip(corrections(desk, record)).collect::<Vec<_>>()
        })
        .collect();
    corrected.sort_by(|(a, _), (b, _)| b.cmp(a));
    let waived = board.records.iter().flat_map(|record| {
        record.head.waives.iter().map(|waiver| {
            let args = [
                ("name", Arg::Word(format!("finding.{}.name", waiver.code.name()))),
                ("reason", waiver.reason.as_str().into()),
            ];
            Waived { record: desk.link(record), reason: desk.words.say("say.waived-rule", &args) }
        })
    });
    let withdrawn = board.records.iter().filter(|record| record.head.withdrawn.is_some());
    let left_out = if board.profile.base_url.is_none() {
        vec![desk.word("say.no-base-url")]
    } else {
        Vec::new()
    };
    let about = About {
        facts: profile_facts(desk),
        contacts: contacts(desk),
        check: ["say.check.data", "say.check.digest", "say.check.lock"]
            .iter()
            .map(|key| desk.word(key))
            .collect(),
        lists: list::of_kinds(desk),
        data: data(desk),
        held_back: held_back(desk),
        waived: waived.collect(),
        withdrawn: withdrawn
            .map(|record| Waived {
                record: desk.link(record),
                reason: super::record::withdrawn(desk, record),
            })
            .collect(),
        corrections: corrected.into_iter().map(|(_, note)| note).collect(),
        left_out,
    };
    let title = desk.word("page.about");
    let description = desk.words.say("say.about", &[("name", board.profile.name.as_str().into())]);
    (Page::About(about), Heading { title, description, trail: Vec::new() })
}

fn profile_facts(desk: &Desk<'_>) -> Vec<Fact> {
    let profile = &desk.board.profile;
    let mut list = vec![facts::text(desk.word("field.publisher"), profile.publisher.clone())];
    let mut say = |field: &str, value: Option<String>| {
        if let Some(value) = value {
            list.push(facts::text(desk.word(&format!("field.{field}")), value));
        }
    };
    say("community", profile.community.clone());
    say("address", profile.address.clone());
    let format = desk.format();
    let roll = crate::model::vote::roll_on(&profile.rolls, desk.board.as_of);
    say(
        "rolls",
        roll.map(|roll| {
            let args = [
                ("people", format.decimal(roll.people.into()).into()),
                ("area", format.area(roll.area).into()),
            ];
            desk.words.say("say.roll", &args)
        }),
    );
    let buildings = profile.buildings.iter().map(|building| building.name.clone());
    let buildings: Vec<String> = buildings.collect();
    let joined = buildings.join(desk.words.get("list.between"));
    say("buildings", Some(joined).filter(|names| !names.is_empty()));
    list
}

fn contacts(desk: &Desk<'_>) -> Vec<Fact> {
    let profile = &desk.board.profile;
    let supervision = profile
        .supervision
        .iter()
        .map(|contact| facts::text(desk.word("field.supervision"), contact_line(desk, contact)));
    let contacts = profile
        .contacts
        .iter()
        .map(|contact| facts::text(contact.name.clone(), contact_details(desk, contact)));
    supervision.chain(contacts).collect()
}

fn data(desk: &Desk<'_>) -> Vec<DataFile> {
    let files = desk.plan.addresses.iter().filter_map(|(address, make)| match make {
        Make::Data(kind, year) => Some((address, *kind, *year)),
        _ => None,
    });
    files
        .map(|(address, kind, year)| {
            let name = desk.word(&format!("kind.{}", kind.name()));
            let text = match year {
                Some(year) => {
                    let args = [("kind", name.into()), ("year", i64::from(year).into())];
                    desk.words.say("format.data-year", &args)
                }
                None => desk.words.say("format.data-undated", &[("kind", name.into())]),
            };
            let records = super::feed::data(desk.board, kind, year).count();
            DataFile {
                link: Link { text, href: desk.href(address) },
                count: desk.words.say("say.count", &[("n", records.into())]),
            }
        })
        .collect()
}

/// What is held back is counted here, in public.
fn held_back(desk: &Desk<'_>) -> Vec<String> {
    let records = &desk.board.records;
    let withheld = records
        .iter()
        .flat_map(|record| &record.head.attachments)
        .filter(|paper| paper.published().is_none())
        .count();
    let counts = [
        ("say.held.drafts", desk.board.held_back.drafts.len()),
        ("say.held.waiting", desk.board.held_back.waiting.len()),
        ("say.held.papers", withheld),
        (
            "say.held.private",
            desk.board.records.iter().filter(|record| record.head.private).count(),
        ),
    ];
    let held = counts.iter().filter(|(_, count)| *count > 0);
    held.map(|(key, count)| desk.words.say(key, &[("n", (*count).into())])).collect()
}
