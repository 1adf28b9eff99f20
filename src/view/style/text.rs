//! A text with everything that a text can hold.

use crate::prose::{Align, Block, Inline, Prose, Table, Target};
use crate::view::Desk;

/// The text of the examples.
pub(super) fn prose(desk: &Desk<'_>) -> Prose {
    let word = |key: &str| Inline::Text(desk.word(&format!("style.{key}")).into());
    let long = || word("long");
    let name = || vec![word("name")];
    let paragraph = |inlines| Block::Paragraph(inlines);
    let link = Target::Address("https://example.org/".to_owned());
    let runs = vec![
        long(),
        Inline::Strong(name()),
        Inline::Emphasis(name()),
        Inline::Struck(name()),
        Inline::Code("A-12".to_owned()),
        Inline::Break,
        Inline::Link(Box::new(link), name()),
    ];
    let heading = |level, anchor: &str| Block::Heading(level, anchor.into(), name());
    let items = || vec![vec![paragraph(name())], vec![paragraph(vec![long()])]];
    let cells = || vec![name(), name(), vec![Inline::Text("1.50".into())]];
    Prose {
        blocks: vec![
            paragraph(runs),
            heading(2, "style-2"),
            Block::List(None, items()),
            heading(3, "style-3"),
            Block::List(Some(1), items()),
            heading(4, "style-4"),
            Block::Quote(vec![paragraph(vec![long()])]),
            Block::Table(Box::new(Table {
                columns: vec![Align::Start, Align::Middle, Align::End],
                head: cells(),
                rows: vec![cells(), cells()],
            })),
            Block::Preformatted("1\n  2".to_owned()),
            Block::Rule,
        ],
    }
}
