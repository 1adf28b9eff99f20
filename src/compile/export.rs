//! Exports: the same files whether the site publishes them or `export` writes them.

use std::collections::BTreeMap;

use super::long::{File, Long, Sum};
use super::{GENERATOR, Site};
use crate::content::table::{Reader, rows, table, title};
use crate::diagnostic::Finding;
use crate::model::id::Kind;
use crate::model::record::{Body, Record};
use crate::model::register::Type;
use crate::render::export::index::document as document_of;
use crate::render::export::json::{Head, document};
use crate::render::export::package::{About, Resource, package};
use crate::render::export::separated::separated;
use crate::render::export::{ical, popolo, xlsx};
use crate::table::Table;
use crate::view::export::books::{Books, books};
use crate::view::export::calendar::calendar;
use crate::view::export::index::{DataFile, index};
use crate::view::export::{Export, members, tables};
use crate::view::plan::Make;
use crate::view::{self, handover};

impl Site {
    /// A file for other programs; `None` if the board has no such file.
    #[must_use]
    pub fn export(&self, what: &Export) -> Option<Vec<u8>> {
        let desk = self.desk("");
        match what {
            Export::Workbook => self.workbook(),
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
            | Export::Told(_) => {
                let there = self.packaged().contains(what);
                there.then(|| self.whole(&Long::Packed(what.clone())))
            }
        }
    }

    /// The workbook; `None` if there is nothing to stand in it. One table is in memory at a time, but
    /// for those of registers, which must be made to know whether they have a row.
    fn workbook(&self) -> Option<Vec<u8>> {
        let kinds: Vec<Kind> =
            self.tabled().filter(|kind| self.shown(*kind).next().is_some()).collect();
        let registers = self.board.register_types().map(|of| self.rows(of, Reader::Person));
        let registers: Vec<Table> = registers.filter(|table| table.rows() > 0).collect();
        let titles = kinds.iter().map(|kind| title(*kind, Reader::Person, &self.words));
        let titles = titles.chain(registers.iter().map(|table| table.title.clone()));
        let titles: Vec<String> = titles.collect();
        let of_kind = |kind| table(kind, self.shown(kind), Reader::Person, &self.words);
        let tables = kinds.into_iter().map(of_kind).chain(registers);
        (!titles.is_empty()).then(|| xlsx::xlsx(&titles, tables))
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

    /// The books in double entry.
    pub(super) fn books(&self) -> Option<&Books> {
        self.books.get_or_init(|| books(&self.desk(""))).as_ref()
    }

    /// What describes the package; `None` if there is nothing in it.
    fn package_description(&self) -> Option<String> {
        let packaged = self.packaged();
        let files = packaged.iter().map(|what| {
            let address = what.address();
            (self.known(&Long::Packed(what.clone())), address)
        });
        let files: Vec<(File, String)> = files.collect();
        let profile = &self.board.profile;
        let about = About {
            title: profile.name.clone(),
            description: self.words.get("export.package").to_owned(),
            publisher: profile.publisher.clone(),
            homepage: profile.base_url.clone().unwrap_or_default(),
            as_of: self.board.as_of.to_string(),
        };
        let resources: Vec<Resource<'_>> =
            files.iter().map(|(file, address)| file.resource(address)).collect();
        (!files.is_empty()).then(|| package(&about, &resources))
    }

    /// What the board is, and where everything lies.
    fn index(&self) -> String {
        let files = self.plan.addresses.iter().filter_map(|(path, make)| match make {
            Make::Data(kind, year) => Some((path, *kind, *year)),
            _ => None,
        });
        let data = files.map(|(path, kind, year)| {
            let rows = view::feed::data(&self.board, kind, year).count();
            let Sum { sha256, bytes } = self.known(&Long::Data(kind, year)).sum;
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
        document(&head, self.books(), kinds)
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
    pub(super) fn rows(&self, of: &'static Type, reader: Reader) -> Table {
        let records = self.board.of(Kind::Register).iter();
        let records = records.filter(|record| match &record.body {
            Body::Register(register) => std::ptr::eq(register.of, of),
            _ => false,
        });
        rows(of, records.map(|record| &**record), reader, &self.words)
    }

    /// Those of a kind that stand in a table for people: of a withdrawn record nothing is left that
    /// could stand in a row.
    fn shown(&self, kind: Kind) -> impl Iterator<Item = &Record> + Clone {
        let records = self.board.of(kind).iter().map(|record| &**record);
        records.filter(|record| !matches!(record.body, Body::Withdrawn))
    }
}

impl File {
    fn resource<'f>(&'f self, address: &'f str) -> Resource<'f> {
        let file = address.rsplit('/').next().unwrap_or_default();
        let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
        let table = self.table.as_ref();
        Resource {
            name: table.map_or(if ending == "journal" { "hledger" } else { ending }, |_| stem),
            title: &self.title,
            path: address,
            format: ending,
            mediatype: if table.is_some() { "text/csv" } else { "text/plain" },
            digest: &self.sum.sha256,
            bytes: self.sum.bytes,
            table,
        }
    }
}
