//! The search of a copy of a published board: its terms, out of its own index, or out of its data.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::disk::Found;
use crate::model::digest::hex;
use crate::search::terms::{Searched, Terms, filed};

#[derive(Deserialize)]
struct Head {
    terms: String,
}

#[derive(Deserialize)]
struct Boards {
    files: usize,
}

/// No portal publishes its terms in more files.
const MOST: usize = 1024;

/// What is known of the search of a copy; nothing where it has neither an index nor data.
pub(crate) fn copied(dir: &Path) -> Option<Searched> {
    let terms = index(dir).or_else(|| data(dir))?;
    let version = hex(&Sha256::digest(terms.bytes())).chars().take(8).collect();
    Some(Searched { version, terms })
}

/// The terms of its index, if all of it is there.
fn index(dir: &Path) -> Option<Terms> {
    let head: Head = handed(dir, "index")?;
    let own = (0..head.terms.split(' ').count()).map(|number| format!("t{number}"));
    let mut names: Vec<String> = own.collect();
    if dir.join("search/boards.js").exists() {
        let Boards { files } = handed(dir, "boards")?;
        if files > MOST {
            return None;
        }
        names.extend((0..files).map(|number| format!("m{number}")));
    }
    let texts: Option<Vec<String>> = names.iter().map(|name| handed(dir, name)).collect();
    Some(Terms::of(texts?.iter().flat_map(|text| filed(text)).collect()))
}

/// What a file of an index hands over.
fn handed<T: DeserializeOwned>(dir: &Path, name: &str) -> Option<T> {
    let text = fs::read_to_string(dir.join(format!("search/{name}.js"))).ok()?;
    let held = text.strip_prefix(&format!("mingbai(\"{name}\","))?.strip_suffix(")\n")?;
    serde_json::from_str(held).ok()
}

/// The terms of its data: less than an index has, which knows what pages say besides.
fn data(dir: &Path) -> Option<Terms> {
    let mut found = Found::default();
    found.walk(dir, &dir.join("data"));
    let mut texts = Vec::new();
    for (path, name) in &found.files {
        if Path::new(name).extension().is_some_and(|ending| ending == "jsonl") {
            for line in fs::read_to_string(path).ok()?.lines() {
                said(&serde_json::from_str(line).ok()?, &mut texts);
            }
        }
    }
    (!texts.is_empty()).then(|| Terms::of_texts(texts.iter().map(String::as_str)))
}

fn said(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            // A record's text as it is read has no marks between its characters.
            let plain: String = text.chars().filter(|c| !"*_~`[]".contains(*c)).collect();
            if plain != *text {
                texts.push(plain);
            }
            texts.push(text.clone());
        }
        Value::Number(number) => texts.push(number.to_string()),
        Value::Array(values) => values.iter().for_each(|value| said(value, texts)),
        Value::Object(fields) => fields.values().for_each(|value| said(value, texts)),
        Value::Null | Value::Bool(_) => {}
    }
}
