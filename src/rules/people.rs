//! Bodies: terms that are over or overlap, members who are not as many as the seats, elections that
//! did not elect them, and names that are masked in one place and told in another.

use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::calendar::Day;
use crate::model::id::Kind;
use crate::model::meeting::Decision;
use crate::model::people::{Term, TermStand};
use crate::model::person::PersonName;
use crate::model::record::{Body, Record};
use crate::words::Arg;

/// A term ends after it begins, before the next one begins, and is followed by another one.
pub(crate) fn terms_follow_each_other(board: &Board, findings: &mut Vec<Finding>) {
    for terms in board.bodies() {
        for (record, term) in terms.iter() {
            let (Some(from), Some(to)) = (term.from, term.to) else { continue };
            if to < from {
                let at = record.head.within(term.at.of("to"));
                findings.push(
                    Finding::new(Code::OutOfOrder, at)
                        .with("later", Arg::Word("day.term-to".to_owned()))
                        .with("day", to.to_string())
                        .with("first", Arg::Word("day.term-from".to_owned()))
                        .with("before", from.to_string())
                        .about(record.head.id.to_string()),
                );
            }
        }
        let held: Vec<_> = terms.iter().collect();
        for pair in held.windows(2) {
            let [(before, first), (record, next)] = pair else { continue };
            findings.extend(overlapping((before, first.to), record, next));
        }
        // The next term may be one that does not read.
        let last = terms.last().filter(|_| !board.any_unread(&[Kind::People]));
        let Some((record, term)) = last else { continue };
        if let Some(to) = term.to
            && board.stand_of(record, term) == TermStand::Over
        {
            let at = record.head.within(term.at.of("to"));
            findings.push(
                Finding::new(Code::TermOver, at)
                    .with("body", record.head.title.clone().unwrap_or_default())
                    .with("to", to.to_string())
                    .with("days", to.until(board.as_of))
                    .about(record.head.id.to_string()),
            );
        }
    }
}

/// A term that begins before the one before it is over; one without a last day ends where the next
/// one begins.
fn overlapping(
    (before, to): (&Record, Option<Day>),
    record: &Record,
    next: &Term,
) -> Option<Finding> {
    let from = next.from?;
    let to = to.or(before.head.date)?;
    (from <= to).then(|| {
        Finding::new(Code::TermsOverlap, record.head.within(next.at.of("from")))
            .with("from", from.to_string())
            .with("to", to.to_string())
            .related(before.head.locus("term"), "related.before")
            .about(record.head.id.to_string())
    })
}

/// Those who sit in a body are as many as it has seats, and each sits there once.
pub(crate) fn members_fill_the_seats(board: &Board, findings: &mut Vec<Finding>) {
    for (record, term) in board.terms() {
        let about = record.head.id.to_string();
        let listed = i64::try_from(term.members.len()).unwrap_or(i64::MAX);
        for (field, stated) in [("seats", term.seats), ("count", term.count)] {
            let Some(stated) = stated.filter(|n| listed > 0 && *n != listed) else { continue };
            findings.push(
                Finding::new(Code::MembersNotSeats, record.head.locus(field))
                    .with("field", Arg::Word(format!("field.{field}")))
                    .with("stated", stated)
                    .with("listed", listed)
                    .about(about.as_str()),
            );
        }
        if let (Some(party), Some(count)) = (term.party, term.count)
            && party > count
        {
            findings.push(
                Finding::new(Code::MembersNotSeats, record.head.locus("party"))
                    .with("field", Arg::Word("field.party".to_owned()))
                    .with("stated", party)
                    .with("listed", count)
                    .about(about.as_str()),
            );
        }
        for (place, member) in term.members.iter().enumerate() {
            let same = term.members[..place].iter().find(|one| one.name.is_same(&member.name));
            let Some(first) = same else { continue };
            findings.push(
                Finding::new(Code::MemberTwice, record.head.within(member.at.of("name")))
                    .with("name", member.name.shown())
                    .related(record.head.within(first.at.of("name")), "related.first")
                    .about(about.as_str()),
            );
        }
    }
}

/// Whoever was elected was elected into this body, to so many seats, before the term began.
pub(crate) fn terms_were_elected(board: &Board, findings: &mut Vec<Finding>) {
    for (record, term) in board.terms() {
        let by = term.elected_by.as_ref().and_then(|id| board.record(id));
        let Some(by) = by else { continue };
        let Body::Decision(decision) = &by.body else { continue };
        let Some(why) = not_elected(board, term, decision) else { continue };
        findings.push(
            Finding::new(Code::ElectedDiffers, record.head.locus("elected_by"))
                .with("decision", by.head.id.to_string())
                .with("why", why)
                .related(by.head.locus("date"), "related.decided")
                .about(record.head.id.to_string()),
        );
    }
}

fn not_elected(board: &Board, term: &Term, decision: &Decision) -> Option<Arg> {
    let said = |key: &str, args| Some(Arg::Said(format!("say.not-elected.{key}"), args));
    if !decision.is_carried() {
        return said("not-carried", Vec::new());
    }
    if term.from.is_some_and(|from| from < decision.date) {
        return said("later", vec![("date", decision.date.to_string().into())]);
    }
    if decision.elections.is_empty() {
        return None;
    }
    let of = |name: &str| board.body_named(name).is_some_and(|key| key == term.key);
    let Some(election) = decision.elections.iter().find(|election| of(&election.body)) else {
        let bodies = decision.elections.iter().map(|one| Arg::from(one.body.as_str())).collect();
        return said("body", vec![("bodies", Arg::List(bodies))]);
    };
    let elected = election.elected().count();
    let listed = term.members.len();
    let n = |n: usize| Arg::from(i64::try_from(n).unwrap_or(i64::MAX));
    (listed > 0 && elected != listed)
        .then(|| said("count", vec![("elected", n(elected)), ("listed", n(listed))]))
        .flatten()
}

/// A name that is masked in its own record is told in no other.
pub(crate) fn masked_names_are_not_told(board: &Board, findings: &mut Vec<Finding>) {
    let terms = board.terms().flat_map(|(_, term)| {
        let members = term.members.iter().map(|member| &member.name);
        members.chain(term.contacts.iter().filter_map(|turn| turn.name.as_ref()))
    });
    let names: Vec<_> = terms.filter(|name| !name.is_public()).collect();
    if names.is_empty() {
        return;
    }
    for record in &board.records {
        // A body that shows its own names says so itself.
        let shown = |name: &PersonName| match &record.body {
            Body::People(term) => {
                let mut own = term.members.iter().filter(|member| member.name.is_public());
                own.any(|member| member.name.is_same(name))
            }
            _ => false,
        };
        let line = record.head.line.json();
        let told = names.iter().find(|name| name.is_told_in(&line) && !shown(name));
        let Some(name) = told else { continue };
        findings.push(
            Finding::new(Code::NameTold, record.head.locus(""))
                .with("name", name.shown())
                .about(record.head.id.to_string()),
        );
    }
}
