//! About the board: who, how to check the figures, and the way to what was changed or is not shown.

use serde::Serialize;

use super::counted::StatedTotals;
use super::export::Export;
use super::frame::{Heading, contact_details, contact_line};
use super::list::{self, Term};
use super::parts::{Fact, Link};
use super::plan::Make;
use super::{Desk, Page, corrections, counted, facts, held, people};
use crate::model::roll::roll_on;

/// `about.html`
#[derive(Clone, Debug, Serialize)]
pub struct About {
    /// Who publishes, where, how many buildings and households.
    pub facts: Vec<Fact>,
    /// Whom to turn to; supervision first.
    pub contacts: Vec<Fact>,
    /// Whom to turn to, by building and entrance.
    pub turn_to: Vec<Fact>,
    /// Sentences on how to check these figures with other programs.
    pub check: Vec<String>,
    /// The lists of every kind of record.
    pub lists: Vec<Term>,
    /// The data files, each with its number of records.
    pub data: Vec<DataFile>,
    /// All records for other programs.
    pub downloads: Vec<Link>,
    /// Totals of meetings and cases that the board only states, of kinds that have no list; absent
    /// where there are none.
    pub stated: Option<StatedTotals>,
    /// What was corrected or withdrawn, and what is not shown, each with how much of it.
    pub changed: Vec<Term>,
}

/// A data file.
#[derive(Clone, Debug, Serialize)]
pub struct DataFile {
    /// Its name, linked.
    pub link: Link,
    /// How many records, in words.
    pub count: String,
}

/// Builds the page about the board.
#[must_use]
pub fn build<'a>(desk: &Desk<'a>) -> (Page<'a>, Heading) {
    let board = desk.board;
    let term = |word: &str, address: &str, count: String| Term {
        link: Link { text: desk.word(word), href: desk.href(address) },
        count,
    };
    let about = About {
        facts: profile_facts(desk),
        contacts: contacts(desk),
        turn_to: people::turn_to(desk),
        check: ["say.check.data", "say.check.digest", "say.check.lock"]
            .iter()
            .map(|key| desk.word(key))
            .collect(),
        lists: list::of_kinds(desk),
        data: data(desk),
        downloads: desk.downloads(&[
            Export::Workbook,
            Export::Package,
            Export::Popolo,
            Export::Calendar,
            Export::Index,
        ]),
        stated: counted::stated(desk, |kind| kind.is_none_or(|kind| board.of(kind).is_empty())),
        changed: vec![
            term("page.corrections", "corrections.html", corrections::sentence(desk)),
            term("page.held", "held.html", held::count(desk)),
        ],
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
    let roll = roll_on(&profile.rolls, desk.board.as_of);
    say("rolls", roll.map(|roll| desk.roll(roll)));
    let buildings = profile.buildings.iter().map(|building| building.name.clone());
    let buildings: Vec<String> = buildings.collect();
    let joined = buildings.join(desk.words.get("list.between"));
    say("buildings", Some(joined).filter(|names| !names.is_empty()));
    list
}

/// Whom to turn to; supervision first.
pub(super) fn contacts(desk: &Desk<'_>) -> Vec<Fact> {
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
