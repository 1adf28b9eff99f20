//! Lists of records: by kind and its parts, by category, by month; and the lists of those lists.

use serde::Serialize;

use super::counted::{Counted, StatedTotals, counted, stated};
use super::export::Export;
use super::filter::{Filter, facet_name, filters};
use super::frame::Heading;
use super::parts::{Link, Pager, Row, Totals};
use super::people::{self, BodyLine};
use super::plan::{By, CASE_STATISTICS, ListKey};
use super::{Desk, Page};
use crate::model::calendar::Month;
use crate::model::id::Kind;
use crate::model::money::Money;
use crate::model::moved::{Given, Income};
use crate::model::record::{Body, Record};
use crate::model::stated::Stated;
use crate::words::Arg;

/// `list.html`
#[derive(Clone, Debug, Serialize)]
pub struct List {
    /// How many records there are, in words.
    pub count: String,
    /// What came in and went out on it, where the list says totals.
    pub totals: Option<Totals>,
    /// The unit of the column of amounts (`元`); empty where no row has an amount.
    pub unit: String,
    /// Whether any row has a category.
    pub categories: bool,
    /// Whether any row has a state.
    pub states: bool,
    /// Meetings or cases by year, on the first page of all of them; else absent.
    pub counted: Option<Counted>,
    /// Every body under the one it belongs to, on the first page of all of them.
    pub organisation: Vec<BodyLine>,
    /// Totals that the board only states, beside what its records come to; absent where there are
    /// none.
    pub stated: Option<StatedTotals>,
    /// To what all cases come to, on the first page of all of them.
    pub statistics: Option<Link>,
    /// Lists that hold a part of these records: by year, category, fund, state.
    pub filters: Vec<Filter>,
    /// The rows of this page.
    pub rows: Vec<Row>,
    /// The way to its other pages.
    pub pager: Option<Pager>,
    /// The same for other programs.
    pub downloads: Vec<Link>,
}

/// `terms.html`
#[derive(Clone, Debug, Serialize)]
pub struct Terms {
    /// The lists and how many records each has.
    pub terms: Vec<Term>,
}

/// One list.
#[derive(Clone, Debug, Serialize)]
pub struct Term {
    /// Its name, linked.
    pub link: Link,
    /// How many records, in words.
    pub count: String,
}

/// Builds one page of a list.
#[must_use]
pub fn build<'a>(desk: &Desk<'a>, key: &ListKey, number: usize) -> Option<(Page<'a>, Heading)> {
    let places = desk.plan.lists.get(key)?;
    let per_page = desk.plan.per_page(key.by()).unwrap_or(places.len().max(1)).max(1);
    let first = (number - 1) * per_page;
    let page = places.get(first..places.len().min(first + per_page))?;
    let records = || page.iter().map(|place| &*desk.board.records[*place]);
    let rows = records().map(|record| match (key, &record.body) {
        (ListKey::Month(month), Body::Charge(charge)) => {
            let paid = charge.paid_in(*month);
            let amount = (paid != Money::ZERO).then(|| desk.format().amount(paid));
            let days = charge.received.iter().map(|receipt| receipt.date);
            let last = days.filter(|day| day.to_month() == *month).max();
            let row = desk.row(record);
            let date = last.map(|day| desk.format().date(day)).or(row.date);
            Row { date, amount, ..row }
        }
        _ => desk.row(record),
    });
    let rows: Vec<Row> = rows.collect();
    let name = list_name(desk, key);
    let pages = desk.plan.pages_of(key.by(), places.len());
    let pager = (pages > 1).then(|| pager(desk, key, number, pages));
    let count = desk.words.say("say.count", &[("n", places.len().into())]);
    let title = match &pager {
        Some(pager) if number > 1 => {
            let args = [("title", name.into()), ("position", pager.position.as_str().into())];
            desk.words.say("format.title-page", &args)
        }
        _ => name,
    };
    let unit = rows.iter().any(|row| row.amount.is_some());
    let list = List {
        // The sums of a list are the sums of its rows; those of a month come from the books.
        totals: totals_on(desk, key, places),
        unit: if unit { desk.format().unit() } else { String::new() },
        categories: rows.iter().any(|row| !row.category.is_empty()),
        states: rows.iter().any(|row| row.state.is_some()),
        counted: match key {
            ListKey::Kind(kind) if number == 1 => counted(desk, *kind),
            _ => None,
        },
        organisation: match key {
            ListKey::Kind(Kind::People) if number == 1 => people::organisation(desk),
            _ => Vec::new(),
        },
        stated: match key {
            ListKey::Kind(kind) if number == 1 => stated(desk, |of| of == Some(*kind)),
            _ => None,
        },
        statistics: match key {
            ListKey::Kind(Kind::Case) if number == 1 => Some(Link {
                text: desk.word("page.case-statistics"),
                href: desk.href(CASE_STATISTICS),
            }),
            _ => None,
        },
        filters: filters(desk, key),
        count: count.clone(),
        rows,
        pager,
        downloads: match key {
            ListKey::Kind(Kind::People) => {
                desk.downloads(&[Export::Records(Kind::People), Export::Popolo])
            }
            ListKey::Kind(kind) | ListKey::Within(kind, _) => {
                let registers = desk.board.register_types().map(Export::Rows);
                let of_types = registers.filter(|_| *kind == Kind::Register);
                let all: Vec<Export> = of_types.chain([Export::Records(*kind)]).collect();
                desk.downloads(&all)
            }
            ListKey::Category(_) | ListKey::Month(_) => Vec::new(),
        },
    };
    let description = desk.words.say(
        "format.description",
        &[
            ("name", desk.board.profile.name.as_str().into()),
            ("title", title.as_str().into()),
            ("count", count.into()),
        ],
    );
    let above =
        |word: &str, address: &str| Link { text: desk.word(word), href: desk.href(address) };
    let trail = match key {
        ListKey::Kind(_) => Vec::new(),
        ListKey::Category(_) => vec![above("page.categories", "categories.html")],
        ListKey::Month(_) => vec![above("page.months", "months.html")],
        ListKey::Within(kind, _) => vec![of_kind(desk, *kind)],
    };
    Some((Page::List(Box::new(list)), Heading { title, description, trail }))
}

/// The list of a kind.
#[must_use]
pub fn of_kind(desk: &Desk<'_>, kind: Kind) -> Link {
    let text = desk.word(&format!("kind.{}", kind.name()));
    Link { text, href: desk.href(&ListKey::Kind(kind).address(1)) }
}

fn list_name(desk: &Desk<'_>, key: &ListKey) -> String {
    match key {
        ListKey::Kind(kind) => desk.word(&format!("kind.{}", kind.name())),
        ListKey::Category(category) => category.clone(),
        ListKey::Month(month) => desk.format().month(*month),
        ListKey::Within(kind, facet) => {
            let kind = Arg::Word(format!("kind.{}", kind.name()));
            let args = [("kind", kind), ("part", facet_name(desk, facet).into())];
            desk.words.say("format.list-part", &args)
        }
    }
}

/// What the records of a list come to.
#[derive(Clone, Copy, Debug)]
pub struct Sums {
    sides: &'static str,
    income: Money,
    spending: Money,
    left_out: usize,
    in_kind: usize,
}

/// What came in and went out; `None` where no record is about either.
fn sums<'r>(records: impl Iterator<Item = &'r Record>) -> Option<Sums> {
    let (mut income, mut spending) = (None, None);
    let (mut left_out, mut in_kind) = (0, 0);
    for record in records {
        let (side, amount) = match &record.body {
            Body::Income(Income { given: Given::Goods(_), .. }) => {
                in_kind += 1;
                continue;
            }
            Body::Income(one) => (&mut income, one.cash().and_then(Stated::exact)),
            Body::Charge(one) => (&mut income, Some(one.paid())),
            Body::Expenditure(one) => (&mut spending, one.amount.exact()),
            _ => continue,
        };
        left_out += usize::from(amount.is_none());
        *side = Some(side.unwrap_or(Money::ZERO) + amount.unwrap_or_default());
    }
    let sides = match (income, spending) {
        (Some(_), Some(_)) => "both",
        (Some(_), None) => "in",
        (None, Some(_)) => "out",
        (None, None) => return None,
    };
    let (income, spending) = (income.unwrap_or_default(), spending.unwrap_or_default());
    Some(Sums { sides, income, spending, left_out, in_kind })
}

/// What a list says it comes to; `None` where it says nothing of that.
pub(super) fn totals_on(desk: &Desk<'_>, key: &ListKey, places: &[usize]) -> Option<Totals> {
    match key {
        _ if !desk.plan.totals(key.by()) => None,
        ListKey::Month(month) => month_totals(desk, *month),
        _ => totals(desk, key, places),
    }
}

/// The sums of a list: added once, however many pages say them.
fn totals(desk: &Desk<'_>, key: &ListKey, places: &[usize]) -> Option<Totals> {
    let add = || sums(places.iter().map(|place| &*desk.board.records[*place]));
    let sums = match desk.plan.said.sums.get(key) {
        Some(known) => *known.get_or_init(add),
        None => add(),
    }?;
    let mut totals = totals_of(desk, sums.sides, (sums.income, sums.spending), sums.left_out);
    if sums.in_kind > 0 {
        let note = desk.words.say("say.in-kind-left-out", &[("n", sums.in_kind.into())]);
        let comma = if totals.note.is_empty() { String::new() } else { desk.word("list.clause") };
        totals.note = format!("{}{comma}{note}", totals.note);
    }
    Some(totals)
}

/// What came in and went out of all funds in a month, by the day on which it did: a fee may be
/// paid in another month than the one it is for.
fn month_totals(desk: &Desk<'_>, month: Month) -> Option<Totals> {
    let funds = &desk.board.profile.funds;
    let books = &desk.board.ledger;
    let (mut income, mut spending) = (Money::ZERO, Money::ZERO);
    let mut left_out = 0;
    for fund in funds {
        left_out += books.left_out(&fund.id, month.first(), month.last());
        let turnover = books.turnover(&fund.id, month.first(), month.last());
        income += turnover.income;
        spending += turnover.spending;
    }
    (!funds.is_empty()).then(|| totals_of(desk, "both", (income, spending), left_out))
}

fn totals_of(
    desk: &Desk<'_>,
    sides: &'static str,
    (income, spending): (Money, Money),
    left_out: usize,
) -> Totals {
    let format = desk.format();
    Totals {
        sides,
        income: format.amount(income),
        spending: format.amount(spending),
        net: format.amount(income - spending),
        note: desk.left_out(left_out),
    }
}

fn pager(desk: &Desk<'_>, key: &ListKey, number: usize, pages: usize) -> Pager {
    let link = |number: usize, word: &str| Link {
        text: desk.word(word),
        href: desk.href(&key.address(number)),
    };
    Pager {
        position: desk
            .words
            .say("say.page-of", &[("page", number.into()), ("pages", pages.into())]),
        previous: (number > 1).then(|| link(number - 1, "page.previous")),
        next: (number < pages).then(|| link(number + 1, "page.next")),
    }
}

/// The lists of every kind that has records.
#[must_use]
pub fn of_kinds(desk: &Desk<'_>) -> Vec<Term> {
    terms_of(desk, By::Kind)
}

/// The lists of these kinds, of those that have records.
#[must_use]
pub(crate) fn of_some(desk: &Desk<'_>, kinds: &[Kind]) -> Vec<Term> {
    let keys = kinds.iter().map(|kind| ListKey::Kind(*kind));
    keys.filter_map(|key| Some(term(desk, (&key, desk.plan.lists.get(&key)?)))).collect()
}

fn term(desk: &Desk<'_>, (key, places): (&ListKey, &Vec<usize>)) -> Term {
    Term {
        link: Link { text: list_name(desk, key), href: desk.href(&key.address(1)) },
        count: desk.words.say("say.count", &[("n", places.len().into())]),
    }
}

fn terms_of(desk: &Desk<'_>, by: By) -> Vec<Term> {
    // The part of a kind is offered as a filter, where its whole is.
    let own = |key: &ListKey| key.by() == by && !matches!(key, ListKey::Within(..));
    let lists = desk.plan.lists.iter().filter(|(key, _)| own(key));
    lists.map(|list| term(desk, list)).collect()
}

/// Builds the list of the lists of a family, months newest first.
#[must_use]
pub fn terms<'a>(desk: &Desk<'a>, by: By) -> (Page<'a>, Heading) {
    let mut terms = terms_of(desk, by);
    if by == By::Month {
        terms.reverse();
    }
    let title = desk.word(if by == By::Month { "page.months" } else { "page.categories" });
    let description = desk.words.say(
        "format.description",
        &[
            ("name", desk.board.profile.name.as_str().into()),
            ("title", title.as_str().into()),
            ("count", desk.words.say("say.lists", &[("n", terms.len().into())]).into()),
        ],
    );
    (Page::Terms(Terms { terms }), Heading { title, description, trail: Vec::new() })
}
