//! Elections that the numbers do not bear out.

use rust_decimal::Decimal;

use super::governance::{counted, decisions, working};
use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::election::{Election, Fault};
use crate::model::vote::Measure;
use crate::source::Span;
use crate::words::Arg;

/// Nobody is elected beyond the seats, behind others, or without quorum and majority.
pub(crate) fn elections_are_carried(board: &Board, findings: &mut Vec<Finding>) {
    for (record, decision) in decisions(board) {
        let ground = decision.ground(&board.profile);
        for election in &decision.elections {
            for fault in election.faults(decision.assembly.elects_by(), &ground) {
                let (at, key, args) = said(election, &fault);
                findings.push(
                    Finding::new(Code::ElectionNotCarried, record.head.within(at))
                        .with("body", election.body.as_str())
                        .with("why", Arg::Said(format!("say.election-fault.{key}"), args))
                        .about(record.head.id.to_string()),
                );
            }
        }
    }
}

/// Where a fault lies, and what is said of it.
fn said(election: &Election, fault: &Fault<'_>) -> (Span, &'static str, Vec<(&'static str, Arg)>) {
    let by = |by: Measure| Arg::Word(format!("measure.{}", by.name()));
    let figures = |measure: Measure, voted: Decimal, of: Decimal| {
        vec![("by", by(measure)), ("voted", counted(measure, voted)), ("of", counted(measure, of))]
    };
    match fault {
        Fault::BeyondSeats(elected) => {
            let count = i64::try_from(*elected).unwrap_or(i64::MAX);
            let args = vec![("n", count.into()), ("seats", election.seats.into())];
            (election.at.of("seats"), "seats", args)
        }
        Fault::Behind(one, other) => {
            let args =
                vec![("name", one.name.as_str().into()), ("other", other.name.as_str().into())];
            (one.at.of("elected"), "behind", args)
        }
        Fault::NotTheRoll(written, roll) => {
            (election.at.of("eligible"), "roll", figures(Measure::People, *written, *roll))
        }
        Fault::BeyondRoll(measure, voted, all) => {
            (election.at.of("voted"), "turnout", figures(*measure, *voted, *all))
        }
        Fault::BeyondVoted(one, measure) => {
            let args = vec![("name", one.name.as_str().into()), ("by", by(*measure))];
            (one.at.of(measure.name()), "voted", args)
        }
        Fault::Quorum(test) => (election.at.of("voted"), "quorum", vec![("test", working(test))]),
        Fault::Majority(one, test) => {
            let args = vec![("name", one.name.as_str().into()), ("test", working(test))];
            (one.at.of("elected"), "majority", args)
        }
    }
}
