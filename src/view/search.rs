//! The search page, and what each record says to whoever searches.
//!
//! A record says what its published line says, its title, its state and facts as its page shows
//! them, and its text. Nothing else of it is known here, so nothing that is not public can be found.

pub mod boards;

use std::cmp::Reverse;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::frame::Heading;
use super::list::{self, Term};
use super::parts::Link;
use super::plan::record_address;
use super::{Desk, Page, facts};
use crate::model::board::Board;
use crate::model::calendar::Day;
use crate::model::digest::hex;
use crate::model::id::Kind;
use crate::model::record::Record;
use crate::words::Pattern;

/// `search.html`
#[derive(Clone, Debug, Serialize)]
pub struct Search {
    /// The kinds of which there are records, by their place in the index.
    pub kinds: Vec<Limit>,
    /// The years of records, newest first.
    pub years: Vec<Limit>,
    /// What the index was made from, so that no older part of it is mixed in.
    pub version: String,
    /// The list of every kind, for those whose browser runs no script.
    pub lists: Vec<Term>,
    /// The boards of a portal that are searched with it, each with its own page for that.
    pub boards: Vec<Link>,
    /// Those that are not.
    pub apart: Vec<Link>,
}

/// What a search may be limited to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// What the script is told.
    pub value: String,
    /// The words.
    pub text: String,
}

/// A file of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What is always loaded: where records and terms lie.
    Head,
    /// Terms, and where they stand.
    Terms(usize),
    /// What is shown of records.
    Records(usize),
    /// The boards of a portal.
    Boards,
    /// Terms, and the boards of a portal that have them.
    Having(usize),
}

/// What a record says, and what is shown where it is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The address of its page.
    pub address: String,
    /// The place of its kind among those that the page offers.
    pub kind: usize,
    /// Its year, if it has a day.
    pub year: Option<i16>,
    /// Its title.
    pub title: String,
    /// Its day in words; may be empty.
    pub date: String,
    /// How it stands, in a word; may be empty.
    pub state: String,
    /// What happened, in one sentence; may be empty.
    pub sentence: String,
    /// Every text that is searched.
    pub said: Vec<String>,
}

/// How many records one file shows: a page of what was found needs several of them.
pub const RECORDS: usize = 32;

/// How many bytes of records make a file of terms, and how many files there are at most.
const BYTES: usize = 24 * 1024;
const MOST: usize = 1024;

impl Part {
    /// Where it lies on the site.
    #[must_use]
    pub fn address(self) -> String {
        match self {
            Self::Head => "search/index.js".to_owned(),
            Self::Terms(number) => format!("search/t{number}.js"),
            Self::Records(number) => format!("search/r{number}.js"),
            Self::Boards => "search/boards.js".to_owned(),
            Self::Having(number) => format!("search/m{number}.js"),
        }
    }

    /// The files of the index of a board. How many are for terms doubles with the board, so that a
    /// new record does not move them all.
    pub(super) fn all(board: &Board) -> impl Iterator<Item = Self> {
        let records = board.records.len().div_ceil(RECORDS);
        let files = [Self::Head].into_iter().chain((0..terms(board)).map(Self::Terms));
        let own = files.chain((0..records).map(Self::Records));
        let portal = (!board.members.is_empty()).then_some(Self::Boards);
        own.chain(portal).chain((0..boards::files(board)).map(Self::Having))
    }
}

/// How many files of terms a board has.
#[must_use]
pub fn terms(board: &Board) -> usize {
    let bytes: usize = board.records.iter().map(|record| record.head.line.bytes()).sum();
    (bytes / BYTES).next_power_of_two().min(MOST)
}

fn kinds(board: &Board) -> Vec<Kind> {
    Kind::ALL.into_iter().filter(|kind| !board.of(*kind).is_empty()).collect()
}

/// Builds the page.
#[must_use]
pub fn build<'a>(desk: &Desk<'a>) -> (Page<'a>, Heading) {
    let board = desk.board;
    let name = |(place, kind): (usize, Kind)| Limit {
        value: place.to_string(),
        text: desk.word(&format!("kind.{}", kind.name())),
    };
    let days = board.records.iter().filter_map(|record| record.head.date);
    let mut years: Vec<Reverse<i16>> = days.map(|day| Reverse(day.year())).collect();
    years.sort_unstable();
    years.dedup();
    let year = |Reverse(year): Reverse<i16>| Limit {
        value: year.to_string(),
        text: desk.words.say("format.year", &[("year", i64::from(year).into())]),
    };
    let search = Search {
        kinds: kinds(board).into_iter().enumerate().map(name).collect(),
        years: years.into_iter().map(year).collect(),
        version: version(desk),
        lists: list::of_kinds(desk),
        boards: boards::together(desk),
        apart: boards::apart(desk),
    };
    let title = desk.word("page.search");
    let description = desk.word("say.search");
    (Page::Search(search), Heading { title, description, trail: Vec::new() })
}

/// What the index was made from, in a few characters.
#[must_use]
pub fn version(desk: &Desk<'_>) -> String {
    let board = desk.board;
    let mut hash = Sha256::new();
    hash.update(env!("CARGO_PKG_VERSION"));
    for (key, pattern) in desk.words.patterns() {
        hash.update(key);
        let forms = match pattern {
            Pattern::Plain(text) => [text, ""],
            Pattern::Plural { one, other } => [one, other.as_str()],
        };
        for form in forms {
            // What ends one form is in none.
            hash.update(form);
            hash.update([0]);
        }
    }
    hash.update(board.as_of.to_string());
    let profile = &board.profile;
    let names = profile.funds.iter().map(|fund| &fund.name);
    for name in names.chain(profile.accounts.iter().map(|account| &account.name)) {
        hash.update(name);
    }
    for record in &board.records {
        hash.update(record.head.digest.0);
    }
    boards::mark(board, &mut hash);
    hex(&hash.finalize()).chars().take(8).collect()
}

/// What every record says, the oldest first and those without a day before them: a new record is
/// the last, and moves no other. Each is made when it is asked for: together they say as much as the
/// whole board.
pub fn entries<'a>(desk: &'a Desk<'_>) -> impl Iterator<Item = Entry> + 'a {
    let kinds = kinds(desk.board);
    let mut records: Vec<&Record> = desk.board.records.iter().map(|record| &**record).collect();
    records.sort_by(|a, b| a.head.date.cmp(&b.head.date).then_with(|| a.head.id.cmp(&b.head.id)));
    let entry = move |record: &Record| {
        let title = desk.title(record);
        let state = desk.state(record).map(|state| state.word).unwrap_or_default();
        Entry {
            address: record_address(&record.head.id),
            kind: kinds.iter().position(|kind| *kind == record.head.id.kind).unwrap_or_default(),
            year: record.head.date.map(Day::year),
            date: record.head.date.map(|day| desk.format().day_text(day)).unwrap_or_default(),
            sentence: desk.sentence(record),
            said: said(desk, record, [&title, &state]),
            title,
            state,
        }
    };
    records.into_iter().map(entry)
}

fn said(desk: &Desk<'_>, record: &Record, shown: [&String; 2]) -> Vec<String> {
    let mut said: Vec<String> = shown.into_iter().cloned().collect();
    let known = facts::facts(desk, record).into_iter().chain(facts::belongs(desk, record));
    said.extend(known.flat_map(|fact| fact.values).map(|value| value.text));
    values(&record.head.line.json(), &mut said);
    // Short texts are often said twice; long ones never are, and need not be compared.
    let mut once: Vec<String> = Vec::with_capacity(said.len() + 1);
    for text in said {
        if !once.contains(&text) {
            once.push(text);
        }
    }
    let name = |name: &str| desk.resolve(name).map_or_else(|| name.to_owned(), |link| link.text);
    once.push(record.head.text.shown(&name));
    once
}

/// Every text and number of a published line but the record's own text, which is searched as it is
/// read, not as it is written.
fn values(line: &str, said: &mut Vec<String>) {
    let mut depth = 0;
    let mut skip = false;
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_length(rest),
            '-' | '0'..='9' => rest.find([',', '}', ']']).unwrap_or(rest.len()),
            _ => 1,
        };
        let (value, behind) = rest.split_at(length);
        rest = behind;
        match first {
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            '"' if behind.starts_with(':') => skip = depth == 1 && value == "\"text\"",
            '"' if skip => skip = false,
            '"' => said.push(serde_json::from_str(value).unwrap_or_default()),
            '-' | '0'..='9' => said.push(value.to_owned()),
            _ => {}
        }
    }
}

/// The length of the string that a text begins with, its marks among it.
fn string_length(text: &str) -> usize {
    let mut marks = text.match_indices('"').map(|(place, _)| place).skip(1);
    // Behind an odd number of backslashes a mark is part of the string.
    let slashes =
        |mark: usize| text[..mark].bytes().rev().take_while(|byte| *byte == b'\\').count();
    marks.find(|mark| slashes(*mark) % 2 == 0).map_or(text.len(), |mark| mark + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_its_values_and_not_its_names_or_its_text() {
        let line = r#"{"id":"a/1","text":"no \"}","motions":[{"text":"yes","n":12,"ok":true}],"note":"x\"y"}"#;
        let mut said = Vec::new();
        values(line, &mut said);
        assert_eq!(said, ["a/1", "yes", "12", "x\"y"]);
    }
}
