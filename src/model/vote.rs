//! Votes: how they were counted, and whether they reach the thresholds of the law.
//!
//! The thresholds and their articles stand in `law`. Ballots that were delivered and did not come
//! back take no part, unless the owners' own rules count them (中华人民共和国民法典 第二百七十八条 asks who
//! takes part, and leaves to the rules of the meeting who does).

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::calendar::Day;
use super::law::{Base, Law, Matter, Threshold};
use super::quantity::per_mille;
use super::roll::Roll;
use crate::source::Spans;

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
    /// 未表决: delivered and not returned.
    pub unanswered: Option<Decimal>,
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

/// What ballots count as that were delivered and did not come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedAs {
    /// 从多数: with most of those who answered.
    Majority,
    /// 弃权: they take part, for and against nothing.
    Abstain,
    /// 不计入: they take no part.
    Nothing,
}

impl CountedAs {
    /// The name in files and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Majority => "follow-majority",
            Self::Abstain => "as-abstained",
            Self::Nothing => "not-counted",
        }
    }
}

/// The votes on a motion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    /// By people.
    pub people: Option<Tally>,
    /// By floor area, in square metres.
    pub area: Option<Tally>,
    /// What unanswered ballots count as.
    pub counted_as: Option<CountedAs>,
    /// The rule that says so: `议事规则第十二条`.
    pub by_rule: Option<String>,
    /// Where they are written.
    pub at: Spans,
}

impl Votes {
    /// What unanswered ballots count as: without a rule that says so they take no part.
    #[must_use]
    pub fn unanswered_as(&self) -> CountedAs {
        self.counted_as.filter(|_| self.by_rule.is_some()).unwrap_or(CountedAs::Nothing)
    }

    /// Which side most of those who answered took; nothing where people and floor area differ.
    #[must_use]
    pub fn leaning(&self) -> Ordering {
        let sides = [&self.people, &self.area].into_iter().flatten();
        let mut sides = sides.map(|tally| tally.ayes.cmp(&tally.noes));
        let first = sides.next().unwrap_or(Ordering::Equal);
        if sides.all(|side| side == first) { first } else { Ordering::Equal }
    }

    /// The votes with the unanswered ballots counted as the rule says.
    #[must_use]
    pub fn counted(&self) -> Self {
        let (counted_as, leaning) = (self.unanswered_as(), self.leaning());
        let count = |tally: &Tally| {
            let Some(more) = tally.unanswered.filter(|_| counted_as != CountedAs::Nothing) else {
                return tally.clone();
            };
            let mut tally = Tally { voted: Some(tally.participating() + more), ..tally.clone() };
            match (counted_as, leaning) {
                (CountedAs::Majority, Ordering::Greater) => tally.ayes += more,
                (CountedAs::Majority, Ordering::Less) => tally.noes += more,
                _ => tally.abstain += more,
            }
            tally
        };
        let (people, area) = (self.people.as_ref().map(count), self.area.as_ref().map(count));
        Self { people, area, ..self.clone() }
    }
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

impl Test {
    /// What was reached as a share: `64.8%`; nothing out of nothing.
    #[must_use]
    pub fn percent(&self) -> Option<String> {
        let share = per_mille(self.reached, self.of)?;
        Some(format!("{}.{}%", share / 10, share % 10))
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

/// What a vote is held against besides its own numbers.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The day of the meeting, where the law of China holds.
    pub day: Option<Day>,
    /// The roll of that day.
    pub roll: Option<&'a Roll>,
    /// All members, where the attendance says of how many.
    pub seats: Option<i64>,
}

impl Ground<'_> {
    /// The law that a matter is held against.
    #[must_use]
    pub fn law(&self, matter: Matter) -> Law {
        self.day.map_or(Law::Elsewhere, |day| Law::of(matter, day))
    }

    /// All that may vote, and the key of the words for it where nothing says how many.
    fn eligible(
        &self,
        matter: Matter,
        by: Measure,
        tally: &Tally,
    ) -> Result<Decimal, &'static str> {
        let (known, missing) = match (matter, by) {
            (Matter::General | Matter::Special, Measure::People) => {
                (self.roll.map(|roll| Decimal::from(roll.people)), "missing.roll-people")
            }
            (Matter::General | Matter::Special, Measure::Area) => {
                (self.roll.map(|roll| roll.area), "missing.roll-area")
            }
            (Matter::Committee, _) => (self.seats.map(Decimal::from), "missing.seats"),
            _ => (self.seats.map(Decimal::from), "missing.called"),
        };
        tally.eligible.or(known).ok_or(missing)
    }
}

/// Holds the votes against the thresholds of the matter.
#[must_use]
pub fn verdict(matter: Matter, votes: Option<&Votes>, ground: Ground<'_>) -> Verdict {
    let law = ground.law(matter);
    let Some(needs) = matter.needs(law) else {
        return Verdict::Unverifiable(Vec::new(), vec!["missing.law"]);
    };
    let Some(votes) = votes.map(Votes::counted) else {
        return Verdict::Unverifiable(Vec::new(), vec!["missing.votes"]);
    };
    let (mut tests, mut missing) = (Vec::new(), Vec::new());
    let mut measures = vec![(Measure::People, &votes.people, "missing.people")];
    if matter.is_of_owners() {
        measures.push((Measure::Area, &votes.area, "missing.area"));
    }
    for (by, tally, none) in measures {
        let Some(tally) = tally else {
            missing.push(none);
            continue;
        };
        let eligible = ground.eligible(matter, by, tally);
        let voted = tally.participating();
        if needs.quorum.is_some() || needs.base == Base::All {
            missing.extend(eligible.err());
        }
        if let (Some(quorum), Ok(eligible)) = (needs.quorum, eligible) {
            tests.push(test(quorum, by, voted, eligible));
        }
        let of = match needs.base {
            Base::All => eligible.ok(),
            Base::TakingPart => Some(voted),
            Base::Against => Some(tally.noes),
        };
        tests.extend(of.map(|of| test(needs.majority, by, tally.ayes, of)));
    }
    if law == Law::Revised {
        missing.push("missing.law-revised");
        return Verdict::Unverifiable(tests, missing);
    }
    if tests.iter().any(|test| !test.met) {
        Verdict::NotCarried(tests)
    } else if missing.is_empty() {
        Verdict::Carried(tests)
    } else {
        Verdict::Unverifiable(tests, missing)
    }
}

/// Holds a number against a threshold.
#[must_use]
pub fn test(what: Threshold, by: Measure, reached: Decimal, of: Decimal) -> Test {
    let times = |number: Decimal, by: i64| number * Decimal::from(by);
    let met = match what {
        Threshold::Quorum | Threshold::TwoThirds => times(reached, 3) >= times(of, 2),
        Threshold::QuorumHalf | Threshold::Half => times(reached, 2) > of,
        Threshold::ThreeQuarters => times(reached, 4) >= times(of, 3),
        Threshold::MoreThanAgainst => reached > of,
    };
    Test { what, by, reached, of, met }
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
        let votes = Votes { people, area, ..Votes::default() };
        let ground = Ground { day: None, roll: None, seats: None };
        match verdict(matter, Some(&votes), ground) {
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
