//! A mapping of fields becomes a record: its head here, its body in the family's own file.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::written::{Lowering, read_reference};
use super::{
    budget, case, charge, consultation, decision, fee, money, notice, pact, people, project,
    register, statement,
};
use crate::content::canonical;
use crate::content::exposed::Search;
use crate::content::fields::{Desk, Fields};
use crate::content::kinds::{COMMON, Declaration, Field, Shape, declaration};
use crate::content::markdown::{Lies, parse};
use crate::content::yaml::{Node, Value};
use crate::diagnostic::Code;
use crate::model::board::Profile;
use crate::model::digest::Digest;
use crate::model::id::{Kind, RecordId};
use crate::model::record::{
    Attachment, Body, Correction, Disclosure, Grade, Head, Record, Reference, Stage, Waiver,
    Withdrawal,
};
use crate::prose::{Piece, Prose, Target};
use crate::source::Span;
use crate::words::Arg;

/// The record that `fields` say; `text` is the body of a Markdown file and where it begins.
pub(crate) fn lower(
    desk: &mut Desk<'_>,
    profile: &Profile,
    declaration: &'static Declaration,
    id: RecordId,
    fields: &Fields<'_>,
    text: Option<&Piece>,
) -> Option<Record> {
    let declared: [&'static [Field]; 2] = [declaration.fields, COMMON];
    let withdrawn = withdrawal(desk, fields);
    let complete = withdrawn.is_some() || fields.complete(desk, &declared);
    if withdrawn.is_none() {
        for field in declaration.needs.iter().filter(|field| fields.node(field.en).is_none()) {
            fields.lacks(desk, field);
        }
    }
    let own = Lowering { fields, profile };
    let body = if withdrawn.is_some() {
        Some(Body::Withdrawn)
    } else {
        match declaration.kind {
            Kind::Fee => fee::fee(desk, &own).map(Body::Fee),
            Kind::Charge => charge::charge(desk, &own).map(|one| Body::Charge(Box::new(one))),
            Kind::Income => money::income(desk, &own).map(Body::Income),
            Kind::Expenditure => money::expenditure(desk, &own).map(Body::Expenditure),
            Kind::Transfer => money::transfer(desk, &own).map(Body::Transfer),
            Kind::Balance => money::balance(desk, &own).map(Body::Balance),
            Kind::Budget => budget::budget(desk, &own).map(Body::Budget),
            Kind::Statement => statement::review(desk, &own).map(Body::Statement),
            Kind::Consultation => consultation::consultation(desk, &own).map(Body::Consultation),
            Kind::Decision => decision::decision(desk, &own).map(Body::Decision),
            Kind::Pact => pact::pact(desk, &own).map(Body::Pact),
            Kind::Case => case::case(desk, &own).map(Body::Case),
            Kind::Project => Some(Body::Project(Box::new(project::project(desk, &own)))),
            Kind::Register => register::register(desk, &own).map(Body::Register),
            Kind::People => people::term(desk, &own).map(|one| Body::People(Box::new(one))),
            Kind::Page => Some(Body::Page),
            Kind::Notice => notice::bulletin(desk, &own).map(Body::Notice),
            Kind::Posting => notice::posting(desk, &own).map(Body::Posting),
            Kind::Withheld => notice::withheld(desk, &own).map(Body::Withheld),
        }
    };
    let head = head(desk, (profile, declaration), id, fields, text, withdrawn);
    body.filter(|_| complete).map(|body| Record { head, body })
}

fn head(
    desk: &mut Desk<'_>,
    (profile, declaration): (&Profile, &'static Declaration),
    id: RecordId,
    fields: &Fields<'_>,
    text: Option<&Piece>,
    withdrawn: Option<Withdrawal>,
) -> Head {
    let declared: [&'static [Field]; 2] = [declaration.fields, COMMON];
    let line = if let Some(withdrawal) = &withdrawn {
        canonical::withdrawn(&id, withdrawal)
    } else {
        let body = text.map(Piece::trimmed).filter(|text| !text.is_empty());
        canonical::line(&id, &declared, |name| fields.node(name), body, profile)
    };
    let digest = Digest(Sha256::digest(line.json().as_bytes()).into());
    let hidden = withdrawn.is_some();
    let prose = if hidden { Prose::default() } else { prose(desk, fields, text) };
    let mut references = Vec::new();
    if !hidden {
        for (field, node) in fields.iter() {
            collect(desk, field.en, field.shape, node, &mut references);
        }
        if declaration.kind == Kind::Register {
            // Columns have names of their own, for which there are no words of how one leads to another.
            for reference in &mut references {
                reference.field = "row";
            }
        }
        prose.links(&mut |target| {
            if let Target::Record { name, span } = target {
                refer(desk, "text", name, *span, &[], &mut references);
            }
        });
    }
    let attachments: Box<[Attachment]> =
        if hidden { Box::default() } else { attachments(desk, fields).into() };
    let mut search = Search::new(profile.language);
    search.passage("", &id.id, fields.node("number").map_or(fields.first, |node| node.span));
    if hidden {
        if let (Some(withdrawal), Some(node)) = (&withdrawn, fields.node("withdrawn")) {
            search.passage("", &withdrawal.why, node.span);
        }
    } else {
        search.fields(fields);
        search.papers(&attachments);
        if let Some((typed, span)) = typed(fields, text) {
            search.body(typed, &prose, span);
        }
    }
    let item = if fields.node("item").is_some() { "item" } else { "title" };
    let date = match declaration.kind {
        Kind::Case => fields.day(desk, "opened"),
        Kind::Project => project_day(desk, fields),
        Kind::Fee => fields.day(desk, "from"),
        Kind::Posting => fields.day(desk, "up"),
        Kind::Consultation => fields.map(desk, "window", |desk, one| one.day(desk, "from")),
        Kind::Pact => fields.day(desk, "effective"),
        Kind::People => fields.map(desk, "term", |desk, one| one.day(desk, "from")),
        Kind::Charge | Kind::Budget => fields.node("period").and_then(period_start),
        Kind::Register => {
            let as_of = fields.day(desk, "as_of");
            as_of.or_else(|| fields.day(desk, "date"))
        }
        _ => fields.day(desk, "date"),
    };
    Head {
        id,
        title: if hidden { None } else { fields.text(desk, item) },
        date: if hidden { None } else { date },
        category: if hidden { None } else { fields.text(desk, "category") },
        note: if hidden { None } else { fields.text(desk, "note") },
        text: prose,
        attachments,
        corrected: if hidden {
            Box::default()
        } else {
            corrections(desk, fields, (profile, &declared)).into()
        },
        withdrawn: withdrawn.map(Box::new),
        fulfils: if hidden { Box::default() } else { fulfils(fields).into() },
        waives: if hidden { Box::default() } else { waivers(desk, fields).into() },
        draft: fields.yes(desk, "draft"),
        publish_from: fields.day(desk, "publish_from"),
        show_until: fields.day(desk, "show_until"),
        private: fields.node("private").is_some(),
        invented: fields.yes(desk, "invented"),
        exposed: search.found.into(),
        references: references.into(),
        file: Arc::clone(desk.file),
        at: fields.spans(),
        line,
        digest,
    }
}

/// A project stands where it was proposed, else on the first of its days that is told.
fn project_day(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Option<crate::model::calendar::Day> {
    let proposed = fields.map(desk, "proposed", |desk, one| one.day(desk, "on"));
    let days = ["date", "started", "finished"].map(|name| fields.day(desk, name));
    proposed.or(days[0]).or(days[1]).or(days[2])
}

/// A charge or a budget stands where its period begins.
fn period_start(node: &Node) -> Option<crate::model::calendar::Day> {
    let period = crate::content::values::period(node.text()?)?;
    Some(period.first().first())
}

fn prose(desk: &mut Desk<'_>, fields: &Fields<'_>, text: Option<&Piece>) -> Prose {
    match (fields.node("text"), text) {
        (Some(node), _) => match node.text() {
            Some(written) => parse(desk, written, Lies::Within(node.span)),
            None => Prose::default(),
        },
        (None, Some(text)) => parse(desk, text, Lies::At(text)),
        (None, None) => Prose::default(),
    }
}

/// The Markdown of a record as it was typed.
fn typed<'a>(fields: &Fields<'a>, text: Option<&'a Piece>) -> Option<(&'a str, Span)> {
    match (fields.node("text"), text) {
        (Some(node), _) => Some((node.text()?, node.span)),
        (None, Some(text)) => Some((text, text.span())),
        (None, None) => None,
    }
}

fn withdrawal(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Option<Withdrawal> {
    fields.map(desk, "withdrawn", |desk, fields| {
        let (on, why) = (fields.day(desk, "on"), fields.text(desk, "why"));
        fields.choice(desk, "erase");
        Some(Withdrawal { on: on?, why: why? })
    })
}

/// The duties that a record says it fulfils, and where it says so.
fn fulfils(fields: &Fields<'_>) -> Vec<(String, Span)> {
    let named = fields.many("fulfils").into_iter();
    let named = named.filter_map(|node| Some((node.text()?.trim().to_owned(), node.span)));
    named.filter(|(name, _)| !name.is_empty()).collect()
}

fn attachments(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Vec<Attachment> {
    const STAGES: [Stage; 2] = [Stage::Before, Stage::After];
    fields.maps(desk, "attachments", |desk, fields| {
        let file = fields.text(desk, "file");
        let copy = fields.text(desk, "copy");
        let disclosure = match (fields.choice(desk, "state"), copy) {
            (Some(0), _) => Disclosure::Shown,
            (Some(1), Some(copy)) => Disclosure::Redacted { copy },
            (Some(1), None) => {
                desk.find(Code::CopyNeeded, fields.spans().of("state"), Vec::new());
                Disclosure::Held
            }
            _ => Disclosure::Held,
        };
        let title = fields.text(desk, "title");
        let inspect = fields.text(desk, "inspect");
        let stage = fields.choice(desk, "stage").map(|place| STAGES[place]);
        Some(Attachment { file: file?, title, disclosure, stage, inspect, at: fields.spans() })
    })
}

fn corrections(
    desk: &mut Desk<'_>,
    fields: &Fields<'_>,
    (profile, declared): (&Profile, &[&'static [Field]]),
) -> Vec<Correction> {
    const GRADES: [Grade; 3] = [Grade::Typo, Grade::Clarification, Grade::Correction];
    let names = canonical::names(declared, |name| fields.node(name));
    let mut corrections = fields.maps(desk, "corrected", |desk, fields| {
        let (field, was) = (fields.text(desk, "field"), fields.text(desk, "was"));
        let (on, why) = (fields.day(desk, "on"), fields.text(desk, "why"));
        let grade = fields.choice(desk, "grade").map(|place| GRADES[place]);
        let (field, was) = (field?, was?);
        let of_name = canonical::is_name(&field, declared);
        let was = if of_name { names.publish(&was) } else { was };
        let (field, kept) = canonical::corrected(&field, &was, declared, profile);
        Some(Correction { field, was, kept, on: on?, grade: grade?, why: why? })
    });
    corrections.sort_by_key(|correction| correction.on);
    corrections
}

fn waivers(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Vec<Waiver> {
    let Some(node) = fields.node("waives") else { return Vec::new() };
    let Value::Map(entries) = &node.value else {
        let value = crate::content::suggest::excerpt(node).into();
        desk.find(Code::NotAMapping, node.span, vec![("value", value)]);
        return Vec::new();
    };
    let mut waivers = Vec::new();
    for entry in entries {
        let name = entry.key.trim();
        let reason = match entry.node.text() {
            Some(text) if !entry.node.is_blank() => text.trim(),
            _ => "",
        };
        match Code::from_name(name).filter(|code| code.waivable()) {
            Some(code) if !reason.is_empty() => {
                waivers.push(Waiver { code, reason: reason.to_owned() });
            }
            _ => desk.find(Code::UnknownWaiver, entry.key_span, vec![("code", name.into())]),
        }
    }
    waivers
}

fn collect(
    desk: &mut Desk<'_>,
    field: &'static str,
    shape: Shape,
    node: &Node,
    references: &mut Vec<Reference>,
) {
    match (shape, &node.value) {
        (Shape::Reference(kinds), Value::Scalar(text)) if !node.is_blank() => {
            refer(desk, field, text.trim(), node.span, kinds, references);
        }
        (Shape::Many(inner), Value::List(items)) => {
            for item in items {
                collect(desk, field, *inner, item, references);
            }
        }
        (Shape::Many(inner), _) => collect(desk, field, *inner, node, references),
        (Shape::Map(fields), Value::Map(entries)) => {
            for entry in entries {
                if let Some(field) = Field::named(entry.key.trim(), || fields.iter()) {
                    collect(desk, field.en, field.shape, &entry.node, references);
                }
            }
        }
        _ => {}
    }
}

fn refer(
    desk: &mut Desk<'_>,
    field: &'static str,
    name: &str,
    span: Span,
    kinds: &[Kind],
    references: &mut Vec<Reference>,
) {
    let Some(to) = read_reference(name) else {
        let example = kinds.first().map_or("cases", |kind| kind.name());
        let args = vec![("value", name.into()), ("example", format!("{example}/2025-03").into())];
        desk.find(Code::NotAReference, span, args);
        return;
    };
    if !kinds.is_empty() && !kinds.contains(&to.kind) {
        let word = |kind: &Kind| Arg::Name(kind.name(), declaration(*kind).zh);
        let needed = kinds.iter().map(word).collect();
        let args = vec![("value", name.into()), ("kinds", Arg::List(needed))];
        desk.find(Code::WrongKind, span, args);
        return;
    }
    references.push(Reference { field, to, span });
}
