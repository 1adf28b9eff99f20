//! Tests of publishing: the small sites and looks at a disk that they share.

mod refusals;
mod rules;
mod strikes;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use tempfile::TempDir;

use super::manifest::Entry;
use super::*;

/// A site by address.
type Files = BTreeMap<String, Vec<u8>>;

fn files(list: &[(&str, &str)]) -> Files {
    list.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
}

/// A folder of a test with a target in it that may not be there yet.
struct Place {
    folder: TempDir,
    target: Target,
}

impl Place {
    fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        let target = Target { out: folder.path().join("site"), keep: Vec::new() };
        Self { folder, target }
    }

    /// With files of others in the target.
    fn with(list: &[(&str, &str)]) -> Self {
        let place = Self::new();
        lay(&place.target.out, &files(list));
        place
    }

    fn keeping(mut self, names: &[&str]) -> Self {
        self.target.keep = names.iter().map(|name| (*name).to_owned()).collect();
        self
    }

    fn publish(&self, site: &Files) -> Result<Report, Refusal> {
        publish_as(&self.target, &Head::default(), site)
    }

    fn settle(&self) -> Settled {
        settle(&self.target).expect("nothing in the way of settling")
    }

    fn lies(&self) -> Files {
        look(&self.target.out)
    }

    /// What lies in the work folder, which should be nothing but the lock.
    fn left(&self) -> Vec<String> {
        look(&self.folder.path().join(".mingbai/site")).into_keys().collect()
    }
}

fn publish_as(target: &Target, head: &Head, site: &Files) -> Result<Report, Refusal> {
    // Made in another order than they are listed in, and every other one piece by piece.
    let addresses: Vec<String> = site.keys().rev().cloned().collect();
    let make = |address: &str| {
        let bytes = &site[address];
        let place = site.keys().position(|other| other == address);
        Some(if place.is_some_and(|place| place % 2 == 0) {
            Made::Long(Box::new(move |each| {
                bytes.chunks(3).for_each(each);
                Entry::of(bytes)
            }))
        } else {
            Made::Bytes(bytes.clone())
        })
    };
    publish(target, &Site { head, addresses: &addresses, make: &make }, &|_| {})
}

/// The folder that a site is, published where nothing was.
fn clean(site: &Files) -> Files {
    let place = Place::new();
    place.publish(site).expect("published");
    place.lies()
}

fn lay(folder: &Path, files: &Files) {
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder made");
        fs::write(path, bytes).expect("a file written");
    }
}

/// Every file below a folder; an empty folder stands as `name/`.
fn look(folder: &Path) -> Files {
    let mut files = Files::new();
    let Ok(entries) = fs::read_dir(folder) else { return files };
    for entry in entries {
        let entry = entry.expect("an entry");
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type().expect("a kind");
        if kind.is_dir() {
            let below = look(&entry.path());
            if below.is_empty() {
                files.insert(format!("{name}/"), Vec::new());
            }
            files.extend(below.into_iter().map(|(rest, bytes)| (format!("{name}/{rest}"), bytes)));
        } else if kind.is_file() {
            files.insert(name, fs::read(entry.path()).expect("bytes"));
        } else {
            files.insert(name, b"(link)".to_vec());
        }
    }
    files
}

/// When each file and folder below a folder was changed, the folder itself as well.
fn times(folder: &Path) -> BTreeMap<String, SystemTime> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| {
            let entry = entry.expect("an entry");
            let time = entry.metadata().expect("data").modified().expect("a time");
            (entry.path().display().to_string(), time)
        })
        .collect()
}

fn without_manifest(mut files: Files) -> Files {
    files.remove(manifest::NAME);
    files
}
