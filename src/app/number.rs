//! `number`: writes missing numbers into list files, in place.

use std::path::{Path, PathBuf};

use super::board::speak;
use super::cli::NumberArgs;
use super::rewrite::rewrite;
use super::terminal::Terminal;
use super::{Ended, disk};
use crate::content::numbering;

/// `mingbai number`
pub(crate) fn number(terminal: &Terminal, args: &NumberArgs) -> Ended {
    let terminal = &speak(terminal, Path::new("."));
    let given = !args.files.is_empty();
    let files = if given { args.files.clone() } else { list_files(Path::new(".")) };
    if files.is_empty() {
        terminal.complain("app.no-board", &[("dir", ".".into())]);
        return Ended::NotRun;
    }
    let mut ended = Ended::Clean;
    for file in files {
        let name = || ("file", file.display().to_string().into());
        match rewrite(&file, numbering::number) {
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
