//! The search: its files, what is not in them, and the board in one file. That every text is found and
//! nothing else is held by `tests/tools/search.py` and `search.mjs`, which know nothing of the program.

use std::collections::BTreeSet;
use std::fs;

use super::harness::{AS_OF, BOARD, Board, repository};

/// A text of the index, and the name it is handed over by.
fn handed(board: &Board, name: &str) -> String {
    let text = board.read(&format!("output/search/{name}.js"));
    let inner = text.strip_prefix(&format!("mingbai(\"{name}\",")).expect("its name");
    inner.strip_suffix(")\n").expect("its end").to_owned()
}

/// Every term of the index of a board.
fn terms(board: &Board) -> BTreeSet<String> {
    let head: serde_json::Value = serde_json::from_str(&handed(board, "index")).expect("JSON");
    let files = head["terms"].as_str().expect("terms").split(' ').count();
    let mut terms = BTreeSet::new();
    for file in 0..files {
        let text: String = serde_json::from_str(&handed(board, &format!("t{file}"))).expect("JSON");
        let entries = text.split('!').filter(|entry| !entry.is_empty());
        for entry in entries {
            let (term, places) = entry.split_once(' ').expect("a term and its places");
            assert!(!places.is_empty(), "{term} stands somewhere");
            assert!(terms.insert(term.to_owned()), "{term} is in one file");
        }
    }
    terms
}

fn board() -> Board {
    Board::new()
        .file(
            "content/cases/2025-Q1.yaml",
            "records:\n  - {number: 1, title: 单元门坏了, opened: 2025-02-01}\n  \
             - {number: 2, title: 秘密甲乙, opened: 2025-02-02, draft: yes}\n  \
             - {number: 3, title: 撤丙丁, opened: 2025-02-03, \
             withdrawn: {on: 2025-03-01, why: 写了门牌号}}\n  \
             - {number: 4, title: 水管漏水, opened: 2025-02-04, private: {reporter: 张戊己}}\n",
        )
        .file(
            "content/pages/lift.md",
            "---\ntitle: 电梯\n---\n\n**更换**控制柜，2,800.00元，2025-03-05验收。\n",
        )
}

#[test]
fn terms_are_pairs_and_words_of_what_is_public() {
    let board = board();
    board.build();
    let terms = terms(&board);
    for there in ["单元", "元门", "水管", "更换", "换控", "2800", "2800元", "2025年", "3月", "门牌"]
    {
        assert!(terms.contains(there), "{there} is in the index");
    }
    for none in ["甲乙", "丙丁", "戊己", "张戊", "柜2800", "2,800", "元2025"] {
        assert!(!terms.contains(none), "{none} is in the index");
    }
    let shown = handed(&board, "r0");
    assert!(!shown.contains("甲乙") && !shown.contains("戊己"), "{shown}");
}

#[test]
fn a_new_record_moves_no_other() {
    let board = board();
    board.build();
    let before = handed(&board, "r0");
    board.write(
        "content/cases/2025-04.yaml",
        "records:\n  - {number: 1, title: 灯不亮, opened: 2025-04-02}\n",
    );
    board.build();
    let after = handed(&board, "r0");
    let rows = |text: &str| -> Vec<serde_json::Value> { serde_json::from_str(text).expect("rows") };
    let (before, after) = (rows(&before), rows(&after));
    assert_eq!(after.len(), before.len() + 1);
    assert_eq!(after[..before.len()], before[..]);
}

#[test]
fn the_script_is_small_and_is_read_by_old_phones() {
    let assets = repository().join("themes/default/assets");
    let read = |name: &str| fs::read_to_string(assets.join(name)).expect("the script");
    let (script, boards) = (read("search.js"), read("boards.js"));
    assert!(script.len() <= 9 * 1024, "{} bytes", script.len());
    assert!(boards.len() <= 5 * 1024, "{} bytes for portals", boards.len());
    for new in [
        "?.",
        "??",
        "(?<",
        "\\p{",
        "import ",
        "export ",
        ".at(",
        "fetch(",
        "innerHTML",
        "**",
        "catch {",
    ] {
        assert!(!script.contains(new) && !boards.contains(new), "the script says {new}");
    }
}

#[test]
fn a_theme_may_do_without() {
    let settings = format!("{BOARD}theme: plain\n");
    let board = board()
        .file("content/board.yaml", settings)
        .file("themes/plain/theme.yaml", "name: plain\ncontract: 1\nsearch: false\n");
    board.build();
    let files = board.tree("output");
    let of_search = files.iter().filter(|(name, _)| name.starts_with("search"));
    assert_eq!(of_search.count(), 0);
    assert!(!board.read("output/index.html").contains("search"));
    assert!(board.read("output/held.html").contains("查找"), "what is left out is said");
}

/// The addresses in a page, in every attribute that has one and in its style.
fn addresses(html: &str) -> Vec<&str> {
    let starts = ["href=\"", "src=\"", "srcset=\"", "url(", "action=\""];
    let all = starts.iter().flat_map(|start| html.split(start).skip(1));
    all.map(|rest| rest.split(['"', ')']).next().unwrap_or_default()).collect()
}

#[test]
fn one_file_needs_nothing_beside_it() {
    let board = board();
    let run = board.run(&["build", "--one-file", "--as-of", AS_OF]);
    assert_eq!(run.code, 0, "{}", run.err);
    let html = board.read("board.html");
    let local = |to: &&str| to.starts_with('#') || to.starts_with("data:");
    let beyond: Vec<&str> = addresses(&html).into_iter().filter(|to| !local(to)).collect();
    assert!(beyond.is_empty(), "{beyond:?}");
    assert!(html.contains("单元门坏了") || html.contains("水管漏水"), "{html}");
    assert!(!html.contains("甲乙") && !html.contains("戊己"));
    assert!(!board.path("output").exists() && !board.path("content/board.lock").exists());

    let settings = format!("{BOARD}base_url: https://example.org/b/\n");
    board.write("content/board.yaml", settings);
    assert_eq!(board.run(&["build", "--one-file", "--as-of", AS_OF]).code, 0);
    let html = board.read("board.html");
    let beyond: Vec<&str> = addresses(&html).into_iter().filter(|to| !local(to)).collect();
    assert!(!beyond.is_empty());
    assert!(beyond.iter().all(|to| to.starts_with("https://example.org/b/")), "{beyond:?}");
    board.run(&["build", "--one-file", "--as-of", AS_OF, "--out", "again.html"]);
    assert_eq!(board.read("again.html"), html);

    // With an error the old file stays.
    board.write("content/cases/bad.yaml", "title: 一\n");
    assert_eq!(board.run(&["build", "--one-file", "--as-of", AS_OF]).code, 1);
    assert_eq!(board.read("board.html"), html);
}

#[test]
fn one_file_of_the_sample_board_is_light_enough_to_be_sent() {
    let board = Board::copy_of(repository());
    let run = board.run(&["build", "--one-file", "--as-of", "2025-04-20"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let html = board.read("board.html");
    assert!(html.len() <= 100 * 1024, "{} bytes", html.len());
    for word in ["正在公示", "还剩多少", "共建基金", "2025年3月", "业主大会", "按2025年4月20日制作"]
    {
        assert!(html.contains(word), "{word} is in the file");
    }
}
