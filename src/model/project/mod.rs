//! Projects (项目): something that is built or bought, from the proposal to the acceptance; and
//! allotments (统筹), sums that many projects are paid from.
//!
//! What was spent and how far a project has come is never typed: `works` finds it on the board.

mod works;

use super::calendar::Day;
use super::id::RecordId;
use super::ledger::FundId;
use super::money::{LARGEST, Money};
use super::stated::Stated;
use crate::source::Spans;

/// Who pays for a part of a project, as what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FundingKind {
    /// 自有: a fund of the board.
    Own,
    /// 拨款补助: money that an authority gives for it.
    Grant,
    /// 第三方: somebody who pays himself; what he spends is in no book of the board.
    ThirdParty,
    /// 住户: those who benefit, who pay themselves.
    Households,
    /// 捐赠: a gift.
    Gift,
    /// 统筹拨款: a part of an allotment.
    Allotment,
}

impl FundingKind {
    /// The name in files and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Grant => "grant",
            Self::ThirdParty => "third-party",
            Self::Households => "households",
            Self::Gift => "gift",
            Self::Allotment => "of-allotment",
        }
    }

    /// Whether what it pays passes the board's books.
    #[must_use]
    pub fn in_books(self) -> bool {
        !matches!(self, Self::ThirdParty | Self::Households)
    }
}

/// One source of a project's money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funding {
    /// Who gives it.
    pub from: Option<String>,
    /// As what, where it is written or follows.
    pub kind: Option<FundingKind>,
    /// The fund that pays.
    pub fund: Option<FundId>,
    /// The allotment that it is a part of.
    pub allotment: Option<RecordId>,
    /// How much; `None` where it was not told.
    pub amount: Option<Stated>,
    /// Who stands surety for it.
    pub guarantor: Option<String>,
    /// In plain words.
    pub note: Option<String>,
    /// Where it is written.
    pub at: Spans,
}

/// A contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// With whom.
    pub with: String,
    /// When it was signed.
    pub on: Option<Day>,
    /// For how much.
    pub amount: Option<Stated>,
    /// Its number.
    pub number: Option<String>,
    /// Where it is written.
    pub at: Spans,
}

/// A step on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// What.
    pub what: String,
    /// By when.
    pub by: Option<Day>,
    /// When it was done.
    pub done: Option<Day>,
    /// Where it is written.
    pub at: Spans,
}

/// Who proposed it, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// When.
    pub on: Day,
    /// Who, as a body or a role.
    pub by: Option<String>,
    /// Where it is written.
    pub at: Spans,
}

/// 验收: who looked at the work when it was finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// When.
    pub on: Day,
    /// Who, as a body or a role.
    pub by: Option<String>,
    /// What they found.
    pub opinion: Option<String>,
    /// Whether they accepted it.
    pub passed: bool,
    /// Where it is written.
    pub at: Spans,
}

/// That a project was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// When.
    pub on: Day,
    /// Why.
    pub why: String,
    /// Where it is written.
    pub at: Spans,
}

/// 统筹: a sum, or a programme, that many projects belong to, and what is stated of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allotment {
    /// How much there is.
    pub amount: Option<Money>,
    /// How much each share is.
    pub each: Option<Money>,
    /// How many shares there are.
    pub shares: Option<i64>,
    /// What a share is for: a community.
    pub share_of: Option<String>,
    /// How many projects there are, as stated.
    pub projects: Option<i64>,
    /// How many of them were begun, finished or not, as stated.
    pub begun: Option<i64>,
    /// How many of them are finished, as stated.
    pub finished: Option<i64>,
    /// The day of these counts.
    pub as_of: Option<Day>,
    /// Where it is written.
    pub at: Spans,
}

/// 项目: one project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Who proposed it, and when.
    pub proposed: Option<Proposal>,
    /// The decision it rests on.
    pub adopted_by: Option<RecordId>,
    /// Where it is.
    pub place: Option<String>,
    /// Whom it serves.
    pub serves: Option<String>,
    /// Where its money comes from.
    pub funding: Vec<Funding>,
    /// What it is to cost.
    pub budget: Option<Stated>,
    /// Its contracts.
    pub contracts: Vec<Contract>,
    /// When work began.
    pub started: Option<Day>,
    /// The steps on the way.
    pub milestones: Vec<Milestone>,
    /// When work was finished.
    pub finished: Option<Day>,
    /// Who accepted it.
    pub accepted: Option<Acceptance>,
    /// What it cost, as settled with those who did it.
    pub settled: Option<Stated>,
    /// That it was given up.
    pub stopped: Option<Stop>,
    /// Of an allotment: what there is.
    pub allots: Option<Allotment>,
}

/// How far a project has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProjectStand {
    /// A step is not done by its day.
    Late,
    /// Work is going on.
    UnderWay,
    /// Approved or contracted, and not begun.
    Approved,
    /// Only proposed.
    Proposed,
    /// Finished, and nobody has accepted it.
    Finished,
    /// Finished and accepted.
    Accepted,
    /// Given up.
    Abandoned,
}

/// A sum of exact amounts, and what could not be added to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// The exact amounts together.
    pub sum: Money,
    /// How many exact amounts there are.
    pub exact: usize,
    /// How many are known only roughly, or not told.
    pub left_out: usize,
}

impl Added {
    /// Adds amounts.
    #[must_use]
    pub fn of<'a>(amounts: impl Iterator<Item = Option<&'a Stated>>) -> Self {
        let mut added = Self::default();
        for amount in amounts {
            match amount.and_then(Stated::exact) {
                Some(money) => {
                    added.sum += money;
                    added.exact += 1;
                }
                None => added.left_out += 1,
            }
        }
        added
    }

    /// The sum, where it is the whole of at least one amount.
    #[must_use]
    pub fn whole(self) -> Option<Money> {
        (self.exact > 0 && self.left_out == 0).then_some(self.sum)
    }
}

impl Allotment {
    /// What its shares come to, as far as an amount can go.
    #[must_use]
    pub fn product(&self) -> Option<Money> {
        let (each, shares) = (self.each?, self.shares?);
        Money::from_minor(each.minor().saturating_mul(shares).clamp(-LARGEST, LARGEST))
    }

    /// How much there is: as it is written, else what its shares come to.
    #[must_use]
    pub fn whole(&self) -> Option<Money> {
        self.amount.or(self.product())
    }
}

impl Milestone {
    /// The day by which it was to be done, if that has passed and it is not done.
    #[must_use]
    pub fn overdue_on(&self, day: Day) -> Option<Day> {
        self.by.filter(|by| self.done.is_none() && *by < day)
    }
}

impl Project {
    /// Its money by source.
    #[must_use]
    pub fn funded(&self) -> Added {
        Added::of(self.funding.iter().map(|one| one.amount.as_ref()))
    }

    /// What its contracts come to.
    #[must_use]
    pub fn contracted(&self) -> Added {
        Added::of(self.contracts.iter().map(|one| one.amount.as_ref()))
    }

    /// Its budget, where it is exact.
    #[must_use]
    pub fn exact_budget(&self) -> Option<Money> {
        self.budget.as_ref().and_then(Stated::exact)
    }

    /// How many of its steps are done.
    #[must_use]
    pub fn steps_done(&self) -> usize {
        self.milestones.iter().filter(|step| step.done.is_some()).count()
    }

    /// Whether anybody pays for a part of it past the board's books.
    #[must_use]
    pub fn paid_elsewhere(&self) -> bool {
        self.funding.iter().any(|one| one.kind.is_some_and(|kind| !kind.in_books()))
    }

    /// Whether work has begun or is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.finished.is_some() || self.accepted.is_some() || self.stopped.is_some()
    }

    /// Its first step that is not done by its day.
    pub fn overdue_on(&self, day: Day) -> impl Iterator<Item = (&Milestone, Day)> {
        let steps = self.milestones.iter().filter(|_| !self.is_over());
        steps.filter_map(move |step| Some((step, step.overdue_on(day)?)))
    }

    /// The last of its own days.
    #[must_use]
    pub fn last_day(&self) -> Option<Day> {
        let days = [
            self.proposed.as_ref().map(|one| one.on),
            self.started,
            self.finished,
            self.accepted.as_ref().map(|one| one.on),
            self.stopped.as_ref().map(|one| one.on),
        ];
        let signed = self.contracts.iter().map(|one| one.on);
        let done = self.milestones.iter().map(|one| one.done);
        days.into_iter().chain(signed).chain(done).flatten().max()
    }

    /// What the lock keeps.
    pub fn guarded(&self, digits: u32, keep: &mut dyn FnMut(&str, String)) {
        if let Some(budget) = &self.budget {
            keep("budget", budget.plain(digits));
        }
        for (place, one) in self.funding.iter().enumerate() {
            if let Some(amount) = &one.amount {
                keep(&format!("funding.{}.amount", place + 1), amount.plain(digits));
            }
        }
        for (place, one) in self.contracts.iter().enumerate() {
            if let Some(amount) = &one.amount {
                keep(&format!("contract.{}.amount", place + 1), amount.plain(digits));
            }
        }
        for (field, day) in [("started", self.started), ("finished", self.finished)] {
            if let Some(day) = day {
                keep(field, day.to_string());
            }
        }
        if let Some(accepted) = &self.accepted {
            keep("accepted.on", accepted.on.to_string());
        }
        if let Some(settled) = &self.settled {
            keep("settled", settled.plain(digits));
        }
        if let Some(amount) = self.allots.as_ref().and_then(|allots| allots.amount) {
            keep("allots.amount", amount.plain(digits));
        }
    }
}
