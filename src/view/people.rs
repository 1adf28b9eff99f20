//! 组织: who sits in a body and for how long, who does what, whom to turn to. Of a name there is no
//! more here than its record lets be seen.

use rust_decimal::Decimal;
use serde::Serialize;

use super::Desk;
use super::notice::{Column, Table};
use super::parts::{Fact, Link, Row};
use super::plan::record_address;
use crate::model::people::{Duty, Held, Member, Term, Turn};
use crate::model::quantity::per_mille;
use crate::model::record::{Body, Record};
use crate::words::Arg;

/// Of a term of a body: who sits in it, and the body's other terms.
#[derive(Clone, Debug, Serialize)]
pub struct Roster {
    /// How many there are, and how many of them of the party; may be empty.
    pub counted: String,
    /// The members, without a caption; absent where none is listed.
    pub members: Option<Table>,
    /// What is shown of names; empty where none is listed.
    pub names: String,
    /// Who sits in another body too, by name, and what they are there.
    pub also: Vec<Fact>,
    /// Whom to turn to, by building and entrance.
    pub contacts: Vec<Fact>,
    /// The terms of the body, newest first; empty where there is only one.
    pub terms: Vec<Row>,
}

/// A body among the others, with those that belong to it.
#[derive(Clone, Debug, Serialize)]
pub struct BodyLine {
    /// What kind of body.
    pub kind: String,
    /// Its term on the board's day, with its state and its day.
    pub row: Row,
    /// How many there are, and how many of them of the party; may be empty.
    pub counted: String,
    /// From when to when it is in office; may be empty.
    pub term: String,
    /// The bodies it works with.
    pub works_with: Vec<Link>,
    /// Its other terms, newest first.
    pub terms: Vec<Link>,
    /// The bodies that belong to it.
    pub below: Vec<BodyLine>,
}

/// Who sits in a term; `None` for other kinds.
#[must_use]
pub(crate) fn roster(desk: &Desk<'_>, record: &Record) -> Option<Roster> {
    let Body::People(term) = &record.body else { return None };
    let terms = desk.board.body(&term.key);
    let mut rows: Vec<Row> = terms.iter().rev().map(|(one, _)| desk.row(one)).collect();
    if rows.len() < 2 {
        rows.clear();
    }
    let public = term.members.iter().all(|member| member.name.is_public());
    let names = match (term.members.is_empty(), public) {
        (true, _) => String::new(),
        (false, true) => desk.word("say.names-shown"),
        (false, false) => desk.word("say.names-masked"),
    };
    let also = term.members.iter().filter_map(|member| also(desk, (record, term), member));
    Some(Roster {
        counted: counted(desk, term),
        members: members(desk, term),
        names,
        also: also.collect(),
        contacts: contacts(desk, &[(record, term)]),
        terms: rows,
    })
}

/// How many there are, and how many of the party of how many; empty where nobody said so.
#[must_use]
pub(crate) fn counted(desk: &Desk<'_>, term: &Term) -> String {
    let Some(people) = term.people() else { return String::new() };
    let mut args = vec![("n", Arg::from(people))];
    let mut key = "say.people";
    if let Some((party, told)) = term.of_party() {
        let share = per_mille(Decimal::from(party), Decimal::from(told));
        let share = share.map(|share| desk.format().share(share)).unwrap_or_default();
        args.extend([("party", party.into()), ("told", told.into()), ("share", share.into())]);
        key = if told == people { "say.people-party" } else { "say.people-party-told" };
    }
    let said = desk.words.say(key, &args);
    let Some(teams) = term.teams else { return said };
    desk.words.say("say.teams", &[("n", teams.into()), ("people", said.into())])
}

/// From when to when a term is; empty for a body without terms.
#[must_use]
pub(crate) fn days(desk: &Desk<'_>, term: &Term) -> String {
    let Some(from) = term.from else { return String::new() };
    let date = |day| Arg::from(desk.format().date(day).text);
    match term.to {
        Some(to) => desk.words.say("say.days", &[("from", date(from)), ("to", date(to))]),
        None => desk.words.say("say.days-open", &[("from", date(from))]),
    }
}

/// As [`days`], in words that say what they are.
fn in_office(desk: &Desk<'_>, term: &Term) -> String {
    let days = days(desk, term);
    if days.is_empty() { days } else { desk.words.say("say.term", &[("days", days.into())]) }
}

/// What a record of a body tells, in one sentence.
#[must_use]
pub(crate) fn sentence(desk: &Desk<'_>, term: &Term) -> String {
    let said = [in_office(desk, term), counted(desk, term)];
    let said: Vec<String> = said.into_iter().filter(|part| !part.is_empty()).collect();
    if said.is_empty() {
        return desk.word(&format!("value.{}", term.kind.name()));
    }
    format!("{}{}", said.join(desk.words.get("list.semicolon")), desk.words.get("list.full-stop"))
}

/// The members as a table; only columns in which something stands.
#[must_use]
pub(crate) fn members(desk: &Desk<'_>, term: &Term) -> Option<Table> {
    let all = &term.members;
    if all.is_empty() {
        return None;
    }
    let column = |key: &str| Column { head: desk.word(key), set: "text" };
    let party = all.iter().any(|member| member.party.is_some());
    let group = all.iter().any(|member| member.group.is_some());
    let mut columns = vec![column("field.person"), column("field.post")];
    columns.extend(party.then(|| column("field.party")));
    columns.extend(group.then(|| column("field.group")));
    let row = |member: &Member| {
        let mut cells = vec![member.name.shown(), member.role.clone()];
        cells.extend(party.then(|| match member.party {
            Some(true) => desk.word("state.yes"),
            Some(false) => desk.word("state.no"),
            None => desk.word("state.not-told"),
        }));
        cells.extend(group.then(|| member.group.clone().unwrap_or_default()));
        cells
    };
    let rows = all.iter().map(row).collect();
    Some(Table { columns, rows, ..Table::default() })
}

/// The other bodies in which a member sits on the board's day.
fn also(desk: &Desk<'_>, (record, term): Held<'_>, member: &Member) -> Option<Fact> {
    let mut values = Vec::new();
    for (other, one) in desk.board.sitting() {
        if one.key == term.key || other.head.id == record.head.id {
            continue;
        }
        let same = one.members.iter().filter(|known| known.name.may_join(&member.name));
        values.extend(same.map(|known| {
            let body = other.head.title.clone().unwrap_or_default();
            let args = [("body", body.into()), ("role", known.role.as_str().into())];
            Link { text: desk.words.say("say.sits", &args), ..desk.link(other) }
        }));
    }
    let args = [("name", member.name.shown().into()), ("role", member.role.as_str().into())];
    let label = desk.words.say("say.member", &args);
    (!values.is_empty()).then_some(Fact { label, values, set: "text" })
}

/// Whom to turn to, by building in their order, then by entrance as it is written.
#[must_use]
pub(crate) fn contacts(desk: &Desk<'_>, terms: &[Held<'_>]) -> Vec<Fact> {
    let buildings = &desk.board.profile.buildings;
    let place = |turn: &Turn| {
        let known = turn.building.as_ref();
        known.map(|id| buildings.iter().position(|building| building.id == *id))
    };
    let mut turns: Vec<&Turn> = terms.iter().flat_map(|(_, term)| &term.contacts).collect();
    turns.sort_by_key(|turn| (place(turn).is_none(), place(turn)));
    let mut facts: Vec<Fact> = Vec::new();
    for turn in turns {
        let label = place_name(desk, turn);
        let value = Link { text: turn_line(desk, turn), href: String::new() };
        match facts.iter_mut().find(|fact| fact.label == label) {
            Some(fact) => fact.values.push(value),
            None => facts.push(Fact { label, values: vec![value], set: "text" }),
        }
    }
    facts
}

fn place_name(desk: &Desk<'_>, turn: &Turn) -> String {
    let building = turn.building.as_ref().and_then(|id| desk.board.building(id));
    let entrance = turn.entrance.as_deref().unwrap_or_default();
    match (building, entrance) {
        (None, "") => desk.word("say.all-buildings"),
        (None, entrance) => entrance.to_owned(),
        (Some(building), "") => building.name.clone(),
        (Some(building), entrance) => {
            let args = [("building", building.name.as_str().into()), ("entrance", entrance.into())];
            desk.words.say("say.entrance", &args)
        }
    }
}

fn turn_line(desk: &Desk<'_>, turn: &Turn) -> String {
    let who = turn.name.as_ref().map(|name| {
        let args = [("role", turn.role.as_str().into()), ("name", name.shown().into())];
        desk.words.say("say.turn-to", &args)
    });
    let who = who.unwrap_or_else(|| turn.role.clone());
    let said = [Some(who), turn.phone.clone(), turn.hours.clone()];
    said.into_iter().flatten().collect::<Vec<_>>().join(desk.words.get("list.clause"))
}

/// Whom to turn to in the bodies of the board's day.
#[must_use]
pub(crate) fn turn_to(desk: &Desk<'_>) -> Vec<Fact> {
    contacts(desk, &desk.board.sitting())
}

/// Who does what, of those duties that are asked for, in the bodies of the board's day.
#[must_use]
pub(crate) fn duties_of(desk: &Desk<'_>, asked: impl Fn(&Duty) -> bool) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (record, term) in desk.board.sitting() {
        facts.extend(term.duties.iter().filter(|duty| asked(duty)).map(|duty| {
            let body = record.head.title.clone().unwrap_or_default();
            let args = [("holder", duty.holder.as_str().into()), ("body", body.into())];
            let text = desk.words.say("say.holder", &args);
            let value = Link { text, ..desk.link(record) };
            Fact { label: duty.duty.clone(), values: vec![value], set: "text" }
        }));
    }
    facts
}

/// Who does what under a record: of a body its own duties, of a pact or fee those that come of it.
#[must_use]
pub(crate) fn duties(desk: &Desk<'_>, record: &Record) -> Vec<Fact> {
    let id = &record.head.id;
    match &record.body {
        Body::People(term) => term.duties.iter().map(|duty| duty_fact(desk, duty)).collect(),
        Body::Fee(_) => duties_of(desk, |duty| duty.fee.as_ref() == Some(id)),
        Body::Pact(pact) => duties_of(desk, |duty| {
            let key = duty.pact.as_ref().and_then(|id| desk.board.pact_key(id));
            key == Some(pact.key.as_str())
        }),
        _ => Vec::new(),
    }
}

fn duty_fact(desk: &Desk<'_>, duty: &Duty) -> Fact {
    let mut values = vec![Link { text: duty.holder.clone(), href: String::new() }];
    let fund = duty.fund.as_ref().and_then(|id| desk.board.fund(id));
    values.extend(
        fund.map(|fund| Link { text: fund.name.clone(), href: desk.href("accounts.html") }),
    );
    values.extend([&duty.pact, &duty.fee].into_iter().flatten().map(|id| desk.link_id(id)));
    Fact { label: duty.duty.clone(), values, set: "text" }
}

/// The bodies that a record belongs to, works with, and that belong to it, by field.
#[must_use]
pub(crate) fn related(desk: &Desk<'_>, term: &Term) -> Vec<(&'static str, Vec<Link>)> {
    let sitting = desk.board.sitting();
    let body = |id: &crate::model::id::RecordId| {
        let (_, named) = desk.board.term(id)?;
        let (record, _) = sitting.iter().find(|(_, one)| one.key == named.key)?;
        Some(body_link(desk, record))
    };
    let is_mine = |id: &crate::model::id::RecordId| {
        desk.board.term(id).is_some_and(|(_, one)| one.key == term.key)
    };
    let of = |asked: &dyn Fn(&Term) -> bool| -> Vec<Link> {
        let found = sitting.iter().filter(|(_, one)| one.key != term.key && asked(one));
        found.map(|(record, _)| body_link(desk, record)).collect()
    };
    // What one says of the other is true of both.
    let mut with: Vec<Link> = term.works_with.iter().filter_map(body).collect();
    let back = of(&|one: &Term| one.works_with.iter().any(is_mine));
    with.extend(back.into_iter().filter(|link| !with.contains(link)).collect::<Vec<_>>());
    vec![
        ("part_of", term.part_of.iter().filter_map(body).collect()),
        ("parts", of(&|one: &Term| one.part_of.as_ref().is_some_and(is_mine))),
        ("works_with", with),
    ]
}

/// A body by its name alone, linked to its term.
fn body_link(desk: &Desk<'_>, record: &Record) -> Link {
    let text = record.head.title.clone().unwrap_or_default();
    Link { text, href: desk.href(&record_address(&record.head.id)) }
}

/// Every body under the one it belongs to.
#[must_use]
pub(crate) fn organisation(desk: &Desk<'_>) -> Vec<BodyLine> {
    let sitting = desk.board.sitting();
    let above = |term: &Term| -> Option<String> {
        let (_, named) = desk.board.term(term.part_of.as_ref()?)?;
        (named.key != term.key).then(|| named.key.clone())
    };
    let mut left: Vec<(Held<'_>, Option<String>)> =
        sitting.iter().map(|held| (*held, above(held.1))).collect();
    let mut lines = Vec::new();
    let roots: Vec<Held<'_>> =
        left.iter().filter(|(_, above)| above.is_none()).map(|(held, _)| *held).collect();
    for root in roots {
        lines.extend(line(desk, root, &mut left));
    }
    // Bodies that belong to each other have no first one.
    while let Some((held, _)) = left.first().cloned() {
        lines.extend(line(desk, held, &mut left));
    }
    lines
}

fn line(
    desk: &Desk<'_>,
    (record, term): Held<'_>,
    left: &mut Vec<(Held<'_>, Option<String>)>,
) -> Option<BodyLine> {
    let place = left.iter().position(|((_, one), _)| one.key == term.key)?;
    left.remove(place);
    let parts: Vec<Held<'_>> = left
        .iter()
        .filter(|(_, above)| above.as_deref() == Some(term.key.as_str()))
        .map(|(held, _)| *held)
        .collect();
    let others = desk.board.body(&term.key);
    let others = others.iter().rev().filter(|(one, _)| one.head.id != record.head.id);
    let related = related(desk, term).into_iter().find(|(field, _)| *field == "works_with");
    Some(BodyLine {
        kind: desk.word(&format!("value.{}", term.kind.name())),
        row: desk.row(record),
        counted: counted(desk, term),
        term: in_office(desk, term),
        works_with: related.map(|(_, links)| links).unwrap_or_default(),
        terms: others.map(|(one, _)| desk.link(one)).collect(),
        below: parts.into_iter().filter_map(|part| line(desk, part, left)).collect(),
    })
}
