//! Where links of a text lead, and what its headings are linked by.

use crate::content::lower::read_reference;
use crate::prose::Target;
use crate::source::Span;

/// Where a written address leads, if it may be followed: browsers drop white space and control
/// characters before they look at the scheme, so these are dropped first.
pub(super) fn target(address: &str, span: Span) -> Option<Target> {
    let bare: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    if let Some(name) = bare.strip_prefix('#') {
        return Some(Target::Anchor { name: name.to_owned(), span });
    }
    let lower = bare.to_ascii_lowercase();
    if ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme)) {
        return Some(Target::Address(bare));
    }
    read_reference(&bare).map(|id| Target::Record { name: id.to_string(), span })
}

/// The anchor of a heading: its words with spaces as `-`, or its place where nothing remains.
pub(super) fn anchor(words: &str, place: usize) -> String {
    let mut anchor = String::new();
    for character in words.trim().chars() {
        if character.is_alphanumeric() {
            anchor.extend(character.to_lowercase());
        } else if !anchor.ends_with('-') && !anchor.is_empty() {
            anchor.push('-');
        }
    }
    let anchor = anchor.trim_end_matches('-');
    if anchor.is_empty() { format!("part-{place}") } else { anchor.to_owned() }
}
