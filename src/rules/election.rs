//! Elections that the numbers do not bear out.

use super::governance::{decisions, working};
use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::election::Fault;
use crate::model::meeting::Assembly;
use crate::words::Arg;

/// Nobody is elected beyond the seats, behind others, or without quorum and majority.
pub(crate) fn elections_are_carried(board: &Board, findings: &mut Vec<Finding>) {
    for (record, decision) in decisions(board) {
        let ground = decision.ground(&board.profile);
        let ground = Some(&ground).filter(|_| decision.assembly == Assembly::Owners);
        for election in &decision.elections {
            for fault in election.faults(ground) {
                let (at, why) = match fault {
                    Fault::BeyondSeats(elected) => {
                        let count = i64::try_from(elected).unwrap_or(i64::MAX);
                        let args = vec![("n", count.into()), ("seats", election.seats.into())];
                        let why = Arg::Said("say.election-fault.seats".to_owned(), args);
                        (election.at.of("seats"), why)
                    }
                    Fault::Behind(one, other) => {
                        let args = vec![
                            ("name", one.name.as_str().into()),
                            ("other", other.name.as_str().into()),
                        ];
                        let why = Arg::Said("say.election-fault.behind".to_owned(), args);
                        (one.at.of("elected"), why)
                    }
                    Fault::Quorum(test) => (election.at.of("voted"), working(&test)),
                    Fault::Majority(one, test) => {
                        let args =
                            vec![("name", one.name.as_str().into()), ("test", working(&test))];
                        let why = Arg::Said("say.election-fault.majority".to_owned(), args);
                        (one.at.of("elected"), why)
                    }
                };
                findings.push(
                    Finding::new(Code::ElectionNotCarried, record.head.within(at))
                        .with("body", election.body.as_str())
                        .with("why", why)
                        .about(record.head.id.to_string()),
                );
            }
        }
    }
}
