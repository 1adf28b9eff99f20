//! YAML text to a tree in which every value keeps its place.
//!
//! Scalars stay the text that was written: `0302`, `no` and `1234.50` mean what the declaration
//! of their field says and nothing before that. Anchors, aliases and tags are refused, so a tree
//! is never larger than its text; depth is bounded by the parser.
//!
//! A text is mended (`mend`) and read (`events`). Where reading ends early, the mistake is named
//! (`mistake`), and the records beside it are read on their own (`rescue`).

mod events;
mod flow;
mod line;
mod mend;
mod mistake;
mod plain;
mod rescue;

use std::sync::Arc;

pub(crate) use line::{missing_colon, second_field};

use super::kinds::Names;
use crate::diagnostic::Finding;
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
    /// The root, unless the text is empty or nothing of it can be read.
    pub root: Option<Node>,
    /// What is wrong with the writing itself.
    pub findings: Vec<Finding>,
    /// Whether all of the text was read.
    pub whole: bool,
}

/// Reads `text`, which begins at byte `base` of `file` and whose fields have these names. Of a
/// file of records that is broken somewhere, the records that are not are read all the same.
#[must_use]
pub(crate) fn read(file: &Arc<str>, text: &str, base: usize, names: &Names) -> Tree {
    let part = Part { file, text, base, names };
    part.read().unwrap_or_else(|mistake| {
        let rescued = rescue::records(&part);
        rescued.unwrap_or(Tree { root: None, findings: mistake, whole: false })
    })
}

/// A stretch of a file that is read on its own.
#[derive(Clone, Copy)]
struct Part<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    base: usize,
    names: &'a Names,
}

impl Part<'_> {
    /// The tree of the whole part, or what ends the reading of it.
    fn read(&self) -> Result<Tree, Vec<Finding>> {
        let mended = mend::mend(self.text, self.names);
        plain::read(self, &mended).map_or_else(|| events::read(self, &mended), Ok)
    }

    /// The place of a stretch of the mended text.
    fn span(&self, mended: &mend::Mended<'_>, start: usize, end: usize) -> Span {
        Span::new(mended.typed(start), mended.typed(end)).shifted(self.base)
    }

    fn at(&self, span: Span) -> Locus {
        Locus::span(self.file, span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> Tree {
        read(&Arc::from("a.yaml"), text, 0, Names::of_any())
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
        assert_eq!(said("a: [1\n"), ["unpaired-sign"]);
        assert_eq!(said(&"[".repeat(20_000)), ["unpaired-sign"]);
        assert_eq!(said(&"- ".repeat(20_000)), ["yaml-syntax"]);
    }

    #[test]
    fn a_hash_that_cuts_a_value_is_seen() {
        assert_eq!(said("凭证: 2025 #302\n"), ["cut-by-hash"]);
        assert_eq!(said("凭证: 2025 # 三月\n"), Vec::<&str>::new());
        assert_eq!(said("# 标题\na: 1\n"), Vec::<&str>::new());
    }
}
