//! What people say to a draft or object to a decision, and the answers they were given.

use super::calendar::Day;
use crate::source::Spans;

/// What became of something that was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adopted {
    /// 采纳
    InFull,
    /// 部分采纳
    InPart,
    /// 不采纳
    Declined,
}

impl Adopted {
    /// The name in files and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::InFull => "in-full",
            Self::InPart => "in-part",
            Self::Declined => "declined",
        }
    }
}

/// Something that was said to a draft or a decision, by role or building and never by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// What.
    pub said: String,
    /// Where it came from: `2栋业主`.
    pub from: Option<String>,
    /// How many said so.
    pub count: Option<i64>,
    /// The answer.
    pub reply: Option<String>,
    /// What became of it.
    pub adopted: Option<Adopted>,
    /// Why it was not taken up, or not wholly.
    pub why: Option<String>,
    /// The day of the answer.
    pub on: Option<Day>,
    /// Where it is written.
    pub at: Spans,
}

impl Opinion {
    /// Whether people were told anything.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.reply.is_some() || self.adopted.is_some()
    }
}

/// By how many people opinions were said: each by one where nothing else is written.
pub fn said_by<'a>(opinions: impl Iterator<Item = &'a Opinion>) -> i64 {
    opinions.map(|opinion| opinion.count.unwrap_or(1)).sum()
}
