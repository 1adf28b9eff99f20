//! `completions` and `man`: what the command line can do, for shells and for `man`.

use std::io;
use std::path::Path;

use super::Ended;
use super::cli::{CompletionsArgs, ManArgs};
use super::help::{command, for_manual};
use super::terminal::Terminal;
use crate::words::Words;

/// `mingbai completions`
pub(crate) fn completions(terminal: &Terminal, args: &CompletionsArgs) -> Ended {
    // Into memory first: a pipe that closes early is no reason to panic.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command(&terminal.words), "mingbai", &mut script);
    terminal.print(String::from_utf8_lossy(&script).trim_end());
    Ended::Clean
}

/// `mingbai man`
pub(crate) fn man(terminal: &Terminal, args: &ManArgs) -> Ended {
    let written = match &args.dir {
        Some(folder) => pages(&terminal.words, folder),
        None => page(&terminal.words).map(|page| terminal.print(page.trim_end())),
    };
    match written {
        Ok(()) => Ended::Clean,
        Err(error) => {
            let file = args.dir.as_deref().unwrap_or(Path::new("-")).display().to_string();
            let detail = ("detail", error.to_string().into());
            terminal.complain("app.cannot-write", &[("file", file.into()), detail]);
            Ended::NotRun
        }
    }
}

fn page(words: &Words) -> io::Result<String> {
    let mut page = Vec::new();
    clap_mangen::Man::new(for_manual(words)).render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// `mingbai.1`, and one page a command.
fn pages(words: &Words, folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    clap_mangen::generate_to(for_manual(words), folder)
}
