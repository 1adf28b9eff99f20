//! JSON Schema of what a committee may write, for editors: made from the declarations, every field
//! under both its names, with what to write there in one language.

mod registers;
mod values;

use serde_json::{Map, Value, json};

use super::describe::{form, hint};
use super::kinds::{
    BOARD, COMMON, DEFAULTS, Declaration, Field, LIST, NUMBER, RECORDS, Shape, WITHDRAWN,
    declaration,
};
use crate::model::id::Kind;
use crate::script::{is_traditional, spellings, traditional};
use crate::words::{Language, Words};
use values::{Blank, value};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of a file of that kind, be it one record or many.
#[must_use]
pub fn schema(kind: Kind, words: &Words) -> Value {
    let declared = declaration(kind);
    let mut making = Making { words, definitions: Map::new() };
    let mut properties = making.properties(kind.name(), "", declared.fields);
    properties.append(&mut making.properties("record", "", COMMON));
    making.define("record", mapping(&properties, declared.fields.iter().chain(COMMON)));
    if kind == Kind::Register {
        making.types();
    }
    for field in needed(declared) {
        making.define(&format!("with-{}", field.en), unless_withdrawn(field));
    }
    let list = making.list(declared);
    making.define("list", list);
    let mut hints = Map::new();
    for field in listed(declared) {
        making.name(&mut hints, "list", field, &Value::Null);
    }
    let whole: Vec<Value> = needed(declared).map(with).collect();
    json!({
        "$schema": DRAFT,
        "title": title(words, kind.name(), declared.zh),
        "type": "object",
        // Here only so that an editor offers them in an empty file.
        "properties": hints,
        "if": has(&RECORDS),
        "then": { "$ref": "#/$defs/list" },
        "else": { "$ref": "#/$defs/record", "allOf": whole },
        "$defs": making.definitions,
    })
}

/// The schema of board.yaml.
#[must_use]
pub fn schema_of_board(words: &Words) -> Value {
    let mut making = Making { words, definitions: Map::new() };
    let properties = making.properties("board", "", BOARD);
    let mut schema = json!({
        "$schema": DRAFT,
        "title": title(words, "board", "公示栏"),
        "type": "object",
    });
    if let (Value::Object(schema), Value::Object(board)) = (&mut schema, whole(&properties, BOARD))
    {
        schema.extend(board);
    }
    schema["$defs"] = Value::Object(making.definitions);
    schema
}

/// Everything that a record of the kind cannot do without.
fn needed(declared: &Declaration) -> impl Iterator<Item = &'static Field> {
    declared.fields.iter().filter(|field| field.required).chain(declared.needs)
}

/// The fields of a file of many: only of entries are there amounts to sum.
fn listed(declared: &Declaration) -> impl Iterator<Item = &'static Field> {
    LIST.iter().filter(|field| declared.summed || !matches!(field.shape, Shape::Money))
}

/// A schema while it is made.
struct Making<'a> {
    words: &'a Words,
    definitions: Map<String, Value>,
}

impl Making<'_> {
    fn define(&mut self, name: &str, schema: Value) {
        self.definitions.insert(name.to_owned(), schema);
    }

    fn properties(
        &mut self,
        within: &str,
        path: &str,
        fields: &'static [Field],
    ) -> Map<String, Value> {
        let mut properties = Map::new();
        for field in fields {
            let blank = if field.required { Blank::Refused } else { Blank::Allowed };
            let schema = self.shaped(&format!("{path}{}", field.en), field, field.shape, blank);
            self.name(&mut properties, within, field, &schema);
        }
        properties
    }

    /// Puts a field under both its names, with what to write there.
    fn name(
        &self,
        properties: &mut Map<String, Value>,
        within: &str,
        field: &Field,
        schema: &Value,
    ) {
        let (hint, form) = (hint(self.words, within, field), form(self.words, field.shape));
        let said =
            self.words.say("form.described", &[("hint", hint.into()), ("form", form.into())]);
        for name in names(field) {
            let other = if name == field.en { field.zh } else { field.en };
            let mut named = json!({ "title": format!("{name} · {other}"), "description": said });
            if let (Value::Object(named), Value::Object(schema)) = (&mut named, schema) {
                named.extend(schema.clone());
            }
            if self.other_script(&name) {
                // Editors that know it accept the name and offer the one in the other script.
                named["doNotSuggest"] = true.into();
            }
            properties.insert(name, named);
        }
    }

    /// Whether a name is in the script that the reader of the schema does not write.
    fn other_script(&self, name: &str) -> bool {
        match self.words.language {
            Language::ZhHant => is_changed(name),
            Language::ZhCn | Language::En | Language::Own(_) => is_traditional(name),
        }
    }

    fn shaped(&mut self, path: &str, field: &Field, shape: Shape, blank: Blank) -> Value {
        match shape {
            Shape::Many(inner) => json!({
                "if": { "type": "array" },
                "then": { "items": self.shaped(path, field, *inner, Blank::Refused) },
                "else": self.shaped(path, field, *inner, blank),
            }),
            Shape::Map(fields) => {
                self.nested(path, field, fields);
                let types: &[&str] =
                    if blank == Blank::Allowed { &["object", "null"] } else { &["object"] };
                json!({ "$ref": format!("#/$defs/{path}"), "type": types })
            }
            _ => {
                let mut schema = value(shape, blank).unwrap_or_default();
                if schema.get("pattern").is_some() {
                    // Editors that know it say this in place of the pattern.
                    schema["patternErrorMessage"] = form(self.words, shape).into();
                }
                schema
            }
        }
    }

    fn nested(&mut self, path: &str, field: &Field, fields: &'static [Field]) {
        if !self.definitions.contains_key(path) {
            let properties = self.properties(field.en, &format!("{path}."), fields);
            self.define(path, whole(&properties, fields));
        }
    }

    /// A file of many records: what their defaults leave out, each has to say itself.
    fn list(&self, declared: &'static Declaration) -> Value {
        let record = json!({ "$ref": "#/$defs/record", "type": "object" });
        let numbered =
            json!({ "$ref": "#/$defs/record", "type": "object", "allOf": [has(&NUMBER)] });
        let mut properties = Map::new();
        for field in listed(declared) {
            let schema = match field.shape {
                Shape::Many(_) => json!({ "type": "array", "items": numbered }),
                Shape::Map(_) => record.clone(),
                shape => value(shape, Blank::Allowed).unwrap_or_default(),
            };
            self.name(&mut properties, "list", field, &schema);
        }
        let mut schema = mapping(&properties, LIST.iter());
        schema["allOf"] = needed(declared).map(unless_default).collect();
        schema
    }
}

/// Every name of a field, in English and in both scripts.
fn names(field: &Field) -> Vec<String> {
    [field.en.to_owned()].into_iter().chain(spellings(field.zh)).collect()
}

/// Whether a name is simplified and has another form.
fn is_changed(name: &str) -> bool {
    traditional(name) != name
}

fn title(words: &Words, en: &str, zh: &str) -> String {
    match words.language {
        Language::ZhCn => format!("{zh} · {en}"),
        Language::ZhHant => format!("{} · {en}", traditional(zh)),
        Language::En | Language::Own(_) => format!("{en} · {zh}"),
    }
}

/// A mapping with these properties and no others, each field under one of its names.
fn mapping<'a>(properties: &Map<String, Value>, fields: impl Iterator<Item = &'a Field>) -> Value {
    let mut once = Map::new();
    for field in fields.filter(|field| properties.contains_key(field.en)) {
        let names = names(field);
        for (place, name) in names.iter().enumerate() {
            let others = names[place + 1..].iter().map(|other| (other.clone(), false.into()));
            let others: Map<String, Value> = others.collect();
            if !others.is_empty() {
                once.insert(name.clone(), json!({ "properties": others }));
            }
        }
    }
    json!({ "properties": properties, "additionalProperties": false, "dependentSchemas": once })
}

/// A mapping that says what it has to.
fn whole(properties: &Map<String, Value>, fields: &[Field]) -> Value {
    let mut schema = mapping(properties, fields.iter());
    let required: Vec<Value> = fields.iter().filter(|field| field.required).map(has).collect();
    if !required.is_empty() {
        schema["allOf"] = required.into();
    }
    schema
}

/// The field, under one of its names.
fn has(field: &Field) -> Value {
    let names = names(field).into_iter().map(|name| json!({ "required": [name] }));
    json!({ "anyOf": names.collect::<Vec<_>>() })
}

fn with(field: &Field) -> Value {
    json!({ "$ref": format!("#/$defs/with-{}", field.en) })
}

/// Of a withdrawn record nothing else is required.
fn unless_withdrawn(field: &Field) -> Value {
    json!({ "if": has(&WITHDRAWN), "else": has(field) })
}

/// Where the defaults do not have the field, every record has to.
fn unless_default(field: &'static Field) -> Value {
    let given = names(&DEFAULTS).into_iter();
    let given = given.map(|name| json!({ "required": [name], "properties": { name: has(field) } }));
    let each = json!({ "items": with(field) });
    let each: Map<String, Value> =
        names(&RECORDS).into_iter().map(|name| (name, each.clone())).collect();
    json!({
        "if": { "anyOf": given.collect::<Vec<_>>() },
        "else": { "properties": each },
    })
}
