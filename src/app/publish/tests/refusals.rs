//! What publishing refuses, and that nothing is changed by that.

use super::*;

/// Publishes where that must be refused, and shows that nothing moved.
#[track_caller]
fn refused(place: &Place, site: &[(&str, &str)]) -> Refusal {
    let before = place.lies();
    let refusal = place.publish(&files(site)).expect_err("refused");
    assert_eq!(place.lies(), before, "nothing changed");
    assert!(place.left().iter().all(|name| name == "lock"), "nothing left: {:?}", place.left());
    refusal
}

#[track_caller]
fn names(refusal: Refusal) -> Vec<String> {
    match refusal {
        Refusal::Foreign { names, .. } | Refusal::InTheWay { names, .. } => names,
        other => panic!("{other}"),
    }
}

#[test]
fn a_folder_of_others_is_refused() {
    let site = [("index.html", "ours")];
    let app = r#"{"name": "An app", "icons": []}"#;
    let place =
        Place::with(&[("manifest.json", app), ("x/1", ""), ("x/2", ""), (".gitignore", "")]);
    let refusal = refused(&place, &site);
    assert!(matches!(refusal, Refusal::Foreign { .. }));
    assert_eq!(names(refusal), ["manifest.json", "x/1", "x/2"]);

    let many: Vec<String> = (0..9).map(|n| format!("{n}.txt")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|name| (name.as_str(), "")).collect();
    assert_eq!(names(refused(&Place::with(&many), &site)).len(), 5);

    let place = Place::new();
    fs::write(&place.target.out, "a file").expect("written");
    assert!(matches!(refused(&place, &site), Refusal::NotAFolder { .. }));
}

#[test]
fn a_manifest_that_is_ours_and_does_not_read_is_refused() {
    let entry = format!(r#"{{"sha256":"{}","size":1}}"#, "0".repeat(64));
    for bad in [
        String::new(),
        "{\"made_by\": \"mingbai\", \"fil".to_owned(),
        r#"{"made_by": "mingbai"}"#.to_owned(),
        format!(r#"{{"made_by": "mingbai", "files": {{"../up": {entry}}}}}"#),
        format!(r#"{{"made_by": "mingbai", "files": {{"/etc/passwd": {entry}}}}}"#),
    ] {
        let place = Place::with(&[("manifest.json", &bad), ("a", "")]);
        let refusal = refused(&place, &[("a", "1")]);
        assert!(matches!(refusal, Refusal::BadManifest { .. }), "{bad}: {refusal}");
    }
    // One of a later version with more fields is read.
    let later = format!(r#"{{"made_by": "mingbai", "mood": "good", "files": {{"a": {entry}}}}}"#);
    let place = Place::with(&[("manifest.json", &later), ("a", "")]);
    assert_eq!(place.publish(&files(&[("a", "1")])).expect("published").written, 1);
}

#[test]
fn what_others_put_in_the_way_is_refused() {
    let place = Place::new();
    let ours = [("a", "1"), ("d/x", "1"), ("e", "1")];
    place.publish(&files(&ours)).expect("published");
    let theirs = [("file", "t"), ("e2", "t"), ("d/theirs", "t"), ("f/g/theirs", "t"), ("h", "t")];
    lay(&place.target.out, &files(&theirs));
    let check = |site: &[(&str, &str)], expected: &[&str]| {
        let refusal = refused(&place, site);
        assert!(matches!(refusal, Refusal::InTheWay { .. }), "{refusal}");
        assert_eq!(names(refusal), expected);
    };
    check(&[("a", "2"), ("file", "t")], &["file"]);
    check(&[("file/below", "1")], &["file"]);
    check(&[("d", "a file now")], &["d/theirs"]);
    check(&[("f", "a file now"), ("h/i", "1")], &["f/g/theirs", "h"]);

    // A kept file in a folder that would have to go.
    let mut place = Place::new();
    place.publish(&files(&[("d/x", "1")])).expect("published");
    lay(&place.target.out, &files(&[("d/own", "t")]));
    place.target.keep = vec!["d/own".to_owned()];
    assert_eq!(names(refused(&place, &[("d", "file")])), ["d/own"]);
}

#[cfg(unix)]
#[test]
fn links_are_neither_followed_nor_replaced() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    let elsewhere = place.folder.path().join("elsewhere");
    lay(&elsewhere, &files(&[("x", "theirs"), ("y", "theirs")]));
    place.publish(&files(&[("a", "1"), ("d/x", "1"), ("d/y", "1")])).expect("published");
    fs::remove_dir_all(place.target.out.join("d")).expect("removed");
    symlink(&elsewhere, place.target.out.join("d")).expect("linked");
    fs::remove_file(place.target.out.join("a")).expect("removed");
    symlink(elsewhere.join("x"), place.target.out.join("a")).expect("linked");

    assert_eq!(names(refused(&place, &[("a", "2")])), ["a"]);
    assert_eq!(names(refused(&place, &[("d/x", "1")])), ["d"]);
    symlink(&elsewhere, place.target.out.join("link")).expect("linked");
    fs::create_dir(place.target.out.join("e")).expect("made");
    symlink(&elsewhere, place.target.out.join("e/link")).expect("linked");
    assert_eq!(names(refused(&place, &[("e", "a file now"), ("link", "1")])), ["e/link", "link"]);
    // Not ours any more: it stays, and what it leads to as well.
    place.publish(&files(&[("b", "1")])).expect("published");
    let links = ["a", "d", "e/link", "link"].map(|name| (name, "(link)"));
    let mut stays = files(&links);
    stays.extend(files(&[("b", "1")]));
    assert_eq!(without_manifest(place.lies()), stays);
    assert_eq!(look(&elsewhere), files(&[("x", "theirs"), ("y", "theirs")]));

    // The target itself may be a link to a folder, but not to nothing.
    let mut place = Place::new();
    let real = place.folder.path().join("real");
    symlink(&real, &place.target.out).expect("linked");
    let refusal = place.publish(&files(&[("a", "1")])).expect_err("refused");
    assert!(matches!(refusal, Refusal::NotAFolder { .. }), "{refusal}");
    fs::create_dir(&real).expect("made");
    place.publish(&files(&[("a", "1")])).expect("published");
    assert_eq!(look(&real), clean(&files(&[("a", "1")])));
    place.target.out = place.folder.path().join("nowhere/..");
    assert!(matches!(
        place.publish(&files(&[])),
        Err(Refusal::Foreign { .. } | Refusal::Io { .. })
    ));
}

#[test]
fn a_file_that_cannot_be_made_ends_the_run_before_anything_changes() {
    let place = Place::new();
    place.publish(&files(&[("a", "1"), ("b", "1")])).expect("published");
    let before = place.lies();
    let (head, addresses) = (Head::default(), ["a", "b", "c"].map(str::to_owned));
    let make = |address: &str| (address != "b").then(|| Made::Bytes(b"2".to_vec()));
    let site = Site { head: &head, addresses: &addresses, make: &make };
    let refusal = publish(&place.target, &site, &|_| {}).expect_err("refused");
    assert!(matches!(refusal, Refusal::NotMade { address } if address == "b"));
    assert_eq!(place.lies(), before);
    assert_eq!(place.left(), ["lock"]);
}

#[test]
fn two_runs_at_once_are_refused() {
    let place = Place::new();
    let site = files(&[("a", "1")]);
    let held = Work::take(&place.target.out).expect("taken");
    let refusal = place.publish(&site).expect_err("refused");
    assert!(matches!(refusal, Refusal::Busy { .. }), "{refusal}");
    // Nothing to settle needs no lock; something to settle may be the other run's.
    assert_eq!(place.settle(), Settled::Nothing);
    fs::create_dir(held.stage()).expect("made");
    assert!(matches!(settle(&place.target), Err(Refusal::Busy { .. })));
    drop(held);
    assert_eq!(place.settle(), Settled::Discarded);
    place.publish(&site).expect("published");
}

#[test]
fn addresses_that_no_folder_can_hold_are_refused() {
    let bad = ["", "/a", "a/", "a//b", ".", "..", "a/../b", "./a", "a\0b"];
    for name in bad.into_iter().chain(["manifest.json", ".gitignore"]) {
        let refusal = refused(&Place::new(), &[(name, "")]);
        assert!(matches!(&refusal, Refusal::BadAddress { address } if address == name), "{name:?}");
    }
    assert!(matches!(
        refused(&Place::new(), &[("a", ""), ("a/b", "")]),
        Refusal::BadAddress { .. }
    ));
    let place = Place::new();
    let (head, addresses) = (Head::default(), ["a".to_owned(), "a".to_owned()]);
    let make = |_: &str| Some(Made::Bytes(Vec::new()));
    let site = Site { head: &head, addresses: &addresses, make: &make };
    let refusal = publish(&place.target, &site, &|_| {}).expect_err("refused");
    assert!(matches!(refusal, Refusal::BadAddress { .. }));
    assert!(place.lies().is_empty());
}

#[cfg(unix)]
#[test]
fn links_that_come_while_a_switch_is_halfway_are_not_followed() {
    use super::fault::{Strike, under};
    use std::os::unix::fs::symlink;
    let old = files(&[("gone/x", "1"), ("stays", "1")]);
    let new = files(&[("new/y", "2"), ("stays", "2")]);
    let theirs = files(&[("x", "theirs"), ("y", "theirs")]);
    let mut refused = 0;
    for at in 0.. {
        let place = Place::new();
        place.publish(&old).expect("published");
        let (done, _) = under(Strike::Kill(at), || place.publish(&new));
        let elsewhere = place.folder.path().join("elsewhere");
        lay(&elsewhere, &theirs);
        for name in ["gone", "new"] {
            let path = place.target.out.join(name);
            let _ = fs::remove_dir_all(&path);
            symlink(&elsewhere, &path).expect("linked");
        }
        refused += usize::from(matches!(settle(&place.target), Err(Refusal::Unfinished { .. })));
        assert_eq!(look(&elsewhere), theirs, "kill {at}");
        if done.is_some() {
            break;
        }
    }
    assert!(refused > 0);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_shows_before_anything_changes() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    place.publish(&files(&[("a", "1"), ("d/x", "1"), ("e/x", "1")])).expect("published");
    for folder in ["d", "e"] {
        let path = place.target.out.join(folder);
        let permit = |mode| {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("permitted");
        };
        permit(0o555);
        if fs::write(path.join("try"), "").is_ok() {
            // The superuser may write anywhere.
            return;
        }
        // One file to replace, another to remove, in a folder that will not have it.
        let refusal = refused(&place, &[("a", "2"), ("d/x", "2"), ("b", "1")]);
        assert!(matches!(refusal, Refusal::Io { .. }), "{refusal}");
        permit(0o755);
    }
}

#[test]
fn a_journal_that_leads_out_of_the_folder_is_refused() {
    let place = Place::with(&[]);
    lay(place.folder.path(), &files(&[("precious", "x")]));
    let work = Work::take(&place.target.out).expect("taken");
    let name = "../precious".to_owned();
    let actions = vec![Action::Remove { name, before: None }];
    let written = Journal { from: None, to: String::new(), actions };
    let path = work.journal();
    journal::write(&path, (&place.target.out, &BTreeSet::new()), &written).expect("written");
    drop(work);
    let refusal = settle(&place.target).expect_err("refused");
    assert!(matches!(refusal, Refusal::BadJournal { .. }), "{refusal}");
    assert!(place.folder.path().join("precious").exists());
}
