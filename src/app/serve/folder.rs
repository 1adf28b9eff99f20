//! What the preview knows of a board's folder: each file as it was read last.
//!
//! After a save only what was named is read again. Where a folder was named, or nothing was, each
//! file is asked about, and read again where the disk says something else of it than before or
//! where that is too fresh to be believed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use rayon::prelude::*;

use crate::Options;
use crate::app::disk::{self, Found, Loaded};
use crate::app::members::{self, Place};
use crate::app::terminal::Terminal;
use crate::content;
use crate::diagnostic::Finding;
use crate::model::board::Profile;
use crate::model::member::Enrolled;
use crate::source::{Source, Sources};

/// Some disks tell the time of a change to two seconds only: within that, a file may change and
/// look the same.
const GRAIN: Duration = Duration::from_secs(2);
/// A file that has been left alone for so long is believed at first sight, however the clocks of
/// a share and of this machine differ.
const OLD: Duration = Duration::from_secs(24 * 60 * 60);

/// Where to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// At or below these paths from the board's folder.
    At(BTreeSet<PathBuf>),
    /// Everywhere.
    Everywhere,
}

/// A board's folder, as it was read last.
pub(crate) struct Folder {
    root: PathBuf,
    sources: Sources,
    /// What cannot be read, by path.
    bad: BTreeMap<Arc<str>, Finding>,
    seen: BTreeMap<Arc<str>, Seen>,
    /// What board.yaml said when it last said anything.
    ground: Option<Arc<Profile>>,
    /// The members that were asked what they publish.
    asked: Vec<Enrolled>,
}

/// What the disk said of a file when it was read.
struct Seen {
    stamp: Stamp,
    /// When it was first read with this stamp.
    since: Instant,
    /// Whether it cannot have changed without another stamp.
    settled: bool,
}

/// What differs after a change, but for one within the grain of the disk's clock.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    created: Option<SystemTime>,
    place: [i64; 3],
}

impl Folder {
    /// Reads a folder for the first time.
    pub(crate) fn open(root: &Path) -> Self {
        let mut folder = Self {
            root: root.to_owned(),
            sources: Sources::default(),
            bad: BTreeMap::new(),
            seen: BTreeMap::new(),
            ground: None,
            asked: Vec::new(),
        };
        folder.look(&Look::Everywhere);
        folder
    }

    /// Asks members of a portal what they publish, when board.yaml names others than before.
    pub(crate) fn ask(&mut self, terminal: &Terminal, profile: &Profile, options: &Options) {
        if self.asked != profile.members {
            let portal = Place::outermost(&self.root);
            let members = members::gather(terminal, (&portal, profile), options, &members::read);
            self.sources.members = members;
            self.asked.clone_from(&profile.members);
        }
    }

    /// The files.
    pub(crate) fn sources(&self) -> &Sources {
        &self.sources
    }

    /// What cannot be read.
    pub(crate) fn said(&self) -> impl Iterator<Item = &Finding> {
        self.bad.values()
    }

    /// Looks again; whether anything is not as it was.
    pub(crate) fn look(&mut self, look: &Look) -> bool {
        let tops: Vec<PathBuf> = match look {
            Look::At(paths) => self.tops(paths),
            Look::Everywhere => disk::FOLDERS.iter().map(PathBuf::from).collect(),
        };
        let mut found = Found::default();
        for top in &tops {
            found.walk(&self.root, &self.root.join(top));
        }
        let mut changed = self.forget(&tops, &found);
        for finding in found.findings {
            changed |= self.put(Loaded::Bad(finding));
        }
        // What was named by itself is read whatever the disk says of it.
        let named = |name: &str| match look {
            Look::At(paths) => paths.contains(Path::new(name)),
            Look::Everywhere => false,
        };
        let read: Vec<_> = found
            .files
            .par_iter()
            .filter_map(|(path, name)| {
                // Asked before it is read: what changes in between differs at the next look.
                let stamp = fs::metadata(path).ok().map(|data| Stamp::of(&data));
                let seen = self.seen.get(&**name).filter(|seen| seen.settled && !named(name));
                if seen.is_some_and(|seen| Some(&seen.stamp) == stamp.as_ref()) {
                    return None;
                }
                Some((name, stamp, Instant::now(), disk::load(path, name)))
            })
            .collect();
        for (name, stamp, at, loaded) in read {
            self.stamp(name, stamp, at);
            changed |= self.put(loaded);
        }
        if changed {
            self.stand();
        }
        changed
    }

    /// Forgets what records held where board.yaml says something else: what is kept with a file is
    /// kept for one board.yaml, and would be worked out anew at every save from now on.
    fn stand(&mut self) {
        let Some(ground) = content::ground(&self.sources) else { return };
        let before = self.ground.replace(Arc::clone(&ground));
        if before.is_none_or(|before| before == ground) {
            return;
        }
        let ours = |path: &str| path.starts_with("content/") && path != content::LOCK_FILE;
        for (path, source) in &mut self.sources.files {
            if !ours(path) || *path == ground.file {
                continue;
            }
            *source = Arc::new(Source::new(path, source.bytes.clone()));
        }
    }

    /// The paths to begin at: none below another, none that is passed over, and of a link the
    /// folder that it lies in, where it is told apart from what it leads to.
    fn tops(&self, paths: &BTreeSet<PathBuf>) -> Vec<PathBuf> {
        let is_link = |path: &Path| {
            fs::symlink_metadata(self.root.join(path)).is_ok_and(|data| data.is_symlink())
        };
        let begins = |path: &Path| {
            let links = path.ancestors().filter(|path| path.iter().count() > 1 && is_link(path));
            links.last().and_then(Path::parent).unwrap_or(path).to_owned()
        };
        let kept = paths.iter().filter(|path| !disk::is_passed_over(path));
        let kept: BTreeSet<PathBuf> = kept.map(|path| begins(path)).collect();
        let inner = |path: &Path| path.ancestors().skip(1).any(|above| kept.contains(above));
        kept.iter().filter(|path| !inner(path)).cloned().collect()
    }

    /// Drops what was known at or below these paths and is not there any more.
    fn forget(&mut self, tops: &[PathBuf], found: &Found) -> bool {
        let files = found.files.iter().map(|(_, name)| name.as_str());
        let findings = found.findings.iter().map(|finding| &*finding.at.file);
        let there: BTreeSet<&str> = files.chain(findings).collect();
        let mut gone: Vec<Arc<str>> = Vec::new();
        for top in tops {
            let top = disk::name(Path::new(""), top);
            let known = |name: &Arc<str>| {
                let below = name.strip_prefix(&*top);
                below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                    && !there.contains(&**name)
            };
            let from = || (std::ops::Bound::Included(&*top), std::ops::Bound::Unbounded);
            let within = |name: &&Arc<str>| name.starts_with(&*top);
            let seen = self.seen.range::<str, _>(from()).map(|(name, _)| name);
            let bad = self.bad.range::<str, _>(from()).map(|(name, _)| name);
            let all = seen.take_while(within).chain(bad.take_while(within));
            gone.extend(all.filter(|name| known(name)).cloned());
        }
        for name in &gone {
            self.seen.remove(name);
            self.bad.remove(name);
            self.sources.files.remove(name);
            self.sources.assets.remove(name);
        }
        !gone.is_empty()
    }

    /// Remembers what the disk said of a file before it was read.
    fn stamp(&mut self, name: &str, stamp: Option<Stamp>, at: Instant) {
        let Some(stamp) = stamp else {
            self.seen.remove(name);
            return;
        };
        let same = self.seen.get(name).filter(|seen| seen.stamp == stamp);
        let since = same.map_or(at, |seen| seen.since);
        let settled = at.duration_since(since) >= GRAIN || stamp.is_old();
        self.seen.insert(Arc::from(name), Seen { stamp, since, settled });
    }

    /// Takes over what was read. A file that holds what it held keeps all that is known of it.
    fn put(&mut self, loaded: Loaded) -> bool {
        match loaded {
            Loaded::Source(source) => {
                let was_bad = self.bad.remove(&source.path).is_some();
                let old = self.sources.get(&source.path);
                if old.is_some_and(|old| old.bytes == source.bytes) {
                    return was_bad;
                }
                self.sources.files.insert(Arc::clone(&source.path), Arc::new(source));
                true
            }
            Loaded::Asset(path, asset) => {
                let was_bad = self.bad.remove(&path).is_some();
                let old = self.sources.assets.insert(path, asset.clone());
                was_bad || old != Some(asset)
            }
            Loaded::Bad(finding) => {
                let name = Arc::clone(&finding.at.file);
                self.sources.files.remove(&name);
                self.sources.assets.remove(&name);
                let same = self.bad.get(&name).is_some_and(|old| old.args == finding.args);
                self.bad.insert(name, finding);
                !same
            }
        }
    }
}

impl Stamp {
    fn of(data: &Metadata) -> Self {
        let (modified, created) = (data.modified().ok(), data.created().ok());
        Self { length: data.len(), modified, created, place: place(data) }
    }

    /// Whether it was made so long ago that the file cannot be changing now.
    fn is_old(&self) -> bool {
        let age = self.modified.and_then(|modified| modified.elapsed().ok());
        age.is_some_and(|age| age >= OLD)
    }
}

/// What tells a file from another that was put in its place with the times of the first.
#[cfg(unix)]
fn place(data: &Metadata) -> [i64; 3] {
    use std::os::unix::fs::MetadataExt as _;
    [i64::from_ne_bytes(data.ino().to_ne_bytes()), data.ctime(), data.ctime_nsec()]
}

/// Elsewhere the times must do.
#[cfg(not(unix))]
fn place(_: &Metadata) -> [i64; 3] {
    [0; 3]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    /// A small generator with a seed: the same numbers everywhere.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: u64) -> u64 {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % sides
        }

        /// A file in one of a few folders, some of which are not read.
        fn path(&mut self) -> PathBuf {
            let folder = ["cases", "income", "files", "files/a", "private", "cases/.git"];
            let folder = folder[usize::try_from(self.roll(6)).expect("a place")];
            let file = ["1.md", "2.yaml", ".1.swp", "2.yaml~", "3.txt"];
            let file = file[usize::try_from(self.roll(5)).expect("a place")];
            Path::new("content").join(folder).join(file)
        }
    }

    /// What the sources hold, by path.
    fn held(sources: &Sources) -> Vec<(&str, &[u8])> {
        let files = sources.files.values().map(|one| (&*one.path, &*one.bytes));
        let assets = sources.assets.iter().map(|(path, asset)| (&**path, asset.digest.as_bytes()));
        files.chain(assets).collect()
    }

    /// Does something to the folder; what a watcher would name.
    fn disturb(root: &Path, dice: &mut Dice) -> Vec<PathBuf> {
        let path = dice.path();
        let full = root.join(&path);
        let parent = |path: &Path| fs::create_dir_all(path.parent().expect("a parent"));
        match dice.roll(6) {
            0..=2 => {
                parent(&full).expect("a folder");
                fs::write(&full, format!("{}", dice.roll(10))).expect("a file");
                vec![path]
            }
            3 => {
                let other = dice.path();
                parent(&root.join(&other)).expect("a folder");
                let _ = fs::rename(&full, root.join(&other));
                vec![path, other]
            }
            4 => {
                let _ = fs::remove_file(&full);
                vec![path]
            }
            _ => {
                let folder = path.parent().expect("a folder").to_owned();
                let other =
                    Path::new("content").join(["moved", "cases"][usize::from(dice.roll(2) == 0)]);
                let _ = fs::rename(root.join(&folder), root.join(&other));
                vec![folder, other]
            }
        }
    }

    #[test]
    fn what_is_known_is_what_a_fresh_reader_finds() {
        for seed in 1..=8 {
            let board = tempfile::tempdir().expect("a folder");
            fs::create_dir(board.path().join("content")).expect("a folder");
            let mut dice = Dice(seed);
            let mut folder = Folder::open(board.path());
            for step in 0..60 {
                let named: BTreeSet<PathBuf> =
                    disturb(board.path(), &mut dice).into_iter().collect();
                // Now and then the watcher loses what it had to tell.
                let look = if step % 7 == 6 { Look::Everywhere } else { Look::At(named) };
                let before = folder.sources().clone();
                let changed = folder.look(&look);
                let (fresh, _) = disk::read(board.path());
                assert_eq!(held(folder.sources()), held(&fresh), "seed {seed}, step {step}");
                assert_eq!(changed, held(&before) != held(&fresh), "seed {seed}, step {step}");
                let kept = folder.sources().files.iter().filter_map(|(path, source)| {
                    let old = before.files.get(path)?;
                    Some(old.bytes != source.bytes || Arc::ptr_eq(old, source))
                });
                assert!(kept.into_iter().all(|kept| kept), "what is the same is kept");
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_told_and_not_followed() {
        let board = tempfile::tempdir().expect("a folder");
        let content = board.path().join("content");
        fs::create_dir_all(content.join("cases")).expect("a folder");
        fs::write(content.join("cases/1.md"), "1").expect("a file");
        let mut folder = Folder::open(board.path());
        std::os::unix::fs::symlink(content.join("cases"), content.join("linked")).expect("a link");
        for named in ["content/linked", "content/linked/1.md"] {
            folder.look(&Look::At(BTreeSet::from([PathBuf::from(named)])));
            assert_eq!(folder.sources().files.len(), 1);
            let said: Vec<_> = folder.said().map(|finding| finding.at.file.to_string()).collect();
            assert_eq!(said, ["content/linked"]);
        }
        fs::remove_file(content.join("linked")).expect("removed");
        assert!(folder.look(&Look::At(BTreeSet::from([PathBuf::from("content/linked")]))));
        assert_eq!(folder.said().count(), 0);
    }
}
