//! What most commands begin with: find the board, read it, compile it for a day.

use std::path::Path;
use std::time::Instant;

use super::cli::CompileArgs;
use super::terminal::Terminal;
use super::{clock, disk};
use crate::content;
use crate::diagnostic::Finding;
use crate::model::calendar::Day;
use crate::source::Sources;
use crate::{Compiled, Options, compile};

/// A board that was read and compiled.
pub(crate) struct Loaded {
    /// Its files.
    pub sources: Sources,
    /// What became of them.
    pub compiled: Compiled,
    /// The terminal, speaking the board's language unless another was asked for.
    pub terminal: Terminal,
    /// When reading began.
    pub started: Instant,
    /// The options that were used.
    pub options: Options,
}

/// Reads and compiles the board in `dir`; what stands in the way is said on the terminal.
pub(crate) fn load(terminal: &Terminal, dir: &Path, args: &CompileArgs) -> Option<Loaded> {
    let started = Instant::now();
    if !dir.join("content").is_dir() {
        terminal.complain("app.no-board", &[("dir", dir.display().to_string().into())]);
        return None;
    }
    let (sources, said) = disk::read(dir);
    let profile = content::profile(&sources);
    let terminal = terminal.for_board(profile.as_ref().map(|profile| profile.language));
    let as_of = match args.as_of {
        Some(day) => day,
        None => today(&terminal, profile.as_ref().map(|profile| profile.time_zone.as_str()))?,
    };
    let options = Options { as_of, base_url: args.base_url.clone(), drafts: args.drafts };
    Some(compile_with(terminal, sources, said, options, started))
}

/// Compiles sources that were read, for given options.
pub(crate) fn compile_with(
    terminal: Terminal,
    sources: Sources,
    said: Vec<Finding>,
    options: Options,
    started: Instant,
) -> Loaded {
    let mut compiled = compile(&sources, &options);
    compiled.findings.extend(said);
    compiled.findings.sort();
    Loaded { sources, compiled, terminal, started, options }
}

fn today(terminal: &Terminal, time_zone: Option<&str>) -> Option<Day> {
    // Without a readable board.yaml the day only dates the findings.
    let time_zone = time_zone.unwrap_or("UTC");
    let today = clock::today(time_zone);
    if today.is_none() {
        terminal.complain("app.no-time-zone", &[("value", time_zone.into())]);
    }
    today
}
