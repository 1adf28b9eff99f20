//! `export`: the books and records for other programs, the same files that the site publishes.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::archive::archive;
use super::board::{Loaded, load};
use super::cli::{CompileArgs, ExportArgs, Format, To};
use super::report::{Stream, findings};
use super::rewrite::put;
use super::terminal::Terminal;
use super::{Ended, summary};
use crate::Site;
use crate::view::export::Export;

/// `mingbai export`
pub(crate) fn export(terminal: &Terminal, args: &ExportArgs) -> Ended {
    let compile = CompileArgs { as_of: args.as_of, base_url: None, drafts: false };
    let Some(mut loaded) = load(terminal, &args.dir, &compile) else { return Ended::NotRun };
    let errors = loaded.compiled.findings.any_error();
    let Some(site) = loaded.compiled.site.take().filter(|_| !errors) else {
        findings(&loaded, Format::Text, Stream::Error);
        summary::board(&loaded);
        loaded.terminal.say("app.not-exported", &[]);
        return Ended::Findings;
    };
    if args.to == To::Archive {
        return archive(&mut loaded, &site, args);
    }
    match made(&site, args.to) {
        Made::Nothing(why) => {
            loaded.terminal.complain(why, &[]);
            Ended::NotRun
        }
        Made::One(bytes) => one(&loaded, args, &bytes),
        Made::Files(files) => many(&loaded, args, &files),
    }
}

/// What is exported.
enum Made {
    /// Nothing, and the key of the words that say why.
    Nothing(&'static str),
    /// One file.
    One(Vec<u8>),
    /// Several, by their paths.
    Files(Vec<(String, Vec<u8>)>),
}

fn made(site: &Site, to: To) -> Made {
    let one = |export: &Export, why| site.export(export).map_or(Made::Nothing(why), Made::One);
    match to {
        To::Hledger => one(&Export::Hledger, "app.no-books"),
        To::Beancount => one(&Export::Beancount, "app.no-books"),
        To::Xlsx => one(&Export::Workbook, "app.no-records"),
        To::Popolo => one(&Export::Popolo, "app.no-records"),
        To::Ical => one(&Export::Calendar, "app.no-records"),
        To::Json => Made::One(site.json().into_bytes()),
        // It is more than exports, and never in memory as a whole.
        To::Archive => Made::Nothing("app.no-records"),
        To::Csv | To::Datapackage => {
            let files = site.package().into_iter();
            let wanted = files.filter(|(path, _)| to == To::Datapackage || path.contains(".csv"));
            // Tables alone lie in the folder itself, those of a package where it says.
            let name = |path: &str| match to {
                To::Csv => path.trim_start_matches("data/").to_owned(),
                _ => path.to_owned(),
            };
            let files: Vec<_> = wanted.map(|(path, bytes)| (name(&path), bytes)).collect();
            if files.is_empty() { Made::Nothing("app.no-records") } else { Made::Files(files) }
        }
    }
}

fn one(loaded: &Loaded, args: &ExportArgs, bytes: &[u8]) -> Ended {
    let Some(out) = &args.out else {
        if args.to == To::Xlsx {
            return needs_out(loaded, "app.export-needs-file");
        }
        let mut stream = io::stdout().lock();
        // Whoever reads no further has what was wanted.
        let _ = stream.write_all(bytes).and_then(|()| stream.flush());
        return Ended::Clean;
    };
    written(loaded, out, put(out, bytes).map(|()| 1))
}

fn many(loaded: &Loaded, args: &ExportArgs, files: &[(String, Vec<u8>)]) -> Ended {
    let Some(out) = &args.out else { return needs_out(loaded, "app.export-needs-folder") };
    let write = || -> io::Result<usize> {
        for (name, bytes) in files {
            let path = out.join(name);
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            put(&path, bytes)?;
        }
        Ok(files.len())
    };
    written(loaded, out, write())
}

fn needs_out(loaded: &Loaded, says: &str) -> Ended {
    loaded.terminal.complain(says, &[]);
    Ended::NotRun
}

fn written(loaded: &Loaded, out: &Path, count: io::Result<usize>) -> Ended {
    let out = out.display().to_string();
    match count {
        Ok(count) => {
            loaded.terminal.say("app.exported", &[("n", count.into()), ("out", out.into())]);
            Ended::Clean
        }
        Err(error) => {
            let args = [("file", out.into()), ("detail", error.to_string().into())];
            loaded.terminal.complain("app.cannot-write", &args);
            Ended::NotRun
        }
    }
}
