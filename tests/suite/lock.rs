//! What was published is remembered: it does not change without a correction, does not vanish
//! without a withdrawal, and everybody can compute the digest that says so.

use std::fs;
use std::time::SystemTime;

use super::harness::{AS_OF, Board};
use super::sample::{sample, sha256};

const SPENDING: &str = "\
records:
  - number: 1
    date: 2025-02-03
    item: 灯泡
    amount: 12.50
    fund: common
    voucher: 支-1
  - number: 2
    date: 2025-02-04
    item: 电池
    amount: 3.00
    fund: common
    voucher: 支-2
";

const FILE: &str = "content/expenditures/2025-02.yaml";
const CASE: &str = "content/cases/lamp.md";

fn board() -> Board {
    let case = "---\ntitle: 路灯不亮\nopened: 2025-02-01\n---\n\n三栋前的路灯不亮。\n";
    Board::new().file(FILE, SPENDING).file(CASE, case)
}

fn published() -> Board {
    let board = board();
    board.build();
    board
}

/// Builds for a day; gives the exit code.
fn build(board: &Board, day: &str) -> i32 {
    board.run(&["build", "--as-of", day]).code
}

/// The codes and the lines to paste of all findings.
fn pastes(board: &Board, day: &str) -> Vec<(String, String)> {
    let run = board.run(&["check", "--format", "json", "--as-of", day]);
    let found: Vec<serde_json::Value> = serde_json::from_str(&run.out).expect("JSON");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    found.iter().map(|finding| (text(&finding["code"]), text(&finding["paste"]))).collect()
}

/// Replaces text in a file of the board, once.
fn edit(board: &Board, path: &str, from: &str, to: &str) {
    let text = board.read(path);
    assert!(text.contains(from), "{path} says {from}");
    board.write(path, text.replacen(from, to, 1));
}

/// The line of the lock that remembers a record, in its parts.
fn remembered(board: &Board, id: &str) -> Vec<String> {
    let lock = board.read("content/board.lock");
    let line = lock.lines().find(|line| line.split('\t').next() == Some(id));
    let line = line.unwrap_or_else(|| panic!("the lock knows {id}"));
    line.split('\t').map(str::to_owned).collect()
}

fn times(board: &Board) -> Vec<(String, SystemTime)> {
    let files = board.tree(".").into_iter().map(|(name, _)| name);
    let time = |name: &String| fs::metadata(board.path(name)).and_then(|known| known.modified());
    files.map(|name| (name.clone(), time(&name).expect("a time"))).collect()
}

#[test]
fn the_first_build_writes_the_lock() {
    let board = board();
    assert!(!board.path("content/board.lock").exists());
    board.build();
    let lock = board.read("content/board.lock");
    let records = lock.lines().skip(1).filter(|line| !line.starts_with('/'));
    let ids: Vec<&str> = records.filter_map(|line| line.split('\t').next()).collect();
    assert_eq!(ids, ["expenditures/2025-02.1", "expenditures/2025-02.2", "cases/lamp"]);
    let line = remembered(&board, "expenditures/2025-02.1");
    assert_eq!(line[2..], [AS_OF, AS_OF, "-", "amount=12.50", "date=2025-02-03"]);
}

#[test]
fn a_second_build_touches_no_file() {
    let board = published();
    let before = times(&board);
    assert!(before.len() > 10);
    std::thread::sleep(std::time::Duration::from_millis(20));
    board.build();
    assert_eq!(times(&board), before);
}

#[test]
fn checking_and_verifying_touch_no_file() {
    let board = published();
    let before = times(&board);
    assert_eq!(board.check().code, 0);
    assert_eq!(board.run(&["verify"]).code, 0);
    assert_eq!(times(&board), before);
}

#[test]
fn a_changed_amount_is_not_published_without_a_correction() {
    let board = published();
    let (site, lock) = (board.tree("output"), board.read("content/board.lock"));
    edit(&board, FILE, "12.50", "21.50");
    let run = board.run(&["build", "--as-of", AS_OF]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("silent-change"), "{}", run.err);
    assert!(board.tree("output") == site, "the site is untouched");
    assert_eq!(board.read("content/board.lock"), lock);

    let found = pastes(&board, AS_OF);
    let line =
        "corrected: [{field: amount, was: 12.50, on: 2025-04-30, grade: correction, why: …}]";
    assert_eq!(found, [("silent-change".to_owned(), line.to_owned())]);
    // As it was pasted it still lacks its reason.
    edit(&board, FILE, "    item: 灯泡\n", &format!("    item: 灯泡\n    {line}\n"));
    assert!(board.codes().contains(&"missing-field".to_owned()));
    edit(&board, FILE, "why: …", "why: 少抄了九块");
    board.build();

    let page = board.read("output/expenditures/2025-02.1.html");
    let struck = |page: &str| page.contains(">12.50</del>");
    assert!(struck(&page) && page.contains("21.50") && page.contains("少抄了九块"), "{page}");
    let all = board.read("output/corrections.html");
    assert!(struck(&all) && all.contains("少抄了九块"), "the page of all lists it: {all}");
    assert!(all.contains("expenditures/2025-02.1.html"));
    assert!(remembered(&board, "expenditures/2025-02.1").contains(&"amount=21.50".to_owned()));
}

#[test]
fn every_guarded_value_is_guarded() {
    let fee = "title: 管理费\nfund: common\nrate: 0.35\nper: m2\nevery: month\nfrom: 2025-01-01\n";
    let charge = "fee: fees/upkeep\nperiod: 2025-02\ndue: {payers: 10, amount: 350.00}\n\
                  received:\n  - {date: 2025-02-10, payers: 4, amount: 140.00}\n  \
                  - {date: 2025-02-11, payers: 1, amount: 35.00}\n";
    let income = "日期: 2025-02-03\n事项: 场地费\n金额: 90.00\n资金: common\n凭证: 收-1\n";
    let transfer = "date: 2025-02-05\nfrom: bank\nto: cash\namount: 5.00\nwhy: 备用\n";
    let balance = "date: 2025-01-31\naccount: bank\nbalance: 1000.00\n";
    let decision = "title: 换灯\nkind: committee\ndate: 2025-02-06\nmotions:\n  - number: 1\n    \
                    text: 换灯\n    matter: committee\n    outcome: passed\n    \
                    votes: {people: {eligible: 9, for: 7, against: 1}}\n";
    let case = "title: 灯\nopened: 2025-02-01\nclosed: {on: 2025-02-07, reason: fixed}\n";
    let files = [
        ("content/fees/upkeep.yaml", fee),
        ("content/charges/2025-02.yaml", charge),
        ("content/income/a.yaml", income),
        ("content/transfers/a.yaml", transfer),
        ("content/balances/a.yaml", balance),
        ("content/decisions/a.yaml", decision),
        ("content/cases/a.yaml", case),
    ];
    let board = Board::new();
    let with = |changed: usize, text: &str| {
        for (number, (path, known)) in files.iter().enumerate() {
            board.write(path, if number == changed { text } else { known });
        }
    };
    for (path, text) in files {
        board.write(path, text);
    }
    board.build();
    let changes = [
        (0, "rate: 0.35", "rate: 0.36", "rate", "0.35"),
        (0, "from: 2025-01-01", "from: 2025-01-02", "from", "2025-01-01"),
        (1, "period: 2025-02", "period: 2025-03", "period", "2025-02"),
        (1, "payers: 10", "payers: 11", "due.payers", "10"),
        (1, "amount: 350.00", "amount: 351.00", "due.amount", "350.00"),
        (1, "140.00", "139.00", "received.1", "140.00"),
        (1, "  - {date: 2025-02-11, payers: 1, amount: 35.00}\n", "", "received.2", "35.00"),
        (2, "90.00", "91.00", "amount", "90.00"),
        (2, "2025-02-03", "2025-02-04", "date", "2025-02-03"),
        (3, "5.00", "6.00", "amount", "5.00"),
        (4, "2025-01-31", "2025-01-30", "date", "2025-01-31"),
        (5, "for: 7", "for: 8", "motions.1.people.for", "7"),
        (5, "against: 1", "against: 2", "motions.1.people.against", "1"),
        (5, "outcome: passed", "outcome: tabled", "motions.1.outcome", "passed"),
        (6, "opened: 2025-02-01", "opened: 2025-02-02", "opened", "2025-02-01"),
        (6, "on: 2025-02-07", "on: 2025-02-08", "closed.on", "2025-02-07"),
        (6, "fixed", "mediated", "closed.reason", "fixed"),
    ];
    let mut wrong = Vec::new();
    for (number, from, to, field, was) in changes {
        let text = files[number].1.replacen(from, to, 1);
        assert_ne!(text, files[number].1, "{from} is there");
        with(number, &text);
        let found = pastes(&board, AS_OF);
        let line = format!(
            "corrected: [{{field: {field}, was: {was}, on: {AS_OF}, grade: correction, why: …}}]"
        );
        let asked = found.iter().find(|(code, paste)| code == "silent-change" && *paste == line);
        if asked.is_none() {
            wrong.push(format!("{from} -> {to}: {found:?}"));
            continue;
        }
        with(number, &format!("{text}{}\n", line.replace('…', "抄错了")));
        let left = pastes(&board, AS_OF);
        if left.iter().any(|(code, _)| code == "silent-change") {
            wrong.push(format!("{line} does not help: {left:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_correction_is_good_for_one_change_only() {
    let board = published();
    let correct = |was: &str, day: &str| {
        format!("{{field: amount, was: {was}, on: {day}, grade: correction, why: 抄错}}")
    };
    let first = correct("12.50", "2025-05-02");
    edit(&board, FILE, "amount: 12.50", &format!("amount: 21.50\n    corrected:\n      - {first}"));
    assert_eq!(build(&board, "2025-05-02"), 0);
    edit(&board, FILE, "21.50", "30.00");
    assert_eq!(pastes(&board, "2025-05-03")[0].0, "silent-change");
    // Back to the first amount, with a second correction.
    edit(&board, FILE, "30.00", "12.50");
    let second = correct("21.50", "2025-05-04");
    edit(&board, FILE, &first, &format!("{first}\n      - {second}"));
    assert_eq!(build(&board, "2025-05-04"), 0);
    // The first correction names the same old amount, but it is used up.
    edit(&board, FILE, "amount: 12.50", "amount: 99.00");
    let found = pastes(&board, "2025-05-06");
    assert!(found.iter().any(|(code, _)| code == "silent-change"), "{found:?}");
}

#[test]
fn two_changes_of_one_record_can_be_pasted_together() {
    let board = published();
    edit(&board, FILE, "12.50", "21.50");
    edit(&board, FILE, "2025-02-03", "2025-02-02");
    let mut lines: Vec<String> = pastes(&board, AS_OF).into_iter().map(|(_, line)| line).collect();
    lines.dedup();
    let pasted = lines.join("\n    ").replace('…', "抄错了");
    edit(&board, FILE, "    item: 灯泡\n", &format!("    item: 灯泡\n    {pasted}\n"));
    assert_eq!(board.codes(), Vec::<String>::new(), "{pasted}");
}

#[test]
fn a_published_record_does_not_vanish() {
    let board = published();
    let site = board.tree("output");
    board.remove(CASE);
    let run = board.run(&["build", "--as-of", AS_OF]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("vanished-record"), "{}", run.err);
    assert!(board.tree("output") == site, "the site is untouched");
    let found = pastes(&board, AS_OF);
    let line = "withdrawn: {on: 2025-04-30, why: …}";
    assert_eq!(found, [("vanished-record".to_owned(), line.to_owned())]);
    board.write("content/cases/lamp.yaml", format!("{}\n", line.replace('…', "重复登记")));
    board.build();
    assert!(board.read("output/cases/lamp.html").contains("重复登记"), "the address is kept");
    assert!(board.read("output/corrections.html").contains("重复登记"), "the page of all lists it");
    assert_eq!(remembered(&board, "cases/lamp")[4], "2025-04-30");
    // Withdrawn in the lock, it may go for good: everybody was told.
    board.build();
}

#[test]
fn a_record_of_a_list_does_not_vanish() {
    let board = published();
    let second = &SPENDING[SPENDING.find("  - number: 2").expect("the second")..];
    edit(&board, FILE, second, "");
    let found = pastes(&board, AS_OF);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "vanished-record");
    let pasted = found[0].1.replace('…', "没有发生");
    board.write(FILE, format!("{}  {pasted}\n", board.read(FILE)));
    board.build();
    assert!(board.read("output/expenditures/2025-02.2.html").contains("没有发生"));
    assert!(!board.read("output/expenditures/2025-02.2.html").contains("电池"));
    assert!(board.read("output/data/expenditures.jsonl").contains("expenditures/2025-02.2"));
}

#[test]
fn a_record_that_becomes_a_draft_again_has_vanished() {
    let board = published();
    edit(&board, CASE, "title:", "draft: yes\ntitle:");
    assert_eq!(board.codes(), ["vanished-record"]);
}

#[test]
fn showing_drafts_once_does_not_bind_the_board() {
    let board = board();
    edit(&board, CASE, "title:", "draft: yes\ntitle:");
    let run = board.run(&["build", "--drafts", "--as-of", AS_OF]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(board.codes(), Vec::<String>::new(), "a draft was never published");
}

#[test]
fn a_changed_text_is_published_with_the_day_of_the_change() {
    let board = published();
    edit(&board, CASE, "三栋", "四栋");
    assert_eq!(build(&board, "2025-05-06"), 0);
    assert_eq!(remembered(&board, "cases/lamp")[2..4], [AS_OF, "2025-05-06"]);
    assert_eq!(remembered(&board, "expenditures/2025-02.1")[2..4], [AS_OF, AS_OF]);
    let page = board.read("output/cases/lamp.html");
    assert!(page.contains("2025年4月30日首次公布") && page.contains("2025年5月6日"), "{page}");
    assert!(board.read("output/expenditures/2025-02.1.html").contains("此后没有改动"));
}

#[test]
fn writing_the_same_in_another_way_is_no_change() {
    let board = published();
    edit(&board, FILE, "amount: 12.50", "金额: '12.5'   # 五金店");
    edit(&board, FILE, "item: 灯泡", "事项:   \"灯泡\"");
    edit(&board, FILE, "date: 2025-02-03", "日期: \"2025-02-03\"");
    let lock = board.read("content/board.lock");
    assert_eq!(build(&board, "2025-05-06"), 0, "{:?}", board.codes());
    assert_eq!(board.read("content/board.lock"), lock);
}

#[test]
fn a_lock_that_stays_as_it_is_stops_no_locked_build() {
    // A tab within a text parts guarded values when the lock is read again.
    let pact =
        "---\npact: rules\ntitle: 公约\nversion: \"1\\tx=y\"\neffective: 2025-01-01\n---\n\n一。\n";
    let board = Board::new().file("content/pacts/rules-1.md", pact);
    assert_eq!(board.build().code, 0);
    let run = board.run(&["build", "--locked", "--as-of", AS_OF]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

#[test]
fn a_locked_build_refuses_to_change_the_lock() {
    let board = published();
    let locked = ["build", "--locked", "--as-of", AS_OF];
    assert_eq!(board.run(&locked).code, 0);
    edit(&board, CASE, "三栋", "四栋");
    let (site, lock) = (board.tree("output"), board.read("content/board.lock"));
    let run = board.run(&locked);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("board.lock"), "{}", run.err);
    assert!(board.tree("output") == site && board.read("content/board.lock") == lock);
    board.remove("content/board.lock");
    assert_eq!(board.run(&locked).code, 1, "without a lock it would be written");
    assert!(!board.path("content/board.lock").exists());
}

#[test]
fn a_build_elsewhere_does_not_write_the_lock() {
    let board = board();
    let run = board.run(&["build", "--out", "elsewhere", "--as-of", AS_OF]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(board.path("elsewhere/index.html").is_file());
    assert!(!board.path("content/board.lock").exists());
}

#[test]
fn a_broken_line_of_the_lock_is_named() {
    for (broken, why) in [
        ("cases/lamp\tabc\t2025-04-30\t2025-04-30\t-", "a short digest"),
        ("<<<<<<< HEAD", "a conflict of versions"),
        ("cases/lamp", "a line cut short"),
    ] {
        let board = published();
        let lock = board.read("content/board.lock");
        let lines: Vec<&str> = lock.lines().collect();
        let text = [&[lines[0], broken], &lines[1..]].concat().join("\n") + "\n";
        board.write("content/board.lock", &text);
        let run = board.check();
        assert_eq!(run.code, 1);
        assert!(
            run.out.starts_with("content/board.lock:2:1: unreadable-lock: "),
            "{why}: {}",
            run.out
        );
        assert_eq!(build(&board, AS_OF), 1);
        assert_eq!(board.read("content/board.lock"), text, "a broken lock is not written over");
    }
}

#[test]
fn page_lock_and_data_agree_on_every_digest() {
    let sample = sample();
    let mut records = 0;
    for (address, _) in sample.site.iter().filter(|(address, _)| address.contains(".jsonl")) {
        for line in sample.text(address).lines() {
            let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
            let id = record["id"].as_str().expect("an id");
            let digest = sha256(line.as_bytes());
            assert_eq!(remembered(&sample.board, id)[1], digest, "{id} in the lock");
            let page = sample.text(&format!("{id}.html"));
            assert!(page.contains(&format!("SHA-256 {digest}<")), "{id} on its page");
            records += 1;
        }
    }
    let lock = sample.board.read("content/board.lock");
    assert!(
        records > 150
            && records == lock.lines().filter(|line| !line.starts_with(['#', '/'])).count(),
        "{records} records"
    );
}
