//! What members of a portal come to, as one: the pages of a street that shows its estates.
//!
//! Every sum says of how many boards it is. What a member tells of itself is shown as it tells it.

mod compared;
mod duties;
mod one;
mod overview;

use serde::Serialize;

pub(super) use compared::build as compared;
pub(super) use duties::build as duties;
pub(super) use one::build as one;
pub(super) use overview::{build as overview, strip};

use super::Desk;
use super::coverage::RecordLine;
use super::format::{Format, encode};
use super::parts::{Fact, Link};
use super::statistics::Grouping;
use crate::model::calendar::Period;
use crate::model::member::{Member, SITES, Told};
use crate::model::money::Money;
use crate::model::totals::{CaseCount, Collected, Flows};
use crate::words::Arg;

/// `members.html`: all members, one of them, a period, or what is asked of them.
#[derive(Clone, Debug, Serialize)]
pub struct Members {
    /// How many there are and how many are in the sums; of one, who publishes it and as of when.
    pub sentence: String,
    /// To the pages of the one that this is about; may have no text.
    pub own: Link,
    /// What they come to.
    pub facts: Vec<Fact>,
    /// Tables, each with its sum.
    pub groupings: Vec<Grouping>,
    /// What is said of single boards or records.
    pub sections: Vec<Section>,
    /// To other pages of this sort.
    pub ways: Vec<Link>,
    /// The figures for other programs.
    pub downloads: Vec<Link>,
}

/// Lines under a heading.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// What is said, a line a board or record.
    pub lines: Vec<RecordLine>,
}

/// The address of what all members come to.
pub const MEMBERS: &str = "members.html";
/// The address of what is asked of members.
pub const MEMBER_DUTIES: &str = "members-duties.html";

/// The address of a member.
#[must_use]
pub fn member_address(member: &Member) -> String {
    format!("members/{}.html", member.id)
}

/// The address of a period.
#[must_use]
pub fn compared_address(period: Period) -> String {
    format!("compared/{period}.html")
}

/// Links to all years, and to the months of one.
fn ways(desk: &Desk<'_>, here: Option<Period>) -> Vec<Link> {
    let year = here.map_or(desk.board.as_of.year(), |period| period.first().year);
    let near = |period: &&Period| match period {
        Period::Month(month) => month.year == year,
        _ => true,
    };
    let link = |period: Period| Link {
        text: desk.format().period(period),
        href: if here == Some(period) {
            String::new()
        } else {
            desk.href(&compared_address(period))
        },
    };
    desk.board.members.periods.iter().filter(near).map(|period| link(*period)).collect()
}

/// A section, where there is anything to be said in it.
fn section(desk: &Desk<'_>, key: &str, lines: Vec<RecordLine>) -> Option<Section> {
    (!lines.is_empty()).then(|| Section { title: desk.word(key), lines })
}

/// A link to a member's page on the portal, by its name.
fn link(desk: &Desk<'_>, member: &Member) -> Link {
    Link { text: member.name().to_owned(), href: desk.href(&member_address(member)) }
}

/// Where a page of a member itself is: with the portal, or where the member says; else nowhere.
fn page_of(desk: &Desk<'_>, member: &Member, told: &Told, page: &str) -> String {
    if member.here {
        return desk.href(&format!("{SITES}/{}/{page}", member.id));
    }
    told.base_url.as_ref().map(|base| format!("{base}{}", encode(page))).unwrap_or_default()
}

/// Writes the figures of a board in its own currency.
fn format_of<'a>(desk: &Desk<'a>, told: &'a Told) -> Format<'a> {
    Format { words: desk.words, currency: &told.currency }
}

/// A figure that nobody tells.
const NONE: &str = "–";

/// An amount; with its unit where that is not the one of the column.
fn amount(desk: &Desk<'_>, format: Format<'_>, money: Money) -> String {
    if *format.currency == desk.board.profile.currency {
        format.amount(money).text
    } else {
        format.money(money)
    }
}

fn flows(desk: &Desk<'_>, format: Format<'_>, flows: Option<&Flows>) -> [String; 3] {
    let written = |flows: &Flows| {
        let all = [flows.income, flows.spending, flows.balance];
        all.map(|money| amount(desk, format, money))
    };
    flows.map_or_else(|| [NONE, NONE, NONE].map(str::to_owned), written)
}

/// Heads of columns; those of amounts say in which unit.
fn heads(desk: &Desk<'_>, names: &[&str]) -> Vec<String> {
    let head = |name: &&str| {
        let text = desk.word(&format!("portal.{name}"));
        if ["income-head", "spending-head", "left"].contains(name) {
            let args = [("head", Arg::from(text)), ("unit", desk.format().unit().into())];
            return desk.words.say("portal.in-unit", &args);
        }
        text
    };
    names.iter().map(head).collect()
}

fn collected(format: Format<'_>, collected: Option<&Collected>) -> String {
    let rate = collected.and_then(|one| one.rate()?.per_mille());
    rate.map_or_else(|| NONE.to_owned(), |rate| format.share(rate))
}

fn closed(format: Format<'_>, cases: Option<&CaseCount>) -> String {
    let rate = cases.and_then(|one| one.rate()?.per_mille());
    rate.map_or_else(|| NONE.to_owned(), |rate| format.share(rate))
}

/// `（13 块里的 12 块）`; nothing of a board alone.
fn of(desk: &Desk<'_>, n: i64, boards: i64) -> String {
    if boards == 1 && n == 1 {
        return String::new();
    }
    desk.words.say("say.of-boards", &[("n", n.into()), ("boards", boards.into())])
}

/// The name of a row of sums, which says of how many boards it is.
fn total(desk: &Desk<'_>, n: i64, boards: i64) -> Link {
    let args = [("of", Arg::from(of(desk, n, boards)))];
    Link { text: desk.words.say("portal.total", &args), href: String::new() }
}
