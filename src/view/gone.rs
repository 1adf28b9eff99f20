//! What stands at an address whose page is gone: what was there, since when it is gone and why, and
//! where to go on. No address that was published goes without a word.

use serde::Serialize;

use super::frame::Heading;
use super::parts::Link;
use super::plan::{PageKey, record_address};
use super::{Desk, Page};
use crate::model::id::{Kind, RecordId};
use crate::words::Arg;

/// `gone.html`
#[derive(Clone, Debug, Serialize)]
pub struct Gone {
    /// The address.
    pub address: String,
    /// That nothing is there, and since when if that is remembered, in one sentence.
    pub sentence: String,
    /// Why.
    pub why: String,
    /// Where to go on; the nearest first.
    pub ways: Vec<Link>,
}

/// What is known of an address that is gone.
struct Known {
    why: String,
    /// Addresses of pages that may be there, with the words that name them.
    ways: Vec<(String, String)>,
}

/// Builds what stands at an address that is gone.
#[must_use]
pub fn build<'a>(desk: &Desk<'a>, address: &str) -> (Page<'a>, Heading) {
    let gone = gone(desk, address);
    let title = desk.word("page.gone");
    let description = format!("{}{}", gone.sentence, gone.why);
    (Page::Gone(gone), Heading { title, description, trail: Vec::new() })
}

/// What stands at an address that is gone.
#[must_use]
pub fn gone(desk: &Desk<'_>, address: &str) -> Gone {
    let Known { why, mut ways } = known(desk, address);
    ways.push(("corrections.html".to_owned(), desk.word("page.corrections")));
    ways.push(("index.html".to_owned(), desk.word("page.home")));
    ways.retain(|(address, _)| is_there(desk, address));
    let sentence = match desk.board.lock.gone(address) {
        Some(day) => {
            let date = desk.format().date(day).text;
            desk.words.say("gone.since", &[("date", date.into())])
        }
        None => desk.word("gone.at-all"),
    };
    Gone {
        address: address.to_owned(),
        sentence,
        why,
        ways: ways
            .into_iter()
            .map(|(address, text)| Link { text, href: desk.href(&address) })
            .collect(),
    }
}

/// Whether an address is that of a page.
#[must_use]
pub fn is_page(address: &str) -> bool {
    matches!(address.rsplit_once('.'), Some((_, "html")))
}

fn is_there(desk: &Desk<'_>, address: &str) -> bool {
    use super::plan::Make;
    let make = desk.plan.addresses.get(address);
    matches!(make, Some(Make::Page(key)) if !matches!(key, PageKey::Gone(_)))
}

fn known(desk: &Desk<'_>, address: &str) -> Known {
    let say = |key: &str, ways: Vec<(String, String)>| Known { why: desk.word(key), ways };
    let way = |address: &str, word: &str| vec![(address.to_owned(), desk.word(word))];
    if let Some(page) = address.strip_prefix("sheets/") {
        return sheet(desk, page);
    }
    if address.starts_with("accounts/") {
        return say("gone.statement", way("accounts.html", "page.accounts"));
    }
    if address.starts_with("months/") || address == "months.html" {
        return say("gone.list", way("months.html", "page.months"));
    }
    if address.starts_with("categories/") || address == "categories.html" {
        return say("gone.category", way("categories.html", "page.categories"));
    }
    if address.starts_with("posted-") {
        return say("gone.list", way("posted.html", "page.notices"));
    }
    if address == "coverage.html" {
        return say("gone.coverage", way("about.html", "page.about"));
    }
    if address.starts_with("photos/") || address.starts_with("files/") {
        return say("gone.file", Vec::new());
    }
    if address.starts_with("data/") || !is_page(address) {
        return say("gone.data", way("about.html", "page.about"));
    }
    of_list(desk, address).unwrap_or_else(|| say("gone.other", Vec::new()))
}

/// The notice of a record, or of a statement: what it was made of says more.
fn sheet(desk: &Desk<'_>, page: &str) -> Known {
    let accounts = ("accounts.html".to_owned(), desk.word("page.accounts"));
    let id = page.strip_suffix(".html").and_then(RecordId::read);
    let Some(record) = id.and_then(|id| desk.board.record(&id)) else {
        let statement = (page.to_owned(), desk.word("gone.its-page"));
        return Known { why: desk.word("gone.statement"), ways: vec![statement, accounts] };
    };
    let withdrawn = super::record::withdrawn(desk, record);
    let why = if withdrawn.is_empty() { desk.word("gone.sheet") } else { withdrawn };
    Known { why, ways: vec![(record_address(&record.head.id), desk.title(record))] }
}

/// A list of a kind, a part of one, or a later page of either.
fn of_list(desk: &Desk<'_>, address: &str) -> Option<Known> {
    let stem = address.strip_suffix(".html")?;
    let kind = Kind::ALL.into_iter().find(|kind| {
        let rest = stem.strip_prefix(kind.name());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
    })?;
    let name = desk.word(&format!("kind.{}", kind.name()));
    let all = (format!("{}.html", kind.name()), name.clone());
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((list, _)) = stem.rsplit_once('.').filter(|(_, number)| digits(number)) {
        let first = (format!("{list}.html"), desk.word("gone.first-page"));
        return Some(Known { why: desk.word("gone.list-page"), ways: vec![first, all] });
    }
    let why = desk.words.say("gone.part", &[("kind", Arg::from(name))]);
    Some(Known { why, ways: vec![all] })
}
