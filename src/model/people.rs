//! Bodies of an estate (组织), a record a term: who sits in them, who does what, whom to turn to.

use std::collections::BTreeMap;

use super::board::Board;
use super::calendar::Day;
use super::id::{Kind, RecordId};
use super::ledger::FundId;
use super::person::PersonName;
use super::record::{Body, Record};
use crate::source::Spans;

/// What kind of body it is, in the order in which a board shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BodyKind {
    /// 居民委员会
    Residents,
    /// 物业管理委员会
    PropertyManagement,
    /// 业主委员会
    Owners,
    /// 监督小组
    Supervisors,
    /// 自管会
    SelfManagement,
    /// 自治管理小组
    SelfManagementGroup,
    /// 党支部
    PartyBranch,
    /// 志愿队伍
    Volunteers,
    /// 联席会
    Joint,
    /// 其他
    Other,
}

impl BodyKind {
    /// Every kind, in order.
    pub const ALL: [Self; 10] = [
        Self::Residents,
        Self::PropertyManagement,
        Self::Owners,
        Self::Supervisors,
        Self::SelfManagement,
        Self::SelfManagementGroup,
        Self::PartyBranch,
        Self::Volunteers,
        Self::Joint,
        Self::Other,
    ];

    /// The name in files and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Residents => "residents-committee",
            Self::PropertyManagement => "property-management-committee",
            Self::Owners => "owners-committee",
            Self::Supervisors => "supervisors",
            Self::SelfManagement => "self-management-committee",
            Self::SelfManagementGroup => "self-management-group",
            Self::PartyBranch => "party-branch",
            Self::Volunteers => "volunteers",
            Self::Joint => "joint-body",
            Self::Other => "other-body",
        }
    }
}

/// Somebody who sits in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub name: PersonName,
    /// As what: `主任`.
    pub role: String,
    /// Whether of the party; `None` where nobody wrote it down.
    pub party: Option<bool>,
    /// A part of the body: `第二网格`.
    pub group: Option<String>,
    /// Where it is written.
    pub at: Spans,
}

/// Who is responsible for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// For what.
    pub duty: String,
    /// Who, by the role.
    pub holder: String,
    /// The fund it belongs to.
    pub fund: Option<FundId>,
    /// The pact it comes from.
    pub pact: Option<RecordId>,
    /// The fee it belongs to.
    pub fee: Option<RecordId>,
}

/// Whom to turn to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The building, by its id; all of them where it is `None`.
    pub building: Option<String>,
    /// The entrance.
    pub entrance: Option<String>,
    /// As what: `单元联络人`.
    pub role: String,
    /// Who.
    pub name: Option<PersonName>,
    /// Telephone, written to be published.
    pub phone: Option<String>,
    /// When.
    pub hours: Option<String>,
}

/// 任期: one term of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What kind of body.
    pub kind: BodyKind,
    /// What its terms have in common: the key that is written, else the name.
    pub key: String,
    /// Which term it is, from 1.
    pub number: Option<i64>,
    /// Its first day.
    pub from: Option<Day>,
    /// Its last day.
    pub to: Option<Day>,
    /// The decision by which it was elected.
    pub elected_by: Option<RecordId>,
    /// The body it belongs to, by one of its terms.
    pub part_of: Option<RecordId>,
    /// The bodies it works with, each by one of its terms.
    pub works_with: Vec<RecordId>,
    /// How many seats it has.
    pub seats: Option<i64>,
    /// How many people, where they are not named.
    pub count: Option<i64>,
    /// How many of them are of the party.
    pub party: Option<i64>,
    /// How many teams they form.
    pub teams: Option<i64>,
    /// Who sits in it.
    pub members: Vec<Member>,
    /// Who does what.
    pub duties: Vec<Duty>,
    /// Whom to turn to.
    pub contacts: Vec<Turn>,
    /// Where the fields of its term are written.
    pub at: Spans,
}

impl Term {
    /// How many people there are, where anybody said so.
    #[must_use]
    pub fn people(&self) -> Option<i64> {
        let listed = i64::try_from(self.members.len()).ok().filter(|n| *n > 0);
        listed.or(self.count)
    }

    /// How many are of the party, and of how many that was told.
    #[must_use]
    pub fn of_party(&self) -> Option<(i64, i64)> {
        let told: Vec<bool> = self.members.iter().filter_map(|member| member.party).collect();
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        if !told.is_empty() {
            return Some((count(told.iter().filter(|of| **of).count()), count(told.len())));
        }
        self.party.zip(self.count).filter(|_| self.members.is_empty())
    }

    /// Whether it has begun on a day.
    #[must_use]
    pub fn began_by(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day)
    }

    /// What the lock keeps. People come and go within a term; its days and seats do not.
    pub fn guarded(&self, keep: &mut dyn FnMut(&str, String)) {
        for (field, day) in [("term.from", self.from), ("term.to", self.to)] {
            if let Some(day) = day {
                keep(field, day.to_string());
            }
        }
        if let Some(seats) = self.seats {
            keep("seats", seats.to_string());
        }
    }
}

/// A term and its record.
pub type Held<'a> = (&'a Record, &'a Term);

/// A body with all its terms, oldest first.
#[derive(Clone, Debug)]
pub struct Terms<'a>(Vec<Held<'a>>);

impl<'a> Terms<'a> {
    /// Every term, oldest first.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Held<'a>> + '_ {
        self.0.iter().copied()
    }

    /// The last one that is written.
    #[must_use]
    pub fn last(&self) -> Option<Held<'a>> {
        self.0.last().copied()
    }

    /// The one that a day falls in, or the last one before it; the first one where all are to come.
    #[must_use]
    pub fn on(&self, day: Day) -> Option<Held<'a>> {
        let begun = self.0.iter().rev().find(|(_, term)| term.began_by(day));
        begun.or(self.0.first()).copied()
    }
}

/// How a term stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermStand {
    /// Its first day has not come.
    Coming,
    /// It is under way.
    Current,
    /// Its last day is over, and no term followed.
    Over,
    /// Another one followed.
    Past,
}

impl Board {
    /// Every term of a body that is not withdrawn, by day.
    pub fn terms(&self) -> impl Iterator<Item = Held<'_>> {
        self.of(Kind::People).iter().filter_map(|record| match &record.body {
            Body::People(term) => Some((&**record, &**term)),
            _ => None,
        })
    }

    /// The term of that id.
    #[must_use]
    pub fn term(&self, id: &RecordId) -> Option<Held<'_>> {
        let record = self.record(id)?;
        match &record.body {
            Body::People(term) => Some((record, term)),
            _ => None,
        }
    }

    /// Every body with its terms, in the order in which a board shows them.
    #[must_use]
    pub fn bodies(&self) -> Vec<Terms<'_>> {
        let mut bodies: BTreeMap<&str, Vec<Held<'_>>> = BTreeMap::new();
        for (record, term) in self.terms() {
            bodies.entry(&term.key).or_default().push((record, term));
        }
        let mut bodies: Vec<Terms<'_>> = bodies.into_values().map(Terms).collect();
        bodies.sort_by_key(|terms| terms.last().map(|(_, term)| term.kind));
        bodies
    }

    /// The key of the body that an election names: by its key, its name or one of its terms.
    #[must_use]
    pub fn body_named(&self, name: &str) -> Option<&str> {
        let id = RecordId::read(name);
        let named = |(record, term): &Held<'_>| {
            term.key == name
                || record.head.title.as_deref() == Some(name)
                || id.as_ref() == Some(&record.head.id)
        };
        self.terms().find(named).map(|(_, term)| term.key.as_str())
    }

    /// The terms of the body of that key.
    #[must_use]
    pub fn body(&self, key: &str) -> Terms<'_> {
        Terms(self.terms().filter(|(_, term)| term.key == key).collect())
    }

    /// The term of each body that stands for it on the board's day.
    #[must_use]
    pub fn sitting(&self) -> Vec<Held<'_>> {
        self.bodies().iter().filter_map(|terms| terms.on(self.as_of)).collect()
    }

    /// How a term stands on the board's day.
    #[must_use]
    pub fn stand_of(&self, record: &Record, term: &Term) -> TermStand {
        if !term.began_by(self.as_of) {
            return TermStand::Coming;
        }
        let terms = self.body(&term.key);
        let current = terms.on(self.as_of).is_some_and(|(one, _)| one.head.id == record.head.id);
        match term.to {
            _ if !current => TermStand::Past,
            Some(to) if to < self.as_of => TermStand::Over,
            _ => TermStand::Current,
        }
    }
}
