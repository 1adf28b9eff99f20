//! What a field is for and how it is written, in the words of one language: said by the schemas and
//! by the documents, from the same declarations.

use super::kinds::{Field, Shape, declaration};
use crate::words::{Arg, Words};

/// What to write into a field, with an example. Fields of the kind, or of the mapping, `within`
/// have words of their own or those that such a field has everywhere.
#[must_use]
pub fn hint(words: &Words, within: &str, field: &Field) -> String {
    let own = format!("hint.{within}.{}", field.en);
    let key = if words.has(&own) { own } else { format!("hint.record.{}", field.en) };
    if words.has(&key) {
        return words.get(&key).to_owned();
    }
    // The columns of a register are only known by their names.
    words.language.script().name(field.en, field.zh).into_owned()
}

/// How a value of that shape is written.
#[must_use]
pub fn form(words: &Words, shape: Shape) -> String {
    let key = match shape {
        Shape::Text => "form.text",
        Shape::Name => "form.name",
        Shape::Prose => "form.prose",
        Shape::Money => "form.money",
        Shape::Stated => "form.stated",
        Shape::Share => "form.share",
        Shape::Rate => "form.rate",
        Shape::Rough => "form.rough",
        Shape::Decimal(places) => {
            return words.say("form.decimal", &[("n", i64::from(places).into())]);
        }
        Shape::Count => "form.count",
        Shape::StatedCount => "form.stated-count",
        Shape::Day => "form.day",
        Shape::Period => "form.period",
        Shape::YesNo => "form.yes-or-no",
        Shape::Choice(choices) => {
            let names = choices.iter().map(|choice| Arg::Name(choice.en, choice.zh)).collect();
            return words.say("form.choice", &[("choices", Arg::List(names))]);
        }
        Shape::Reference([]) => "form.any-record",
        Shape::Reference(kinds) => {
            let name = |kind| Arg::Name(declaration(kind).kind.name(), declaration(kind).zh);
            let kinds = kinds.iter().map(|kind| Arg::Joined(vec![name(*kind), "/…".into()]));
            return words.say("form.record", &[("kinds", Arg::List(kinds.collect()))]);
        }
        Shape::Fund => "form.fund",
        Shape::Account => "form.account",
        Shape::Pot => "form.pot",
        Shape::Building => "form.building",
        Shape::File => "form.file",
        Shape::Map(_) => "form.fields",
        Shape::Many(inner) => {
            return words.say("form.several", &[("form", form(words, *inner).into())]);
        }
        Shape::Waivers => "form.waivers",
        Shape::Private => "form.private",
        Shape::Control(inner) => return form(words, *inner),
    };
    words.get(key).to_owned()
}
