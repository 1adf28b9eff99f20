//! A sum shared out to the minor unit: every share is less than one of it from the exact
//! quotient, and all of them come to the sum.

use rust_decimal::Decimal;

use super::money::Money;

/// A sum that was shared out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shares {
    /// What falls to each, in the order of the weights.
    pub amounts: Vec<Money>,
    /// How many minor units were left when every share had been rounded down, and were added one
    /// by one: to the largest remainder first, to the earlier where two are alike.
    pub left: i64,
}

/// Shares out a sum in proportion to weights of nothing or more; `None` where they come to
/// nothing.
#[must_use]
pub fn share_out(sum: Money, weights: &[Decimal]) -> Option<Shares> {
    let weights = whole(weights)?;
    let all = weights.iter().try_fold(0_i128, |all, weight| all.checked_add(*weight))?;
    if all <= 0 || weights.iter().any(|weight| *weight < 0) {
        return None;
    }
    let minor = i128::from(sum.abs().minor());
    let exact: Option<Vec<i128>> =
        weights.iter().map(|weight| minor.checked_mul(*weight)).collect();
    let exact = exact?;
    let mut parts: Vec<i128> = exact.iter().map(|part| part / all).collect();
    let left = minor - parts.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(exact[*place] % all));
    for place in order.into_iter().take(usize::try_from(left).ok()?) {
        parts[place] += 1;
    }
    let amount = |part: i128| {
        let money = Money::from_minor(i64::try_from(part).ok()?)?;
        Some(if sum.is_negative() { -money } else { money })
    };
    let amounts: Option<Vec<Money>> = parts.into_iter().map(amount).collect();
    Some(Shares { amounts: amounts?, left: i64::try_from(left).ok()? })
}

/// The weights as whole numbers in the same proportion.
fn whole(weights: &[Decimal]) -> Option<Vec<i128>> {
    let finest = weights.iter().map(Decimal::scale).max().unwrap_or(0);
    let scaled = |weight: &Decimal| {
        weight.mantissa().checked_mul(10_i128.checked_pow(finest - weight.scale())?)
    };
    weights.iter().map(scaled).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::quantity;

    fn shares(sum: i64, weights: &[&str]) -> Option<(Vec<i64>, i64)> {
        let weights: Vec<Decimal> =
            weights.iter().map(|text| quantity::read(text, 4).expect("a weight")).collect();
        let shares = share_out(Money::from_minor(sum).expect("a sum"), &weights)?;
        Some((shares.amounts.into_iter().map(Money::minor).collect(), shares.left))
    }

    #[test]
    fn what_is_left_goes_to_the_largest_remainder_and_then_in_order() {
        assert_eq!(shares(100, &["1", "1", "1"]), Some((vec![34, 33, 33], 1)));
        assert_eq!(shares(-100, &["1", "1", "1"]), Some((vec![-34, -33, -33], 1)));
        // Two thirds of a cent are left of each.
        assert_eq!(shares(95_975, &["44", "56", "32"]), Some((vec![31_992, 40_717, 23_266], 2)));
        let areas = shares(294_748, &["2807.12", "3572.64", "2041.60"]);
        assert_eq!(areas, Some((vec![98_249, 125_043, 71_456], 1)));
        assert_eq!(shares(10, &["0", "2.5", "0"]), Some((vec![0, 10, 0], 0)));
        assert_eq!(shares(10, &["0", "0"]), None);
        assert_eq!(shares(10, &[]), None);
    }

    /// A generator of numbers that are the same on every run.
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, most: u64) -> u64 {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % most
        }
    }

    #[test]
    fn shares_come_to_the_sum_and_none_is_a_minor_unit_off() {
        let mut dice = Dice(7);
        for _ in 0..2_000 {
            let sum = i64::try_from(dice.below(10_000_000_000)).expect("small");
            let number = usize::try_from(1 + dice.below(40)).expect("small");
            let scale = u32::try_from(dice.below(5)).expect("small");
            let weights: Vec<Decimal> = (0..number)
                .map(|_| Decimal::new(i64::try_from(dice.below(1_000_000)).expect("small"), scale))
                .collect();
            let all: Decimal = weights.iter().sum();
            let shares = share_out(Money::from_minor(sum).expect("a sum"), &weights);
            if all.is_zero() {
                assert_eq!(shares, None);
                continue;
            }
            let shares = shares.expect("shares");
            assert_eq!(shares.amounts.iter().copied().sum::<Money>().minor(), sum);
            assert!(shares.left < i64::try_from(number).expect("small"));
            for (share, weight) in shares.amounts.iter().zip(&weights) {
                let off = Decimal::from(share.minor()) * all - Decimal::from(sum) * weight;
                assert!(off.abs() < all, "{sum} by {weight} of {all} is {share:?}");
            }
        }
    }
}
