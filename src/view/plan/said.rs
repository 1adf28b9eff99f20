//! What several pages say and one of them works out: each thing is said once.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::model::calendar::Period;
use crate::model::ledger::FundId;
use crate::view::accounts::ByCategory;
use crate::view::family::ListKey;
use crate::view::frame::{UP, Ways};
use crate::view::list::Sums;
use crate::view::parts::Link;

/// What was said already.
#[derive(Clone, Debug, Default)]
pub(in crate::view) struct Said {
    /// The main ways round by their addresses.
    pub ways: OnceLock<Vec<Link>>,
    /// The same as links, for the pages of each depth.
    pub navs: [OnceLock<Ways>; UP.len()],
    /// What the records of each list of several pages come to.
    pub sums: BTreeMap<ListKey, OnceLock<Option<Sums>>>,
    /// What a fund came to over each period that has a statement: the statements of later periods,
    /// and the notice, say it too.
    pub turned: BTreeMap<(FundId, Period), OnceLock<ByCategory>>,
}

impl Said {
    /// The same for other records at the same addresses: what they come to is to be said again.
    pub(super) fn of_others(&self) -> Self {
        let sums = self.sums.keys().map(|key| (key.clone(), OnceLock::new())).collect();
        let turned = self.turned.keys().map(|key| (key.clone(), OnceLock::new())).collect();
        Self { ways: self.ways.clone(), navs: self.navs.clone(), sums, turned }
    }
}
