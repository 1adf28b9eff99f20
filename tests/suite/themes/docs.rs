//! The second half of `docs/themes.md` is what the views say of themselves: read from their source,
//! so that no field is without its line. `MINGBAI_UPDATE=1` writes it anew.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;

use crate::harness::{repository, tree};

/// What stands above this line is written by hand.
const MARK: &str = "<!-- From here on generated from src/view/ and themes/default/. -->\n";

/// A struct that templates get.
struct View {
    doc: String,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    kind: String,
    doc: String,
}

/// Every struct of the views that is handed to templates, by its name.
fn views() -> BTreeMap<String, View> {
    let mut views = BTreeMap::new();
    for (_, bytes) in tree(&repository().join("src/view")) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let (mut doc, mut handed) = (String::new(), false);
        let mut open: Option<(String, View)> = None;
        let mut stands: Option<(String, String)> = None;
        for line in text.lines().map(str::trim) {
            if let Some(said) = line.strip_prefix("///") {
                doc.push_str(said);
            } else if line.starts_with("#[derive(") {
                handed = line.contains("Serialize");
            } else if let Some(name) = line.strip_prefix("pub struct ").filter(|_| handed) {
                let name = name.trim_end_matches(" {");
                // `Leaf<W = Vec<Link>>`: to templates a parameter is what it is by default.
                let (name, default) = name.split_once('<').unwrap_or((name, ""));
                let default = default.strip_suffix('>').and_then(|one| one.split_once(" = "));
                stands = default.map(|(name, kind)| (name.to_owned(), kind.to_owned()));
                let name = name.to_owned();
                open = Some((name, View { doc: doc.trim().to_owned(), fields: Vec::new() }));
                doc.clear();
            } else if let Some((_, view)) = open.as_mut().filter(|_| line.starts_with("pub ")) {
                let field = line.trim_start_matches("pub ").trim_end_matches(',');
                let (name, kind) = field.split_once(": ").expect("a name and a type");
                let default = stands.as_ref().filter(|(parameter, _)| parameter == kind);
                let kind = default.map_or(kind, |(_, default)| default);
                assert!(!doc.is_empty(), "{name} says what it is");
                view.fields.push(Field {
                    name: name.to_owned(),
                    kind: kind.to_owned(),
                    doc: doc.trim().to_owned(),
                });
                doc.clear();
            } else if line == "}" {
                if let Some((name, view)) = open.take() {
                    assert!(views.insert(name.clone(), view).is_none(), "one view called {name}");
                }
                handed = false;
            } else {
                doc.clear();
            }
        }
    }
    views
}

/// Each template with the struct that it gets, in the order of `Page`.
fn templates() -> Vec<(String, Option<String>)> {
    let text = fs::read_to_string(repository().join("src/view/mod.rs")).expect("a module");
    let pages = text.split_once("pub enum Page<'a> {").expect("the pages").1;
    let pages = pages.split_once("\n}").expect("their end").0;
    let mut named = Vec::new();
    let mut template = "";
    for line in pages.lines().map(str::trim) {
        if let Some(doc) = line.strip_prefix("/// `") {
            template = doc.trim_end_matches('`');
        } else if !line.is_empty() {
            let inside = line.split_once('(').map(|(_, inside)| inside.trim_end_matches("),"));
            let view = inside.map(|inside| {
                let first = inside.split(", ").next().unwrap_or_default();
                last(first.trim_start_matches("Box<").trim_end_matches('>')).to_owned()
            });
            named.push((template.to_owned(), view));
        }
    }
    named
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// What is between the angle brackets of `name<…>`.
fn inside<'t>(kind: &'t str, name: &str) -> Option<&'t str> {
    kind.strip_prefix(name)?.strip_prefix('<')?.strip_suffix('>')
}

/// A type in words; the structs that it names are put on the list.
fn kind(kind_of: &str, named: &mut Vec<String>) -> String {
    if let Some(inner) = inside(kind_of, "Option") {
        return format!("{}, or nothing", kind(inner, named));
    }
    if let Some(inner) = inside(kind_of, "Vec") {
        return format!("list of {}", kind(inner, named));
    }
    if let Some(inner) = inside(kind_of, "Box") {
        return kind(inner, named);
    }
    match kind_of {
        "String" | "&'static str" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "i64" | "u32" | "usize" => "number".to_owned(),
        other => {
            let name = last(other);
            named.push(name.to_owned());
            format!("[{name}](#{})", anchor(name))
        }
    }
}

/// Where a struct is told of: under its template, else under its name.
fn anchor(name: &str) -> String {
    let template = templates().into_iter().find(|(_, view)| view.as_deref() == Some(name));
    template.map_or_else(|| name.to_lowercase(), |(template, _)| template.replace('.', ""))
}

fn table(view: &View, named: &mut Vec<String>) -> String {
    let mut out = "| Field | Holds | |\n|---|---|---|\n".to_owned();
    for field in &view.fields {
        let holds = kind(&field.kind, named);
        out.push_str(&format!(
            "| `{}` | {holds} | {} |\n",
            field.name,
            field.doc.replace('|', "\\|")
        ));
    }
    out
}

/// The first line of a component and the comment above it.
fn components() -> String {
    let mut out = "| Component | Takes | |\n|---|---|---|\n".to_owned();
    for (file, bytes) in tree(&repository().join("themes/default/templates/components")) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let head = text.split_once("{% component ").expect("a component").1;
        let head = head.split_once(" %}").expect("its end").0;
        let (name, takes) = head.split_once('(').expect("what it takes");
        assert_eq!(file, format!("{name}.html"), "a component lies in the file of its name");
        let takes = takes.trim_end_matches(')').replace(", @t", "").replace("@t", "");
        let said = text.strip_prefix("{# ").and_then(|text| text.split_once(" #}"));
        let said = said.map_or("", |(said, _)| said);
        out.push_str(&format!("| `{name}` | `{takes}` | {said} |\n"));
    }
    out
}

fn generated() -> String {
    let views = views();
    let mut out = String::from("\n## What templates get\n");
    let mut named: Vec<String> = Vec::new();
    let mut told: BTreeSet<String> = BTreeSet::new();
    for (title, name) in [("page", "Leaf"), ("site", "Frame")] {
        let view = &views[name];
        out.push_str(&format!("\n### {title}\n\n{}\n\n{}", said(view), table(view, &mut named)));
        told.insert(name.to_owned());
    }
    for (template, name) in templates() {
        out.push_str(&format!("\n### {template}\n\n"));
        match name.as_ref().map(|name| (name, &views[name])) {
            None => out.push_str("It has no `view`.\n"),
            Some((name, _)) if told.contains(name) => {
                let same = templates().into_iter().find(|(_, other)| other.as_ref() == Some(name));
                let same = same.map_or(String::new(), |(template, _)| template);
                let anchor = same.replace('.', "");
                out.push_str(&format!(
                    "Its `view` holds what that of [{same}](#{anchor}) holds.\n"
                ));
            }
            Some((name, view)) => {
                let said = said(view);
                if !said.is_empty() {
                    out.push_str(&format!("{said}\n\n"));
                }
                out.push_str(&table(view, &mut named));
                told.insert(name.clone());
            }
        }
    }
    out.push_str("\n## Parts\n");
    let mut at = 0;
    while let Some(name) = named.get(at).cloned() {
        at += 1;
        if told.insert(name.clone()) {
            let view = views.get(&name).unwrap_or_else(|| panic!("{name} is a view"));
            out.push_str(&format!("\n### {name}\n\n{}\n\n", view.doc));
            let fields = table(view, &mut named);
            out.push_str(&fields);
        }
    }
    let untold: Vec<&String> = views.keys().filter(|name| !told.contains(*name)).collect();
    assert!(untold.is_empty(), "no template gets {untold:?}");
    out.push_str("\n## Components\n\n");
    out.push_str(&components());
    out
}

/// What a view says of itself behind the name of its template.
fn said(view: &View) -> String {
    let doc = view.doc.trim_start_matches(|c| c != '`').trim_start_matches('`');
    let rest = doc.split_once('`').map_or(doc, |(_, rest)| rest);
    let rest = rest.trim_start_matches([':', '.', ' ']);
    let mut letters = rest.chars();
    letters.next().map_or(String::new(), |first| {
        let end = if rest.ends_with('.') { "" } else { "." };
        format!("{}{}{end}", first.to_uppercase(), letters.as_str())
    })
}

#[test]
fn the_page_on_themes_says_what_the_views_say() {
    let path = repository().join("docs/themes.md");
    let text = fs::read_to_string(&path).expect("a page");
    let (hand, old) = text.split_once(MARK).expect("the mark");
    let new = generated();
    if old != new {
        if env::var_os("MINGBAI_UPDATE").is_some() {
            fs::write(&path, format!("{hand}{MARK}{new}")).expect("a page to write");
            return;
        }
        panic!("docs/themes.md is behind src/view/; MINGBAI_UPDATE=1 writes it anew");
    }
}

#[test]
fn both_pages_on_themes_name_every_template_and_component_folder() {
    for name in ["docs/themes.md", "docs/themes.zh-CN.md"] {
        let text = fs::read_to_string(repository().join(name)).expect("a page");
        for (template, _) in templates() {
            let stem = template.trim_end_matches(".html");
            assert!(text.contains(stem), "{name} names {stem}");
        }
        for word in ["tokens.css", "contract: 1", "mingbai view", ".mingbai/style.html", "site.own"]
        {
            assert!(text.contains(word), "{name} names {word}");
        }
    }
}
