//! An old Excel book is looked through before it is read: `calamine` makes room for every cell from
//! the first to the last, and a damaged place far off would take all the memory there is.

use std::io::{Cursor, Read as _};

use super::book::Unreadable;

/// Columns that the format has; it has no more rows than two bytes can count.
const COLUMNS: u16 = 256;

// The records of the format that matter here, by their numbers.
const END: u16 = 0x000a;
const SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const MANY_NUMBERS: u16 = 0x00bd;
/// Formula, text and rich text, number, label, error, packed number.
const CELLS: [u16; 7] = [0x0006, 0x00d6, 0x00fd, 0x0203, 0x0204, 0x0205, 0x027e];

/// Whether every cell lies where the format can have one.
pub(super) fn check(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut container = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(Unreadable::damaged)?;
    // A newer book with a password is wrapped into the same container.
    if container.exists("/EncryptedPackage") {
        return Err(Unreadable::Password);
    }
    let name = ["/Workbook", "/Book"].into_iter().find(|name| container.is_stream(name));
    let mut stream = Vec::new();
    let mut opened = container.open_stream(name.ok_or(Unreadable::NotOne)?);
    let opened = opened.as_mut().map_err(Unreadable::damaged)?;
    opened.read_to_end(&mut stream).map_err(Unreadable::damaged)?;
    let mut sheets = Vec::new();
    for (kind, data) in (Records { rest: &stream }) {
        if let (SHEET, [a, b, c, d, ..]) = (kind, data) {
            sheets.push(u32::from_le_bytes([*a, *b, *c, *d]));
        }
    }
    for start in sheets {
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        let rest = stream.get(start..).unwrap_or_default();
        let own = Records { rest }.take_while(|(kind, _)| *kind != END);
        if !own.into_iter().all(|(kind, data)| fits(kind, data)) {
            return Err(Unreadable::Damaged(String::new()));
        }
    }
    Ok(())
}

fn fits(kind: u16, data: &[u8]) -> bool {
    let word =
        |at: usize| data.get(at..at + 2).map_or(0, |two| u16::from_le_bytes([two[0], two[1]]));
    match kind {
        DIMENSIONS if data.len() >= 14 => {
            // Rows are written with four bytes, of which the upper two can only be those of 65,536.
            let (first, last) = ((word(0), word(2)), (word(4), word(6)));
            let rows = first.1 == 0 && (last.1 == 0 || last == (0, 1));
            rows && word(8) <= COLUMNS && word(10) <= COLUMNS
        }
        DIMENSIONS => word(4) <= COLUMNS && word(6) <= COLUMNS,
        MANY_NUMBERS => word(2) < COLUMNS && word(data.len().saturating_sub(2)) < COLUMNS,
        kind if CELLS.contains(&kind) => word(2) < COLUMNS,
        _ => true,
    }
}

/// The records of a stream one after the other, each with its number.
struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let [a, b, c, d, rest @ ..] = self.rest else { return None };
        let (data, rest) = rest.split_at_checked(u16::from_le_bytes([*c, *d]).into())?;
        self.rest = rest;
        Some((u16::from_le_bytes([*a, *b]), data))
    }
}
