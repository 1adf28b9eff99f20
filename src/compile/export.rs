//! Exports: the same files whether the site publishes them or `export` writes them.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use sha2::{Digest as _, Sha256};

use super::{GENERATOR, Site};
use crate::content::table::{Reader, rows, table};
use crate::diagnostic::Finding;
use crate::model::id::Kind;
use crate::model::record::{Body, Record, hex};
use crate::model::register::Type;
use crate::render::export::index::document as document_of;
use crate::render::export::json::{Head, document};
use crate::render::export::package::{About, Resource, package};
use crate::render::export::separated::{self, separated};
use crate::render::export::{beancount, hledger, ical, popolo, xlsx};
use crate::table::Table;
use crate::view::export::books::books;
use crate::view::export::calendar::calendar;
use crate::view::export::index::{DataFile, index};
use crate::view::export::{Export, members, tables};
use crate::view::plan::Make;
use crate::view::{self, handover};

/// How many records are in memory as cells at a time.
const ROWS: usize = 256;

/// A file of the package, as the package tells it: what it holds is made when it is asked for, and
/// not kept.
#[derive(Clone)]
pub(super) struct File {
    address: String,
    title: String,
    digest: String,
    bytes: usize,
    /// Its columns, of a table; without cells.
    table: Option<Table>,
}

impl Site {
    /// A file for other programs; `None` if the board has no such file.
    #[must_use]
    pub fn export(&self, what: &Export) -> Option<Vec<u8>> {
        let desk = self.desk("");
        match what {
            Export::Workbook => {
                let registers = self.board.register_types();
                let registers = registers.map(|of| self.rows(of, Reader::Person));
                let tables = self.tabled().map(|kind| self.table(kind, Reader::Person));
                let tables = tables.chain(registers);
                let tables: Vec<Table> = tables.filter(|table| table.rows() > 0).collect();
                (!tables.is_empty()).then(|| xlsx::xlsx(&tables))
            }
            Export::Calendar => Some(ical::ical(&calendar(&desk)).into_bytes()),
            Export::Popolo => {
                Some(popolo::document(&view::export::popolo::popolo(&desk)).into_bytes())
            }
            Export::Members => Some(separated(&members::members(&desk)).into_bytes()),
            Export::MemberPeriods => Some(separated(&members::periods(&desk)).into_bytes()),
            Export::Index => Some(self.index().into_bytes()),
            Export::Lines(fund, period) => {
                let fund = self.board.fund(fund)?;
                let lines = tables::of_fund(&desk, fund, period.days());
                Some(separated(&lines).into_bytes())
            }
            Export::Package => self.package_description().map(String::into_bytes),
            Export::Hledger
            | Export::Beancount
            | Export::Records(_)
            | Export::Rows(_)
            | Export::Told(_) => self.packaged().contains(what).then(|| self.packed(what)),
        }
    }

    /// What is in the package.
    fn packaged(&self) -> Vec<Export> {
        let tables = self.tabled().map(Export::Records);
        let registers = self.board.register_types().map(Export::Rows);
        let mut all: Vec<Export> = tables.chain(registers).collect();
        if !self.board.profile.funds.is_empty() {
            all.extend(crate::view::export::TOLD.map(Export::Told));
            all.extend([Export::Hledger, Export::Beancount]);
        }
        all
    }

    /// Makes a file of the package, and notes what the package tells of it.
    fn packed(&self, what: &Export) -> Vec<u8> {
        let desk = self.desk("");
        let books = || self.books.get_or_init(|| books(&desk)).as_ref();
        let (title, table, text) = match what {
            Export::Hledger => (desk.word("export.hledger"), None, books().map(hledger::journal)),
            Export::Beancount => {
                let title = &self.board.profile.name;
                let text = books().map(|books| beancount::file(books, title));
                (desk.word("export.beancount"), None, text)
            }
            Export::Records(kind) => {
                let (table, text) = self.separated(*kind);
                (table.title.clone(), Some(table), Some(text))
            }
            _ => {
                let mut table = match what {
                    Export::Rows(of) => Some(self.rows(of, Reader::Program)),
                    Export::Told(name) => books().and_then(|books| {
                        tables::of_books(&desk, books).into_iter().find(|table| table.name == *name)
                    }),
                    _ => None,
                };
                let text = table.as_ref().map(separated);
                table.iter_mut().for_each(Table::clear);
                (table.as_ref().map(|table| table.title.clone()).unwrap_or_default(), table, text)
            }
        };
        let bytes = text.unwrap_or_default().into_bytes();
        let address = what.address();
        let digest = hex(&Sha256::digest(&bytes));
        self.note(&address, &digest);
        let file = File { address: address.clone(), title, digest, bytes: bytes.len(), table };
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.insert(address, file);
        bytes
    }

    /// The digest of a file that another file tells of, as far as it was taken for that.
    #[must_use]
    pub fn digest(&self, address: &str) -> Option<String> {
        let digests = self.digests.lock().unwrap_or_else(PoisonError::into_inner);
        digests.get(address).cloned()
    }

    fn note(&self, address: &str, digest: &str) {
        let mut digests = self.digests.lock().unwrap_or_else(PoisonError::into_inner);
        digests.insert(address.to_owned(), digest.to_owned());
    }

    /// The records of a kind as separated values, and their columns. Cells are made for some records
    /// at a time, for all together they take twice the room of the board; only where later records
    /// have columns that the first have not, are all made at once.
    fn separated(&self, kind: Kind) -> (Table, String) {
        let some = |records: &[Arc<Record>]| {
            table(kind, records.iter().map(|record| &**record), Reader::Program, &self.words)
        };
        let all = self.board.of(kind);
        // A row says what the line says, with signs for names.
        let room = all.iter().map(|record| record.head.line.bytes()).sum();
        let mut text = String::with_capacity(room);
        let mut parts = all.chunks(ROWS).map(some);
        let mut known = parts.next().unwrap_or_else(|| some(all));
        separated::head(&mut text, &known);
        separated::rows(&mut text, &known);
        known.clear();
        for part in parts {
            if !part.names().eq(known.names()) {
                let mut whole = some(all);
                text = separated::separated(&whole);
                whole.clear();
                return (whole, text);
            }
            separated::rows(&mut text, &part);
        }
        (known, text)
    }

    /// What describes the package; `None` if there is nothing in it. Files that were made before
    /// are known by then, as they are where the site is made in the order of its addresses.
    fn package_description(&self) -> Option<String> {
        let packaged = self.packaged();
        let known = |what: &Export| {
            let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
            told.get(&what.address()).cloned()
        };
        let files = packaged.iter().filter_map(|what| {
            known(what).or_else(|| {
                self.packed(what);
                known(what)
            })
        });
        let files: Vec<File> = files.collect();
        let profile = &self.board.profile;
        let about = About {
            title: profile.name.clone(),
            description: self.words.get("export.package").to_owned(),
            publisher: profile.publisher.clone(),
            homepage: profile.base_url.clone().unwrap_or_default(),
            as_of: self.board.as_of.to_string(),
        };
        let resources: Vec<Resource<'_>> = files.iter().map(File::resource).collect();
        (!files.is_empty()).then(|| package(&about, &resources))
    }

    /// What the board is, and where everything lies.
    fn index(&self) -> String {
        let files = self.plan.addresses.iter().filter_map(|(path, make)| match make {
            Make::Data(kind, year) => Some((path, *kind, *year)),
            _ => None,
        });
        let data = files.map(|(path, kind, year)| {
            // As `feed::lines` writes them, without making the text a second time.
            let (mut rows, mut bytes, mut hash) = (0, 0, Sha256::new());
            for line in view::feed::data(&self.board, kind, year) {
                hash.update(line.json().as_bytes());
                hash.update("\n");
                rows += 1;
                bytes += line.bytes() + 1;
            }
            let sha256 = hex(&hash.finalize());
            self.note(path, &sha256);
            DataFile { kind: kind.name(), year, path: path.clone(), rows, bytes, sha256 }
        });
        document_of(&index(&self.desk(""), GENERATOR, data.collect()))
    }

    /// The whole board as one document.
    #[must_use]
    pub fn json(&self) -> String {
        let profile = &self.board.profile;
        let head = Head {
            made_by: GENERATOR.to_owned(),
            as_of: self.board.as_of.to_string(),
            name: profile.name.clone(),
            publisher: profile.publisher.clone(),
            language: profile.language.tag(),
            base_url: profile.base_url.clone(),
        };
        let lines =
            |kind| self.board.of(kind).iter().map(|record| record.head.line.json()).collect();
        let kinds = self.kinds().map(|kind| (kind.name(), lines(kind)));
        document(&head, books(&self.desk("")).as_ref(), kinds)
    }

    /// What a committee writes down for the next one, by name; `said` is what checking the board says.
    #[must_use]
    pub fn handover(&self, said: &[String]) -> Vec<(&'static str, Vec<u8>)> {
        let desk = self.desk("");
        let version = env!("CARGO_PKG_VERSION");
        vec![
            ("README.md", handover::readme(&desk, GENERATOR).into_bytes()),
            ("CHECKLIST.md", handover::checklist(&desk, said).into_bytes()),
            ("HOW-TO-GO-ON.md", handover::going_on(&desk, version).into_bytes()),
            ("VOUCHERS.csv", separated(&handover::vouchers(&desk)).into_bytes()),
        ]
    }

    /// What a finding says, in the language of the board.
    #[must_use]
    pub fn message(&self, finding: &Finding) -> String {
        finding.message(&self.words)
    }

    /// The files of the data package, by address.
    #[must_use]
    pub fn package(&self) -> BTreeMap<String, Vec<u8>> {
        let files = self.packaged().into_iter().chain([Export::Package]);
        files.filter_map(|what| Some((what.address(), self.export(&what)?))).collect()
    }

    /// The kinds of which there are records.
    fn kinds(&self) -> impl Iterator<Item = Kind> {
        Kind::ALL.into_iter().filter(|kind| !self.board.of(*kind).is_empty())
    }

    /// Those that are a table; a register is no row among others, its type has a table.
    fn tabled(&self) -> impl Iterator<Item = Kind> {
        self.kinds().filter(|kind| *kind != Kind::Register)
    }

    /// The rows of all registers of a type.
    fn rows(&self, of: &'static Type, reader: Reader) -> Table {
        let records = self.board.of(Kind::Register).iter();
        let records = records.filter(|record| match &record.body {
            Body::Register(register) => std::ptr::eq(register.of, of),
            _ => false,
        });
        rows(of, records.map(|record| &**record), reader, &self.words)
    }

    fn table(&self, kind: Kind, reader: Reader) -> Table {
        // Of a withdrawn record nothing is left that could stand in a row for people.
        let shown =
            |record: &&Record| reader == Reader::Program || !matches!(record.body, Body::Withdrawn);
        let records = self.board.of(kind).iter().map(|record| &**record).filter(shown);
        table(kind, records, reader, &self.words)
    }
}

impl File {
    fn resource(&self) -> Resource<'_> {
        let file = self.address.rsplit('/').next().unwrap_or_default();
        let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
        let table = self.table.as_ref();
        Resource {
            name: table.map_or(if ending == "journal" { "hledger" } else { ending }, |_| stem),
            title: &self.title,
            path: &self.address,
            format: ending,
            mediatype: if table.is_some() { "text/csv" } else { "text/plain" },
            digest: &self.digest,
            bytes: self.bytes,
            table,
        }
    }
}
