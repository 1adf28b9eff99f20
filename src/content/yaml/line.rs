//! A line as people type it: its indentation and dashes, its name, its value.

use std::ops::Range;

use crate::content::kinds::Names;

/// A line without its line ending, and where what is written on it begins.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub start: usize,
    pub text: &'a str,
    /// Where the first name or value begins, behind indentation and dashes.
    pub content: usize,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a str, start: usize) -> Self {
        let rest = &text[start..];
        let line = rest[..rest.find('\n').unwrap_or(rest.len())].trim_end();
        let mut content = line.len() - line.trim_start().len();
        while let Some(after) = line[content..].strip_prefix("- ") {
            content = line.len() - after.trim_start().len();
        }
        Self { start, text: line, content }
    }

    pub(super) fn written(self) -> &'a str {
        &self.text[self.content..]
    }

    /// The whole line without its indentation, for pasting.
    pub(super) fn with(self, range: Range<usize>, text: &str) -> String {
        let mut line = self.text.to_owned();
        line.replace_range(range.start - self.start..range.end - self.start, text);
        line.trim().to_owned()
    }

    /// The name that begins the line and what stands behind its colon.
    pub(super) fn entry(self) -> Option<(&'a str, &'a str)> {
        let written = self.written();
        let (name, value) =
            written.split_once(": ").or_else(|| Some((written.strip_suffix(':')?, "")))?;
        let plain = !name.is_empty() && !name.contains(['{', '[', '"', '\'', ',']);
        plain.then(|| (name.trim_end(), value.trim_start()))
    }
}

/// The field that a text begins with, and the value behind it, where no colon parts them.
pub(crate) fn missing_colon(
    written: &str,
    is_field: impl Fn(&str) -> bool,
) -> Option<(&str, &str)> {
    let word = written.find(|c: char| !(c.is_alphanumeric() || c == '_'))?;
    let (name, rest) = written.split_at(word);
    let value = rest.trim_start_matches([' ', '=', ';', '；', '，', '。', '、']);
    let parted = value.len() < rest.len() && !value.is_empty() && !value.starts_with([':', '：']);
    (parted && is_field(name)).then_some((name, value))
}

/// Where the names of fields with their colons begin in a text.
pub(super) fn fields(text: &str, is_field: impl Fn(&str) -> bool) -> Vec<usize> {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let colons = text.match_indices([':', '：']);
    let starts = colons.map(|(colon, _)| {
        let before = text[..colon].trim_end();
        (before.trim_end_matches(word).len(), before.len())
    });
    starts.filter(|(start, end)| is_field(&text[*start..*end])).map(|(start, _)| start).collect()
}

/// The first name of a field with its colon within a value.
pub(crate) fn second_field<'a>(value: &'a str, names: &Names) -> Option<&'a str> {
    let start = *fields(value, |word| names.contain(word)).first()?;
    value[start..].split([':', '：']).next().map(str::trim_end)
}

/// Whether a value means something else to YAML than what it says.
pub(super) fn is_signed(value: &str) -> bool {
    let bracketed = (value.starts_with('[') && !value.ends_with(']'))
        || (value.starts_with('{') && !value.ends_with('}'));
    bracketed
        || value
            .starts_with(['@', '%', '`', '*', '&', '!', '|', '>', '"', '\'', ',', ']', '}', '?'])
        || value.contains(": ")
        || value.ends_with(':')
}
