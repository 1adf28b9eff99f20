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
    /// Every reason, in the order in which they are declared.
    pub const ALL: [Self; 5] =
        [Self::Fixed, Self::NotOurs, Self::Duplicate, Self::NoFurtherAction, Self::Mediated];

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

/// What happened to a case after it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happened {
    /// 核实: somebody looked into it.
    Examined,
    /// 分派: it was given to somebody.
    Assigned(String),
    /// 督办: somebody was reminded of it.
    Urged,
    /// 上报: it was passed on to somebody.
    Escalated(String),
    /// 到场: somebody came.
    Arrived,
    /// 反馈: those who brought it forward were told something.
    Replied,
    /// 再次反映: it was brought forward again.
    Repeated,
    /// 办结: it ended.
    Closed(Reason),
    /// 重办: it had ended and was taken up again.
    Reopened,
    /// 回访: those who brought it forward were asked.
    Visited {
        /// Whether they were content.
        satisfied: bool,
    },
    /// 考核: it was judged how it had been dealt with.
    Assessed,
    /// 进展: anything else.
    Noted,
}

impl Happened {
    /// The name in files and data.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Examined => "examined",
            Self::Assigned(_) => "assigned",
            Self::Urged => "urged",
            Self::Escalated(_) => "escalated",
            Self::Arrived => "arrived",
            Self::Replied => "replied",
            Self::Repeated => "repeated",
            Self::Closed(_) => "closed",
            Self::Reopened => "reopened",
            Self::Visited { .. } => "visited",
            Self::Assessed => "assessed",
            Self::Noted => "noted",
        }
    }
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub on: Day,
    /// What.
    pub what: Happened,
    /// Who did it, by office.
    pub by: Option<String>,
    /// What is to be said of it.
    pub note: Option<String>,
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
    /// What happened after it came in, in the order of days.
    pub history: Vec<Event>,
    /// The decision it led to.
    pub decided_by: Option<RecordId>,
}

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// When.
    pub on: Day,
    /// Why.
    pub reason: Reason,
}

impl Case {
    /// How it ended; `None` while it is open, and while it is open again.
    #[must_use]
    pub fn ending(&self) -> Option<Ending> {
        let last = self.history.iter().rev().find_map(|event| match event.what {
            Happened::Closed(reason) => Some(Some(Ending { on: event.on, reason })),
            Happened::Reopened => Some(None),
            _ => None,
        });
        last.flatten()
    }

    /// How often it was taken up again.
    #[must_use]
    pub fn reopenings(&self) -> usize {
        self.history.iter().filter(|event| event.what == Happened::Reopened).count()
    }

    /// Days from coming in to the ending.
    #[must_use]
    pub fn days(&self) -> Option<i64> {
        self.ending().map(|ending| self.opened.until(ending.on))
    }

    /// Days from coming in to the first answer; who was told that it ended had an answer.
    #[must_use]
    pub fn days_to_reply(&self) -> Option<i64> {
        let answers =
            |event: &&Event| matches!(event.what, Happened::Replied | Happened::Closed(_));
        self.history.iter().find(answers).map(|event| self.opened.until(event.on))
    }

    /// To whom it was given last.
    #[must_use]
    pub fn holder(&self) -> Option<&str> {
        self.history.iter().rev().find_map(|event| match &event.what {
            Happened::Assigned(to) => Some(to.as_str()),
            _ => None,
        })
    }

    /// What those who brought it forward said when they were asked last.
    #[must_use]
    pub fn satisfied(&self) -> Option<bool> {
        self.history.iter().rev().find_map(|event| match event.what {
            Happened::Visited { satisfied } => Some(satisfied),
            _ => None,
        })
    }

    /// The day by which it is to be done.
    #[must_use]
    pub fn due(&self) -> Option<Day> {
        match self.tier {
            Some(Tier::By(day)) => Some(day),
            _ => None,
        }
    }

    /// By how many days it was open beyond its day, on the day given; `None` where it was not.
    #[must_use]
    pub fn days_late(&self, day: Day) -> Option<i64> {
        let end = self.ending().map_or(day, |ending| ending.on.min(day));
        let late = self.due()?.until(end);
        (late > 0).then_some(late)
    }

    /// What the lock keeps: the endings and what undid them, those behind the first with a number.
    pub fn guarded(&self, keep: &mut dyn FnMut(&str, String)) {
        keep("opened", self.opened.to_string());
        let (mut closed, mut reopened) = (0, 0);
        for event in &self.history {
            match event.what {
                Happened::Closed(reason) => {
                    closed += 1;
                    let place = place(closed);
                    keep(&format!("closed{place}.on"), event.on.to_string());
                    keep(&format!("closed{place}.reason"), reason.name().to_owned());
                }
                Happened::Reopened => {
                    reopened += 1;
                    keep(&format!("reopened{}.on", place(reopened)), event.on.to_string());
                }
                _ => {}
            }
        }
    }
}

fn place(number: usize) -> String {
    if number > 1 { format!(".{number}") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::read(text).expect("a day")
    }

    fn case(events: &[(&str, Happened)]) -> Case {
        let event = |(on, what): &(&str, Happened)| Event {
            on: day(on),
            what: what.clone(),
            by: None,
            note: None,
            at: Spans::default(),
        };
        Case {
            opened: day("2025-03-01"),
            channel: None,
            place: None,
            tier: Some(Tier::By(day("2025-03-10"))),
            history: events.iter().map(event).collect(),
            decided_by: None,
        }
    }

    #[test]
    fn a_case_that_was_taken_up_again_is_open_until_it_ends_again() {
        let closed = ("2025-03-05", Happened::Closed(Reason::Fixed));
        let again = ("2025-03-20", Happened::Reopened);
        let ended = ("2025-04-02", Happened::Closed(Reason::Mediated));
        let ends = |case: &Case| case.ending().map(|ending| (ending.on.to_string(), ending.reason));
        let once = case(std::slice::from_ref(&closed));
        assert_eq!(ends(&once), Some(("2025-03-05".to_owned(), Reason::Fixed)));
        assert_eq!((once.days(), once.days_late(day("2025-04-30"))), (Some(4), None));
        let open = case(&[closed.clone(), again.clone()]);
        assert_eq!((ends(&open), open.days(), open.reopenings()), (None, None, 1));
        assert_eq!(open.days_late(day("2025-03-21")), Some(11));
        assert_eq!(open.days_to_reply(), Some(4));
        let twice = case(&[closed, again, ended]);
        assert_eq!(ends(&twice), Some(("2025-04-02".to_owned(), Reason::Mediated)));
        assert_eq!((twice.days(), twice.days_late(day("2025-04-30"))), (Some(32), Some(23)));
        let mut kept = Vec::new();
        twice.guarded(&mut |name, value| kept.push(format!("{name}={value}")));
        assert_eq!(
            kept,
            [
                "opened=2025-03-01",
                "closed.on=2025-03-05",
                "closed.reason=fixed",
                "reopened.on=2025-03-20",
                "closed.2.on=2025-04-02",
                "closed.2.reason=mediated",
            ]
        );
    }

    #[test]
    fn who_has_it_and_what_was_said_is_what_came_last() {
        let to = |who: &str| Happened::Assigned(who.to_owned());
        let visited = |satisfied| Happened::Visited { satisfied };
        let case = case(&[
            ("2025-03-01", to("保洁")),
            ("2025-03-02", Happened::Replied),
            ("2025-03-04", to("维修点")),
            ("2025-03-05", Happened::Closed(Reason::Fixed)),
            ("2025-03-12", visited(false)),
            ("2025-03-26", visited(true)),
        ]);
        assert_eq!(case.holder(), Some("维修点"));
        assert_eq!(case.satisfied(), Some(true));
        assert_eq!(case.days_to_reply(), Some(1));
    }
}
