//! The events of the parser become a tree, every value with its place in the file.

use granit_parser::{Event, Options, Parser, ScalarStyle, Span as Mark, StructureStyle};

use super::mend::Mended;
use super::{Entry, Node, Part, Tree, Value, mistake};
use crate::diagnostic::{Code, Finding};
use crate::source::Span;

/// Reads a mended part to its end, or up to a mistake.
pub(super) fn read(part: &Part<'_>, mended: &Mended<'_>) -> Result<Tree, Vec<Finding>> {
    let mut reading =
        Reading { part, mended, stack: Vec::new(), root: None, findings: Vec::new(), last: None };
    let mut documents = 0;
    for event in Parser::new_from_str_with_options(&mended.text, Options::default()) {
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
                // A remark within brackets hides the bracket that ends them.
                let hidden = |finding: &Finding| finding.code == Code::CutByHash;
                if !(reading.in_brackets() && reading.findings.iter().any(hidden)) {
                    reading.findings.push(mistake::name(part, mended, &error));
                }
                return Err(reading.findings);
            }
        }
    }
    let whole = documents < 2;
    Ok(Tree { root: reading.root, findings: reading.findings, whole })
}

enum Open {
    List(Vec<Node>, Span, StructureStyle),
    Map { entries: Vec<Entry>, key: Option<(String, Span)>, span: Span, style: StructureStyle },
}

struct Reading<'a> {
    part: &'a Part<'a>,
    mended: &'a Mended<'a>,
    stack: Vec<Open>,
    root: Option<Node>,
    findings: Vec<Finding>,
    /// Where the last plain value ends in the mended text.
    last: Option<usize>,
}

impl Reading<'_> {
    fn span(&self, mark: Mark) -> Span {
        let range = mark.byte_range().unwrap_or(0..0);
        self.part.span(self.mended, range.start, range.end)
    }

    fn in_brackets(&self) -> bool {
        self.stack.iter().any(|open| {
            let (Open::List(.., style) | Open::Map { style, .. }) = open;
            matches!(style, StructureStyle::Flow)
        })
    }

    fn wrong(&mut self, code: Code, mark: Mark, detail: &str) {
        let at = self.part.at(self.span(mark));
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
                    self.last = mark.byte_range().map(|range| range.end);
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
                let name = mark.slice(&self.mended.text).unwrap_or("*").to_owned();
                self.wrong(Code::YamlAnchor, mark, &name);
                self.place(Node::blank(span));
            }
            Event::Comment(comment, _) => self.comment(&comment, mark),
            _ => {}
        }
    }

    /// ` #302` after a value cuts the value off; a comment that people mean has a space after `#`.
    fn comment(&mut self, comment: &str, mark: Mark) {
        let Some((last, range)) = self.last.zip(mark.byte_range()) else { return };
        let between = self.mended.text.get(last..range.start);
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
