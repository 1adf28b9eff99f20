//! What of anybody's would be published: an error, unless board.yaml gives it as the way to reach
//! those in charge, or the record says publicly why it stands there.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::Finding;
use crate::model::board::{Board, Contact, Profile};
use crate::model::record::Exposed;
use crate::personal::Kind;
use crate::source::Locus;

/// Nobody's own is published.
pub(crate) fn nothing_personal(board: &Board, findings: &mut Vec<Finding>) {
    let profile = &board.profile;
    for exposed in profile.exposed.iter().filter(|exposed| !is_declared(profile, exposed)) {
        findings.push(finding(exposed, Locus::span(&profile.file, exposed.span)));
    }
    // What many records have from the defaults of their file is said once.
    let mut said = BTreeSet::new();
    for record in &board.records {
        let head = &record.head;
        for exposed in head.exposed.iter().filter(|exposed| !is_declared(profile, exposed)) {
            let at = head.within(exposed.span);
            let waived = head.waives.iter().any(|waiver| waiver.code == exposed.kind.code());
            if waived || said.insert((at.clone(), exposed.kind)) {
                findings.push(finding(exposed, at).about(head.id.to_string()));
            }
        }
        for paper in &head.attachments {
            let Some(name) = paper.published() else { continue };
            let found = board.papers.get(name).into_iter().flatten();
            for exposed in found.filter(|exposed| !is_declared(profile, exposed)) {
                let field = if name == paper.file { "file" } else { "copy" };
                let mut finding = finding(exposed, head.within(paper.at.of(field)));
                finding.paste = None;
                let within = Locus::file(&Arc::from(format!("content/files/{name}")));
                let finding = finding.related(within, "related.in-paper");
                findings.push(finding.about(head.id.to_string()));
            }
        }
    }
}

fn finding(exposed: &Exposed, at: Locus) -> Finding {
    let code = exposed.kind.code();
    // A value that holds more than it cannot be put in its place.
    let exact = at.span.is_some_and(|span| (span.end - span.start) as usize == exposed.said.len());
    let finding =
        Finding::new(code, at).with("mask", exposed.mask.as_str()).with("code", code.name());
    if exact { finding.paste(exposed.mask.as_str()) } else { finding }
}

/// Whether board.yaml gives it itself: the telephone of a contact, the board's own account.
fn is_declared(profile: &Profile, exposed: &Exposed) -> bool {
    let contacts = profile.contacts.iter().chain(&profile.supervision);
    match exposed.kind {
        Kind::Identity => false,
        Kind::Card => profile.accounts.iter().any(|account| {
            holds(&account.name, &exposed.said) || holds(&account.id.0, &exposed.said)
        }),
        _ => contacts.flat_map(texts).any(|text| holds(text, &exposed.said)),
    }
}

fn texts(contact: &Contact) -> impl Iterator<Item = &str> {
    let others = [&contact.phone, &contact.hours, &contact.place];
    others.into_iter().flatten().map(String::as_str).chain([contact.name.as_str()])
}

/// Whether a text holds another, however its digits are broken up.
fn holds(text: &str, said: &str) -> bool {
    let bare = |text: &str| -> String {
        let sign = |c: &char| c.is_alphanumeric() || matches!(c, '@' | '.');
        text.chars().filter(sign).flat_map(char::to_lowercase).collect()
    };
    let (text, said) = (bare(text), bare(said));
    let national = said.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(&said);
    !national.is_empty() && text.contains(national)
}
