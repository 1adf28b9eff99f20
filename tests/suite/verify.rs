//! `verify` makes the site again and finds every byte that is not what the records say.

use std::fs;

use super::harness::{AS_OF, Board, Run, repository};

fn published() -> Board {
    let board = Board::new()
        .file("content/pages/one.md", "---\ntitle: 一\n---\n\n正文。\n")
        .file("content/cases/lamp.yaml", "title: 灯\nopened: 2025-02-01\n")
        .file("content/static/CNAME", "example.org\n");
    board.build();
    board
}

fn verify(board: &Board) -> Run {
    board.run(&["verify", "--lang", "en"])
}

/// Fails unless exactly these addresses are named as differing.
fn assert_differs(board: &Board, names: &[&str]) {
    let run = verify(board);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    let told: Vec<&str> = run.out.lines().filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(told, names, "{}", run.out);
    assert!(run.out.lines().all(|line| line.split(": ").nth(1).is_some_and(|why| why.len() > 5)));
}

#[test]
fn a_site_is_what_its_records_say() {
    let board = published();
    let run = verify(&board);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    // On another day, too: the site is made again for the day that it was made for.
    let sample = Board::copy_of(repository());
    assert_eq!(sample.run(&["build", "--as-of", "2024-12-31", "--out", "s"]).code, 1);
    assert_eq!(sample.run(&["build", "--as-of", "2025-06-30", "--out", "s"]).code, 0);
    assert_eq!(sample.run(&["verify", "--out", "s"]).code, 0);
}

#[test]
fn the_options_of_the_build_are_remembered() {
    let board = published();
    let args = ["build", "--out", "s", "--as-of", AS_OF, "--drafts", "--base-url"];
    let run = board.run(&[&args[..], &["https://example.org/x/"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(board.path("s/feed.xml").is_file());
    assert_eq!(board.run(&["verify", "--out", "s"]).code, 0);
}

#[test]
fn a_flipped_bit_is_found_wherever_it_is() {
    for name in ["index.html", "data/cases-2025.jsonl", "CNAME", "board.css", "cases/lamp.html"] {
        let board = published();
        let path = board.path(&format!("output/{name}"));
        let whole = fs::read(&path).expect("a file");
        for place in [0, whole.len() / 2, whole.len() - 1] {
            let mut bytes = whole.clone();
            bytes[place] ^= 1;
            fs::write(&path, bytes).expect("written");
            assert_differs(&board, &[name]);
        }
        fs::write(&path, &whole[..whole.len() - 1]).expect("written");
        assert_differs(&board, &[name]);
        fs::write(&path, whole).expect("written");
        assert_eq!(verify(&board).code, 0);
    }
}

#[test]
fn a_file_that_is_missing_or_too_many_is_found() {
    let board = published();
    board.remove("output/cases/lamp.html");
    board.write("output/cases/lump.html", "not ours");
    board.write("output/pages/.hidden", "not ours");
    let run = verify(&board);
    assert_eq!(run.code, 1);
    let mut told: Vec<&str> = run.out.lines().filter_map(|line| line.split(": ").next()).collect();
    told.sort_unstable();
    assert_eq!(told, ["cases/lamp.html", "cases/lump.html", "pages/.hidden"], "{}", run.out);
}

#[test]
fn files_that_are_kept_for_others_are_not_too_many() {
    let board = published();
    let settings = board.read("content/board.yaml");
    board.write("content/board.yaml", format!("{settings}keep: [robots.txt]\n"));
    board.write("output/robots.txt", "ours to keep");
    assert_eq!(verify(&board).code, 0, "{}", verify(&board).out);
}

#[test]
fn a_record_that_changed_since_is_found() {
    let board = published();
    board.write("content/pages/one.md", "---\ntitle: 一\n---\n\n别的正文。\n");
    let run = verify(&board);
    assert_eq!(run.code, 1);
    for name in ["pages/one.html", "data/pages.jsonl"] {
        assert!(run.out.lines().any(|line| line.starts_with(&format!("{name}: "))), "{}", run.out);
    }
    board.build();
    assert_eq!(verify(&board).code, 0);
}

#[test]
fn a_record_that_was_added_or_removed_since_is_found() {
    let board = published();
    board.write("content/cases/door.yaml", "title: 门\nopened: 2025-02-02\n");
    let run = verify(&board);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("cases/door.html: "), "{}", run.out);
    board.remove("content/cases/door.yaml");
    assert_eq!(verify(&board).code, 0);
}

#[test]
fn who_alters_a_page_and_the_manifest_alike_is_found() {
    let board = published();
    let page = board.read("output/cases/lamp.html");
    let digest = super::sample::sha256(page.as_bytes());
    let altered = page.replace('灯', "门");
    let manifest = board.read("output/manifest.json");
    assert!(manifest.contains(&digest), "the manifest knows the page");
    let forged = manifest.replace(&digest, &super::sample::sha256(altered.as_bytes()));
    board.write("output/cases/lamp.html", altered);
    board.write("output/manifest.json", forged);
    let run = verify(&board);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("cases/lamp.html"), "{}", run.out);
}

#[test]
fn a_manifest_that_says_another_day_is_found() {
    let board = published();
    let manifest = board.read("output/manifest.json");
    board.write("output/manifest.json", manifest.replace(AS_OF, "2025-04-29"));
    assert_eq!(verify(&board).code, 1);
}

#[test]
fn what_cannot_be_compared_is_said() {
    let board = published();
    let manifest = board.read("output/manifest.json");
    for (broken, code) in [
        (manifest.replace("\"version\": \"", "\"version\": \"9"), 2),
        (manifest.replace(AS_OF, "someday"), 2),
        (manifest.replace('{', "["), 2),
        (String::new(), 2),
    ] {
        board.write("output/manifest.json", &broken);
        let run = verify(&board);
        assert_eq!(run.code, code, "{}{}", run.out, run.err);
        assert!(!run.err.is_empty());
    }
    board.remove("output/manifest.json");
    assert_eq!(verify(&board).code, 2);
    board.write("output/manifest.json", manifest);
    board.write("content/cases/lamp.yaml", "title: [\n");
    assert_eq!(verify(&board).code, 1, "a board with errors");
}

/// A case as it is written on one day, and what `verify --digest` answers.
fn looked_up(board: &Board, digest: &str) -> (i32, String) {
    let run = board.run(&["verify", "--lang", "en", "--digest", digest]);
    (run.code, run.out + &run.err)
}

/// The digest of the one case, as its line of board.lock has it.
fn locked(board: &Board) -> String {
    let lock = board.read("content/board.lock");
    let line = lock.lines().find(|line| line.starts_with("cases/")).expect("a case");
    line.split('\t').nth(1).expect("a digest").to_owned()
}

#[test]
fn a_digest_on_paper_tells_what_became_of_its_record() {
    let board = Board::new();
    let write = |title: &str| {
        board.write("content/cases/lamp.yaml", format!("title: {title}\nopened: 2025-02-01\n"));
    };
    let build = |day: &str| assert_eq!(board.run(&["build", "--as-of", day]).code, 0);
    write("灯");
    build("2025-04-01");
    let lamp = locked(&board);
    assert_eq!(looked_up(&board, &lamp[..8]).0, 0);
    assert!(looked_up(&board, &lamp.to_uppercase()).1.contains("not changed since"));

    let (head, tail) = (&lamp[..6], &lamp[6..12]);
    let wide = |sign: char| char::from_u32(u32::from(sign) + 0xfee0).expect("a wide one");
    let wide: String = lamp[..12].chars().map(wide).collect();
    for typed in [
        format!("摘要 {head}{tail}"),
        format!("摘要：{head}{tail}"),
        format!("Digest {head} {tail}"),
        format!("记录 cases/lamp · 摘要 {head}{tail} · 2025年4月1日首次公布"),
        format!("Record cases/lamp · digest {head}{tail} · first published on 1 April 2025"),
        format!("{head}-{tail}").replace('0', "O"),
        wide,
    ] {
        assert_eq!(looked_up(&board, &typed).0, 0, "{typed}");
    }
    assert_eq!(looked_up(&board, &format!("cases/lamp {head}{tail}")).0, 2);

    write("楼道灯");
    let (code, said) = looked_up(&board, &lamp);
    assert!(code == 1 && said.contains("is not published yet"), "{said}");
    build("2025-04-02");
    let lamps = locked(&board);
    assert!(lamps != lamp);
    let (code, said) = looked_up(&board, &lamp);
    assert!(code == 1 && said.contains("from 2025年4月1日 until 2025年4月2日"), "{said}");

    write("灯");
    build("2025-04-03");
    assert!(looked_up(&board, &lamp).1.contains("so since 2025年4月3日"));
    write("灯笼");
    build("2025-04-04");
    let (_, said) = looked_up(&board, &lamp);
    for days in ["from 2025年4月1日 until 2025年4月2日", "from 2025年4月3日 until 2025年4月4日"]
    {
        assert!(said.contains(days), "{said}");
    }

    let lantern = locked(&board);
    board.remove("content/cases/lamp.yaml");
    let (code, said) = looked_up(&board, &lantern);
    assert!(code == 1 && said.contains("not on the board now"), "{said}");
    let (code, said) = looked_up(&board, &"0".repeat(64));
    assert!(code == 1 && said.contains("No record"), "{said}");
    assert_eq!(looked_up(&board, "1234567").0, 2);
}
