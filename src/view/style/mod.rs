//! The style page: every component of a theme in every state, for whoever makes one.
//!
//! It is no part of a published board. Its examples are the same types that pages are made of, and
//! `pages` puts them together to one full example of every view.

mod budget;
mod collected;
mod consulted;
mod covered;
mod enrolled;
mod handled;
mod pages;
mod photos;
mod pieces;
mod posted;
mod project;
mod registered;
mod seated;
mod text;

pub use pages::examples;

use serde::Serialize;

use super::accounts::{FundMonths, Statement};
use super::agenda::PostedAgenda;
use super::budget::BudgetTables;
use super::chart::Chart;
use super::consultation::{Consulted, Objections};
use super::corrections::Withdrawn;
use super::counted::{Counted, StatedTotals};
use super::coverage::{PackBlock, RecordLine, Strip};
use super::election::ElectionBlock;
use super::fees::{Collected, RateLine, Shared};
use super::filter::Filter;
use super::frame::Heading;
use super::held::{Place, Waived};
use super::home::FundRow;
use super::notice::Table;
use super::notices::{Posted, Year};
use super::pact::Amended;
use super::parts::{
    Amount, Card, CorrectionNote, Date, Fact, Link, MotionBlock, Pager, Paper, Row, State, Totals,
    VoteBar,
};
use super::people::{BodyLine, Roster};
use super::photo::{Photos, SheetPhoto};
use super::project::ProjectBlock;
use super::record::{ReceiptLine, RecordPage};
use super::register::RegisterTable;
use super::search::Limit;
use super::statistics::{Grouping, Measure};
use super::timeline::Timeline;
use super::{Desk, Page};
use pieces::Pieces;

/// `style.html`: not published; `mingbai serve` shows it. The text is the safe string `body`.
#[derive(Clone, Debug, Serialize)]
pub struct Style {
    /// A sentence on what the page is.
    pub sentence: String,
    /// The unit of amounts.
    pub unit: String,
    /// A month in words.
    pub month: String,
    /// Above nothing, below nothing, known only roughly.
    pub amounts: Vec<Amount>,
    /// A day.
    pub dates: Vec<Date>,
    /// Linked, and not.
    pub links: Vec<Link>,
    /// One of each tone.
    pub states: Vec<State>,
    /// One of each setting, with one value and with several.
    pub facts: Vec<Fact>,
    /// With everything a row can have, and with nothing but a title.
    pub rows: Vec<Row>,
    /// Of both sides, and of one alone.
    pub totals: Vec<Totals>,
    /// With a threshold, and without.
    pub bars: Vec<VoteBar>,
    /// With everything, and with nothing but its text.
    pub motions: Vec<MotionBlock>,
    /// With everything, and with candidates alone.
    pub elections: Vec<ElectionBlock>,
    /// With everything, with a part of it, and with nothing but a title.
    pub cards: Vec<Card>,
    /// Published, and only to be inspected.
    pub papers: Vec<Paper>,
    /// With a new value, and without.
    pub corrections: Vec<CorrectionNote>,
    /// A first, a middle and a last page.
    pub pagers: Vec<Pager>,
    /// For one purpose only, and for any.
    pub funds: Vec<FundRow>,
    /// With a line, and without.
    pub charts: Vec<Chart>,
    /// With statements, and without.
    pub fund_months: Vec<FundMonths>,
    /// With money moved, and without.
    pub statements: Vec<Statement>,
    /// With a voucher, and without.
    pub receipts: Vec<ReceiptLine>,
    /// Of a case that is open, and of one that ended on its first day.
    pub timelines: Vec<Timeline>,
    /// With its working, and without.
    pub measures: Vec<Measure>,
    /// With lists of the groups, and without.
    pub groupings: Vec<Grouping>,
    /// With what is computed from them, and without.
    pub stated: Vec<StatedTotals>,
    /// Meetings by year, with a sum and of one year alone.
    pub counted: Vec<Counted>,
    /// With everything, with tables alone, with figures alone, and an allotment of which nothing is told.
    pub projects: Vec<ProjectBlock>,
    /// A budget against the books.
    pub budget: BudgetTables,
    /// What will hold, holds and held.
    pub rates: Vec<RateLine>,
    /// With what each household pays, and without.
    pub shared: Vec<Shared>,
    /// With older lines, a total and a note, and without.
    pub collected: Vec<Collected>,
    /// Consultations.
    pub consulted: Vec<Consulted>,
    /// With members, and with nobody named.
    pub rosters: Vec<Roster>,
    /// With rows and income, and with neither.
    pub registers: Vec<RegisterTable>,
    /// One beneath another, and one with nothing but a name.
    pub bodies: Vec<BodyLine>,
    /// What a version changed: told and compared, the same, told alone.
    pub amendments: Vec<Amended>,
    /// Told one by one, and their number alone.
    pub objections: Vec<Objections>,
    /// With something that was not on it, and without.
    pub agendas: Vec<PostedAgenda>,
    /// Posted now with its sheet, and over without one.
    pub posted: Vec<Posted>,
    /// What was posted until a day of one year.
    pub archives: Vec<Year>,
    /// Folded, with the current list among them and not, and not folded.
    pub filters: Vec<Filter>,
    /// What a search may be limited to.
    pub choices: Vec<Limit>,
    /// Withdrawn records.
    pub withdrawn: Vec<Withdrawn>,
    /// With something missing, and with nothing.
    pub strips: Vec<Strip>,
    /// A rule pack.
    pub packs: Vec<PackBlock>,
    /// Records, a sentence each.
    pub lines: Vec<RecordLine>,
    /// A place with papers.
    pub places: Vec<Place>,
    /// Pairs and others, others alone, a pair alone.
    pub photos: Vec<Photos>,
    /// A record and a reason.
    pub reasons: Vec<Waived>,
    /// With a caption and a foot, and without.
    pub tables: Vec<Table>,
    /// On paper: with what is said below it, and without.
    pub printed: Vec<SheetPhoto>,
    /// Of the papers that belong to a notice.
    pub names: Vec<String>,
    /// With everything, and with as little as a record can have.
    pub records: Vec<RecordPage>,
}

/// Builds the style page in the words of a board.
#[must_use]
pub fn build<'a>(desk: &Desk<'a>) -> (Page<'a>, Heading) {
    let pieces = Pieces { desk };
    let style = Style {
        sentence: desk.word("style.sentence"),
        unit: desk.format().unit(),
        month: pieces.month(),
        amounts: pieces.amounts(),
        dates: vec![pieces.date()],
        links: vec![pieces.link(), Link { href: String::new(), ..pieces.link() }],
        states: pieces.states(),
        facts: pieces.facts(),
        rows: pieces.rows(),
        totals: pieces.totals(),
        bars: pieces.bars(),
        motions: pieces.motions(),
        elections: pieces.elections(),
        cards: pieces.cards(),
        papers: pieces.papers(),
        corrections: pieces.corrections(),
        pagers: pieces.pagers(),
        funds: pieces.funds(),
        charts: pieces.charts(),
        fund_months: pieces.fund_months(),
        statements: vec![pages::statement(pieces), pages::statement_without(pieces)],
        receipts: pieces.receipts(),
        counted: vec![pages::counted(pieces), Counted { total: None, ..pages::counted(pieces) }],
        projects: project::projects(pieces),
        budget: pieces.budget(),
        rates: collected::rates(pieces),
        shared: vec![collected::shared(pieces)],
        consulted: consulted::all(pieces),
        objections: consulted::objections(pieces),
        timelines: handled::timelines(pieces),
        measures: handled::measures(pieces),
        groupings: handled::groupings(pieces),
        stated: vec![
            handled::stated(pieces),
            StatedTotals { computed: Vec::new(), ..handled::stated(pieces) },
        ],
        agendas: consulted::agendas(pieces),
        collected: vec![collected::collected(pieces), collected::collected_without(pieces)],
        rosters: seated::rosters(pieces),
        registers: registered::registers(pieces),
        bodies: seated::bodies(pieces),
        amendments: seated::amendments(pieces),
        posted: posted::posted(pieces),
        archives: vec![posted::year(pieces)],
        filters: posted::filters(pieces),
        choices: pieces.choices(),
        withdrawn: posted::withdrawn(pieces),
        strips: vec![
            covered::strip(pieces),
            Strip { missing: Vec::new(), state: pieces.good(), ..covered::strip(pieces) },
        ],
        packs: covered::coverage(pieces).packs,
        lines: covered::coverage(pieces).withheld,
        places: posted::places(pieces),
        photos: vec![photos::photos(pieces), photos::others(pieces), photos::pair(pieces)],
        reasons: pieces.reasons(),
        tables: pieces.tables(),
        printed: photos::printed(pieces),
        names: vec![pieces.name(), pieces.long()],
        records: vec![pages::record(pieces), pages::record_without(pieces)],
    };
    let title = desk.word("style.title");
    let heading = Heading { description: title.clone(), title, trail: vec![pieces.link()] };
    (Page::Style(Box::new(style), text::prose(desk)), heading)
}
