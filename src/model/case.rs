//! Cases (办事): what was brought forward, how it went on, and how it ended.

use super::calendar::Day;
use super::id::RecordId;
use crate::source::Spans;

/// How a matter is to be dealt with (三级处置).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tier {
    /// 当场: at once.
    AtOnce,
    /// 限期: by a day.
    By(Day),
    /// 上报: passed on to somebody who can.
    EscalatedTo(String),
}

/// Why a case was closed. Closed never counts as fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// 已解决
    Fixed,
    /// 不属本会
    NotOurs,
    /// 重复
    Duplicate,
    /// 不再办理
    NoFurtherAction,
    /// 已调解
    Mediated,
}

impl Reason {
    /// The name in files and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::NotOurs => "not-ours",
            Self::Duplicate => "duplicate",
            Self::NoFurtherAction => "no-further-action",
            Self::Mediated => "mediated",
        }
    }
}

/// To whom a case was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// When.
    pub on: Day,
    /// To whom.
    pub to: String,
    /// Where it is written.
    pub at: Spans,
}

/// How a case ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// When.
    pub on: Day,
    /// Why.
    pub reason: Reason,
    /// Where it is written.
    pub at: Spans,
}

/// Somebody asked afterwards (回访).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// When.
    pub on: Day,
    /// Whether they were content.
    pub satisfied: bool,
    /// Where it is written.
    pub at: Spans,
}

/// 办事: one matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The day it came in.
    pub opened: Day,
    /// How it came in.
    pub channel: Option<String>,
    /// Where it is; coarse enough to protect people.
    pub place: Option<String>,
    /// How it is to be dealt with.
    pub tier: Option<Tier>,
    /// To whom it was given.
    pub assigned: Option<Assignment>,
    /// How it ended; `None` while it is open.
    pub closed: Option<Closing>,
    /// What was said afterwards.
    pub visited: Option<Visit>,
    /// The decision it led to.
    pub decided_by: Option<RecordId>,
}

impl Case {
    /// Days from coming in to closing.
    #[must_use]
    pub fn days(&self) -> Option<i64> {
        self.closed.as_ref().map(|closing| self.opened.until(closing.on))
    }

    /// Whether it was open beyond its day, on the day given.
    #[must_use]
    pub fn late_on(&self, day: Day) -> bool {
        let end = self.closed.as_ref().map_or(day, |closing| closing.on.min(day));
        matches!(self.tier, Some(Tier::By(by)) if end > by)
    }

    /// What the lock keeps.
    pub fn guarded(&self, keep: &mut dyn FnMut(&str, String)) {
        keep("opened", self.opened.to_string());
        if let Some(closing) = &self.closed {
            keep("closed.on", closing.on.to_string());
            keep("closed.reason", closing.reason.name().to_owned());
        }
    }
}
