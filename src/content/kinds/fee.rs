//! Fees and their charges.

use super::{Choice, Declaration, Field, Shape, TITLE, choice, optional, required};
use crate::model::id::Kind;

const PER: &[Choice] = &[
    choice("m2", "平方米"),
    choice("household", "户"),
    choice("vehicle", "辆"),
    choice("item", "件"),
];

const EVERY: &[Choice] =
    &[choice("month", "月"), choice("quarter", "季"), choice("year", "年"), choice("once", "一次")];

/// 收费项目: what is charged.
pub(crate) const FEE: Declaration = Declaration {
    kind: Kind::Fee,
    zh: "收费项目",
    fields: &[
        optional("fund", "资金", Shape::Fund),
        optional("rate", "标准", Shape::Decimal(4)),
        optional("per", "计费单位", Shape::Choice(PER)),
        required("every", "周期", Shape::Choice(EVERY)),
        required("from", "起", Shape::Day),
        optional("adopted_by", "依据", Shape::Reference(&[Kind::Decision])),
    ],
    needs: &[TITLE],
    summed: false,
};

const DUE: &[Field] = &[
    required("payers", "户数", Shape::Count),
    optional("amount", "金额", Shape::Money),
    optional("quantity", "数量", Shape::Decimal(4)),
];

const RECEIPT: &[Field] = &[
    required("date", "日期", Shape::Day),
    required("payers", "户数", Shape::Count),
    required("amount", "金额", Shape::Money),
    optional("account", "账户", Shape::Account),
    optional("voucher", "凭证", Shape::Text),
];

const WAIVED: &[Field] = &[
    required("payers", "户数", Shape::Count),
    required("amount", "金额", Shape::Money),
    required("why", "原因", Shape::Text),
];

/// 收费: one period of a fee.
pub(crate) const CHARGE: Declaration = Declaration {
    kind: Kind::Charge,
    zh: "收费",
    fields: &[
        required("fee", "收费项目", Shape::Reference(&[Kind::Fee])),
        required("period", "所属期", Shape::Period),
        required("due", "应收", Shape::Map(DUE)),
        optional("received", "实收", Shape::Many(&Shape::Map(RECEIPT))),
        optional("waived", "减免", Shape::Map(WAIVED)),
    ],
    needs: &[],
    summed: false,
};
