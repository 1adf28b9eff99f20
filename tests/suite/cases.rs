//! Cases: how they went on, what is told of it, and what they come to.
//!
//! `tests/tools/cases.py` counts every figure of the statistics again from the exported table.

use serde_json::Value;

use super::books::word;
use super::harness::{BOARD, Board};
use super::html::tables;

/// The steps of a published case that are of one kind, with their days, wherever they stand.
pub(crate) fn steps<'r>(
    record: &'r Value,
    what: &str,
) -> impl Iterator<Item = (&'r str, &'r Value)> {
    let short = std::iter::once(&record[what]);
    let events = record["events"].as_array().into_iter().flatten();
    let events = events.filter(move |event| word(event, "what") == Some(what));
    let events: Vec<&Value> = events.collect();
    short.chain(events).filter_map(|step| Some((word(step, "on")?, step)))
}

/// Why a published case ended, if it did and was not taken up again since.
pub(crate) fn ending(record: &Value) -> Option<&str> {
    let reopened = steps(record, "reopened").map(|(on, _)| on).max().unwrap_or_default();
    let closed = steps(record, "closed").filter(|(on, _)| *on > reopened);
    closed.max_by_key(|(on, _)| *on).and_then(|(_, step)| word(step, "reason"))
}

/// A board with one case that came in on 1 March 2025, the day after is 30 April.
fn case(fields: &str) -> Board {
    let text = format!("title: 灯\nopened: 2025-03-01\n{fields}");
    Board::empty().file("content/board.yaml", BOARD).file("content/cases/a.yaml", text)
}

#[test]
fn what_cannot_have_happened_so_is_found() {
    let closed = "closed: {on: 2025-03-08, reason: fixed}\n";
    for (fields, codes) in [
        (closed.to_owned(), vec![]),
        (
            format!(
                "{closed}events: [{{on: 2025-03-08, what: closed, reason: fixed, by: 物业}}]\n"
            ),
            vec![],
        ),
        (
            format!("{closed}events: [{{on: 2025-03-08, what: closed, reason: mediated}}]\n"),
            vec!["event-differs"],
        ),
        (
            format!("{closed}events: [{{on: 2025-03-09, what: closed, reason: fixed}}]\n"),
            vec!["closed-twice"],
        ),
        (format!("{closed}events: [{{on: 2025-03-09, what: reopened}}]\n"), vec![]),
        (
            format!(
                "{closed}events: [{{on: 2025-03-08, what: reopened}}, {{on: 2025-03-27, what: closed, reason: fixed}}]\n"
            ),
            vec![],
        ),
        (format!("{closed}events: [{{on: 2025-03-07, what: reopened}}]\n"), vec!["reopened-open"]),
        (
            format!(
                "{closed}events: [{{on: 2025-03-09, what: reopened}}, {{on: 2025-03-10, what: reopened}}]\n"
            ),
            vec!["reopened-open"],
        ),
        ("replied: {on: 2025-02-28}\n".to_owned(), vec!["out-of-order"]),
        ("events: [{on: 2025-02-28, what: urged}]\n".to_owned(), vec!["out-of-order"]),
        ("tier: {by: 2025-02-28}\n".to_owned(), vec!["out-of-order"]),
        ("tier: {by: 2025-06-01}\n".to_owned(), vec![]),
        ("tier: {at_once: no, by: 2025-06-01}\n".to_owned(), vec![]),
        ("tier: {by: 2025-06-01, escalated_to: 房管所}\n".to_owned(), vec!["tier-not-one"]),
        ("tier: {at_once: yes, by: 2025-06-01}\n".to_owned(), vec!["tier-not-one"]),
        ("tier: {at_once: no}\n".to_owned(), vec!["tier-not-one"]),
        ("tier: {at_once: later}\n".to_owned(), vec!["not-a-choice"]),
        ("events: [{on: 2025-05-01, what: urged}]\n".to_owned(), vec!["in-the-future"]),
        (
            format!("{closed}events: [{{on: 2025-03-07, what: visited, satisfied: yes}}]\n"),
            vec!["out-of-order"],
        ),
        ("events: [{on: 2025-03-02, what: assigned}]\n".to_owned(), vec!["missing-field"]),
        ("events: [{on: 2025-03-02, what: escalated}]\n".to_owned(), vec!["missing-field"]),
        ("events: [{on: 2025-03-02, what: closed}]\n".to_owned(), vec!["missing-field"]),
        ("events: [{on: 2025-03-02, what: visited}]\n".to_owned(), vec!["missing-field"]),
        ("events: [{on: 2025-03-02, what: praised}]\n".to_owned(), vec!["not-a-choice"]),
    ] {
        assert_eq!(case(&fields).codes(), codes, "{fields}");
    }
}

#[test]
fn a_case_that_was_taken_up_again_is_open_until_it_ends_again() {
    let closed = "closed: {on: 2025-03-08, reason: fixed}\n";
    let again = "{on: 2025-03-20, what: reopened}";
    let open = case(&format!("{closed}events: [{again}]\n"));
    assert_eq!(open.build().code, 0);
    assert!(
        open.path("output/cases-state-reopened.html").exists() || {
            // Alone it is the whole of its kind, and has no list of its own.
            open.read("output/cases.html").contains("重办中")
        }
    );
    assert!(!open.path("output/sheets/cases/a.html").exists(), "what is open is not announced");
    assert!(open.read("output/case-statistics.html").contains("办结 0 件"));
    let late = case(&format!("{closed}tier: {{by: 2025-03-10}}\nevents: [{again}]\n"));
    late.build();
    let page = late.read("output/cases/a.html");
    assert!(
        page.contains("还没有办结，期限已过") && page.contains("期限是2025年3月10日"),
        "{page}"
    );
    let ended =
        format!("{closed}events: [{again}, {{on: 2025-04-02, what: closed, reason: mediated}}]\n");
    let ended = case(&ended);
    ended.build();
    let page = ended.read("output/cases/a.html");
    assert!(page.contains("用了 32 天：已调解") && page.contains("1 次"), "{page}");
    assert!(ended.read("output/sheets/cases/a.html").contains("办理经过"));
}

#[test]
fn the_board_names_the_stages() {
    let stages = "办事环节: {受理: 摸底, 核实: 明况, 分派: 分类}\n";
    let board =
        case("assigned: {on: 2025-03-02, to: 物业}\nevents: [{on: 2025-03-03, what: examined}]\n")
            .file("content/board.yaml", format!("{BOARD}{stages}"));
    board.build();
    let page = board.read("output/cases/a.html");
    for stage in ["摸底", "明况", "分类"] {
        assert!(page.contains(&format!("\">{stage}</span>")), "{stage}: {page}");
    }
    let data = board.read("output/data/cases-2025.jsonl");
    assert!(data.contains("\"what\":\"examined\"") && !data.contains("明况"), "{data}");
}

/// 雉城街道 stated in 2018 that of 33,021 matters 32,793 had been dealt with: 99.3 %.
#[test]
fn of_stated_totals_the_rest_and_the_rate_are_computed() {
    let stating = |totals: &str| {
        let settings = format!("{BOARD}stated_totals: [{totals}]\n");
        Board::empty().file("content/board.yaml", settings)
    };
    let of = |of: &str, more: &str| format!("{{period: 2018, of: {of}, {more}, source: 报道}}");
    let cases = of("cases", "count: 33021");
    let board = stating(&format!("{cases}, {}", of("closed", "count: 32793件, rate: 99.3%")));
    assert_eq!(board.codes(), Vec::<String>::new());
    board.build();
    let page = board.read("output/about.html");
    for said in ["33,021", "32,793", "228", "99.3%", "由公布的总数算出"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    for (more, codes) in [
        (of("closed", "count: 32793, rate: 99.4%"), vec!["stated-rate-differs"]),
        (of("closed", "count: 32793, rate: 99%以上"), vec![]),
        (of("closed", "count: 33022"), vec!["stated-totals-clash"]),
        (of("closed", "count: 33022, why: 有上一年受理的"), vec![]),
        (of("resolved", "count: 33022"), vec!["stated-totals-clash"]),
        (of("other", "count: 8000余条, what: 民情"), vec![]),
        (of("meetings", "count: 百余次"), vec![]),
        (of("other", "count: 8000余条"), vec!["missing-field"]),
        (of("meetings", "count: 很多次"), vec!["not-a-number"]),
    ] {
        assert_eq!(stating(&format!("{cases}, {more}")).codes(), codes, "{more}");
    }
    let board = stating(&of("other", "count: 8000余条, what: 民情"));
    board.build();
    let page = board.read("output/about.html");
    let found = tables(&page);
    let table = found.iter().find(|table| table.class.is_empty()).expect("a table");
    let row = &table.part("tbody")[0];
    let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(cells, ["2018年", "民情", "8000余条", "没有", "报道"]);
}

#[test]
fn a_mediated_case_names_nobody_and_no_door() {
    let mediated = "closed: {on: 2025-03-08, reason: mediated}\n";
    for (fields, found) in [
        ("place: 3栋1单元\nnote: 两家说好换减震垫\n", false),
        ("note: 3栋1单元502室的王建国答应换减震垫\n", true),
        ("replied: {on: 2025-03-05, note: 已告诉住在3栋1单元502室的王建国}\n", true),
        ("events: [{on: 2025-03-05, what: noted, note: 找3栋1单元502室的王建国谈过}]\n", true),
    ] {
        let board = case(&format!("{mediated}{fields}"));
        let codes = board.codes();
        assert_eq!(codes.contains(&"room-with-name".to_owned()), found, "{fields} {codes:?}");
    }
}
