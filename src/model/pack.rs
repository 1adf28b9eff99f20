//! Rule packs (规则包): what the rules of a place ask a board to publish, by when, and for how long.
//!
//! A pack repeats what a text says and names its article; whether that text still is the current one
//! is said with it. What is asked of a board by a text that nobody held against the current one is
//! only said, never judged.

use std::sync::Arc;

use super::calendar::{Day, Period};
use super::id::Kind;
use super::ledger::Nature;
use super::meeting::Assembly;
use super::people::BodyKind;
use super::workdays::Stretch;
use crate::source::{Locus, Span};

/// A pack that board.yaml names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enlisted {
    /// The name of the pack.
    pub name: String,
    /// Where it is written.
    pub span: Span,
}

/// How a board is held against its packs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// From which day on; from its first publication where none is written.
    pub since: Option<Day>,
    /// Up to which day, where the board is no longer kept.
    pub until: Option<Day>,
    /// The day on which the board itself held the packs against the current texts.
    pub checked: Option<Day>,
}

/// Whether a text is the one in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was, on the day it was read.
    Current,
    /// Nobody has held it against the current one.
    Unknown,
    /// It has been replaced, and the new one was not read.
    Replaced,
}

impl Standing {
    /// The name in files and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Current => "yes",
            Self::Unknown => "unknown",
            Self::Replaced => "no",
        }
    }
}

/// A law or rule that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Its name within the pack.
    pub id: String,
    /// Its full name.
    pub name: String,
    /// The day it was read.
    pub read: Day,
    /// Whether it is in force.
    pub standing: Standing,
    /// What must be known about it.
    pub note: Option<String>,
}

/// Where something is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// The text.
    pub text: Arc<Text>,
    /// The article.
    pub article: String,
    /// From which day on, where the text says so.
    pub from: Option<Day>,
}

impl Basis {
    /// Whether what is asked may be judged: the text was current when it was read, or the board has seen
    /// for itself.
    #[must_use]
    pub fn judges(&self, held: Held) -> bool {
        held.checked.is_some() || self.text.standing == Standing::Current
    }
}

/// How often something is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// 每月, 每季度, 每半年, 每年: once in every period of this length.
    Period(Period),
    /// 持续: always.
    Always,
}

/// By when something is asked, after the end of its period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// By the last day of that many months later.
    Months(u16),
    /// Within so many days.
    Within(Stretch),
    /// The text names no day: it is asked about once as long again has passed.
    Unsaid,
}

/// What shows that something was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// A record of this kind.
    pub kind: Kind,
    /// Of a meeting, where it has to be one of a kind.
    pub assembly: Option<Assembly>,
    /// Of a body, where it has to be one of a kind.
    pub body: Option<BodyKind>,
}

/// Something that is to be published again and again, or always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Its name within the pack.
    pub id: String,
    /// What is to be published.
    pub title: String,
    /// Where it is asked.
    pub basis: Basis,
    /// How often.
    pub every: Every,
    /// By when.
    pub due: Due,
    /// What kind of fund it is about, where it is about money.
    pub fund: Option<Nature>,
    /// What shows that it was published; a record may also say so itself.
    pub satisfied_by: Vec<Evidence>,
    /// How long it must hang.
    pub posted: Option<Stretch>,
    /// Within what time who objects must be answered.
    pub answered: Option<Stretch>,
    /// What must be known about it.
    pub note: Option<String>,
}

/// What is asked of every notice of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its name within the pack.
    pub id: String,
    /// What is asked.
    pub title: String,
    /// Where it is asked.
    pub basis: Basis,
    /// Of which kind of record.
    pub of: Kind,
    /// Of which meetings; of all where none is named.
    pub assemblies: Vec<Assembly>,
    /// How long before a meeting its agenda must hang.
    pub notice: Option<Stretch>,
    /// Within what time after its day it must be published.
    pub published: Option<Stretch>,
    /// How long it must hang.
    pub posted: Option<Stretch>,
    /// Within what time who objects must be answered.
    pub answered: Option<Stretch>,
    /// What must be known about it.
    pub note: Option<String>,
}

/// The rules of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Its name.
    pub name: Arc<str>,
    /// What it is, in the language of its texts.
    pub title: String,
    /// The month in which its years begin, 1 to 12.
    pub year_starts: i8,
    /// The texts it was made from.
    pub texts: Vec<Arc<Text>>,
    /// What is to be published again and again.
    pub duties: Vec<Duty>,
    /// What is asked of notices.
    pub asked: Vec<Asked>,
    /// Where board.yaml names it.
    pub named: Locus,
}
