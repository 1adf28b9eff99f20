//! The rows of registers as a schema: what a row of each built-in type holds. Of a type of a board's
//! own an editor only knows that its rows are numbered.

use serde_json::{Value, json};

use super::{Making, names, whole};
use crate::content::kinds::{Field, Shape};
use crate::content::registers::{built_in, record_fields};
use crate::script::spellings;

impl Making<'_> {
    /// Tells what stands in `rows` and `totals` of each type.
    pub(super) fn types(&mut self) {
        for open in ["rows", "totals"] {
            if let Some(schema) = self.definitions.get_mut(open) {
                schema["additionalProperties"] = true.into();
            }
        }
        let mut all: Vec<Value> = Vec::new();
        for of in built_in() {
            let fields = record_fields(of);
            let told = fields.iter().filter(|field| matches!(field.en, "rows" | "totals"));
            let mut then = serde_json::Map::new();
            for field in told {
                let inner = inner(field);
                let name = format!("{}.{}", of.name.en, field.en);
                let properties = self.properties(field.en, &format!("{name}."), inner);
                self.define(&name, whole(&properties, inner));
                let row = json!({ "$ref": format!("#/$defs/{name}") });
                let schema = if field.en == "rows" {
                    json!({ "if": { "type": "array" }, "then": { "items": row }, "else": { "anyOf": [{ "type": "null" }, row] } })
                } else {
                    json!({ "anyOf": [{ "type": "null" }, row] })
                };
                for name in names(field) {
                    then.insert(name, schema.clone());
                }
            }
            let called: Vec<String> =
                [of.name.en.to_owned()].into_iter().chain(spellings(of.name.zh)).collect();
            let is_it = spellings("类型").into_iter().chain(["type".to_owned()]);
            let is_it = is_it.map(
                |name| json!({ "required": [name], "properties": { name: { "enum": called } } }),
            );
            all.push(json!({
                "if": { "anyOf": is_it.collect::<Vec<_>>() },
                "then": { "properties": then },
            }));
        }
        if let Some(record) = self.definitions.get_mut("record") {
            record["allOf"] = all.into();
        }
    }
}

/// The fields of a row, or of the totals.
fn inner(field: &Field) -> &'static [Field] {
    match field.shape {
        Shape::Map(fields) => fields,
        Shape::Many(Shape::Map(fields)) => fields,
        _ => &[],
    }
}
