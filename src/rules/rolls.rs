//! Rolls whose people are not what their units come to.

use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::source::Locus;
use crate::words::Arg;

/// What a roll says of its people is what its units come to, and no more units have one owner than
/// there are.
pub(crate) fn rolls_add_up(board: &Board, findings: &mut Vec<Finding>) {
    let profile = &board.profile;
    for roll in &profile.rolls {
        let Some(parts) = &roll.parts else { continue };
        let (field, why) = if parts.held() > parts.units {
            let args = vec![("held", parts.held().into()), ("units", parts.units.into())];
            ("one_owner", Arg::Said("say.roll-fault.held".to_owned(), args))
        } else if roll.people != parts.people() {
            let args = vec![
                ("people", roll.people.into()),
                ("units", parts.units.into()),
                ("computed", parts.people().into()),
            ];
            ("people", Arg::Said("say.roll-fault.people".to_owned(), args))
        } else {
            continue;
        };
        let at = Locus::span(&profile.file, roll.at.of(field));
        let from = roll.from.to_string();
        findings.push(Finding::new(Code::RollDoesNotAddUp, at).with("from", from).with("why", why));
    }
}
