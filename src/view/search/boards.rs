//! The boards of a portal, as its search knows them.

use sha2::{Digest as _, Sha256};

use super::{BYTES, MOST};
use crate::model::board::Board;
use crate::model::member::{Member, SITES};
use crate::search::terms::Searched;
use crate::view::Desk;
use crate::view::format::encode;
use crate::view::members::member_address;
use crate::view::parts::Link;

/// A board as the search of its portal knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// The page on which it is searched; where that is not known, what the portal says of it.
    pub page: String,
    /// Where its site is, from the portal's; empty where it lies elsewhere.
    pub site: String,
    /// What its index was made from.
    pub version: String,
    /// Whether it is a portal itself.
    pub portal: bool,
}

/// The members that are searched with the portal, in the order of their numbers.
pub fn searched(board: &Board) -> impl Iterator<Item = (&Member, &Searched)> {
    board.members.iter().filter_map(|member| {
        // What cannot be read is not trusted in this either.
        member.told.as_ref().ok()?;
        Some((member, member.searched.as_deref()?))
    })
}

/// What the script is told of each.
#[must_use]
pub fn listed(desk: &Desk<'_>) -> Vec<Listed> {
    let one = |(member, searched): (&Member, &Searched)| Listed {
        name: member.name().to_owned(),
        page: page(desk, member),
        site: if member.here { site(member) } else { String::new() },
        version: searched.version.clone(),
        portal: member.told.as_ref().is_ok_and(|told| told.members.is_some()),
    };
    searched(desk.board).map(one).collect()
}

/// In how many files the terms of all boards are. It doubles with them, so that a new one does not
/// move them all; what they take here is about what they take there.
#[must_use]
pub fn files(board: &Board) -> usize {
    let sizes: Vec<usize> = searched(board).map(|(_, one)| one.terms.bytes().len()).collect();
    if sizes.is_empty() {
        return 0;
    }
    (sizes.iter().sum::<usize>() / BYTES).next_power_of_two().min(MOST)
}

/// Links to the pages on which boards are searched.
pub(super) fn together(desk: &Desk<'_>) -> Vec<Link> {
    let link = |(member, _): (&Member, &Searched)| Link {
        text: member.name().to_owned(),
        href: page(desk, member),
    };
    searched(desk.board).map(link).collect()
}

/// Links to what the portal says of those that are not searched with it.
pub(super) fn apart(desk: &Desk<'_>) -> Vec<Link> {
    let apart = |member: &&Member| member.searched.is_none() || member.told.is_err();
    let link = |member: &Member| Link {
        text: member.name().to_owned(),
        href: desk.href(&member_address(member)),
    };
    desk.board.members.iter().filter(apart).map(link).collect()
}

/// Adds what the index of the boards was made from; nothing where there are none.
pub(super) fn mark(board: &Board, hash: &mut Sha256) {
    for (member, searched) in searched(board) {
        for text in [member.name(), &searched.version] {
            hash.update(text);
            hash.update([0]);
        }
    }
}

fn site(member: &Member) -> String {
    format!("{SITES}/{}/", encode(&member.id))
}

fn page(desk: &Desk<'_>, member: &Member) -> String {
    if member.here {
        return desk.href(&format!("{SITES}/{}/search.html", member.id));
    }
    let base = member.told.as_ref().ok().and_then(|told| told.base_url.as_ref());
    base.map_or_else(|| desk.href(&member_address(member)), |base| format!("{base}search.html"))
}
