//! Small boards made from accounts and votes that somebody really published, and an invented one in
//! traditional characters: what their pages say, read as text, their data byte for byte, and what
//! `check` finds. `MINGBAI_UPDATE=1` rewrites what is expected; whoever does that reads every
//! changed line.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use mingbai::content::BOARD_FILES;
use mingbai::diagnostic::{Code, Severity};
use mingbai::model::calendar::Day;
use mingbai::model::id::Kind;
use mingbai::{Options, compile};
use rayon::prelude::*;

use super::harness::{self, Board, repository};
use super::html::{Piece, attribute, pieces};
use super::sample::sources;

/// What is expected of a board, or what came of it, by name in `expected/`.
pub type Texts = BTreeMap<String, String>;

/// The figures that were printed, or follow from what was, and a page that says each.
const PRINTED: &[(&str, &str, &str)] = &[
    ("cn-half-year-ledger", "accounts/common-2018-01.html", "1,630,005.37"),
    ("cn-half-year-ledger", "accounts/common-2018-06.html", "227,899.99"),
    ("cn-half-year-ledger", "accounts/common-2018-06.html", "1,690.17"),
    ("cn-half-year-ledger", "accounts/common-2018-06.html", "910,338.97"),
    ("cn-dongguan-vote", "about.html", "401"),
    ("cn-dongguan-vote", "about.html", "66,067.85"),
    ("cn-seeds", "charges/停车筹资.html", "12,300.00"),
    ("cn-seeds", "accounts/代收-2024-01.html", "959.75"),
    ("uk-staveley", "accounts/general-2021-06.html", "−1,590.09"),
    ("uk-purleigh", "accounts/general-2020-03.html", "18,653.14"),
    ("uk-purleigh", "accounts/general-2020-03.html", "56,797.85"),
    ("uk-purleigh", "accounts/general-2020-03.html", "74,430.85"),
    ("uk-maplestead", "accounts/general-2010-03.html", "7,039.92"),
    ("uk-maplestead-2007", "accounts/general-2008-03.html", "1,752.77"),
    ("us-hoa", "accounts/association-2011-03.html", "32,802.10"),
    ("us-hoa", "accounts.html", "2,843.38"),
];

/// Printed totals of more than one month, and the list of which each is the sum.
const LONG_TOTALS: &[(&str, &str, &str)] = &[
    ("cn-half-year-ledger", "expenditures.html", "947,566.39"),
    ("uk-staveley", "expenditures.html", "1,590.09"),
    ("uk-purleigh", "income.html", "56,797.85"),
    ("uk-purleigh", "expenditures.html", "74,430.85"),
];

/// Boards whose books are held by totals and balances: no digit of theirs can change unseen.
const HELD: &[&str] = &[
    "cn-half-year-ledger",
    "cn-seeds",
    "uk-maplestead",
    "uk-maplestead-2007",
    "uk-purleigh",
    "uk-staveley",
    "us-hoa",
];

/// Names of fields that hold money, in both languages.
const MONEY: &[&str] = &[
    "amount", "total", "balance", "opening", "income", "spending", "closing", "金额", "合计",
    "余额",
];

fn folder(name: &str) -> PathBuf {
    repository().join("tests/boards").join(name)
}

fn names() -> Vec<String> {
    let entries = fs::read_dir(repository().join("tests/boards")).expect("the boards");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    names
}

fn as_of(name: &str) -> String {
    fs::read_to_string(folder(name).join("as-of")).expect("as-of").trim().to_owned()
}

/// Builds a board in a folder of its own: its pages and data, if it has no errors.
pub fn build(name: &str) -> (Board, Texts) {
    let board = Board::copy_of(&folder(name));
    let run = board.run(&["build", "--as-of", &as_of(name)]);
    let published = board.path("output").is_dir();
    assert_eq!(run.code == 0, published, "{name}: errors publish nothing\n{}{}", run.out, run.err);
    let files = if published { board.tree("output") } else { Vec::new() };
    let text = |(path, bytes)| Some((path, String::from_utf8(bytes).ok()?));
    let site = files.into_iter().filter_map(text).collect();
    (board, site)
}

/// All that is compared of a board.
fn made(name: &str) -> Texts {
    let (board, site) = build(name);
    let mut made = Texts::new();
    for (path, text) in site {
        if let Some(address) = path.strip_suffix(".html") {
            made.insert(format!("{address}.txt"), readable(&text));
        } else if path.ends_with(".jsonl") || path.ends_with(".journal") {
            // The other exports say the same, and `tests/tools/books.py` reads them.
            made.insert(path, text);
        }
    }
    let check = board.run(&["check", "--format", "short", "--as-of", &as_of(name)]);
    assert!(check.code < 2, "{name}: {}", check.err);
    made.insert("findings.txt".to_owned(), check.out);
    made
}

/// The `<main>` of a page as lines: one a block, one a row of a table with its cells between
/// bars, `#` before headings, `-` before items, a colon after terms.
pub fn readable(page: &str) -> String {
    let start = page.find("<main").expect("a page has a main part");
    let end = page.find("</main>").expect("it ends");
    let mut text = String::new();
    let (mut rest, mut in_row) = (&page[start..end], false);
    while let Some((words, after)) = rest.split_once('<') {
        text.push_str(&words.replace('\n', " "));
        let (tag, after) = after.split_once('>').expect("a tag ends");
        rest = after;
        let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap_or_default();
        let opens = !tag.starts_with('/');
        match name {
            "tr" => {
                in_row = opens;
                text.push_str(if opens { "\n| " } else { "\n" });
            }
            "td" | "th" if !opens => text.push_str(" | "),
            "h1" | "h2" | "h3" | "h4" if opens => {
                let level = usize::from(name.as_bytes()[1] - b'0');
                let _ = write!(text, "\n{} ", "#".repeat(level));
            }
            "li" if opens => text.push_str("\n- "),
            "dt" if !opens => text.push_str(": "),
            "dd" | "br" => text.push(' '),
            "td" | "th" | "a" | "span" | "time" | "data" | "em" | "strong" | "svg" | "rect"
            | "abbr" | "code" | "small" => {}
            _ if in_row => text.push(' '),
            _ => text.push('\n'),
        }
    }
    text.push_str(rest);
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    // A paragraph directly within an item goes on the item's line.
    let mut tidy = String::new();
    for line in lines.filter(|line| !line.is_empty()) {
        tidy.push_str(&line);
        tidy.push_str(if line == "-" { " " } else { "\n" });
    }
    unescape(&tidy)
}

fn unescape(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'")]
        .iter()
        .fold(text.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain))
        .replace("&amp;", "&")
}

/// What `expected/` holds.
fn expected(name: &str) -> Texts {
    let path = folder(name).join("expected");
    let files = if path.is_dir() { harness::tree(&path) } else { Vec::new() };
    let text = |(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8"));
    files.into_iter().map(text).collect()
}

fn rewrite(name: &str, made: &Texts) {
    let root = folder(name).join("expected");
    if root.is_dir() {
        fs::remove_dir_all(&root).expect("removed");
    }
    for (path, text) in made {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }
}

/// What differs between two texts, as the first line that does.
fn first_difference(expected: &str, made: &str) -> String {
    let (mut old, mut new) = (expected.lines(), made.lines());
    for number in 1.. {
        match (old.next(), new.next()) {
            (None, None) => break,
            (old, new) if old == new => {}
            (old, new) => {
                let line = |line: Option<&str>| line.unwrap_or("(nothing)").to_owned();
                return format!(
                    "line {number}\n  expected {}\n  made     {}",
                    line(old),
                    line(new)
                );
            }
        }
    }
    "the ends of lines differ".to_owned()
}

#[test]
fn every_board_says_what_is_expected_and_nothing_else() {
    let mut wrong = Vec::new();
    for name in names() {
        let made = made(&name);
        if std::env::var_os("MINGBAI_UPDATE").is_some() {
            rewrite(&name, &made);
        }
        let expected = expected(&name);
        for (path, text) in &made {
            match expected.get(path) {
                None => wrong.push(format!("{name}/{path}: nothing is expected of it")),
                Some(known) if known != text => {
                    wrong.push(format!("{name}/{path}: {}", first_difference(known, text)));
                }
                Some(_) => {}
            }
        }
        let left = expected.keys().filter(|path| !made.contains_key(*path));
        wrong.extend(left.map(|path| format!("{name}/{path}: expected, and not made")));
    }
    assert!(
        wrong.is_empty(),
        "{}\n\nRead the differences; if they are meant, MINGBAI_UPDATE=1 cargo test boards",
        wrong.join("\n")
    );
}

fn stand_on_pages(figures: &[(&str, &str, &str)]) {
    let mut sites = BTreeMap::new();
    for (name, address, figure) in figures {
        let site = sites.entry(*name).or_insert_with(|| build(name).1);
        let page = site.get(*address).unwrap_or_else(|| panic!("{name} has {address}"));
        let text = readable(page);
        let mut words = text.split([' ', '\n', '，', '。', '：']);
        assert!(words.any(|word| word == *figure), "{name}/{address} says {figure}:\n{text}");
    }
}

#[test]
fn what_was_printed_stands_on_the_pages() {
    stand_on_pages(PRINTED);
}

#[test]
fn what_was_printed_for_several_months_stands_on_a_page() {
    stand_on_pages(LONG_TOTALS);
}

fn banner(name: &str) -> String {
    let mut files = BOARD_FILES.iter().map(|file| folder(name).join(file));
    let board = files.find_map(|file| fs::read_to_string(file).ok()).expect("a board");
    let names = ["banner: ", "页眉提示: ", "頁眉提示: "];
    let banner =
        board.lines().find_map(|line| names.iter().find_map(|name| line.strip_prefix(name)));
    banner.unwrap_or_else(|| panic!("{name} has a banner")).to_owned()
}

/// Every page whose address, without its ending, passes; the board's name comes first.
fn pages(of: impl Fn(&str) -> bool) -> Vec<(String, String, String)> {
    let mut pages = Vec::new();
    for name in names() {
        let site = build(&name).1.into_iter();
        let html = site.filter(|(address, _)| address.strip_suffix(".html").is_some_and(&of));
        pages.extend(html.map(|(address, page)| (name.clone(), address, page)));
    }
    assert!(pages.len() > 5, "there are pages");
    pages
}

#[test]
fn every_page_of_a_test_board_says_what_it_is() {
    for (name, address, page) in pages(|page| !page.starts_with("sheets/")) {
        assert!(page.contains(&banner(&name)), "{name}/{address} says what the board is");
    }
}

#[test]
fn every_notice_of_a_test_board_says_what_it_is() {
    for (name, address, page) in pages(|page| page.starts_with("sheets/")) {
        assert!(page.contains(&banner(&name)), "{name}/{address} says what the board is");
    }
}

#[test]
fn an_english_board_has_no_chinese_word() {
    let han = |char: char| ('\u{3000}'..='\u{9fff}').contains(&char);
    for (name, address, page) in pages(|_| true) {
        let text = readable(&page);
        assert!(!name.starts_with("uk-") || !text.contains(han), "{name}/{address}:\n{text}");
    }
}

/// The Latin words of a text, of two letters at least.
fn latin(text: &str) -> BTreeSet<&str> {
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.filter(|word| word.len() > 1).collect()
}

#[test]
fn a_chinese_board_has_no_english_word_of_the_program() {
    // Names of programs and formats have no others; ids are in English, digests hexadecimal.
    let mut names =
        latin("Mingbai SHA Excel CSV XLSX WPS TXT ICS JSON Popolo hledger Beancount KB Atom RSS");
    names.extend(Kind::ALL.map(Kind::name));
    for name in names_of_language("zh-CN") {
        let typed: String = content(&name)
            .into_iter()
            .map(|(path, bytes)| path + " " + &String::from_utf8_lossy(&bytes))
            .collect();
        let typed = latin(&typed);
        let hexadecimal = |word: &str| word.bytes().all(|byte| matches!(byte, b'a'..=b'f'));
        for (address, page) in build(&name).1 {
            let Some(page) = address.ends_with(".html").then(|| all_words(&page)) else { continue };
            let words = latin(&page).into_iter();
            let foreign: Vec<&str> = words
                .filter(|word| !typed.contains(word) && !names.contains(word) && !hexadecimal(word))
                .collect();
            assert_eq!(foreign, Vec::<&str>::new(), "{name}/{address}");
        }
    }
}

/// The test boards of a language that have a site.
fn names_of_language(tag: &str) -> Vec<String> {
    let speaks = |name: &String| {
        let mut files = BOARD_FILES.iter().map(|file| folder(name).join(file));
        let board = files.find_map(|file| fs::read_to_string(file).ok()).expect("a board");
        board.contains(&format!("locale: {tag}")) || board.contains(&format!("语言: {tag}"))
    };
    let names: Vec<String> = names().into_iter().filter(speaks).collect();
    assert!(names.len() > 5, "there are boards in {tag}");
    names
}

/// All that a page says: its text, and what is read out or shown in its place.
fn all_words(page: &str) -> String {
    let mut words = String::new();
    for piece in pieces(page) {
        match piece {
            Piece::Text(text) => words.push_str(&text),
            Piece::Open(_, attributes) => {
                let shown = ["alt", "aria-label", "title", "placeholder"];
                let shown = shown.iter().filter_map(|name| attribute(&attributes, name));
                words.extend(shown.map(|text| format!(" {text} ")));
            }
            Piece::Close(_) => words.push(' '),
        }
    }
    words
}

#[test]
fn no_page_shows_the_name_of_a_word_in_place_of_the_word() {
    let key = |line: &&str| {
        line.contains('.')
            && line.chars().all(|char| char.is_ascii_lowercase() || ".-_".contains(char))
    };
    for (name, address, page) in pages(|_| true) {
        let text = readable(&page);
        assert_eq!(text.lines().find(key), None, "{name}/{address}");
    }
}

#[test]
fn a_vote_below_two_thirds_of_the_people_is_not_published_as_passed() {
    let made = made("cn-vote-quorum");
    assert_eq!(made.len(), 1, "there are findings, and no site");
    let findings = &made["findings.txt"];
    assert!(findings.contains("outcome-not-carried"), "{findings}");
    assert!(findings.contains("616") && findings.contains("950"), "{findings}");
}

#[test]
fn a_vote_without_counts_is_said_to_be_unverifiable() {
    let (_, site) = build("cn-dongguan-vote");
    assert!(site["decisions/renewal.html"].contains("无法核对"), "the page says so");
}

/// Where the digits of every sum of money lie in a file.
fn digits(text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    for field in MONEY {
        let sign = format!("{field}: ");
        for (at, _) in text.match_indices(&sign) {
            let figure = at + sign.len();
            let written =
                text[figure..].bytes().take_while(|byte| b"-.0123456789".contains(byte)).count();
            let range = figure..figure + written;
            places.extend(range.filter(|place| text.as_bytes()[*place].is_ascii_digit()));
        }
    }
    places
}

fn content(name: &str) -> Vec<(String, Vec<u8>)> {
    let files = harness::tree(&folder(name).join("content")).into_iter();
    files.map(|(path, bytes)| (format!("content/{path}"), bytes)).collect()
}

#[test]
fn no_digit_of_any_amount_can_change_unseen() {
    HELD.par_iter().for_each(|name| {
        let files = content(name);
        let as_of = Day::read(&as_of(name)).expect("a day");
        let options = Options { as_of, base_url: None, drafts: false, sheets: false };
        let codes = |files: &[(String, Vec<u8>)]| {
            let compiled = compile(&sources(files), &options);
            let errors = compiled.findings.iter().map(|finding| finding.code);
            errors.filter(|code| code.severity() == Severity::Error).collect::<Vec<_>>()
        };
        assert_eq!(codes(&files), [], "{name} adds up as it is");
        // An opening is held by balances and statements; a board without any has nothing to hold it.
        let holds = ["/balances/", "/对账/", "/statements/"];
        let balanced =
            files.iter().any(|(path, _)| holds.iter().any(|folder| path.contains(folder)));
        let mut changed = 0;
        for (place, (path, bytes)) in files.iter().enumerate() {
            if path == "content/board.yaml" && !balanced {
                continue;
            }
            let text = std::str::from_utf8(bytes).expect("UTF-8");
            for at in digits(text) {
                let mut files = files.clone();
                let digit = &mut files[place].1[at];
                *digit = if *digit == b'9' { b'8' } else { *digit + 1 };
                let caught = codes(&files).iter().any(|code| {
                    matches!(
                        code,
                        Code::TotalMismatch
                            | Code::BalanceMismatch
                            | Code::StatementMismatch
                            | Code::OpeningNotClosing
                    )
                });
                let line = text[..at].lines().count();
                assert!(caught, "{name}/{path}: a digit of line {line} changed, and nobody saw");
                changed += 1;
            }
        }
        assert!(changed > 20, "{name}: {changed} digits were changed");
    });
}
