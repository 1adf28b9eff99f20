//! What is said to the person at the terminal: words, colour, excerpts.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::env;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::{Arc, LazyLock};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::compile::{built_in, words};
use crate::content::veil::veil;
use crate::diagnostic::{Finding, Severity};
use crate::source::{Locus, Sources};
use crate::words::{Arg, Language, Words};

/// The terminal, in one language.
#[derive(Clone)]
pub(crate) struct Terminal {
    asked: Option<Language>,
    language: Language,
    /// Its words, read when the first of them is said: mostly it is in the board's language by then.
    pub words: Arc<Later>,
}

/// Words that are read when they are needed.
type Later = LazyLock<Arc<Words>, Box<dyn FnOnce() -> Arc<Words> + Send>>;

impl Terminal {
    /// A terminal in the language asked for, else the machine's.
    #[must_use]
    pub(crate) fn new(asked: Option<Language>) -> Self {
        let machine = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .filter_map(|name| env::var(name).ok())
            .find(|value| !value.is_empty())
            .and_then(|value| Language::from_tag(&value));
        Self::speaking(asked, asked.or(machine).unwrap_or(Language::En))
    }

    fn speaking(asked: Option<Language>, language: Language) -> Self {
        let words = LazyLock::new(Box::new(move || words(language)) as Box<_>);
        Self { asked, language, words: Arc::new(words) }
    }

    /// The same terminal, in the board's language unless another was asked for.
    #[must_use]
    pub(crate) fn for_board(&self, board: Option<Language>) -> Self {
        match board {
            Some(language) if self.asked.is_none() && language != self.language => {
                Self::speaking(None, language)
            }
            _ => self.clone(),
        }
    }

    /// Says a sentence on standard error.
    pub(crate) fn say(&self, key: &str, args: &[(&'static str, Arg)]) {
        self.line(&self.words.say(key, args));
    }

    /// Says why a command could not be carried out.
    pub(crate) fn complain(&self, key: &str, args: &[(&'static str, Arg)]) {
        let said = self.words.say(key, args);
        let level = Level::ERROR.with_name(self.words.get("severity.error").to_owned());
        let title = level.primary_title(clean(&said));
        self.line(&renderer(io::stderr().is_terminal()).render(&[Group::with_title(title)]));
    }

    /// Says text on standard error. A terminal that went away is nothing to complain about.
    #[allow(clippy::unused_self, reason = "what is said goes through the terminal")]
    pub(crate) fn line(&self, text: &str) {
        let _ = writeln!(anstream::stderr(), "{text}");
    }

    /// Says the beginning of a line on standard error; what is typed goes behind it.
    #[allow(clippy::unused_self, reason = "what is said goes through the terminal")]
    pub(crate) fn prompt(&self, text: &str) {
        let mut stream = anstream::stderr();
        let _ = write!(stream, "{}", clean(text)).and_then(|()| stream.flush());
    }

    /// Says text on standard output.
    #[allow(clippy::unused_self, reason = "what is said goes through the terminal")]
    pub(crate) fn print(&self, text: &str) {
        let _ = writeln!(anstream::stdout(), "{text}");
    }

    /// A finding with an excerpt of its file.
    #[must_use]
    pub(crate) fn draw(
        &self,
        excerpts: &Excerpts<'_>,
        finding: &Finding,
        coloured: bool,
    ) -> String {
        let words = &self.words;
        let severity = finding.code.severity();
        let level = match severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let name = words.get(&format!("severity.{}", severity.name())).to_owned();
        let message = clean(&finding.message(words));
        let title = level.with_name(name).primary_title(message).id(finding.code.name());
        let mut group = Self::place(Group::with_title(title), excerpts, &finding.at, None);
        for related in &finding.related {
            let label = Some(words.get(related.words));
            group = Self::place(group, excerpts, &related.at, label);
        }
        let help = clean(&finding.help(words));
        let helping = Level::HELP.with_name(words.get("severity.help").to_owned());
        group = group.element(helping.message(help));
        if let Some(paste) = &finding.paste {
            let typed = words.say("severity.paste", &[("line", clean(paste).into())]);
            let helping = Level::HELP.with_name(words.get("severity.type").to_owned());
            group = group.element(helping.message(typed));
        }
        renderer(coloured).render(&[group])
    }

    fn place<'a>(
        group: Group<'a>,
        excerpts: &Excerpts<'_>,
        at: &'a Locus,
        label: Option<&str>,
    ) -> Group<'a> {
        let Some((line, number, (from, to))) = excerpts.line(at) else {
            return group.element(Origin::path(&*at.file));
        };
        let kind = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
        let mut mark = kind.span(from..to);
        if let Some(label) = label {
            mark = mark.label(label.to_owned());
        }
        let snippet = Snippet::source(line).line_start(number).path(&*at.file);
        group.element(snippet.annotation(mark))
    }
}

/// The lines that findings show, each file covered once however many findings it has.
pub(crate) struct Excerpts<'a> {
    sources: &'a Sources,
    covered: RefCell<BTreeMap<Arc<str>, Cow<'a, str>>>,
}

impl<'a> Excerpts<'a> {
    /// Excerpts of these sources.
    pub(crate) fn of(sources: &'a Sources) -> Self {
        Self { sources, covered: RefCell::new(BTreeMap::new()) }
    }

    /// The line at a place, its number, and the bytes of it that are marked. Of a span over many
    /// lines the first is shown: the place matters, not the extent.
    fn line(&self, at: &Locus) -> Option<(String, usize, (usize, usize))> {
        let text = text_of(self.sources, &at.file)?;
        let span = at.span?;
        let mut covered = self.covered.borrow_mut();
        let text = covered.entry(Arc::clone(&at.file)).or_insert_with(|| veil(text));
        let from = boundary(text, span.start as usize);
        let start = text[..from].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[from..].find('\n').map_or(text.len(), |newline| from + newline);
        let to = boundary(text, span.end as usize).clamp(from, end);
        let to = from + text[from..to].trim_end().len();
        let number = text[..start].matches('\n').count() + 1;
        Some((text[start..end].to_owned(), number, (from - start, to - start)))
    }
}

/// The text of a file of the board, or of the built-in theme under it.
pub(crate) fn text_of<'s>(sources: &'s Sources, path: &str) -> Option<&'s str> {
    match sources.get(path) {
        Some(source) => source.text().ok(),
        None => built_in(path),
    }
}

fn renderer(coloured: bool) -> Renderer {
    let dumb = env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let renderer =
        if coloured && !dumb && !refused { Renderer::styled() } else { Renderer::plain() };
    // Box-drawing characters are drawn wide by Chinese terminal fonts; ASCII stays aligned.
    renderer.decor_style(DecorStyle::Ascii)
}

fn boundary(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// Text without characters that would act on the terminal or turn its direction around.
pub(crate) fn clean(text: &str) -> String {
    let acts = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if acts(c) { '\u{fffd}' } else { c }).collect()
}
