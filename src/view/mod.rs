//! From the board to what one page or notice shows: every word and every figure final.
//!
//! A view is built for one page when that page is made. Templates receive it as it is and look
//! nothing up.

pub mod about;
pub mod accounts;
pub mod address;
mod agenda;
pub mod budget;
mod cases;
mod chain;
pub mod chart;
pub mod choice;
pub mod consultation;
pub mod corrections;
pub mod counted;
pub mod coverage;
pub mod election;
pub mod export;
mod facts;
pub mod family;
pub mod feed;
pub mod fees;
pub mod figure;
pub mod filter;
pub mod format;
pub mod frame;
pub mod gone;
pub mod handover;
pub mod held;
pub mod home;
pub mod linked;
pub mod list;
pub mod members;
mod money;
pub mod notice;
pub mod notices;
pub mod one_file;
pub mod pact;
pub mod parts;
pub mod people;
pub mod photo;
pub mod plan;
mod posted;
pub mod project;
pub mod record;
pub mod register;
mod roll;
pub mod search;
mod sentence;
pub mod standing;
pub mod statistics;
pub mod style;
pub mod timeline;
mod votes;

use crate::model::board::Board;
use crate::model::id::RecordId;
use crate::model::record::Record;
use crate::prose::Prose;
use crate::words::Words;

use format::Format;
use parts::Link;
use plan::{PageKey, Plan};

/// The way to the root from where there is none: what stands alone has no links.
pub const NOWHERE: &str = "\0";

/// What every view is made from.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The board.
    pub board: &'a Board,
    /// The words of its language.
    pub words: &'a Words,
    /// Which pages there are.
    pub plan: &'a Plan,
    /// The way from the page to the root: empty, `../` once or more, or `NOWHERE`.
    pub root: &'a str,
}

/// A page, ready for its template.
pub enum Page<'a> {
    /// `home.html`
    Home(Box<home::Home>),
    /// `record.html`
    Record(Box<record::RecordPage>, &'a Prose),
    /// `page.html`
    Page(Box<record::RecordPage>, &'a Prose),
    /// `list.html`
    List(Box<list::List>),
    /// `terms.html`
    Terms(list::Terms),
    /// `accounts.html`
    Accounts(accounts::Accounts),
    /// `statement.html`
    Statement(Box<accounts::Statement>),
    /// `notices.html`
    Notices(notices::Notices),
    /// `corrections.html`
    Corrections(corrections::Corrections),
    /// `coverage.html`
    Coverage(Box<coverage::Coverage>),
    /// `members.html`
    Members(Box<members::Members>),
    /// `statistics.html`
    Statistics(Box<statistics::Statistics>),
    /// `held.html`
    Held(held::Held),
    /// `about.html`
    About(about::About),
    /// `search.html`
    Search(search::Search),
    /// `not_found.html`
    NotFound,
    /// `gone.html`
    Gone(gone::Gone),
    /// `notice.html`
    Notice(Box<notice::Notice>, Option<&'a Prose>),
    /// `one_file.html`
    OneFile(Box<one_file::OneFile>, String),
    /// `style.html`
    Style(Box<style::Style>, Prose),
}

impl<'a> Desk<'a> {
    /// How this board writes amounts and days.
    #[must_use]
    pub fn format(&self) -> Format<'a> {
        Format { words: self.words, currency: &self.board.profile.currency }
    }

    /// The relative address of a page.
    #[must_use]
    pub fn href(&self, address: &str) -> String {
        if self.root == NOWHERE {
            return String::new();
        }
        let mut href = String::with_capacity(self.root.len() + address.len());
        href.push_str(self.root);
        format::encode_into(&mut href, address);
        href
    }

    /// The relative address of a list; empty where there is none.
    #[must_use]
    pub fn list_href(&self, key: &plan::ListKey) -> String {
        let there = self.plan.lists.contains_key(key);
        if there { self.href(&key.address(1)) } else { String::new() }
    }

    /// A link to a record, by its title.
    #[must_use]
    pub fn link(&self, record: &Record) -> Link {
        let href = self.href(&plan::record_address(&record.head.id));
        Link { text: self.title(record), href }
    }

    /// A link to a record by its id; the id alone where there is none.
    #[must_use]
    pub fn link_id(&self, id: &RecordId) -> Link {
        match self.board.record(id) {
            Some(record) => self.link(record),
            None => Link { text: id.to_string(), href: String::new() },
        }
    }

    /// Where a reference within prose leads.
    #[must_use]
    pub fn resolve(&self, name: &str) -> Option<Link> {
        self.board.record(&RecordId::read(name)?).map(|record| self.link(record))
    }

    /// The words for a key.
    #[must_use]
    pub fn word(&self, key: &str) -> String {
        self.words.get(key).to_owned()
    }
}

/// Builds the view of a page, with its title and description.
#[must_use]
pub fn build<'a>(desk: &Desk<'a>, key: &PageKey) -> Option<(Page<'a>, frame::Heading)> {
    let built = match key {
        PageKey::Home => {
            let home = home::build(desk);
            let description = home.sentence.clone();
            let title = desk.board.profile.name.clone();
            (Page::Home(Box::new(home)), frame::Heading { title, description, trail: Vec::new() })
        }
        PageKey::Record(id) => record::build(desk, desk.board.record(id)?),
        PageKey::List(key, number) => list::build(desk, key, *number)?,
        PageKey::Terms(by) => list::terms(desk, *by),
        PageKey::Accounts => accounts::overview(desk),
        PageKey::Statement(fund, period) => accounts::statement(desk, fund, *period)?,
        PageKey::Notices(year) => notices::build(desk, *year),
        PageKey::Corrections => corrections::build(desk),
        PageKey::Coverage => coverage::build(desk),
        PageKey::Members => members::overview(desk),
        PageKey::Member(id) => members::one(desk, id)?,
        PageKey::Compared(period) => members::compared(desk, *period),
        PageKey::MemberDuties => members::duties(desk),
        PageKey::CaseStatistics => statistics::build(desk),
        PageKey::Held => held::build(desk),
        PageKey::About => about::build(desk),
        PageKey::Search => search::build(desk),
        PageKey::NotFound => {
            let title = desk.word("page.not-found");
            let description = title.clone();
            (Page::NotFound, frame::Heading { title, description, trail: Vec::new() })
        }
        PageKey::Gone(address) => gone::build(desk, address),
        PageKey::RecordNotice(id) => notice::of_record(desk, desk.board.record(id)?),
        PageKey::StatementNotice(fund, period) => notice::of_statement(desk, fund, *period)?,
        PageKey::CoverageNotice => notice::of_coverage(desk)?,
        PageKey::AccountsNotice => notice::of_accounts(desk)?,
    };
    Some(built)
}
