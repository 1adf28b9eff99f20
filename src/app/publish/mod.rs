//! Publishing: puts a site into a folder so that a kill at any moment leaves the old site, the
//! new site, or a journalled switch that the next run completes. Does not know what is in a file.
//!
//! The order of things:
//! 1. Beside the target lies `.mingbai/NAME/`. Its lock is taken; what a killed run left there is
//!    settled.
//! 2. Files are made and hashed on all threads. One that lies in the target already, by the last
//!    manifest and its length, is dropped; any other is written into `stage/`.
//! 3. Where there is no site yet, the stage becomes the target in one rename.
//! 4. Otherwise the folders that will change are tried out, `journal` is written, closed with a
//!    digest and synced, and only then is anything in the target changed: files are renamed into
//!    it, files that are no longer of the site are removed, and the manifest comes last.
//! 5. The journal is removed, then the stage.
//!
//! A journal that is closed is carried out by whoever finds it; every step can be done twice. One
//! that is not closed means that nothing was changed, and is dropped with the stage.

mod change;
mod compare;
#[cfg(test)]
mod fault;
mod folder;
mod journal;
mod manifest;
mod plan;
mod refusal;
mod stage;
mod switch;
#[cfg(test)]
mod tests;
mod work;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use self::folder::{Ground, Standing};
use self::journal::{Action, Journal, Left};
use self::stage::{Fate, Staged};
use self::work::Work;

pub(crate) use self::compare::{Cause, Difference, compare};
pub(crate) use self::manifest::{Entry, Head, Manifest, NAME as MANIFEST, manifest, read_manifest};
pub(crate) use self::refusal::Refusal;

/// Where a site goes.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    /// The folder.
    pub out: PathBuf,
    /// Names in it, of files or folders, that are others' and stay as they are: nothing of ours
    /// is put there.
    pub keep: Vec<String>,
}

/// A file of a site, ready to be written.
pub(crate) enum Made<'a> {
    /// A page or data file.
    Bytes(Vec<u8>),
    /// A file that is long, handed on piece by piece; the same pieces each time.
    Long(Pour<'a>),
    /// An attachment or a static file: it goes as it is, and is not held in memory.
    Copy {
        /// Where it lies.
        from: PathBuf,
        /// SHA-256 of its bytes when it was read, as 64 hexadecimal digits in lower case.
        digest: String,
        /// Its length then.
        size: u64,
    },
}

/// Hands on the pieces of a file in order, and says what they are together.
pub(crate) type Pour<'a> = Box<dyn Fn(&mut dyn FnMut(&[u8])) -> Entry + 'a>;

/// A site as publishing sees it.
pub(crate) struct Site<'a> {
    /// What the manifest says of it.
    pub head: &'a Head,
    /// Every file, `/` between the parts, in the order in which they are best made; none twice, none
    /// both a file and a folder.
    pub addresses: &'a [String],
    /// Makes one of them. Called once for each, on any thread, in any order.
    /// Nothing made, where something is wrong with a file, ends the run before anything changes.
    pub make: &'a (dyn Fn(&str) -> Option<Made<'a>> + Sync),
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    /// Files that are new or changed.
    pub written: usize,
    /// Files that lay there already and were not touched.
    pub unchanged: usize,
    /// Files that are no longer of the site.
    pub removed: usize,
    /// Addresses that `keep` leaves to others: they were not made and are not in the manifest.
    pub kept: Vec<String>,
}

/// What became of what a killed run left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Settled {
    /// There was nothing.
    Nothing,
    /// It had changed nothing yet: the old site stands.
    Discarded,
    /// It had begun to switch: now the new site stands.
    Completed,
}

/// Makes a site and puts it into its target; files that are there already are not touched.
///
/// `progress` is told how many files are made, from any thread.
///
/// # Errors
/// Another run, a folder or file of others in the way, a disk that refuses: nothing was changed
/// then, unless the refusal is `Unfinished`, which the next run completes.
pub(crate) fn publish(
    target: &Target,
    site: &Site<'_>,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Report, Refusal> {
    let (addresses, kept) = folder::divide(target, site)?;
    // Before the work folder is made: a target that is a file is nothing to work beside.
    folder::standing(&target.out)?;
    let work = Work::take(&target.out)?;
    settle_held(target, &work)?;
    let ground = folder::survey(target)?;
    plan::refuse_obstacles(target, &ground, &addresses)?;
    let made = stage::fill(&work.stage(), (site, &addresses), (&ground, progress));
    let ready = made.and_then(|staged| prepare(target, &work, (site.head, &ground, staged)));
    let (report, journal) = match ready {
        Ok(ready) => ready,
        Err(refusal) => return Err(withdraw(target, &work, refusal)),
    };
    if let Some(journal) = &journal {
        let done = switch::carry_out(&work.stage(), &target.out, &journal.actions);
        done.map_err(Refusal::halfway)?;
        work.clear().map_err(Refusal::halfway)?;
    }
    Ok(Report { kept, ..report })
}

/// Completes the switch that a killed run began, or drops what it made before it began. To be
/// called before anything reads the target.
///
/// # Errors
/// Another run that is at work, or a disk that refuses.
pub(crate) fn settle(target: &Target) -> Result<Settled, Refusal> {
    // Looked at first without a lock, so that a folder that cannot be written to can be read.
    if !Work::is_left_over(&target.out)? {
        return Ok(Settled::Nothing);
    }
    settle_held(target, &Work::take(&target.out)?)
}

fn settle_held(target: &Target, work: &Work) -> Result<Settled, Refusal> {
    let settled = match journal::read(&work.journal())? {
        Left::Nothing if !work.stage().exists() => return Ok(Settled::Nothing),
        Left::Whole(journal) if concerns(&target.out, &journal)? => {
            let done = switch::carry_out(&work.stage(), &target.out, &journal.actions);
            done.map_err(Refusal::halfway)?;
            Settled::Completed
        }
        Left::Torn(tried) => {
            switch::sweep(&target.out, &tried)?;
            Settled::Discarded
        }
        Left::Nothing | Left::Whole(_) => Settled::Discarded,
    };
    work.clear()?;
    Ok(settled)
}

/// Whether the target is still what a journal was written for. If someone removed the folder or
/// put another site there since, the rest of the old switch would only spoil that.
fn concerns(out: &Path, journal: &Journal) -> Result<bool, Refusal> {
    let now = manifest::read_bytes(out)?.map(|bytes| manifest::digest(&bytes));
    Ok(now == journal.from || now.as_ref() == Some(&journal.to))
}

/// Everything up to the moment from which there is no way back: the manifest is staged, and the
/// target is replaced whole or the journal that is returned lies on the disk.
fn prepare(
    target: &Target,
    work: &Work,
    (head, ground, staged): (&Head, &Ground, Vec<Staged<'_>>),
) -> Result<(Report, Option<Journal>), Refusal> {
    let addresses: Vec<&str> = staged.iter().map(|file| file.address).collect();
    let written = staged.iter().filter(|file| file.fate == Fate::Written);
    let written: Vec<&str> = written.map(|file| file.address).collect();
    let unchanged = addresses.len() - written.len();
    let mut report = Report { written: written.len(), unchanged, ..Report::default() };
    let files = staged.iter().map(|file| (file.address, &file.entry));
    let path = target.out.join(manifest::NAME);
    let bytes = manifest(head, files).map_err(Refusal::disk(&path))?;
    drop(staged);
    // A target without a manifest has `None`, so an empty site is published as well. The same
    // manifest names the same files, so none goes out.
    if written.is_empty() && ground.bytes.as_deref() == Some(&bytes) {
        return Ok((report, None));
    }
    let path = work.stage().join(manifest::NAME);
    let file = stage::write(&path, &bytes)?;
    // The one published file that is waited for: it vouches for the others, and a power cut that
    // emptied one of those shows in its length and is mended by the next run.
    change::sync(&file).map_err(Refusal::disk(&path))?;
    drop(file);
    if replace_whole(target, work, ground.standing) {
        return Ok((report, None));
    }
    let actions = plan::actions(ground, &addresses, &written);
    let removes = |action: &&Action| matches!(action, Action::Remove { .. });
    report.removed = actions.iter().filter(removes).count();
    let from = ground.bytes.as_deref().map(manifest::digest);
    let journal = Journal { from, to: manifest::digest(&bytes), actions };
    let touched = match ground.standing {
        Standing::Absent => BTreeSet::new(),
        Standing::Bare | Standing::Used => plan::touched(ground, &journal.actions),
    };
    journal::write(&work.journal(), (&target.out, &touched), &journal)?;
    Ok((report, Some(journal)))
}

/// Makes the stage the target, where there is nothing to be lost; false where the disk will not
/// have it (a mounted folder, a folder that someone has open on Windows) and a journal must do.
fn replace_whole(target: &Target, work: &Work, standing: Standing) -> bool {
    let stage = work.stage();
    match standing {
        Standing::Used => return false,
        Standing::Absent => {}
        // An empty folder was made by someone who may have said who may read it.
        Standing::Bare => {
            let permissions = fs::metadata(&target.out).map(|data| data.permissions());
            if permissions.and_then(|rights| change::permit(&stage, rights)).is_err() {
                return false;
            }
        }
    }
    change::rename(&stage, &target.out).is_ok()
}

/// Undoes what was prepared, as far as the disk lets it: what cannot be removed now is removed
/// by the next run. The first refusal is the one to tell.
fn withdraw(target: &Target, work: &Work, refusal: Refusal) -> Refusal {
    let left = journal::read(&work.journal());
    if let Ok(Left::Torn(tried)) = &left {
        // A trial that stays behind is empty, and hidden; the refusal says more.
        let _ = switch::sweep(&target.out, tried);
    }
    match (work.clear(), left) {
        // Closed, not known to be on the disk, and not to be removed: the next run will find it.
        (Err(_), Ok(Left::Whole(_))) => refusal.halfway(),
        _ => refusal,
    }
}
