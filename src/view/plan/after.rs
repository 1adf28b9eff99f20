//! A plan after an edit: the same one, where nothing that it follows from is otherwise.

use super::{Part, Plan, has_notice, notices};
use crate::model::board::Board;
use crate::model::record::{Attachment, Body, Record};
use crate::view::export::Export;
use crate::view::family::{funds_of, months_of};
use crate::view::standing::standing;

impl Plan {
    /// The plan of a board that was planned before, with the same theme and files, if every record
    /// lies where it lay and stands on the lists it stood on; `None` where one may not.
    #[must_use]
    pub fn after(&self, board: &Board, earlier: &Board) -> Option<Self> {
        let changed = board.changed_since(earlier)?;
        let pair = |place: &usize| (&*board.records[*place], &*earlier.records[*place]);
        let alike = board.profile == earlier.profile
            && board.packs.is_empty() == earlier.packs.is_empty()
            && changed.iter().map(pair).all(|(new, old)| lies_alike(new, old))
            && (board.records.iter().zip(&earlier.records))
                .all(|(new, old)| stands_alike((board, new), (earlier, old)))
            && (!self.wanted.search || Part::all(board).eq(Part::all(earlier)))
            && Export::all(board) == Export::all(earlier)
            && notices::years_apart(board) == notices::years_apart(earlier);
        // What records come to is no part of where they lie.
        alike.then(|| Self { said: self.said.of_others(), ..self.clone() })
    }
}

/// Whether what a record says by itself puts it, its notice and its papers at the same addresses.
fn lies_alike(new: &Record, old: &Record) -> bool {
    let papers = |record: &'_ Record| -> Vec<String> {
        let papers = record.head.attachments.iter().filter_map(Attachment::published);
        papers.map(str::to_owned).collect()
    };
    new.head.category == old.head.category
        && has_notice(new) == has_notice(old)
        && months_of(new) == months_of(old)
        && papers(new) == papers(old)
}

/// Whether a record stands on the same lists of funds and states, which other records may decide.
fn stands_alike((board, new): (&Board, &Record), (earlier, old): (&Board, &Record)) -> bool {
    // These say it all themselves, and most records of a large board are of them.
    let alone = matches!(new.body, Body::Income(_) | Body::Expenditure(_) | Body::Page);
    (alone && std::ptr::eq(new, old))
        || (standing(board, new) == standing(earlier, old)
            && funds_of(board, new) == funds_of(earlier, old))
}
