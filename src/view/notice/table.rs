//! A table of a sheet: how wide it is, and what its columns come to where it breaks over pages.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::prose::{self, Inline, inline_text};
use crate::view::format::grouped;

/// A table of a notice.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Table {
    /// Its caption, with the unit of amounts; may be empty.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, a cell a column.
    pub rows: Vec<Vec<String>>,
    /// The row of totals; may be empty.
    pub foot: Vec<String>,
    /// For every row what the summed columns come to up to and with it, empty in the columns that are
    /// not summed; no rows where nothing is. It stands where the table breaks over pages.
    pub carried: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// Its heading.
    pub head: String,
    /// `text`, `date` (not broken over lines) or `figure` (to the right, tabular).
    pub set: &'static str,
}

/// As many halves of a character as the table of an upright A4 sheet is wide in the type of tables.
const UPRIGHT: usize = 72;
/// Words are broken over lines where they are longer than this.
const BROKEN: usize = 12;
/// What stands between two columns.
const GAP: usize = 2;

impl Table {
    /// The table with what those columns come to, row by row. A column whose rows do not come to its
    /// foot as both are shown has other things in it than its sum, and nothing is carried.
    #[must_use]
    pub(crate) fn carrying(mut self, columns: impl IntoIterator<Item = usize>) -> Self {
        let mut carried = vec![vec![String::new(); self.columns.len()]; self.rows.len()];
        let mut any = false;
        for place in columns {
            let Some(sums) = self.sums(place) else { continue };
            for (cells, sum) in carried.iter_mut().zip(sums) {
                if let Some(cell) = cells.get_mut(place) {
                    *cell = sum;
                    any = true;
                }
            }
        }
        if any {
            self.carried = carried;
        }
        self
    }

    fn sums(&self, place: usize) -> Option<Vec<String>> {
        let whole = number(self.foot.get(place).filter(|cell| !cell.is_empty())?)?;
        let cells = self.rows.iter().map(|row| number(row.get(place)?));
        let cells = cells.collect::<Option<Vec<Decimal>>>()?;
        let mut sum = Decimal::ZERO;
        let mut sums = Vec::with_capacity(cells.len());
        for cell in cells {
            sum = sum.checked_add(cell)?;
            let mut shown = sum;
            shown.rescale(whole.scale());
            sums.push(shown);
        }
        (sum == whole).then(|| sums.into_iter().map(written).collect())
    }

    /// The words of a table that somebody wrote in a text, which has as little room as any other.
    pub(super) fn typed(table: &prose::Table) -> Self {
        let words = |cell: &Vec<Inline>| {
            let mut words = String::new();
            inline_text(cell, &mut words);
            words
        };
        let row = |cells: &Vec<Vec<Inline>>| cells.iter().map(words).collect::<Vec<_>>();
        let rows: Vec<Vec<String>> = table.rows.iter().map(row).collect();
        let columns = table.head.iter().enumerate().map(|(place, head)| {
            let figures = rows.iter().all(|row| row.get(place).is_none_or(|cell| is_figure(cell)));
            Column { head: words(head), set: if figures { "figure" } else { "text" } }
        });
        Self { columns: columns.collect(), rows, ..Self::default() }
    }

    /// Whether it is too wide for an upright sheet, as far as that can be told from its characters.
    #[must_use]
    pub(super) fn is_wide(&self) -> bool {
        let needed = self.columns.iter().enumerate().map(|(place, column)| {
            let cells = self.rows.iter().chain([&self.foot]).filter_map(|row| row.get(place));
            let longest = cells.map(|cell| width(cell)).max().unwrap_or(0);
            let head = width(&column.head).min(BROKEN);
            let cells = if column.set == "text" { longest.min(BROKEN) } else { longest };
            GAP + cells.max(head)
        });
        needed.sum::<usize>() > UPRIGHT + GAP
    }
}

/// Whether a text is a figure or nothing: what is not broken over lines.
fn is_figure(text: &str) -> bool {
    text.chars().all(|sign| sign.is_ascii_digit() || "+−-¥￥$£€,.%％".contains(sign))
}

/// How wide a text is, in halves of a Han character.
fn width(text: &str) -> usize {
    text.chars().map(|character| if u32::from(character) < 0x1100 { 1 } else { 2 }).sum()
}

/// An amount or a count as it is shown; nothing is none.
fn number(shown: &str) -> Option<Decimal> {
    if shown.is_empty() {
        return Some(Decimal::ZERO);
    }
    let (sign, digits) = match shown.strip_prefix('−') {
        Some(digits) => ("-", digits),
        None => ("", shown),
    };
    digits.starts_with(|first: char| first.is_ascii_digit()).then_some(())?;
    Decimal::from_str_exact(&format!("{sign}{}", digits.replace(',', ""))).ok()
}

/// The same way back.
fn written(sum: Decimal) -> String {
    let sign = if sum.is_sign_negative() && !sum.is_zero() { "−" } else { "" };
    format!("{sign}{}", grouped(&sum.abs().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[[&str; 3]], foot: [&str; 3]) -> Table {
        let cells = |row: &[&str; 3]| row.iter().map(|&cell| cell.to_owned()).collect();
        let columns = ["text", "figure", "figure"];
        let column = |set| Column { head: String::new(), set };
        Table {
            columns: columns.into_iter().map(column).collect(),
            rows: rows.iter().map(cells).collect(),
            foot: cells(&foot),
            ..Table::default()
        }
    }

    #[test]
    fn what_is_summed_is_carried_to_the_cent() {
        let rows = [["a", "1,200.10", "1"], ["b", "−1,300.20", ""], ["c", "0.10", "3"]];
        let carried = table(&rows, ["", "−100.00", "5"]).carrying([1, 2]).carried;
        assert_eq!(carried, [["", "1,200.10", ""], ["", "−100.10", ""], ["", "−100.00", ""]]);
    }

    #[test]
    fn what_is_known_only_roughly_or_is_no_sum_is_not_carried() {
        let rough = table(&[["a", "约3万", "1"]], ["", "约3万", "2"]).carrying([1, 2]);
        assert!(rough.carried.is_empty());
        let balance = table(&[["a", "5.00", ""], ["b", "7.00", ""]], ["", "7.00", ""]);
        assert!(balance.carrying([1]).carried.is_empty());
    }

    #[test]
    fn a_table_is_wide_that_has_more_figures_than_an_upright_sheet_has_room_for() {
        let cells = |n: usize| vec!["1,234,567.89".to_owned(); n];
        let of = |n: usize| Table {
            columns: (0..n).map(|_| Column { head: "金额".to_owned(), set: "figure" }).collect(),
            rows: vec![cells(n)],
            ..Table::default()
        };
        assert!(!of(5).is_wide());
        assert!(of(6).is_wide());
    }
}
