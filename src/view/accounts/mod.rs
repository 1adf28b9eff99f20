//! The accounts: what each fund and account holds, and the statements of a fund over a month,
//! quarter, half-year or year.

mod comparison;
mod lines;
mod overview;
mod review;
mod statement;

pub(crate) use comparison::ByCategory;
pub use comparison::{Comparison, ComparisonRow};
pub use lines::Line;
pub use overview::{AccountRow, Accounts, FundMonths, FundYear, MonthRow, overview};
pub use review::{ReviewLine, Reviewed};
pub use statement::{Part, Statement, statement, statement_title};

pub(crate) use overview::month_row;
pub(crate) use review::reviews_of;
pub(crate) use statement::statement_of;
