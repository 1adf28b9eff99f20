//! The addresses of what a site has, and words as parts of them.

use crate::model::calendar::Period;
use crate::model::id::{Kind, RecordId};
use crate::model::ledger::FundId;

/// The address of a record.
#[must_use]
pub fn record_address(id: &RecordId) -> String {
    [id.kind.name(), "/", &id.id, ".html"].concat()
}

/// The address of what cases come to.
pub const CASE_STATISTICS: &str = "case-statistics.html";

/// The address of what was posted in a year.
#[must_use]
pub fn notices_address(year: i16) -> String {
    format!("posted-{year}.html")
}

/// The address of a record's notice.
#[must_use]
pub fn notice_address(id: &RecordId) -> String {
    ["sheets/", id.kind.name(), "/", &id.id, ".html"].concat()
}

/// The address of the notice of a page of the board: `coverage.html`, `accounts.html`.
#[must_use]
pub fn overview_notice(page: &str) -> String {
    format!("sheets/{page}")
}

/// The address of a sheet on paper, from that of the notice for the browser.
#[must_use]
pub fn paper_address(notice: &str) -> String {
    format!("{}.pdf", notice.trim_end_matches(".html"))
}

/// The addresses of the statement of a fund over a period and of its notice.
#[must_use]
pub fn statement_addresses(fund: &FundId, period: Period) -> (String, String) {
    let name = ["accounts/", &slug(&fund.0), "-", &period.to_string(), ".html"].concat();
    let notice = ["sheets/", &name].concat();
    (name, notice)
}

/// The address of a published attachment.
#[must_use]
pub fn file_address(file: &str) -> String {
    format!("files/{file}")
}

/// The address of the data of a kind and year.
#[must_use]
pub fn data_address(kind: Kind, year: Option<i16>) -> String {
    match year {
        Some(year) => format!("data/{}-{year}.jsonl", kind.name()),
        None => format!("data/{}.jsonl", kind.name()),
    }
}

/// Words as a part of an address: what is neither letter nor digit becomes `-`.
#[must_use]
pub fn slug(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for character in words.chars() {
        if character.is_alphanumeric() || character == '_' {
            out.push(character);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { "-".to_owned() } else { out.to_owned() }
}
