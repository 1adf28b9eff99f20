//! Votes as bars with their threshold, and the working beside them.

use rust_decimal::Decimal;

use super::Desk;
use super::parts::{FollowUpLine, MotionBlock, Share, State, TestLine, Tick, VoteBar};
use crate::model::id::RecordId;
use crate::model::meeting::{Decision, Motion, Outcome, motion_anchor};
use crate::model::quantity::per_mille;
use crate::model::vote::{Matter, Measure, Tally, Test, Threshold, Verdict, roll_on};
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
    let Some(votes) = &motion.votes else { return Vec::new() };
    [(Measure::People, &votes.people), (Measure::Area, &votes.area)]
        .into_iter()
        .filter_map(|(measure, tally)| Some(bar(desk, measure, tally.as_ref()?, &tests)))
        .collect()
}

fn tests(desk: &Desk<'_>, decision: &Decision, motion: &Motion) -> Vec<Test> {
    let roll = roll_on(&desk.board.profile.rolls, decision.date);
    match motion.verdict(roll, decision.seats()) {
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
    let majority = |test: &&Test| test.by == measure && test.what != Threshold::Quorum;
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

fn counted(desk: &Desk<'_>, measure: Measure, number: Decimal) -> String {
    let number = desk.format().measured(measure, number);
    desk.words.say(&format!("count.{}", measure.name()), &[("n", number.into())])
}

/// A motion with its votes and the working.
#[must_use]
pub(crate) fn block(
    desk: &Desk<'_>,
    id: &RecordId,
    decision: &Decision,
    motion: &Motion,
) -> MotionBlock {
    let roll = roll_on(&desk.board.profile.rolls, decision.date);
    let (tests, missing) = match motion.verdict(roll, decision.seats()) {
        Verdict::Carried(tests) | Verdict::NotCarried(tests) => (tests, Vec::new()),
        Verdict::Unverifiable(tests, missing) => (tests, missing),
    };
    let unverified = if missing.is_empty() {
        String::new()
    } else {
        let names = missing.iter().map(|key| Arg::Word((*key).to_owned())).collect();
        desk.words.say("say.unverified", &[("missing", Arg::List(names))])
    };
    MotionBlock {
        anchor: motion_anchor(id, &motion.number),
        number: motion.number.clone(),
        text: motion.text.clone(),
        state: outcome_state(desk, motion.outcome),
        rule: desk.word(&rule(desk, motion.matter)),
        bars: bars(desk, decision, motion),
        tests: tests.iter().map(|test| test_line(desk, test)).collect(),
        unverified,
        follow_up: motion.follow_up.iter().map(|next| follow_up(desk, next)).collect(),
    }
}

/// The words of the rule; a law is named only where it is the law.
fn rule(desk: &Desk<'_>, matter: Matter) -> String {
    let china = desk.board.profile.currency.code == "CNY";
    let key = format!("rule.{}", matter.name());
    let plain = format!("{key}-elsewhere");
    if china || !desk.words.has(&plain) { key } else { plain }
}

fn test_line(desk: &Desk<'_>, test: &Test) -> TestLine {
    let share = per_mille(test.reached, test.of);
    let share = share.map_or_else(|| "—".to_owned(), |share| desk.format().share(share));
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

fn follow_up(desk: &Desk<'_>, next: &crate::model::meeting::FollowUp) -> FollowUpLine {
    let format = desk.format();
    let mut who: Vec<String> = next.who.iter().cloned().collect();
    who.extend(
        next.by.map(|day| desk.words.say("say.by-day", &[("date", format.date(day).text.into())])),
    );
    let state = match next.done {
        Some(day) => State {
            word: desk.words.say("state.done-on", &[("date", format.date(day).text.into())]),
            tone: "good",
        },
        None if next.by.is_some_and(|by| by < desk.board.as_of) => {
            State { word: desk.word("state.overdue"), tone: "open" }
        }
        None => State { word: desk.word("state.pending"), tone: "open" },
    };
    FollowUpLine { what: next.what.clone(), who: who.join(desk.words.get("list.between")), state }
}
