//! Votes as bars with their threshold, and the working beside them.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::Desk;
use super::parts::{FollowUpLine, MotionBlock, Share, State, TestLine, Tick, VoteBar};
use crate::diagnostic::Code;
use crate::model::calendar::Day;
use crate::model::law::Matter;
use crate::model::meeting::{Decision, FollowUp, Method, Motion, Outcome, motion_anchor};
use crate::model::quantity::per_mille;
use crate::model::record::Head;
use crate::model::vote::{CountedAs, Ground, Measure, Tally, Test, Verdict, Votes};
use crate::words::Arg;

/// The word and the tone of an outcome.
#[must_use]
pub(crate) fn outcome_state(desk: &Desk<'_>, outcome: Outcome) -> State {
    let tone = match outcome.claims() {
        Some(true) => "good",
        Some(false) => "bad",
        None => "plain",
    };
    State { word: desk.word(&format!("value.{}", outcome.name())), tone }
}

/// The bars of a motion: people, then floor area.
#[must_use]
pub(crate) fn bars(desk: &Desk<'_>, decision: &Decision, motion: &Motion) -> Vec<VoteBar> {
    let tests = tests(desk, decision, motion);
    let Some(votes) = motion.votes.as_ref().map(Votes::counted) else { return Vec::new() };
    [(Measure::People, &votes.people), (Measure::Area, &votes.area)]
        .into_iter()
        .filter_map(|(measure, tally)| Some(bar(desk, measure, tally.as_ref()?, &tests)))
        .collect()
}

fn tests(desk: &Desk<'_>, decision: &Decision, motion: &Motion) -> Vec<Test> {
    match motion.verdict(decision.ground(&desk.board.profile)) {
        Verdict::Carried(tests) | Verdict::NotCarried(tests) | Verdict::Unverifiable(tests, _) => {
            tests
        }
    }
}

fn bar(desk: &Desk<'_>, measure: Measure, tally: &Tally, tests: &[Test]) -> VoteBar {
    let voted = tally.participating();
    let share = |part: Decimal| Share {
        text: counted(desk, measure, part),
        per_mille: per_mille(part, voted).unwrap_or(0),
    };
    let rest = tally.abstain + tally.invalid;
    let majority = |test: &&Test| test.by == measure && !test.what.is_quorum();
    // The threshold is a share of `of`; where that is not all who voted, as with the seats of a
    // committee, the tick would lie elsewhere on the bar and is left to the words.
    let test = tests.iter().find(majority).filter(|test| test.of == voted);
    let label = desk.word(&format!("measure.by-{}", measure.name()));
    let sentence = desk.words.say(
        "say.votes",
        &[
            ("by", label.as_str().into()),
            ("voted", counted(desk, measure, voted).into()),
            ("for", counted(desk, measure, tally.ayes).into()),
            ("against", counted(desk, measure, tally.noes).into()),
            ("abstain", counted(desk, measure, tally.abstain).into()),
            ("invalid", counted(desk, measure, tally.invalid).into()),
        ],
    );
    VoteBar {
        label,
        sentence,
        ayes: share(tally.ayes),
        noes: share(tally.noes),
        rest: share(rest),
        tick: test.and_then(|test| {
            let text = desk.word(&format!("threshold.{}", test.what.name()));
            Some(Tick { per_mille: test.what.per_mille()?, text })
        }),
    }
}

/// A number with its unit.
pub(super) fn counted(desk: &Desk<'_>, measure: Measure, number: Decimal) -> String {
    let number = desk.format().measured(measure, number);
    desk.words.say(&format!("count.{}", measure.name()), &[("n", number.into())])
}

/// A motion with its votes and the working.
#[must_use]
pub(crate) fn block(
    desk: &Desk<'_>,
    head: &Head,
    decision: &Decision,
    motion: &Motion,
) -> MotionBlock {
    let (tests, missing) = match motion.verdict(decision.ground(&desk.board.profile)) {
        Verdict::Carried(tests) | Verdict::NotCarried(tests) => (tests, Vec::new()),
        Verdict::Unverifiable(tests, missing) => (tests, missing),
    };
    // What was put off without a vote has nothing that could be verified.
    let silent = motion.votes.is_none() && motion.method.is_none();
    let put_off = silent && motion.outcome.claims().is_none();
    let unverified = if missing.is_empty() || put_off {
        String::new()
    } else {
        let names = missing.iter().map(|key| Arg::Word((*key).to_owned())).collect();
        desk.words.say("say.unverified", &[("missing", Arg::List(names))])
    };
    MotionBlock {
        anchor: motion_anchor(&head.id, &motion.number),
        number: motion.number.clone(),
        text: motion.text.clone(),
        state: outcome_state(desk, motion.outcome),
        rule: desk.rule(motion.matter, &decision.ground(&desk.board.profile)),
        method: method(desk, motion),
        unanswered: motion.votes.as_ref().map_or_else(Vec::new, |votes| unanswered(desk, votes)),
        bars: bars(desk, decision, motion),
        tests: tests.iter().map(|test| test_line(desk, test)).collect(),
        unverified,
        follow_up: motion.follow_up.iter().map(|next| follow_up(desk, head, next)).collect(),
    }
}

impl Desk<'_> {
    /// The words of the rule; a law is named only where it is the law, and the one of that day.
    pub(super) fn rule(&self, matter: Matter, ground: &Ground<'_>) -> String {
        let key = format!("rule.{}", matter.name());
        let of_law = format!("{key}{}", ground.law(matter).suffix());
        self.word(if self.words.has(&of_law) { &of_law } else { &key })
    }
}

/// How the votes were cast; where nobody counted hands or voices, that is said too.
fn method(desk: &Desk<'_>, motion: &Motion) -> String {
    let Some(method) = motion.method else { return String::new() };
    let uncounted = motion.votes.is_none() && method != Method::Ballot;
    let key = if uncounted { "say.method-uncounted" } else { "say.method" };
    desk.words.say(key, &[("method", Arg::Word(format!("value.{}", method.name())))])
}

/// How many ballots did not come back, and what they were counted as by which rule.
fn unanswered(desk: &Desk<'_>, votes: &Votes) -> Vec<String> {
    let counted_as = votes.unanswered_as();
    let key = match (counted_as, votes.by_rule.is_some()) {
        (CountedAs::Majority, _) => match votes.leaning() {
            Ordering::Greater => "say.unanswered.for",
            Ordering::Less => "say.unanswered.against",
            Ordering::Equal => "say.unanswered.no-majority",
        },
        (CountedAs::Abstain, _) => "say.unanswered.abstain",
        (CountedAs::Nothing, true) => "say.unanswered.not-counted",
        (CountedAs::Nothing, false) => "say.unanswered.no-rule",
    };
    let rule = votes.by_rule.clone().unwrap_or_default();
    let say = |(measure, tally): (Measure, &Option<Tally>)| {
        let number = counted(desk, measure, tally.as_ref()?.unanswered?);
        let by = desk.word(&format!("measure.by-{}", measure.name()));
        let args = [("by", by.into()), ("n", number.into()), ("rule", rule.clone().into())];
        Some(desk.words.say(key, &args))
    };
    [(Measure::People, &votes.people), (Measure::Area, &votes.area)]
        .into_iter()
        .filter_map(say)
        .collect()
}

/// A threshold in one sentence.
pub(super) fn test_line(desk: &Desk<'_>, test: &Test) -> TestLine {
    let share = test.percent().unwrap_or_else(|| "—".to_owned());
    let sentence = desk.words.say(
        &format!("say.test.{}", test.what.name()),
        &[
            ("by", Arg::Word(format!("measure.{}", test.by.name()))),
            ("reached", counted(desk, test.by, test.reached).into()),
            ("of", counted(desk, test.by, test.of).into()),
            ("share", share.into()),
        ],
    );
    let (key, tone) = if test.met { ("state.met", "good") } else { ("state.not-met", "bad") };
    TestLine { sentence, state: State { word: desk.word(key), tone } }
}

fn follow_up(desk: &Desk<'_>, head: &Head, next: &FollowUp) -> FollowUpLine {
    let format = desk.format();
    let mut who: Vec<String> = next.who.iter().cloned().collect();
    who.extend(
        next.by.map(|day| desk.words.say("say.by-day", &[("date", format.date(day).text.into())])),
    );
    let overdue = next.overdue_on(desk.board.as_of);
    FollowUpLine {
        what: next.what.clone(),
        who: who.join(desk.words.get("list.between")),
        state: step_state(desk, next.done, overdue),
        why: why_overdue(head, Code::FollowUpOverdue, overdue),
    }
}

/// Whether something that was to be done is done, overdue or still to come.
#[must_use]
pub(crate) fn step_state(desk: &Desk<'_>, done: Option<Day>, overdue: Option<Day>) -> State {
    match (done, overdue) {
        (Some(day), _) => {
            let date = desk.format().date(day).text;
            let word = desk.words.say("state.done-on", &[("date", date.into())]);
            State { word, tone: "good" }
        }
        (None, Some(_)) => State { word: desk.word("state.overdue"), tone: "open" },
        (None, None) => State { word: desk.word("state.pending"), tone: "open" },
    }
}

/// Why something is overdue, where the record says so; may be empty.
#[must_use]
pub(crate) fn why_overdue(head: &Head, code: Code, overdue: Option<Day>) -> String {
    let waiver = head.waives.iter().find(|waiver| overdue.is_some() && waiver.code == code);
    waiver.map(|waiver| waiver.reason.clone()).unwrap_or_default()
}
