//! What is handed to other programs: which files there are, the books, the calendar, and tables that
//! no declaration tells.

pub mod books;
pub mod calendar;
pub mod index;
mod keeping;
pub mod members;
mod names;
pub mod popolo;
pub mod tables;
pub mod totals;

use super::Desk;
use super::parts::Link;
use super::plan::slug;
use crate::model::board::Board;
use crate::model::calendar::Period;
use crate::model::id::Kind;
use crate::model::ledger::FundId;
use crate::model::record::Body;
use crate::model::register::Type;

/// A file for other programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Export {
    /// The books for hledger.
    Hledger,
    /// The books for Beancount.
    Beancount,
    /// Every record of a kind, as a table.
    Records(Kind),
    /// The rows of all registers of a type, as a table.
    Rows(&'static Type),
    /// Accounts, funds, or what they held at the end of each month, as a table of this name.
    Told(&'static str),
    /// Every kind as a sheet of one workbook.
    Workbook,
    /// What describes the tables and the books.
    Package,
    /// Bodies, members, motions and votes.
    Popolo,
    /// Meetings and notices.
    Calendar,
    /// The members of a portal, as a table.
    Members,
    /// What each of them comes to, by month and year, as a table.
    MemberPeriods,
    /// What the board is, and where everything lies.
    Index,
    /// What moved in a fund over the period of a statement, as a table.
    Lines(FundId, Period),
}

/// The tables that the books tell.
pub const TOLD: [&str; 3] = ["accounts", "funds", "month-ends"];

impl Export {
    /// Whether the data package tells of it.
    #[must_use]
    pub fn is_packed(&self) -> bool {
        matches!(
            self,
            Self::Hledger | Self::Beancount | Self::Records(_) | Self::Rows(_) | Self::Told(_)
        )
    }

    /// Where it lies on the site.
    #[must_use]
    pub fn address(&self) -> String {
        match self {
            Self::Hledger => "data/books.journal".to_owned(),
            Self::Beancount => "data/books.beancount".to_owned(),
            Self::Records(kind) => format!("data/{}.csv", kind.name()),
            Self::Rows(of) => format!("data/registers-{}.csv", of.name.en),
            Self::Told(name) => format!("data/{name}.csv"),
            Self::Workbook => "data/board.xlsx".to_owned(),
            // Its paths begin where it lies, so it lies above them.
            Self::Package => "datapackage.json".to_owned(),
            Self::Popolo => "data/popolo.json".to_owned(),
            Self::Calendar => "board.ics".to_owned(),
            Self::Members => "data/members.csv".to_owned(),
            Self::MemberPeriods => "data/member-periods.csv".to_owned(),
            Self::Index => "board.json".to_owned(),
            Self::Lines(fund, period) => format!("accounts/{}-{period}.csv", slug(&fund.0)),
        }
    }

    /// The media type of its file.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        match self {
            Self::Records(_)
            | Self::Rows(_)
            | Self::Told(_)
            | Self::Members
            | Self::MemberPeriods
            | Self::Lines(..) => "text/csv",
            Self::Hledger | Self::Beancount => "text/plain",
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Package | Self::Popolo | Self::Index => "application/json",
            Self::Calendar => "text/calendar",
        }
    }

    /// What a board has of them.
    #[must_use]
    pub fn all(board: &Board) -> Vec<Self> {
        let kinds = Kind::ALL.into_iter().filter(|kind| !board.of(*kind).is_empty());
        let kinds = kinds.filter(|kind| *kind != Kind::Register).map(Self::Records);
        let mut all: Vec<Self> = kinds.chain(board.register_types().map(Self::Rows)).collect();
        if board.records.iter().any(|record| record.body != Body::Withdrawn) {
            all.push(Self::Workbook);
        }
        if !board.profile.funds.is_empty() {
            all.extend(TOLD.map(Self::Told));
            all.extend([Self::Hledger, Self::Beancount]);
        }
        if !all.is_empty() {
            all.push(Self::Package);
        }
        if popolo::has_any(board) {
            all.push(Self::Popolo);
        }
        if calendar::has_events(board) {
            all.push(Self::Calendar);
        }
        if !board.members.is_empty() {
            all.extend([Self::Members, Self::MemberPeriods]);
        }
        all.push(Self::Index);
        for fund in &board.profile.funds {
            let periods = board.ledger.periods(&fund.id).into_iter();
            all.extend(periods.map(|period| Self::Lines(fund.id.clone(), period)));
        }
        all
    }
}

impl Desk<'_> {
    /// Links to those of the files that the site has.
    #[must_use]
    pub(crate) fn downloads(&self, exports: &[Export]) -> Vec<Link> {
        let addressed = exports.iter().map(|export| (export, export.address()));
        let there = addressed.filter(|(_, address)| self.plan.addresses.contains_key(address));
        let link = |(export, address): (&Export, String)| {
            let kind = match export {
                Export::Records(kind) => self.word(&format!("kind.{}", kind.name())),
                Export::Rows(of) => {
                    self.words.language.script().name(of.title.en, of.title.zh).into_owned()
                }
                _ => String::new(),
            };
            let key = match export {
                Export::Hledger => "hledger",
                Export::Beancount => "beancount",
                Export::Records(_) | Export::Rows(_) => "records",
                Export::Told(name) => name,
                Export::Workbook => "workbook",
                Export::Package => "package",
                Export::Popolo => "popolo",
                Export::Calendar => "calendar",
                Export::Members => "members",
                Export::MemberPeriods => "member-periods",
                Export::Index => "index",
                Export::Lines(..) => "lines",
            };
            let text = self.words.say(&format!("download.{key}"), &[("kind", kind.into())]);
            Link { text, href: self.href(&address) }
        };
        there.map(link).collect()
    }
}
