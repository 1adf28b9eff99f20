//! The fonts of this machine, in a program that sets no sheets: none.

use std::collections::BTreeSet;

/// No family.
pub(crate) fn of_machine(_: &[String], _: &BTreeSet<char>) -> Vec<(String, Vec<u8>)> {
    Vec::new()
}
