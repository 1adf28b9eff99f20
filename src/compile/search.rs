//! The index of the search: what is made once for many files, and what a portal gets of it.

use std::borrow::Cow;

use super::Site;
use crate::render::search::{boards, index};
use crate::search::terms::{Searched, Terms};
use crate::view;
use crate::view::search::Part;
use crate::view::search::boards::{files, listed, searched};

impl Site {
    /// Makes what many files wait for, so that it can be begun before the first of them.
    pub fn prepare(&self) {
        if self.plan.wanted.search {
            self.part(Part::Head);
            self.part(Part::Having(0));
        }
    }

    /// A file of the index of the search.
    pub(super) fn part(&self, part: Part) -> Option<Cow<'_, str>> {
        let own = || {
            self.index.get_or_init(|| {
                index(view::search::entries(&self.desk("")), view::search::terms(&self.board))
            })
        };
        let text = match part {
            Part::Head => &own().head,
            Part::Terms(number) => return own().file_of_terms(number).map(Cow::Owned),
            Part::Records(number) => own().records.get(number)?,
            Part::Boards => {
                let listed = listed(&self.desk(""));
                return Some(Cow::Owned(boards::list(&listed, files(&self.board))));
            }
            Part::Having(number) => self.having().get(number)?,
        };
        Some(Cow::Borrowed(text))
    }

    fn having(&self) -> &[String] {
        self.having.get_or_init(|| {
            let all: Vec<&Terms> = searched(&self.board).map(|(_, one)| &one.terms).collect();
            boards::terms(&all, files(&self.board))
        })
    }

    /// What a portal is told of the search of this board: the terms of its index, and those of its
    /// own members. None where it has no search.
    #[must_use]
    pub fn searched(&self) -> Option<Searched> {
        if !self.plan.wanted.search {
            return None;
        }
        let desk = self.desk("");
        self.part(Part::Head);
        let index = self.index.get()?;
        let own = Terms::of(index.every_term().collect());
        let mut all: Vec<&Terms> = searched(&self.board).map(|(_, one)| &one.terms).collect();
        let terms = if all.is_empty() {
            own
        } else {
            all.push(&own);
            Terms::union(&all)
        };
        Some(Searched { version: view::search::version(&desk), terms })
    }
}
