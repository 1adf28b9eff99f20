//! Pacts: which version holds on a day, by which one another is replaced, and what it changed.

use super::harness::{BOARD, Board};

const FIRST: &str = "\
---
title: 停车公约
pact: parking
version: 第一版
effective: 2024-06-01
---
一、先回先停。

二、乱停的提醒。
";

const SECOND: &str = "\
---
title: 停车公约
pact: parking
version: 第二版
effective: 2025-01-01
replaces: pacts/parking-1
changes: [{what: 乱停两次交违约金, why: 提醒不管用}, {what: 来客可停}]
---
一、先回先停。

二、乱停的提醒，再犯交 <b>50</b> 元。

三、来客白天可停。
";

const DUTY: &str = "\
title: 监督小组
kind: supervisors
duties: [{duty: 看停车的账, holder: 组长, pact: pacts/parking-1}]
";

fn board() -> Board {
    Board::new()
        .file("content/board.yaml", BOARD)
        .file("content/pacts/parking-1.md", FIRST)
        .file("content/pacts/parking-2.md", SECOND)
        .file("content/people/supervisors.yaml", DUTY)
}

fn built(board: &Board, day: &str) -> String {
    let built = board.run(&["build", "--as-of", day]);
    assert_eq!(built.code, 0, "{}", built.err);
    format!("{}{}", built.out, built.err)
}

#[test]
fn on_every_day_one_version_holds() {
    for (day, first, second) in [
        ("2024-05-31", "还没生效", "还没生效"),
        ("2024-06-01", "现行", "还没生效"),
        ("2024-12-31", "现行", "还没生效"),
        ("2025-01-01", "已由第二版代替", "现行"),
    ] {
        let board = board();
        built(&board, day);
        for (name, state) in [("parking-1", first), ("parking-2", second)] {
            let page = board.read(&format!("output/pacts/{name}.html"));
            assert!(page.contains(&format!(">{state}<")), "{day} {name}: {page}");
        }
        let list = board.read("output/pacts.html");
        assert_eq!(
            list.matches("<span class=\"state good\">现行<").count(),
            usize::from(day >= "2024-06-01"),
            "{day}"
        );
    }
}

#[test]
fn the_day_on_which_a_version_takes_effect_is_the_next_change() {
    assert!(built(&board(), "2024-10-01").contains("2025-01-01"));
}

#[test]
fn both_texts_can_be_read_out_of_the_comparison() {
    let board = board();
    built(&board, "2025-04-01");
    let page = board.read("output/pacts/parking-2.html");
    let lines = page.split("<ol class=\"compared-lines\">").nth(1).expect("a comparison");
    let lines: Vec<&str> = lines.split("</ol>").next().unwrap_or_default().lines().collect();
    let of = |sign: &str| -> Vec<String> {
        let wanted = lines.iter().filter(|line| line.contains("<li>"));
        let wanted = wanted.filter(|line| !line.contains("class=\"sign\"") || line.contains(sign));
        let text = |line: &&str| {
            let text = line.replace("<span class=\"sign\">删</span> ", "");
            let text = text.replace("<span class=\"sign\">增</span> ", "");
            let tags = ["<li>", "</li>", "<del>", "</del>", "<ins>", "</ins>"];
            tags.iter().fold(text, |text, tag| text.replace(tag, "")).trim().to_owned()
        };
        wanted.map(text).collect()
    };
    assert_eq!(of("删"), ["一、先回先停。", "二、乱停的提醒。"]);
    let after = of("增");
    assert_eq!(after.len(), 3, "{after:?}");
    assert!(after[1].contains("&lt;b&gt;50&lt;"), "what people type is text: {after:?}");
    assert!(page.contains("原因：提醒不管用") && page.contains("原因：没有写原因"), "{page}");
    let first = board.read("output/pacts/parking-1.html");
    assert!(!first.contains("compared-lines"), "a first version changed nothing");
}

#[test]
fn who_does_what_under_a_pact_stands_with_each_of_its_versions() {
    let board = board();
    built(&board, "2025-04-01");
    for name in ["parking-1", "parking-2"] {
        let page = board.read(&format!("output/pacts/{name}.html"));
        assert!(page.contains("看停车的账") && page.contains("组长（监督小组）"), "{name}");
        assert!(board.read(&format!("output/sheets/pacts/{name}.html")).contains("先回先停"));
    }
}

#[test]
fn a_text_that_changed_after_publication_has_another_digest() {
    let board = board();
    built(&board, "2025-04-01");
    let before = board.read("content/board.lock");
    let board = board.file("content/pacts/parking-1.md", FIRST.replace("先回", "先来"));
    built(&board, "2025-04-02");
    let after = board.read("content/board.lock");
    let line = |lock: &str| {
        let found = lock.lines().find(|line| line.starts_with("pacts/parking-1\t"));
        found.expect("a line").to_owned()
    };
    assert_ne!(line(&before), line(&after));
    assert!(line(&after).contains("2025-04-02"), "{after}");
}
