//! The style page and the examples: nothing is left out of them.

use std::collections::BTreeSet;
use std::fs;

use mingbai::model::calendar::Day;
use mingbai::source::Sources;
use mingbai::view::{Desk, Page, style::examples};
use mingbai::words::Language;
use mingbai::{Made, Options, STYLE_PAGE, Site, compile};
use serde_json::Value;

use crate::harness::{AS_OF, repository, tree};

/// A board with these files of a theme.
fn site(locale: &str, files: &[(String, String)]) -> Site {
    let mut sources = Sources::default();
    let settings = crate::harness::BOARD.replace("zh-CN", locale);
    let theme = if files.is_empty() { "" } else { "theme: marked\n" };
    sources.insert("content/board.yaml", format!("{settings}{theme}").into_bytes());
    for (path, text) in files {
        sources.insert(&format!("themes/marked/{path}"), text.clone().into_bytes());
    }
    let as_of = Day::read(AS_OF).expect("a day");
    let compiled =
        compile(&sources, &Options { as_of, base_url: None, drafts: false, sheets: false });
    assert_eq!(compiled.findings.iter().count(), 0, "{:#?}", compiled.findings);
    compiled.site.expect("a site")
}

fn style(site: &Site) -> String {
    match site.make(STYLE_PAGE) {
        Ok(Some(Made::Bytes(bytes))) => String::from_utf8(bytes).expect("UTF-8"),
        Ok(_) => panic!("no style page"),
        Err(finding) => panic!("{finding:?}"),
    }
}

/// The text of a component with a mark in every branch of it, those that are not written too.
fn marked(name: &str, text: &str, marks: &mut BTreeSet<String>) -> String {
    let mut out = String::new();
    // Of every block that is open: whether it is an `if`, and whether it has an `else`.
    let mut open: Vec<(bool, bool)> = Vec::new();
    let mut rest = text;
    let mut mark = || {
        let mark = format!("§{name} {}§", marks.len());
        marks.insert(mark.clone());
        mark
    };
    while let Some(start) = rest.find("{%") {
        let end = start + rest[start..].find("%}").expect("an end") + 2;
        let tag = &rest[start..end];
        let verb = tag[2..].trim_start_matches('-').split_whitespace().next().unwrap_or_default();
        out.push_str(&rest[..start]);
        if verb == "endif" && open.last() == Some(&(true, false)) {
            out.push_str(&format!("{{% else %}}{}", mark()));
        }
        out.push_str(tag);
        match verb {
            "component" | "elif" => out.push_str(&mark()),
            "if" | "for" => {
                open.push((verb == "if", false));
                out.push_str(&mark());
            }
            "else" => {
                if let Some(last) = open.last_mut() {
                    last.1 = true;
                }
                out.push_str(&mark());
            }
            "endif" | "endfor" => drop(open.pop()),
            _ => {}
        }
        rest = &rest[end..];
    }
    assert!(open.is_empty(), "{name}: every block is closed");
    out.push_str(rest);
    out
}

#[test]
fn every_branch_of_every_component_is_on_the_style_page() {
    let folder = "templates/components";
    let files = tree(&repository().join("themes/default").join(folder));
    let mut marks = BTreeSet::new();
    let files = files.into_iter().map(|(name, bytes)| {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let text = marked(&name, &text, &mut marks);
        (format!("{folder}/{name}"), text)
    });
    let files: Vec<(String, String)> = files.collect();
    let page = style(&site("zh-CN", &files));
    let unseen: Vec<&String> = marks.iter().filter(|mark| !page.contains(mark.as_str())).collect();
    assert!(unseen.is_empty(), "not on the style page: {unseen:#?}");
    assert!(marks.len() > 100, "{} branches", marks.len());
}

#[test]
fn every_tone_and_every_setting_is_on_the_style_page() {
    for locale in Language::ALL.iter().map(|language| language.tag()) {
        let page = style(&site(locale, &[]));
        for class in
            ["state plain", "state good", "state open", "state bad", "text", "money", "date", "num"]
        {
            assert!(page.contains(&format!("class=\"{class}\"")), "{class} in {locale}");
        }
        for tag in ["em", "strong", "s", "code", "blockquote", "pre", "hr", "ol", "h2 id", "br"] {
            assert!(page.contains(&format!("<{tag}")), "<{tag}> in {locale}");
        }
    }
}

/// What is empty on the way that templates go through an example: the first of every list.
fn empty(path: &str, value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Null => found.push(path.to_owned()),
        Value::Array(items) => match items.first() {
            Some(first) => empty(&format!("{path}[0]"), first, found),
            None => found.push(path.to_owned()),
        },
        Value::Object(fields) => {
            for (name, value) in fields {
                empty(&format!("{path}.{name}"), value, found);
            }
        }
        _ => {}
    }
}

#[test]
fn the_examples_leave_no_field_empty() {
    let site = site("en", &[]);
    let words = mingbai::compile::words(Language::En);
    let desk = Desk { board: &site.board, words: &words, plan: &site.plan, root: "" };
    let mut found = Vec::new();
    let mut count = 0;
    for (page, _) in examples(&desk) {
        let value = match &page {
            Page::Home(view) => serde_json::to_value(view),
            Page::Record(view, _) | Page::Page(view, _) => serde_json::to_value(view),
            Page::List(view) => serde_json::to_value(view),
            Page::Terms(view) => serde_json::to_value(view),
            Page::Accounts(view) => serde_json::to_value(view),
            Page::Statement(view) => serde_json::to_value(view),
            Page::Notices(view) => serde_json::to_value(view),
            Page::Corrections(view) => serde_json::to_value(view),
            Page::Coverage(view) => serde_json::to_value(view),
            Page::Statistics(view) => serde_json::to_value(view),
            Page::Held(view) => serde_json::to_value(view),
            Page::About(view) => serde_json::to_value(view),
            Page::OneFile(view, _) => serde_json::to_value(view),
            Page::Search(view) => serde_json::to_value(view),
            Page::Notice(view, _) => serde_json::to_value(view),
            Page::Style(view, _) => serde_json::to_value(view),
            Page::NotFound => continue,
            Page::Gone(view) => serde_json::to_value(view),
            Page::Members(view) => serde_json::to_value(view),
        };
        count += 1;
        empty("view", &value.expect("a view"), &mut found);
    }
    // A body that belongs to another need not have one of its own.
    found.retain(|path| !path.ends_with(".below[0].below"));
    assert!(found.is_empty(), "{found:#?}");
    // A template without an example would not be held to anything.
    let templates = fs::read_dir(repository().join("themes/default/templates")).expect("templates");
    let templates = templates.filter(|entry| {
        let path = entry.as_ref().expect("an entry").path();
        path.extension().is_some_and(|ending| ending == "html")
    });
    // Beside those with a view there are the layout and the page for what is not found; `page.html`
    // and `record.html` show the same view.
    assert_eq!(templates.count(), count + 2);
}

#[test]
fn what_the_examples_say_is_no_key() {
    for language in Language::ALL.iter().copied() {
        let page = style(&site(language.tag(), &[]));
        for group in ["style.", "value.", "state.", "field.", "flow.", "relation.", "kind."] {
            for at in page.match_indices(group).map(|(at, _)| at) {
                let before = page[..at].chars().next_back().unwrap_or(' ');
                let after = page[at + group.len()..].chars().next().unwrap_or(' ');
                let key = !before.is_alphanumeric() && before != '/' && after.is_ascii_lowercase();
                assert!(!key, "{}", &page[at..at + 30]);
            }
        }
    }
}
