//! What a switch would have to do, and what stands against it. Only thinks: it is handed what
//! lies in the folder and touches no disk.

use std::collections::{BTreeMap, BTreeSet};

use super::Target;
use super::folder::{Found, Ground, above};
use super::journal::Action;
use super::manifest;
use super::refusal::{Refusal, SHOWN};

/// Refuses a site if any of its files would have to go where something of others lies.
pub(super) fn refuse_obstacles(
    target: &Target,
    ground: &Ground,
    addresses: &[&str],
) -> Result<(), Refusal> {
    let mut names = BTreeSet::new();
    let mut passed = BTreeSet::new();
    for address in addresses {
        for folder in above(address) {
            if passed.insert(folder) && matches!(ground.found.get(folder), Some(Found::Other)) {
                names.insert(folder);
            }
            if matches!(ground.found.get(folder), Some(Found::File(_))) && !is_ours(ground, folder)
            {
                names.insert(folder);
            }
        }
        match ground.found.get(*address) {
            None => {}
            Some(Found::File(_)) if is_ours(ground, address) => {}
            Some(Found::File(_) | Found::Other) => {
                names.insert(address);
            }
            Some(Found::Folder) => names.extend(others_below(target, ground, address)),
        }
    }
    if names.is_empty() {
        return Ok(());
    }
    let names = names.into_iter().take(SHOWN).map(str::to_owned).collect();
    Err(Refusal::InTheWay { out: target.out.clone(), names })
}

/// The steps of a switch in which `written` go in and everything of ours that is not among
/// `addresses` goes out. First what stands in the way of a file is removed, so that it can go
/// in; then files go in, so that a reader in between finds every page that a new page links to;
/// then old files go out; the manifest comes last, because it vouches for the rest.
pub(super) fn actions(ground: &Ground, addresses: &[&str], written: &[&str]) -> Vec<Action> {
    let puts: BTreeSet<&str> = written.iter().copied().collect();
    let folded: BTreeMap<String, &str> =
        written.iter().map(|address| (address.to_lowercase(), *address)).collect();
    let (mut actions, mut later) = (Vec::new(), Vec::new());
    for name in ground.previous.files.keys() {
        // What is kept was not surveyed, so it is not found here and stays.
        let there = matches!(ground.found.get(name), Some(Found::File(_)));
        if !there || addresses.binary_search(&name.as_str()).is_ok() {
            continue;
        }
        let below = format!("{name}/");
        let before = above(name)
            .find_map(|folder| puts.get(folder))
            .or_else(|| puts.range(below.as_str()..).next().filter(|put| put.starts_with(&below)))
            // Where `Lift.html` and `lift.html` are one file, removing the old name after the
            // new one went in would remove the new one.
            .or_else(|| folded.get(&name.to_lowercase()))
            .map(|put| (*put).to_owned());
        let list = if before.is_some() { &mut actions } else { &mut later };
        list.push(Action::Remove { name: name.clone(), before });
    }
    actions.extend(written.iter().map(|address| Action::Put((*address).to_owned())));
    actions.append(&mut later);
    actions.push(Action::Put(manifest::NAME.to_owned()));
    actions
}

/// The folders of the target that exist and in which the actions create or remove a name; the
/// target itself is `""`.
pub(super) fn touched<'a>(ground: &Ground, actions: &'a [Action]) -> BTreeSet<&'a str> {
    let nearest = |name: &'a str| {
        let stands = |folder: &&str| ground.found.get(*folder) == Some(&Found::Folder);
        above(name).rev().find(stands).unwrap_or("")
    };
    actions.iter().map(|action| nearest(action.name())).collect()
}

fn is_ours(ground: &Ground, name: &str) -> bool {
    ground.previous.files.contains_key(name)
}

/// What lies in the folder `address` and is not ours to remove. Empty folders are nobody's.
fn others_below<'a>(target: &'a Target, ground: &'a Ground, address: &str) -> Vec<&'a str> {
    let below = format!("{address}/");
    let lies = |name: &&str| name.starts_with(&below);
    let found = ground.found.range(below.clone()..).map(|(name, found)| (name.as_str(), found));
    let others = found.take_while(|(name, _)| lies(name)).filter(|(name, found)| match found {
        Found::File(_) => !is_ours(ground, name),
        Found::Folder => false,
        Found::Other => true,
    });
    // Kept names are not surveyed, so it is not known whether they are there: better to ask.
    others.map(|(name, _)| name).chain(target.kept().filter(lies)).collect()
}
