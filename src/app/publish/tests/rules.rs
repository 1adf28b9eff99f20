//! What publishing does, rule by rule.

use super::*;

#[test]
fn a_new_target_is_replaced_whole() {
    let site = files(&[("a.html", "1"), ("b/c.html", "2"), ("空/d.html", "")]);
    for make_it in
        [|_: &Place| {}, |place: &Place| fs::create_dir(&place.target.out).expect("made")]
    {
        let place = Place::new();
        make_it(&place);
        let report = place.publish(&site).expect("published");
        assert_eq!(report, Report { written: 3, ..Report::default() });
        assert_eq!(without_manifest(place.lies()), site);
        assert_eq!(place.left(), ["lock"]);
    }
}

#[test]
fn a_folder_with_gitignore_or_kept_files_counts_as_empty() {
    let theirs = [(".gitignore", "*"), (".DS_Store", "x"), ("CNAME", "y"), ("photos/1.jpg", "z")];
    let place = Place::with(&theirs).keeping(&["./CNAME", "photos/", "", "../up", "absent"]);
    fs::create_dir_all(place.target.out.join("hollow/deep")).expect("made");
    let site = files(&[("a.html", "1"), ("hollow", "a file where empty folders are")]);
    place.publish(&site).expect("published");
    let mut whole = files(&theirs);
    whole.extend(site.clone());
    assert_eq!(without_manifest(place.lies()), whole);
    place.publish(&files(&[])).expect("published");
    assert_eq!(without_manifest(place.lies()), files(&theirs), "what is kept stays, the rest goes");
    assert_eq!(place.left(), ["lock"]);
}

#[test]
fn what_is_kept_is_never_ours() {
    let place = Place::with(&[("404.html", "theirs")]).keeping(&["404.html", "own"]);
    let ours = [("a.html", "1"), ("owners.html", "3")];
    let mut site = files(&ours);
    site.extend(files(&[("404.html", "ours"), ("own/x.html", "2")]));
    for written in [2, 0] {
        let report = place.publish(&site).expect("published");
        assert_eq!(report.kept, ["404.html", "own/x.html"]);
        assert_eq!(report.written, written);
    }
    let mut whole = files(&ours);
    whole.extend(files(&[("404.html", "theirs")]));
    assert_eq!(without_manifest(place.lies()), whole);

    // A file that was ours goes over to them as it is.
    let mut place = Place::new();
    place.publish(&site).expect("published");
    place.target.keep = vec!["own".to_owned()];
    place.publish(&files(&[("a.html", "1")])).expect("published");
    let stays = files(&[("a.html", "1"), ("own/x.html", "2")]);
    assert_eq!(without_manifest(place.lies()), stays);
}

#[test]
fn with_nothing_changed_nothing_is_written() {
    let place = Place::new();
    let site = files(&[("a.html", "1"), ("b/c.html", "2")]);
    place.publish(&site).expect("published");
    let before = times(place.folder.path());
    let report = place.publish(&site).expect("published");
    assert_eq!(report, Report { unchanged: 2, ..Report::default() });
    assert_eq!(place.settle(), Settled::Nothing);
    assert_eq!(times(place.folder.path()), before);
}

#[test]
fn only_what_changed_is_written_and_only_ours_is_removed() {
    let place = Place::new();
    let old = [("a.html", "1"), ("b.html", "1"), ("old/deep/x.html", "1"), ("mixed/x.html", "1")];
    place.publish(&files(&old)).expect("published");
    let theirs = files(&[("theirs.txt", "t"), ("mixed/theirs.txt", "t"), (".git/HEAD", "t")]);
    lay(&place.target.out, &theirs);
    let untouched = times(&place.target.out.join("a.html"));
    let new = files(&[("a.html", "1"), ("b.html", "2"), ("new/y.html", "1")]);
    let report = place.publish(&new).expect("published");
    assert_eq!(report, Report { written: 2, unchanged: 1, removed: 2, kept: Vec::new() });
    assert_eq!(times(&place.target.out.join("a.html")), untouched);
    let mut whole = new;
    whole.extend(theirs);
    assert_eq!(without_manifest(place.lies()), whole);
}

#[test]
fn a_file_that_is_lost_or_cut_is_written_again() {
    let place = Place::new();
    let site = files(&[("a.html", "whole"), ("b/c.html", "whole"), ("d.html", "whole")]);
    place.publish(&site).expect("published");
    let whole = place.lies();
    fs::write(place.target.out.join("a.html"), "cut").expect("written");
    fs::remove_dir_all(place.target.out.join("b")).expect("removed");
    let report = place.publish(&site).expect("published");
    assert_eq!((report.written, report.unchanged), (2, 1));
    assert_eq!(place.lies(), whole);
}

#[test]
fn a_file_of_ours_becomes_a_folder_and_a_folder_a_file() {
    let one = files(&[("a", "file"), ("b/c/d", "1"), ("b/e", "2"), ("b2", "3")]);
    let two = files(&[("a/b/c", "1"), ("a/d", "2"), ("b", "file"), ("b2", "3")]);
    let place = Place::new();
    for site in [&one, &two, &one] {
        place.publish(site).expect("published");
        assert_eq!(place.lies(), clean(site));
    }
}

#[test]
fn a_name_that_changes_its_case_is_removed_before_the_new_one_comes() {
    let place = Place::new();
    place.publish(&files(&[("Lift.html", "1"), ("gone.html", "1")])).expect("published");
    let ground = folder::survey(&place.target).expect("surveyed");
    let actions = plan::actions(&ground, &["lift.html"], &["lift.html"]);
    let remove = |name: &str, before: Option<&str>| Action::Remove {
        name: name.to_owned(),
        before: before.map(str::to_owned),
    };
    let put = |name: &str| Action::Put(name.to_owned());
    let expected = [
        remove("Lift.html", Some("lift.html")),
        put("lift.html"),
        remove("gone.html", None),
        put("manifest.json"),
    ];
    assert_eq!(actions, expected);
}

#[test]
fn files_are_copied_and_their_digest_is_borne_out() {
    let place = Place::new();
    let from = place.folder.path().join("minutes.pdf");
    // Longer than a chunk, and not a multiple of one.
    let bytes: Vec<u8> = (0..2_500_001_u32).map(|place| (place % 251) as u8).collect();
    fs::write(&from, &bytes).expect("written");
    let addresses = ["files/minutes.pdf".to_owned()];
    let Entry { sha256, size } = Entry::of(&bytes);
    let make = |_: &str| Some(Made::Copy { from: from.clone(), digest: sha256.clone(), size });
    let head = Head::default();
    let site = Site { head: &head, addresses: &addresses, make: &make };
    let counted = std::sync::Mutex::new(Vec::new());
    let count = |done: usize| counted.lock().expect("a lock").push(done);
    publish(&place.target, &site, &count).expect("published");
    assert_eq!(*counted.lock().expect("a lock"), [1]);
    assert_eq!(place.lies()["files/minutes.pdf"], bytes);

    // Unchanged: the source is not even opened.
    fs::remove_file(&from).expect("removed");
    assert_eq!(publish(&place.target, &site, &|_| {}).expect("published").unchanged, 1);

    // Changed since it was read: refused, and nothing is left behind.
    fs::write(&from, "another").expect("written");
    fs::remove_file(place.target.out.join("files/minutes.pdf")).expect("removed");
    let refusal = publish(&place.target, &site, &|_| {}).expect_err("refused");
    assert!(matches!(refusal, Refusal::Changed { .. }), "{refusal}");
    assert_eq!(place.left(), ["lock"]);
}

#[test]
fn the_manifest_reads_as_it_was_written() {
    let place = Place::new();
    let head = Head {
        version: "0.1.0".to_owned(),
        as_of: "2025-03-31".to_owned(),
        base_url: None,
        drafts: false,
        features: Vec::new(),
        next_change: Some("2025-04-02".to_owned()),
    };
    publish_as(&place.target, &head, &files(&[("b \"q\".html", ""), ("a.html", "1")])).expect("ok");
    let text = fs::read_to_string(place.target.out.join(manifest::NAME)).expect("a manifest");
    let expected = r#"{
  "made_by": "mingbai",
  "version": "0.1.0",
  "as_of": "2025-03-31",
  "base_url": null,
  "drafts": false,
  "features": [],
  "next_change": "2025-04-02",
  "files": {
    "a.html": {"sha256":"6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b","size":1},
    "b \"q\".html": {"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0}
  }
}
"#;
    assert_eq!(text, expected);
    let manifest = read_manifest(&place.target.out).expect("read").expect("ours");
    assert_eq!(manifest.head, head);
    let listed = manifest.files.iter().map(|(address, entry)| (address.as_str(), entry));
    assert_eq!(super::manifest(&manifest.head, listed).expect("bytes"), text.as_bytes());
    assert_eq!(read_manifest(place.folder.path()).expect("read"), None);

    // An empty site has a manifest as well, and another head alone moves nothing else.
    let before = times(&place.target.out.join("a.html"));
    let head = Head { as_of: "2025-04-01".to_owned(), ..head };
    let report = publish_as(&place.target, &head, &files(&[("a.html", "1")])).expect("ok");
    assert_eq!((report.written, report.unchanged, report.removed), (0, 1, 1));
    assert_eq!(times(&place.target.out.join("a.html")), before);
    publish_as(&place.target, &head, &files(&[])).expect("ok");
    let manifest = read_manifest(&place.target.out).expect("read").expect("ours");
    assert_eq!((manifest.head.as_of.as_str(), manifest.files.len()), ("2025-04-01", 0));
}

#[test]
fn one_thread_or_many_publish_the_same_bytes() {
    let site: Files =
        (0..300).map(|n| (format!("{}/{n}.html", n % 7), n.to_string().into_bytes())).collect();
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| clean(&site))
    };
    assert_eq!(with(1), with(4));
}

#[test]
fn comparing_finds_every_difference_and_its_cause() {
    let site = files(&[("a", "1"), ("b", "1"), ("c", "1"), ("d", "1"), ("e", "1"), ("f/g", "1")]);
    let place = Place::new().keeping(&["own"]);
    let head = Head::default();
    let compare = |site: &Files, head: &Head| {
        let manifest = read_manifest(&place.target.out).expect("read").expect("ours");
        let addresses: Vec<String> = site.keys().cloned().collect();
        let make = |address: &str| Some(Made::Bytes(site[address].clone()));
        compare(&place.target, &manifest, &Site { head, addresses: &addresses, make: &make })
            .expect("compared")
    };
    place.publish(&site).expect("published");
    lay(&place.target.out, &files(&[("own/theirs", "x"), (".gitignore", "x")]));
    assert_eq!(compare(&site, &head), []);

    let path = place.target.out.join(manifest::NAME);
    let said = fs::read_to_string(&path).expect("read");
    let digest = Entry::of(b"1").sha256;
    let lie = said.replace(&format!("\"d\": {{\"sha256\":\"{digest}"), "\"d\": {\"sha256\":\"00");
    fs::write(&path, lie.replace("\"e\": {", "\"gone\": {")).expect("written");
    lay(&place.target.out, &files(&[("a", "2"), ("z/extra", "x")]));
    fs::remove_file(place.target.out.join("c")).expect("removed");
    let mut now = site;
    now.insert("b".to_owned(), b"2".to_vec());
    let differs = |name: &str, cause| Difference::Differs { name: name.to_owned(), cause };
    let expected = [
        differs("a", Cause::Altered),
        differs("b", Cause::Outdated),
        Difference::Lacking("c".to_owned()),
        Difference::Manifest("d".to_owned()),
        Difference::Manifest("e".to_owned()),
        Difference::Manifest("gone".to_owned()),
        Difference::Head,
        Difference::Extra("z/extra".to_owned()),
    ];
    let other = Head { drafts: true, ..head };
    assert_eq!(compare(&now, &other), expected);
}
