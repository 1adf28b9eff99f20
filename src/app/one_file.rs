//! `build --one-file`: the board as one file, written whole or not at all.

use super::Ended;
use super::archive::published_with;
use super::board::load;
use super::cli::{BuildArgs, Format};
use super::report::{Stream, findings};
use super::rewrite::put;
use super::summary;
use super::terminal::Terminal;

/// Writes the file; nothing is published, so nothing is remembered.
pub(super) fn write(terminal: &Terminal, args: &BuildArgs) -> Ended {
    let out = args.out.clone().unwrap_or_else(|| args.dir.join("board.html"));
    let Some(mut loaded) = load(terminal, &args.dir, &args.compile) else { return Ended::NotRun };
    let name = || out.display().to_string();
    if let Some(place) = args.out.as_deref().and_then(|out| published_with(&args.dir, out)) {
        let place = place.display().to_string();
        loaded.terminal.complain("app.one-file-in-board", &[("place", place.into())]);
        return Ended::NotRun;
    }
    let errors = loaded.compiled.findings.any_error();
    let made = match &loaded.compiled.site {
        Some(site) if !errors => site.one_file().map(Some),
        _ => Ok(None),
    };
    let made = made.unwrap_or_else(|finding| {
        loaded.compiled.findings.push(finding);
        None
    });
    findings(&loaded, Format::Text, Stream::Error);
    summary::board(&loaded);
    let Some(bytes) = made else {
        loaded.terminal.say("app.one-file-not-written", &[("out", name().into())]);
        return Ended::Findings;
    };
    if let Err(error) = put(&out, &bytes) {
        let args = [("file", name().into()), ("detail", error.to_string().into())];
        loaded.terminal.complain("app.cannot-write", &args);
        return Ended::NotRun;
    }
    let size = bytes.len().div_ceil(1024);
    loaded.terminal.say("app.one-file-written", &[("out", name().into()), ("size", size.into())]);
    Ended::Clean
}
