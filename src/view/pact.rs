//! 公约: which version holds, and what one changed in the one before it.

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use super::Desk;
use super::parts::{Link, State};
use crate::model::pact::{Pact, PactStand};
use crate::model::record::{Body, Record};
use crate::words::Arg;

/// From how many lines on two texts are no longer held against each other.
const LONG: usize = 2000;

/// Of a version of a pact: what it changed.
#[derive(Clone, Debug, Serialize)]
pub struct Amended {
    /// What was changed, and why, as the committee tells it.
    pub told: Vec<ChangeLine>,
    /// The version it is held against; absent for a first version.
    pub before: Option<Link>,
    /// Both texts, line by line; empty where nothing differs.
    pub lines: Vec<DiffLine>,
}

/// Something that was changed.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeLine {
    /// What.
    pub what: String,
    /// Why, or that it was not told.
    pub why: String,
}

/// A line of two texts.
#[derive(Clone, Debug, Serialize)]
pub struct DiffLine {
    /// `same`, `removed` or `added`.
    pub change: &'static str,
    /// What it says.
    pub text: String,
}

/// What a version changed; `None` for other kinds, and for a first version that tells nothing.
#[must_use]
pub(crate) fn amended(desk: &Desk<'_>, record: &Record) -> Option<Amended> {
    let Body::Pact(pact) = &record.body else { return None };
    let before = desk.board.version_before(record, pact);
    let told = pact.changes.iter().map(|change| ChangeLine {
        what: change.what.clone(),
        why: change.why.clone().unwrap_or_else(|| desk.word("state.why-not-told")),
    });
    let lines = before.map(|(one, _)| lines(&one.head.text.text(), &record.head.text.text()));
    let amended = Amended {
        told: told.collect(),
        before: before.map(|(one, _)| desk.link(one)),
        lines: lines.unwrap_or_default(),
    };
    (!amended.told.is_empty() || amended.before.is_some()).then_some(amended)
}

fn lines(before: &str, after: &str) -> Vec<DiffLine> {
    if before.lines().count().max(after.lines().count()) > LONG {
        return Vec::new();
    }
    // The last line ends as the others do: only its words count.
    let (before, after) = (format!("{before}\n"), format!("{after}\n"));
    let found = TextDiff::from_lines(before.as_str(), after.as_str());
    let line = |change: similar::Change<&str>| DiffLine {
        change: match change.tag() {
            ChangeTag::Equal => "same",
            ChangeTag::Delete => "removed",
            ChangeTag::Insert => "added",
        },
        text: change.value().trim_end().to_owned(),
    };
    let lines: Vec<DiffLine> =
        found.iter_all_changes().map(line).filter(|line| !line.text.is_empty()).collect();
    if lines.iter().all(|line| line.change == "same") { Vec::new() } else { lines }
}

/// How a version stands: one that was replaced says by which.
#[must_use]
pub(crate) fn state(desk: &Desk<'_>, record: &Record, pact: &Pact) -> Option<State> {
    let PactStand::Replaced(by, _) = desk.board.pact_stand(record, pact) else { return None };
    let version = match &by.body {
        Body::Pact(other) if other.key == pact.key => other.version.clone(),
        _ => desk.title(by),
    };
    let word = desk.words.say("state.replaced-by", &[("version", version.into())]);
    Some(State { word, tone: "plain" })
}

/// Which version it is and whether it holds, in one sentence.
#[must_use]
pub(crate) fn sentence(desk: &Desk<'_>, record: &Record, pact: &Pact) -> String {
    let date = |day| Arg::from(desk.format().date(day).text);
    let adopted = pact.adopted_by.as_ref().map(|id| {
        let args = [("decision", desk.link_id(id).text.into())];
        desk.words.say("say.pact-adopted", &args)
    });
    let mut args = vec![("from", date(pact.effective))];
    let key = match desk.board.pact_stand(record, pact) {
        PactStand::Coming => "say.pact-comes",
        PactStand::InForce => "say.pact-in-force",
        PactStand::Replaced(by, since) => {
            args.extend([("since", date(since)), ("by", desk.title(by).into())]);
            "say.pact-replaced"
        }
    };
    format!("{}{}", desk.words.say(key, &args), adopted.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_and_removed_comes_back_to_both_texts() {
        let (before, after) = ("一\n二\n三", "一\n二乙\n三\n四");
        let lines = lines(before, after);
        let text = |left_out: &str| {
            let kept = lines.iter().filter(|line| line.change != left_out);
            kept.map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
        };
        assert_eq!(text("added"), before);
        assert_eq!(text("removed"), after);
        assert_eq!(lines.iter().filter(|line| line.change == "same").count(), 2);
        assert!(super::lines(before, before).is_empty(), "the same text has no difference");
    }
}
