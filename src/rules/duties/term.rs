//! The periods in which something is asked, and the day by which it is.

use crate::model::calendar::{Day, Month, Period};
use crate::model::pack::{Due, Every};
use crate::model::workdays::Workdays;

/// A period in which something is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its first day.
    pub first: Day,
    /// Its last day.
    pub last: Day,
    /// The period of the calendar that it is; none where years begin in another month than January.
    pub period: Option<Period>,
}

impl Term {
    fn around(month: Month, length: i16, year_starts: i8) -> Self {
        let into_year = i16::from(month.month) - i16::from(year_starts);
        let first = month.plus(-into_year.rem_euclid(length));
        let last = first.plus(length - 1);
        let period = [
            Period::Month(first),
            Period::Quarter(1, 1).around(first),
            Period::Half(1, 1).around(first),
            Period::Year(1).around(first),
        ];
        let period = period.into_iter().find(|one| one.first() == first && one.last() == last);
        Self { first: first.first(), last: last.last(), period }
    }

    /// The one that follows.
    #[must_use]
    pub fn next(self, length: i16, year_starts: i8) -> Self {
        Self::around(self.last.to_month().plus(1), length, year_starts)
    }
}

/// The terms that were over before a day, of those that ended on `since` or later, oldest first.
#[must_use]
pub(super) fn ended(every: Every, year_starts: i8, since: Day, as_of: Day) -> Vec<Term> {
    let Every::Period(period) = every else { return Vec::new() };
    let length = i16::try_from(period.months()).unwrap_or(12);
    let mut term = Term::around(since.to_month(), length, year_starts);
    let mut terms = Vec::new();
    while term.last < as_of {
        terms.push(term);
        term = term.next(length, year_starts);
    }
    terms
}

/// The day after the term that a day lies in.
#[must_use]
pub(super) fn next_end(period: Period, year_starts: i8, day: Day) -> Option<Day> {
    let length = i16::try_from(period.months()).ok()?;
    Some(Term::around(day.to_month(), length, year_starts).last.plus(1))
}

/// The last day on which a term's publication is in time.
#[must_use]
pub(super) fn due(due: Due, term: Term, workdays: &Workdays) -> Day {
    let months = |count: u16| {
        let count = i16::try_from(count).unwrap_or(i16::MAX);
        term.last.to_month().plus(count).last()
    };
    match due {
        Due::Months(count) => months(count),
        Due::Within(stretch) => workdays.after(term.last, stretch),
        // The text names no day: it is asked about once as long again has passed.
        Due::Unsaid => {
            let (first, last) = (term.first.to_month(), term.last.to_month());
            let length = (last.year - first.year) * 12 + i16::from(last.month - first.month) + 1;
            months(u16::try_from(length).unwrap_or(1))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::workdays::{Days, Stretch};

    fn day(text: &str) -> Day {
        Day::read(text).expect("a day")
    }

    fn named(every: Every, year_starts: i8, since: &str, as_of: &str) -> Vec<String> {
        let terms = ended(every, year_starts, day(since), day(as_of)).into_iter();
        terms.map(|term| format!("{}..{}", term.first, term.last)).collect()
    }

    #[test]
    fn terms_are_those_that_are_over() {
        let quarter = Every::Period(Period::Quarter(2000, 1));
        let said = named(quarter, 1, "2025-02-10", "2025-09-30");
        assert_eq!(said, ["2025-01-01..2025-03-31", "2025-04-01..2025-06-30"]);
        assert_eq!(named(quarter, 1, "2025-02-10", "2025-10-01").len(), 3);
        let year = Every::Period(Period::Year(2000));
        assert_eq!(named(year, 4, "2025-01-10", "2025-04-01"), ["2024-04-01..2025-03-31"]);
        assert!(named(year, 1, "2025-01-10", "2025-12-31").is_empty());
    }

    #[test]
    fn a_term_is_due_by_months_by_days_or_after_as_long_again() {
        let term =
            ended(Every::Period(Period::Quarter(2000, 1)), 1, day("2025-09-30"), day("2025-10-01"))
                [0];
        assert_eq!(term.period.map(|one| one.to_string()).as_deref(), Some("2025-Q3"));
        let none = Workdays::default();
        assert_eq!(due(Due::Months(1), term, &none), day("2025-10-31"));
        let within = |days, kind| Due::Within(Stretch { days, kind });
        assert_eq!(due(within(15, Days::Calendar), term, &none), day("2025-10-15"));
        // From Wednesday 1 October: without holidays the fifth working day is Tuesday the 7th.
        assert_eq!(due(within(5, Days::Working), term, &none), day("2025-10-07"));
        assert_eq!(due(Due::Unsaid, term, &none), day("2025-12-31"));
    }
}
