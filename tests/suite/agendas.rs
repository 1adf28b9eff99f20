//! From what was posted before a meeting to what was done after it: the agenda apart from the minutes,
//! objections with their answers, and what is overdue.

use serde_json::Value;

use super::harness::Board;
use super::html::{tables, text};
use super::sample::sample;

const MEETING: &str = "\
kind: committee
title: 二月的会
date: 2025-03-01
posted_agenda: {on: 2025-02-27, items: [更换 水泵（3号楼）, 停车自治公约, 清理楼道, 选举监督小组]}
motions:
  - {number: 1, text: 更换水泵(3号楼), outcome: passed}
  - {number: 2, text: 公约第三稿, item: 停车自治公约, outcome: defeated}
  - {number: 3, text: 公约试行一年, item: 停车自治公约, outcome: passed}
elections:
  - {body: 监督小组, item: 选举监督小组, seats: 1, candidates: [{name: 候选人一, people: 9, elected: yes}]}
";

const PAGE: &str = "output/decisions/2025-03-committee.html";
const SHEET: &str = "output/sheets/decisions/2025-03-committee.html";

fn board(meeting: &str) -> Board {
    Board::new().file("content/decisions/2025-03-committee.yaml", meeting)
}

/// A page as it is made for a day, as text.
fn page(meeting: &str, day: &str, address: &str) -> String {
    let board = board(meeting);
    let built = board.run(&["build", "--as-of", day]);
    assert_eq!(built.code, 0, "{}{}", built.out, built.err);
    board.read(address)
}

/// The codes of the findings on a day.
fn codes(meeting: &str, day: &str) -> Vec<String> {
    let run = board(meeting).run(&["check", "--format", "short", "--as-of", day]);
    let code = |line: &str| line.split(": ").nth(1).map(str::to_owned);
    run.out.lines().filter_map(code).collect()
}

/// What stands between two texts.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let rest = &text[text.find(from).unwrap_or_else(|| panic!("{from} in {text}"))..];
    &rest[..rest.find(to).unwrap_or(rest.len())]
}

/// The items of the posted agenda as shown, each with what came of it.
fn items(page: &str) -> Vec<String> {
    let section = between(page, "会前公示的议程", "</section>");
    section.split("<li>").skip(1).map(|item| text(between(item, "", "</li>"))).collect()
}

#[test]
fn the_agenda_is_told_apart_from_the_minutes() {
    let page = page(MEETING, "2025-03-02", PAGE);
    // 27 and 28 February: two days before the first of March.
    assert!(
        text(&page)
            .contains("2025年2月27日贴出，开会前 2 天。贴出 4 项，会上议了 3 项，没有议 1 项。")
    );
    let expected = [
        "更换 水泵（3号楼） 通过",
        "停车自治公约 未通过 通过",
        "清理楼道 会上没有议",
        "选举监督小组 已选举",
    ];
    assert_eq!(items(&page), expected);
    assert!(page.find("会前公示的议程") < page.find("表决的事"), "before the minutes");
}

#[test]
fn what_is_settled_and_was_not_posted_is_found_and_shown() {
    assert_eq!(codes(MEETING, "2025-03-02"), Vec::<String>::new());
    let more = |line: &str| MEETING.replace("elections:", &format!("{line}\nelections:"));
    for (line, found) in [
        ("  - {number: 4, text: 装充电桩, outcome: passed}", true),
        ("  - {number: 4, text: 清理楼道。, outcome: defeated}", true),
        ("  - {number: 4, text: 清理, item: 清理楼, outcome: tabled}", true),
        ("  - {number: 4, text: 装充电桩, outcome: tabled}", false),
        ("  - {number: 4, text: 清 理 楼 道, outcome: passed}", false),
    ] {
        let codes = codes(&more(line), "2025-03-02");
        assert_eq!(codes.contains(&"unposted-item".to_owned()), found, "{line}: {codes:?}");
        let page = page(&more(line), "2025-03-02", PAGE);
        let shown = page.contains("没有事先贴出的");
        assert_eq!(shown, found || line.contains("装充电桩"), "{line}");
    }
    let election = MEETING.replace("item: 选举监督小组, ", "");
    assert_eq!(codes(&election, "2025-03-02"), ["unposted-item"]);
    let waived = format!("{election}waives: {{unposted-item: 有人辞职，当天补选}}\n");
    assert_eq!(codes(&waived, "2025-03-02"), Vec::<String>::new());
    assert!(page(&waived, "2025-03-02", PAGE).contains("有人辞职，当天补选"));
}

#[test]
fn an_item_is_named_only_where_an_agenda_is_written() {
    let agenda = MEETING.lines().find(|line| line.starts_with("posted_agenda")).expect("a line");
    let without = MEETING.replace(agenda, "place: 议事亭");
    assert_eq!(codes(&without, "2025-03-02"), ["unposted-item"; 3]);
    let unnamed = without.replace("item: 停车自治公约, ", "").replace("item: 选举监督小组, ", "");
    assert_eq!(codes(&unnamed, "2025-03-02"), Vec::<String>::new());
    assert!(!page(&unnamed, "2025-03-02", PAGE).contains("会前公示的议程"));
}

#[test]
fn a_meeting_that_is_called_tells_what_it_will_discuss() {
    let called = &MEETING[..MEETING.find("motions:").expect("motions")];
    for (day, state) in
        [("2025-02-28", "会上要议"), ("2025-03-01", "会上要议"), ("2025-03-02", "还没有公布结果")]
    {
        let shown = items(&page(called, day, PAGE));
        assert_eq!(shown.len(), 4);
        assert!(shown.iter().all(|item| item.ends_with(state)), "{day}: {shown:?}");
    }
    // Posted until the day of the meeting.
    for (day, now) in [("2025-02-27", true), ("2025-03-01", true), ("2025-03-02", false)] {
        let home = page(called, day, "output/index.html");
        let posted = between(&home, "正在公示", "</section>");
        assert_eq!(posted.contains("decisions/2025-03-committee.html"), now, "{day}");
    }
    let check = board(called).run(&["check", "--as-of", "2025-03-01"]);
    assert!(check.err.contains("2025-03-02"), "the page changes the day after: {}", check.err);
    let sheet = text(&page(called, "2025-03-01", SHEET));
    assert!(sheet.contains("2025年3月1日开业委会会议") && !sheet.contains("召开了"), "{sheet}");
    for item in ["更换 水泵（3号楼）", "停车自治公约", "清理楼道", "选举监督小组"]
    {
        assert!(sheet.contains(&format!("要议：{item}")), "{item} in {sheet}");
    }
    let after = text(&page(MEETING, "2025-03-02", SHEET));
    assert!(after.contains("没有议：清理楼道") && !after.contains("要议："), "{after}");
}

#[test]
fn an_agenda_is_posted_before_the_meeting_and_stays_as_it_was() {
    let late = MEETING.replace("on: 2025-02-27", "on: 2025-03-02");
    assert_eq!(codes(&late, "2025-03-05"), ["out-of-order"]);
    assert_eq!(codes(&late, "2025-03-01"), ["in-the-future"]);
    let same = MEETING.replace("on: 2025-02-27", "on: 2025-03-01");
    assert!(page(&same, "2025-03-02", PAGE).contains("就是开会那天"));

    let board = board(MEETING);
    board.build();
    board.write("content/decisions/2025-03-committee.yaml", MEETING.replace("清理楼道, ", ""));
    assert_eq!(board.codes(), ["silent-change"]);
    assert!(board.check().out.contains("清理楼道"), "{}", board.check().out);
}

/// A decision posted from 2 to 8 March.
fn posted(window: &str) -> String {
    format!(
        "kind: committee\ntitle: 换泵\ndate: 2025-03-01\nwindow: {{from: 2025-03-02, days: 7{window}}}\n"
    )
}

#[test]
fn objections_stand_with_their_answers() {
    let window = ", objections: 3, answers: [{said: 太吵, from: 3栋业主, count: 2, reply: 加隔音垫, on: 2025-03-07}, {said: 太贵}]";
    let html = page(&posted(window), "2025-03-10", PAGE);
    let table = tables(&html).into_iter().find(|table| table.class == "opinions").expect("a table");
    let rows: Vec<Vec<String>> = table
        .part("tbody")
        .iter()
        .map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect())
        .collect();
    let expected =
        [["太吵 3栋业主 2 人", "已答复 加隔音垫 2025年3月7日答复"], ["太贵", "还没有答复"]];
    assert_eq!(rows, expected);
    assert!(html.contains("收到异议 3 件，已答复 2 件。"));
    assert!(page(&posted(window), "2025-03-10", "output/posted.html").contains("已答复 2 件"));
    assert!(page(&posted(window), "2025-03-10", SHEET).contains("收到异议 3 件，已答复 2 件。"));
    // What is told one by one need not be counted by hand.
    let told = page(&posted(&window.replace(" objections: 3,", "")), "2025-03-10", PAGE);
    assert!(told.contains("收到异议 3 件，已答复 2 件。"));
    assert!(!page(&posted(", objections: 0"), "2025-03-10", PAGE).contains("异议和答复"));
}

#[test]
fn objections_without_an_answer_are_asked_for_after_fifteen_days() {
    let answer = ", objections: 2, answers: [{said: 太吵, reply: 加隔音垫}]";
    // The eighth is its last day; 15 days later is the 23rd.
    assert_eq!(codes(&posted(answer), "2025-03-23"), Vec::<String>::new());
    assert_eq!(codes(&posted(answer), "2025-03-24"), ["objections-unanswered"]);
    for (window, expected) in [
        (", objections: 1", "objections-unanswered"),
        (", answers: [{said: 太吵}]", "objections-unanswered"),
        (", objections: 0", ""),
        ("", ""),
        (", objections: 2, answers: [{said: 太吵, count: 2, adopted: in-full}]", ""),
        (
            ", objections: 1, answers: [{said: 太吵, count: 2, reply: 是}]",
            "answers-beyond-objections",
        ),
        (", answers: [{said: 太吵, adopted: declined}]", "declined-without-why"),
        (", answers: [{said: 太吵, reply: 是, on: 2025-02-28}]", "out-of-order"),
    ] {
        let found = codes(&posted(window), "2025-04-30");
        assert_eq!(found.join(" "), expected, "{window}");
    }
    let waived = format!("{}waives: {{objections-unanswered: 等检测}}\n", posted(answer));
    assert_eq!(codes(&waived, "2025-04-30"), Vec::<String>::new());
}

#[test]
fn what_is_overdue_is_asked_for_from_the_day_after() {
    let follow = |rest: &str| {
        format!(
            "kind: committee\ntitle: 换泵\ndate: 2025-03-01\nmotions:\n  - {{number: 1, text: 换泵, outcome: passed, follow_up: {{what: 报价, by: 2025-03-10{rest}}}}}\n"
        )
    };
    assert_eq!(codes(&follow(""), "2025-03-10"), Vec::<String>::new());
    assert_eq!(codes(&follow(""), "2025-03-11"), ["follow-up-overdue"]);
    assert_eq!(codes(&follow(", done: 2025-03-20"), "2025-03-25"), Vec::<String>::new());
    let waived = format!("{}waives: {{follow-up-overdue: 还差一家}}\n", follow(""));
    assert_eq!(codes(&waived, "2025-03-11"), Vec::<String>::new());
    let line = |day: &str| {
        let page = page(&waived, day, PAGE);
        text(between(&page, "class=\"follow\"", "</ul>"))
    };
    assert!(line("2025-03-11").contains("已过期限 原因：还差一家"), "{}", line("2025-03-11"));
    assert!(!line("2025-03-10").contains("还差一家"), "not before it is overdue");
}

#[test]
fn the_agendas_of_the_sample_board_are_counted_from_their_records() {
    let mut seen = 0;
    for decision in sample().data("decisions") {
        let Some(items_posted) = decision["posted_agenda"]["items"].as_array() else { continue };
        let id = decision["id"].as_str().expect("an id");
        let up: Vec<&str> = decision["motions"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|motion| motion["item"].as_str().or(motion["text"].as_str()))
            .collect();
        let left: Vec<&str> = items_posted
            .iter()
            .filter_map(Value::as_str)
            .filter(|item| !up.contains(item))
            .collect();
        let shown = items(sample().text(&format!("{id}.html")));
        assert_eq!(shown.len(), items_posted.len(), "{id}");
        let not_taken_up: Vec<&str> =
            shown.iter().filter_map(|item| item.strip_suffix(" 会上没有议")).collect();
        assert_eq!(not_taken_up, left, "{id}");
        seen += left.len();
    }
    assert!(seen > 0, "one of them did not take up an item");
}
