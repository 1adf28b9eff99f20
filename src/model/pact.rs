//! Pacts (公约): rules that neighbours gave themselves, a record a version.

use super::board::Board;
use super::calendar::Day;
use super::id::{Kind, RecordId};
use super::record::{Body, Record};

/// Something that a version changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What.
    pub what: String,
    /// Why.
    pub why: Option<String>,
}

/// 公约: one version of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pact {
    /// What its versions have in common: the key that is written, else the title.
    pub key: String,
    /// Which version it is.
    pub version: String,
    /// The decision by which it was adopted.
    pub adopted_by: Option<RecordId>,
    /// From which day it holds.
    pub effective: Day,
    /// The version in whose place it stands.
    pub replaces: Option<RecordId>,
    /// What it changed.
    pub changes: Vec<Change>,
}

impl Pact {
    /// What the lock keeps.
    pub fn guarded(&self, keep: &mut dyn FnMut(&str, String)) {
        keep("version", self.version.clone());
        keep("effective", self.effective.to_string());
    }
}

/// A version and its record.
pub type Version<'a> = (&'a Record, &'a Pact);

/// How a version stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PactStand<'a> {
    /// Its first day has not come.
    Coming,
    /// It holds.
    InForce,
    /// Another one holds in its place, since that day.
    Replaced(&'a Record, Day),
}

impl Board {
    /// Every version of every pact, by day.
    pub fn pacts(&self) -> impl Iterator<Item = Version<'_>> {
        self.of(Kind::Pact).iter().filter_map(|record| match &record.body {
            Body::Pact(pact) => Some((&**record, pact)),
            _ => None,
        })
    }

    /// The versions of the pact of that key, oldest first.
    #[must_use]
    pub fn versions(&self, key: &str) -> Vec<Version<'_>> {
        self.pacts().filter(|(_, pact)| pact.key == key).collect()
    }

    /// The key of the pact of which a record is a version.
    #[must_use]
    pub fn pact_key(&self, id: &RecordId) -> Option<&str> {
        match &self.record(id)?.body {
            Body::Pact(pact) => Some(&pact.key),
            _ => None,
        }
    }

    /// The version before one: the one it names, else the one before it by day.
    #[must_use]
    pub fn version_before(&self, record: &Record, pact: &Pact) -> Option<Version<'_>> {
        let named = pact.replaces.as_ref().and_then(|id| {
            self.pacts().find(|(one, _)| one.head.id == *id && one.head.id != record.head.id)
        });
        named.or_else(|| {
            let earlier = |(_, one): &Version<'_>| one.effective < pact.effective;
            self.versions(&pact.key).into_iter().rfind(earlier)
        })
    }

    /// How a version stands on the board's day.
    #[must_use]
    pub fn pact_stand(&self, record: &Record, pact: &Pact) -> PactStand<'_> {
        if pact.effective > self.as_of {
            return PactStand::Coming;
        }
        let follows = |(one, other): &Version<'_>| {
            one.head.id != record.head.id
                && other.effective <= self.as_of
                && (other.replaces.as_ref() == Some(&record.head.id)
                    || (other.key == pact.key && other.effective > pact.effective))
        };
        match self.pacts().find(follows) {
            Some((one, other)) => PactStand::Replaced(one, other.effective),
            None => PactStand::InForce,
        }
    }
}
