//! Fees (收费项目): what is charged, at which rate since when, and who decided it.

use rust_decimal::Decimal;

use super::calendar::{Day, Month, Period};
use super::id::RecordId;
use super::ledger::FundId;
use super::money::Money;
use super::quantity::to_money;
use crate::source::Spans;

/// What a fee is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Floor area, 平方米.
    SquareMetre,
    /// 户
    Household,
    /// 辆
    Vehicle,
    /// 件
    Item,
}

/// How often a fee falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// 每月: the rate is for one month.
    Month,
    /// 每季: for a quarter.
    Quarter,
    /// 每年: for a year.
    Year,
    /// 一次性: once.
    Once,
}

impl Basis {
    /// The name in files and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SquareMetre => "m2",
            Self::Household => "household",
            Self::Vehicle => "vehicle",
            Self::Item => "item",
        }
    }
}

impl Every {
    /// The name in files and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Once => "once",
        }
    }

    /// The months in which a rate falls due within a period; `None` if they do not fill it.
    fn dues(self, period: Period) -> Option<Vec<Month>> {
        let length = match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
            Self::Once => return Some(vec![period.first()]),
        };
        let months = period.months();
        let every = std::iter::successors(Some(period.first()), |month| Some(month.next()));
        let due = every.take(usize::try_from(months).ok()?).step_by(length).collect();
        (months % i64::try_from(length).ok()? == 0).then_some(due)
    }
}

/// 调整: another rate, from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its first day.
    pub from: Day,
    /// The rate.
    pub rate: Decimal,
    /// The decision that adopted it.
    pub adopted_by: Option<RecordId>,
    /// Why.
    pub why: Option<String>,
    /// Where it is written.
    pub at: Spans,
}

/// A rate over the time in which it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate<'a> {
    /// Its first day.
    pub from: Day,
    /// Units of currency for one unit of what is counted.
    pub rate: Decimal,
    /// The decision that adopted it.
    pub adopted_by: Option<&'a RecordId>,
    /// Why.
    pub why: Option<&'a str>,
}

/// A part of a period over which one rate falls due so many times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    /// The rate.
    pub rate: Rate<'a>,
    /// The first month.
    pub month: Month,
    /// How many times.
    pub times: i64,
}

/// 收费项目: what is charged, at which rate, and who decided it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fee {
    /// The fund it is paid into.
    pub fund: FundId,
    /// Units of currency for one unit of `per`; `None` where bills are shared out.
    pub rate: Option<Decimal>,
    /// What is counted.
    pub per: Option<Basis>,
    /// How often.
    pub every: Every,
    /// Since when.
    pub from: Day,
    /// The decision that adopted it.
    pub adopted_by: Option<RecordId>,
    /// What the rate was changed to, in the order of days.
    pub changes: Vec<Change>,
}

impl Fee {
    /// Its rates, in the order of days; none where bills are shared out.
    #[must_use]
    pub fn rates(&self) -> impl DoubleEndedIterator<Item = Rate<'_>> {
        let first = self.rate.map(|rate| Rate {
            from: self.from,
            rate,
            adopted_by: self.adopted_by.as_ref(),
            why: None,
        });
        let later = self.changes.iter().map(|change| Rate {
            from: change.from,
            rate: change.rate,
            adopted_by: change.adopted_by.as_ref(),
            why: change.why.as_deref(),
        });
        first.into_iter().chain(later)
    }

    /// The rate on a day; before the first one, that.
    #[must_use]
    pub fn rate_on(&self, day: Day) -> Option<Rate<'_>> {
        self.rates().rfind(|rate| rate.from <= day).or_else(|| self.rates().next())
    }

    /// The rates that fall due over a period, each at the rate of its own first day; `None` if
    /// they do not fill the period or there is no rate.
    #[must_use]
    pub fn steps(&self, period: Period) -> Option<Vec<Step<'_>>> {
        let mut steps: Vec<Step<'_>> = Vec::new();
        for month in self.every.dues(period)? {
            let rate = self.rate_on(month.first())?;
            match steps.last_mut() {
                Some(step) if step.rate == rate => step.times += 1,
                _ => steps.push(Step { rate, month, times: 1 }),
            }
        }
        Some(steps)
    }

    /// What `quantity` units owe over `period`, rounded once, to the minor unit.
    #[must_use]
    pub fn due(&self, quantity: Decimal, period: Period, digits: u32) -> Option<Money> {
        let mut rates = Decimal::ZERO;
        for step in self.steps(period)? {
            let part = step.rate.rate.checked_mul(Decimal::from(step.times))?;
            rates = rates.checked_add(part)?;
        }
        to_money(rates.checked_mul(quantity)?, digits)
    }

    /// What the lock keeps.
    pub fn guarded(&self, keep: &mut dyn FnMut(&str, String)) {
        if let Some(rate) = self.rate {
            keep("rate", rate.to_string());
        }
        keep("from", self.from.to_string());
        for (place, change) in self.changes.iter().enumerate() {
            keep(&format!("changes.{}.from", place + 1), change.from.to_string());
            keep(&format!("changes.{}.rate", place + 1), change.rate.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::quantity;

    fn fee(every: Every, changes: &[(&str, &str)]) -> Fee {
        let change = |(from, rate): &(&str, &str)| Change {
            from: Day::read(from).expect("a day"),
            rate: quantity::read(rate, 4).expect("a rate"),
            adopted_by: None,
            why: None,
            at: Spans::default(),
        };
        Fee {
            fund: FundId::from("common"),
            rate: quantity::read("0.35", 4),
            per: Some(Basis::SquareMetre),
            every,
            from: Day::read("2024-01-01").expect("a day"),
            adopted_by: None,
            changes: changes.iter().map(change).collect(),
        }
    }

    fn due(fee: &Fee, area: &str, period: &str) -> Option<i64> {
        let area = quantity::read(area, 4).expect("an area");
        fee.due(area, Period::read(period).expect("a period"), 2).map(Money::minor)
    }

    #[test]
    fn a_rate_comes_to_the_cent() {
        let due = |every, period| due(&fee(every, &[]), "8421.36", period);
        assert_eq!(due(Every::Month, "2025-03"), Some(294_748));
        assert_eq!(due(Every::Month, "2025-Q1"), Some(884_243));
        assert_eq!(due(Every::Quarter, "2025-H1"), Some(589_495));
        assert_eq!(due(Every::Year, "2025-Q1"), None);
    }

    #[test]
    fn each_step_of_a_period_is_at_the_rate_of_its_first_day() {
        let changed = fee(Every::Month, &[("2025-02-01", "0.40"), ("2025-03-02", "0.5")]);
        // 0.35, then 0.40 twice: the last change comes a day too late for March.
        assert_eq!(due(&changed, "100", "2025-Q1"), Some(11_500));
        assert_eq!(due(&changed, "100", "2025-04"), Some(5_000));
        assert_eq!(due(&changed, "100", "2023-04"), Some(3_500));
        let steps = changed.steps(Period::Quarter(2025, 1)).expect("steps");
        let steps: Vec<_> = steps.iter().map(|s| (s.month.month, s.times)).collect();
        assert_eq!(steps, [(1, 1), (2, 2)]);
        // A third of a cent a month is rounded once, not three times.
        let changed = fee(Every::Month, &[("2025-02-01", "0.3333")]);
        assert_eq!(due(&changed, "0.05", "2025-Q1"), Some(5));
        let quarterly = fee(Every::Quarter, &[("2025-02-01", "0.40")]);
        assert_eq!(due(&quarterly, "100", "2025-H1"), Some(7_500));
    }
}
