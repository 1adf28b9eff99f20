//! What people type is met halfway, before YAML sees it, wherever it can mean one thing only:
//! `金额：100`, `金额:100`, `｛编号：1，金额：3｝`, `{金额: 1,154.00}`, `－ 编号`, Tabs and wide
//! spaces as indentation.
//!
//! What tells a mistake from a text is the declaration: a colon is mended behind the name of a
//! field where a name can stand, a comma before one, and nothing within quotes, block texts and
//! lines that go on. Each place of the mended text is known in the text as it was typed.

use std::borrow::Cow;

use crate::content::kinds::Names;

/// A text as it was meant.
pub(super) struct Mended<'a> {
    /// The text that YAML reads.
    pub text: Cow<'a, str>,
    edits: Vec<Edit>,
}

/// A stretch of the mended text, and the stretch that was typed for it.
struct Edit {
    start: usize,
    end: usize,
    typed_start: usize,
    typed_end: usize,
}

impl Mended<'_> {
    /// A text in which nothing was mended, for places that are those of the text as typed.
    pub(super) fn as_typed() -> Mended<'static> {
        Mended { text: Cow::Borrowed(""), edits: Vec::new() }
    }

    /// Whether it is another text than was typed.
    pub(super) fn is_changed(&self) -> bool {
        !self.edits.is_empty()
    }

    /// Where a byte of the mended text stands in the text as typed.
    pub(super) fn typed(&self, at: usize) -> usize {
        let place = self.edits.partition_point(|edit| edit.start <= at);
        match place.checked_sub(1).map(|place| &self.edits[place]) {
            None => at,
            Some(edit) if at == edit.start => edit.typed_start,
            Some(edit) if at < edit.end => edit.typed_end,
            Some(edit) => edit.typed_end + (at - edit.end),
        }
    }
}

/// Mends a text whose fields have these names.
#[must_use]
pub(super) fn mend<'a>(text: &'a str, names: &Names) -> Mended<'a> {
    if !is_suspicious(text) {
        return Mended { text: Cow::Borrowed(text), edits: Vec::new() };
    }
    let mut pen = Pen {
        text,
        names,
        tabs: indents_with_tabs(text),
        out: String::new(),
        copied: 0,
        edits: Vec::new(),
        block: None,
        value: None,
    };
    let mut at = 0;
    while at < text.len() {
        at = pen.line(at);
    }
    if pen.edits.is_empty() {
        return Mended { text: Cow::Borrowed(text), edits: Vec::new() };
    }
    pen.out.push_str(&text[pen.copied..]);
    Mended { text: Cow::Owned(pen.out), edits: pen.edits }
}

/// Whether anything that is mended can be in a text: most have nothing, and are not looked at twice.
fn is_suspicious(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        b'\t' | b'*' => true,
        0xef => bytes.get(at + 1).is_some_and(|next| matches!(next, 0xbc | 0xbd)),
        0xc2 | 0xe2 | 0xe3 => {
            text[at..].starts_with(|c| is_wide_blank(c) || matches!(c, '—' | '–' | '·' | '•'))
        }
        b':' => !matches!(bytes.get(at + 1), None | Some(b' ' | b'\n' | b'\r' | b'/')),
        b',' => bytes.get(at + 1).is_some_and(u8::is_ascii_digit),
        b'-' => {
            at == 0 || matches!(bytes[at - 1], b' ' | b'\n') && bytes.get(at + 1) != Some(&b' ')
        }
        _ => false,
    })
}

/// Whether every indented line begins with a Tab, so that each of them means one step.
fn indents_with_tabs(text: &str) -> bool {
    let mut indented = text.lines().filter(|line| line.starts_with([' ', '\t'])).peekable();
    indented.peek().is_some() && indented.all(|line| line.starts_with('\t'))
}

/// A space that YAML does not take for one: of a Chinese keyboard, or of a word processor.
pub(super) fn is_wide_blank(c: char) -> bool {
    matches!(c, '\u{3000}' | '\u{a0}' | '\u{2002}' | '\u{2003}')
}

/// What is read, what is written instead, and what goes on from the line before.
pub(super) struct Pen<'a, 'n> {
    pub(super) text: &'a str,
    names: &'n Names,
    tabs: bool,
    out: String,
    copied: usize,
    edits: Vec<Edit>,
    /// The column of the name whose block text goes on.
    block: Option<usize>,
    /// The column of the name whose plain value may go on.
    value: Option<usize>,
}

impl Pen<'_, '_> {
    pub(super) fn replace(&mut self, from: usize, to: usize, with: &str) {
        self.out.push_str(&self.text[self.copied..from]);
        let start = self.out.len();
        self.out.push_str(with);
        let end = self.out.len();
        self.edits.push(Edit { start, end, typed_start: from, typed_end: to });
        self.copied = to;
    }

    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    pub(super) fn next_line(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline + 1)
    }

    pub(super) fn ends_at(&self, at: usize) -> bool {
        matches!(self.char_at(at), None | Some('\n' | '\r'))
    }

    /// Goes on over blanks, those that YAML does not know made plain.
    fn blanks(&mut self, mut at: usize) -> usize {
        while let Some(c) = self.char_at(at) {
            if is_wide_blank(c) || c == '\t' {
                self.replace(at, at + c.len_utf8(), " ");
            } else if c != ' ' {
                break;
            }
            at += c.len_utf8();
        }
        at
    }

    /// A line that begins outside of all brackets and quotes; gives the start of the next one.
    fn line(&mut self, start: usize) -> usize {
        let mut column = 0;
        let marked = start == 0 && self.text.starts_with('\u{feff}');
        let mut at = if marked { '\u{feff}'.len_utf8() } else { start };
        let mut wide = Vec::new();
        while let Some(c) = self.char_at(at) {
            let width = match c {
                ' ' => 1,
                '\t' if self.tabs => 2,
                c if is_wide_blank(c) => 2,
                _ => break,
            };
            if c != ' ' {
                wide.push((at, c.len_utf8()));
            }
            column += width;
            at += c.len_utf8();
        }
        // Tabs among spaces are no measure of anything: such a line is left to be named.
        if self.ends_at(at) || self.char_at(at) == Some('\t') {
            return self.next_line(at);
        }
        let goes_on = self.block.or(self.value).is_some_and(|name| column > name);
        for (at, length) in wide {
            // The spaces before a paragraph of a text belong to the text.
            if !goes_on || length == 1 {
                self.replace(at, at + length, "  ");
            }
        }
        if goes_on {
            return self.next_line(at);
        }
        (self.block, self.value) = (None, None);
        while let Some((behind, width)) = self.dash(at) {
            (at, column) = (behind, column + width);
        }
        if self.char_at(at) == Some('＃') {
            self.replace(at, at + '＃'.len_utf8(), "#");
            return self.next_line(at);
        }
        if let Some(after) = self.name(at) {
            return self.entry_value(after, column);
        }
        let end = self.next_line(at);
        let line = &self.text[at..end];
        let quoted = line.starts_with(['"', '\'', '{', '[', '｛', '［']);
        let colon = line
            .match_indices(':')
            .map(|(colon, _)| at + colon + 1)
            .find(|after| matches!(self.char_at(*after), None | Some(' ' | '\t' | '\n' | '\r')));
        match colon {
            Some(after) if !quoted => self.entry_value(after, column),
            _ => self.entry_value(at, column.saturating_sub(1)),
        }
    }

    /// A dash that begins an item of a list: the place behind it and its blanks, and how many
    /// columns these take.
    fn dash(&mut self, at: usize) -> Option<(usize, usize)> {
        let dash = self.char_at(at)?;
        let after = at + dash.len_utf8();
        let blank = |c: char| matches!(c, ' ' | '\t') || is_wide_blank(c);
        let spaced = self.ends_at(after) || self.char_at(after).is_some_and(blank);
        let record = self.text[after..].trim_start_matches(blank);
        let opens = record.starts_with(['{', '｛']) || self.is_name(self.text.len() - record.len());
        match (dash, spaced) {
            ('-', true) => {}
            ('-', false) if opens => self.replace(after, after, " "),
            ('－' | '—' | '–' | '·' | '•' | '*', true) if opens => {
                self.replace(at, after, "-");
            }
            ('－' | '—' | '–' | '·' | '•' | '*', false) if opens => {
                self.replace(at, after, "- ");
            }
            _ => return None,
        }
        let behind = self.blanks(after);
        let blanks = self.text[after..behind].chars().count();
        Some((behind, 1 + blanks + usize::from(!spaced)))
    }

    /// Where the colon behind the name of a field stands.
    fn colon(&self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let blank = |c: char| c == ' ' || c == '\t' || is_wide_blank(c);
        let colon = word + rest[word..].len() - rest[word..].trim_start_matches(blank).len();
        let named = rest[colon..].starts_with([':', '：']) && self.names.contain(&rest[..word]);
        named.then_some(at + colon)
    }

    pub(super) fn is_name(&self, at: usize) -> bool {
        self.colon(at).is_some()
    }

    /// The name of a field and its colon, made plain with a blank behind it.
    pub(super) fn name(&mut self, at: usize) -> Option<usize> {
        let colon = self.colon(at)?;
        let wide = self.char_at(colon) == Some('：');
        let after = colon + if wide { '：'.len_utf8() } else { 1 };
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r') || is_wide_blank(c);
        let spaced = self.char_at(after).is_none_or(blank);
        match (wide, spaced) {
            (true, true) => self.replace(colon, after, ":"),
            (true, false) => self.replace(colon, after, ": "),
            (false, true) => {}
            (false, false) => self.replace(after, after, " "),
        }
        Some(after)
    }

    /// What stands behind a name in column `name`; gives the start of the next line.
    fn entry_value(&mut self, after: usize, name: usize) -> usize {
        let at = self.blanks(after);
        match self.char_at(at) {
            Some('|' | '>') => self.block = Some(name),
            Some(quote @ ('"' | '\'')) => return self.next_line(self.quoted(at + 1, quote)),
            Some('{' | '[' | '｛' | '［') if self.bracket(at).is_some() => {
                let end = self.flow(at);
                return if self.text[..end].ends_with('\n') { end } else { self.next_line(end) };
            }
            Some('#') => {}
            _ if self.ends_at(at) => {}
            _ => self.value = Some(name),
        }
        self.next_line(at)
    }

    /// The end of a quoted text that was opened before `at`.
    pub(super) fn quoted(&self, at: usize, quote: char) -> usize {
        let mut characters = self.text[at..].char_indices();
        while let Some((place, c)) = characters.next() {
            let escapes = match c {
                '\\' => quote == '"',
                '\'' => quote == c && self.char_at(at + place + 1) == Some(c),
                _ => false,
            };
            if escapes {
                characters.next();
            } else if c == quote {
                return at + place + 1;
            }
        }
        self.text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::Kind;

    fn mended(text: &str) -> String {
        let mended = mend(text, Names::of_kind(Kind::Expenditure));
        let places: Vec<usize> = (0..=mended.text.len()).map(|at| mended.typed(at)).collect();
        assert!(places.is_sorted(), "{places:?}");
        assert!(places.iter().all(|place| *place <= text.len()));
        assert_eq!(*places.last().expect("a place"), text.len(), "{text}");
        mended.text.into_owned()
    }

    #[test]
    fn what_has_one_meaning_is_mended() {
        let check = |typed: &str, meant: &str| assert_eq!(mended(typed), meant);
        check("日期：2025-03-05\n金额： 3\n", "日期: 2025-03-05\n金额: 3\n");
        check("金额:3\n事项:　换灯\n", "金额: 3\n事项: 换灯\n");
        check("记录：\n－ 编号：1\n  金额：3\n", "记录:\n- 编号: 1\n  金额: 3\n");
        check("记录:\n  -编号: 1\n  -{编号:1}\n", "记录:\n  - 编号: 1\n  - {编号: 1}\n");
        check("- {编号: 1，金额：3，事项:换灯}\n", "- {编号: 1, 金额: 3, 事项: 换灯}\n");
        check("- ｛编号：1，金额：3｝\n", "- {编号: 1, 金额: 3}\n");
        check("附件: ［｛文件：a｝，｛文件：b｝］\n", "附件: [{文件: a},{文件: b}]\n");
        check("- {金额: 1,154.00, 事项: 灯}\n", "- {金额: 1154.00, 事项: 灯}\n");
        check("- {金额: ￥1,234,567元}\n", "- {金额: ￥1234567元}\n");
        check("记录:\n\t- 编号: 1\n\t\t金额：3\n", "记录:\n  - 编号: 1\n    金额: 3\n");
        check("记录:\n　- 编号: 1\n　　金额: 3\n", "记录:\n  - 编号: 1\n    金额: 3\n");
        check("＃ 三月\n金额:\u{a0}3\n", "# 三月\n金额: 3\n");
        check("记录:\n· 编号: 1\n•编号: 2\n", "记录:\n- 编号: 1\n- 编号: 2\n");
    }

    #[test]
    fn what_is_a_text_stays_as_it_is() {
        for text in [
            "事项: 维修：水泵，金额：三百\n",
            "说明: 今天\n  金额：100元，已付\n",
            "正文: |\n  金额：100\n  编号:1\n标题: 一\n",
            "金额: 1\n\t编号:1\n 事项: 一\n",
            "说明: \"一\n  金额：100\"\n",
            "说明: '金额：100'\n",
            "标题: ［通知］停水\n",
            "- {事项: 换灯，换水泵, 金额: 3}\n",
            "- {事项: \"换灯，金额：3\"}\n",
            "- {凭证: 2025,0031}\n",
            "附件: [100,200]\n",
            "时段: 14:30\n网址: http://a/b\n",
            "说明: 见14:30的通知\n",
            "水费：3\n",
        ] {
            assert_eq!(mended(text), text);
        }
    }
}
