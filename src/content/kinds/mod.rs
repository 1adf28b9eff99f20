//! What a committee may write: one declaration per kind of record.
//!
//! A declaration drives everything that depends on how records are written: which names are
//! accepted, what is required, what is suggested for a misspelt field, how the public content is
//! written in canonical form, what stays private. Each kind's own file holds its fields.

mod board;
mod budget;
mod case;
mod common;
mod consultation;
mod decision;
mod fee;
mod money;
mod names;
mod notice;
mod pack;
mod pact;
mod page;
mod people;
mod project;
mod register;
mod statement;

pub use board::BOARD;
pub(crate) use board::{ROLL, WHAT};
pub(crate) use case::{HAPPENINGS, REASON, SATISFIED, TO};
pub use common::{COMMON, LIST};
pub(crate) use common::{DATE, DEFAULTS, NUMBER, RECORDS, TITLE, WITHDRAWN};
pub(crate) use decision::ASSEMBLIES as ASSEMBLY_CHOICES;
pub(crate) use fee::CHARGE_DUE;
pub(crate) use names::Names;
pub use pack::{HOLIDAYS, PACK};
pub use register::REGISTER_TYPE;
pub(crate) use register::{
    AS_OF as REGISTER_AS_OF, BOTH as REGISTER_BOTH, FORMS, REGISTER, ROW_COUNT, ROW_NUMBER,
    TYPE as REGISTER_TYPE_NAME,
};

use crate::model::id::Kind;
use crate::script::found;

/// How a field is written.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Words.
    Text,
    /// A person's name: of it only the surname is published, unless the record says `names: shown`.
    Name,
    /// Markdown.
    Prose,
    /// An amount in the board's currency.
    Money,
    /// An amount in the board's currency that may be known only roughly.
    Stated,
    /// A share as a percentage that may be known only roughly.
    Share,
    /// A percentage that may be known only roughly and may be above 100.
    Rate,
    /// A number that may be known only roughly.
    Rough,
    /// A decimal of at most so many places.
    Decimal(u32),
    /// A whole number, 0 or more.
    Count,
    /// A whole number, 0 or more, that may be known only roughly.
    StatedCount,
    /// A calendar day.
    Day,
    /// A month, quarter, half-year or year.
    Period,
    /// Yes or no.
    YesNo,
    /// One of a closed set.
    Choice(&'static [Choice]),
    /// A reference to a record of one of these kinds; of any kind where none is named.
    Reference(&'static [Kind]),
    /// The id of a fund.
    Fund,
    /// The id of an account.
    Account,
    /// The id of a fund or an account.
    Pot,
    /// The id of a building.
    Building,
    /// The path of a file under `content/files/`; never published as such.
    File,
    /// Fields of their own.
    Map(&'static [Field]),
    /// One or several of the same shape.
    Many(&'static Shape),
    /// Codes of findings, each with a reason.
    Waivers,
    /// Never decoded any further and never published.
    Private,
    /// About publishing, not content: read, and left out of the published data.
    Control(&'static Shape),
}

impl Shape {
    /// Whether it is an amount of money, known exactly or only roughly.
    #[must_use]
    pub fn is_amount(self) -> bool {
        matches!(self, Self::Money | Self::Stated)
    }

    /// Whether lists or mappings lie within its mappings: one cell for each value is not to be had.
    #[must_use]
    pub fn is_nested(self) -> bool {
        let fields = match self {
            Self::Map(fields) => fields,
            Self::Many(Self::Map(fields)) => *fields,
            _ => return false,
        };
        fields.iter().any(|field| matches!(field.shape, Self::Map(_) | Self::Many(_)))
    }

    /// The fields of a mapping.
    #[must_use]
    pub fn fields(self) -> Option<&'static [Field]> {
        match self {
            Self::Map(fields) => Some(fields),
            _ => None,
        }
    }
}

/// One value of a closed set.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// In English; this one is published.
    pub en: &'static str,
    /// In Chinese.
    pub zh: &'static str,
}

/// One field.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its English name; published data uses it.
    pub en: &'static str,
    /// Its Chinese name.
    pub zh: &'static str,
    /// How it is written.
    pub shape: Shape,
    /// Whether a record without it is incomplete.
    pub required: bool,
}

impl Field {
    /// The field of that name, in English or Chinese, simplified or traditional.
    #[must_use]
    pub fn named<Fields: Iterator<Item = &'static Self>>(
        name: &str,
        fields: impl Fn() -> Fields,
    ) -> Option<&'static Self> {
        found(name, |name| fields().find(|field| field.en == name || field.zh == name))
    }
}

/// A kind of record.
#[derive(Clone, Copy, Debug)]
pub struct Declaration {
    /// The kind.
    pub kind: Kind,
    /// The Chinese name of its folder.
    pub zh: &'static str,
    /// Its own fields; those that all kinds have are in `COMMON`.
    pub fields: &'static [Field],
    /// What it cannot do without of the fields that all kinds have.
    pub needs: &'static [Field],
    /// Whether a list file of it may state a `total:` of its amounts.
    pub summed: bool,
}

/// The declaration of a kind.
#[must_use]
pub fn declaration(kind: Kind) -> &'static Declaration {
    match kind {
        Kind::Fee => &fee::FEE,
        Kind::Charge => &fee::CHARGE,
        Kind::Income => &money::INCOME,
        Kind::Expenditure => &money::EXPENDITURE,
        Kind::Transfer => &money::TRANSFER,
        Kind::Balance => &money::BALANCE,
        Kind::Budget => &budget::BUDGET,
        Kind::Statement => &statement::STATEMENT,
        Kind::Consultation => &consultation::CONSULTATION,
        Kind::Decision => &decision::DECISION,
        Kind::Pact => &pact::PACT,
        Kind::Case => &case::CASE,
        Kind::Project => &project::PROJECT,
        Kind::Register => &register::REGISTER,
        Kind::People => &people::PEOPLE,
        Kind::Page => &page::PAGE,
        Kind::Notice => &notice::NOTICE,
        Kind::Posting => &notice::POSTING,
        Kind::Withheld => &notice::WITHHELD,
    }
}

/// The field of a kind by its English name.
#[must_use]
pub fn field_of(kind: Kind, name: &str) -> Option<&'static Field> {
    declaration(kind).fields.iter().chain(COMMON).find(|field| field.en == name)
}

/// The kind that a folder holds, by its English or Chinese name.
#[must_use]
pub fn kind_of_folder(folder: &str) -> Option<Kind> {
    found(folder, |folder| {
        Kind::ALL.into_iter().find(|kind| folder == kind.name() || folder == declaration(*kind).zh)
    })
}

const fn required(en: &'static str, zh: &'static str, shape: Shape) -> Field {
    Field { en, zh, shape, required: true }
}

const fn optional(en: &'static str, zh: &'static str, shape: Shape) -> Field {
    Field { en, zh, shape, required: false }
}

const fn choice(en: &'static str, zh: &'static str) -> Choice {
    Choice { en, zh }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &mut Vec<&'static str>, fields: &'static [Field], path: &str) {
        for field in fields {
            for name in [field.en, field.zh] {
                assert!(!names.contains(&name), "{path}: {name} stands twice");
                names.push(name);
            }
            inner(field.shape, &format!("{path}.{}", field.en));
        }
    }

    fn inner(shape: Shape, path: &str) {
        match shape {
            Shape::Map(fields) => check(&mut Vec::new(), fields, path),
            Shape::Many(shape) | Shape::Control(shape) => inner(*shape, path),
            _ => {}
        }
    }

    #[test]
    fn no_name_stands_for_two_fields() {
        for kind in Kind::ALL {
            let mut names = Vec::new();
            check(&mut names, declaration(kind).fields, kind.name());
            check(&mut names, COMMON, kind.name());
        }
        check(&mut Vec::new(), BOARD, "board");
        check(&mut Vec::new(), PACK, "packs");
        check(&mut Vec::new(), REGISTER_TYPE, "register-types");
        check(&mut Vec::new(), HOLIDAYS, "holidays");
    }

    #[test]
    fn a_folder_is_known_in_both_languages() {
        assert_eq!(kind_of_folder("expenditures"), Some(Kind::Expenditure));
        assert_eq!(kind_of_folder("支出"), Some(Kind::Expenditure));
        assert_eq!(kind_of_folder("對帳"), Some(Kind::Balance));
        assert_eq!(kind_of_folder("expenses"), None);
    }
}
