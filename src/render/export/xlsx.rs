//! Tables as a workbook (Office Open XML): a sheet a table, figures as figures, days as days,
//! words as words that no program can take for a formula.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Cursor, Write};

use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use crate::render::prose::escape;
use crate::table::{Form, Table};

/// So many characters a cell may have.
const LONGEST: usize = 32_767;

/// The widest column, in Latin letters.
const WIDEST: usize = 48;

/// How many bytes of a sheet are gathered before they are packed.
const PIECE: usize = 256 * 1024;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// Style 0 is plain, 1 a heading, 2 a day, 3 an amount, 4 a text over several lines.
const STYLES: &str = "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>\
<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
<cellXfs count=\"5\">\
<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>\
<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
<xf numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
</cellXfs>\
<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";

/// The workbook of some tables with these titles; empty if it could not be packed, which memory alone
/// decides.
#[must_use]
pub fn xlsx(titles: &[String], tables: impl Iterator<Item = Table>) -> Vec<u8> {
    packed(titles, tables).unwrap_or_default()
}

/// A workbook while it is packed.
type Packing = ZipWriter<Cursor<Vec<u8>>>;

/// Begins a part. The day of the archive's parts is always the same one, as the bytes must be.
fn begin(archive: &mut Packing, name: &str) -> ZipResult<()> {
    archive.start_file(name, SimpleFileOptions::default())?;
    Ok(archive.write_all(HEAD.as_bytes())?)
}

/// Writes a part whole.
fn put(archive: &mut Packing, name: &str, text: &str) -> ZipResult<()> {
    begin(archive, name)?;
    Ok(archive.write_all(text.as_bytes())?)
}

fn packed(titles: &[String], tables: impl Iterator<Item = Table>) -> ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let each = |line: &dyn Fn(usize, &str) -> String| -> String {
        titles.iter().enumerate().map(|(place, title)| line(place + 1, title)).collect()
    };
    let part = |path: &str, kind: &str| {
        format!("<Override PartName=\"{path}\" ContentType=\"{TYPE}.{kind}+xml\"/>")
    };
    let sheets = each(&|n, _| part(&format!("/xl/worksheets/sheet{n}.xml"), "worksheet"));
    put(
        &mut archive,
        "[Content_Types].xml",
        &format!(
            "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}{}{sheets}</Types>",
            part("/xl/workbook.xml", "sheet.main"),
            part("/xl/styles.xml", "styles"),
        ),
    )?;
    let link = |id: usize, kind: &str, to: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{to}\"/>")
    };
    let links = |inner: String| {
        format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{inner}</Relationships>")
    };
    put(&mut archive, "_rels/.rels", &links(link(1, "officeDocument", "xl/workbook.xml")))?;
    let sheets = each(&|n, title| {
        let name = escaped(title);
        format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>")
    });
    put(
        &mut archive,
        "xl/workbook.xml",
        &format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{sheets}</sheets></workbook>"
        ),
    )?;
    let sheets = each(&|n, _| link(n, "worksheet", &format!("worksheets/sheet{n}.xml")));
    let styles = link(titles.len() + 1, "styles", "styles.xml");
    put(&mut archive, "xl/_rels/workbook.xml.rels", &links(format!("{sheets}{styles}")))?;
    put(
        &mut archive,
        "xl/styles.xml",
        &format!("<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>"),
    )?;
    for (place, table) in tables.enumerate() {
        begin(&mut archive, &format!("xl/worksheets/sheet{}.xml", place + 1))?;
        sheet(&table, &mut archive)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Writes a sheet, some rows at a time: as text it is many times as long as packed.
fn sheet(table: &Table, to: &mut impl Write) -> io::Result<()> {
    let mut out = format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" \
         topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>"
    );
    for (place, column) in table.columns.iter().enumerate() {
        // What is wider than the widest column need not be counted to its end.
        let wide = |text: &str| {
            text.chars().take(WIDEST).map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>()
        };
        let cells = column.cells.iter().chain([column.title.as_str()]);
        let width: usize = cells.map(wide).max().unwrap_or_default();
        let (n, width) = (place + 1, width.clamp(8, WIDEST) + 2);
        let _ = write!(out, "<col min=\"{n}\" max=\"{n}\" width=\"{width}\" customWidth=\"1\"/>");
    }
    out.push_str("</cols><sheetData><row r=\"1\">");
    let names: Vec<String> = (0..table.columns.len()).map(letters).collect();
    for (name, column) in names.iter().zip(&table.columns) {
        text(&mut out, (name, "1"), "1", &column.title);
    }
    out.push_str("</row>");
    for row in 0..table.rows() {
        let number = (row + 2).to_string();
        out.extend(["<row r=\"", &number, "\">"]);
        for (name, (column, cell)) in names.iter().zip(table.row(row)) {
            let at = (name.as_str(), number.as_str());
            match (&column.form, cell) {
                (_, "") => {}
                (Form::Number | Form::Count, cell) if is_figure(cell) => {
                    figure(&mut out, at, if column.form == Form::Number { "3" } else { "4" }, cell);
                }
                (Form::Day, cell) => match serial(cell) {
                    Some(day) => figure(&mut out, at, "2", itoa::Buffer::new().format(day)),
                    None => text(&mut out, at, "0", cell),
                },
                (_, cell) => text(&mut out, at, "0", cell),
            }
        }
        out.push_str("</row>");
        if out.len() >= PIECE {
            to.write_all(out.as_bytes())?;
            out.clear();
        }
    }
    out.push_str("</sheetData></worksheet>");
    to.write_all(out.as_bytes())
}

/// A cell of a figure.
fn figure(out: &mut String, (column, row): (&str, &str), style: &str, figure: &str) {
    out.extend(["<c r=\"", column, row, "\" s=\"", style, "\"><v>", figure, "</v></c>"]);
}

/// A cell of words. What is longer than a cell may be ends in an ellipsis.
fn text(out: &mut String, (column, row): (&str, &str), style: &str, text: &str) {
    let short = if text.len() > LONGEST && text.chars().nth(LONGEST).is_some() {
        Cow::Owned(text.chars().take(LONGEST - 1).chain(['…']).collect())
    } else {
        Cow::Borrowed(text)
    };
    out.extend(["<c r=\"", column, row, "\" s=\"", style, "\" t=\"inlineStr\">"]);
    out.push_str("<is><t xml:space=\"preserve\">");
    escape(out, &short);
    out.push_str("</t></is></c>");
}

/// Text as XML takes it; characters that it cannot hold are left out.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    escape(&mut out, text);
    out
}

/// Whether a figure survives the fifteen digits that a spreadsheet keeps.
fn is_figure(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let plain = cell.bytes().all(|byte| byte.is_ascii_digit() || b"-.".contains(&byte));
    plain && (1..=15).contains(&digits)
}

/// The number of a day since the end of 1899, as spreadsheets count since March 1900.
fn serial(day: &str) -> Option<i64> {
    let mut parts = day.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    // Counted from March, leap days come last in their year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day;
    // 1900-03-01 is 61: spreadsheets believe in a 29 February of that year.
    Some(days - 693_900).filter(|since| *since >= 61)
}

fn letters(column: usize) -> String {
    let mut column = column + 1;
    let mut letters = Vec::new();
    while column > 0 {
        letters.push(char::from(b'A' + u8::try_from((column - 1) % 26).unwrap_or(0)));
        column = (column - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_spreadsheets_do() {
        for (day, serial_of) in [
            ("1900-03-01", 61),
            ("1999-12-31", 36_525),
            ("2024-02-29", 45_351),
            ("2025-03-05", 45_721),
        ] {
            assert_eq!(serial(day), Some(serial_of), "{day}");
        }
        assert_eq!(serial("1900-02-28"), None);
    }

    #[test]
    fn columns_have_their_letters() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(column), name);
        }
    }
}
