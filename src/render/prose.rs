//! Prose as HTML. The page's title is the first heading, so those of the text begin at the second
//! level, whichever the writer began with, and none is skipped.

use crate::prose::{self, Align, Block, Inline, Prose, Table, Target, inline_text};
use crate::view::format::encode;
use crate::view::parts::Link;

/// Room for most texts, in bytes.
const ROOM: usize = 4096;

/// The HTML of a text.
#[must_use]
pub fn html(prose: &Prose, resolve: &dyn Fn(&str) -> Option<Link>) -> String {
    let mut writer = Writer { out: String::with_capacity(ROOM), levels: levels(prose), resolve };
    writer.blocks(&prose.blocks);
    writer.out
}

/// The levels of headings that a text uses, from the first.
pub(super) fn levels(prose: &Prose) -> Vec<u8> {
    let mut levels: Vec<u8> = prose
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading(heading) => Some(heading.level),
            _ => None,
        })
        .collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

/// Text with what HTML and XML would read otherwise escaped, and without the characters that
/// neither can hold: they show nothing anywhere.
pub fn escape(out: &mut String, text: &str) {
    escaped(text, &mut |piece| out.push_str(piece));
}

/// The same, handed over in pieces: most text needs nothing and is one.
pub fn escaped(text: &str, piece: &mut dyn FnMut(&str)) {
    let mut rest = text;
    while let Some(at) = suspect(rest) {
        let (plain, special) = rest.split_at(at);
        let mut characters = special.chars();
        let Some(by) = characters.next().map(replacement) else { break };
        let rest_of = characters.as_str();
        match by {
            Some(by) => {
                piece(plain);
                piece(by);
            }
            // Its first byte is that of one that is replaced.
            None => piece(&rest[..rest.len() - rest_of.len()]),
        }
        rest = rest_of;
    }
    piece(rest);
}

/// Where the first character stands that may have to be replaced, by its first two bytes. Whole
/// stretches are asked about first, without a branch for each byte: then many are compared at once.
fn suspect(text: &str) -> Option<usize> {
    const STRETCH: usize = 64;
    let bytes = text.as_bytes();
    let (last, nexts) = (bytes.split_last()?.0, &bytes[1..]);
    let pairs = |from: usize| {
        let end = (from + STRETCH).min(nexts.len());
        bytes[from..end].iter().zip(&nexts[from..end])
    };
    let has =
        |from: &usize| pairs(*from).fold(false, |has, (byte, next)| has | begins(*byte, *next));
    let from = (0..nexts.len()).step_by(STRETCH).find(has);
    let found = from.and_then(|from| {
        pairs(from).position(|(byte, next)| begins(*byte, *next)).map(|at| from + at)
    });
    // Nothing stands behind the last byte: by itself it begins none of several bytes.
    found.or_else(|| begins(*last, u8::MAX).then_some(nexts.len()))
}

/// Whether a character that may have to be replaced begins with these bytes.
#[expect(clippy::needless_bitwise_bool, reason = "a branch would part what is compared at once")]
fn begins(byte: u8, next: u8) -> bool {
    let control = ((byte < b' ') & (byte != b'\n') & (byte != b'\t')) | (byte == 0x7f);
    let sign = (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"');
    // Control characters end with U+009F. From U+FFC0 on the last two are no characters.
    let longer = ((byte == 0xc2) & (next < 0xa0)) | ((byte == 0xef) & (next == 0xbf));
    control | sign | longer
}

/// What stands for a character that cannot stand as it is.
fn replacement(character: char) -> Option<&'static str> {
    match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\n' | '\t' => None,
        '\u{fffe}' | '\u{ffff}' => Some(""),
        control if control.is_control() => Some(""),
        _ => None,
    }
}

struct Writer<'a> {
    out: String,
    /// The levels of headings that the text uses, from the first.
    levels: Vec<u8>,
    resolve: &'a dyn Fn(&str) -> Option<Link>,
}

impl Writer<'_> {
    fn tag(&mut self, name: &str, inner: impl FnOnce(&mut Self)) {
        self.marked(name, "", inner);
    }

    /// The same with more behind its name.
    fn marked(&mut self, name: &str, more: &str, inner: impl FnOnce(&mut Self)) {
        self.out.extend(["<", name, more, ">"]);
        inner(self);
        let name = name.split(' ').next().unwrap_or(name);
        self.out.extend(["</", name, ">"]);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
            self.out.push('\n');
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(inlines) => self.tag("p", |w| w.inlines(inlines)),
            Block::Heading(heading) => {
                let prose::Heading { level, anchor, words } = &**heading;
                let depth = self.levels.iter().position(|used| used == level).unwrap_or(0);
                let mut tag = format!("h{} id=\"", (depth + 2).min(6));
                escape(&mut tag, anchor);
                tag.push('"');
                self.tag(&tag, |w| w.inlines(words));
            }
            Block::List(list) => {
                let tag = match list.first {
                    None => "ul".to_owned(),
                    Some(1) => "ol".to_owned(),
                    Some(first) => format!("ol start=\"{first}\""),
                };
                self.tag(&tag, |w| {
                    for item in &list.items {
                        w.tag("li", |w| w.item(item));
                    }
                });
            }
            Block::Quote(blocks) => self.tag("blockquote", |w| w.blocks(blocks)),
            Block::Table(table) => self.table(table),
            Block::Preformatted(text) => self.tag("pre", |w| escape(&mut w.out, text)),
            Block::Rule => self.out.push_str("<hr>"),
        }
    }

    /// A list item of one paragraph needs no paragraph around it.
    fn item(&mut self, blocks: &[Block]) {
        match blocks.split_first() {
            Some((Block::Paragraph(inlines), rest)) => {
                self.inlines(inlines);
                if !rest.is_empty() {
                    self.out.push('\n');
                    self.blocks(rest);
                }
            }
            _ => self.blocks(blocks),
        }
    }

    fn table(&mut self, table: &Table) {
        let mut label = String::new();
        for cell in &table.head {
            if !label.is_empty() {
                label.push(' ');
            }
            inline_text(cell, &mut label);
        }
        self.out.push_str("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
        escape(&mut self.out, &label);
        self.out.push_str("\"><table>");
        self.tag("thead", |w| w.tag("tr", |w| w.cells(table, &table.head, "th scope=\"col\"")));
        self.tag("tbody", |w| {
            for row in &table.rows {
                w.tag("tr", |w| w.cells(table, row, "td"));
            }
        });
        self.out.push_str("</table></div>");
    }

    fn cells(&mut self, table: &Table, cells: &[Vec<Inline>], tag: &str) {
        for (place, cell) in cells.iter().enumerate() {
            let set = match table.columns.get(place) {
                Some(Align::End) => " class=\"num\"",
                Some(Align::Middle) => " class=\"mid\"",
                _ => "",
            };
            self.marked(tag, set, |w| w.inlines(cell));
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => escape(&mut self.out, text),
                Inline::Emphasis(inner) => self.tag("em", |w| w.inlines(inner)),
                Inline::Strong(inner) => self.tag("strong", |w| w.inlines(inner)),
                Inline::Struck(inner) => self.tag("s", |w| w.inlines(inner)),
                Inline::Code(text) => self.tag("code", |w| escape(&mut w.out, text)),
                Inline::Break => self.out.push_str("<br>"),
                Inline::Link(link) => self.link(link),
            }
        }
    }

    fn link(&mut self, prose::Link { target, words: inner }: &prose::Link) {
        let (href, title) = match target {
            Target::Record { name, .. } => match (self.resolve)(name) {
                Some(link) => (link.href, link.text),
                None => (String::new(), name.clone()),
            },
            Target::Anchor { name, .. } => (format!("#{}", encode(name)), String::new()),
            Target::Address(address) => (address.clone(), String::new()),
        };
        let mut words = String::new();
        inline_text(inner, &mut words);
        if href.is_empty() {
            escape(&mut self.out, if words.is_empty() { &title } else { &words });
            return;
        }
        self.out.push_str("<a href=\"");
        escape(&mut self.out, &href);
        self.out.push_str("\">");
        if words.is_empty() {
            escape(&mut self.out, &title);
        } else {
            self.inlines(inner);
        }
        self.out.push_str("</a>");
    }
}
