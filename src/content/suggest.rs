//! What to type instead: the nearest name, how a field is written, a value in short.

use super::kinds::Shape;
use super::yaml::{Node, Value};

/// A value as a short excerpt for a message.
#[must_use]
pub fn excerpt(node: &Node) -> String {
    let text = match &node.value {
        Value::Scalar(text) => text.trim(),
        Value::List(_) => "[…]",
        Value::Map(_) => "{…}",
    };
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// How a field of that shape is written, for a line to paste.
#[must_use]
pub fn example(shape: Shape) -> &'static str {
    match shape {
        // A figure or a day that nobody knows is not made up here: it might be published.
        Shape::Text
        | Shape::Prose
        | Shape::Money
        | Shape::Decimal(_)
        | Shape::Count
        | Shape::Day
        | Shape::Period => "…",
        Shape::YesNo => "yes",
        Shape::Choice(choices) => choices.first().map_or("", |choice| choice.en),
        Shape::Reference(kinds) => match kinds.first() {
            Some(crate::model::id::Kind::Fee) => "fees/…",
            Some(crate::model::id::Kind::Decision) => "decisions/…",
            _ => "cases/…",
        },
        Shape::Fund => "common",
        Shape::Account | Shape::Pot => "bank",
        Shape::File => "….pdf",
        Shape::Map(_) | Shape::Waivers | Shape::Private => "{ }",
        Shape::Many(inner) | Shape::Control(inner) => example(*inner),
    }
}

/// The name most like `name`, if one is like it at all.
#[must_use]
pub fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    names
        .map(|known| (strsim::damerau_levenshtein(&name.to_lowercase(), known), known))
        .filter(|(distance, known)| {
            let length = known.chars().count().max(name.chars().count());
            *distance * 5 <= length * 2 || (*distance == 1 && length > 1)
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested() {
        let near = |name| nearest(name, ["amount", "account", "金额", "收款方"].into_iter());
        assert_eq!(near("amuont"), Some("amount"));
        assert_eq!(near("Amount"), Some("amount"));
        assert_eq!(near("金颔"), Some("金额"));
        assert_eq!(near("colour"), None);
    }
}
