//! The catalogues of words: the same keys in every language, every key that the program or a
//! template names, nothing that nobody says, and no slot left open in what is shown.

use std::collections::BTreeSet;

use mingbai::compile::words;
use mingbai::content::settings;
use mingbai::diagnostic::Code;
use mingbai::words::{Language, Pattern, Words};

use super::harness::{AS_OF, Board, repository, tree};
use super::html::{Piece, pieces};

fn catalogue(language: Language) -> Words {
    let path = format!("themes/default/words/{}.yaml", language.tag());
    let text = std::fs::read_to_string(repository().join(path)).expect("a catalogue");
    settings::words(language, &text).expect("a catalogue that reads")
}

fn keys(words: &Words) -> BTreeSet<&str> {
    words.patterns().keys().map(String::as_str).collect()
}

fn forms(pattern: &Pattern) -> Vec<&str> {
    match pattern {
        Pattern::Plain(text) => vec![text],
        Pattern::Plural { one, other } => vec![one, other],
    }
}

/// The names in `{…}` of a text.
fn slots(text: &str) -> BTreeSet<&str> {
    let inner = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    let named = |name: &&str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    inner.map(|(name, _)| name).filter(named).collect()
}

/// Files below a folder of the repository, as text.
fn texts(folder: &str, ending: &str) -> Vec<(String, String)> {
    let files = tree(&repository().join(folder)).into_iter();
    let found: Vec<_> = files
        .filter(|(name, _)| name.ends_with(ending))
        .map(|(name, bytes)| (name, String::from_utf8(bytes).expect("UTF-8")))
        .collect();
    assert!(found.len() > 5, "{folder} has files");
    found
}

/// Every text in double quotes in the program, without its unit tests and comments.
fn literals() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (name, text) in texts("src", ".rs") {
        if name.contains("tests/") {
            continue;
        }
        let code = text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            found.extend(line.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
    found
}

/// Whether a text has the form of a key, with `{}` for what the program puts in.
fn is_key(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '{' | '}'))
    };
    text.contains('.') && text.split('.').all(part)
}

/// Whether a key is one that a literal of the program makes: `value.{}` makes `value.month`.
fn makes(literal: &str, key: &str) -> bool {
    let mut rest = key;
    let mut fixed =
        literal.split('{').map(|piece| piece.split_once('}').map_or(piece, |(_, after)| after));
    let first = fixed.next().unwrap_or_default();
    let Some(after) = rest.strip_prefix(first) else { return false };
    rest = after;
    for piece in fixed {
        match rest.find(piece).filter(|_| !piece.is_empty()) {
            Some(at) => rest = &rest[at + piece.len()..],
            None if piece.is_empty() => rest = "",
            None => return false,
        }
    }
    rest.is_empty()
}

#[test]
fn every_language_has_the_same_keys() {
    let zh = catalogue(Language::ZhCn);
    let zh = keys(&zh);
    for language in Language::ALL.iter().copied() {
        let other = catalogue(language);
        let other = keys(&other);
        let in_one = zh.symmetric_difference(&other).copied();
        // A language may have a way of its own to write a currency; the usual way is in all.
        let lacking: Vec<_> = in_one.filter(|key| !key.starts_with("format.money-")).collect();
        assert!(lacking.is_empty(), "not in zh-CN and {}: {lacking:#?}", language.tag());
    }
    assert!(zh.len() > 400);
}

#[test]
fn every_language_fills_the_same_slots() {
    let (zh, en) = (catalogue(Language::ZhCn), catalogue(Language::En));
    let of = |words: &Words, key: &str| -> BTreeSet<String> {
        let forms = words.patterns().get(key).map(forms).unwrap_or_default();
        forms.iter().flat_map(|text| slots(text)).map(str::to_owned).collect()
    };
    // A sentence may leave a thing out in one language; it may not have one of its own. Days and
    // names of fields are handed over in the forms of all languages.
    let differ = |key: &&str| {
        if key.starts_with("format.") || *key == "finding.missing-field.says" {
            return false;
        }
        let (zh, en) = (of(&zh, key), of(&en, key));
        !zh.is_subset(&en) && !en.is_subset(&zh)
    };
    let differing: Vec<&str> = keys(&zh).into_iter().filter(differ).collect();
    assert!(differing.is_empty(), "{differing:#?}");
    let hant = catalogue(Language::ZhHant);
    for key in keys(&zh) {
        assert_eq!(of(&zh, key), of(&hant, key), "{key} fills the same slots in both scripts");
    }
}

#[test]
fn no_word_is_empty_and_chinese_is_chinese() {
    for language in Language::ALL.iter().copied() {
        for (key, pattern) in catalogue(language).patterns() {
            for text in forms(pattern) {
                // Where one language writes nothing, there is nothing between things listed.
                let may_be_empty = key.starts_with("list.") || key.starts_with("format.");
                assert!(may_be_empty || !text.trim().is_empty(), "{key} in {}", language.tag());
                let han = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                let quoted = key.starts_with("finding.");
                assert!(language != Language::En || quoted || !han, "{key} is Chinese in English");
            }
        }
    }
}

#[test]
fn every_key_that_the_program_names_is_in_the_catalogues() {
    let known = catalogue(Language::En);
    let known = keys(&known);
    let groups: BTreeSet<&str> = known.iter().filter_map(|key| key.split('.').next()).collect();
    let files =
        [".html", ".yaml", ".yml", ".md", ".txt", ".json", ".xml", ".css", ".lock", ".tmp", ".db"];
    let literals = literals();
    let named = literals.iter().filter(|text| {
        let group = text.split('.').next().unwrap_or_default();
        is_key(text) && groups.contains(group) && !files.iter().any(|end| text.ends_with(end))
    });
    let mut count = 0;
    let mut lacking = Vec::new();
    for name in named {
        count += 1;
        let prefix = format!("{name}.");
        let fine = known.iter().any(|key| makes(name, key) || key.starts_with(&prefix));
        if !fine {
            lacking.push(name);
        }
    }
    assert!(count > 150, "{count} keys are named");
    assert!(lacking.is_empty(), "not in the catalogues: {lacking:#?}");
}

#[test]
fn every_word_is_said_by_somebody() {
    let known = catalogue(Language::En);
    // What begins with a slot could be any key, and proves nothing.
    let proves = |text: &String| is_key(text) && !text.starts_with('{');
    let literals: Vec<String> = literals().into_iter().filter(proves).collect();
    let unsaid: Vec<&str> = keys(&known)
        .into_iter()
        .filter(|key| !key.starts_with("site."))
        .filter(|key| !literals.iter().any(|literal| makes(literal, key)))
        // The two ends of a relation are put together from the name of its field.
        .filter(|key| !key.starts_with("relation."))
        .collect();
    assert!(unsaid.is_empty(), "nobody says {unsaid:#?}");
}

#[test]
fn every_name_of_a_closed_set_has_its_word() {
    use mingbai::content::kinds::{self, Shape};
    let known = words(Language::En);
    let mut lacking = Vec::new();
    let mut need = |key: String| {
        if !known.has(&key) {
            lacking.push(key);
        }
    };
    for kind in mingbai::model::id::Kind::ALL {
        need(format!("kind.{}", kind.name()));
        for field in kinds::declaration(kind).fields {
            let inner = if let Shape::Many(inner) = field.shape { *inner } else { field.shape };
            let of_map = if let Shape::Map(fields) = inner { fields } else { &[] };
            for field in of_map.iter().chain([field]) {
                // What a matter needs is told by `rule`.
                if let Shape::Choice(choices) = field.shape
                    && field.en != "matter"
                {
                    for choice in choices {
                        need(format!("value.{}", choice.en));
                    }
                }
            }
        }
    }
    for month in 1..=12 {
        need(format!("month.{month}"));
    }
    for day in 1..=7 {
        need(format!("weekday.{day}"));
    }
    for matter in ["general", "special", "committee", "simple"] {
        need(format!("rule.{matter}"));
    }
    assert!(lacking.is_empty(), "{lacking:#?}");
}

#[test]
fn templates_and_the_words_of_the_site_name_each_other() {
    let mut named = BTreeSet::new();
    for (_, text) in texts("themes/default/templates", ".html") {
        for rest in text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))) {
            if let Some(key) = rest.strip_prefix("t.").filter(|key| key.contains('.')) {
                named.insert(format!("site.{key}"));
            }
        }
    }
    for language in Language::ALL.iter().copied() {
        let words = catalogue(language);
        let site: BTreeSet<String> = keys(&words)
            .into_iter()
            .filter(|key| key.starts_with("site."))
            .map(str::to_owned)
            .collect();
        let differing: Vec<_> = named.symmetric_difference(&site).collect();
        assert!(differing.is_empty(), "{}: {differing:#?}", language.tag());
        for key in &site {
            let open = words.patterns()[key.as_str()].clone();
            assert!(forms(&open).iter().all(|text| slots(text).is_empty()), "{key} fills no slot");
        }
    }
    assert!(named.len() > 50, "{} words are named", named.len());
}

#[test]
fn every_finding_has_a_name_a_sentence_help_and_a_reason() {
    for language in Language::ALL.iter().copied() {
        let words = catalogue(language);
        let mut lacking = Vec::new();
        for code in Code::ALL {
            for part in ["name", "says", "help", "why"] {
                let key = format!("finding.{}.{part}", code.name());
                if words.get(&key) == key || words.get(&key).trim().is_empty() {
                    lacking.push(key);
                }
            }
            let name = words.get(&format!("finding.{}.name", code.name())).to_owned();
            let why = words.get(&format!("finding.{}.why", code.name())).to_owned();
            for (part, text) in [("name", name), ("why", why)] {
                assert!(slots(&text).is_empty(), "{} in {part} of {}", text, code.name());
            }
        }
        assert!(lacking.is_empty(), "{}: {lacking:#?}", language.tag());
        let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        for key in keys(&words).into_iter().filter_map(|key| key.strip_prefix("finding.")) {
            let code = key.split('.').next().unwrap_or_default();
            assert!(codes.contains(code), "{code} is no code any more");
        }
    }
}

#[test]
fn no_slot_is_open_in_any_finding_that_is_shown() {
    let mut open = Vec::new();
    for (name, text) in texts("tests/diagnostics", ".md") {
        for line in text.lines().filter(|line| !slots(line).is_empty()) {
            open.push(format!("{name}: {line}"));
        }
    }
    assert!(open.is_empty(), "{open:#?}");
}

/// What stands on a page where a word is missing or a slot was not filled.
fn holes(html: &str, groups: &BTreeSet<&str>) -> Vec<String> {
    let mut holes = Vec::new();
    let mut look = |text: &str| {
        if text.contains('{') || text.contains('}') {
            holes.push(text.trim().to_owned());
        }
        for token in
            text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')))
        {
            let key = token.trim_matches('.');
            let group = key.split('.').next().unwrap_or_default();
            let lower = key.bytes().all(|byte| !byte.is_ascii_uppercase());
            if is_key(key) && lower && groups.contains(group) && !key.ends_with(".html") {
                holes.push(key.to_owned());
            }
        }
    };
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => look(&text),
            Piece::Open(_, attributes) => {
                let shown = ["aria-label", "content", "title", "alt", "data-head"];
                for (name, value) in attributes {
                    if shown.contains(&name.as_str()) {
                        look(&value);
                    }
                }
            }
            Piece::Close(_) => {}
        }
    }
    holes
}

#[test]
fn no_slot_is_open_and_no_word_is_missing_on_any_page() {
    let known = catalogue(Language::En);
    let groups = keys(&known).into_iter().filter_map(|key| key.split('.').next()).collect();
    let mut found = BTreeSet::new();
    for locale in Language::ALL.iter().map(|language| language.tag()) {
        let board = Board::copy_of(repository());
        let settings = board.read("content/board.yaml");
        board.write(
            "content/board.yaml",
            settings.replace("locale: zh-CN", &format!("locale: {locale}")),
        );
        let run = board.run(&["build", "--drafts", "--as-of", AS_OF]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(slots(&run.err).is_empty(), "{}", run.err);
        for (name, bytes) in board.tree("output") {
            let ending = std::path::Path::new(&name).extension().unwrap_or_default();
            if ending == "html" || ending == "xml" {
                let html = String::from_utf8(bytes).expect("UTF-8");
                found.extend(
                    holes(&html, &groups)
                        .into_iter()
                        .map(|hole| format!("{locale} {hole} ({name})")),
                );
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_hole_would_be_seen() {
    let groups = BTreeSet::from(["say"]);
    assert_eq!(
        holes("<p>In {month} say.closed</p>", &groups),
        ["In {month} say.closed", "say.closed"]
    );
    assert_eq!(holes("<p title=\"say.x\">1.5</p>", &groups), ["say.x"]);
    assert!(makes("value.{}", "value.month") && !makes("value.{}", "values.month"));
    assert!(makes("finding.{}.name", "finding.raw-html.name") && !makes("say.a", "say.ab"));
    assert_eq!(slots("a {b} {c_d} { } {…}"), BTreeSet::from(["b", "c_d"]));
}
