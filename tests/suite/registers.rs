//! Registers: every type that the program brings, and one that a board tells by a file alone. What
//! pages say of rows is computed a second time here, from the published data.

use std::collections::BTreeMap;

use mingbai::content::registers;
use rust_decimal::Decimal;
use serde_json::Value;

use super::harness::{BOARD, Board, repository};
use super::html::{tables, text};

const AS_OF: &str = "2025-04-30";

/// The board that has a register of every type, built.
fn built() -> Board {
    let board = Board::copy_of(&repository().join("tests/boards/registers"));
    let run = board.run(&["build", "--as-of", AS_OF]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    board
}

/// The published registers, by type.
fn published(board: &Board) -> BTreeMap<String, Value> {
    let files = board.tree("output/data");
    let lines =
        files.iter().filter(|(name, _)| name.starts_with("registers") && name.ends_with(".jsonl"));
    let text = lines.map(|(_, bytes)| String::from_utf8(bytes.clone()).expect("text"));
    let all = text.collect::<String>();
    let read = all.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line"));
    read.map(|line| (line["type"].as_str().expect("a type").to_owned(), line)).collect()
}

fn figure(value: &Value) -> Option<Decimal> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text.parse().ok()
}

fn sum(register: &Value, column: &str) -> Decimal {
    let rows = register["rows"].as_array().expect("rows");
    rows.iter().filter_map(|row| figure(&row[column])).sum()
}

fn page(board: &Board, name: &str) -> String {
    text(&board.read(&format!("output/registers/{name}.html")))
}

#[test]
fn every_type_has_its_page_its_data_and_its_table() {
    let board = built();
    let published = published(&board);
    for of in registers::built_in() {
        let name = of.name.en;
        let register = published.get(name).unwrap_or_else(|| panic!("{name} is on the board"));
        let id = register["id"].as_str().expect("an id");
        let page = board.read(&format!("output/{id}.html"));
        let rows = register["rows"].as_array().expect("rows");
        for row in rows {
            let number = row["number"].as_str().expect("a number");
            assert!(page.contains(&format!("id=\"row-{number}\"")), "{id} row {number}");
        }
        let separated = board.read(&format!("output/data/registers-{name}.csv"));
        assert_eq!(separated.lines().count(), rows.len() + 1, "{name}: a line a row");
        let sheet = board.read(&format!("output/sheets/{id}.html"));
        assert_eq!(tables(&sheet).len(), 1, "{id}: a sheet to print");
    }
    assert_eq!(published.len(), registers::built_in().count() + 1, "and one of its own");
}

#[test]
fn what_rows_come_to_is_computed() {
    let board = built();
    let published = published(&board);
    let said = |name: &str, words: &str| {
        let page = page(&board, name);
        assert!(page.contains(words), "{name} says {words}: {page}");
    };
    // 22136 is 135 % of a task that nobody stated.
    let task = Decimal::from(2_213_600) / Decimal::from(135);
    said("targets", &format!("约 {},{}", 16, task.round() - Decimal::from(16_000)));
    // 280 to 4.5.
    let row = &published["indicators"]["rows"][0];
    let (before, after) = (figure(&row["before"]).unwrap(), figure(&row["after"]).unwrap());
    let change = ((after - before) * Decimal::ONE_HUNDRED / before).round_dp(1);
    said("indicators", &format!("{before} → {after} 元/月（−{}%）", change.abs()));
    let hardware = &published["hardware"];
    let worth: Decimal = hardware["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| figure(&row["quantity"]).unwrap() * figure(&row["price"]).unwrap())
        .sum();
    assert_eq!(worth.to_string(), "8100.00");
    said("hardware", "总价合计 8,100.00 元");
    said("hardware", &format!("数量合计 {}", sum(hardware, "quantity")));
    let appraisals = &published["appraisals"];
    let share = sum(appraisals, "satisfied") * Decimal::ONE_HUNDRED / sum(appraisals, "asked");
    said("appraisals", &format!("合 {}%", share.round_dp(1)));
    said("surveys", "89.4%");
    // What is known roughly is told as it was and not added.
    said("teams", "300多支");
    said("teams", "人数合计 4,912；另有 1 条只知道大概");
    said("wishes", "共 2 条，1 条已完成，1 条未完。");
    said("pledges", "共 3 条，1 条已完成，1 条未完，1 条没有办成。");
    said("escalations", "3");
    said("venues", "面积合计 3,000 ㎡");
}

#[test]
fn income_is_told_of_what_it_came_in_of() {
    let board = built();
    let mut earned: BTreeMap<(String, String), Decimal> = BTreeMap::new();
    for year in ["2024", "2025"] {
        let lines = board.read(&format!("output/data/income-{year}.jsonl"));
        for line in lines.lines() {
            let line: Value = serde_json::from_str(line).expect("a line");
            let row = line["asset"]["row"].as_str().expect("an asset").to_owned();
            let exact = figure(&line["amount"]).unwrap_or_default();
            *earned.entry((row, year.to_owned())).or_default() += exact;
        }
    }
    let html = board.read("output/registers/common-assets.html");
    for ((row, year), amount) in earned {
        let (_, row) = html.split_once(&format!("id=\"row-{row}\"")).expect("the row");
        let row = row.split("id=\"row-").next().expect("what is said of it");
        let row = row.split("<h2").next().expect("up to what follows");
        assert!(row.contains(&format!("{year}年 {amount:.2}")), "{year}: {row}");
    }
    let page = board.read("output/income/2025-01.1.html");
    assert!(page.contains("registers/common-assets.html#row-1"), "{page}");
    assert!(html.contains("income/2025-01.1.html"), "and back");
}

#[test]
fn a_type_of_a_boards_own_needs_a_file_and_nothing_else() {
    let board = built();
    let page = page(&board, "trees");
    for words in
        ["树木登记", "国槐", "1.85", "胸围合计 2.75 米", "状态：健康 1 条、要治 1 条", "王某某"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let separated = board.read("output/data/registers-trees.csv");
    assert!(separated.contains("registers/trees#1"), "{separated}");
    for (name, bytes) in board.tree("output") {
        let said = String::from_utf8_lossy(&bytes).into_owned();
        for hidden in ["13800138000", "王甲乙"] {
            assert!(!said.contains(hidden), "{hidden} is in {name}");
        }
    }
    // Its checks are held, and its own words say what is wrong.
    board.write(
        "content/台账/trees.yaml",
        "类型: 树木\n标题: 老树\n行:\n  - {编号: 1, 树名: 国槐, 栽种: 2020-01-01, 移走: 2019-01-01, 状态: 健康}\n  - {编号: 2, 树: 银杏, 状态: 枯}\n",
    );
    let run = board.run(&["check", "--as-of", AS_OF, "--lang", "zh-CN"]);
    let told = format!("{}{}", run.out, run.err);
    for words in ["register-row", "移走的日子在栽种之前", "unknown-field", "not-a-choice"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
    let run = board.run(&["check", "--as-of", AS_OF, "--lang", "en"]);
    let told = format!("{}{}", run.out, run.err);
    assert!(told.contains("it was felled before it was planted"), "{told}");
    // An own type of a name that is built in is used in its place.
    board.write(
        "content/register-types/wishes.yaml",
        "format: 1\nname: {en: wishes, zh: 微心愿}\ncolumns: [{name: {en: wish, zh: 心愿}, form: text}]\n",
    );
    let run = board.run(&["check", "--as-of", AS_OF, "--lang", "zh-CN"]);
    assert!(format!("{}{}", run.out, run.err).contains("“提出日期”"), "{}{}", run.out, run.err);
}

/// What is found in one register with these rows.
fn found(kind: &str, rows: &str) -> Vec<String> {
    let board = Board::new()
        .file("content/board.yaml", BOARD)
        .file("content/registers/one.yaml", format!("type: {kind}\ntitle: One\nrows:\n{rows}"));
    let run = board.run(&["check", "--as-of", AS_OF, "--format", "json"]);
    let all: Vec<Value> = serde_json::from_str(&run.out).expect("findings");
    all.iter().filter_map(|one| one["code"].as_str().map(str::to_owned)).collect()
}

#[test]
fn each_check_fails_and_passes() {
    for (kind, good, bad, code) in [
        (
            "rota",
            "  - {number: 1, duty: a, turn: b, from: 2025-01-01, to: 2025-01-31}\n",
            "  - {number: 1, duty: a, turn: b, from: 2025-01-31, to: 2025-01-01}\n",
            "register-row",
        ),
        (
            "rota",
            "  - {number: 1, duty: a, turn: b, from: 2025-01-01, to: 2025-01-31}\n  - {number: 2, duty: a, turn: c, from: 2025-01-31}\n",
            "  - {number: 1, duty: a, turn: b, from: 2025-01-01, to: 2025-01-31}\n  - {number: 2, duty: a, turn: c, from: 2025-01-30}\n",
            "register-row",
        ),
        (
            "surveys",
            "  - {number: 1, subject: a, issued: 10, returned: 10}\n",
            "  - {number: 1, subject: a, issued: 10, returned: 11}\n",
            "register-figures",
        ),
        (
            "appraisals",
            "  - {number: 1, period: 2025-Q1, subject: a, asked: 10, satisfied: 7, basically: 2, unsatisfied: 1}\n",
            "  - {number: 1, period: 2025-Q1, subject: a, asked: 10, satisfied: 7, basically: 2, unsatisfied: 2}\n",
            "register-figures",
        ),
        (
            "appraisals",
            "  - {number: 1, period: 2025-Q1, subject: a, asked: 3, satisfied: 2, rate: 66.7%}\n",
            "  - {number: 1, period: 2025-Q1, subject: a, asked: 3, satisfied: 2, rate: 66.6%}\n",
            "register-share",
        ),
        (
            "targets",
            "  - {number: 1, task: a, target: 16397, actual: 22136, rate: 135%}\n",
            "  - {number: 1, task: a, target: 16397, actual: 22136, rate: 136%}\n",
            "register-share",
        ),
        (
            "wishes",
            "  - {number: 1, wish: a, state: done, done: 2025-01-02}\n",
            "  - {number: 1, wish: a, state: done}\n",
            "register-row",
        ),
        (
            "venues",
            "  - {number: 1, venue: a}\n  - {number: 2, venue: b}\n",
            "  - {number: 1, venue: a}\n  - {number: 2, venue: a}\n",
            "register-row",
        ),
        (
            "seal-use",
            "  - {number: 1, day: 2025-01-02, seal: a, document: b, copies: 2, approved_by: c}\ntotals: {rows: 1, copies: 2}\n",
            "  - {number: 1, day: 2025-01-02, seal: a, document: b, copies: 2, approved_by: c}\ntotals: {rows: 1, copies: 3}\n",
            "register-total",
        ),
        (
            "seal-use",
            "  - {number: 1, day: 2025-01-02, seal: a, document: b, approved_by: c}\n",
            "  - {number: 1, seal: a, document: b, approved_by: c}\n",
            "missing-field",
        ),
    ] {
        assert_eq!(found(kind, good), Vec::<String>::new(), "{kind}: {good}");
        assert_eq!(found(kind, bad), [code], "{kind}: {bad}");
    }
}

#[test]
fn what_is_left_out_of_sums_and_shares_is_told() {
    let board = Board::new()
        .file("content/board.yaml", BOARD)
        .file(
            "content/registers/forms.yaml",
            "类型: 问卷\n标题: 问卷\n行:\n  - {编号: 1, 题目: a, 发出: 10, 收回: 5}\n  - {编号: 2, 题目: b, 发出: 10}\n",
        )
        .file(
            "content/registers/things.yaml",
            "类型: 设备\n标题: 设备\n行:\n  - {编号: 1, 设备名称: 门, 位置: 东, 数量: 2, 单价: 300}\n  - {编号: 2, 设备名称: 灯, 位置: 西, 数量: 3}\n",
        );
    let run = board.run(&["build", "--as-of", AS_OF]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let forms = page(&board, "forms");
    assert!(forms.contains("另有 1 条缺数，没有算进来"), "{forms}");
    let things = page(&board, "things");
    assert!(things.contains("另有 1 条缺数或者只知道大概，没有加进来"), "{things}");
    let large = "  - {number: 1, kind: a, place: b, quantity: 900000000, price: 900000000}\n";
    assert_eq!(found("hardware", large), ["register-figures"]);
}

/// What is said of types, each in a file of its own.
fn said_of_types(types: &[&str]) -> Vec<String> {
    let mut board = Board::new().file("content/board.yaml", BOARD);
    for (place, text) in types.iter().enumerate() {
        let path = format!("content/register-types/type-{place}.yaml");
        board = board.file(&path, format!("format: 1\n{text}"));
    }
    let run = board.run(&["check", "--as-of", AS_OF, "--format", "json", "--lang", "en"]);
    let all: Vec<Value> = serde_json::from_str(&run.out).expect("findings");
    let said = all.iter().filter(|one| one["code"] == "bad-register-type");
    said.filter_map(|one| one["message"].as_str().map(str::to_owned)).collect()
}

#[test]
fn a_type_that_cannot_be_is_told_why() {
    let column = |name: &str| format!("name: one\ncolumns: [{{name: {name}, form: text}}]\n");
    for name in ["tree", "number_of_it", "{en: day, zh: 那天}"] {
        assert_eq!(said_of_types(&[&column(name)]), Vec::<String>::new(), "{name}");
    }
    for name in ["id", "register", "register_title", "as_of", "number", "rows"] {
        let said = said_of_types(&[&column(name)]);
        assert!(said.len() == 1 && said[0].contains("uses this name itself"), "{name}: {said:?}");
    }
    for name in ["代号", "台账", "台账标题", "截至", "编号", "行数", "臺賬標題"] {
        let said = said_of_types(&[&column(&format!("{{en: tree, zh: {name}}}"))]);
        assert!(said.len() == 1 && said[0].contains("uses this name itself"), "{name}: {said:?}");
    }
    let figures = "name: one\ncolumns: [{name: a, form: count}, {name: b, form: count}]\n";
    for (type_, why) in [
        (format!("{figures}computed: [{{name: a, product: [a, b]}}]\n"), "of this name already"),
        (format!("{figures}computed: [{{name: as_of, product: [a, b]}}]\n"), "this name itself"),
        (format!("{figures}checks: [{{says: x, apart: [a, b, b]}}]\n"), "must be a day"),
    ] {
        let said = said_of_types(&[&type_]);
        assert!(said.len() == 1 && said[0].contains(why), "{type_}: {said:?}");
    }
    let called = |en: &str, zh: &str| {
        format!("name: {{en: {en}, zh: {zh}}}\ncolumns: [{{name: a, form: text}}]\n")
    };
    assert!(said_of_types(&[&called("trees", "树木"), &called("shrubs", "灌木")]).is_empty());
    for other in [called("trees", "灌木"), called("shrubs", "树木"), called("trees", "树木")]
    {
        let said = said_of_types(&[&called("trees", "树木"), &other]);
        assert!(said.len() == 1 && said[0].contains("in another file"), "{other}: {said:?}");
    }
}

#[test]
fn an_item_that_is_no_row_is_named() {
    for rows in ["  -\n", "  - ~\n", "  - 广告位\n", "  - [1, 2]\n", "  无\n"] {
        assert_eq!(found("wishes", rows), ["not-a-mapping"], "{rows}");
    }
    let beside = "  - {number: 1, wish: a, state: unclaimed}\n  -\n";
    assert_eq!(found("wishes", beside), ["not-a-mapping"]);
}

#[test]
fn guarded_values_change_only_with_a_correction() {
    let wish = |day: &str| {
        format!(
            "type: wishes\ntitle: W\nrows:\n  - {{number: 3, wish: a, done: {day}, state: done}}\n"
        )
    };
    let board = Board::new()
        .file("content/board.yaml", BOARD)
        .file("content/registers/w.yaml", wish("2025-01-02"));
    assert_eq!(board.run(&["build", "--as-of", AS_OF]).code, 0);
    board.write("content/registers/w.yaml", wish("2025-01-03"));
    assert_eq!(board.codes(), ["silent-change"]);
    let corrected = "corrected: [{field: rows.3.done, was: 2025年1月2日, on: 2025-04-30, grade: typo, why: 抄错了}]\n";
    board.write("content/registers/w.yaml", wish("2025-01-03") + corrected);
    let run = board.run(&["build", "--as-of", AS_OF]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(page(&board, "w").contains("第 3 行 完成日期"), "{}", page(&board, "w"));
    // A row that is gone is told too.
    let other = "type: wishes\ntitle: W\nrows:\n  - {number: 4, wish: a, state: unclaimed}\n";
    board.write("content/registers/w.yaml", format!("{other}{corrected}"));
    let run = board.run(&["check", "--as-of", AS_OF, "--lang", "zh-CN"]);
    assert!(run.out.contains("silent-change") || run.err.contains("silent-change"), "{}", run.err);
}
