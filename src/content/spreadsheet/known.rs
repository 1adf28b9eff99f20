//! What the board has already: a row that is a record adds nothing, so the same sheet may be
//! imported again.
//!
//! Only what the sheet says is compared; a record may have more by now, and what was corrected
//! since still counts as what it was.

use std::collections::BTreeMap;

use super::columns::{Leaf, day_of, leaves};
use super::header::name;
use super::{Asked, Draft, Remark};
use crate::content::canonical;
use crate::content::fields::{Desk, Fields};
use crate::content::front_matter;
use crate::content::kinds::{COMMON, Field, Names, Shape, declaration, kind_of_folder};
use crate::content::yaml::{self, Node, Value};
use crate::model::id::Kind;
use crate::script;
use crate::source::{Source, Sources};
use crate::words::Arg;

/// Rows by whether the board has them.
#[derive(Debug, Default)]
pub struct Sorted {
    /// Those that it has not.
    pub fresh: Vec<Draft>,
    /// How many it has.
    pub there: usize,
    /// Those that it has in another form.
    pub near: Vec<Remark>,
}

/// A record that is written: for each field what it says, and what it said before a correction.
struct Known {
    id: String,
    values: BTreeMap<String, Vec<String>>,
    claimed: bool,
}

/// Tells which rows are records of the board already, each record standing for one row.
#[must_use]
pub fn sort(drafts: Vec<Draft>, sources: &Sources, asked: &Asked<'_>) -> Sorted {
    let mut known = known(sources, asked);
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, record) in known.iter().enumerate() {
        for key in keys(record, asked.kind) {
            by_key.entry(key).or_default().push(place);
        }
    }
    let mut by_month: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, record) in known.iter().enumerate() {
        for day in record.values.get(day_of(asked.kind)).into_iter().flatten() {
            by_month.entry(month(day)).or_default().push(place);
        }
    }
    let mut sorted = Sorted::default();
    let mut left = Vec::new();
    for draft in drafts {
        let said = said(&draft, asked);
        let key = key_of(asked.kind, |path| said.get(path).cloned());
        let places = by_key.get(&key).map(Vec::as_slice).unwrap_or_default();
        let same = |place: &&usize| {
            let record = &known[**place];
            !record.claimed && said.iter().all(|(path, value)| says(record, path, value))
        };
        if let Some(place) = places.iter().find(same).copied() {
            known[place].claimed = true;
            sorted.there += 1;
        } else {
            left.push((draft, said, key));
        }
    }
    for (draft, said, key) in left {
        let places = by_key.get(&key).map(Vec::as_slice).unwrap_or_default();
        let near = places.iter().copied().find(|place| is_near(&known[*place], &said));
        let near = near.or_else(|| {
            let places = by_month.get(&month(said.get(day_of(asked.kind))?))?;
            places.iter().copied().find(|place| is_alike(&known[*place], &said, asked))
        });
        let Some(place) = near else {
            sorted.fresh.push(draft);
            continue;
        };
        known[place].claimed = true;
        let differs = |(leaf, _): &&(Leaf, String)| {
            let path = key_of_leaf(leaf);
            !says(&known[place], &path, &said[&path])
        };
        let fields: Vec<Arg> =
            draft.values.iter().filter(differs).map(|(leaf, _)| name(leaf)).collect();
        let args = vec![("record", known[place].id.as_str().into()), ("fields", Arg::List(fields))];
        sorted.near.push(Remark { at: draft.at.clone(), says: "import.there-otherwise", args });
    }
    sorted
}

fn says(record: &Known, path: &str, value: &String) -> bool {
    let path = path.split('#').next().unwrap_or(path);
    record.values.get(path).is_some_and(|values| values.contains(value))
}

/// Whether a record nobody claimed is most likely the same one: what it is about is the same, and
/// no voucher tells the two apart.
fn is_near(record: &Known, said: &BTreeMap<String, String>) -> bool {
    let same = |path: &str| said.get(path).is_none_or(|value| says(record, path, value));
    let voucher = said.get("voucher").filter(|_| record.values.contains_key("voucher"));
    let apart = voucher.is_some_and(|voucher| !says(record, "voucher", voucher));
    !record.claimed && !apart && ["item", "title", "why", "account", "fee"].into_iter().all(same)
}

/// Whether a record of the same month that nobody claimed has another day or figure and is most likely the same one all
/// the same: of one day with the row's voucher or about the same, or of one month with its voucher,
/// about the same and of the same figure. Vouchers may be counted anew each month.
fn is_alike(record: &Known, said: &BTreeMap<String, String>, asked: &Asked<'_>) -> bool {
    let has = |path: &str| said.get(path).is_some_and(|value| says(record, path, value));
    let about = ["item", "title", "why"].into_iter().any(has);
    let apart = said.get("voucher").is_some_and(|value| {
        record.values.contains_key("voucher") && !says(record, "voucher", value)
    });
    let one_day = has(day_of(asked.kind)) && (has("voucher") || (about && !apart));
    !record.claimed && (one_day || (has("voucher") && about && has("amount")))
}

/// The month of a day as it is kept: `2025-03` of `2025-03-05`.
fn month(day: &str) -> String {
    day.get(..7).unwrap_or(day).to_owned()
}

/// The fields by which rows are found quickly: the day and the figure, or what it is about.
fn key_of(kind: Kind, value: impl Fn(&str) -> Option<String>) -> String {
    let figure = match kind {
        Kind::Case | Kind::Project => "title",
        Kind::Balance => "balance",
        Kind::Charge => "due.amount",
        _ => "amount",
    };
    let part = |path| value(path).unwrap_or_default();
    format!("{}\n{}", part(day_of(kind)), part(figure))
}

fn keys(record: &Known, kind: Kind) -> Vec<String> {
    let mut keys = vec![key_of(kind, |path| record.values.get(path)?.first().cloned())];
    // Before a correction the day or the figure was another one.
    for path in record.values.keys() {
        for value in &record.values[path][1..] {
            keys.push(key_of(kind, |wanted| {
                let values = record.values.get(wanted)?;
                if wanted == path { Some(value.clone()) } else { values.first().cloned() }
            }));
        }
    }
    keys.sort();
    keys.dedup();
    keys
}

fn said(draft: &Draft, asked: &Asked<'_>) -> BTreeMap<String, String> {
    let canonical =
        |leaf: &Leaf, value: &str| canonical::plain(single(leaf.field.shape), value, asked.profile);
    let values = draft.values.iter();
    values
        .map(|(leaf, value)| {
            (key_of_leaf(leaf), canonical(leaf, value).unwrap_or_else(|| value.clone()))
        })
        .collect()
}

/// The path of a field, and behind `#` which item of a list it belongs to but for the first.
fn key_of_leaf(leaf: &Leaf) -> String {
    if leaf.item == 0 { leaf.path() } else { format!("{}#{}", leaf.path(), leaf.item) }
}

fn single(shape: Shape) -> Shape {
    if let Shape::Many(inner) = shape { *inner } else { shape }
}

fn known(sources: &Sources, asked: &Asked<'_>) -> Vec<Known> {
    let mut known = Vec::new();
    for source in sources.files.values() {
        let Some((folder, file)) =
            source.path.strip_prefix("content/").and_then(|p| p.split_once('/'))
        else {
            continue;
        };
        if kind_of_folder(folder) == Some(asked.kind) {
            let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
            records(source, stem, asked, &mut known);
        }
    }
    known
}

fn records(source: &Source, stem: &str, asked: &Asked<'_>, known: &mut Vec<Known>) {
    let Ok(text) = source.text() else { return };
    let (text, base) = front_matter::split(text).map_or((text, 0), |parts| parts.front);
    let Some(root) = yaml::read(&source.path, text, base, Names::of_kind(asked.kind)).root else {
        return;
    };
    let currency = asked.profile.currency.clone();
    let (findings, private) = (Vec::new(), Vec::new());
    let mut desk = Desk { file: &source.path, currency, findings, private, traditional: false };
    let declared: [&'static [Field]; 2] = [declaration(asked.kind).fields, COMMON];
    let id = |number: &str| format!("{}/{stem}{number}", asked.kind.name());
    let within = |names: [&str; 2]| {
        let entry = root
            .entries()?
            .iter()
            .find(|entry| names.iter().any(|name| script::is(entry.key.trim(), name)))?;
        Some(&entry.node)
    };
    let Some(list) = within(["records", "记录"]) else {
        let fields = Fields::read(&mut desk, &root, None, &declared);
        known.extend(fields.map(|fields| one(&fields, id(""), asked)));
        return;
    };
    let defaults = within(["defaults", "默认"])
        .and_then(|node| Fields::read(&mut desk, node, None, &declared));
    let Value::List(items) = &list.value else { return };
    for item in items {
        if let Some(fields) = Fields::read(&mut desk, item, defaults.as_ref(), &declared) {
            let number = fields.node("number").and_then(Node::text).unwrap_or_default();
            known.push(one(&fields, id(&format!(".{}", number.trim())), asked));
        }
    }
}

fn one(fields: &Fields<'_>, id: String, asked: &Asked<'_>) -> Known {
    let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for leaf in leaves(asked.kind) {
        if leaf.field.shape.is_nested() {
            let node = fields.node(leaf.field.en);
            let whole = node.map(|node| canonical::json(leaf.field.shape, node, asked.profile));
            values.extend(whole.map(|whole| (leaf.path(), vec![whole])));
            continue;
        }
        let nodes: Vec<&Node> = match leaf.outer {
            None => fields.many(leaf.field.en),
            Some(outer) => {
                let maps = fields.many(outer.en).into_iter().filter_map(Node::entries).flatten();
                let named = maps.filter(|entry| {
                    let key = entry.key.trim();
                    key == leaf.field.en || script::is(key, leaf.field.zh)
                });
                named.map(|entry| &entry.node).collect()
            }
        };
        let texts = nodes.into_iter().filter(|node| !node.is_blank()).filter_map(Node::text);
        let shape = single(leaf.field.shape);
        let read: Vec<String> =
            texts.filter_map(|text| canonical::plain(shape, text.trim(), asked.profile)).collect();
        if !read.is_empty() {
            values.insert(leaf.path(), read);
        }
    }
    let declared: [&'static [Field]; 2] = [declaration(asked.kind).fields, COMMON];
    for correction in fields.many("corrected").into_iter().filter_map(Node::entries) {
        let text = |names: [&str; 2]| {
            let entry = correction
                .iter()
                .find(|entry| names.iter().any(|name| script::is(entry.key.trim(), name)))?;
            entry.node.text()
        };
        if let (Some(field), Some(was)) = (text(["field", "字段"]), text(["was", "原值"])) {
            let (path, kept) = canonical::corrected(field, was, &declared, asked.profile);
            values.entry(path).or_default().push(kept);
        }
    }
    Known { id, values, claimed: false }
}

/// The fees of a board by id and title, for columns that name a fee by its title.
#[must_use]
pub fn fees(sources: &Sources) -> Vec<(String, String)> {
    let mut fees = Vec::new();
    for source in sources.files.values() {
        let path = source.path.strip_prefix("content/").and_then(|path| path.split_once('/'));
        let Some((folder, file)) = path else { continue };
        let (Some(Kind::Fee), Ok(text)) = (kind_of_folder(folder), source.text()) else { continue };
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let (text, base) = front_matter::split(text).map_or((text, 0), |parts| parts.front);
        let root = yaml::read(&source.path, text, base, Names::of_kind(Kind::Fee)).root;
        let title = root.as_ref().and_then(Node::entries).and_then(|entries| {
            let entry = entries.iter().find(|entry| {
                ["title", "标题"].iter().any(|name| script::is(entry.key.trim(), name))
            })?;
            entry.node.text()
        });
        fees.extend(title.map(|title| (format!("{}/{stem}", Kind::Fee.name()), title.to_owned())));
    }
    fees
}
