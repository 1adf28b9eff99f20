//! Mending what stands in brackets, where names, values and commas follow each other on one line.

use super::mend::{Pen, is_wide_blank};

/// A bracket that is open: which one, and whether it was typed full-width.
#[derive(Clone, Copy)]
pub(super) struct Bracket {
    list: bool,
    wide: bool,
}

impl Pen<'_, '_> {
    /// An opening bracket; a full-width one is one only where fields or mappings follow.
    pub(super) fn bracket(&self, at: usize) -> Option<Bracket> {
        let c = self.char_at(at)?;
        let rest = self.text[at + c.len_utf8()..].trim_start();
        let inside = self.text.len() - rest.len();
        match c {
            '{' => Some(Bracket { list: false, wide: false }),
            '[' => Some(Bracket { list: true, wide: false }),
            '｛' if self.is_name(inside) => Some(Bracket { list: false, wide: true }),
            '［' if self.bracket(inside).is_some_and(|inner| !inner.list) => {
                Some(Bracket { list: true, wide: true })
            }
            _ => None,
        }
    }

    /// What stands in brackets that open at `start`; gives the place behind them.
    pub(super) fn flow(&mut self, start: usize) -> usize {
        let mut open: Vec<Bracket> = Vec::new();
        let mut at = start;
        // Where the word that is being read began, and whether it is a value of a field.
        let mut word: Option<usize> = None;
        let mut in_value = false;
        let mut closed = false;
        while let Some(c) = self.char_at(at) {
            let after = at + c.len_utf8();
            let in_list = open.last().is_some_and(|bracket| bracket.list);
            if c == '\n' && self.text[after..].trim_start_matches(' ').starts_with("- ") {
                // The next record begins: a bracket was left open.
                return after;
            }
            if word.is_none() && !closed {
                if is_wide_blank(c) {
                    self.replace(at, after, " ");
                    at = after;
                    continue;
                }
                if let Some(bracket) = self.bracket(at) {
                    if bracket.wide {
                        self.replace(at, after, if bracket.list { "[" } else { "{" });
                    }
                    open.push(bracket);
                    (in_value, at) = (false, after);
                    continue;
                }
                if matches!(c, '"' | '\'') {
                    (word, at) = (Some(at), self.quoted(after, c));
                    continue;
                }
                if !in_list
                    && !in_value
                    && let Some(behind) = self.name(at)
                {
                    (in_value, at) = (true, behind);
                    continue;
                }
            }
            let blank = c.is_whitespace();
            match c {
                '#' if self.text[..at].ends_with([' ', '\n']) => at = self.next_line(at),
                ',' if in_value && word.is_some_and(|word| self.groups(word, at)) => {
                    self.replace(at, after, "");
                    at = after;
                }
                ',' => (word, in_value, closed, at) = (None, false, false, after),
                '，' | '、' if closed => {
                    self.replace(at, after, ",");
                    (word, in_value, closed, at) = (None, false, false, after);
                }
                '，' if !in_list && self.name_follows(after) => {
                    let spaced = self.char_at(after).is_some_and(|c| c == ' ' || is_wide_blank(c));
                    self.replace(at, after, if spaced { "," } else { ", " });
                    (word, in_value, at) = (None, false, after);
                }
                '}' | ']' => {
                    open.pop();
                    (word, in_value, closed, at) = (None, false, true, after);
                }
                '｝' | '］' if self.closes(open.last(), c, after) => {
                    self.replace(at, after, if c == '｝' { "}" } else { "]" });
                    open.pop();
                    (word, in_value, closed, at) = (None, false, true, after);
                }
                ':' if self.char_at(after).is_none_or(char::is_whitespace) => {
                    (word, in_value, at) = (None, true, after);
                }
                _ => {
                    word = word.or((!blank).then_some(at));
                    at = after;
                }
            }
            if open.is_empty() {
                break;
            }
        }
        at
    }

    fn name_follows(&self, at: usize) -> bool {
        let rest = self.text[at..].trim_start_matches(|c: char| c == ' ' || is_wide_blank(c));
        self.is_name(self.text.len() - rest.len())
    }

    /// Whether the comma at `at` stands between thousands: three digits behind it, no more, and
    /// groups of three before it.
    fn groups(&self, word: usize, at: usize) -> bool {
        let sign = |c: char| matches!(c, '-' | '￥' | '¥' | '$' | '£' | '€' | '约' | '約');
        let mut groups = self.text[word..at].trim_start_matches(sign).split(',');
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let first =
            groups.next().is_some_and(|group| matches!(group.len(), 1..=3) && digits(group));
        let others = groups.all(|group| group.len() == 3 && digits(group));
        let rest = &self.text[at + 1..];
        let three = rest.get(..3).is_some_and(digits);
        let next = rest.get(3..).and_then(|rest| rest.chars().next());
        let ends = next.is_none_or(|c| matches!(c, '.' | ',' | '}' | ' ' | '\n' | '元' | '万'));
        first && others && three && ends
    }

    /// Whether a full-width bracket closes what is open.
    fn closes(&self, open: Option<&Bracket>, c: char, after: usize) -> bool {
        let kind = open.is_some_and(|bracket| bracket.list == (c == '］'));
        kind && (open.is_some_and(|bracket| bracket.wide) || self.ends_at(after))
    }
}
