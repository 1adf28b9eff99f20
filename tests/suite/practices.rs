//! Every practice that the program serves, in `docs/coverage.md`: the record that keeps it, on the
//! sample board or a small one, and the page that says its figures.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use super::boards::{build, readable};
use super::harness::repository;
use super::sample::sample;

/// How many practices were found in the field.
const PRACTICES: usize = 59;

/// One line of the table.
#[derive(Debug)]
struct Practice {
    number: String,
    board: String,
    records: Vec<String>,
    /// Pages with the figures and words that each says.
    pages: Vec<(String, Vec<String>)>,
}

/// What of the sites the table speaks of.
struct Site {
    files: BTreeMap<String, String>,
    records: BTreeMap<String, Value>,
}

/// What stands between backquotes, each with what follows it.
fn quoted(cell: &str) -> Vec<(String, &str)> {
    let mut pieces = cell.split('`').skip(1);
    let mut found = Vec::new();
    while let Some(name) = pieces.next() {
        found.push((name.to_owned(), pieces.next().unwrap_or_default()));
    }
    found
}

fn practices() -> Vec<Practice> {
    let text = fs::read_to_string(repository().join("docs/coverage.md")).expect("the table");
    let lines = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| #"));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [number, _, board, records, pages] = cells[..] else {
                panic!("five cells: {line}");
            };
            let says = |words: &str| {
                let words = words.trim_end_matches("<br>").split(" · ").map(str::trim);
                words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
            };
            Practice {
                number: number.to_owned(),
                board: board.trim_matches('`').to_owned(),
                records: quoted(records).into_iter().map(|(name, _)| name).collect(),
                pages: quoted(pages).into_iter().map(|(page, after)| (page, says(after))).collect(),
            }
        })
        .collect()
}

fn site(board: &str) -> Site {
    let files: BTreeMap<String, String> = if board == "content" {
        let files = sample().site.iter();
        let text = |(path, bytes): (&String, &Vec<u8>)| {
            Some((path.clone(), String::from_utf8(bytes.clone()).ok()?))
        };
        files.filter_map(text).collect()
    } else {
        let name = board.strip_prefix("tests/boards/").expect("a board of the repository");
        build(name).1
    };
    let data = files.iter().filter(|(path, _)| path.ends_with(".jsonl"));
    let lines = data.flat_map(|(_, text)| text.lines());
    let record = |line| {
        let record: Value = serde_json::from_str(line).expect("a line of JSON");
        (record["id"].as_str().expect("an id").to_owned(), record)
    };
    let records = lines.map(record).collect();
    Site { files, records }
}

#[test]
fn every_practice_of_the_field_has_a_line() {
    let numbers: Vec<String> = practices().into_iter().map(|practice| practice.number).collect();
    let wanted: Vec<String> = (1..=PRACTICES).map(|number| number.to_string()).collect();
    assert_eq!(numbers, wanted);
}

#[test]
fn every_practice_has_its_record_and_its_figures_on_the_page() {
    let mut sites = BTreeMap::new();
    let mut missing = Vec::new();
    for practice in practices() {
        let number = &practice.number;
        let site = sites.entry(practice.board.clone()).or_insert_with(|| site(&practice.board));
        if practice.records.is_empty() || practice.pages.is_empty() {
            missing.push(format!("{number}: no record or no page is named"));
        }
        for record in practice.records.iter().filter(|record| *record != "board.yaml") {
            if !site.records.contains_key(record) {
                missing.push(format!("{number}: {} has no {record}", practice.board));
            }
        }
        for (page, says) in &practice.pages {
            let Some(html) = site.files.get(page) else {
                missing.push(format!("{number}: {} has no {page}", practice.board));
                continue;
            };
            if says.is_empty() {
                missing.push(format!("{number}: nothing is asked of {page}"));
            }
            let text = readable(html).replace('\n', " ");
            for words in says.iter().filter(|words| !holds(&text, words)) {
                missing.push(format!("{number}: {page} does not say {words}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// Whether a text has the words as they are, and not as a part of a longer figure.
fn holds(text: &str, words: &str) -> bool {
    let figure = |c: char| c.is_ascii_digit();
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + words.len()..].chars().next();
        let inside = |edge: Option<char>, own: Option<char>| {
            own.is_some_and(figure) && edge.is_some_and(|c| figure(c) || c == '.')
        };
        !inside(before, words.chars().next()) && !inside(after, words.chars().next_back())
    })
}

#[test]
fn a_figure_is_not_found_within_another() {
    assert!(holds("已交 131 户", "131"));
    assert!(!holds("已交 1310 户", "131"));
    assert!(!holds("共 3.131 元", "131"));
    assert!(holds("共 131。", "131"));
}
