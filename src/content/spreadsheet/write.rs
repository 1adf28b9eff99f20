//! Records as text of list files: new ones, and those that are there, in which no other byte
//! changes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use super::columns::{Leaf, day_of};
use super::written::fields;
use super::{Asked, Draft, Place};
use crate::content::kinds::{Names, declaration, kind_of_folder};
use crate::content::values;
use crate::content::yaml::{self, Entry, Node, Value};
use crate::model::id::Kind;
use crate::script::{self, Script};
use crate::source::Sources;
use crate::words::Language;

/// Where records go.
#[derive(Clone, Debug)]
pub enum Target {
    /// One file a month.
    Months,
    /// The file of this stem.
    Stem(String),
}

/// A list file as it should be.
#[derive(Clone, Debug)]
pub struct Written {
    /// Its path from the board's folder.
    pub path: String,
    /// Its whole text.
    pub text: String,
    /// The ids of the records that are new in it, and where each comes from.
    pub added: Vec<(String, Place)>,
}

/// A file that records cannot be added to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its path from the board's folder.
    pub path: String,
    /// The key of the words that say why.
    pub says: &'static str,
}

/// The folder of a kind: the one that the board has, whatever its name, else one in its language.
#[must_use]
pub fn folder(sources: &Sources, kind: Kind, language: Language) -> String {
    let folders = sources.files.keys().filter_map(|path| path.split('/').nth(1));
    let mut own = folders.filter(|folder| kind_of_folder(folder) == Some(kind));
    let named = || language.script().name(kind.name(), declaration(kind).zh).into_owned();
    own.next().map_or_else(named, str::to_owned)
}

/// The list files with the records in them.
///
/// # Errors
/// The files that cannot take them.
pub fn write(
    drafts: &[Draft],
    sources: &Sources,
    asked: &Asked<'_>,
    target: &Target,
) -> Result<Vec<Written>, Vec<Refused>> {
    let mut files: BTreeMap<String, Vec<&Draft>> = BTreeMap::new();
    for draft in drafts {
        let stem = match (target, &draft.id) {
            (Target::Stem(stem), _) | (Target::Months, Some((stem, _))) => stem.clone(),
            (Target::Months, None) => month(draft, asked.kind),
        };
        files.entry(stem).or_default().push(draft);
    }
    let mut written = Vec::new();
    let mut refused = Vec::new();
    for (stem, drafts) in files {
        let path = path(sources, asked, &stem);
        match file(sources, asked, &path, &stem, &drafts) {
            Ok(file) => written.push(file),
            Err(says) => refused.push(Refused { path, says }),
        }
    }
    if refused.is_empty() { Ok(written) } else { Err(refused) }
}

/// The file of a stem, where the board has it in either folder and with either ending.
fn path(sources: &Sources, asked: &Asked<'_>, stem: &str) -> String {
    let own = folder(sources, asked.kind, asked.profile.language);
    let mut there = sources.files.keys().filter(|path| {
        let mut parts = path.split('/').skip(1);
        let folder = parts.next().and_then(kind_of_folder);
        let file = parts.next().and_then(|file| file.rsplit_once('.'));
        folder == Some(asked.kind) && matches!(file, Some((known, "yaml" | "yml")) if known == stem)
    });
    there.next().map_or_else(|| format!("content/{own}/{stem}.yaml"), ToString::to_string)
}

fn month(draft: &Draft, kind: Kind) -> String {
    let day = draft.values.iter().find(|(leaf, _)| leaf.path() == day_of(kind));
    let text = day.map(|(_, value)| value.as_str()).unwrap_or_default();
    let period = values::period(text).map(|period| period.first().to_string());
    period.or_else(|| values::day(text).map(|day| day.to_month().to_string())).unwrap_or_default()
}

fn file(
    sources: &Sources,
    asked: &Asked<'_>,
    path: &str,
    stem: &str,
    drafts: &[&Draft],
) -> Result<Written, &'static str> {
    let list = match sources.get(path) {
        None => List::new(asked.kind, asked.profile.language.script()),
        Some(source) => {
            List::of(asked.kind, source.text().map_err(|_| "import.file-broken")?, drafts)?
        }
    };
    let id = |number: u64| format!("{}/{stem}.{number}", asked.kind.name());
    let numbered = numbered(&list, stem, drafts);
    let added = numbered.iter().map(|(number, draft)| (id(*number), draft.at.clone())).collect();
    let text = list.with(&numbered);
    list.holds(&text, drafts.len())?;
    Ok(Written { path: path.to_owned(), text, added })
}

/// Each record with its number: the one that it had where it was exported, if that is free here,
/// else one behind all others.
fn numbered<'d>(list: &List<'_>, stem: &str, drafts: &[&'d Draft]) -> Vec<(u64, &'d Draft)> {
    let mut taken = list.numbers.clone();
    let mut own = |draft: &Draft| {
        let (file, number) = draft.id.as_ref()?;
        (file == stem && taken.insert(*number)).then_some(*number)
    };
    let own: Vec<Option<u64>> = drafts.iter().map(|draft| own(draft)).collect();
    let mut next = taken.last().map_or(1, |last| last + 1)..;
    let number = |own: Option<u64>| own.or_else(|| next.next()).unwrap_or_default();
    own.into_iter().map(number).zip(drafts.iter().copied()).collect()
}

/// The way in which the items of a list are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// `- {number: 1, …}`, behind so many spaces.
    Lines(usize),
    /// One field a line, the dash behind so many spaces.
    Blocks(usize),
    /// All within `[ ]`.
    Brackets,
}

/// A list file and how to go on in it.
struct List<'a> {
    text: &'a str,
    items: usize,
    /// Where new items go.
    at: usize,
    style: Style,
    script: Script,
    kind: Kind,
    /// The numbers that its items have.
    numbers: BTreeSet<u64>,
}

impl<'a> List<'a> {
    fn new(kind: Kind, script: Script) -> Self {
        let text = match script {
            Script::English => "records:\n",
            Script::Simplified => "记录:\n",
            Script::Traditional => "記錄:\n",
        };
        Self {
            text,
            items: 0,
            at: text.len(),
            style: Style::Lines(2),
            script,
            kind,
            numbers: BTreeSet::new(),
        }
    }

    fn of(kind: Kind, text: &'a str, drafts: &[&Draft]) -> Result<Self, &'static str> {
        let tree = yaml::read(&Arc::from(""), text, 0, Names::of_kind(kind));
        let root = tree.root.filter(|_| tree.whole).ok_or("import.file-broken")?;
        let entries = root.entries().ok_or("import.file-broken")?;
        let entry = |[en, zh]: [&str; 2]| entries.iter().find(|entry| named(entry, en, zh));
        let records = entry(["records", "记录"]).ok_or("import.file-is-one-record")?;
        if entry(["total", "合计"]).is_some_and(|total| !total.node.is_blank()) {
            return Err("import.file-has-total");
        }
        let defaults = entry(["defaults", "默认"]).and_then(|defaults| defaults.node.entries());
        if defaults.unwrap_or_default().iter().any(|default| !fits(default, drafts)) {
            return Err("import.file-has-defaults");
        }
        let none: &[Node] = &[];
        let items = match &records.node.value {
            Value::List(items) => items.as_slice(),
            Value::Scalar(_) if records.node.is_blank() => none,
            Value::Scalar(_) | Value::Map(_) => return Err("import.file-broken"),
        };
        let numbers =
            items.iter().filter_map(number_of).filter_map(|text| text.parse::<u64>().ok());
        let numbers = numbers.collect();
        let keys = items.last().and_then(Node::entries).unwrap_or_default();
        let chinese = match keys.first() {
            Some(_) => keys.iter().any(|entry| !entry.key.is_ascii()),
            None => !records.key.is_ascii(),
        };
        let start = records.node.span.start as usize;
        let (at, style) = match items.last() {
            Some(last) if !text[start..].starts_with('[') => {
                let end = text[..last.span.end as usize].trim_end().len();
                (line_end(text, end), style(text, items))
            }
            Some(last) => (last.span.end as usize, Style::Brackets),
            None if text[start..].starts_with('[') => (start + 1, Style::Brackets),
            None => (line_end(text, records.key_span.end as usize), Style::Lines(2)),
        };
        let mut names = keys.iter().map(|entry| entry.key.trim()).chain([records.key.trim()]);
        let script = match chinese {
            false => Script::English,
            true if names.any(script::is_traditional) => Script::Traditional,
            true => Script::Simplified,
        };
        Ok(Self { text, items: items.len(), at, style, script, kind, numbers })
    }

    /// The text with more records in it.
    fn with(&self, drafts: &[(u64, &Draft)]) -> String {
        let newline = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut added = String::new();
        for (place, (number, draft)) in drafts.iter().enumerate() {
            let fields = fields(*number, draft, (self.kind, self.script));
            match self.style {
                Style::Brackets => {
                    let first = place == 0 && self.items == 0;
                    let _ =
                        write!(added, "{}{{{}}}", if first { "" } else { ", " }, fields.join(", "));
                }
                Style::Lines(indent) => {
                    let _ = write!(added, "{:indent$}- {{{}}}{newline}", "", fields.join(", "));
                }
                Style::Blocks(indent) => {
                    for (place, field) in fields.iter().enumerate() {
                        let dash = if place == 0 { "- " } else { "  " };
                        let _ = write!(added, "{:indent$}{dash}{field}{newline}", "");
                    }
                }
            }
        }
        let (before, after) = self.text.split_at(self.at);
        let open = !before.is_empty() && !before.ends_with('\n') && self.style != Style::Brackets;
        if open {
            // The last line has no end: it gets one, and the new last line is left like it.
            added.truncate(added.trim_end().len());
            added.insert_str(0, newline);
        }
        format!("{before}{added}{after}")
    }

    /// Whether the text reads as the same list with so many more items at its end.
    fn holds(&self, text: &str, more: usize) -> Result<(), &'static str> {
        let tree = yaml::read(&Arc::from(""), text, 0, Names::of_kind(self.kind));
        let root =
            tree.root.filter(|_| tree.whole).filter(|_| tree.findings.is_empty() || self.items > 0);
        let entries = root.as_ref().and_then(Node::entries).unwrap_or_default();
        let listed = entries.iter().find(|entry| named(entry, "records", "记录"));
        match listed.map(|entry| &entry.node.value) {
            Some(Value::List(items)) if items.len() == self.items + more => Ok(()),
            _ => Err("import.file-broken"),
        }
    }
}

/// Whether a default says nothing of rows that the sheet leaves open: a fund or account may be
/// left to the file, anything else would be said of records that never said it.
fn fits(default: &Entry, drafts: &[&Draft]) -> bool {
    let own = |leaf: &Leaf| leaf.outer.is_none() && named(default, leaf.field.en, leaf.field.zh);
    let left = [("fund", "资金"), ("account", "账户"), ("invented", "虚构")];
    left.iter().any(|(en, zh)| named(default, en, zh))
        || drafts.iter().all(|draft| draft.values.iter().any(|(leaf, _)| own(leaf)))
}

/// Whether an entry has that name, in any language and script.
fn named(entry: &Entry, en: &str, zh: &str) -> bool {
    entry.key.trim() == en || script::is(entry.key.trim(), zh)
}

fn number_of(item: &Node) -> Option<&str> {
    let entry = item.entries()?.iter().find(|entry| named(entry, "number", "编号"))?;
    entry.node.text().map(str::trim)
}

/// The byte behind the end of the line in which a byte lies.
fn line_end(text: &str, byte: usize) -> usize {
    text[byte..].find('\n').map_or(text.len(), |newline| byte + newline + 1)
}

fn style(text: &str, items: &[Node]) -> Style {
    let dash = |item: &Node| {
        let line = text[..item.span.start as usize].rfind('\n').map_or(0, |newline| newline + 1);
        let line = &text[line..];
        let indent = line.len() - line.trim_start_matches(' ').len();
        line[indent..].starts_with("- ").then_some(indent)
    };
    let indent = items.iter().rev().find_map(dash).unwrap_or(2);
    let flow = |item: &Node| text[item.span.start as usize..].starts_with('{');
    if items.last().is_some_and(flow) { Style::Lines(indent) } else { Style::Blocks(indent) }
}
