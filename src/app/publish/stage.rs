//! Makes the files of a site on all threads, one in memory a thread, and writes those that
//! changed into the stage. Never touches the target.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::folder::{Found, Ground, in_order, locate};
use super::manifest::Entry;
use super::refusal::Refusal;
use super::{Made, Pour, Site, change};
use crate::model::digest::hex;

/// How much of a copied file is in memory at a time; most files are smaller.
const CHUNK: usize = 1 << 20;

/// One file of the site after it was made.
#[derive(Debug)]
pub(super) struct Staged<'a> {
    /// Its address.
    pub(super) address: &'a str,
    /// What the manifest says of it.
    pub(super) entry: Entry,
    /// Whether it lies in the stage, or in the target as it should.
    pub(super) fate: Fate,
}

/// What is to be done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It lies in the stage and must go into the target.
    Written,
    /// It lies in the target already.
    Unchanged,
}

/// Makes the files at `addresses`, in the order of the site, and stages those that do not lie on the
/// `ground` already. What comes of it is in the order of the addresses.
pub(super) fn fill<'a>(
    stage: &Path,
    (site, addresses): (&Site<'a>, &[&'a str]),
    (ground, progress): (&Ground, &(dyn Fn(usize) + Sync)),
) -> Result<Vec<Staged<'a>>, Refusal> {
    let done = AtomicUsize::new(0);
    let one = |address: &&'a str| {
        let address = *address;
        let to = locate(stage, address);
        let (entry, fate) = match (site.make)(address).ok_or_else(|| Refusal::not_made(address))? {
            Made::Bytes(bytes) => {
                let entry = Entry::of(&bytes);
                let fate = fate(ground, address, &entry);
                if fate == Fate::Written {
                    write(&to, &bytes)?;
                }
                (entry, fate)
            }
            Made::Long(pour) => {
                // Where it may lie already it is made once to be compared, so that nothing is
                // written that needs not be.
                let before = ground.previous.files.get(address);
                let lies = before.filter(|entry| fate(ground, address, entry) == Fate::Unchanged);
                match lies.filter(|entry| pour(&mut |_| {}) == **entry) {
                    Some(entry) => (entry.clone(), Fate::Unchanged),
                    None => (pour_into(&to, &pour)?, Fate::Written),
                }
            }
            Made::Copy { from, digest, size } => {
                let entry = Entry { sha256: digest, size };
                let fate = fate(ground, address, &entry);
                if fate == Fate::Written {
                    copy(&from, &to, &entry)?;
                }
                (entry, fate)
            }
        };
        progress(done.fetch_add(1, Ordering::Relaxed) + 1);
        Ok(Staged { address, entry, fate })
    };
    let in_order = in_order(site, addresses);
    let mut staged: Vec<Staged<'a>> = in_order.par_iter().map(one).collect::<Result<_, _>>()?;
    staged.sort_unstable_by_key(|file| file.address);
    Ok(staged)
}

/// Writes one file of the stage.
pub(super) fn write(to: &Path, bytes: &[u8]) -> Result<File, Refusal> {
    let mut file = create(to).map_err(Refusal::disk(to))?;
    change::write(&mut file, bytes).map_err(Refusal::disk(to))?;
    Ok(file)
}

/// Writes a long file of the stage.
fn pour_into(to: &Path, pour: &Pour<'_>) -> Result<Entry, Refusal> {
    let mut file = create(to).map_err(Refusal::disk(to))?;
    let mut written = Ok(());
    let entry = pour(&mut |piece| {
        if written.is_ok() {
            written = change::write(&mut file, piece).map_err(Refusal::disk(to));
        }
    });
    written.map(|()| entry)
}

/// Reads a file to its end, hands on chunk after chunk, and says what it was.
pub(super) fn read(
    from: &Path,
    mut each: impl FnMut(&[u8]) -> Result<(), Refusal>,
) -> Result<Entry, Refusal> {
    let refuse = |error| Refusal::disk(from)(error);
    let mut file = File::open(from).map_err(refuse)?;
    let length = file.metadata().map_err(refuse)?.len();
    let mut chunk = vec![0; usize::try_from(length).map_or(CHUNK, |length| length.clamp(1, CHUNK))];
    let (mut hash, mut size) = (Sha256::new(), 0);
    loop {
        let read = match file.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => &chunk[..read],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(refuse(error)),
        };
        hash.update(read);
        size += read.len() as u64;
        each(read)?;
    }
    Ok(Entry { sha256: hex(&hash.finalize()), size })
}

/// A file is where it should be if the manifest says so and its length bears that out.
fn fate(ground: &Ground, address: &str, entry: &Entry) -> Fate {
    let same = ground.previous.files.get(address) == Some(entry)
        && ground.found.get(address) == Some(&Found::File(entry.size));
    if same { Fate::Unchanged } else { Fate::Written }
}

/// Copies a file into the stage, and refuses one that changed since its digest was taken: the
/// manifest would not be true.
fn copy(from: &Path, to: &Path, entry: &Entry) -> Result<(), Refusal> {
    let mut file = create(to).map_err(Refusal::disk(to))?;
    let write = |chunk: &[u8]| change::write(&mut file, chunk).map_err(Refusal::disk(to));
    if read(from, write)? == *entry {
        Ok(())
    } else {
        Err(Refusal::Changed { from: from.to_owned() })
    }
}

/// Creates a file, and its folder if this is the first file there. Asking the disk only when it
/// says no makes each folder once, without a list of them.
fn create(to: &Path) -> io::Result<File> {
    match (change::create(to), to.parent()) {
        (Err(error), Some(parent)) if error.kind() == io::ErrorKind::NotFound => {
            change::make_folders(parent)?;
            change::create(to)
        }
        (made, _) => made,
    }
}
