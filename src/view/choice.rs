//! Which notices are set on paper, in the order in which they are put up.

use super::Desk;
use super::address::record_address;
use super::plan::{Make, PageKey};
use super::{notice, notices};
use crate::diagnostic::nearest;
use crate::model::calendar::{Day, Period};
use crate::model::id::RecordId;
use crate::model::ledger::FundId;

/// How notices are chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// By name: a record, the statement of a fund, or the address of any notice.
    Named(Vec<String>),
    /// Those dated in a period.
    During(Period),
    /// Those dated on this day or later.
    Since(Day),
    /// Those in their window on the board's day.
    Current,
}

/// A name that is no notice's, and the one that was most likely meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// As it was typed.
    pub name: String,
    /// `decisions/2025-03.2`
    pub near: Option<String>,
}

/// The notices that are chosen, none twice.
///
/// # Errors
/// The names that are no notice's.
pub fn choose(desk: &Desk<'_>, choice: &Choice) -> Result<Vec<PageKey>, Vec<Unknown>> {
    match choice {
        Choice::Named(names) => named(desk, names),
        Choice::During(period) => {
            let (from, to) = period.days();
            Ok(dated(desk, |day| (from..=to).contains(&day)))
        }
        // A year that is not over is not dated yet; whoever wants its statement names it.
        Choice::Since(from) => Ok(dated(desk, |day| (*from..=desk.board.as_of).contains(&day))),
        Choice::Current => {
            let posted = notices::current(&Desk { root: "", ..*desk }).into_iter();
            Ok(posted.filter_map(|posted| planned(desk, &posted.sheet)).collect())
        }
    }
}

/// The notices whose day is wanted, by that day.
fn dated(desk: &Desk<'_>, wanted: impl Fn(Day) -> bool) -> Vec<PageKey> {
    let mut found: Vec<(Day, &PageKey)> = notices_of(desk)
        .filter_map(|(_, key)| Some((day(desk, key)?, key)))
        .filter(|(day, _)| wanted(*day))
        .collect();
    found.sort();
    found.into_iter().map(|(_, key)| key.clone()).collect()
}

/// The day of a notice: of a record the one that stands on it, of a statement the last of its period.
fn day(desk: &Desk<'_>, key: &PageKey) -> Option<Day> {
    match key {
        PageKey::RecordNotice(id) => Some(notice::day(desk, desk.board.record(id)?)),
        PageKey::StatementNotice(_, period) => Some(period.days().1),
        _ => None,
    }
}

fn named(desk: &Desk<'_>, names: &[String]) -> Result<Vec<PageKey>, Vec<Unknown>> {
    let mut found: Vec<PageKey> = Vec::new();
    let mut unknown = Vec::new();
    for name in names {
        match one(desk, name) {
            Some(key) if found.contains(&key) => {}
            Some(key) => found.push(key),
            None => unknown.push(Unknown { name: name.clone(), near: meant(desk, name) }),
        }
    }
    if unknown.is_empty() { Ok(found) } else { Err(unknown) }
}

/// What a name means: a record, a fund and a period, or an address, with or without its ending.
fn one(desk: &Desk<'_>, name: &str) -> Option<PageKey> {
    let bare = name.trim_start_matches("./").trim_start_matches('/');
    let bare = bare.strip_prefix("sheets/").unwrap_or(bare);
    let bare = bare.trim_end_matches(".html").trim_end_matches(".pdf");
    if let Some(record) = RecordId::read(bare).and_then(|id| desk.board.record(&id)) {
        return Some(PageKey::RecordNotice(record.head.id.clone()));
    }
    if let Some((fund, period)) = bare.rsplit_once('/')
        && let (fund, Some(period)) = (FundId(fund.into()), Period::read(period))
        && desk.board.ledger.periods(&fund).contains(&period)
    {
        return Some(PageKey::StatementNotice(fund, period));
    }
    planned(desk, &format!("sheets/{bare}.html"))
}

fn planned(desk: &Desk<'_>, address: &str) -> Option<PageKey> {
    match desk.plan.addresses.get(address)? {
        Make::Page(key) if key.is_notice() => Some(key.clone()),
        _ => None,
    }
}

/// What was most likely meant: a record or a statement, by the name that is given to `print`.
fn meant(desk: &Desk<'_>, name: &str) -> Option<String> {
    let records = desk.board.records.iter().map(|record| record_address(&record.head.id));
    let records = records.map(|address| address.trim_end_matches(".html").to_owned());
    let others = notices_of(desk).filter_map(|(_, key)| match key {
        PageKey::StatementNotice(fund, period) => Some(format!("{}/{period}", fund.0)),
        _ => None,
    });
    let known: Vec<String> = records.chain(others).collect();
    let kind = name.split('/').next().unwrap_or_default();
    let known = || known.iter().map(String::as_str);
    let alike = known().filter(|other| other.split('/').next() == Some(kind));
    nearest(name, alike).or_else(|| nearest(name, known())).map(str::to_owned)
}

fn notices_of<'d>(desk: &Desk<'d>) -> impl Iterator<Item = (&'d String, &'d PageKey)> {
    desk.plan.addresses.iter().filter_map(|(address, make)| match make {
        Make::Page(key) if key.is_notice() => Some((address, key)),
        _ => None,
    })
}
