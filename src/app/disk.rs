//! A board's folder on the disk becomes `Sources`.
//!
//! Reads only. What cannot be read is a finding, what belongs to other programs is passed over
//! and counted; nothing is skipped without a word.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};
use walkdir::WalkDir;

use crate::content::{BOARD_FILES, FILES_FOLDER, text};
use crate::diagnostic::{Code, Finding};
use crate::model::digest::hex;
use crate::render::photo;
use crate::source::{Asset, Content, Locus, Source, Sources};
use crate::words::Arg;

/// Folders of a board that are read.
pub(crate) const FOLDERS: [&str; 2] = ["content", "themes"];
/// Files in here are published as they are, not read.
const STATIC_FOLDER: &str = "content/static/";
/// Nothing in here is looked at: it is the committee's own.
const PRIVATE_FOLDER: &str = "content/private";

/// What a file is to the program.
pub(crate) enum Loaded {
    /// It is read.
    Source(Source),
    /// It is only published.
    Asset(Arc<str>, Asset),
    /// It cannot be read.
    Bad(Finding),
}

/// A file, and its path from the board's folder.
type Named = (PathBuf, String);

/// How many files are read as one piece of work.
const BATCH: usize = 64;

/// What lies in a folder, before any of it is read.
#[derive(Default)]
pub(crate) struct Found {
    /// The files, each with its path from the board's folder.
    pub files: Vec<Named>,
    /// What was passed over.
    pub ignored: Vec<Arc<str>>,
    /// What cannot be looked at.
    pub findings: Vec<Finding>,
}

/// Reads the file that says whose board a folder has, and no other.
pub(crate) fn board_file(root: &Path) -> Sources {
    let mut sources = Sources::default();
    for path in BOARD_FILES {
        if let Ok(bytes) = fs::read(root.join(path)) {
            sources.insert(path, bytes);
        }
    }
    sources
}

/// Reads the folder of a board.
#[must_use]
pub(crate) fn read(root: &Path) -> (Sources, Vec<Finding>) {
    let mut sources = Sources::default();
    let mut found = Found::default();
    let batches = Mutex::new(Vec::new());
    // What was found is read while the rest is looked for.
    rayon::in_place_scope(|scope| {
        let (mut batch, mut number) = (Vec::with_capacity(BATCH), 0_usize);
        let mut read = |files: Vec<Named>| {
            let batches = &batches;
            scope.spawn(move |_| {
                let loaded = files.iter().map(|(path, name)| load(path, name)).collect();
                let mut batches = batches.lock().unwrap_or_else(PoisonError::into_inner);
                batches.push((number, loaded));
            });
            number += 1;
        };
        for folder in FOLDERS {
            found.each(root, &root.join(folder), &mut |file| {
                batch.push(file);
                if batch.len() == BATCH {
                    read(mem::replace(&mut batch, Vec::with_capacity(BATCH)));
                }
            });
        }
        read(batch);
    });
    let Found { ignored, mut findings, .. } = found;
    sources.ignored = ignored;
    let mut batches: Vec<(usize, Vec<Loaded>)> =
        batches.into_inner().unwrap_or_else(PoisonError::into_inner);
    batches.sort_unstable_by_key(|(number, _)| *number);
    for one in batches.into_iter().flat_map(|(_, loaded)| loaded) {
        match one {
            Loaded::Source(source) => {
                sources.files.insert(Arc::clone(&source.path), Arc::new(source));
            }
            Loaded::Asset(path, asset) => {
                sources.assets.insert(path, asset);
            }
            Loaded::Bad(finding) => findings.push(finding),
        }
    }
    (sources, findings)
}

impl Found {
    /// Adds what lies at or below a path of a board; nothing where there is none.
    pub(crate) fn walk(&mut self, root: &Path, top: &Path) {
        let mut files = mem::take(&mut self.files);
        self.each(root, top, &mut |file| files.push(file));
        self.files = files;
    }

    /// The same, with each file handed on in place of being kept.
    fn each(&mut self, root: &Path, top: &Path, each: &mut dyn FnMut(Named)) {
        if !top.exists() {
            return;
        }
        let mut walk = WalkDir::new(top).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(top);
                    self.findings.push(unreadable(&name(root, path), error.to_string()));
                    continue;
                }
            };
            let name = name(root, entry.path());
            if is_foreign(entry.file_name()) || name == PRIVATE_FOLDER {
                self.ignored.push(Arc::from(name));
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
            } else if entry.path_is_symlink() {
                self.findings.push(unreadable(&name, Arg::Word("detail.link".to_owned())));
            } else if entry.path().to_str().is_none() {
                self.findings.push(unreadable(&name, Arg::Word("detail.name".to_owned())));
            } else if entry.file_type().is_file() {
                each((entry.into_path(), name));
            }
        }
    }
}

/// Whether what lies at a path from the board's folder belongs to other programs or to the
/// committee alone.
#[must_use]
pub(crate) fn is_passed_over(path: &Path) -> bool {
    path.starts_with(PRIVATE_FOLDER) || path.iter().any(is_foreign)
}

/// The path from the board's folder, with `/` between the parts.
pub(crate) fn name(root: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inner.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// What editors, office programs and systems leave behind.
fn is_foreign(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let lower = name.to_ascii_lowercase();
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || lower == "thumbs.db"
        || lower == "desktop.ini"
        || std::path::Path::new(&lower).extension().is_some_and(|ending| ending == "tmp")
}

/// Reads one file.
pub(crate) fn load(path: &Path, name: &str) -> Loaded {
    let asset = name.starts_with(FILES_FOLDER) || name.starts_with(STATIC_FOLDER);
    let read = if asset {
        digest(path, name).map(|asset| Loaded::Asset(Arc::from(name), asset))
    } else {
        source(path, name)
    };
    read.unwrap_or_else(|error| Loaded::Bad(unreadable(name, error.to_string())))
}

fn source(path: &Path, name: &str) -> io::Result<Loaded> {
    let content = match Content::from(fs::read(path)?) {
        // What is in no encoding that can be told is kept as it is, and said to be so where it is
        // read.
        Content::Bytes(bytes) => match text::decode(&bytes) {
            Some((text, _)) => Content::from(&*text),
            None => Content::Bytes(bytes),
        },
        text @ Content::Text(_) => text,
    };
    Ok(Loaded::Source(Source::new(name, content)))
}

/// SHA-256 and length of every file at or below a folder of a published site, by its address.
pub(crate) fn digests(root: &Path, folder: &str) -> io::Result<BTreeMap<String, (String, u64)>> {
    let mut found = Found::default();
    found.walk(root, &root.join(folder));
    let files = found.files.iter().map(|(path, name)| {
        let Asset { digest, size, .. } = digest(path, name)?;
        Ok((name.clone(), (digest, size)))
    });
    files.collect()
}

/// Longer texts are attached as they are: nobody reads them line by line either.
const MOST_TEXT: u64 = 4 * 1024 * 1024;

/// Whether an attachment is a text that can be read without another program.
fn is_plain(name: &str) -> bool {
    let ending = Path::new(name).extension().map(OsStr::to_ascii_lowercase);
    let plain = ["txt", "csv", "tsv", "md"];
    name.starts_with(FILES_FOLDER)
        && ending.is_some_and(|ending| plain.iter().any(|one| ending == **one))
}

/// The digest of a file, a piece at a time: an attachment may be large. Of a picture all of it is
/// in memory for that moment, so that its size can be told.
fn digest(path: &Path, name: &str) -> io::Result<Asset> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut size = 0;
    let mut buffer = vec![0; 64 * 1024];
    let mut picture = None;
    let mut plain = is_plain(name).then(Vec::new);
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        let piece = &buffer[..count];
        if size == 0 && name.starts_with(FILES_FOLDER) && photo::is_picture(name, piece) {
            picture = Some(Vec::new());
        }
        size += count as u64;
        hasher.update(piece);
        plain = plain.filter(|_| size <= MOST_TEXT);
        if let Some(bytes) = &mut plain {
            bytes.extend(piece);
        }
        match &mut picture {
            // One byte too many says that it is too large; the rest of it says no more.
            Some(bytes) if bytes.len() as u64 <= photo::MOST_BYTES => bytes.extend(piece),
            _ => {}
        }
    }
    let digest = hex(&hasher.finalize());
    let picture = match picture {
        Some(bytes) => photo::look(name, &bytes),
        // A file without a byte begins with none.
        None if size == 0 && name.starts_with(FILES_FOLDER) => photo::look(name, &[]),
        None => None,
    };
    let text = match plain {
        Some(bytes) => text::decode(&bytes).map(|(text, _)| Arc::from(&*text)),
        None => None,
    };
    Ok(Asset { digest, size, picture, text })
}

fn unreadable(name: &str, detail: impl Into<Arg>) -> Finding {
    Finding::new(Code::UnreadableFile, Locus::file(&Arc::from(name))).with("detail", detail)
}
