//! What is asked about a record of each kind, in the order in which people tell it. How an answer
//! is written is said by the declaration of its field.

use crate::content::kinds::{Field, Shape, declaration, field_of};
use crate::model::id::Kind;

/// When a question is asked, and whether it can be passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// It must be answered.
    Must,
    /// It may be passed over.
    May,
    /// It may be passed over, and is asked only where the one before was.
    Instead,
    /// It must be answered, and is asked only where the one before was passed over.
    MustInstead,
    /// It is not asked: this is written.
    Written(&'static str),
}

/// One question: the path of its field, `due.payers` for a field within another. The first field
/// of a group that may be passed over speaks for the whole group.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Question {
    /// The path, with English names.
    pub path: &'static str,
    /// When it is asked.
    pub asked: Asked,
}

const fn must(path: &'static str) -> Question {
    Question { path, asked: Asked::Must }
}

const fn may(path: &'static str) -> Question {
    Question { path, asked: Asked::May }
}

const FEE: &[Question] =
    &[must("title"), may("fund"), may("rate"), may("per"), must("every"), must("from")];

const CHARGE: &[Question] = &[
    must("fee"),
    must("period"),
    must("due.payers"),
    may("due.quantity"),
    may("due.amount"),
    may("received.date"),
    must("received.payers"),
    must("received.amount"),
    may("received.account"),
    may("received.voucher"),
];

const INCOME: &[Question] = &[
    must("date"),
    must("item"),
    must("amount"),
    may("fund"),
    may("account"),
    may("from"),
    may("voucher"),
    may("category"),
];

const EXPENDITURE: &[Question] = &[
    must("date"),
    must("item"),
    must("amount"),
    may("fund"),
    may("account"),
    may("payee"),
    may("voucher"),
    Question { path: "no_voucher", asked: Asked::Instead },
    may("category"),
    may("approved_by"),
];

const TRANSFER: &[Question] =
    &[must("date"), must("from"), must("to"), must("amount"), must("why"), may("voucher")];

const BALANCE: &[Question] = &[
    must("date"),
    may("account"),
    Question { path: "fund", asked: Asked::MustInstead },
    must("balance"),
];

const BUDGET: &[Question] =
    &[must("period"), may("fund"), may("lines.category"), must("lines.amount"), may("adopted_by")];
const STATEMENT: &[Question] = &[
    must("period"),
    may("fund"),
    must("date"),
    may("reviewers"),
    may("opinion"),
    may("opening"),
    may("income"),
    may("spending"),
    may("closing"),
    may("meeting"),
];

const CONSULTATION: &[Question] = &[
    must("title"),
    must("window.from"),
    must("window.days"),
    may("channels"),
    may("issued"),
    may("views.said"),
    may("consent.place"),
    must("consent.agreed"),
];

const DECISION: &[Question] = &[
    must("kind"),
    must("title"),
    must("date"),
    may("place"),
    may("attended.role"),
    must("attended.count"),
    may("attended.of"),
    may("motions.text"),
    Question { path: "motions.number", asked: Asked::Written("1") },
    must("motions.outcome"),
    may("motions.votes.people.for"),
    may("motions.votes.people.against"),
];

const CASE: &[Question] =
    &[must("title"), must("opened"), may("place"), may("channel"), may("category"), may("tier.by")];

const PROJECT: &[Question] = &[
    must("title"),
    may("proposed.on"),
    may("proposed.by"),
    may("adopted_by"),
    may("place"),
    may("budget"),
    may("funding.fund"),
    may("funding.amount"),
    may("contract.with"),
    may("contract.amount"),
    may("started"),
];

const PEOPLE: &[Question] = &[
    must("kind"),
    must("title"),
    may("term.number"),
    must("term.from"),
    may("term.to"),
    may("seats"),
    may("count"),
    may("members.name"),
    must("members.role"),
    may("contacts.building"),
    must("contacts.role"),
    may("duties.duty"),
    must("duties.holder"),
];

const PACT: &[Question] =
    &[must("title"), must("version"), must("effective"), may("adopted_by"), may("changes.what")];

const PAGE: &[Question] = &[must("title")];

const NOTICE: &[Question] = &[
    must("kind"),
    must("title"),
    must("date"),
    may("to"),
    may("window.from"),
    must("window.days"),
];

const REGISTER: &[Question] = &[must("title"), must("type"), may("as_of")];

const POSTING: &[Question] = &[may("notice"), must("place"), must("up"), may("down")];

const WITHHELD: &[Question] =
    &[must("duty"), may("period"), must("basis"), must("why"), must("date")];

/// The questions about a kind.
#[must_use]
pub(crate) fn questions(kind: Kind) -> &'static [Question] {
    match kind {
        Kind::Fee => FEE,
        Kind::Charge => CHARGE,
        Kind::Income => INCOME,
        Kind::Expenditure => EXPENDITURE,
        Kind::Transfer => TRANSFER,
        Kind::Balance => BALANCE,
        Kind::Budget => BUDGET,
        Kind::Statement => STATEMENT,
        Kind::Consultation => CONSULTATION,
        Kind::Decision => DECISION,
        Kind::Pact => PACT,
        Kind::Case => CASE,
        Kind::Project => PROJECT,
        Kind::Register => REGISTER,
        Kind::People => PEOPLE,
        Kind::Page => PAGE,
        Kind::Notice => NOTICE,
        Kind::Posting => POSTING,
        Kind::Withheld => WITHHELD,
    }
}

/// The fields on the way to a path, outermost first.
#[must_use]
pub(crate) fn fields(kind: Kind, path: &str) -> Vec<&'static Field> {
    let mut found: Vec<&'static Field> = Vec::new();
    for name in path.split('.') {
        let inner = match found.last() {
            None => field_of(kind, name),
            Some(outer) => inner(outer.shape).iter().find(|field| field.en == name),
        };
        found.extend(inner);
    }
    found
}

/// The fields of a mapping, or of each mapping of a list.
#[must_use]
pub(crate) fn inner(shape: Shape) -> &'static [Field] {
    match shape {
        Shape::Map(fields) => fields,
        Shape::Many(shape) | Shape::Control(shape) => inner(*shape),
        _ => &[],
    }
}

/// Whether records of a kind are written many to a file.
#[must_use]
pub(crate) fn is_listed(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Fee
            | Kind::Budget
            | Kind::Consultation
            | Kind::Decision
            | Kind::Pact
            | Kind::Project
            | Kind::Register
            | Kind::People
            | Kind::Page
            | Kind::Notice
            | Kind::Withheld
    )
}

/// The field that says to which month a record belongs.
#[must_use]
pub(crate) fn day_of(kind: Kind) -> &'static str {
    let has = |name: &str| declaration(kind).fields.iter().any(|field| field.en == name);
    ["opened", "period"].into_iter().find(|name| has(name)).unwrap_or("date")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_about_a_field_and_no_required_one_is_missing() {
        for kind in Kind::ALL {
            let asked = questions(kind);
            for question in asked {
                let steps = question.path.split('.').count();
                assert_eq!(fields(kind, question.path).len(), steps, "{kind:?} {}", question.path);
            }
            let groups = asked.iter().filter_map(|question| question.path.rsplit_once('.'));
            let groups: Vec<&str> = groups.map(|(group, _)| group).chain([""]).collect();
            for group in groups {
                let own = match group {
                    "" => declaration(kind).fields,
                    group => inner(fields(kind, group).last().expect("a group").shape),
                };
                for field in own.iter().filter(|field| field.required) {
                    let path = format!("{group}.{}", field.en);
                    let path = path.trim_start_matches('.');
                    let found = asked.iter().any(|question| question.path.starts_with(path));
                    assert!(found, "{kind:?} is not asked for {path}");
                }
            }
        }
    }
}
