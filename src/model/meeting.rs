//! Meetings, motions and votes, and the outcome that the numbers bear out.
//!
//! The thresholds and their articles stand in `law`.

use super::agenda::Agenda;
use super::board::Profile;
use super::calendar::Day;
use super::election::Election;
use super::id::RecordId;
use super::law::Matter;
use super::money::Money;
use super::opinion::{Opinion, said_by};
use super::quantity;
use super::roll::roll_on;
use super::vote::{Ground, Verdict, Votes, verdict};
use super::workdays::{Days, Stretch, Workdays};
use crate::source::Spans;

/// What kind of meeting it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assembly {
    /// 业主大会
    Owners,
    /// 业委会
    Committee,
    /// 联席会
    Joint,
    /// 听证会
    Hearing,
    /// 议事会
    Deliberation,
    /// 监督小组
    Supervisors,
    /// 居民会议
    Residents,
    /// 村民会议
    Villagers,
    /// 村民代表会议
    Representatives,
}

impl Assembly {
    /// The name in files and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Owners => "owners-meeting",
            Self::Committee => "committee",
            Self::Joint => "joint",
            Self::Hearing => "hearing",
            Self::Deliberation => "deliberation",
            Self::Supervisors => "supervisors",
            Self::Residents => "residents-meeting",
            Self::Villagers => "villagers-meeting",
            Self::Representatives => "villagers-representatives",
        }
    }

    /// The matter that its motions are where none is written.
    #[must_use]
    pub fn usual_matter(self) -> Matter {
        match self {
            Self::Owners => Matter::General,
            Self::Committee => Matter::Committee,
            Self::Residents => Matter::Residents,
            Self::Villagers => Matter::Villagers,
            Self::Representatives => Matter::Representatives,
            Self::Joint | Self::Hearing | Self::Deliberation | Self::Supervisors => Matter::Simple,
        }
    }

    /// The matter by whose rule it elects; nothing where no rule of it is known.
    #[must_use]
    pub fn elects_by(self) -> Option<Matter> {
        let matter = self.usual_matter();
        (!matches!(matter, Matter::Committee | Matter::Simple)).then_some(matter)
    }
}

/// How the votes were cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// 票决
    Ballot,
    /// 举手
    Hands,
    /// 口头
    Voice,
}

impl Method {
    /// The name in files and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ballot => "ballot",
            Self::Hands => "hands",
            Self::Voice => "voice",
        }
    }
}

/// How a motion ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// 通过
    Passed,
    /// 修改后通过
    PassedAsAmended,
    /// 未通过
    Defeated,
    /// 搁置
    Tabled,
    /// 撤回
    Withdrawn,
}

impl Outcome {
    /// The name in files and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::PassedAsAmended => "passed-as-amended",
            Self::Defeated => "defeated",
            Self::Tabled => "tabled",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Whether it claims that the votes carried the motion; `None` where it claims nothing.
    #[must_use]
    pub fn claims(self) -> Option<bool> {
        match self {
            Self::Passed | Self::PassedAsAmended => Some(true),
            Self::Defeated => Some(false),
            Self::Tabled | Self::Withdrawn => None,
        }
    }
}

/// Something to be done after a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// What.
    pub what: String,
    /// Who does it.
    pub who: Option<String>,
    /// By when.
    pub by: Option<Day>,
    /// When it was done.
    pub done: Option<Day>,
    /// Where it is written.
    pub at: Spans,
}

impl FollowUp {
    /// The day by which it was to be done, if that has passed and it is not done.
    #[must_use]
    pub fn overdue_on(&self, day: Day) -> Option<Day> {
        self.by.filter(|by| self.done.is_none() && *by < day)
    }
}

/// A question that was put to a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Motion {
    /// Its number on the agenda.
    pub number: String,
    /// What was asked.
    pub text: String,
    /// The item of the posted agenda that it is, where that has other words.
    pub item: Option<String>,
    /// Which threshold it needs.
    pub matter: Matter,
    /// How the votes were cast, where it is written.
    pub method: Option<Method>,
    /// The votes, where they were counted.
    pub votes: Option<Votes>,
    /// How it ended, as written.
    pub outcome: Outcome,
    /// What is to be done.
    pub follow_up: Vec<FollowUp>,
    /// Where it is written.
    pub at: Spans,
}

impl Motion {
    /// Holds its votes against the thresholds of its matter.
    #[must_use]
    pub fn verdict(&self, ground: Ground<'_>) -> Verdict {
        verdict(self.matter, self.votes.as_ref(), ground)
    }
}

/// Who was present, by role and never by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendance {
    /// As what.
    pub role: String,
    /// How many.
    pub count: i64,
    /// Of how many.
    pub of: Option<i64>,
    /// Where it is written.
    pub at: Spans,
}

/// 公示期: how long a decision is posted for objections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// Its first day.
    pub from: Day,
    /// How many days.
    pub days: u16,
    /// Of which kind.
    pub kind: Days,
    /// Objections received, once it has ended.
    pub objections: Option<i64>,
    /// What was objected, with the answers.
    pub answers: Vec<Opinion>,
    /// Where it is written.
    pub at: Spans,
}

impl Window {
    /// How many objections came in: as written, or as many as are told one by one.
    #[must_use]
    pub fn raised(&self) -> Option<i64> {
        self.objections.or_else(|| (!self.answers.is_empty()).then(|| said_by(self.answers.iter())))
    }

    /// How many of them have their answer.
    #[must_use]
    pub fn answered(&self) -> i64 {
        said_by(self.answers.iter().filter(|one| one.is_answered()))
    }

    /// Its last day; its first day counts as one.
    #[must_use]
    pub fn last(&self, workdays: &Workdays) -> Day {
        workdays.last(self.from, self.stretch())
    }

    /// How long it is.
    #[must_use]
    pub fn stretch(&self) -> Stretch {
        Stretch { days: self.days, kind: self.kind }
    }

    /// Whether its last day may lie later than it is said to, since holidays are not announced yet.
    #[must_use]
    pub fn may_be_longer(&self, workdays: &Workdays) -> bool {
        self.kind == Days::Working && !workdays.know(self.from, self.last(workdays))
    }
}

/// 决定: a meeting and what it decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What kind of meeting.
    pub assembly: Assembly,
    /// The day of the meeting.
    pub date: Day,
    /// Where it was held.
    pub place: Option<String>,
    /// Who was present.
    pub attended: Vec<Attendance>,
    /// What was posted before it.
    pub agenda: Option<Agenda>,
    /// What was decided.
    pub motions: Vec<Motion>,
    /// Who was elected.
    pub elections: Vec<Election>,
    /// How long it is posted.
    pub window: Option<Window>,
    /// Up to how much may be spent on its account.
    pub approves: Option<Money>,
}

impl Decision {
    /// All members of the committee, where the attendance says of how many.
    #[must_use]
    pub fn seats(&self) -> Option<i64> {
        self.attended.iter().find_map(|present| present.of)
    }

    /// Whether anything was carried, or nothing was put to the vote.
    #[must_use]
    pub fn is_carried(&self) -> bool {
        let mut outcomes = self.motions.iter().map(|motion| motion.outcome.claims());
        self.motions.is_empty() || outcomes.any(|claims| claims == Some(true))
    }

    /// What its votes are held against besides their own numbers.
    #[must_use]
    pub fn ground<'a>(&self, profile: &'a Profile) -> Ground<'a> {
        let china = profile.currency.code == "CNY";
        Ground {
            day: china.then_some(self.date),
            roll: roll_on(&profile.rolls, self.date),
            seats: self.seats(),
        }
    }

    /// What the lock keeps.
    pub fn guarded(&self, digits: u32, keep: &mut dyn FnMut(&str, String)) {
        if let Some(sum) = self.approves {
            keep("approves", sum.plain(digits));
        }
        if let Some(agenda) = &self.agenda {
            keep("posted_agenda.on", agenda.on.to_string());
            keep("posted_agenda.items", agenda.items.join(", "));
        }
        for (place, election) in self.elections.iter().enumerate() {
            let names: Vec<&str> = election.elected().map(|one| one.name.as_str()).collect();
            keep(&format!("elections.{}.elected", place + 1), names.join(", "));
        }
        for motion in &self.motions {
            let number = &motion.number;
            keep(&format!("motions.{number}.outcome"), motion.outcome.name().to_owned());
            let Some(votes) = &motion.votes else { continue };
            for (name, tally) in [("people", &votes.people), ("area", &votes.area)] {
                if let Some(tally) = tally {
                    keep(&format!("motions.{number}.{name}.for"), tally.ayes.to_string());
                    keep(&format!("motions.{number}.{name}.against"), tally.noes.to_string());
                    if let Some(unanswered) = tally.unanswered {
                        let key = format!("motions.{number}.{name}.unanswered");
                        keep(&key, unanswered.to_string());
                    }
                }
            }
        }
    }
}

/// The number of people or seats that a text of digits names.
#[must_use]
pub fn whole(text: &str) -> Option<i64> {
    let read = quantity::read(text, 0)?;
    i64::try_from(read).ok().filter(|count| (0..=1_000_000_000).contains(count))
}

/// The id that names a motion of a decision: `decisions/2025-02-committee` and its number.
#[must_use]
pub fn motion_anchor(decision: &RecordId, number: &str) -> String {
    format!("{}-{number}", decision.id)
}
