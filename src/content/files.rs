//! One file of records: its name, its text, and the records it holds.
//!
//! Each file is read on its own, so files are read in parallel and an unchanged file is not read
//! again: what it holds is kept with its `Source`.

use std::collections::BTreeMap;
use std::sync::Arc;

use unicode_normalization::is_nfc;

use super::exposed;
use super::fields::{Desk, Fields};
use super::front_matter;
use super::kinds::{COMMON, Declaration, Field, LIST, Names, declaration, kind_of_folder};
use super::lower::lower;
use super::registers;
use super::values::plain;
use super::yaml::{self, Node, Value};
use crate::diagnostic::{Code, Finding};
use crate::model::board::Profile;
use crate::model::id::{Kind, RecordId};
use crate::model::money::Money;
use crate::model::record::{Body, Record};
use crate::model::stated::Stated;
use crate::prose::Piece;
use crate::script;
use crate::source::{Content, Locus, Source, Span, Text};
use crate::words::Arg;

/// What a file holds; kept as long as the board.
#[derive(Clone, Debug)]
pub(crate) struct Lowered {
    /// Its good records.
    pub records: Box<[Arc<Record>]>,
    /// The kind and stem of the file, if a record of it could not be read.
    pub unread: Option<Box<(Kind, String)>>,
    /// What is wrong with it.
    pub findings: Box<[Finding]>,
}

/// Reads a file of records, or remembers what it read before for the same board.yaml.
#[must_use]
pub(crate) fn lower_file(source: &Source, profile: &Arc<Profile>) -> Arc<Lowered> {
    let (known, lowered) = source.memo(|| {
        let lowered = Arc::new(read(source, profile));
        (Arc::clone(profile), lowered)
    });
    if Arc::ptr_eq(&known, profile) || known == *profile {
        lowered
    } else {
        Arc::new(read(source, profile))
    }
}

/// A text that is not in UTF-8, found at its first bad byte.
#[must_use]
pub(crate) fn not_utf8(source: &Source, good: usize) -> Finding {
    Finding::new(Code::NotUtf8, Locus::file(&source.path))
        .with("line", source.bytes[..good].split(|byte| *byte == b'\n').count())
}

/// A part of a text, and the byte it begins at.
type Part<'a> = (&'a str, usize);

/// What the name of a file says: the kind it holds and its stem.
struct Name<'a> {
    kind: Kind,
    stem: &'a str,
    markdown: bool,
}

fn read(source: &Source, profile: &Profile) -> Lowered {
    let currency = profile.currency.clone();
    let mut desk = Desk {
        file: &source.path,
        currency,
        findings: Vec::new(),
        private: Vec::new(),
        traditional: false,
    };
    let name = name(&mut desk);
    let (mut records, whole) = match (&name, &source.bytes) {
        (Some(name), Content::Text(text)) => records(&mut desk, profile, name, text),
        (Some(_), Content::Bytes(_)) => {
            desk.findings.extend(source.text().err().map(|good| not_utf8(source, good)));
            (Vec::new(), false)
        }
        (None, _) => (Vec::new(), false),
    };
    let unread = name.filter(|_| !whole).map(|name| Box::new((name.kind, name.stem.to_owned())));
    if let Ok(text) = source.text() {
        for record in &mut records {
            exposed::place(text, &mut record.head.exposed);
        }
        let private = std::mem::take(&mut desk.private);
        desk.findings.retain(|finding| !private.iter().any(|span| lies_in(text, *span, finding)));
    }
    // The text of a Markdown record lies behind its fields and belongs to it all the same.
    let alone = records.first().filter(|record| !record.head.id.id.contains('.'));
    for finding in &mut desk.findings {
        let place = finding.at.span.map_or(0, |span| span.start);
        let within = |record: &&Record| {
            let whole = record.head.at.whole;
            whole.start <= place && place <= whole.end
        };
        if finding.about.is_none() {
            let found = records.iter().find(within).or(alone);
            finding.about = found.map(|record| record.head.id.to_string());
        }
    }
    // Collecting would keep the room of the records themselves, and each is kept by its `Arc`.
    let mut kept = Vec::with_capacity(records.len());
    kept.extend(records.into_iter().map(Arc::new));
    Lowered { records: kept.into(), unread, findings: desk.findings.into() }
}

/// Whether a finding is about what stands in a private value, or behind it on its last line.
fn lies_in(text: &str, private: Span, finding: &Finding) -> bool {
    let end = private.end as usize;
    let end =
        text.get(end..).and_then(|rest| rest.find('\n')).map_or(text.len(), |line| end + line);
    let about_value = !matches!(finding.code, Code::UnknownField | Code::MissingField);
    finding.at.span.is_some_and(|span| {
        about_value && span.start > private.start && (span.start as usize) < end
    })
}

fn name<'a>(desk: &mut Desk<'a>) -> Option<Name<'a>> {
    let path: &'a str = desk.file;
    let whole = Locus::file(desk.file);
    let mut parts = path.split('/').skip(1);
    let (Some(folder), Some(file), None) = (parts.next(), parts.next(), parts.next()) else {
        let finding = Finding::new(Code::UnknownFolder, whole).with("folder", path);
        desk.findings.push(finding.with("nearest", ""));
        return None;
    };
    let Some(kind) = kind_of_folder(folder) else {
        let names = Kind::ALL.iter().flat_map(|kind| [kind.name(), declaration(*kind).zh]);
        let nearest = super::suggest::nearest(&script::fold(folder), names).unwrap_or_default();
        let traditional = script::is_traditional(folder);
        let nearest = if traditional { script::traditional(nearest) } else { nearest.into() };
        let finding = Finding::new(Code::UnknownFolder, whole).with("folder", folder);
        desk.findings.push(finding.with("nearest", &*nearest));
        return None;
    };
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
    let markdown = match extension.to_ascii_lowercase().as_str() {
        "md" => true,
        "yaml" | "yml" => false,
        other => {
            let finding = Finding::new(Code::UnknownFile, whole).with("file", file);
            desk.findings.push(finding.with("hint", instead(kind, stem, other, path)));
            return None;
        }
    };
    if !good_stem(stem) {
        desk.findings.push(Finding::new(Code::BadName, whole).with("name", stem));
        return None;
    }
    Some(Name { kind, stem, markdown })
}

/// What to do with a file that is no file of records.
fn instead(kind: Kind, stem: &str, extension: &str, path: &str) -> Arg {
    let ends = |text: &str| stem.to_ascii_lowercase().ends_with(text);
    let key = match extension {
        "txt" if [".yaml", ".yml", ".md"].into_iter().any(ends) => "detail.hidden-ending",
        "xlsx" | "xls" | "xlsm" | "ods" | "et" | "csv" => "detail.spreadsheet",
        _ => "detail.other-file",
    };
    let args = vec![("path", path.into()), ("stem", stem.into()), ("kind", kind.name().into())];
    Arg::Said(key.to_owned(), args)
}

/// Whether a stem can be an address on every disk and in every link: letters and digits of any
/// script, `-` and `_`, composed as one character each, and no name that Windows keeps to itself.
#[must_use]
pub(crate) fn good_stem(stem: &str) -> bool {
    const DEVICES: [&str; 22] = [
        "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
        "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    ];
    !stem.is_empty()
        && stem.len() <= 120
        && is_nfc(stem)
        && stem.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        && !DEVICES.contains(&stem.to_ascii_lowercase().as_str())
}

/// The records of a file, and whether these are all that are written in it.
fn records(
    desk: &mut Desk<'_>,
    profile: &Profile,
    name: &Name<'_>,
    text: &Text,
) -> (Vec<Record>, bool) {
    let (front, body) = if name.markdown {
        if let Some(front_matter::Parts { front, body: (body, at) }) = front_matter::split(text) {
            (front, Some(Piece::of(text, Span::new(at, at + body.len()))))
        } else {
            let span = Span::new(0, text.find('\n').unwrap_or(text.len()).min(text.len()));
            desk.find(Code::FrontMatterOpen, span, Vec::new());
            return (Vec::new(), false);
        }
    } else {
        ((text.as_str(), 0), None)
    };
    read_parts(desk, profile, name, (front, body))
}

/// The records of a text whose front matter and body are known.
fn read_parts(
    desk: &mut Desk<'_>,
    profile: &Profile,
    name: &Name<'_>,
    (front, body): (Part<'_>, Option<Piece>),
) -> (Vec<Record>, bool) {
    let declared = declaration(name.kind);
    let id = RecordId { kind: name.kind, id: Arc::from(name.stem) };
    let names = match name.kind {
        Kind::Register => registers::names(profile, front.0),
        kind => Names::of_kind(kind),
    };
    let tree = yaml::read(desk.file, front.0, front.1, names);
    let broken = !tree.findings.is_empty() && tree.root.is_none();
    desk.findings.extend(tree.findings);
    let Some(root) = &tree.root else {
        if !broken {
            desk.findings.push(Finding::new(Code::EmptyFile, Locus::file(desk.file)));
        }
        return (Vec::new(), false);
    };
    let listed = |key: &str| key.trim() == "records" || script::is(key.trim(), "记录");
    let is_list = root.entries().is_some_and(|all| all.iter().any(|entry| listed(&entry.key)));
    if is_list && body.is_none() {
        return list(desk, profile, (declared, name.stem), (root, tree.whole));
    }
    let declared = registers::declared(declared, profile, [Some(root), None]);
    let fields: [&'static [Field]; 2] = [declared.fields, COMMON];
    let fields = Fields::read(desk, root, None, &fields);
    let record =
        fields.and_then(|fields| lower(desk, profile, declared, id, &fields, body.as_ref()));
    let whole = record.is_some();
    (record.into_iter().collect(), whole)
}

fn list(
    desk: &mut Desk<'_>,
    profile: &Profile,
    (declared, stem): (&'static Declaration, &str),
    (root, whole): (&Node, bool),
) -> (Vec<Record>, bool) {
    let fields: [&'static [Field]; 2] = [declared.fields, COMMON];
    let Some(file) = Fields::read(desk, root, None, &[LIST]) else { return (Vec::new(), false) };
    let of_file = declared;
    let given = file.node("defaults");
    let defaults = given.and_then(|node| Fields::read(desk, node, None, &fields));
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let mut records = Vec::new();
    let items: &[Node] = match file.node("records").map(|node| &node.value) {
        Some(Value::List(items)) => items,
        Some(_) => {
            let span = file.spans().of("records");
            let field = Arg::Name("records", "记录");
            desk.find(Code::NotAList, span, vec![("field", field)]);
            return (Vec::new(), false);
        }
        None => &[],
    };
    for item in items {
        let declared = registers::declared(of_file, profile, [Some(item), given]);
        let fields: [&'static [Field]; 2] = [declared.fields, COMMON];
        let Some(fields) = Fields::read(desk, item, defaults.as_ref(), &fields) else { continue };
        let number = fields.text(desk, "number").map(|number| plain(&number));
        let Some(number) = number.filter(|number| good_stem(number)) else {
            desk.findings.push(no_number(desk, &fields, declared.kind));
            continue;
        };
        let span = fields.spans().of("number");
        if let Some(first) = seen.get(&number) {
            let first = desk.at(*first);
            let finding = Finding::new(Code::DuplicateNumber, desk.at(span));
            let finding = finding.with("number", number.as_str());
            desk.findings.push(finding.related(first, "related.first"));
            continue;
        }
        seen.insert(number.clone(), span);
        let id = RecordId { kind: declared.kind, id: Arc::from(format!("{stem}.{number}")) };
        records.extend(lower(desk, profile, declared, id, &fields, None));
    }
    let whole = whole && records.len() == items.len();
    // With a record that does not read the sum is not known, and that record is an error anyway.
    total(desk, declared, &file, Some(records.as_slice()).filter(|_| whole));
    (records, whole)
}

/// Why a record has no number: there is none, or the fields behind it were taken for it.
fn no_number(desk: &Desk<'_>, fields: &Fields<'_>, kind: Kind) -> Finding {
    let written = fields.node("number").and_then(|node| Some((node.text()?, node.span)));
    if let Some((text, span)) = written
        && let Some(field) = yaml::second_field(text, Names::of_kind(kind))
    {
        return Finding::new(Code::FieldsOnOneLine, desk.at(span)).with("field", field);
    }
    Finding::new(Code::MissingNumber, desk.at(fields.first))
}

/// A `total:` is an assertion over the amounts of all records of the file.
fn total(
    desk: &mut Desk<'_>,
    declared: &Declaration,
    file: &Fields<'_>,
    records: Option<&[Record]>,
) {
    let Some(stated) = file.money(desk, "total") else { return };
    let span = file.spans().of("total");
    if !declared.summed {
        desk.find(Code::TotalNotHere, span, Vec::new());
        return;
    }
    let Some(records) = records else { return };
    let exact = |record: &Record| match &record.body {
        Body::Income(income) => income.cash().and_then(Stated::exact),
        Body::Expenditure(spent) => spent.amount.exact(),
        _ => None,
    };
    let amounts: Vec<Money> = records.iter().filter_map(exact).collect();
    let sum: Money = amounts.iter().copied().sum();
    if sum != stated {
        let written = |money: Money| money.plain(desk.currency.digits).into();
        let args = vec![
            ("stated", written(stated)),
            ("sum", written(sum)),
            ("difference", written(stated - sum)),
            ("n", amounts.len().into()),
        ];
        let mut finding = Finding::new(Code::TotalMismatch, desk.at(span));
        finding.args = args;
        desk.findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_are_good_addresses() {
        for good in ["2025-03", "2025-02-owners", "三月_1", "a"] {
            assert!(good_stem(good), "{good}");
        }
        for bad in ["", "2025.03", "a b", "CON", "e\u{301}", "a/b", "-?"] {
            assert!(!good_stem(bad), "{bad}");
        }
    }
}
