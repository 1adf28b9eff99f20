//! What the template engine says of a template, as findings at the name that is wrong.
//!
//! The engine tells some mistakes as data and some as text with a place in it; both are read here,
//! so that nothing else has to know how it speaks.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Error, ErrorKind, Tera};

use super::theme::{DEFAULT, File};
use crate::diagnostic::{Code, Finding, nearest};
use crate::source::{Locus, Span};
use crate::words::Arg;

/// Where templates lie in a theme.
pub(super) const TEMPLATES: &str = "templates/";

/// The filters that the engine brings along: it does not tell them, and a suggestion needs them.
const FILTERS: &[&str] = &[
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

/// The tests behind `is` that the engine brings along.
const TESTS: &[&str] = &[
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];

/// What is wrong with the templates of a theme that could not be put together.
#[must_use]
pub(super) fn of_theme(files: &BTreeMap<String, File>, error: &Error) -> Vec<Finding> {
    // The engine stops at the first template that does not parse; the others are read on their own.
    let syntax: Vec<Finding> = templates(files)
        .filter_map(|(name, _, text)| {
            let alone = Tera::new().add_raw_template(name, text).err()?;
            matches!(alone.kind(), ErrorKind::SyntaxError(_)).then(|| of_page(files, &alone))
        })
        .collect();
    if !syntax.is_empty() {
        return syntax;
    }
    match error.kind() {
        ErrorKind::Msg(text) => reports(files, text),
        _ => vec![of_page(files, error)],
    }
}

/// What is wrong with a template that could not be rendered.
#[must_use]
pub(super) fn of_page(files: &BTreeMap<String, File>, error: &Error) -> Finding {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let range = &report.span().range;
            finding(files, report.filename(), (range.start, range.end), report.message())
        }
        ErrorKind::MissingParent { current, parent } => {
            let args = vec![("name", Arg::from(parent.as_str()))];
            let detail = unknown("template", args, parent, &names(files));
            at_name(files, current, parent, detail)
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            at_name(files, tpl, "{%", Arg::from(error.to_string()))
        }
        _ => whole(files, "", Arg::from(error.to_string())),
    }
}

/// A finding for a name that a view does not have.
#[must_use]
pub(super) fn no_field(file: &File, span: Span, name: &str, known: &[&str]) -> Finding {
    let detail = field(name, known);
    Finding::new(Code::TemplateError, Locus::span(&file.path, span)).with("detail", detail)
}

/// Every template with its name, its file and its text.
pub(super) fn templates(
    files: &BTreeMap<String, File>,
) -> impl Iterator<Item = (&str, &File, &str)> {
    files.iter().filter_map(|(name, file)| {
        let text = std::str::from_utf8(&file.bytes).ok()?;
        Some((name.strip_prefix(TEMPLATES)?, file, text))
    })
}

/// The names of the components that the templates of a theme define.
pub(super) fn components(files: &BTreeMap<String, File>) -> Vec<&str> {
    let defined = templates(files).flat_map(|(_, _, text)| {
        text.split("{%").skip(1).filter_map(|tag| {
            let rest = tag.trim_start_matches('-').trim_start().strip_prefix("component ")?;
            rest.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).next()
        })
    });
    defined.collect()
}

/// The text of several reports: `error: MESSAGE`, ` --> FILE:LINE:COLUMN`, the line, its carets.
fn reports(files: &BTreeMap<String, File>, text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    for report in text.split("\n\n") {
        let mut lines = report.lines();
        let message = lines.next().unwrap_or_default();
        let place = lines.next().and_then(|line| line.trim_start().strip_prefix("--> "));
        let carets = report.matches('^').count();
        let span = place.and_then(|place| {
            let mut parts = place.rsplitn(3, ':');
            let column: usize = parts.next()?.parse().ok()?;
            let line: usize = parts.next()?.parse().ok()?;
            let name = parts.next()?;
            let (_, _, text) = templates(files).find(|(other, ..)| *other == name)?;
            let before: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
            let inside = |count: usize| text[before..].chars().take(count).map(char::len_utf8);
            let start = before + inside(column - 1).sum::<usize>();
            Some((name, (start, before + inside(column - 1 + carets).sum::<usize>())))
        });
        let message = message.strip_prefix("error: ").unwrap_or(message);
        found.push(match span {
            Some((name, span)) => finding(files, name, span, message),
            None => twice(files, message),
        });
    }
    found
}

/// A component that two files define: one file would silently be passed over.
fn twice(files: &BTreeMap<String, File>, message: &str) -> Finding {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let (Some(name), Some(first), Some(second)) = (quoted.next(), quoted.next(), quoted.next())
    else {
        return whole(files, "", Arg::from(message));
    };
    let of = |template: &str| files.get(&format!("{TEMPLATES}{template}"));
    // The one that is the board's own is the one that can be mended.
    let own = |template: &&str| of(template).is_some_and(|file| !file.path.starts_with(DEFAULT));
    let at = [second, first].into_iter().find(own).unwrap_or(second);
    let other = if at == first { second } else { first };
    let args = vec![("name", Arg::from(name)), ("other", Arg::from(other))];
    at_name(files, at, name, Arg::Said("template.twice".to_owned(), args))
}

/// A finding at the name that a message speaks of, if its span has it.
fn finding(
    files: &BTreeMap<String, File>,
    template: &str,
    (start, end): (usize, usize),
    message: &str,
) -> Finding {
    let Some(file) = files.get(&format!("{TEMPLATES}{template}")) else {
        return whole(files, template, Arg::from(message));
    };
    let text = std::str::from_utf8(&file.bytes).unwrap_or_default();
    let named = message.split('`').nth(1).unwrap_or_default();
    let spanned = text.get(start..end).unwrap_or_default();
    let span = match word(spanned, named) {
        Some(from) => Span::new(start + from, start + from + named.len()),
        // A mistake at the end of a file has no text of its own; its last line is shown.
        _ if start >= text.len() => Span::new(text.trim_end().len(), text.trim_end().len()),
        _ => Span::new(start, end),
    };
    let detail = detail(files, message, named, spanned);
    Finding::new(Code::TemplateError, Locus::span(&file.path, span)).with("detail", detail)
}

/// Where a name stands in a text as a whole, not as a part of a longer one.
fn word(text: &str, name: &str) -> Option<usize> {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let mut places = text.match_indices(name).map(|(at, _)| at).filter(|_| !name.is_empty());
    places.find(|at| {
        let (before, after) = (&text[..*at], &text[at + name.len()..]);
        !before.ends_with(part) && !after.starts_with(part)
    })
}

/// What a message says, in the words of the reader where they are known.
fn detail(files: &BTreeMap<String, File>, message: &str, named: &str, spanned: &str) -> Arg {
    let listed = |sign: &str| -> Vec<String> {
        let list = message.split_once(sign).map_or("", |(_, list)| list);
        list.split(", ").filter(|name| !name.is_empty()).map(str::to_owned).collect()
    };
    let name = || vec![("name", Arg::from(named))];
    let known = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    if message.starts_with("Field `") || message.starts_with("Variable `") {
        let mut near = listed("Available fields: ");
        near.extend(listed("Available variables: "));
        let near: Vec<&str> = near.iter().map(String::as_str).collect();
        return field(named, &near);
    }
    for (sign, what, known) in [
        ("Unknown component `", "component", known(&components(files))),
        ("Unknown filter `", "filter", known(FILTERS)),
        ("Unknown test `", "test", known(TESTS)),
        ("Unknown function `", "function", Vec::new()),
        ("Unknown template `", "template", names(files)),
        ("Block `", "block", blocks(files, named)),
        ("Unknown argument(s) `", "argument", quoted(message)),
    ] {
        if message.starts_with(sign) {
            return unknown(what, name(), named, &known);
        }
    }
    if message.starts_with("Argument `") {
        return Arg::Said("template.missing-argument".to_owned(), name());
    }
    if message == "Unexpected end of input" {
        return Arg::Word("template.unfinished".to_owned());
    }
    // What is asked for in a loop or behind a filter and is not there.
    if message.ends_with("`undefined`") || message.ends_with(" undefined") {
        let last = spanned.rsplit(['.', ' ']).next().unwrap_or_default();
        return field(last, &[]);
    }
    Arg::from(message)
}

fn field(name: &str, known: &[&str]) -> Arg {
    let known: Vec<String> = known.iter().map(|name| (*name).to_owned()).collect();
    unknown("field", vec![("name", Arg::from(name))], name, &known)
}

fn unknown(what: &str, mut args: Vec<(&'static str, Arg)>, name: &str, known: &[String]) -> Arg {
    match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => {
            args.push(("nearest", Arg::from(near)));
            Arg::Said(format!("template.unknown-{what}-near"), args)
        }
        None => Arg::Said(format!("template.unknown-{what}"), args),
    }
}

fn names(files: &BTreeMap<String, File>) -> Vec<String> {
    templates(files).map(|(name, ..)| name.to_owned()).collect()
}

/// The names that a message lists behind the one that is wrong.
fn quoted(message: &str) -> Vec<String> {
    message.split('`').skip(1).step_by(2).skip(1).map(str::to_owned).collect()
}

/// The names of all blocks but the one that is wrong.
fn blocks(files: &BTreeMap<String, File>, wrong: &str) -> Vec<String> {
    let named = templates(files).flat_map(|(_, _, text)| {
        text.split("block ").skip(1).filter_map(|rest| rest.split([' ', '%', '-']).next())
    });
    named.filter(|name| *name != wrong).map(str::to_owned).collect()
}

fn at_name(files: &BTreeMap<String, File>, template: &str, name: &str, detail: Arg) -> Finding {
    let file = files.get(&format!("{TEMPLATES}{template}"));
    let place = file.and_then(|file| {
        let start = std::str::from_utf8(&file.bytes).ok()?.find(name)?;
        Some(Locus::span(&file.path, Span::new(start, start + name.len())))
    });
    match place {
        Some(at) => Finding::new(Code::TemplateError, at).with("detail", detail),
        None => whole(files, template, detail),
    }
}

fn whole(files: &BTreeMap<String, File>, template: &str, detail: Arg) -> Finding {
    let name = format!("{TEMPLATES}{template}");
    let path = files
        .get(&name)
        .map_or_else(|| Arc::from(format!("themes/{name}")), |file| Arc::clone(&file.path));
    Finding::new(Code::TemplateError, Locus::file(&path)).with("detail", detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_has_what_is_suggested() {
        let context = tera::Context::new();
        for filter in FILTERS {
            let said = Tera::one_off(&format!("{{{{ 'x' | {filter} }}}}"), &context, false);
            let said = said.unwrap_or_else(|error| error.to_string());
            assert!(!said.contains("Unknown"), "{said}");
        }
        for test in TESTS {
            let said = Tera::one_off(&format!("{{{{ 'x' is {test} }}}}"), &context, false);
            let said = said.unwrap_or_else(|error| error.to_string());
            assert!(!said.contains("Unknown"), "{said}");
        }
    }
}
