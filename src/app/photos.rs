//! Photos are made from the files of the board and remembered beside it, so that the second build
//! decodes none of them.
//!
//! What is remembered is a convenience and never believed: it carries a digest of its own, and what
//! does not agree with that is made anew. It holds published photos only, and forgets those that
//! are published no more.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::Site;
use crate::diagnostic::{Code, Finding};
use crate::model::digest::hex;
use crate::render::photo;
use crate::source::{Asset, Locus};
use crate::view::plan::Make;
use crate::words::Arg;

/// Where photos are remembered, from the board's folder.
const MEMORY: &str = ".mingbai/cache/photos";
/// A remembered photo begins with the digest of its own bytes.
const SEAL: usize = 32;

/// What is done with photos that were made before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Memory {
    /// Every photo is made from its picture: to verify is to make again.
    Shut,
    /// They are taken, and new ones are not kept: drafts are not for the public.
    Read,
    /// They are taken, and new ones are kept.
    Open,
}

/// Makes the photos of a board.
#[derive(Debug)]
pub(crate) struct Photos<'a> {
    root: &'a Path,
    memory: Memory,
}

impl<'a> Photos<'a> {
    /// The photos of the board in `root`.
    pub(crate) fn new(root: &'a Path, memory: Memory) -> Self {
        Self { root, memory }
    }

    /// The board's folder.
    pub(crate) fn root(&self) -> &'a Path {
        self.root
    }

    /// Makes a photo, or takes the one that was made before of the same bytes.
    ///
    /// # Errors
    /// A picture that cannot be read, or that is not what was read when the board was.
    pub(crate) fn make(
        &self,
        path: &Arc<str>,
        asset: &Asset,
        width: u32,
    ) -> Result<Vec<u8>, Finding> {
        let kept = self.folder().join(name(asset, width));
        if self.memory != Memory::Shut
            && let Some(photo) = fs::read(&kept).ok().and_then(unsealed)
        {
            return Ok(photo);
        }
        let unreadable = |detail: Arg| {
            Finding::new(Code::UnreadableFile, Locus::file(path)).with("detail", detail)
        };
        let bytes = fs::read(self.root.join(&**path));
        let bytes = bytes.map_err(|error| unreadable(error.to_string().into()))?;
        if hex(&Sha256::digest(&bytes)) != asset.digest {
            return Err(unreadable(Arg::Word("detail.changed".to_owned())));
        }
        let photo = photo::render(&bytes, width).map_err(|photo::Unreadable| {
            let file = path.rsplit_once('/').map_or(&**path, |(_, file)| file);
            Finding::new(Code::UnreadablePhoto, Locus::file(path)).with("file", file)
        })?;
        if self.memory == Memory::Open {
            self.keep(&kept, &photo);
        }
        Ok(photo)
    }

    /// Forgets what a site does not publish, so that what was withdrawn lies nowhere any more.
    pub(crate) fn forget_others(&self, site: &Site) {
        let Ok(kept) = fs::read_dir(self.folder()) else { return };
        let made = site.plan.addresses.values().filter_map(|make| match make {
            Make::Photo(path, width) => Some(name(site.plan.assets.get(&**path)?, *width)),
            _ => None,
        });
        let made: BTreeSet<String> = made.collect();
        for entry in kept.flatten() {
            if !made.contains(&*entry.file_name().to_string_lossy()) {
                // What cannot be removed now can be by the next build.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn folder(&self) -> PathBuf {
        self.root.join(MEMORY)
    }

    /// Keeps a photo. A folder that cannot be written to only makes the next build slower.
    fn keep(&self, kept: &Path, photo: &[u8]) {
        let sealed = [Sha256::digest(photo).as_slice(), photo].concat();
        let _ = fs::create_dir_all(self.folder()).and_then(|()| fs::write(kept, sealed));
    }
}

/// The name under which a photo is remembered: by what it is made of and how.
fn name(asset: &Asset, width: u32) -> String {
    format!("{}-{width}-{}", asset.digest, photo::VERSION)
}

/// A photo that is what was kept; one that a kill cut short is not.
fn unsealed(mut kept: Vec<u8>) -> Option<Vec<u8>> {
    let (seal, photo) = kept.split_at_checked(SEAL)?;
    if Sha256::digest(photo).as_slice() != seal {
        return None;
    }
    kept.drain(..SEAL);
    Some(kept)
}
