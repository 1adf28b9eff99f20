//! Types of registers: YAML like any other, built in or written by a board.
//!
//! A board's own file at `content/register-types/NAME.yaml` is read in place of the built-in one of
//! that name. A type is made into a declaration once, so that its rows are read, published and
//! described by what all other fields are read by.
//!
//! Declarations are `'static` everywhere, and a type is only known once its file was read, so each
//! distinct text of a type is kept for as long as the program runs: a few kilobytes for every save
//! of such a file while `serve` looks on, and nothing otherwise.

mod declare;
mod names;
mod read;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use super::kinds::{Declaration, Field, Names};
use super::yaml::{Node, Value};
use crate::diagnostic::{Code, Finding};
use crate::model::board::Profile;
use crate::model::id::Kind;
use crate::model::register::Type;
use crate::script::{self, found};
use crate::source::{Locus, Source, Sources, Span};
use crate::words::Arg;

/// The folder of a board's own types.
pub const TYPES_FOLDER: &str = "content/register-types/";

/// The types that the program brings, by their paths below `src/registers`.
const BUILT_IN: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/registers.rs"));

/// A type, and how records of it are written.
#[derive(Debug)]
pub(crate) struct Known {
    /// The type.
    pub of: &'static Type,
    /// The fields of a record of it.
    pub declaration: &'static Declaration,
    /// The names in a file of it.
    pub names: &'static Names,
    /// Where its name stands in its file.
    name_at: Span,
}

/// Every type that was read, by the text it was read from.
static KEPT: Mutex<BTreeMap<Box<[u8]>, &'static Known>> = Mutex::new(BTreeMap::new());

/// The built-in types that read, in the order of their names.
static BROUGHT: LazyLock<Vec<&'static Known>> = LazyLock::new(|| {
    let source = |(path, bytes): &(&str, &[u8])| {
        Source::new(&format!("{TYPES_FOLDER}{path}"), bytes.to_vec())
    };
    BUILT_IN.iter().filter_map(|file| known(&source(file)).0).collect()
});

/// The built-in types, in the order of their names.
pub fn built_in() -> impl Iterator<Item = &'static Type> {
    BROUGHT.iter().map(|known| known.of)
}

/// What is wrong with the built-in types: nothing, as a test holds.
#[cfg(test)]
pub(crate) fn built_in_findings() -> Vec<Finding> {
    let source = |(path, bytes): &(&str, &[u8])| Source::new(path, bytes.to_vec());
    BUILT_IN.iter().flat_map(|file| read::read(&source(file)).1).collect()
}

/// A board's own types, and what is wrong with them.
pub(super) fn own(sources: &Sources) -> (Vec<&'static Type>, Vec<Finding>) {
    let files = sources.files.values().filter(|source| source.path.starts_with(TYPES_FOLDER));
    let (mut types, mut findings) = (Vec::<(&'static Known, Locus)>::new(), Vec::new());
    for source in files {
        let (known, said) = source.memo(|| known(source));
        findings.extend(said);
        let Some(known) = known else { continue };
        let at = Locus::span(&source.path, known.name_at);
        let same = types.iter().find(|(other, _)| names::shared(known.of.name, other.of.name));
        if let Some((other, first)) = same {
            let both = [(known.of.name.en, other.of.name.en), (known.of.name.zh, other.of.name.zh)];
            let name = both.iter().find(|(a, b)| a == b).map_or("", |(name, _)| *name);
            let why = Arg::Word("bad-register-type.taken".to_owned());
            let finding = Finding::new(Code::BadRegisterType, at).with("value", name);
            findings.push(finding.with("why", why).related(first.clone(), "related.first"));
        } else {
            types.push((known, at));
        }
    }
    (types.into_iter().map(|(known, _)| known.of).collect(), findings)
}

fn known(source: &Source) -> (Option<&'static Known>, Vec<Finding>) {
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.get(&*source.bytes) {
        return (Some(known), Vec::new());
    }
    let (made, findings) = read::read(source);
    let Some(made) = made.filter(|_| findings.is_empty()) else { return (None, findings) };
    let declaration: &'static Declaration = Box::leak(Box::new(declare::declaration(&made)));
    let known: &'static Known = Box::leak(Box::new(Known {
        of: Box::leak(Box::new(made.of)),
        declaration,
        names: Box::leak(Box::new(Names::of_declaration(declaration))),
        name_at: made.name_at,
    }));
    kept.insert((&*source.bytes).into(), known);
    (Some(known), findings)
}

/// The types that a board may name: its own first.
pub(crate) fn types(profile: &Profile) -> impl Iterator<Item = &'static Type> {
    let own = profile.register_types.iter().copied();
    let hidden =
        |of: &&'static Type| !profile.register_types.iter().any(|own| own.name.en == of.name.en);
    own.chain(built_in().filter(hidden))
}

/// The type of that name, in either language.
pub(crate) fn named(profile: &Profile, name: &str) -> Option<&'static Type> {
    let name = super::values::plain(name);
    found(&name, |name| types(profile).find(|of| of.name.en == name || of.name.zh == name))
}

/// How records of a type are written.
pub(crate) fn of(of: &'static Type) -> Option<&'static Known> {
    let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    kept.values().find(|known| std::ptr::eq(known.of, of)).copied()
}

/// The fields of a record of a type.
#[must_use]
pub fn record_fields(kind: &'static Type) -> &'static [Field] {
    of(kind).map(|known| known.declaration.fields).unwrap_or_default()
}

/// The fields of the rows of a type.
#[must_use]
pub fn row_fields(kind: &'static Type) -> &'static [Field] {
    let known = of(kind);
    known.and_then(|known| declare::rows(known.declaration)).unwrap_or_default()
}

/// The declaration of a record: of a register that of its type, told by the record or the defaults.
pub(super) fn declared(
    declared: &'static Declaration,
    profile: &Profile,
    nodes: [Option<&Node>; 2],
) -> &'static Declaration {
    if declared.kind != Kind::Register {
        return declared;
    }
    let name = nodes.into_iter().flatten().find_map(type_of);
    let known = name.and_then(|name| of(named(profile, name)?));
    known.map_or(declared, |known| known.declaration)
}

fn type_of(node: &Node) -> Option<&str> {
    let Value::Map(entries) = &node.value else { return None };
    let entry = entries.iter().find(|entry| is_type(entry.key.trim()))?;
    entry.node.text().map(str::trim)
}

fn is_type(name: &str) -> bool {
    name == "type" || script::is(name, "类型")
}

/// The names in a file of registers, of those of the type that its text says.
pub(super) fn names(profile: &Profile, text: &str) -> &'static Names {
    let said = text.lines().find_map(|line| {
        let (name, value) = line.split_once([':', '：'])?;
        is_type(name.trim()).then(|| value.trim())
    });
    let known = said.and_then(|name| of(named(profile, name)?));
    known.map_or_else(|| Names::of_kind(Kind::Register), |known| known.names)
}

/// What the file walker leaves to this module.
pub(super) fn is_type_file(path: &Arc<str>) -> bool {
    path.starts_with(TYPES_FOLDER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_type_reads() {
        let said: Vec<String> = built_in_findings()
            .iter()
            .map(|found| format!("{:?} {:?}", found.code, found.args))
            .collect();
        assert_eq!(said, Vec::<String>::new());
        assert_eq!(built_in().count(), BUILT_IN.len());
        for (of, (path, _)) in built_in().zip(BUILT_IN) {
            assert_eq!(format!("{}.yaml", of.name.en), *path, "a type is called as its file is");
        }
    }

    #[test]
    fn a_type_is_kept_once_for_each_text() {
        let text = b"format: 1\nname: trees\ncolumns: [{name: tree, form: text}]\n".to_vec();
        let one = known(&Source::new("content/register-types/trees.yaml", text.clone())).0;
        let two = known(&Source::new("content/register-types/trees.yaml", text)).0;
        assert!(std::ptr::eq(one.expect("a type").of, two.expect("a type").of));
    }
}
