//! The index of a portal over its boards: which of them have a term.

use super::{number, short, text};
use crate::search::terms::{Terms, file_of, merged};
use crate::view::search::boards::Listed;

/// The list of boards, and in how many files their terms are.
#[must_use]
pub fn list(boards: &[Listed], files: usize) -> String {
    let rows: Vec<_> = boards
        .iter()
        .map(|one| (&one.name, &one.page, &one.site, &one.version, u8::from(one.portal)))
        .collect();
    let rows = super::script(&rows);
    format!("mingbai(\"boards\",{{\"files\":{files},\"boards\":{rows}}})\n")
}

/// Every term with the boards that have it, in so many files. A term lies where its own letters say,
/// so that one that is new moves no other.
#[must_use]
pub fn terms(boards: &[&Terms], files: usize) -> Vec<String> {
    let opened = |file| format!("mingbai(\"m{file}\",\"").into_bytes();
    let mut out: Vec<Vec<u8>> = (0..files).map(opened).collect();
    merged(boards, &mut |term, having| {
        let Some(file) = out.get_mut(file_of(term, files)) else { return };
        file.push(b'!');
        file.extend(term.as_bytes());
        file.push(b' ');
        let mut before = 0;
        for board in having {
            number(file, short(board - before));
            before = *board;
        }
    });
    for file in &mut out {
        file.extend(b"!\")\n");
    }
    out.into_iter().map(text).collect()
}
