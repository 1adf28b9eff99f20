//! Bodies, who sits in them, motions and votes, as Popolo has them. Names are what pages show of them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::Serialize;

use crate::model::board::Board;
use crate::model::election::Election;
use crate::model::id::Kind;
use crate::model::meeting::{Assembly, Decision, Motion};
use crate::model::people::{BodyKind, Held, Terms};
use crate::model::person::PersonName;
use crate::model::record::{Body, Record};
use crate::view::format::encode_ascii;
use crate::view::plan::record_address;
use crate::view::{Desk, people};

/// The document.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Popolo {
    organizations: Vec<Organization>,
    posts: Vec<Post>,
    persons: Vec<Person>,
    memberships: Vec<Membership>,
    motions: Vec<MotionLine>,
    vote_events: Vec<VoteEvent>,
}

#[derive(Clone, Debug, Serialize)]
struct Organization {
    id: String,
    name: String,
    classification: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<String>,
    #[serde(rename = "abstract", skip_serializing_if = "String::is_empty")]
    about: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contact_details: Vec<ContactDetail>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Source>,
}

#[derive(Clone, Debug, Serialize)]
struct ContactDetail {
    #[serde(rename = "type")]
    kind: &'static str,
    value: String,
    label: String,
}

#[derive(Clone, Debug, Serialize)]
struct Post {
    id: String,
    label: String,
    organization_id: String,
}

#[derive(Clone, Debug, Serialize)]
struct Person {
    id: String,
    name: String,
}

#[derive(Clone, Debug, Serialize)]
struct Membership {
    id: String,
    person_id: String,
    organization_id: String,
    post_id: String,
    role: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Source>,
}

#[derive(Clone, Debug, Serialize)]
struct MotionLine {
    id: String,
    organization_id: String,
    identifier: String,
    text: String,
    classification: &'static str,
    date: String,
    result: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Source>,
}

#[derive(Clone, Debug, Serialize)]
struct VoteEvent {
    id: String,
    organization_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    motion_id: Option<String>,
    classification: &'static str,
    start_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<&'static str>,
    counts: Vec<Count>,
}

#[derive(Clone, Debug, Serialize)]
struct Count {
    option: String,
    value: i64,
}

#[derive(Clone, Debug, Serialize)]
struct Source {
    url: String,
}

/// Whether a board has anything to tell in it.
#[must_use]
pub fn has_any(board: &Board) -> bool {
    let told = |record: &Record| matches!(record.body, Body::People(_) | Body::Decision(_));
    let of = |kind| board.of(kind).iter().any(|record| told(record));
    of(Kind::People) || of(Kind::Decision)
}

/// Builds the document.
#[must_use]
pub(crate) fn popolo(desk: &Desk<'_>) -> Popolo {
    let mut out = Popolo::default();
    let mut known: Vec<(&PersonName, String)> = Vec::new();
    for terms in desk.board.bodies() {
        out.organizations.extend(organization(desk, &terms));
        for held in terms.iter() {
            seats(desk, held, &mut known, &mut out);
        }
    }
    let mut assemblies: BTreeMap<&'static str, Organization> = BTreeMap::new();
    for record in desk.board.of(Kind::Decision) {
        let Body::Decision(decision) = &record.body else { continue };
        let organization = meeting(desk, decision, &mut assemblies);
        for motion in &decision.motions {
            votes(desk, (record, decision), motion, &organization, &mut out);
        }
        for (place, election) in decision.elections.iter().enumerate() {
            out.vote_events.extend(elected(
                desk,
                (record, decision),
                place,
                election,
                &organization,
            ));
        }
    }
    out.organizations.extend(assemblies.into_values());
    out
}

fn body_id(key: &str) -> String {
    format!("body/{key}")
}

fn organization(desk: &Desk<'_>, terms: &Terms<'_>) -> Option<Organization> {
    let (record, term) = terms.on(desk.board.as_of)?;
    let above = term.part_of.as_ref().and_then(|id| desk.board.term(id));
    let above = above.filter(|(_, one)| one.key != term.key);
    let phones = term.contacts.iter().filter_map(|turn| {
        let (value, label) = (turn.phone.clone()?, turn.role.clone());
        Some(ContactDetail { kind: "voice", value, label })
    });
    Some(Organization {
        id: body_id(&term.key),
        name: record.head.title.clone().unwrap_or_default(),
        classification: term.kind.name(),
        parent_id: above.map(|(_, one)| body_id(&one.key)),
        about: people::sentence(desk, term),
        contact_details: phones.collect(),
        sources: sources(desk, record),
    })
}

fn seats<'b>(
    desk: &Desk<'b>,
    (record, term): Held<'b>,
    known: &mut Vec<(&'b PersonName, String)>,
    out: &mut Popolo,
) {
    let organization_id = body_id(&term.key);
    for (place, member) in term.members.iter().enumerate() {
        let id = format!("{}#{}", record.head.id, place + 1);
        let same = known.iter().find(|(name, _)| name.may_join(&member.name));
        let person_id = if let Some((_, id)) = same {
            id.clone()
        } else {
            let person = Person { id: format!("person/{id}"), name: member.name.shown() };
            known.push((&member.name, person.id.clone()));
            out.persons.push(person.clone());
            person.id
        };
        let post_id = format!("{organization_id}/{}", member.role);
        if !out.posts.iter().any(|post| post.id == post_id) {
            out.posts.push(Post {
                id: post_id.clone(),
                label: member.role.clone(),
                organization_id: organization_id.clone(),
            });
        }
        out.memberships.push(Membership {
            id,
            person_id,
            organization_id: organization_id.clone(),
            post_id,
            role: member.role.clone(),
            start_date: term.from.map(|day| day.to_string()),
            end_date: term.to.map(|day| day.to_string()),
            sources: sources(desk, record),
        });
    }
}

/// The body that met, where there is one of its kind; else the meeting itself.
fn meeting(
    desk: &Desk<'_>,
    decision: &Decision,
    assemblies: &mut BTreeMap<&'static str, Organization>,
) -> String {
    let kind = match decision.assembly {
        Assembly::Committee => Some(BodyKind::Owners),
        Assembly::Supervisors => Some(BodyKind::Supervisors),
        _ => None,
    };
    let bodies = desk.board.bodies();
    let mut of_kind =
        bodies.iter().filter_map(Terms::last).filter(|(_, one)| Some(one.kind) == kind);
    if let (Some((_, one)), None) = (of_kind.next(), of_kind.next()) {
        return body_id(&one.key);
    }
    let name = decision.assembly.name();
    let made = || Organization {
        id: format!("assembly/{name}"),
        name: desk.word(&format!("value.{name}")),
        classification: "assembly",
        parent_id: None,
        about: String::new(),
        contact_details: Vec::new(),
        sources: Vec::new(),
    };
    assemblies.entry(name).or_insert_with(made).id.clone()
}

fn votes(
    desk: &Desk<'_>,
    (record, decision): (&Record, &Decision),
    motion: &Motion,
    organization_id: &str,
    out: &mut Popolo,
) {
    let id = format!("{}#{}", record.head.id, motion.number);
    let result = match motion.outcome.claims() {
        Some(true) => "pass",
        Some(false) => "fail",
        None => motion.outcome.name(),
    };
    out.motions.push(MotionLine {
        id: id.clone(),
        organization_id: organization_id.to_owned(),
        identifier: motion.number.clone(),
        text: motion.text.clone(),
        classification: motion.matter.name(),
        date: decision.date.to_string(),
        result,
        sources: sources(desk, record),
    });
    let tally = motion.votes.as_ref().and_then(|votes| votes.people.as_ref());
    let Some(tally) = tally else { return };
    let options = [
        ("yes", tally.ayes),
        ("no", tally.noes),
        ("abstain", tally.abstain),
        ("invalid", tally.invalid),
    ];
    let counts = options.into_iter().chain(tally.unanswered.map(|n| ("not voting", n)));
    out.vote_events.push(VoteEvent {
        id: format!("{id}/votes"),
        organization_id: organization_id.to_owned(),
        motion_id: Some(id),
        classification: "motion",
        start_date: decision.date.to_string(),
        result: Some(result),
        counts: counts.filter_map(|(option, n)| count(option, n)).collect(),
    });
}

fn elected(
    desk: &Desk<'_>,
    (record, decision): (&Record, &Decision),
    place: usize,
    election: &Election,
    organization_id: &str,
) -> Option<VoteEvent> {
    let counts = election.candidates.iter().filter_map(|one| count(&one.name, one.people));
    let counts: Vec<Count> = counts.collect();
    let elected = desk.board.body_named(&election.body).map(body_id);
    (!counts.is_empty()).then(|| VoteEvent {
        id: format!("{}#election-{}", record.head.id, place + 1),
        organization_id: elected.unwrap_or_else(|| organization_id.to_owned()),
        motion_id: None,
        classification: "election",
        start_date: decision.date.to_string(),
        result: None,
        counts,
    })
}

/// Votes are counted whole here: floor area is not, and is told by the pages and tables alone.
fn count(option: &str, n: Decimal) -> Option<Count> {
    let value = Some(n).filter(Decimal::is_integer)?.to_i64()?;
    Some(Count { option: option.to_owned(), value })
}

fn sources(desk: &Desk<'_>, record: &Record) -> Vec<Source> {
    let base = desk.board.profile.base_url.iter();
    let address = encode_ascii(&record_address(&record.head.id));
    base.map(|base| Source { url: format!("{base}{address}") }).collect()
}
