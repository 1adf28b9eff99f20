//! The work folder beside a target: `.mingbai/NAME/` with the lock, the stage and the journal.
//! Never reaches into the target itself.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::change;
use super::refusal::Refusal;

/// The work folder of one target, held by this run until it is dropped.
#[derive(Debug)]
pub(super) struct Work {
    root: PathBuf,
    /// The lock goes with the process, however that ends. The file stays: to remove it would let
    /// two runs lock two files of one name.
    _lock: File,
}

impl Work {
    /// Takes hold of the work folder, or refuses if another run has it.
    pub(super) fn take(out: &Path) -> Result<Self, Refusal> {
        let root = root(out)?;
        fs::create_dir_all(&root).map_err(Refusal::disk(&root))?;
        let path = root.join("lock");
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(Refusal::disk(&path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Refusal::Busy { lock: path }),
            // Some network disks know no locks; a board there is still better published.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => return Err(Refusal::disk(&path)(error)),
        }
        Ok(Self { root, _lock: file })
    }

    /// Whether a run left something to settle, seen without taking hold of anything.
    pub(super) fn is_left_over(out: &Path) -> Result<bool, Refusal> {
        let root = root(out)?;
        let there = |name: &str| fs::symlink_metadata(root.join(name)).is_ok();
        Ok(there("journal") || there("stage"))
    }

    /// The new files, by address.
    pub(super) fn stage(&self) -> PathBuf {
        self.root.join("stage")
    }

    /// The list of what is to be done with them.
    pub(super) fn journal(&self) -> PathBuf {
        self.root.join("journal")
    }

    /// Removes journal and stage, in this order: a complete journal whose stage is gone would
    /// still remove files.
    pub(super) fn clear(&self) -> Result<(), Refusal> {
        let (journal, stage) = (self.journal(), self.stage());
        change::remove_file(&journal).map_err(Refusal::disk(&journal))?;
        if fs::symlink_metadata(&stage).is_ok() {
            change::remove_tree(&stage).map_err(Refusal::disk(&stage))?;
        }
        Ok(())
    }
}

/// The work folder of a target. Beside it, so that both are on one volume.
fn root(out: &Path) -> Result<PathBuf, Refusal> {
    let whole = std::path::absolute(out).map_err(Refusal::disk(out))?;
    // `a/..` has no name of its own; the folder it leads to has.
    let whole = match whole.file_name() {
        Some(_) => whole,
        None => fs::canonicalize(out).map_err(Refusal::disk(out))?,
    };
    match (whole.parent(), whole.file_name()) {
        (Some(parent), Some(name)) => Ok(parent.join(".mingbai").join(name)),
        _ => Err(Refusal::NotAFolder { out: out.to_owned() }),
    }
}
