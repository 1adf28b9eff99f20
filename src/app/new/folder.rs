//! A new board in a folder of its own: asked for, staged, and put there whole.

use std::fs;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::ask::{Closed, Conversation, Empty};
use super::skeleton::{self, Told};
use crate::app::terminal::Terminal;
use crate::app::{Ended, clock, schema};
use crate::compile::words;
use crate::content::values::plain;
use crate::model::calendar::{Day, Month};
use crate::words::{Arg, Language, Words};

/// What stands in a folder that somebody made for a board, and is none of the board's.
const ALLOWED: [&str; 1] = [".git"];

/// A new board in `dir`.
pub(crate) fn new(terminal: &Terminal, dir: &Path, locale: Option<Language>) -> Ended {
    let shown = || ("dir", Arg::from(dir.display().to_string()));
    match is_free(dir) {
        Ok(true) => {}
        Ok(false) => {
            terminal.complain("new.not-empty", &[shown()]);
            return Ended::NotRun;
        }
        Err(error) => return cannot_write(terminal, dir, &error),
    }
    let Some(today) = clock::today("Asia/Shanghai") else {
        terminal.complain("app.no-clock", &[]);
        return Ended::NotRun;
    };
    let asks = locale.is_none() && io::stdin().is_terminal();
    let language = locale.unwrap_or(terminal.words.language);
    let told = if asks { ask(terminal, language, today) } else { Ok(named(language, today)) };
    let Ok((language, told)) = told else {
        terminal.complain("new.stopped", &[]);
        return Ended::NotRun;
    };
    let terminal = terminal.for_board(Some(language));
    let spoken = words(language);
    let mut files = skeleton::files(&spoken, &told);
    let own = files.len();
    // What the first line of each file of records names; not for people to read.
    let schemas = schema::files(&spoken).into_iter();
    files.extend(schemas.map(|(name, text)| (format!(".mingbai/schema/{name}"), text)));
    if let Err(error) = put(dir, &files) {
        return cannot_write(&terminal, dir, &error);
    }
    terminal.say("new.made", &[shown(), ("n", own.into())]);
    let here = dir.canonicalize().ok() == Path::new(".").canonicalize().ok();
    if !here {
        terminal.say("new.next-enter", &[shown()]);
    }
    for line in ["new.next-serve", "new.next-check", "new.next-build", "new.next-read"] {
        terminal.say(line, &[]);
    }
    Ended::Clean
}

/// Whether there is no such folder, or one with nothing in it.
fn is_free(dir: &Path) -> io::Result<bool> {
    match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(false),
        Err(error) => Err(error),
        Ok(entries) => {
            for entry in entries {
                let name = entry?.file_name();
                if !ALLOWED.iter().any(|allowed| name == *allowed) {
                    return Ok(false);
                }
            }
            Ok(true)
        }
    }
}

fn cannot_write(terminal: &Terminal, dir: &Path, error: &io::Error) -> Ended {
    let file = ("file", dir.display().to_string().into());
    terminal.complain("app.cannot-write", &[file, ("detail", error.to_string().into())]);
    Ended::NotRun
}

/// The month before, which is over: figures of an example lie in the past.
fn last_month(today: Day) -> Month {
    let Month { year, month } = today.to_month();
    if month == 1 { Month { year: year - 1, month: 12 } } else { Month { year, month: month - 1 } }
}

/// A board with the names that stand for one.
fn named(language: Language, today: Day) -> (Language, Told) {
    let words = words(language);
    let name = words.get("new.example-name").to_owned();
    let publisher = words.get("new.example-publisher").to_owned();
    (language, Told { name, publisher, month: last_month(today) })
}

/// Asks for the language first, and for the names in it.
fn ask(terminal: &Terminal, usual: Language, today: Day) -> Result<(Language, Told), Closed> {
    let known: Vec<Arc<Words>> = Language::ALL.iter().copied().map(words).collect();
    let tongue = |words: &Words| words.get("new.language").to_owned();
    let options: Vec<Vec<String>> =
        known.iter().map(|words| vec![tongue(words), plain(words.language.tag())]).collect();
    let default = known.iter().find(|words| words.language == usual).map(|words| tongue(words));
    let default = default.unwrap_or_default();
    terminal.say("new.begin", &[]);
    let question = terminal.words.get("new.which-language");
    let chosen = Conversation::new(terminal).choose(question, Empty::Means(&default), &options)?;
    let language = chosen.and_then(|place| known.get(place)).map_or(usual, |words| words.language);
    let terminal = terminal.for_board(Some(language));
    let conversation = Conversation::new(&terminal);
    let (language, mut told) = named(language, today);
    let take = |question: &str, usual: &str| {
        let read = |text: &str| Ok(text.to_owned());
        let answer = conversation.ask(terminal.words.get(question), Empty::Means(usual), read)?;
        Ok(answer.unwrap_or_else(|| usual.to_owned()))
    };
    told.name = take("new.which-name", &told.name)?;
    told.publisher = take("new.which-publisher", &told.publisher)?;
    Ok((language, told))
}

/// Puts a board where it belongs, or nothing: it is written beside and renamed. In a folder that
/// is there already the parts are moved in one by one, `content` last, and out again if one fails.
fn put(dir: &Path, files: &[(String, String)]) -> io::Result<()> {
    let there = dir.is_dir();
    let name = format!(".mingbai-new-{}", std::process::id());
    let stage: PathBuf = if there {
        dir.join(name)
    } else {
        let parent = dir.parent().unwrap_or(Path::new(""));
        fs::create_dir_all(if parent.as_os_str().is_empty() { Path::new(".") } else { parent })?;
        parent.join(name)
    };
    let put = write(&stage, files)
        .and_then(|()| if there { move_in(&stage, dir) } else { fs::rename(&stage, dir) });
    if put.is_err() || there {
        let cleared = fs::remove_dir_all(&stage);
        return put.and(cleared);
    }
    put
}

fn write(stage: &Path, files: &[(String, String)]) -> io::Result<()> {
    fs::create_dir(stage)?;
    for (path, text) in files {
        let path = stage.join(path);
        fs::create_dir_all(path.parent().unwrap_or(stage))?;
        fs::write(path, text)?;
    }
    Ok(())
}

fn move_in(stage: &Path, dir: &Path) -> io::Result<()> {
    let names: io::Result<Vec<_>> =
        fs::read_dir(stage)?.map(|entry| entry.map(|entry| entry.file_name())).collect();
    let mut names = names?;
    names.sort_by_key(|name| name == "content");
    for (done, name) in names.iter().enumerate() {
        if let Err(error) = fs::rename(stage.join(name), dir.join(name)) {
            for name in &names[..done] {
                fs::rename(dir.join(name), stage.join(name))?;
            }
            return Err(error);
        }
    }
    Ok(())
}
