//! Budgets.

use super::{Choice, Declaration, Field, Shape, choice, optional, required};
use crate::model::id::Kind;

const FLOWS: &[Choice] = &[choice("spending", "支出"), choice("income", "收入")];

const LINE: &[Field] = &[
    optional("category", "类别", Shape::Text),
    optional("for", "用于", Shape::Reference(&[])),
    optional("flow", "收支", Shape::Choice(FLOWS)),
    required("amount", "金额", Shape::Money),
    optional("note", "说明", Shape::Text),
];

/// 预算: what a fund means to take in and to spend over a period.
pub(crate) const BUDGET: Declaration = Declaration {
    kind: Kind::Budget,
    zh: "预算",
    fields: &[
        required("period", "所属期", Shape::Period),
        optional("fund", "资金", Shape::Fund),
        optional("adopted_by", "依据", Shape::Reference(&[Kind::Decision])),
        required("lines", "明细", Shape::Many(&Shape::Map(LINE))),
    ],
    needs: &[],
    summed: false,
};
