//! Markdown to prose: text parsed once into the tree.
//!
//! Raw HTML becomes the text it was typed as, links are held against a list of schemes, and
//! `[[kind/id]]` becomes a reference to a record.

mod target;

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Options, Parser, Tag, TagEnd};

use super::fields::Desk;
use super::lower::read_reference;
use crate::diagnostic::Code;
use crate::prose::{
    Align, Block, Heading, Inline, Link, List, Piece, Prose, Table, Target, inline_text,
};
use crate::source::Span;
use target::{anchor, target};

/// Where a text of Markdown lies in its file.
#[derive(Clone, Copy)]
pub(crate) enum Lies<'t> {
    /// As it stands: this piece of the file is the text.
    At(&'t Piece),
    /// Somewhere within this span, unquoted or unindented by YAML.
    Within(Span),
}

/// Parses a text of Markdown.
pub(crate) fn parse(desk: &mut Desk<'_>, text: &str, lies: Lies<'_>) -> Prose {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut parse = Parse { desk, lies, stack: vec![Frame::default()], anchors: 0, html: false };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        parse.take(event, range);
    }
    let blocks = exact(parse.pop().blocks);
    let prose = Prose { blocks };
    check_anchors(desk, &prose);
    prose
}

fn check_anchors(desk: &mut Desk<'_>, prose: &Prose) {
    let anchors = prose.anchors();
    let mut missing = Vec::new();
    prose.links(&mut |target| {
        if let Target::Anchor { name, span } = target
            && !anchors.contains(&name.as_str())
        {
            missing.push((name.clone(), *span));
        }
    });
    for (name, span) in missing {
        desk.find(Code::UnknownAnchor, span, vec![("anchor", name.into())]);
    }
}

/// How deep quotes, lists and stress may lie within each other.
const DEEPEST: usize = 48;

#[derive(Default)]
struct Frame {
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    items: Vec<Vec<Block>>,
    table: Table,
    row: Vec<Vec<Inline>>,
    text: String,
}

struct Parse<'d, 'f> {
    desk: &'d mut Desk<'f>,
    lies: Lies<'d>,
    stack: Vec<Frame>,
    anchors: usize,
    /// Whether HTML was found in this block already.
    html: bool,
}

impl Parse<'_, '_> {
    fn span(&self, range: &Range<usize>) -> Span {
        match self.lies {
            Lies::At(text) => Span::new(range.start, range.end).shifted(text.span().start as usize),
            Lies::Within(span) => span,
        }
    }

    fn top(&mut self) -> &mut Frame {
        if self.stack.is_empty() {
            self.stack.push(Frame::default());
        }
        let last = self.stack.len() - 1;
        &mut self.stack[last]
    }

    fn pop(&mut self) -> Frame {
        self.stack.pop().unwrap_or_default()
    }

    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(end) => self.end(end, &range),
            Event::Text(text) => self.text(&text, &range),
            Event::Code(code) => self.top().inlines.push(Inline::Code((&*code).into())),
            Event::Html(html) | Event::InlineHtml(html) => {
                if !self.html {
                    self.html = true;
                    let html = vec![("html", (*html).into())];
                    self.desk.find(Code::RawHtml, self.span(&range), html);
                }
                push_text(&mut self.top().inlines, (*html).into());
            }
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.top().inlines.push(Inline::Break),
            Event::Rule => self.top().blocks.push(Block::Rule),
            _ => {}
        }
    }

    /// A line break within a paragraph is a space between Latin words and nothing between Han.
    fn soft_break(&mut self) {
        let frame = self.top();
        let wide = matches!(frame.inlines.last(), Some(Inline::Text(text))
            if text.chars().last().is_some_and(|last| last as u32 >= 0x2e80));
        if !wide {
            push_text(&mut frame.inlines, " ".into());
        }
    }

    /// Text, with every `[[kind/id]]` made a reference.
    fn text(&mut self, text: &str, range: &Range<usize>) {
        let piece = match self.lies {
            Lies::At(whole) => whole.part(range, text),
            Lies::Within(_) => None,
        };
        // pulldown-cmark hands `[[` over in pieces, so references are found when the run ends.
        push_text(&mut self.top().inlines, piece.unwrap_or_else(|| text.into()));
        let (span, lies) = (self.span(range), self.lies);
        let frame = self.top();
        if let Some(Inline::Text(run)) = frame.inlines.last_mut()
            && run.ends_with("]]")
            && let Some(open) = run.rfind("[[")
        {
            let written = &run[open..];
            let name = written[2..written.len() - 2].trim();
            let name = read_reference(name).map_or_else(|| name.to_owned(), |id| id.to_string());
            let span = match lies {
                Lies::At(_) => {
                    Span::new((span.end as usize).saturating_sub(written.len()), span.end as usize)
                }
                Lies::Within(span) => span,
            };
            run.truncate(open);
            if run.is_empty() {
                frame.inlines.pop();
            }
            let (target, words) = (Target::Record { name, span }, Vec::new());
            frame.inlines.push(Inline::Link(Box::new(Link { target, words })));
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        // A tight list's items hold bare text: it becomes a paragraph when the next block opens.
        if !matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        ) {
            self.settle();
        }
        let mut frame = Frame::default();
        let align = |column: &Alignment| match column {
            Alignment::None | Alignment::Left => Align::Start,
            Alignment::Center => Align::Middle,
            Alignment::Right => Align::End,
        };
        match tag {
            Tag::Table(columns) => frame.table.columns = columns.iter().map(align).collect(),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                frame.text = dest_url.to_string();
            }
            Tag::List(first) => frame.text = first.map_or(String::new(), |first| first.to_string()),
            _ => {}
        }
        self.stack.push(frame);
    }

    fn settle(&mut self) {
        let inlines = std::mem::take(&mut self.top().inlines);
        self.paragraph(inlines);
    }

    fn paragraph(&mut self, inlines: Vec<Inline>) {
        if !inlines.is_empty() {
            self.top().blocks.push(Block::Paragraph(exact(inlines).into()));
        }
    }

    fn end(&mut self, end: TagEnd, range: &Range<usize>) {
        match end {
            TagEnd::Emphasis => self.wrap(Inline::Emphasis),
            TagEnd::Strong => self.wrap(Inline::Strong),
            TagEnd::Strikethrough => self.wrap(Inline::Struck),
            TagEnd::Link | TagEnd::Image => self.link(range),
            TagEnd::Paragraph | TagEnd::HtmlBlock => {
                self.html = false;
                let inlines = self.pop().inlines;
                self.paragraph(inlines);
            }
            TagEnd::Heading(level) => {
                let frame = self.pop();
                self.anchors += 1;
                let mut words = String::new();
                inline_text(&frame.inlines, &mut words);
                let (level, anchor) = (level as u8, anchor(&words, self.anchors));
                let heading = Heading { level, anchor, words: exact(frame.inlines) };
                self.top().blocks.push(Block::Heading(Box::new(heading)));
            }
            TagEnd::CodeBlock => {
                let mut words = String::new();
                inline_text(&self.pop().inlines, &mut words);
                self.top().blocks.push(Block::Preformatted(words.into()));
            }
            TagEnd::BlockQuote(_) => {
                self.settle();
                let deep = self.is_too_deep();
                let blocks = self.pop().blocks;
                if deep {
                    self.top().blocks.extend(blocks);
                } else {
                    self.top().blocks.push(Block::Quote(exact(blocks).into()));
                }
            }
            TagEnd::Item => {
                self.settle();
                let frame = self.pop();
                self.top().items.push(exact(frame.blocks));
            }
            TagEnd::List(_) => {
                let deep = self.is_too_deep();
                let frame = self.pop();
                let first = frame.text.parse().ok();
                if deep {
                    self.top().blocks.extend(frame.items.into_iter().flatten());
                } else {
                    self.top()
                        .blocks
                        .push(Block::List(Box::new(List { first, items: exact(frame.items) })));
                }
            }
            TagEnd::TableCell => {
                let frame = self.pop();
                self.top().row.push(exact(frame.inlines));
            }
            TagEnd::TableHead => self.top().table.head = exact(self.pop().row),
            TagEnd::TableRow => {
                let row = self.pop().row;
                self.top().table.rows.push(exact(row));
            }
            TagEnd::Table => {
                let frame = self.pop();
                self.top().blocks.push(Block::Table(Box::new(frame.table)));
            }
            _ => {
                let frame = self.pop();
                self.top().blocks.extend(frame.blocks);
            }
        }
    }

    /// Whether what ends now lies so deep that its marks are dropped and its words are kept: a
    /// tree that nobody can read must not be deeper than a stack is.
    fn is_too_deep(&self) -> bool {
        self.stack.len() > DEEPEST
    }

    fn wrap(&mut self, make: fn(Box<[Inline]>) -> Inline) {
        let deep = self.is_too_deep();
        let inlines = self.pop().inlines;
        if deep {
            self.top().inlines.extend(inlines);
        } else {
            self.top().inlines.push(make(exact(inlines).into()));
        }
    }

    fn link(&mut self, range: &Range<usize>) {
        let frame = self.pop();
        let span = self.span(range);
        if let Some(target) = target(&frame.text, span) {
            let link = Link { target, words: exact(frame.inlines) };
            self.top().inlines.push(Inline::Link(Box::new(link)));
        } else {
            let address = frame.text.as_str().into();
            self.desk.find(Code::UnsafeLink, span, vec![("address", address)]);
            self.top().inlines.extend(frame.inlines);
        }
    }
}

/// The same in no more room than it takes, for it is kept as long as the board. It is moved: what only
/// shrinks keeps its room with some allocators.
fn exact<T>(items: Vec<T>) -> Vec<T> {
    if items.capacity() == items.len() {
        return items;
    }
    let mut exact = Vec::with_capacity(items.len());
    exact.extend(items);
    exact
}

fn push_text(inlines: &mut Vec<Inline>, text: Piece) {
    if text.is_empty() {
        return;
    }
    if let Some(Inline::Text(run)) = inlines.last_mut() {
        run.push(text);
    } else {
        // Most runs of inlines hold one text and nothing else.
        inlines.reserve_exact(1);
        inlines.push(Inline::Text(text));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::money::Currency;

    fn prose(text: &str) -> (Prose, Vec<&'static str>) {
        let file = Arc::from("a.md");
        let mut desk = Desk {
            file: &file,
            currency: Currency::yuan(),
            findings: Vec::new(),
            private: Vec::new(),
            traditional: false,
        };
        let prose = parse(&mut desk, text, Lies::At(&text.into()));
        (prose, desk.findings.iter().map(|finding| finding.code.name()).collect())
    }

    #[test]
    fn html_is_text_and_script_links_are_refused() {
        let (prose, codes) =
            prose("<script>alert(1)</script>\n\n[看](java&#9;script:alert(1)) <b>粗</b>");
        assert_eq!(codes, ["raw-html", "unsafe-link", "raw-html"]);
        assert!(prose.text().contains("<script>alert(1)</script>"));
        let mut links = 0;
        prose.links(&mut |_| links += 1);
        assert_eq!(links, 0);
    }

    #[test]
    fn references_and_links_are_found() {
        let (prose, codes) =
            prose("见[[cases/2025-03.14]]和[网](https://example.org)，[下文](#二)。\n\n## 二\n");
        assert!(codes.is_empty(), "{codes:?}");
        let mut found = Vec::new();
        prose.links(&mut |target| found.push(format!("{target:?}")));
        assert_eq!(found.len(), 3);
        assert!(found[0].contains("cases/2025-03.14"), "{found:?}");
        assert!(prose.text().starts_with("见和网，下文。"), "{}", prose.text());
    }

    #[test]
    fn an_anchor_that_is_not_there_is_found() {
        assert_eq!(prose("[下文](#三)\n\n## 二\n").1, ["unknown-anchor"]);
    }

    #[test]
    fn lists_and_tables_keep_their_shape() {
        let (prose, _) =
            prose("1. 一\n2. 二\n   - 内\n\n| 项 | 额 |\n| --- | ---: |\n| 泵 | 1 |\n");
        assert!(matches!(&prose.blocks[0], Block::List(list)
            if list.first == Some(1) && list.items.len() == 2));
        assert!(matches!(&prose.blocks[1], Block::Table(table)
            if table.columns[1] == Align::End && table.rows.len() == 1));
        assert_eq!(prose.text(), "一\n二\n内\n项 额\n泵 1");
    }
}
