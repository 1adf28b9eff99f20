//! Stated totals that the records do not come to, or that do not fit each other.

use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::counted::{Counting, StatedTotal};
use crate::source::Locus;
use crate::words::Arg;

/// Where there are records of the time of a stated total, both come to the same, or the board says
/// why they do not.
pub(crate) fn stated_totals_are_counted(board: &Board, findings: &mut Vec<Finding>) {
    for total in board.profile.stated_totals.iter().filter(|total| total.why.is_none()) {
        let counted = total.counted(board).and_then(|counted| i64::try_from(counted).ok());
        let Some(counted) = counted.filter(|counted| !total.count.holds(*counted)) else {
            continue;
        };
        findings.push(
            Finding::new(Code::StatedTotalDiffers, at(board, total, "count"))
                .with("period", total.period.to_string())
                .with("of", of(total))
                .with("stated", total.count.said.as_str())
                .with("counted", counted),
        );
    }
}

/// What ended is a part of what came in, and what was resolved of what ended. Cases of an earlier
/// time may have ended in this one: then the board says so.
pub(crate) fn stated_totals_can_be(board: &Board, findings: &mut Vec<Finding>) {
    let totals = &board.profile.stated_totals;
    for part in totals.iter().filter(|total| total.why.is_none()) {
        let wholes: &[Counting] = match part.of {
            Counting::Closed => &[Counting::Cases],
            Counting::Resolved => &[Counting::Closed, Counting::Cases],
            _ => continue,
        };
        let whole = wholes.iter().find_map(|wanted| {
            totals.iter().find(|total| total.of == *wanted && total.beside(part))
        });
        let Some(whole) = whole else { continue };
        let (Some(n), Some(all)) = (part.count.exact(), whole.count.exact()) else { continue };
        if n > all {
            findings.push(
                Finding::new(Code::StatedTotalsClash, at(board, part, "count"))
                    .with("period", part.period.to_string())
                    .with("of", of(part))
                    .with("n", n)
                    .with("whole", of(whole))
                    .with("all", all)
                    .related(at(board, whole, "count"), "related.first"),
            );
        }
    }
}

/// A stated rate is what the stated totals come to.
pub(crate) fn stated_rates_are_computed(board: &Board, findings: &mut Vec<Finding>) {
    let totals = &board.profile.stated_totals;
    for total in totals {
        let (Some(rate), Some(share)) = (&total.rate, total.share(totals)) else { continue };
        let computed = share.percent(rate.near.scale().max(1));
        if let Some(computed) = computed.filter(|_| !rate.holds(share)) {
            findings.push(
                Finding::new(Code::StatedRateDiffers, at(board, total, "rate"))
                    .with("stated", rate.said.as_str())
                    .with("computed", format!("{computed}%"))
                    .with("part", share.part)
                    .with("of", share.of),
            );
        }
    }
}

fn at(board: &Board, total: &StatedTotal, field: &str) -> Locus {
    Locus::span(&board.profile.file, total.at.of(field))
}

/// What is counted, as the board calls it.
fn of(total: &StatedTotal) -> Arg {
    match &total.what {
        Some(what) => Arg::from(what.as_str()),
        None => Arg::Word(format!("value.{}", total.of.name())),
    }
}
