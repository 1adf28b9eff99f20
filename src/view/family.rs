//! Families of lists: which lists there are, and which records stand on each.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::slug;
use super::standing::{Standing, standing};
use crate::model::board::Board;
use crate::model::calendar::{Day, Month};
use crate::model::id::Kind;
use crate::model::ledger::FundId;
use crate::model::record::{Body, Record};

/// What the records of a list have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// Their kind.
    Kind,
    /// Their category.
    Category,
    /// The month they are dated in.
    Month,
    /// Their kind and the year they are dated in.
    Year,
    /// Their kind and the fund they belong to.
    Fund,
    /// Their kind and how they stand.
    State,
}

impl By {
    /// Every family.
    pub const ALL: [Self; 6] =
        [Self::Kind, Self::Category, Self::Month, Self::Year, Self::Fund, Self::State];
}

/// A family of lists, as the theme asks for it.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// What a list has in common.
    pub by: By,
    /// Rows a page; all of them where it is `None`.
    pub per_page: Option<usize>,
    /// Whether its lists say what came in and went out.
    pub totals: bool,
}

/// What parts the records of one kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// The year they are dated in.
    Year(i16),
    /// Their category.
    Category(String),
    /// The fund they belong to.
    Fund(FundId),
    /// How they stand.
    State(Standing),
}

impl Facet {
    /// The family of its lists.
    #[must_use]
    pub fn by(&self) -> By {
        match self {
            Self::Year(_) => By::Year,
            Self::Category(_) => By::Category,
            Self::Fund(_) => By::Fund,
            Self::State(_) => By::State,
        }
    }
}

/// One list of a family.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListKey {
    /// All records of a kind.
    Kind(Kind),
    /// All records of a category.
    Category(String),
    /// All records of a month.
    Month(Month),
    /// A part of the records of a kind.
    Within(Kind, Facet),
}

impl ListKey {
    /// Its family.
    #[must_use]
    pub fn by(&self) -> By {
        match self {
            Self::Kind(_) => By::Kind,
            Self::Category(_) => By::Category,
            Self::Month(_) => By::Month,
            Self::Within(_, facet) => facet.by(),
        }
    }

    /// The address of one of its pages, from 1. Records lie in the folders of their kinds, so no
    /// list has the address of one.
    #[must_use]
    pub fn address(&self, page: usize) -> String {
        let base = match self {
            Self::Kind(kind) => kind.name().to_owned(),
            Self::Category(category) => ["categories/", &slug(category)].concat(),
            Self::Month(month) => format!("months/{month}"),
            Self::Within(kind, facet) => {
                let kind = kind.name();
                match facet {
                    Facet::Year(year) => format!("{kind}-{year}"),
                    Facet::Category(category) => [kind, "-category-", &slug(category)].concat(),
                    Facet::Fund(fund) => format!("{kind}-fund-{}", slug(&fund.0)),
                    Facet::State(state) => format!("{kind}-state-{}", state.name()),
                }
            }
        };
        if page <= 1 { base + ".html" } else { format!("{base}.{page}.html") }
    }
}

/// The records of each list, newest first, by their place on the board.
pub type Lists = BTreeMap<ListKey, Vec<usize>>;

/// The categories that records of each kind have.
pub type Categories = BTreeMap<Kind, BTreeSet<String>>;

/// Puts every record on the lists it belongs to, of the families given. Lists by kind are always
/// there. A part of a kind that is the whole of it has no list of its own.
#[must_use]
pub fn group(board: &Board, families: &[Family]) -> (Lists, Categories) {
    let wanted = |by| families.iter().any(|family| family.by == by);
    let [_, by_category, by_month, by_year, by_fund, by_state] = By::ALL.map(wanted);
    let (mut lists, mut categories) = (Lists::new(), Categories::new());
    for place in newest_first(board) {
        let record = &*board.records[place];
        let (head, kind) = (&record.head, record.head.id.kind);
        let mut put = |key| lists.entry(key).or_default().push(place);
        put(ListKey::Kind(kind));
        if let Some(category) = head.category.as_ref().filter(|_| by_category) {
            let known = categories.entry(kind).or_default();
            if !known.contains(category) {
                known.insert(category.clone());
            }
            put(ListKey::Category(category.clone()));
        }
        for month in months_of(record).into_iter().filter(|_| by_month) {
            put(ListKey::Month(month));
        }
        if let Some(day) = head.date.filter(|_| by_year) {
            put(ListKey::Within(kind, Facet::Year(day.year())));
        }
        for fund in funds_of(board, record).into_iter().filter(|_| by_fund) {
            put(ListKey::Within(kind, Facet::Fund(fund.clone())));
        }
        if by_state && let Some(state) = standing(board, record) {
            put(ListKey::Within(kind, Facet::State(state)));
        }
    }
    lists.extend(shared(board, &lists, &categories));
    let whole: Vec<ListKey> =
        lists.iter().filter(|(key, _)| is_whole(&lists, key)).map(key).collect();
    for key in whole {
        lists.remove(&key);
    }
    (lists, categories)
}

fn key((key, _): (&ListKey, &Vec<usize>)) -> ListKey {
    key.clone()
}

fn is_whole(lists: &Lists, key: &ListKey) -> bool {
    let ListKey::Within(kind, _) = key else { return false };
    lists.get(key).map(Vec::len) == lists.get(&ListKey::Kind(*kind)).map(Vec::len)
}

/// Of each category that several kinds share, the part of each kind.
fn shared(board: &Board, lists: &Lists, categories: &Categories) -> Lists {
    let mut parts = Lists::new();
    for (key, places) in lists {
        let ListKey::Category(category) = key else { continue };
        if kinds_of(categories, category).count() < 2 {
            continue;
        }
        for place in places {
            let kind = board.records[*place].head.id.kind;
            let key = ListKey::Within(kind, Facet::Category(category.clone()));
            parts.entry(key).or_default().push(*place);
        }
    }
    parts
}

/// The kinds of which records have a category.
pub fn kinds_of<'a>(
    categories: &'a Categories,
    category: &'a str,
) -> impl Iterator<Item = Kind> + 'a {
    let with = |(_, known): &(&Kind, &BTreeSet<String>)| known.contains(category);
    categories.iter().filter(with).map(|(kind, _)| *kind)
}

fn newest_first(board: &Board) -> Vec<usize> {
    let mut dated: Vec<usize> = (0..board.records.len()).collect();
    dated.sort_by(|a, b| {
        let (a, b) = (&board.records[*a].head, &board.records[*b].head);
        b.date.cmp(&a.date).then_with(|| a.id.cmp(&b.id))
    });
    dated
}

/// The months that a record belongs to: its own, and of a charge those in which it was paid too.
#[must_use]
pub fn months_of(record: &Record) -> BTreeSet<Month> {
    let mut months: BTreeSet<Month> = record.head.date.map(Day::to_month).into_iter().collect();
    if let Body::Charge(charge) = &record.body {
        months.extend(charge.received.iter().map(|receipt| receipt.date.to_month()));
    }
    months
}

/// The funds that a record belongs to: the one it names, that of its fee, or both ends of a
/// transfer between funds.
#[must_use]
pub fn funds_of<'a>(board: &'a Board, record: &'a Record) -> Vec<&'a FundId> {
    let named =
        |pot: &str| board.profile.funds.iter().map(|fund| &fund.id).find(|id| *id.0 == *pot);
    match &record.body {
        Body::Income(income) => vec![&income.fund],
        Body::Expenditure(spent) => vec![&spent.fund],
        Body::Fee(fee) => vec![&fee.fund],
        Body::Budget(budget) => vec![&budget.fund],
        Body::Project(project) => {
            let mut funds: Vec<_> =
                project.funding.iter().filter_map(|one| one.fund.as_ref()).collect();
            funds.sort();
            funds.dedup();
            funds
        }
        Body::Charge(charge) => board.fee_of(charge).map(|fee| &fee.fund).into_iter().collect(),
        Body::Statement(review) => {
            let funds = board.profile.funds.iter().map(|fund| &fund.id);
            funds.filter(|fund| review.is_about(fund)).collect()
        }
        Body::Balance(balance) => named(&balance.pot).into_iter().collect(),
        Body::Transfer(transfer) => {
            let mut funds: Vec<_> =
                [&transfer.from, &transfer.to].into_iter().filter_map(|pot| named(pot)).collect();
            funds.dedup();
            funds
        }
        Body::Consultation(_)
        | Body::Decision(_)
        | Body::Pact(_)
        | Body::Case(_)
        | Body::Register(_)
        | Body::People(_)
        | Body::Page
        | Body::Notice(_)
        | Body::Withheld(_)
        | Body::Withdrawn => Vec::new(),
        Body::Posting(posting) => posting.fund.iter().collect(),
    }
}
