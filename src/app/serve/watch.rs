//! Waits until something in the board's folder changes, and until it is quiet again.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::folder::Look;
use crate::app::disk::{FOLDERS, is_passed_over};

/// Editors write in several steps; so much quiet ends one change.
const QUIET: Duration = Duration::from_millis(8);
/// But no change is held back for longer than this.
const PATIENCE: Duration = Duration::from_millis(200);
/// How often a network share is looked at.
const POLL: Duration = Duration::from_millis(500);
/// After so long without a change the whole folder is looked at once: a file that was written
/// into a new folder before that was watched is told by nobody.
const AFTER: Duration = Duration::from_secs(3);

/// Watches a board.
pub(crate) struct Watch {
    root: PathBuf,
    told: Receiver<Told>,
    /// `None` where the folder is looked at again and again instead.
    watcher: Option<RecommendedWatcher>,
    /// Whether there was a change since the whole folder was looked at.
    unsure: bool,
}

/// What the system tells.
enum Told {
    /// Something happened to these.
    Of(Vec<PathBuf>),
    /// Something happened, and it cannot be said to what.
    Lost,
}

/// Begins to watch what a board is made from.
///
/// # Errors
/// What the system refuses.
pub(crate) fn start(root: &Path, poll: bool) -> notify::Result<Watch> {
    // Some systems tell of a file by its real path.
    let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    let (sender, told) = channel();
    if poll {
        return Ok(Watch { root, told, watcher: None, unsure: false });
    }
    let tell = move |event: notify::Result<Event>| {
        let told = match event {
            Ok(event) if event.need_rescan() => Told::Lost,
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => return,
            Ok(event) => Told::Of(event.paths),
            Err(_) => Told::Lost,
        };
        // The one who listens may have gone away, which ends the program anyway.
        let _ = sender.send(told);
    };
    let config = Config::default().with_follow_symlinks(false);
    let mut watcher = RecommendedWatcher::new(tell, config)?;
    // What is read may itself be moved away and come back.
    watcher.watch(&root, RecursiveMode::NonRecursive)?;
    for folder in FOLDERS.map(|folder| root.join(folder)) {
        if folder.is_dir() {
            watcher.watch(&folder, RecursiveMode::Recursive)?;
        }
    }
    Ok(Watch { root, told, watcher: Some(watcher), unsure: false })
}

impl Watch {
    /// Waits for a change; `None` when there will be none any more.
    pub(crate) fn next(&mut self) -> Option<Look> {
        if self.watcher.is_none() {
            std::thread::sleep(POLL);
            return Some(Look::Everywhere);
        }
        loop {
            let first = if self.unsure {
                match self.told.recv_timeout(AFTER) {
                    Ok(told) => told,
                    Err(RecvTimeoutError::Timeout) => {
                        self.unsure = false;
                        return Some(Look::Everywhere);
                    }
                    Err(RecvTimeoutError::Disconnected) => return None,
                }
            } else {
                self.told.recv().ok()?
            };
            let begun = Instant::now();
            let mut look = Look::At(BTreeSet::new());
            self.add(&mut look, first);
            // What belongs to others changes nothing, and nobody waits for it to be quiet.
            if look == Look::At(BTreeSet::new()) {
                continue;
            }
            while begun.elapsed() < PATIENCE
                && let Ok(told) = self.told.recv_timeout(QUIET)
            {
                self.add(&mut look, told);
            }
            self.unsure = true;
            return Some(look);
        }
    }

    fn add(&mut self, look: &mut Look, told: Told) {
        let Told::Of(paths) = told else {
            *look = Look::Everywhere;
            return;
        };
        for path in paths {
            let Ok(inner) = path.strip_prefix(&self.root) else {
                *look = Look::Everywhere;
                continue;
            };
            let mut parts = inner.iter();
            let first = parts.next();
            let Some(folder) = FOLDERS.into_iter().find(|folder| first == Some(folder.as_ref()))
            else {
                continue;
            };
            if parts.next().is_none() {
                self.begin_again(folder);
            }
            if let Look::At(paths) = look
                && !is_passed_over(inner)
            {
                paths.insert(inner.to_owned());
            }
        }
    }

    /// A folder that was made, or has come back, is watched from now on.
    fn begin_again(&mut self, folder: &str) {
        let folder = self.root.join(folder);
        if let Some(watcher) = self.watcher.as_mut().filter(|_| folder.is_dir()) {
            // Where it cannot be watched, looking at everything in the end is what is left.
            let _ = watcher.watch(&folder, RecursiveMode::Recursive);
        }
    }
}
