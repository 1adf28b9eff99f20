//! Cases.

use super::written::{Lowering, reference};
use crate::content::fields::{Desk, Fields};
use crate::content::kinds::{HAPPENINGS, REASON, SATISFIED, TO};
use crate::content::values;
use crate::diagnostic::{Code, Finding};
use crate::model::case::{Case, Event, Happened, Reason, Tier};
use crate::words::Arg;

pub(crate) fn case(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Option<Case> {
    let fields = from.fields;
    let opened = fields.day(desk, "opened");
    let tier = fields.map(desk, "tier", tier);
    let (channel, place) = (fields.text(desk, "channel"), fields.text(desk, "place"));
    let history = history(desk, fields);
    let decided_by = reference(fields, "decided_by");
    Some(Case { opened: opened?, channel, place, tier, history, decided_by })
}

/// One of the three ways: what is not done at once says by when, or to whom it was passed on.
fn tier(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Option<Tier> {
    let (by, to) = (fields.day(desk, "by"), fields.text(desk, "escalated_to"));
    let at_once = fields.yes(desk, "at_once").then_some(Tier::AtOnce);
    let denied = |text: &str| values::yes_or_no(text) == Some(false);
    let ways = fields.iter().filter(|(_, node)| !node.is_blank());
    let ways = ways.filter(|(field, node)| {
        field.en != "at_once" || !node.text().is_some_and(|text| denied(text.trim()))
    });
    let ways: Vec<_> = ways.map(|(_, node)| node.span).collect();
    match ways[..] {
        [] => desk.find(Code::TierNotOne, fields.first, Vec::new()),
        [_] => {}
        [_, second, ..] => desk.find(Code::TierNotOne, second, Vec::new()),
    }
    to.map(Tier::EscalatedTo).or(by.map(Tier::By)).or(at_once)
}

/// What happened, in the order of days: the short fields stand for one event each. On one day what
/// is given and answered comes first, what ends and is asked afterwards last.
fn history(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Vec<Event> {
    let mut short = |name: &str| {
        fields.map(desk, name, |desk, fields| {
            let (on, note) = (fields.day(desk, "on"), fields.text(desk, "note"));
            let what = happened(desk, fields, name);
            Some(Event { on: on?, what: what?, by: None, note, at: fields.spans() })
        })
    };
    let before: Vec<Event> = ["assigned", "replied"].into_iter().filter_map(&mut short).collect();
    let after: Vec<Event> = ["closed", "visited"].into_iter().filter_map(&mut short).collect();
    let events = fields.maps(desk, "events", |desk, fields| {
        let (on, what) = (fields.day(desk, "on"), fields.choice(desk, "what"));
        let (by, note) = (fields.text(desk, "by"), fields.text(desk, "note"));
        let what = happened(desk, fields, HAPPENINGS[what?].en);
        Some(Event { on: on?, what: what?, by, note, at: fields.spans() })
    });
    let short = before.iter().chain(&after);
    let twice: Vec<(&Event, &Event)> = short
        .flat_map(|short| events.iter().map(move |event| (short, event)))
        .filter(|(short, event)| short.on == event.on && short.what.name() == event.what.name())
        .collect();
    for (short, event) in twice.iter().filter(|(short, event)| short.what != event.what) {
        let what = Arg::Word(format!("value.{}", short.what.name()));
        let finding = Finding::new(Code::EventDiffers, desk.at(event.at.of(detail(&event.what))));
        let finding = finding.with("what", what).with("day", event.on.to_string());
        let first = desk.at(short.at.of(detail(&short.what)));
        desk.findings.push(finding.related(first, "related.first"));
    }
    // What is told twice happened once; the event may say more of it.
    let told = |short: &Event| twice.iter().any(|(known, _)| known.at == short.at);
    let mut history: Vec<Event> = before.iter().filter(|short| !told(short)).cloned().collect();
    history.extend(events.iter().cloned());
    history.extend(after.iter().filter(|short| !told(short)).cloned());
    history.sort_by_key(|event| event.on);
    if let Some(closed) = after.iter().find(|short| matches!(short.what, Happened::Closed(_))) {
        end_first(&mut history, closed);
    }
    history
}

/// What is taken up again on the day of its ending had ended before, unless it had ended already.
fn end_first(history: &mut [Event], closed: &Event) {
    let Some(place) = history.iter().position(|event| event.at == closed.at) else { return };
    let mut ended = false;
    for (earlier, event) in history[..place].iter().enumerate() {
        match event.what {
            Happened::Reopened if event.on == closed.on && !ended => {
                history[earlier..=place].rotate_right(1);
                return;
            }
            Happened::Reopened => ended = false,
            Happened::Closed(_) => ended = true,
            _ => {}
        }
    }
}

/// What an event says besides its day.
fn detail(what: &Happened) -> &'static str {
    match what {
        Happened::Closed(_) => REASON.en,
        Happened::Visited { .. } => SATISFIED.en,
        _ => TO.en,
    }
}

fn happened(desk: &mut Desk<'_>, fields: &Fields<'_>, name: &str) -> Option<Happened> {
    // What an event of its kind needs; the short fields require it of themselves.
    let needs = match name {
        "assigned" | "escalated" => Some(&TO),
        "closed" => Some(&REASON),
        "visited" => Some(&SATISFIED),
        _ => None,
    };
    let event = fields.node("what").is_some();
    if let Some(field) = needs.filter(|field| event && fields.node(field.en).is_none()) {
        fields.lacks(desk, field);
    }
    Some(match name {
        "examined" => Happened::Examined,
        "assigned" => Happened::Assigned(fields.text(desk, TO.en)?),
        "urged" => Happened::Urged,
        "escalated" => Happened::Escalated(fields.text(desk, TO.en)?),
        "arrived" => Happened::Arrived,
        "replied" => Happened::Replied,
        "repeated" => Happened::Repeated,
        "closed" => Happened::Closed(Reason::ALL[fields.choice(desk, REASON.en)?]),
        "reopened" => Happened::Reopened,
        "visited" => {
            fields.node(SATISFIED.en)?;
            Happened::Visited { satisfied: fields.yes(desk, SATISFIED.en) }
        }
        "assessed" => Happened::Assessed,
        _ => Happened::Noted,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::calendar::Day;
    use crate::source::{Span, Spans};

    /// Events of March, each written in a place of its own.
    fn history(events: &[(u32, Happened)]) -> Vec<Event> {
        let event = |(place, (day, what)): (usize, &(u32, Happened))| Event {
            on: Day::read(&format!("2025-03-{day:02}")).expect("a day"),
            what: what.clone(),
            by: None,
            note: None,
            at: Spans { whole: Span::new(place, place), fields: Box::default() },
        };
        events.iter().enumerate().map(event).collect()
    }

    fn names_after_ending_first(events: &[(u32, Happened)], closed: usize) -> Vec<&'static str> {
        let mut history = history(events);
        let closed = history[closed].clone();
        end_first(&mut history, &closed);
        history.iter().map(|event| event.what.name()).collect()
    }

    #[test]
    fn what_is_taken_up_again_on_the_day_of_its_ending_ended_first() {
        use Happened::{Closed, Reopened, Urged};
        let closed = || Closed(Reason::Fixed);
        let again = [(8, Urged), (8, Reopened), (8, closed()), (27, closed())];
        let names = names_after_ending_first(&again, 2);
        assert_eq!(names, ["urged", "closed", "reopened", "closed"]);
        // It had ended before: taken up again and ended anew on one day.
        let anew = [(5, closed()), (8, Reopened), (8, closed())];
        assert_eq!(names_after_ending_first(&anew, 2), ["closed", "reopened", "closed"]);
        // Taken up again the day before, when it was open: that is for the rules to find.
        let open = [(7, Reopened), (8, closed())];
        assert_eq!(names_after_ending_first(&open, 1), ["reopened", "closed"]);
    }
}
