//! A matter is told whole wherever it is met: from the case over the decision to what was paid, and
//! back. Computed here from the published data alone.

use std::collections::BTreeMap;

use serde_json::Value;

use super::harness::{BOARD, Board};
use super::html::tables;
use super::sample::sample;

fn word<'a>(record: &'a Value, field: &str) -> Option<&'a str> {
    record[field].as_str()
}

/// The records that a field names, one or several.
fn named<'a>(record: &'a Value, field: &str) -> Vec<&'a str> {
    match &record[field] {
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    }
}

#[test]
fn from_a_case_over_its_decision_to_the_payment_and_back() {
    let sample = sample();
    let decisions = sample.data("decisions");
    // A decision is about a case, or the case says that it was decided there.
    let mut decided: Vec<(String, String)> = Vec::new();
    for decision in &decisions {
        for about in named(decision, "for").into_iter().filter(|id| id.starts_with("cases/")) {
            let id = word(decision, "id").expect("an id");
            decided.push((about.to_owned(), id.to_owned()));
        }
    }
    for case in sample.data("cases") {
        for id in named(&case, "decided_by") {
            decided.push((word(&case, "id").expect("an id").to_owned(), id.to_owned()));
        }
    }
    let mut seen = 0;
    for spent in sample.data("expenditures") {
        let id = word(&spent, "id").expect("an id");
        for by in named(&spent, "approved_by") {
            for (case, _) in decided.iter().filter(|(_, decision)| decision == by) {
                let page = sample.text(&format!("{case}.html"));
                assert!(page.contains(&format!("href=\"../{id}.html\"")), "{case} tells of {id}");
                let page = sample.text(&format!("{id}.html"));
                assert!(page.contains(&format!("href=\"../{case}.html\"")), "{id} tells of {case}");
                seen += 1;
            }
        }
    }
    assert!(seen >= 5, "{seen} payments go back to a case");
}

#[test]
fn what_is_missing_in_a_matter_is_said() {
    let board = Board::new()
        .file("content/fees/a.yaml", "title: 保洁费\nrate: 1\nper: household\nevery: month\nfrom: 2025-01-01\nfund: common\n")
        .file("content/fees/b.yaml", "title: 电费\nper: household\nevery: once\nfrom: 2025-01-01\nfund: common\nadopted_by: decisions/b\n")
        .file("content/fees/c.yaml", "title: 水费\nrate: 1\nper: household\nevery: month\nfrom: 2025-01-01\nfund: common\nchanges: [{from: 2025-04-01, rate: 2, adopted_by: decisions/b}]\n")
        .file(
            "content/decisions/a.yaml",
            "title: 换灯\nkind: committee\ndate: 2025-03-01\napproves: 300.00\nmotions: [{number: 1, text: 换灯, outcome: tabled}]\n",
        )
        .file("content/decisions/b.yaml", "title: 换泵\nkind: committee\ndate: 2025-03-01\napproves: 300.00\n");
    assert_eq!(board.build().code, 0);
    let page = |address: &str| board.read(&format!("output/{address}"));
    assert!(page("fees/a.html").contains("没有写是哪次会议定的"));
    assert!(!page("fees/b.html").contains("没有写是哪次会议定的"), "a bill has its decision");
    assert!(!page("fees/c.html").contains("没有写是哪次会议定的"), "the rate of today has one");
    assert!(page("decisions/b.html").contains("批准的钱还没有用"));
    assert!(!page("decisions/a.html").contains("批准的钱还没有用"), "nothing was approved");
}

/// Meetings, motions, carried, not carried; or received, closed, fixed, open; by year.
fn by_year(kind: &str) -> BTreeMap<String, [usize; 4]> {
    let mut years: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    for record in sample().data(kind).iter().filter(|record| record["withdrawn"].is_null()) {
        let day = word(record, if kind == "cases" { "opened" } else { "date" }).expect("a day");
        let sums = years.entry(day[..4].to_owned()).or_default();
        let add = if kind == "cases" {
            let reason = super::cases::ending(record);
            let (closed, fixed) = (reason.is_some(), reason == Some("fixed"));
            [1, usize::from(closed), usize::from(fixed), usize::from(!closed)]
        } else {
            let motions = record["motions"].as_array().into_iter().flatten();
            let outcomes: Vec<&str> =
                motions.map(|one| word(one, "outcome").expect("one")).collect();
            let carried = outcomes.iter().filter(|outcome| outcome.starts_with("passed")).count();
            let defeated = outcomes.iter().filter(|outcome| **outcome == "defeated").count();
            [1, outcomes.len(), carried, defeated]
        };
        for (sum, more) in sums.iter_mut().zip(add) {
            *sum += more;
        }
    }
    years
}

#[test]
fn meetings_and_cases_are_counted_by_year() {
    for kind in ["decisions", "cases"] {
        let found = tables(sample().text(&format!("{kind}.html")));
        let table = found.iter().find(|table| table.class == "counted").expect("a table");
        let shown: BTreeMap<String, [usize; 4]> = table
            .part("tbody")
            .iter()
            .map(|row| {
                let figure = |place: usize| row.cells[place].text.parse().expect("a figure");
                let year = row.cells[0].text.trim_end_matches('年').to_owned();
                (year, [1, 2, 3, 4].map(figure))
            })
            .collect();
        let expected = by_year(kind);
        assert_eq!(shown, expected, "{kind}");
        let total = &table.part("tfoot")[0];
        let sums: Vec<usize> =
            total.cells[1..].iter().map(|cell| cell.text.parse().expect("a sum")).collect();
        let all: Vec<usize> =
            (0..4).map(|place| expected.values().map(|year| year[place]).sum()).collect();
        assert_eq!(sums, all, "{kind}");
    }
}

/// A board that states one total, and held two meetings in 2024.
fn stating(total: &str) -> Board {
    let meeting = |day: &str| format!("title: 会\nkind: hearing\ndate: {day}\n");
    let settings = format!("{BOARD}stated_totals: [{{{total}, source: 工作报告}}]\n");
    Board::empty()
        .file("content/board.yaml", settings)
        .file("content/decisions/a.yaml", meeting("2024-03-01"))
        .file("content/decisions/b.yaml", meeting("2024-09-01"))
}

#[test]
fn a_stated_total_is_marked_and_held_against_the_records_of_its_time() {
    for (total, codes) in [
        ("period: 2018, of: meetings, count: 65", vec![]),
        ("period: 2024, of: meetings, count: 2", vec![]),
        ("period: 2024, of: meetings, count: 3", vec!["stated-total-differs"]),
        ("period: 2024-Q1, of: meetings, count: 1", vec![]),
        ("period: 2024-Q1, of: meetings, count: 2", vec!["stated-total-differs"]),
        ("period: 2024-Q2, of: meetings, count: 2", vec![]),
        ("period: 2024, of: matters, count: 5", vec!["stated-total-differs"]),
        ("period: 2024, of: resolved, count: 51", vec![]),
        ("period: 2024, of: meetings, count: 3, why: 三月才开始记", vec![]),
        ("period: 2024, of: pavilions, count: 7", vec!["not-a-choice"]),
    ] {
        assert_eq!(stating(total).codes(), codes, "{total}");
    }
    let board = stating("period: 2018, of: meetings, count: 65");
    board.build();
    let page = board.read("output/decisions.html");
    let found = tables(&page);
    let table = found.iter().find(|table| table.class.is_empty()).expect("a table");
    assert!(page.contains("只有总数"), "{page}");
    let cells: Vec<&str> =
        table.part("tbody")[0].cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(cells, ["2018年", "会议", "65", "没有", "工作报告"]);
    let counted = found.iter().find(|table| table.class == "counted").expect("a table");
    assert!(!counted.part("tbody").iter().any(|row| row.cells[0].text.contains("2018")));
    assert!(!board.read("output/about.html").contains("只有总数"));
    // Of a kind without a record there is no list, so the page about the board tells of it.
    let board = stating("period: 2018, of: resolved, count: 51");
    board.build();
    assert!(!board.read("output/decisions.html").contains("只有总数"));
    let page = board.read("output/about.html");
    assert!(page.contains("只有总数") && page.contains("51"), "{page}");
}
