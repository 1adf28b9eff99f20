//! Bodies and their terms.

use super::money;
use super::written::{Lowering, read_reference, reference};
use crate::content::canonical;
use crate::content::fields::{Desk, Fields};
use crate::content::kinds::declaration;
use crate::diagnostic::Code;
use crate::model::board::Profile;
use crate::model::id::Kind;
use crate::model::ledger::FundId;
use crate::model::people::{BodyKind, Duty, Member, Term, Turn};
use crate::model::person::PersonName;
use crate::words::Arg;

pub(crate) fn term(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<Term> {
    let (fields, profile) = (from.fields, from.profile);
    let kind = fields.choice(desk, "kind").map(|place| BodyKind::ALL[place]);
    let key = fields.text(desk, "body").or_else(|| fields.text(desk, "title"));
    let term = fields.map(desk, "term", |desk, fields| {
        let number = fields.count(desk, "number");
        let (from, to) = (fields.day(desk, "from"), fields.day(desk, "to"));
        Some((number, from, to, fields.spans()))
    });
    fields.choice(desk, "names");
    let names = canonical::names(&[declaration(Kind::People).fields], |name| fields.node(name));
    let members = fields.maps(desk, "members", |desk, fields| {
        let (name, role) = (fields.text(desk, "name"), fields.text(desk, "role"));
        let party = fields.node("party").is_some().then(|| fields.yes(desk, "party"));
        let group = fields.text(desk, "group");
        let name = PersonName::new(&name?, names);
        Some(Member { name, role: role?, party, group, at: fields.spans() })
    });
    let duties = fields.maps(desk, "duties", |desk, fields| {
        let (duty, holder) = (fields.text(desk, "duty"), fields.text(desk, "holder"));
        let (pact, fee) = (reference(fields, "pact"), reference(fields, "fee"));
        let fund = fund(desk, fields, profile);
        Some(Duty { duty: duty?, holder: holder?, fund, pact, fee })
    });
    let contacts = fields.maps(desk, "contacts", |desk, fields| {
        let building = building(desk, fields, profile);
        let (entrance, role) = (fields.text(desk, "entrance"), fields.text(desk, "role"));
        let name = fields.text(desk, "person").map(|name| PersonName::new(&name, names));
        let (phone, hours) = (fields.text(desk, "phone"), fields.text(desk, "hours"));
        Some(Turn { building, entrance, role: role?, name, phone, hours })
    });
    let (number, from, to, at) = term.unwrap_or_default();
    let others = fields.many("works_with").into_iter().filter_map(super::super::yaml::Node::text);
    Some(Term {
        kind: kind?,
        key: key?,
        number,
        from,
        to,
        elected_by: reference(fields, "elected_by"),
        part_of: reference(fields, "part_of"),
        works_with: others.filter_map(|name| read_reference(name.trim())).collect(),
        seats: fields.count(desk, "seats"),
        count: fields.count(desk, "count"),
        party: fields.count(desk, "party"),
        teams: fields.count(desk, "teams"),
        members,
        duties,
        contacts,
        at,
    })
}

/// A duty need not be about money: no fund is no slip.
fn fund(desk: &mut Desk<'_>, fields: &Fields<'_>, profile: &Profile) -> Option<FundId> {
    fields.node("fund")?;
    money::fund(desk, &Lowering { fields, profile })
}

fn building(desk: &mut Desk<'_>, fields: &Fields<'_>, profile: &Profile) -> Option<String> {
    let name = fields.text(desk, "building")?;
    let found = profile.building(&name).map(|building| building.id.clone());
    if found.is_none() {
        let known = profile.buildings.iter().map(|one| Arg::from(&*one.id)).collect();
        let args = vec![("value", name.into()), ("known", Arg::List(known))];
        desk.find(Code::UnknownBuilding, fields.spans().of("building"), args);
    }
    found
}
