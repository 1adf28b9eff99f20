//! `print`: notices on paper, as PDF. All are written or none, and only what is new.

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
use super::rewrite::put_all;
use super::terminal::Terminal;
use super::{Ended, summary};
use crate::Site;
use crate::content::kinds::kind_of_folder;
use crate::diagnostic::{Finding, Severity};
use crate::model::id::Kind;
use crate::render::sheet::{Form, Size};
use crate::view::choice::{Choice, Unknown};
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
            tell(&loaded.terminal, unknown);
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
    let (made, said) = set(&site, (&loaded, dir, args), &jobs);
    loaded.compiled.site = Some(site);
    loaded.compiled.findings.extend(said);
    loaded.compiled.findings.sort();
    findings(&loaded, Format::Text, Stream::Error);
    summary::board(&loaded);
    let Some(made) = made else {
        loaded.terminal.say("app.not-printed", &[]);
        return Ended::Findings;
    };
    let sheets = jobs.iter().map(|(_, keys)| keys.len()).sum();
    write_all(&loaded.terminal, &made, sheets)
}

/// The board's folder, where the first word is one, and what is printed of it. Where there is no board
/// here, the first word was meant as one, unless it can only be a notice.
fn place(what: &[String]) -> (&Path, &[String]) {
    let here = Path::new(".");
    match what.split_first() {
        Some((first, rest)) if Path::new(first).join("content").is_dir() => {
            (Path::new(first), rest)
        }
        Some((first, rest)) if !here.join("content").is_dir() && is_folder(first) => {
            (Path::new(first), rest)
        }
        _ => (here, what),
    }
}

/// Whether a name is that of a folder, or could be: notices have a kind or a fund before them.
fn is_folder(name: &str) -> bool {
    Path::new(name).is_dir() || !name.contains('/')
}

/// A name with its kind as records have it: `支出/2025-03.7` is `expenditures/2025-03.7`.
fn named(name: &str) -> String {
    let kind = |folder: &str| kind_of_folder(folder).map(Kind::name);
    let read =
        name.split_once('/').and_then(|(folder, id)| Some(format!("{}/{id}", kind(folder)?)));
    read.unwrap_or_else(|| name.to_owned())
}

/// Says which names are no notice's.
fn tell(terminal: &Terminal, unknown: Vec<Unknown>) {
    for one in unknown {
        let key = match &one.near {
            Some(_) => "app.no-sheet-near",
            None if Path::new(&one.name).is_dir() => "app.no-board",
            None if is_folder(&one.name) => "app.no-sheet-no-board",
            None => "app.no-sheet",
        };
        let near = one.near.unwrap_or_default();
        let dir = one.name.clone();
        let said = [("name", one.name.into()), ("nearest", near.into()), ("dir", dir.into())];
        terminal.complain(key, &said);
    }
}

fn choice(args: &PrintArgs, names: &[String]) -> Choice {
    match (names, args.month, args.since) {
        ([], Some(month), _) => Choice::During(month),
        ([], None, Some(day)) => Choice::Since(day),
        ([], None, None) => Choice::Current,
        (names, ..) => Choice::Named(names.iter().map(|name| named(name)).collect()),
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

/// Sets sheets: all of them, or none where one is broken; and what is to be said of them.
fn set<'j>(
    site: &Site,
    (loaded, dir, args): (&Loaded, &Path, &PrintArgs),
    jobs: &'j [(PathBuf, Vec<PageKey>)],
) -> (Option<Vec<Made<'j>>>, Vec<Finding>) {
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
    let said = maker.broken(&loaded.sources);
    let broken = said.iter().any(|finding| finding.code.severity() == Severity::Error);
    ((!broken).then_some(made), said)
}

/// Writes the PDFs: all of them, or none. What lies there and is no PDF is somebody's own.
fn write_all(terminal: &Terminal, made: &[Made<'_>], sheets: usize) -> Ended {
    let is_others = |path: &Path| match fs::read(path) {
        Ok(there) => !there.starts_with(b"%PDF"),
        Err(_) => path.exists(),
    };
    let others = made.iter().find(|(path, _)| is_others(path));
    let written = match others {
        Some((path, _)) => Err((*path, io::ErrorKind::AlreadyExists.into())),
        None => put_all(made.iter().map(|(path, bytes)| (*path, bytes.as_slice()))),
    };
    if let Err((path, error)) = written {
        let file = path.display().to_string();
        let said = [("file", file.into()), ("detail", error.to_string().into())];
        terminal.complain("app.cannot-write", &said);
        terminal.say("app.sheets-left", &[]);
        return Ended::NotRun;
    }
    for (path, _) in made {
        terminal.print(&path.display().to_string());
    }
    terminal.say("app.printed", &[("n", sheets.into())]);
    Ended::Clean
}
