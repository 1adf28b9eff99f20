//! Votes and outcomes that the numbers do not bear out.

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::id::Kind;
use crate::model::meeting::{Assembly, Decision};
use crate::model::record::{Body, Record};
use crate::model::roll::roll_on;
use crate::model::vote::{Measure, Tally, Test, Verdict};
use crate::words::Arg;

pub(super) fn decisions(board: &Board) -> impl Iterator<Item = (&Record, &Decision)> {
    board.of(Kind::Decision).iter().filter_map(|record| match &record.body {
        Body::Decision(decision) => Some((&**record, decision)),
        _ => None,
    })
}

/// Nobody can be present who was not called.
pub(crate) fn attendance_fits_the_seats(board: &Board, findings: &mut Vec<Finding>) {
    for (record, decision) in decisions(board) {
        for present in &decision.attended {
            let Some(of) = present.of.filter(|of| present.count > *of) else { continue };
            findings.push(
                Finding::new(
                    Code::AttendanceBeyondSeats,
                    record.head.within(present.at.of("count")),
                )
                .with("role", present.role.as_str())
                .with("count", present.count)
                .with("of", of)
                .about(record.head.id.to_string()),
            );
        }
    }
}

/// For, against, abstained and invalid are all that voted, and nobody votes beyond the roll.
pub(crate) fn votes_add_up(board: &Board, findings: &mut Vec<Finding>) {
    for (record, decision) in decisions(board) {
        let roll = roll_on(&board.profile.rolls, decision.date)
            .filter(|_| decision.assembly == Assembly::Owners);
        for motion in &decision.motions {
            let Some(votes) = &motion.votes else { continue };
            let roll = roll.filter(|_| motion.matter.is_of_owners());
            let people = roll.map(|roll| Decimal::from(roll.people));
            let area = roll.map(|roll| roll.area);
            for (measure, tally, roll) in
                [(Measure::People, &votes.people, people), (Measure::Area, &votes.area, area)]
            {
                if let Some(tally) = tally {
                    check_tally(record, &motion.number, measure, tally, roll, findings);
                }
            }
        }
    }
}

fn check_tally(
    record: &Record,
    motion: &str,
    measure: Measure,
    tally: &Tally,
    roll: Option<Decimal>,
    findings: &mut Vec<Finding>,
) {
    let by = || Arg::Word(format!("measure.{}", measure.name()));
    let about = record.head.id.to_string();
    if let Some(voted) = tally.voted.filter(|voted| *voted != tally.sum()) {
        findings.push(
            Finding::new(Code::VotesDoNotSum, record.head.within(tally.at.of("voted")))
                .with("motion", motion)
                .with("by", by())
                .with("voted", voted.to_string())
                .with("sum", tally.sum().to_string())
                .about(about.clone()),
        );
    }
    if let (Some(eligible), Some(roll)) = (tally.eligible, roll)
        && eligible != roll
    {
        findings.push(
            Finding::new(Code::EligibleDiffers, record.head.within(tally.at.of("eligible")))
                .with("motion", motion)
                .with("by", by())
                .with("eligible", eligible.to_string())
                .with("roll", roll.to_string())
                .about(about.clone()),
        );
    }
    let eligible = tally.eligible.or(roll);
    // A ballot that did not come back was delivered to somebody on the roll.
    let reached = tally.participating() + tally.unanswered.unwrap_or_default();
    if let Some(eligible) = eligible.filter(|eligible| reached > *eligible) {
        let field = if tally.unanswered.is_some() { "unanswered" } else { "voted" };
        findings.push(
            Finding::new(Code::VotesBeyondRoll, record.head.within(tally.at.of(field)))
                .with("motion", motion)
                .with("by", by())
                .with("voted", reached.to_string())
                .with("eligible", eligible.to_string())
                .about(about),
        );
    }
}

/// Sentences with a semicolon between them: they have commas of their own.
fn semicolons(sentences: impl Iterator<Item = Arg>) -> Vec<Arg> {
    let mut joined = Vec::new();
    for sentence in sentences {
        if !joined.is_empty() {
            joined.push(Arg::Word("list.semicolon".to_owned()));
        }
        joined.push(sentence);
    }
    joined
}

/// A figure with its unit.
pub(super) fn counted(by: Measure, figure: Decimal) -> Arg {
    Arg::Said(format!("count.{}", by.name()), vec![("n", figure.to_string().into())])
}

/// What was reached and what was needed, in one sentence.
pub(super) fn working(test: &Test) -> Arg {
    let share = test.percent().unwrap_or_else(|| "—".to_owned());
    let args = vec![
        ("by", Arg::Word(format!("measure.{}", test.by.name()))),
        ("reached", counted(test.by, test.reached)),
        ("of", counted(test.by, test.of)),
        ("share", share.into()),
    ];
    Arg::Said(format!("say.test.{}", test.what.name()), args)
}

/// An outcome is an assertion: the votes must bear it out wherever they are published.
pub(crate) fn outcomes_are_carried(board: &Board, findings: &mut Vec<Finding>) {
    for (record, decision) in decisions(board) {
        let ground = decision.ground(&board.profile);
        for motion in &decision.motions {
            let Some(claims) = motion.outcome.claims() else { continue };
            let (carried, tests) = match motion.verdict(ground) {
                Verdict::Carried(tests) => (true, tests),
                Verdict::NotCarried(tests) => (false, tests),
                Verdict::Unverifiable(..) => continue,
            };
            if carried == claims {
                continue;
            }
            let missed = tests.iter().filter(|test| test.met == carried).map(working);
            findings.push(
                Finding::new(Code::OutcomeNotCarried, record.head.within(motion.at.of("outcome")))
                    .with("motion", motion.number.as_str())
                    .with("outcome", Arg::Word(format!("value.{}", motion.outcome.name())))
                    .with("tests", Arg::Joined(semicolons(missed)))
                    .with("verdict", Arg::Word(format!("verdict.{carried}")))
                    .about(record.head.id.to_string()),
            );
        }
    }
}
