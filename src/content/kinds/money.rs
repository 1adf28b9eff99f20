//! Income, expenditures, transfers and balances.

use super::{DATE, Declaration, Field, Shape, optional, required};
use crate::model::id::Kind;

const ANY: Shape = Shape::Reference(&[]);
const ASSET: &[Field] = &[
    required("register", "台账", Shape::Reference(&[Kind::Register])),
    required("row", "行", Shape::Text),
];
const DECISION: Shape = Shape::Reference(&[Kind::Decision]);

/// 收入: money in.
pub(crate) const INCOME: Declaration = Declaration {
    kind: Kind::Income,
    zh: "收入",
    fields: &[
        required("item", "事项", Shape::Text),
        required("amount", "金额", Shape::Stated),
        optional("fund", "资金", Shape::Fund),
        optional("account", "账户", Shape::Account),
        optional("from", "来自", Shape::Text),
        optional("asset", "资产", Shape::Map(ASSET)),
        optional("in_kind", "实物", Shape::YesNo),
        optional("voucher", "凭证", Shape::Text),
        optional("approved_by", "依据", DECISION),
        optional("for", "用于", Shape::Many(&ANY)),
        optional("adjusts", "调整", MOVED),
    ],
    needs: &[DATE],
    summed: true,
};

/// 支出: money out.
pub(crate) const EXPENDITURE: Declaration = Declaration {
    kind: Kind::Expenditure,
    zh: "支出",
    fields: &[
        required("item", "事项", Shape::Text),
        required("amount", "金额", Shape::Stated),
        optional("fund", "资金", Shape::Fund),
        optional("account", "账户", Shape::Account),
        optional("payee", "收款方", Shape::Text),
        optional("voucher", "凭证", Shape::Text),
        optional("no_voucher", "无凭证原因", Shape::Text),
        optional("approved_by", "依据", DECISION),
        optional("for", "用于", Shape::Many(&ANY)),
        optional("handled_by", "经办", Shape::Text),
        optional("reviewed_by", "审核", Shape::Text),
        optional("adjusts", "调整", MOVED),
    ],
    needs: &[DATE],
    summed: true,
};

/// 转账: from one fund or account to another.
pub(crate) const TRANSFER: Declaration = Declaration {
    kind: Kind::Transfer,
    zh: "转账",
    fields: &[
        required("from", "转出", Shape::Pot),
        required("to", "转入", Shape::Pot),
        required("amount", "金额", Shape::Money),
        required("why", "原因", Shape::Text),
        optional("voucher", "凭证", Shape::Text),
        optional("approved_by", "依据", DECISION),
        optional("adjusts", "调整", MOVED),
    ],
    needs: &[DATE],
    summed: false,
};

const DIFFERENCE: &[Field] =
    &[required("amount", "金额", Shape::Money), required("why", "原因", Shape::Text)];

const MOVED: Shape =
    Shape::Reference(&[Kind::Income, Kind::Expenditure, Kind::Transfer, Kind::Charge]);

/// 对账: what an account or a fund holds on a day.
pub(crate) const BALANCE: Declaration = Declaration {
    kind: Kind::Balance,
    zh: "对账",
    fields: &[
        optional("account", "账户", Shape::Account),
        optional("fund", "资金", Shape::Fund),
        required("balance", "余额", Shape::Money),
        optional("in_transit", "在途", Shape::Many(&MOVED)),
        optional("difference", "差额", Shape::Map(DIFFERENCE)),
    ],
    needs: &[DATE],
    summed: false,
};
