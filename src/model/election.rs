//! Elections: candidates, their votes, and who was elected to how many seats.
//!
//! Owners elect their committee by the rule of a general matter (中华人民共和国民法典 第二百七十八条
//! 第一款第三项). Villagers: 村民委员会组织法 (2018 text) 第十五条, more than half of those registered vote and
//! more than half of those who voted are for each one elected; residents and representatives by the
//! rule of their meetings. Of other elections only seats and the order of votes are judged.

use rust_decimal::Decimal;

use super::law::{Base, Law, Matter};
use super::vote::{Ground, Measure, Test, test};
use crate::source::Spans;

const MEASURES: [Measure; 2] = [Measure::People, Measure::Area];

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
    /// The votes by people or by area.
    #[must_use]
    pub fn votes(&self, by: Measure) -> Option<Decimal> {
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
    /// How many may vote, where it is not the roll of the owners.
    pub eligible: Option<Decimal>,
    /// How many people took part.
    pub people: Option<Decimal>,
    /// How much floor area took part.
    pub area: Option<Decimal>,
    /// Who stood.
    pub candidates: Vec<Candidate>,
    /// How it was settled who of those with equal votes was elected: `抽签`.
    pub tie_broken_by: Option<String>,
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
    /// As entitled is written what is not on the roll of the day.
    NotTheRoll(Decimal, Decimal),
    /// More took part than may vote.
    BeyondRoll(Measure, Decimal, Decimal),
    /// Somebody has more votes than took part.
    BeyondVoted(&'a Candidate, Measure),
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

    /// All that may vote, as far as it is known.
    #[must_use]
    pub fn electorate(&self, matter: Matter, ground: &Ground<'_>, by: Measure) -> Option<Decimal> {
        match (matter.is_of_owners(), by) {
            (true, Measure::People) => {
                ground.roll.map(|roll| Decimal::from(roll.people)).or(self.eligible)
            }
            (true, Measure::Area) => ground.roll.map(|roll| roll.area),
            (false, Measure::People) => self.eligible.or(ground.seats.map(Decimal::from)),
            (false, Measure::Area) => None,
        }
    }

    /// Whether enough took part, as far as the numbers are there.
    #[must_use]
    pub fn quorum(&self, matter: Matter, ground: &Ground<'_>) -> Vec<Test> {
        let needs = matter.needs(ground.law(matter));
        let Some(quorum) = needs.and_then(|needs| needs.quorum) else { return Vec::new() };
        let reached = |by| {
            let of = self.electorate(matter, ground, by)?;
            Some(test(quorum, by, self.voted(by)?, of))
        };
        MEASURES.into_iter().filter_map(reached).collect()
    }

    /// What the votes for a candidate are out of, and whether they are enough.
    #[must_use]
    pub fn majority(
        &self,
        matter: Matter,
        ground: &Ground<'_>,
        candidate: &Candidate,
        by: Measure,
    ) -> Option<Test> {
        let needs = matter.needs(ground.law(matter))?;
        let of = match needs.base {
            Base::All => self.electorate(matter, ground, by),
            _ => self.voted(by),
        };
        Some(test(needs.majority, by, candidate.votes(by)?, of?))
    }

    /// Those with equal votes of whom not all have a seat: the last seat lies among them.
    #[must_use]
    pub fn tied(&self) -> Vec<&Candidate> {
        let votes = |one: &Candidate| (one.people, one.area);
        let mut order: Vec<&Candidate> = self.candidates.iter().collect();
        order.sort_by_key(|one| std::cmp::Reverse(votes(one)));
        let last = usize::try_from(self.seats).ok().and_then(|seats| seats.checked_sub(1));
        let (Some(last), Some(next)) = (
            last.and_then(|last| order.get(last)).map(|one| votes(one)),
            last.and_then(|last| order.get(last + 1)).map(|one| votes(one)),
        ) else {
            return Vec::new();
        };
        order.retain(|one| last == next && votes(one) == last);
        order
    }

    /// What cannot stand: `matter` is the rule of the meeting, where it has one.
    #[must_use]
    pub fn faults(&self, matter: Option<Matter>, ground: &Ground<'_>) -> Vec<Fault<'_>> {
        let mut faults = Vec::new();
        let elected = self.elected().count();
        if i64::try_from(elected).is_ok_and(|elected| elected > self.seats) {
            faults.push(Fault::BeyondSeats(elected));
        }
        let others = || self.candidates.iter().filter(|candidate| !candidate.elected);
        faults.extend(self.elected().filter_map(|one| {
            others().find(|other| one.is_behind(other)).map(|other| Fault::Behind(one, other))
        }));
        for by in MEASURES {
            let Some(voted) = self.voted(by) else { continue };
            let beyond = |one: &&Candidate| one.votes(by).is_some_and(|votes| votes > voted);
            let beyond = self.candidates.iter().filter(beyond);
            faults.extend(beyond.map(|one| Fault::BeyondVoted(one, by)));
        }
        if let Some(matter) = matter {
            faults.extend(self.faults_by_law(matter, ground));
        }
        faults
    }

    fn faults_by_law(&self, matter: Matter, ground: &Ground<'_>) -> Vec<Fault<'_>> {
        let mut faults = Vec::new();
        let all = |by| self.electorate(matter, ground, by);
        let on_roll = all(Measure::People).filter(|_| matter.is_of_owners());
        if let (Some(written), Some(roll)) = (self.eligible, on_roll)
            && written != roll
        {
            faults.push(Fault::NotTheRoll(written, roll));
        }
        for by in MEASURES {
            if let (Some(voted), Some(all)) = (self.voted(by), all(by))
                && voted > all
            {
                faults.push(Fault::BeyondRoll(by, voted, all));
            }
        }
        // Nobody elected needs nothing, and a law that was not read decides nothing.
        if self.elected().next().is_none() || ground.law(matter) == Law::Revised {
            return faults;
        }
        let missed = |test: &Test| !test.met;
        faults.extend(self.quorum(matter, ground).into_iter().filter(missed).map(Fault::Quorum));
        for candidate in self.elected() {
            let tests = MEASURES.map(|by| self.majority(matter, ground, candidate, by));
            let missed = tests.into_iter().flatten().filter(missed);
            faults.extend(missed.map(|test| Fault::Majority(candidate, test)));
        }
        faults
    }
}
