//! One full example of every view: each field filled, each list with something on it.
//!
//! A theme is held against them, so that a name that it mistyped is found whether or not the board
//! has a record for which it would be asked.

use super::pieces::{DIGEST, Pieces};
use super::{
    collected, consulted, covered, enrolled, handled, photos, posted, project, registered, seated,
};
use crate::prose::Prose;
use crate::view::about::{About, DataFile};
use crate::view::accounts::{
    AccountRow, Accounts, Comparison, ComparisonRow, Line, Part, ReviewLine, Reviewed, Statement,
};
use crate::view::counted::{Counted, CountedYear};
use crate::view::frame::Heading;
use crate::view::home::{Cases, DecisionCard, Home, MotionLine};
use crate::view::list::{List, Term, Terms};
use crate::view::notice::Notice;
use crate::view::one_file::OneFile;
use crate::view::parts::{Fact, State};
use crate::view::record::RecordPage;
use crate::view::search::Search;
use crate::view::{Desk, Page};

/// The examples bring their own words; a text beside them has nothing to add.
static NO_TEXT: Prose = Prose { blocks: Vec::new() };

/// An example of every view, the style page among them.
#[must_use]
pub fn examples<'a>(desk: &Desk<'a>) -> Vec<(Page<'a>, Heading)> {
    let pieces = Pieces { desk };
    let heading =
        || Heading { title: pieces.name(), description: pieces.long(), trail: vec![pieces.link()] };
    let pages = vec![
        Page::Home(Box::new(home(pieces))),
        Page::Record(Box::new(record(pieces)), &NO_TEXT),
        Page::Page(Box::new(record(pieces)), &NO_TEXT),
        Page::List(Box::new(list(pieces))),
        Page::Terms(Terms { terms: vec![term(pieces)] }),
        Page::Accounts(accounts(pieces)),
        Page::Statement(Box::new(statement(pieces))),
        Page::Notices(posted::notices(pieces)),
        Page::Corrections(posted::corrections(pieces)),
        Page::Coverage(Box::new(covered::coverage(pieces))),
        Page::Members(Box::new(enrolled::members(pieces))),
        Page::Statistics(Box::new(handled::statistics(pieces))),
        Page::Held(posted::held(pieces)),
        Page::About(about(pieces)),
        Page::Search(search(pieces)),
        Page::OneFile(Box::new(one_file(pieces)), String::new()),
        Page::NotFound,
        Page::Gone(posted::gone(pieces)),
        Page::Notice(Box::new(notice(pieces)), None),
    ];
    let mut examples: Vec<_> = pages.into_iter().map(|page| (page, heading())).collect();
    examples.push(super::build(desk));
    examples
}

/// A search page with something of each.
fn search(pieces: Pieces<'_>) -> Search {
    Search {
        kinds: pieces.choices(),
        years: pieces.choices(),
        version: "0".to_owned(),
        lists: vec![term(pieces)],
        boards: vec![pieces.link()],
        apart: vec![pieces.link()],
    }
}

fn one_file(pieces: Pieces<'_>) -> OneFile {
    OneFile {
        home: home(pieces),
        rows: pieces.rows(),
        more: pieces.long(),
        contacts: pieces.facts(),
        site: Some(pieces.link()),
    }
}

fn home(pieces: Pieces<'_>) -> Home {
    let motion = MotionLine { text: pieces.long(), state: pieces.good(), bars: pieces.bars() };
    Home {
        lead: pieces.long(),
        coverage: Some(covered::strip(pieces)),
        members: Some(covered::strip(pieces)),
        silent: pieces.long(),
        turn_to: Some(pieces.link()),
        notices: posted::posted(pieces),
        all_notices: pieces.link(),
        month: pieces.month(),
        sentence: pieces.long(),
        unit: pieces.desk.format().unit(),
        funds: pieces.funds(),
        chart: pieces.charts().into_iter().next(),
        months: pieces.month_rows(),
        decisions: vec![DecisionCard {
            title: pieces.link(),
            date: pieces.date(),
            assembly: pieces.name(),
            motions: vec![motion],
        }],
        cases: Some(Cases {
            sentence: pieces.long(),
            fixed: pieces.rows(),
            photos: Some(photos::photos(pieces)),
            oldest_open: pieces.rows().into_iter().next(),
            statistics: pieces.link(),
            all: pieces.link(),
        }),
        projects: pieces.rows(),
        all_projects: Some(pieces.link()),
        newest: pieces.rows(),
    }
}

/// A record with everything.
pub(super) fn record(pieces: Pieces<'_>) -> RecordPage {
    RecordPage {
        kind: pieces.link(),
        states: pieces.states(),
        sentence: pieces.long(),
        amount: Some(pieces.amount(123_456)),
        unit: pieces.desk.format().unit(),
        facts: pieces.facts(),
        note: pieces.long(),
        receipts: pieces.receipts(),
        project: Some(project::project(pieces)),
        timeline: handled::timelines(pieces).into_iter().next(),
        budget: Some(pieces.budget()),
        collecting: Some(collected::full(pieces)),
        consulted: Some(consulted::full(pieces)),
        roster: Some(seated::roster(pieces)),
        register: Some(registered::full(pieces)),
        amended: Some(seated::amended(pieces)),
        duties: pieces.facts(),
        agenda: consulted::agendas(pieces).into_iter().next(),
        motions: pieces.motions(),
        roll: pieces.long(),
        elections: pieces.elections(),
        objections: consulted::objections(pieces).into_iter().next(),
        before: pieces.cards(),
        after: pieces.cards(),
        mentioned: pieces.cards(),
        gaps: vec![pieces.long()],
        papers: pieces.papers(),
        photos: Some(photos::photos(pieces)),
        corrections: pieces.corrections(),
        waived: waived(pieces),
        withdrawn: pieces.long(),
        invented: pieces.long(),
        id: "expenditures/2025-03.7".to_owned(),
        digest: DIGEST.to_owned(),
        published: pieces.long(),
        sheet: pieces.link().href,
    }
}

/// A record with as little as one can have.
pub(super) fn record_without(pieces: Pieces<'_>) -> RecordPage {
    RecordPage {
        kind: pieces.link(),
        states: Vec::new(),
        sentence: String::new(),
        amount: None,
        unit: String::new(),
        facts: Vec::new(),
        note: String::new(),
        receipts: Vec::new(),
        project: None,
        timeline: None,
        budget: None,
        collecting: None,
        consulted: None,
        roster: None,
        register: None,
        amended: None,
        duties: Vec::new(),
        agenda: None,
        motions: Vec::new(),
        roll: String::new(),
        elections: Vec::new(),
        objections: None,
        before: Vec::new(),
        after: Vec::new(),
        mentioned: Vec::new(),
        gaps: Vec::new(),
        papers: Vec::new(),
        photos: None,
        corrections: Vec::new(),
        waived: Vec::new(),
        withdrawn: String::new(),
        invented: String::new(),
        id: "pages/about".to_owned(),
        digest: DIGEST.to_owned(),
        published: String::new(),
        sheet: String::new(),
    }
}

fn waived(pieces: Pieces<'_>) -> Vec<Fact> {
    pieces.facts().into_iter().take(1).collect()
}

pub(super) fn term(pieces: Pieces<'_>) -> Term {
    Term { link: pieces.link(), count: "12".to_owned() }
}

fn list(pieces: Pieces<'_>) -> List {
    List {
        count: pieces.name(),
        totals: pieces.totals().into_iter().next(),
        unit: pieces.desk.format().unit(),
        categories: true,
        states: true,
        counted: Some(counted(pieces)),
        organisation: seated::bodies(pieces),
        stated: Some(handled::stated(pieces)),
        statistics: Some(pieces.link()),
        filters: posted::filters(pieces),
        rows: pieces.rows(),
        pager: pieces.pagers().into_iter().next(),
        downloads: vec![pieces.link()],
    }
}

pub(super) fn counted(pieces: Pieces<'_>) -> Counted {
    let row = || CountedYear {
        year: pieces.link(),
        figures: ["12", "34", "30", "4"].map(str::to_owned).to_vec(),
    };
    let heads = ["count.meetings", "count.motions", "count.carried", "count.defeated"];
    Counted {
        heads: heads.map(|key| pieces.word(key)).to_vec(),
        years: vec![row(), row()],
        total: Some(row()),
    }
}

fn accounts(pieces: Pieces<'_>) -> Accounts {
    Accounts {
        sentence: pieces.long(),
        month: pieces.month(),
        unit: pieces.desk.format().unit(),
        funds: pieces.funds(),
        accounts: vec![AccountRow {
            name: pieces.name(),
            kind: pieces.word("value.bank"),
            balance: pieces.amount(123_456),
            balanced: pieces.good(),
            record: pieces.link(),
        }],
        statements: pieces.fund_months(),
        lists: vec![term(pieces)],
        downloads: vec![pieces.link()],
        sheet: pieces.link().href,
    }
}

/// A statement with everything, money moved between funds too.
pub(super) fn statement(pieces: Pieces<'_>) -> Statement {
    let line = |voucher: &str, moved: &str, income: Option<i64>, spending: Option<i64>| Line {
        date: pieces.date(),
        title: pieces.link(),
        voucher: voucher.to_owned(),
        moved: moved.to_owned(),
        adjusts: (!moved.is_empty()).then(|| pieces.link()),
        adjusted: if moved.is_empty() { Vec::new() } else { vec![pieces.link(), pieces.link()] },
        income: income.map(|minor| pieces.amount(minor)),
        spending: spending.map(|minor| pieces.amount(minor)),
        balance: pieces.amount(1_000_000),
    };
    let moved = pieces.word("state.moved");
    let part = |moved: i64| Part {
        period: pieces.link(),
        income: pieces.amount(500_000),
        spending: pieces.amount(123_456),
        moved: Some(pieces.amount(moved)),
        closing: pieces.amount(1_356_544),
    };
    Statement {
        fund: pieces.name(),
        period: pieces.month(),
        sentence: pieces.long(),
        unit: pieces.desk.format().unit(),
        opening: pieces.amount(1_000_000),
        income: pieces.amount(500_000),
        spending: pieces.amount(123_456),
        moved: Some(pieces.amount(-20_000)),
        closing: pieces.amount(1_356_544),
        balanced: pieces.good(),
        reviewed: Reviewed {
            state: pieces.good(),
            reviews: vec![ReviewLine { review: pieces.link(), sentence: pieces.long() }],
        },
        // The first one has everything at once, which no entry has: it is what themes are held to.
        lines: vec![
            line("A-12", &moved, Some(500_000), Some(123_456)),
            line("", "", Some(500_000), None),
            line("", &moved, None, Some(20_000)),
        ],
        parts: vec![part(-20_000), part(0)],
        comparison: Some(comparison(pieces)),
        periods: vec![pieces.link(), pieces.link()],
        previous: Some(pieces.link()),
        next: Some(pieces.link()),
        sheet: pieces.link().href,
        downloads: vec![pieces.link()],
    }
}

/// A period beside the one before and that of the year before.
fn comparison(pieces: Pieces<'_>) -> Comparison {
    let row = |flow: String, minor: [i64; 3]| ComparisonRow {
        flow,
        category: pieces.name(),
        amounts: minor.into_iter().map(|minor| pieces.amount(minor)).collect(),
        bar: minor[0] / 500,
    };
    let columns = ["say.this-period", "say.period-before", "say.year-before"];
    Comparison {
        sentences: vec![pieces.long(), pieces.long()],
        columns: columns.into_iter().map(|key| pieces.word(key)).collect(),
        rows: vec![
            row(pieces.word("flow.in"), [500_000, 480_000, 0]),
            row(pieces.word("flow.out"), [123_456, 123_456, 987_654]),
        ],
        totals: vec![row(String::new(), [500_000, 480_000, 0])],
    }
}

/// A statement of a month without any entry.
pub(super) fn statement_without(pieces: Pieces<'_>) -> Statement {
    let State { word, .. } = pieces.good();
    let full = statement(pieces);
    Statement {
        moved: None,
        balanced: State { word: word.clone(), tone: "open" },
        reviewed: Reviewed { state: State { word, tone: "open" }, reviews: Vec::new() },
        lines: Vec::new(),
        parts: full.parts.iter().map(|part| Part { moved: None, ..part.clone() }).collect(),
        comparison: None,
        periods: Vec::new(),
        previous: None,
        next: None,
        sheet: String::new(),
        downloads: Vec::new(),
        ..full
    }
}

fn about(pieces: Pieces<'_>) -> About {
    About {
        facts: pieces.facts(),
        contacts: pieces.facts(),
        turn_to: pieces.facts(),
        check: vec![pieces.long()],
        lists: vec![term(pieces)],
        stated: Some(handled::stated(pieces)),
        data: vec![DataFile { link: pieces.link(), count: "12".to_owned() }],
        downloads: vec![pieces.link()],
        changed: vec![term(pieces)],
    }
}

fn notice(pieces: Pieces<'_>) -> Notice {
    Notice {
        number: pieces.name(),
        invented: pieces.long(),
        addressee: pieces.name(),
        paragraphs: vec![pieces.long()],
        facts: pieces.facts(),
        tables: pieces.tables(),
        photos: photos::printed(pieces),
        attachments: vec![pieces.name(), pieces.long()],
        closing: vec![pieces.long()],
        signature: pieces.name(),
        date: pieces.date().text,
        seal: pieces.name(),
        witness: pieces.long(),
        url: "https://example.org/".to_owned(),
        code_alt: pieces.long(),
        wide: false,
        back: pieces.link(),
        paper: pieces.link(),
    }
}
