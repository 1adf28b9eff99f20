//! The row of a sheet that names its columns, and what each column is for.

use std::collections::BTreeMap;

use super::book::{Cell, Sheet, letters};
use super::columns::{Leaf, Mapping, Target, is_required, leaves, meaning, normal};
use super::{Asked, Place, Remark};
use crate::content::kinds::{Field, Shape};
use crate::content::values;
use crate::model::id::Kind;
use crate::words::Arg;

/// So many rows with something in them may stand above the table.
const SEARCHED: usize = 30;

/// A column with a header, or one that `--columns` names by its letter.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Where it stands.
    pub at: u32,
    /// Its header as written.
    pub header: String,
    /// What it is for, if that is known.
    pub target: Option<Target>,
    /// Another column that the same field could be read from just as well.
    rival: bool,
}

/// What stands above the rows of a table.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// The first row of the table, from 0.
    pub begins: u32,
    /// The columns.
    pub columns: Vec<Column>,
    /// The year that the title or the name of the sheet gives, if they give one.
    pub year: Option<i16>,
}

/// The name of a field, for a message.
#[must_use]
pub(super) fn name(leaf: &Leaf) -> Arg {
    match leaf.outer {
        None => Arg::Name(leaf.field.en, leaf.field.zh),
        Some(outer) => Arg::Joined(vec![
            Arg::Name(outer.en, outer.zh),
            Arg::from("."),
            Arg::Name(leaf.field.en, leaf.field.zh),
        ]),
    }
}

/// Whether the name of a sheet says that it holds the other side of the books.
#[must_use]
pub(super) fn is_of_other_kind(kind: Kind, name: &str) -> bool {
    let name = name.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let income = says(&["收入", "income", "receipts"]);
    let spent = says(&["支出", "开支", "expend", "spending", "payments"]);
    match kind {
        Kind::Expenditure => income && !spent,
        Kind::Income => spent && !income,
        _ => false,
    }
}

/// Finds the header; an error without a remark means that the sheet holds no such table.
pub(super) fn find(sheet: &Sheet, asked: &Asked<'_>) -> Result<Head, Option<Remark>> {
    let mut best: Option<(usize, Vec<Column>, u32, u32)> = None;
    for row in sheet.rows.keys().copied().take(SEARCHED) {
        let above = row.checked_sub(1).filter(|above| sheet.rows.contains_key(above));
        // A second row of headers under merged ones is tried as well as the row alone.
        for over in [None, above].into_iter().take(1 + usize::from(above.is_some())) {
            let mut columns = columns(sheet, over, row, asked);
            let score = score(&columns, asked.kind);
            if score > best.as_ref().map_or(0, |(best, ..)| *best) {
                let data = is_data(&columns, asked);
                if data {
                    for column in &mut columns {
                        column.header.clear();
                    }
                }
                best = Some((score, columns, over.unwrap_or(row), row + u32::from(!data)));
            }
        }
    }
    let Some((_, columns, top, begins)) = best else { return Err(None) };
    let head = Head { begins, columns, year: year(sheet, top) };
    match faults(sheet, &head, asked) {
        Some(remark) => Err(Some(remark)),
        None => Ok(head),
    }
}

/// How many fields the columns fill; 0 if that is no table of the kind.
fn score(columns: &[Column], kind: Kind) -> usize {
    let leaf = |column: &Column| match column.target {
        Some(Target::Leaf(leaf)) => Some(leaf),
        _ => None,
    };
    let leaves: Vec<Leaf> = columns.iter().filter_map(leaf).collect();
    let other = columns
        .iter()
        .filter(|column| matches!(column.target, Some(Target::Other | Target::Direction)));
    let needed = leaves.iter().any(|leaf| is_required(kind, leaf));
    let headed =
        columns.iter().filter(|column| leaf(column).is_some() && !column.header.is_empty());
    if leaves.len() >= 2 && needed { leaves.len() + headed.count() + other.count() } else { 0 }
}

/// Whether a row that was found by the letters of its columns alone is a row like those below it.
fn is_data(columns: &[Column], asked: &Asked<'_>) -> bool {
    let reads = |column: &Column| match column.target {
        Some(Target::Leaf(Leaf { field: Field { shape: Shape::Day, .. }, .. })) => {
            values::day(&column.header).is_some()
        }
        Some(Target::Leaf(Leaf {
            field: Field { shape: Shape::Money | Shape::Stated, .. },
            ..
        })) => values::money(&column.header, &asked.profile.currency).is_some(),
        _ => false,
    };
    columns.iter().any(reads) || columns.iter().all(|column| column.header.is_empty())
}

fn columns(sheet: &Sheet, above: Option<u32>, row: u32, asked: &Asked<'_>) -> Vec<Column> {
    let headers = headers(sheet, above, row);
    let mut ranked: Vec<(Column, usize)> = Vec::new();
    for (at, (header, joined)) in headers {
        let mapped = asked.columns.iter().find(|mapping| names(mapping, at, &header));
        let (target, rank) = match mapped {
            Some(Mapping { field: None, .. }) => (Some(Target::Ignored), 0),
            Some(Mapping { field: Some(field), .. }) => (leaf(asked.kind, field), 0),
            None => {
                let told = meaning(asked.kind, &joined).or_else(|| meaning(asked.kind, &header));
                told.map_or((None, 0), |(target, rank)| (Some(target), rank + 1))
            }
        };
        ranked.push((Column { at, header, target, rival: false }, rank));
    }
    for mapping in asked.columns {
        let headed = ranked.iter().any(|(column, _)| names(mapping, column.at, &column.header));
        ranked.extend(by_letter(mapping, asked.kind).filter(|_| !headed).map(|column| (column, 0)));
    }
    settle(&mut ranked);
    ranked.into_iter().map(|(column, _)| column).collect()
}

/// Of several columns for one field the one with the best name has it.
fn settle(ranked: &mut [(Column, usize)]) {
    for place in 0..ranked.len() {
        let Some(Target::Leaf(leaf)) = ranked[place].0.target else { continue };
        for other in place + 1..ranked.len() {
            let Some(Target::Leaf(same)) = ranked[other].0.target else { continue };
            if !leaf.is(&same) {
                continue;
            }
            let (mine, theirs) = (ranked[place].1, ranked[other].1);
            if mine == theirs {
                ranked[other].0.rival = true;
            }
            let loser = if theirs < mine { place } else { other };
            ranked[loser].0.target = None;
            if loser == place {
                break;
            }
        }
    }
}

/// The headers of a row: alone, and joined with what stands above (实收 over 金额).
fn headers(sheet: &Sheet, above: Option<u32>, row: u32) -> BTreeMap<u32, (String, String)> {
    let said = |row: u32, column: u32| match sheet.rows.get(&row)?.get(&column)? {
        Cell::Text(text) => Some(text.clone()),
        _ => None,
    };
    let over = |column: u32| {
        let above = above?;
        said(above, column).or_else(|| {
            let merged = sheet.merged.iter().find(|merged| {
                merged.from.0 == above && (merged.from.1..=merged.to.1).contains(&column)
            })?;
            said(above, merged.from.1)
        })
    };
    let rows = [Some(row), above].into_iter().flatten().filter_map(|row| sheet.rows.get(&row));
    let mut all = BTreeMap::new();
    for column in rows.flat_map(|cells| cells.keys()) {
        let (own, over) = (said(row, *column), over(*column));
        let header = own.clone().or_else(|| over.clone());
        let joined = format!("{}{}", over.unwrap_or_default(), own.unwrap_or_default());
        if let Some(header) = header {
            all.insert(*column, (header, joined));
        }
    }
    all
}

fn names(mapping: &Mapping, at: u32, header: &str) -> bool {
    let same = normal(&mapping.column) == normal(header) && !normal(header).is_empty();
    same || mapping.column.trim() == header || mapping.column == letters(at)
}

/// A column that has no header and is named by its letters.
fn by_letter(mapping: &Mapping, kind: Kind) -> Option<Column> {
    let column = mapping.column.as_bytes();
    let letters = (1..=2).contains(&column.len()) && column.iter().all(u8::is_ascii_uppercase);
    let target = leaf(kind, mapping.field.as_deref()?).filter(|_| letters)?;
    let at = column.iter().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1) - 1;
    Some(Column { at, header: String::new(), target: Some(target), rival: false })
}

fn leaf(kind: Kind, path: &str) -> Option<Target> {
    leaves(kind).into_iter().find(|leaf| leaf.path() == path).map(Target::Leaf)
}

/// The one year that is named above the table or in the name of the sheet.
fn year(sheet: &Sheet, top: u32) -> Option<i16> {
    let texts = sheet.rows.range(..top).flat_map(|(_, cells)| cells.values());
    let texts = texts.filter_map(|cell| match cell {
        Cell::Text(text) => Some(text.as_str()),
        _ => None,
    });
    let mut years = texts.chain([sheet.name.as_str()]).flat_map(years_in).collect::<Vec<_>>();
    years.sort_unstable();
    years.dedup();
    match years[..] {
        [only] => Some(only),
        _ => None,
    }
}

/// The years that a text names.
pub(super) fn years_in(text: &str) -> Vec<i16> {
    let text = values::plain(text);
    let runs = text.split(|c: char| !c.is_ascii_digit());
    let years = runs.filter(|run| run.len() == 4).filter_map(|run| run.parse().ok());
    years.filter(|year| (1990..2100).contains(year)).collect()
}

/// What keeps the table as a whole from being read.
fn faults(sheet: &Sheet, head: &Head, asked: &Asked<'_>) -> Option<Remark> {
    let row = head.begins.max(1);
    let at = |column| Place { sheet: sheet.name.clone(), row: Some(row), column };
    if let Some(rival) = head.columns.iter().find(|column| column.rival) {
        let same = |column: &&Column| normal(&column.header) == normal(&rival.header);
        let all = head.columns.iter().filter(same).map(|column| Arg::from(letters(column.at)));
        let args = vec![
            ("header", rival.header.as_str().into()),
            ("columns", Arg::List(all.collect())),
            ("letter", letters(rival.at).into()),
        ];
        return Some(Remark { at: at(Some(rival.at)), says: "import.same-header", args });
    }
    let has = |wanted: &Leaf| {
        head.columns
            .iter()
            .any(|column| matches!(&column.target, Some(Target::Leaf(leaf)) if leaf.is(wanted)))
    };
    let open = |column: &&Column| column.target.is_none() && !column.header.is_empty();
    let list = |columns: Vec<&Column>| {
        Arg::List(columns.iter().map(|column| Arg::from(column.header.as_str())).collect())
    };
    let ours = leaves(asked.kind);
    let missing = ours.iter().find(|leaf| {
        let filled =
            asked.fill.iter().any(|(field, _)| leaf.outer.is_none() && leaf.field.en == *field);
        is_required(asked.kind, leaf) && !has(leaf) && !filled
    });
    if let Some(leaf) = missing {
        let unused: Vec<&Column> = head.columns.iter().filter(open).collect();
        let says = if unused.is_empty() { "import.no-column" } else { "import.no-column-of" };
        let args =
            vec![("field", name(leaf)), ("path", leaf.path().into()), ("headers", list(unused))];
        return Some(Remark { at: at(None), says, args });
    }
    // A case that was closed with no word how would be shown as still open.
    for column in &head.columns {
        let Some(Target::Leaf(leaf)) = column.target else { continue };
        let Some(outer) = leaf.outer else { continue };
        let beside = |other: &&Leaf| {
            other.outer.is_some_and(|known| known.en == outer.en) && other.field.required
        };
        if let Some(lacking) = ours.iter().filter(beside).find(|other| !has(other)) {
            let header = column.header.as_str();
            let args = vec![
                ("header", header.into()),
                ("field", name(lacking)),
                ("path", lacking.path().into()),
            ];
            return Some(Remark { at: at(Some(column.at)), says: "import.half-a-group", args });
        }
    }
    let named = |mapping: &&Mapping| {
        !head.columns.iter().any(|column| names(mapping, column.at, &column.header))
    };
    let lost = asked.columns.iter().find(named)?;
    let args = vec![
        ("column", lost.column.as_str().into()),
        ("headers", list(head.columns.iter().collect())),
    ];
    Some(Remark { at: at(None), says: "import.no-such-column", args })
}
