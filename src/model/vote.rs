//! Votes: how they were counted, and whether they reach the thresholds of the law.
//!
//! Source: 中华人民共和国民法典 第二百七十八条 (owners: two thirds of area and of people take part; more
//! than half, or at least three quarters, of those taking part agree by both). Committees decide
//! with more than half of all members (业主大会和业主委员会指导规则).

use rust_decimal::Decimal;

use super::calendar::Day;
use crate::source::Spans;

/// Which threshold a matter needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// 一般事项: more than half of those participating, by people and by area.
    General,
    /// 特别事项 (第二百七十八条第一款第六项至第八项): at least three quarters of both.
    Special,
    /// 委员会: more than half of all members.
    Committee,
    /// 简单多数: more for than against.
    Simple,
}

impl Matter {
    /// The key of the words that state the rule with its article.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Special => "special",
            Self::Committee => "committee",
            Self::Simple => "simple",
        }
    }
}

/// Votes counted one way: by people, or by floor area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All that could vote; where it is not written, the roll of the day.
    pub eligible: Option<Decimal>,
    /// All that voted; where it is not written, the sum of the four below.
    pub voted: Option<Decimal>,
    /// 同意
    pub ayes: Decimal,
    /// 反对
    pub noes: Decimal,
    /// 弃权
    pub abstain: Decimal,
    /// 无效
    pub invalid: Decimal,
    /// Where it is written.
    pub at: Spans,
}

impl Tally {
    /// The sum of the four ways to vote.
    #[must_use]
    pub fn sum(&self) -> Decimal {
        self.ayes + self.noes + self.abstain + self.invalid
    }

    /// All that took part.
    #[must_use]
    pub fn participating(&self) -> Decimal {
        self.voted.unwrap_or_else(|| self.sum())
    }
}

/// The votes on a motion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    /// By people.
    pub people: Option<Tally>,
    /// By floor area, in square metres.
    pub area: Option<Tally>,
    /// Where they are written.
    pub at: Spans,
}

/// The people and the floor area entitled to vote from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roll {
    /// Since when.
    pub from: Day,
    /// How many people.
    pub people: i64,
    /// How much floor area, in square metres.
    pub area: Decimal,
}

/// One threshold and whether it was reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// Which: `quorum` or `majority`.
    pub what: Threshold,
    /// By people or by area.
    pub by: Measure,
    /// What was reached.
    pub reached: Decimal,
    /// Out of how much.
    pub of: Decimal,
    /// Whether it is enough.
    pub met: bool,
}

/// What a test is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threshold {
    /// Enough took part: at least two thirds.
    Quorum,
    /// More than half.
    Half,
    /// At least three quarters.
    ThreeQuarters,
    /// More for than against.
    MoreThanAgainst,
}

impl Threshold {
    /// The key of its words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Quorum => "quorum",
            Self::Half => "half",
            Self::ThreeQuarters => "three-quarters",
            Self::MoreThanAgainst => "more-than-against",
        }
    }

    fn met(self, reached: Decimal, of: Decimal) -> bool {
        match self {
            Self::Quorum => reached * Decimal::from(3) >= of * Decimal::from(2),
            Self::Half => reached * Decimal::from(2) > of,
            Self::ThreeQuarters => reached * Decimal::from(4) >= of * Decimal::from(3),
            Self::MoreThanAgainst => reached > of,
        }
    }

    /// Where it lies on a bar of all that take part, in tenths of a percent.
    #[must_use]
    pub fn per_mille(self) -> Option<i64> {
        match self {
            Self::Quorum => Some(667),
            Self::Half => Some(500),
            Self::ThreeQuarters => Some(750),
            Self::MoreThanAgainst => None,
        }
    }
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// People.
    People,
    /// Floor area.
    Area,
}

impl Measure {
    /// The key of its words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Area => "area",
        }
    }
}

/// What the published numbers say of a motion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every threshold is reached.
    Carried(Vec<Test>),
    /// At least one is not, whatever the numbers that are missing.
    NotCarried(Vec<Test>),
    /// The numbers named are missing, by the keys of their words.
    Unverifiable(Vec<Test>, Vec<&'static str>),
}

/// Holds the votes against the thresholds of the matter.
#[must_use]
pub fn verdict(
    matter: Matter,
    votes: Option<&Votes>,
    roll: Option<&Roll>,
    seats: Option<i64>,
) -> Verdict {
    let Some(votes) = votes else {
        return Verdict::Unverifiable(Vec::new(), vec!["missing.votes"]);
    };
    let (mut tests, mut missing) = (Vec::new(), Vec::new());
    match matter {
        Matter::General | Matter::Special => {
            let rolls = [
                (Measure::People, &votes.people, roll.map(|roll| Decimal::from(roll.people))),
                (Measure::Area, &votes.area, roll.map(|roll| roll.area)),
            ];
            for (by, tally, roll) in rolls {
                owners(matter, by, tally.as_ref(), roll, &mut tests, &mut missing);
            }
        }
        Matter::Committee => match &votes.people {
            Some(tally) => match tally.eligible.or(seats.map(Decimal::from)) {
                Some(of) => {
                    tests.push(test(Threshold::Half, Measure::People, tally.ayes, of));
                }
                None => missing.push("missing.seats"),
            },
            None => missing.push("missing.people"),
        },
        Matter::Simple => match &votes.people {
            Some(tally) => tests.push(test(
                Threshold::MoreThanAgainst,
                Measure::People,
                tally.ayes,
                tally.noes,
            )),
            None => missing.push("missing.people"),
        },
    }
    if tests.iter().any(|test| !test.met) {
        Verdict::NotCarried(tests)
    } else if missing.is_empty() {
        Verdict::Carried(tests)
    } else {
        Verdict::Unverifiable(tests, missing)
    }
}

fn owners(
    matter: Matter,
    by: Measure,
    tally: Option<&Tally>,
    roll: Option<Decimal>,
    tests: &mut Vec<Test>,
    missing: &mut Vec<&'static str>,
) {
    let (no_votes, no_roll) = match by {
        Measure::People => ("missing.people", "missing.roll-people"),
        Measure::Area => ("missing.area", "missing.roll-area"),
    };
    let Some(tally) = tally else {
        missing.push(no_votes);
        return;
    };
    let voted = tally.participating();
    match tally.eligible.or(roll) {
        Some(eligible) => tests.push(test(Threshold::Quorum, by, voted, eligible)),
        None => missing.push(no_roll),
    }
    let majority =
        if matter == Matter::Special { Threshold::ThreeQuarters } else { Threshold::Half };
    tests.push(test(majority, by, tally.ayes, voted));
}

fn test(what: Threshold, by: Measure, reached: Decimal, of: Decimal) -> Test {
    Test { what, by, reached, of, met: what.met(reached, of) }
}

/// The roll in force on a day.
#[must_use]
pub fn roll_on(rolls: &[Roll], day: Day) -> Option<&Roll> {
    rolls.iter().filter(|roll| roll.from <= day).max_by_key(|roll| roll.from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::quantity;

    fn dec(text: &str) -> Decimal {
        quantity::read(text, 6).expect("a decimal")
    }

    fn tally(eligible: &str, ayes: &str, noes: &str, rest: &str) -> Tally {
        Tally {
            eligible: Some(dec(eligible)),
            ayes: dec(ayes),
            noes: dec(noes),
            abstain: dec(rest),
            ..Tally::default()
        }
    }

    fn carried(
        matter: Matter,
        people: impl Into<Option<Tally>>,
        area: impl Into<Option<Tally>>,
    ) -> Option<bool> {
        let (people, area) = (people.into(), area.into());
        let votes = Votes { people, area, at: Spans::default() };
        match verdict(matter, Some(&votes), None, None) {
            Verdict::Carried(_) => Some(true),
            Verdict::NotCarried(_) => Some(false),
            Verdict::Unverifiable(..) => None,
        }
    }

    #[test]
    fn owners_need_two_thirds_to_take_part_and_half_to_agree() {
        let area = || tally("900.00", "300.01", "299.99", "0");
        // 88 of 132 is exactly two thirds, 87 is not.
        assert_eq!(carried(Matter::General, tally("132", "45", "43", "0"), area()), Some(true));
        assert_eq!(carried(Matter::General, tally("132", "44", "43", "0"), area()), Some(false));
        // Half is not more than half.
        assert_eq!(carried(Matter::General, tally("132", "44", "44", "0"), area()), Some(false));
        let tied = tally("900.00", "300.00", "300.00", "0");
        assert_eq!(carried(Matter::General, tally("132", "45", "43", "0"), tied), Some(false));
        let short = tally("900.00", "300.00", "299.99", "0");
        assert_eq!(carried(Matter::General, tally("132", "45", "43", "0"), short), Some(false));
    }

    #[test]
    fn special_matters_need_three_quarters() {
        let area = || tally("800.00", "600.00", "200.00", "0");
        assert_eq!(carried(Matter::Special, tally("132", "75", "25", "0"), area()), Some(true));
        assert_eq!(carried(Matter::Special, tally("132", "74", "26", "0"), area()), Some(false));
        let short = tally("800.00", "599.99", "200.01", "0");
        assert_eq!(carried(Matter::Special, tally("132", "75", "25", "0"), short), Some(false));
    }

    #[test]
    fn what_is_not_published_cannot_be_verified() {
        assert_eq!(carried(Matter::General, tally("132", "90", "8", "0"), None), None);
        // A quorum that is missed by people stays missed whatever the area.
        assert_eq!(carried(Matter::General, tally("950", "600", "16", "0"), None), Some(false));
        assert_eq!(carried(Matter::Committee, tally("9", "5", "2", "0"), None), Some(true));
        assert_eq!(carried(Matter::Committee, tally("9", "4", "0", "0"), None), Some(false));
        assert_eq!(carried(Matter::Simple, tally("9", "3", "3", "0"), None), Some(false));
    }
}
