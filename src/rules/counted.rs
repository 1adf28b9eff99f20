//! Stated totals that the records do not come to.

use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::source::Locus;
use crate::words::Arg;

/// Where there are records of the time of a stated total, both come to the same, or the board says
/// why they do not.
pub(crate) fn stated_totals_are_counted(board: &Board, findings: &mut Vec<Finding>) {
    let profile = &board.profile;
    for total in profile.stated_totals.iter().filter(|total| total.why.is_none()) {
        let counted = total.counted(board).and_then(|counted| i64::try_from(counted).ok());
        let Some(counted) = counted.filter(|counted| *counted != total.count) else { continue };
        let at = Locus::span(&profile.file, total.at.of("count"));
        findings.push(
            Finding::new(Code::StatedTotalDiffers, at)
                .with("period", total.period.to_string())
                .with("of", Arg::Word(format!("value.{}", total.of.name())))
                .with("stated", total.count)
                .with("counted", counted),
        );
    }
}
