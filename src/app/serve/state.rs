//! What the server shows, and its revision.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::Site;
use crate::words::Words;

/// What one compile gives the server.
pub(crate) struct Shown {
    /// The site, if nothing is wrong.
    pub site: Option<Arc<Site>>,
    /// The findings as text.
    pub trouble: Vec<String>,
    /// The words of the board's language.
    pub words: Arc<Words>,
}

/// What is shown now.
#[derive(Clone)]
pub(crate) struct Now {
    /// Counts the compiles.
    pub revision: i64,
    /// The last good site.
    pub site: Option<Arc<Site>>,
    /// What is wrong with the newest state on the disk, one text a finding.
    pub trouble: Arc<[String]>,
    /// Whether the site is older than the newest state on the disk.
    pub stale: bool,
    /// The words of the board's language.
    pub words: Option<Arc<Words>>,
}

/// Shared by the compiling thread and those that answer.
pub(crate) struct State {
    /// The board's folder.
    pub root: PathBuf,
    now: Mutex<Now>,
    changed: Condvar,
}

impl State {
    /// Nothing is shown yet.
    pub(crate) fn new(root: PathBuf) -> Self {
        let now =
            Now { revision: 0, site: None, trouble: Arc::from([]), stale: false, words: None };
        Self { root, now: Mutex::new(now), changed: Condvar::new() }
    }

    /// Shows what a compile gave: its site, or the last good one with the findings over it.
    pub(crate) fn put(&self, shown: Shown) -> i64 {
        let mut now = self.lock();
        now.revision += 1;
        now.stale = shown.site.is_none();
        if let Some(site) = shown.site {
            now.site = Some(site);
        }
        now.trouble = shown.trouble.into();
        now.words = Some(shown.words);
        let revision = now.revision;
        drop(now);
        self.changed.notify_all();
        revision
    }

    /// What is shown now.
    pub(crate) fn now(&self) -> Now {
        self.lock().clone()
    }

    /// Waits until a revision after the given one is shown, or for a while; the revision then.
    pub(crate) fn after(&self, revision: i64) -> i64 {
        let wait = Duration::from_secs(25);
        let still = |now: &mut Now| now.revision <= revision;
        let waited = self.changed.wait_timeout_while(self.lock(), wait, still);
        waited.map_or(revision, |(now, _)| now.revision)
    }

    /// A thread that panicked while it held the lock left a whole state behind all the same.
    fn lock(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
