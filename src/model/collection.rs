//! How much of what was owed came in: of a charge, of a building, of several charges together.

use rust_decimal::{Decimal, RoundingStrategy};

use super::bill::{Bill, By};
use super::board::Board;
use super::charge::{Charge, InBuilding, Side};
use super::fee::Basis;
use super::money::Money;
use super::quantity::per_mille;
use super::shares::share_out;

/// What is owed, came in and was let off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Collection {
    /// How many owe it.
    pub payers: i64,
    /// How much they owe, where it is known.
    pub owed: Option<Money>,
    /// What came in.
    pub received: Side,
    /// What was let off.
    pub waived: Side,
    /// Whether receipts were recorded at all: where none are, nothing is said of what is missing.
    pub recorded: bool,
}

/// A part of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<T> {
    /// The part.
    pub part: T,
    /// The whole.
    pub of: T,
}

impl Part<i64> {
    /// In percent, rounded half up to so many decimals; `None` over nothing.
    #[must_use]
    pub fn percent(self, places: u32) -> Option<Decimal> {
        let hundred = Decimal::from(self.part).checked_mul(Decimal::ONE_HUNDRED)?;
        let share = hundred.checked_div(Decimal::from(self.of))?;
        let mut share =
            share.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        share.rescale(places);
        Some(share)
    }

    /// In tenths of a percent.
    #[must_use]
    pub fn per_mille(self) -> Option<i64> {
        per_mille(Decimal::from(self.part), Decimal::from(self.of))
    }
}

impl Part<Money> {
    /// In tenths of a percent.
    #[must_use]
    pub fn per_mille(self) -> Option<i64> {
        self.minor().per_mille()
    }

    /// The same in minor units.
    #[must_use]
    pub fn minor(self) -> Part<i64> {
        Part { part: self.part.minor(), of: self.of.minor() }
    }
}

impl Collection {
    /// Those who paid, of those who were not let off; `None` while no receipt is recorded, and
    /// where nobody owes anything.
    #[must_use]
    pub fn of_payers(&self) -> Option<Part<i64>> {
        let part = Part { part: self.received.payers, of: self.payers - self.waived.payers };
        Some(part).filter(|part| self.recorded && part.of > 0)
    }

    /// The money that came in, of what is owed and was not let off.
    #[must_use]
    pub fn of_money(&self) -> Option<Part<Money>> {
        let part = Part { part: self.received.amount, of: self.owed? - self.waived.amount };
        Some(part).filter(|part| self.recorded && part.of > Money::ZERO)
    }

    /// What has not come in: how many, and how much where it is known.
    #[must_use]
    pub fn arrears(&self) -> Option<(i64, Option<Money>)> {
        let payers = self.payers - self.waived.payers - self.received.payers;
        let amount = self.owed.map(|owed| owed - self.waived.amount - self.received.amount);
        self.recorded.then_some((payers.max(0), amount.map(|amount| amount.max(Money::ZERO))))
    }

    /// Several together: what is owed is known where it is known of each.
    #[must_use]
    pub fn sum<'a>(of: impl IntoIterator<Item = &'a Self>) -> Self {
        let nothing = Self {
            payers: 0,
            owed: Some(Money::ZERO),
            received: Side::default(),
            waived: Side::default(),
            recorded: false,
        };
        let add =
            |a: Side, b: Side| Side { payers: a.payers + b.payers, amount: a.amount + b.amount };
        of.into_iter().fold(nothing, |sum, one| Self {
            payers: sum.payers + one.payers,
            owed: sum.owed.zip(one.owed).map(|(a, b)| a + b),
            received: add(sum.received, one.received),
            waived: add(sum.waived, one.waived),
            recorded: sum.recorded || one.recorded,
        })
    }
}

/// What is not known of a building, so that what it owes cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// How many households it has.
    Households,
    /// Its floor area.
    Area,
    /// How many vehicles or items are charged there.
    Payers,
}

/// A charge in a building: what is written, and what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// What is written.
    pub written: &'a InBuilding,
    /// What is owed, came in and was let off there, or why that cannot be computed.
    pub collection: Result<Collection, Lack>,
}

impl Board {
    /// What is owed for a charge, came in and was let off.
    #[must_use]
    pub fn collection(&self, charge: &Charge) -> Collection {
        charge.collection(self.owed(charge))
    }

    /// A charge building by building. What is not written is computed: the payers from the
    /// households of board.yaml, the amounts so that all come to what the charge owes.
    #[must_use]
    pub fn by_building<'a>(&self, charge: &'a Charge) -> Vec<Line<'a>> {
        let amounts = self.amounts(charge);
        let lines = charge.buildings.iter().zip(amounts);
        lines
            .map(|(written, owed)| {
                let payers = self.payers_in(charge, written);
                let collection = payers.and_then(|payers| {
                    Ok(Collection {
                        payers,
                        owed: owed?,
                        received: written.received,
                        waived: written.waived,
                        recorded: !charge.received.is_empty(),
                    })
                });
                Line { written, collection }
            })
            .collect()
    }

    /// What each line of a charge owes: as written, else its share of the bill, else its part of
    /// what the written ones leave of the whole.
    fn amounts(&self, charge: &Charge) -> Vec<Result<Option<Money>, Lack>> {
        let lines = &charge.buildings;
        let rest: Money = lines.iter().filter_map(|line| line.due.amount).sum();
        let rest = self.owed(charge).map(|owed| (owed - rest).max(Money::ZERO));
        let open = |line: &InBuilding| line.due.amount.is_none();
        let weighed: Vec<(usize, Decimal)> = lines
            .iter()
            .enumerate()
            .filter(|(_, line)| open(line))
            .filter_map(|(place, line)| Some((place, self.weight(charge, line).ok()?)))
            .collect();
        let weights: Vec<Decimal> = weighed.iter().map(|(_, weight)| *weight).collect();
        let shares = rest.and_then(|rest| share_out(rest, &weights));
        let part = |place: usize| {
            let at = weighed.iter().position(|(one, _)| *one == place)?;
            shares.as_ref()?.amounts.get(at).copied()
        };
        let amount = |(place, line): (usize, &InBuilding)| match line.due.amount {
            Some(amount) => Ok(Some(amount)),
            None => match charge.bill.as_ref().and_then(|bill| of_bill(bill, line)) {
                Some(share) => Ok(Some(share)),
                None => self.weight(charge, line).map(|_| part(place)),
            },
        };
        lines.iter().enumerate().map(amount).collect()
    }

    /// What the amount of a line is in proportion to.
    fn weight(&self, charge: &Charge, line: &InBuilding) -> Result<Decimal, Lack> {
        if let Some(quantity) = line.due.quantity {
            return Ok(quantity);
        }
        if self.basis(charge) == Some(Basis::SquareMetre) {
            let areas = line.buildings.iter().map(|id| self.building(id)?.area);
            return areas.sum::<Option<Decimal>>().ok_or(Lack::Area);
        }
        self.payers_in(charge, line).map(Decimal::from)
    }

    /// How many owe something in the buildings of a line.
    fn payers_in(&self, charge: &Charge, line: &InBuilding) -> Result<i64, Lack> {
        if let Some(payers) = line.due.payers {
            return Ok(payers);
        }
        let by_weights = charge.bill.as_ref().is_some_and(|bill| bill.by == By::Weights);
        if by_weights || matches!(self.basis(charge), Some(Basis::Vehicle | Basis::Item)) {
            return Err(Lack::Payers);
        }
        let households = line.buildings.iter().map(|id| self.building(id)?.households);
        households.sum::<Option<i64>>().ok_or(Lack::Households)
    }

    /// What a charge is counted by.
    fn basis(&self, charge: &Charge) -> Option<Basis> {
        match &charge.bill {
            Some(bill) if bill.by == By::Area => Some(Basis::SquareMetre),
            Some(_) => Some(Basis::Household),
            None => self.fee_of(charge)?.per,
        }
    }
}

/// What the buildings of a line bear of a bill.
fn of_bill(bill: &Bill, line: &InBuilding) -> Option<Money> {
    line.buildings.iter().map(|id| bill.share_of(id)).sum()
}
