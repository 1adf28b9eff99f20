//! Addresses of electronic mail.

use super::letters::Letters;
use super::{Kind, Seen, keep};

/// Finds them.
pub(super) fn look(letters: &Letters, found: &mut Vec<Seen>) {
    for place in letters.worth.iter().copied() {
        if letters.all[place] != '@' {
            continue;
        }
        let local = |letter: char| letter.is_ascii_alphanumeric() || "._%+-".contains(letter);
        let mut start = place;
        while letters.before(start).is_some_and(local) {
            start -= 1;
        }
        let domain = |letter: char| letter.is_ascii_alphanumeric() || ".-".contains(letter);
        let mut end = place + 1;
        while letters.at(end).is_some_and(domain) {
            end += 1;
        }
        while end > place && letters.before(end).is_some_and(|last| ".-".contains(last)) {
            end -= 1;
        }
        let host = letters.text(place + 1..end.max(place + 1));
        let top = host.rsplit_once('.').map(|(_, top)| top).unwrap_or_default();
        let good = top.len() >= 2 && top.chars().all(|letter| letter.is_ascii_alphabetic());
        // `z***n@` is masked; stars before the whole of it stress it.
        let mut stars = start;
        while letters.before(stars) == Some('*') {
            stars -= 1;
        }
        let masked = stars < start && letters.before(stars).is_some_and(local);
        if start == place || !good || masked {
            continue;
        }
        let mask = format!("{}***@{host}", letters.all[start]);
        keep(found, Seen { kind: Kind::Email, at: start..end, mask });
    }
}
