//! A file of records that is broken somewhere is read record by record, so that one mistake hides
//! neither the others nor the records that are good.

use std::ops::Range;

use super::mend::Mended;
use super::{Entry, Node, Part, Tree, Value};
use crate::diagnostic::{Code, Finding};
use crate::script;
use crate::words::Arg;

/// What was found while the pieces were read, and how many of them did not.
#[derive(Default)]
struct Pieces {
    findings: Vec<Finding>,
    broken: usize,
}

/// The records of a broken file, each read on its own; `None` where the text is no list of them.
pub(super) fn records(part: &Part<'_>) -> Option<Tree> {
    let lines = lines(part.text);
    let name = lines.iter().position(|line| is_list_name(&part.text[line.clone()]))?;
    let items = items(part.text, &lines[name + 1..]);
    let (first, last) = (items.first()?.start, items.last()?.end);
    let mut pieces = Pieces::default();
    let mut entries = Vec::new();
    let mut list = Vec::new();
    for around in [0..lines[name].start, last..part.text.len()] {
        if let Some(Value::Map(more)) = pieces.read(part, around) {
            entries.extend(more);
        }
    }
    let around_is_broken = pieces.broken > 0;
    for item in items {
        if let Some(Value::List(nodes)) = pieces.read(part, item) {
            list.extend(nodes);
        }
    }
    // Records that no dash begins would be lost between the two.
    let undashed = lines[name].end..first;
    match pieces.read(part, undashed.clone()) {
        Some(Value::List(nodes)) => list.extend(nodes),
        Some(Value::Map(_) | Value::Scalar(_)) => pieces.findings.push(no_dash(part, undashed)),
        None => {}
    }
    // Without its defaults no record says what it means.
    if around_is_broken {
        return Some(Tree { root: None, findings: pieces.findings, whole: false });
    }
    let typed = &part.text[lines[name].clone()];
    let start = lines[name].start;
    let end = start + typed.find([':', '：']).unwrap_or(typed.len());
    let plain = Mended::as_typed();
    entries.push(Entry {
        key: typed[..end - start].trim().to_owned(),
        key_span: part.span(&plain, start, end),
        node: Node { value: Value::List(list), span: part.span(&plain, first, last) },
    });
    let span = part.span(&plain, 0, part.text.len());
    Some(Tree {
        root: Some(Node { value: Value::Map(entries), span }),
        findings: pieces.findings,
        whole: false,
    })
}

impl Pieces {
    /// What a stretch reads as, `None` where it is empty or broken.
    fn read(&mut self, part: &Part<'_>, stretch: Range<usize>) -> Option<Value> {
        let base = part.base + stretch.start;
        let own = Part { text: &part.text[stretch], base, ..*part };
        let (root, findings) = match own.read() {
            Ok(tree) => (tree.root, tree.findings),
            Err(findings) => {
                self.broken += 1;
                (None, findings)
            }
        };
        self.findings.extend(findings);
        root.map(|node| node.value)
    }
}

/// The finding for records that no dash begins.
fn no_dash(part: &Part<'_>, stretch: Range<usize>) -> Finding {
    let typed = &part.text[stretch.clone()];
    let start = stretch.start + typed.len() - typed.trim_start().len();
    let line = part.text[start..].lines().next().unwrap_or_default().trim_end();
    let at = part.at(part.span(&Mended::as_typed(), start, start + line.len()));
    Finding::new(Code::NotAList, at).with("field", Arg::Name("records", "记录"))
}

fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let line = |line: &str| {
        let from = start;
        start += line.len();
        from..start
    };
    text.split_inclusive('\n').map(line).collect()
}

fn is_list_name(line: &str) -> bool {
    let name =
        line.trim_start_matches('\u{feff}').trim_end().strip_suffix([':', '：']).map(str::trim_end);
    name.is_some_and(|name| name == "records" || script::is(name, "记录"))
}

/// The stretches of the items whose dashes stand in the column of the first one.
fn items(text: &str, lines: &[Range<usize>]) -> Vec<Range<usize>> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let dashed = |line: &str| line.trim_start().starts_with(['-', '－']);
    let silent = |line: &str| line.trim().is_empty() || line.trim_start().starts_with(['#', '＃']);
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut column = None;
    for line in lines {
        let typed = &text[line.clone()];
        if silent(typed) {
            continue;
        }
        let own = indent(typed);
        if dashed(typed) && column.is_none_or(|column| own <= column) {
            column = column.or(Some(own));
            items.push(line.clone());
        } else if own == 0 && !dashed(typed) {
            break;
        } else if let Some(item) = items.last_mut() {
            item.end = line.end;
        }
    }
    items
}
