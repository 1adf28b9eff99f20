//! The whole board at once: ids that must be unique, references and files that must exist.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::FILES_FOLDER;
use crate::Options;
use crate::diagnostic::{Code, Finding, Findings};
use crate::model::board::{Board, HeldBack};
use crate::model::id::RecordId;
use crate::model::record::Record;
use crate::source::{Locus, Picture, Sources};

/// Parts what is public from what is held back: drafts, and records whose day has not come.
#[must_use]
pub(crate) fn hold_back(
    records: Vec<Arc<Record>>,
    options: &Options,
) -> (Vec<Arc<Record>>, HeldBack) {
    let mut held = HeldBack::default();
    let public = records
        .into_iter()
        .filter(|record| {
            let head = &record.head;
            if options.drafts {
                return true;
            }
            if head.draft {
                held.drafts.insert(head.id.clone());
                return false;
            }
            match head.publish_from.filter(|day| *day > options.as_of) {
                Some(day) => {
                    held.waiting.insert(head.id.clone(), day);
                    false
                }
                None => true,
            }
        })
        .collect();
    (public, held)
}

/// Keeps one record of each id. Ids that differ in case only would be one file on many disks.
#[must_use]
pub(crate) fn unique(records: Vec<Arc<Record>>, findings: &mut Findings) -> Vec<Arc<Record>> {
    let mut seen: BTreeMap<String, Arc<Record>> = BTreeMap::new();
    let mut kept = Vec::with_capacity(records.len());
    for record in records {
        let key = record.head.id.to_string().to_lowercase();
        if let Some(first) = seen.get(&key) {
            let at = record.head.locus("");
            let finding =
                Finding::new(Code::DuplicateId, at).with("id", record.head.id.to_string());
            findings.push(finding.related(first.head.locus(""), "related.first"));
        } else {
            seen.insert(key, Arc::clone(&record));
            kept.push(record);
        }
    }
    kept
}

/// Everything that a record names must be there.
pub(crate) fn check(board: &Board, sources: &Sources, findings: &mut Findings) {
    let mut named: BTreeSet<String> = BTreeSet::new();
    for record in &board.records {
        for reference in &record.head.references {
            if board.record(&reference.to).is_none() && !board.is_unread(&reference.to) {
                findings.push(dangling(board, record, &reference.to, reference.span));
            }
        }
        for attachment in &record.head.attachments {
            let mut files = vec![("file", attachment.file.as_str())];
            if let Some(copy) = attachment.published().filter(|copy| *copy != attachment.file) {
                files.push(("copy", copy));
            }
            for (field, file) in files {
                let at = record.head.within(attachment.at.of(field));
                let about = record.head.id.to_string();
                let path = format!("{FILES_FOLDER}{file}");
                let shown = attachment.published() == Some(file);
                match sources.assets.get(path.as_str()) {
                    None => {
                        let finding = Finding::new(Code::MissingAttachment, at).with("file", file);
                        findings.push(finding.about(about));
                    }
                    Some(asset) if shown => {
                        let said = asset.picture.and_then(|picture| unshowable(picture, file, at));
                        findings.extend(said.map(|finding| finding.about(about)));
                    }
                    Some(_) => {}
                }
                named.insert(path);
            }
        }
    }
    if let Some(file) = &board.profile.outward.picture {
        let at = Locus::span(&board.profile.file, board.profile.at.of("picture"));
        let path = format!("{FILES_FOLDER}{file}");
        let papers = board.records.iter().flat_map(|record| &record.head.attachments);
        let mut papers = papers.filter(|paper| paper.file == *file);
        if papers.any(|paper| paper.published() != Some(file)) {
            findings.push(Finding::new(Code::PictureHeld, at.clone()).with("file", file.as_str()));
        }
        findings.extend(match sources.assets.get(path.as_str()).map(|asset| asset.picture) {
            None => Some(Finding::new(Code::MissingAttachment, at).with("file", file.as_str())),
            Some(Some(picture)) => unshowable(picture, file, at),
            Some(None) => {
                let ending = file.rsplit('.').next().unwrap_or_default();
                let finding = Finding::new(Code::PhotoFormat, at).with("format", ending);
                Some(finding.with("file", file.as_str()))
            }
        });
        named.insert(path);
    }
    let held = &board.held_back;
    let partial = !(held.drafts.is_empty() && held.waiting.is_empty() && held.unread.is_empty())
        || held.misplaced;
    for path in sources.assets.keys().filter(|path| path.starts_with(FILES_FOLDER)) {
        // A record that is held back or not read may well show it.
        if !partial && !named.contains(&**path) {
            let file = &path[FILES_FOLDER.len()..];
            findings.push(Finding::new(Code::UnusedFile, Locus::file(path)).with("file", file));
        }
    }
}

/// Why a picture cannot be shown, if it cannot.
fn unshowable(picture: Picture, file: &str, at: Locus) -> Option<Finding> {
    let finding = match picture {
        Picture::Shown(_) => return None,
        Picture::Foreign(format) => Finding::new(Code::PhotoFormat, at).with("format", format),
        Picture::Unreadable => Finding::new(Code::UnreadablePhoto, at),
        Picture::TooLarge => Finding::new(Code::PhotoSize, at),
    };
    Some(finding.with("file", file))
}

fn dangling(board: &Board, record: &Record, to: &RecordId, span: crate::source::Span) -> Finding {
    let held = board.held_back.drafts.contains(to) || board.held_back.waiting.contains_key(to);
    let folder = format!("{}/", to.kind.name());
    // Another number is another record, not a slip of the pen.
    let letters = |id: &str| -> String { id.chars().filter(|c| !c.is_ascii_digit()).collect() };
    let ids = board.of(to.kind).iter().map(|other| &*other.head.id.id);
    let ids = ids.filter(|id| letters(id) != letters(&to.id));
    let near = super::suggest::nearest(&to.id, ids).map(|id| format!("{folder}{id}"));
    let why = if held { "unknown-record.held" } else { "unknown-record.none" };
    let finding = Finding::new(Code::UnknownRecord, record.head.within(span))
        .with("id", to.to_string())
        .with("why", crate::words::Arg::Word(why.to_owned()))
        .with("nearest", near.clone().unwrap_or_default())
        .about(record.head.id.to_string());
    match near {
        Some(near) => finding.paste(near),
        None => finding,
    }
}
