//! Elections as bars and a table of candidates, with who was elected.

use rust_decimal::Decimal;
use serde::Serialize;

use super::Desk;
use super::notice::{Column, Table};
use super::parts::{Share, State, TestLine};
use super::votes::{counted, test_line};
use crate::model::election::{Candidate, Election};
use crate::model::law::{Law, Matter};
use crate::model::meeting::Decision;
use crate::model::quantity::per_mille;
use crate::model::vote::{Ground, Measure, Test};
use crate::words::Arg;

/// An election with its candidates.
#[derive(Clone, Debug, Serialize)]
pub struct ElectionBlock {
    /// What was elected, and how many seats.
    pub title: String,
    /// The rule that it needs, with its article; may be empty.
    pub rule: String,
    /// The votes of each candidate as bars, most votes first; without those whose share of all who
    /// took part is not known.
    pub bars: Vec<CandidateBars>,
    /// What the tick on the bars stands for: `过半数`; may be empty.
    pub threshold: String,
    /// The candidates with their votes, most votes first; without a caption.
    pub table: Table,
    /// Whether enough took part.
    pub tests: Vec<TestLine>,
    /// Equal votes for the last seat, and seats that nobody has, in sentences.
    pub notes: Vec<String>,
    /// What cannot be verified, in one sentence; may be empty.
    pub unverified: String,
}

/// A candidate with bars.
#[derive(Clone, Debug, Serialize)]
pub struct CandidateBars {
    /// The name as written.
    pub name: String,
    /// That the candidate was elected; absent otherwise.
    pub state: Option<State>,
    /// By people, then by floor area.
    pub bars: Vec<CandidateBar>,
}

/// The votes for a candidate, counted one way.
#[derive(Clone, Debug, Serialize)]
pub struct CandidateBar {
    /// By what.
    pub label: String,
    /// The same in one sentence, for those who cannot see it.
    pub sentence: String,
    /// The votes, and their share of all who took part.
    pub votes: Share,
    /// All who took part and did not vote for the candidate, in tenths of a percent.
    pub rest: i64,
    /// Where the threshold lies, in tenths of a percent.
    pub tick: Option<i64>,
}

/// The elections of a meeting.
#[must_use]
pub(crate) fn blocks(desk: &Desk<'_>, decision: &Decision) -> Vec<ElectionBlock> {
    decision.elections.iter().map(|election| block(desk, decision, election)).collect()
}

fn block(desk: &Desk<'_>, decision: &Decision, election: &Election) -> ElectionBlock {
    let ground = decision.ground(&desk.board.profile);
    let matter = decision.assembly.elects_by();
    let args = [("body", body(desk, election).into()), ("seats", election.seats.into())];
    let tests = matter.map_or_else(Vec::new, |matter| election.quorum(matter, &ground));
    let bars = by_votes(election).into_iter().filter_map(|one| {
        let bars = [Measure::People, Measure::Area].map(|by| {
            let test = matter.and_then(|matter| election.majority(matter, &ground, one, by));
            bar(desk, election, one, by, test.as_ref())
        });
        let bars: Vec<CandidateBar> = bars.into_iter().flatten().collect();
        let state = State { word: desk.word("field.elected"), tone: "good" };
        let state = one.elected.then_some(state);
        (!bars.is_empty()).then(|| CandidateBars { name: one.name.clone(), state, bars })
    });
    let bars: Vec<CandidateBars> = bars.collect();
    let ticked = bars.iter().flat_map(|one| &one.bars).any(|bar| bar.tick.is_some());
    let needs = matter.and_then(|matter| matter.needs(ground.law(matter))).filter(|_| ticked);
    let threshold = needs.map(|needs| desk.word(&format!("threshold.{}", needs.majority.name())));
    ElectionBlock {
        title: desk.words.say("say.election", &args),
        rule: matter.map_or_else(String::new, |matter| rule(desk, matter, &ground)),
        bars,
        threshold: threshold.unwrap_or_default(),
        table: table(desk, election),
        tests: tests.iter().map(|test| test_line(desk, test)).collect(),
        notes: notes(desk, election),
        unverified: matter
            .map_or_else(String::new, |matter| unverified(desk, election, matter, &ground)),
    }
}

/// What was elected: a body by its name, however it is named in the election.
fn body(desk: &Desk<'_>, election: &Election) -> String {
    let key = desk.board.body_named(&election.body);
    let terms = key.map(|key| desk.board.body(key));
    let name = terms.and_then(|terms| terms.last()?.0.head.title.clone());
    name.unwrap_or_else(|| election.body.clone())
}

/// The words of the rule of an election, which may have an article of its own.
fn rule(desk: &Desk<'_>, matter: Matter, ground: &Ground<'_>) -> String {
    let own = format!("rule.election-{}{}", matter.name(), ground.law(matter).suffix());
    if desk.words.has(&own) { desk.word(&own) } else { desk.rule(matter, ground) }
}

/// The candidates, most votes first.
fn by_votes(election: &Election) -> Vec<&Candidate> {
    let mut candidates: Vec<&Candidate> = election.candidates.iter().collect();
    candidates.sort_by_key(|one| std::cmp::Reverse((one.people, one.area)));
    candidates
}

fn bar(
    desk: &Desk<'_>,
    election: &Election,
    one: &Candidate,
    by: Measure,
    test: Option<&Test>,
) -> Option<CandidateBar> {
    let (votes, voted) = (one.votes(by)?, election.voted(by)?);
    let part = per_mille(votes, voted).filter(|part| *part <= 1000)?;
    let share = desk.format().share(part);
    let args = [("n", counted(desk, by, votes).into()), ("share", share.as_str().into())];
    let text = desk.words.say("say.votes-share", &args);
    let label = desk.word(&format!("measure.by-{}", by.name()));
    let of = [
        ("by", label.as_str().into()),
        ("n", counted(desk, by, votes).into()),
        ("of", counted(desk, by, voted).into()),
        ("share", share.into()),
    ];
    // A threshold of all that may vote lies elsewhere than on a bar of all who did.
    let test = test.filter(|test| test.of == voted);
    Some(CandidateBar {
        sentence: desk.words.say("say.votes-of", &of),
        label,
        votes: Share { text, per_mille: part },
        rest: 1000 - part,
        tick: test.and_then(|test| test.what.per_mille()),
    })
}

/// What the votes leave open: who of those with equal votes has the last seat, and empty seats.
fn notes(desk: &Desk<'_>, election: &Election) -> Vec<String> {
    let mut notes = Vec::new();
    let tied = election.tied();
    if !tied.is_empty() {
        let key = match (&election.tie_broken_by, tied.iter().any(|one| one.elected)) {
            (Some(_), _) => "say.tied-broken",
            (None, true) => "say.tied-unsaid",
            (None, false) => "say.tied-open",
        };
        let names = tied.iter().map(|one| one.name.as_str().into()).collect();
        let how = election.tie_broken_by.clone().unwrap_or_default();
        notes.push(desk.words.say(key, &[("names", Arg::List(names)), ("how", how.into())]));
    }
    let elected = i64::try_from(election.elected().count()).unwrap_or(i64::MAX);
    if elected < election.seats {
        let args = [
            ("seats", election.seats.into()),
            ("n", elected.into()),
            ("left", (election.seats - elected).into()),
        ];
        notes.push(desk.words.say("say.seats-left", &args));
    }
    notes
}

/// What an election leaves out that its rule asks for.
fn unverified(desk: &Desk<'_>, election: &Election, matter: Matter, ground: &Ground<'_>) -> String {
    let (law, owners) = (ground.law(matter), matter.is_of_owners());
    let needs = matter.needs(law);
    let unknown = |by| election.electorate(matter, ground, by).is_none();
    let area = election.elected().all(|one| one.area.is_some());
    let all = if owners { "missing.roll-people" } else { "missing.called" };
    let missing: Vec<Arg> = [
        (needs.is_none(), "missing.law"),
        (law == Law::Revised, "missing.law-revised"),
        (unknown(Measure::People), all),
        (owners && unknown(Measure::Area), "missing.roll-area"),
        (election.people.is_none(), "missing.voted-people"),
        (owners && election.area.is_none(), "missing.voted-area"),
        (owners && !area, "missing.area"),
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

impl Desk<'_> {
    /// How an election went, in one sentence.
    pub(super) fn elected(&self, decision: &Decision, election: &Election) -> String {
        let args = [
            ("date", self.format().date(decision.date).text.into()),
            ("assembly", Arg::Word(format!("value.{}", decision.assembly.name()))),
            ("body", body(self, election).into()),
            ("seats", election.seats.into()),
            ("n", election.elected().count().into()),
        ];
        self.words.say("say.elected", &args)
    }
}

fn table(desk: &Desk<'_>, election: &Election) -> Table {
    let candidates = by_votes(election);
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
    Table { columns, rows, ..Table::default() }
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
