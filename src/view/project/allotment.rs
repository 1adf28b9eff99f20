//! An allotment: how much there is, how much of it goes to which projects, and what is left.

use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive as _;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

use crate::model::id::Kind;
use crate::model::money::Money;
use crate::model::project::{Added, Allotment, Project};
use crate::model::record::Record;
use crate::model::stated::Stated;
use crate::view::Desk;
use crate::view::facts::text;
use crate::view::notice::{Column, Table};
use crate::view::parts::{Fact, Link, Row};
use crate::view::plan::ListKey;
use crate::view::standing::of_project;
use crate::words::Arg;

/// How many projects the page of an allotment shows; the list of all has the others.
const SHOWN: usize = 50;

/// What is paid from an allotment.
#[derive(Clone, Debug, Serialize)]
pub struct AllotmentBlock {
    /// How much there is, how that came about, what goes to projects and what is left.
    pub facts: Vec<Fact>,
    /// Its projects by how far they have come; absent where none is recorded.
    pub states: Option<Table>,
    /// The unit of the rows' amounts.
    pub unit: String,
    /// Its projects, each with what it gets.
    pub rows: Vec<Row>,
    /// That there are more of them than are shown, in a sentence; may be empty.
    pub more: String,
    /// To the list of all projects.
    pub all: Option<Link>,
}

/// What the projects of an allotment come to.
struct Sums {
    /// How many are recorded.
    recorded: usize,
    /// What goes to them.
    committed: Added,
    /// What was spent on them, and of how many that is told.
    spent: Added,
}

fn sums(desk: &Desk<'_>, parts: &[(&Record, &Project, Added)]) -> Sums {
    let mut sums =
        Sums { recorded: parts.len(), committed: Added::default(), spent: Added::default() };
    for (record, project, part) in parts {
        sums.committed.sum += part.sum;
        sums.committed.exact += part.exact;
        sums.committed.left_out += part.left_out;
        if let Some(cost) = cost(desk, record, project) {
            sums.spent.sum += cost;
            sums.spent.exact += 1;
        }
    }
    sums
}

/// What a project cost so far: by its payments, else as it was settled.
fn cost(desk: &Desk<'_>, record: &Record, project: &Project) -> Option<Money> {
    let spent = desk.board.spent_for(&record.head.id);
    if spent.exact > 0 {
        return Some(spent.sum);
    }
    project.settled.as_ref().and_then(Stated::exact)
}

/// The block of an allotment; `None` of a project that is none.
#[must_use]
pub(super) fn block(desk: &Desk<'_>, record: &Record, project: &Project) -> Option<AllotmentBlock> {
    let allots = project.allots.as_ref()?;
    let parts = desk.board.parts_of(&record.head.id);
    let rows: Vec<Row> = parts
        .iter()
        .take(SHOWN)
        .map(|(record, _, part)| Row {
            amount: (part.exact > 0).then(|| desk.format().amount(part.sum)),
            flow: String::new(),
            ..desk.row(record)
        })
        .collect();
    let args = [("shown", rows.len().into()), ("n", parts.len().into())];
    let more = parts.len() > rows.len();
    Some(AllotmentBlock {
        facts: facts(desk, allots, &parts),
        states: states(desk, &parts),
        unit: if rows.iter().any(|row| row.amount.is_some()) {
            desk.format().unit()
        } else {
            String::new()
        },
        more: if more { desk.words.say("say.allotment-more", &args) } else { String::new() },
        all: more.then(|| Link {
            text: desk.word("page.all-projects"),
            href: desk.href(&ListKey::Kind(Kind::Project).address(1)),
        }),
        rows,
    })
}

fn facts(desk: &Desk<'_>, allots: &Allotment, parts: &[(&Record, &Project, Added)]) -> Vec<Fact> {
    let format = desk.format();
    let sums = sums(desk, parts);
    let mut facts: Vec<Fact> = Vec::new();
    let mut say = |key: &str, value: Option<String>, set| {
        let fact = value.map(|value| Fact { set, ..text(desk.word(key), value) });
        facts.extend(fact);
    };
    say("say.allotment.amount", allots.amount.map(|sum| format.money(sum)), "money");
    say("say.allotment.shares", shares(desk, allots), "text");
    if sums.recorded > 0 && sums.committed.exact > 0 {
        say("say.allotment.committed", Some(format.money(sums.committed.sum)), "money");
        let left = allots.whole().filter(|_| sums.committed.left_out == 0);
        let left = left.map(|amount| amount - sums.committed.sum);
        say("say.allotment.left", left.map(|left| format.money(left)), "money");
        let without = (sums.committed.left_out > 0).then(|| {
            desk.words.say("say.allotment-without", &[("n", sums.committed.left_out.into())])
        });
        say("say.allotment.without", without, "text");
    }
    if sums.spent.exact > 0 {
        let args = [("sum", format.money(sums.spent.sum).into()), ("n", sums.spent.exact.into())];
        say("say.allotment.spent", Some(desk.words.say("say.allotment-spent", &args)), "money");
    }
    say("say.allotment.projects", counted(desk, allots, sums.recorded), "text");
    let mean = match (allots.projects, allots.whole()) {
        (Some(n), Some(amount)) => mean(amount, n),
        _ => None,
    };
    say("say.allotment.mean", mean.map(|mean| format.money(mean)), "money");
    say("say.allotment.stated", stated(desk, allots), "text");
    facts
}

/// `107个社区，每个200,000.00元，合计21,400,000.00元`.
fn shares(desk: &Desk<'_>, allots: &Allotment) -> Option<String> {
    let (each, n) = (allots.each?, allots.shares?);
    let sum = allots.product()?;
    let of = allots.share_of.clone().unwrap_or_else(|| desk.word("say.allotment.share"));
    let money = |sum| Arg::from(desk.format().money(sum));
    let args = [("n", n.into()), ("of", of.into()), ("each", money(each)), ("sum", money(sum))];
    Some(desk.words.say("say.allotment-shares", &args))
}

/// How many projects there are, and how many of them are recorded here.
fn counted(desk: &Desk<'_>, allots: &Allotment, recorded: usize) -> Option<String> {
    let whole = i64::try_from(recorded).ok();
    let key = match (allots.projects, recorded) {
        (None, 0) => return None,
        (None, _) => "say.allotment-recorded",
        (Some(n), _) if Some(n) == whole => "say.allotment-all-recorded",
        (Some(_), 0) => "say.allotment-none-recorded",
        (Some(_), _) => "say.allotment-some-recorded",
    };
    let args = [("n", recorded.into()), ("of", allots.projects.unwrap_or(0).into())];
    Some(desk.words.say(key, &args))
}

/// How many were begun and finished, of a board that only states it.
fn stated(desk: &Desk<'_>, allots: &Allotment) -> Option<String> {
    let key = match (allots.begun, allots.finished) {
        (Some(_), Some(_)) => "say.allotment-begun-finished",
        (Some(_), None) => "say.allotment-begun",
        (None, Some(_)) => "say.allotment-finished",
        (None, None) => return None,
    };
    let day = allots.as_of.map(|day| desk.format().date(day).text);
    let day = day.map(|day| desk.words.say("say.allotment-as-of", &[("date", day.into())]));
    let args = [
        ("begun", allots.begun.unwrap_or(0).into()),
        ("finished", allots.finished.unwrap_or(0).into()),
    ];
    Some(format!("{}{}", day.unwrap_or_default(), desk.words.say(key, &args)))
}

/// What a project gets on average, rounded half up to the minor unit.
fn mean(amount: Money, n: i64) -> Option<Money> {
    let mean = Decimal::from(amount.minor()).checked_div(Decimal::from(n))?;
    let mean = mean.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    Money::from_minor(mean.to_i64()?)
}

/// The projects by how far they have come, with what goes to each group.
fn states(desk: &Desk<'_>, parts: &[(&Record, &Project, Added)]) -> Option<Table> {
    let mut groups: BTreeMap<_, (usize, Money)> = BTreeMap::new();
    for (_, project, part) in parts {
        let stand = desk.board.project_stand(project);
        let group = groups.entry(stand).or_default();
        group.0 += 1;
        group.1 += part.sum;
    }
    let column = |key: &str, set| Column { head: desk.word(key), set };
    let money = parts.iter().any(|(.., part)| part.exact > 0);
    let cells = |name: String, n: usize, sum: Money| {
        let mut cells = vec![name, n.to_string()];
        cells.extend(money.then(|| desk.format().amount(sum).text));
        cells
    };
    let mut columns =
        vec![column("say.allotment.state", "text"), column("say.allotment.count", "figure")];
    columns.extend(money.then(|| column("field.amount", "figure")));
    let total: Money = parts.iter().map(|(.., part)| part.sum).sum();
    let rows = groups.iter().map(|(stand, (n, sum))| {
        let key = stand.map_or("state.proposed", |stand| of_project(stand).key());
        cells(desk.word(key), *n, *sum)
    });
    (!parts.is_empty()).then(|| {
        let table = Table {
            caption: super::with_unit(desk, "say.allotment.by-state"),
            columns,
            rows: rows.collect(),
            foot: cells(desk.word("say.sum"), parts.len(), total),
            ..Table::default()
        };
        table.carrying([1, 2])
    })
}

/// What there is and what goes to projects, in sentences; none of a project that is no allotment.
#[must_use]
pub(super) fn sentences(desk: &Desk<'_>, record: &Record, project: &Project) -> Vec<String> {
    let Some(allots) = &project.allots else { return Vec::new() };
    let parts = desk.board.parts_of(&record.head.id);
    let sums = sums(desk, &parts);
    let money = |sum| Arg::from(desk.format().money(sum));
    let said = match allots.whole() {
        Some(amount) if sums.committed.exact > 0 => {
            let without = sums.committed.left_out;
            let args = [
                ("amount", money(amount)),
                ("n", sums.recorded.into()),
                ("committed", money(sums.committed.sum)),
                ("left", money(amount - sums.committed.sum)),
                ("without", without.into()),
            ];
            let key = if without == 0 { "say.allotment-sum" } else { "say.allotment-sum-less" };
            Some(desk.words.say(key, &args))
        }
        Some(amount) => Some(desk.words.say("say.allotment-only", &[("amount", money(amount))])),
        None => None,
    };
    let stated =
        stated(desk, allots).map(|said| format!("{said}{}", desk.words.get("list.full-stop")));
    said.into_iter().chain(stated).collect()
}
