//! The pieces that views are made of: text for people beside the value that machines read.

use serde::Serialize;

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Amount {
    /// As people read it, without a unit: `1,234.50`, `−20.00`; `约30万元` as it was typed.
    pub text: String,
    /// As machines read it: `1234.50`, `-20.00`; empty for what is known only roughly.
    pub plain: String,
}

/// A day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Date {
    /// As people read it: `2025年3月5日`.
    pub text: String,
    /// Where the year is known: `3月5日`.
    pub short: String,
    /// As machines read it: `2025-03-05`.
    pub iso: String,
}

/// A link within the site, or text alone where `href` is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The words.
    pub text: String,
    /// Relative address; empty for no link.
    pub href: String,
}

/// A state as a word in a box.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct State {
    /// The word.
    pub word: String,
    /// How it is drawn: `plain`, `good` (done, carried), `open` (current, needs an answer), `bad`
    /// (not carried, withdrawn). Never the only sign.
    pub tone: &'static str,
}

/// One line of a list of facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// What is said, one or several things.
    pub values: Vec<Link>,
    /// `text`, `money` or `date`: how it is set.
    pub set: &'static str,
}

/// One row of a list of records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its day, if it has one.
    pub date: Option<Date>,
    /// Its title, linked.
    pub title: Link,
    /// Its category; may be empty.
    pub category: String,
    /// The sign of money: `收`, `支`, or empty.
    pub flow: String,
    /// Its amount, if it has one.
    pub amount: Option<Amount>,
    /// Its state, if it has one.
    pub state: Option<State>,
}

/// Income, spending and what is left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// `in`, `out` or `both`: what the records are about. Of one side alone only its sum is told.
    pub sides: &'static str,
    /// Came in.
    pub income: Amount,
    /// Went out.
    pub spending: Amount,
    /// In less out.
    pub net: Amount,
    /// How many amounts are known only roughly and not added; may be empty.
    pub note: String,
}

/// One bar of a vote: people, or floor area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VoteBar {
    /// `按人数` or `按面积`.
    pub label: String,
    /// One sentence with all figures, for those who cannot see the bar.
    pub sentence: String,
    /// Votes for, as a figure and in tenths of a percent of those participating.
    pub ayes: Share,
    /// Against.
    pub noes: Share,
    /// Abstained and invalid together.
    pub rest: Share,
    /// Where the threshold lies on the bar; absent where there is none.
    pub tick: Option<Tick>,
}

/// A threshold on a bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tick {
    /// Tenths of a percent of the bar.
    pub per_mille: i64,
    /// What must be reached: `过半数`.
    pub text: String,
}

/// A part of a bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The figure with its unit.
    pub text: String,
    /// Tenths of a percent of the bar, 0 to 1000.
    pub per_mille: i64,
}

/// One threshold and whether it was reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TestLine {
    /// The working in one sentence.
    pub sentence: String,
    /// Whether it is reached.
    pub state: State,
}

/// A small card in a chain: another record, and how it belongs here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Card {
    /// How many steps away it is, from 1.
    pub depth: usize,
    /// How it belongs here: `依据`, `用于`.
    pub relation: String,
    /// What kind it is.
    pub kind: String,
    /// Its title, linked.
    pub title: Link,
    /// Its day.
    pub date: Option<Date>,
    /// Its amount.
    pub amount: Option<Amount>,
    /// Its state.
    pub state: Option<State>,
}

/// An attached paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paper {
    /// What it is; a link where the file is published.
    pub title: Link,
    /// What becomes of it, in words: shown, covered copy, to be inspected.
    pub state: State,
    /// Kind and size, for what can be downloaded: `PDF，12 KB`; of a picture, that a scaled copy is
    /// published; may be empty.
    pub size: String,
    /// Where the paper may be inspected; may be empty.
    pub inspect: String,
    /// SHA-256 of the original.
    pub digest: String,
}

/// A visible correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CorrectionNote {
    /// The record, on a list of corrections.
    pub record: Link,
    /// When.
    pub date: Date,
    /// How grave.
    pub grade: String,
    /// The field.
    pub field: String,
    /// The value that was published.
    pub was: String,
    /// The value that stands now; empty where it is no single figure.
    pub now: String,
    /// Why.
    pub why: String,
}

/// The way through a list that is cut into pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pager {
    /// `第 2 页，共 5 页`.
    pub position: String,
    /// The page before, if there is one.
    pub previous: Option<Link>,
    /// The page after, if there is one.
    pub next: Option<Link>,
}

/// A motion with its votes.
#[derive(Clone, Debug, Serialize)]
pub struct MotionBlock {
    /// Where it can be linked.
    pub anchor: String,
    /// Its number on the agenda.
    pub number: String,
    /// What was asked.
    pub text: String,
    /// The outcome.
    pub state: State,
    /// The rule that it needs, with its article; may be empty.
    pub rule: String,
    /// How the votes were cast; may be empty.
    pub method: String,
    /// How many ballots did not come back and what they were counted as, by people and by area.
    pub unanswered: Vec<String>,
    /// The votes.
    pub bars: Vec<VoteBar>,
    /// The working: each threshold and whether it is reached.
    pub tests: Vec<TestLine>,
    /// What cannot be verified, in one sentence; may be empty.
    pub unverified: String,
    /// What is to be done.
    pub follow_up: Vec<FollowUpLine>,
}

/// Something to be done.
#[derive(Clone, Debug, Serialize)]
pub struct FollowUpLine {
    /// What.
    pub what: String,
    /// Who, and by when, in words.
    pub who: String,
    /// Whether it is done.
    pub state: State,
    /// Why it is overdue, where the record says so; may be empty.
    pub why: String,
}
