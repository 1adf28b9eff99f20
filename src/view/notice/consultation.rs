//! 征求意见公示: the draft, until when and how to speak, and what was said so far.

use super::{Column, Notice, Table, row};
use crate::model::consultation::Consultation;
use crate::model::record::Record;
use crate::view::{Desk, consultation};

pub(super) fn of_consultation(
    desk: &Desk<'_>,
    notice: &mut Notice,
    record: &Record,
    one: &Consultation,
) {
    notice.paragraphs.push(desk.sentence(record));
    if !one.channels.is_empty() {
        let channels = one.channels.join(desk.words.get("list.between"));
        notice.paragraphs.push(desk.words.say("say.speak-by", &[("channels", channels.into())]));
    }
    notice.paragraphs.extend(record.head.note.clone());
    let counts = ["issued", "returned"];
    let facts = consultation::facts(desk, one).into_iter();
    notice.facts = facts
        .filter(|(field, _)| counts.contains(field))
        .map(|(field, value)| crate::view::facts::text(desk.word(&format!("field.{field}")), value))
        .collect();
    let Some(consulted) = consultation::consulted(desk, record) else { return };
    let column = |key: &str, set| Column { head: desk.word(key), set };
    if !consulted.opinions.is_empty() {
        let rows = consulted.opinions.into_iter().map(|line| {
            let args = [("said", line.said.as_str().into()), ("from", line.from.as_str().into())];
            let said = if line.from.is_empty() {
                line.said
            } else {
                desk.words.say("say.opinion-from", &args)
            };
            let mut answer = vec![line.state.word, line.reply, line.why];
            answer.retain(|part| !part.is_empty());
            vec![said, answer.join(desk.words.get("list.clause"))]
        });
        notice.tables.push(Table {
            caption: desk.word("say.opinions"),
            columns: vec![column("field.said", "text"), column("field.reply", "text")],
            rows: rows.collect(),
            ..Table::default()
        });
    }
    if let Some(consent) = consulted.consent {
        let cells = |line: &consultation::ConsentLine| {
            row([&line.name, &line.agreed, &line.refused, &line.pending, &line.of, &line.share])
        };
        let table = Table {
            caption: format!("{}{}", desk.word("say.consent"), consent.counted),
            columns: vec![
                column("field.entrance", "text"),
                column("field.agreed", "figure"),
                column("field.refused", "figure"),
                column("field.pending", "figure"),
                column("field.households", "figure"),
                column("field.consent-share", "figure"),
            ],
            rows: consent.lines.iter().map(cells).collect(),
            foot: consent.total.iter().flat_map(cells).collect(),
            ..Table::default()
        };
        notice.tables.push(table.carrying(1..5));
        if !consent.note.is_empty() {
            notice.closing.insert(0, consent.note);
        }
    }
    let window = desk.window(&one.window);
    let window = desk.words.say("say.posted-window", &[("window", window.into())]);
    notice.closing.insert(0, window);
}
