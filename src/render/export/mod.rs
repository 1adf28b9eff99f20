//! What other programs read: the books, tables, a package that describes them, a calendar.

pub mod archive;
pub mod beancount;
pub mod hledger;
pub mod ical;
pub mod index;
pub mod json;
pub mod package;
pub mod popolo;
pub mod separated;
pub mod xlsx;

/// One line of text: what breaks lines becomes a space.
fn one_line(text: &str) -> String {
    let breaks = |c: char| c == ' ' || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let mut line = String::with_capacity(text.len());
    for word in text.split(breaks).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
