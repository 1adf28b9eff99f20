//! The search of a portal over its boards: which it knows the terms of, made with it or copied. That no
//! board is missed is held by `tests/tools/portal_search.py` and `portal_search.mjs`, which know nothing
//! of the program.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use super::harness::{AS_OF, BOARD, Board, copy};

fn cases(said: &str) -> String {
    format!(
        "records:\n  - {{number: 1, title: {said}, opened: 2025-02-01}}\n  \
         - {{number: 2, title: 秘密甲乙, opened: 2025-02-02, draft: yes}}\n"
    )
}

fn portal(members: &str) -> String {
    BOARD.replace("试验小区公示栏", "试验街道各公示栏") + &format!("members: {members}\n")
}

/// A street with a case of its own and two estates.
fn street() -> Board {
    Board::empty()
        .file("content/board.yaml", portal("[东, 西]"))
        .file("content/cases/2025-Q1.yaml", cases("街道路灯"))
        .file("东/content/board.yaml", BOARD.replace("试验小区公示栏", "东小区公示栏"))
        .file("东/content/cases/2025-Q1.yaml", cases("单元门坏了"))
        .file("西/content/board.yaml", BOARD.replace("试验小区公示栏", "西小区公示栏"))
        .file("西/content/cases/2025-Q1.yaml", cases("单元灯不亮，Elevator 3号"))
}

fn build(board: &Board) {
    let run = board.run(&["build", "--as-of", AS_OF, "--lang", "zh-CN"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

fn handed(board: &Board, name: &str) -> Value {
    let text = board.read(&format!("output/search/{name}.js"));
    let inner = text.strip_prefix(&format!("mingbai(\"{name}\",")).expect("its name");
    serde_json::from_str(inner.strip_suffix(")\n").expect("its end")).expect("JSON")
}

/// The names of the boards that are searched, and the numbers of those that have each term.
fn known(board: &Board) -> (Vec<String>, BTreeMap<String, Vec<u32>>) {
    let head = handed(board, "boards");
    let rows = head["boards"].as_array().expect("boards");
    let names = rows.iter().map(|row| row[0].as_str().expect("a name").to_owned()).collect();
    let mut having = BTreeMap::new();
    for file in 0..head["files"].as_u64().expect("a number") {
        let text = handed(board, &format!("m{file}"));
        for entry in text.as_str().expect("terms").split('!').filter(|entry| !entry.is_empty()) {
            let (term, boards) = entry.split_once(' ').expect("a term and its boards");
            let mut last = 0;
            let numbers = boards.bytes().map(|byte| {
                last += u32::from(byte - b']');
                last
            });
            assert!(having.insert(term.to_owned(), numbers.collect()).is_none(), "{term} twice");
        }
    }
    (names, having)
}

#[test]
fn a_portal_knows_which_of_its_boards_have_a_term() {
    let street = street();
    build(&street);
    let (names, having) = known(&street);
    assert_eq!(names, ["东小区公示栏", "西小区公示栏"]);
    for (term, boards) in
        [("单元", &[0, 1][..]), ("元门", &[0]), ("元灯", &[1]), ("elevator", &[1]), ("3号", &[1])]
    {
        assert_eq!(having.get(term).map(Vec::as_slice), Some(boards), "{term}");
    }
    // What is not public, what stands side by side nowhere, and what the portal has itself.
    for none in ["甲乙", "亮e", "路灯"] {
        assert!(!having.contains_key(none), "{none}");
    }
    let page = street.read("output/search.html");
    assert!(page.contains("href=\"boards/东/search.html\""), "{page}");
    assert!(street.path("output/boards.js").is_file());
    assert!(!street.path("output/boards/东/boards.js").exists(), "only portals have it");
    assert_eq!(street.run(&["verify"]).code, 0);
}

#[test]
fn a_copy_is_searched_by_its_index_or_else_by_its_data() {
    let street = street();
    build(&street);
    let (_, made) = known(&street);
    let copied = street.path("抄来的东");
    copy(&street.path("output/boards/东"), &copied);
    street.write("content/board.yaml", portal("[抄来的东, 西]"));
    build(&street);
    assert_eq!(known(&street).1, made, "a copy says what the board says");

    fs::remove_file(copied.join("search/t0.js")).expect("a file of the index");
    build(&street);
    let (names, having) = known(&street);
    assert_eq!(names.len(), 2);
    assert_eq!(having.get("元门").map(Vec::as_slice), Some(&[0][..]));
    let page = street.read("output/search.html");
    assert!(!page.contains("boards/抄来的东"), "its pages are elsewhere");
    assert!(page.contains("members/抄来的东.html"), "{page}");
}

#[test]
fn a_board_that_cannot_be_searched_is_said_to_be_so() {
    let street = street()
        .file("西/content/board.yaml", format!("{BOARD}theme: plain\n"))
        .file("西/themes/plain/theme.yaml", "name: plain\ncontract: 1\nsearch: false\n");
    street.remove("东/content/board.yaml");
    build(&street);
    assert!(known(&street).0.is_empty());
    let page = street.read("output/search.html");
    assert!(page.contains("不在这里查找的公示栏"), "{page}");
    for name in ["东", "西"] {
        assert!(page.contains(&format!("members/{name}.html")), "{page}");
    }
    assert!(!page.contains("boards.js"), "there is nothing to search");
}

#[test]
fn a_portal_of_portals_knows_the_terms_of_all() {
    let district = Board::empty().file("content/board.yaml", portal("[街]"));
    let street = street();
    copy(&street.path(""), &district.path("街"));
    build(&district);
    let (_, having) = known(&district);
    for term in ["路灯", "元门", "元灯"] {
        assert_eq!(having.get(term).map(Vec::as_slice), Some(&[0][..]), "{term}");
    }
    let copied = district.path("抄来的街");
    copy(&district.path("output/boards/街"), &copied);
    district.write("content/board.yaml", portal("[抄来的街]"));
    build(&district);
    assert_eq!(known(&district).1, having, "a copy of a portal says the same");
}
