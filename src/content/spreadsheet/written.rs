//! A record as it is written into a list file: its fields, each with its name.

use super::Draft;
use super::columns::{Leaf, leaves};
use crate::content::kinds::Shape;
use crate::model::id::Kind;
use crate::script::Script;

/// The fields of a record as they are written, each with its name.
pub(super) fn fields(number: u64, draft: &Draft, (kind, script): (Kind, Script)) -> Vec<String> {
    let label = |en: &'static str, zh: &'static str| script.name(en, zh);
    let mut out = vec![format!("{}: {number}", label("number", "编号"))];
    // What a record is known by comes first, remarks come last.
    let declared = leaves(kind);
    let rank = |(leaf, _): &&(Leaf, String)| {
        let place = declared.iter().position(|known| known.path() == leaf.path());
        let group = match (leaf.outer, leaf.field.en) {
            (None, "date") => 0,
            (None, "title") => 1,
            (None, "category") => 3,
            (None, "note") => 4,
            _ => 2,
        };
        (group, place, leaf.item)
    };
    let mut values: Vec<&(Leaf, String)> = draft.values.iter().collect();
    values.sort_by_key(rank);
    let mut done: Vec<&str> = Vec::new();
    for (leaf, _) in &values {
        let held = leaf.outer.unwrap_or(leaf.field);
        if done.contains(&held.en) {
            continue;
        }
        done.push(held.en);
        let own = |item: Option<usize>| {
            let own = values.iter().filter(move |(other, _)| {
                other.outer.unwrap_or(other.field).en == held.en
                    && item.is_none_or(|item| other.item == item)
            });
            own.map(|(leaf, value)| (leaf, value.as_str()))
        };
        let map = |item| {
            let inner = own(item).map(|(leaf, value)| field(leaf, value, script));
            format!("{{{}}}", inner.collect::<Vec<_>>().join(", "))
        };
        let mut items: Vec<usize> = own(None).map(|(leaf, _)| leaf.item).collect();
        items.sort_unstable();
        items.dedup();
        let said = match (leaf.outer, held.shape) {
            (Some(_), Shape::Many(_)) => {
                let maps: Vec<String> = items.iter().map(|item| map(Some(*item))).collect();
                format!("[{}]", maps.join(", "))
            }
            (Some(_), _) => map(None),
            (None, _) if items.len() > 1 => {
                let all = own(None).map(|(leaf, value)| shown(leaf, value, script));
                format!("[{}]", all.collect::<Vec<_>>().join(", "))
            }
            (None, _) => own(None).map(|(leaf, value)| shown(leaf, value, script)).collect(),
        };
        out.push(format!("{}: {said}", label(held.en, held.zh)));
    }
    out
}

fn field(leaf: &Leaf, value: &str, script: Script) -> String {
    format!("{}: {}", script.name(leaf.field.en, leaf.field.zh), shown(leaf, value, script))
}

/// A value in the script of the file.
fn shown(leaf: &Leaf, value: &str, script: Script) -> String {
    // JSON is YAML already.
    if leaf.field.shape.is_nested() {
        return value.to_owned();
    }
    let chosen = match leaf.field.shape {
        Shape::Choice(choices) => {
            let chosen = choices.iter().find(|choice| choice.en == value);
            chosen.map(|choice| script.name(choice.en, choice.zh))
        }
        Shape::YesNo if value == "yes" => Some(script.name("yes", "是")),
        Shape::YesNo => Some(script.name("no", "否")),
        _ => None,
    };
    scalar(chosen.as_deref().unwrap_or(value))
}

/// A value as YAML, in quotes where it would mean something else without.
fn scalar(text: &str) -> String {
    let inside = |c: char| c.is_alphanumeric() || " -_./%+()（）、。《》“”·：，；¥￥£".contains(c);
    let plain = text.starts_with(|c: char| c.is_alphanumeric() || "￥¥£（《“".contains(c))
        || text
            .strip_prefix('-')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let edges = text.trim() == text && !matches!(text, "null");
    if plain && edges && text.chars().all(inside) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::content::kinds::Names;
    use crate::content::yaml::{self, Value};

    #[test]
    fn values_are_quoted_where_they_must_be() {
        for text in ["2025-03-05", "-20.00", "支2025-009", "更换水泵（含运费）", "A 12/3"]
        {
            assert_eq!(scalar(text), text);
        }
        for (text, quoted) in [
            ("1,234", "'1,234'"),
            ("a: b", "'a: b'"),
            ("票 #302", "'票 #302'"),
            ("it's", "'it''s'"),
            ("{x}", "'{x}'"),
            ("null", "'null'"),
            ("- x", "'- x'"),
        ] {
            assert_eq!(scalar(text), quoted);
        }
    }

    #[test]
    fn an_apostrophe_at_the_beginning_opens_no_second_text() {
        let text = "':\u{3000}!";
        let yaml = format!("records:\n  - {{number: 1, item: {}, x: 1}}\n", scalar(text));
        let root = yaml::read(&Arc::from("a"), &yaml, 0, Names::of_any()).root.expect("a root");
        let Value::List(items) = &root.entries().expect("entries")[0].node.value else { panic!() };
        let entries = items[0].entries().expect("entries");
        assert_eq!(entries[1].node.text(), Some(text));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn any_text_reads_as_itself(written in "[ -~\u{a0}-\u{17f}\u{3000}-\u{303f}\u{4e00}-\u{4eff}\u{ff00}-\u{ff5e}]{1,24}") {
            let Some(super::super::book::Cell::Text(text)) = super::super::book::text(&written) else { return Ok(()) };
            let yaml = format!("records:\n  - {{number: 1, item: {}, x: 1}}\n", scalar(&text));
            let root = yaml::read(&Arc::from("a"), &yaml, 0, Names::of_any());
            prop_assert!(root.findings.is_empty(), "{yaml}: {:?}", root.findings);
            let root = root.root.expect("a root");
            let Value::List(items) = &root.entries().expect("entries")[0].node.value else { panic!() };
            let entries = items[0].entries().expect("entries");
            prop_assert_eq!(entries.len(), 3);
            prop_assert_eq!(entries[1].node.text(), Some(text.as_str()));
        }
    }
}
