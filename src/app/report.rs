//! Findings, told as text, as lines for editors, or as JSON.

use std::io::{self, IsTerminal as _};

use serde::Serialize;

use super::board::Loaded;
use super::cli::Format;
use super::terminal::{Excerpts, clean, text_of};
use crate::diagnostic::Finding;
use crate::source::line_and_column;

/// Where findings are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    /// Standard output: they are what was asked for.
    Output,
    /// Standard error: something else was asked for.
    Error,
}

/// Tells every finding of a board.
pub(crate) fn findings(loaded: &Loaded, format: Format, stream: Stream) {
    let terminal = &loaded.terminal;
    let tell = |text: &str| match stream {
        Stream::Output => terminal.print(text),
        Stream::Error => terminal.line(text),
    };
    let coloured = match stream {
        Stream::Output => io::stdout().is_terminal(),
        Stream::Error => io::stderr().is_terminal(),
    };
    match format {
        Format::Text => {
            let excerpts = Excerpts::of(&loaded.sources);
            for finding in &loaded.compiled.findings {
                tell(&terminal.draw(&excerpts, finding, coloured));
                tell("");
            }
        }
        Format::Short => {
            for finding in &loaded.compiled.findings {
                let told = told(loaded, finding);
                let place = match (told.line, told.column) {
                    (Some(line), Some(column)) => format!("{}:{line}:{column}", told.file),
                    _ => told.file.to_owned(),
                };
                let message = clean(&told.message.replace('\n', " "));
                tell(&format!("{place}: {}: {message}", told.code));
            }
        }
        Format::Json => {
            let all: Vec<Told<'_>> =
                loaded.compiled.findings.iter().map(|finding| told(loaded, finding)).collect();
            tell(&serde_json::to_string_pretty(&all).unwrap_or_default());
        }
    }
}

/// A finding as data.
#[derive(Serialize)]
struct Told<'a> {
    code: &'static str,
    severity: &'static str,
    message: String,
    help: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    paste: Option<&'a str>,
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'a str>,
}

fn told<'a>(loaded: &'a Loaded, finding: &'a Finding) -> Told<'a> {
    let words = &loaded.terminal.words;
    let text = text_of(&loaded.sources, &finding.at.file);
    let place = match (text, finding.at.span) {
        (Some(text), Some(span)) => Some(line_and_column(text, span.start)),
        _ => None,
    };
    Told {
        code: finding.code.name(),
        severity: finding.code.severity().name(),
        message: finding.message(words),
        help: finding.help(words),
        paste: finding.paste.as_deref(),
        file: &finding.at.file,
        line: place.map(|(line, _)| line),
        column: place.map(|(_, column)| column),
        record: finding.about.as_deref(),
    }
}
