//! Reading a mapping against the declaration of its fields.
//!
//! Every name that is not declared, every field written twice, every required field that is
//! missing and every value that does not read is a finding of its own; the good fields are kept.

mod typed;

use std::sync::Arc;

use super::kinds::{Field, Shape};
use super::spreadsheet::meant;
use super::suggest::{example, excerpt, nearest, whole};
use super::values::{choice_of, yes_or_no};
use super::yaml::{Entry, Node, Value, missing_colon};
use crate::diagnostic::{Code, Finding};
use crate::model::money::Currency;
use crate::script::{Script, fold, is_traditional, traditional};
use crate::source::Spans;
use crate::source::{Locus, Span};
use crate::words::Arg;

/// What reading a file needs, and where its findings go.
pub struct Desk<'a> {
    /// The file.
    pub file: &'a Arc<str>,
    /// The board's currency.
    pub currency: Currency,
    /// What was found so far.
    pub findings: Vec<Finding>,
    /// What is not looked into any further, and of which nothing is said.
    pub private: Vec<Span>,
    /// Whether a name in traditional characters was met, so that a line to type has them too.
    pub traditional: bool,
}

impl Desk<'_> {
    /// The place of a span.
    #[must_use]
    pub fn at(&self, span: Span) -> Locus {
        Locus::span(self.file, span)
    }

    /// Adds a finding at a span.
    pub fn find(&mut self, code: Code, span: Span, args: Vec<(&'static str, Arg)>) {
        let mut finding = Finding::new(code, self.at(span));
        finding.args = args;
        self.findings.push(finding);
    }
}

/// The fields of one mapping.
#[derive(Clone, Debug)]
pub struct Fields<'a> {
    found: Vec<(&'static Field, &'a Node)>,
    /// The fields that misspelt names most likely mean: these are not missing on top of it.
    meant: Vec<&'static str>,
    /// How its names are written, so that a line to type is written in the same way.
    script: Script,
    /// The mapping as a whole.
    pub whole: Span,
    /// Its first name: where something that is missing is reported.
    pub first: Span,
}

impl<'a> Fields<'a> {
    /// Reads the entries of `node` against `declared`; what `defaults` holds is used where the
    /// node is silent.
    pub fn read(
        desk: &mut Desk<'_>,
        node: &'a Node,
        defaults: Option<&Fields<'a>>,
        declared: &[&'static [Field]],
    ) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            desk.find(Code::NotAMapping, node.span, vec![("value", excerpt(node).into())]);
            return None;
        };
        let chinese = entries.iter().any(|entry| !entry.key.is_ascii());
        let script = if chinese { Script::Simplified } else { Script::English };
        let mut fields = Self {
            found: Vec::with_capacity(entries.len()),
            meant: Vec::new(),
            script,
            whole: node.span,
            first: entries.first().map_or(node.span, |entry| entry.key_span),
        };
        for entry in entries {
            fields.take(desk, entry, declared);
        }
        if chinese && desk.traditional {
            fields.script = Script::Traditional;
        }
        if let Some(defaults) = defaults {
            for (field, node) in &defaults.found {
                if !fields.found.iter().any(|(known, _)| known.en == field.en) {
                    fields.found.push((field, node));
                }
            }
        }
        Some(fields)
    }

    fn take(&mut self, desk: &mut Desk<'_>, entry: &'a Entry, declared: &[&'static [Field]]) {
        let name = entry.key.trim();
        let fields = || declared.iter().flat_map(|fields| fields.iter());
        let Some(field) = Field::named(name, fields) else {
            desk.traditional |= is_traditional(name);
            let is_field = |word: &str| Field::named(word, fields).is_some();
            if let Some((field, value)) = missing_colon(name, is_field)
                && entry.node.is_blank()
            {
                self.meant.extend(Field::named(field, fields).map(|field| field.en));
                let finding = Finding::new(Code::MissingColon, desk.at(entry.key_span));
                let finding = finding.with("field", field).paste(format!("{field}: {value}"));
                desk.findings.push(finding);
                return;
            }
            let names = fields().flat_map(|field| [field.en, field.zh]);
            // A word that treasurers use for it is as good as a misspelling.
            let usual = || {
                let en = meant(&fold(name), |path| is_field(path))?;
                let field = Field::named(en, fields)?;
                Some(if self.script == Script::English { field.en } else { field.zh })
            };
            let nearest = nearest(&fold(name), names).or_else(usual).unwrap_or_default();
            let shown = if desk.traditional { traditional(nearest) } else { nearest.into() };
            let args = vec![("field", Arg::from(name)), ("nearest", Arg::from(&*shown))];
            let mut finding = Finding::new(Code::UnknownField, desk.at(entry.key_span));
            finding.args = args;
            self.meant.extend(
                fields()
                    .find(|field| [field.en, field.zh].contains(&nearest))
                    .map(|field| field.en),
            );
            if !nearest.is_empty() {
                let value = whole(&entry.node).map_or(String::new(), |value| format!(" {value}"));
                finding.paste = Some(format!("{shown}:{value}"));
            }
            desk.findings.push(finding);
            return;
        };
        desk.traditional |= name != field.en && name != field.zh;
        if let Some((_, first)) = self.found.iter().find(|(known, _)| known.en == field.en) {
            let first = desk.at(first.span);
            desk.findings.push(
                Finding::new(Code::DuplicateField, desk.at(entry.key_span))
                    .with("field", name)
                    .related(first, "related.first"),
            );
            return;
        }
        if matches!(field.shape, Shape::Private) {
            desk.private.push(entry.node.span);
        }
        self.found.push((field, &entry.node));
    }

    /// Reports every required field that is missing; whether none is.
    pub fn complete(&self, desk: &mut Desk<'_>, declared: &[&'static [Field]]) -> bool {
        let mut complete = true;
        for field in declared.iter().flat_map(|fields| fields.iter()).filter(|field| field.required)
        {
            if self.node(field.en).is_none() {
                complete = false;
                self.lacks(desk, field);
            }
        }
        complete
    }

    /// Reports that a field is missing, with the line to type, unless a misspelt one stands for it.
    pub fn lacks(&self, desk: &mut Desk<'_>, field: &Field) {
        if self.meant.contains(&field.en) {
            return;
        }
        // A `…` that was pasted and not filled in is the place to fill in.
        let blank = self.found.iter().find(|(known, _)| known.en == field.en);
        let place = blank.map(|(_, node)| node.span).filter(|span| span.start < span.end);
        let place = place.unwrap_or(self.first);
        let name = self.script.name(field.en, field.zh);
        let example = example(field.shape, self.script);
        desk.findings.push(
            Finding::new(Code::MissingField, desk.at(place))
                .with("field", Arg::Name(field.en, field.zh))
                .with("name", field.en)
                // The Chinese name in every language, in the characters of the language.
                .with("zh", Arg::Name(field.zh, field.zh))
                .with("example", example.as_str())
                .paste(format!("{name}: {example}")),
        );
    }

    /// The places of the fields.
    #[must_use]
    pub fn spans(&self) -> Spans {
        let fields = self.found.iter().map(|(field, node)| (&field.en, node.span)).collect();
        Spans { whole: self.whole, fields }
    }

    /// The fields that are written, in the order of writing.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Field, &'a Node)> + '_ {
        self.found.iter().copied()
    }

    /// What is written for a field, if anything is.
    #[must_use]
    pub fn node(&self, name: &str) -> Option<&'a Node> {
        self.found
            .iter()
            .find(|(field, _)| field.en == name)
            .map(|(_, node)| *node)
            .filter(|node| !node.is_blank())
    }

    fn declared(&self, name: &str) -> Option<&'static Field> {
        self.found.iter().find(|(field, _)| field.en == name).map(|(field, _)| *field)
    }

    fn name_of(&self, name: &str) -> Arg {
        self.declared(name).map_or(Arg::from(name), |field| Arg::Name(field.en, field.zh))
    }

    fn scalar(&self, desk: &mut Desk<'_>, name: &str) -> Option<(&'a str, Span)> {
        let node = self.node(name)?;
        let Some(text) = node.text() else {
            desk.find(Code::NotText, node.span, vec![("field", self.name_of(name))]);
            return None;
        };
        Some((text.trim(), node.span))
    }

    fn parsed<T>(
        &self,
        desk: &mut Desk<'_>,
        name: &str,
        code: Code,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let (text, span) = self.scalar(desk, name)?;
        let value = read(text);
        if value.is_none() {
            desk.find(code, span, vec![("value", text.into()), ("field", self.name_of(name))]);
        }
        value
    }

    /// Words.
    pub fn text(&self, desk: &mut Desk<'_>, name: &str) -> Option<String> {
        self.scalar(desk, name).map(|(text, _)| text.to_owned())
    }

    /// Yes or no; no where nothing is written.
    pub fn yes(&self, desk: &mut Desk<'_>, name: &str) -> bool {
        let Some((text, span)) = self.scalar(desk, name) else { return false };
        let value = yes_or_no(text);
        if value.is_none() {
            let choices = vec![Arg::Name("yes", "是"), Arg::Name("no", "否")];
            let args = vec![
                ("value", Arg::from(text)),
                ("field", self.name_of(name)),
                ("choices", Arg::List(choices)),
            ];
            desk.find(Code::NotAChoice, span, args);
        }
        value.unwrap_or(false)
    }

    /// Which of the values of a closed set, by its place in the declaration.
    pub fn choice(&self, desk: &mut Desk<'_>, name: &str) -> Option<usize> {
        let (field, _) = self.found.iter().find(|(field, _)| field.en == name)?;
        let Shape::Choice(choices) = field.shape else { return None };
        let (text, span) = self.scalar(desk, name)?;
        let place = choice_of(text, choices);
        if place.is_none() {
            let all = choices.iter().map(|choice| Arg::Name(choice.en, choice.zh));
            let args = vec![
                ("value", Arg::from(text)),
                ("field", self.name_of(name)),
                ("choices", Arg::List(all.collect())),
            ];
            desk.find(Code::NotAChoice, span, args);
        }
        place
    }

    /// The values of a field that may hold one or several.
    #[must_use]
    pub fn many(&self, name: &str) -> Vec<&'a Node> {
        match self.node(name) {
            None => Vec::new(),
            Some(node) => match &node.value {
                Value::List(items) => items.iter().collect(),
                Value::Scalar(_) | Value::Map(_) => vec![node],
            },
        }
    }

    /// The fields of a mapping within this one.
    pub fn map<T>(
        &self,
        desk: &mut Desk<'_>,
        name: &str,
        read: impl FnOnce(&mut Desk<'_>, &Fields<'a>) -> Option<T>,
    ) -> Option<T> {
        open(desk, self.node(name)?, self.declared_map(name)?, read)
    }

    /// The fields of each mapping in a list within this one.
    pub fn maps<T>(
        &self,
        desk: &mut Desk<'_>,
        name: &str,
        mut read: impl FnMut(&mut Desk<'_>, &Fields<'a>) -> Option<T>,
    ) -> Vec<T> {
        let Some(fields) = self.declared_map(name) else { return Vec::new() };
        let nodes = self.many(name).into_iter();
        nodes.filter_map(|node| open(desk, node, fields, &mut read)).collect()
    }

    fn declared_map(&self, name: &str) -> Option<&'static [Field]> {
        let (field, _) = self.found.iter().find(|(field, _)| field.en == name)?;
        match field.shape {
            Shape::Map(fields) => Some(fields),
            Shape::Many(Shape::Map(fields)) => Some(fields),
            _ => None,
        }
    }
}

fn open<'a, T>(
    desk: &mut Desk<'_>,
    node: &'a Node,
    declared: &'static [Field],
    read: impl FnOnce(&mut Desk<'_>, &Fields<'a>) -> Option<T>,
) -> Option<T> {
    let fields = Fields::read(desk, node, None, &[declared])?;
    fields.complete(desk, &[declared]);
    read(desk, &fields)
}
