//! The pieces of the examples, each in every state it can be in.

use crate::model::calendar::Day;
use crate::model::ledger::Turnover;
use crate::model::money::Money;
use crate::view::Desk;
use crate::view::accounts::{FundMonths, FundYear, MonthRow};
use crate::view::chart::{Chart, of_months};
use crate::view::election::{CandidateBar, CandidateBars, ElectionBlock};
use crate::view::held::Waived;
use crate::view::home::FundRow;
use crate::view::notice::{Column, Table};
use crate::view::parts::{
    Amount, Card, CorrectionNote, Date, Fact, FollowUpLine, Link, MotionBlock, Pager, Paper, Row,
    Share, State, TestLine, Tick, Totals, VoteBar,
};
use crate::view::record::ReceiptLine;
use crate::view::search::Limit;

/// Where the links of examples lead: to the first page.
const HREF: &str = "index.html";

/// A digest as long as a real one.
pub(super) const DIGEST: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// Makes the pieces of examples in the words of a board.
#[derive(Clone, Copy)]
pub(super) struct Pieces<'d> {
    /// What they are made from.
    pub desk: &'d Desk<'d>,
}

impl Pieces<'_> {
    pub(super) fn word(self, key: &str) -> String {
        self.desk.word(key)
    }

    /// A few words: a name, a title.
    pub(super) fn name(self) -> String {
        self.word("style.name")
    }

    /// A sentence that fills more than a line.
    pub(super) fn long(self) -> String {
        self.word("style.long")
    }

    pub(super) fn link(self) -> Link {
        Link { text: self.name(), href: self.desk.href(HREF) }
    }

    /// What may be chosen.
    pub(super) fn choices(self) -> Vec<Limit> {
        vec![Limit { value: "0".to_owned(), text: self.name() }]
    }

    pub(super) fn amount(self, minor: i64) -> Amount {
        self.desk.format().amount(Money::from_minor(minor).unwrap_or_default())
    }

    fn rough(self) -> Amount {
        Amount { text: self.word("style.rough"), plain: String::new() }
    }

    fn day(self) -> Day {
        self.desk.board.as_of
    }

    pub(super) fn date(self) -> Date {
        self.desk.format().date(self.day())
    }

    pub(super) fn month(self) -> String {
        self.desk.format().month(self.day().to_month())
    }

    fn state(self, key: &str, tone: &'static str) -> State {
        State { word: self.word(key), tone }
    }

    pub(super) fn good(self) -> State {
        self.state("state.met", "good")
    }

    pub(super) fn amounts(self) -> Vec<Amount> {
        vec![self.amount(123_456_789), self.amount(-2_000), self.rough()]
    }

    pub(super) fn states(self) -> Vec<State> {
        vec![
            self.state("state.rough", "plain"),
            self.good(),
            self.state("state.overdue", "open"),
            self.state("state.withdrawn", "bad"),
        ]
    }

    pub(super) fn facts(self) -> Vec<Fact> {
        let text = |text: String| Link { text, href: String::new() };
        let fact = |key: &str, values, set| Fact { label: self.word(key), values, set };
        vec![
            fact("field.payee", vec![self.link(), text(self.long())], "text"),
            fact("field.amount", vec![text(self.amount(123_456).text)], "money"),
            fact("field.date", vec![text(self.date().text)], "date"),
        ]
    }

    pub(super) fn rows(self) -> Vec<Row> {
        let full = Row {
            date: Some(self.date()),
            title: self.link(),
            category: self.name(),
            flow: self.word("flow.out"),
            amount: Some(self.amount(123_456)),
            state: Some(self.good()),
        };
        let bare = Row {
            date: None,
            title: Link { text: self.long(), href: self.desk.href(HREF) },
            category: String::new(),
            flow: String::new(),
            amount: None,
            state: None,
        };
        let rough = Row { flow: String::new(), amount: Some(self.rough()), ..full.clone() };
        vec![full, rough, bare]
    }

    pub(super) fn totals(self) -> Vec<Totals> {
        let total = |sides, note| Totals {
            sides,
            income: self.amount(500_000),
            spending: self.amount(123_456),
            net: self.amount(376_544),
            note,
        };
        vec![total("both", self.long()), total("in", String::new()), total("out", String::new())]
    }

    pub(super) fn bars(self) -> Vec<VoteBar> {
        let share = |figure: &str, per_mille| Share { text: figure.to_owned(), per_mille };
        let bar = |key: &str, tick| VoteBar {
            label: self.word(key),
            sentence: self.long(),
            ayes: share("92", 652),
            noes: share("37", 262),
            rest: share("12", 86),
            tick,
        };
        let tick = Tick { per_mille: 500, text: self.word("threshold.half") };
        vec![bar("measure.by-people", Some(tick)), bar("measure.by-area", None)]
    }

    pub(super) fn motions(self) -> Vec<MotionBlock> {
        let follow_up = |key: &str, tone| FollowUpLine {
            what: self.long(),
            who: self.name(),
            state: self.state(key, tone),
            why: if key == "state.overdue" { self.long() } else { String::new() },
        };
        let test =
            |key: &str, tone| TestLine { sentence: self.long(), state: self.state(key, tone) };
        let full = MotionBlock {
            anchor: "motion-1".to_owned(),
            number: "1".to_owned(),
            text: self.long(),
            state: self.state("value.passed", "good"),
            rule: self.word("rule.committee"),
            method: self.long(),
            unanswered: vec![self.long(), self.long()],
            bars: self.bars(),
            tests: vec![test("state.met", "good"), test("state.not-met", "bad")],
            unverified: self.long(),
            follow_up: vec![follow_up("state.pending", "open"), follow_up("state.overdue", "open")],
        };
        let bare = MotionBlock {
            anchor: String::new(),
            number: "2".to_owned(),
            text: self.name(),
            state: self.state("value.defeated", "bad"),
            rule: String::new(),
            method: String::new(),
            unanswered: Vec::new(),
            bars: Vec::new(),
            tests: Vec::new(),
            unverified: String::new(),
            follow_up: Vec::new(),
        };
        vec![full, bare]
    }

    pub(super) fn elections(self) -> Vec<ElectionBlock> {
        let test = TestLine { sentence: self.long(), state: self.state("state.met", "good") };
        let bar = |key: &str, tick| CandidateBar {
            label: self.word(key),
            sentence: self.long(),
            votes: Share { text: "92".to_owned(), per_mille: 652 },
            rest: 348,
            tick,
        };
        let two = vec![bar("measure.by-people", Some(500)), bar("measure.by-area", None)];
        let state = Some(self.state("field.elected", "good"));
        let first = CandidateBars { name: self.name(), state, bars: two };
        let last = CandidateBars { state: None, ..first.clone() };
        let bars = [vec![first, last], Vec::new()];
        self.tables()
            .into_iter()
            .zip(bars)
            .enumerate()
            .map(|(place, (table, bars))| ElectionBlock {
                title: self.name(),
                rule: if place == 0 { self.word("rule.general") } else { String::new() },
                threshold: if bars.is_empty() { String::new() } else { self.name() },
                bars,
                table,
                notes: if place == 0 { vec![self.long()] } else { Vec::new() },
                tests: if place == 0 { vec![test.clone()] } else { Vec::new() },
                unverified: if place == 0 { self.long() } else { String::new() },
            })
            .collect()
    }

    pub(super) fn cards(self) -> Vec<Card> {
        let full = Card {
            depth: 1,
            relation: self.word("relation.approved_by"),
            kind: self.word("kind.decisions"),
            title: self.link(),
            date: Some(self.date()),
            amount: Some(self.amount(123_456)),
            state: Some(self.good()),
        };
        let dated = Card { amount: None, state: None, ..full.clone() };
        let bare = Card { date: None, ..dated.clone() };
        let undated = Card { date: None, ..full.clone() };
        vec![full, Card { depth: 2, ..dated }, Card { depth: 3, ..undated }, bare]
    }

    pub(super) fn papers(self) -> Vec<Paper> {
        let shown = Paper {
            title: self.link(),
            state: self.state("state.shown", "good"),
            size: self.word("style.size"),
            inspect: self.long(),
            digest: DIGEST.to_owned(),
        };
        let held = Paper {
            title: Link { href: String::new(), ..self.link() },
            state: self.state("state.held", "plain"),
            size: String::new(),
            inspect: String::new(),
            digest: String::new(),
        };
        vec![shown, held]
    }

    pub(super) fn corrections(self) -> Vec<CorrectionNote> {
        let note = |was: i64, now: String| CorrectionNote {
            record: self.link(),
            date: self.date(),
            grade: self.word("value.correction"),
            field: self.word("field.amount"),
            was: self.amount(was).text,
            now,
            why: self.long(),
        };
        vec![note(123_456, self.amount(132_456).text), note(123_456, String::new())]
    }

    pub(super) fn pagers(self) -> Vec<Pager> {
        let pager = |previous, next| Pager { position: self.name(), previous, next };
        vec![
            pager(Some(self.link()), Some(self.link())),
            pager(None, Some(self.link())),
            pager(Some(self.link()), None),
        ]
    }

    pub(super) fn funds(self) -> Vec<FundRow> {
        let fund = |restricted, balanced| FundRow {
            name: self.link(),
            restricted,
            balance: self.amount(123_456_789),
            balanced,
            income: self.amount(500_000),
            spending: self.amount(123_456),
            income_bar: 1000,
            spending_bar: 247,
        };
        let never = self.state("state.never-balanced", "bad");
        vec![fund(self.word("state.restricted"), self.good()), fund(String::new(), never)]
    }

    pub(super) fn month_rows(self) -> Vec<MonthRow> {
        let month = MonthRow {
            month: Link { text: self.month(), ..self.link() },
            income: self.amount(500_000),
            spending: self.amount(123_456),
            closing: self.amount(376_544),
        };
        vec![month.clone(), month]
    }

    /// A chart with its line, and one without.
    pub(super) fn charts(self) -> Vec<Chart> {
        let money = |minor| Money::from_minor(minor).unwrap_or_default();
        let month = |income, spending, closing| Turnover {
            income: money(income),
            spending: money(spending),
            closing: money(closing),
            ..Turnover::default()
        };
        let first = self.day().to_month();
        let months = [
            (first, month(500_000, 123_456, 376_544)),
            (first.next(), month(0, 420_000, -43_456)),
            (first.next().next(), month(310_000, 0, 266_544)),
        ];
        [true, false].into_iter().filter_map(|line| of_months(self.desk, &months, line)).collect()
    }

    fn fund_year(self) -> FundYear {
        let periods = vec![self.link(), self.link()];
        FundYear { name: self.name(), periods, months: self.month_rows() }
    }

    pub(super) fn fund_months(self) -> Vec<FundMonths> {
        let full = FundMonths {
            name: self.name(),
            purpose: self.long(),
            duties: self.facts(),
            chart: self.charts().into_iter().next(),
            years: vec![self.fund_year(), self.fund_year()],
        };
        let bare = FundMonths {
            name: self.name(),
            purpose: String::new(),
            duties: Vec::new(),
            chart: None,
            years: Vec::new(),
        };
        vec![full, bare]
    }

    pub(super) fn receipts(self) -> Vec<ReceiptLine> {
        let line = |voucher| ReceiptLine {
            date: self.date(),
            payers: "12".to_owned(),
            amount: self.amount(123_456),
            voucher,
        };
        vec![line("A-12".to_owned()), line(String::new())]
    }

    pub(super) fn reasons(self) -> Vec<Waived> {
        vec![Waived { record: self.link(), reason: self.long() }]
    }

    pub(super) fn tables(self) -> Vec<Table> {
        let column = |key: &str, set| Column { head: self.word(key), set };
        let row = || vec![self.date().text, self.long(), self.amount(123_456).text];
        let full = Table {
            caption: self.name(),
            columns: vec![
                column("field.date", "date"),
                column("field.item", "text"),
                column("field.amount", "figure"),
            ],
            rows: vec![row(), row()],
            foot: vec![String::new(), self.name(), self.amount(246_912).text],
            ..Table::default()
        };
        let full = full.carrying([2]);
        let bare =
            Table { caption: String::new(), foot: Vec::new(), carried: Vec::new(), ..full.clone() };
        vec![full, bare]
    }
}
