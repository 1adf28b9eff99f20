//! What the rules of the place ask a board to publish, and what came of it: nothing that is missing
//! is left out, and the page cannot be left out while a pack is on.

use serde::Serialize;

use super::frame::Heading;
use super::parts::{Link, State};
use super::plan::overview_notice;
use super::{Desk, Page};
use crate::model::calendar::Day;
use crate::model::id::Kind;
use crate::model::pack::{Asked, Basis, Due, Duty, Every, Pack, Standing};
use crate::model::totals::DutyCount;
use crate::model::workdays::Stretch;
use crate::rules::duties::{self, Cell, Promptly, Row, Stand, Term};
use crate::words::Arg;

/// `coverage.html`
#[derive(Clone, Debug, Serialize)]
pub struct Coverage {
    /// From when on, and how many were published in time, late, not at all, or are withheld.
    pub sentence: String,
    /// What is missing, the oldest first.
    pub missing: Vec<String>,
    /// One block a pack.
    pub packs: Vec<PackBlock>,
    /// What is not published on a legal basis.
    pub withheld: Vec<RecordLine>,
    /// What hung on the board at the gate.
    pub postings: Vec<RecordLine>,
    /// The sheet to print.
    pub sheet: String,
}

/// A record and what is to be said of it.
#[derive(Clone, Debug, Serialize)]
pub struct RecordLine {
    /// The record.
    pub record: Link,
    /// One sentence.
    pub sentence: String,
}

/// A pack.
#[derive(Clone, Debug, Serialize)]
pub struct PackBlock {
    /// What it is.
    pub title: String,
    /// Its texts: name, day read, whether in force.
    pub texts: Vec<String>,
    /// What is to be published again and again.
    pub duties: Vec<DutyLine>,
    /// What is asked of notices.
    pub asked: Vec<AskedLine>,
}

/// A duty, of one fund where it is about money.
#[derive(Clone, Debug, Serialize)]
pub struct DutyLine {
    /// What is to be published, with the fund.
    pub title: String,
    /// How often, by when, how long it must hang, where that is written.
    pub sentence: String,
    /// What must be known about it; may be empty.
    pub note: String,
    /// Its periods, newest first.
    pub cells: Vec<DutyCell>,
}

/// A duty in a period.
#[derive(Clone, Debug, Serialize)]
pub struct DutyCell {
    /// The period; empty where it is asked always.
    pub period: String,
    /// What came of it.
    pub state: State,
    /// When, or by when.
    pub day: String,
    /// The record that shows it; empty where there is none.
    pub record: Link,
}

/// What is asked of notices of a kind.
#[derive(Clone, Debug, Serialize)]
pub struct AskedLine {
    /// What is asked.
    pub title: String,
    /// How long before, by when, how long, and where that is written.
    pub sentence: String,
    /// What must be known about it; may be empty.
    pub note: String,
    /// How many were published in time; empty where no time is named or none was asked for yet.
    pub kept: String,
    /// Those that were published late, newest first.
    pub late: Vec<DutyCell>,
}

/// How much of what is asked is there, for the home page.
#[derive(Clone, Debug, Serialize)]
pub struct Strip {
    /// One sentence.
    pub sentence: String,
    /// The word for it.
    pub state: State,
    /// What is missing, the oldest first.
    pub missing: Vec<String>,
    /// To the whole of it.
    pub link: Link,
}

/// How many of what is missing the home page names.
const NAMED: usize = 3;

fn sentence(desk: &Desk<'_>, count: DutyCount) -> String {
    let args = [
        ("since", Arg::from(desk.format().date(duties::since(desk.board)).text)),
        ("published", count.published.into()),
        ("late", count.late.into()),
        ("missing", count.missing.into()),
        ("withheld", count.withheld.into()),
    ];
    desk.words.say("say.coverage", &args)
}

/// What is missing, the oldest first.
fn missing(desk: &Desk<'_>, rows: &[Row<'_>]) -> Vec<String> {
    let missing = rows.iter().flat_map(|row| {
        let title = titled(desk, row.duty, row.fund.map(|fund| fund.name.as_str()));
        let late = row.cells.iter().filter(|cell| matches!(cell.stand, Stand::Missing(_)));
        late.map(|cell| {
            let args = [
                ("title", Arg::from(title.as_str())),
                ("period", period(desk, cell.term).into()),
                ("due", due_words(desk, cell).into()),
            ];
            let always = if cell.term.is_none() { "-always" } else { "" };
            (cell.due, desk.words.say(&format!("say.duty-missing{always}"), &args))
        })
        .collect::<Vec<_>>()
    });
    let mut missing: Vec<(Day, String)> = missing.collect();
    missing.sort_by_key(|(due, _)| *due);
    missing.into_iter().map(|(_, said)| said).collect()
}

/// What the home page says of it; nothing while no pack is on.
#[must_use]
pub(crate) fn strip(desk: &Desk<'_>) -> Option<Strip> {
    if desk.board.packs.is_empty() {
        return None;
    }
    let rows = duties::coverage(desk.board);
    let all = duties::tally_all(desk.board, &rows);
    let (key, tone) = duty_state(all);
    Some(Strip {
        sentence: sentence(desk, all),
        state: State { word: desk.word(key), tone },
        missing: missing(desk, &rows).into_iter().take(NAMED).collect(),
        link: Link { text: desk.word("page.all-duties"), href: desk.href("coverage.html") },
    })
}

/// The word for what came of duties, and its tone.
pub(super) fn duty_state(count: DutyCount) -> (&'static str, &'static str) {
    match (count.missing, count.unjudged) {
        (0, _) => ("state.covered", "good"),
        (_, 0) => ("state.duties-late", "bad"),
        (_, _) => ("state.duties-open", "open"),
    }
}

/// Builds the page.
#[must_use]
pub fn build<'a>(desk: &Desk<'a>) -> (Page<'a>, Heading) {
    let rows = duties::coverage(desk.board);
    let packs = desk.board.packs.iter().map(|pack| {
        let mine = rows.iter().filter(|row| std::ptr::eq(row.pack, pack));
        let duties = mine.map(|row| DutyLine {
            title: titled(desk, row.duty, row.fund.map(|fund| fund.name.as_str())),
            sentence: if row.idle {
                desk.words.say("say.duty-idle", &[("basis", basis(desk, &row.duty.basis).into())])
            } else {
                duty_sentence(desk, pack, row.duty)
            },
            note: row.duty.note.clone().unwrap_or_default(),
            cells: row.cells.iter().rev().map(|one| cell(desk, &row.duty.basis, one)).collect(),
        });
        PackBlock {
            title: pack.title.clone(),
            texts: pack.texts.iter().map(|text| text_sentence(desk, text)).collect(),
            duties: duties.collect(),
            asked: pack.asked.iter().map(|rule| asked_line(desk, rule)).collect(),
        }
    });
    let lines = |kind: Kind| {
        let records = desk.board.of(kind).iter().rev();
        let records = records.filter(|record| record.head.withdrawn.is_none());
        let line =
            |record| RecordLine { record: desk.link(record), sentence: desk.sentence(record) };
        records.map(|record| line(record)).collect()
    };
    let said = sentence(desk, duties::tally_all(desk.board, &rows));
    let page = Coverage {
        sentence: said.clone(),
        missing: missing(desk, &rows),
        packs: packs.collect(),
        withheld: lines(Kind::Withheld),
        postings: lines(Kind::Posting),
        sheet: desk.href(&overview_notice("coverage.html")),
    };
    let title = desk.word("page.coverage");
    (Page::Coverage(Box::new(page)), Heading { title, description: said, trail: Vec::new() })
}

pub(super) fn titled(desk: &Desk<'_>, duty: &Duty, fund: Option<&str>) -> String {
    match fund {
        Some(fund) => {
            let args = [("duty", Arg::from(duty.title.as_str())), ("fund", fund.into())];
            desk.words.say("title.duty-of-fund", &args)
        }
        None => duty.title.clone(),
    }
}

fn text_sentence(desk: &Desk<'_>, text: &crate::model::pack::Text) -> String {
    let checked = desk.board.profile.held.checked;
    let key = match (text.standing, checked) {
        (_, Some(_)) => "say.text-checked",
        (Standing::Current, None) => "say.text-current",
        (Standing::Unknown, None) => "say.text-unknown",
        (Standing::Replaced, None) => "say.text-replaced",
    };
    let day = |day: Day| Arg::from(desk.format().date(day).text);
    let args = [
        ("name", Arg::from(text.name.as_str())),
        ("read", day(text.read)),
        ("checked", day(checked.unwrap_or(text.read))),
    ];
    let mut said = desk.words.say(key, &args);
    if let Some(note) = &text.note {
        said.push_str(note);
    }
    said
}

/// The text and article.
pub(super) fn basis(desk: &Desk<'_>, basis: &Basis) -> String {
    let args =
        [("text", Arg::from(basis.text.name.as_str())), ("article", basis.article.as_str().into())];
    desk.words.say("say.basis", &args)
}

fn duty_sentence(desk: &Desk<'_>, pack: &Pack, duty: &Duty) -> String {
    let mut parts = vec![match duty.every {
        Every::Period(period) => desk.word(match period.months() {
            1 => "say.every-month",
            3 => "say.every-quarter",
            6 => "say.every-half",
            _ if pack.year_starts == 1 => "say.every-year",
            _ => "say.every-financial-year",
        }),
        Every::Always => desk.word("say.every-day"),
    }];
    if let Every::Period(_) = duty.every {
        parts.push(match duty.due {
            Due::Months(n) => desk.words.say("say.due-months", &[("n", i64::from(n).into())]),
            Due::Within(stretch) => desk.words.say("say.due-days", &[("days", days(stretch))]),
            Due::Unsaid => desk.word("say.due-unsaid"),
        });
    }
    parts.extend(duty.posted.map(|one| desk.words.say("say.hang-for", &[("days", days(one))])));
    parts.extend(duty.answered.map(|one| desk.words.say("say.answer-in", &[("days", days(one))])));
    parts.push(basis(desk, &duty.basis));
    desk.words.say("say.parts", &[("parts", Arg::Text(parts.join(desk.words.get("list.clause"))))])
}

fn asked_line(desk: &Desk<'_>, rule: &Asked) -> AskedLine {
    let mut parts = Vec::new();
    let mut say = |key: &str, stretch: Option<Stretch>| {
        parts.extend(stretch.map(|one| desk.words.say(key, &[("days", days(one))])));
    };
    say("say.notice-before", rule.notice);
    say("say.publish-in", rule.published);
    say("say.hang-for", rule.posted);
    say("say.answer-in", rule.answered);
    parts.push(basis(desk, &rule.basis));
    let parts = Arg::Text(parts.join(desk.words.get("list.clause")));
    let all: Vec<_> = duties::promptly(desk.board, rule).collect();
    let late = all.iter().rev().filter(|one| one.due < one.on);
    let late: Vec<DutyCell> = late.map(|one| late_cell(desk, one)).collect();
    let counted = [("n", Arg::from(all.len())), ("late", late.len().into())];
    AskedLine {
        kept: if all.is_empty() { String::new() } else { desk.words.say("say.promptly", &counted) },
        late,
        title: rule.title.clone(),
        sentence: desk.words.say("say.parts", &[("parts", parts)]),
        note: rule.note.clone().unwrap_or_default(),
    }
}

fn late_cell(desk: &Desk<'_>, one: &Promptly<'_>) -> DutyCell {
    let (on, n) = (desk.format().date(one.on).text, one.due.until(one.on));
    let on = desk.words.say("say.published-on", &[("date", on.into())]);
    let late = desk.words.say("say.days-late", &[("n", n.into())]);
    DutyCell {
        period: String::new(),
        state: State { word: desk.word("state.published-late"), tone: "open" },
        day: format!("{on}{}{late}", desk.words.get("list.clause")),
        record: desk.link(one.record),
    }
}

/// So many days of a kind.
pub(super) fn days(stretch: Stretch) -> Arg {
    let key = format!("duty.{}-days", stretch.kind.name());
    Arg::Said(key, vec![("n", i64::from(stretch.days).into())])
}

pub(super) fn period(desk: &Desk<'_>, term: Option<Term>) -> String {
    let format = desk.format();
    match term.map(|term| (term.period, term)) {
        None => String::new(),
        Some((Some(period), _)) => format.period(period),
        Some((None, term)) => {
            let (from, last) =
                (format.month(term.first.to_month()), format.month(term.last.to_month()));
            desk.words.say("say.from-to", &[("from", from.into()), ("last", last.into())])
        }
    }
}

pub(super) fn due_words(desk: &Desk<'_>, cell: &Cell) -> String {
    if cell.term.is_none() {
        return desk.word("say.always-asked");
    }
    let key = if cell.named { "say.due-by" } else { "say.due-by-none" };
    desk.words.say(key, &[("due", desk.format().date(cell.due).text.into())])
}

fn cell(desk: &Desk<'_>, basis: &Basis, cell: &Cell) -> DutyCell {
    let format = desk.format();
    let judged = basis.judges(desk.board.profile.held);
    let on = |on: Day| desk.words.say("say.published-on", &[("date", format.date(on).text.into())]);
    let (key, tone, day, record) = match &cell.stand {
        Stand::Published(by, day) => ("state.published", "good", on(*day), Some(by)),
        Stand::Late(by, day, n) => {
            let late = desk.words.say("say.days-late", &[("n", (*n).into())]);
            let day = format!("{}{}{late}", on(*day), desk.words.get("list.clause"));
            ("state.published-late", "open", day, Some(by))
        }
        Stand::Open => ("state.not-due", "plain", due_words(desk, cell), None),
        Stand::Missing(_) if judged => ("state.missing", "bad", due_words(desk, cell), None),
        Stand::Missing(_) => ("state.not-seen", "open", due_words(desk, cell), None),
        Stand::Withheld(id) => ("state.withheld", "plain", String::new(), Some(id)),
    };
    DutyCell {
        period: period(desk, cell.term),
        state: State { word: desk.word(key), tone },
        day,
        record: record.map_or_else(
            || Link { text: String::new(), href: String::new() },
            |id| desk.link_id(id),
        ),
    }
}
