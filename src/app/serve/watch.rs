//! Waits until something in the board's folder changes, and until it is quiet again.

use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

/// Editors write in several steps; so much quiet ends one change.
const QUIET: Duration = Duration::from_millis(8);
/// But no change is held back for longer than this.
const PATIENCE: Duration = Duration::from_millis(200);
/// How often a network share is looked at.
const POLL: Duration = Duration::from_millis(500);

/// Watches a board.
pub(crate) struct Watch {
    changes: Receiver<()>,
    // Watching ends when the watcher is dropped.
    _watcher: Box<dyn Watcher + Send>,
}

/// Begins to watch what a board is made from.
///
/// # Errors
/// What the system refuses.
pub(crate) fn start(root: &Path, poll: bool) -> notify::Result<Watch> {
    let (sender, changes) = channel();
    let tell = move |event: notify::Result<Event>| {
        let read = matches!(&event, Ok(event) if matches!(event.kind, EventKind::Access(_)));
        if !read {
            // The one who listens may have gone away, which ends the program anyway.
            let _ = sender.send(());
        }
    };
    let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
    let mut watcher: Box<dyn Watcher + Send> = if poll {
        Box::new(PollWatcher::new(tell, config)?)
    } else {
        Box::new(RecommendedWatcher::new(tell, config)?)
    };
    for folder in ["content", "themes"] {
        let folder = root.join(folder);
        if folder.is_dir() {
            watcher.watch(&folder, RecursiveMode::Recursive)?;
        }
    }
    Ok(Watch { changes, _watcher: watcher })
}

impl Watch {
    /// Waits for a change; false when there will be none any more.
    pub(crate) fn changed(&self) -> bool {
        if self.changes.recv().is_err() {
            return false;
        }
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE && self.changes.recv_timeout(QUIET).is_ok() {}
        while self.changes.try_recv().is_ok() {}
        true
    }
}
