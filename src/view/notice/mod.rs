//! A notice: a document to print and pin up, made from a record or a statement.

mod any;
mod budget;
mod charge;
mod consultation;
mod decision;
mod overview;
mod people;
mod project;
mod statement;
mod table;
mod titles;
mod witness;

use serde::Serialize;

pub use overview::{of_accounts, of_coverage};
pub use statement::of_statement;
pub use table::{Column, Table};
pub use witness::digest_of;

use crate::model::calendar::Day;
use crate::model::posting::Bulletin;
use crate::model::record::{Attachment, Body, Record};
use crate::prose::Block;
use crate::rules::duties;
use crate::view::frame::Heading;
use crate::view::parts::{Fact, Link};
use crate::view::photo::{self, SheetPhoto};
use crate::view::plan::{notice_address, paper_address, record_address};
use crate::view::{Desk, Page, coverage, format};
use crate::words::Arg;

/// `notice.html`. The text of the record is the safe string `body`.
#[derive(Clone, Debug, Serialize)]
pub struct Notice {
    /// Its number: `2025-03.14`, in words.
    pub number: String,
    /// That its figures are made up for the sample; empty otherwise.
    pub invented: String,
    /// To whom: `全体业主：`.
    pub addressee: String,
    /// The sentences before the table.
    pub paragraphs: Vec<String>,
    /// Facts under the sentences; may be empty.
    pub facts: Vec<Fact>,
    /// Its tables.
    pub tables: Vec<Table>,
    /// Its photos, those before and after beside each other.
    pub photos: Vec<SheetPhoto>,
    /// The names of its papers that are published; pictures stand among the photos.
    pub attachments: Vec<String>,
    /// The sentences after the table: the posting window, how to object, whom to ask.
    pub closing: Vec<String>,
    /// Who signs.
    pub signature: String,
    /// The date, unpadded: `2025年3月5日`.
    pub date: String,
    /// Words in the room for the seal: `（盖章处）`.
    pub seal: String,
    /// Id, digest and date of publication, in small type.
    pub witness: String,
    /// The address of the page; empty where the board has none on the web.
    pub url: String,
    /// What the code of that address is, for those who cannot see it; empty without an address.
    pub code_alt: String,
    /// Whether its tables are too wide for an upright sheet.
    pub wide: bool,
    /// The words of the link back to the page on screen.
    pub back: Link,
    /// The same as PDF; `href` is empty where the site has none.
    pub paper: Link,
}

/// Builds the sheet of a record: of any, whether it is posted or not.
#[must_use]
pub fn of_record<'a>(desk: &Desk<'a>, record: &'a Record) -> (Page<'a>, Heading) {
    let mut notice = blank(desk, record);
    let sentence = desk.sentence(record);
    match &record.body {
        Body::Charge(charge) => charge::of_charge(desk, &mut notice, charge),
        Body::Fee(_) => any::of_fee(desk, &mut notice, record),
        Body::Consultation(one) => consultation::of_consultation(desk, &mut notice, record, one),
        Body::Decision(decision) => decision::of_decision(desk, &mut notice, record, decision),
        Body::Case(case) => any::of_case(desk, &mut notice, record, case),
        Body::Project(_) => project::of_project(desk, &mut notice, record),
        Body::Budget(body) => budget::of_budget(desk, &mut notice, sentence.clone(), body),
        Body::Pact(_) => people::of_pact(desk, &mut notice, record),
        Body::Register(_) => people::of_register(desk, &mut notice, record),
        Body::People(term) => people::of_term(desk, &mut notice, record, term),
        Body::Notice(bulletin) => of_bulletin(desk, &mut notice, bulletin),
        Body::Page => {}
        Body::Income(_)
        | Body::Expenditure(_)
        | Body::Transfer(_)
        | Body::Balance(_)
        | Body::Statement(_)
        | Body::Posting(_)
        | Body::Withheld(_)
        | Body::Withdrawn => any::of_any(desk, &mut notice, record),
    }
    notice.closing.splice(0..0, answered(desk, record));
    let typed = record.head.text.blocks.iter().any(|block| match block {
        Block::Table(table) => Table::typed(table).is_wide(),
        _ => false,
    });
    notice.wide = typed || notice.tables.iter().any(Table::is_wide);
    let title = titles::title(desk, record);
    let description = if sentence.is_empty() { title.clone() } else { sentence };
    let heading = Heading { title, description, trail: Vec::new() };
    (Page::Notice(Box::new(notice), Some(&record.head.text)), heading)
}

/// To whom a notice is addressed and how long it hangs.
fn of_bulletin(desk: &Desk<'_>, notice: &mut Notice, bulletin: &Bulletin) {
    if let Some(to) = &bulletin.to {
        notice.addressee = desk.words.say("say.addressed", &[("to", to.as_str().into())]);
    }
    if let Some(window) = desk.bulletin_window(bulletin) {
        notice.closing.insert(0, desk.words.say("say.posted-window", &[("window", window.into())]));
    }
}

/// Within what time whoever objects is answered, where the rules of the place say so.
fn answered(desk: &Desk<'_>, record: &Record) -> Option<String> {
    duties::window(record)?;
    let (within, basis) = duties::asked(desk.board, record)
        .filter(|rule| rule.basis.judges(desk.board.profile.held))
        .find_map(|rule| Some((rule.answered?, &rule.basis)))?;
    let args = [("days", coverage::days(within)), ("basis", coverage::basis(desk, basis).into())];
    Some(desk.words.say("say.answered-in", &args))
}

/// The number of a notice: what kind of thing it tells of, and its id.
fn number(desk: &Desk<'_>, kind: &str, id: &str) -> String {
    let args = [("kind", Arg::Word(kind.to_owned())), ("id", id.into())];
    desk.words.say("say.notice-number", &args)
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.into_iter().map(str::to_owned).collect()
}

fn blank(desk: &Desk<'_>, record: &Record) -> Notice {
    let head = &record.head;
    let page = record_address(&head.id);
    let known = desk.board.published(&head.id);
    let first = known.map_or(desk.board.as_of, |known| known.first);
    let format = desk.format();
    Notice {
        number: number(desk, &format!("kind.{}", head.id.kind.name()), &head.id.id),
        invented: warning(desk, record),
        addressee: desk.word("say.addressee"),
        paragraphs: Vec::new(),
        facts: Vec::new(),
        tables: Vec::new(),
        photos: photo::printed(desk, record),
        attachments: attachments(desk, record),
        closing: ask(desk),
        signature: desk.board.profile.publisher.clone(),
        date: format.date(day(desk, record)).text,
        seal: desk.word("say.seal"),
        witness: desk.words.say(
            if is_unpublished(desk, record) { "say.witness-draft" } else { "say.witness" },
            &[
                ("id", head.id.to_string().into()),
                ("digest", head.digest.to_string().into()),
                ("date", format.date(first).text.into()),
            ],
        ),
        code_alt: code_alt(desk, &page),
        url: url(desk, &page),
        wide: false,
        back: Link { text: desk.word("page.back"), href: desk.href(&page) },
        paper: paper(desk, &notice_address(&head.id)),
    }
}

/// The empty sheet of a page of the board that is no record: made from all of them on its day.
fn of_board(desk: &Desk<'_>, kind: &str, page: &str) -> Notice {
    let as_of = desk.board.as_of;
    let date = desk.format().date(as_of).text;
    Notice {
        number: number(desk, kind, &as_of.to_string()),
        invented: String::new(),
        addressee: desk.word("say.addressee"),
        paragraphs: Vec::new(),
        facts: Vec::new(),
        tables: Vec::new(),
        photos: Vec::new(),
        attachments: Vec::new(),
        closing: ask(desk),
        signature: desk.board.profile.publisher.clone(),
        seal: desk.word("say.seal"),
        witness: desk.words.say("say.witness-board", &[("as_of", date.as_str().into())]),
        date,
        url: url(desk, page),
        code_alt: code_alt(desk, page),
        wide: false,
        back: Link { text: desk.word("page.back"), href: desk.href(page) },
        paper: paper(desk, &format!("sheets/{page}")),
    }
}

/// Shown to those who asked for drafts; nobody else knows of it.
fn is_unpublished(desk: &Desk<'_>, record: &Record) -> bool {
    let head = &record.head;
    head.draft || head.publish_from.is_some_and(|day| day > desk.board.as_of)
}

/// What stands on top of a sheet that is not to be taken for what it looks like.
fn warning(desk: &Desk<'_>, record: &Record) -> String {
    let draft = is_unpublished(desk, record).then(|| desk.word("say.draft-sheet"));
    let invented = record.head.invented.then(|| desk.word("say.invented"));
    draft.into_iter().chain(invented).collect::<Vec<_>>().join(" ")
}

/// The notice as PDF, where the site has it.
fn paper(desk: &Desk<'_>, notice: &str) -> Link {
    let address = paper_address(notice);
    let planned = desk.plan.addresses.contains_key(&address);
    let href = if planned { desk.href(&address) } else { String::new() };
    Link { text: desk.word("page.as-pdf"), href }
}

/// The day under the signature of a record's notice; none is signed before it was published.
#[must_use]
pub(super) fn day(desk: &Desk<'_>, record: &Record) -> Day {
    let as_of = desk.board.as_of;
    let known = desk.board.published(&record.head.id);
    let (first, changed) = known.map_or((as_of, as_of), |known| (known.first, known.changed));
    signed(record, changed, as_of).max(first)
}

/// The day under the signature: when its window began, the case was closed, or the last receipt
/// of the charge came in; else its own day, or the one since which it reads as it does.
fn signed(record: &Record, changed: Day, as_of: Day) -> Day {
    let day = match &record.body {
        Body::Decision(decision) => {
            decision.window.as_ref().map(|window| window.from).or(Some(decision.date))
        }
        Body::Consultation(one) => Some(one.window.from),
        Body::Case(case) => match case.ending() {
            Some(ending) => Some(ending.on),
            None => case.history.last().map(|event| event.on),
        },
        Body::Project(project) => project.last_day(),
        Body::Charge(charge) => charge.received.iter().map(|receipt| receipt.date).max(),
        // It tells what came of it so far.
        Body::Budget(budget) => Some(budget.period.days().1),
        _ => None,
    };
    day.or(record.head.date).unwrap_or(changed).min(as_of)
}

/// The sentences that say whom to ask and how to object.
fn ask(desk: &Desk<'_>) -> Vec<String> {
    let profile = &desk.board.profile;
    let line = |key: &str, contact| {
        let contact = crate::view::frame::contact_line(desk, contact);
        desk.words.say(key, &[("contact", contact.into())])
    };
    let contact = profile.contacts.first();
    let offline = profile.base_url.is_none().then(|| match contact {
        Some(contact) => line("say.not-on-the-web", contact),
        None => desk.word("say.not-on-the-web-alone"),
    });
    let contact = contact.map(|contact| line("say.ask", contact));
    let supervision = profile.supervision.as_ref().map(|contact| line("say.supervised", contact));
    contact.into_iter().chain(supervision).chain(offline).collect()
}

/// The papers of a record that are published, by name.
fn attachments(desk: &Desk<'_>, record: &Record) -> Vec<String> {
    let papers =
        record.head.attachments.iter().filter(|paper| {
            paper.published().is_some_and(|file| desk.plan.photos_of(file).is_empty())
        });
    let name = |paper: &Attachment| paper.title.clone().unwrap_or_else(|| desk.word("say.paper"));
    papers.map(name).collect()
}

fn code_alt(desk: &Desk<'_>, page: &str) -> String {
    let url = url(desk, page);
    if url.is_empty() {
        return url;
    }
    desk.words.say("say.code", &[("url", url.into())])
}

fn url(desk: &Desk<'_>, address: &str) -> String {
    let base = desk.board.profile.base_url.as_ref();
    base.map(|base| format!("{base}{}", format::encode_ascii(address))).unwrap_or_default()
}
