//! The roll: how many people may vote, and with how much floor area, from a day on.
//!
//! 最高人民法院关于审理建筑物区分所有权纠纷案件适用法律若干问题的解释 第八条、第九条: each unit counts as
//! one person; all that a developer has not sold or handed over count as one, and so do all units
//! of one buyer.

use rust_decimal::Decimal;

use super::calendar::Day;
use crate::source::Spans;

/// The people and the floor area entitled to vote from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roll {
    /// Since when.
    pub from: Day,
    /// How many people, as written; where it is not written, as the units come to.
    pub people: i64,
    /// How much floor area, in square metres.
    pub area: Decimal,
    /// How the people come about, where it is written.
    pub parts: Option<Parts>,
    /// Where it is written.
    pub at: Spans,
}

/// The units of a roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// 专有部分: all units.
    pub units: i64,
    /// Those of them that have one owner together.
    pub one_owner: Vec<Holding>,
}

/// Units that count as one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// How many units.
    pub units: i64,
    /// Why they count as one: `建设单位未售`.
    pub why: String,
}

impl Parts {
    /// How many people the units come to: each holding is one.
    #[must_use]
    pub fn people(&self) -> i64 {
        let beyond = self.one_owner.iter().map(|one| (one.units - 1).max(0));
        self.units - beyond.sum::<i64>()
    }

    /// All units that have an owner together with others.
    #[must_use]
    pub fn held(&self) -> i64 {
        self.one_owner.iter().map(|one| one.units).sum()
    }
}

/// The roll in force on a day.
#[must_use]
pub fn roll_on(rolls: &[Roll], day: Day) -> Option<&Roll> {
    rolls.iter().filter(|roll| roll.from <= day).max_by_key(|roll| roll.from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_units_of_one_owner_are_one_person() {
        let people = |units, held: &[i64]| {
            let one = |units: &i64| Holding { units: *units, why: String::new() };
            Parts { units, one_owner: held.iter().map(one).collect() }.people()
        };
        assert_eq!(people(132, &[]), 132);
        assert_eq!(people(143, &[12]), 132);
        assert_eq!(people(143, &[12, 3]), 130);
        assert_eq!(people(5, &[1]), 5);
        assert_eq!(people(5, &[5]), 1);
        assert_eq!(people(5, &[0]), 5);
    }
}
