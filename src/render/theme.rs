//! A theme: templates and assets, the board's own files over the built-in ones, file by file.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use tera::{Context, Tera, Value};

use super::mistake;
use super::prose::escaped;
use super::sheet::{FONTS, SHEETS};
use crate::diagnostic::{Code, Finding, nearest};
use crate::source::{Locus, Sources};
use crate::view::frame::{Frame, Ways};
use crate::words::{Pattern, Words};

/// The files of the built-in theme, by their names in it.
pub const BUILT_IN: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/built_in_theme.rs"));

/// What their paths begin with in findings.
pub const DEFAULT: &str = "themes/default/";

/// Files that are published as they are lie here.
pub const ASSETS: &str = "assets/";

/// The style of the pages.
pub const STYLE: &str = "assets/board.css";

/// The colours, letters and measures that the style is made of. They are published at its top.
pub const TOKENS: &str = "assets/tokens.css";

/// The script of the page on which records are searched.
pub const SEARCH: &str = "assets/search.js";

/// What that script needs on a portal, to search its boards.
pub const BOARDS: &str = "assets/boards.js";

/// How many ways round are kept: those of each depth, and of a few pages that have their own.
const WAYS: usize = 16;

/// Room for most pages.
const PAGE: usize = 16 * 1024;

/// A theme, ready to render.
pub struct Theme {
    tera: Tera,
    /// What every template gets: `site` and `t`.
    pub(super) shared: Context,
    /// Ways round, as templates get them.
    ways: Mutex<Vec<(Ways, Value)>>,
    /// Whether its notices show a code.
    pub(super) shows_codes: bool,
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
            let path = Arc::from(format!("{DEFAULT}{name}"));
            ((*name).to_owned(), File { path, bytes: Arc::from(*bytes) })
        })
        .collect();
    if let Some(name) = name {
        let folder = format!("themes/{name}/");
        for (path, source) in &sources.files {
            if let Some(file) = path.strip_prefix(&*folder) {
                let mut bytes = Vec::new();
                // A theme names the tokens that it changes, and the others stay.
                if let Some(tokens) = files.get(file).filter(|_| file == TOKENS) {
                    bytes.extend_from_slice(&tokens.bytes);
                }
                bytes.extend_from_slice(&source.bytes);
                let file_of = File { path: Arc::clone(path), bytes: bytes.into() };
                files.insert(file.to_owned(), file_of);
            }
        }
    }
    files
}

/// Those of a theme's own files that replace nothing and that nothing speaks of, each with the
/// built-in file that was most likely meant.
#[must_use]
pub fn unused<'f>(
    files: &'f BTreeMap<String, File>,
    folder: &str,
) -> Vec<(&'f File, &'f str, Option<&'static str>)> {
    let built_in = || BUILT_IN.iter().map(|(name, _)| *name);
    let spoken: Vec<&str> = files
        .iter()
        .filter(|(name, _)| [".html", ".css", ".typ"].iter().any(|ending| name.ends_with(ending)))
        .filter_map(|(_, file)| std::str::from_utf8(&file.bytes).ok())
        .collect();
    let is_spoken_of = |text: &str| spoken.iter().any(|template| template.contains(text));
    let own = files.iter().filter(|(name, file)| {
        file.path.starts_with(folder) && built_in().all(|other| other != name.as_str())
    });
    let unused = own.filter_map(|(name, file)| {
        let near = meant(name, built_in());
        let used = if let Some(template) = name.strip_prefix(mistake::TEMPLATES) {
            let called = |component: &&str| {
                ["{{<", "{{- <", "{{ <", "{{-<", "{% <", "{%- <"]
                    .iter()
                    .any(|open| is_spoken_of(&format!("{open}{component} ")))
            };
            let one = BTreeMap::from([(name.clone(), file.clone())]);
            ["\"", "'"].iter().any(|quote| is_spoken_of(&format!("{quote}{template}{quote}")))
                || mistake::components(&one).iter().any(called)
        } else if let Some(asset) = name.strip_prefix(ASSETS) {
            near.is_none() || is_spoken_of(asset)
        } else if name.starts_with(SHEETS) {
            is_spoken_of(name)
        } else if name.starts_with(FONTS) {
            // A font is found by the name of its family, which stands within it.
            [".otf", ".ttf", ".ttc"].iter().any(|ending| name.ends_with(ending))
        } else {
            // A theme may come with a word on itself, and with its licence.
            !name.contains('/') && matches!(name.rsplit_once('.'), None | Some((_, "md")))
        };
        (!used).then_some((file, name.as_str(), near))
    });
    unused.collect()
}

/// The name that was most likely meant: in the same folder the one most like it, else the same
/// name in a folder most like that.
fn meant(name: &str, known: impl Iterator<Item = &'static str> + Clone) -> Option<&'static str> {
    let parts = |name: &'static str| name.rsplit_once('/').unwrap_or(("", name));
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let stem = |file: &'static str| file.split('.').next().unwrap_or_default();
    let beside = known.clone().filter(|other| parts(other).0 == folder);
    let own = file.split('.').next().unwrap_or_default();
    let near = nearest(own, beside.clone().map(|other| stem(parts(other).1)));
    let near = near.and_then(|near| beside.clone().find(|other| stem(parts(other).1) == near));
    let elsewhere = known.filter(|other| parts(other).1 == file);
    let folders = nearest(folder, elsewhere.clone().map(|other| parts(other).0));
    near.or_else(|| {
        let mut elsewhere = elsewhere;
        elsewhere.find(|other| folders == Some(parts(other).0))
    })
}

/// The templates of a theme, read.
pub struct Templates(Tera);

impl Templates {
    /// Reads the templates of a theme.
    ///
    /// # Errors
    /// What is wrong with them, each at its place.
    pub fn new(files: &BTreeMap<String, File>) -> Result<Self, Vec<Finding>> {
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html"]);
        tera.set_escape_fn(|text, out| {
            let mut written = Ok(());
            escaped(text, &mut |piece| {
                if written.is_ok() {
                    written = out.write_all(piece.as_bytes());
                }
            });
            written
        });
        let mut templates = Vec::new();
        for (name, file) in files {
            if let Some(template) = name.strip_prefix(mistake::TEMPLATES) {
                let text = std::str::from_utf8(&file.bytes).map_err(|_| {
                    let at = Locus::file(&file.path);
                    vec![Finding::new(Code::NotUtf8, at).with("line", 1_usize)]
                })?;
                templates.push((template, text));
            }
        }
        let added = tera.add_raw_templates(templates);
        added.map_err(|error| mistake::of_theme(files, &error))?;
        Ok(Self(tera))
    }
}

impl Theme {
    /// A theme of these files and of the templates among them.
    #[must_use]
    pub fn new(
        (files, Templates(mut tera)): (BTreeMap<String, File>, Templates),
        frame: &Frame,
        words: &Words,
    ) -> Self {
        let mut shared = Context::new();
        shared.insert("site", frame);
        shared.insert("t", &site_words(words));
        *tera.global_context() = shared.clone();
        let shows_codes = shows_codes(&tera, &files);
        Self { tera, shared, ways: Mutex::default(), shows_codes, files }
    }

    /// Ways round as templates get them: most pages have the same, and it is made for them once.
    #[must_use]
    pub fn ways(&self, ways: &Ways) -> Value {
        let mut known = self.ways.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, value)) = known.iter().find(|(other, _)| other.is(ways)) {
            return value.clone();
        }
        let value = Value::from_serializable(ways);
        // Those of boards before an edit are of no use any more.
        if known.len() == WAYS {
            known.clear();
        }
        known.push((ways.clone(), value.clone()));
        value
    }

    /// Renders a template.
    ///
    /// # Errors
    /// What is wrong with it, at its place.
    pub fn render(&self, template: &str, context: &Context) -> Result<Vec<u8>, Finding> {
        let mut page = Vec::with_capacity(PAGE);
        let rendered = self.tera.render_to(template, context, &mut page);
        rendered.map_err(|error| mistake::of_page(&self.files, &error))?;
        Ok(page)
    }
}

/// Whether any template may show the code of a notice: it names it, has a component that may take it
/// from around itself, or looks at all there is, of which the engine does not tell.
fn shows_codes(tera: &Tera, files: &BTreeMap<String, File>) -> bool {
    let asks = |name: &str| {
        let asked = tera.get_template_variables(name);
        asked.map_or(true, |names| names.contains("code"))
    };
    let takes = |name: &str| {
        let component = tera.get_component_definition(name);
        component.is_none_or(|component| component.args().iter().any(|arg| arg.name() == "code"))
    };
    let looks = |(name, file): (&String, &File)| {
        let text = std::str::from_utf8(&file.bytes).unwrap_or_default();
        name.starts_with(mistake::TEMPLATES) && text.contains("__tera_context")
    };
    tera.get_template_names().any(asks)
        || tera.get_component_names().any(takes)
        || files.iter().any(looks)
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
