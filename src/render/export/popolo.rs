//! Popolo: one document of JSON.

use crate::view::export::popolo::Popolo;

/// The document.
#[must_use]
pub(crate) fn document(popolo: &Popolo) -> String {
    let mut out = serde_json::to_string_pretty(popolo).unwrap_or_default();
    out.push('\n');
    out
}
