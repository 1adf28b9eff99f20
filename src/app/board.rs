//! What most commands begin with: find the board, read it, compile it for a day.

use std::path::Path;
use std::time::Instant;

use super::cli::CompileArgs;
use super::members::{self, Make, Place};
use super::terminal::Terminal;
use super::{clock, disk};
use crate::content;
use crate::diagnostic::{Code, Finding};
use crate::model::board::Profile;
use crate::model::calendar::Day;
use crate::script::is_traditional;
use crate::source::{Locus, Sources};
use crate::words::{Arg, Language};
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
    load_with(terminal, dir, (args, false), &members::read)
}

/// The same, with sheets of all notices if asked for, and what is to become of members.
pub(crate) fn load_with(
    terminal: &Terminal,
    dir: &Path,
    (args, sheets): (&CompileArgs, bool),
    make: &Make<'_>,
) -> Option<Loaded> {
    let started = Instant::now();
    if !dir.join("content").is_dir() {
        terminal.complain("app.no-board", &[("dir", dir.display().to_string().into())]);
        return None;
    }
    let (mut sources, mut said) = disk::read(dir);
    let profile = content::profile(&sources);
    let terminal = terminal.for_board(language(&sources, profile.as_deref()));
    let today = today(profile.as_deref(), &mut said);
    let Some(as_of) = args.as_of.or(today) else {
        terminal.complain("app.no-clock", &[]);
        return None;
    };
    let base_url = args.base_url.clone();
    let options = Options { as_of, base_url, drafts: args.drafts, sheets };
    if let Some(profile) = profile.filter(|profile| !profile.members.is_empty()) {
        // Of a portal that will not be published no member is either.
        let make = if content::is_sound(&sources) { make } else { &members::read };
        let portal = Place::outermost(dir);
        sources.members = members::gather(&terminal, (&portal, &profile), &options, make);
    }
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

/// The terminal in the language of the board in `dir`, if there is one, before all of it is read.
pub(crate) fn speak(terminal: &Terminal, dir: &Path) -> Terminal {
    let sources = disk::board_file(dir);
    let profile = content::profile(&sources);
    terminal.for_board(language(&sources, profile.as_deref()))
}

/// The board's language; of a board.yaml that does not read, the one it is written in.
pub(crate) fn language(sources: &Sources, profile: Option<&Profile>) -> Option<Language> {
    if let Some(profile) = profile {
        return Some(profile.language);
    }
    let text = content::board_file(sources)?.text().ok()?;
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    Some(match text.contains(han) {
        true if text.lines().any(|line| is_traditional(key(line))) => Language::ZhHant,
        true => Language::ZhCn,
        false => Language::En,
    })
}

/// What stands before the colon of a line: a name, whose script is that of the file.
fn key(line: &str) -> &str {
    line.split([':', '：']).next().unwrap_or_default()
}

/// Today where the board is; a time zone that there is not is a finding, and UTC dates the rest.
pub(crate) fn today(profile: Option<&Profile>, said: &mut Vec<Finding>) -> Option<Day> {
    let Some(profile) = profile else { return clock::today("UTC") };
    clock::today(&profile.time_zone).or_else(|| {
        let at = Locus::span(&profile.file, profile.at.of("time_zone"));
        said.push(
            Finding::new(Code::NotAChoice, at)
                .with("value", profile.time_zone.as_str())
                .with("field", Arg::Name("time_zone", "时区"))
                .with("choices", "Asia/Shanghai, Asia/Hong_Kong, Europe/London"),
        );
        clock::today("UTC")
    })
}
