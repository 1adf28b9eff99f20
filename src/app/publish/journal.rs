//! The journal of a switch: one JSON line a step, closed by a line with the digest of all lines
//! before it. Writes and reads it, and carries nothing out.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::folder::is_plain;
use super::manifest::digest;
use super::refusal::Refusal;
use super::{change, stage, switch};

/// A step of a switch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Move the staged file into the target.
    Put(String),
    /// Remove a file of ours, and the folders that this leaves empty.
    Remove {
        /// Its address.
        name: String,
        /// The file that needs its place: once that is in, this step is done and must not be
        /// done again.
        before: Option<String>,
    },
}

impl Action {
    /// The address it is about.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Put(name) | Self::Remove { name, .. } => name,
        }
    }
}

/// A complete journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Journal {
    /// Digest of the manifest that the switch starts from.
    pub(super) from: Option<String>,
    /// Digest of the manifest that it ends with.
    pub(super) to: String,
    /// The steps.
    pub(super) actions: Vec<Action>,
}

/// What was found where a journal may lie.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// No journal.
    Nothing,
    /// One that was never finished, so nothing was carried out; folders that were tried out.
    Torn(Vec<String>),
    /// One that was begun to be carried out, maybe.
    Whole(Journal),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    Try(String),
    Begin { from: Option<String>, to: String },
    Put(String),
    Remove { name: String, before: Option<String> },
    End(String),
}

/// Tries the folders that the switch will touch, then writes the journal and waits until it lies
/// on the disk.
///
/// A folder that cannot be written to, say because the site was once built by another user, must
/// show before anything is changed. The disk alone can tell, so a file is created and removed;
/// the names of the folders go ahead, so that after a kill it is known where one may be left.
pub(super) fn write(
    path: &Path,
    (out, touched): (&Path, &BTreeSet<&str>),
    journal: &Journal,
) -> Result<(), Refusal> {
    let tries = touched.iter().map(|folder| Line::Try((*folder).to_owned()));
    let mut text = lines(path, tries)?;
    let mut file = stage::write(path, text.as_bytes())?;
    for folder in touched {
        switch::try_out(out, folder)?;
    }
    let begun = text.len();
    let (from, to) = (journal.from.clone(), journal.to.clone());
    text.push_str(&lines(path, [Line::Begin { from, to }])?);
    text.push_str(&lines(path, journal.actions.iter().cloned().map(Line::from))?);
    text.push_str(&lines(path, [Line::End(digest(text.as_bytes()))])?);
    change::write(&mut file, &text.as_bytes()[begun..]).map_err(Refusal::disk(path))?;
    change::sync(&file).map_err(Refusal::disk(path))
}

/// Reads what lies at the path of the journal.
pub(super) fn read(path: &Path) -> Result<Left, Refusal> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Left::Nothing),
        Err(error) => return Err(Refusal::disk(path)(error)),
    };
    let text = String::from_utf8_lossy(&bytes);
    let decoded = text.lines().map(serde_json::from_str::<Line>);
    if !is_closed(&text) {
        let tries = decoded.map_while(Result::ok).map_while(|line| match line {
            Line::Try(folder) if folder.is_empty() || is_plain(&folder) => Some(folder),
            _ => None,
        });
        return Ok(Left::Torn(tries.collect()));
    }
    // It was closed and synced, so what does not read now was written by another version.
    let bad = || Refusal::BadJournal { path: path.to_owned() };
    let (mut ends, mut actions) = (None, Vec::new());
    for line in decoded {
        match line.map_err(|_| bad())? {
            Line::Begin { from, to } => ends = Some((from, to)),
            Line::Put(name) => actions.push(Action::Put(name)),
            Line::Remove { name, before } => actions.push(Action::Remove { name, before }),
            Line::Try(_) | Line::End(_) => {}
        }
    }
    // The file may have come with a folder from elsewhere: no name in it may lead out.
    let (Some((from, to)), true) = (ends, actions.iter().all(|action| is_plain(action.name())))
    else {
        return Err(bad());
    };
    Ok(Left::Whole(Journal { from, to, actions }))
}

/// Whether the last line closes the journal: it is the digest of everything before it. After a
/// power cut a file can have its end and lack its middle.
fn is_closed(text: &str) -> bool {
    let Some(whole) = text.strip_suffix('\n') else { return false };
    let start = whole.rfind('\n').map_or(0, |newline| newline + 1);
    match serde_json::from_str(&whole[start..]) {
        Ok(Line::End(said)) => said == digest(&text.as_bytes()[..start]),
        _ => false,
    }
}

fn lines(path: &Path, lines: impl IntoIterator<Item = Line>) -> Result<String, Refusal> {
    let mut text = String::new();
    for line in lines {
        let line = serde_json::to_string(&line).map_err(std::io::Error::from);
        text.push_str(&line.map_err(Refusal::disk(path))?);
        text.push('\n');
    }
    Ok(text)
}

impl From<Action> for Line {
    fn from(action: Action) -> Self {
        match action {
            Action::Put(name) => Self::Put(name),
            Action::Remove { name, before } => Self::Remove { name, before },
        }
    }
}
