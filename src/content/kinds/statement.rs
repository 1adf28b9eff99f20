//! Reviews of statements.

use super::{DATE, Declaration, Shape, optional, required};
use crate::model::id::Kind;

/// 收支审核: who reviewed the statement of a period, what they found, and the figures they saw.
pub(crate) const STATEMENT: Declaration = Declaration {
    kind: Kind::Statement,
    zh: "收支审核",
    fields: &[
        required("period", "所属期", Shape::Period),
        optional("fund", "资金", Shape::Fund),
        optional("reviewers", "审核", Shape::Many(&Shape::Text)),
        optional("opinion", "意见", Shape::Text),
        optional("opening", "期初", Shape::Money),
        optional("income", "收入", Shape::Money),
        optional("spending", "支出", Shape::Money),
        optional("closing", "期末", Shape::Money),
        optional("meeting", "会议", Shape::Reference(&[Kind::Decision])),
    ],
    needs: &[DATE],
    summed: false,
};
