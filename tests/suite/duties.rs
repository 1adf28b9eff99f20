//! What the rules of a place ask of a board, as its check, its pages and its sheets say it.

use super::harness::{BOARD, Board};

const PACK: &str = "\
format: 1
title: 试验区规定
texts:
  - {id: 现行, name: 试验区公示规定, read: 2025-01-10, current: yes}
  - {id: 未核对, name: 试验区旧规定, read: 2019-01-10, current: unknown}
duties:
  - id: accounts
    title: 停车收支
    text: TEXT
    article: 第五条
    every: quarter
    due: {days: 10}
    fund: common-income
    satisfied_by: [{kind: balances}, {kind: statements}]
    posted: {days: 5, kind: working}
  - {id: contract, title: 合同, text: TEXT, article: 第六条, every: always}
notices:
  - {id: decision, title: 决定, text: TEXT, article: 第九条, of: decisions, published: {days: 3}, answered: {days: 5}}
";

/// A board with the pack since a day of 2025.
fn board(text: &str, since: &str, more: &str) -> Board {
    let funds = BOARD.replace("held_in: cash,", "held_in: cash, nature: common-income,");
    let held = format!("{funds}packs: [gate]\ncoverage: {{since: {since}{more}}}\n");
    Board::new()
        .file("content/board.yaml", held)
        .file("content/packs/gate.yaml", PACK.replace("TEXT", text))
}

/// What `check` says on a day, short.
fn check(board: &Board, as_of: &str) -> String {
    let run = board.run(&["check", "--format", "short", "--lang", "zh-CN", "--as-of", as_of]);
    run.out
}

/// A page of the board, on a day.
fn page(board: &Board, as_of: &str, address: &str) -> String {
    let run = board.run(&["build", "--as-of", as_of]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    board.read(&format!("output/{address}"))
}

const CONTRACT: &str = "title: 合同\ntext: 合同\nfulfils: gate/contract\n";

#[test]
fn what_is_overdue_is_named_with_its_days_and_its_article() {
    let board = board("现行", "2025-01-01", "").file("content/pages/contract.yaml", CONTRACT);
    assert!(!check(&board, "2025-04-10").contains("duty-overdue"));
    let said = check(&board, "2025-04-14");
    for part in ["停车收支", "2025-Q1", "2025-04-10", "4 天", "试验区公示规定第五条"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    let home = page(&board, "2025-04-14", "index.html");
    assert!(home.contains("有逾期未公布的"), "{home}");
    // Nothing counts days on a page: it would have to change every day.
    assert!(!home.contains("4 天"));
    let all = page(&board, "2025-04-14", "coverage.html");
    assert!(all.contains("逾期未公布") && all.contains("2025年4月10日"), "{all}");
}

#[test]
fn a_text_that_nobody_checked_informs_and_never_judges() {
    let unchecked = board("未核对", "2025-01-01", "");
    let said = check(&unchecked, "2025-04-14");
    assert!(said.contains("没有和现行文本核对，只作提醒"), "{said}");
    let all = page(&unchecked, "2025-04-14", "coverage.html");
    assert!(all.contains("没有看到") && !all.contains("逾期未公布"), "{all}");
    assert!(!page(&unchecked, "2025-04-14", "index.html").contains("有逾期未公布的"));
    let checked = board("未核对", "2025-01-01", ", checked: 2025-03-01");
    assert!(!check(&checked, "2025-04-14").contains("只作提醒"));
    let all = page(&checked, "2025-04-14", "coverage.html");
    assert!(all.contains("逾期未公布") && all.contains("2025年3月1日"), "{all}");
}

#[test]
fn a_balance_at_the_end_or_a_legal_basis_closes_a_period() {
    let board = board("现行", "2025-01-01", "").file("content/pages/contract.yaml", CONTRACT);
    let balance = "fund: parking\ndate: 2025-03-31\nbalance: 0.00\n";
    board.write("content/balances/2025-03.yaml", balance);
    assert!(!check(&board, "2025-04-14").contains("duty-overdue"));
    // The other fund is of another nature, and a balance before the end shows nothing.
    board.write(
        "content/balances/2025-03.yaml",
        balance.replace("parking", "common").replace("0.00", "1000.00"),
    );
    assert!(check(&board, "2025-04-14").contains("duty-overdue"));
    board.write("content/balances/2025-03.yaml", balance.replace("03-31", "03-30"));
    assert!(check(&board, "2025-04-14").contains("duty-overdue"));
    board.write(
        "content/withheld/2025-Q1.yaml",
        "duty: gate/accounts\nperiod: 2025-Q1\ndate: 2025-04-01\nbasis: 某法第二条\nwhy: 只有一户\n",
    );
    assert!(!check(&board, "2025-04-14").contains("duty-overdue"));
    let all = page(&board, "2025-04-14", "coverage.html");
    assert!(all.contains("依法不公布") && all.contains("某法第二条"), "{all}");
}

#[test]
fn a_posting_that_was_taken_down_early_counts_once_it_hung_again() {
    let board = board("现行", "2025-04-30", "");
    let posting = |number: u8, up: &str, down: &str| {
        format!(
            "  - {{number: {number}, fund: parking, period: 2025-Q1, place: 南门, up: {up}{down}}}\n"
        )
    };
    // Put up on Friday 25 April; five working days with Sunday 27 made up reach to Wednesday 30.
    let early = posting(1, "2025-04-25", ", down: 2025-04-29");
    let enough = posting(1, "2025-04-25", ", down: 2025-04-30");
    let again = posting(2, "2025-05-06", "");
    for (records, short) in [(early.clone(), true), (enough, false), (early + &again, false)] {
        board.write("content/postings/2025.yaml", format!("records:\n{records}"));
        let said = check(&board, "2025-05-20");
        assert_eq!(said.contains("posting-too-short"), short, "{records}{said}");
    }
}

#[test]
fn a_board_left_alone_for_a_quarter_says_so() {
    let board = Board::new().file("content/pages/a.yaml", "title: 说明\ntext: 说明\n");
    board.run(&["build", "--as-of", "2025-01-10"]);
    assert!(!page(&board, "2025-04-12", "index.html").contains("没有公布新的内容"));
    let home = page(&board, "2025-04-13", "index.html");
    assert!(home.contains("2025年1月10日以后没有公布新的内容"), "{home}");
    board.write("content/pages/b.yaml", "title: 又一条\ntext: 说明\n");
    assert!(!page(&board, "2025-04-13", "index.html").contains("没有公布新的内容"));
}

#[test]
fn a_board_that_is_no_longer_kept_is_asked_up_to_its_last_day() {
    let ended = board("现行", "2025-01-01", ", until: 2025-04-05");
    assert!(!check(&ended, "2026-04-14").contains("2025-Q2"));
    assert!(!check(&ended, "2026-04-14").contains("停车收支"), "due after its last day");
}

#[test]
fn a_sheet_says_within_what_time_who_objects_is_answered() {
    let decision =
        "kind: committee\ntitle: 例会\ndate: 2025-04-07\nwindow: {from: 2025-04-08, days: 7}\n";
    let sheet = |text: &str| {
        let board = board(text, "2025-04-01", "").file("content/decisions/a.yaml", decision);
        page(&board, "2025-04-10", "sheets/decisions/a.html")
    };
    assert!(sheet("现行").contains("5 天内答复（试验区公示规定第九条）"));
    // A text that nobody checked promises nothing on the board's behalf.
    assert!(!sheet("未核对").contains("天内答复"));
}

#[test]
fn the_page_cannot_be_left_out_while_a_pack_is_on() {
    let with = board("现行", "2025-01-01", "");
    let home = page(&with, "2025-02-01", "index.html");
    assert!(home.contains("href=\"coverage.html\""));
    let without = Board::new();
    without.build();
    assert!(!without.path("output/coverage.html").exists());
}

#[test]
fn a_mistake_in_a_pack_of_ones_own_is_found_at_its_place() {
    let board = board("现行", "2025-01-01", "");
    board.write(
        "content/packs/gate.yaml",
        PACK.replace("TEXT", "现行").replace("every: quarter", "every: season"),
    );
    let said = check(&board, "2025-04-14");
    assert!(said.contains("content/packs/gate.yaml:11:12: not-a-choice"), "{said}");
    board.write("content/packs/gate.yaml", PACK.replace("TEXT", "没有"));
    let said = check(&board, "2025-04-14");
    assert!(said.contains("content/packs/gate.yaml:9:11: not-a-choice"), "{said}");
}

#[test]
fn the_sheet_of_a_statement_says_how_long_it_must_hang() {
    let sheet = |text: &str| {
        let income =
            "item: 停车费\nfund: parking\ndate: 2025-03-05\namount: 30.00\ncategory: 停车\n";
        let board = board(text, "2025-04-01", "").file("content/income/2025-03.yaml", income);
        page(&board, "2025-04-10", "sheets/accounts/parking-2025-Q1.html")
    };
    assert!(sheet("现行").contains("公示不少于 5 个工作日（试验区公示规定第五条）"));
    assert!(!sheet("未核对").contains("公示不少于"));
}

#[test]
fn who_objected_is_answered_within_the_time_of_the_place() {
    let decision = "kind: committee\ntitle: 例会\ndate: 2025-04-07\n\
        window: {from: 2025-04-08, days: 7, objections: 1}\n";
    // The window closes on 14 April; five days later is the 19th, fifteen the 29th.
    let asked = |text: &str, as_of: &str| {
        let board = board(text, "2025-04-01", "").file("content/decisions/a.yaml", decision);
        check(&board, as_of).contains("objections-unanswered")
    };
    assert_eq!([asked("现行", "2025-04-19"), asked("现行", "2025-04-20")], [false, true]);
    assert_eq!([asked("未核对", "2025-04-29"), asked("未核对", "2025-04-30")], [false, true]);
}
