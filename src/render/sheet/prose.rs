//! Prose as the templates of sheets get it: a tree of plain values, each with what it `is`.

use serde_json::{Value, json};

use crate::prose::{self, Align, Block, Inline, Prose, Table, Target, inline_text};
use crate::render::prose::levels;
use crate::view::parts::Link;

/// The blocks of a text; `resolve` says what the record is called that a link without words names.
pub(super) fn tree(prose: &Prose, resolve: &dyn Fn(&str) -> Option<Link>) -> Value {
    Writer { levels: levels(prose), resolve }.blocks(&prose.blocks)
}

struct Writer<'a> {
    levels: Vec<u8>,
    resolve: &'a dyn Fn(&str) -> Option<Link>,
}

impl Writer<'_> {
    fn blocks(&self, blocks: &[Block]) -> Value {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&self, block: &Block) -> Value {
        match block {
            Block::Paragraph(inner) => json!({"is": "paragraph", "spans": self.spans(inner)}),
            Block::Heading(heading) => {
                let level = self.levels.iter().position(|used| *used == heading.level);
                let (level, spans) = (level.unwrap_or(0) + 2, self.spans(&heading.words));
                json!({"is": "heading", "level": level, "spans": spans})
            }
            Block::List(list) => {
                let items: Value = list.items.iter().map(|item| self.blocks(item)).collect();
                json!({"is": "list", "first": list.first, "items": items})
            }
            Block::Quote(blocks) => json!({"is": "quote", "blocks": self.blocks(blocks)}),
            Block::Table(table) => self.table(table),
            Block::Preformatted(text) => json!({"is": "preformatted", "text": text}),
            Block::Rule => json!({"is": "rule"}),
        }
    }

    fn table(&self, table: &Table) -> Value {
        let columns = table.columns.iter().map(|align| match align {
            Align::Start => "start",
            Align::Middle => "middle",
            Align::End => "end",
        });
        let cells = |cells: &[Vec<Inline>]| -> Value {
            cells.iter().map(|cell| self.spans(cell)).collect()
        };
        let rows: Value = table.rows.iter().map(|row| cells(row)).collect();
        let columns: Value = columns.collect();
        json!({"is": "table", "columns": columns, "head": cells(&table.head), "rows": rows})
    }

    fn spans(&self, inlines: &[Inline]) -> Value {
        inlines.iter().map(|inline| self.span(inline)).collect()
    }

    fn span(&self, inline: &Inline) -> Value {
        match inline {
            Inline::Text(text) => json!({"is": "text", "text": &**text}),
            Inline::Emphasis(inner) => json!({"is": "emphasis", "spans": self.spans(inner)}),
            Inline::Strong(inner) => json!({"is": "strong", "spans": self.spans(inner)}),
            Inline::Struck(inner) => json!({"is": "struck", "spans": self.spans(inner)}),
            Inline::Code(text) => json!({"is": "code", "text": text}),
            Inline::Break => json!({"is": "break"}),
            Inline::Link(link) => self.link(link),
        }
    }

    /// On paper only an address on the web is worth a link: the others lead to pages.
    fn link(&self, prose::Link { target, words: inner }: &prose::Link) -> Value {
        let named = |text: String| json!([{"is": "text", "text": text}]);
        let mut words = String::new();
        inline_text(inner, &mut words);
        let (url, spans) = match target {
            Target::Record { name, .. } if words.is_empty() => {
                let called = (self.resolve)(name).map_or_else(|| name.clone(), |link| link.text);
                ("", named(called))
            }
            Target::Record { .. } | Target::Anchor { .. } => ("", self.spans(inner)),
            Target::Address(address) if words.is_empty() => {
                (address.as_str(), named(address.clone()))
            }
            Target::Address(address) => (address.as_str(), self.spans(inner)),
        };
        json!({"is": "link", "url": url, "spans": spans})
    }
}
