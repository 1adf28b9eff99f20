//! `new`: a board to begin with, or within a board a record, by answering questions.

mod answers;
mod ask;
mod draft;
mod folder;
mod place;
mod questions;
mod record;
mod skeleton;

use std::path::Path;

use super::Ended;
use super::board::speak;
use super::cli::NewArgs;
use super::terminal::Terminal;
use crate::content::BOARD_FILES;
use crate::content::kinds::{declaration, kind_of_folder};
use crate::content::suggest::nearest;
use crate::model::id::Kind;
use crate::words::Arg;

/// `mingbai new`
pub(crate) fn new(terminal: &Terminal, args: &NewArgs) -> Ended {
    let within = BOARD_FILES.iter().any(|file| Path::new(file).is_file());
    // Within a board its language is spoken, also of what it does not know.
    let spoken = within.then(|| speak(terminal, Path::new(".")));
    let terminal = spoken.as_ref().unwrap_or(terminal);
    let name = args.what.as_ref().map(|what| what.to_string_lossy().into_owned());
    let named = || ("name", Arg::from(name.clone().unwrap_or_default()));
    match (name.as_deref().map(kind_of), &args.what) {
        (None | Some(Some(_)), _) if within => {
            record::new(terminal, name.as_deref().and_then(kind_of))
        }
        (Some(None), _) if within && like_a_kind(name.as_deref()).is_some() => {
            let nearest = like_a_kind(name.as_deref()).unwrap_or_default();
            terminal.complain("new.no-such-kind", &[named(), ("nearest", nearest.into())]);
            Ended::NotRun
        }
        // A board within a board was hardly meant; who means it writes a path.
        (Some(None), Some(dir))
            if within && dir.components().count() == 1 && !is_path(name.as_deref()) =>
        {
            let known = Kind::ALL.map(|kind| Arg::Name(kind.name(), declaration(kind).zh));
            let known = ("known", Arg::List(known.to_vec()));
            terminal.complain("new.no-kind-here", &[named(), known]);
            Ended::NotRun
        }
        // A folder of that name was hardly meant; who means it writes it as a path.
        (Some(Some(_)), _) => {
            terminal.complain("new.kind-without-board", &[named()]);
            Ended::NotRun
        }
        (_, Some(dir)) => folder::new(terminal, dir, args.locale),
        (_, None) => {
            terminal.complain("new.what", &[]);
            Ended::NotRun
        }
    }
}

/// The kind that a word names: the folder in either language, and in English one of it.
fn kind_of(name: &str) -> Option<Kind> {
    let one = || Kind::ALL.into_iter().find(|kind| kind.name().strip_suffix('s') == Some(name));
    kind_of_folder(name).or_else(one)
}

/// Whether it can only be a folder.
fn is_path(name: Option<&str>) -> bool {
    name.is_some_and(|name| name.starts_with('.') || name.contains(['/', '\\']))
}

/// The name of a kind that was most likely meant.
fn like_a_kind(name: Option<&str>) -> Option<&'static str> {
    nearest(name?, Kind::ALL.iter().flat_map(|kind| [kind.name(), declaration(*kind).zh]))
}

/// The line by which an editor knows what may be written in a file of records, or in board.yaml.
fn schema_line(kind: Option<Kind>) -> String {
    let (up, name) = kind.map_or(("..", "board"), |kind| ("../..", kind.name()));
    format!("# yaml-language-server: $schema={up}/.mingbai/schema/{name}.json\n")
}
