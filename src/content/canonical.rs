//! The public content of a record as one line of JSON, the same however it was typed.
//!
//! The line is what `data/KIND-YEAR.jsonl` publishes and what the lock and every digest are made
//! from. It follows the declaration: English names in declared order, amounts and decimals as
//! exact strings, days as ISO 8601. What is private, or about publishing only, never enters it, and
//! neither does more of a name than the record lets be seen.

use super::about;
use super::kinds::{Field, Shape};
use super::lower::read_reference;
use super::rough;
use super::values::{self, choice_of, yes_or_no};
use super::yaml::{Entry, Node, Value};
use crate::json::string;
use crate::model::board::Profile;
use crate::model::id::RecordId;
use crate::model::line::{Line, TEXT};
use crate::model::person::Names;
use crate::model::record::Withdrawal;
use crate::model::stated::{Stated, StatedShare};
use crate::prose::Piece;

/// What a value is written by, besides itself.
#[derive(Clone, Copy)]
struct Pen<'p> {
    profile: &'p Profile,
    declared: &'p [&'static [Field]],
    names: Names,
}

/// What a record lets be seen of the names in it.
#[must_use]
pub(crate) fn names<'a>(
    declared: &[&'static [Field]],
    node: impl Fn(&str) -> Option<&'a Node>,
) -> Names {
    let field = declared.iter().flat_map(|fields| fields.iter()).find(|field| field.en == "names");
    let said = field.and_then(|field| match field.shape {
        Shape::Choice(choices) => choice_of(node("names")?.text()?, choices).map(|n| choices[n].en),
        _ => None,
    });
    if said == Some("shown") { Names::Shown } else { Names::Masked }
}

/// The line of a record.
#[must_use]
pub(crate) fn line<'a>(
    id: &RecordId,
    declared: &[&'static [Field]],
    node: impl Fn(&str) -> Option<&'a Node>,
    mut body: Option<Piece>,
    profile: &Profile,
) -> Line {
    let pen = Pen { profile, declared, names: names(declared, &node) };
    let mut out = String::with_capacity(256);
    let mut text = None;
    out.push_str("{\"id\":");
    string(&mut out, &id.to_string());
    for field in declared.iter().flat_map(|fields| fields.iter()) {
        if let Some(node) = node(field.en) {
            pair(&mut out, field, node, pen);
        } else if let Shape::Prose = field.shape
            && let Some(body) = body.take()
        {
            out.push(',');
            string(&mut out, TEXT);
            out.push_str(":\"");
            text = Some((out.len(), body));
            out.push('"');
        }
    }
    out.push('}');
    Line::new(&out, text)
}

/// The line of a record that was withdrawn: its id, the day and the reason, nothing else.
#[must_use]
pub(crate) fn withdrawn(id: &RecordId, withdrawal: &Withdrawal) -> Line {
    let mut out = String::from("{\"id\":");
    string(&mut out, &id.to_string());
    out.push_str(",\"withdrawn\":{\"on\":");
    string(&mut out, &withdrawal.on.to_string());
    out.push_str(",\"why\":");
    string(&mut out, &withdrawal.why);
    out.push_str("}}");
    Line::new(&out, None)
}

/// One value in canonical form.
#[must_use]
pub(crate) fn json(shape: Shape, node: &Node, profile: &Profile) -> String {
    let mut out = String::new();
    value(&mut out, shape, node, Pen { profile, declared: &[], names: Names::Masked });
    out
}

fn pair(out: &mut String, field: &Field, node: &Node, pen: Pen<'_>) {
    if !public(field.shape) || node.is_blank() {
        return;
    }
    if !out.ends_with('{') {
        out.push(',');
    }
    string(out, field.en);
    out.push(':');
    value(out, field.shape, node, pen);
}

fn public(shape: Shape) -> bool {
    !matches!(shape, Shape::Private | Shape::Control(_) | Shape::File)
}

fn value(out: &mut String, shape: Shape, node: &Node, pen: Pen<'_>) {
    match (shape, &node.value) {
        (Shape::Many(inner), Value::List(items)) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                value(out, *inner, item, pen);
            }
            out.push(']');
        }
        (Shape::Many(inner), _) => {
            out.push('[');
            value(out, *inner, node, pen);
            out.push(']');
        }
        (Shape::Map(fields), Value::Map(entries)) => {
            out.push('{');
            let named = |entry: &Entry| Field::named(entry.key.trim(), || fields.iter());
            let known: Vec<_> = entries.iter().map(named).collect();
            let written = |name: &str| {
                let same = |known: Option<&Field>| known.is_some_and(|known| known.en == name);
                known.iter().position(|known| same(*known)).map(|place| &entries[place].node)
            };
            for field in fields {
                let Some(node) = written(field.en) else { continue };
                // The old value of a name, as a correction has it, is a name.
                let of = if field.en == "was" { written("field") } else { None };
                if of.and_then(Node::text).is_some_and(|path| is_name(path, pen.declared)) {
                    pair(out, &Field { shape: Shape::Name, ..*field }, node, pen);
                } else {
                    pair(out, field, node, pen);
                }
            }
            out.push('}');
        }
        (Shape::Name, Value::Scalar(text)) => string(out, &pen.names.publish(text)),
        (Shape::Stated, Value::Scalar(text)) => stated(out, text.trim(), pen.profile),
        (Shape::Share, Value::Scalar(text)) => share(out, values::share(text.trim())),
        (Shape::Rate, Value::Scalar(text)) => share(out, values::rate(text.trim())),
        (Shape::Rough, Value::Scalar(text)) => rough(out, text.trim()),
        (Shape::Waivers, Value::Map(entries)) => {
            out.push('{');
            for (place, entry) in entries.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                string(out, entry.key.trim());
                out.push(':');
                string(out, entry.node.text().unwrap_or_default().trim());
            }
            out.push('}');
        }
        (_, Value::Scalar(text)) => scalar(out, shape, text.trim(), pen.profile),
        // A value of the wrong shape is an error elsewhere, and the record is not published.
        _ => out.push_str("null"),
    }
}

/// An exact amount is a string; one that is known roughly is an object, so that no program takes
/// it for a figure to add: `{"over":"200000.00","said":"20多万元"}`.
fn stated(out: &mut String, text: &str, profile: &Profile) {
    let digits = profile.currency.digits;
    match values::stated(text, &profile.currency) {
        None => out.push_str("null"),
        Some(Stated::Exact(money)) => string(out, &money.plain(digits)),
        Some(Stated::Rough(rough)) => {
            out.push('{');
            string(out, rough.bound.name());
            out.push(':');
            string(out, &rough.near.plain(digits));
            out.push_str(",\"said\":");
            string(out, &rough.said);
            out.push('}');
        }
    }
}

/// As [`stated`], in percent: `{"at least":"98%","said":"98%以上"}`.
fn share(out: &mut String, share: Option<StatedShare>) {
    match share {
        None => out.push_str("null"),
        Some(share) => match share.bound {
            None => string(out, &share.plain()),
            Some(bound) => {
                out.push('{');
                string(out, bound.name());
                out.push(':');
                string(out, &format!("{}%", share.near));
                out.push_str(",\"said\":");
                string(out, &share.said);
                out.push('}');
            }
        },
    }
}

/// As [`stated`], of a number: `{"over":300,"said":"300多支"}`.
fn rough(out: &mut String, text: &str) {
    match about::rough(text) {
        None => out.push_str("null"),
        Some(Stated::Exact(count)) => out.push_str(&count.plain(0)),
        Some(Stated::Rough(rough)) => {
            out.push('{');
            string(out, rough.bound.name());
            out.push(':');
            out.push_str(&rough.near.plain(0));
            out.push_str(",\"said\":");
            string(out, &rough.said);
            out.push('}');
        }
    }
}

fn scalar(out: &mut String, shape: Shape, text: &str, profile: &Profile) {
    match (shape, plain(shape, text, profile)) {
        // A value that does not read is an error elsewhere, and the record is not published.
        (_, None) => out.push_str("null"),
        (Shape::Count | Shape::YesNo, Some(plain)) => out.push_str(&plain),
        (_, Some(plain)) => string(out, &plain),
    }
}

/// A value in its one canonical form.
pub(crate) fn plain(shape: Shape, text: &str, profile: &Profile) -> Option<String> {
    match shape {
        Shape::Reference(_) => read_reference(text).map(|id| id.to_string()),
        Shape::Fund | Shape::Account | Shape::Pot => {
            Some(profile.pot_id(text).unwrap_or(text).to_owned())
        }
        Shape::Building => {
            Some(profile.building(text).map_or_else(|| text.to_owned(), |known| known.id.clone()))
        }
        Shape::Share => values::share(text).map(|share| share.plain()),
        Shape::Rate => values::rate(text).map(|share| share.plain()),
        Shape::Rough => about::rough(text).map(|number| number.plain(0)),
        Shape::Money => {
            let currency = &profile.currency;
            values::money(text, currency).map(|money| money.plain(currency.digits))
        }
        Shape::Stated => {
            let currency = &profile.currency;
            values::stated(text, currency).map(|stated| stated.plain(currency.digits))
        }
        Shape::Decimal(places) => values::decimal(text, places).map(|number| number.to_string()),
        Shape::StatedCount => rough::stated_count(text)
            .map(|count| count.exact().map_or(count.said, |exact| exact.to_string())),
        Shape::Count => values::count(text).map(|count| count.to_string()),
        Shape::Day => values::day(text).map(|day| day.to_string()),
        Shape::Period => values::period(text).map(|period| period.to_string()),
        Shape::YesNo => yes_or_no(text).map(|yes| yes.to_string()),
        Shape::Choice(choices) => {
            choice_of(text, choices).map(|place| choices[place].en.to_owned())
        }
        Shape::Name => Some(Names::Masked.publish(text)),
        _ => Some(text.to_owned()),
    }
}

/// The field that a correction names and its old value, both as the lock keeps them:
/// `应收.金额` is `due.amount`, `通过` is `passed`.
#[must_use]
pub(crate) fn corrected(
    path: &str,
    was: &str,
    declared: &[&'static [Field]],
    profile: &Profile,
) -> (String, String) {
    let (names, shape) = path_of(path, declared);
    // What the lock keeps of a receipt under its number is its amount.
    let shape = match shape {
        Some(Shape::Many(Shape::Map(_))) => Some(Shape::Money),
        other => other,
    };
    let kept = shape.and_then(|shape| plain(shape, was.trim(), profile));
    (names.join("."), kept.unwrap_or_else(|| was.trim().to_owned()))
}

/// Whether a correction is of a name.
#[must_use]
pub(crate) fn is_name(path: &str, declared: &[&'static [Field]]) -> bool {
    matches!(path_of(path, declared).1, Some(Shape::Name))
}

/// The fields on the way to one, in English, and how the last one is written.
fn path_of<'p>(path: &'p str, declared: &[&'static [Field]]) -> (Vec<&'p str>, Option<Shape>) {
    let mut names = Vec::new();
    let mut shape = None;
    let mut inside: Vec<&'static [Field]> = declared.to_vec();
    for part in path.split('.').map(str::trim) {
        let fields = || inside.iter().flat_map(|fields| fields.iter());
        // The votes of a motion are named without the field that holds them together.
        let within = || fields().filter_map(|field| field.shape.fields()).flatten();
        let Some(field) = Field::named(part, fields).or_else(|| Field::named(part, within)) else {
            // The number of a motion or receipt: the fields within stay what they are.
            names.push(part);
            continue;
        };
        names.push(field.en);
        shape = Some(field.shape);
        match shape {
            Some(Shape::Map(fields)) => inside = vec![fields],
            Some(Shape::Many(Shape::Map(fields))) => inside = vec![fields],
            _ => {}
        }
    }
    (names, shape)
}
