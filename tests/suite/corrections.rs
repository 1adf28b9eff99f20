//! What was changed and what is not shown: every correction and withdrawal of the data and no
//! other, newest first; every paper whose original is not online, by where it can be seen.

use serde_json::Value;

use super::books::word;
use super::harness::{BOARD, Board};
use super::html::{Piece, attribute, pieces, text};
use super::sample::sample;

/// The days on a page, in its order, between two of its headings.
fn days(html: &str, heading: &str) -> Vec<String> {
    let (mut days, mut last) = (Vec::new(), String::new());
    let mut in_heading = false;
    for piece in pieces(html) {
        match piece {
            Piece::Open(tag, all) => {
                in_heading = tag == "h2";
                if tag == "time" && last == heading {
                    days.push(attribute(&all, "datetime").expect("a day").to_owned());
                }
            }
            Piece::Text(text) if in_heading => text.trim().clone_into(&mut last),
            Piece::Close(_) => in_heading = false,
            Piece::Text(_) => {}
        }
    }
    days
}

#[test]
fn the_page_of_corrections_lists_those_of_the_data_and_no_other() {
    let sample = sample();
    let kinds = ["fees", "charges", "income", "expenditures", "transfers", "balances", "decisions"];
    let records: Vec<Value> = kinds
        .iter()
        .chain(&["statements", "cases", "pages"])
        .flat_map(|kind| sample.data(kind))
        .collect();
    let html = sample.text("corrections.html");
    let (mut corrected, mut withdrawn) = (Vec::new(), Vec::new());
    for record in &records {
        let id = word(record, "id").expect("an id");
        for correction in record["corrected"].as_array().into_iter().flatten() {
            let said = |field: &str| word(correction, field).expect("a field");
            corrected.push(said("on").to_owned());
            assert!(html.contains(&format!("href=\"{id}.html\"")), "{id}");
            assert!(html.contains(&format!(">{}</del>", said("was"))), "{id}");
            assert!(html.contains(said("why")), "{id}");
        }
        if let Some(on) = word(&record["withdrawn"], "on") {
            withdrawn.push(on.to_owned());
            assert!(html.contains(&format!("<a href=\"{id}.html\">{id}</a>")), "{id}");
            assert!(html.contains(word(&record["withdrawn"], "why").expect("a reason")), "{id}");
        }
    }
    assert!(!corrected.is_empty() && !withdrawn.is_empty());
    corrected.sort_by(|a, b| b.cmp(a));
    withdrawn.sort_by(|a, b| b.cmp(a));
    assert_eq!(days(html, "更正"), corrected);
    assert_eq!(days(html, "撤回"), withdrawn);
    let counts = format!("更正 {} 处，撤回 {} 条", corrected.len(), withdrawn.len());
    for address in ["corrections.html", "about.html"] {
        assert!(text(sample.text(address)).contains(&counts), "{address}");
    }
}

const SPENT: &str = "\
defaults: {fund: common}
records:
  - number: 1
    date: 2025-02-03
    item: 灯泡
    amount: 21.50
    voucher: 支-1
    corrected:
      - {field: amount, was: 12.50, on: 2025-03-01, grade: typo, why: 先抄错}
      - {field: date, was: 2025-02-02, on: 2025-04-01, grade: correction, why: 后改期}
    attachments:
      - {file: a.pdf, title: 收据, inspect: 值班室}
      - {file: b.pdf, title: 合同}
      - {file: c.txt, state: redacted, copy: d.txt, title: 协议, inspect: 值班室}
      - {file: e.txt, state: shown, title: 清单}
  - {number: 2, date: 2025-02-04, item: 电池, amount: 3.00, payee: 小店, voucher: 支-2}
  - {number: 5, date: 2025-02-04, item: 电池, amount: 3.00, payee: 小店, voucher: 支-2, waives: {duplicate-payment: 买了两回}}
  - {number: 3, withdrawn: {on: 2025-03-15, why: 重复}, private: {payer: 某户}}
  - {number: 4, date: 2025-02-05, item: 胶带, amount: 2.00, voucher: 支-4, private: {payer: 某户}}
";

fn board() -> Board {
    let board = Board::new()
        .file("content/board.yaml", BOARD)
        .file("content/expenditures/2025-02.yaml", SPENT);
    ["a.pdf", "b.pdf", "c.txt", "d.txt", "e.txt"]
        .iter()
        .fold(board, |board, name| board.file(&format!("content/files/{name}"), *name))
}

#[test]
fn corrections_stand_newest_first_with_the_name_of_their_field() {
    let board = board();
    board.build();
    let html = board.read("output/corrections.html");
    assert_eq!(days(&html, "更正"), ["2025-04-01", "2025-03-01"]);
    let said = text(&html);
    let (later, earlier) =
        (said.find("日期 原来写的是 2025-02-02"), said.find("金额 原来写的是 12.50"));
    assert!(later.is_some() && later < earlier, "{said}");
    assert!(said.contains("笔误") && said.contains("后改期"), "{said}");
    assert_eq!(days(&html, "撤回"), ["2025-03-15"]);
}

#[test]
fn what_is_not_online_is_told_by_where_it_can_be_seen() {
    let board = board();
    board.build();
    let said = text(&board.read("output/held.html"));
    let place = said.find("查阅处：值班室 附件 2 份").expect("a place");
    let unknown = said.find("没有写明查阅处 附件 1 份").expect("what has none");
    assert!(place < unknown, "{said}");
    for (title, after) in [("收据", place), ("协议", place), ("合同", unknown)] {
        let found = said.find(title).unwrap_or_else(|| panic!("{title}: {said}"));
        assert!(found > after && (after == unknown || found < unknown), "{title}: {said}");
    }
    assert!(!said.contains("清单"), "what is shown is not held: {said}");
    assert!(said.contains("买了两回"), "{said}");
    assert!(said.contains("有一部分不公开的记录：1 条"), "a withdrawn one tells nothing: {said}");
    assert!(said.contains("订阅源"), "the board has no address: {said}");
    assert!(text(&board.read("output/about.html")).contains("没有公布的 4 项"));
}

#[test]
fn a_board_that_holds_nothing_back_says_so() {
    let board = Board::new();
    board.build();
    let held = text(&board.read("output/held.html"));
    assert!(held.contains("没有草稿，没有等着公布的"), "{held}");
    let corrections = text(&board.read("output/corrections.html"));
    assert!(corrections.contains("没有更正过。") && corrections.contains("没有撤回过。"));
    let notices = text(&board.read("output/posted.html"));
    assert!(notices.contains("现在没有正在公示的事。") && notices.contains("还没有结束的公示。"));
}
