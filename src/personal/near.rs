//! Names in context: beside a room, a child, an illness, or a landline.

use std::ops::Range;

use super::digits::{Group, is_part, joined};
use super::letters::{Letters, is_stop};
use super::names::{self, Name};
use super::{Kind, Seen, keep, room, sensitive, starred};

/// How many letters may lie between a room and a name.
const BESIDE: usize = 22;
/// How many may lie between a name and what is told of somebody.
const TOLD: usize = 22;
/// How many may lie between a name and a landline.
const CALLED: usize = 6;

/// Finds them.
pub(super) fn look(letters: &Letters, groups: &[Group], found: &mut Vec<Seen>) {
    let rooms = room::rooms(letters);
    let told = sensitive::places(letters);
    let landlines: Vec<_> = joined(groups, 10..=12)
        .filter(|number| {
            let parted = matches!(number.lengths().as_slice(), [3 | 4, 7 | 8] | [10..=12]);
            parted && number.digits.starts_with('0') && !is_part(letters, &number.at)
        })
        .collect();
    if rooms.is_empty() && told.is_empty() && landlines.is_empty() {
        return;
    }
    let near: Vec<Range<usize>> = rooms
        .iter()
        .cloned()
        .chain(told.iter().map(|place| *place..*place))
        .chain(landlines.iter().map(|number| number.at.clone()))
        .collect();
    let names = names::names(letters, &near, TOLD + 4);
    for room in &rooms {
        if let Some(name) = beside(letters, room, &names) {
            let (start, end) = (room.start.min(name.at.start), room.end.max(name.at.end));
            let covered = room::masked(letters, room);
            let mask = if name.at.start < room.start {
                format!("{}{}{covered}", name.mask, letters.text(name.at.end..room.start))
            } else {
                format!("{covered}{}{}", letters.text(room.end..name.at.start), name.mask)
            };
            keep(found, Seen { kind: Kind::Room, at: start..end, mask });
        }
    }
    for name in &names {
        let close = |place: &usize| is_close(letters, &name.at, &(*place..*place), TOLD);
        if told.iter().any(close) {
            let (at, mask) = (name.at.clone(), name.mask.clone());
            keep(found, Seen { kind: Kind::Sensitive, at, mask });
        }
    }
    for number in landlines {
        if names.iter().any(|name| is_close(letters, &name.at, &number.at, CALLED)) {
            let mask = starred(&letters.text(number.at.clone()), 4, 4);
            keep(found, Seen { kind: Kind::Phone, at: number.at, mask });
        }
    }
}

/// The name that stands closest to a room, or right beside it.
fn beside(letters: &Letters, room: &Range<usize>, names: &[Name]) -> Option<Name> {
    let close = names.iter().filter(|name| is_close(letters, &name.at, room, BESIDE));
    let nearest = close.min_by_key(|name| {
        name.at.start.saturating_sub(room.end) + room.start.saturating_sub(name.at.end)
    });
    nearest.cloned().or_else(|| {
        let sign = |sign: char| " ,，、:/(".contains(sign);
        let mut place = room.end + usize::from(letters.at(room.end).is_some_and(sign));
        for word in ["业主", "業主", "住户", "住戶", "户主", "戶主", "居民", "租户", "租客"]
        {
            if letters.begins(place, word) {
                place += word.chars().count();
                break;
            }
        }
        let place = place + usize::from(letters.at(place).is_some_and(sign));
        names::expected(letters, place)
    })
}

/// Whether two stretches stand in one sentence with no more than `most` letters between them.
fn is_close(letters: &Letters, one: &Range<usize>, other: &Range<usize>, most: usize) -> bool {
    let (from, to) =
        if one.start < other.start { (one.end, other.start) } else { (other.end, one.start) };
    from >= to
        || (to - from <= most && !letters.all[from..to].iter().any(|letter| is_stop(*letter)))
}
