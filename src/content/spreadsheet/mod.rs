//! A spreadsheet as a treasurer keeps it becomes records, ready to be written into list files.
//!
//! `read` gives every row that fits, and names every one that does not by sheet and row; `known`
//! tells what the board has already; `write` makes the text of list files. No file is opened or
//! written here, and no row is guessed at.

mod biff;
mod book;
mod columns;
mod excel;
mod header;
mod known;
mod lines;
mod names;
mod ods;
mod rows;
mod separated;
mod total;
mod value;
mod write;
mod written;

use std::fmt;

use crate::content::kinds::kind_of_folder;
use crate::model::board::Profile;
use crate::model::id::Kind;
use crate::words::Arg;

use book::Sheet;
pub use book::Unreadable;
use columns::Leaf;
pub use columns::{BadMapping, KINDS, Mapping, mappings};
pub use known::{Sorted, fees, sort};
pub(crate) use names::meant;
pub use write::{Refused, Target, Written, folder, write};

/// What is asked of a spreadsheet.
#[derive(Debug)]
pub struct Asked<'a> {
    /// The kind of its records.
    pub kind: Kind,
    /// What columns mean, beyond what their names say.
    pub columns: &'a [Mapping],
    /// The sheets to read; all that fit where none is named.
    pub sheets: &'a [String],
    /// The fund and account of rows that name none.
    pub fill: Vec<(&'static str, String)>,
    /// What board.yaml says.
    pub profile: &'a Profile,
    /// The fees of the board, by id and title.
    pub fees: Vec<(String, String)>,
}

/// A place in a spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The name of the sheet; a text file has none.
    pub sheet: String,
    /// The row, from 1; `None` for the sheet as a whole.
    pub row: Option<u32>,
    /// The column, from 0.
    pub column: Option<u32>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sheet)?;
        if !self.sheet.is_empty() && self.row.is_some() {
            f.write_str("!")?;
        }
        if let Some(row) = self.row {
            let letters = self.column.map(book::letters).unwrap_or_default();
            write!(f, "{letters}{row}")?;
        }
        Ok(())
    }
}

/// A sentence about a place: what does not fit, or what was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where.
    pub at: Place,
    /// The key of its words.
    pub says: &'static str,
    /// What fills their slots.
    pub args: Vec<(&'static str, Arg)>,
}

/// A row that fits: the fields of a record, in canonical form.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Where it stands.
    pub at: Place,
    /// The file and the number that it had where it was exported.
    id: Option<(String, u64)>,
    values: Vec<(Leaf, String)>,
}

/// What a spreadsheet holds.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// The rows that fit.
    pub drafts: Vec<Draft>,
    /// What does not fit, in the order of places.
    pub slips: Vec<Remark>,
    /// What was left out, and why.
    pub notes: Vec<Remark>,
    /// How many rows with something in them lie below the headers.
    pub rows: usize,
}

/// Reads a spreadsheet.
///
/// # Errors
/// Why it cannot be read at all.
pub fn read(bytes: &[u8], asked: &Asked<'_>) -> Result<Read, Unreadable> {
    let sheets = book::read(bytes)?;
    let mut read = Read::default();
    let mut found = false;
    let named = |name: &str| asked.sheets.iter().any(|sheet| sheet.trim() == name.trim());
    let named_so = |sheet: &Sheet| kind_of_folder(sheet.name.trim()) == Some(asked.kind);
    let own = sheets.iter().any(named_so);
    for sheet in &sheets {
        let whole = || Place { sheet: sheet.name.clone(), row: None, column: None };
        let mut pass = |says: &'static str| {
            read.notes.push(Remark { at: whole(), says, args: Vec::new() });
        };
        let chosen = named(&sheet.name);
        if sheet.rows.is_empty() || (!chosen && !asked.sheets.is_empty()) {
            continue;
        }
        if sheet.hidden && !chosen {
            pass("import.sheet-hidden");
            continue;
        }
        // A book that has a sheet of the kind's own name names its other sheets as well.
        let other = own && kind_of_folder(sheet.name.trim()).is_some_and(|kind| kind != asked.kind);
        // An exported book has a sheet for each type of register: 台账-微心愿.
        let of_type = sheet.name.trim().split_once('-').map(|(folder, _)| kind_of_folder(folder));
        let other = other || of_type == Some(Some(Kind::Register));
        if !chosen && (other || header::is_of_other_kind(asked.kind, &sheet.name)) {
            pass("import.sheet-of-other-kind");
            continue;
        }
        match header::find(sheet, asked) {
            Ok(head) => {
                found = true;
                rows::read(sheet, &head, asked, &mut read);
            }
            Err(None) => pass("import.sheet-without-table"),
            Err(Some(remark)) => read.slips.push(remark),
        }
    }
    let at = Place { sheet: String::new(), row: None, column: None };
    for name in asked.sheets {
        if !sheets.iter().any(|sheet| sheet.name.trim() == name.trim()) {
            let all = sheets.iter().map(|sheet| Arg::from(sheet.name.as_str())).collect();
            let args = vec![("name", name.as_str().into()), ("known", Arg::List(all))];
            read.slips.push(Remark { at: at.clone(), says: "import.no-such-sheet", args });
        }
    }
    if !found && read.slips.is_empty() {
        let needed = columns::leaves(asked.kind).into_iter();
        let needed = needed.filter(|leaf| columns::is_required(asked.kind, leaf));
        let args = vec![("fields", Arg::List(needed.map(|leaf| header::name(&leaf)).collect()))];
        read.slips.push(Remark { at, says: "import.no-header", args });
    }
    read.slips.sort_by(|a, b| a.at.cmp(&b.at));
    Ok(read)
}
