//! What templates ask for, held against what they are handed.
//!
//! The engine itself takes a name that is not there for false in `if`, and never looks into a
//! branch that is not taken. So every template is walked through here with a full example of its
//! view, every branch and every component of it, and each name is looked up.

mod tags;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::mistake::{no_field, templates};
use super::theme::{DEFAULT, File};
use crate::diagnostic::Finding;
use crate::source::{Locus, Span};
use tags::{Tag, Token, close, end, is_test, path_end, tags};

/// What a name holds; `None` where only a page that is made would tell.
type Shape<'v> = Option<&'v Value>;

/// Names within reach, the innermost last.
type Scope<'v> = Vec<BTreeMap<&'v str, Shape<'v>>>;

/// How deep templates and components may lie in one another.
const DEPTH: usize = 20;

/// What a template is handed, by name.
type Values = BTreeMap<&'static str, Value>;

/// Looks up every name that templates ask for when they are handed these values.
pub(super) fn check<'v>(
    files: &'v BTreeMap<String, File>,
    pages: &'v [(&'static str, Values)],
) -> Vec<Finding> {
    let mut walk = Walk {
        files: templates(files).map(|(name, file, text)| (name, (file, tags(text)))).collect(),
        components: BTreeMap::new(),
        seen: BTreeSet::new(),
        guarded: BTreeSet::new(),
        calls: Vec::new(),
        found: BTreeMap::new(),
    };
    let defined = walk.files.iter().flat_map(|(file, (_, tags))| {
        let component = |(at, tag): (usize, &Tag<'v>)| Some((tag.word("component")?, (*file, at)));
        tags.iter().enumerate().filter_map(component).collect::<Vec<_>>()
    });
    walk.components = defined.collect();
    for (name, values) in pages {
        let handed = values.iter().map(|(name, value)| (*name, Some(value))).collect();
        walk.template(name, &mut vec![handed], &BTreeSet::new(), 0);
    }
    walk.found.into_values().collect()
}

struct Walk<'v> {
    files: BTreeMap<&'v str, (&'v File, Vec<Tag<'v>>)>,
    /// The file and the tag that each component begins with.
    components: BTreeMap<&'v str, (&'v str, usize)>,
    /// Components that were walked through with these values.
    seen: BTreeSet<(&'v str, Vec<Option<*const Value>>)>,
    /// What a template asks whether it is there: behind the question it may be used.
    guarded: BTreeSet<(&'v str, String)>,
    /// The calls of the components that are being walked through.
    calls: Vec<Locus>,
    /// What was found, once a place.
    found: BTreeMap<(&'v str, usize), Finding>,
}

impl<'v> Walk<'v> {
    fn template(
        &mut self,
        name: &'v str,
        scope: &mut Scope<'v>,
        replaced: &BTreeSet<&'v str>,
        depth: usize,
    ) {
        let Some((_, tags)) = self.files.get(name) else { return };
        let (tags, mut parent, mut replaced) = (tags.clone(), None, replaced.clone());
        let above = replaced.clone();
        for tag in &tags {
            parent = tag.quoted("extends").or(parent);
            replaced.extend(tag.word("block"));
        }
        self.tags(name, &tags, scope, &above, depth);
        if let Some(parent) = parent.filter(|_| depth < DEPTH) {
            self.template(parent, scope, &replaced, depth + 1);
        }
    }

    /// Walks through tags; `replaced` are blocks that stand elsewhere and are passed over.
    fn tags(
        &mut self,
        file: &'v str,
        tags: &[Tag<'v>],
        scope: &mut Scope<'v>,
        replaced: &BTreeSet<&'v str>,
        depth: usize,
    ) {
        let floor = scope.len();
        let mut at = 0;
        while let Some(tag) = tags.get(at) {
            at += 1;
            let tokens = &tag.tokens[..];
            let rest = tokens.get(1..).unwrap_or_default();
            match tag.verb() {
                _ if tag.writes => self.expression(file, tokens, scope, depth),
                Some("component") => at += end(&tags[at..], "component"),
                Some("block")
                    if rest
                        .first()
                        .and_then(Token::name)
                        .is_some_and(|name| replaced.contains(name)) =>
                {
                    at += end(&tags[at..], "block");
                }
                Some("for") => {
                    let inside = rest.iter().position(|token| token.name() == Some("in"));
                    let (names, list) = rest.split_at(inside.unwrap_or(rest.len()));
                    let list = list.get(1..).unwrap_or_default();
                    let shape = self.shape(file, list, scope, depth);
                    scope.push(named(names, shape));
                }
                Some("endfor") if scope.len() > floor => drop(scope.pop()),
                Some("set" | "set_global") => {
                    let value = rest.get(2..).unwrap_or_default();
                    let shape = self.shape(file, value, scope, depth);
                    if let (Some(name), Some(inner)) =
                        (rest.first().and_then(Token::name), scope.last_mut())
                    {
                        inner.insert(name, shape);
                    }
                }
                Some("include") => {
                    if let Some(other) = tag.quoted("include").filter(|_| depth < DEPTH) {
                        self.template(other, scope, &BTreeSet::new(), depth + 1);
                    }
                }
                Some("if" | "elif") => self.expression(file, rest, scope, depth),
                Some("filter") => {
                    self.expression(file, rest.get(1..).unwrap_or_default(), scope, depth);
                }
                _ if tokens.first().is_some_and(|token| token.is("<")) => {
                    self.expression(file, tokens, scope, depth);
                }
                _ => {}
            }
        }
        scope.truncate(floor);
    }

    fn expression(&mut self, file: &'v str, tokens: &[Token<'v>], scope: &Scope<'v>, depth: usize) {
        self.shape(file, tokens, scope, depth);
    }

    /// Looks up every name of an expression; gives what the whole of it holds, if it is one path.
    fn shape(
        &mut self,
        file: &'v str,
        tokens: &[Token<'v>],
        scope: &Scope<'v>,
        depth: usize,
    ) -> Shape<'v> {
        if tokens.first().is_some_and(|token| token.is("<")) {
            self.call(file, tokens, scope, depth);
            return None;
        }
        let mut own: BTreeSet<&str> = BTreeSet::new();
        for pair in tokens.windows(2) {
            if pair[0].name() == Some("for") {
                own.extend(pair[1].name());
            }
        }
        let (mut at, mut whole) = (0, None);
        while let Some(token) = tokens.get(at) {
            let before = at.checked_sub(1).and_then(|before| tokens.get(before));
            let after = tokens.get(at + 1);
            let Some(name) = token.name().filter(|name| !WORDS.contains(name)) else {
                at += 1;
                continue;
            };
            let passed = before.is_some_and(|sign| {
                sign.is("|") || matches!(sign.name(), Some("is" | "not")) && is_test(tokens, at)
            }) || after
                .is_some_and(|sign| sign.is("=") || sign.is("(") || sign.is(":"))
                || own.contains(name);
            if passed {
                // What follows a name of a comprehension is its own business too.
                at += 1;
                while tokens.get(at).is_some_and(|sign| sign.is(".")) {
                    at += 2;
                }
                continue;
            }
            let from = at;
            let shape = self.path(file, tokens, &mut at, scope, depth);
            if from == 0 && at == tokens.len() {
                whole = shape;
            }
        }
        whole
    }

    /// Follows `a.b[c].d` from the name at `at` and leaves `at` behind it.
    fn path(
        &mut self,
        file: &'v str,
        tokens: &[Token<'v>],
        at: &mut usize,
        scope: &Scope<'v>,
        depth: usize,
    ) -> Shape<'v> {
        let (from, end) = (*at, path_end(tokens, *at));
        let next = |place: usize| tokens.get(place).and_then(Token::name);
        // Whoever asks whether something is there, or says what stands in its place, may.
        let asks = tokens.get(end).is_some_and(|sign| {
            (sign.is("|") && next(end + 1) == Some("default"))
                || (sign.name() == Some("is")
                    && (matches!(next(end + 1), Some("defined" | "undefined"))
                        || matches!(next(end + 2), Some("defined" | "undefined"))))
        });
        let joined = |until: usize| -> String {
            tokens[from..until].iter().map(|token| token.text).collect()
        };
        if asks {
            self.guarded.insert((file, joined(end)));
        }
        let root = tokens[from].name().unwrap_or_default();
        *at += 1;
        let named = scope.iter().rev().find_map(|names| names.get(root)).copied();
        if named.is_none()
            && !BUILT_IN.contains(&root)
            && !self.guarded.contains(&(file, joined(from + 1)))
        {
            let known: Vec<&str> = scope.iter().flat_map(BTreeMap::keys).copied().collect();
            self.found(file, tokens[from].at, root, &known);
        }
        let mut shape = named.flatten();
        while *at < end {
            let sign = &tokens[*at];
            if sign.is("[") {
                let close = close(tokens, *at);
                self.shape(file, &tokens[*at + 1..close], scope, depth);
                shape = match shape {
                    Some(Value::Array(items)) => items.first(),
                    _ => None,
                };
                *at = close + 1;
                continue;
            }
            let Some(Token { text, at: place, .. }) = tokens.get(*at + 1) else { break };
            *at += 2;
            let Some(value) = shape else { continue };
            shape = value.get(*text);
            let guarded = || self.guarded.contains(&(file, joined(*at)));
            if shape.is_none() && sign.is(".") && !guarded() {
                let fields = value.as_object();
                let known: Vec<&str> =
                    fields.map(|map| map.keys().map(String::as_str).collect()).unwrap_or_default();
                self.found(file, *place, text, &known);
            }
        }
        shape
    }

    /// Walks through a component with what it is called with: `<name a={path} b="text" c />`.
    fn call(&mut self, file: &'v str, tokens: &[Token<'v>], scope: &Scope<'v>, depth: usize) {
        let Some(name) = tokens.get(1).and_then(Token::name) else { return };
        let mut handed: BTreeMap<&str, Shape<'v>> = BTreeMap::new();
        let mut at = 2;
        while let Some(token) = tokens.get(at) {
            at += 1;
            let Some(key) = token.name() else { continue };
            let value = tokens.get(at).filter(|sign| sign.is("=")).and(tokens.get(at + 1));
            let shape = match value {
                None => self.shape(file, std::slice::from_ref(token), scope, depth),
                Some(open) if open.is("{") => {
                    let close = close(tokens, at + 1);
                    let inside = &tokens[at + 2..close.max(at + 2)];
                    at = close + 1;
                    self.shape(file, inside, scope, depth)
                }
                Some(_) => {
                    at += 2;
                    None
                }
            };
            handed.insert(key, shape);
        }
        let Some((other, first)) = self.components.get(name).copied().filter(|_| depth < DEPTH)
        else {
            return;
        };
        let key = handed.values().map(|shape| shape.map(std::ptr::from_ref)).collect();
        if !self.seen.insert((name, key)) {
            return;
        }
        let Some(tags) = self.files.get(other).map(|(_, tags)| tags.clone()) else { return };
        let mut inner = BTreeMap::new();
        for (parameter, shared) in tags[first].parameters() {
            let outside = || scope.iter().rev().find_map(|names| names.get(parameter)).copied();
            let shape = if shared { outside() } else { handed.get(parameter).copied() };
            inner.insert(parameter, shape.flatten());
        }
        let inside = &tags[first + 1..];
        let body = &inside[..end(inside, "component").saturating_sub(1)];
        if let Some((caller, _)) = self.files.get(file) {
            let span = Span::new(tokens[1].at, tokens[1].at + name.len());
            self.calls.push(Locus::span(&caller.path, span));
        }
        self.tags(other, body, &mut vec![inner], &BTreeSet::new(), depth + 1);
        self.calls.pop();
    }

    fn found(&mut self, template: &'v str, at: usize, name: &str, known: &[&str]) {
        if let Some((file, _)) = self.files.get(template) {
            let span = Span::new(at, at + name.len());
            let mut finding = no_field(file, span, name, known);
            // A component of the program is right; what it was handed is not.
            let own = |call: &&Locus| !call.file.starts_with(DEFAULT);
            if file.path.starts_with(DEFAULT)
                && let Some(call) = self.calls.iter().rev().find(own)
            {
                finding = finding.related(call.clone(), "related.called");
            }
            self.found.entry((template, at)).or_insert(finding);
        }
    }
}

/// Words of the language that are no names.
const WORDS: &[&str] = &[
    "and", "or", "not", "in", "is", "if", "else", "for", "true", "false", "none", "True", "False",
    "None",
];

/// Names that the engine brings along.
const BUILT_IN: &[&str] = &["loop", "body", "__tera_context"];

/// The names of a loop: of a list its first item, of a mapping its first value behind its name.
fn named<'v>(names: &[Token<'v>], shape: Shape<'v>) -> BTreeMap<&'v str, Shape<'v>> {
    let names: Vec<&str> = names.iter().filter_map(Token::name).collect();
    let item = shape.and_then(|value| match value {
        Value::Array(items) => items.first(),
        Value::Object(map) => map.values().next(),
        _ => None,
    });
    match names[..] {
        [key, value] => BTreeMap::from([(key, None), (value, item)]),
        _ => names.into_iter().map(|name| (name, item)).collect(),
    }
}
