//! What of anybody's a record or board.yaml would publish: every text that the published data hold,
//! and the names of files.
//!
//! The walk follows the declarations as `canonical` does, so that no field can be forgotten. It
//! only says what stands where; what is allowed is for the rules to tell.

use std::collections::BTreeMap;

use super::FILES_FOLDER;
use super::fields::Fields;
use super::kinds::{Field, Shape};
use super::yaml::{Node, Value};
use crate::model::record::{Attachment, Exposed};
use crate::personal::{Passage, look};
use crate::prose::Prose;
use crate::source::{Sources, Span, position};
use crate::words::Language;

/// What is collected, and the language it is written in.
pub(crate) struct Search {
    /// The language of the board.
    pub language: Language,
    /// What was found.
    pub found: Vec<Exposed>,
}

impl Search {
    /// Nothing found yet.
    pub(crate) fn new(language: Language) -> Self {
        Self { language, found: Vec::new() }
    }

    /// Every published text of these fields.
    pub(crate) fn fields(&mut self, fields: &Fields<'_>) {
        for (field, node) in fields.iter() {
            self.node(field, field.shape, node);
        }
    }

    fn node(&mut self, field: &Field, shape: Shape, node: &Node) {
        match (shape, &node.value) {
            (Shape::Many(inner), Value::List(items)) => {
                for item in items {
                    self.node(field, *inner, item);
                }
            }
            (Shape::Many(inner), _) => self.node(field, *inner, node),
            (Shape::Map(fields), Value::Map(entries)) => {
                for entry in entries {
                    if let Some(field) = Field::named(entry.key.trim(), || fields.iter()) {
                        self.node(field, field.shape, &entry.node);
                    }
                }
            }
            (Shape::Waivers, Value::Map(entries)) => {
                for entry in entries {
                    self.text(field.zh, &entry.node);
                }
            }
            // Its Markdown is read as such by `body`.
            (Shape::Text, _) => self.text(field.zh, node),
            // What reads as a figure, a day or one of a closed set can say nothing else; the rest
            // is not published as it is typed.
            (
                Shape::Prose
                | Shape::Map(_)
                | Shape::Waivers
                | Shape::Money
                | Shape::Stated
                | Shape::Share
                | Shape::Rate
                | Shape::Rough
                | Shape::Decimal(_)
                | Shape::Count
                | Shape::StatedCount
                | Shape::Day
                | Shape::Period
                | Shape::YesNo
                | Shape::Choice(_)
                | Shape::Reference(_)
                | Shape::Fund
                | Shape::Account
                | Shape::Pot
                | Shape::Building
                | Shape::File
                | Shape::Private
                | Shape::Name
                | Shape::Control(_),
                _,
            ) => {}
        }
    }

    fn text(&mut self, label: &str, node: &Node) {
        if let Some(text) = node.text() {
            self.passage(label, text, node.span);
        }
    }

    /// A text that stands somewhere in a span.
    pub(crate) fn passage(&mut self, label: &str, text: &str, span: Span) {
        for sighting in look(Passage { text, label, language: self.language }) {
            let said = text[sighting.range].to_owned();
            self.found.push(Exposed { kind: sighting.kind, said, mask: sighting.mask, span });
        }
    }

    /// Markdown: as it was typed, and whatever only shows once its marks are gone.
    pub(crate) fn body(&mut self, typed: &str, prose: &Prose, span: Span) {
        let before = self.found.len();
        self.passage("", typed, span);
        if !may_hide(typed) {
            self.cover(before);
            return;
        }
        let shown = prose.text();
        for sighting in look(Passage { text: &shown, label: "", language: self.language }) {
            let said = &shown[sighting.range];
            let known = |other: &Exposed| other.kind == sighting.kind && typed.contains(said);
            if !self.found[before..].iter().any(known) {
                let (kind, said, mask) = (sighting.kind, said.to_owned(), sighting.mask);
                self.found.push(Exposed { kind, said, mask, span });
            }
        }
        self.cover(before);
    }

    /// Two runs of stars are stress in Markdown, and would be gone from the page.
    fn cover(&mut self, from: usize) {
        for exposed in &mut self.found[from..] {
            exposed.mask = exposed.mask.replace('*', "×");
        }
    }

    /// The names under which papers are published.
    pub(crate) fn papers(&mut self, papers: &[Attachment]) {
        for paper in papers {
            if let Some(name) = paper.published() {
                let field = if name == paper.file { "file" } else { "copy" };
                self.passage("", name, paper.at.of(field));
            }
        }
    }
}

/// What of anybody's stands in the texts that are attached, by their paths under `content/files/`.
#[must_use]
pub(crate) fn papers(sources: &Sources, language: Language) -> BTreeMap<String, Vec<Exposed>> {
    let texts = sources.assets.iter().filter_map(|(path, asset)| {
        let name = path.strip_prefix(FILES_FOLDER)?;
        let mut search = Search::new(language);
        search.passage("", asset.text.as_deref()?, Span::default());
        (!search.found.is_empty()).then(|| (name.to_owned(), search.found))
    });
    texts.collect()
}

/// Whether a mark of Markdown stands beside a digit or an `@`, so that a number reads otherwise
/// once it is gone.
fn may_hide(typed: &str) -> bool {
    let marks = |byte: u8| {
        matches!(byte, b'*' | b'_' | b'~' | b'`' | b'&' | b'\\' | b'[' | b']' | b'<' | b'>' | b';')
    };
    let bytes = typed.as_bytes();
    let counts =
        |at: usize| bytes.get(at).is_some_and(|byte| byte.is_ascii_digit() || *byte == b'@');
    let mut from = 0;
    while let Some(at) = position(&bytes[from..], marks).map(|at| from + at) {
        if counts(at + 1) || at.checked_sub(1).is_some_and(counts) {
            return true;
        }
        from = at + 1;
    }
    false
}

/// Puts each at its own place, where it stands in the file as it was read.
pub(crate) fn place(text: &str, exposed: &mut [Exposed]) {
    let mut last = (Span::default(), 0);
    for one in exposed {
        let whole = one.span;
        let (start, end) = (whole.start as usize, whole.end as usize);
        let from = if last.0 == whole { last.1 } else { start };
        let Some(at) = text.get(from..end).and_then(|rest| rest.find(&one.said)) else { continue };
        let at = from + at;
        last = (whole, at + one.said.len());
        one.span = Span::new(at, at + one.said.len());
    }
}
