//! What is said to the person at the terminal: words, colour, excerpts.

use std::env;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::compile::words;
use crate::content::veil::veil;
use crate::diagnostic::{Finding, Severity};
use crate::source::{Locus, Sources};
use crate::words::{Arg, Language, Words};

/// The terminal, in one language.
#[derive(Clone)]
pub(crate) struct Terminal {
    asked: Option<Language>,
    /// Its words.
    pub words: Arc<Words>,
}

impl Terminal {
    /// A terminal in the language asked for, else the machine's.
    #[must_use]
    pub(crate) fn new(asked: Option<Language>) -> Self {
        let machine = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .filter_map(|name| env::var(name).ok())
            .find(|value| !value.is_empty())
            .and_then(|value| Language::from_tag(&value));
        let language = asked.or(machine).unwrap_or(Language::En);
        Self { asked, words: Arc::new(words(language)) }
    }

    /// The same terminal, in the board's language unless another was asked for.
    #[must_use]
    pub(crate) fn for_board(&self, board: Option<Language>) -> Self {
        match board {
            Some(language) if self.asked.is_none() && language != self.words.language => {
                Self { asked: None, words: Arc::new(words(language)) }
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

    /// Says text on standard output.
    #[allow(clippy::unused_self, reason = "what is said goes through the terminal")]
    pub(crate) fn print(&self, text: &str) {
        let _ = writeln!(anstream::stdout(), "{text}");
    }

    /// A finding with an excerpt of its file.
    #[must_use]
    pub(crate) fn draw(&self, sources: &Sources, finding: &Finding, coloured: bool) -> String {
        let words = &self.words;
        let severity = finding.code.severity();
        let level = match severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let name = words.get(&format!("severity.{}", severity.name())).to_owned();
        let message = clean(&finding.message(words));
        let title = level.with_name(name).primary_title(message).id(finding.code.name());
        let mut group = Self::place(Group::with_title(title), sources, &finding.at, None);
        for related in &finding.related {
            let label = Some(words.get(related.words));
            group = Self::place(group, sources, &related.at, label);
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
        sources: &'a Sources,
        at: &'a Locus,
        label: Option<&str>,
    ) -> Group<'a> {
        let text = sources.get(&at.file).and_then(|source| source.text().ok());
        let (Some(text), Some(span)) = (text, at.span) else {
            return group.element(Origin::path(&*at.file));
        };
        let start = boundary(text, span.start as usize);
        // A span over many lines is shown by its first: the place matters, not the extent.
        let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        let end = boundary(text, span.end as usize).clamp(start, line_end);
        let trimmed = start + text[start..end].trim_end().len();
        let kind = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
        let mut mark = kind.span(start..trimmed.max(start));
        if let Some(label) = label {
            mark = mark.label(label.to_owned());
        }
        group.element(Snippet::source(veil(text)).path(&*at.file).annotation(mark))
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
