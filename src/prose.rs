//! Text that people wrote, as a small tree in which raw HTML and script cannot exist.
//!
//! Markdown is parsed into it once (by `content`); pages, sheets, search, feeds and the privacy
//! rules all read this tree and never the Markdown again.

mod piece;

pub use piece::Piece;

use crate::source::Span;

/// A text: blocks, one below the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// The blocks in order.
    pub blocks: Vec<Block>,
}

/// A block of text. What is larger than a paragraph lies elsewhere: every block has room for the
/// largest, and a board has tens of thousands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Box<[Inline]>),
    /// A heading.
    Heading(Box<Heading>),
    /// A list.
    List(Box<List>),
    /// A quotation.
    Quote(Box<[Block]>),
    /// A table.
    Table(Box<Table>),
    /// Text whose spaces and lines matter.
    Preformatted(Box<str>),
    /// A line between two parts.
    Rule,
}

/// A heading within a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6, as written.
    pub level: u8,
    /// What it can be linked by.
    pub anchor: String,
    /// What it says.
    pub words: Vec<Inline>,
}

/// A list within a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The number of the first item, where items are numbered.
    pub first: Option<u64>,
    /// The items.
    pub items: Vec<Vec<Block>>,
}

/// A table with one heading row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// How each column is set.
    pub columns: Vec<Align>,
    /// The heading row.
    pub head: Vec<Vec<Inline>>,
    /// The rows below it.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// To the start, as text is.
    Start,
    /// In the middle.
    Middle,
    /// To the end, as figures are.
    End,
}

/// A run of text within a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Plain text.
    Text(Piece),
    /// Stressed.
    Emphasis(Box<[Inline]>),
    /// Strongly stressed.
    Strong(Box<[Inline]>),
    /// Struck through.
    Struck(Box<[Inline]>),
    /// Text as typed.
    Code(Box<str>),
    /// A link.
    Link(Box<Link>),
    /// A line break that the writer asked for.
    Break,
}

/// A link within a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it goes.
    pub target: Target,
    /// What stands for it; of a record it may be nothing.
    pub words: Vec<Inline>,
}

/// Where a link goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Another record, `kind/id` as written.
    Record {
        /// The reference as written.
        name: String,
        /// Where it stands in the file.
        span: Span,
    },
    /// A place in the same text.
    Anchor {
        /// The heading's anchor.
        name: String,
        /// Where it stands in the file.
        span: Span,
    },
    /// Somewhere else; only `http`, `https`, `mailto` and `tel` addresses come this far.
    Address(String),
}

impl Prose {
    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The words alone, blocks parted by a line break.
    #[must_use]
    pub fn text(&self) -> String {
        self.shown(&|_| String::new())
    }

    /// The same, with what `name` calls the records that are linked without words of their own.
    #[must_use]
    pub fn shown(&self, name: &dyn Fn(&str) -> String) -> String {
        let mut out = String::new();
        for block in &self.blocks {
            block_text(block, &mut out, name);
        }
        out.truncate(out.trim_end().len());
        out
    }

    /// Every link in the order of reading.
    pub fn links<'a>(&'a self, visit: &mut dyn FnMut(&'a Target)) {
        self.inlines(&mut |inline| {
            if let Inline::Link(link) = inline {
                visit(&link.target);
            }
        });
    }

    /// Every anchor that a heading offers.
    #[must_use]
    pub fn anchors(&self) -> Vec<&str> {
        let mut found = Vec::new();
        for block in &self.blocks {
            if let Block::Heading(heading) = block {
                found.push(heading.anchor.as_str());
            }
        }
        found
    }

    fn inlines<'a>(&'a self, visit: &mut dyn FnMut(&'a Inline)) {
        for block in &self.blocks {
            walk_block(block, visit);
        }
    }
}

fn walk_block<'a>(block: &'a Block, visit: &mut dyn FnMut(&'a Inline)) {
    match block {
        Block::Paragraph(inlines) => walk(inlines, visit),
        Block::Heading(heading) => walk(&heading.words, visit),
        Block::List(list) => {
            list.items.iter().flatten().for_each(|inner| walk_block(inner, visit));
        }
        Block::Quote(blocks) => blocks.iter().for_each(|inner| walk_block(inner, visit)),
        Block::Table(table) => {
            for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                walk(cell, visit);
            }
        }
        Block::Preformatted(_) | Block::Rule => {}
    }
}

fn walk<'a>(inlines: &'a [Inline], visit: &mut dyn FnMut(&'a Inline)) {
    for inline in inlines {
        visit(inline);
        match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => {
                walk(inner, visit);
            }
            Inline::Link(link) => walk(&link.words, visit),
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
        }
    }
}

fn block_text(block: &Block, out: &mut String, name: &dyn Fn(&str) -> String) {
    match block {
        Block::Paragraph(inlines) => {
            named_text(inlines, out, name);
            out.push('\n');
        }
        Block::Heading(heading) => {
            named_text(&heading.words, out, name);
            out.push('\n');
        }
        Block::List(list) => {
            list.items.iter().flatten().for_each(|inner| block_text(inner, out, name));
        }
        Block::Quote(blocks) => blocks.iter().for_each(|inner| block_text(inner, out, name)),
        Block::Table(table) => {
            for row in std::iter::once(&table.head).chain(&table.rows) {
                for (place, cell) in row.iter().enumerate() {
                    if place > 0 {
                        out.push(' ');
                    }
                    named_text(cell, out, name);
                }
                out.push('\n');
            }
        }
        Block::Preformatted(text) => {
            out.push_str(text);
            out.push('\n');
        }
        Block::Rule => {}
    }
}

/// The words of a run of text.
pub fn inline_text(inlines: &[Inline], out: &mut String) {
    named_text(inlines, out, &|_| String::new());
}

fn named_text(inlines: &[Inline], out: &mut String, name: &dyn Fn(&str) -> String) {
    walk(inlines, &mut |inline| match inline {
        Inline::Text(text) => out.push_str(text),
        Inline::Code(text) => out.push_str(text),
        Inline::Break => out.push(' '),
        Inline::Link(link) => {
            if let Target::Record { name: target, .. } = &link.target
                && is_wordless(&link.words)
            {
                out.push_str(&name(target));
            }
        }
        Inline::Emphasis(_) | Inline::Strong(_) | Inline::Struck(_) => {}
    });
}

fn is_wordless(inlines: &[Inline]) -> bool {
    let mut words = String::new();
    inline_text(inlines, &mut words);
    words.is_empty()
}

#[cfg(all(test, target_pointer_width = "64"))]
mod tests {
    use super::*;

    #[test]
    fn what_a_board_has_a_million_of_is_small() {
        assert_eq!([size_of::<Piece>(), size_of::<Inline>(), size_of::<Block>()], [16, 24, 24]);
    }
}
