//! Exports: the same files whether the site publishes them or `export` writes them.

use std::collections::BTreeMap;

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
use crate::render::export::separated::separated;
use crate::render::export::{beancount, hledger, ical, popolo, xlsx};
use crate::render::feed;
use crate::table::Table;
use crate::view::export::books::{Books, books};
use crate::view::export::calendar::calendar;
use crate::view::export::index::{DataFile, index};
use crate::view::export::{Export, tables};
use crate::view::plan::Make;
use crate::view::{self, handover};

/// A file of the package.
struct File {
    address: String,
    title: String,
    bytes: Vec<u8>,
    table: Option<Table>,
}

impl Site {
    /// A file for other programs; `None` if the board has no such file.
    #[must_use]
    pub fn export(&self, what: &Export) -> Option<Vec<u8>> {
        let desk = self.desk("");
        match what {
            Export::Workbook => {
                let registers = self.rows(Reader::Person).into_iter().map(|(_, table)| table);
                let tables = self.tabled().map(|kind| self.table(kind, Reader::Person));
                let tables = tables.chain(registers);
                let tables: Vec<Table> = tables.filter(|table| table.rows() > 0).collect();
                (!tables.is_empty()).then(|| xlsx::xlsx(&tables))
            }
            Export::Calendar => Some(ical::ical(&calendar(&desk)).into_bytes()),
            Export::Popolo => {
                Some(popolo::document(&view::export::popolo::popolo(&desk)).into_bytes())
            }
            Export::Index => Some(self.index().into_bytes()),
            Export::Lines(fund, period) => {
                let fund = self.board.fund(fund)?;
                let lines = tables::of_fund(&desk, fund, period.days());
                Some(separated(&lines).into_bytes())
            }
            Export::Hledger
            | Export::Beancount
            | Export::Records(_)
            | Export::Rows(_)
            | Export::Told(_)
            | Export::Package => self.package().get(&what.address()).cloned(),
        }
    }

    /// What the board is, and where everything lies.
    fn index(&self) -> String {
        let files = self.plan.addresses.iter().filter_map(|(path, make)| match make {
            Make::Data(kind, year) => Some((path, *kind, *year)),
            _ => None,
        });
        let data = files.map(|(path, kind, year)| {
            let text = feed::lines(view::feed::data(&self.board, kind, year));
            DataFile {
                kind: kind.name(),
                year,
                path: path.clone(),
                rows: text.lines().count(),
                bytes: text.len(),
                sha256: hex(&Sha256::digest(text.as_bytes())),
            }
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
    pub fn package(&self) -> &BTreeMap<String, Vec<u8>> {
        self.package.get_or_init(|| {
            let desk = self.desk("");
            let of_kind =
                |kind| File::of(&Export::Records(kind), self.table(kind, Reader::Program));
            let of_type = |(export, table): (Export, Table)| File::of(&export, table);
            let registers = self.rows(Reader::Program).into_iter().map(of_type);
            let mut files: Vec<File> = self.tabled().map(of_kind).chain(registers).collect();
            if let Some(books) = books(&desk) {
                files.extend(self.of_books(&books));
            }
            if files.is_empty() {
                return BTreeMap::new();
            }
            let profile = &self.board.profile;
            let about = About {
                title: profile.name.clone(),
                description: desk.words.get("export.package").to_owned(),
                publisher: profile.publisher.clone(),
                homepage: profile.base_url.clone().unwrap_or_default(),
                as_of: self.board.as_of.to_string(),
            };
            let digests = files.iter().map(|file| hex(&Sha256::digest(&file.bytes)));
            let digests: Vec<String> = digests.collect();
            let resources: Vec<Resource<'_>> =
                files.iter().zip(&digests).map(|(file, digest)| file.resource(digest)).collect();
            let package = package(&about, &resources).into_bytes();
            let files = files.into_iter().map(|file| (file.address, file.bytes));
            files.chain([(Export::Package.address(), package)]).collect()
        })
    }

    fn of_books(&self, books: &Books) -> Vec<File> {
        let desk = self.desk("");
        let told = tables::of_books(&desk, books);
        let told = told.into_iter().zip(crate::view::export::TOLD);
        let told = told.map(|(table, name)| File::of(&Export::Told(name), table));
        let text = |export: Export, key: &str, text: String| File {
            address: export.address(),
            title: desk.words.get(key).to_owned(),
            bytes: text.into_bytes(),
            table: None,
        };
        let title = &self.board.profile.name;
        let texts = [
            text(Export::Hledger, "export.hledger", hledger::journal(books)),
            text(Export::Beancount, "export.beancount", beancount::file(books, title)),
        ];
        told.chain(texts).collect()
    }

    /// The kinds of which there are records.
    fn kinds(&self) -> impl Iterator<Item = Kind> {
        Kind::ALL.into_iter().filter(|kind| !self.board.of(*kind).is_empty())
    }

    /// Those that are a table; a register is no row among others, its type has a table.
    fn tabled(&self) -> impl Iterator<Item = Kind> {
        self.kinds().filter(|kind| *kind != Kind::Register)
    }

    /// A table for each type of register.
    fn rows(&self, reader: Reader) -> Vec<(Export, Table)> {
        let table = |of: &'static Type| {
            let records = self.board.of(Kind::Register).iter();
            let records = records.filter(|record| match &record.body {
                Body::Register(register) => std::ptr::eq(register.of, of),
                _ => false,
            });
            (Export::Rows(of), rows(of, records.map(|record| &**record), reader, &self.words))
        };
        self.board.register_types().map(table).collect()
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
    fn of(export: &Export, table: Table) -> Self {
        let bytes = separated(&table).into_bytes();
        let title = table.title.clone();
        Self { address: export.address(), title, bytes, table: Some(table) }
    }

    fn resource<'a>(&'a self, digest: &'a str) -> Resource<'a> {
        let file = self.address.rsplit('/').next().unwrap_or_default();
        let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
        let table = self.table.as_ref();
        Resource {
            name: table.map_or(if ending == "journal" { "hledger" } else { ending }, |_| stem),
            title: &self.title,
            path: &self.address,
            format: ending,
            mediatype: if table.is_some() { "text/csv" } else { "text/plain" },
            digest,
            bytes: self.bytes.len(),
            table,
        }
    }
}
