//! Elections: candidates, their votes, and who was elected to how many seats.
//!
//! Owners elect their committee by the rule of a general matter (中华人民共和国民法典 第二百七十八条
//! 第一款第三项). Of other elections only seats and the order of votes are judged.

use rust_decimal::Decimal;

use super::law::{Base, Matter};
use super::vote::{Ground, Measure, Test, test};
use crate::source::Spans;

/// Who stood, under the name that the board writes: it may be masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// `候选人一`.
    pub name: String,
    /// Votes by people.
    pub people: Decimal,
    /// Votes by floor area, in square metres.
    pub area: Option<Decimal>,
    /// Whether elected, as written.
    pub elected: bool,
    /// Where it is written.
    pub at: Spans,
}

impl Candidate {
    fn votes(&self, by: Measure) -> Option<Decimal> {
        match by {
            Measure::People => Some(self.people),
            Measure::Area => self.area,
        }
    }

    /// Whether another has more votes by one measure, and no fewer by the other.
    fn is_behind(&self, other: &Self) -> bool {
        let area = |one: &Self| one.area.filter(|_| self.area.is_some() && other.area.is_some());
        let (mine, theirs) = ((self.people, area(self)), (other.people, area(other)));
        mine.0 <= theirs.0 && mine.1 <= theirs.1 && mine != theirs
    }
}

/// 选举: so many seats of a body, and who stood for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Election {
    /// The item of the posted agenda that it is, where that has other words.
    pub item: Option<String>,
    /// What was elected: `业主委员会委员`.
    pub body: String,
    /// How many seats.
    pub seats: i64,
    /// How many people took part.
    pub people: Option<Decimal>,
    /// How much floor area took part.
    pub area: Option<Decimal>,
    /// Who stood.
    pub candidates: Vec<Candidate>,
    /// Where it is written.
    pub at: Spans,
}

/// Why an election cannot stand as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault<'a> {
    /// More were elected than there are seats.
    BeyondSeats(usize),
    /// Somebody was elected behind somebody who was not.
    Behind(&'a Candidate, &'a Candidate),
    /// Too few took part.
    Quorum(Test),
    /// Too few agreed to somebody who was elected.
    Majority(&'a Candidate, Test),
}

impl Election {
    /// The votes of those who took part, by people or by area.
    #[must_use]
    pub fn voted(&self, by: Measure) -> Option<Decimal> {
        match by {
            Measure::People => self.people,
            Measure::Area => self.area,
        }
    }

    /// Those who were elected, as written.
    pub fn elected(&self) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(|candidate| candidate.elected)
    }

    /// Whether enough of the owners took part, as far as the numbers are there.
    #[must_use]
    pub fn quorum(&self, ground: &Ground<'_>) -> Vec<Test> {
        let needs = Matter::General.needs(ground.law(Matter::General));
        let (Some(quorum), Some(roll)) = (needs.and_then(|needs| needs.quorum), ground.roll) else {
            return Vec::new();
        };
        let of = [(Measure::People, Decimal::from(roll.people)), (Measure::Area, roll.area)];
        of.into_iter().filter_map(|(by, of)| Some(test(quorum, by, self.voted(by)?, of))).collect()
    }

    /// What cannot stand; `ground` where it was a meeting of the owners.
    #[must_use]
    pub fn faults(&self, ground: Option<&Ground<'_>>) -> Vec<Fault<'_>> {
        let mut faults = Vec::new();
        let elected = self.elected().count();
        if i64::try_from(elected).is_ok_and(|elected| elected > self.seats) {
            faults.push(Fault::BeyondSeats(elected));
        }
        let others = || self.candidates.iter().filter(|candidate| !candidate.elected);
        faults.extend(self.elected().filter_map(|one| {
            others().find(|other| one.is_behind(other)).map(|other| Fault::Behind(one, other))
        }));
        let Some(ground) = ground.filter(|_| elected > 0) else { return faults };
        let missed = |test: &Test| !test.met;
        faults.extend(self.quorum(ground).into_iter().filter(missed).map(Fault::Quorum));
        let Some(needs) = Matter::General.needs(ground.law(Matter::General)) else { return faults };
        for candidate in self.elected() {
            for by in [Measure::People, Measure::Area] {
                let all = ground.roll.map(|roll| match by {
                    Measure::People => Decimal::from(roll.people),
                    Measure::Area => roll.area,
                });
                let of = if needs.base == Base::All { all } else { self.voted(by) };
                let (Some(votes), Some(of)) = (candidate.votes(by), of) else { continue };
                let test = test(needs.majority, by, votes, of);
                if !test.met {
                    faults.push(Fault::Majority(candidate, test));
                }
            }
        }
        faults
    }
}
