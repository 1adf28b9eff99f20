//! Values separated by commas, tabs or semicolons, in any encoding that can be told.

use super::book::{Filling, Sheet, Unreadable, text};
use crate::content::text::decode;

/// A text file as the one sheet that it is.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let (decoded, _) = decode(bytes).ok_or(Unreadable::NotOne)?;
    let written = decoded.trim_start_matches('\u{feff}');
    if written.trim().is_empty() || written.contains('\0') {
        return Err(Unreadable::NotOne);
    }
    if written.trim_start().starts_with('<') {
        return Err(Unreadable::WebPage);
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(written))
        .from_reader(written.as_bytes());
    let mut sheet = Sheet::default();
    let mut filling = Filling::default();
    // A value may run over lines: a spreadsheet shows it as one row all the same.
    let mut within = 0;
    for record in reader.records() {
        let record = record.map_err(Unreadable::damaged)?;
        // The reader stands before empty lines, and before the second half of a line's end.
        let Some(position) = record.position() else { continue };
        let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
        let ends = written.as_bytes().get(start..).unwrap_or_default().iter();
        let empty = ends.take_while(|byte| b"\r\n".contains(byte)).filter(|byte| **byte == b'\n');
        let line = position.line() + empty.count() as u64;
        let row = u32::try_from(line.saturating_sub(1 + within)).unwrap_or(u32::MAX);
        for (column, value) in (0..).zip(&record) {
            within += value.matches('\n').count() as u64;
            if let Some(cell) = text(value) {
                filling.put(&mut sheet, (row, column), cell)?;
            }
        }
    }
    Ok(vec![sheet])
}

/// The separator that the first lines use most.
fn delimiter(text: &str) -> u8 {
    let count = |separator: &u8| {
        let lines = text.lines().take(30);
        lines.map(|line| line.bytes().filter(|byte| byte == separator).count()).sum::<usize>()
    };
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::spreadsheet::book::Cell;

    fn cell(sheet: &Sheet, row: u32, column: u32) -> Option<&str> {
        match sheet.rows.get(&row)?.get(&column)? {
            Cell::Text(text) => Some(text),
            other => panic!("{other:?} is no text"),
        }
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_shows_them() {
        let text = "\u{feff}日期,事项\n\n3月5日,\"更换\n水泵\"\n3月6日,灯\n";
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            let sheets = read(text.as_bytes());
            let sheet = &sheets.expect("a sheet")[0];
            assert_eq!(cell(sheet, 0, 0), Some("日期"));
            assert_eq!(cell(sheet, 2, 1), Some("更换水泵"));
            assert_eq!(cell(sheet, 3, 1), Some("灯"));
            assert_eq!(sheet.rows.len(), 3);
        }
    }

    #[test]
    fn the_separator_is_told_by_the_lines() {
        for text in ["a;b;c\n1,5;2;3\n", "a\tb\tc\n1,5\t2\t3\n", "a,b,c\n1;5,2,3\n"] {
            let sheets = read(text.as_bytes()).expect("a sheet");
            assert_eq!(cell(&sheets[0], 1, 2), Some("3"), "{text}");
        }
    }
}
