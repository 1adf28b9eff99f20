//! 征求意见: what was said to a draft and what became of it, and who is for it.

use rust_decimal::Decimal;
use serde::Serialize;

use super::Desk;
use super::parts::State;
use crate::model::calendar::Day;
use crate::model::consultation::{Consent, Consultation, Stand};
use crate::model::meeting::Window;
use crate::model::opinion::{Adopted, Opinion};
use crate::model::quantity::per_mille;
use crate::model::record::{Body, Record};
use crate::words::Arg;

/// Of a consultation: what was said, and who is for it.
#[derive(Clone, Debug, Serialize)]
pub struct Consulted {
    /// What was said, an opinion a line.
    pub opinions: Vec<OpinionLine>,
    /// Who is for it; absent where nobody was counted.
    pub consent: Option<ConsentTable>,
}

/// What was objected to a decision while it was posted.
#[derive(Clone, Debug, Serialize)]
pub struct Objections {
    /// How many came in, and how many were answered.
    pub sentence: String,
    /// Those that are told, an objection a line.
    pub lines: Vec<OpinionLine>,
}

/// Something that was said to a draft, or objected to a decision.
#[derive(Clone, Debug, Serialize)]
pub struct OpinionLine {
    /// What.
    pub said: String,
    /// From whom, and how many said so; may be empty.
    pub from: String,
    /// The answer; may be empty.
    pub reply: String,
    /// Whether it was taken up, or has no answer yet.
    pub state: State,
    /// Why it was not taken up; may be empty.
    pub why: String,
    /// On which day it was answered; may be empty.
    pub answered: String,
}

/// Who is for a draft, an entrance or building a line.
#[derive(Clone, Debug, Serialize)]
pub struct ConsentTable {
    /// Up to which day it was counted; may be empty.
    pub counted: String,
    /// One line for each.
    pub lines: Vec<ConsentLine>,
    /// What can be added of them; absent where there is only one.
    pub total: Option<ConsentLine>,
    /// That no share is told, and why; may be empty.
    pub note: String,
}

/// Who is for a draft in one entrance or building, in households.
#[derive(Clone, Debug, Serialize)]
pub struct ConsentLine {
    /// Which.
    pub name: String,
    /// For it.
    pub agreed: String,
    /// Against it; that it was not told where it was not.
    pub refused: String,
    /// Without an answer so far; that it was not told where it was not.
    pub pending: String,
    /// All of them; that it was not told where it was not.
    pub of: String,
    /// Those for it as a share of all; empty where all of them are not known.
    pub share: String,
}

/// The tables of a consultation; `None` for other kinds.
#[must_use]
pub(crate) fn consulted(desk: &Desk<'_>, record: &Record) -> Option<Consulted> {
    let Body::Consultation(one) = &record.body else { return None };
    let waiting = match one.on(desk.board.as_of, &desk.board.workdays) {
        Stand::Over => ("state.unanswered", "open"),
        Stand::Coming | Stand::UnderWay => ("state.collecting", "plain"),
    };
    let opinions = one.opinions.iter().map(|opinion| line(desk, opinion, waiting)).collect();
    Some(Consulted { opinions, consent: consent(desk, one) })
}

/// What was objected to a decision, with the answers, and what was not told of it.
#[must_use]
pub(crate) fn objections(desk: &Desk<'_>, record: &Record) -> Option<Objections> {
    let Body::Decision(decision) = &record.body else { return None };
    let window = decision.window.as_ref()?;
    window.raised().filter(|raised| *raised > 0)?;
    let over = window.last(&desk.board.workdays) < desk.board.as_of;
    let waiting = ("state.unanswered", if over { "open" } else { "plain" });
    Some(Objections {
        sentence: objections_said(desk, window)?.trim().to_owned(),
        lines: window.answers.iter().map(|one| line(desk, one, waiting)).collect(),
    })
}

/// How many objections came in, and how many of them were answered: a sentence after another one.
#[must_use]
pub(crate) fn objections_said(desk: &Desk<'_>, window: &Window) -> Option<String> {
    let (raised, answered) = (window.raised()?, window.answered());
    let key = match raised {
        0 => "say.no-objections",
        _ if answered >= raised => "say.objections-answered",
        _ if answered == 0 => "say.objections",
        _ => "say.objections-open",
    };
    Some(desk.words.say(key, &[("n", raised.into()), ("answered", answered.into())]))
}

fn line(desk: &Desk<'_>, opinion: &Opinion, waiting: (&str, &'static str)) -> OpinionLine {
    let (key, tone) = match opinion.adopted {
        Some(Adopted::InFull) => ("value.in-full", "good"),
        Some(Adopted::InPart) => ("value.in-part", "plain"),
        Some(Adopted::Declined) => ("value.declined", "plain"),
        None if opinion.reply.is_some() => ("state.answered", "plain"),
        None => waiting,
    };
    let from = opinion.from.clone().unwrap_or_default();
    let from = match (opinion.count, from.is_empty()) {
        (None, _) => from,
        (Some(n), true) => desk.words.say("count.people", &[("n", n.to_string().into())]),
        (Some(n), false) => {
            desk.words.say("say.present", &[("role", from.into()), ("n", n.into())])
        }
    };
    OpinionLine {
        said: opinion.said.clone(),
        from,
        reply: opinion.reply.clone().unwrap_or_default(),
        state: State { word: desk.word(key), tone },
        why: opinion.why.clone().unwrap_or_default(),
        answered: opinion.on.map(|day| answered_on(desk, day)).unwrap_or_default(),
    }
}

fn answered_on(desk: &Desk<'_>, day: Day) -> String {
    let date = desk.format().date(day).text;
    desk.words.say("say.answered-on", &[("date", date.into())])
}

fn consent(desk: &Desk<'_>, one: &Consultation) -> Option<ConsentTable> {
    if one.consent.is_empty() {
        return None;
    }
    let counted = one.as_of.map(|day| {
        let args = [("date", Arg::from(desk.format().date(day).text))];
        desk.words.say("say.consent-counted", &args)
    });
    let missing = one.consent.iter().filter(|line| line.of.is_none()).count();
    let note = [("n", missing.into())];
    Some(ConsentTable {
        counted: counted.unwrap_or_default(),
        lines: one.consent.iter().map(|one| consent_line(desk, one)).collect(),
        total: (one.consent.len() > 1).then(|| consent_line(desk, &sum(desk, &one.consent))),
        note: if missing == 0 { String::new() } else { desk.words.say("say.consent-of", &note) },
    })
}

/// What can be added: a column that some line does not tell has no sum.
fn sum(desk: &Desk<'_>, lines: &[Consent]) -> Consent {
    let all = |told: fn(&Consent) -> Option<i64>| lines.iter().map(told).sum();
    Consent {
        place: desk.word("say.sum"),
        agreed: lines.iter().map(|line| line.agreed).sum(),
        refused: all(|line| line.refused),
        pending: all(|line| line.pending),
        of: all(|line| line.of),
        at: crate::source::Spans::default(),
    }
}

fn consent_line(desk: &Desk<'_>, one: &Consent) -> ConsentLine {
    let told = |n: Option<i64>| n.map_or_else(|| desk.word("state.not-told"), |n| n.to_string());
    ConsentLine {
        name: one.place.clone(),
        agreed: one.agreed.to_string(),
        refused: told(one.refused),
        pending: told(one.pending),
        of: told(one.of),
        share: one.of.and_then(|of| share(desk, one.agreed, of)).unwrap_or_default(),
    }
}

fn share(desk: &Desk<'_>, part: i64, whole: i64) -> Option<String> {
    per_mille(Decimal::from(part), Decimal::from(whole)).map(|share| desk.format().share(share))
}

/// What a consultation was about, in one sentence.
#[must_use]
pub(crate) fn sentence(desk: &Desk<'_>, one: &Consultation) -> String {
    let format = desk.format();
    let args = [
        ("from", Arg::from(format.date(one.window.from).text)),
        ("last", format.deadline(one.window.last(&desk.board.workdays)).into()),
        ("n", one.opinions.len().into()),
        ("open", one.unanswered().into()),
    ];
    let key = match (
        one.on(desk.board.as_of, &desk.board.workdays),
        one.opinions.is_empty(),
        one.unanswered(),
    ) {
        (Stand::Coming, ..) => "say.consultation-comes",
        (Stand::UnderWay, ..) => "say.consulting",
        (Stand::Over, true, _) => "say.consulted-none",
        (Stand::Over, false, 0) => "say.consulted",
        (Stand::Over, false, _) => "say.consulted-open",
    };
    desk.words.say(key, &args)
}

/// The facts of a consultation, by field; a share only where both parts are known.
#[must_use]
pub(crate) fn facts(desk: &Desk<'_>, one: &Consultation) -> Vec<(&'static str, String)> {
    let over = one.on(desk.board.as_of, &desk.board.workdays) == Stand::Over;
    let window = if over { desk.window_days(&one.window) } else { desk.window(&one.window) };
    let mut facts = vec![("window", window)];
    if !one.channels.is_empty() {
        facts.push(("channels", one.channels.join(desk.words.get("list.between"))));
    }
    facts
        .extend(one.issued.map(|n| ("issued", desk.words.say("count.copies", &[("n", n.into())]))));
    facts.extend(one.returned.map(|n| ("returned", returned(desk, n, one.issued))));
    facts
}

fn returned(desk: &Desk<'_>, returned: i64, issued: Option<i64>) -> String {
    let told = issued.and_then(|of| Some((of, share(desk, returned, of)?)));
    match told {
        None => desk.words.say("count.copies", &[("n", returned.into())]),
        Some((of, share)) => {
            let args = [("n", returned.into()), ("of", of.into()), ("share", Arg::from(share))];
            desk.words.say("say.returned-of", &args)
        }
    }
}
