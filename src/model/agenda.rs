//! 公示议程: what was posted before a meeting, and whether what came up was on it.

use super::calendar::Day;
use super::meeting::{Decision, Outcome};
use crate::source::Spans;

/// What was posted before a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agenda {
    /// The day on which it was posted.
    pub on: Day,
    /// Its items, as they were worded.
    pub items: Vec<String>,
    /// Where it is written.
    pub at: Spans,
}

impl Agenda {
    /// Which of its items has these words. Blanks and the width of characters make no difference;
    /// anything else does, for a likeness would be a guess.
    #[must_use]
    pub fn place_of(&self, words: &str) -> Option<usize> {
        let words = bare(words);
        self.items.iter().position(|item| bare(item) == words)
    }
}

/// Words without blanks, full-width characters as narrow ones.
fn bare(words: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    words.chars().filter(|c| !c.is_whitespace()).map(narrow).collect()
}

/// Something that came up at a meeting: a motion or an election.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point<'a> {
    /// The number of a motion; an election has none.
    pub number: Option<&'a str>,
    /// What it was.
    pub text: &'a str,
    /// The words of the agenda for it, where they are others.
    pub item: Option<&'a str>,
    /// How it ended; an election has its candidates instead.
    pub outcome: Option<Outcome>,
    /// Whether it was settled or counted: what is only talked about need not have been posted.
    pub settled: bool,
    /// The field that names it.
    pub field: &'static str,
    /// Where it is written.
    pub at: &'a Spans,
}

impl Point<'_> {
    /// The words by which it is looked for on the agenda.
    #[must_use]
    pub fn posted_as(&self) -> &str {
        self.item.unwrap_or(self.text)
    }
}

impl Decision {
    /// The agenda of a meeting of which nothing else is written: it is called, or its minutes are
    /// still to come.
    #[must_use]
    pub fn called(&self) -> Option<&Agenda> {
        self.agenda.as_ref().filter(|_| self.points().next().is_none())
    }

    /// Whether it is still to be held: on its day, where nothing but the agenda is written.
    #[must_use]
    pub fn is_to_come(&self, day: Day) -> bool {
        self.date > day || (self.date == day && self.called().is_some())
    }

    /// What came up: motions, then elections.
    pub fn points(&self) -> impl Iterator<Item = Point<'_>> {
        let motions = self.motions.iter().map(|motion| Point {
            number: Some(&motion.number),
            text: &motion.text,
            item: motion.item.as_deref(),
            outcome: Some(motion.outcome),
            settled: motion.outcome.claims().is_some() || motion.votes.is_some(),
            field: if motion.item.is_some() { "item" } else { "text" },
            at: &motion.at,
        });
        let elections = self.elections.iter().map(|election| Point {
            number: None,
            text: &election.body,
            item: election.item.as_deref(),
            outcome: None,
            settled: true,
            field: if election.item.is_some() { "item" } else { "body" },
            at: &election.at,
        });
        motions.chain(elections)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_found_by_its_words_and_by_nothing_like_them() {
        let agenda = Agenda {
            on: Day::read("2025-02-10").expect("a day"),
            items: vec!["更换 水泵（3号楼）".to_owned(), "停车自治公约".to_owned()],
            at: Spans::default(),
        };
        assert_eq!(agenda.place_of("更换水泵(3号楼)"), Some(0));
        assert_eq!(agenda.place_of("停车\u{3000}自治公约"), Some(1));
        for other in ["停车公约", "停车自治公约。", "通过停车自治公约", ""] {
            assert_eq!(agenda.place_of(other), None, "{other}");
        }
    }
}
