//! 表决结果公告、决议公告、会议通知: who met, what was decided, and how the votes were counted.

use super::{Column, Notice, Table};
use crate::model::meeting::{Decision, Motion};
use crate::model::record::Record;
use crate::model::vote::Measure;
use crate::view::parts::{Fact, Link};
use crate::view::{Desk, agenda, election, votes};
use crate::words::Arg;

pub(super) fn of_decision(
    desk: &Desk<'_>,
    notice: &mut Notice,
    record: &Record,
    decision: &Decision,
) {
    let assembly = Arg::Word(format!("value.{}", decision.assembly.name()));
    let args = [
        ("date", desk.format().date(decision.date).text.into()),
        ("assembly", assembly),
        ("place", decision.place.clone().unwrap_or_default().into()),
    ];
    let to_come = decision.is_to_come(desk.board.as_of);
    let key = match (to_come, decision.place.is_some()) {
        (true, true) => "say.will-meet-at",
        (true, false) => "say.will-meet",
        (false, true) => "say.meeting-at",
        (false, false) => "say.meeting",
    };
    let mut opening = desk.words.say(key, &args);
    let present: Vec<String> = decision
        .attended
        .iter()
        .map(|present| {
            let key = if present.of.is_some() { "say.present-of" } else { "say.present" };
            let args = [
                ("role", present.role.as_str().into()),
                ("n", present.count.into()),
                ("of", present.of.unwrap_or(0).into()),
            ];
            desk.words.say(key, &args)
        })
        .collect();
    if !present.is_empty() {
        let present = present.join(desk.words.get("list.between"));
        opening.push_str(&desk.words.say("say.attended", &[("present", present.into())]));
    }
    notice.paragraphs.push(opening);
    notice.paragraphs.extend(Some(desk.roll_of(decision)).filter(|roll| !roll.is_empty()));
    let agenda = agenda::told(desk, decision);
    if !agenda.is_empty() {
        let values = agenda.into_iter().map(|text| Link { text, href: String::new() }).collect();
        let label = desk.word("field.posted_agenda");
        notice.facts.push(Fact { label, values, set: "text" });
    }
    let motions = decision.motions.iter();
    notice.facts.extend(motions.map(|motion| motion_fact(desk, record, decision, motion)));
    for motion in &decision.motions {
        let lines = votes::bars(desk, decision, motion);
        if lines.is_empty() {
            continue;
        }
        let args =
            [("number", motion.number.as_str().into()), ("text", motion.text.as_str().into())];
        notice.tables.push(votes_table(desk, motion, desk.words.say("say.votes-on", &args)));
    }
    for election in election::blocks(desk, decision) {
        notice.paragraphs.extend(election.notes);
        notice.tables.push(Table { caption: election.title, ..election.table });
    }
    if let Some(window) = &decision.window {
        let said = [("window", desk.window(window).into())];
        let mut said = desk.words.say("say.posted-window", &said);
        // What was objected and answered stands on the page: the sheet stays one.
        said.extend(crate::view::consultation::objections_said(desk, window));
        notice.closing.insert(0, said);
    }
}

fn motion_fact(desk: &Desk<'_>, record: &Record, decision: &Decision, motion: &Motion) -> Fact {
    let block = votes::block(desk, &record.head, decision, motion);
    let label = desk.words.say("say.motion", &[("number", motion.number.as_str().into())]);
    let args = [("text", block.text.into()), ("outcome", block.state.word.into())];
    let mut said = vec![desk.words.say("say.motion-outcome", &args), block.method];
    said.extend(block.unanswered);
    said.push(block.unverified);
    said.extend(block.follow_up.iter().map(|next| {
        let args = [
            ("what", next.what.as_str().into()),
            ("who", next.who.as_str().into()),
            ("state", next.state.word.as_str().into()),
        ];
        let key = if next.who.is_empty() { "say.follow-up" } else { "say.follow-up-who" };
        desk.words.say(key, &args)
    }));
    said.retain(|line| !line.is_empty());
    let values = said.into_iter().map(|text| Link { text, href: String::new() }).collect();
    Fact { label, values, set: "text" }
}

fn votes_table(desk: &Desk<'_>, motion: &Motion, caption: String) -> Table {
    let column = |key: &str| Column { head: desk.word(key), set: "figure" };
    let votes = motion.votes.as_ref();
    let tallies =
        votes.map(|votes| [(Measure::People, &votes.people), (Measure::Area, &votes.area)]);
    let rows = tallies.into_iter().flatten().filter_map(|(measure, tally)| {
        let tally = tally.as_ref()?;
        let format = desk.format();
        let mut cells = vec![desk.word(&format!("measure.by-{}", measure.name()))];
        for number in [tally.participating(), tally.ayes, tally.noes, tally.abstain, tally.invalid]
        {
            cells.push(format.measured(measure, number));
        }
        Some(cells)
    });
    Table {
        caption,
        columns: vec![
            Column { head: desk.word("say.counted"), set: "text" },
            column("field.voted"),
            column("field.ayes"),
            column("field.against"),
            column("field.abstain"),
            column("field.invalid"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
