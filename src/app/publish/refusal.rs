//! Why nothing, or not everything, was published. Holds no prose: the sentences are in `words`.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::words::{Arg, Words};

/// How many names a refusal shows; the rest of a long list helps nobody.
pub(super) const SHOWN: usize = 5;

/// A reason to publish nothing. Unless it is `Unfinished`, the folder is as it was.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// Another run holds the lock.
    Busy {
        /// The lock file.
        lock: PathBuf,
    },
    /// The folder holds files and no manifest of ours.
    Foreign {
        /// The folder.
        out: PathBuf,
        /// The first few of the files.
        names: Vec<String>,
    },
    /// Files, folders or links of others stand where files of the site must go.
    InTheWay {
        /// The folder.
        out: PathBuf,
        /// The first few of them.
        names: Vec<String>,
    },
    /// The target is a file, a link to nothing, or a path without a name of its own.
    NotAFolder {
        /// The target.
        out: PathBuf,
    },
    /// An address that is no plain relative name, is reserved, stands twice, or is both a file
    /// and a folder.
    BadAddress {
        /// The address.
        address: String,
    },
    /// A file of the site could not be made; why was said by the one who makes it.
    NotMade {
        /// Its address.
        address: String,
    },
    /// A file to copy was not what it had been when it was read.
    Changed {
        /// The file.
        from: PathBuf,
    },
    /// Our manifest cannot be read.
    BadManifest {
        /// The manifest.
        path: PathBuf,
        /// What the decoder said.
        reason: String,
    },
    /// The journal is complete and yet cannot be carried out: another version wrote it.
    BadJournal {
        /// The journal.
        path: PathBuf,
    },
    /// The disk refused, and nothing was changed.
    Io {
        /// What it refused.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The disk refused in the middle of the switch; the journal stands and the next run goes on.
    Unfinished {
        /// What it refused.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

impl Refusal {
    /// The name that never changes its meaning; `refusal.NAME.says` and `.help` are its words.
    #[must_use]
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Busy { .. } => "busy",
            Self::Foreign { .. } => "foreign-folder",
            Self::InTheWay { .. } => "in-the-way",
            Self::NotAFolder { .. } => "not-a-folder",
            Self::BadAddress { .. } => "bad-address",
            Self::NotMade { .. } => "not-made",
            Self::Changed { .. } => "changed-meanwhile",
            Self::BadManifest { .. } => "bad-manifest",
            Self::BadJournal { .. } => "bad-journal",
            Self::Io { .. } => "disk",
            Self::Unfinished { .. } => "unfinished",
        }
    }

    /// What fills the slots of its sentences: `path`, and where there are any `names`, `reason`.
    #[must_use]
    pub(crate) fn args(&self) -> Vec<(&'static str, Arg)> {
        let path = |path: &Path| ("path", Arg::from(path.display().to_string()));
        match self {
            Self::Busy { lock } => vec![path(lock)],
            Self::Foreign { out, names } | Self::InTheWay { out, names } => {
                let names = names.iter().map(|name| Arg::from(name.as_str())).collect();
                vec![path(out), ("names", Arg::List(names))]
            }
            Self::NotAFolder { out } => vec![path(out)],
            Self::BadAddress { address } | Self::NotMade { address } => {
                vec![("path", Arg::from(address.as_str()))]
            }
            Self::Changed { from } => vec![path(from)],
            Self::BadManifest { path: at, reason } => {
                vec![path(at), ("reason", Arg::from(reason.as_str()))]
            }
            Self::BadJournal { path: at } => vec![path(at)],
            Self::Io { path: at, error } | Self::Unfinished { path: at, error } => {
                vec![path(at), ("reason", Arg::from(error.to_string()))]
            }
        }
    }

    /// The sentence that says what stood against it.
    #[must_use]
    pub(crate) fn message(&self, words: &Words) -> String {
        words.say(&format!("refusal.{}.says", self.name()), &self.args())
    }

    /// The sentence that says what to do.
    #[must_use]
    pub(crate) fn help(&self, words: &Words) -> String {
        words.say(&format!("refusal.{}.help", self.name()), &self.args())
    }

    /// The refusal to go on without a file.
    pub(super) fn not_made(address: &str) -> Self {
        Self::NotMade { address: address.to_owned() }
    }

    /// The refusal of a disk to do something with `path`.
    pub(super) fn disk(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        |error| Self::Io { path, error }
    }

    /// The same refusal, once the switch has begun.
    pub(super) fn halfway(self) -> Self {
        match self {
            Self::Io { path, error } => Self::Unfinished { path, error },
            other => other,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // For logs and tests only: people get `message` in their language.
        write!(f, "{}", self.name())?;
        for (slot, arg) in self.args() {
            match arg {
                Arg::Text(text) => write!(f, ", {slot}: {text}")?,
                other => write!(f, ", {slot}: {other:?}")?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}
