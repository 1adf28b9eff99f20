//! Files that may be long, handed on piece by piece: published lines, tables of records and the books,
//! which are the longest, are never whole in memory.

use std::fmt;
use std::sync::PoisonError;

use sha2::{Digest as _, Sha256};

use super::Site;
use crate::content::table::{Reader, parts};
use crate::model::digest::hex;
use crate::model::id::Kind;
use crate::render::export::{beancount, hledger, separated};
use crate::table::Table;
use crate::view::export::{Export, tables};
use crate::view::feed;
use crate::view::plan::{Make, data_address};

/// How many bytes are gathered before they are handed on.
const PIECE: usize = 256 * 1024;

/// A file that may be long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Long {
    /// Published records of a kind and year, a line each.
    Data(Kind, Option<i16>),
    /// A file of the data package.
    Packed(Export),
}

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
        Self { text: String::with_capacity(PIECE + PIECE / 4), each, hash: Sha256::new(), bytes: 0 }
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

impl fmt::Write for Pouring<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.text.push_str(text);
        self.settle();
        Ok(())
    }
}

impl Long {
    /// Where it lies.
    #[must_use]
    pub fn address(&self) -> String {
        match self {
            Self::Data(kind, year) => data_address(*kind, *year),
            Self::Packed(export) => export.address(),
        }
    }
}

impl Site {
    /// Every address, the long files first and those that tell their digests last: then none is made
    /// a second time only to be told of.
    #[must_use]
    pub fn in_order(&self) -> Vec<String> {
        let rank = |make: &Make| match make {
            Make::Data(..) | Make::Sitemap => 0,
            Make::Export(export) if export.is_packed() => 0,
            Make::Export(Export::Package | Export::Index) => 2,
            _ => 1,
        };
        let mut addresses: Vec<(u8, &String)> =
            self.plan.addresses.iter().map(|(address, make)| (rank(make), address)).collect();
        addresses.sort_unstable();
        addresses.into_iter().map(|(_, address)| address.clone()).collect()
    }

    /// Makes a long file, hands on its pieces in order, and says what they are together. What other
    /// files tell of it is noted.
    pub fn pour(&self, long: &Long, each: &mut dyn FnMut(&[u8])) -> Sum {
        self.pour_out(long, each).sum
    }

    /// The same in one piece.
    #[must_use]
    pub fn whole(&self, long: &Long) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.pour(long, &mut |piece| bytes.extend_from_slice(piece));
        bytes
    }

    /// What is told of a long file: as it was noted, else it is poured out for this.
    pub(super) fn known(&self, long: &Long) -> File {
        let told = || self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let known = told().get(&long.address()).cloned();
        known.unwrap_or_else(|| self.pour_out(long, &mut |_| {}))
    }

    fn pour_out(&self, long: &Long, each: &mut dyn FnMut(&[u8])) -> File {
        let mut out = Pouring::new(each);
        let (title, table) = match long {
            Long::Data(kind, year) => {
                for line in feed::data(&self.board, *kind, *year) {
                    line.write(&mut out.text);
                    out.text.push('\n');
                    out.settle();
                }
                (String::new(), None)
            }
            Long::Packed(export) => self.pour_export(export, &mut out),
        };
        let file = File { title, sum: out.end(), table };
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.insert(long.address(), file.clone());
        file
    }

    /// Writes a file of the package; its title, and its columns without cells.
    fn pour_export(&self, what: &Export, out: &mut Pouring<'_>) -> (String, Option<Table>) {
        match what {
            Export::Hledger => {
                if let Some(books) = self.books() {
                    // What gathers takes all.
                    let _ = hledger::journal(out, books);
                }
                (self.words.get("export.hledger").to_owned(), None)
            }
            Export::Beancount => {
                if let Some(books) = self.books() {
                    let _ = beancount::file(out, books, &self.board.profile.name);
                }
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
                out.text.push_str(&separated::separated(&table));
                table.clear();
                (table.title.clone(), Some(table))
            }
        }
    }

    /// The records of a kind as separated values, some at a time, and their columns.
    fn pour_records(&self, kind: Kind, out: &mut Pouring<'_>) -> Table {
        let records = self.board.of(kind).iter().map(|record| &**record);
        let (head, parts) = parts(kind, records, Reader::Program, &self.words);
        separated::head(&mut out.text, &head);
        for part in parts {
            separated::rows(&mut out.text, &part);
            out.settle();
        }
        head
    }
}
