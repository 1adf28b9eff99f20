//! What a committee writes down for the next one: what lies in the archive, what is open, and how to
//! go on. Markdown that reads well as plain text.

use std::fmt::Write as _;
use std::sync::Arc;

use super::Desk;
use super::coverage::{due_words, period, titled};
use super::home::balanced;
use super::notices;
use crate::model::board::Contact;
use crate::model::id::Kind;
use crate::model::record::{Attachment, Body, Disclosure, Record};
use crate::rules::duties::{self, Stand};
use crate::table::{Cells, Column, Form, Table};
use crate::words::Arg;

/// A section of the checklist: its heading and its lines.
type Section = (&'static str, Vec<String>);

/// What is in the archive, and that it is not for publishing.
#[must_use]
pub fn readme(desk: &Desk<'_>, generator: &str) -> String {
    let profile = &desk.board.profile;
    let args = [
        ("name", Arg::from(profile.name.as_str())),
        ("publisher", profile.publisher.as_str().into()),
        ("date", desk.format().date(desk.board.as_of).text.into()),
        ("generator", generator.into()),
    ];
    lines(&desk.words.say("archive.readme", &args))
}

/// How whoever takes over goes on.
#[must_use]
pub fn going_on(desk: &Desk<'_>, version: &str) -> String {
    let url = desk.board.profile.base_url.clone().unwrap_or_else(|| desk.word("archive.no-url"));
    let args = [
        ("version", Arg::from(version)),
        ("as_of", desk.board.as_of.to_string().into()),
        ("url", url.into()),
    ];
    lines(&desk.words.say("archive.going-on", &args))
}

/// What is open, and what must be handed over by hand; `said` is what checking the board says.
#[must_use]
pub fn checklist(desk: &Desk<'_>, said: &[String]) -> String {
    let args = [
        ("name", Arg::from(desk.board.profile.name.as_str())),
        ("date", desk.format().date(desk.board.as_of).text.into()),
    ];
    let mut out = lines(&desk.words.say("archive.checklist", &args));
    let sections: [Section; 9] = [
        ("money", money(desk)),
        ("said", said.to_vec()),
        ("cases", cases(desk)),
        ("follow-up", follow_up(desk)),
        ("duties", due(desk)),
        ("posted", posted(desk)),
        ("unpublished", unpublished(desk)),
        ("tell", tell(desk)),
        ("by-hand", by_hand(desk)),
    ];
    for (key, lines) in sections {
        let _ = write!(out, "\n## {}\n\n", desk.word(&format!("archive.{key}")));
        if lines.is_empty() {
            let _ = writeln!(out, "{}", desk.word("archive.none"));
        }
        for line in lines {
            let _ = writeln!(out, "- [ ] {}", one_line(&line));
        }
    }
    out
}

/// Every attached file: of which record, with which voucher, and whether it is published.
#[must_use]
pub fn vouchers(desk: &Desk<'_>) -> Table {
    let mut cells: [Cells; 6] = Default::default();
    for record in &desk.board.records {
        for paper in &record.head.attachments {
            for (file, state) in files(paper) {
                let row = [
                    record.head.id.to_string(),
                    record.head.date.map(|day| day.to_string()).unwrap_or_default(),
                    desk.title(record),
                    voucher(&record.body),
                    format!("sources/content/files/{file}"),
                    desk.word(state),
                ];
                for (column, cell) in cells.iter_mut().zip(row) {
                    column.push(&cell);
                }
            }
        }
    }
    let names = ["record", "date", "title", "voucher", "file", "state"];
    let column = |(name, cells): (&str, Cells)| Column {
        name: name.to_owned(),
        title: desk.word(&format!("archive.column.{name}")),
        form: Form::Text,
        refers: None,
        cells,
    };
    Table {
        name: "vouchers".to_owned(),
        title: desk.word("archive.vouchers"),
        columns: names.into_iter().zip(cells).map(column).collect(),
    }
}

/// The files of an attachment, and the word for whether they are shown.
fn files(paper: &Attachment) -> Vec<(&str, &'static str)> {
    let state = match paper.disclosure {
        Disclosure::Shown => "state.shown",
        Disclosure::Redacted { .. } | Disclosure::Held => "state.held",
    };
    let copy = paper.published().filter(|copy| *copy != paper.file);
    let copy = copy.map(|copy| (copy, "state.redacted"));
    std::iter::once((paper.file.as_str(), state)).chain(copy).collect()
}

fn voucher(body: &Body) -> String {
    match body {
        Body::Income(one) => one.voucher.clone(),
        Body::Expenditure(one) => one.voucher.clone(),
        _ => None,
    }
    .unwrap_or_default()
}

/// What every fund and account holds, and when that was last held against the bank.
fn money(desk: &Desk<'_>) -> Vec<String> {
    let board = desk.board;
    let line = |name: &str, held, state: String| {
        let args = [
            ("name", Arg::from(name)),
            ("amount", desk.format().money(held).into()),
            ("state", state.into()),
        ];
        desk.words.say("archive.holds", &args)
    };
    let accounts = board.profile.accounts.iter().map(|account| {
        let held = board.ledger.account_on(&account.id, board.as_of).unwrap_or_default();
        line(&account.name, held, balanced(desk, &account.id.0, None).word)
    });
    let funds = board.profile.funds.iter().map(|fund| {
        let held = board.ledger.fund_on(&fund.id, board.as_of).unwrap_or_default();
        line(&fund.name, held, balanced(desk, &fund.id.0, Some(&fund.held_in.0)).word)
    });
    accounts.chain(funds).collect()
}

fn cases(desk: &Desk<'_>) -> Vec<String> {
    let open = desk.board.of(Kind::Case).iter().filter(|record| match &record.body {
        Body::Case(case) => case.ending().is_none(),
        _ => false,
    });
    let line = |record: &Arc<Record>| {
        let title = desk.title(record);
        format!("{title} ({}){}{}", record.head.id, colon(desk), desk.sentence(record))
    };
    open.map(line).collect()
}

/// What meetings gave somebody to do, and nobody has said that it is done.
fn follow_up(desk: &Desk<'_>) -> Vec<String> {
    let mut out = Vec::new();
    for record in desk.board.of(Kind::Decision) {
        let Body::Decision(decision) = &record.body else { continue };
        let open = decision.motions.iter().flat_map(|motion| &motion.follow_up);
        for one in open.filter(|one| one.done.is_none()) {
            let by = one.by.map(|day| desk.format().date(day).text);
            let parts = [Some(one.what.clone()), one.who.clone(), by, Some(desk.title(record))];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            out.push(parts.join(desk.words.get("list.semicolon")));
        }
    }
    out
}

/// What the rules of the place ask for and is not there: missing now, and the next of each.
fn due(desk: &Desk<'_>) -> Vec<String> {
    let mut out = Vec::new();
    for row in duties::coverage(desk.board) {
        let title = titled(desk, row.duty, row.fund.map(|fund| fund.name.as_str()));
        let open = |stand: &Stand| matches!(stand, Stand::Missing(_) | Stand::Open);
        for cell in row.cells.iter().filter(|cell| open(&cell.stand)) {
            let late = matches!(cell.stand, Stand::Missing(_));
            let key = if late { "archive.missing" } else { "archive.next" };
            let parts = [title.clone(), period(desk, cell.term), due_words(desk, cell)];
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            let said = parts.join(desk.words.get("list.semicolon"));
            out.push((cell.due, desk.words.say(key, &[("duty", said.into())])));
        }
    }
    out.sort();
    out.into_iter().map(|(_, said)| said).collect()
}

fn colon<'a>(desk: &Desk<'a>) -> &'a str {
    desk.words.get("list.after-name")
}

fn posted(desk: &Desk<'_>) -> Vec<String> {
    let line = |one: notices::Posted| [one.title.text, one.sentence].join(colon(desk));
    notices::current(desk).into_iter().map(line).collect()
}

/// Drafts, and records whose day has not come: whoever takes over must know that they are there.
fn unpublished(desk: &Desk<'_>) -> Vec<String> {
    let held = &desk.board.held_back;
    let drafts = held
        .drafts
        .iter()
        .map(|id| desk.words.say("archive.draft", &[("id", id.to_string().into())]));
    let waiting = held.waiting.iter().map(|(id, day)| {
        let args = [("id", id.to_string().into()), ("date", desk.format().date(*day).text.into())];
        desk.words.say("archive.waiting", &args)
    });
    drafts.chain(waiting).collect()
}

/// Who must be told that others are in office now.
fn tell(desk: &Desk<'_>) -> Vec<String> {
    let profile = &desk.board.profile;
    let line = |contact: &Contact| super::frame::contact_line(desk, contact);
    let known = profile.supervision.iter().map(line);
    let others = ["bank", "residents", "host", "contacts"];
    let others = others.into_iter().map(|key| desk.word(&format!("archive.tell-{key}")));
    known.chain(others).collect()
}

/// What no program can hand over, each with a line to fill in.
fn by_hand(desk: &Desk<'_>) -> Vec<String> {
    let things =
        ["bank", "cash", "seal", "paper", "private", "host", "domain", "code", "filing", "phone"];
    let line = |key| format!("{} ____________________", desk.word(&format!("archive.hand-{key}")));
    let mut out: Vec<String> = things.into_iter().map(line).collect();
    out.extend(["from", "to", "witness"].map(line));
    out
}

/// With one end of line behind the last.
fn lines(text: &str) -> String {
    let text = text.trim_end();
    format!("{text}\n")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
