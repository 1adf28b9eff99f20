//! The names of accounts in the books of other programs: made of ids and categories, valid there,
//! and no two alike.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// One part of an account's name, as each program takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// hledger: anything that is no punctuation.
    pub hledger: String,
    /// Beancount: begins with a capital letter or a digit.
    pub beancount: String,
}

/// The parts of names that lie side by side.
#[derive(Clone, Debug)]
pub(super) struct Names<K> {
    known: BTreeMap<K, Part>,
    /// The capital letter before a name that begins with none.
    letter: char,
}

impl<K: Ord + Clone> Names<K> {
    /// No names yet; those that begin with no letter of A to Z get this one in front.
    pub(super) fn new(letter: char) -> Self {
        Self { known: BTreeMap::new(), letter }
    }

    /// The part that stands for a key, made from its name when it is first asked for.
    pub(super) fn part(&mut self, key: &K, name: &str) -> Part {
        if let Some(part) = self.known.get(key) {
            return part.clone();
        }
        let plain = plain(name);
        let capital = capital(&plain, self.letter);
        let suffixes = std::iter::once(String::new()).chain((2_u32..).map(|n| format!("-{n}")));
        let mut parts = suffixes.map(|suffix| Part {
            hledger: format!("{plain}{suffix}"),
            beancount: format!("{capital}{suffix}"),
        });
        let taken = |part: &Part| {
            let same =
                |known: &Part| known.hledger == part.hledger || known.beancount == part.beancount;
            self.known.values().any(same)
        };
        // The suffixes do not end, so there is always one.
        let part = parts
            .find(|part| !taken(part))
            .unwrap_or_else(|| Part { hledger: plain.clone(), beancount: capital.clone() });
        self.known.insert(key.clone(), part.clone());
        part
    }
}

/// Letters and digits; what is neither becomes `-`, once.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    for character in name.nfkc() {
        // Beancount knows letters alone: no marks, no numerals beyond 0 to 9, no pictures.
        let letter = character.is_alphabetic()
            && !character.is_numeric()
            && !is_combining_mark(character)
            && !('\u{1f000}'..='\u{1ffff}').contains(&character);
        if letter || character.is_ascii_digit() {
            plain.push(character);
        } else if !plain.ends_with('-') && !plain.is_empty() {
            plain.push('-');
        }
    }
    let plain = plain.trim_end_matches('-');
    if plain.is_empty() { "x".to_owned() } else { plain.to_owned() }
}

fn capital(plain: &str, letter: char) -> String {
    let mut rest = plain.chars();
    match rest.next() {
        Some(first) if first.is_ascii_lowercase() => {
            format!("{}{}", first.to_ascii_uppercase(), rest.as_str())
        }
        Some(first) if first.is_ascii() => plain.to_owned(),
        _ => format!("{letter}-{plain}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_valid_and_no_two_alike() {
        let mut names = Names::new('C');
        let mut check = |name: &'static str, hledger: &str, beancount: &str| {
            let part = names.part(&name, name);
            assert_eq!((part.hledger.as_str(), part.beancount.as_str()), (hledger, beancount));
        };
        check("bank", "bank", "Bank");
        check("Bank", "Bank-2", "Bank-2");
        check("水费", "水费", "C-水费");
        check("水费：公摊; 2025 (上)", "水费-公摊-2025-上", "C-水费-公摊-2025-上");
        check("水费 公摊/2025/上", "水费-公摊-2025-上-2", "C-水费-公摊-2025-上-2");
        check("二〇二五", "二-二五", "C-二-二五");
        check("№5", "No5", "No5");
        check("5号", "5号", "5号");
        check("…", "x", "X");
        check("🅰️", "x-2", "X-2");
        check("bank", "bank", "Bank");
    }
}
