//! The documents: what in them is made from the declarations is what the declarations say, every
//! example is a board without a finding, and every link leads to a file.
//!
//! Between `<!-- made: WHAT -->` and `<!-- end -->` stands what `made` makes of WHAT;
//! `MINGBAI_UPDATE=1` writes it anew.

mod made;

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use mingbai::compile::words;
use mingbai::content::kinds::{BOARD, COMMON, Field, LIST, Shape, declaration};
use mingbai::model::id::Kind;
use mingbai::words::Language;

use super::harness::{AS_OF, Board, repository, tree};

/// The languages that the documents are written in.
const WRITTEN: [Language; 2] = [Language::ZhCn, Language::En];

/// Every document, by its path from the repository.
fn documents() -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> =
        ["README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]
            .iter()
            .map(PathBuf::from)
            .collect();
    let below =
        tree(&repository().join("docs")).into_iter().map(|(name, _)| Path::new("docs").join(name));
    paths.extend(below.filter(|path| path.extension().is_some_and(|ending| ending == "md")));
    let read = |path: PathBuf| {
        let text = fs::read_to_string(repository().join(&path)).expect("a document");
        (path.to_string_lossy().replace('\\', "/"), text)
    };
    paths.into_iter().map(read).collect()
}

fn language(path: &str) -> Language {
    if path.ends_with(".zh-CN.md") { Language::ZhCn } else { Language::En }
}

/// The document as it should be, and what was made in it.
fn with_made(path: &str, text: &str) -> (String, Vec<String>) {
    let mut pieces = text.split("<!-- made: ");
    let mut whole = pieces.next().unwrap_or_default().to_owned();
    let mut all = Vec::new();
    for piece in pieces {
        let (what, rest) = piece.split_once(" -->").expect("a marker ends");
        let (_, rest) =
            rest.split_once("<!-- end -->").unwrap_or_else(|| panic!("{path}: {what} has no end"));
        let made = made::made(what, language(path));
        whole.push_str(&format!("<!-- made: {what} -->\n\n{made}\n<!-- end -->{rest}"));
        all.push(what.to_owned());
    }
    (whole, all)
}

#[test]
fn what_is_made_from_the_declarations_is_what_they_say() {
    let update = env::var_os("MINGBAI_UPDATE").is_some();
    let mut stale = Vec::new();
    let mut seen = BTreeSet::new();
    for (path, text) in documents() {
        let (whole, made) = with_made(&path, &text);
        seen.extend(made.into_iter().map(|what| (language(&path), what)));
        if whole != text {
            if update {
                fs::write(repository().join(&path), whole).expect("a document to write");
            } else {
                stale.push(path);
            }
        }
    }
    assert!(stale.is_empty(), "MINGBAI_UPDATE=1 writes them anew: {stale:?}");
    for language in WRITTEN {
        for what in Kind::ALL
            .iter()
            .map(|kind| kind.name())
            .chain(["board", "record", "list", "findings", "waivable"])
        {
            assert!(
                seen.contains(&(language, what.to_owned())),
                "no page in {} has {what}",
                language.tag()
            );
        }
    }
}

/// The examples of a language: the page, the path of the file from the line before, its text.
fn examples(language_of: Language) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for (page, text) in documents() {
        if !page.starts_with("docs/kinds/") || language(&page) != language_of {
            continue;
        }
        let mut pieces = text.split("\n```");
        while let (Some(before), Some(block)) = (pieces.next(), pieces.next()) {
            let path = before.trim_end().lines().last().and_then(|line| line.split('`').nth(1));
            if let Some(path) = path.filter(|path| path.starts_with("content/")) {
                let (_, body) = block.split_once('\n').expect("an example");
                found.push((page.clone(), path.to_owned(), format!("{body}\n")));
            }
        }
    }
    found
}

#[test]
fn the_examples_of_a_language_are_a_board_without_a_finding() {
    for language in WRITTEN {
        let examples = examples(language);
        let board = Board::empty();
        for (page, path, text) in &examples {
            assert!(!board.path(path).exists(), "{page}: {path} is on another page");
            board.write(path, text);
        }
        let pages: BTreeSet<&str> = examples.iter().map(|(page, ..)| page.as_str()).collect();
        assert_eq!(pages.len(), Kind::ALL.len() + 1, "every page has an example: {pages:?}");
        let run = board.run(&["check", "--as-of", AS_OF]);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{}: {}", language.tag(), run.err);
        let site = board.build();
        assert_eq!(site.code, 0, "{}", site.err);
        let chinese = |text: &str| text.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for (page, path, text) in &examples {
            assert_eq!(chinese(text), language == Language::ZhCn, "{page}: {path}");
        }
    }
}

/// A text without what stands in code: examples of links lead nowhere.
fn without_code(text: &str) -> String {
    let fenced: String = text.split("\n```").step_by(2).collect();
    fenced.split('`').step_by(2).collect()
}

#[test]
fn every_link_of_a_document_leads_to_a_file() {
    let mut broken = Vec::new();
    let mut count = 0;
    for (path, text) in documents() {
        let text = without_code(&text);
        let folder = repository().join(&path).parent().expect("a folder").to_owned();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = target.split('#').next().unwrap_or_default();
            count += 1;
            if !target.contains("://") && !folder.join(file).exists() {
                broken.push(format!("{path}: {target}"));
            }
        }
    }
    assert!(broken.is_empty() && count > 60, "{count} links, of which lead nowhere: {broken:#?}");
}

#[test]
fn every_field_says_what_to_write_and_nothing_else_does() {
    fn collect(within: &str, fields: &'static [Field], all: &mut Vec<(String, &'static Field)>) {
        for field in fields {
            all.push((within.to_owned(), field));
            let shape = if let Shape::Many(inner) = field.shape { *inner } else { field.shape };
            collect(field.en, shape.fields().unwrap_or_default(), all);
        }
    }
    let mut all = Vec::new();
    for kind in Kind::ALL {
        collect(kind.name(), declaration(kind).fields, &mut all);
    }
    for (name, fields) in [("record", COMMON), ("board", BOARD), ("list", LIST)] {
        collect(name, fields, &mut all);
    }
    for language in Language::ALL.iter().copied() {
        let words = words(language);
        let mut keys: BTreeSet<&str> = words
            .patterns()
            .keys()
            .map(String::as_str)
            .filter(|key| key.starts_with("hint."))
            .collect();
        for (within, field) in &all {
            let own = format!("hint.{within}.{}", field.en);
            let shared = format!("hint.record.{}", field.en);
            let said = [&own, &shared].into_iter().any(|key| words.has(key));
            assert!(said, "{own} is not said in {}", language.tag());
            keys.remove(if words.has(&own) { own.as_str() } else { shared.as_str() });
        }
        assert!(keys.is_empty(), "hints for no field: {keys:?}");
    }
}
