//! Projects: an allotment of 1,135 projects comes out to the cent, what was spent and is left is
//! what the payments say, and how far a project has come follows its days.

use std::collections::BTreeMap;

use mingbai::model::calendar::Day;
use mingbai::{Options, Site, compile};
use serde_json::Value;

use super::books::{cents, word};
use super::harness::{BOARD, Board};
use super::sample::{bytes, options, sources};

/// How many projects there were, and what they got in cents: 107 communities with 200,000 each.
const PROJECTS: i64 = 1135;
const ALLOTTED: i64 = 107 * 20_000_000;

/// A row of figures that follow no pattern of the program.
struct Row(u64);

impl Row {
    fn next(&mut self, below: u64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        i64::try_from((self.0 >> 33) % below).expect("a small number")
    }
}

fn yuan(cents: i64) -> String {
    format!("{}{}.{:02}", if cents < 0 { "-" } else { "" }, cents.abs() / 100, cents.abs() % 100)
}

/// With thousands marked, as pages show it.
fn shown(cents: i64) -> String {
    let plain = yuan(cents);
    let (whole, rest) = plain.split_once('.').expect("two decimals");
    let digits: Vec<char> = whole.chars().collect();
    let mut text = String::new();
    for (place, digit) in digits.iter().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(*digit);
    }
    format!("{text}.{rest}")
}

/// A board with one allotment, its projects and what was paid for them; `more` goes to the last.
fn town(more: i64) -> Vec<(String, Vec<u8>)> {
    let mut row = Row(2013);
    let (mut projects, mut paid) = (String::from("records:\n"), String::from("records:\n"));
    let (mut left, mut number) = (ALLOTTED, 0);
    for place in 1..=PROJECTS {
        // Each gets something between half and one and a half of the mean.
        let mean = left / (PROJECTS - place + 1);
        let part = if place == PROJECTS {
            left
        } else {
            mean / 2 + row.next(u64::try_from(mean).expect("above nothing"))
        };
        left -= part;
        let part = if place == PROJECTS { part + more } else { part };
        let mut days = String::new();
        let step = row.next(5);
        for (at, field) in ["started: 2025-01-06", "finished: 2025-03-20"].iter().enumerate() {
            if step > i64::try_from(at).expect("small") {
                days.push_str(&format!(", {field}"));
            }
        }
        if step == 3 {
            days.push_str(", accepted: {on: 2025-04-02}");
        }
        if step == 4 {
            days.push_str(", stopped: {on: 2025-04-03, why: 不做了}");
        }
        let part = yuan(part);
        projects.push_str(&format!(
            "  - {{number: {place}, title: 项目{place}, proposed: {{on: 2025-01-02}}, budget: {part}, \
             funding: {{allotment: projects/huimin, amount: {part}}}{days}}}\n"
        ));
        for _ in 0..row.next(4) {
            number += 1;
            let amount = yuan(row.next(400_000) - 20_000 + 1);
            paid.push_str(&format!(
                "  - {{number: {number}, date: 2025-02-{:02}, item: 付款{number}, amount: {amount}, \
                 fund: common, for: projects/2025.{place}, note: 第{number}笔}}\n",
                1 + number % 28
            ));
        }
    }
    let allotment = "title: 惠民项目资金\ndate: 2025-01-01\nallots: {amount: 21400000.00, each: \
                     200000.00, shares: 107, share_of: 个社区, projects: 1135}\n";
    let income = "records:\n  - {number: 1, date: 2025-01-02, item: 拨款, amount: 21400000.00, \
                  fund: common, for: projects/huimin}\n";
    let file = |path: &str, text: &str| (format!("content/{path}"), text.as_bytes().to_vec());
    vec![
        file("board.yaml", BOARD),
        file("projects/huimin.yaml", allotment),
        file("projects/2025.yaml", &projects),
        file("income/2025-01.yaml", income),
        file("expenditures/2025-02.yaml", &paid),
    ]
}

fn data(site: &Site, kind: &str) -> Vec<Value> {
    let text = bytes(site, &format!("data/{kind}-2025.jsonl"));
    let text = String::from_utf8(text).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// A page without what lies between tags, so that cells stand side by side.
fn page(site: &Site, address: &str) -> String {
    let text = String::from_utf8(bytes(site, address)).expect("UTF-8");
    text.lines().map(str::trim).collect()
}

/// How a published project stands, told from its line alone.
fn state(project: &Value) -> &'static str {
    let has = |field: &str| !project[field].is_null();
    match () {
        () if has("stopped") => "不做了",
        () if has("accepted") => "已验收",
        () if has("finished") => "已完工，还没有验收合格",
        () if has("started") => "正在做",
        () => "刚提出",
    }
}

#[test]
fn an_allotment_of_1135_projects_reconciles_to_the_cent() {
    let compiled = compile(&sources(&town(0)), &options());
    let found: Vec<String> =
        compiled.findings.iter().map(|finding| finding.code.name().to_owned()).collect();
    // The dice of the test pay some of them more than their budget, and nothing else is wrong.
    assert!(found.iter().all(|code| code == "spent-beyond-budget"), "{found:?}");
    let site = compiled.site.expect("a site");

    let projects = data(&site, "projects");
    let parts: Vec<&Value> =
        projects.iter().filter(|project| !project["funding"].is_null()).collect();
    assert_eq!(parts.len(), 1135);
    let part = |project: &Value| {
        let funding = &project["funding"];
        let one = funding.as_array().map_or(funding, |all| &all[0]);
        assert_eq!(word(one, "allotment"), Some("projects/huimin"));
        cents(word(one, "amount").expect("an amount"))
    };
    assert_eq!(parts.iter().map(|project| part(project)).sum::<i64>(), ALLOTTED);

    let mut spent: BTreeMap<String, i64> = BTreeMap::new();
    for payment in data(&site, "expenditures") {
        let project = payment["for"].as_array().map_or(&payment["for"], |all| &all[0]);
        let project = project.as_str().expect("a project").to_owned();
        *spent.entry(project).or_default() += cents(word(&payment, "amount").expect("an amount"));
    }
    assert!(spent.len() > 700, "{} projects were paid for", spent.len());

    let own = page(&site, "projects/huimin.html");
    let says = |what: &str| assert!(own.contains(what), "the page does not say {what}");
    says("107个社区，每份200,000.00");
    says("1135个，都记录在这里");
    says("18,854.63");
    says(&format!("1135个项目分去{}", shown(ALLOTTED)));
    says("还有0.00");
    says(&shown(spent.values().sum()));
    says(&format!("（{}个项目写了花多少）", spent.len()));
    let mut states: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for project in &parts {
        let group = states.entry(state(project)).or_default();
        group.0 += 1;
        group.1 += part(project);
    }
    assert_eq!(states.len(), 5);
    for (state, (count, sum)) in states {
        says(&format!(
            "<td class=\"text\">{state}</td><td class=\"figure\">{count}</td>\
             <td class=\"figure\">{}</td>",
            shown(sum)
        ));
    }

    // Each project says what was spent on it, and how much of its budget is left or missing.
    for project in parts.iter().step_by(37) {
        let id = word(project, "id").expect("an id");
        let own = page(&site, &format!("{id}.html"));
        let spent = spent.get(id).copied().unwrap_or(0);
        let left = part(project) - spent;
        let sign = if spent < 0 { "−" } else { "" };
        for what in [format!("{sign}{}", shown(spent.abs())), shown(left.abs())] {
            assert!(own.contains(&what), "{id} does not say {what}");
        }
        assert_eq!(own.contains("超出预算"), left < 0, "{id}");
    }
    let beyond = parts.iter().filter(|project| {
        let id = word(project, "id").expect("an id");
        spent.get(id).is_some_and(|spent| *spent > part(project))
    });
    assert_eq!(beyond.count(), found.len());
}

#[test]
fn one_cent_too_much_is_found() {
    let codes = |more| -> Vec<String> {
        let compiled = compile(&sources(&town(more)), &options());
        let codes = compiled.findings.iter().map(|finding| finding.code.name().to_owned());
        codes.filter(|code| code != "spent-beyond-budget").collect()
    };
    assert_eq!(codes(1), ["beyond-allotment"]);
    // A cent less is no mistake: it is not given yet.
    assert!(codes(-1).is_empty());
}

fn small(project: &str, payments: &str) -> Board {
    Board::new()
        .file("content/projects/pavilion.yaml", project)
        .file("content/expenditures/2025-04.yaml", format!("records:\n{payments}"))
}

fn read(board: &Board) -> String {
    board.build();
    board.read("output/projects/pavilion.html").lines().map(str::trim).collect()
}

#[test]
fn what_was_paid_back_and_what_was_put_right_counts() {
    let payments = "  - {number: 1, date: 2025-04-02, item: 木料, amount: 900.00, fund: common, for: projects/pavilion}\n  \
                    - {number: 2, date: 2025-04-03, item: 退木料, amount: -60.50, fund: common, for: projects/pavilion, note: 退货}\n  \
                    - {number: 3, date: 2025-04-04, item: 少记的, amount: 0.25, fund: common, adjusts: expenditures/2025-04.1, note: 抄错}\n  \
                    - {number: 4, date: 2025-04-05, item: 别的, amount: 5.00, fund: common}\n  \
                    - {number: 5, date: 2025-04-06, item: 茶水, amount: 约20元, fund: common, for: projects/pavilion}\n";
    let page = read(&small("title: 修凉亭\nbudget: 1000.00\nstarted: 2025-04-01\n", payments));
    for what in ["839.75", "160.25", "有1笔支出是约数", "正在做"] {
        assert!(page.contains(what), "{what}");
    }
}

#[test]
fn what_others_pay_is_told_and_not_counted() {
    let project = "title: 改造\nbudget: 30万元左右\nfunding:\n  \
                   - {from: 新物业公司, kind: third-party, amount: 20多万元, guarantor: 居委会}\n  \
                   - {fund: common, amount: 800.00}\n  - {from: 示例街道}\n";
    let page = read(&small(project, "  []\n"));
    for what in ["20多万元", "居委会", "没有提供", "800.00", "不经过本会的账", "有2笔是约数"]
    {
        assert!(page.contains(what), "{what}");
    }
    assert!(!page.contains("已支出0.00"), "nothing can be said of what was spent");
}

#[test]
fn a_project_moves_on_by_its_days() {
    let steps = "title: 活动角\nproposed: {on: 2025-03-01}\nstarted: 2025-03-10\n\
                 milestones: [{what: 拆旧, by: 2025-04-05, done: 2025-04-02}, {what: 刷漆, by: 2025-05-02}]\n";
    let files = [
        ("content/board.yaml".to_owned(), BOARD.as_bytes().to_vec()),
        ("content/projects/corner.yaml".to_owned(), steps.as_bytes().to_vec()),
    ];
    let sources = sources(&files);
    let on = |day: &str| {
        let as_of = Day::read(day).expect("a day");
        let compiled = compile(&sources, &Options { as_of, ..options() });
        let found = compiled.findings.iter().map(|finding| finding.code.name()).collect::<Vec<_>>();
        let page = page(&compiled.site.expect("a site"), "projects/corner.html");
        (found, page.contains("进度落后"), compiled.next_change.map(|day| day.to_string()))
    };
    assert_eq!(on("2025-05-02"), (vec![], false, Some("2025-05-03".to_owned())));
    let (found, late, _) = on("2025-05-03");
    assert_eq!((found, late), (vec!["milestone-overdue"], true));
}

#[test]
fn a_board_may_only_know_the_totals() {
    let project = "title: 三供一业改造\nserves: 10597户\nallots: {projects: 20, begun: 15, as_of: 2025-03-31}\n\
                   milestones: {what: 20个全部完工, by: 2025-06-30}\n";
    let page = read(&small(project, "  []\n"));
    for what in ["10597户", "20个，没有逐个记录", "截至2025年3月31日，已动工或完工15个"]
    {
        assert!(page.contains(what), "{what}");
    }
}

#[test]
fn work_begins_after_the_meeting_that_carried_it() {
    let meeting = |outcome: &str| {
        format!(
            "kind: committee\ntitle: 会\ndate: 2025-03-05\nmotions: [{{number: 1, text: 修, outcome: {outcome}}}]\n"
        )
    };
    let project = |day: &str| {
        format!(
            "title: 修凉亭\nadopted_by: decisions/meeting\nproposed: {{on: 2025-03-01}}\nstarted: {day}\n"
        )
    };
    for (outcome, day, codes) in [
        ("passed", "2025-03-05", &[][..]),
        ("passed", "2025-03-04", &["not-adopted"]),
        ("defeated", "2025-03-06", &["not-adopted"]),
        ("passed", "2025-02-28", &["not-adopted", "out-of-order"]),
    ] {
        let board =
            small(&project(day), "  []\n").file("content/decisions/meeting.yaml", meeting(outcome));
        let mut found = board.codes();
        found.sort();
        assert_eq!(found, codes, "{outcome} {day}");
    }
}

#[test]
fn a_register_kept_as_a_sheet_is_imported() {
    let sheet = "项目名称,立项日期,预算,资金来源,拨款金额,开工日期,完工日期\n\
                 健身器材,2025-01-08,18850.00,示例街道,18850.00,2025-02-01,2025-03-01\n\
                 路灯,2025-01-09,约2万元,示例街道,18854.63,2025-02-10,\n";
    let board = Board::new().file("register.csv", sheet);
    let run = board.run(&["import", "register.csv", "--as", "projects"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(board.codes().is_empty(), "{:?}", board.codes());
    board.build();
    let data = board.read("output/data/projects-2025.jsonl");
    let amounts = data.lines().map(|line| {
        let record: Value = serde_json::from_str(line).expect("JSON");
        let funding = record["funding"].as_array().map_or(&record["funding"], |all| &all[0]);
        cents(word(funding, "amount").expect("an amount"))
    });
    assert_eq!(amounts.sum::<i64>(), 1_885_000 + 1_885_463);
    assert!(board.path("output/projects-state-under-way.html").exists());
    let again = board.run(&["import", "register.csv", "--as", "projects"]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(board.read("output/data/projects-2025.jsonl"), data);
}
