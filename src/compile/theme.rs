//! The theme of a board: its files over the built-in ones, its settings, its words.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Arc, Mutex, PoisonError};

use super::built_in;
use crate::content::settings::{self, ListBy};
use crate::diagnostic::{Code, Finding, nearest};
use crate::model::board::Profile;
use crate::render::sheet::Faces;
use crate::render::theme::{DEFAULT, File, Templates, files, unused};
use crate::source::{Locus, Source, Sources};
use crate::view::plan::{By, Family, Wanted};
use crate::words::{Arg, Language, Words};

/// The version of the views that themes are written for.
const CONTRACT: u32 = 1;

/// What a theme brings.
pub(super) struct Theming {
    /// Its files, by their names in it.
    pub files: BTreeMap<String, File>,
    /// Its templates, or what is wrong with them, until they are taken.
    templates: Mutex<Option<Result<Templates, Vec<Finding>>>>,
    /// What it asks for.
    pub wanted: Wanted,
    /// The faces of sheets.
    pub faces: Faces,
    /// The words of the board's language.
    pub words: Arc<Words>,
    /// What is doubtful about it.
    pub said: Vec<Finding>,
    /// The files of the board that it is made from.
    from: Vec<Arc<Source>>,
}

impl Theming {
    /// Its templates: the first who asks is given those that were read with it, for they are large.
    ///
    /// # Errors
    /// What is wrong with them.
    pub(super) fn templates(&self) -> Result<Templates, Vec<Finding>> {
        let mut read = self.templates.lock().unwrap_or_else(PoisonError::into_inner);
        read.take().unwrap_or_else(|| Templates::new(&self.files))
    }

    /// Whether it is what a board with these sources and this profile has.
    pub(super) fn is_of(&self, sources: &Sources, profile: &Profile) -> bool {
        let own = own(sources, profile);
        let same = |(a, b): (&Arc<Source>, &Arc<Source>)| Arc::ptr_eq(a, b);
        own.len() == self.from.len() && own.iter().zip(&self.from).all(same)
    }
}

/// What a theme is made from: board.yaml, which names it and the language, and its own files.
fn own(sources: &Sources, profile: &Profile) -> Vec<Arc<Source>> {
    let board = sources.get(&profile.file).into_iter();
    let folder = profile.theme.as_deref().map(|name| format!("themes/{name}/"));
    let theme = folder.iter().flat_map(|folder| {
        let from = sources.files.range::<str, _>((Bound::Included(&**folder), Bound::Unbounded));
        from.map(|(_, source)| source).take_while(|source| source.path.starts_with(&**folder))
    });
    board.chain(theme).cloned().collect()
}

/// Reads the theme of a board.
///
/// # Errors
/// What keeps pages from being laid out.
pub(super) fn theming(sources: &Sources, profile: &Profile) -> Result<Theming, Vec<Finding>> {
    let name = profile.theme.as_deref();
    if let Some(name) = name.filter(|name| *name != "default") {
        known(sources, profile, name).map_err(|finding| vec![finding])?;
    }
    let files = files(sources, name);
    let mut said = Vec::new();
    if let Some(name) = name {
        let words = format!("words/{}.yaml", profile.language.tag());
        let unused = unused(&files, &format!("themes/{name}/")).into_iter();
        let unused = unused.filter(|(_, name, _)| *name != words);
        said.extend(unused.map(|(file, name, near)| {
            let hint = match near {
                Some(near) => Arg::Said("theme.rename".to_owned(), vec![("nearest", near.into())]),
                None => Arg::Word("theme.delete".to_owned()),
            };
            let finding = Finding::new(Code::UnusedThemeFile, Locus::file(&file.path));
            finding.with("file", name).with("hint", hint)
        }));
    }
    let (wanted, faces) = wanted(&files).map_err(|finding| vec![finding])?;
    let words = words(profile, &files, &mut said)?;
    let from = own(sources, profile);
    let templates = Mutex::new(Some(Templates::new(&files)));
    Ok(Theming { files, templates, wanted, faces, words, said, from })
}

/// Whether there is a theme of that name.
fn known(sources: &Sources, profile: &Profile, name: &str) -> Result<(), Finding> {
    let folder = format!("themes/{name}/");
    if sources.files.keys().any(|path| path.starts_with(&folder)) {
        return Ok(());
    }
    let themes = sources.files.keys().filter_map(|path| {
        let (name, _) = path.strip_prefix("themes/")?.split_once('/')?;
        Some(name)
    });
    let hint = match nearest(name, themes) {
        Some(near) => Arg::Said("theme.choose".to_owned(), vec![("nearest", near.into())]),
        None => Arg::Word("theme.make".to_owned()),
    };
    let at = Locus::span(&profile.file, profile.at.of("theme"));
    Err(Finding::new(Code::UnknownTheme, at).with("name", name).with("hint", hint))
}

fn wanted(files: &BTreeMap<String, File>) -> Result<(Wanted, Faces), Finding> {
    let built_in = Faces::built_in();
    let Some(file) = files.get("theme.yaml") else { return Ok((Wanted::default(), built_in)) };
    let text = text(file)?;
    let settings =
        settings::theme(text).map_err(|mistake| unreadable(file, mistake.said, mistake.span))?;
    if settings.contract != CONTRACT {
        let span = settings::place(text, "contract");
        let at = span.map_or_else(|| Locus::file(&file.path), |at| Locus::span(&file.path, at));
        let finding = Finding::new(Code::UnsupportedContract, at);
        let finding = finding.with("contract", i64::from(settings.contract));
        return Err(finding.with("spoken", i64::from(CONTRACT)));
    }
    let family = |list: &settings::ListFamily| Family {
        by: match list.by {
            ListBy::Kind => By::Kind,
            ListBy::Category => By::Category,
            ListBy::Month => By::Month,
            ListBy::Year => By::Year,
            ListBy::Fund => By::Fund,
            ListBy::State => By::State,
        },
        per_page: list.per_page,
        totals: list.totals,
    };
    let families = settings.lists.iter().map(family).collect();
    // Behind the families that a theme names stands the built-in one, which has most characters.
    let over = |own: &[String], built_in: &[String]| [own, built_in].concat();
    let fonts = &settings.fonts;
    let faces = Faces {
        song: over(&fonts.song, &built_in.song),
        title: over(&fonts.title, &built_in.title),
        hei: over(&fonts.hei, &built_in.hei),
        kai: over(&fonts.kai, &built_in.kai),
    };
    Ok((Wanted { families, widths: settings.photos, search: settings.search }, faces))
}

/// The built-in words of the board's language, and over them those of the theme.
fn words(
    profile: &Profile,
    files: &BTreeMap<String, File>,
    said: &mut Vec<Finding>,
) -> Result<Arc<Words>, Vec<Finding>> {
    let base = built_in::words(profile.language);
    let name = format!("words/{}.yaml", profile.language.tag());
    let built_in = format!("{DEFAULT}{name}");
    let Some(file) = files.get(&name).filter(|file| *file.path != *built_in) else {
        return match profile.language {
            Language::Own(tag) if !Language::ALL.contains(&profile.language) => {
                let at = Locus::span(&profile.file, profile.at.of("locale"));
                let finding = Finding::new(Code::NotAChoice, at).with("value", tag);
                let finding = finding.with("field", Arg::Name("locale", "语言"));
                Err(vec![finding.with("choices", Language::offered())])
            }
            _ => Ok(base),
        };
    };
    let text = text(file).map_err(|finding| vec![finding])?;
    let words = settings::words_over(&base, text).map_err(|wrong| {
        let unread = wrong.into_iter().map(|(detail, span)| unreadable(file, detail, span));
        unread.collect::<Vec<_>>()
    })?;
    if matches!(profile.language, Language::Own(_)) {
        said.extend(lacking(&base, file, text));
    }
    Ok(Arc::new(words))
}

/// What words a language of the theme's own lacks of those that a site says.
fn lacking(base: &Words, file: &File, text: &str) -> Option<Finding> {
    let own = settings::words(base.language, text).ok()?;
    // These are said in the terminal only, which speaks the languages that are built in.
    let apart = ["app.", "cli.", "finding.", "hint.", "import.", "new.", "related.", "severity."];
    let said =
        base.patterns().keys().filter(|key| !apart.iter().any(|group| key.starts_with(group)));
    let lacking: Vec<&String> = said.filter(|key| !own.has(key)).collect();
    let first = lacking.iter().take(3).map(|key| key.as_str().into()).collect();
    (!lacking.is_empty()).then(|| {
        let finding = Finding::new(Code::WordsMissing, Locus::file(&file.path));
        finding.with("first", Arg::List(first))
    })
}

fn text(file: &File) -> Result<&str, Finding> {
    std::str::from_utf8(&file.bytes).map_err(|error| unreadable(file, error.to_string(), None))
}

fn unreadable(file: &File, detail: impl Into<Arg>, span: Option<crate::source::Span>) -> Finding {
    let path: &Arc<str> = &file.path;
    let at = span.map_or_else(|| Locus::file(path), |span| Locus::span(path, span));
    Finding::new(Code::UnreadableTheme, at).with("detail", detail)
}
