//! Rule packs: each built-in one reads, every rule of it is due on the day that was worked out apart
//! from the program, and a board that keeps it is told apart from one that does not.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::{Arc, Mutex};

use mingbai::diagnostic::{Code, Finding};
use mingbai::model::calendar::{Day, Period};
use mingbai::model::id::Kind;
use mingbai::model::pack::{Due, Every, Pack};
use mingbai::rules::duties::{self, Stand, Term};
use mingbai::source::Sources;
use mingbai::{Compiled, Options, compile};

use super::harness::repository;

const BOARD: &str = "\
format: 1
name: 试验小区公示栏
publisher: 试验小区业主委员会
locale: zh-CN
currency: CNY
time_zone: Asia/Shanghai
accounts: [{id: a, name: 一户, kind: bank}, {id: b, name: 二户, kind: bank}, {id: c, name: 三户, kind: bank}, {id: d, name: 四户, kind: bank}, {id: e, name: 五户, kind: bank}]
funds:
  - {id: f1, name: 公共收益, held_in: a, nature: common-income, opening: {date: 2020-01-01, balance: 0.00}}
  - {id: f2, name: 维修资金, held_in: b, nature: maintenance, opening: {date: 2020-01-01, balance: 0.00}}
  - {id: f3, name: 自管资金, held_in: c, nature: self-managed, opening: {date: 2020-01-01, balance: 0.00}}
  - {id: f4, name: 工作经费, held_in: d, nature: expenses, opening: {date: 2020-01-01, balance: 0.00}}
  - {id: f5, name: 专项经费, held_in: e, nature: allotment, opening: {date: 2020-01-01, balance: 0.00}}
rolls: [{from: 2020-01-01, people: 132, area: 8421.36}]
limits: {vouchers: not-asked}
";

fn day(text: &str) -> Day {
    Day::read(text).unwrap_or_else(|| panic!("{text} is no day"))
}

/// A board that has taken a pack upon itself, with records, on a day.
struct Try {
    pack: String,
    since: Day,
    files: Vec<(String, String)>,
    /// Records that were published on a day.
    published: Vec<(String, Day)>,
}

impl Try {
    fn new(pack: &str, since: Day) -> Self {
        Self { pack: pack.to_owned(), since, files: Vec::new(), published: Vec::new() }
    }

    fn with(mut self, kind: &str, text: &str, published: Day) -> Self {
        self.files.push((format!("content/{kind}/x.yaml"), text.to_owned()));
        self.published.push((format!("{kind}/x"), published));
        self
    }

    fn on(&self, as_of: Day) -> Compiled {
        let mut sources = Sources::default();
        let place = if self.pack.starts_with("uk") { "Europe/London" } else { "Asia/Shanghai" };
        let board = BOARD.replace("Asia/Shanghai", place);
        let held = format!("packs: [{}]\ncoverage: {{since: {}}}\n", self.pack, self.since);
        sources.insert("content/board.yaml", format!("{board}{held}").into_bytes());
        for (path, text) in &self.files {
            sources.insert(path, text.clone().into_bytes());
        }
        let mut lock = String::from("# board.lock 1\n");
        for (id, on) in &self.published {
            lock.push_str(&format!("{id}\t{}\t{on}\t{on}\t-\n", "0".repeat(64)));
        }
        sources.insert("content/board.lock", lock.into_bytes());
        compile(&sources, &Options { as_of, base_url: None, drafts: false, sheets: false })
    }
}

/// What is said of a duty of the pack.
fn overdue<'a>(compiled: &'a Compiled, id: &str) -> Option<&'a Finding> {
    compiled.findings.iter().find(|finding| {
        finding.code == Code::DutyOverdue
            && finding.args.iter().any(|(slot, arg)| {
                *slot == "id" && *arg == mingbai::words::Arg::Text(id.to_owned())
            })
    })
}

/// A pack as a board reads it, read once.
fn pack(name: &str) -> Arc<Pack> {
    static PACKS: Mutex<BTreeMap<String, Arc<Pack>>> = Mutex::new(BTreeMap::new());
    let mut packs = PACKS.lock().unwrap();
    let kept = packs.entry(name.to_owned()).or_insert_with(|| Arc::new(read(name)));
    Arc::clone(kept)
}

fn read(name: &str) -> Pack {
    let compiled = Try::new(name, day("2020-01-01")).on(day("2020-01-01"));
    let wrong: Vec<_> = compiled.findings.iter().collect();
    assert!(wrong.is_empty(), "{name}: {wrong:#?}");
    compiled.site.expect("a site").board.packs[0].clone()
}

/// The lines of the table that was worked out apart from the program.
fn table() -> Vec<[String; 5]> {
    let text = fs::read_to_string(repository().join("tests/packs/due.tsv")).expect("the table");
    let line = |line: &str| {
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        cells.try_into().unwrap_or_else(|_| panic!("five cells: {line}"))
    };
    text.lines().skip(1).map(line).collect()
}

/// The first day of the period that a line of the table names.
fn first_day(pack: &Pack, period: Period) -> Day {
    let first = period.days().0;
    let month = pack.year_starts;
    if month == 1 { first } else { Day::new(first.year(), month, 1).expect("a day") }
}

#[test]
fn every_built_in_pack_reads_and_every_rule_of_it_is_in_the_table() {
    let table = table();
    let known: BTreeSet<(&str, &str)> = table
        .iter()
        .map(|[pack, rule, ..]| (pack.as_str(), rule.split(':').next().unwrap_or(rule)))
        .collect();
    let mut count = 0;
    for name in mingbai::content::packs::built_in() {
        let pack = pack(name);
        count += 1;
        for duty in &pack.duties {
            if duty.every != Every::Always {
                assert!(known.contains(&(name, duty.id.as_str())), "{name} {}", duty.id);
            }
        }
        for rule in &pack.asked {
            assert!(known.contains(&(name, rule.id.as_str())), "{name} {}", rule.id);
        }
    }
    assert!(count >= 12, "{count}");
}

#[test]
fn a_duty_is_overdue_on_the_day_after_it_is_due_and_not_before() {
    let mut tried = 0;
    for [name, rule, period, due, _] in table() {
        let pack = pack(&name);
        let Some(duty) = pack.duties.iter().find(|duty| duty.id == rule) else { continue };
        let period = Period::read(&period).unwrap_or_else(|| panic!("{period}"));
        let id = format!("{name}/{rule}");
        let since = first_day(&pack, period);
        let mut duty = duty.clone();
        let board = Try::new(&name, since);
        if due == "-" {
            assert_eq!(duty.due, Due::Unsaid, "{id}");
            continue;
        }
        let due = day(&due);
        // What a text asks from a later day on is not asked of an earlier period.
        if duty.basis.from.take().is_some_and(|from| due < from) {
            assert!(overdue(&board.on(due.plus(1)), &id).is_none(), "{id} is not in force");
            continue;
        }
        assert!(overdue(&board.on(due), &id).is_none(), "{id} {period} is due on {due}");
        let late = board.on(due.plus(1));
        let finding = overdue(&late, &id).unwrap_or_else(|| panic!("{id} {period} after {due}"));
        let said = format!("{:?}", finding.args);
        assert!(said.contains(&due.to_string()), "{said}");
        tried += 1;
    }
    assert!(tried >= 25, "{tried}");
}

#[test]
fn what_says_that_it_fulfils_a_duty_does_and_is_late_after_its_day() {
    for [name, rule, period, due, _] in table() {
        let pack = pack(&name);
        let Some(duty) = pack.duties.iter().find(|duty| duty.id == rule) else { continue };
        let read = Period::read(&period).expect("a period");
        if due == "-" || duty.basis.from.is_some_and(|from| day(&due) < from) {
            continue;
        }
        let due = day(&due);
        let id = format!("{name}/{rule}");
        let text = format!("title: 公布\ntext: 公布\nfulfils: {id} {period}\n");
        for (on, late) in [(due, 0), (due.plus(1), 1)] {
            let compiled =
                Try::new(&name, first_day(&pack, read)).with("pages", &text, on).on(due.plus(1));
            assert!(overdue(&compiled, &id).is_none(), "{id}");
            let board = &compiled.site.as_ref().expect("a site").board;
            let rows = duties::coverage(board);
            let mine: Vec<_> = rows
                .iter()
                .filter(|row| row.duty.id == rule)
                .flat_map(|row| &row.cells)
                .filter(|cell| cell.due == due)
                .collect();
            assert!(!mine.is_empty(), "{id}");
            for cell in mine {
                match (&cell.stand, late) {
                    (Stand::Published(by, day), 0) | (Stand::Late(by, day, 1), 1) => {
                        assert_eq!((by.to_string().as_str(), *day), ("pages/x", on));
                    }
                    other => panic!("{id}: {other:?}"),
                }
            }
        }
    }
}

/// A record of a kind, about a fund and a period, as a pack may ask for it.
fn record(kind: Kind, fund: &str, term: Term, meeting: &str) -> String {
    let Term { first, last, period } = term;
    let period = period.map(|period| period.to_string()).unwrap_or_default();
    match kind {
        Kind::Balance => format!("fund: {fund}\ndate: {last}\nbalance: 0.00\n"),
        Kind::Statement => format!(
            "period: {period}\nfund: {fund}\ndate: {}\nreviewers: 监督小组\nclosing: 0.00\n",
            last.plus(1)
        ),
        Kind::Budget => format!(
            "period: {period}\nfund: {fund}\nlines: [{{category: 维修, flow: out, amount: 5.00}}]\n"
        ),
        Kind::Decision => format!("kind: {meeting}\ntitle: 会议\ndate: {first}\n"),
        Kind::Consultation => format!("title: 征求\nwindow: {{from: {first}, days: 30}}\n"),
        _ => format!("title: 说明\ndate: {first}\ntext: 说明\n"),
    }
}

#[test]
fn each_kind_of_record_that_a_pack_names_shows_what_is_asked() {
    let kinds = [
        Kind::Balance,
        Kind::Statement,
        Kind::Budget,
        Kind::Decision,
        Kind::Consultation,
        Kind::Page,
    ];
    let mut tried = BTreeSet::new();
    for name in mingbai::content::packs::built_in() {
        let pack = pack(name);
        for duty in &pack.duties {
            let Every::Period(every) = duty.every else { continue };
            let since = duty.basis.from.unwrap_or(day("2025-01-01")).max(day("2025-01-01"));
            let before = Try::new(name, since);
            let as_of = day("2028-12-31");
            let compiled = before.on(as_of);
            let board = &compiled.site.as_ref().expect("a site").board;
            let rows = duties::coverage(board);
            let row = rows.iter().find(|row| row.duty.id == duty.id).expect("its row");
            let cell = &row.cells[0];
            let Some(term) = cell.term else { continue };
            assert!(matches!(cell.stand, Stand::Missing(_)), "{name} {}", duty.id);
            let fund = row.fund.map_or("f1", |fund| &*fund.id.0);
            for evidence in duty.satisfied_by.iter().filter(|one| kinds.contains(&one.kind)) {
                let meeting = evidence.assembly.map_or("owners-meeting", |one| one.name());
                let text = record(evidence.kind, fund, term, meeting);
                if term.period.is_none() && text.contains("period: \n") {
                    continue;
                }
                let kept = Try::new(name, since).with(evidence.kind.name(), &text, cell.due);
                let compiled = kept.on(as_of);
                let board = &compiled.site.as_ref().expect("a site").board;
                let rows = duties::coverage(board);
                let row = rows.iter().find(|row| row.duty.id == duty.id).expect("its row");
                let stand = &row.cells[0].stand;
                assert!(
                    matches!(stand, Stand::Published(..)),
                    "{name} {} by {text}: {stand:?} {:?}",
                    duty.id,
                    compiled.findings.iter().collect::<Vec<_>>()
                );
                tried.insert((evidence.kind, every));
            }
        }
    }
    assert!(tried.len() >= 5, "{tried:?}");
}

#[test]
fn windows_are_as_long_as_the_place_asks() {
    let mut tried = 0;
    for [name, rule, start, due, until] in table() {
        let pack = pack(&name);
        let id = rule.split(':').next().unwrap_or(&rule);
        let Some(asked) = pack.asked.iter().find(|asked| asked.id == id) else { continue };
        if until == "-" || !matches!(asked.of, Kind::Decision | Kind::Consultation) {
            continue;
        }
        // It hangs from the day on which it is due.
        let from = if due == "-" { day(&start) } else { day(&due) };
        let long = from.until(day(&until)) + 1;
        let meeting = asked.assemblies.first().map_or("owners-meeting", |one| one.name());
        let said = |days: i64| {
            let text = match asked.of {
                Kind::Consultation => {
                    format!("title: 征求\nwindow: {{from: {from}, days: {days}}}\n")
                }
                _ => format!(
                    "kind: {meeting}\ntitle: 会议\ndate: {start}\nwindow: {{from: {from}, days: {days}}}\n"
                ),
            };
            let compiled =
                Try::new(&name, day(&start)).with(asked.of.name(), &text, from).on(day(&until));
            let codes: Vec<Code> = compiled.findings.iter().map(|finding| finding.code).collect();
            assert!(compiled.site.is_some(), "{codes:?}");
            codes.contains(&Code::WindowTooShort)
        };
        assert!(!said(long), "{name} {rule}: {long} days from {from} reach {until}");
        assert!(said(long - 1), "{name} {rule}: {} days from {from} do not", long - 1);
        tried += 1;
    }
    assert!(tried >= 10, "{tried}");
}

#[test]
fn what_is_published_late_after_its_meeting_is_counted() {
    let mut tried = 0;
    for [name, rule, start, due, _] in table() {
        let pack = pack(&name);
        let (id, part) = rule.split_once(':').unwrap_or((&rule, "published"));
        let Some(asked) = pack.asked.iter().find(|asked| asked.id == id) else { continue };
        if part != "published" || asked.published.is_none() || asked.of != Kind::Decision {
            continue;
        }
        let due = day(&due);
        let meeting = asked.assemblies.first().map_or("owners-meeting", |one| one.name());
        let text = format!("kind: {meeting}\ntitle: 会议\ndate: {start}\n");
        for (on, late) in [(due, false), (due.plus(1), true)] {
            let since = day(&start);
            let compiled = Try::new(&name, since).with("decisions", &text, on).on(due.plus(40));
            let board = &compiled.site.as_ref().expect("a site").board;
            let asked = board.packs[0].asked.iter().find(|asked| asked.id == id).expect("the rule");
            let found: Vec<_> = duties::promptly(board, asked).collect();
            assert_eq!(found.len(), 1, "{name} {rule}");
            assert_eq!((found[0].due, found[0].on > found[0].due), (due, late), "{name} {rule}");
        }
        tried += 1;
    }
    assert!(tried >= 15, "{tried}");
}

#[test]
fn an_agenda_hangs_as_long_before_its_meeting_as_the_place_asks() {
    let mut tried = 0;
    for [name, rule, start, due, _] in table() {
        let pack = pack(&name);
        let (id, part) = rule.split_once(':').unwrap_or((&rule, "notice"));
        let Some(asked) = pack.asked.iter().find(|asked| asked.id == id) else { continue };
        if part != "notice" || asked.notice.is_none() || asked.of != Kind::Decision {
            continue;
        }
        let (meeting, latest) = (day(&start), day(&due));
        let kind = asked.assemblies.first().map_or("owners-meeting", |one| one.name());
        let late = |on: Day| {
            let text = format!(
                "kind: {kind}\ntitle: 会议\ndate: {meeting}\nposted_agenda: {{on: {on}, items: [议题]}}\n"
            );
            let tried = Try::new(&name, latest).with("decisions", &text, meeting).on(meeting);
            tried.findings.iter().any(|finding| finding.code == Code::AgendaTooLate)
        };
        assert!(!late(latest), "{name} {rule}: {latest} before {meeting}");
        assert!(late(latest.plus(1)), "{name} {rule}: a day after {latest}");
        tried += 1;
    }
    assert!(tried >= 8, "{tried}");
}
