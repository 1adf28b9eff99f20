//! Registers: with everything, and with nothing but what they are for.

use super::pieces::Pieces;
use crate::view::notice::Column;
use crate::view::parts::Link;
use crate::view::register::{RegisterCell, RegisterIncome, RegisterRow, RegisterTable};

/// With words, a link, a state and a figure in its rows, and with income.
pub(super) fn full(pieces: Pieces<'_>) -> RegisterTable {
    let column = |set| Column { head: pieces.name(), set };
    let text =
        |text: String| RegisterCell { said: Link { text, href: String::new() }, state: None };
    let row = RegisterRow {
        anchor: "row-1".to_owned(),
        number: "1".to_owned(),
        title: pieces.name(),
        state: pieces.states().into_iter().next(),
        facts: pieces.facts(),
        cells: vec![
            // The first has everything, for templates are held against it.
            RegisterCell { state: pieces.states().into_iter().next(), said: pieces.link() },
            RegisterCell { said: pieces.link(), state: None },
            text(pieces.name()),
            text("12".to_owned()),
        ],
    };
    RegisterTable {
        what: pieces.long(),
        totals: vec![pieces.long()],
        columns: vec![column("text"), column("text"), column("text"), column("figure")],
        rows: vec![row],
        income: vec![RegisterIncome { of: pieces.name(), rows: pieces.rows() }],
    }
}

/// In every state: as a table, row by row, and empty.
pub(super) fn registers(pieces: Pieces<'_>) -> Vec<RegisterTable> {
    let bare = RegisterTable {
        what: String::new(),
        totals: Vec::new(),
        columns: Vec::new(),
        rows: Vec::new(),
        income: Vec::new(),
    };
    let table = full(pieces);
    let alone = |row: RegisterRow| RegisterRow {
        anchor: "row-2".to_owned(),
        number: "2".to_owned(),
        ..row
    };
    let mut rows: Vec<RegisterRow> = table.rows.iter().cloned().map(alone).collect();
    let bare_row = rows.first().cloned().map(|row| RegisterRow {
        anchor: "row-3".to_owned(),
        number: "3".to_owned(),
        state: None,
        ..row
    });
    rows.extend(bare_row);
    let listed = RegisterTable { columns: Vec::new(), rows, income: Vec::new(), ..table.clone() };
    vec![table, listed, bare]
}
