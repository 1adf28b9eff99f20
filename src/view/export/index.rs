//! `board.json`: what the board is and where everything of it lies, for programs that begin here.
//! `docs/board-json.md` says what stands in it.

use std::cmp::Reverse;

use super::Export;
use super::totals::{PackDuties, Sums, packs, sums};
use crate::model::calendar::{Day, Period};
use crate::model::id::Kind;
use crate::model::lock::Published;
use crate::model::member::{Member, Together};
use crate::model::record::Record;
use crate::model::totals::{DutyCount, Totals};
use crate::rules::duties;
use crate::view::Desk;
use crate::view::notices::posted_now;
use crate::view::plan::{ListKey, Make, member_address, record_address, statement_addresses};

/// Another number stands here once a field means something else or is gone.
pub const FORMAT: u32 = 1;

/// How many of the last changes are told.
const CHANGES: usize = 30;

/// The document.
#[derive(Clone, Debug)]
pub struct Index {
    /// The version of its form.
    pub format: u32,
    /// The program and its version.
    pub made_by: String,
    /// The day for which it was made.
    pub as_of: String,
    /// The board's name.
    pub name: String,
    /// Who publishes.
    pub publisher: String,
    /// BCP 47 tag of its language.
    pub language: &'static str,
    /// IANA name of its time zone.
    pub time_zone: String,
    /// ISO 4217 code of its currency.
    pub currency: String,
    /// Absolute address of the site, ending in `/`; absent where it has none.
    pub base_url: Option<String>,
    /// Whether search engines may list it.
    pub listed: bool,
    /// Whether it is only being tried out.
    pub trial: bool,
    /// The day of the newest record; absent while there is none.
    pub last_record: Option<String>,
    /// Whose money there is.
    pub funds: Vec<Fund>,
    /// The records, by kind.
    pub records: Vec<Records>,
    /// The files of published records.
    pub data: Vec<DataFile>,
    /// The same and more for other programs.
    pub exports: Vec<File>,
    /// Where changes can be followed.
    pub feeds: Vec<File>,
    /// What the board comes to.
    pub totals: Sums,
    /// What its packs ask, and what came of it.
    pub duties: Vec<PackDuties>,
    /// What is posted on the day of the document, the one that ends first on top.
    pub posted: Vec<Notice>,
    /// The last changes, newest first.
    pub changes: Vec<Change>,
    /// What its members come to, of a portal.
    pub members: Option<Members>,
}

/// The members of a portal.
#[derive(Clone, Debug)]
pub struct Members {
    /// How many boards there are, members of members among them.
    pub boards: i64,
    /// How many of them could be read.
    pub told: i64,
    /// How many are in the sums.
    pub summed: i64,
    /// What these come to.
    pub totals: Sums,
    /// What came of what is asked of them.
    pub duties: DutyCount,
    /// Each direct member: its id, its name where it could be read, and its page on the portal.
    pub list: Vec<(String, Option<String>, String)>,
}

/// Something that is posted.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Which record.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its page.
    pub page: String,
    /// Its last day.
    pub last: String,
}

/// A fund and what it holds.
#[derive(Clone, Debug)]
pub struct Fund {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it holds on the day of the document, as a decimal.
    pub balance: String,
    /// Its latest monthly statement; absent while there is none.
    pub statement: Option<String>,
}

/// The records of a kind.
#[derive(Clone, Debug)]
pub struct Records {
    /// The kind.
    pub kind: &'static str,
    /// How many there are, withdrawn ones among them.
    pub count: usize,
    /// Where they are listed.
    pub page: String,
}

/// A file of published records, a line each.
#[derive(Clone, Debug)]
pub struct DataFile {
    /// The kind.
    pub kind: &'static str,
    /// The year of its records; absent where they have no day.
    pub year: Option<i16>,
    /// Where it lies.
    pub path: String,
    /// How many lines it has.
    pub rows: usize,
    /// Its length.
    pub bytes: usize,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// A file for other programs.
#[derive(Clone, Debug)]
pub struct File {
    /// Where it lies.
    pub path: String,
    /// Its media type.
    pub media_type: &'static str,
}

/// A change of a record.
#[derive(Clone, Debug)]
pub struct Change {
    /// Which record.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its page.
    pub page: String,
    /// The day it was first published.
    pub first: String,
    /// The day it last changed.
    pub changed: String,
    /// The day it was withdrawn; absent where it was not.
    pub withdrawn: Option<String>,
}

/// Builds the document; `data` are the files of records, whose digests are known where they are
/// made.
#[must_use]
pub fn index(desk: &Desk<'_>, made_by: &str, data: Vec<DataFile>) -> Index {
    let (board, profile) = (desk.board, &desk.board.profile);
    let dated = board.records.iter().filter(|record| record.head.id.kind != Kind::Page);
    let last = dated.filter_map(|record| record.head.date).filter(|day| *day <= board.as_of).max();
    let kinds = Kind::ALL.into_iter().filter(|kind| !board.of(*kind).is_empty());
    let records = kinds.map(|kind| Records {
        kind: kind.name(),
        count: board.of(kind).len(),
        page: ListKey::Kind(kind).address(1),
    });
    let mut exports = Vec::new();
    let mut feeds = Vec::new();
    for (path, make) in desk.plan.addresses.iter() {
        let file = |media_type| File { path: path.clone(), media_type };
        match make {
            // The tables of single statements stand on the pages of those.
            Make::Export(Export::Index | Export::Lines(..)) => {}
            Make::Export(Export::Calendar) => feeds.push(file("text/calendar")),
            Make::Export(export) => exports.push(file(export.media_type())),
            Make::Feed => feeds.push(file("application/atom+xml")),
            Make::JsonFeed => feeds.push(file("application/feed+json")),
            _ => {}
        }
    }
    let rows = duties::coverage(board);
    let totals = Totals::of(board, duties::tally_all(board, &rows));
    Index {
        format: FORMAT,
        made_by: made_by.to_owned(),
        as_of: board.as_of.to_string(),
        name: profile.name.clone(),
        publisher: profile.publisher.clone(),
        language: profile.language.tag(),
        time_zone: profile.time_zone.clone(),
        currency: profile.currency.code.clone(),
        base_url: profile.base_url.clone(),
        listed: profile.outward.listed,
        trial: profile.trial,
        last_record: last.map(|day| day.to_string()),
        funds: funds(desk),
        records: records.collect(),
        data,
        exports,
        feeds,
        totals: sums(&totals, profile.currency.digits),
        duties: packs(desk, &rows),
        posted: posted(desk),
        changes: changes(desk),
        members: (!board.members.is_empty()).then(|| members(desk)),
    }
}

fn funds(desk: &Desk<'_>) -> Vec<Fund> {
    let books = &desk.board.ledger;
    let fund = |fund: &crate::model::ledger::Fund| {
        let last = books.months(&fund.id).into_iter().max();
        Fund {
            id: fund.id.0.to_string(),
            name: fund.name.clone(),
            balance: desk
                .format()
                .amount(books.fund_on(&fund.id, desk.board.as_of).unwrap_or_default())
                .plain,
            statement: last.map(|month| statement_addresses(&fund.id, Period::Month(month)).0),
        }
    };
    desk.board.profile.funds.iter().map(fund).collect()
}

fn members(desk: &Desk<'_>) -> Members {
    let (members, currency) = (&desk.board.members, &desk.board.profile.currency);
    let Together { boards, told, summed, totals } = &members.all;
    let one = |member: &Member| {
        let name = member.told.as_ref().ok().map(|told| told.name.clone());
        (member.id.to_string(), name, member_address(member))
    };
    let (duties, totals) = (totals.duties, sums(totals, currency.digits));
    let (boards, told, summed) = (*boards, *told, *summed);
    Members { boards, told, summed, totals, duties, list: members.iter().map(one).collect() }
}

fn posted(desk: &Desk<'_>) -> Vec<Notice> {
    let notice = |(record, last): (&Record, Day)| Notice {
        id: record.head.id.to_string(),
        title: desk.title(record),
        page: record_address(&record.head.id),
        last: last.to_string(),
    };
    posted_now(desk.board).into_iter().map(notice).collect()
}

fn changes(desk: &Desk<'_>) -> Vec<Change> {
    let known = desk.board.records.iter().filter_map(|record| {
        let published = desk.board.published(&record.head.id)?;
        Some((&**record, published))
    });
    let mut known: Vec<_> = known.collect();
    known.sort_by_key(|(record, published)| (Reverse(published.changed), &record.head.id));
    known.truncate(CHANGES);
    let change = |(record, published): (&Record, &Published)| Change {
        id: record.head.id.to_string(),
        title: desk.title(record),
        page: record_address(&record.head.id),
        first: published.first.to_string(),
        changed: published.changed.to_string(),
        withdrawn: published.withdrawn.map(|day| day.to_string()),
    };
    known.into_iter().map(change).collect()
}
