//! The rows below the headers become records; every row that does not fit is named.

use std::collections::BTreeMap;

use super::book::{Cell, Sheet, letters};
use super::columns::{Leaf, Target, is_required, leaves};
use super::header::{Column, Head, name};
use super::total::Sums;
use super::value::{Context, is_nil, money, read as read_cell, shown};
use super::{Asked, Draft, Place, Read, Remark};
use crate::content::good_stem;
use crate::content::kinds::Shape;
use crate::content::values;
use crate::model::id::{Kind, RecordId};
use crate::words::Arg;

/// Rows that were left out, by the key of the note that names them.
type LeftOut = BTreeMap<&'static str, Vec<u32>>;

/// A sheet that is being read.
pub(super) struct Reading<'a> {
    /// The sheet.
    pub sheet: &'a Sheet,
    /// What stands above its rows.
    pub head: &'a Head,
    /// What the reading of its cells depends on.
    pub context: Context<'a>,
    /// The sums of each column of amounts.
    pub sums: BTreeMap<u32, Sums>,
    left_out: LeftOut,
    out: &'a mut Read,
}

/// Reads the rows of a sheet.
pub(super) fn read(sheet: &Sheet, head: &Head, asked: &Asked<'_>, out: &mut Read) {
    let context = Context { asked, year: head.year, from_1904: sheet.from_1904 };
    let amounts = head.columns.iter().filter(|column| is_amount(column));
    let sums = amounts.map(|column| (column.at, Sums::default())).collect();
    let mut reading = Reading { sheet, head, context, sums, left_out: LeftOut::new(), out };
    reading.whole();
    for (row, cells) in sheet.rows.range(head.begins..) {
        reading.row(*row, cells);
    }
    reading.notes();
}

impl Reading<'_> {
    /// A place in the sheet, rows counted from 0.
    pub(super) fn at(&self, row: u32, column: Option<u32>) -> Place {
        Place { sheet: self.sheet.name.clone(), row: Some(row + 1), column }
    }

    /// Names what does not fit.
    pub(super) fn slip(&mut self, at: Place, says: &'static str, args: Vec<(&'static str, Arg)>) {
        self.out.slips.push(Remark { at, says, args });
    }

    fn column(&self, wanted: impl Fn(&Leaf) -> bool) -> Option<&Column> {
        let is =
            |column: &&Column| matches!(&column.target, Some(Target::Leaf(leaf)) if wanted(leaf));
        self.head.columns.iter().find(is)
    }

    fn filled(&self, field: &str) -> Option<&str> {
        let fill = &self.context.asked.fill;
        fill.iter().find(|(name, _)| *name == field).map(|(_, value)| value.as_str())
    }

    /// What is wrong with the table as a whole is said once, not in every row.
    fn whole(&mut self) {
        let asked = self.context.asked;
        let has = |field: &str| {
            self.column(|leaf| leaf.outer.is_none() && leaf.field.en == field).is_some()
                || self.filled(field).is_some()
        };
        let at = Place { sheet: self.sheet.name.clone(), row: None, column: None };
        let money = matches!(asked.kind, Kind::Income | Kind::Expenditure);
        let list = |shape| vec![("known", Arg::List(super::value::pots(shape, asked)))];
        if money && asked.profile.funds.len() > 1 && !has("fund") {
            self.slip(at, "import.fund-needed", list(Shape::Fund));
        } else if asked.kind == Kind::Balance && !has("fund") && !has("account") {
            self.slip(at, "import.account-or-fund", list(Shape::Pot));
        }
    }

    /// A cell of a row, or the one that is merged down over it. An amount is never taken twice.
    fn cell(&self, row: u32, column: &Column) -> Option<&Cell> {
        let own = self.sheet.rows.get(&row).and_then(|cells| cells.get(&column.at));
        let amount = match column.target {
            Some(Target::Leaf(leaf)) => leaf.field.shape.is_amount(),
            _ => true,
        };
        if own.is_some() || amount {
            return own;
        }
        let from = self.over(row, column.at)?;
        self.sheet.rows.get(&from).and_then(|cells| cells.get(&column.at))
    }

    /// The row, above this one, of the merged cell that covers a place.
    fn over(&self, row: u32, column: u32) -> Option<u32> {
        let covers =
            self.sheet.merged.iter().find(|merged| {
                merged.from.1 == column && merged.from.0 < row && row <= merged.to.0
            })?;
        (covers.from.0 >= self.head.begins).then_some(covers.from.0)
    }

    fn row(&mut self, row: u32, cells: &BTreeMap<u32, Cell>) {
        self.out.rows += 1;
        if let Some(line) = self.line(row, cells) {
            self.left_out.entry(line).or_default().push(row);
            return;
        }
        let before = self.out.slips.len();
        match self.side(row) {
            Side::Ours => {}
            Side::Theirs => {
                self.left_out.entry("import.of-other-kind").or_default().push(row);
                return;
            }
            Side::Unknown(column, said) => {
                let at = self.at(row, Some(column));
                self.slip(at, "import.unknown-side", vec![("value", said.into())]);
                self.sums.values_mut().for_each(Sums::lose);
                return;
            }
        }
        let values = self.values(row);
        self.complete(row, &values, before);
        if self.out.slips.len() > before {
            self.sums.values_mut().for_each(Sums::lose);
            return;
        }
        let id = self.id(row);
        self.out.drafts.push(Draft { at: self.at(row, None), id, values });
    }

    /// The file and the number that a row names, if it names a record of the kind.
    fn id(&self, row: u32) -> Option<(String, u64)> {
        let of = |column: &&Column| matches!(column.target, Some(Target::Id));
        let column = self.head.columns.iter().find(of)?;
        let id = RecordId::read(&shown(self.cell(row, column)?))?;
        let (stem, number) = id.id.split_once('.').filter(|(stem, _)| good_stem(stem))?;
        let read: u64 = number.parse().ok()?;
        let same = id.kind == self.context.asked.kind && read.to_string() == number;
        same.then(|| (stem.to_owned(), read))
    }

    /// Which side of the books a row is on, where a sheet has both.
    fn side(&self, row: u32) -> Side {
        let kind = self.context.asked.kind;
        let cell = |column: &Column| self.cell(row, column).filter(|cell| !is_nil(cell));
        let directed = |column: &&Column| matches!(column.target, Some(Target::Direction));
        if let Some(column) = self.head.columns.iter().find(directed) {
            let said = cell(column).map(shown).unwrap_or_default();
            let text = values::plain(&said).to_lowercase();
            let spent = ["支出", "支", "付", "out", "expense", "spending"].contains(&text.as_str());
            let income = ["收入", "收", "in", "income"].contains(&text.as_str());
            return match kind {
                _ if !spent && !income => Side::Unknown(column.at, said),
                Kind::Expenditure if spent => Side::Ours,
                Kind::Income if income => Side::Ours,
                _ => Side::Theirs,
            };
        }
        let some = |column: &Column| {
            cell(column)
                .is_some_and(|cell| money(cell, &self.context).is_none_or(|m| m.minor() != 0))
        };
        let other =
            self.head.columns.iter().filter(|column| matches!(column.target, Some(Target::Other)));
        let theirs = other.clone().any(&some);
        let ours = self.head.columns.iter().filter(|column| is_amount(column)).any(some);
        if theirs && !ours { Side::Theirs } else { Side::Ours }
    }

    fn values(&mut self, row: u32) -> Vec<(Leaf, String)> {
        let mut values: Vec<(Leaf, String)> = Vec::new();
        let (sheet, head) = (self.sheet, self.head);
        let place = |column: u32| Place {
            sheet: sheet.name.clone(),
            row: Some(row + 1),
            column: Some(column),
        };
        for column in &head.columns {
            let Some(Target::Leaf(leaf)) = column.target else { continue };
            let Some(cell) = self.cell(row, column) else { continue };
            match read_cell(cell, &leaf, &self.context) {
                Ok(Some(value)) => {
                    if leaf.field.shape.is_amount()
                        && let Some(amount) = money(cell, &self.context)
                    {
                        self.sums.entry(column.at).or_default().add(amount);
                    }
                    values.push((leaf, value));
                }
                Ok(None) => {}
                Err((says, args)) => {
                    self.out.slips.push(Remark { at: place(column.at), says, args });
                }
            }
        }
        self.both(row);
        for leaf in leaves(self.context.asked.kind) {
            let known = |values: &[(Leaf, String)], field: &str| {
                values.iter().any(|(leaf, _)| leaf.outer.is_none() && leaf.field.en == field)
            };
            // Of a balance that names its account, no fund is wanted.
            let named = self.context.asked.kind == Kind::Balance
                && (known(&values, "fund") || known(&values, "account"));
            let fill = self.filled(leaf.field.en).filter(|_| leaf.outer.is_none() && !named);
            if let Some(fill) = fill.filter(|_| !known(&values, leaf.field.en)) {
                values.push((leaf, fill.to_owned()));
            }
        }
        values
    }

    /// A row that has both came in and went out at once, which no record can say.
    fn both(&mut self, row: u32) {
        let has = |column: &&Column| {
            let cell = self.cell(row, column).and_then(|cell| money(cell, &self.context));
            cell.is_some_and(|amount| amount.minor() != 0)
        };
        let other = |column: &&Column| matches!(column.target, Some(Target::Other));
        let theirs = self.head.columns.iter().filter(other).find(has);
        let ours = self.head.columns.iter().filter(|column| is_amount(column)).find(has);
        if let (Some(ours), Some(theirs)) = (ours, theirs) {
            let args =
                vec![("column", letters(ours.at).into()), ("other", letters(theirs.at).into())];
            self.slip(self.at(row, Some(theirs.at)), "import.both-sides", args);
        }
    }

    /// Names what a row lacks, unless a cell that does not read is the reason.
    fn complete(&mut self, row: u32, values: &[(Leaf, String)], before: usize) {
        let asked = self.context.asked;
        let ours = leaves(asked.kind);
        let has = |wanted: &Leaf| values.iter().any(|(leaf, _)| leaf.is(wanted));
        let begun = |leaf: &Leaf| {
            leaf.outer.is_some_and(|outer| {
                values
                    .iter()
                    .any(|(known, _)| known.outer.is_some_and(|known| known.en == outer.en))
            })
        };
        for leaf in &ours {
            let needed = is_required(asked.kind, leaf) || (leaf.field.required && begun(leaf));
            if !needed || has(leaf) {
                continue;
            }
            let column = self.column(|known| known.is(leaf)).map(|column| column.at);
            let at = self.at(row, column);
            if self.out.slips[before..].iter().any(|slip| slip.at == at) {
                continue;
            }
            let merged = column.is_some_and(|column| self.over(row, column).is_some());
            let says = if merged { "import.merged-amount" } else { "import.missing" };
            self.slip(at, says, vec![("field", name(leaf))]);
        }
        let column = self.column(|leaf| leaf.outer.is_none() && leaf.field.en == "fund");
        let money = matches!(asked.kind, Kind::Income | Kind::Expenditure);
        let lacks = |field: &str| {
            !values.iter().any(|(leaf, _)| leaf.outer.is_none() && leaf.field.en == field)
        };
        if let Some(at) =
            column.map(|column| column.at).filter(|_| money && asked.profile.funds.len() > 1)
            && lacks("fund")
        {
            let at = self.at(row, Some(at));
            if !self.out.slips[before..].iter().any(|slip| slip.at == at) {
                self.slip(at, "import.missing", vec![("field", Arg::Name("fund", "资金"))]);
            }
        }
    }

    fn notes(mut self) {
        let at = Place { sheet: self.sheet.name.clone(), row: None, column: None };
        for (says, rows) in std::mem::take(&mut self.left_out) {
            let other = match self.context.asked.kind {
                Kind::Income => Arg::Name("spending", "支出"),
                _ => Arg::Name("income", "收入"),
            };
            let args =
                vec![("n", rows.len().into()), ("rows", runs(&rows).into()), ("other", other)];
            self.out.notes.push(Remark { at: at.clone(), says, args });
        }
        let known = self.out.drafts.iter().any(|draft| draft.id.is_some());
        for (says, wanted) in [("import.columns-not-used", false), ("import.columns-private", true)]
        {
            let left = |column: &&Column| match column.target {
                None | Some(Target::Ignored) => !wanted,
                Some(Target::Id) => !wanted && !known,
                Some(Target::Private) => wanted,
                _ => false,
            };
            let label =
                |column: &Column| Arg::from(format!("{} ({})", column.header, letters(column.at)));
            let all: Vec<Arg> = self.head.columns.iter().filter(left).map(label).collect();
            if !all.is_empty() {
                let args = vec![("columns", Arg::List(all))];
                self.out.notes.push(Remark { at: at.clone(), says, args });
            }
        }
    }
}

/// Which side of the books a row is on.
enum Side {
    Ours,
    Theirs,
    /// The column that should say so, and what it says instead.
    Unknown(u32, String),
}

/// Whether a column holds days or periods.
pub(super) fn is_day(column: &Column) -> bool {
    matches!(column.target, Some(Target::Leaf(leaf)) if matches!(leaf.field.shape, Shape::Day | Shape::Period))
}

/// Whether a column holds amounts.
pub(super) fn is_amount(column: &Column) -> bool {
    matches!(column.target, Some(Target::Leaf(leaf)) if leaf.field.shape.is_amount())
}

/// Row numbers as people write them: `3, 7-9`.
fn runs(rows: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for row in rows.iter().map(|row| row + 1) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => runs.push((row, row)),
        }
    }
    let written = runs
        .iter()
        .map(|(from, to)| if from == to { from.to_string() } else { format!("{from}-{to}") });
    written.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_named_in_runs() {
        assert_eq!(runs(&[2, 6, 7, 8]), "3, 7-9");
        assert_eq!(shown(&Cell::Text("0302".to_owned())), "0302");
    }
}
