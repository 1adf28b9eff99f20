//! The books of the sample board, kept a second time: from the published data, in whole cents, by
//! the rules of the format and with nothing of the program's own.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::sample::Sample;

/// What the sample's board.yaml says: each fund, where it is held, and what it began with.
pub const FUNDS: [(&str, &str, i64); 2] = [("common", "bank", 1_864_237), ("parking", "bank", 0)];

/// Money that moved, in cents.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    pub day: String,
    pub record: String,
    pub fund: Option<String>,
    pub account: Option<String>,
    pub effect: i64,
    /// Whether it is neither income nor spending.
    pub moved: bool,
    /// Whether it came in as income; a refund of spending did not.
    pub income: bool,
}

/// Cents of an amount as data and pages write it: `-1,234.50`.
pub fn cents(text: &str) -> i64 {
    let plain = text.replace([',', ' '], "").replace('−', "-");
    let (sign, digits) = plain.strip_prefix('-').map_or((1, plain.as_str()), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    assert!(part.len() <= 2, "{text} has whole cents");
    let number = |digits: &str| digits.parse::<i64>().unwrap_or_else(|_| panic!("{text} is money"));
    sign * (number(whole) * 100 + number(&format!("{part:0<2}")))
}

/// A field that holds words.
pub fn word<'a>(record: &'a Value, field: &str) -> Option<&'a str> {
    record[field].as_str()
}

fn held_in(fund: &str) -> &'static str {
    FUNDS.iter().find(|(id, ..)| *id == fund).expect("a fund").1
}

/// All money that moved, by the rules of the format.
pub fn entries(sample: &Sample) -> Vec<Entry> {
    let mut entries = Vec::new();
    let fees: BTreeMap<String, String> = sample
        .data("fees")
        .iter()
        .map(|fee| (word(fee, "id").unwrap().to_owned(), word(fee, "fund").unwrap().to_owned()))
        .collect();
    let mut put =
        |record: &Value, day: &Value, fund: Option<&str>, account: Option<&str>, effect, kind| {
            entries.push(Entry {
                day: day.as_str().expect("a day").to_owned(),
                record: word(record, "id").expect("an id").to_owned(),
                fund: fund.map(str::to_owned),
                account: account.map(str::to_owned),
                effect,
                moved: kind == "moved",
                income: kind == "income",
            });
        };
    for (kind, sign) in [("income", 1), ("expenditures", -1)] {
        // What is given in kind is no money.
        for record in sample.data(kind).iter().filter(|record| record["in_kind"] != true) {
            let fund = word(record, "fund").expect("a fund");
            let account = word(record, "account").unwrap_or(held_in(fund));
            let amount = sign * cents(word(record, "amount").expect("an amount"));
            put(record, &record["date"], Some(fund), Some(account), amount, kind);
        }
    }
    for record in sample.data("charges") {
        let fund = &fees[word(&record, "fee").expect("a fee")];
        for receipt in record["received"].as_array().into_iter().flatten() {
            let account = word(receipt, "account").unwrap_or(held_in(fund));
            let amount = cents(word(receipt, "amount").expect("an amount"));
            put(&record, &receipt["date"], Some(fund), Some(account), amount, "income");
        }
    }
    for record in sample.data("transfers") {
        let amount = cents(word(&record, "amount").expect("an amount"));
        for (end, effect) in [("from", -amount), ("to", amount)] {
            let pot = word(&record, end).expect("an end");
            if FUNDS.iter().any(|(id, ..)| *id == pot) {
                put(&record, &record["date"], Some(pot), Some(held_in(pot)), effect, "moved");
            } else {
                put(&record, &record["date"], None, Some(pot), effect, "moved");
            }
        }
    }
    assert!(entries.len() > 100, "{} entries are many", entries.len());
    entries
}

/// What a fund's month comes to.
pub struct Month {
    pub opening: i64,
    pub income: i64,
    pub spending: i64,
    pub moved: i64,
    pub lines: Vec<Entry>,
}

impl Month {
    /// What is left at its end.
    pub fn closing(&self) -> i64 {
        self.opening + self.income - self.spending + self.moved
    }
}

/// The first and the last month of a period, by its name: `2025-03`, `2025-Q1`, `2025-H1`, `2025`.
pub fn bounds(period: &str) -> (String, String) {
    let (year, part) = period.split_once('-').unwrap_or((period, "H0"));
    let (first, last) = match part {
        "H0" => ("01", "12"),
        "H1" => ("01", "06"),
        "H2" => ("07", "12"),
        "Q1" => ("01", "03"),
        "Q2" => ("04", "06"),
        "Q3" => ("07", "09"),
        "Q4" => ("10", "12"),
        month => (month, month),
    };
    (format!("{year}-{first}"), format!("{year}-{last}"))
}

/// The periods longer than a month that a month lies in.
pub fn longer(month: &str) -> [String; 3] {
    let (year, number) = month.split_once('-').expect("a month");
    let number: u32 = number.parse().expect("a number");
    [
        format!("{year}-Q{}", number.div_ceil(3)),
        format!("{year}-H{}", number.div_ceil(6)),
        year.to_owned(),
    ]
}

/// What a fund comes to in a period of any length.
pub fn month(entries: &[Entry], fund: &str, period: &str) -> Month {
    let (first, last) = bounds(period);
    let begun = FUNDS.iter().find(|(id, ..)| *id == fund).expect("a fund").2;
    let own = || entries.iter().filter(|entry| entry.fund.as_deref() == Some(fund));
    let before = own().filter(|entry| entry.day[..7] < *first).map(|entry| entry.effect);
    let within = |entry: &&Entry| entry.day[..7] >= *first && entry.day[..7] <= *last;
    let lines: Vec<Entry> = own().filter(within).cloned().collect();
    let sum = |keep: &dyn Fn(&Entry) -> bool| -> i64 {
        lines.iter().filter(|entry| keep(entry)).map(|entry| entry.effect).sum()
    };
    Month {
        opening: begun + before.sum::<i64>(),
        income: sum(&|entry| entry.income),
        spending: -sum(&|entry| !entry.income && !entry.moved),
        moved: sum(&|entry| entry.moved),
        lines,
    }
}

/// Every fund with a month in which its money moved.
pub fn months(entries: &[Entry]) -> BTreeSet<(String, String)> {
    let named = |entry: &Entry| Some((entry.fund.clone()?, entry.day[..7].to_owned()));
    entries.iter().filter_map(named).collect()
}

/// Every fund with a period, of any length, in which its money moved.
pub fn periods(entries: &[Entry]) -> BTreeSet<(String, String)> {
    let months = months(entries).into_iter();
    months
        .flat_map(|(fund, month)| {
            let [quarter, half, year] = longer(&month);
            [month, quarter, half, year].map(|period| (fund.clone(), period))
        })
        .collect()
}

/// An amount as a sentence writes it.
pub fn written(cents: i64) -> String {
    let whole = (cents.abs() / 100).to_string();
    let groups: Vec<&str> = whole
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).expect("digits"))
        .collect();
    let sign = if cents < 0 { "−" } else { "" };
    format!("{sign}{}.{:02} 元", groups.join(","), cents.abs() % 100)
}
