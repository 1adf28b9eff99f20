//! `schema`: what may be written, as JSON Schema, so that an editor offers fields while they are
//! typed and marks what does not read.

use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;

use super::Ended;
use super::board::speak;
use super::cli::SchemaArgs;
use super::terminal::Terminal;
use crate::content::kinds::{declaration, kind_of_folder};
use crate::content::schema::{schema, schema_of_board};
use crate::content::suggest::nearest;
use crate::model::id::Kind;
use crate::script::{Script, is};
use crate::words::{Language, Words};

/// The names that ask for the schema of board.yaml.
const BOARD: [&str; 2] = ["board", "公示栏"];

/// `mingbai schema`
pub(crate) fn print(terminal: &Terminal, args: &SchemaArgs) -> Ended {
    let terminal = &speak(terminal, Path::new("."));
    if let Some(folder) = &args.out {
        return match write_all(folder, &terminal.words) {
            Ok(count) => {
                let out = folder.display().to_string();
                terminal.say("app.schemas", &[("n", count.into()), ("out", out.into())]);
                Ended::Clean
            }
            Err(error) => {
                let file = ("file", folder.display().to_string().into());
                terminal
                    .complain("app.cannot-write", &[file, ("detail", error.to_string().into())]);
                Ended::NotRun
            }
        };
    }
    let Some(name) = args.kind.as_deref() else {
        let traditionally = terminal.words.language == Language::ZhHant;
        let script = if traditionally { Script::Traditional } else { Script::Simplified };
        let kinds = Kind::ALL.into_iter().map(|kind| [kind.name(), declaration(kind).zh]);
        for [en, zh] in kinds.chain([BOARD]) {
            terminal.print(&format!("{en:<13} {}", script.name(en, zh)));
        }
        terminal.say("app.schema-how", &[]);
        return Ended::Clean;
    };
    let made = match kind_of_folder(name) {
        Some(kind) => schema(kind, &terminal.words),
        None if name == BOARD[0] || is(name, BOARD[1]) => schema_of_board(&terminal.words),
        None => {
            let known = Kind::ALL.iter().flat_map(|kind| [kind.name(), declaration(*kind).zh]);
            let near = nearest(name, known.chain(BOARD)).unwrap_or_default();
            let key = if near.is_empty() { "app.no-kind" } else { "app.no-kind-near" };
            terminal.complain(key, &[("kind", name.into()), ("nearest", near.into())]);
            return Ended::NotRun;
        }
    };
    terminal.print(pretty(&made).trim_end());
    Ended::Clean
}

/// Writes the schema of every kind and of board.yaml into a folder, `KIND.json` and `board.json`;
/// how many there are.
fn write_all(folder: &Path, words: &Words) -> io::Result<usize> {
    fs::create_dir_all(folder)?;
    let files = files(words);
    for (name, text) in &files {
        fs::write(folder.join(name), text)?;
    }
    Ok(files.len())
}

/// The name and the text of every schema.
pub(crate) fn files(words: &Words) -> Vec<(String, String)> {
    let of_kind = |kind: Kind| (format!("{}.json", kind.name()), pretty(&schema(kind, words)));
    let board = ("board.json".to_owned(), pretty(&schema_of_board(words)));
    Kind::ALL.into_iter().map(of_kind).chain([board]).collect()
}

fn pretty(schema: &Value) -> String {
    format!("{schema:#}\n")
}
