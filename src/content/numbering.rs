//! Missing numbers for the records of a list file, written in place and touching no other byte.

use std::ops::Range;
use std::sync::Arc;

use super::kinds::Names;
use super::yaml::{self, Node, Value};
use crate::script;

/// The text with every missing `number:` written in, and how many were; `None` where the text is
/// not a list file. Numbers go on after the largest that is there, so none is used again; a gap
/// stays a gap, since the number that is missing may have been published.
#[must_use]
pub fn number(text: &str) -> Option<(String, usize)> {
    let tree = yaml::read(&Arc::from(""), text, 0, Names::of_any());
    if !tree.whole {
        return None;
    }
    let root = tree.root?;
    let listed = |key: &str| key.trim() == "records" || script::is(key.trim(), "记录");
    let records = root.entries()?.iter().find(|entry| listed(&entry.key))?;
    let Value::List(items) = &records.node.value else { return None };
    let mut next =
        1 + items.iter().filter_map(|item| number_of(item)?.parse::<u64>().ok()).max().unwrap_or(0);
    let mut inserts: Vec<(Range<usize>, String)> = Vec::new();
    for item in items {
        let Value::Map(entries) = &item.value else { continue };
        if number_of(item).is_some() {
            continue;
        }
        if let Some(entry) = entries.iter().find(|entry| numbered(&entry.key)) {
            // The name stands there already and lacks its number.
            let from = entry.key_span.end as usize;
            let colon = text[from..].find([':', '：']).map_or(from, |colon| {
                let after = from + colon;
                after + text[after..].chars().next().map_or(0, char::len_utf8)
            });
            // `~` and `''` say that there is none, and make room for it.
            let line = text[colon..]
                .find(['\n', ',', '}', '，', '｝'])
                .map_or(text.len(), |end| colon + end);
            let blank = text[colon..line].trim_end();
            let said = ["~", "''", "\"\"", "null"].contains(&blank.trim());
            let end = if said { colon + blank.len() } else { colon };
            inserts.push((colon..end, format!(" {next}")));
            next += 1;
            continue;
        }
        let chinese = entries.first().is_some_and(|entry| !entry.key.is_ascii());
        let mut names = entries.iter().map(|entry| &entry.key).chain([&records.key]);
        let name = if !chinese {
            "number"
        } else if names.any(|name| script::is_traditional(name)) {
            "編號"
        } else {
            "编号"
        };
        let start = item.span.start as usize;
        let Some(first) = entries.first().map(|entry| entry.key_span.start as usize) else {
            // `{}` or a bare dash: there is nothing to number yet.
            continue;
        };
        if text[start..].starts_with(['{', '｛']) {
            let inside = start + if text[start..].starts_with('{') { 1 } else { '｛'.len_utf8() };
            inserts.push((inside..inside, format!("{name}: {next}, ")));
        } else {
            let line = text[..first].rfind('\n').map_or(0, |newline| newline + 1);
            let indent = " ".repeat(text[line..first].chars().count());
            let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
            inserts.push((first..first, format!("{name}: {next}{newline}{indent}")));
        }
        next += 1;
    }
    let count = inserts.len();
    let mut out = text.to_owned();
    for (at, insert) in inserts.into_iter().rev() {
        out.replace_range(at, &insert);
    }
    Some((out, count))
}

fn numbered(key: &str) -> bool {
    key.trim() == "number" || script::is(key.trim(), "编号")
}

fn number_of(item: &Node) -> Option<&str> {
    let entries = item.entries()?;
    let entry = entries.iter().find(|entry| numbered(&entry.key))?;
    Some(&entry.node).filter(|node| !node.is_blank())?.text().map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: &str) {
        assert_eq!(number(before).map(|(text, _)| text).as_deref(), Some(after));
    }

    #[test]
    fn numbers_are_written_in_the_manner_of_the_file() {
        check(
            "# 三月\nrecords:\n  - {date: 2025-03-01, item: 灯}   # 一\n  - {number: 7, item: 泵}\n",
            "# 三月\nrecords:\n  - {number: 8, date: 2025-03-01, item: 灯}   # 一\n  - {number: 7, item: 泵}\n",
        );
        check(
            "records:\n  - date: 2025-03-01\n    item: 灯\n  -\n    item: 泵\n",
            "records:\n  - number: 1\n    date: 2025-03-01\n    item: 灯\n  -\n    number: 2\n    item: 泵\n",
        );
        check("記錄:\n- 日期: 2025-03-01\n", "記錄:\n- 編號: 1\n  日期: 2025-03-01\n");
        check("记录:\r\n- 日期: 2025-03-01\r\n", "记录:\r\n- 编号: 1\r\n  日期: 2025-03-01\r\n");
    }

    #[test]
    fn what_is_no_list_file_is_left_alone() {
        assert!(number("title: 一\n").is_none());
        assert!(number("records: [\n").is_none());
        check("records:\n  - {number: 1}\n", "records:\n  - {number: 1}\n");
        check("紀錄:\n  - {編號: 1}\n", "紀錄:\n  - {編號: 1}\n");
    }
}
