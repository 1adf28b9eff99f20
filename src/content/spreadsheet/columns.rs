//! What the columns of a sheet mean: the declared names of fields in both languages, the usual
//! names that treasurers give them, and what `--columns` says.

use super::names::{DIRECTION, IGNORED, MONEY_IN, MONEY_OUT, PRIVATE, USUAL, usual};
use crate::content::kinds::{COMMON, Field, Shape, declaration};
use crate::content::values::plain;
use crate::model::id::Kind;
use crate::script::is;

/// A field that one cell can fill: of the record itself, or of a mapping within it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leaf {
    /// The field that holds the mapping.
    pub(super) outer: Option<&'static Field>,
    /// The field itself.
    pub(super) field: &'static Field,
    /// Which item of a list it belongs to, from 0.
    pub(super) item: usize,
}

impl Leaf {
    /// `amount`, `closed.on`.
    #[must_use]
    pub(super) fn path(&self) -> String {
        self.named(|field| field.en)
    }

    /// The same in Chinese: `金额`, `办结.日期`.
    #[must_use]
    pub(super) fn zh(&self) -> String {
        self.named(|field| field.zh)
    }

    fn named(&self, name: fn(&Field) -> &'static str) -> String {
        let outer = self.outer.map_or(String::new(), |outer| format!("{}.", name(outer)));
        format!("{outer}{}", name(self.field))
    }

    /// Whether it is the same field.
    #[must_use]
    pub(super) fn is(&self, other: &Leaf) -> bool {
        let outer = |leaf: &Leaf| leaf.outer.map(|field| field.en);
        self.field.en == other.field.en && outer(self) == outer(other) && self.item == other.item
    }

    /// The same field of another item; `None` where there is no list of items.
    fn item(self, item: usize) -> Option<Self> {
        let list = self.outer.unwrap_or(self.field).shape;
        matches!(list, Shape::Many(_)).then_some(Self { item, ..self })
    }
}

/// What a column is for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target {
    /// It fills a field.
    Leaf(Leaf),
    /// What came in where money out is imported, and the other way round.
    Other,
    /// Whether a row is money in or money out: 收/支.
    Direction,
    /// The id of the record, as an export says it; else a line number, which says nothing.
    Id,
    /// A running balance: nothing that a record says.
    Ignored,
    /// It looks as if it named private people, and is left alone unless it is asked for.
    Private,
}

/// What the column of ids is called.
const ID: [&str; 2] = ["id", "编号"];

/// The kinds that are kept in tables; the others are texts, one file each.
pub const KINDS: [Kind; 7] = [
    Kind::Income,
    Kind::Expenditure,
    Kind::Transfer,
    Kind::Balance,
    Kind::Charge,
    Kind::Case,
    Kind::Project,
];

/// Every field of a kind that a cell can fill.
#[must_use]
pub(crate) fn leaves(kind: Kind) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    for field in declaration(kind).fields {
        let inner = match field.shape {
            shape if shape.is_nested() => {
                leaves.push(Leaf { outer: None, field, item: 0 });
                continue;
            }
            Shape::Map(fields) => fields,
            Shape::Many(Shape::Map(fields)) => fields,
            _ => {
                leaves.push(Leaf { outer: None, field, item: 0 });
                continue;
            }
        };
        let inner = inner.iter();
        leaves.extend(inner.map(|inner| Leaf { outer: Some(field), field: inner, item: 0 }));
    }
    let common = |field: &&Field| match field.en {
        "title" => matches!(kind, Kind::Case | Kind::Charge | Kind::Project),
        "date" => !matches!(kind, Kind::Case | Kind::Charge | Kind::Project),
        "category" | "note" | "invented" => true,
        _ => false,
    };
    let common = COMMON.iter().filter(common);
    leaves.extend(common.map(|field| Leaf { outer: None, field, item: 0 }));
    leaves
}

/// Whether a record of that kind cannot be without the field.
#[must_use]
pub(crate) fn is_required(kind: Kind, leaf: &Leaf) -> bool {
    match leaf.outer {
        Some(outer) => (outer.required && leaf.field.required) || leaf.path() == day_of(kind),
        None => {
            leaf.field.required
                || (leaf.field.en == "date" && kind != Kind::Page)
                || (leaf.field.en == "title" && matches!(kind, Kind::Case | Kind::Project))
        }
    }
}

/// The field by which a record of that kind is put into a month.
#[must_use]
pub(crate) fn day_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Case => "opened",
        Kind::Charge => "period",
        Kind::Project => "proposed.on",
        _ => "date",
    }
}

/// A header as it is compared: no spaces, no unit in brackets, plain characters, small letters.
#[must_use]
pub(crate) fn normal(header: &str) -> String {
    let text = plain(header).to_lowercase().replace(['_', '\u{a0}'], " ");
    let text = match text.find('(') {
        Some(at) if at > 0 => text[..at].to_owned(),
        _ => text,
    };
    let text = text.trim_matches([':', '*', '.', ' ']);
    if text.is_ascii() {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.replace(' ', "")
    }
}

/// What a header means for a kind, and how good a name it is: 0 is the best.
#[must_use]
pub(crate) fn meaning(kind: Kind, header: &str) -> Option<(Target, usize)> {
    let (name, item) = numbered(&normal(header));
    if name.is_empty() {
        return None;
    }
    let ours: Vec<Leaf> = match item {
        Some(item) => leaves(kind).into_iter().filter_map(|leaf| leaf.item(item)).collect(),
        None => leaves(kind),
    };
    let of = |path: &str| ours.iter().find(|leaf| leaf.path() == path).copied();
    // The usual names come first: of 支出 and 金额 side by side, the first is the amount.
    for (path, names) in usual(kind).iter().chain(USUAL) {
        if let (Some(place), Some(leaf)) = (place(names, &name), of(path)) {
            return Some((Target::Leaf(leaf), place));
        }
    }
    let declared =
        ours.iter().find(|leaf| leaf.path().replace('_', " ") == name || is(&name, &leaf.zh()));
    if let Some(leaf) = declared {
        return Some((Target::Leaf(*leaf), 0));
    }
    let other = match kind {
        Kind::Expenditure => MONEY_IN,
        Kind::Income => MONEY_OUT,
        _ => "",
    };
    if let Some(place) = place(other, &name) {
        return Some((Target::Other, place));
    }
    let directed = matches!(kind, Kind::Income | Kind::Expenditure);
    if let Some(place) = place(DIRECTION, &name).filter(|_| directed) {
        return Some((Target::Direction, place));
    }
    if ID.iter().any(|id| is(&name, id)) {
        return Some((Target::Id, 0));
    }
    if place(IGNORED, &name).is_some() {
        return Some((Target::Ignored, 0));
    }
    place(PRIVATE, &name).map(|place| (Target::Private, place))
}

/// A header without the number of an item, and that number, from 0: `received.2.amount`.
fn numbered(name: &str) -> (String, Option<usize>) {
    let number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let item = name.split('.').skip(1).find(number);
    match item.and_then(|item| item.parse::<usize>().ok()?.checked_sub(1)) {
        Some(place) => {
            let kept = name.split('.').enumerate().filter(|(at, part)| *at == 0 || !number(part));
            (kept.map(|(_, part)| part).collect::<Vec<_>>().join("."), Some(place))
        }
        None => (name.to_owned(), None),
    }
}

fn place(names: &str, name: &str) -> Option<usize> {
    names.split('|').position(|known| known == name && !known.is_empty())
}

/// One part of `--columns`: the header or letter of a column, and what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The header, or the letters of the column.
    pub column: String,
    /// The field; `None` leaves the column out.
    pub field: Option<String>,
}

/// A part of `--columns` that means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadMapping {
    /// It is not `header=field`.
    Shape(String),
    /// The kind has no such field that a cell can fill; the nearest that it has.
    Field(String, String),
}

/// Reads `日期=date,摘要=item,D=amount,电话=-`.
///
/// # Errors
/// The part that means nothing.
pub fn mappings(kind: Kind, written: &str) -> Result<Vec<Mapping>, BadMapping> {
    let parts = written.split([',', '，']).filter(|part| !part.trim().is_empty());
    parts
        .map(|part| {
            let bad = || BadMapping::Shape(part.trim().to_owned());
            let (column, field) = part.rsplit_once(['=', '＝']).ok_or_else(bad)?;
            let (column, field) = (column.trim().to_owned(), field.trim());
            if column.is_empty() || field.is_empty() {
                return Err(bad());
            }
            let field = match field {
                "-" => None,
                field => Some(known(kind, field)?),
            };
            Ok(Mapping { column, field })
        })
        .collect()
}

fn known(kind: Kind, field: &str) -> Result<String, BadMapping> {
    let ours = leaves(kind);
    if let Some(leaf) = ours.iter().find(|leaf| leaf.path() == field || leaf.zh() == field) {
        return Ok(leaf.path());
    }
    let names: Vec<String> = ours.iter().flat_map(|leaf| [leaf.path(), leaf.zh()]).collect();
    let nearest = crate::content::suggest::nearest(field, names.iter().map(String::as_str));
    Err(BadMapping::Field(field.to_owned(), nearest.unwrap_or_default().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kind: Kind, header: &str) -> String {
        match meaning(kind, header) {
            Some((Target::Leaf(leaf), _)) => leaf.path(),
            Some((other, _)) => format!("{other:?}"),
            None => String::new(),
        }
    }

    #[test]
    fn headers_are_guessed_by_name() {
        for (header, field) in [
            ("日 期", "date"),
            ("金额（元）", "amount"),
            ("支出金额", "amount"),
            ("收入", "Other"),
            ("收款单位", "payee"),
            ("经手人", "handled_by"),
            ("备注", "note"),
            ("余额", "Ignored"),
            ("联系电话", "Private"),
            ("Handled_By", "handled_by"),
            ("Paid  out (£)", "amount"),
            ("天气", ""),
        ] {
            assert_eq!(told(Kind::Expenditure, header), field, "{header}");
        }
        assert_eq!(told(Kind::Balance, "余额"), "balance");
        assert_eq!(told(Kind::Case, "办结时间"), "closed.on");
        assert_eq!(told(Kind::Case, "结果"), "closed.reason");
        assert_eq!(told(Kind::Income, "支出"), "Other");
        assert_eq!(told(Kind::Charge, "實收.2.金額"), "received.amount");
        assert_eq!(told(Kind::Charge, "应收.2.金额"), "");
        assert_eq!(told(Kind::Case, "編號"), "Id");
    }

    #[test]
    fn every_usual_name_leads_to_a_field_that_there_is() {
        for kind in KINDS {
            let ours = leaves(kind);
            for (path, names) in usual(kind) {
                assert!(ours.iter().any(|leaf| leaf.path() == *path), "{kind:?} {path}");
                for name in names.split('|') {
                    assert_eq!(normal(name), name, "{name} is written as it is compared");
                }
            }
        }
    }

    #[test]
    fn columns_are_mapped_by_hand() {
        let read = mappings(Kind::Case, "受理时间=受理, F=closed.on，电话=-").expect("a map");
        let fields: Vec<_> = read.iter().map(|one| one.field.as_deref()).collect();
        assert_eq!(fields, [Some("opened"), Some("closed.on"), None]);
        assert_eq!(
            mappings(Kind::Income, "A=amuont"),
            Err(BadMapping::Field("amuont".to_owned(), "amount".to_owned()))
        );
        assert_eq!(mappings(Kind::Income, "金额"), Err(BadMapping::Shape("金额".to_owned())));
    }
}
