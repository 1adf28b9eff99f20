//! Carries a journal out, step by step, each of which may be done again after a kill. Decides
//! nothing: what may be replaced and removed was decided when the journal was written.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::change;
use super::folder::{above, is_absence, locate};
use super::journal::Action;
use super::refusal::Refusal;

/// The file that shows whether a folder can be written to.
const TRIAL: &str = ".mingbai-trial";

/// The file that a copy grows in, in the folder of the file that it will replace.
const PART: &str = ".mingbai-part";

/// Carries the steps out, or what remains of them.
pub(super) fn carry_out(stage: &Path, out: &Path, actions: &[Action]) -> Result<(), Refusal> {
    let mut made = BTreeSet::new();
    if !is_there(out) {
        change::make_folder(out).map_err(Refusal::disk(out))?;
    }
    for action in actions {
        match action {
            Action::Put(name) => put(stage, out, (name, &mut made))?,
            Action::Remove { name, before } => {
                let awaited = |put: &String| is_there(&locate(stage, put));
                if before.as_ref().is_none_or(awaited) {
                    remove(out, name)?;
                }
            }
        }
    }
    Ok(())
}

/// Shows whether names can be created and removed in a folder of the target.
pub(super) fn try_out(out: &Path, folder: &str) -> Result<(), Refusal> {
    let path = trial(out, folder);
    change::create(&path).map_err(Refusal::disk(&path))?;
    change::remove_file(&path).map_err(Refusal::disk(&path))
}

/// Removes what a trial left that was killed in between.
pub(super) fn sweep(out: &Path, folders: &[String]) -> Result<(), Refusal> {
    for folder in folders {
        let path = trial(out, folder);
        if is_there(&path) {
            change::remove_file(&path).map_err(Refusal::disk(&path))?;
        }
    }
    Ok(())
}

fn trial(out: &Path, folder: &str) -> PathBuf {
    if folder.is_empty() { out.join(TRIAL) } else { locate(out, folder).join(TRIAL) }
}

/// Moves a staged file into the target. One that is not in the stage any more is there already.
fn put<'a>(
    stage: &Path,
    out: &Path,
    (name, made): (&'a str, &mut BTreeSet<&'a str>),
) -> Result<(), Refusal> {
    let (from, to) = (locate(stage, name), locate(out, name));
    if !is_there(&from) {
        return Ok(());
    }
    for folder in above(name) {
        if made.insert(folder) {
            make_way(&locate(out, folder))?;
        }
    }
    if fs::symlink_metadata(&to).is_ok_and(|data| data.is_dir()) {
        remove_hollow(&to)?;
    }
    match change::rename(&from, &to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => copy_over(&from, &to),
        moved => moved.map_err(Refusal::disk(&to)),
    }
}

/// Creates a folder of the target where there is none. A link is never followed: what it leads
/// to is not ours.
fn make_way(path: &Path) -> Result<(), Refusal> {
    match fs::symlink_metadata(path) {
        Ok(data) if data.is_dir() => Ok(()),
        Ok(_) => Err(Refusal::disk(path)(io::ErrorKind::NotADirectory.into())),
        Err(_) => change::make_folder(path).map_err(Refusal::disk(path)),
    }
}

/// What a rename does, where the target is another volume than the stage (a folder mounted into
/// a container): the copy grows beside the old file and is then moved over it.
fn copy_over(from: &Path, to: &Path) -> Result<(), Refusal> {
    let part = to.with_file_name(PART);
    change::copy(from, &part).map_err(Refusal::disk(&part))?;
    change::rename(&part, to).map_err(Refusal::disk(to))?;
    change::remove_file(from).map_err(Refusal::disk(from))
}

/// Removes a folder in which there is nothing but folders, and refuses any other.
fn remove_hollow(path: &Path) -> Result<(), Refusal> {
    for entry in fs::read_dir(path).map_err(Refusal::disk(path))? {
        let entry = entry.map_err(Refusal::disk(path))?;
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            remove_hollow(&entry.path())?;
        }
    }
    change::remove_folder(path).map_err(Refusal::disk(path))
}

/// Removes a file of the target and the folders that are empty without it.
fn remove(out: &Path, name: &str) -> Result<(), Refusal> {
    let folders: Vec<_> = above(name).map(|folder| locate(out, folder)).collect();
    let linked = |path: &Path| fs::symlink_metadata(path).is_ok_and(|data| data.is_symlink());
    if folders.iter().any(|folder| linked(folder)) {
        return Ok(());
    }
    let path = locate(out, name);
    match fs::symlink_metadata(&path) {
        Ok(data) if data.is_file() => {
            change::remove_file(&path).map_err(Refusal::disk(&path))?;
        }
        // Not ours: something else took its place since the journal was written.
        Ok(_) => return Ok(()),
        Err(error) if is_absence(&error) => {}
        Err(error) => return Err(Refusal::disk(&path)(error)),
    }
    for folder in folders.iter().rev() {
        let empty = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
        if empty {
            change::remove_folder(folder).map_err(Refusal::disk(folder))?;
        } else if is_there(folder) {
            break;
        }
    }
    Ok(())
}

fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}
