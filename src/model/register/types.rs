//! A type of register: its columns, what is computed from them, what is summed, what is checked.

/// A name or sentence in English and in Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Both {
    /// In English; published data has this one of a name.
    pub en: &'static str,
    /// In Chinese.
    pub zh: &'static str,
}

/// A type of register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    /// What is written under `type:`.
    pub name: Both,
    /// What people read.
    pub title: Both,
    /// What it is for.
    pub what: Option<Both>,
    /// What is written of a row.
    pub columns: Vec<Column>,
    /// The column that says how a row stands.
    pub state: Option<usize>,
    /// What is computed of a row.
    pub computed: Vec<Computed>,
    /// What is told of all rows together.
    pub totals: Vec<Total>,
    /// What must be true.
    pub checks: Vec<Check>,
}

/// A column that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: Both,
    /// What stands above it, where that is not its name.
    pub label: Option<Both>,
    /// What its figures are in.
    pub unit: Option<Both>,
    /// How it is written.
    pub form: Form,
    /// Whether it must not change silently.
    pub guarded: bool,
}

/// How the values of a column are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// Words.
    Text,
    /// A name, of which only the surname is published.
    Person,
    /// A whole number.
    Count,
    /// A number that may be known only roughly.
    Rough,
    /// A decimal of at most so many places.
    Decimal(u32),
    /// An amount of money.
    Money,
    /// A day.
    Day,
    /// A period.
    Period,
    /// Yes or no.
    YesNo,
    /// One of these.
    Choice(Vec<Worded>),
    /// A record.
    Reference,
    /// A percentage of at most 100.
    Share,
    /// A percentage that may be above 100.
    Rate,
    /// Not published.
    Private,
}

impl Form {
    /// Whether its values are figures that can be computed with.
    #[must_use]
    pub fn is_figure(&self) -> bool {
        matches!(self, Self::Count | Self::Rough | Self::Decimal(_) | Self::Money)
    }
}

/// One value of a closed set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worded {
    /// Its name.
    pub name: Both,
    /// What it says of how a row stands.
    pub stand: Stand,
}

/// How a row stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stand {
    /// It says nothing of it.
    #[default]
    Plain,
    /// 未完
    Open,
    /// 完成
    Done,
    /// 未成
    Failed,
}

/// A column that is computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// Its name.
    pub name: Both,
    /// What its figures are in.
    pub unit: Option<Both>,
    /// From what.
    pub from: From,
}

/// What a computed column is made from; numbers are places of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// A part of a whole, in percent; where the whole is not known, the share that is stated.
    Ratio {
        /// The part.
        part: usize,
        /// The whole.
        whole: usize,
        /// The share as it is stated.
        stated: Option<usize>,
    },
    /// The first less the second.
    Difference(usize, usize),
    /// The first times the second.
    Product(usize, usize),
    /// Before, after, and the column with the unit.
    Change(usize, usize, Option<usize>),
    /// Days from the first to the second.
    Days(usize, usize),
    /// What the books say came in of it.
    Income,
}

/// What is told of all rows together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Total {
    /// The sum of a figure; places from the number of columns on are computed ones.
    Sum(usize),
    /// How many have each value.
    Count(usize),
    /// The sum of one as a share of the sum of another.
    Share(usize, usize),
}

/// Something that must be true of each row, or of rows together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What is wrong where it is not.
    pub says: Both,
    /// What is checked.
    pub rule: Rule,
}

/// What is checked; numbers are places of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The day of the first is not after that of the second.
    NotAfter(usize, usize),
    /// The figure of the first is not above that of the second.
    AtMost(usize, usize),
    /// The figure is the product of these.
    Product(usize, Vec<usize>),
    /// The figure is the sum of these.
    Sum(usize, Vec<usize>),
    /// The first is written where the second is one of these values.
    Needs(usize, usize, Vec<Wanted>),
    /// No two rows have these values in common.
    Unique(Vec<usize>),
    /// The days from the second to the third do not overlap where the first is the same.
    Apart(usize, usize, usize),
}

impl Rule {
    /// The columns it is about, the one to look at first.
    #[must_use]
    pub fn places(&self) -> Vec<usize> {
        match self {
            Self::NotAfter(a, b) => vec![*b, *a],
            Self::AtMost(a, b) => vec![*a, *b],
            Self::Product(of, from) | Self::Sum(of, from) => {
                [*of].into_iter().chain(from.iter().copied()).collect()
            }
            Self::Needs(needed, when, _) => vec![*when, *needed],
            Self::Unique(places) => places.clone(),
            Self::Apart(by, from, to) => vec![*from, *to, *by],
        }
    }
}

/// A value that a check asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The value at this place of a closed set.
    Choice(usize),
    /// Yes or no.
    YesNo(bool),
}
