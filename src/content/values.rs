//! The text of one scalar becomes a value: an amount, yes or no, one of a closed set.

use super::kinds::Choice;
use crate::model::money::Money;
use crate::model::quantity;

/// The amount that a text states, if it has no more decimals than the currency.
#[must_use]
pub fn money(text: &str, digits: u32) -> Option<Money> {
    quantity::to_money(quantity::read(text, digits)?, digits)
}

/// Yes or no, in either language.
#[must_use]
pub fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "yes" | "true" | "是" => Some(true),
        "no" | "false" | "否" => Some(false),
        _ => None,
    }
}

/// The place of a value in a closed set, by either name.
#[must_use]
pub fn choice_of(text: &str, choices: &[Choice]) -> Option<usize> {
    choices.iter().position(|choice| choice.en == text || choice.zh == text)
}
