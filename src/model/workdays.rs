//! Working days (工作日): Monday to Friday, less public holidays, and the days on which people work
//! to make up for them (调休上班).

use std::collections::BTreeSet;

use super::calendar::Day;

/// How days are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Days {
    /// 自然日
    Calendar,
    /// 工作日
    Working,
}

impl Days {
    /// The name in files and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Calendar => "calendar",
            Self::Working => "working",
        }
    }
}

/// A number of days of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// How many, 1 at least.
    pub days: u16,
    /// Of which kind.
    pub kind: Days,
}

/// The public holidays of a country, as far as they have been announced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workdays {
    off: BTreeSet<Day>,
    working: BTreeSet<Day>,
    years: BTreeSet<i16>,
}

impl Workdays {
    /// Takes in a year: the days off, and the days at a weekend on which people work.
    pub fn announce(
        &mut self,
        year: i16,
        off: impl IntoIterator<Item = Day>,
        working: impl IntoIterator<Item = Day>,
    ) {
        self.years.insert(year);
        self.off.extend(off);
        self.working.extend(working);
    }

    /// Whether people work on a day.
    #[must_use]
    pub fn has(&self, day: Day) -> bool {
        self.working.contains(&day) || (day.weekday() < 5 && !self.off.contains(&day))
    }

    /// Whether the holidays of every year between two days are known.
    #[must_use]
    pub fn know(&self, from: Day, last: Day) -> bool {
        (from.year()..=last.year()).all(|year| self.years.contains(&year))
    }

    /// The last day of a stretch whose first day counts as one.
    #[must_use]
    pub fn last(&self, from: Day, stretch: Stretch) -> Day {
        let mut day = from;
        let mut left = stretch.days.max(1);
        loop {
            if stretch.kind == Days::Calendar || self.has(day) {
                left -= 1;
            }
            if left == 0 {
                return day;
            }
            day = day.plus(1);
        }
    }

    /// The last day of a stretch that begins on the day after `from`, as periods of law do.
    #[must_use]
    pub fn after(&self, from: Day, stretch: Stretch) -> Day {
        self.last(from.plus(1), stretch)
    }

    /// The day that lies a stretch before another one, which is not counted.
    #[must_use]
    pub fn before(&self, day: Day, stretch: Stretch) -> Day {
        let mut before = day;
        let mut left = stretch.days;
        while left > 0 {
            before = before.minus(1);
            left -= u16::from(stretch.kind == Days::Calendar || self.has(before));
        }
        before
    }

    /// How many days of that kind lie from one day to another, both counted.
    #[must_use]
    pub fn between(&self, from: Day, last: Day, kind: Days) -> i64 {
        let all = from.until(last) + 1;
        if kind == Days::Calendar || all <= 0 {
            return all.max(0);
        }
        let mut day = from;
        let mut count = 0;
        while day <= last {
            count += i64::from(self.has(day));
            day = day.plus(1);
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::read(text).expect("a day")
    }

    fn working(days: u16) -> Stretch {
        Stretch { days, kind: Days::Working }
    }

    #[test]
    fn a_stretch_counts_its_first_day() {
        let none = Workdays::default();
        let calendar = Stretch { days: 7, kind: Days::Calendar };
        assert_eq!(none.last(day("2025-02-20"), calendar), day("2025-02-26"));
        // Thursday 20, Friday 21, Monday 24 to Friday 28.
        assert_eq!(none.last(day("2025-02-20"), working(7)), day("2025-02-28"));
        assert_eq!(none.after(day("2025-02-19"), working(7)), day("2025-02-28"));
        assert!(!none.know(day("2025-02-20"), day("2025-02-28")));
    }

    #[test]
    fn holidays_are_passed_over_and_days_made_up_are_counted() {
        let mut cn = Workdays::default();
        let may = (1..=5).filter_map(|n| Day::new(2025, 5, n));
        cn.announce(2025, may, [day("2025-04-27")]);
        // Friday 25 April, Sunday 27 (made up), Monday 28, Tuesday 29, Wednesday 30, Tuesday 6 May.
        assert_eq!(cn.last(day("2025-04-25"), working(6)), day("2025-05-06"));
        assert_eq!(cn.between(day("2025-04-25"), day("2025-05-06"), Days::Working), 6);
        assert_eq!(cn.between(day("2025-04-25"), day("2025-05-06"), Days::Calendar), 12);
        assert!(cn.know(day("2025-04-25"), day("2025-05-06")));
        assert!(!cn.know(day("2025-12-31"), day("2026-01-01")));
    }
}
