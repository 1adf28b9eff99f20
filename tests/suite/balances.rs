//! Balances are held against the books to the cent; transfers are in no total; rates come to the
//! cent; and no amount that is accepted can overflow.

use super::books::written;
use super::harness::{AS_OF, Board};
use super::html::{tables, text};

/// One spending of 100.00 from the bank, one income of 30.00 in cash, on 28 February.
fn board() -> Board {
    Board::new()
        .file(
            "content/expenditures/a.yaml",
            "date: 2025-02-28\nitem: 修门\namount: 100.00\nfund: common\nvoucher: 支-1\n",
        )
        .file(
            "content/income/a.yaml",
            "date: 2025-02-28\nitem: 停车\namount: 30.00\nfund: parking\nvoucher: 收-1\n",
        )
}

/// The codes that a balance gives.
fn with(board: &Board, balance: &str) -> Vec<String> {
    board.write("content/balances/a.yaml", balance);
    board.codes()
}

fn bank(day: &str, balance: &str, more: &str) -> String {
    format!("date: {day}\naccount: bank\nbalance: {balance}\n{more}")
}

const CLEAN: [&str; 0] = [];

#[test]
fn a_balance_that_is_one_cent_off_is_caught() {
    let board = board();
    for (pot, right, low, high) in [
        ("account: bank", "900.00", "899.99", "900.01"),
        ("account: cash", "30.00", "29.99", "30.01"),
        ("fund: common", "900.00", "899.99", "900.01"),
        ("fund: parking", "30.00", "29.99", "30.01"),
    ] {
        let stated = |amount: &str| format!("date: 2025-02-28\n{pot}\nbalance: {amount}\n");
        assert_eq!(with(&board, &stated(right)), CLEAN, "{pot}");
        assert_eq!(with(&board, &stated(low)), ["balance-mismatch"], "{pot}");
        assert_eq!(with(&board, &stated(high)), ["balance-mismatch"], "{pot}");
    }
}

#[test]
fn the_message_says_what_the_books_say_and_points_at_the_balance() {
    let board = board();
    with(&board, &bank("2025-02-28", "900.01", ""));
    let line = board.check().out;
    assert!(line.starts_with("content/balances/a.yaml:3:10: balance-mismatch"), "{line}");
    for figure in ["900.01", "900.00", "0.01"] {
        assert!(line.contains(figure), "{figure} in {line}");
    }
}

#[test]
fn a_balance_stands_at_the_end_of_its_day() {
    let board = board();
    assert_eq!(with(&board, &bank("2025-02-27", "1000.00", "")), CLEAN);
    assert_eq!(with(&board, &bank("2025-02-28", "900.00", "")), CLEAN);
    assert_eq!(with(&board, &bank("2025-03-01", "900.00", "")), CLEAN);
    assert_eq!(with(&board, &bank("2025-02-28", "1000.00", "")), ["balance-mismatch"]);
}

#[test]
fn what_is_in_transit_has_not_reached_the_bank() {
    let board = board()
        .file("content/income/b.yaml", "date: 2025-02-28\nitem: 场地\namount: 7.00\nfund: common\n")
        .file(
            "content/transfers/a.yaml",
            "date: 2025-02-28\nfrom: bank\nto: cash\namount: 5.00\nwhy: 备用\n",
        );
    // The books say 1000 - 100 + 7 - 5.
    assert_eq!(with(&board, &bank("2025-02-28", "902.00", "")), CLEAN);
    for (waiting, at_the_bank) in [
        ("[expenditures/a]", "1002.00"),
        ("[income/b]", "895.00"),
        ("transfers/a", "907.00"),
        ("[expenditures/a, income/b, transfers/a]", "1000.00"),
        // What moved through the cash box changes nothing at the bank.
        ("[income/a]", "902.00"),
    ] {
        let more = format!("in_transit: {waiting}\n");
        assert_eq!(with(&board, &bank("2025-02-28", at_the_bank, &more)), CLEAN, "{waiting}");
        let wrong = with(&board, &bank("2025-02-28", "0.01", &more));
        assert_eq!(wrong, ["balance-mismatch"], "{waiting}");
    }
    let early = bank("2025-02-27", "1000.00", "in_transit: [expenditures/a]\n");
    assert_eq!(with(&board, &early), CLEAN, "what moves later is not in transit yet");
    let cash = "date: 2025-02-28\naccount: cash\nbalance: 30.00\nin_transit: transfers/a\n";
    assert_eq!(with(&board, cash), CLEAN, "the other end of a transfer");
    let unknown = bank("2025-02-28", "902.00", "in_transit: [income/no-such]\n");
    assert_eq!(with(&board, &unknown), ["unknown-record"]);
    let case = bank("2025-02-28", "902.00", "in_transit: [cases/a]\n");
    assert_eq!(with(&board, &case), ["wrong-kind"]);
}

#[test]
fn a_difference_is_added_to_the_books_and_explained() {
    let board = board();
    let differs = |amount: &str| format!("difference: {{amount: {amount}, why: 银行多给一分}}\n");
    assert_eq!(with(&board, &bank("2025-02-28", "900.01", &differs("0.01"))), CLEAN);
    board.build();
    let page = text(&board.read("output/balances/a.html"));
    assert!(page.contains("银行多给一分") && page.contains("0.01"), "{page}");
    board.remove("content/board.lock");
    assert_eq!(with(&board, &bank("2025-02-28", "899.99", &differs("-0.01"))), CLEAN);
    assert_eq!(
        with(&board, &bank("2025-02-28", "900.01", &differs("-0.01"))),
        ["balance-mismatch"]
    );
    assert_eq!(with(&board, &bank("2025-02-28", "900.00", &differs("0.01"))), ["balance-mismatch"]);
    let silent = bank("2025-02-28", "900.01", "difference: {amount: 0.01}\n");
    let codes = with(&board, &silent);
    assert!(
        codes.contains(&"missing-field".to_owned()),
        "no difference without a reason: {codes:?}"
    );
}

#[test]
fn a_balance_is_of_one_account_or_one_fund() {
    let board = board();
    let both = "date: 2025-02-28\naccount: bank\nfund: common\nbalance: 900.00\n";
    let neither = "date: 2025-02-28\nbalance: 900.00\n";
    for balance in [both, neither] {
        assert!(!with(&board, balance).is_empty(), "{balance}");
    }
    assert_eq!(
        with(&board, "date: 2025-02-28\naccount: vault\nbalance: 0.00\n"),
        ["unknown-account"]
    );
    assert_eq!(with(&board, "date: 2025-02-28\nfund: pizza\nbalance: 0.00\n"), ["unknown-fund"]);
}

/// What stands in the row of a month: in, out, left.
fn months(board: &Board) -> Vec<Vec<String>> {
    let found = tables(&board.read("output/accounts.html"));
    let months = found.iter().filter(|table| table.class == "months");
    let rows =
        months.flat_map(|table| table.part("tbody").into_iter().cloned().collect::<Vec<_>>());
    rows.map(|row| row.cells.into_iter().filter_map(|cell| cell.value).collect()).collect()
}

#[test]
fn a_transfer_is_in_no_total() {
    let board = Board::new()
        .file(
            "content/transfers/a.yaml",
            "date: 2025-02-05\nfrom: common\nto: parking\namount: 100.00\nwhy: 垫付\n",
        )
        .file(
            "content/transfers/b.yaml",
            "date: 2025-02-06\nfrom: cash\nto: bank\namount: 40.00\nwhy: 存入\n",
        );
    // Between funds held in different accounts the money moves between those, too.
    for (pot, balance) in [
        ("fund: common", "900.00"),
        ("fund: parking", "100.00"),
        ("account: bank", "940.00"),
        ("account: cash", "60.00"),
    ] {
        let stated = format!("date: 2025-02-28\n{pot}\nbalance: {balance}\n");
        assert_eq!(with(&board, &stated), CLEAN, "{pot}");
    }
    board.remove("content/balances/a.yaml");
    board.build();
    assert_eq!(months(&board), [["0.00", "0.00", "900.00"], ["0.00", "0.00", "100.00"]]);
    for address in ["months/2025-02.html", "transfers.html"] {
        let found = tables(&board.read(&format!("output/{address}")));
        for table in found.iter().filter(|table| table.class == "sum") {
            let values = table
                .rows
                .iter()
                .flat_map(|row| &row.cells)
                .filter_map(|cell| cell.value.as_deref());
            assert!(values.clone().all(|value| value == "0.00"), "{address}: {values:?}");
        }
    }
    let home = text(&board.read("output/index.html"));
    assert!(home.contains("收入 0.00 元，支出 0.00 元"), "{home}");
}

#[test]
fn a_transfer_goes_from_like_to_like() {
    for ends in ["from: bank\nto: common", "from: bank\nto: bank", "from: parking\nto: cash"] {
        let transfer = format!("date: 2025-02-05\n{ends}\namount: 1.00\nwhy: x\n");
        let board = Board::new().file("content/transfers/a.yaml", transfer);
        assert_eq!(board.codes(), ["transfer-mixed"], "{ends}");
    }
}

#[test]
fn no_money_moves_before_its_fund_was_opened() {
    let spent = |day: &str| format!("date: {day}\nitem: 灯\namount: 1.00\nfund: common\n");
    let board = Board::new().file("content/expenditures/a.yaml", spent("2025-01-01"));
    assert_eq!(board.codes(), CLEAN);
    board.write("content/expenditures/a.yaml", spent("2024-12-31"));
    assert_eq!(board.codes(), ["entry-before-opening"]);
}

#[test]
fn a_total_is_the_sum_to_the_cent() {
    let records = "records:\n  - {number: 1, date: 2025-02-01, item: 甲, amount: 10.10, fund: common}\n  \
                   - {number: 2, date: 2025-02-02, item: 乙, amount: 0.05, fund: common}\n";
    let board = Board::new();
    for (total, codes) in
        [("10.15", vec![]), ("10.14", vec!["total-mismatch"]), ("10.16", vec!["total-mismatch"])]
    {
        for kind in ["income", "expenditures"] {
            board.write("content/income/a.yaml", "records: []\n");
            board.write("content/expenditures/a.yaml", "records: []\n");
            board.write(&format!("content/{kind}/a.yaml"), format!("total: {total}\n{records}"));
            assert_eq!(board.codes(), codes, "{kind} {total}");
        }
    }
}

#[test]
fn what_is_due_is_the_rate_times_the_quantity_rounded_half_up() {
    for (every, period, rate, quantity, due) in [
        ("month", "2025-02", "0.35", "8421.36", "2947.48"),
        ("month", "2025-02", "0.35", "1.1", "0.39"),
        ("month", "2025-02", "0.5", "0.01", "0.01"),
        ("month", "2025-02", "0.49", "0.01", "0.00"),
        // Three months are rounded once, not three times.
        ("month", "2025-Q1", "0.35", "8421.36", "8842.43"),
        ("month", "2025", "0.35", "8421.36", "35369.71"),
        ("quarter", "2025-Q1", "0.35", "8421.36", "2947.48"),
        ("quarter", "2025-H1", "0.35", "8421.36", "5894.95"),
        ("year", "2025", "4.2", "8421.36", "35369.71"),
        ("once", "2025-02", "300", "41", "12300.00"),
        ("month", "2025-02", "0.1235", "10000", "1235.00"),
    ] {
        let fee = format!(
            "title: 费\nfund: common\nrate: {rate}\nper: m2\nevery: {every}\nfrom: 2025-01-01\n"
        );
        let charge = |amount: &str| {
            format!(
                "fee: fees/f\nperiod: {period}\ndue: {{payers: 132, quantity: {quantity}{amount}}}\n"
            )
        };
        let board = Board::new().file("content/fees/f.yaml", fee);
        let codes = |amount: &str| {
            board.write("content/charges/a.yaml", charge(&format!(", amount: {amount}")));
            board.codes()
        };
        assert_eq!(codes(due), CLEAN, "{every} {rate} x {quantity}");
        let cents: i64 = due.replace('.', "").parse().expect("cents");
        for off in [cents - 1, cents + 1].into_iter().filter(|cents| *cents >= 0) {
            let off = format!("{}.{:02}", off / 100, off % 100);
            assert_eq!(codes(&off), ["charge-not-rate"], "{every} {rate} x {quantity} = {off}");
        }
        board.write("content/charges/a.yaml", charge(""));
        board.build();
        let shown = format!("应收 {}", written(cents));
        let page = text(&board.read("output/charges/a.html"));
        assert!(page.contains(&shown), "{shown} is computed: {page}");
    }
}

#[test]
fn no_more_comes_in_than_is_due() {
    let fee = "title: 费\nfund: common\nrate: 10\nper: household\nevery: month\nfrom: 2025-01-01\n";
    let charge = |receipt: &str, waived: &str| {
        format!(
            "fee: fees/f\nperiod: 2025-02\ndue: {{payers: 10, quantity: 10}}\n\
             received: [{{date: 2025-02-10, {receipt}}}]\n{waived}"
        )
    };
    let waived = "waived: {payers: 1, amount: 10.00, why: 困难}\n";
    for (receipt, waived, codes) in [
        ("payers: 10, amount: 100.00", "", vec![]),
        ("payers: 10, amount: 100.01", "", vec!["paid-beyond-due"]),
        ("payers: 11, amount: 100.00", "", vec!["paid-beyond-due"]),
        ("payers: 9, amount: 90.00", waived, vec![]),
        ("payers: 9, amount: 90.01", waived, vec!["paid-beyond-due"]),
        ("payers: 10, amount: 90.00", waived, vec!["paid-beyond-due"]),
    ] {
        let board = Board::new()
            .file("content/fees/f.yaml", fee)
            .file("content/charges/a.yaml", charge(receipt, waived));
        assert_eq!(board.codes(), codes, "{receipt} {waived}");
    }
}

#[test]
fn no_amount_that_is_accepted_can_overflow() {
    let mut largest = None;
    for digits in 1..=40 {
        let amount = format!("{}.99", "9".repeat(digits));
        let record = format!("date: 2025-02-01\nitem: x\namount: {amount}\nfund: common\n");
        let board = Board::new().file("content/income/a.yaml", record);
        let run = board.check();
        match run.code {
            0 => largest = Some(amount),
            1 => assert!(run.out.contains("not-money"), "{amount}: {}", run.out),
            _ => panic!("{amount}: {}", run.err),
        }
    }
    let largest = largest.expect("some amount is accepted");
    for sign in ["", "-"] {
        let mut records = "records:\n".to_owned();
        for number in 0..2000 {
            let head = format!("number: {number}, date: 2025-02-01, item: 第{number}笔");
            records += &format!("  - {{{head}, amount: {sign}{largest}, fund: common}}\n");
        }
        let board = Board::new().file("content/income/a.yaml", records);
        let run = board.run(&["build", "--as-of", AS_OF]);
        assert!(run.code <= 1 && !run.err.contains("panicked"), "{largest}: {}", run.err);
    }
}
