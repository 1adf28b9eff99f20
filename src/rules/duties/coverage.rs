//! What the packs of a board ask of it, period by period, and what came of it.

use super::evidence::{self, Shown};
use super::term::{self, Term};
use crate::model::board::Board;
use crate::model::calendar::Day;
use crate::model::id::{Kind, RecordId};
use crate::model::ledger::Fund;
use crate::model::pack::{Due, Duty, Every, Pack};
use crate::model::record::Body;

/// One duty of a board, of one fund where it is about money.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The duty.
    pub duty: &'a Duty,
    /// The fund that it is about.
    pub fund: Option<&'a Fund>,
    /// Whether the board has nothing that it could be about: no fund of that kind.
    pub idle: bool,
    /// Its periods, oldest first; a single one without a period where it is asked always.
    pub cells: Vec<Cell>,
}

/// A duty in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The period; none where it is asked always.
    pub term: Option<Term>,
    /// The last day on which it is in time.
    pub due: Day,
    /// Whether the text names that day.
    pub named: bool,
    /// What came of it.
    pub stand: Stand,
}

/// What came of a duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Published in time, by a record, on a day.
    Published(RecordId, Day),
    /// Published so many days late.
    Late(RecordId, Day, i64),
    /// Not published, and not due yet.
    Open,
    /// Not published, and overdue by so many days.
    Missing(i64),
    /// Not published, on a legal basis.
    Withheld(RecordId),
}

/// From which day on a board is held against its packs: as it says itself, else from the day of its
/// first publication.
#[must_use]
pub fn since(board: &Board) -> Day {
    let first = || board.lock.records.values().map(|known| known.first).min();
    board.profile.held.since.or_else(first).unwrap_or(board.as_of)
}

/// Up to which day a board is held against its packs.
#[must_use]
pub(super) fn as_of(board: &Board) -> Day {
    board.profile.held.until.map_or(board.as_of, |until| until.min(board.as_of))
}

/// Every duty of a board, in the order of its packs.
#[must_use]
pub fn coverage(board: &Board) -> Vec<Row<'_>> {
    let since = since(board);
    let mut rows = Vec::new();
    for pack in &board.packs {
        for duty in &pack.duties {
            let funds: Vec<Option<&Fund>> = match duty.fund {
                None => vec![None],
                Some(nature) => {
                    let funds = board.profile.funds.iter();
                    funds.filter(|fund| fund.nature == Some(nature)).map(Some).collect()
                }
            };
            if funds.is_empty() {
                rows.push(Row { pack, duty, fund: None, idle: true, cells: Vec::new() });
            }
            for fund in funds {
                let cells = cells(board, pack, duty, fund, since);
                rows.push(Row { pack, duty, fund, idle: false, cells });
            }
        }
    }
    rows
}

fn cells(board: &Board, pack: &Pack, duty: &Duty, fund: Option<&Fund>, since: Day) -> Vec<Cell> {
    let since = fund.map_or(since, |fund| since.max(fund.opened));
    if duty.every == Every::Always {
        let since = duty.basis.from.map_or(since, |from| since.max(from));
        if since > as_of(board) {
            return Vec::new();
        }
        let stand = stand(board, (pack, duty, fund), None, since);
        return vec![Cell { term: None, due: since, named: true, stand }];
    }
    let terms = term::ended(duty.every, pack.year_starts, since, as_of(board)).into_iter();
    terms
        .filter_map(|term| {
            let due = term::due(duty.due, term, &board.workdays);
            // A text asks for what falls due once it is in force.
            let asked = duty.basis.from.is_none_or(|from| due >= from);
            let stand = asked.then(|| stand(board, (pack, duty, fund), Some(term), due))?;
            Some(Cell { term: Some(term), due, named: duty.due != Due::Unsaid, stand })
        })
        .collect()
}

fn stand(
    board: &Board,
    (pack, duty, fund): (&Pack, &Duty, Option<&Fund>),
    term: Option<Term>,
    due: Day,
) -> Stand {
    if let Some(Shown { by, on }) = evidence::shown(board, (pack, duty, fund), term) {
        let late = due.until(on);
        // What is asked always is never late once it is there.
        return if late > 0 && term.is_some() {
            Stand::Late(by, on, late)
        } else {
            Stand::Published(by, on)
        };
    }
    if let Some(id) = withheld(board, pack, duty, term) {
        return Stand::Withheld(id);
    }
    match due.until(as_of(board)) {
        late if late > 0 => Stand::Missing(late),
        _ => Stand::Open,
    }
}

fn withheld(board: &Board, pack: &Pack, duty: &Duty, term: Option<Term>) -> Option<RecordId> {
    let records = board.of(Kind::Withheld).iter();
    let mut found = records.filter(|record| match &record.body {
        Body::Withheld(one) => {
            let covers = match (one.period, term) {
                (Some(period), Some(term)) => evidence::covers(period, term),
                // A single period closes nothing that is asked always.
                (Some(_), None) => false,
                (None, _) => true,
            };
            covers && evidence::names(&one.duty, pack, duty)
        }
        _ => false,
    });
    found.next().map(|record| record.head.id.clone())
}
