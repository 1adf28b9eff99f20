//! From bytes to a board: everything that people wrote is read here and nowhere else.
//!
//! `read` takes each file on its own and in parallel, then links the whole. What is wrong is
//! reported and left out; nothing is guessed.

pub mod about;
pub mod append;
mod canonical;
pub mod describe;
mod exposed;
pub mod fields;
mod files;
mod front_matter;
pub mod kinds;
mod link;
mod lower;
mod markdown;
mod members;
pub mod numbering;
pub mod packs;
pub mod registers;
pub mod rough;
pub mod schema;
pub mod settings;
pub mod spreadsheet;
pub mod suggest;
pub mod table;
pub mod text;
mod told;
pub mod values;
pub mod veil;
pub mod yaml;

use std::sync::{Arc, LazyLock};

use rayon::prelude::*;

use crate::Options;
use crate::diagnostic::{Code, Finding, Findings, Severity};
use crate::model::board::{Board, Parts, Profile};
use crate::model::lock::Lock;
use crate::model::member::Members;
use crate::source::{Locus, Source, Sources, Span};

pub(crate) use files::good_stem;
pub(crate) use lower::profile::base_url;

/// Where board.yaml lies, under any of its names.
pub const BOARD_FILES: [&str; 3] =
    ["content/board.yaml", "content/公示栏.yaml", "content/公示欄.yaml"];
/// Where the lock lies.
pub const LOCK_FILE: &str = "content/board.lock";
/// Where attached files lie.
pub const FILES_FOLDER: &str = "content/files/";

/// The profile alone, for those who need the board's language or time zone before it is read.
#[must_use]
pub fn profile(sources: &Sources) -> Option<Arc<Profile>> {
    let source = board_file(sources)?;
    memo_profile(source).0
}

/// Whether nothing in board.yaml stands in the way of publishing.
#[must_use]
pub fn is_sound(sources: &Sources) -> bool {
    board_file(sources).is_some_and(|source| {
        let said = memo_profile(source).1;
        !said.iter().any(|finding| finding.code.severity() == Severity::Error)
    })
}

/// What records are read by: the profile with the board's own types of registers.
#[must_use]
pub(crate) fn ground(sources: &Sources) -> Option<Arc<Profile>> {
    Some(with_types(profile(sources)?, sources).0)
}

/// board.yaml, under any of its names.
#[must_use]
pub fn board_file(sources: &Sources) -> Option<&Arc<Source>> {
    BOARD_FILES.iter().find_map(|path| sources.get(path))
}

fn memo_profile(source: &Source) -> (Option<Arc<Profile>>, Vec<Finding>) {
    source.memo(|| {
        let (profile, findings) = lower::profile::profile(source);
        (profile.map(Arc::new), findings)
    })
}

/// Reads a board from its sources; without a usable board.yaml there is none. What follows from
/// records that an earlier board for the same options has too is taken from there.
#[must_use]
pub fn read(
    sources: &Sources,
    options: &Options,
    earlier: Option<&Board>,
) -> (Option<Board>, Findings) {
    let mut findings = Findings::default();
    let boards: Vec<_> = BOARD_FILES.iter().filter_map(|path| sources.get(path)).collect();
    if let [first, second, ..] = boards.as_slice() {
        let finding = Finding::new(Code::TwoBoards, Locus::file(&second.path));
        findings.push(finding.with("other", &*first.path));
    }
    let Some(source) = board_file(sources) else {
        let file = Arc::from(BOARD_FILES[0]);
        findings.push(Finding::new(Code::MissingBoard, Locus::file(&file)));
        return (None, findings);
    };
    let (profile, said) = memo_profile(source);
    findings.extend(said);
    let Some(profile) = profile else { return (None, findings) };
    let (profile, said) = with_types(profile, sources);
    findings.extend(said);
    let before = read_lock(sources, &mut findings);
    let files: Vec<&Arc<Source>> = sources
        .files
        .values()
        .filter(|source| source.path.starts_with("content/"))
        .filter(|source| !BOARD_FILES.contains(&&*source.path) && *source.path != *LOCK_FILE)
        .filter(|source| !source.path.starts_with(packs::PACKS_FOLDER))
        .filter(|source| !registers::is_type_file(&source.path))
        .collect();
    let lowered: Vec<_> =
        files.par_iter().map(|source| files::lower_file(source, &profile)).collect();
    let mut records = Vec::with_capacity(lowered.iter().map(|file| file.records.len()).sum());
    for file in &lowered {
        findings.extend(file.findings.iter().cloned());
        records.extend(file.records.iter().cloned());
    }
    let mut own = (*profile).clone();
    if let Some(base_url) = &options.base_url {
        own.base_url = Some(base_url.clone());
    }
    let (records, mut held_back) = link::hold_back(records, options);
    let misplaced = |finding: &Finding| {
        matches!(finding.code, Code::UnknownFolder | Code::UnknownFile | Code::BadName)
    };
    held_back.misplaced = lowered.iter().any(|file| file.findings.iter().any(misplaced));
    held_back.unread = lowered.iter().filter_map(|file| file.unread.as_deref().cloned()).collect();
    let (packs, said) = packs::packs(sources, &profile);
    findings.extend(said);
    let (workdays, said) = packs::workdays(sources, &profile);
    findings.extend(said);
    let (members, said) = members::members(sources, &profile);
    findings.extend(said);
    let ordered = earlier.and_then(|earlier| Some((earlier.ordered(&records)?, earlier)));
    let (records, earlier) = match ordered {
        Some((records, earlier)) => (records, Some(earlier)),
        None => (link::unique(records, &mut findings), None),
    };
    let parts = Parts {
        profile: own,
        records,
        held_back,
        papers: exposed::papers(sources, profile.language),
        before,
        packs,
        workdays,
        members: Arc::new(Members::new(members, &profile.currency)),
        as_of: options.as_of,
    };
    let board = match earlier {
        Some(earlier) => Board::after(parts, earlier),
        None => Board::new(parts),
    };
    link::check(&board, sources, &mut findings);
    (Some(board), findings)
}

/// A board's own types of registers are known to whoever reads its records. A board without any
/// keeps its profile, and with it all that was read before.
fn with_types(profile: Arc<Profile>, sources: &Sources) -> (Arc<Profile>, Vec<Finding>) {
    let (types, findings) = registers::own(sources);
    if types.is_empty() {
        return (profile, findings);
    }
    let profile = Profile { register_types: types, ..(*profile).clone() };
    (Arc::new(profile), findings)
}

fn read_lock(sources: &Sources, findings: &mut Findings) -> Arc<Lock> {
    // One for all boards without a lock, so that it is known for the same.
    static NONE: LazyLock<Arc<Lock>> = LazyLock::new(Arc::default);
    let Some(source) = sources.get(LOCK_FILE) else { return Arc::clone(&NONE) };
    let (lock, said): (Arc<Lock>, Arc<[Finding]>) = source.memo(|| {
        let (lock, said) = lock(source);
        (Arc::new(lock), said.into())
    });
    findings.extend(said.iter().cloned());
    lock
}

fn lock(source: &Source) -> (Lock, Vec<Finding>) {
    let text = match source.text() {
        Ok(text) => text,
        Err(good) => return (Lock::default(), vec![files::not_utf8(source, good)]),
    };
    let (lock, bad) = Lock::read(text);
    let finding = |number: usize| {
        let start: usize = text.split_inclusive('\n').take(number - 1).map(str::len).sum();
        let line = text[start..].lines().next().unwrap_or_default();
        let at = Locus::span(&source.path, Span::new(start, start + line.len()));
        Finding::new(Code::UnreadableLock, at).with("line", number)
    };
    (lock, bad.into_iter().map(finding).collect())
}
