//! How many of what the packs ask were published, late, missing or withheld.

use super::coverage::{Row, Stand};
use super::notices::promptly;
use crate::model::board::Board;
use crate::model::pack::Pack;
use crate::model::totals::DutyCount;

/// What came of what a pack asks; `rows` are those of the whole board.
#[must_use]
pub fn tally(board: &Board, pack: &Pack, rows: &[Row<'_>]) -> DutyCount {
    let mut count = DutyCount::default();
    for row in rows.iter().filter(|row| std::ptr::eq(row.pack, pack)) {
        let unjudged = !row.duty.basis.judges(board.profile.held);
        for cell in &row.cells {
            match cell.stand {
                Stand::Published(..) => count.published += 1,
                Stand::Late(..) => count.late += 1,
                Stand::Missing(_) => {
                    count.missing += 1;
                    count.unjudged += i64::from(unjudged);
                }
                Stand::Withheld(_) => count.withheld += 1,
                Stand::Open => {}
            }
        }
    }
    for one in pack.asked.iter().flat_map(|rule| promptly(board, rule)) {
        if one.due < one.on {
            count.late += 1;
        } else {
            count.published += 1;
        }
    }
    count
}

/// What came of what all packs of a board ask.
#[must_use]
pub fn tally_all(board: &Board, rows: &[Row<'_>]) -> DutyCount {
    let counts = board.packs.iter().map(|pack| tally(board, pack, rows));
    counts.fold(DutyCount::default(), DutyCount::and)
}
