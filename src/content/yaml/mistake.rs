//! Where YAML cannot be read on, what was most likely mistyped, and the line as it should be.
//!
//! The parser says what it expected, in its own terms; a treasurer needs to know which colon,
//! quote, bracket or space is missing. The line at which reading ended and the one before it are
//! looked at for the mistakes that people make, the surest first.

use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};

use super::Part;
use super::line::{Line, fields, is_signed, missing_colon};
use super::mend::Mended;
use crate::content::suggest::nearest;
use crate::content::veil::veil;
use crate::diagnostic::{Code, Finding};
use crate::script::{fold, is_traditional, traditional};
use crate::words::Arg;

/// A mistake: what, where in the mended text, and the line to type instead.
struct Mistake {
    code: Code,
    at: Range<usize>,
    args: Vec<(&'static str, Arg)>,
    paste: Option<String>,
}

/// The finding for an error of the parser.
pub(super) fn name(part: &Part<'_>, mended: &Mended<'_>, error: &ScanError) -> Finding {
    // What is private is covered first: it must not come out of a line to type.
    let text = veil(&mended.text);
    let scene = Scene::new(part, &text, error);
    let found = scene
        .tab()
        .or_else(|| scene.quote(error.kind()))
        .or_else(|| scene.wide_colon())
        .or_else(|| scene.colon())
        .or_else(|| scene.fields_on_one_line())
        .or_else(|| scene.bracket())
        .or_else(|| scene.sign(error.kind()))
        .or_else(|| scene.indent());
    let mistake = found.unwrap_or_else(|| Mistake {
        code: Code::YamlSyntax,
        at: scene.place(),
        args: Vec::new(),
        paste: None,
    });
    let span = part.span(mended, mistake.at.start, mistake.at.end);
    let mut finding = Finding::new(mistake.code, part.at(span));
    finding.args = mistake.args;
    finding.paste = mistake.paste;
    finding
}

struct Scene<'a> {
    part: &'a Part<'a>,
    text: &'a str,
    at: usize,
    /// The line before that at which reading ended, and that one.
    lines: Vec<Line<'a>>,
    /// The line behind it.
    next: Option<Line<'a>>,
}

impl<'a> Scene<'a> {
    fn new(part: &'a Part<'a>, text: &'a str, error: &ScanError) -> Self {
        let mut at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        // An error at the end, or at the start of an empty line, is about what stands before it.
        let ahead = text[at..].trim_start();
        let written = if ahead.is_empty() { text.trim_end().len() } else { at };
        let start = |end: usize| text[..end].rfind('\n').map_or(0, |newline| newline + 1);
        let own = start(written);
        let before = text[..own].trim_end();
        let mut lines = Vec::new();
        if !before.is_empty() {
            lines.push(Line::new(text, start(before.len())));
        }
        lines.push(Line::new(text, own));
        let next = text[own..].find('\n').map(|newline| Line::new(text, own + newline + 1));
        Self { part, text, at, lines, next }
    }

    /// The character at which reading ended, or the last one.
    fn place(&self) -> Range<usize> {
        let here = self.text[self.at..].chars().next().filter(|c| !c.is_whitespace());
        let written = self.text.trim_end().char_indices().next_back();
        let last = written.map_or((0, 0), |(place, c)| (place, place + c.len_utf8()));
        let (start, end) = here.map_or(last, |c| (self.at, self.at + c.len_utf8()));
        start..end
    }

    fn is_field(&self, word: &str) -> bool {
        self.part.names.contain(word)
    }

    fn tab(&self) -> Option<Mistake> {
        self.lines.iter().rev().chain(&self.next).find_map(|line| {
            let typed = line.text.trim_start();
            let blank = line.text.len() - typed.len();
            if !line.text[..blank].contains('\t') {
                return None;
            }
            // The Tab itself cannot be seen: the caret lies on the word behind it.
            let word = typed.find([':', ' ']).unwrap_or(typed.len());
            let start = line.start + blank;
            let at = start..start + word;
            Some(Mistake { code: Code::TabIndent, at, args: Vec::new(), paste: None })
        })
    }

    /// A quote that opens a value and is not closed on its line.
    fn quote(&self, kind: &ErrorKind) -> Option<Mistake> {
        let unclosed = matches!(
            kind,
            ErrorKind::UnclosedQuotedScalar
                | ErrorKind::InvalidQuotedScalarIndent
                | ErrorKind::DocumentIndicatorInQuotedScalar
        );
        if !unclosed {
            return None;
        }
        let mut start = 0;
        for typed in self.text.split_inclusive('\n') {
            let line = Line::new(self.text, start);
            start += typed.len();
            let opens = |place: usize| {
                let before = line.text[..place].trim_end();
                place == line.content || before.ends_with([':', ',', '{', '['])
            };
            let mut quotes = line.text.match_indices(['"', '\'']);
            while let Some((place, quote)) = quotes.next() {
                if !opens(place) {
                    continue;
                }
                if quotes.by_ref().any(|(_, close)| close == quote) {
                    continue;
                }
                let at = line.start + place..line.start + place + 1;
                let end = line.start + line.text.len();
                let alone = !line.text[..place].contains('{');
                let paste = alone.then(|| line.with(end..end, quote));
                let args = vec![("sign", quote.into())];
                return Some(Mistake { code: Code::UnpairedSign, at, args, paste });
            }
        }
        None
    }

    /// A full-width colon behind a word that is no field: had it been one, it would be mended.
    fn wide_colon(&self) -> Option<Mistake> {
        self.lines.iter().rev().find_map(|line| {
            let written = line.written();
            let word = written.find(|c: char| !(c.is_alphanumeric() || c == '_'))?;
            let name = &written[..word];
            if name.is_empty() || !written[word..].starts_with('：') {
                return None;
            }
            let at = line.start + line.content + word;
            let colon = at..at + '：'.len_utf8();
            let near = nearest(&fold(name), self.part.names.iter());
            let shown = |near| if is_traditional(name) { traditional(near) } else { near.into() };
            let near = near.map(shown);
            let paste =
                line.with(at - word..colon.end, &format!("{}: ", near.as_deref().unwrap_or(name)));
            let args = vec![("field", name.into())];
            Some(Mistake { code: Code::FullWidthColon, at: colon, args, paste: Some(paste) })
        })
    }

    /// The name of a field with something else than a colon behind it.
    fn colon(&self) -> Option<Mistake> {
        self.lines.iter().rev().find_map(|line| {
            let (name, value) = missing_colon(line.written(), |word| self.is_field(word))?;
            let start = line.start + line.content;
            let end = line.start + line.text.len();
            let paste = line.with(start..end, &format!("{name}: {value}"));
            let args = vec![("field", name.into())];
            let at = start..start + name.len();
            Some(Mistake { code: Code::MissingColon, at, args, paste: Some(paste) })
        })
    }

    /// Fields one after the other that neither lines nor commas part, or in round brackets.
    fn fields_on_one_line(&self) -> Option<Mistake> {
        const PARTS: [char; 8] = [' ', ',', '，', ';', '；', '、', '.', '。'];
        let line = self.lines.last()?;
        let written = line.written();
        let inner = written.trim_start_matches(['(', '（', '{']);
        let opening = written.len() - inner.len();
        let inner = inner.trim_end_matches([')', '）', '}']);
        let starts = fields(inner, |word| self.is_field(word));
        if starts.len() < 2 || starts[0] != 0 {
            return None;
        }
        // In curly brackets a comma is enough; a place without one is where the mistake is.
        let braced = written.starts_with('{');
        let parted = |start: usize| braced && inner[..start].trim_end().ends_with(',');
        let field = *starts[1..].iter().find(|start| !parted(**start))?;
        let ends = starts[1..].iter().copied().chain([inner.len()]);
        let parts: Vec<&str> = starts
            .iter()
            .zip(ends)
            .map(|(start, end)| inner[*start..end].trim_end_matches(PARTS))
            .collect();
        let start = line.start + line.content;
        let alone = opening > 0 || line.text.trim_start().starts_with("- ");
        let paste = (alone && !inner.contains(['{', '[']))
            .then(|| line.with(start..start + written.len(), &format!("{{{}}}", parts.join(", "))));
        let name = inner[field..].split([':', '：']).next().unwrap_or_default().trim_end();
        let args = vec![("field", name.into())];
        let at = start + opening + field;
        Some(Mistake { code: Code::FieldsOnOneLine, at: at..at + name.len(), args, paste })
    }

    /// A bracket without its partner.
    fn bracket(&self) -> Option<Mistake> {
        let mut open: Vec<(usize, char)> = Vec::new();
        let mut closed = false;
        let mut before = '\n';
        let mut remark = false;
        let mut characters = self.text.char_indices();
        while let Some((at, c)) = characters.next() {
            let opens_here = matches!(before, '\n' | ':' | ',' | '[' | '{' | '-');
            let behind = |at: usize| at..at + c.len_utf8();
            remark |= c == '#' && self.text[..at].ends_with([' ', '\n']);
            if remark && c != '\n' {
                continue;
            }
            match c {
                '\n' => {
                    (closed, remark) = (false, false);
                    if self.text[at + 1..].trim_start_matches(' ').starts_with("- ") {
                        break;
                    }
                }
                '"' | '\'' if opens_here => {
                    let _ = characters.by_ref().find(|(_, close)| *close == c);
                }
                '{' | '[' if opens_here => open.push((at, c)),
                '}' | ']' => match open.pop() {
                    Some((_, opened)) if (opened == '{') == (c == '}') => closed = open.is_empty(),
                    Some((_, opened)) => {
                        let right = if opened == '{' { "}" } else { "]" };
                        return Some(self.unpaired(behind(at), right));
                    }
                    None if closed => return Some(self.unpaired(behind(at), "")),
                    None => {}
                },
                _ => {}
            }
            if !matches!(c, ' ' | '\t' | '\r') {
                before = c;
            }
        }
        let (at, opened) = *open.first()?;
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let line = Line::new(self.text, start);
        let closing: String =
            open.iter().rev().map(|(_, c)| if *c == '{' { '}' } else { ']' }).collect();
        if let Some(mistake) = hidden(&line) {
            return Some(mistake);
        }
        let end = line.start + line.text.len();
        let alone = self.text[end..].trim_start().is_empty()
            || self.text[end..].trim_start().starts_with("- ");
        let paste = alone.then(|| line.with(end..end, &closing));
        let args = vec![("sign", opened.to_string().into())];
        Some(Mistake { code: Code::UnpairedSign, at: at..at + 1, args, paste })
    }

    /// A closing bracket that should be another one, or none.
    fn unpaired(&self, at: Range<usize>, right: &str) -> Mistake {
        let start = self.text[..at.start].rfind('\n').map_or(0, |newline| newline + 1);
        let line = Line::new(self.text, start);
        let args = vec![("sign", self.text[at.clone()].into())];
        let paste = Some(line.with(at.clone(), right));
        Mistake { code: Code::UnpairedSign, at, args, paste }
    }

    /// A value that begins with a sign, or holds one, that means something to YAML.
    fn sign(&self, kind: &ErrorKind) -> Option<Mistake> {
        let line = self.lines.last()?;
        if let Some((_, value)) = line.entry().filter(|(_, value)| is_signed(value)) {
            let start = line.start + line.text.len() - value.len();
            return Some(quoted(line, start..start + value.len()));
        }
        let token = matches!(
            kind,
            ErrorKind::UnexpectedCharacter { .. }
                | ErrorKind::UnknownAnchor
                | ErrorKind::MissingAnchorOrAliasName
                | ErrorKind::UndeclaredTagHandle
        );
        if !token || self.at < line.start {
            return None;
        }
        let rest = &self.text[self.at..line.start + line.text.len()];
        let end = rest.find([',', '}', ']']).unwrap_or(rest.len());
        let at = self.at..self.at + rest[..end].trim_end().len();
        (!at.is_empty()).then(|| quoted(line, at))
    }

    /// A line that begins in another column than those it belongs to.
    fn indent(&self) -> Option<Mistake> {
        let [before, own] = self.lines.as_slice() else { return None };
        let (name, _) = own.entry()?;
        let (above, value) = before.entry()?;
        let column = |line: &Line<'_>| line.text[..line.content].chars().count();
        let (here, there) = (column(own), column(before));
        if here == there || value.is_empty() {
            return None;
        }
        let start = own.start + own.content;
        let args = vec![
            ("field", name.into()),
            ("n", here.into()),
            ("above", above.into()),
            ("wanted", there.into()),
        ];
        let at = start..start + name.len();
        Some(Mistake { code: Code::BadIndent, at, args, paste: None })
    }
}

/// A value in brackets whose `#` hides the bracket that ends them.
fn hidden(line: &Line<'_>) -> Option<Mistake> {
    let hash = line.text.find(" #")?;
    let start = line.text[..hash].rfind(": ")? + 2;
    let end = hash + line.text[hash..].find([',', '}', ']'])?;
    Some(quoted(line, line.start + start..line.start + end))
}

/// The line with a value in quotes.
fn quoted(line: &Line<'_>, at: Range<usize>) -> Mistake {
    let value = &line.text[at.start - line.start..at.end - line.start];
    let written = if value.contains(['"', '\\']) {
        format!("'{}'", value.replace('\'', "''"))
    } else {
        format!("\"{value}\"")
    };
    let paste = Some(line.with(at.clone(), &written));
    let args = vec![("value", value.into())];
    Mistake { code: Code::NeedsQuotes, at, args, paste }
}
