//! What is lawfully not published (不予公布), on what basis, and why.

use super::calendar::{Day, Period};

/// 不予公布: a duty that is not fulfilled, with the law that allows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// The duty, as `PACK/ID`, or `ID` alone.
    pub duty: String,
    /// The period; every one where none is named.
    pub period: Option<Period>,
    /// The law and article that allow it.
    pub basis: String,
    /// Why, in plain words.
    pub why: String,
    /// The day on which it was decided.
    pub date: Day,
}
