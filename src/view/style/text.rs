//! A text with everything that a text can hold.

use crate::prose::{Align, Block, Heading, Inline, Link, List, Prose, Table, Target};
use crate::view::Desk;

/// The text of the examples.
pub(super) fn prose(desk: &Desk<'_>) -> Prose {
    let word = |key: &str| Inline::Text(desk.word(&format!("style.{key}")).into());
    let long = || word("long");
    let name = || vec![word("name")];
    let paragraph = |inlines: Vec<Inline>| Block::Paragraph(inlines.into());
    let target = Target::Address("https://example.org/".to_owned());
    let runs = vec![
        long(),
        Inline::Strong(name().into()),
        Inline::Emphasis(name().into()),
        Inline::Struck(name().into()),
        Inline::Code("A-12".into()),
        Inline::Break,
        Inline::Link(Box::new(Link { target, words: name() })),
    ];
    let heading = |level, anchor: &str| {
        let anchor = anchor.to_owned();
        Block::Heading(Box::new(Heading { level, anchor, words: name() }))
    };
    let items = || vec![vec![paragraph(name())], vec![paragraph(vec![long()])]];
    let list = |first| Block::List(Box::new(List { first, items: items() }));
    let cells = || vec![name(), name(), vec![Inline::Text("1.50".into())]];
    Prose {
        blocks: vec![
            paragraph(runs),
            heading(2, "style-2"),
            list(None),
            heading(3, "style-3"),
            list(Some(1)),
            heading(4, "style-4"),
            Block::Quote([paragraph(vec![long()])].into()),
            Block::Table(Box::new(Table {
                columns: vec![Align::Start, Align::Middle, Align::End],
                head: cells(),
                rows: vec![cells(), cells()],
            })),
            Block::Preformatted("1\n  2".into()),
            Block::Rule,
        ],
    }
}
