//! Every finding as a treasurer meets it: one fixture a code in `tests/diagnostics/`, with the
//! mistake, the place the caret must lie on, and what is said in each language.
//!
//! A fixture's blocks are files, each headed by its path (`link` holds what it points to, `hex` its
//! bytes, `absent` takes board.yaml away), then `findings`, one `path:line:col code «text»` a line,
//! then what is drawn. `MINGBAI_UPDATE=1` writes down anew what is drawn, and nothing else.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use mingbai::diagnostic::Code;
use rayon::prelude::*;
use unicode_width::UnicodeWidthStr as _;

use super::harness::{AS_OF, Board, repository};

const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// A fenced block: what stands after the fence, and what it holds.
struct Block {
    info: String,
    text: String,
}

/// Where a line that a finding gives to type belongs.
enum Typed {
    /// Among the fields of the mapping at the caret.
    Beside,
    /// In place of the field at the caret.
    Field,
    /// In place of the text at the caret.
    Value,
    /// In place of the whole line.
    Line,
    /// At the end of the list in this file.
    After(&'static str),
}

/// For each code that gives a line to type: where it belongs, and what a person fills in for `…`.
const TYPED: &[(&str, Typed, &str)] = &[
    ("missing-field", Typed::Beside, "更换楼道灯"),
    ("silent-change", Typed::Beside, "抄错两位"),
    ("unknown-field", Typed::Field, ""),
    ("not-a-date", Typed::Field, ""),
    ("full-width-colon", Typed::Line, ""),
    ("missing-colon", Typed::Line, ""),
    ("fields-on-one-line", Typed::Line, ""),
    ("unpaired-sign", Typed::Line, ""),
    ("needs-quotes", Typed::Line, ""),
    ("charge-not-rate", Typed::Field, ""),
    ("due-not-bill", Typed::Field, ""),
    ("statement-mismatch", Typed::Field, ""),
    ("opening-not-closing", Typed::Field, ""),
    ("changed-after-review", Typed::Field, ""),
    ("unknown-record", Typed::Value, ""),
    ("identity-number", Typed::Value, ""),
    ("phone-number", Typed::Value, ""),
    ("bank-card", Typed::Value, ""),
    ("plate-number", Typed::Value, ""),
    ("email-address", Typed::Value, ""),
    ("room-with-name", Typed::Value, ""),
    ("child-or-illness", Typed::Value, ""),
    ("vanished-record", Typed::After("content/expenditures/2025-03.yaml"), "记重了"),
];

/// A line of a `findings` block.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    file: String,
    at: Option<(usize, usize)>,
    code: String,
    named: Option<String>,
}

/// A fixture, and what the program said of its board.
struct Case {
    path: PathBuf,
    text: String,
    code: String,
    as_of: String,
    blocks: Vec<Block>,
    short: Vec<String>,
    drawn: [Vec<String>; 2],
}

fn cases() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| {
        let folder = fs::read_dir(repository().join("tests/diagnostics")).expect("the fixtures");
        let mut paths: Vec<PathBuf> = folder.map(|entry| entry.expect("an entry").path()).collect();
        paths.sort();
        let cases = paths.into_par_iter().filter(|path| can_be_made(path)).map(Case::read);
        cases.filter(|case| cfg!(unix) || case.of("link ").next().is_none()).collect()
    })
}

/// Whether a mistake is found only when notices are set on paper.
fn is_on_paper(text: &str) -> bool {
    text.lines().any(|line| line == "on paper")
}

/// A program without the typesetter finds nothing on paper: `tests/run` has one.
fn can_be_made(path: &Path) -> bool {
    cfg!(feature = "sheets") || !is_on_paper(&fs::read_to_string(path).expect("a fixture"))
}

impl Case {
    fn read(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).expect("a fixture");
        let code = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let as_of = text.lines().find_map(|line| line.strip_prefix("as of: ")).unwrap_or(AS_OF);
        let (as_of, blocks) = (as_of.to_owned(), blocks(&text));
        let (short, drawn) = (Vec::new(), [Vec::new(), Vec::new()]);
        let mut case = Self { path, text, code, as_of, blocks, short, drawn };
        let board = case.board();
        case.short =
            case.check(&board, &["--format", "short"]).lines().map(str::to_owned).collect();
        case.drawn = LANGUAGES.map(|tag| split(&case.check(&board, &["--lang", tag])));
        case
    }

    /// The bodies of the blocks that begin so, with the rest of what stands after the fence.
    fn of<'a>(&'a self, start: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.blocks.iter().filter_map(move |block| {
            block.info.strip_prefix(start).map(|rest| (rest, block.text.as_str()))
        })
    }

    fn file(&self, path: &str) -> &str {
        let block = self.blocks.iter().find(|block| block.info.ends_with(&format!(" {path}")));
        block.map_or(super::harness::BOARD, |block| &block.text)
    }

    fn board(&self) -> Board {
        let board = Board::new();
        for block in &self.blocks {
            let Some((language, path)) = block.info.split_once(' ') else { continue };
            match language {
                "text" if LANGUAGES.contains(&path) => {}
                "absent" => board.remove(path),
                "hex" => {
                    let byte = |hex: &str| u8::from_str_radix(hex, 16).expect("a byte");
                    let bytes: Vec<u8> = block.text.split_whitespace().map(byte).collect();
                    board.write(path, bytes);
                }
                #[cfg(unix)]
                "link" => {
                    let link = board.path(path);
                    fs::create_dir_all(link.parent().expect("a parent")).expect("a folder");
                    std::os::unix::fs::symlink(block.text.trim(), link).expect("a link");
                }
                _ => board.write(path, &block.text),
            }
        }
        board
    }

    fn check(&self, board: &Board, args: &[&str]) -> String {
        let more: &[&str] = if is_on_paper(&self.text) { &["--sheets"] } else { &[] };
        board.run(&[&["check", "--as-of", &self.as_of], more, args].concat()).out
    }

    fn places(&self) -> Vec<Place> {
        let (_, lines) = self.of("findings").next().expect("a block `findings`");
        lines.lines().map(place).collect()
    }

    /// The places with a caret, each with what is drawn for it in a language.
    fn carets(&self, language: usize) -> Vec<(Place, &str)> {
        let placed = self.places().into_iter().filter(|place| place.at.is_some());
        let drawn = placed.map(|place| {
            let (line, column) = place.at.expect("a place");
            let arrow = format!("--> {}:{line}:{column}\n", place.file);
            let code = format!("[{}]", place.code);
            let fits = |drawn: &&String| drawn.contains(&arrow) && drawn.contains(&code);
            let found = self.drawn[language].iter().find(fits);
            let drawn = found.unwrap_or_else(|| panic!("{}: nothing at {arrow}", self.code));
            (place, drawn.as_str())
        });
        drawn.collect()
    }

    /// What is drawn for this fixture's own code.
    fn own(&self, language: usize) -> String {
        let head = format!("[{}]", self.code);
        let own = self.drawn[language].iter();
        let own: Vec<_> = own.filter(|drawn| drawn.contains(&head)).map(String::as_str).collect();
        own.join("\n")
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(info) if !open => {
                blocks.push(Block { info: info.to_owned(), text: String::new() });
                open = true;
            }
            Some(_) => open = false,
            None if open => {
                let block = blocks.last_mut().expect("a block");
                block.text.push_str(line);
                block.text.push('\n');
            }
            None => {}
        }
    }
    blocks
}

fn place(line: &str) -> Place {
    let (rest, named) = match line.strip_suffix('»').and_then(|line| line.split_once(" «")) {
        Some((rest, named)) => (rest, Some(named.to_owned())),
        None => (line, None),
    };
    let (place, code) = rest.rsplit_once(' ').expect("a place and a code");
    let mut parts = place.rsplitn(3, ':');
    let column = parts.next().and_then(|part| part.parse().ok());
    let at = column.and_then(|column| Some((parts.next()?.parse().ok()?, column)));
    let file = at.and_then(|_| parts.next()).unwrap_or(place).to_owned();
    Place { file, at, code: code.to_owned(), named }
}

/// The findings of a drawing, one by one.
fn split(drawn: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in drawn.lines() {
        let begins = ["错误[", "提醒[", "error[", "warning["];
        if begins.iter().any(|begin| line.starts_with(begin)) {
            all.push(String::new());
        }
        if let Some(last) = all.last_mut() {
            last.push_str(line);
            last.push('\n');
        }
    }
    all.into_iter().map(|one| format!("{}\n", one.trim_end())).collect()
}

/// The line of an excerpt and the line of carets below it, both without the gutter.
fn excerpt(drawn: &str) -> (&str, &str) {
    let lines: Vec<&str> = drawn.lines().collect();
    let below = lines.iter().position(|line| {
        line.split_once('|').is_some_and(|(gutter, marks)| {
            gutter.trim().is_empty() && marks.trim_start().starts_with('^')
        })
    });
    let below = below.unwrap_or_else(|| panic!("no caret:\n{drawn}"));
    let gutter = lines[below].find('|').expect("a gutter") + 2;
    (&lines[below - 1][gutter..], &lines[below][gutter..])
}

/// The text between two columns of a terminal.
fn between(line: &str, from: usize, to: usize) -> String {
    let mut column = 0;
    let mut text = String::new();
    for character in line.chars() {
        if (from..to).contains(&column) {
            text.push(character);
        }
        column += character.to_string().width();
    }
    text
}

fn complain(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_its_fixture() {
    let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    let fixtures: BTreeSet<&str> = cases().iter().map(|case| case.code.as_str()).collect();
    let all = cfg!(unix) && cfg!(feature = "sheets");
    assert!(!all || codes == fixtures, "{codes:?}\n{fixtures:?}");
    for case in cases() {
        assert!(case.text.starts_with(&format!("# {}\n", case.code)), "{}", case.path.display());
        let own = case.places().iter().filter(|place| place.code == case.code).count();
        assert!(own > 0, "{} does not show its code", case.path.display());
    }
}

#[test]
fn every_board_has_exactly_the_findings_it_lists() {
    let mut wrong = Vec::new();
    for case in cases() {
        let plain = |place: &Place| match place.at {
            Some((line, column)) => format!("{}:{line}:{column}: {}", place.file, place.code),
            None => format!("{}: {}", place.file, place.code),
        };
        let listed: Vec<String> = case.places().iter().map(plain).collect();
        let fits = |(listed, found): (&String, &String)| found.starts_with(&format!("{listed}: "));
        if listed.len() != case.short.len() || !listed.iter().zip(&case.short).all(fits) {
            wrong.push(format!("{}: {listed:#?} but {:#?}", case.code, case.short));
        }
    }
    complain(&wrong);
}

#[test]
fn every_caret_lies_on_the_text_that_is_named() {
    let mut wrong = Vec::new();
    for case in cases() {
        for (place, drawn) in (0..LANGUAGES.len()).flat_map(|language| case.carets(language)) {
            let named = place.named.as_deref().unwrap_or_default();
            let (number, column) = place.at.expect("a place");
            let line = case.file(&place.file).lines().nth(number - 1).unwrap_or_default();
            let from: String = line.chars().skip(column - 1).collect();
            let (shown, carets) = excerpt(drawn);
            let start = carets.find('^').expect("a caret");
            let count = carets.matches('^').count();
            let above = between(shown, start, start + count);
            if !from.starts_with(named) || above != named || count != named.width() {
                wrong.push(format!("{}: «{named}», but «{above}»:\n{drawn}", case.code));
            }
        }
    }
    complain(&wrong);
}

#[test]
fn every_excerpt_stays_aligned_under_chinese() {
    let (mut wrong, mut chinese) = (Vec::new(), 0);
    for case in cases() {
        for (place, drawn) in (0..LANGUAGES.len()).flat_map(|language| case.carets(language)) {
            let (number, column) = place.at.expect("a place");
            let line = case.file(&place.file).lines().nth(number - 1).unwrap_or_default();
            // A Tab is drawn as four spaces.
            let before: String = line.chars().take(column - 1).collect();
            let (before, line) = (before.replace('\t', "    "), line.replace('\t', "    "));
            chinese += usize::from(!before.is_ascii());
            let (shown, carets) = excerpt(drawn);
            // A line that is too long is cut on both sides; its caret is held to its text above.
            let whole = shown == line || !shown.contains("...");
            let aligned = carets.find('^') == Some(before.width());
            if whole && !(shown == line && aligned) {
                wrong.push(format!("{}: {} columns before\n{drawn}", case.code, before.width()));
            }
        }
    }
    complain(&wrong);
    assert!(chinese > 20, "only {chinese} excerpts have Chinese before the caret");
}

#[test]
fn every_finding_reads_as_it_is_written_down_in_both_languages() {
    let mut wrong = Vec::new();
    for case in cases() {
        let mut text = case.text.clone();
        for (place, tag) in LANGUAGES.iter().enumerate() {
            let written: Vec<_> = case.of("text ").filter(|(info, _)| info == tag).collect();
            assert_eq!(written.len(), 1, "{}: one block of {tag}", case.code);
            let (old, new) = (written[0].1, case.own(place));
            if *old != new {
                wrong.push(format!("{} in {tag} is written\n{old}but reads\n{new}", case.code));
                let head = format!("```text {tag}\n");
                text = text.replace(&format!("{head}{old}```"), &format!("{head}{new}```"));
            }
        }
        if env::var_os("MINGBAI_UPDATE").is_some() && text != case.text {
            fs::write(&case.path, text).expect("a fixture to write");
        }
    }
    if env::var_os("MINGBAI_UPDATE").is_none() {
        complain(&wrong);
    }
}

/// The file after a person typed the line where it belongs.
fn typed(case: &Case, place: &Place, how: &Typed, line: &str) -> (String, String) {
    if let Typed::After(file) = how {
        return ((*file).to_owned(), format!("{}  {line}\n", case.file(file)));
    }
    let (number, column) = place.at.expect("a place");
    let mut lines: Vec<String> = case.file(&place.file).lines().map(str::to_owned).collect();
    let old = &lines[number - 1];
    let caret = old.char_indices().nth(column - 1).map_or(old.len(), |(byte, _)| byte);
    let indent = old.len() - old.trim_start_matches([' ', '-']).len();
    let end = |from: usize| old[from..].find([',', '}']).map_or(old.len(), |end| from + end);
    let (from, to, new) = match how {
        Typed::Value => (caret, end(caret), line.to_owned()),
        Typed::Line => (old.len() - old.trim_start().len(), old.len(), line.to_owned()),
        Typed::Field => {
            let from = old[..caret].rfind(['{', ',']).map_or(indent, |before| before + 1);
            let from = from + old[from..].len() - old[from..].trim_start().len();
            (from, end(caret), line.to_owned())
        }
        _ => match old.find('{') {
            Some(brace) => (brace + 1, brace + 1, format!("{line}, ")),
            None => (indent, indent, format!("{line}\n{}", " ".repeat(indent))),
        },
    };
    lines[number - 1].replace_range(from..to, &new);
    (place.file.clone(), lines.join("\n") + "\n")
}

#[test]
fn typing_what_a_finding_says_to_type_removes_it() {
    let mut count = 0;
    for case in cases() {
        let board = case.board();
        let told = case.check(&board, &["--format", "json"]);
        let told: Vec<serde_json::Value> = serde_json::from_str(&told).expect("JSON");
        let own =
            |told: &&serde_json::Value| told["code"] == case.code && told["paste"].is_string();
        let Some(line) = told.iter().find(own).and_then(|told| told["paste"].as_str()) else {
            continue;
        };
        let how = TYPED.iter().find(|(code, ..)| *code == case.code);
        let (_, how, filled) = how.unwrap_or_else(|| panic!("{} is not in the table", case.code));
        let places = case.places();
        let place = places.iter().find(|place| place.code == case.code).expect("a place");
        let (file, text) = typed(case, place, how, &line.replace('…', filled));
        board.write(&file, &text);
        let left = case.check(&board, &["--format", "short"]);
        assert_eq!(left.lines().count(), places.len() - 1, "{}: {left}\n{text}", case.code);
        let (line, column) = place.at.unwrap_or_default();
        let same = format!("{}:{line}:{column}: {}: ", place.file, case.code);
        assert!(!left.contains(&same), "{}: {left}\n{text}", case.code);
        count += 1;
    }
    assert!(count >= 6, "only {count} findings give a line to type");
}
