//! `number`: writes missing numbers into list files, in place.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::cli::NumberArgs;
use super::terminal::Terminal;
use super::{Ended, disk};
use crate::content::{numbering, text};

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
    let bytes = fs::read(path)?;
    let unknown = || io::Error::from(io::ErrorKind::InvalidData);
    let (text, encoded) = text::decode(&bytes).ok_or_else(unknown)?;
    let Some((numbered, count)) = numbering::number(&text) else { return Ok(None) };
    if count > 0 {
        // Numbers are plain digits: every other byte comes out as it went in, or nothing does.
        let same = encoded.encode(&text).is_some_and(|again| *again == *bytes);
        let numbered = encoded.encode(&numbered).filter(|_| same).ok_or_else(unknown)?;
        let beside = path.with_extension("number.tmp");
        fs::write(&beside, numbered)?;
        fs::rename(&beside, path)?;
    }
    Ok(Some(count))
}
