//! What lies in an output folder, and which of its names are whose. Looks, and changes nothing.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::manifest::{self, Manifest};
use super::refusal::{Refusal, SHOWN};
use super::{Site, Target};

/// Names at the root of any target that are neither ours nor anybody's work: the one file git
/// needs to keep an empty folder, and what file managers drop wherever they are opened.
const BYSTANDERS: [&str; 4] = [".gitignore", ".DS_Store", "Thumbs.db", "desktop.ini"];

/// What a name in the folder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A plain file of so many bytes.
    File(u64),
    /// A folder.
    Folder,
    /// A link, a device, a socket: never ours.
    Other,
}

/// How the target stands as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// There is nothing at its path.
    Absent,
    /// A folder without a single entry.
    Bare,
    /// A folder with entries, or a link to a folder.
    Used,
}

/// The target before a switch.
#[derive(Debug)]
pub(super) struct Ground {
    /// As a whole.
    pub(super) standing: Standing,
    /// The bytes of our manifest.
    pub(super) bytes: Option<Vec<u8>>,
    /// Our manifest; an empty one if nothing was published yet.
    pub(super) previous: Manifest,
    /// Every name but those that stay with others.
    pub(super) found: BTreeMap<String, Found>,
}

impl Target {
    /// Whether a name, or a folder it lies in, stays with others.
    pub(super) fn keeps(&self, name: &str) -> bool {
        self.kept().any(|kept| {
            name.strip_prefix(kept).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// The names that stay with others, as addresses: people also write `./CNAME` and `photos/`.
    pub(super) fn kept(&self) -> impl Iterator<Item = &str> {
        let names = self.keep.iter().map(|name| {
            let name = name.trim_end_matches('/');
            name.strip_prefix("./").unwrap_or(name)
        });
        names.filter(|name| is_plain(name))
    }
}

/// Surveys the target, and refuses a folder that is somebody else's.
pub(super) fn survey(target: &Target) -> Result<Ground, Refusal> {
    let out = &target.out;
    let standing = standing(out)?;
    if standing != Standing::Used {
        let previous = Manifest::default();
        return Ok(Ground { standing, bytes: None, previous, found: BTreeMap::new() });
    }
    let bytes = manifest::read_bytes(out)?;
    let previous = match &bytes {
        Some(bytes) => Manifest::from_bytes(bytes, &out.join(manifest::NAME))?,
        None => None,
    };
    if previous.is_none() {
        // Stops at the first few names: someone may have pointed at their home folder.
        let others = walk(target).filter(|entry| !matches!(entry, Ok((_, Found::Folder))));
        let names = others.take(SHOWN).map(|entry| Ok(entry?.0)).collect::<Result<Vec<_>, _>>()?;
        if !names.is_empty() {
            return Err(Refusal::Foreign { out: out.clone(), names });
        }
    }
    let found = walk(target).collect::<Result<_, _>>()?;
    Ok(Ground { standing, bytes, previous: previous.unwrap_or_default(), found })
}

/// Every name in the target's folder but bystanders, kept names and what lies beneath those,
/// folder by folder in order of names; links are not followed.
pub(super) fn walk(
    target: &Target,
) -> impl Iterator<Item = Result<(String, Found), Refusal>> + use<'_> {
    let name = |entry: &DirEntry| address(entry.path().strip_prefix(&target.out).ok()?);
    let passed = move |entry: &DirEntry| {
        let Some(name) = name(entry) else { return true };
        let bystander = entry.depth() == 1 && BYSTANDERS.contains(&name.as_str());
        !bystander && !target.keeps(&name)
    };
    let walk = WalkDir::new(&target.out).min_depth(1).sort_by_file_name().into_iter();
    walk.filter_entry(passed).map(move |entry| {
        let entry = entry.map_err(unwalkable(&target.out))?;
        let kind = entry.file_type();
        let found = if kind.is_dir() {
            Found::Folder
        } else if kind.is_file() {
            Found::File(entry.metadata().map_err(unwalkable(&target.out))?.len())
        } else {
            Found::Other
        };
        Ok((name(&entry).unwrap_or_default(), found))
    })
}

/// How the path of a target stands.
pub(super) fn standing(out: &Path) -> Result<Standing, Refusal> {
    let data = match fs::symlink_metadata(out) {
        Ok(data) => data,
        Err(error) if is_absence(&error) => return Ok(Standing::Absent),
        Err(error) => return Err(Refusal::disk(out)(error)),
    };
    if data.is_symlink() && fs::metadata(out).is_ok_and(|data| data.is_dir()) {
        return Ok(Standing::Used);
    }
    if !data.is_dir() {
        return Err(Refusal::NotAFolder { out: out.to_owned() });
    }
    let first = fs::read_dir(out).map_err(Refusal::disk(out))?.next();
    Ok(if first.is_none() { Standing::Bare } else { Standing::Used })
}

/// The addresses of a site that are ours to publish, in order, and those left to others; refuses
/// a site that no folder can hold.
pub(super) fn divide<'a>(
    target: &Target,
    site: &Site<'a>,
) -> Result<(Vec<&'a str>, Vec<String>), Refusal> {
    let mut all: Vec<&str> = site.addresses.iter().map(String::as_str).collect();
    all.sort_unstable();
    let bad = |address: &str| Refusal::BadAddress { address: address.to_owned() };
    if let Some(twice) = all.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(bad(twice[0]));
    }
    for address in &all {
        let reserved = *address == manifest::NAME || BYSTANDERS.contains(address);
        if reserved || !is_plain(address) {
            return Err(bad(address));
        }
        if let Some(clash) = above(address).find(|folder| all.binary_search(folder).is_ok()) {
            return Err(bad(clash));
        }
    }
    let (kept, ours) = all.into_iter().partition::<Vec<_>, _>(|address| target.keeps(address));
    Ok((ours, kept.into_iter().map(str::to_owned).collect()))
}

/// Some addresses of a site in the order in which they are best made.
pub(super) fn in_order<'a>(site: &Site<'a>, sorted: &[&'a str]) -> Vec<&'a str> {
    let all = site.addresses.iter().map(String::as_str);
    all.filter(|address| sorted.binary_search(address).is_ok()).collect()
}

/// Whether an address is a plain name below a folder: relative, each part one ordinary name.
pub(super) fn is_plain(address: &str) -> bool {
    address.split('/').all(|part| {
        // What a part may be differs: on Windows `C:` and `a\b` lead elsewhere.
        let mut components = Path::new(part).components();
        components.next() == Some(Component::Normal(OsStr::new(part)))
            && components.next().is_none()
            && !part.contains('\0')
    })
}

/// Where the file of a plain address lies below `root`.
pub(super) fn locate(root: &Path, address: &str) -> PathBuf {
    let mut path = root.to_owned();
    path.extend(address.split('/'));
    path
}

/// The folders an address lies in, outermost first: `a`, `a/b` for `a/b/c.html`.
pub(super) fn above(address: &str) -> impl DoubleEndedIterator<Item = &str> {
    address.match_indices('/').map(|(end, _)| &address[..end])
}

/// Whether an error says that there is nothing at a path, be it that a file lies where one of
/// its folders would be.
pub(super) fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// A path below the target as an address. A name that is not Unicode gets one that is none of
/// ours, so it counts as somebody else's.
fn address(path: &Path) -> Option<String> {
    let parts: Vec<_> = path.iter().map(OsStr::to_string_lossy).collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

fn unwalkable(out: &Path) -> impl Fn(walkdir::Error) -> Refusal {
    |error| {
        let path = error.path().unwrap_or(out).to_owned();
        Refusal::Io { path, error: error.into() }
    }
}
