//! 由来与结果: what a record comes from and what came of it, all the way: from the matter that was
//! brought forward to the last payment, whichever of them is looked at.

use super::Desk;
use super::parts::Card;
use crate::model::calendar::Day;
use crate::model::id::{Kind, RecordId};
use crate::model::record::{Body, Record};

/// How many steps of a chain are shown.
const STEPS: usize = 4;

/// Which way a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// To what came before.
    Back,
    /// To what came of it.
    Forth,
    /// Nowhere: one only mentions the other.
    Mentioned,
}

/// One link of a record to another.
struct Step<'a> {
    to: &'a Record,
    way: Way,
    relation: String,
}

/// The records before one in its chain, and those after it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chain {
    /// 由来
    pub before: Vec<Card>,
    /// 结果
    pub after: Vec<Card>,
    /// 相关: what only one of the two texts speaks of, which is neither.
    pub mentioned: Vec<Card>,
}

/// The chain of a record: each other record once, behind the one that it hangs on.
#[must_use]
pub(crate) fn chain(desk: &Desk<'_>, record: &Record) -> Chain {
    let mut seen = vec![record.head.id.clone()];
    let (mut before, mut after, mut mentioned) = (Vec::new(), Vec::new(), Vec::new());
    let direct = steps(desk, record);
    // What is linked directly is not told again farther away.
    seen.extend(direct.iter().map(|step| step.to.head.id.clone()));
    for step in direct {
        let (way, side) = match step.way {
            Way::Back => (Way::Back, &mut before),
            Way::Forth => (Way::Forth, &mut after),
            Way::Mentioned => (Way::Mentioned, &mut mentioned),
        };
        side.push(desk.card(step.to, step.relation));
        walk(desk, step.to, way, &mut seen, side);
    }
    Chain { before, after, mentioned }
}

/// Goes on from a record in one direction; a mention leads nowhere.
fn walk(desk: &Desk<'_>, from: &Record, way: Way, seen: &mut Vec<RecordId>, cards: &mut Vec<Card>) {
    let depth = cards.last().map_or(1, |card| card.depth) + 1;
    if depth > STEPS || way == Way::Mentioned || !leads_on(from, way) {
        return;
    }
    for step in steps(desk, from).into_iter().filter(|step| step.way == way) {
        if seen.contains(&step.to.head.id) {
            continue;
        }
        seen.push(step.to.head.id.clone());
        cards.push(Card { depth, ..desk.card(step.to, step.relation) });
        walk(desk, step.to, way, seen, cards);
    }
}

/// Whether a matter goes on through a record: money comes of what was brought forward and decided,
/// and back to that lead fees too. From a fee forth lead all its charges, which its page has.
fn leads_on(record: &Record, way: Way) -> bool {
    match record.head.id.kind {
        Kind::Case | Kind::Consultation | Kind::Decision | Kind::Pact | Kind::Project => true,
        Kind::Fee => way == Way::Back,
        _ => false,
    }
}

/// The links of a record by the day of what they lead to: by what a field says if one does, else by
/// a mention in a text.
fn steps<'a>(desk: &Desk<'a>, record: &'a Record) -> Vec<Step<'a>> {
    let board = desk.board;
    let out = record.head.references.iter().map(|to| (&to.to, to.field, false));
    let back = board.referrers(&record.head.id).iter().map(|(from, field)| (from, *field, true));
    let mut links: Vec<(&RecordId, &str, bool)> = out.chain(back).collect();
    links.sort_by_key(|(_, field, _)| *field == "text");
    // The charges of a fee and the projects of an allotment stand in their tables, and who does what or works with whom is told apart.
    links.retain(|(_, field, back)| !(*back && matches!(*field, "fee" | "allotment")));
    links.retain(|(_, field, _)| !matches!(*field, "part_of" | "works_with" | "pact" | "register"));
    if record.head.id.kind == Kind::People {
        links.retain(|(_, field, _)| *field != "fee");
    }
    let mut seen = vec![&record.head.id];
    let mut steps: Vec<(Option<Day>, Step<'a>)> = Vec::new();
    for (id, field, back) in links {
        let Some(to) = board.record(id).filter(|_| !seen.contains(&id)) else { continue };
        seen.push(id);
        let relation = if back { "relation.back" } else { "relation" };
        let way = match (field, back) {
            ("text" | "row", _) => Way::Mentioned,
            // A reference that is turned around leads the other way.
            _ if forward(field) == back => Way::Back,
            _ => Way::Forth,
        };
        let relation = desk.word(&format!("{relation}.{field}"));
        steps.push((to.head.date, Step { to, way, relation }));
    }
    steps.sort_by_key(|(day, _)| *day);
    steps.into_iter().map(|(_, step)| step).collect()
}

/// Whether a reference in this field points to what came of the record rather than to its cause.
fn forward(field: &str) -> bool {
    matches!(field, "decided_by" | "in_transit")
}

/// What is missing in the chain of a record, in sentences: nothing is said of what nobody owes.
#[must_use]
pub(crate) fn gaps(desk: &Desk<'_>, record: &Record) -> Vec<String> {
    let key = match &record.body {
        Body::Fee(fee) => {
            // A bill that is shared out has no rate, so the fee itself says who adopted it.
            let rate = fee.rate_on(desk.board.as_of);
            let by = rate.map_or(fee.adopted_by.as_ref(), |rate| rate.adopted_by);
            by.is_none().then_some("say.gap.fee")
        }
        Body::Pact(pact) => pact.adopted_by.is_none().then_some("say.gap.pact"),
        Body::Decision(decision) if decision.approves.is_some() && decision.is_carried() => {
            let paid = desk.board.approved_payments(&record.head.id).next();
            paid.is_none().then_some("say.gap.unspent")
        }
        _ => None,
    };
    key.map(|key| desk.word(key)).into_iter().collect()
}
