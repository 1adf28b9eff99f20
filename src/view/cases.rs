//! What became of cases, counted from the records and never typed.

use super::Desk;
use super::home::Cases;
use super::parts::Link;
use super::photo::{Photos, photos};
use super::plan::ListKey;
use crate::model::case::{Case, Reason};
use crate::model::id::Kind;
use crate::model::record::{Body, Record};

/// How many of the newest fixed cases are shown.
const SHOWN: usize = 3;

/// The summary of all cases; `None` where there are none.
#[must_use]
pub(crate) fn summary(desk: &Desk<'_>) -> Option<Cases> {
    let cases: Vec<(&Record, &Case)> = desk
        .board
        .of(Kind::Case)
        .iter()
        .filter_map(|record| match &record.body {
            Body::Case(case) => Some((&**record, case)),
            _ => None,
        })
        .collect();
    if cases.is_empty() {
        return None;
    }
    let mut days: Vec<i64> = cases.iter().filter_map(|(_, case)| case.days()).collect();
    days.sort_unstable();
    let is_fixed =
        |case: &Case| case.closed.as_ref().is_some_and(|closing| closing.reason == Reason::Fixed);
    let mut fixed: Vec<_> = cases.iter().filter(|(_, case)| is_fixed(case)).collect();
    fixed
        .sort_by_key(|(_, case)| std::cmp::Reverse(case.closed.as_ref().map(|closing| closing.on)));
    let open = cases.iter().filter(|(_, case)| case.closed.is_none());
    let sentence = desk.words.say(
        if days.is_empty() { "say.cases-open" } else { "say.cases" },
        &[
            ("received", cases.len().into()),
            ("closed", days.len().into()),
            ("fixed", fixed.len().into()),
            ("open", (cases.len() - days.len()).into()),
            ("days", median(&days).into()),
        ],
    );
    Some(Cases {
        sentence,
        fixed: fixed.iter().take(SHOWN).map(|(record, _)| desk.row(record)).collect(),
        photos: fixed.iter().take(SHOWN).find_map(|(record, _)| before_and_after(desk, record)),
        oldest_open: open
            .min_by_key(|(record, case)| (case.opened, &record.head.id))
            .map(|(record, _)| desk.row(record)),
        all: Link {
            text: desk.word("page.all-cases"),
            href: desk.href(&ListKey::Kind(Kind::Case).address(1)),
        },
    })
}

/// How a case was before and after, in one pair of photos.
fn before_and_after(desk: &Desk<'_>, record: &Record) -> Option<Photos> {
    let change = photos(desk, record)?.changes.into_iter().next()?;
    Some(Photos { changes: vec![change], others: Vec::new() })
}

/// The middle of sorted numbers of days, as text: halves are told.
fn median(days: &[i64]) -> String {
    let middle = days.len() / 2;
    match days {
        [] => String::new(),
        _ if days.len() % 2 == 1 => days[middle].to_string(),
        _ => {
            let sum = days[middle - 1] + days[middle];
            if sum % 2 == 0 { (sum / 2).to_string() } else { format!("{}.5", sum / 2) }
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_median_of_an_even_number_may_be_a_half() {
        assert_eq!(super::median(&[1, 2, 9]), "2");
        assert_eq!(super::median(&[1, 2, 3, 9]), "2.5");
        assert_eq!(super::median(&[1, 1, 3, 9]), "2");
        assert_eq!(super::median(&[]), "");
    }
}
