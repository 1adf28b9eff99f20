//! The pages of a portal.

use std::sync::Arc;

use super::{MEMBER_DUTIES, MEMBERS, Make, PageKey, Plan, compared_address, member_address};
use crate::diagnostic::Finding;
use crate::model::board::Board;
use crate::source::Locus;

impl Plan {
    /// Adds the pages of a portal; nothing for a board without members.
    pub(super) fn members(&mut self, board: &Board, at: &Locus, findings: &mut Vec<Finding>) {
        if board.members.is_empty() {
            return;
        }
        self.put(MEMBERS.to_owned(), Make::Page(PageKey::Members), at, findings);
        for member in board.members.iter() {
            let page = Make::Page(PageKey::Member(Arc::clone(&member.id)));
            self.put(member_address(member), page, at, findings);
        }
        for period in &board.members.periods {
            let page = Make::Page(PageKey::Compared(*period));
            self.put(compared_address(*period), page, at, findings);
        }
        let mut told = board.members.iter().flat_map(|member| &member.told);
        if told.any(|told| told.whole().totals.duties.all() > 0) {
            let page = Make::Page(PageKey::MemberDuties);
            self.put(MEMBER_DUTIES.to_owned(), page, at, findings);
        }
    }
}
