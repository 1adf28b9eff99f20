//! What the typesetter says, as findings at their places in the templates.

use std::sync::Arc;

use typst::WorldExt as _;
use typst::diag::SourceDiagnostic;
use typst::syntax::DiagSpan;

use super::press::ENTRY;
use super::world::Run;
use crate::diagnostic::{Code, Finding};
use crate::render::theme::DEFAULT;
use crate::source::{Locus, Span};

/// A finding at the place of a template where it was said, or from where that was called.
pub(super) fn finding(run: &Run<'_>, said: &SourceDiagnostic) -> Finding {
    let called = said.trace.iter().map(|point| DiagSpan::from(point.span));
    let place = std::iter::once(said.span).chain(called).find_map(|span| place(run, span));
    let place = place.unwrap_or_else(|| entry(run));
    let place = asked(run, &place).unwrap_or(place);
    let wanted = unresolved(run, said).map(|name| format!(": {name}"));
    let hints = said.hints.iter().map(|hint| format!("; {}", hint.v));
    let said = std::iter::once(said.message.to_string());
    let detail: String = said.chain(wanted).chain(hints).collect();
    Finding::new(Code::BrokenSheet, place).with("detail", detail)
}

/// What an import names that the other file does not have.
fn unresolved(run: &Run<'_>, said: &SourceDiagnostic) -> Option<String> {
    let (source, _) = run.press.templates.get(said.span.id()?.vpath().get_without_slash())?;
    let name = source.text().get(run.range(said.span)?)?;
    (said.message == "unresolved import").then(|| name.to_owned())
}

fn place(run: &Run<'_>, span: DiagSpan) -> Option<Locus> {
    let (_, path) = run.press.templates.get(span.id()?.vpath().get_without_slash())?;
    let range = run.range(span)?;
    Some(Locus::span(path, Span::new(range.start, range.end)))
}

/// The file of a theme that a built-in template asks in vain for a function: it is what is to be
/// mended, not the one that asks.
fn asked(run: &Run<'_>, place: &Locus) -> Option<Locus> {
    let (source, _) = run.press.templates.values().find(|(_, path)| *path == place.file)?;
    let span = place.span.filter(|_| place.file.starts_with(DEFAULT))?;
    let before = source.text().get(..span.start as usize)?;
    let line = before.rsplit('\n').next()?.strip_prefix("#import \"/")?;
    let (_, path) = run.press.templates.get(line.split_once('"')?.0)?;
    (!path.starts_with(DEFAULT)).then(|| Locus::file(path))
}

/// The template that is asked first.
fn entry(run: &Run<'_>) -> Locus {
    let path = run.press.templates.get(ENTRY).map(|(_, path)| Arc::clone(path));
    Locus::file(&path.unwrap_or_else(|| Arc::from(format!("{DEFAULT}{ENTRY}"))))
}
