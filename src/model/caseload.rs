//! What cases come to: how many came in and ended, how soon, in time, and to whose content.

use super::board::Board;
use super::calendar::Day;
use super::case::{Case, Reason};
use super::collection::Part;
use super::id::Kind;
use super::record::{Body, Record};

/// Within how many days an answer is a prompt one.
pub const PROMPT: u16 = 7;

/// Counts and days of some cases. What is a part of a whole has both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caseload {
    /// Came in.
    pub received: i64,
    /// Ended, and were not taken up again since.
    pub closed: i64,
    /// Of these, fixed.
    pub fixed: i64,
    /// Open beyond their day.
    pub overdue: i64,
    /// Were taken up again.
    pub reopened: i64,
    /// Ended by their day, and how many had a day that they were held to: those that ended, and
    /// those whose day is over.
    pub in_time: (i64, i64),
    /// Were answered within [`PROMPT`] days, and how many had an answer or waited for longer.
    pub prompt: (i64, i64),
    /// Were content when they were asked last, and how many were asked.
    pub content: (i64, i64),
    /// Days from coming in to the ending, in order.
    pub days: Vec<i64>,
    /// Days from coming in to the first answer, in order.
    pub days_to_reply: Vec<i64>,
}

impl Caseload {
    /// What some cases come to on a day.
    #[must_use]
    pub fn of<'c>(cases: impl Iterator<Item = &'c Case>, as_of: Day) -> Self {
        let mut all = Self::default();
        for case in cases {
            all.add(case, as_of);
        }
        all.days.sort_unstable();
        all.days_to_reply.sort_unstable();
        all
    }

    fn add(&mut self, case: &Case, as_of: Day) {
        let ending = case.ending();
        let late = case.days_late(as_of).is_some();
        self.received += 1;
        self.closed += i64::from(ending.is_some());
        self.fixed += i64::from(ending.is_some_and(|ending| ending.reason == Reason::Fixed));
        self.overdue += i64::from(ending.is_none() && late);
        self.reopened += i64::from(case.reopenings() > 0);
        if case.due().is_some() && (ending.is_some() || late) {
            self.in_time.0 += i64::from(!late);
            self.in_time.1 += 1;
        }
        let waited = case.days_to_reply();
        if waited.is_some() || case.opened.until(as_of) > i64::from(PROMPT) {
            self.prompt.0 += i64::from(waited.is_some_and(|days| days <= i64::from(PROMPT)));
            self.prompt.1 += 1;
        }
        if let Some(satisfied) = case.satisfied() {
            self.content.0 += i64::from(satisfied);
            self.content.1 += 1;
        }
        self.days.extend(case.days());
        self.days_to_reply.extend(waited);
    }

    /// Not ended, or taken up again.
    #[must_use]
    pub fn open(&self) -> i64 {
        self.received - self.closed
    }
}

/// A part of a whole, for those whose whole is not nothing.
#[must_use]
pub fn part((part, of): (i64, i64)) -> Option<Part<i64>> {
    (of > 0).then_some(Part { part, of })
}

/// Twice the middle of sorted numbers, which may lie halfway between two of them.
#[must_use]
pub fn twice_median(days: &[i64]) -> Option<i64> {
    let middle = days.len() / 2;
    let upper = days.get(middle)?;
    let lower = if days.len() % 2 == 1 { upper } else { days.get(middle.checked_sub(1)?)? };
    Some(upper + lower)
}

/// The cases of a board that came in by its day, with their records.
pub fn cases(board: &Board) -> impl Iterator<Item = (&Record, &Case)> {
    board.of(Kind::Case).iter().filter_map(|record| match &record.body {
        Body::Case(case) if case.opened <= board.as_of => Some((&**record, case)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::case::{Event, Happened, Tier};
    use crate::source::Spans;

    fn day(text: &str) -> Day {
        Day::read(text).expect("a day")
    }

    #[test]
    fn the_median_of_an_even_number_may_be_a_half() {
        assert_eq!(twice_median(&[1, 2, 9]), Some(4));
        assert_eq!(twice_median(&[1, 2, 3, 9]), Some(5));
        assert_eq!(twice_median(&[1, 1, 3, 9]), Some(4));
        assert_eq!(twice_median(&[]), None);
    }

    #[test]
    fn what_is_open_and_what_is_closed_are_all_that_came_in() {
        let event = |on: &str, what| Event {
            on: day(on),
            what,
            by: None,
            note: None,
            at: Spans::default(),
        };
        let case = |opened: &str, by: Option<&str>, history| Case {
            opened: day(opened),
            channel: None,
            place: None,
            tier: by.map(|by| Tier::By(day(by))),
            history,
            decided_by: None,
        };
        let fixed = |on: &str| event(on, Happened::Closed(Reason::Fixed));
        let all = [
            case("2025-03-01", Some("2025-03-10"), vec![fixed("2025-03-10")]),
            case("2025-03-01", Some("2025-03-10"), vec![fixed("2025-03-11")]),
            case(
                "2025-03-02",
                Some("2025-03-10"),
                vec![
                    fixed("2025-03-04"),
                    event("2025-03-05", Happened::Visited { satisfied: false }),
                    event("2025-03-06", Happened::Reopened),
                ],
            ),
            case("2025-03-28", Some("2025-04-30"), vec![]),
        ];
        let load = Caseload::of(all.iter(), day("2025-03-31"));
        assert_eq!((load.received, load.closed, load.open()), (4, 2, 2));
        assert_eq!((load.fixed, load.overdue, load.reopened), (2, 1, 1));
        assert_eq!(load.in_time, (1, 3));
        assert_eq!(load.prompt, (1, 3));
        assert_eq!(load.content, (0, 1));
        assert_eq!(load.days, [9, 10]);
        assert_eq!(load.days_to_reply, [2, 9, 10]);
    }
}
