//! `import` takes a spreadsheet whole or not at all, names every row that does not fit, and adds
//! nothing the second time. The sheets lie in `tests/sheets/`, made by `make.py` there.

use std::fs;
use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use encoding_rs::GB18030;
use mingbai::content::spreadsheet::{Asked, read};
use mingbai::model::id::Kind;
use mingbai::source::Sources;
use proptest::prelude::*;

use super::harness::{BOARD, Board, Run, repository};

fn sheet(name: &str) -> Vec<u8> {
    fs::read(repository().join("tests/sheets").join(name)).expect("a sheet")
}

/// Imports a sheet of the repository.
fn import(board: &Board, name: &str, args: &[&str]) -> Run {
    let file = repository().join("tests/sheets").join(name);
    let mut all = vec!["import", file.to_str().expect("a path"), "--as"];
    all.extend(args);
    board.run(&all)
}

/// Imports a text as a file of that name.
fn import_text(board: &Board, name: &str, text: &str, args: &[&str]) -> Run {
    board.write(name, text);
    let mut all = vec!["import", name, "--as"];
    all.extend(args);
    board.run(&all)
}

/// An English board with one fund.
fn english() -> Board {
    let settings = BOARD.replace("locale: zh-CN", "locale: en");
    let parking = settings.lines().find(|line| line.contains("parking")).expect("a fund");
    Board::empty().file("content/board.yaml", settings.replace(parking, ""))
}

/// What is imported, how, the file that comes of it and what it holds.
const SHEETS: &[(&str, &[&str], &str, &str)] = &[
    (
        "spending.xlsx",
        &["支出", "--fund", "common"],
        "content/支出/2025-03.yaml",
        "记录:
  - {编号: 1, 日期: 2025-03-03, 事项: 更换水泵（含运费）, 金额: 280.00, 资金: common, 收款方: 某水电服务部, 凭证: 0031, 经办: 值班委员, 说明: 0302室门口}
  - {编号: 2, 日期: 2025-03-05, 事项: 公用电费, 金额: 0.30, 资金: common, 收款方: 某供电所, 凭证: 32, 经办: 值班委员}
  - {编号: 3, 日期: 2025-03-10, 事项: '灯泡, 十个', 金额: 1234.50, 资金: common, 收款方: 某商店, 凭证: 2025-0033, 说明: '票 #302'}
  - {编号: 4, 日期: 2025-03-12, 事项: 退回押金, 金额: -20.00, 资金: common, 收款方: 某商店, 凭证: '- 34'}
  - {编号: 5, 日期: 2025-03-20, 事项: 保洁, 金额: 1460.00, 资金: common, 凭证: 35, 说明: '''引号'''}
  - {编号: 6, 日期: 2025-03-25, 事项: 垃圾清运, 金额: 100.10, 资金: common, 收款方: 某清运队, 凭证: 36}
  - {编号: 7, 日期: 2025-03-25, 事项: 清运加班, 金额: 50.00, 资金: common, 收款方: 某清运队, 凭证: 36}
",
    ),
    (
        "ledger.xls",
        &["expenditures", "--fund", "共建基金"],
        "content/支出/2025-04.yaml",
        "记录:
  - {编号: 1, 日期: 2025-04-02, 事项: 印刷, 金额: 45.50, 资金: common, 凭证: Z-1}
  - {编号: 2, 日期: 2025-04-02, 事项: 印刷, 金额: 45.50, 资金: common, 凭证: Z-2}
",
    ),
    (
        "ledger.xls",
        &["income", "--fund", "common"],
        "content/收入/2025-04.yaml",
        "记录:
  - {编号: 1, 日期: 2025-04-01, 事项: 摊位费, 金额: 300.00, 资金: common, 凭证: S-1}
  - {编号: 2, 日期: 2025-04-09, 事项: 利息, 金额: 0.07, 资金: common}
",
    ),
    (
        "cases.ods",
        &["cases"],
        "content/办事/2025-03.yaml",
        "记录:
  - {编号: 1, 标题: 下水道堵, 受理: 2025-03-04, 渠道: 电话, 地点: 1栋3单元, 办结: {日期: 2025-03-06, 结果: 已解决}}
  - {编号: 2, 标题: '路灯不亮 & 开关坏', 受理: 2025-03-09, 渠道: 微信群, 地点: 0302室门口}
  - {编号: 3, 标题: 电梯异响, 受理: 2025-03-11, 渠道: 现场, 办结: {日期: 2025-03-30, 结果: 不属本会}}
",
    ),
    (
        "shop.csv",
        &["expenditures", "--fund", "parking", "--account", "cash"],
        "content/支出/2025-03.yaml",
        "记录:
  - {编号: 1, 日期: 2025-03-02, 事项: 灯泡, 金额: 12.80, 资金: parking, 账户: cash, 收款方: 某五金店}
  - {编号: 2, 日期: 2025-03-09, 事项: 打印通知, 金额: 6.00, 资金: parking, 账户: cash, 收款方: 某打印店}
",
    ),
    (
        "income.csv",
        &["收入", "--fund", "common"],
        "content/收入/2025-03.yaml",
        "记录:
  - {编号: 1, 日期: 2025-03-05, 事项: 场地使用费, 金额: 1200.00, 资金: common, 来自: 某快递公司, 说明: 三月}
  - {编号: 2, 日期: 2025-03-20, 事项: 广告位, 金额: 800.00, 资金: common, 来自: 某广告公司}
",
    ),
];

#[test]
fn sheets_of_every_format_become_records_once() {
    for (name, args, path, expected) in SHEETS {
        let board = Board::new();
        let run = import(&board, name, args);
        assert_eq!(run.code, 0, "{name}: {}", run.err);
        assert_eq!(board.read(path), *expected, "{name}");
        assert_eq!(board.tree("content").len(), 2, "{name} gives one file");
        // Of a sheet that says no more, these are asked about afterwards.
        let asked: &[&str] = match expected {
            sheet if sheet.contains("金额: -") => &["unexplained-negative"],
            sheet if sheet.matches("事项: 印刷").count() == 2 => &["duplicate-payment"],
            _ => &[],
        };
        assert_eq!(board.codes(), asked, "{name}");
        let before = board.tree("content");
        let again = import(&board, name, args);
        assert_eq!(again.code, 0, "{name}: {}", again.err);
        assert!(board.tree("content") == before, "{name} again adds nothing");
        let rows = expected.lines().count() - 1;
        assert!(again.err.contains(&format!("新写 0 条，原来就有 {rows} 条")), "{}", again.err);
    }
}

#[test]
fn what_is_about_people_stays_in_the_sheet() {
    let board = Board::new();
    let run = import(&board, "spending.xlsx", &["支出", "--fund", "common"]);
    assert!(run.err.contains("联系电话 (I)"), "{}", run.err);
    let run = import(&board, "cases.ods", &["cases"]);
    assert!(run.err.contains("姓名 (E)"), "{}", run.err);
    for (name, bytes) in board.tree("content") {
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(!text.contains("13800000000") && !text.contains("（业主）"), "{name}: {text}");
    }
    let board = Board::new();
    let run = import(&board, "cases.ods", &["cases", "--columns", "姓名=note"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(board.read("content/办事/2025-03.yaml").contains("说明: （业主）"));
}

#[test]
fn every_row_that_does_not_fit_is_named_and_no_other() {
    let board = Board::new();
    let expected = String::from_utf8(sheet("messy.txt")).expect("places");
    let run = import(&board, "messy.xlsx", &["expenditures", "--fund", "common"]);
    assert_eq!(run.code, 1);
    let named: Vec<&str> = run
        .err
        .lines()
        .filter_map(|line| line.strip_prefix("messy.xlsx ")?.split('：').next())
        .collect();
    assert_eq!(named, expected.lines().collect::<Vec<_>>());
    assert_eq!(named.len(), 38);
    assert!(run.err.contains("38 处"), "{}", run.err);
    assert_eq!(board.tree("content").len(), 1, "nothing is written");
}

#[test]
fn what_does_not_fit_is_told_with_what_to_do() {
    let board = english();
    for (text, said) in [
        (
            "date,item,amount\n2025-03-05,lamps,12.345\n",
            "t.csv C2: The amount “12.345” is no amount.",
        ),
        (
            "date,item,amount\n5 March,lamps,12\n",
            "t.csv A2: The date “5 March” is no date. Write it as 2025-03-05.",
        ),
        ("date,item,amount\n3月5日,lamps,12\n", "t.csv A2: The date “3月5日” has no year"),
        ("date,item,amount\n2025-03-05,,12\n", "t.csv B2: There is no item."),
        (
            "date,item,paid out,paid in\n2025-03-05,lamps,12,13\n",
            "t.csv D2: Columns C and D both have an amount.",
        ),
        (
            "date,item,amount\n2025-03-05,lamps,12\nTotal,,13\n",
            "t.csv C3: The total says 13.00; the rows above come to 12.00, a difference of 1.00.",
        ),
        (
            "date,item,amount,fund\n2025-03-05,lamps,12,roads\n",
            "t.csv D2: The fund “roads” is not in board.yaml. There are: common.",
        ),
        ("date,amount\n2025-03-05,12\n", "t.csv 1: There is no column for the item. Add one."),
        ("date,amount,colour\n2025-03-05,12,lamps\n", "Columns that were not used: colour."),
        (
            "date,item,amount,amount\n2025-03-05,lamps,12,13\n",
            "t.csv D1: Columns C, D are all called “amount”.",
        ),
        (
            "weather\nfine\n",
            "t.csv: No row with the names of the columns was found. It must have at least: item, amount, date.",
        ),
    ] {
        let run = import_text(&board, "t.csv", text, &["expenditures"]);
        assert_eq!(run.code, 1, "{text}: {}", run.err);
        assert!(run.err.contains(said), "{text}: {}", run.err);
        assert!(run.err.contains("Nothing was written. Mend this one place"), "{}", run.err);
        assert_eq!(board.tree("content").len(), 1);
    }
    let run = import_text(
        &board,
        "t.csv",
        "date,issue,closed on\n2025-03-05,lamps,2025-03-06\n",
        &["cases"],
    );
    assert!(
        run.err.contains("t.csv C1: There is a column “closed on” but none for closed.reason"),
        "{}",
        run.err
    );
    let several = Board::new();
    let run = import_text(&several, "t.csv", "日期,事项,金额\n2025-03-05,灯,12\n", &["支出"]);
    assert!(
        run.code == 1 && run.err.contains("请在命令里写 --fund，可以是：common、parking"),
        "{}",
        run.err
    );
}

#[test]
fn totals_balances_and_notes_are_no_records() {
    let board = english();
    let text = "Riverside Court 2025,,,\nDate,Details,Paid out,Balance\n,Balance brought forward,,100\n\
        5/1/2025,,,\n";
    let run = import_text(&board, "t.csv", text, &["expenditures"]);
    assert_eq!(run.code, 1, "a row with a day and nothing else is named: {}", run.err);
    let text = "Riverside Court 2025,,,\nDate,Details,Paid out,Balance\n,Brought forward,,100\n\
        2025-03-01,Lamps,40,60\n2025-03-02,Paint,10,50\nSubtotal,,50,\nDate,Details,Paid out,Balance\n\
        2025-03-09,Salt,(5.00),55\nSubtotal,,-5,\nTotal,,45,\nPrepared by: Treasurer,,,\n,,,55\n";
    let run = import_text(&board, "t.csv", text, &["expenditures"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let written = board.read("content/expenditures/2025-03.yaml");
    assert_eq!(
        written,
        "records:\n  - {number: 1, date: 2025-03-01, item: Lamps, amount: 40.00}\n  - {number: 2, date: 2025-03-02, item: Paint, amount: 10.00}\n  - {number: 3, date: 2025-03-09, item: Salt, amount: -5.00}\n"
    );
    for said in [
        "row 6, 9-10",
        "row 11",
        "row 7",
        "row 3",
        "row 12",
        "Balance (D)",
        "10 rows read: 3 added",
    ] {
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
}

#[test]
fn columns_may_be_named_by_header_or_letter() {
    let board = english();
    let text = "when,what for?,how much\n2025-03-05,lamps,12\n";
    let map = "when=date,B=item,how much=金额";
    let run = import_text(&board, "t.csv", text, &["expenditures", "--columns", map]);
    assert_eq!(run.code, 0, "{}", run.err);
    let expected = "records:\n  - {number: 1, date: 2025-03-05, item: lamps, amount: 12.00}\n";
    assert_eq!(board.read("content/expenditures/2025-03.yaml"), expected);
    // Without any headers the first row is a row.
    let board = english();
    let bare = ["expenditures", "--columns", "A=date,B=item,C=amount"];
    let run = import_text(&board, "t.csv", "2025-03-05,lamps,12\n", &bare);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(board.read("content/expenditures/2025-03.yaml"), expected);
    for (map, said) in [
        ("date", "“date” in --columns means nothing"),
        ("A=amuont", "the nearest is “amount”"),
        ("B=photo", "no field called “photo”"),
    ] {
        let run = import_text(&board, "t.csv", text, &["expenditures", "--columns", map]);
        assert!(run.code == 2 && run.err.contains(said), "{map}: {}", run.err);
    }
    let run = import_text(
        &board,
        "t.csv",
        text,
        &["expenditures", "--columns", "when=date,B=item,C=amount,price=-"],
    );
    assert!(
        run.code == 1 && run.err.contains("names “price”, which is not in the sheet"),
        "{}",
        run.err
    );
}

/// Lists in every manner of writing, before and after two rows are added.
const LISTS: &[(&str, &str)] = &[
    (
        "# spring\nrecords:\n- {number: 7, date: 2025-03-01, item: salt, amount: 5}   # last\n\n# end\n",
        "# spring\nrecords:\n- {number: 7, date: 2025-03-01, item: salt, amount: 5}   # last\n- {number: 8, date: 2025-03-05, item: lamps, amount: 12.00}\n- {number: 9, date: 2025-03-06, item: paint, amount: 13.00}\n\n# end\n",
    ),
    (
        "records:\n    - number: 2\n      date: 2025-03-01\n      item: salt\n      amount: 5\ndefaults: {fund: common}\n",
        "records:\n    - number: 2\n      date: 2025-03-01\n      item: salt\n      amount: 5\n    - number: 3\n      date: 2025-03-05\n      item: lamps\n      amount: 12.00\n    - number: 4\n      date: 2025-03-06\n      item: paint\n      amount: 13.00\ndefaults: {fund: common}\n",
    ),
    (
        "records: [{number: 1, date: 2025-03-01, item: salt, amount: 5}]",
        "records: [{number: 1, date: 2025-03-01, item: salt, amount: 5}, {number: 2, date: 2025-03-05, item: lamps, amount: 12.00}, {number: 3, date: 2025-03-06, item: paint, amount: 13.00}]",
    ),
    (
        "记录:\r\n  - {编号: 1, 日期: 2025-03-01, 事项: 盐, 金额: 5}",
        "记录:\r\n  - {编号: 1, 日期: 2025-03-01, 事项: 盐, 金额: 5}\r\n  - {编号: 2, 日期: 2025-03-05, 事项: lamps, 金额: 12.00}\r\n  - {编号: 3, 日期: 2025-03-06, 事项: paint, 金额: 13.00}",
    ),
    (
        "records:\n",
        "records:\n  - {number: 1, date: 2025-03-05, item: lamps, amount: 12.00}\n  - {number: 2, date: 2025-03-06, item: paint, amount: 13.00}\n",
    ),
    (
        "records:\n  - number: 1\n    date: 2025-03-01\n    item: salt\n    amount: 5\n    text: |\n      Two bags.\n\n      For the steps.\n",
        "records:\n  - number: 1\n    date: 2025-03-01\n    item: salt\n    amount: 5\n    text: |\n      Two bags.\n\n      For the steps.\n  - number: 2\n    date: 2025-03-05\n    item: lamps\n    amount: 12.00\n  - number: 3\n    date: 2025-03-06\n    item: paint\n    amount: 13.00\n",
    ),
];

const TWO: &str = "date,item,amount\n2025-03-05,lamps,12\n2025-03-06,paint,13\n";

#[test]
fn a_list_that_is_there_is_gone_on_with_and_no_other_byte_changes() {
    let path = "content/expenditures/2025-03.yaml";
    for (before, after) in LISTS {
        let board = english().file(path, before);
        let run = import_text(&board, "t.csv", TWO, &["expenditures"]);
        assert_eq!(run.code, 0, "{before}: {}", run.err);
        assert_eq!(board.read(path), *after);
        assert_eq!(import_text(&board, "t.csv", TWO, &["expenditures"]).code, 0);
        assert_eq!(board.read(path), *after, "again nothing");
    }
    let before = GB18030
        .encode("记录:\n  - {编号: 4, 日期: 2025-03-01, 事项: 盐, 金额: 5}\n")
        .0
        .into_owned();
    let board = english().file("content/支出/2025-03.yaml", &before);
    let run = import_text(&board, "t.csv", &TWO.replace("lamps", "灯泡"), &["expenditures"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let after = fs::read(board.path("content/支出/2025-03.yaml")).expect("a file");
    assert!(after.starts_with(&before), "the old bytes stay");
    assert!(
        GB18030.decode(&after).0.contains("{编号: 5, 日期: 2025-03-05, 事项: 灯泡, 金额: 12.00}")
    );
}

#[test]
fn a_list_that_would_become_wrong_is_left_alone() {
    let path = "content/expenditures/2025-03.yaml";
    for (before, said) in [
        (
            "total: 5\nrecords:\n  - {number: 1, date: 2025-03-01, item: salt, amount: 5}\n",
            "states a total",
        ),
        ("date: 2025-03-01\nitem: salt\namount: 5\n", "is one record"),
        (
            "defaults: {category: Winter}\nrecords:\n  - {number: 1, date: 2025-03-01, item: salt, amount: 5}\n",
            "has defaults",
        ),
        ("records: [\n", "cannot be added to"),
    ] {
        let board = english().file(path, before);
        let run = import_text(&board, "t.csv", TWO, &["expenditures"]);
        assert_eq!(run.code, 1, "{}", run.err);
        assert!(run.err.contains(said) && run.err.contains("Nothing was written"), "{}", run.err);
        assert_eq!(board.read(path), before);
        let run = import_text(&board, "t.csv", TWO, &["expenditures", "--to", "spring.yaml"]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(
            board.read("content/expenditures/spring.yaml").contains("number: 2, date: 2025-03-06")
        );
    }
    let board = english();
    for to in ["content/income/a.yaml", "a.md", "a b.yaml"] {
        let run = import_text(&board, "t.csv", TWO, &["expenditures", "--to", to]);
        assert_eq!(run.code, 2, "{to}: {}", run.err);
    }
}

#[test]
fn rows_are_split_by_month_and_written_together_or_not_at_all() {
    let board = english();
    let text = "date,item,amount\n2025-02-05,lamps,12\n2025-03-06,paint,13\n2099-01-01,later,1\n";
    let run = import_text(&board, "t.csv", text, &["expenditures"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("t.csv 4:"), "the row is named: {}", run.err);
    assert_eq!(board.tree("content").len(), 1, "and no month is written");
    let run = import_text(&board, "t.csv", &text.replace("2099", "2025"), &["expenditures"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let names: Vec<String> =
        board.tree("content/expenditures").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["2025-01.yaml", "2025-02.yaml", "2025-03.yaml"]);
}

#[test]
fn what_was_wrong_before_does_not_stand_in_the_way() {
    let board = english()
        .file("content/cases/a.yaml", "title: x\nopened: 2025-13-01\n")
        .file("content/balances/a.yaml", "account: bank\ndate: 2025-03-31\nbalance: 975.00\n");
    let before = board.codes();
    assert_eq!(before, ["balance-mismatch", "not-a-date"]);
    let run = import_text(&board, "t.csv", TWO, &["expenditures"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(board.codes(), ["not-a-date"], "the bank agrees now");
}

#[test]
fn identical_rows_are_counted() {
    let board = english();
    let two = "date,item,amount,voucher\n2025-03-05,stamps,1,\n2025-03-05,stamps,1,\n";
    let run = import_text(&board, "t.csv", two, &["expenditures"]);
    assert!(run.code == 0 && run.err.contains("2 added"), "{}", run.err);
    let run = import_text(&board, "t.csv", two, &["expenditures"]);
    assert!(run.code == 0 && run.err.contains("0 added, 2 were there already"), "{}", run.err);
    let three = format!("{two}2025-03-05,stamps,1,\n");
    let run = import_text(&board, "t.csv", &three, &["expenditures"]);
    assert!(run.code == 0 && run.err.contains("1 added, 2 were there already"), "{}", run.err);
}

#[test]
fn a_record_that_says_more_or_was_corrected_is_still_the_same() {
    let board = english();
    assert_eq!(import_text(&board, "t.csv", TWO, &["expenditures"]).code, 0);
    let path = "content/expenditures/2025-03.yaml";
    let text = board.read(path).replace(
        "amount: 12.00}",
        "amount: 21.00, note: more, corrected: {field: amount, was: 12.00, on: 2025-04-01, grade: typo, why: turned round}}",
    );
    board.write(path, &text);
    let run = import_text(&board, "t.csv", TWO, &["expenditures"]);
    assert!(run.code == 0 && run.err.contains("0 added, 2 were there already"), "{}", run.err);
    assert_eq!(board.read(path), text);
    // A sheet that says more by now is told, and nothing is doubled.
    let more = "date,item,amount,voucher\n2025-03-06,paint,13,V-2\n";
    let run = import_text(&board, "t.csv", more, &["expenditures"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(
        run.err.contains("looks like expenditures/2025-03.2") && run.err.contains("voucher"),
        "{}",
        run.err
    );
}

#[test]
fn charges_transfers_and_balances_come_in_as_well() {
    let board = english().file(
        "content/fees/service.yaml",
        "title: Service charge\nevery: month\nfrom: 2025-01-01\nadopted_by: decisions/a\n",
    );
    board.write(
        "content/decisions/a.yaml",
        "kind: owners-meeting\ntitle: First\ndate: 2024-12-01\n",
    );
    let text = "Fee,Period,Households due,Amount due,Received,Date received,Payers\nService charge,2025-03,132,2947.48,2947.48,2025-03-21,132\n";
    let run = import_text(&board, "t.csv", text, &["charges"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        board.read("content/charges/2025-03.yaml"),
        "records:\n  - {number: 1, fee: fees/service, period: 2025-03, due: {payers: 132, amount: 2947.48}, received: [{date: 2025-03-21, payers: 132, amount: 2947.48}]}\n"
    );
    let text = "date,from,to,amount,why\n2025-03-30,cash,对公户,5,paid in\n";
    let run = import_text(&board, "t.csv", text, &["transfers"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        board.read("content/transfers/2025-03.yaml").contains("from: cash, to: bank, amount: 5.00")
    );
    let text = "As at,Closing balance\n2025-01-31,1000.00\n";
    let run = import_text(&board, "t.csv", text, &["balances", "--account", "bank"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        board.read("content/balances/2025-01.yaml").contains("account: bank, balance: 1000.00")
    );
    for (name, args) in [("t.csv", ["charges"].as_slice()), ("t.csv", &["transfers"])] {
        let before = board.tree("content");
        import_text(&board, name, "nothing\n", args);
        assert!(board.tree("content") == before);
    }
}

#[test]
fn what_is_no_spreadsheet_is_said_so() {
    let board = english();
    for (name, bytes, said) in [
        ("a.xls", b"<html><table><tr><td>x</td></tr></table></html>".as_slice(), "is a web page"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0", "no spreadsheet that can be read"),
        ("a.xlsx", b"", "no spreadsheet that can be read"),
        ("a.xlsx", b"PK\x03\x04 and no more", "is damaged"),
        ("a.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is damaged"),
    ] {
        board.write(name, bytes);
        let run = board.run(&["import", name, "--as", "cases"]);
        assert!(run.code == 2 && run.err.contains(said), "{name}: {}", run.err);
    }
    let run = board.run(&["import", "missing.xlsx", "--as", "cases"]);
    assert!(run.code == 2 && run.err.contains("missing.xlsx"), "{}", run.err);
    let run = board.run(&["import", "a.xlsx", "--as", "pages"]);
    assert!(run.code == 2 && run.err.contains("cases"), "{}", run.err);
    assert_eq!(board.tree("content").len(), 1);
}

const KINDS: &[Kind] = &[Kind::Expenditure, Kind::Case];

/// Reads bytes as the program would, without the program.
fn survive(bytes: &[u8], kinds: &[Kind]) {
    let mut sources = Sources::default();
    sources.insert("content/board.yaml", BOARD.as_bytes().to_vec());
    let profile = mingbai::content::profile(&sources).expect("a profile");
    for kind in kinds.iter().copied() {
        let fill = vec![("fund", "common".to_owned())];
        let asked =
            Asked { kind, columns: &[], sheets: &[], fill, profile: &profile, fees: Vec::new() };
        let started = Instant::now();
        let _ = read(bytes, &asked);
        assert!(started.elapsed() < Duration::from_secs(10), "{} bytes", bytes.len());
    }
}

#[test]
fn damaged_files_are_survived() {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let names = ["spending.xlsx", "ledger.xls", "cases.ods", "shop.csv", "income.csv"];
    let files: Vec<Vec<u8>> = names.iter().map(|name| sheet(name)).collect();
    for file in &files {
        for part in 0..40 {
            survive(&file[..file.len() * part / 40], KINDS);
        }
    }
    let config =
        ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() };
    let changes = proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12);
    let spoilt = (proptest::sample::select(files), changes);
    let outcome = proptest::test_runner::TestRunner::new(config.clone()).run(
        &spoilt,
        |(mut file, changes)| {
            for (place, byte) in changes {
                let place = place.index(file.len());
                file[place] = byte;
            }
            survive(&file, KINDS);
            Ok(())
        },
    );
    let noise = proptest::collection::vec(any::<u8>(), 0..600);
    let starts = proptest::sample::select(vec![
        &b""[..],
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "日期,事项,金额\n".as_bytes(),
    ]);
    let random =
        proptest::test_runner::TestRunner::new(config).run(&(starts, noise), |(start, noise)| {
            survive(&[start, &noise].concat(), KINDS);
            Ok(())
        });
    std::panic::set_hook(hook);
    outcome.expect("no damage panics or hangs");
    random.expect("no bytes panic or hang");
}

/// An xlsx or ods with these parts.
fn archive(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(*name, options).expect("a part");
        archive.write_all(bytes).expect("its bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><table:table table:name=\"1\">{rows}</table:table></office:document-content>"
    );
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("content.xml", content.into_bytes()),
    ])
}

#[test]
fn sheets_that_claim_or_hold_too_much_end_soon() {
    let full = "<table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"16384\"/>";
    for rows in [
        format!("<table:table-row table:number-rows-repeated=\"1048576\">{full}</table:table-row>"),
        format!("<table:table-row table:number-rows-repeated=\"9000\">{full}</table:table-row>"),
        "<table:table-row table:number-rows-repeated=\"4294967295\"><table:table-cell/></table:table-row>".repeat(3),
        "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>x".to_owned(),
    ] {
        survive(&ods(&rows), &KINDS[..1]);
    }
    // A quarter of a gigabyte of nothing in a quarter of a megabyte.
    survive(&archive(&[("xl/workbook.xml", vec![b' '; 260_000_000])]), &KINDS[..1]);
    // An old book whose sheet claims more cells than there are atoms.
    let mut old = sheet("ledger.xls");
    let claim =
        old.windows(4).position(|window| window == [0x00, 0x02, 0x0e, 0x00]).expect("a claim");
    old[claim + 8..claim + 12].fill(0xff);
    survive(&old, KINDS);
    let lines = "2025-03-05,灯,1\n".repeat(200_010);
    let board = Board::new();
    let run = import_text(&board, "t.csv", &format!("日期,事项,金额\n{lines}"), &["支出"]);
    assert!(run.code == 2 && run.err.contains("20 万行"), "{}", run.err);
}

#[test]
fn a_payment_whose_figure_changed_is_not_booked_twice() {
    let sheet = "Date,Details,Paid out,Voucher\n2025-03-01,Pump,2000,A1\n2025-03-02,Paint,10,\n";
    for (changed, named) in [
        (sheet.replace("2000", "2100"), "m.csv 2"),
        (sheet.replace("2025-03-01", "2025-03-04"), "m.csv 2"),
        (sheet.replace(",10,", ",11,"), "m.csv 3"),
    ] {
        let board = english();
        assert_eq!(import_text(&board, "m.csv", sheet, &["expenditures"]).code, 0);
        let before = board.tree("content");
        let run = import_text(&board, "m.csv", &changed, &["expenditures"]);
        assert_eq!(run.code, 1, "{changed}: {}", run.err);
        assert!(board.tree("content") == before, "{changed} adds nothing");
        assert!(run.err.contains(named), "{}", run.err);
    }
    // The next month counts its vouchers anew.
    let board = english();
    assert_eq!(import_text(&board, "m.csv", sheet, &["expenditures"]).code, 0);
    let april = sheet.replace("2025-03", "2025-04");
    let run = import_text(&board, "m.csv", &april, &["expenditures"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(board.read("content/expenditures/2025-04.yaml").contains("Pump"));
}

#[test]
fn a_board_in_traditional_characters_goes_on_in_them() {
    let settings = BOARD.replace("locale: zh-CN", "locale: zh-Hant");
    let sheet = "日期,摘要,支出金額\n2025-03-01,水泵,2000\n";
    let board = Board::empty().file("content/board.yaml", settings);
    let args = ["expenditures", "--fund", "common", "--columns", "支出金額=amount"];
    let run = import_text(&board, "m.csv", sheet, &args);
    assert_eq!(run.code, 0, "{}", run.err);
    let path = "content/支出/2025-03.yaml";
    assert!(board.read(path).starts_with("記錄:\n  - {編號: 1, "), "{}", board.read(path));
    // Numbers go on behind those that are there.
    let more = sheet.replace("03-01,水泵", "03-02,路燈");
    let run = import_text(&board, "m.csv", &more, &args);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(board.read(path).contains("{編號: 2, "), "{}", board.read(path));
    assert_eq!(board.codes(), Vec::<String>::new());
}
