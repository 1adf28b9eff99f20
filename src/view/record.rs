//! A record of any kind, on its own page.

use serde::Serialize;

use super::agenda::{self, PostedAgenda};
use super::budget::{self, BudgetTables};
use super::chain::{self, Chain};
use super::consultation::{self, Consulted, Objections};
use super::election::{self, ElectionBlock};
use super::fees::{self, Collecting};
use super::filter::facet_name;
use super::frame::Heading;
use super::pact::{self, Amended};
use super::parts::{Amount, Card, CorrectionNote, Date, Fact, Link, MotionBlock, Paper, State};
use super::people::{self, Roster};
use super::photo::{self, Photos};
use super::plan::{Facet, ListKey, file_address, has_notice, notice_address};
use super::project::{self, ProjectBlock};
use super::register::{self, RegisterTable};
use super::timeline::{self, Timeline};
use super::{Desk, Page, facts, list, votes};
use crate::model::id::Kind;
use crate::model::record::{Attachment, Body, Disclosure, Record};

/// `record.html`. The text of the record is the safe string `body`.
#[derive(Clone, Debug, Serialize)]
pub struct RecordPage {
    /// What kind it is, linked to its list.
    pub kind: Link,
    /// Its states.
    pub states: Vec<State>,
    /// What happened, in one sentence.
    pub sentence: String,
    /// The amount it is about, large; absent for kinds without one.
    pub amount: Option<Amount>,
    /// The unit of amounts.
    pub unit: String,
    /// Its facts.
    pub facts: Vec<Fact>,
    /// Why, in plain words; may be empty.
    pub note: String,
    /// A table of its own: the receipts of a charge.
    pub receipts: Vec<ReceiptLine>,
    /// How a case went on.
    pub timeline: Option<Timeline>,
    /// A budget against what the books say; absent for other kinds.
    pub budget: Option<BudgetTables>,
    /// Of a project: its money, its way and the projects of an allotment; absent for other kinds.
    pub project: Option<ProjectBlock>,
    /// Of a fee or a charge: rates, shares of a bill, what was collected.
    pub collecting: Option<Collecting>,
    /// Of a consultation: what was said, and who is for it.
    pub consulted: Option<Consulted>,
    /// Of a term of a body: who sits in it.
    pub roster: Option<Roster>,
    /// Of a register: its rows, and what they come to.
    pub register: Option<RegisterTable>,
    /// Of a version of a pact: what it changed.
    pub amended: Option<Amended>,
    /// Who does what: of a body, a pact or a fee.
    pub duties: Vec<Fact>,
    /// What was posted before a meeting.
    pub agenda: Option<PostedAgenda>,
    /// Of an owners' meeting: how many may vote, with how much floor area, and how that came about;
    /// may be empty.
    pub roll: String,
    /// What was decided.
    pub motions: Vec<MotionBlock>,
    /// Who was elected.
    pub elections: Vec<ElectionBlock>,
    /// What was objected while it was posted.
    pub objections: Option<Objections>,
    /// Its photos, if it has any.
    pub photos: Option<Photos>,
    /// 由来: what it comes from.
    pub before: Vec<Card>,
    /// 结果: what came of it.
    pub after: Vec<Card>,
    /// 相关: what it speaks of, and what speaks of it.
    pub mentioned: Vec<Card>,
    /// What is missing in between, in sentences.
    pub gaps: Vec<String>,
    /// Its papers.
    pub papers: Vec<Paper>,
    /// Its corrections.
    pub corrections: Vec<CorrectionNote>,
    /// Rules it may break, each with the reason.
    pub waived: Vec<Fact>,
    /// Why it was withdrawn, in one sentence; empty if it was not.
    pub withdrawn: String,
    /// That its figures are made up for the sample; empty otherwise.
    pub invented: String,
    /// Its id: `expenditures/2025-03.7`.
    pub id: String,
    /// SHA-256 of its line in the published data.
    pub digest: String,
    /// When it was first published and last changed, in one sentence.
    pub published: String,
    /// The notice to print; empty where there is none.
    pub sheet: String,
}

/// One day's receipts of a charge.
#[derive(Clone, Debug, Serialize)]
pub struct ReceiptLine {
    /// The day.
    pub date: Date,
    /// How many paid, with the unit.
    pub payers: String,
    /// What they paid.
    pub amount: Amount,
    /// Number of the voucher; may be empty.
    pub voucher: String,
}

/// Builds the page of a record.
#[must_use]
pub fn build<'a>(desk: &Desk<'a>, record: &'a Record) -> (Page<'a>, Heading) {
    let head = &record.head;
    let title = desk.title(record);
    let sentence = desk.sentence(record);
    let description = if sentence.is_empty() { summary(record, &title) } else { sentence.clone() };
    let kind = list::of_kind(desk, head.id.kind);
    let mut trail = vec![kind.clone()];
    if let Some(day) = head.date {
        let year = Facet::Year(day.year());
        let key = ListKey::Within(head.id.kind, year.clone());
        let href = desk.list_href(&key);
        trail.extend((!href.is_empty()).then(|| Link { text: facet_name(desk, &year), href }));
    }
    let mut known = facts::facts(desk, record);
    known.extend(facts::belongs(desk, record));
    let Chain { before, after, mentioned } = chain::chain(desk, record);
    let amount = desk.money_of(record).map(|(amount, _)| amount);
    // What is known only roughly, or given in kind, says its unit itself.
    let exact = amount.as_ref().is_none_or(|amount| !amount.plain.is_empty());
    let page = RecordPage {
        kind,
        states: desk.state(record).into_iter().chain(timeline::badge(desk, record)).collect(),
        sentence,
        unit: if exact { desk.format().unit() } else { String::new() },
        amount,
        facts: known,
        note: head.note.clone().unwrap_or_default(),
        receipts: receipts(desk, record),
        timeline: timeline::timeline(desk, record),
        budget: match &record.body {
            Body::Budget(budget) => Some(budget::tables(desk, budget)),
            _ => None,
        },
        project: project::block(desk, record),
        collecting: fees::collecting(desk, record),
        consulted: consultation::consulted(desk, record),
        roster: people::roster(desk, record),
        register: register::table(desk, record),
        amended: pact::amended(desk, record),
        duties: people::duties(desk, record),
        agenda: agenda::posted(desk, record),
        roll: match &record.body {
            Body::Decision(decision) => desk.roll_of(decision),
            _ => String::new(),
        },
        motions: motions(desk, record),
        elections: match &record.body {
            Body::Decision(decision) => election::blocks(desk, decision),
            _ => Vec::new(),
        },
        objections: consultation::objections(desk, record),
        photos: photo::photos(desk, record),
        before,
        after,
        mentioned,
        gaps: chain::gaps(desk, record),
        papers: head.attachments.iter().map(|paper| paper_line(desk, paper)).collect(),
        corrections: corrections(desk, record),
        waived: head
            .waives
            .iter()
            .map(|waiver| {
                let label = desk.word(&format!("finding.{}.name", waiver.code.name()));
                facts::text(label, waiver.reason.clone())
            })
            .collect(),
        withdrawn: withdrawn(desk, record),
        invented: if head.invented { desk.word("say.invented") } else { String::new() },
        id: head.id.to_string(),
        digest: head.digest.to_string(),
        published: published(desk, record),
        sheet: if has_notice(record) {
            desk.href(&notice_address(&head.id))
        } else {
            String::new()
        },
    };
    let page = Box::new(page);
    let page = if head.id.kind == Kind::Page {
        Page::Page(page, &head.text)
    } else {
        Page::Record(page, &head.text)
    };
    (page, Heading { title, description, trail })
}

/// The beginning of the text, for engines and chats.
fn summary(record: &Record, title: &str) -> String {
    let text = record.head.text.text();
    let line: String = text.lines().next().unwrap_or_default().chars().take(90).collect();
    if line.is_empty() { title.to_owned() } else { line }
}

fn receipts(desk: &Desk<'_>, record: &Record) -> Vec<ReceiptLine> {
    let Body::Charge(charge) = &record.body else { return Vec::new() };
    let format = desk.format();
    let line = |receipt: &crate::model::charge::Receipt| ReceiptLine {
        date: format.date(receipt.date),
        payers: desk.payers(charge, receipt.payers),
        amount: format.amount(receipt.amount),
        voucher: receipt.voucher.clone().unwrap_or_default(),
    };
    charge.received.iter().map(line).collect()
}

fn motions(desk: &Desk<'_>, record: &Record) -> Vec<MotionBlock> {
    let Body::Decision(decision) = &record.body else { return Vec::new() };
    let block = |motion| votes::block(desk, &record.head, decision, motion);
    decision.motions.iter().map(block).collect()
}

/// An attached paper, as it is shown.
#[must_use]
pub(crate) fn paper_line(desk: &Desk<'_>, paper: &Attachment) -> Paper {
    let key = match paper.disclosure {
        Disclosure::Shown => "state.shown",
        Disclosure::Redacted { .. } => "state.redacted",
        Disclosure::Held => "state.held",
    };
    let title = paper.title.clone().unwrap_or_else(|| desk.word("say.paper"));
    let asset = |file: &str| desk.plan.assets.get(&format!("content/files/{file}"));
    let published = paper.published();
    let photo = published.and_then(|file| desk.plan.photos_of(file).pop());
    let size = published.and_then(|file| {
        if photo.is_some() {
            return Some(desk.word("say.photo-copy"));
        }
        let size = asset(file)?.size;
        let kind = file.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_uppercase();
        let args = [("kind", kind.into()), ("size", kilobytes(size).into())];
        Some(desk.words.say("say.file-size", &args))
    });
    let address = match photo {
        Some((address, _)) => Some(address),
        None => published.map(file_address),
    };
    let href = address.map(|address| desk.href(&address));
    Paper {
        title: Link { text: title, href: href.unwrap_or_default() },
        state: State { word: desk.word(key), tone: "plain" },
        size: size.unwrap_or_default(),
        inspect: paper.inspect.clone().unwrap_or_default(),
        digest: asset(&paper.file).map(|asset| asset.digest.clone()).unwrap_or_default(),
    }
}

/// A size in whole kilobytes, never none.
fn kilobytes(bytes: u64) -> String {
    bytes.div_ceil(1000).max(1).to_string()
}

/// The corrections of a record.
#[must_use]
pub fn corrections(desk: &Desk<'_>, record: &Record) -> Vec<CorrectionNote> {
    if record.head.corrected.is_empty() {
        return Vec::new();
    }
    let guarded = record.guarded(desk.board.profile.currency.digits);
    let now = |field: &str| {
        let kept = guarded.iter().find(|(name, _)| name == field).map(|(_, value)| value);
        kept.map(|value| facts::value_name(desk, value)).unwrap_or_default()
    };
    let note = |correction: &crate::model::record::Correction| CorrectionNote {
        record: desk.link(record),
        date: desk.format().date(correction.on),
        grade: desk.word(&format!("value.{}", correction.grade.name())),
        field: match &record.body {
            Body::Register(one) => register::field_name(desk, one, &correction.field),
            _ => facts::field_name(desk, &correction.field),
        },
        was: facts::value_name(desk, &correction.was),
        now: now(&correction.field),
        why: correction.why.clone(),
    };
    record.head.corrected.iter().map(note).collect()
}

/// Why a record was withdrawn, in one sentence; empty if it was not.
#[must_use]
pub fn withdrawn(desk: &Desk<'_>, record: &Record) -> String {
    let Some(withdrawal) = &record.head.withdrawn else { return String::new() };
    let date = desk.format().date(withdrawal.on).text;
    let args = [("date", date.into()), ("why", withdrawal.why.as_str().into())];
    desk.words.say("say.withdrawn", &args)
}

/// When a record was first published and last changed, in one sentence.
#[must_use]
pub fn published(desk: &Desk<'_>, record: &Record) -> String {
    let Some(known) = desk.board.published(&record.head.id) else { return String::new() };
    let format = desk.format();
    let args = [
        ("first", format.day_text(known.first).into()),
        ("changed", format.day_text(known.changed).into()),
    ];
    let key = if known.first == known.changed { "say.published" } else { "say.published-changed" };
    desk.words.say(key, &args)
}
