//! The data package (Frictionless Data, version 2): which files there are, what their columns
//! mean, which columns name rows of other files, and what the bytes hash to.

use serde_json::{Map, Value, json};

use crate::table::{Column, Form, Table};

/// What the package as a whole says.
#[derive(Clone, Debug)]
pub struct About {
    /// Its title.
    pub title: String,
    /// What is in it, in words.
    pub description: String,
    /// Who publishes.
    pub publisher: String,
    /// Where the site is; empty where nobody knows.
    pub homepage: String,
    /// The day for which it was made.
    pub as_of: String,
}

/// One file of the package.
#[derive(Clone, Debug)]
pub struct Resource<'a> {
    /// Its name in the package.
    pub name: &'a str,
    /// What it is, in words.
    pub title: &'a str,
    /// Where it lies, from the package.
    pub path: &'a str,
    /// What its name ends with.
    pub format: &'a str,
    /// Its type of media.
    pub mediatype: &'a str,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub digest: &'a str,
    /// How many bytes it has.
    pub bytes: usize,
    /// What it holds, of a table.
    pub table: Option<&'a Table>,
}

/// The description of the package.
#[must_use]
pub fn package(about: &About, resources: &[Resource<'_>]) -> String {
    let mut package = Map::new();
    let mut put = |name: &str, value: Value| package.insert(name.to_owned(), value);
    put("$schema", json!("https://datapackage.org/profiles/2.0/datapackage.json"));
    put("name", json!("mingbai-board"));
    put("title", json!(about.title));
    put("description", json!(about.description));
    if !about.homepage.is_empty() {
        put("homepage", json!(about.homepage));
    }
    put("version", json!(about.as_of));
    put("contributors", json!([{ "title": about.publisher, "roles": ["publisher"] }]));
    let all = resources.iter().map(|resource| described(resource, resources)).collect();
    put("resources", Value::Array(all));
    format!("{:#}\n", Value::Object(package))
}

fn described(resource: &Resource<'_>, all: &[Resource<'_>]) -> Value {
    let mut out = json!({
        "name": resource.name,
        "title": resource.title,
        "path": resource.path,
        "format": resource.format,
        "mediatype": resource.mediatype,
        "encoding": "utf-8",
        "bytes": resource.bytes,
        "hash": format!("sha256:{}", resource.digest),
    });
    if let (Some(table), Some(out)) = (resource.table, out.as_object_mut()) {
        out.insert("type".to_owned(), json!("table"));
        out.insert("schema".to_owned(), schema(table, all));
    }
    out
}

fn schema(table: &Table, all: &[Resource<'_>]) -> Value {
    let fields: Vec<Value> = table.columns.iter().map(field).collect();
    let mut schema = json!({ "fields": fields, "missingValues": [""] });
    let key = table.columns.iter().find(|column| column.form == Form::Key);
    let foreign = table.columns.iter().filter_map(|column| foreign(column, all));
    let foreign: Vec<Value> = foreign.collect();
    if let Some(schema) = schema.as_object_mut() {
        if let Some(key) = key {
            schema.insert("primaryKey".to_owned(), json!([key.name]));
        }
        if !foreign.is_empty() {
            schema.insert("foreignKeys".to_owned(), json!(foreign));
        }
    }
    schema
}

fn field(column: &Column) -> Value {
    let (kind, constraints) = match &column.form {
        Form::Key => ("string", json!({ "required": true, "unique": true })),
        Form::Text => ("string", Value::Null),
        Form::Number => ("number", Value::Null),
        Form::Count => ("integer", json!({ "minimum": 0 })),
        Form::Day => ("date", Value::Null),
        Form::Period => ("string", json!({ "pattern": "[0-9]{4}(-([0-9]{2}|Q[1-4]|H[12]))?" })),
        Form::YesNo => ("boolean", Value::Null),
        Form::Choice(choices) => ("string", json!({ "enum": choices })),
    };
    let mut field = json!({ "name": column.name, "title": column.title, "type": kind });
    if let (Some(field), false) = (field.as_object_mut(), constraints.is_null()) {
        field.insert("constraints".to_owned(), constraints);
    }
    field
}

/// A column whose cells name rows of another table, where that table is in the package.
fn foreign(column: &Column, all: &[Resource<'_>]) -> Option<Value> {
    let to = all.iter().filter_map(|resource| resource.table);
    let to = to.into_iter().find(|table| Some(table.name.as_str()) == column.refers)?;
    let reference = json!({ "resource": to.name, "fields": ["id"] });
    Some(json!({ "fields": [column.name], "reference": reference }))
}
