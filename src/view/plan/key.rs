//! The pages of a site, each by what it is of.

use std::sync::Arc;

use crate::model::calendar::Period;
use crate::model::id::RecordId;
use crate::model::ledger::FundId;
use crate::view::family::{By, ListKey};

/// A page that a view can be built for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKey {
    /// The first page.
    Home,
    /// A record.
    Record(RecordId),
    /// A page of a list, from 1.
    List(ListKey, usize),
    /// The lists of a family.
    Terms(By),
    /// All funds and accounts.
    Accounts,
    /// A fund over a period.
    Statement(FundId, Period),
    /// What is posted; of a year, what was posted in it.
    Notices(Option<i16>),
    /// What was corrected and withdrawn.
    Corrections,
    /// What the rules of the place ask for, and what came of it.
    Coverage,
    /// What cases come to.
    CaseStatistics,
    /// What the members of a portal come to.
    Members,
    /// One of them.
    Member(Arc<str>),
    /// All of them in a month or year.
    Compared(Period),
    /// What is asked of them.
    MemberDuties,
    /// What is not shown.
    Held,
    /// About the board.
    About,
    /// Where records are searched.
    Search,
    /// What hosts show for an address that is not there.
    NotFound,
    /// What stands at an address whose page is gone.
    Gone(String),
    /// The notice of a record.
    RecordNotice(RecordId),
    /// The notice of a fund over a period.
    StatementNotice(FundId, Period),
    /// The notice of what must be published.
    CoverageNotice,
    /// The notice of what all funds hold.
    AccountsNotice,
}

impl PageKey {
    /// Whether it is a notice, to be put up.
    #[must_use]
    pub fn is_notice(&self) -> bool {
        matches!(
            self,
            Self::RecordNotice(_)
                | Self::StatementNotice(..)
                | Self::AccountsNotice
                | Self::CoverageNotice
        )
    }
}
