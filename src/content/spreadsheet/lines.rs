//! Rows of a sheet that are no records: which they are, and totals against the rows above them.

use std::collections::BTreeMap;

use super::book::Cell;
use super::columns::{Target, normal};
use super::header::{Column, years_in};
use super::rows::{Reading, is_amount, is_day};
use super::total::{Line, Sums, line};
use super::value::{is_nil, money};

impl Reading<'_> {
    /// What a row is that is no record, by the note that names it.
    pub(super) fn line(&mut self, row: u32, cells: &BTreeMap<u32, Cell>) -> Option<&'static str> {
        let used = |column: &&Column| {
            matches!(column.target, Some(Target::Leaf(_) | Target::Other | Target::Direction))
        };
        let columns: Vec<&Column> = self.head.columns.iter().filter(used).collect();
        let filled: Vec<&Column> =
            columns.iter().copied().filter(|column| cells.contains_key(&column.at)).collect();
        let texts = || {
            cells.values().filter_map(|cell| match cell {
                Cell::Text(text) => Some(text.as_str()),
                _ => None,
            })
        };
        let again = |column: &&Column| matches!(cells.get(&column.at), Some(Cell::Text(text)) if normal(text) == normal(&column.header));
        if filled.len() > 1 && filled.iter().all(again) {
            return Some("import.header-again");
        }
        let dated = columns.iter().filter(|column| is_day(column)).any(|column| {
            let cell = cells.get(&column.at).filter(|cell| !is_nil(cell));
            cell.is_some_and(|cell| !matches!(cell, Cell::Text(text) if line(text).is_some()))
        });
        let amounts = filled.iter().any(|column| is_amount(column) && !is_nil(&cells[&column.at]));
        let first = texts().find_map(line).filter(|_| !dated);
        match first {
            Some(Line::Total) => return Some(self.total(row, cells)),
            Some(Line::RunningTotal) => return Some("import.total-unchecked"),
            Some(Line::Carried) => return Some("import.carried"),
            Some(Line::Aside) if !amounts => return Some("import.aside"),
            _ => {}
        }
        if self.is_title(row, cells) {
            let years = texts().flat_map(years_in).collect::<Vec<_>>();
            if let [year] = years[..] {
                self.context.year = Some(year);
            }
            return Some("import.title");
        }
        // Line numbers and balances that are filled down beyond the last row say nothing.
        let silent = |at: &u32| {
            let column = self.head.columns.iter().find(|column| column.at == *at);
            column.is_some_and(|column| matches!(column.target, Some(Target::Ignored | Target::Id)))
        };
        (filled.is_empty() && cells.keys().all(silent)).then_some("import.only-numbered")
    }

    /// One text that is merged over several columns stands above a part of the table.
    fn is_title(&self, row: u32, cells: &BTreeMap<u32, Cell>) -> bool {
        let Some((column, Cell::Text(_))) = cells.first_key_value() else { return false };
        let wide = self
            .sheet
            .merged
            .iter()
            .any(|merged| merged.from == (row, *column) && merged.to.1 > merged.from.1 + 1);
        cells.len() == 1 && wide
    }

    fn total(&mut self, row: u32, cells: &BTreeMap<u32, Cell>) -> &'static str {
        let both = |column: &Column| matches!(column.target, Some(Target::Direction));
        if self.head.columns.iter().any(both) {
            // A total over money in and money out together is no sum of records.
            return "import.total-unchecked";
        }
        let mut checked = 0;
        let mut wrong = Vec::new();
        for column in self.head.columns.iter().filter(|column| is_amount(column)) {
            let Some(stated) = cells.get(&column.at).and_then(|cell| money(cell, &self.context))
            else {
                continue;
            };
            let sums = self.sums.get(&column.at).cloned().unwrap_or_default();
            match sums.check(stated) {
                Some(Ok(())) => checked += 1,
                Some(Err(sum)) => wrong.push((column.at, stated, sum)),
                None => {}
            }
        }
        self.sums.values_mut().for_each(Sums::part);
        let digits = self.context.asked.profile.currency.digits;
        let failed = !wrong.is_empty();
        for (column, stated, sum) in wrong {
            let args = vec![
                ("stated", stated.plain(digits).into()),
                ("sum", sum.plain(digits).into()),
                ("difference", (stated - sum).plain(digits).into()),
            ];
            self.slip(self.at(row, Some(column)), "import.total-differs", args);
        }
        if checked > 0 || failed { "import.total-agrees" } else { "import.total-unchecked" }
    }
}
