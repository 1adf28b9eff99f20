//! `print`: notices on paper, as PDF. Each is written whole or not at all, and only if it is new.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::archive::{lies_in, published_with};
use super::board::{Loaded, load};
use super::check::has_press;
use super::cli::{Format, Paper, PrintArgs};
use super::maker::Maker;
use super::photos::{Memory, Photos};
use super::report::{Stream, findings};
use super::rewrite::put;
use super::terminal::Terminal;
use super::{Ended, summary};
use crate::Site;
use crate::diagnostic::{Finding, Severity};
use crate::render::sheet::{Form, Size};
use crate::view::choice::Choice;
use crate::view::plan::PageKey;

/// `mingbai print`
pub(crate) fn print(terminal: &Terminal, args: &PrintArgs) -> Ended {
    let (dir, names) = place(&args.what);
    if !has_press(terminal, dir) {
        return Ended::NotRun;
    }
    let Some(mut loaded) = load(terminal, dir, &args.compile) else { return Ended::NotRun };
    let errors = loaded.compiled.findings.any_error();
    let Some(site) = loaded.compiled.site.take().filter(|_| !errors) else {
        findings(&loaded, Format::Text, Stream::Error);
        summary::board(&loaded);
        loaded.terminal.say("app.not-printed", &[]);
        return Ended::Findings;
    };
    let inside = match (&args.joined, &args.out) {
        (Some(file), _) => published_with(dir, file),
        (None, Some(folder)) => lies_in(dir, folder),
        (None, None) => None,
    };
    if let Some(public) = inside {
        let place = public.display().to_string();
        loaded.terminal.complain("app.sheets-in-board", &[("place", place.into())]);
        return Ended::NotRun;
    }
    let chosen = match site.choose(&choice(args, names)) {
        Ok(chosen) => chosen,
        Err(unknown) => {
            for one in unknown {
                let key = if one.near.is_some() { "app.no-sheet-near" } else { "app.no-sheet" };
                let near = one.near.unwrap_or_default();
                let said = [("name", one.name.into()), ("nearest", near.into())];
                loaded.terminal.complain(key, &said);
            }
            return Ended::NotRun;
        }
    };
    if chosen.is_empty() {
        let dated = args.month.is_some() || args.since.is_some();
        let key = if dated { "app.nothing-dated" } else { "app.nothing-to-print" };
        loaded.terminal.say(key, &[]);
        return Ended::Clean;
    }
    let out = args.out.clone().unwrap_or_else(|| dir.join("sheets"));
    let jobs = match &args.joined {
        Some(file) => vec![(file.clone(), chosen)],
        None => chosen.into_iter().map(|key| (out.join(name(&site, &key)), vec![key])).collect(),
    };
    let made = set(&site, (&loaded, dir, args), &jobs);
    loaded.compiled.site = Some(site);
    let made = made.map_err(|broken| {
        loaded.compiled.findings.extend(broken);
        loaded.compiled.findings.sort();
    });
    findings(&loaded, Format::Text, Stream::Error);
    summary::board(&loaded);
    let Ok(made) = made else {
        loaded.terminal.say("app.not-printed", &[]);
        return Ended::Findings;
    };
    let sheets = jobs.iter().map(|(_, keys)| keys.len()).sum();
    write_all(&loaded.terminal, &made, sheets)
}

/// The board's folder, where the first word is one, and what is printed of it.
fn place(what: &[String]) -> (&Path, &[String]) {
    match what.split_first() {
        Some((first, rest)) if Path::new(first).join("content").is_dir() => {
            (Path::new(first), rest)
        }
        _ => (Path::new("."), what),
    }
}

fn choice(args: &PrintArgs, names: &[String]) -> Choice {
    match (names, args.month, args.since) {
        ([], Some(month), _) => Choice::During(month),
        ([], None, Some(day)) => Choice::Since(day),
        ([], None, None) => Choice::Current,
        (names, ..) => Choice::Named(names.to_vec()),
    }
}

/// The name of the file of a sheet: `decisions-2025-03.2.pdf`.
fn name(site: &Site, key: &PageKey) -> String {
    let address = site.notice_address(key);
    let name = address.trim_start_matches("sheets/").trim_end_matches(".html").replace('/', "-");
    format!("{name}.pdf")
}

/// A PDF, and where it goes.
type Made<'j> = (&'j Path, Vec<u8>);

/// Sets sheets: all of them, or none where one is broken.
fn set<'j>(
    site: &Site,
    (loaded, dir, args): (&Loaded, &Path, &PrintArgs),
    jobs: &'j [(PathBuf, Vec<PageKey>)],
) -> Result<Vec<Made<'j>>, Vec<Finding>> {
    let maker = Maker::new(site, Photos::new(dir, Memory::Read));
    let size = match args.size {
        Paper::A4 => Size::A4,
        Paper::A3 => Size::A3,
    };
    let form = Form { size, large: args.large, poster: args.poster };
    if args.machine_fonts {
        let all: Vec<PageKey> = jobs.iter().flat_map(|(_, keys)| keys.clone()).collect();
        maker.take_fonts(&all, loaded.terminal.words.get("paper.machine"));
    }
    let set = |(path, keys): &'j (PathBuf, Vec<PageKey>)| {
        maker.print(keys, form).map(|bytes| (path.as_path(), bytes))
    };
    let made: Vec<Made<'j>> = jobs.par_iter().filter_map(set).collect();
    let broken = maker.broken(&loaded.sources);
    if broken.iter().any(|finding| finding.code.severity() == Severity::Error) {
        return Err(broken);
    }
    Ok(made)
}

fn write_all(terminal: &Terminal, made: &[Made<'_>], sheets: usize) -> Ended {
    for (path, bytes) in made {
        if let Err(error) = write(path, bytes) {
            let file = path.display().to_string();
            let said = [("file", file.into()), ("detail", error.to_string().into())];
            terminal.complain("app.cannot-write", &said);
            return Ended::NotRun;
        }
        terminal.print(&path.display().to_string());
    }
    terminal.say("app.printed", &[("n", sheets.into())]);
    Ended::Clean
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Ok(there) = fs::read(path) {
        if there == bytes {
            return Ok(());
        }
        if !there.starts_with(b"%PDF") {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
    }
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    put(path, bytes)
}
