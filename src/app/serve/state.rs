//! What the server shows, and its revision.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

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
    pub count: i64,
    /// The name of this revision, of which there is no other on this machine.
    pub revision: String,
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
    /// When this server began: a page of an earlier one is not the newest, whatever its count.
    begun: u128,
    now: Mutex<Now>,
    changed: Condvar,
}

impl State {
    /// Nothing is shown yet.
    pub(crate) fn new(root: PathBuf) -> Self {
        let begun = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        let now = Now {
            count: 0,
            revision: String::new(),
            site: None,
            trouble: Arc::from([]),
            stale: false,
            words: None,
        };
        Self { root, begun, now: Mutex::new(now), changed: Condvar::new() }
    }

    /// Shows what a compile gave: its site, or the last good one with the findings over it.
    pub(crate) fn put(&self, shown: Shown) -> i64 {
        let mut now = self.lock();
        now.count += 1;
        now.revision = format!("{}.{}", self.begun, now.count);
        now.stale = shown.site.is_none();
        let before = match shown.site {
            Some(site) => now.site.replace(site),
            None => None,
        };
        now.trouble = shown.trouble.into();
        now.words = Some(shown.words);
        let count = now.count;
        drop(now);
        self.changed.notify_all();
        // Nobody waits while thousands of pieces are given back.
        drop(before);
        count
    }

    /// What is shown now.
    pub(crate) fn now(&self) -> Now {
        self.lock().clone()
    }

    /// Waits until another revision than the given one is shown, or for a while; the one then.
    pub(crate) fn other_than(&self, revision: &str) -> String {
        let wait = Duration::from_secs(25);
        let still = |now: &mut Now| now.revision == revision;
        let waited = self.changed.wait_timeout_while(self.lock(), wait, still);
        waited.map_or_else(|_| revision.to_owned(), |(now, _)| now.revision.clone())
    }

    /// A thread that panicked while it held the lock left a whole state behind all the same.
    fn lock(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
