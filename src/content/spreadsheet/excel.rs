//! Excel's own formats, new and old, as WPS writes them too.
//!
//! The one place where a binary float is met: `calamine` hands one over, it is turned into text at
//! once, and no arithmetic is done with it.

use std::io::Cursor;

use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Reader as _, Sheet as Listed, SheetType,
    SheetVisible, Xls, XlsError, Xlsx, XlsxError,
};

use super::biff;
use super::book::{Cell, Filling, Merged, Sheet, Unreadable, number, text};
use crate::model::calendar::Day;

/// Excel since 2007.
pub(super) fn xlsx(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let unreadable = |error: XlsxError| match error {
        XlsxError::Password => Unreadable::Password,
        other => Unreadable::damaged(other),
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let from_1904 = book.has_1904_epoch();
    let mut filling = Filling::default();
    let mut sheets = Vec::new();
    for listed in worksheets(book.sheets_metadata()) {
        let mut sheet = begin(&listed, from_1904);
        let merged = book.merge_cells_by_sheet_name(&listed.name).map_err(unreadable)?;
        sheet.merged = merged.iter().map(merge).collect();
        let mut cells = book.worksheet_cells_reader(&listed.name).map_err(unreadable)?;
        while let Some(found) = cells.next_cell().map_err(unreadable)? {
            let value = match found.get_value() {
                DataRef::SharedString(shared) => text(shared),
                other => cell(&Data::from(other.clone())),
            };
            if let Some(value) = value {
                filling.put(&mut sheet, found.get_position(), value)?;
            }
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// Excel up to 2003, and `.et`.
pub(super) fn xls(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    biff::check(bytes)?;
    let opened = Xls::new(Cursor::new(bytes));
    let mut book: Xls<_> = opened.map_err(|error| match error {
        XlsError::Password => Unreadable::Password,
        other => Unreadable::damaged(other),
    })?;
    let from_1904 = book.has_1904_epoch();
    let mut filling = Filling::default();
    let mut sheets = Vec::new();
    for listed in worksheets(book.sheets_metadata()) {
        let mut sheet = begin(&listed, from_1904);
        let merged = book.merge_cells_by_sheet_name(&listed.name).map_err(Unreadable::damaged)?;
        sheet.merged = merged.iter().map(merge).collect();
        let range = book.worksheet_range(&listed.name).map_err(Unreadable::damaged)?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let place = (u32::try_from(row), u32::try_from(column));
            let (Ok(row), Ok(column), Some(value)) = (place.0, place.1, cell(value)) else {
                continue;
            };
            filling.put(&mut sheet, (top + row, left + column), value)?;
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn worksheets(listed: &[Listed]) -> Vec<Listed> {
    listed.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).cloned().collect()
}

fn begin(listed: &Listed, from_1904: bool) -> Sheet {
    let hidden = listed.visible != SheetVisible::Visible;
    Sheet { name: listed.name.clone(), hidden, from_1904, ..Sheet::default() }
}

fn merge(dimensions: &Dimensions) -> Merged {
    Merged { from: dimensions.start, to: dimensions.end }
}

fn cell(data: &Data) -> Option<Cell> {
    Some(match data {
        Data::Empty => return None,
        Data::String(written) | Data::DurationIso(written) => return text(written),
        Data::Int(whole) => number(&whole.to_string()),
        Data::Float(value) => number(&value.to_string()),
        Data::Bool(yes) => Cell::Text(if *yes { "yes" } else { "no" }.to_owned()),
        Data::DateTime(moment) => day(moment),
        Data::DateTimeIso(written) => written
            .get(..10)
            .and_then(Day::read)
            .map_or_else(|| Cell::Text(written.clone()), Cell::Day),
        Data::Error(error) => Cell::Error(error.to_string()),
    })
}

fn day(moment: &ExcelDateTime) -> Cell {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let found = i16::try_from(year).ok().zip(i8::try_from(month).ok().zip(i8::try_from(day).ok()));
    let found = found.and_then(|(year, (month, day))| Day::new(year, month, day));
    // Hours and minutes alone count as a day before 1904; they stay the number they are.
    let plausible = |day: &Day| moment.is_datetime() && day.year() > 1904;
    found.filter(plausible).map_or_else(|| number(&moment.to_string()), Cell::Day)
}
