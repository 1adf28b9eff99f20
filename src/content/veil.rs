//! A source as it may be shown in an excerpt: what is private is covered, what acts on a terminal
//! is replaced, and every other character stays at its byte.

use std::borrow::Cow;

/// The names of the field whose value nobody sees.
const PRIVATE: [&str; 3] = ["private", "不公开", "不公開"];

/// Covers a text. Works by lines and brackets, so that it holds for text that is no YAML too.
#[must_use]
pub fn veil(text: &str) -> Cow<'_, str> {
    let acts = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let covered = private(text);
    if covered.is_empty() && !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let hidden = covered.iter().any(|(from, to)| (*from..*to).contains(&at));
        if (hidden && !character.is_whitespace()) || acts(character) {
            out.extend(std::iter::repeat_n(if hidden { '*' } else { '?' }, character.len_utf8()));
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

/// The stretches of bytes that are private.
fn private(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for name in PRIVATE {
        for (at, _) in text.match_indices(name) {
            let word = |c: char| c.is_alphanumeric() || c == '_';
            let rest = text[at + name.len()..].trim_start_matches(['"', '\'', ' ']);
            let apart = !text[..at].ends_with(word);
            // Where a name can stand it is one, even if its colon was forgotten.
            let before = text[..at].trim_end_matches([' ', '\t', '-']);
            let stands = before.is_empty() || before.ends_with(['\n', '{', ',', '，', '｛']);
            let value = rest.strip_prefix([':', '：', '=']).or(Some(rest).filter(|_| stands));
            let Some(value) = value.filter(|_| apart) else { continue };
            let from = text.len() - value.len();
            found.push((from, end_of(text, at, from)));
        }
    }
    found
}

/// Where the value that begins at `from` ends: with its bracket, or before the next line that is
/// not indented further than the field's own.
fn end_of(text: &str, field: usize, from: usize) -> usize {
    let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end);
    let value = text[from..].trim_start_matches(' ');
    if let Some(open) = value.chars().next().filter(|c| matches!(c, '{' | '[')) {
        let close = if open == '{' { '}' } else { ']' };
        let start = text.len() - value.len();
        let mut depth = 0_usize;
        for (at, character) in value.char_indices() {
            if character == open {
                depth += 1;
            } else if character == close {
                depth -= 1;
                if depth == 0 {
                    return start + at + 1;
                }
            }
        }
        return line_end(from);
    }
    let line = text[..field].rfind('\n').map_or(0, |newline| newline + 1);
    let column = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
    let own = column(&text[line..field]);
    let mut end = line_end(from);
    while end < text.len() {
        let next = line_end(end + 1);
        let below = &text[end + 1..next];
        let indent = below.len() - below.trim_start_matches(' ').len();
        if !below.trim().is_empty() && indent <= own {
            break;
        }
        end = next;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::veil;

    #[test]
    fn private_values_are_covered_and_the_rest_stays_in_place() {
        let check = |text: &str, shown: &str| {
            assert_eq!(veil(text), shown);
            assert_eq!(veil(text).len(), text.len());
        };
        check("- {a: 1, private: {b: {c: x}}, d: 2}", "- {a: 1, private: *** *** ***, d: 2}");
        check("private:\n  a: x\n  b: y\nc: z\n", "private:\n  ** *\n  ** *\nc: z\n");
        check("不公开: x y\n甲: z", "不公开: * *\n甲: z");
        check("- {甲: 1, 不公開: {乙: x}}", "- {甲: 1, 不公開: ***** **}");
        check("my_private: x", "my_private: x");
        check("a: b\nprivate x\nc: no private talk\n", "a: b\nprivate *\nc: no private talk\n");
        check("a: \u{9b}x", "a: ??x");
    }
}
