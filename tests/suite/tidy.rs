//! The shape of the code: layers, fences for outside crates, and the house rules that no compiler
//! knows.

use std::fs;
use std::path::PathBuf;

use super::harness::repository;

/// The layers from the bottom; a module may use those below it, and its own.
const LAYERS: &[(&str, u8)] = &[
    ("source", 0),
    ("diagnostic", 0),
    ("words", 0),
    ("prose", 0),
    ("script", 0),
    ("search", 0),
    ("table", 0),
    ("personal", 0),
    ("json", 0),
    ("hash", 0),
    ("model", 1),
    ("content", 2),
    ("rules", 3),
    ("view", 4),
    ("render", 5),
    ("compile", 6),
    ("app", 7),
];

/// Lower layers that a layer may not use all the same.
const FORBIDDEN: &[(&str, &str)] = &[
    ("rules", "content"),
    ("view", "content"),
    ("render", "model"),
    ("render", "content"),
    ("render", "rules"),
];

/// Outside names, and the only layers that may say them.
const FENCES: &[(&str, &[&str])] = &[
    ("granit_parser", &["content"]),
    ("serde_yaml", &["content"]),
    ("pulldown_cmark", &["content"]),
    ("calamine", &["content"]),
    ("cfb::", &["content"]),
    ("quick_xml", &["content"]),
    ("zip::", &["content", "render"]),
    ("csv::", &["content"]),
    ("Deserialize", &["content", "app"]),
    ("tera::", &["render"]),
    ("typst::", &["render"]),
    ("fontdb::", &["app"]),
    ("jpeg_decoder", &["render"]),
    ("png::", &["render"]),
    ("image_webp", &["render"]),
    ("jpeg_encoder", &["render"]),
    ("similar::", &["view"]),
    ("walkdir", &["app"]),
    ("notify::", &["app"]),
    ("std::fs", &["app"]),
    ("std::net", &["app"]),
    ("std::env", &["app"]),
    ("std::time", &["app"]),
    ("std::process", &["app", "main"]),
    ("jiff::Timestamp", &["app"]),
    ("HashSet<", &[]),
];

struct Module {
    /// Path from `src/`.
    path: String,
    /// The layer's name.
    layer: String,
    text: String,
}

fn modules() -> Vec<Module> {
    let root = repository().join("src");
    let mut paths: Vec<PathBuf> = walkdir::WalkDir::new(&root)
        .into_iter()
        .map(|entry| entry.expect("an entry").into_path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect();
    paths.sort();
    assert!(paths.len() > 30, "the modules are there");
    paths
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).expect("inside").to_string_lossy().into_owned();
            let layer = name.split(['/', '.']).next().unwrap_or_default().to_owned();
            let text = fs::read_to_string(&path).expect("a module");
            Module { path: name, layer, text }
        })
        .collect()
}

/// The code without its unit tests and without comments.
fn code(module: &Module) -> String {
    let text = module.text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn is_test(module: &Module) -> bool {
    module.path.contains("/tests") || module.path.ends_with("fault.rs")
}

#[test]
fn every_layer_looks_down_only() {
    let rank = |name: &str| LAYERS.iter().find(|(layer, _)| *layer == name).map(|(_, rank)| *rank);
    let mut breaches = Vec::new();
    for module in modules().iter().filter(|module| !is_test(module)) {
        let Some(own) = rank(&module.layer) else { continue };
        for (used, rank) in LAYERS {
            let named = code(module).contains(&format!("crate::{used}"))
                || code(module).contains(&format!("crate::{{{used}"));
            let forbidden = FORBIDDEN.contains(&(module.layer.as_str(), used));
            if named && *used != module.layer && (*rank > own || forbidden) {
                breaches.push(format!("{} uses {used}", module.path));
            }
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

#[test]
fn outside_names_stay_behind_their_fences() {
    let mut breaches = Vec::new();
    for module in modules().iter().filter(|module| !is_test(module)) {
        for (name, layers) in FENCES {
            if code(module).contains(name) && !layers.contains(&module.layer.as_str()) {
                breaches.push(format!("{} says {name}", module.path));
            }
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

#[test]
fn every_module_says_what_it_is_and_stays_small() {
    let mut breaches = Vec::new();
    for module in modules() {
        if !module.text.starts_with("//!") {
            breaches.push(format!("{} does not open with //!", module.path));
        }
        let lines = module.text.lines().count();
        if lines > 400 {
            breaches.push(format!("{} has {lines} lines", module.path));
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

#[test]
fn no_float_comes_near_a_figure_and_nothing_is_left_undone() {
    // Written in pieces, so that this file does not find itself.
    let words =
        [["TO", "DO"], ["FIX", "ME"], ["dbg", "!("], ["todo", "!("], ["unimple", "mented!("]];
    let mut breaches = Vec::new();
    for module in modules() {
        for word in words {
            if module.text.contains(&word.concat()) {
                breaches.push(format!("{} says {}", module.path, word.concat()));
            }
        }
        let float = |line: &str| {
            line.split(|c: char| !c.is_alphanumeric()).any(|word| word == "f32" || word == "f64")
        };
        if code(&module).lines().any(float) {
            breaches.push(format!("{} has a float", module.path));
        }
        // What Excel keeps as a float becomes text where it comes in, and is met nowhere else.
        let comes_in = module.path == "content/spreadsheet/excel.rs";
        if code(&module).contains("Float(") && !comes_in {
            breaches.push(format!("{} takes a float from a spreadsheet", module.path));
        }
        if module.layer != "app" && code(&module).contains("HashMap") {
            let kept_in_order = module.path == "model/board.rs";
            if !kept_in_order {
                breaches.push(format!("{} has a hash map", module.path));
            }
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

#[test]
fn nothing_is_marked_safe_in_a_template() {
    let templates = repository().join("themes/default/templates");
    let mut seen = 0;
    for entry in walkdir::WalkDir::new(templates) {
        let entry = entry.expect("an entry");
        if entry.file_type().is_file() {
            let text = fs::read_to_string(entry.path()).expect("a template");
            assert!(!text.contains("safe"), "{} marks something safe", entry.path().display());
            // One script of a few lines remembers the larger type, and files of its own search;
            // there is no other that runs. What
            // a page says to programs is no script, and is handed over escaped for its place.
            let data = "<script type=\"application/ld+json\">{{ linked }}</script>";
            let layout = entry.path().ends_with("templates/layout.html");
            assert_eq!(text.matches(data).count(), usize::from(layout));
            let searches = entry.path().ends_with("templates/search.html");
            let own = ["boards", "search"].map(|name| {
                format!(r#"<script src="{{{{ page.root }}}}{name}.js" defer></script>"#)
            });
            let text = own.iter().fold(text.replace(data, ""), |text, own| {
                assert_eq!(text.matches(own).count(), usize::from(searches));
                text.replace(own, "")
            });
            let scripts = text.matches("<script").count();
            let larger = entry.path().ends_with("components/larger.html");
            assert_eq!(scripts, usize::from(larger), "scripts of {}", entry.path().display());
            let script = text.split("<script>").nth(1).unwrap_or_default();
            assert!(script.split("</script>").next().unwrap_or_default().len() <= 600);
            seen += 1;
        }
    }
    assert!(seen > 10);
}
