//! A table as separated values that Excel opens: UTF-8 that says so at its start, lines ended as
//! Windows ends them (RFC 4180).
//!
//! A spreadsheet takes a text that begins with `=`, `+`, `-` or `@` for a formula and would carry
//! it out. Such a text gets a `'` in front, and so does one that begins with `'`; who takes one `'`
//! away from the start of a text has every text as it was written. Figures and days are untouched.

use std::borrow::Cow;

use crate::source::position;
use crate::table::{Form, Table};

/// What tells Excel that the text is UTF-8.
const MARK: &str = "\u{feff}";

/// The table.
#[must_use]
pub fn separated(table: &Table) -> String {
    let cells = table.columns.iter().flat_map(|column| column.cells.iter());
    // A text grows by the marks that it is parted and quoted with, hardly by others.
    let room = cells.map(|cell| cell.len() + 1).sum::<usize>() + 4 * table.rows();
    let mut out = String::with_capacity(room + room / 64);
    head(&mut out, table);
    rows(&mut out, table);
    out
}

/// What stands above the rows: the names of the columns.
pub fn head(out: &mut String, table: &Table) {
    out.push_str(MARK);
    for (place, column) in table.columns.iter().enumerate() {
        cell(out, place, &column.name);
    }
    out.push_str("\r\n");
}

/// The rows alone, where a table is written some of them at a time.
pub fn rows(out: &mut String, table: &Table) {
    for row in 0..table.rows() {
        for (place, (column, text)) in table.row(row).enumerate() {
            let words = matches!(column.form, Form::Text | Form::Key);
            let text = &*without_controls(text);
            match text.chars().next() {
                Some('=' | '+' | '-' | '@' | '\'' | '\t') if words => {
                    cell(out, place, &format!("'{text}"));
                }
                _ => cell(out, place, text),
            }
        }
        out.push_str("\r\n");
    }
}

/// Characters that would act on a terminal are left out. Hardly a text has one.
fn without_controls(text: &str) -> Cow<'_, str> {
    let acts = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    // Control characters are these bytes, and U+0080 to U+009F, which begin with the last.
    // Plain comparisons, so that many bytes are asked at once.
    let may_act =
        |byte: u8| (byte < b' ' && byte != b'\n' && byte != b'\t') || byte == 0x7f || byte == 0xc2;
    if position(text.as_bytes(), may_act).is_some() {
        Cow::Owned(text.replace(acts, ""))
    } else {
        Cow::Borrowed(text)
    }
}

fn cell(out: &mut String, place: usize, text: &str) {
    if place > 0 {
        out.push(',');
    }
    let parts = |byte: u8| byte == b'"' || byte == b',' || byte == b'\n' || byte == b'\r';
    if position(text.as_bytes(), parts).is_some() {
        out.push('"');
        for (place, part) in text.split('"').enumerate() {
            out.push_str(if place > 0 { "\"\"" } else { "" });
            out.push_str(part);
        }
        out.push('"');
    } else {
        out.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Column;

    #[test]
    fn a_text_is_never_a_formula_and_a_figure_stays_one() {
        let column = |name: &str, form, cells: [&str; 3]| Column {
            name: name.to_owned(),
            title: String::new(),
            form,
            refers: None,
            cells: cells.into_iter().collect(),
        };
        let columns = vec![
            column("item", Form::Text, ["\u{1}=1+1", "a,\"b\"\nc", "'quoted'"]),
            column("amount", Form::Number, ["-1.00", "", "2.50"]),
        ];
        let table = Table { name: "x".to_owned(), title: String::new(), columns };
        let expected =
            "\u{feff}item,amount\r\n'=1+1,-1.00\r\n\"a,\"\"b\"\"\nc\",\r\n''quoted',2.50\r\n";
        assert_eq!(separated(&table), expected);
    }
}
