//! The commonest front matter, read without a parser: a line a field, `名称: 值` from the first column
//! on, the value plain or in double quotes.
//!
//! What has anything else in it is left to the parser; the tree is the one that the parser gives.

use super::mend::Mended;
use super::{Entry, Node, Part, Tree, Value};

/// The longest name that is read: the parser has a limit of its own.
const LONGEST_NAME: usize = 100;

/// Reads a part of such lines alone, in which nothing was mended.
pub(super) fn read(part: &Part<'_>, mended: &Mended<'_>) -> Option<Tree> {
    if mended.is_changed() {
        return None;
    }
    let mut entries = Vec::with_capacity(16);
    let mut at = 0;
    for line in part.text.split_inclusive('\n') {
        let (key, value) = line.strip_suffix('\n').unwrap_or(line).split_once(": ")?;
        let said = plain(value).or_else(|| quoted(value))?;
        if !is_name(key) {
            return None;
        }
        let behind = at + key.len() + 2;
        let span = part.span(mended, behind, behind + value.len());
        let key_span = part.span(mended, at, at + key.len());
        let node = Node { value: Value::Scalar(said.to_owned()), span };
        entries.push(Entry { key: key.to_owned(), key_span, node });
        at += line.len();
    }
    let (first, last) = (entries.first()?.key_span, entries.last()?.node.span);
    let span = crate::source::Span { start: first.start, end: last.end };
    let root = Some(Node { value: Value::Map(entries), span });
    Some(Tree { root, findings: Vec::new(), whole: true })
}

fn is_name(key: &str) -> bool {
    key.len() <= LONGEST_NAME
        && key.starts_with(is_letter)
        && key.chars().all(|c| is_letter(c) || c.is_ascii_digit() || c == '_')
}

/// A value that is what it says: it begins with no sign of YAML's, and holds none.
fn plain(value: &str) -> Option<&str> {
    let begins = |c: char| is_letter(c) || c.is_ascii_digit();
    let good = value.starts_with(begins)
        && !value.ends_with(' ')
        && value.chars().all(|c| is_usual(c) && !matches!(c, ':' | '#'));
    good.then_some(value)
}

fn quoted(value: &str) -> Option<&str> {
    let said = value.strip_prefix('"')?.strip_suffix('"')?;
    said.chars().all(|c| is_usual(c) && !matches!(c, '"' | '\\')).then_some(said)
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// What stands on keyboards: Latin, Chinese, and the signs of both.
fn is_usual(c: char) -> bool {
    matches!(
        c,
        ' '..='~' | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}'
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::super::{events, mend};
    use super::*;
    use crate::content::kinds::Names;

    /// Whether it reads such a text; where it does, as the parser does.
    fn agrees(text: &str, base: usize) -> bool {
        let file = Arc::from("a.md");
        let part = Part { file: &file, text, base, names: Names::of_any() };
        let mended = mend::mend(text, part.names);
        let Some(tree) = read(&part, &mended) else { return false };
        let parsed = events::read(&part, &mended).unwrap_or_else(|said| panic!("{text}: {said:?}"));
        assert_eq!(format!("{tree:?}"), format!("{parsed:?}"), "{text}");
        true
    }

    #[test]
    fn lines_are_read_as_the_parser_reads_them() {
        assert!(agrees("日期: 2025-03-05\n金额: 100.50\n事项: \"3号楼（水泵）: 更换\"\n", 4));
        assert!(agrees("title: it's 5, [6] & \"7\"\nnote: \"\"", 0));
        for other in
            ["a: b: c", "a: - b", "a: b #c", "a:\n  b: c", "a: [b]", "a: \"b\\n\"", "a: b ", ""]
        {
            assert!(!agrees(other, 0), "{other}");
        }
    }

    proptest! {
        #[test]
        fn whatever_it_reads_the_parser_reads_so(
            lines in prop::collection::vec("(a|名称|x_1|-|\\?)(: |:|：)[-a\"' ,，：:#%@!&*?|>{}\\[\\]（）名0-9.~`\\\\]{0,12}", 1..5),
            end in "\n?",
        ) {
            agrees(&(lines.join("\n") + &end), 7);
        }
    }
}
