//! YAML text to a tree in which every value keeps its place.
//!
//! Scalars stay the text that was written: `0302`, `no` and `1234.50` mean what the declaration
//! of their field says and nothing before that. Anchors, aliases and tags are refused, so a tree
//! is never larger than its text; depth is bounded by the parser.

use std::sync::Arc;

use granit_parser::{Event, Options, Parser, ScalarStyle, Span as Mark, StructureStyle};

use crate::diagnostic::{Code, Finding};
use crate::source::{Locus, Span};

/// A value as written.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it stands in the file.
    pub span: Span,
}

/// The three shapes of YAML.
#[derive(Clone, Debug)]
pub enum Value {
    /// One value, as text.
    Scalar(String),
    /// Values one after the other.
    List(Vec<Node>),
    /// Values by name, in the order of writing; a name may stand twice.
    Map(Vec<Entry>),
}

/// One line of a mapping.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The name as written.
    pub key: String,
    /// Where the name stands.
    pub key_span: Span,
    /// The value.
    pub node: Node,
}

impl Node {
    /// The text, if it is one value.
    #[must_use]
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            Value::List(_) | Value::Map(_) => None,
        }
    }

    /// Whether nothing was written, or only the `…` of a line that was pasted to be filled in.
    #[must_use]
    pub(crate) fn is_blank(&self) -> bool {
        self.text().is_some_and(|text| matches!(text.trim(), "" | "~" | "null" | "…"))
    }

    /// Its entries, if it is a mapping.
    #[must_use]
    pub(crate) fn entries(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            Value::Scalar(_) | Value::List(_) => None,
        }
    }

    fn blank(span: Span) -> Self {
        Self { value: Value::Scalar(String::new()), span }
    }
}

/// What a text of YAML reads as.
#[derive(Debug)]
pub struct Tree {
    /// The root, unless the text is empty or broken.
    pub root: Option<Node>,
    /// What is wrong with the writing itself.
    pub findings: Vec<Finding>,
}

/// Reads `text`, which begins at byte `base` of `file`.
#[must_use]
pub(crate) fn read(file: &Arc<str>, text: &str, base: usize) -> Tree {
    let mut reading = Reading {
        file,
        text,
        base,
        stack: Vec::new(),
        root: None,
        findings: Vec::new(),
        last: None,
    };
    let mut documents = 0;
    for event in Parser::new_from_str_with_options(text, Options::default()) {
        match event {
            Ok((Event::DocumentStart(..), mark)) => {
                documents += 1;
                if documents > 1 {
                    reading.wrong(Code::YamlSyntax, mark, "a second document begins here");
                    break;
                }
            }
            Ok((event, mark)) => reading.take(event, mark),
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
                let at = if at == text.len() { at.saturating_sub(1) } else { at };
                let span = Span::new(at, (at + 1).min(text.len())).shifted(base);
                reading.findings.push(
                    Finding::new(Code::YamlSyntax, Locus::span(file, span))
                        .with("detail", error.info()),
                );
                return Tree { root: None, findings: reading.findings };
            }
        }
    }
    Tree { root: reading.root, findings: reading.findings }
}

enum Open {
    List(Vec<Node>, Span, StructureStyle),
    Map { entries: Vec<Entry>, key: Option<(String, Span)>, span: Span, style: StructureStyle },
}

struct Reading<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    base: usize,
    stack: Vec<Open>,
    root: Option<Node>,
    findings: Vec<Finding>,
    last: Option<Span>,
}

impl Reading<'_> {
    fn span(&self, mark: Mark) -> Span {
        let range = mark.byte_range().unwrap_or(0..0);
        Span::new(range.start, range.end).shifted(self.base)
    }

    fn wrong(&mut self, code: Code, mark: Mark, detail: &str) {
        let at = Locus::span(self.file, self.span(mark));
        self.findings.push(Finding::new(code, at).with("detail", detail));
    }

    fn take(&mut self, event: Event<'_>, mark: Mark) {
        let span = self.span(mark);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                if anchor != 0 || tag.is_some() {
                    self.wrong(Code::YamlAnchor, mark, &text);
                }
                if matches!(style, ScalarStyle::Plain) {
                    self.last = Some(span);
                }
                // A block scalar's mark runs on to the next line; the text alone is shown.
                self.place(Node { value: Value::Scalar(text.into_owned()), span });
            }
            Event::SequenceStart(style, anchor, tag) => {
                if anchor != 0 || tag.is_some() {
                    self.wrong(Code::YamlAnchor, mark, "[ ]");
                }
                self.stack.push(Open::List(Vec::new(), span, style));
            }
            Event::MappingStart(style, anchor, tag) => {
                if anchor != 0 || tag.is_some() {
                    self.wrong(Code::YamlAnchor, mark, "{ }");
                }
                self.stack.push(Open::Map { entries: Vec::new(), key: None, span, style });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(_) => {
                let name = mark.slice(self.text).unwrap_or("*").to_owned();
                self.wrong(Code::YamlAnchor, mark, &name);
                self.place(Node::blank(span));
            }
            Event::Comment(comment, _) => self.comment(&comment, span, mark),
            _ => {}
        }
    }

    /// ` #302` after a value cuts the value off; a comment that people mean has a space after `#`.
    fn comment(&mut self, comment: &str, span: Span, mark: Mark) {
        let Some(last) = self.last else { return };
        let between = self.text.get(last.end as usize - self.base..span.start as usize - self.base);
        let same_line = between.is_some_and(|gap| !gap.contains('\n') && gap.trim().is_empty());
        if same_line && comment.starts_with(|first: char| !first.is_whitespace() && first != '#') {
            let cut = format!("#{}", comment.trim_end());
            self.wrong(Code::CutByHash, mark, &cut);
        }
    }

    /// A flow collection ends with its bracket, a block one with its last value.
    fn close(&mut self, end: Span) {
        let (value, span, style, last) = match self.stack.pop() {
            Some(Open::List(items, span, style)) => {
                let last = items.last().map(|item| item.span.end);
                (Value::List(items), span, style, last)
            }
            Some(Open::Map { entries, span, style, .. }) => {
                let last = entries.last().map(|entry| entry.node.span.end);
                (Value::Map(entries), span, style, last)
            }
            None => return,
        };
        let stop = match (style, last) {
            (StructureStyle::Block, Some(last)) => last.max(span.end),
            _ => end.end.max(span.end),
        };
        self.place(Node { value, span: Span { start: span.start, end: stop } });
    }

    fn place(&mut self, node: Node) {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(items, ..)) => items.push(node),
            Some(Open::Map { entries, key, .. }) => match key.take() {
                None => {
                    let text = node.text().map(str::to_owned).unwrap_or_default();
                    *key = Some((text, node.span));
                }
                Some((key, key_span)) => entries.push(Entry { key, key_span, node }),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> Tree {
        read(&Arc::from("a.yaml"), text, 0)
    }

    fn said(text: &str) -> Vec<&'static str> {
        tree(text).findings.iter().map(|finding| finding.code.name()).collect()
    }

    #[test]
    fn scalars_keep_their_text_and_place() {
        let text = "房号: 0302\n金额: 100.10\n是否: no\n";
        let root = tree(text).root.expect("a root");
        let entries = root.entries().expect("a mapping");
        let values: Vec<_> = entries.iter().filter_map(|entry| entry.node.text()).collect();
        assert_eq!(values, ["0302", "100.10", "no"]);
        let span = entries[1].node.span;
        assert_eq!(&text[span.start as usize..span.end as usize], "100.10");
    }

    #[test]
    fn what_yaml_has_beyond_data_is_refused() {
        assert_eq!(said("a: &x 1\nb: *x\n"), ["yaml-anchor", "yaml-anchor"]);
        assert_eq!(said("a: !!str 1\n"), ["yaml-anchor"]);
        assert_eq!(said("a: 1\n---\nb: 2\n"), ["yaml-syntax"]);
        assert_eq!(said("a: [1\n"), ["yaml-syntax"]);
        assert_eq!(said(&"[".repeat(20_000)), ["yaml-syntax"]);
        assert_eq!(said(&"- ".repeat(20_000)), ["yaml-syntax"]);
    }

    #[test]
    fn a_hash_that_cuts_a_value_is_seen() {
        assert_eq!(said("凭证: 2025 #302\n"), ["cut-by-hash"]);
        assert_eq!(said("凭证: 2025 # 三月\n"), Vec::<&str>::new());
        assert_eq!(said("# 标题\na: 1\n"), Vec::<&str>::new());
    }
}
