//! `number`: writes missing numbers into list files, in place.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::cli::NumberArgs;
use super::terminal::Terminal;
use super::{Ended, disk};
use crate::content::numbering;

/// `mingbai number`
pub(crate) fn number(terminal: &Terminal, args: &NumberArgs) -> Ended {
    let given = !args.files.is_empty();
    let files = if given { args.files.clone() } else { list_files(Path::new(".")) };
    if files.is_empty() {
        terminal.complain("app.no-board", &[("dir", ".".into())]);
        return Ended::NotRun;
    }
    let mut ended = Ended::Clean;
    for file in files {
        let name = || ("file", file.display().to_string().into());
        match write_numbers(&file) {
            Ok(Some(0)) => {}
            Ok(Some(count)) => terminal.say("app.numbered", &[name(), ("n", count.into())]),
            Ok(None) if given => {
                terminal.complain("app.not-a-list-file", &[name()]);
                ended = Ended::NotRun;
            }
            Ok(None) => {}
            Err(error) => {
                let detail = ("detail", error.to_string().into());
                terminal.complain("app.cannot-write", &[name(), detail]);
                ended = Ended::NotRun;
            }
        }
    }
    ended
}

fn list_files(root: &Path) -> Vec<PathBuf> {
    let (sources, _) = disk::read(root);
    let records = sources.files.keys().filter(|path| {
        let yaml = [".yaml", ".yml"].iter().any(|ending| path.ends_with(ending));
        yaml && path.starts_with("content/") && path.matches('/').count() == 2
    });
    records.map(|path| root.join(&**path)).collect()
}

/// How many numbers were written; `None` if it is no list file.
fn write_numbers(path: &Path) -> io::Result<Option<usize>> {
    let text = String::from_utf8(fs::read(path)?)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let Some((numbered, count)) = numbering::number(&text) else { return Ok(None) };
    if count > 0 {
        let beside = path.with_extension("number.tmp");
        fs::write(&beside, numbered)?;
        fs::rename(&beside, path)?;
    }
    Ok(Some(count))
}
