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
    let hints = said.hints.iter().map(|hint| format!("; {}", hint.v));
    let detail: String = std::iter::once(said.message.to_string()).chain(hints).collect();
    Finding::new(Code::BrokenSheet, place).with("detail", detail)
}

fn place(run: &Run<'_>, span: DiagSpan) -> Option<Locus> {
    let (_, path) = run.press.templates.get(span.id()?.vpath().get_without_slash())?;
    let range = run.range(span)?;
    Some(Locus::span(path, Span::new(range.start, range.end)))
}

/// The template that is asked first.
fn entry(run: &Run<'_>) -> Locus {
    let path = run.press.templates.get(ENTRY).map(|(_, path)| Arc::clone(path));
    Locus::file(&path.unwrap_or_else(|| Arc::from(format!("{DEFAULT}{ENTRY}"))))
}
