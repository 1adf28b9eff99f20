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

const CHANGE: &[Field] = &[
    required("from", "起", Shape::Day),
    required("rate", "标准", Shape::Decimal(4)),
    optional("adopted_by", "依据", Shape::Reference(&[Kind::Decision])),
    optional("why", "原因", Shape::Text),
];

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
        optional("changes", "调整", Shape::Many(&Shape::Map(CHANGE))),
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

const BY: &[Choice] =
    &[choice("household", "按户"), choice("area", "按面积"), choice("weights", "按份")];

const WEIGHT: &[Field] =
    &[required("of", "单位", Shape::Text), required("weight", "份数", Shape::Decimal(4))];

const BILL: &[Field] = &[
    required("amount", "金额", Shape::Money),
    optional("items", "件数", Shape::Count),
    required("by", "方式", Shape::Choice(BY)),
    optional("over", "楼栋", Shape::Many(&Shape::Building)),
    optional("weights", "份额", Shape::Many(&Shape::Map(WEIGHT))),
];

const BUILDING_DUE: &[Field] = &[
    optional("payers", "户数", Shape::Count),
    optional("amount", "金额", Shape::Money),
    optional("quantity", "数量", Shape::Decimal(4)),
];

const SIDE: &[Field] =
    &[required("payers", "户数", Shape::Count), required("amount", "金额", Shape::Money)];

const BUILDING: &[Field] = &[
    required("building", "楼栋", Shape::Many(&Shape::Building)),
    optional("due", "应收", Shape::Map(BUILDING_DUE)),
    optional("received", "实收", Shape::Map(SIDE)),
    optional("waived", "减免", Shape::Map(SIDE)),
];

const STATED_RATE: &[Field] =
    &[optional("payers", "户数", Shape::Share), optional("amount", "金额", Shape::Share)];

/// 应收; a charge without a bill needs it.
pub(crate) const CHARGE_DUE: Field = optional("due", "应收", Shape::Map(DUE));

/// 收费: one period of a fee.
pub(crate) const CHARGE: Declaration = Declaration {
    kind: Kind::Charge,
    zh: "收费",
    fields: &[
        required("fee", "收费项目", Shape::Reference(&[Kind::Fee])),
        required("period", "所属期", Shape::Period),
        CHARGE_DUE,
        optional("bill", "分摊", Shape::Map(BILL)),
        optional("received", "实收", Shape::Many(&Shape::Map(RECEIPT))),
        optional("waived", "减免", Shape::Map(WAIVED)),
        optional("buildings", "各栋", Shape::Many(&Shape::Map(BUILDING))),
        optional("stated_rate", "收缴率", Shape::Map(STATED_RATE)),
    ],
    needs: &[],
    summed: false,
};
