//! Notices (公告), and where and how long things hung on the board at the gate (张贴).

use super::calendar::{Day, Period};
use super::id::RecordId;
use super::ledger::FundId;
use super::meeting::Window;

/// What a notice is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// 通知
    Notice,
    /// 公告
    Announcement,
    /// 公示
    Publicity,
    /// 议题征集
    CallForItems,
    /// 议事预告
    MeetingAhead,
}

impl Form {
    /// The name in files and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Announcement => "announcement",
            Self::Publicity => "publicity",
            Self::CallForItems => "call-for-items",
            Self::MeetingAhead => "meeting-ahead",
        }
    }
}

/// 公告: something the board has to say, in its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bulletin {
    /// What it is for.
    pub form: Form,
    /// The day it was made.
    pub date: Day,
    /// To whom it is addressed.
    pub to: Option<String>,
    /// How long it hangs.
    pub window: Option<Window>,
}

/// 张贴: something that hung somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The record that hung there.
    pub of: Option<RecordId>,
    /// The fund whose statement hung there.
    pub fund: Option<FundId>,
    /// The period of the statement that hung there.
    pub period: Option<Period>,
    /// Where.
    pub place: String,
    /// The day it was put up.
    pub up: Day,
    /// The day it was taken down; it still hangs where there is none.
    pub down: Option<Day>,
}

impl Posting {
    /// The last day on which it hung, up to a day.
    #[must_use]
    pub fn last(&self, as_of: Day) -> Day {
        self.down.unwrap_or(as_of).min(as_of)
    }
}
