//! Calendar days and periods, in the board's own time zone; no clock is read here.

use std::fmt;

use jiff::ToSpan as _;
use jiff::civil::Date;

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The day of a year, month and day of the month, if there is one, from year 1900 to 2199.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let date = Date::new(year, month, day).ok()?;
        (1900..2200).contains(&year).then_some(Self(date))
    }

    /// Reads `2025-03-05`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |part: &str, least: usize, most: usize| {
            (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if parts.next().is_some()
            || !digits(year, 4, 4)
            || !digits(month, 1, 2)
            || !digits(day, 1, 2)
        {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// Year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// Day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// Day of the week, Monday 0 to Sunday 6.
    #[must_use]
    pub fn weekday(self) -> usize {
        usize::try_from(self.0.weekday().to_monday_zero_offset()).unwrap_or(0)
    }

    /// The day `days` later; the last day that there is if that lies beyond it.
    #[must_use]
    pub fn plus(self, days: u16) -> Self {
        self.0.checked_add(i32::from(days).days()).map_or(self, Self)
    }

    /// The day `days` earlier; the first day that there is if that lies before it.
    #[must_use]
    pub fn minus(self, days: u16) -> Self {
        self.0.checked_sub(i32::from(days).days()).map_or(self, Self)
    }

    /// How many days `later` lies after this day.
    #[must_use]
    pub fn until(self, later: Self) -> i64 {
        self.0.until(later.0).map_or(0, |span| i64::from(span.get_days()))
    }

    /// The month it lies in.
    #[must_use]
    pub fn to_month(self) -> Month {
        Month { year: self.year(), month: self.month() }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A page says dozens of days: they are put together without the machinery of formats.
        let (year, month, day) = (self.year(), self.month(), self.day());
        let (Ok(century), Ok(rest)) = (u8::try_from(year / 100), u8::try_from(year % 100)) else {
            return write!(f, "{year:04}-{month:02}-{day:02}");
        };
        let mut text = *b"0000-00-00";
        let pairs = [(0, century), (2, rest), (5, month.unsigned_abs()), (8, day.unsigned_abs())];
        for (at, number) in pairs {
            text[at] += number / 10 % 10;
            text[at + 1] += number % 10;
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Year.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
}

impl Month {
    /// Its first day.
    #[must_use]
    pub fn first(self) -> Day {
        Day(Date::constant(self.year, self.month, 1))
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> Day {
        Day(self.first().0.last_of_month())
    }

    /// The month after it.
    #[must_use]
    pub fn next(self) -> Self {
        self.plus(1)
    }

    /// The month so many later; earlier where `months` is below 0.
    #[must_use]
    pub fn plus(self, months: i16) -> Self {
        let count = self.year * 12 + i16::from(self.month) - 1 + months;
        let month = i8::try_from(count.rem_euclid(12)).unwrap_or(0) + 1;
        Self { year: count.div_euclid(12), month }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// A stretch of the calendar that accounts are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// `2025-03`.
    Month(Month),
    /// `2025-Q1`: year and quarter, 1 to 4.
    Quarter(i16, i8),
    /// `2025-H1`: year and half, 1 or 2.
    Half(i16, i8),
    /// `2025`.
    Year(i16),
}

impl Period {
    /// Reads `2025-03`, `2025-Q1`, `2025-H1` or `2025`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (year, part) = text.split_once('-').map_or((text, None), |(y, part)| (y, Some(part)));
        if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let year: i16 = year.parse().ok().filter(|year| (1900..2200).contains(year))?;
        let number = |text: &str, most: i8| {
            let number: i8 = text.parse().ok()?;
            (text.bytes().all(|byte| byte.is_ascii_digit()) && (1..=most).contains(&number))
                .then_some(number)
        };
        match part {
            None => Some(Self::Year(year)),
            Some(part) => match (part.strip_prefix('Q'), part.strip_prefix('H')) {
                (Some(quarter), _) => {
                    number(quarter, 4).map(|quarter| Self::Quarter(year, quarter))
                }
                (_, Some(half)) => number(half, 2).map(|half| Self::Half(year, half)),
                _ => number(part, 12).map(|month| Self::Month(Month { year, month })),
            },
        }
    }

    /// Its first month.
    #[must_use]
    pub fn first(self) -> Month {
        match self {
            Self::Month(month) => month,
            Self::Quarter(year, quarter) => Month { year, month: quarter * 3 - 2 },
            Self::Half(year, half) => Month { year, month: half * 6 - 5 },
            Self::Year(year) => Month { year, month: 1 },
        }
    }

    /// Its last month.
    #[must_use]
    pub fn last(self) -> Month {
        self.first().plus(self.length() - 1)
    }

    /// How many months it has.
    #[must_use]
    pub fn months(self) -> i64 {
        i64::from(self.length())
    }

    fn length(self) -> i16 {
        match self {
            Self::Month(_) => 1,
            Self::Quarter(..) => 3,
            Self::Half(..) => 6,
            Self::Year(_) => 12,
        }
    }

    /// Its first and its last day.
    #[must_use]
    pub fn days(self) -> (Day, Day) {
        (self.first().first(), self.last().last())
    }

    /// The period of the same length that a month lies in.
    #[must_use]
    pub fn around(self, month: Month) -> Self {
        match self {
            Self::Month(_) => Self::Month(month),
            Self::Quarter(..) => Self::Quarter(month.year, (month.month + 2) / 3),
            Self::Half(..) => Self::Half(month.year, (month.month + 5) / 6),
            Self::Year(_) => Self::Year(month.year),
        }
    }

    /// The quarter, the half-year and the year that a month lies in.
    #[must_use]
    pub fn longer(month: Month) -> [Self; 3] {
        [Self::Quarter(0, 1), Self::Half(0, 1), Self::Year(0)].map(|one| one.around(month))
    }

    /// The period before it.
    #[must_use]
    pub fn previous(self) -> Self {
        self.around(self.first().plus(-1))
    }

    /// The period after it.
    #[must_use]
    pub fn next(self) -> Self {
        self.around(self.last().next())
    }

    /// The same period of the year before.
    #[must_use]
    pub fn year_before(self) -> Self {
        self.around(self.first().plus(-12))
    }

    /// Whether all of another period lies within it.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        let month = |month: Month| (month.year, month.month);
        month(self.first()) <= month(other.first()) && month(other.last()) <= month(self.last())
    }

    /// Its months, in order.
    pub fn each_month(self) -> impl Iterator<Item = Month> {
        let first = self.first();
        (0..self.length()).map(move |place| first.plus(place))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month(month) => month.fmt(f),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Half(year, half) => write!(f, "{year:04}-H{half}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_do_not_exist_are_refused() {
        assert!(Day::read("2024-02-29").is_some());
        for text in ["2025-02-29", "2025-13-01", "25-01-01", "2025-1-1x", "2025-03", "2025-03-05-1"]
        {
            assert_eq!(Day::read(text), None, "{text}");
        }
        assert_eq!(Day::read("2025-3-5").map(|day| day.to_string()).as_deref(), Some("2025-03-05"));
    }

    #[test]
    fn days_are_counted() {
        let day = |text| Day::read(text).expect("a day");
        assert_eq!(day("2025-02-20").plus(7), day("2025-02-27"));
        assert_eq!(day("2024-12-31").until(day("2025-03-01")), 60);
        assert_eq!(day("2024-02-10").to_month().last(), day("2024-02-29"));
    }

    #[test]
    fn periods_read_as_they_are_written() {
        for text in ["2025-03", "2025-Q1", "2025-H2", "2025"] {
            assert_eq!(Period::read(text).map(|period| period.to_string()).as_deref(), Some(text));
        }
        for text in ["2025-13", "2025-Q5", "2025-H3", "25", "2025-+1", "2025-03-01"] {
            assert_eq!(Period::read(text), None, "{text}");
        }
        assert_eq!(Period::Quarter(2025, 4).first(), Month { year: 2025, month: 10 });
        let days = |text| Period::read(text).map(Period::days);
        let day = |text| Day::read(text).expect("a day");
        assert_eq!(days("2024-H1"), Some((day("2024-01-01"), day("2024-06-30"))));
        assert_eq!(days("2024-Q4"), Some((day("2024-10-01"), day("2024-12-31"))));
        assert_eq!(days("2024-02"), Some((day("2024-02-01"), day("2024-02-29"))));
    }

    #[test]
    fn periods_follow_and_hold_one_another() {
        let period = |text| Period::read(text).expect("a period");
        for (text, previous, next, before, last) in [
            ("2025-01", "2024-12", "2025-02", "2024-01", "2025-01-31"),
            ("2025-Q1", "2024-Q4", "2025-Q2", "2024-Q1", "2025-03-31"),
            ("2024-Q4", "2024-Q3", "2025-Q1", "2023-Q4", "2024-12-31"),
            ("2025-H1", "2024-H2", "2025-H2", "2024-H1", "2025-06-30"),
            ("2024-H2", "2024-H1", "2025-H1", "2023-H2", "2024-12-31"),
            ("2024", "2023", "2025", "2023", "2024-12-31"),
        ] {
            assert_eq!(period(text).previous(), period(previous), "{text}");
            assert_eq!(period(text).next(), period(next), "{text}");
            assert_eq!(period(text).year_before(), period(before), "{text}");
            assert_eq!(period(text).days().1.to_string(), last, "{text}");
        }
        let longer = Period::longer(Month { year: 2025, month: 7 });
        assert_eq!(longer, ["2025-Q3", "2025-H2", "2025"].map(period));
        assert!(period("2025").covers(period("2025-Q4")));
        assert!(period("2025-H1").covers(period("2025-H1")));
        assert!(!period("2025-Q4").covers(period("2025")));
        assert!(!period("2025-H1").covers(period("2025-07")));
    }
}
