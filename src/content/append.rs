//! Records at the end of a list file, written in its manner and touching no other byte.
//!
//! What comes out is read again before it is handed back: it holds what the file held and the new
//! records behind it, or there is nothing to hand back.

use std::sync::Arc;

use super::kinds::Names;
use super::yaml::{self, Entry, Node, Value};
use crate::script;

/// The text with `records` behind the last one of its list; `None` where it is no list file, or one
/// that cannot be continued line by line. A record is its fields as they stand at the left margin,
/// without the dash: `编号: 1\n日期: 2025-03-05`, or one line in braces.
#[must_use]
pub fn append(text: &str, records: &[String]) -> Option<String> {
    let tree = read(text)?;
    let list = list(&tree)?;
    let place = place(text, list)?;
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut insert = String::new();
    if !text[..place.at].is_empty() && !text[..place.at].ends_with('\n') {
        insert.push_str(newline);
    }
    for record in records {
        for (number, line) in record.lines().enumerate() {
            let lead = if number == 0 { &place.first } else { &place.rest };
            insert.push_str(format!("{lead}{line}").trim_end());
            insert.push_str(newline);
        }
    }
    let mut out = text.to_owned();
    out.insert_str(place.at, &insert);
    continues(text, &tree, &out, records).then_some(out)
}

/// The number after the largest of a list file; `None` where the text is none.
#[must_use]
pub fn next_number(text: &str) -> Option<u64> {
    let tree = read(text)?;
    let largest = items(list(&tree)?)
        .iter()
        .filter_map(|item| {
            let entry = item.entries()?.iter().find(|entry| numbered(&entry.key))?;
            entry.node.text()?.trim().parse::<u64>().ok()
        })
        .max();
    Some(largest.unwrap_or(0) + 1)
}

/// The names of the fields of a text and of its last record: in which language they are written.
#[must_use]
pub fn names(text: &str) -> Vec<String> {
    let Some(tree) = read(text) else { return Vec::new() };
    let first = list(&tree).and_then(|list| items(list).last()).unwrap_or(&tree);
    let names = |node: &Node| -> Vec<String> {
        node.entries().unwrap_or_default().iter().map(|entry| entry.key.clone()).collect()
    };
    names(&tree).into_iter().chain(names(first)).collect()
}

/// A value as it is typed so that it reads as `text` again, within braces too: as it is where that
/// will do, else in quotes.
#[must_use]
pub fn quoted(text: &str) -> String {
    let plain = !text.contains(['\n', '\t', '#', '"', '\''])
        && !text.contains(": ")
        && read(&format!("{{a: {text}, b: c}}")).is_some_and(|tree| {
            let said = |entry: &Entry| (entry.key.clone(), entry.node.text().map(str::to_owned));
            let entries = tree.entries().unwrap_or_default();
            let read: Vec<_> = entries.iter().map(said).collect();
            read == [("a".into(), Some(text.into())), ("b".into(), Some("c".into()))]
        });
    if plain {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

fn read(text: &str) -> Option<Node> {
    let tree = yaml::read(&Arc::from(""), text, 0, Names::of_any());
    tree.root.filter(|_| tree.whole && tree.findings.is_empty())
}

/// The value of `records:`, whether or not there is anything in it.
fn list(root: &Node) -> Option<&Entry> {
    root.entries()?.iter().find(|entry| listed(&entry.key))
}

fn listed(key: &str) -> bool {
    key.trim() == "records" || script::is(key.trim(), "记录")
}

fn numbered(key: &str) -> bool {
    key.trim() == "number" || script::is(key.trim(), "编号")
}

fn items(list: &Entry) -> &[Node] {
    match &list.node.value {
        Value::List(items) => items,
        Value::Scalar(_) | Value::Map(_) => &[],
    }
}

/// Where to go on, and what stands before the first and the other lines of a record.
struct Place {
    at: usize,
    first: String,
    rest: String,
}

fn place(text: &str, list: &Entry) -> Option<Place> {
    let (Value::List(_), Some(last)) = (&list.node.value, items(list).last()) else {
        // `records:` with nothing behind it, or `[]`, which must not stay.
        let blank = list.node.is_blank() && list.node.span.start == list.node.span.end;
        let at = line_end(text, list.key_span.end as usize);
        return blank.then(|| Place { at, first: "  - ".to_owned(), rest: "    ".to_owned() });
    };
    let start = last.span.start as usize;
    let line = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    // The dash stands on the line of the first name, or on a line of its own above it.
    let dash = std::iter::successors(Some(line), |line| {
        let above = text[..*line].strip_suffix('\n')?;
        Some(above.rfind('\n').map_or(0, |newline| newline + 1))
    })
    .find(|line| text[*line..].trim_start_matches(' ').starts_with('-'))?;
    (dash >= list.key_span.end as usize).then_some(())?;
    let indent = text[dash..].len() - text[dash..].trim_start_matches(' ').len();
    let gap = if dash == line { start.saturating_sub(line + indent + 1) } else { 1 };
    let first = format!("{}-{}", " ".repeat(indent), " ".repeat(gap.max(1)));
    let rest = " ".repeat(first.len());
    let mut at = line_end(text, text[..end(last)].trim_end().len());
    // Remarks that are indented with the records belong to them, and what is new goes below.
    let mut next = at;
    while indent > 0 && next < text.len() {
        let stop = line_end(text, next);
        let inner = text[next..stop].trim_start_matches(' ');
        let remark = inner.starts_with('#') && text[next..stop].len() - inner.len() >= indent;
        next = stop;
        if remark {
            at = stop;
        } else if !inner.trim().is_empty() {
            break;
        }
    }
    Some(Place { at, first, rest })
}

/// Where a value ends; an empty one ends with its name.
fn end(node: &Node) -> usize {
    match &node.value {
        Value::Map(entries) => match entries.last() {
            Some(entry) if entry.node.is_blank() => {
                (entry.key_span.end as usize).max(node.span.start as usize)
            }
            _ => node.span.end as usize,
        },
        Value::List(_) | Value::Scalar(_) => node.span.end as usize,
    }
}

/// The byte after the line on which `at` lies.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1)
}

/// Whether `after` says all that `before` says, and has so many records more.
fn continues(text: &str, before: &Node, after: &str, records: &[String]) -> bool {
    let Some(tree) = read(after) else { return false };
    let (Some(old), Some(new)) = (list(before), list(&tree)) else { return false };
    let (old, new) = (items(old), items(new));
    let others = |node: &Node| -> Vec<Said> {
        let entries = node.entries().unwrap_or_default().iter();
        let others = entries.filter(|entry| !listed(&entry.key));
        others.map(|entry| Said::Map(vec![(entry.key.clone(), said(&entry.node))])).collect()
    };
    let added = records.iter().map(|record| read(record).as_ref().map(said));
    new.len() == old.len() + records.len()
        && new.iter().zip(old).all(|(new, old)| said(new) == said(old))
        && new[old.len()..].iter().map(|item| Some(said(item))).eq(added)
        && others(before) == others(&tree)
        && after.len() > text.len()
}

/// What a node says, wherever it stands.
#[derive(PartialEq)]
enum Said {
    Text(String),
    List(Vec<Said>),
    Map(Vec<(String, Said)>),
}

fn said(node: &Node) -> Said {
    match &node.value {
        Value::Scalar(text) => Said::Text(text.trim_end().to_owned()),
        Value::List(items) => Said::List(items.iter().map(said).collect()),
        Value::Map(entries) => {
            Said::Map(entries.iter().map(|entry| (entry.key.clone(), said(&entry.node))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: &str) {
        let records = ["number: 2\nitem: 泵".to_owned()];
        assert_eq!(append(before, &records).as_deref(), Some(after));
    }

    #[test]
    fn records_go_behind_the_last_one_in_the_manner_of_the_file() {
        check(
            "records:\n  - {number: 1, item: 灯}   # 一\ntotal: 1\n",
            "records:\n  - {number: 1, item: 灯}   # 一\n  - number: 2\n    item: 泵\ntotal: 1\n",
        );
        check(
            "记录:\r\n- 编号: 1\r\n  事项: 灯",
            "记录:\r\n- 编号: 1\r\n  事项: 灯\r\n- number: 2\r\n  item: 泵\r\n",
        );
        check(
            "records:\n    -   number: 1\n        item: |\n            一\n            二\n\ntotal: 1\n",
            "records:\n    -   number: 1\n        item: |\n            一\n            二\n    -   number: 2\n        item: 泵\n\ntotal: 1\n",
        );
        check(
            "records:\n  -\n    item: 灯-\n    note:\ntotal: 1",
            "records:\n  -\n    item: 灯-\n    note:\n  - number: 2\n    item: 泵\ntotal: 1",
        );
    }

    #[test]
    fn remarks_of_the_list_stay_above_what_is_new() {
        check(
            "records:\n  - item: 灯\n\n  # 自己的写在下面。\n\n# 完\n",
            "records:\n  - item: 灯\n\n  # 自己的写在下面。\n  - number: 2\n    item: 泵\n\n# 完\n",
        );
        check("# 三月\nrecords:\n", "# 三月\nrecords:\n  - number: 2\n    item: 泵\n");
        check(
            "records: # 无\ntotal: 0\n",
            "records: # 无\n  - number: 2\n    item: 泵\ntotal: 0\n",
        );
    }

    #[test]
    fn what_cannot_be_continued_is_left_alone() {
        let records = ["number: 2".to_owned()];
        for text in [
            "",
            "title: 一\n",
            "records: [\n",
            "records: []\n",
            "records: 灯\n",
            "records: [{number: 1}]\n",
            "{records: [{number: 1}]}\n",
        ] {
            assert_eq!(append(text, &records), None, "{text}");
        }
        assert_eq!(append("records:\n  - a: 1\n", &["b: [".to_owned()]), None);
    }

    #[test]
    fn the_next_number_follows_the_largest() {
        assert_eq!(next_number("记录:\n  - 编号: 7\n  - 编号: 3\n  - 编号: 甲\n"), Some(8));
        assert_eq!(next_number("records:\n"), Some(1));
        assert_eq!(next_number("title: 一\n"), None);
    }

    #[test]
    fn values_are_quoted_only_where_they_must_be() {
        for plain in ["更换水泵，含运费", "2025-03-05", "Hill & Sons", "a:b", "0302"] {
            assert_eq!(quoted(plain), plain);
        }
        for (text, written) in [
            ("a, b", "\"a, b\""),
            ("a: b", "\"a: b\""),
            ("a #1", "\"a #1\""),
            ("[x", "\"[x\""),
            ("*", "\"*\""),
            ("- a", "\"- a\""),
            ("O'Neill \"\\\"", "\"O'Neill \\\"\\\\\\\"\""),
            ("", "\"\""),
        ] {
            assert_eq!(quoted(text), written);
            let tree = read(&format!("{{a: {written}}}")).expect("a tree");
            assert_eq!(tree.entries().expect("a mapping")[0].node.text(), Some(text));
        }
    }
}
