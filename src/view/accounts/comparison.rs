//! What a period came to by category, beside the period before and the same one of the year before.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::books::Heading;
use crate::model::calendar::{Day, Period};
use crate::model::ledger::{Flow, Fund, Turnover};
use crate::model::money::Money;
use crate::view::Desk;
use crate::view::chart::share;
use crate::view::parts::Amount;

/// A period beside earlier ones.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// How much more or less came in and went out than in each of the earlier periods; of a period
    /// that is not over, that it is not.
    pub sentences: Vec<String>,
    /// The heads of its columns: this period, the one before, that of the year before. Those that
    /// do not lie within the books are not there.
    pub columns: Vec<String>,
    /// A row a category: income, then spending, the largest first.
    pub rows: Vec<ComparisonRow>,
    /// Income and spending in all, and what was left.
    pub totals: Vec<ComparisonRow>,
}

/// A row of a comparison.
#[derive(Clone, Debug, Serialize)]
pub struct ComparisonRow {
    /// `收` or `支`; empty in the rows of totals.
    pub flow: String,
    /// The category, or what is summed up.
    pub category: String,
    /// How much, an amount a column.
    pub amounts: Vec<Amount>,
    /// Length of the bar of this period, in tenths of a percent of the longest; 0 in totals.
    pub bar: i64,
}

/// Income and spending by category.
pub(crate) type ByCategory = BTreeMap<(Flow, String), Money>;

/// A period that others are held against: its name as a column, itself, and what it came to.
struct Column<'a> {
    head: String,
    period: Period,
    turnover: Turnover,
    sums: Cow<'a, ByCategory>,
}

/// Compares a period with earlier ones; `None` where nothing came in or went out in any of them.
#[must_use]
pub(super) fn comparison(desk: &Desk<'_>, fund: &Fund, period: Period) -> Option<Comparison> {
    let mut columns = vec![column(desk, fund, "say.this-period", period)];
    let mut earlier = vec![("say.period-before", period.previous())];
    if period.year_before() != period.previous() {
        earlier.push(("say.year-before", period.year_before()));
    }
    // A period that began before the fund did is not all in the books, and one in which no entry
    // had been made yet says nothing.
    let books = &desk.board.ledger;
    earlier.retain(|(_, period)| {
        fund.opened <= period.days().0 && books.has_statement(&fund.id, *period)
    });
    columns.extend(earlier.into_iter().map(|(head, period)| column(desk, fund, head, period)));
    let rows = rows(desk, &columns);
    if rows.is_empty() {
        return None;
    }
    let over = period.days().1 <= desk.board.as_of;
    let sentences = match (columns.as_slice(), over) {
        ([_], _) => Vec::new(),
        (_, false) => vec![desk.word("say.not-over")],
        ([this, earlier @ ..], true) => {
            earlier.iter().map(|other| against(desk, this, other)).collect()
        }
        ([], _) => Vec::new(),
    };
    let total = |key: &str, of: fn(&Turnover) -> Money| ComparisonRow {
        flow: String::new(),
        category: desk.word(key),
        amounts: columns.iter().map(|one| desk.format().amount(of(&one.turnover))).collect(),
        bar: 0,
    };
    Some(Comparison {
        sentences,
        rows,
        totals: vec![
            total("say.income-total", |turnover| turnover.income),
            total("say.spending-total", |turnover| turnover.spending),
            total("say.closing", |turnover| turnover.closing),
        ],
        columns: columns.into_iter().map(|column| column.head).collect(),
    })
}

fn column<'a>(desk: &Desk<'a>, fund: &Fund, head: &str, period: Period) -> Column<'a> {
    let days = period.days();
    let add = || by_category(desk, fund, days);
    let sums = match desk.plan.said.turned.get(&(fund.id.clone(), period)) {
        Some(known) => Cow::Borrowed(known.get_or_init(add)),
        None => Cow::Owned(add()),
    };
    let turnover = desk.board.ledger.turnover(&fund.id, days.0, days.1);
    Column { head: desk.word(head), period, turnover, sums }
}

fn by_category(desk: &Desk<'_>, fund: &Fund, days: (Day, Day)) -> ByCategory {
    let mut sums = ByCategory::new();
    for ((flow, heading), sum) in desk.board.by_heading(&fund.id, days) {
        let category = match heading {
            Heading::Category(category) => category.to_owned(),
            Heading::Fee(fee) => desk.link_id(fee).text,
            Heading::None => desk.word("say.no-category"),
        };
        // A fee may be called what a category is called.
        *sums.entry((flow, category)).or_default() += sum;
    }
    sums
}

fn rows(desk: &Desk<'_>, columns: &[Column<'_>]) -> Vec<ComparisonRow> {
    let mut all: BTreeMap<&(Flow, String), Vec<Money>> = BTreeMap::new();
    for (place, column) in columns.iter().enumerate() {
        for (key, sum) in &*column.sums {
            all.entry(key).or_insert_with(|| vec![Money::ZERO; columns.len()])[place] = *sum;
        }
    }
    let mut rows: Vec<(&(Flow, String), Vec<Money>)> = all.into_iter().collect();
    let sizes = |sums: &[Money]| sums.iter().map(|sum| sum.abs()).collect::<Vec<_>>();
    rows.sort_by(|((a, _), x), ((b, _), y)| a.cmp(b).then_with(|| sizes(y).cmp(&sizes(x))));
    let longest = rows.iter().filter_map(|(_, sums)| sums.first()).map(|sum| sum.abs()).max();
    let row = |((flow, category), sums): (&(Flow, String), Vec<Money>)| ComparisonRow {
        flow: desk.word(if *flow == Flow::In { "flow.in" } else { "flow.out" }),
        category: category.clone(),
        bar: share(sums.first().copied().unwrap_or_default(), longest.unwrap_or_default()),
        amounts: sums.into_iter().map(|sum| desk.format().amount(sum)).collect(),
    };
    rows.into_iter().map(row).collect()
}

/// How much more or less came in and went out than in another period.
fn against(desk: &Desk<'_>, this: &Column<'_>, other: &Column<'_>) -> String {
    let difference = |this: Money, other: Money| {
        let off = this - other;
        let key = match (off == Money::ZERO, off.is_negative()) {
            (true, _) => "say.as-much",
            (false, true) => "say.less",
            (false, false) => "say.more",
        };
        desk.words.say(key, &[("money", desk.format().money(off.abs()).into())])
    };
    let args = [
        ("column", other.head.as_str().into()),
        ("period", desk.format().period(other.period).into()),
        ("income", difference(this.turnover.income, other.turnover.income).into()),
        ("spending", difference(this.turnover.spending, other.turnover.spending).into()),
    ];
    desk.words.say("say.compared", &args)
}
