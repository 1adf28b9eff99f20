//! Elections as a table of candidates, with who was elected.

use rust_decimal::Decimal;
use serde::Serialize;

use super::Desk;
use super::notice::{Column, Table};
use super::parts::TestLine;
use super::votes::test_line;
use crate::model::election::{Candidate, Election};
use crate::model::law::Matter;
use crate::model::meeting::{Assembly, Decision};
use crate::model::quantity::per_mille;
use crate::model::vote::Measure;
use crate::words::Arg;

/// An election with its candidates.
#[derive(Clone, Debug, Serialize)]
pub struct ElectionBlock {
    /// What was elected, and how many seats.
    pub title: String,
    /// The rule that it needs, with its article; may be empty.
    pub rule: String,
    /// The candidates with their votes, most votes first; without a caption.
    pub table: Table,
    /// Whether enough took part.
    pub tests: Vec<TestLine>,
    /// What cannot be verified, in one sentence; may be empty.
    pub unverified: String,
}

/// The elections of a meeting.
#[must_use]
pub(crate) fn blocks(desk: &Desk<'_>, decision: &Decision) -> Vec<ElectionBlock> {
    decision.elections.iter().map(|election| block(desk, decision, election)).collect()
}

fn block(desk: &Desk<'_>, decision: &Decision, election: &Election) -> ElectionBlock {
    let owners = decision.assembly == Assembly::Owners;
    let ground = decision.ground(&desk.board.profile);
    let args = [("body", body(desk, election).into()), ("seats", election.seats.into())];
    let tests = if owners { election.quorum(&ground) } else { Vec::new() };
    let rule = if owners { desk.rule(Matter::General, &ground) } else { String::new() };
    ElectionBlock {
        title: desk.words.say("say.election", &args),
        rule,
        table: table(desk, election),
        tests: tests.iter().map(|test| test_line(desk, test)).collect(),
        unverified: if owners { unverified(desk, election, &ground) } else { String::new() },
    }
}

/// What was elected: a body by its name, however it is named in the election.
fn body(desk: &Desk<'_>, election: &Election) -> String {
    let key = desk.board.body_named(&election.body);
    let terms = key.map(|key| desk.board.body(key));
    let name = terms.and_then(|terms| terms.last()?.0.head.title.clone());
    name.unwrap_or_else(|| election.body.clone())
}

/// What an election of the owners leaves out that its rule asks for.
fn unverified(
    desk: &Desk<'_>,
    election: &Election,
    ground: &crate::model::vote::Ground<'_>,
) -> String {
    let area = election.elected().all(|one| one.area.is_some());
    let missing: Vec<Arg> = [
        (Matter::General.needs(ground.law(Matter::General)).is_none(), "missing.law"),
        (ground.roll.is_none(), "missing.roll-people"),
        (ground.roll.is_none(), "missing.roll-area"),
        (election.people.is_none(), "missing.voted-people"),
        (election.area.is_none(), "missing.voted-area"),
        (!area, "missing.area"),
    ]
    .into_iter()
    .filter(|(missing, _)| *missing)
    .map(|(_, key)| Arg::Word(key.to_owned()))
    .collect();
    if missing.is_empty() {
        return String::new();
    }
    desk.words.say("say.unverified", &[("missing", Arg::List(missing))])
}

fn table(desk: &Desk<'_>, election: &Election) -> Table {
    let mut candidates: Vec<&Candidate> = election.candidates.iter().collect();
    candidates.sort_by_key(|one| std::cmp::Reverse((one.people, one.area)));
    let with_area = candidates.iter().any(|one| one.area.is_some());
    let row = |one: &&Candidate| {
        let mut cells = vec![one.name.clone(), figure(desk, election, Measure::People, one.people)];
        if with_area {
            let area = one.area.map(|area| figure(desk, election, Measure::Area, area));
            cells.push(area.unwrap_or_default());
        }
        cells.push(if one.elected { desk.word("field.elected") } else { String::new() });
        cells
    };
    let rows = candidates.iter().map(row).collect();
    let column = |key: &str, set| Column { head: desk.word(key), set };
    let mut columns =
        vec![column("field.candidate", "date"), column("measure.by-people", "figure")];
    if with_area {
        columns.push(column("measure.by-area", "figure"));
    }
    columns.push(column("field.outcome", "date"));
    Table { caption: String::new(), columns, rows, foot: Vec::new() }
}

/// Votes, and what share they are of all that took part.
fn figure(desk: &Desk<'_>, election: &Election, by: Measure, votes: Decimal) -> String {
    let number = desk.format().measured(by, votes);
    let Some(share) = election.voted(by).and_then(|voted| per_mille(votes, voted)) else {
        return number;
    };
    let args = [("n", number.into()), ("share", desk.format().share(share).into())];
    desk.words.say("say.votes-share", &args)
}
