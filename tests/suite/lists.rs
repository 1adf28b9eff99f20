//! Lists: every record stands once on each list that it belongs to and on no other, and filters
//! count what the lists hold. What belongs where is told a second time here, from the published
//! data and with nothing of the program's own.

use std::collections::{BTreeMap, BTreeSet};

use mingbai::compile;
use mingbai::model::calendar::Day;
use serde_json::Value;

use super::books::{FUNDS, cents, word};
use super::harness::{AS_OF, BOARD, Board};
use super::html::{Piece, attribute, pieces};
use super::sample::{Sample, options, sample, sources};

const KINDS: [&str; 19] = [
    "fees",
    "charges",
    "income",
    "expenditures",
    "transfers",
    "balances",
    "budgets",
    "statements",
    "consultations",
    "decisions",
    "pacts",
    "cases",
    "projects",
    "registers",
    "people",
    "pages",
    "notices",
    "postings",
    "withheld",
];

/// The ids on each list, by the address of its first page without `.html`.
type Lists = BTreeMap<String, BTreeSet<String>>;

fn id(record: &Value) -> String {
    word(record, "id").expect("an id").to_owned()
}

/// The day under which a record is filed.
fn day(kind: &str, record: &Value) -> Option<String> {
    let holder = match kind {
        "consultations" => &record["window"],
        "people" => &record["term"],
        "projects" => &record["proposed"],
        _ => record,
    };
    let told = (kind == "registers").then(|| word(record, "as_of")).flatten();
    told.or_else(|| word(holder, field_of_day(kind))).map(str::to_owned)
}

fn field_of_day(kind: &str) -> &'static str {
    match kind {
        "cases" => "opened",
        "fees" | "consultations" | "people" => "from",
        "postings" => "up",
        "projects" => "on",
        "pacts" => "effective",
        "charges" | "budgets" => "period",
        _ => "date",
    }
}

/// The first month of a period as data writes it.
fn first_month(period: &str) -> String {
    let (year, part) = period.split_at(4);
    match part {
        "" | "-H1" | "-Q1" => format!("{year}-01"),
        "-Q2" => format!("{year}-04"),
        "-Q3" | "-H2" => format!("{year}-07"),
        "-Q4" => format!("{year}-10"),
        month => format!("{year}{month}"),
    }
}

fn months(kind: &str, record: &Value) -> BTreeSet<String> {
    let own = day(kind, record)
        .map(|day| if field_of_day(kind) == "period" { first_month(&day) } else { day });
    let paid = record["received"].as_array().into_iter().flatten();
    let paid = paid.filter_map(|receipt| word(receipt, "date").map(str::to_owned));
    own.into_iter().chain(paid).map(|day| day[..7].to_owned()).collect()
}

fn funds(record: &Value, fees: &BTreeMap<String, String>) -> BTreeSet<String> {
    let known = |pot: &&str| FUNDS.iter().any(|(id, ..)| id == pot);
    let named = ["fund", "from", "to", "account"].iter().filter_map(|field| word(record, field));
    // An account of money that came in is no fund, nor is whoever it came from.
    let mut funds: BTreeSet<String> = named.filter(known).map(str::to_owned).collect();
    // A review that names no fund is about all of them.
    if word(record, "id").is_some_and(|id| id.starts_with("statements/")) && funds.is_empty() {
        funds.extend(FUNDS.iter().map(|(id, ..)| (*id).to_owned()));
    }
    // A project is paid from several, or from none.
    let sources = [&record["funding"]].into_iter().flat_map(|of| match of {
        Value::Array(list) => list.iter().collect::<Vec<_>>(),
        one => vec![one],
    });
    funds.extend(sources.filter_map(|one| word(one, "fund")).map(str::to_owned));
    funds.extend(word(record, "fee").map(|fee| fees[fee].clone()));
    funds
}

fn state(kind: &str, record: &Value) -> Option<&'static str> {
    if !record["withdrawn"].is_null() {
        return Some("withdrawn");
    }
    match kind {
        "cases" => match super::cases::ending(record) {
            Some(reason) => {
                let names = ["fixed", "mediated", "not-ours", "duplicate", "no-further-action"];
                names.into_iter().find(|name| *name == reason)
            }
            None if word(&record["tier"], "by").is_some_and(|by| by < AS_OF) => Some("overdue"),
            None if super::cases::steps(record, "reopened").next().is_some() => Some("reopened"),
            None => Some("open"),
        },
        "decisions" => {
            let motions = record["motions"].as_array().into_iter().flatten();
            let outcomes: Vec<&str> =
                motions.filter_map(|motion| word(motion, "outcome")).collect();
            let passed = outcomes.iter().filter(|outcome| outcome.starts_with("passed")).count();
            match (passed, outcomes.len()) {
                (_, 0) => None,
                (0, _) => Some("not-passed"),
                (passed, all) if passed == all => Some("passed"),
                _ => Some("partly-passed"),
            }
        }
        "pacts" if word(record, "version") == Some("试行版") => Some("replaced"),
        "pacts" => Some("in-force"),
        "people" => match word(&record["term"], "to") {
            Some(to) if to < AS_OF => Some("term-past"),
            Some(_) => Some("in-office"),
            None => None,
        },
        // The window of the only one was over long before.
        "consultations" => Some("consulted"),
        "charges" => {
            let sum = |list: &Value| -> i64 {
                let all = list.as_array().into_iter().flatten();
                all.map(|one| cents(word(one, "amount").expect("an amount"))).sum()
            };
            let waived = word(&record["waived"], "amount").map_or(0, cents);
            let due = ["due", "bill"].iter().find_map(|field| word(&record[*field], "amount"));
            let due = cents(due?);
            Some(if sum(&record["received"]) + waived >= due { "collected" } else { "outstanding" })
        }
        "projects" => Some(if !record["accepted"].is_null() {
            "accepted"
        } else if !record["started"].is_null() {
            "under-way"
        } else {
            "proposed"
        }),
        "income" if record["in_kind"] == true => Some("in-kind"),
        _ => None,
    }
}

/// Every list that there must be.
fn expected(sample: &Sample) -> Lists {
    let mut lists = Lists::new();
    let mut put = |list: String, id: &str| {
        assert!(lists.entry(list).or_default().insert(id.to_owned()), "{id} is told once");
    };
    let fees = sample.data("fees");
    let fees = fees.iter().map(|fee| (id(fee), word(fee, "fund").expect("a fund").to_owned()));
    let fees: BTreeMap<String, String> = fees.collect();
    let mut shared: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for kind in KINDS {
        for record in sample.data(kind) {
            if let Some(category) = word(&record, "category") {
                shared.entry(category.to_owned()).or_default().insert(kind);
            }
        }
    }
    for kind in KINDS {
        for record in sample.data(kind) {
            let own = id(&record);
            put(kind.to_owned(), &own);
            for month in months(kind, &record) {
                put(format!("months/{month}"), &own);
            }
            if let Some(category) = word(&record, "category") {
                put(format!("categories/{category}"), &own);
                if shared[category].len() > 1 {
                    put(format!("{kind}-category-{category}"), &own);
                }
            }
            if let Some(day) = day(kind, &record) {
                put(format!("{kind}-{}", &day[..4]), &own);
            }
            for fund in funds(&record, &fees) {
                put(format!("{kind}-fund-{fund}"), &own);
            }
            if let Some(state) = state(kind, &record) {
                put(format!("{kind}-state-{state}"), &own);
            }
        }
    }
    // A part that is the whole of its kind has no list of its own.
    let all: BTreeMap<&str, usize> =
        KINDS.iter().filter_map(|kind| Some((*kind, lists.get(*kind)?.len()))).collect();
    let whole = |name: &str, held: &BTreeSet<String>| {
        let kind = name.split_once('-').map(|(kind, _)| kind);
        kind.and_then(|kind| all.get(kind)).is_some_and(|count| *count == held.len())
    };
    let parts: Vec<String> = lists
        .iter()
        .filter(|(name, held)| whole(name, held))
        .map(|(name, _)| name.clone())
        .collect();
    for name in parts {
        lists.remove(&name);
    }
    lists
}

/// Where the rows of a page lead, as ids.
fn rows(html: &str) -> Vec<String> {
    let (mut found, mut title) = (Vec::new(), false);
    for piece in pieces(html) {
        let Piece::Open(tag, attributes) = piece else { continue };
        if tag == "a" && title {
            let to = attribute(&attributes, "href").expect("an address").trim_start_matches("../");
            found.push(to.trim_end_matches(".html").to_owned());
        }
        title = tag == "div" && attribute(&attributes, "class") == Some("title");
    }
    found
}

/// The list that an address is a page of: `cases.2.html` is one of `cases`.
fn list_of(address: &str) -> Option<&str> {
    let name = address.strip_suffix(".html")?;
    let name = match name.rsplit_once('.') {
        Some((name, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => name,
    };
    let own = |kind: &&str| {
        let rest = name.strip_prefix(*kind);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    let kind = !name.contains('/') && KINDS.iter().any(own);
    (kind || name.starts_with("months/") || name.starts_with("categories/")).then_some(name)
}

#[test]
fn every_record_is_once_on_each_list_it_belongs_to_and_on_no_other() {
    let sample = sample();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (address, html) in sample.pages() {
        if let Some(list) = list_of(address) {
            found.entry(list.to_owned()).or_default().extend(rows(html));
        }
    }
    let expected = expected(sample);
    assert!(expected.len() > 60, "{} lists are many", expected.len());
    let names: Vec<&String> = found.keys().collect();
    assert_eq!(names, expected.keys().collect::<Vec<_>>());
    for (list, ids) in &found {
        let held: BTreeSet<String> = ids.iter().cloned().collect();
        assert_eq!(held.len(), ids.len(), "{list} tells a record twice");
        assert_eq!(held, expected[list], "{list}");
    }
}

/// The filters of a page: where each leads, `None` for the current one, and its count.
fn filters(html: &str) -> Vec<(Option<String>, usize)> {
    let (mut found, mut inside, mut to, mut count) = (Vec::new(), false, None, false);
    for piece in pieces(html) {
        match piece {
            Piece::Open(tag, all) if tag == "nav" => {
                inside = attribute(&all, "class") == Some("filters");
            }
            Piece::Open(tag, all) if inside && tag == "a" => {
                to = attribute(&all, "href").map(str::to_owned);
            }
            Piece::Open(tag, all) if inside && tag == "span" => {
                count = attribute(&all, "class") == Some("num");
                let current = attribute(&all, "aria-current") == Some("page");
                assert!(count || current, "{all:?}");
            }
            Piece::Text(text) if inside && count => {
                found.push((to.take(), text.trim().parse().expect("a count")));
                count = false;
            }
            Piece::Close(tag) if tag == "nav" => inside = false,
            _ => {}
        }
    }
    found
}

#[test]
fn filters_count_what_the_lists_hold() {
    let sample = sample();
    let expected = expected(sample);
    let mut seen = 0;
    for (address, html) in sample.pages() {
        let Some(list) = list_of(address) else {
            assert!(filters(html).is_empty(), "{address} is no list");
            continue;
        };
        let mut current = 0;
        for (to, count) in filters(html) {
            let target = match &to {
                Some(to) => to.trim_start_matches("../").trim_end_matches(".html"),
                None => list,
            };
            current += usize::from(to.is_none());
            assert_eq!(expected[target].len(), count, "{address} leads to {target}");
            seen += 1;
        }
        assert!(current <= 1, "{address} marks one filter as its own");
        let part = KINDS.iter().any(|kind| list.starts_with(&format!("{kind}-")));
        assert!(!part || current == 1, "{address} marks its filter");
    }
    assert!(seen > 200, "{seen} filters are many");
}

#[test]
fn the_years_of_a_kind_add_up_to_what_is_dated() {
    let lists = expected(sample());
    for kind in ["expenditures", "income", "cases", "decisions"] {
        let years = lists.iter().filter(|(name, _)| {
            name.strip_prefix(kind).and_then(|rest| rest.strip_prefix("-2")).is_some()
        });
        let dated: usize = years.map(|(_, held)| held.len()).sum();
        let data = sample().data(kind);
        let without = data.iter().filter(|record| day(kind, record).is_none()).count();
        assert_eq!(dated + without, lists[kind].len(), "{kind}");
    }
}

#[test]
fn every_record_links_the_lists_it_stands_on() {
    let sample = sample();
    let mut missing = Vec::new();
    for (list, ids) in expected(sample) {
        // How a record stands is said in a word; a category leads to the list of all kinds.
        if list.contains("-state-") || list.contains("-category-") || list.starts_with("pages") {
            continue;
        }
        for id in ids.iter().filter(|id| !id.starts_with("pages/")) {
            let html = sample.text(&format!("{id}.html"));
            let to = format!("../{list}.html");
            let leads = |piece: &Piece| match piece {
                Piece::Open(tag, all) if tag == "a" => {
                    attribute(all, "href").is_some_and(|href| decoded(href) == to)
                }
                _ => false,
            };
            if !pieces(html).iter().any(leads) {
                missing.push(format!("{id} does not link {list}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

fn decoded(href: &str) -> String {
    super::links::decode(href)
}

#[test]
fn a_record_of_money_links_the_statement_that_counts_it() {
    let sample = sample();
    for kind in ["income", "expenditures"] {
        for record in sample.data(kind) {
            let (fund, date) = (word(&record, "fund"), word(&record, "date"));
            let (fund, month) = (fund.expect("a fund"), &date.expect("a day")[..7]);
            if record["in_kind"] == true {
                continue;
            }
            let html = sample.text(&format!("{}.html", id(&record)));
            let to = format!("href=\"../accounts/{fund}-{month}.html\"");
            assert!(html.contains(&to), "{} does not link {to}", id(&record));
        }
    }
}

#[test]
fn a_case_changes_its_list_on_the_day_after_its_term() {
    let case = |by: &str| {
        let text = format!("title: 灯\nopened: 2025-04-01\ntier: {{by: {by}}}\n");
        (format!("content/cases/{by}.yaml"), text.into_bytes())
    };
    let board = ("content/board.yaml".to_owned(), BOARD.as_bytes().to_vec());
    let files = [board, case("2025-04-29"), case("2025-05-02"), case("2025-05-09")];
    let sources = sources(&files);
    let on = |as_of: &str| {
        let as_of = Day::read(as_of).expect("a day");
        let compiled = compile(&sources, &mingbai::Options { as_of, ..options() });
        let lists = &compiled.site.expect("a site").plan.addresses;
        let has = |state: &str| lists.contains_key(&format!("cases-state-{state}.html"));
        (has("overdue"), has("open"), compiled.next_change.map(|day| day.to_string()))
    };
    let next = |day: &str| Some(day.to_owned());
    assert_eq!(on("2025-04-29"), (false, false, next("2025-04-30")), "open is the whole");
    assert_eq!(on("2025-04-30"), (true, true, next("2025-05-03")));
    assert_eq!(on("2025-05-02"), (true, true, next("2025-05-03")));
    assert_eq!(on("2025-05-03"), (true, true, next("2025-05-10")));
    // Nothing changes before the board has been silent for a quarter.
    assert_eq!(on("2025-05-10"), (false, false, next("2025-08-11")), "overdue is the whole");
}

#[test]
fn a_theme_chooses_its_families_and_the_board_says_which_it_leaves_out() {
    let theme = "name: plain\ncontract: 1\nlists: [{by: kind}, {by: state}]\n";
    let case = "records:\n  - {number: 1, title: 灯, opened: 2024-12-01, category: 照明}\n  \
                - {number: 2, title: 门, opened: 2025-01-01, closed: {on: 2025-01-02, reason: fixed}}\n";
    let board = Board::new()
        .file("content/board.yaml", format!("{BOARD}theme: plain\n"))
        .file("themes/plain/theme.yaml", theme)
        .file("content/cases/a.yaml", case);
    board.build();
    let names: Vec<String> = board.tree("output").into_iter().map(|(name, _)| name).collect();
    let lists: Vec<&str> = names.iter().filter_map(|name| list_of(name)).collect();
    assert_eq!(lists, ["cases-state-fixed", "cases-state-open", "cases"]);
    let held = board.read("output/held.html");
    assert!(held.contains("类别、月份、年份、资金"), "{held}");
    let record = board.read("output/cases/a.1.html");
    assert!(!record.contains("cases-2024") && !record.contains("months/"), "{record}");
}
