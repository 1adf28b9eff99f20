//! A theme: templates and assets, the board's own files over the built-in ones, file by file.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::{Error, ErrorKind, Tera};

use super::prose::escape;
use crate::diagnostic::{Code, Finding};
use crate::source::{Locus, Sources, Span};
use crate::view::frame::Frame;
use crate::words::{Pattern, Words};

/// The files of the built-in theme, by their names in it.
pub const BUILT_IN: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/built_in_theme.rs"));

/// Room for most pages.
const PAGE: usize = 16 * 1024;

/// A theme, ready to render.
pub struct Theme {
    tera: Tera,
    /// Its files, by their names in it.
    pub files: BTreeMap<String, File>,
}

/// A file of a theme, and where it came from.
#[derive(Clone)]
pub struct File {
    /// Its path, for findings.
    pub path: Arc<str>,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// The files of the theme called `name`, over the built-in ones.
#[must_use]
pub fn files(sources: &Sources, name: Option<&str>) -> BTreeMap<String, File> {
    let mut files: BTreeMap<String, File> = BUILT_IN
        .iter()
        .map(|(name, bytes)| {
            let path = Arc::from(format!("themes/default/{name}"));
            ((*name).to_owned(), File { path, bytes: Arc::from(*bytes) })
        })
        .collect();
    if let Some(name) = name {
        let folder = format!("themes/{name}/");
        for (path, source) in &sources.files {
            if let Some(file) = path.strip_prefix(&*folder) {
                let file_of =
                    File { path: Arc::clone(path), bytes: source.bytes.as_slice().into() };
                files.insert(file.to_owned(), file_of);
            }
        }
    }
    files
}

impl Theme {
    /// Compiles the templates of a theme.
    ///
    /// # Errors
    /// What is wrong with a template, at its place.
    pub fn new(
        files: BTreeMap<String, File>,
        frame: &Frame,
        words: &Words,
    ) -> Result<Self, Finding> {
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html"]);
        tera.set_escape_fn(|text, out| {
            let mut escaped = String::with_capacity(text.len() + 8);
            escape(&mut escaped, text);
            out.write_all(escaped.as_bytes())
        });
        let mut templates = Vec::new();
        for (name, file) in &files {
            if let Some(template) = name.strip_prefix("templates/") {
                let text = std::str::from_utf8(&file.bytes).map_err(|_| {
                    Finding::new(Code::NotUtf8, Locus::file(&file.path)).with("line", 1_usize)
                })?;
                templates.push((template, text));
            }
        }
        let added = tera.add_raw_templates(templates);
        added.map_err(|error| finding(&files, &error))?;
        tera.global_context().insert("site", frame);
        tera.global_context().insert("t", &site_words(words));
        Ok(Self { tera, files })
    }

    /// Renders a template.
    ///
    /// # Errors
    /// What is wrong with it, at its place.
    pub fn render(&self, template: &str, context: &tera::Context) -> Result<Vec<u8>, Finding> {
        let mut page = Vec::with_capacity(PAGE);
        let rendered = self.tera.render_to(template, context, &mut page);
        rendered.map_err(|error| finding(&self.files, &error))?;
        Ok(page)
    }
}

/// The words under `site.`, as templates see them: nested, and without slots to fill.
#[derive(Serialize)]
#[serde(untagged)]
enum Nested<'a> {
    Words(&'a str),
    Group(BTreeMap<&'a str, Nested<'a>>),
}

fn site_words(words: &Words) -> BTreeMap<&str, Nested<'_>> {
    let mut root = BTreeMap::new();
    for (key, pattern) in words.patterns() {
        let (Some(key), Pattern::Plain(text)) = (key.strip_prefix("site."), pattern) else {
            continue;
        };
        let mut group = &mut root;
        let mut parts = key.split('.').peekable();
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                group.insert(part, Nested::Words(text));
                break;
            }
            let next = group.entry(part).or_insert_with(|| Nested::Group(BTreeMap::new()));
            match next {
                Nested::Group(inner) => group = inner,
                Nested::Words(_) => break,
            }
        }
    }
    root
}

fn finding(files: &BTreeMap<String, File>, error: &Error) -> Finding {
    let (at, message) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let at = match files.get(&format!("templates/{}", report.filename())) {
                Some(file) => {
                    let range = &report.span().range;
                    Locus::span(&file.path, Span::new(range.start, range.end))
                }
                None => Locus::file(&Arc::from(format!("templates/{}", report.filename()))),
            };
            (at, report.message().to_owned())
        }
        _ => (Locus::file(&Arc::from("themes")), error.to_string()),
    };
    Finding::new(Code::TemplateError, at).with("detail", message)
}
