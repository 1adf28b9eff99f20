//! 由来与结果: what a record comes from, and what came of it.

use super::Desk;
use super::parts::Card;
use crate::model::calendar::Day;
use crate::model::id::RecordId;
use crate::model::record::Record;

/// Whether a reference in this field points to what came of the record rather than to its cause.
fn forward(field: &str) -> bool {
    matches!(field, "decided_by" | "in_transit" | "text")
}

/// The records before this one in its chain, and those after it, each once: by what a field says
/// if one does, else by a mention in a text.
#[must_use]
pub(crate) fn chain(desk: &Desk<'_>, record: &Record) -> (Vec<Card>, Vec<Card>) {
    let out = record.head.references.iter().map(|to| (&to.to, to.field, false));
    let back =
        desk.board.referrers(&record.head.id).iter().map(|(from, field)| (from, *field, true));
    let mut links: Vec<(&RecordId, &str, bool)> = out.chain(back).collect();
    links.sort_by_key(|(_, field, _)| *field == "text");
    // The charges of a fee stand in its table.
    links.retain(|(_, field, back)| !(*back && *field == "fee"));
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let mut seen = vec![&record.head.id];
    for (id, field, back) in links {
        let Some(other) = desk.board.record(id).filter(|_| !seen.contains(&id)) else { continue };
        seen.push(id);
        let relation = if back { "relation.back" } else { "relation" };
        let card = desk.card(other, desk.word(&format!("{relation}.{field}")));
        // A reference that is turned around leads the other way.
        let side = if forward(field) == back { &mut before } else { &mut after };
        let mentioned = back && field == "text";
        if mentioned {
            after.push((other.head.date, card));
        } else {
            side.push((other.head.date, card));
        }
    }
    let by_day = |mut cards: Vec<(Option<Day>, Card)>| {
        cards.sort_by_key(|(day, _)| *day);
        cards.into_iter().map(|(_, card)| card).collect()
    };
    (by_day(before), by_day(after))
}
