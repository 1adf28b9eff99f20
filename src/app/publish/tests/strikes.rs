//! Kills and refusing disks before every single change, and what a next run makes of them.

use super::fault::{Strike, under};
use super::*;

/// A site before and after: files that stay, change, come, go, become folders, folders that
/// become files, folders that go; and a file of others in their midst.
struct Turn {
    old: Files,
    new: Files,
    theirs: Files,
    /// What lies in the folder before, others' files among it.
    before: Files,
    /// What lies there afterwards.
    after: Files,
}

fn turns() -> Vec<Turn> {
    let old = files(&[
        ("a", "was a file"),
        ("b/c/d", "in a folder that becomes a file"),
        ("b/e", "2"),
        ("deep/er/gone", "3"),
        ("index.html", "old"),
        ("mixed/x", "4"),
        ("stays", "5"),
    ]);
    let new = files(&[
        ("a/b", "in a folder that was a file"),
        ("a/c", "2"),
        ("b", "was a folder"),
        ("index.html", "new, and longer"),
        ("new/deep/er", "3"),
        ("stays", "5"),
    ]);
    let theirs = files(&[("mixed/theirs", "t"), ("theirs", "t")]);
    let ignore = files(&[(".gitignore", "*")]);
    let nothing = Files::new;
    vec![
        Turn::new(old.clone(), new.clone(), theirs),
        Turn::new(new.clone(), old, nothing()),
        Turn::new(new.clone(), nothing(), ignore.clone()),
        // Onto nothing: whole, and through the journal.
        Turn::new(nothing(), new.clone(), nothing()),
        Turn::new(nothing(), new, ignore),
    ]
}

impl Turn {
    fn new(old: Files, new: Files, theirs: Files) -> Self {
        let with_theirs = |mut site: Files| {
            site.extend(theirs.clone());
            site
        };
        let before = with_theirs(if old.is_empty() { Files::new() } else { clean(&old) });
        let after = with_theirs(clean(&new));
        Self { old, new, theirs, before, after }
    }

    /// A place where the old site lies, if it is a site.
    fn place(&self) -> Place {
        let place = Place::new();
        if !self.old.is_empty() {
            place.publish(&self.old).expect("published");
        }
        lay(&place.target.out, &self.theirs);
        place
    }

    /// Every file is of the old or of the new site, and others' files are as they were.
    fn assert_between(&self, lies: &Files, strike: Strike) {
        for (name, bytes) in lies.iter().filter(|(name, _)| !name.ends_with('/')) {
            let known = [self.before.get(name), self.after.get(name)].contains(&Some(bytes));
            // The only other names: a folder is being tried out, a copy is growing.
            let passing = name.ends_with(".mingbai-trial") || name.ends_with(".mingbai-part");
            assert!(known || passing, "{strike:?}: {name}");
        }
        for name in self.theirs.keys() {
            assert!(lies.contains_key(name), "{strike:?}: {name} is gone");
        }
    }
}

/// Does something with every strike of a kind until one comes too late, and says how many struck.
fn each(kind: fn(usize) -> Strike, mut run: impl FnMut(Strike) -> bool) -> usize {
    let mut at = 0;
    while run(kind(at)) {
        at += 1;
    }
    at
}

#[test]
fn a_kill_leaves_the_old_site_the_new_one_or_a_switch_to_complete() {
    for turn in turns() {
        let (before, after) = (turn.before.clone(), turn.after.clone());
        let mut seen = BTreeSet::new();
        let struck = each(Strike::Kill, |strike| {
            let place = turn.place();
            let (done, _) = under(strike, || place.publish(&turn.new));
            turn.assert_between(&place.lies(), strike);
            let settled = place.settle();
            let lies = place.lies();
            match settled {
                Settled::Completed => assert_eq!(lies, after, "{strike:?}"),
                Settled::Discarded | Settled::Nothing => {
                    assert!(lies == before || lies == after, "{strike:?}");
                }
            }
            assert_eq!(place.left(), ["lock"], "{strike:?}");
            seen.insert(format!("{settled:?} {}", if lies == after { "new" } else { "old" }));
            place.publish(&turn.new).expect("published");
            assert_eq!(place.lies(), after, "{strike:?}");
            done.is_none()
        });
        assert!(struck > 10, "{struck}");
        assert!(seen.contains("Discarded old") && seen.contains("Nothing new"), "{seen:?}");
        let whole = turn.old.is_empty() && turn.theirs.is_empty();
        assert_eq!(seen.contains("Completed new"), !whole, "{seen:?}");
    }
}

#[test]
fn a_kill_while_settling_is_settled_as_well() {
    // Every pair of kills, so two turns must do: onto a site, and onto nothing.
    for turn in turns().into_iter().step_by(4) {
        let (before, after) = (turn.before.clone(), turn.after.clone());
        each(Strike::Kill, |first| {
            let mut last = false;
            each(Strike::Kill, |second| {
                let place = turn.place();
                last = under(first, || place.publish(&turn.new)).0.is_some();
                let (done, _) = under(second, || settle(&place.target).expect("settled"));
                turn.assert_between(&place.lies(), second);
                place.settle();
                let lies = place.lies();
                assert!(lies == before || lies == after, "{first:?} {second:?}");
                assert_eq!(place.left(), ["lock"], "{first:?} {second:?}");
                done.is_none()
            });
            !last
        });
    }
}

#[test]
fn another_site_may_follow_a_kill() {
    // The next run is of other sources than the one that was killed.
    for turn in turns() {
        let third = files(&[("a", "third"), ("b/c", "third"), ("stays", "5")]);
        let mut after = clean(&third);
        after.extend(turn.theirs.clone());
        each(Strike::Kill, |strike| {
            let place = turn.place();
            let (done, _) = under(strike, || place.publish(&turn.new));
            place.publish(&third).expect("published");
            assert_eq!(place.lies(), after, "{strike:?}");
            done.is_none()
        });
    }
}

#[test]
fn a_disk_that_refuses_leaves_the_old_site_or_a_switch_to_complete() {
    for (kind, turn) in [Strike::Refuse as fn(usize) -> Strike, Strike::Full]
        .into_iter()
        .flat_map(|kind| turns().into_iter().map(move |turn| (kind, turn)))
    {
        let (before, after) = (turn.before.clone(), turn.after.clone());
        each(kind, |strike| {
            let place = turn.place();
            let (done, steps) = under(strike, || place.publish(&turn.new));
            let (Strike::Refuse(at) | Strike::Full(at)) = strike else { return false };
            match done.expect("not killed") {
                // A refused replacement as a whole is made good by the journal.
                Ok(_) => assert_eq!(place.lies(), after, "{strike:?}"),
                Err(Refusal::Io { error, .. }) => {
                    assert_eq!(error.kind(), std::io::ErrorKind::StorageFull);
                    if matches!(strike, Strike::Refuse(_)) {
                        assert_eq!(place.lies(), before, "{strike:?}");
                        assert_eq!(place.left(), ["lock"], "{strike:?}");
                    }
                    turn.assert_between(&place.lies(), strike);
                    // A disk that lets nothing be removed either is cleaned by the next run.
                    place.settle();
                    assert_eq!(place.lies(), before, "{strike:?}");
                }
                Err(Refusal::Unfinished { .. }) => {
                    turn.assert_between(&place.lies(), strike);
                    place.settle();
                    assert_eq!(place.lies(), after, "{strike:?}");
                }
                Err(other) => panic!("{strike:?}: {other}"),
            }
            place.publish(&turn.new).expect("published");
            assert_eq!(place.lies(), after, "{strike:?}");
            assert_eq!(place.left(), ["lock"], "{strike:?}");
            at < steps
        });
    }
}

#[test]
fn a_journal_cut_anywhere_changes_nothing() {
    let turns = turns();
    let turn = &turns[0];
    let place = turn.place();
    // The last kill that finds a closed journal and the old site gives the journal to cut.
    let journal = place.folder.path().join(".mingbai/site/journal");
    let mut text = Vec::new();
    each(Strike::Kill, |strike| {
        let place = turn.place();
        let (done, _) = under(strike, || place.publish(&turn.new));
        let path = place.folder.path().join(".mingbai/site/journal");
        let now = fs::read(path).unwrap_or_default();
        text = if now.is_empty() { std::mem::take(&mut text) } else { now };
        done.is_none()
    });
    assert!(text.len() > 200);
    for end in 0..text.len() {
        fs::write(&journal, &text[..end]).expect("written");
        assert_eq!(place.settle(), Settled::Discarded, "{end}");
    }
    // A power cut can leave the end without the middle.
    let mut hollow = text.clone();
    hollow[50..100].fill(0);
    fs::write(&journal, &hollow).expect("written");
    assert_eq!(place.settle(), Settled::Discarded);
    assert_eq!(place.lies(), turn.before);
}

#[test]
fn a_switch_to_a_folder_that_is_another_one_by_now_is_dropped() {
    let turns = turns();
    let turn = &turns[0];
    let other = files(&[("index.html", "of another board")]);
    let mut dropped = 0;
    each(Strike::Kill, |strike| {
        let place = turn.place();
        let (done, _) = under(strike, || place.publish(&turn.new));
        let journalled = place.left().contains(&"journal".to_owned());
        fs::remove_dir_all(&place.target.out).expect("removed");
        lay(&place.target.out, &clean(&other));
        let settled = place.settle();
        assert!(settled != Settled::Completed, "{strike:?}");
        assert_eq!(place.lies(), clean(&other), "{strike:?}");
        dropped += usize::from(journalled);
        done.is_none()
    });
    assert!(dropped > 10, "{dropped}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_target_on_another_volume_is_switched_by_copies() {
    use std::os::unix::fs::{MetadataExt as _, symlink};
    let device = |path: &Path| fs::metadata(path).map(|data| data.dev()).ok();
    let Ok(there) = TempDir::new_in("/dev/shm") else { return };
    if device(there.path()) == device(Place::new().folder.path()) {
        return;
    }
    for turn in turns() {
        let (before, after) = (turn.before.clone(), turn.after.clone());
        each(Strike::Kill, |strike| {
            let place = Place::new();
            let there = TempDir::new_in("/dev/shm").expect("a folder");
            symlink(there.path(), &place.target.out).expect("linked");
            if !turn.old.is_empty() {
                place.publish(&turn.old).expect("published");
            }
            lay(&place.target.out, &turn.theirs);
            let (done, _) = under(strike, || place.publish(&turn.new));
            turn.assert_between(&place.lies(), strike);
            place.settle();
            let lies = place.lies();
            assert!(lies == before || lies == after, "{strike:?}");
            place.publish(&turn.new).expect("published");
            assert_eq!(place.lies(), after, "{strike:?}");
            assert_eq!(place.left(), ["lock"], "{strike:?}");
            done.is_none()
        });
    }
}
