//! A bill (账单) that is shared out: by household, by floor area or by weights.

use rust_decimal::Decimal;

use super::money::Money;
use super::shares::{Shares, share_out};
use crate::source::Spans;

/// What a bill is shared out by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// 按户: every household the same, to the minor unit.
    Household,
    /// 按面积: by the floor area of the buildings.
    Area,
    /// 按份: by weights that are written.
    Weights,
}

/// One of those that bear a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// A building's name, or what is written beside a weight.
    pub name: String,
    /// The building's id, of a building.
    pub building: Option<String>,
    /// Its households, its square metres, or its weight.
    pub weight: Decimal,
    /// How many pay there, where that is known: its households, or the one that is written.
    pub payers: Option<i64>,
}

/// A bill that is shared out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// How much it is.
    pub amount: Money,
    /// How many things it is for: lamps, meters.
    pub items: Option<i64>,
    /// What it is shared out by.
    pub by: By,
    /// Who bears it, in the order of writing or of `board.yaml`.
    pub over: Vec<Bearer>,
    /// Where it is written.
    pub at: Spans,
}

/// What falls to one of those that bear a bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// How much.
    pub amount: Money,
    /// By household: how many of its households pay one minor unit more than the others.
    pub more: i64,
}

impl By {
    /// Every way, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Household, Self::Area, Self::Weights];

    /// The name in files and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Household => "household",
            Self::Area => "area",
            Self::Weights => "weights",
        }
    }
}

impl Bill {
    /// What it is divided by: households, square metres, weights.
    #[must_use]
    pub fn whole(&self) -> Decimal {
        self.over.iter().map(|bearer| bearer.weight).sum()
    }

    /// How many pay, where that is known of all that bear it.
    #[must_use]
    pub fn payers(&self) -> Option<i64> {
        self.over.iter().map(|bearer| bearer.payers).sum()
    }

    /// By household: what each pays, and how many in the order of buildings and doors pay one
    /// minor unit more.
    #[must_use]
    pub fn each(&self) -> Option<(Money, i64)> {
        let households = self.payers().filter(|n| self.by == By::Household && *n > 0)?;
        let minor = self.amount.minor();
        Some((Money::from_minor(minor / households)?, minor % households))
    }

    /// What falls to each of those that bear it, in their order; they come to the bill.
    #[must_use]
    pub fn shares(&self) -> Option<Vec<Share>> {
        let Some((low, mut extra)) = self.each() else {
            let Shares { amounts, .. } = self.shared()?;
            return Some(amounts.into_iter().map(|amount| Share { amount, more: 0 }).collect());
        };
        let mut shares = Vec::new();
        for bearer in &self.over {
            let households = bearer.payers?;
            let more = extra.min(households);
            extra -= more;
            let amount = low.minor().checked_mul(households)?.checked_add(more)?;
            shares.push(Share { amount: Money::from_minor(amount)?, more });
        }
        Some(shares)
    }

    /// How many minor units were left when every share had been rounded down.
    #[must_use]
    pub fn left(&self) -> i64 {
        match self.each() {
            Some((_, extra)) => extra,
            None => self.shared().map_or(0, |shares| shares.left),
        }
    }

    /// What falls to a building.
    #[must_use]
    pub fn share_of(&self, building: &str) -> Option<Money> {
        let shares = self.shares()?;
        let place = self.over.iter().position(|one| one.building.as_deref() == Some(building))?;
        shares.get(place).map(|share| share.amount)
    }

    fn shared(&self) -> Option<Shares> {
        let weights: Vec<Decimal> = self.over.iter().map(|bearer| bearer.weight).collect();
        share_out(self.amount, &weights)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bill(by: By, minor: i64, weights: &[i64]) -> Bill {
        let bearer = |weight: &i64| Bearer {
            name: String::new(),
            building: None,
            weight: Decimal::from(*weight),
            payers: Some(*weight),
        };
        Bill {
            amount: Money::from_minor(minor).expect("an amount"),
            items: None,
            by,
            over: weights.iter().map(bearer).collect(),
            at: Spans::default(),
        }
    }

    #[test]
    fn every_household_pays_the_same_but_for_a_minor_unit() {
        let lamps = bill(By::Household, 95_975, &[44, 56, 32]);
        assert_eq!(lamps.each().map(|(low, extra)| (low.minor(), extra)), Some((727, 11)));
        let shares = lamps.shares().expect("shares");
        let shares: Vec<_> = shares.iter().map(|s| (s.amount.minor(), s.more)).collect();
        assert_eq!(shares, [(31_999, 11), (40_712, 0), (23_264, 0)]);
        // More is left than the first building has households.
        let shares = bill(By::Household, 95_975 + 60, &[44, 56, 32]).shares().expect("shares");
        let shares: Vec<_> = shares.iter().map(|s| (s.amount.minor(), s.more)).collect();
        assert_eq!(shares, [(44 * 728, 44), (56 * 727 + 27, 27), (32 * 727, 0)]);
    }

    #[test]
    fn households_come_to_the_bill_whatever_it_is() {
        for minor in (0..5_000_000).step_by(9_973) {
            let bill = bill(By::Household, minor, &[3, 44, 0, 56, 29]);
            let (low, extra) = bill.each().expect("a share");
            let shares = bill.shares().expect("shares");
            assert_eq!(shares.iter().map(|share| share.amount.minor()).sum::<i64>(), minor);
            assert_eq!(shares.iter().map(|share| share.more).sum::<i64>(), extra);
            assert!(low.minor() * 132 <= minor && minor < (low.minor() + 1) * 132);
            for (share, bearer) in shares.iter().zip(&bill.over) {
                let households = bearer.payers.expect("households");
                assert!((0..=households).contains(&share.more));
                assert_eq!(share.amount.minor(), households * low.minor() + share.more);
            }
        }
    }

    #[test]
    fn weights_share_by_the_largest_remainder() {
        let shares = bill(By::Weights, 1_000, &[3, 2, 2]).shares().expect("shares");
        let shares: Vec<_> = shares.iter().map(|share| share.amount.minor()).collect();
        assert_eq!(shares, [428, 286, 286]);
        assert_eq!(bill(By::Weights, 1_000, &[0, 0]).shares(), None);
        assert_eq!(bill(By::Household, 1_000, &[0]).shares(), None);
    }
}
