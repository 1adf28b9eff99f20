//! 项目: what a project is, who pays for it, what was spent, how far it has come; and of an
//! allotment, what is paid from it.

mod allotment;
mod way;

use serde::Serialize;

pub use allotment::AllotmentBlock;

use super::Desk;
use super::facts::text;
use super::notice::{Column, Table};
use super::parts::{Card, Fact, FollowUpLine, Link, Row};
use super::plan::{Facet, ListKey};
use super::votes::{step_state, why_overdue};
use crate::diagnostic::Code;
use crate::model::id::Kind;
use crate::model::money::Money;
use crate::model::project::{Added, Contract, Funding, Milestone, Project, ProjectStand};
use crate::model::record::{Body, Record};
use crate::model::stated::Stated;
use crate::words::Arg;

/// How many projects that are being worked at the home page shows.
const SHOWN: usize = 5;

/// What the page of a project has more than others.
#[derive(Clone, Debug, Serialize)]
pub struct ProjectBlock {
    /// Budget, contracts, what was spent and what is left.
    pub money: Vec<Fact>,
    /// What these figures leave out, a sentence each.
    pub notes: Vec<String>,
    /// Who pays how much, and contracts.
    pub tables: Vec<Table>,
    /// How many steps are done, in a sentence; empty where there are none.
    pub progress: String,
    /// The steps.
    pub steps: Vec<FollowUpLine>,
    /// What happened, by day: from the proposal to the acceptance.
    pub way: Vec<Card>,
    /// Of an allotment: what is paid from it; absent for other projects.
    pub allotment: Option<AllotmentBlock>,
}

/// The block of a project; `None` for other kinds.
#[must_use]
pub(crate) fn block(desk: &Desk<'_>, record: &Record) -> Option<ProjectBlock> {
    let Body::Project(project) = &record.body else { return None };
    Some(ProjectBlock {
        money: money(desk, record, project),
        notes: notes(desk, record, project),
        tables: tables(desk, project),
        progress: progress(desk, project),
        steps: steps(desk, record, project),
        way: way::way(desk, record, project),
        allotment: allotment::block(desk, record, project),
    })
}

/// What a project is, where and for whom; its money is told apart.
#[must_use]
pub(crate) fn facts(desk: &Desk<'_>, project: &Project) -> Vec<Fact> {
    let date = |day| desk.format().date(day).text;
    let mut facts = Vec::new();
    let mut say = |field: &str, value: Option<String>| {
        let label = desk.word(&format!("field.{field}"));
        facts.extend(value.map(|value| text(label, value)));
    };
    let on_by = |day, by: Option<&String>| match by {
        Some(by) => {
            let args = [("date", date(day).into()), ("by", by.as_str().into())];
            desk.words.say("say.project-by", &args)
        }
        None => date(day),
    };
    say("proposed", project.proposed.as_ref().map(|one| on_by(one.on, one.by.as_ref())));
    say("place", project.place.clone());
    say("serves", project.serves.clone());
    say("started", project.started.map(date));
    say("finished", project.finished.map(date));
    let accepted = project.accepted.as_ref();
    say("accepted", accepted.map(|one| on_by(one.on, one.by.as_ref())));
    let refused = accepted.is_some_and(|one| !one.passed);
    say("passed", refused.then(|| desk.word("state.no")));
    say("accepted-opinion", project.accepted.as_ref().and_then(|one| one.opinion.clone()));
    say(
        "stopped",
        project.stopped.as_ref().map(|one| {
            let args = [("date", date(one.on).into()), ("why", one.why.as_str().into())];
            desk.words.say("say.project-stopped", &args)
        }),
    );
    let adopted: Vec<Link> = project.adopted_by.iter().map(|id| desk.link_id(id)).collect();
    if !adopted.is_empty() {
        let label = desk.word("field.adopted_by");
        facts.push(Fact { label, values: adopted, set: "text" });
    }
    let mut funds: Vec<Link> = Vec::new();
    for fund in project.funding.iter().filter_map(|one| one.fund.as_ref()) {
        let key = desk.plan.part(Kind::Project, &Facet::Fund(fund.clone()));
        let href = key.map(|key| desk.href(&key.address(1))).unwrap_or_default();
        let link = Link { text: desk.pot_name(&fund.0), href };
        if !funds.contains(&link) {
            funds.push(link);
        }
    }
    if !funds.is_empty() {
        facts.push(Fact { label: desk.word("field.fund"), values: funds, set: "text" });
    }
    facts
}

/// How it stands, in one sentence a matter: money first, then the steps.
#[must_use]
pub(crate) fn sentence(desk: &Desk<'_>, record: &Record, project: &Project) -> String {
    let mut said = allotment::sentences(desk, record, project);
    let spent = desk.board.spent_for(&record.head.id);
    let budget = project.budget.as_ref().map(|budget| amount(desk, budget));
    let spent = (spent.exact > 0).then(|| desk.format().money(spent.sum));
    let key = match (&budget, &spent) {
        (Some(_), Some(_)) => Some("say.project-budget-spent"),
        (Some(_), None) => Some("say.project-budget"),
        (None, Some(_)) => Some("say.project-spent"),
        (None, None) => None,
    };
    let args = [
        ("budget", Arg::from(budget.unwrap_or_default())),
        ("spent", Arg::from(spent.unwrap_or_default())),
    ];
    said.extend(key.map(|key| desk.words.say(key, &args)));
    said.extend(Some(progress(desk, project)).filter(|said| !said.is_empty()));
    said.join(desk.words.get("list.sentence"))
}

/// Budget, contracts, what came in, was spent and is left.
#[must_use]
pub(crate) fn money(desk: &Desk<'_>, record: &Record, project: &Project) -> Vec<Fact> {
    let id = &record.head.id;
    let sum = |money: Money| desk.format().money(money);
    let mut facts: Vec<Fact> = Vec::new();
    let mut say = |key: &str, value: Option<String>| {
        let fact = value.map(|value| Fact { set: "money", ..text(desk.word(key), value) });
        facts.extend(fact);
    };
    let added = |added: Added| (added.exact > 0).then(|| sum(added.sum));
    say("say.project.funded", added(project.funded()).filter(|_| project.funding.len() > 1));
    say("field.budget", project.budget.as_ref().map(|budget| amount(desk, budget)));
    say("say.project.contracted", added(project.contracted()));
    say("say.project.received", added(desk.board.income_for(id)));
    let spent = desk.board.spent_for(id);
    // Of what only others pay, the books have nothing to tell.
    let ours = spent.exact > 0 || !project.paid_elsewhere();
    let spending = project.allots.is_none() && ours;
    say("say.project.spent", spending.then(|| sum(spent.sum)));
    if let Some(budget) = project.exact_budget().filter(|_| spending) {
        let left = budget - spent.sum;
        let key = if left.is_negative() { "say.project.beyond" } else { "say.project.left" };
        say(key, Some(sum(left.abs())));
    }
    say("field.settled", project.settled.as_ref().map(|settled| amount(desk, settled)));
    facts
}

/// What the figures leave out, and that others pay past the books.
#[must_use]
pub(crate) fn notes(desk: &Desk<'_>, record: &Record, project: &Project) -> Vec<String> {
    let mut notes = Vec::new();
    let mut count = |key: &str, n: usize| {
        if n > 0 {
            notes.push(desk.words.say(key, &[("n", n.into())]));
        }
    };
    let funded = project.funded();
    count("say.project.funded-without", if funded.exact > 0 { funded.left_out } else { 0 });
    let contracted = project.contracted();
    let without = if contracted.exact > 0 { contracted.left_out } else { 0 };
    count("say.project.contracted-without", without);
    count("say.project.spent-without", desk.board.spent_for(&record.head.id).left_out);
    if project.paid_elsewhere() {
        notes.push(desk.word("say.project.elsewhere"));
    }
    notes
}

/// Who pays how much, and with whom there are contracts.
#[must_use]
pub(crate) fn tables(desk: &Desk<'_>, project: &Project) -> Vec<Table> {
    let mut tables = Vec::new();
    let column = |key: &str, set| Column { head: desk.word(key), set };
    let told = |amount: Option<&Stated>| match amount {
        Some(stated) => desk.format().stated(stated).text,
        None => desk.word("state.not-told"),
    };
    if !project.funding.is_empty() {
        let surety = project.funding.iter().any(|one| one.guarantor.is_some());
        let mut columns = vec![
            column("say.project.payer", "text"),
            column("say.project.as", "text"),
            column("field.amount", "figure"),
        ];
        columns.extend(surety.then(|| column("field.guarantor", "text")));
        let row = |one: &Funding| {
            let kind = one.kind.map(|kind| desk.word(&format!("value.{}", kind.name())));
            let mut cells =
                vec![payer(desk, one), kind.unwrap_or_default(), told(one.amount.as_ref())];
            cells.extend(surety.then(|| one.guarantor.clone().unwrap_or_default()));
            cells
        };
        tables.push(Table {
            caption: with_unit(desk, "field.funding"),
            columns,
            rows: project.funding.iter().map(row).collect(),
            ..Table::default()
        });
    }
    if !project.contracts.is_empty() {
        let date = |day| desk.format().date(day).text;
        let numbered = project.contracts.iter().any(|one| one.number.is_some());
        let row = |one: &Contract| {
            let day = one.on.map(date).unwrap_or_default();
            let mut cells = vec![one.with.clone(), day, told(one.amount.as_ref())];
            cells.extend(numbered.then(|| one.number.clone().unwrap_or_default()));
            cells
        };
        let mut columns = vec![
            column("field.with", "text"),
            column("field.on", "date"),
            column("field.amount", "figure"),
        ];
        columns.extend(numbered.then(|| column("field.number", "text")));
        tables.push(Table {
            caption: with_unit(desk, "field.contract"),
            columns,
            rows: project.contracts.iter().map(row).collect(),
            ..Table::default()
        });
    }
    tables
}

fn with_unit(desk: &Desk<'_>, key: &str) -> String {
    let args = [("table", desk.word(key).into()), ("unit", desk.format().unit().into())];
    desk.words.say("say.table-unit", &args)
}

/// Who gives a part of the money: by name, the fund, or the allotment.
fn payer(desk: &Desk<'_>, one: &Funding) -> String {
    let fund = one.fund.as_ref().map(|fund| desk.pot_name(&fund.0));
    let allotment = one.allotment.as_ref().map(|id| desk.link_id(id).text);
    let named = [one.from.clone(), fund, allotment, one.note.clone()];
    named.into_iter().flatten().collect::<Vec<_>>().join(desk.words.get("list.clause"))
}

/// How many steps are done; empty where there are none.
fn progress(desk: &Desk<'_>, project: &Project) -> String {
    match project.milestones.len() {
        0 => String::new(),
        of => {
            let args = [("n", project.steps_done().into()), ("of", of.into())];
            desk.words.say("say.project-steps", &args)
        }
    }
}

/// The steps, each with its day and whether it is done.
#[must_use]
pub(crate) fn steps(desk: &Desk<'_>, record: &Record, project: &Project) -> Vec<FollowUpLine> {
    let date = |day| desk.format().date(day).text;
    let line = |step: &Milestone| {
        let overdue = step.overdue_on(desk.board.as_of).filter(|_| !project.is_over());
        let who = step.by.map(|day| desk.words.say("say.by-day", &[("date", date(day).into())]));
        FollowUpLine {
            what: step.what.clone(),
            who: who.unwrap_or_default(),
            state: step_state(desk, step.done, overdue),
            why: why_overdue(&record.head, Code::MilestoneOverdue, overdue),
        }
    };
    project.milestones.iter().map(line).collect()
}

/// An amount with its unit; as it was typed where it is known only roughly.
fn amount(desk: &Desk<'_>, stated: &Stated) -> String {
    match stated {
        Stated::Exact(money) => desk.format().money(*money),
        Stated::Rough(rough) => rough.said.clone(),
    }
}

/// The projects that are being worked at, the latest first.
#[must_use]
pub(crate) fn under_way(desk: &Desk<'_>) -> Vec<Row> {
    let mut going: Vec<&Record> = desk
        .board
        .projects()
        .filter(|(_, project)| {
            let stand = desk.board.project_stand(project);
            matches!(stand, Some(ProjectStand::Late | ProjectStand::UnderWay))
        })
        .map(|(record, _)| record)
        .collect();
    going.reverse();
    going.into_iter().take(SHOWN).map(|record| desk.row(record)).collect()
}

/// To the list of all projects.
#[must_use]
pub(crate) fn all(desk: &Desk<'_>) -> Option<Link> {
    (!desk.board.of(Kind::Project).is_empty()).then(|| Link {
        text: desk.word("page.all-projects"),
        href: desk.href(&ListKey::Kind(Kind::Project).address(1)),
    })
}
