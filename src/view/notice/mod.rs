//! A notice: a document to print and pin up, made from a record or a statement.

mod budget;
mod charge;
mod consultation;
mod people;
mod project;
mod statement;
mod table;

use serde::Serialize;

pub use statement::of_statement;
pub use table::{Column, Table};

use crate::model::calendar::Day;
use crate::model::case::Case;
use crate::model::meeting::{Decision, Motion};
use crate::model::posting::Bulletin;
use crate::model::record::{Attachment, Body, Record};
use crate::model::vote::Measure;
use crate::rules::duties;
use crate::view::frame::Heading;
use crate::view::parts::{Fact, Link};
use crate::view::photo::{self, SheetPhoto};
use crate::view::plan::{has_notice, record_address};
use crate::view::{Desk, Page, agenda, coverage, election, facts, format, timeline, votes};
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
}

/// Builds the notice of a record, for the kinds that have one.
#[must_use]
pub fn of_record<'a>(desk: &Desk<'a>, record: &'a Record) -> Option<(Page<'a>, Heading)> {
    if !has_notice(record) {
        return None;
    }
    let title = desk.title(record);
    let mut notice = blank(desk, record);
    match &record.body {
        Body::Charge(charge) => charge::of_charge(desk, &mut notice, charge),
        Body::Consultation(one) => consultation::of_consultation(desk, &mut notice, record, one),
        Body::Decision(decision) => of_decision(desk, &mut notice, record, decision),
        Body::Case(case) => of_case(desk, &mut notice, record, case),
        Body::Project(_) => project::of_project(desk, &mut notice, record),
        Body::Budget(body) => {
            budget::of_budget(desk, &mut notice, desk.sentence(record), body);
        }
        Body::Pact(_) => people::of_pact(desk, &mut notice, record),
        Body::Register(_) => people::of_register(desk, &mut notice, record),
        Body::People(term) => people::of_term(desk, &mut notice, record, term),
        Body::Notice(bulletin) => of_bulletin(desk, &mut notice, bulletin),
        _ => {}
    }
    notice.closing.splice(0..0, answered(desk, record));
    notice.wide = notice.tables.iter().any(Table::is_wide);
    let title = [("title", title.into())];
    let heading = match &record.body {
        Body::Charge(charge) if charge.bill.is_some() => {
            desk.words.say("title.notice.shared", &title)
        }
        Body::Charge(_) => desk.words.say("title.notice.charge", &title),
        Body::Decision(decision)
            if decision.motions.is_empty() && decision.elections.is_empty() =>
        {
            desk.words.say("title.notice.meeting", &title)
        }
        Body::Decision(_) => desk.words.say("title.notice.decision", &title),
        Body::Consultation(_) => desk.words.say("title.notice.consultation", &title),
        Body::Case(_) => desk.words.say("title.notice.case", &title),
        Body::Project(_) => desk.words.say("title.notice.project", &title),
        Body::Budget(_) => desk.words.say("title.notice.budget", &title),
        Body::People(_) => desk.words.say("title.notice.people", &title),
        _ => desk.title(record),
    };
    let description = desk.sentence(record);
    let description = if description.is_empty() { heading.clone() } else { description };
    let heading = Heading { title: heading, description, trail: Vec::new() };
    Some((Page::Notice(Box::new(notice), Some(&record.head.text)), heading))
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
    let known = desk.board.lock.records.get(&head.id);
    let first = known.map_or(desk.board.as_of, |known| known.first);
    let format = desk.format();
    Notice {
        number: number(desk, &format!("kind.{}", head.id.kind.name()), &head.id.id),
        invented: if head.invented { desk.word("say.invented") } else { String::new() },
        addressee: desk.word("say.addressee"),
        paragraphs: Vec::new(),
        facts: Vec::new(),
        tables: Vec::new(),
        photos: photo::printed(desk, record),
        attachments: attachments(desk, record),
        closing: ask(desk),
        signature: desk.board.profile.publisher.clone(),
        date: format.date(signed(record, desk.board.as_of).max(first)).text,
        seal: desk.word("say.seal"),
        witness: desk.words.say(
            "say.witness",
            &[
                ("id", head.id.to_string().into()),
                ("digest", head.digest_hex().into()),
                ("date", format.date(first).text.into()),
            ],
        ),
        code_alt: code_alt(desk, &page),
        url: url(desk, &page),
        wide: false,
        back: Link { text: desk.word("page.back"), href: desk.href(&page) },
    }
}

/// The day under the signature: when its window began, the case was closed, or the last receipt
/// of the charge came in; else its own day.
fn signed(record: &Record, as_of: Day) -> Day {
    let day = match &record.body {
        Body::Decision(decision) => {
            decision.window.as_ref().map(|window| window.from).or(Some(decision.date))
        }
        Body::Consultation(one) => Some(one.window.from),
        Body::Case(case) => case.ending().map(|ending| ending.on),
        Body::Project(project) => project.last_day(),
        Body::Charge(charge) => charge.received.iter().map(|receipt| receipt.date).max(),
        // It tells what came of it so far.
        Body::Budget(budget) => Some(budget.period.days().1),
        _ => None,
    };
    day.or(record.head.date).unwrap_or(as_of).min(as_of)
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

fn of_decision(desk: &Desk<'_>, notice: &mut Notice, record: &Record, decision: &Decision) {
    let assembly = Arg::Word(format!("value.{}", decision.assembly.name()));
    let args = [
        ("date", desk.format().date(decision.date).text.into()),
        ("assembly", assembly),
        ("place", decision.place.clone().unwrap_or_default().into()),
    ];
    let to_come = decision.is_to_come(desk.board.as_of);
    let key = match (to_come, decision.place.is_some()) {
        (true, true) => "say.will-meet-at",
        (true, false) => "say.will-meet",
        (false, true) => "say.meeting-at",
        (false, false) => "say.meeting",
    };
    let mut opening = desk.words.say(key, &args);
    let present: Vec<String> = decision
        .attended
        .iter()
        .map(|present| {
            let key = if present.of.is_some() { "say.present-of" } else { "say.present" };
            let args = [
                ("role", present.role.as_str().into()),
                ("n", present.count.into()),
                ("of", present.of.unwrap_or(0).into()),
            ];
            desk.words.say(key, &args)
        })
        .collect();
    if !present.is_empty() {
        let present = present.join(desk.words.get("list.between"));
        opening.push_str(&desk.words.say("say.attended", &[("present", present.into())]));
    }
    notice.paragraphs.push(opening);
    notice.paragraphs.extend(Some(desk.roll_of(decision)).filter(|roll| !roll.is_empty()));
    let agenda = agenda::told(desk, decision);
    if !agenda.is_empty() {
        let values = agenda.into_iter().map(|text| Link { text, href: String::new() }).collect();
        let label = desk.word("field.posted_agenda");
        notice.facts.push(Fact { label, values, set: "text" });
    }
    let motions = decision.motions.iter();
    notice.facts.extend(motions.map(|motion| motion_fact(desk, record, decision, motion)));
    for motion in &decision.motions {
        let lines = votes::bars(desk, decision, motion);
        if lines.is_empty() {
            continue;
        }
        let args =
            [("number", motion.number.as_str().into()), ("text", motion.text.as_str().into())];
        notice.tables.push(votes_table(desk, motion, desk.words.say("say.votes-on", &args)));
    }
    for election in election::blocks(desk, decision) {
        notice.paragraphs.extend(election.notes);
        notice.tables.push(Table { caption: election.title, ..election.table });
    }
    if let Some(window) = &decision.window {
        let said = [("window", desk.window(window).into())];
        let mut said = desk.words.say("say.posted-window", &said);
        // What was objected and answered stands on the page: the sheet stays one.
        said.extend(crate::view::consultation::objections_said(desk, window));
        notice.closing.insert(0, said);
    }
}

fn motion_fact(desk: &Desk<'_>, record: &Record, decision: &Decision, motion: &Motion) -> Fact {
    let block = votes::block(desk, &record.head, decision, motion);
    let label = desk.words.say("say.motion", &[("number", motion.number.as_str().into())]);
    let args = [("text", block.text.into()), ("outcome", block.state.word.into())];
    let mut said = vec![desk.words.say("say.motion-outcome", &args), block.method];
    said.extend(block.unanswered);
    said.push(block.unverified);
    said.extend(block.follow_up.iter().map(|next| {
        let args = [
            ("what", next.what.as_str().into()),
            ("who", next.who.as_str().into()),
            ("state", next.state.word.as_str().into()),
        ];
        let key = if next.who.is_empty() { "say.follow-up" } else { "say.follow-up-who" };
        desk.words.say(key, &args)
    }));
    said.retain(|line| !line.is_empty());
    let values = said.into_iter().map(|text| Link { text, href: String::new() }).collect();
    Fact { label, values, set: "text" }
}

fn votes_table(desk: &Desk<'_>, motion: &Motion, caption: String) -> Table {
    let column = |key: &str| Column { head: desk.word(key), set: "figure" };
    let votes = motion.votes.as_ref();
    let tallies =
        votes.map(|votes| [(Measure::People, &votes.people), (Measure::Area, &votes.area)]);
    let rows = tallies.into_iter().flatten().filter_map(|(measure, tally)| {
        let tally = tally.as_ref()?;
        let format = desk.format();
        let mut cells = vec![desk.word(&format!("measure.by-{}", measure.name()))];
        for number in [tally.participating(), tally.ayes, tally.noes, tally.abstain, tally.invalid]
        {
            cells.push(format.measured(measure, number));
        }
        Some(cells)
    });
    Table {
        caption,
        columns: vec![
            Column { head: desk.word("say.counted"), set: "text" },
            column("field.voted"),
            column("field.ayes"),
            column("field.against"),
            column("field.abstain"),
            column("field.invalid"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}

fn of_case(desk: &Desk<'_>, notice: &mut Notice, record: &Record, case: &Case) {
    notice.paragraphs.push(desk.words.say(
        "say.case-notice",
        &[("title", desk.title(record).into()), ("sentence", desk.sentence(record).into())],
    ));
    if let Some(note) = &record.head.note {
        notice.paragraphs.push(note.clone());
    }
    notice.facts = facts::facts(desk, record);
    notice.tables.push(timeline::table(desk, case));
    if let Some(decision) = &case.decided_by {
        let title = Arg::from(desk.link_id(decision).text);
        notice.paragraphs.push(desk.words.say("say.decided-by", &[("title", title)]));
    }
}
