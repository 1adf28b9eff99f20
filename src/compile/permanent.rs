//! Permanence: every address that was ever published answers. The lock remembers them; where
//! nothing is made any more, what answers says so.

use crate::Options;
use crate::model::board::Board;
use crate::model::lock::Lock;
use crate::source::Locus;
use crate::view::gone::is_page;
use crate::view::plan::{Make, PageKey, Plan};

/// Remembers every address of a plan, and adds to it what answers where something was.
pub(super) fn remember(board: &mut Board, plan: &mut Plan, options: &Options) {
    // A look at drafts publishes nothing, so there is nothing to remember of it.
    if !options.drafts {
        let lasting = plan.addresses.iter().filter(|(_, make)| is_remembered(make));
        for (address, _) in lasting {
            board.lock.addresses.insert(address.clone(), None);
        }
    }
    // What is withdrawn may be so for its name: of a file or
    // category that goes with it not even that is kept.
    if withdraws(board) {
        board.lock.addresses.retain(|address, gone| {
            let named = ["files/", "categories/"].iter().any(|name| address.starts_with(name));
            let typed = named || address.contains("-category-");
            !typed || gone.is_some() || plan.addresses.contains_key(address)
        });
    }
    let mut clashes = Vec::new();
    let nowhere = Locus::file(&std::sync::Arc::from(crate::content::LOCK_FILE));
    let Lock { addresses, .. } = &mut board.lock;
    addresses.retain(|address, gone| {
        if plan.addresses.contains_key(address) {
            return true;
        }
        // No disk has a file and a folder of one name: what is there goes before what was.
        if plan.blocks(address) {
            return false;
        }
        gone.get_or_insert(board.as_of);
        let page = || Make::Page(PageKey::Gone(address.clone()));
        let make = if is_page(address) { page() } else { Make::Gone(address.clone()) };
        // Where a new name differs from the old one in case only, the new page answers for both on
        // many disks, and two files would be one.
        plan.put(address.clone(), make, &nowhere, &mut clashes);
        true
    });
}

/// Whether a record that was published is withdrawn by this build.
fn withdraws(board: &Board) -> bool {
    let stood = |id| board.before.records.get(id).is_some_and(|was| was.withdrawn.is_none());
    let mut records = board.lock.records.iter();
    records.any(|(id, known)| known.withdrawn.is_some() && stood(id))
}

/// Whether the lock has a line for it. Records have theirs already; pages that are always there
/// need none; nobody is led to a part of the index of the search; what follows from the address of the site, or lies in `content/static/`, is settled
/// elsewhere.
fn is_remembered(make: &Make) -> bool {
    match make {
        Make::Page(key) => !matches!(
            key,
            PageKey::Home
                | PageKey::About
                | PageKey::Accounts
                | PageKey::Notices(None)
                | PageKey::Corrections
                | PageKey::Held
                | PageKey::NotFound
                | PageKey::Record(_)
        ),
        Make::Copy(path) => path.starts_with(crate::content::FILES_FOLDER),
        Make::Data(..) | Make::Export(_) | Make::Photo(..) => true,
        Make::Feed
        | Make::JsonFeed
        | Make::Sheet(_)
        | Make::Sitemap
        | Make::Robots
        | Make::Index(_)
        | Make::Theme(_)
        | Make::Gone(_) => false,
    }
}
