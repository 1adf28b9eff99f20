//! Meetings, motions and votes.

use rust_decimal::Decimal;

use super::written::{Lowering, opinions, texts};
use crate::content::fields::{Desk, Fields};
use crate::model::agenda::Agenda;
use crate::model::election::{Candidate, Election};
use crate::model::law::Matter;
use crate::model::meeting::{
    Assembly, Attendance, Decision, FollowUp, Method, Motion, Outcome, Window,
};
use crate::model::vote::{CountedAs, Tally, Votes};
use crate::model::workdays::{Days, Stretch};

/// The kinds of meetings, in the order of the declaration.
pub(crate) const ASSEMBLIES: [Assembly; 9] = [
    Assembly::Owners,
    Assembly::Committee,
    Assembly::Joint,
    Assembly::Hearing,
    Assembly::Deliberation,
    Assembly::Supervisors,
    Assembly::Residents,
    Assembly::Villagers,
    Assembly::Representatives,
];
const MATTERS: [Matter; 8] = [
    Matter::General,
    Matter::Special,
    Matter::Committee,
    Matter::Simple,
    Matter::Residents,
    Matter::Villagers,
    Matter::Households,
    Matter::Representatives,
];
const METHODS: [Method; 3] = [Method::Ballot, Method::Hands, Method::Voice];
const COUNTED_AS: [CountedAs; 3] = [CountedAs::Majority, CountedAs::Abstain, CountedAs::Nothing];
const OUTCOMES: [Outcome; 5] = [
    Outcome::Passed,
    Outcome::PassedAsAmended,
    Outcome::Defeated,
    Outcome::Tabled,
    Outcome::Withdrawn,
];
const DAYS: [Days; 2] = [Days::Calendar, Days::Working];

pub(crate) fn decision(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<Decision> {
    let fields = from.fields;
    let assembly = fields.choice(desk, "kind").map(|place| ASSEMBLIES[place]);
    let date = fields.day(desk, "date");
    let place = fields.text(desk, "place");
    let attended = fields.maps(desk, "attended", |desk, fields| {
        let (role, count) = (fields.text(desk, "role"), fields.count(desk, "count"));
        let of = fields.count(desk, "of");
        Some(Attendance { role: role?, count: count?, of, at: fields.spans() })
    });
    let usual = assembly.map_or(Matter::Simple, Assembly::usual_matter);
    let agenda = fields.map(desk, "posted_agenda", |desk, fields| {
        let (on, items) = (fields.day(desk, "on"), texts(fields, "items"));
        Some(Agenda { on: on?, items, at: fields.spans() })
    });
    let motions = fields.maps(desk, "motions", |desk, fields| motion(desk, fields, usual));
    let elections = fields.maps(desk, "elections", election);
    let window = window(desk, fields);
    let approves = fields.money(desk, "approves");
    let (assembly, date) = (assembly?, date?);
    Some(Decision { assembly, date, place, attended, agenda, motions, elections, window, approves })
}

/// How long something is posted.
pub(crate) fn window(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Option<Window> {
    fields.map(desk, "window", |desk, fields| {
        let (from, stretch) = (fields.day(desk, "from"), stretch(desk, fields));
        let objections = fields.count(desk, "objections");
        let answers = opinions(desk, fields, "answers");
        let Stretch { days, kind } = stretch?;
        Some(Window { from: from?, days, kind, objections, answers, at: fields.spans() })
    })
}

/// A number of days, of at most ten years.
pub(crate) fn stretch(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Option<Stretch> {
    let days = fields.count(desk, "days");
    let kind = fields.choice(desk, "kind").map_or(Days::Calendar, |place| DAYS[place]);
    let days = days.map(|days| u16::try_from(days).unwrap_or(u16::MAX).min(3660));
    Some(Stretch { days: days?, kind })
}

fn election(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Option<Election> {
    let item = fields.text(desk, "item");
    let (body, seats) = (fields.text(desk, "body"), fields.count(desk, "seats"));
    let voted = fields.map(desk, "voted", |desk, fields| {
        Some((fields.decimal(desk, "people", 2), fields.decimal(desk, "area", 2)))
    });
    let candidates = fields.maps(desk, "candidates", |desk, fields| {
        let (name, people) = (fields.text(desk, "name"), fields.decimal(desk, "people", 2));
        let (area, elected) = (fields.decimal(desk, "area", 2), fields.yes(desk, "elected"));
        Some(Candidate { name: name?, people: people?, area, elected, at: fields.spans() })
    });
    let (people, area) = voted.unwrap_or_default();
    let eligible = fields.decimal(desk, "eligible", 2);
    let tie_broken_by = fields.text(desk, "tie_broken_by");
    let (body, seats, at) = (body?, seats?, fields.spans());
    Some(Election { item, body, seats, eligible, people, area, candidates, tie_broken_by, at })
}

fn motion(desk: &mut Desk<'_>, fields: &Fields<'_>, usual: Matter) -> Option<Motion> {
    let (number, text) = (fields.text(desk, "number"), fields.text(desk, "text"));
    let item = fields.text(desk, "item");
    let matter = fields.choice(desk, "matter").map_or(usual, |place| MATTERS[place]);
    let method = fields.choice(desk, "method").map(|place| METHODS[place]);
    let votes = fields.map(desk, "votes", |desk, fields| {
        let people = fields.map(desk, "people", tally);
        let area = fields.map(desk, "area", tally);
        let counted_as = fields.choice(desk, "counted_as").map(|place| COUNTED_AS[place]);
        let by_rule = fields.text(desk, "by_rule");
        Some(Votes { people, area, counted_as, by_rule, at: fields.spans() })
    });
    let outcome = fields.choice(desk, "outcome").map(|place| OUTCOMES[place]);
    let follow_up = fields.maps(desk, "follow_up", |desk, fields| {
        let (what, who) = (fields.text(desk, "what"), fields.text(desk, "who"));
        let (by, done) = (fields.day(desk, "by"), fields.day(desk, "done"));
        Some(FollowUp { what: what?, who, by, done, at: fields.spans() })
    });
    let at = fields.spans();
    let (number, text, outcome) = (number?, text?, outcome?);
    Some(Motion { number, text, item, matter, method, votes, outcome, follow_up, at })
}

fn tally(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Option<Tally> {
    let mut number = |name| fields.decimal(desk, name, 2);
    let (eligible, voted, ayes) = (number("eligible"), number("voted"), number("for"));
    let unanswered = number("unanswered");
    let mut rest = |name| number(name).unwrap_or(Decimal::ZERO);
    let (noes, abstain, invalid) = (rest("against"), rest("abstain"), rest("invalid"));
    let at = fields.spans();
    Some(Tally { eligible, voted, ayes: ayes?, noes, abstain, invalid, unanswered, at })
}
