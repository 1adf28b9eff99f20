//! Members of a portal (成员): boards of their own, of which a street or a district shows what they
//! publish. Nothing here is worked out from their records: what a member says in `board.json` is what
//! the portal shows and adds up.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use super::calendar::{Day, Period};
use super::money::{Currency, Money};
use super::totals::{DutyCount, Totals};
use crate::search::terms::Searched;
use crate::source::{NotPublished, Span};
use crate::words::Arg;

/// Where the sites of members lie in that of a portal.
pub const SITES: &str = "boards";

/// After so many days without being made again a member is called stale: it may have changed since.
pub const STALE_AFTER: u16 = 45;

/// A member that board.yaml names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// Its folder, from that of the portal.
    pub folder: Arc<str>,
    /// Where board.yaml names it.
    pub span: Span,
}

impl Enrolled {
    /// What it is called in addresses: the last part of its folder.
    #[must_use]
    pub fn id(&self) -> &str {
        self.folder.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
    }
}

/// A member, as far as it can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What it is called in addresses.
    pub id: Arc<str>,
    /// Its folder, from that of the portal.
    pub folder: Arc<str>,
    /// What it tells, or why it cannot be read.
    pub told: Result<Told, Unread>,
    /// Whether its pages are published with the portal.
    pub here: bool,
    /// What is known of its search; none of a board that cannot be searched.
    pub searched: Option<Arc<Searched>>,
}

/// Why a member cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Nothing of it is there to be read.
    Absent(NotPublished),
    /// What it publishes is in another format.
    Format(String),
    /// What it publishes does not read; what the reader says.
    Damaged(String),
    /// It was made by a program that did not tell what a board comes to.
    NoTotals,
    /// A file of its data is not there, or not as it says.
    Data(String),
    /// Its sums do not follow from one another in this month or year, or on its day.
    Unbalanced(String),
}

impl Unread {
    /// The same in words.
    #[must_use]
    pub fn said(&self) -> Arg {
        let (key, args) = match self {
            Self::Absent(why) => match why {
                NotPublished::Nothing => ("nothing", Vec::new()),
                NotPublished::Loop => ("loop", Vec::new()),
                NotPublished::Again(at) => ("again", vec![("address", at.as_str().into())]),
                NotPublished::Errors(count) => ("errors", vec![("n", (*count).into())]),
                NotPublished::Locked => ("locked", Vec::new()),
                NotPublished::Unwritten => ("unwritten", Vec::new()),
                NotPublished::Refused(said) => ("damaged", vec![("detail", said.as_str().into())]),
            },
            Self::Format(format) => ("format", vec![("format", format.as_str().into())]),
            Self::Damaged(detail) => ("damaged", vec![("detail", detail.as_str().into())]),
            Self::NoTotals => ("no-totals", Vec::new()),
            Self::Data(path) => ("data", vec![("path", path.as_str().into())]),
            Self::Unbalanced(period) => ("unbalanced", vec![("period", period.as_str().into())]),
        };
        Arg::Said(format!("member.{key}"), args)
    }

    /// The same for readers of the portal, whom neither folders nor programs concern.
    #[must_use]
    pub fn told(&self) -> Arg {
        match self {
            Self::Damaged(_) | Self::Absent(NotPublished::Refused(_)) => {
                Arg::Word("member.not-whole".to_owned())
            }
            _ => self.said(),
        }
    }
}

/// What a board tells of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its name.
    pub name: String,
    /// Who publishes.
    pub publisher: String,
    /// The day for which it was made.
    pub as_of: Day,
    /// Its currency.
    pub currency: Currency,
    /// Where its site is, ending in `/`.
    pub base_url: Option<String>,
    /// Whether search engines may list it.
    pub listed: bool,
    /// Whether its figures are only examples.
    pub trial: bool,
    /// The day of its newest record.
    pub last_record: Option<Day>,
    /// What its funds hold.
    pub funds: Vec<ToldFund>,
    /// What it comes to by itself.
    pub own: Totals,
    /// What its packs ask.
    pub packs: Vec<ToldPack>,
    /// What is posted, the one that ends first on top.
    pub posted: Vec<ToldNotice>,
    /// What changed last, newest first.
    pub changes: Vec<ToldNotice>,
    /// What its own members come to, of a portal.
    pub members: Option<Together>,
}

/// A fund of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldFund {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub balance: Money,
    /// The page of its latest month.
    pub statement: Option<String>,
}

/// What a pack asks of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldPack {
    /// Its name.
    pub name: String,
    /// What it is.
    pub title: String,
    /// What came of it.
    pub count: DutyCount,
    /// What is overdue: what, its period as it is written, and its last day.
    pub overdue: Vec<(String, Option<String>, Day)>,
}

/// A record that a member posts or has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldNotice {
    /// What it is called.
    pub title: String,
    /// Its page, from the root of the member's site.
    pub page: String,
    /// Its last day, or the day on which it changed.
    pub day: Day,
}

/// Several boards as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Together {
    /// How many boards there are.
    pub boards: i64,
    /// How many of them could be read.
    pub told: i64,
    /// Of these, how many are in the sums: of the same currency, and no trial.
    pub summed: i64,
    /// What these come to.
    pub totals: Totals,
}

impl Together {
    /// A board by itself.
    #[must_use]
    pub fn alone(totals: Totals) -> Self {
        Self { boards: 1, told: 1, summed: 1, totals }
    }

    /// Two groups of boards.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        Self {
            boards: self.boards + other.boards,
            told: self.told + other.told,
            summed: self.summed + other.summed,
            totals: self.totals.and(&other.totals),
        }
    }
}

impl Told {
    /// The board with its own members.
    #[must_use]
    pub fn whole(&self) -> Together {
        let own = Together::alone(self.own.clone());
        self.members.as_ref().map_or(own.clone(), |members| own.and(members))
    }

    /// Whether its amounts are in the sums of a portal in that currency.
    #[must_use]
    pub fn is_summed(&self, currency: &Currency) -> bool {
        !self.trial && self.currency == *currency
    }

    /// Whether it may have changed since it was made.
    #[must_use]
    pub fn is_stale(&self, as_of: Day) -> bool {
        self.as_of.until(as_of) > i64::from(STALE_AFTER)
    }
}

impl Member {
    /// Its name; what it is called in addresses where it tells none. A folder is nobody's business
    /// but that of whoever keeps the portal.
    #[must_use]
    pub fn name(&self) -> &str {
        self.told.as_ref().map_or(&*self.id, |told| told.name.as_str())
    }

    /// What it adds to the sums of a portal in that currency: nothing but a board that cannot be read,
    /// is in another currency, or is only tried out.
    #[must_use]
    pub fn together(&self, currency: &Currency) -> Together {
        let Ok(told) = &self.told else {
            return Together { boards: 1, ..Together::default() };
        };
        let whole = told.whole();
        if told.is_summed(currency) {
            return whole;
        }
        // What is asked of a board can be counted whatever it counts its money in.
        let duties = if told.trial { DutyCount::default() } else { whole.totals.duties };
        Together { summed: 0, totals: Totals { duties, ..Totals::default() }, ..whole }
    }
}

/// All members of a portal, in the order of board.yaml, and what they come to: many pages say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    list: Vec<Member>,
    /// What those in its currency come to.
    pub all: Together,
    /// The periods that any of them tells of, the newest first: years, then months.
    pub periods: Vec<Period>,
}

impl Members {
    /// The members of a portal in that currency.
    #[must_use]
    pub fn new(list: Vec<Member>, currency: &Currency) -> Self {
        let (mut years, mut months) = (BTreeSet::new(), BTreeSet::new());
        let mut all = Together::default();
        for member in &list {
            for told in member.told.iter().map(Told::whole) {
                years.extend(told.totals.told());
                months.extend(told.totals.months.into_keys());
            }
            all = all.and(&member.together(currency));
        }
        let years = years.into_iter().rev().map(Period::Year);
        let periods = years.chain(months.into_iter().rev().map(Period::Month)).collect();
        Self { list, all, periods }
    }

    /// Whether a member asks search engines not to list it.
    #[must_use]
    pub fn is_unlisted(&self, id: &str) -> bool {
        let of = self.list.iter().find(|member| *member.id == *id);
        of.is_some_and(|member| member.told.as_ref().is_ok_and(|told| !told.listed))
    }
}

impl Deref for Members {
    type Target = [Member];

    fn deref(&self) -> &[Member] {
        &self.list
    }
}
