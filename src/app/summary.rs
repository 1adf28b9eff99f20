//! The closing lines of a run: what was read, found, held back, and how long it took.

use std::time::Instant;

use super::board::Loaded;
use super::publish::Report;
use crate::diagnostic::Severity;
use crate::words::Arg;

/// Says what was read and found, and what is held back.
pub(crate) fn board(loaded: &Loaded) {
    let terminal = &loaded.terminal;
    let findings = &loaded.compiled.findings;
    let Some(site) = &loaded.compiled.site else {
        terminal.say("app.summary-broken", &[("n", findings.count(Severity::Error).into())]);
        return;
    };
    let held = &site.board.held_back;
    terminal.say(
        "app.summary",
        &[
            ("records", site.board.records.len().into()),
            ("pages", site.plan.addresses.len().into()),
            ("errors", findings.count(Severity::Error).into()),
            ("warnings", findings.count(Severity::Warning).into()),
        ],
    );
    terminal.say(
        "app.summary-held",
        &[
            ("drafts", held.drafts.len().into()),
            ("waiting", held.waiting.len().into()),
            ("waived", loaded.compiled.waived.into()),
            ("ignored", loaded.sources.ignored.len().into()),
        ],
    );
    if site.board.profile.base_url.is_none() {
        terminal.say("app.summary-no-url", &[]);
    }
    let as_of = Arg::from(loaded.options.as_of.to_string());
    match loaded.compiled.next_change {
        Some(day) => {
            terminal.say("app.summary-next", &[("as_of", as_of), ("day", day.to_string().into())]);
        }
        None => terminal.say("app.summary-no-next", &[("as_of", as_of)]),
    }
}

/// Says what was written, and where.
pub(crate) fn published(loaded: &Loaded, report: &Report, out: &std::path::Path) {
    loaded.terminal.say(
        "app.published",
        &[
            ("out", out.display().to_string().into()),
            ("written", report.written.into()),
            ("unchanged", report.unchanged.into()),
            ("removed", report.removed.into()),
            ("seconds", seconds(loaded.started).into()),
        ],
    );
}

/// Seconds since an instant, to the hundredth.
#[must_use]
pub(crate) fn seconds(started: Instant) -> String {
    let hundredths = started.elapsed().as_millis() / 10;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
