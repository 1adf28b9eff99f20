//! What to type instead: the nearest name, how a field is written, a value in short.

use super::kinds::{Shape, declaration};
use super::yaml::{Node, Value};
pub use crate::diagnostic::nearest;
use crate::model::id::Kind;
use crate::script::Script;

/// A value as it can be typed again: one that is neither long nor made of parts.
#[must_use]
pub fn whole(node: &Node) -> Option<&str> {
    node.text().map(str::trim).filter(|text| text.len() <= 60 && !text.contains('\n'))
}

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

/// How a field of that shape is written, for a line to fill in. A figure, a day or an outcome that
/// nobody knows is not made up here: it might be published.
#[must_use]
pub fn example(shape: Shape, script: Script) -> String {
    match shape {
        Shape::YesNo => script.name("yes | no", "是 | 否").into_owned(),
        Shape::Choice(choices) => {
            let names = choices.iter().map(|choice| script.name(choice.en, choice.zh));
            names.collect::<Vec<_>>().join(" | ")
        }
        Shape::Reference(kinds) => {
            let kind = kinds.first().copied().unwrap_or(Kind::Case);
            format!("{}/…", script.name(kind.name(), declaration(kind).zh))
        }
        Shape::Many(inner) | Shape::Control(inner) => example(*inner, script),
        _ => "…".to_owned(),
    }
}
