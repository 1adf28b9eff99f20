//! Long files, made and handed on piece by piece: none is ever whole in memory.

use std::sync::{Arc, PoisonError};

use sha2::{Digest as _, Sha256};

use super::Site;
use crate::content::table::{Reader, Width, part};
use crate::model::id::Kind;
use crate::model::record::{Record, hex};
use crate::render::export::{beancount, hledger, separated};
use crate::table::Table;
use crate::view::export::{Export, tables};
use crate::view::feed;
use crate::view::plan::{Make, data_address};

/// How many bytes are gathered before they are handed on.
const PIECE: usize = 256 * 1024;

/// How many records are in memory as cells at a time.
const ROWS: usize = 256;

/// What a file is as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// SHA-256 of its bytes, as 64 hexadecimal digits in lower case.
    pub sha256: String,
    /// Its length.
    pub bytes: usize,
}

/// A long file, as others tell of it: what it holds is made when it is asked for, and not kept.
#[derive(Clone)]
pub(super) struct File {
    /// Its title, of a file of the package.
    pub(super) title: String,
    /// What it is as a whole.
    pub(super) sum: Sum,
    /// Its columns, of a table; without cells.
    pub(super) table: Option<Table>,
}

/// Gathers what is written, and hands it on in pieces.
struct Pouring<'e> {
    text: String,
    each: &'e mut dyn FnMut(&[u8]),
    hash: Sha256,
    bytes: usize,
}

impl<'e> Pouring<'e> {
    fn new(each: &'e mut dyn FnMut(&[u8])) -> Self {
        Self { text: String::new(), each, hash: Sha256::new(), bytes: 0 }
    }

    /// Hands on what was gathered, if that is enough.
    fn settle(&mut self) {
        if self.text.len() >= PIECE {
            self.hand_on();
        }
    }

    fn hand_on(&mut self) {
        let bytes = self.text.as_bytes();
        self.hash.update(bytes);
        self.bytes += bytes.len();
        (self.each)(bytes);
        self.text.clear();
    }

    fn end(mut self) -> Sum {
        self.hand_on();
        Sum { sha256: hex(&self.hash.finalize()), bytes: self.bytes }
    }
}

/// Whether a file is one of the long ones.
pub(super) fn is_long(make: &Make) -> bool {
    let of_package = |export: &Export| {
        matches!(
            export,
            Export::Hledger
                | Export::Beancount
                | Export::Records(_)
                | Export::Rows(_)
                | Export::Told(_)
        )
    };
    match make {
        Make::Data(..) => true,
        Make::Export(export) => of_package(export),
        _ => false,
    }
}

impl Site {
    /// Every address, in the order in which they are best made: the long files before those that tell
    /// their digests.
    #[must_use]
    pub fn in_order(&self) -> Vec<String> {
        let tells = |make: &Make| matches!(make, Make::Export(Export::Package | Export::Index));
        let mut addresses: Vec<(bool, bool, &String)> = self
            .plan
            .addresses
            .iter()
            .map(|(address, make)| (tells(make), !is_long(make), address))
            .collect();
        addresses.sort_unstable();
        addresses.into_iter().map(|(_, _, address)| address.clone()).collect()
    }

    /// Makes a long file, hands on its pieces in order, and says what they are together. What other
    /// files tell of it is noted.
    pub fn pour(&self, make: &Make, each: &mut dyn FnMut(&[u8])) -> Sum {
        let mut out = Pouring::new(each);
        let (address, (title, table)) = match make {
            Make::Data(kind, year) => {
                for line in feed::data(&self.board, *kind, *year) {
                    line.write(&mut out.text);
                    out.text.push('\n');
                    out.settle();
                }
                (data_address(*kind, *year), (String::new(), None))
            }
            Make::Export(what) => (what.address(), self.pour_export(what, &mut out)),
            _ => return out.end(),
        };
        let sum = out.end();
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.insert(address, File { title, sum: sum.clone(), table });
        sum
    }

    /// What is told of a long file: as it was poured, else it is poured out for this.
    pub(super) fn known(&self, make: &Make, address: &str) -> File {
        let told = || self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let known = told().get(address).cloned();
        known.unwrap_or_else(|| {
            let sum = self.pour(make, &mut |_| {});
            let empty = File { title: String::new(), sum, table: None };
            told().get(address).cloned().unwrap_or(empty)
        })
    }

    /// The same in one piece.
    #[must_use]
    pub fn whole(&self, make: &Make) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.pour(make, &mut |piece| bytes.extend_from_slice(piece));
        bytes
    }

    /// Writes a file of the package; its title, and its columns without cells.
    fn pour_export(&self, what: &Export, out: &mut Pouring<'_>) -> (String, Option<Table>) {
        match what {
            Export::Hledger => {
                out.text = self.books().map(hledger::journal).unwrap_or_default();
                (self.words.get("export.hledger").to_owned(), None)
            }
            Export::Beancount => {
                let title = &self.board.profile.name;
                out.text =
                    self.books().map(|books| beancount::file(books, title)).unwrap_or_default();
                (self.words.get("export.beancount").to_owned(), None)
            }
            Export::Records(kind) => {
                let table = self.pour_records(*kind, out);
                (table.title.clone(), Some(table))
            }
            _ => {
                let table = match what {
                    Export::Rows(of) => Some(self.rows(of, Reader::Program)),
                    Export::Told(name) => self.books().and_then(|books| {
                        let told = tables::of_books(&self.desk(""), books);
                        told.into_iter().find(|table| table.name == *name)
                    }),
                    _ => None,
                };
                let Some(mut table) = table else { return (String::new(), None) };
                out.text = separated::separated(&table);
                table.clear();
                (table.title.clone(), Some(table))
            }
        }
    }

    /// The records of a kind as separated values, and their columns. Cells are made for some records
    /// at a time, for all together they take twice the room of the board.
    fn pour_records(&self, kind: Kind, out: &mut Pouring<'_>) -> Table {
        let all = self.board.of(kind);
        let width = Width::of(all.iter().map(|record| &**record));
        let some = |records: &[Arc<Record>]| {
            let records = records.iter().map(|record| &**record);
            part(kind, (records, &width), Reader::Program, &self.words)
        };
        let mut columns = some(&[]);
        separated::head(&mut out.text, &columns);
        for records in all.chunks(ROWS) {
            columns = some(records);
            separated::rows(&mut out.text, &columns);
            out.settle();
        }
        columns.clear();
        columns
    }
}
