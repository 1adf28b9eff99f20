//! Projects and allotments.

use super::{Choice, Declaration, Field, Shape, TITLE, choice, optional, required};
use crate::model::id::Kind;

const PROPOSED: &[Field] = &[required("on", "日期", Shape::Day), optional("by", "由", Shape::Text)];

const FUNDING_KINDS: &[Choice] = &[
    choice("own", "自有"),
    choice("grant", "补助"),
    choice("third-party", "第三方"),
    choice("households", "住户"),
    choice("gift", "捐赠"),
];

const FUNDING: &[Field] = &[
    optional("from", "来自", Shape::Text),
    optional("kind", "性质", Shape::Choice(FUNDING_KINDS)),
    optional("fund", "资金", Shape::Fund),
    optional("allotment", "统筹项目", Shape::Reference(&[Kind::Project])),
    optional("amount", "金额", Shape::Stated),
    optional("guarantor", "担保", Shape::Text),
    optional("note", "说明", Shape::Text),
];

const CONTRACT: &[Field] = &[
    required("with", "对方", Shape::Text),
    optional("on", "日期", Shape::Day),
    optional("amount", "金额", Shape::Stated),
    optional("number", "编号", Shape::Text),
];

const MILESTONE: &[Field] = &[
    required("what", "事项", Shape::Text),
    optional("by", "期限", Shape::Day),
    optional("done", "完成", Shape::Day),
];

const ACCEPTED: &[Field] = &[
    required("on", "日期", Shape::Day),
    optional("by", "由", Shape::Text),
    optional("opinion", "意见", Shape::Text),
    optional("passed", "合格", Shape::YesNo),
];

const STOPPED: &[Field] =
    &[required("on", "日期", Shape::Day), required("why", "原因", Shape::Text)];

const ALLOTS: &[Field] = &[
    optional("amount", "金额", Shape::Money),
    optional("each", "每份", Shape::Money),
    optional("shares", "份数", Shape::Count),
    optional("share_of", "每份给", Shape::Text),
    optional("projects", "项目数", Shape::Count),
    optional("begun", "已动工", Shape::Count),
    optional("finished", "已完工", Shape::Count),
    optional("as_of", "截至", Shape::Day),
];

/// 项目: something that is built or bought, or a sum that many such are paid from.
pub(crate) const PROJECT: Declaration = Declaration {
    kind: Kind::Project,
    zh: "项目",
    fields: &[
        optional("proposed", "提出", Shape::Map(PROPOSED)),
        optional("adopted_by", "依据", Shape::Reference(&[Kind::Decision])),
        optional("place", "地点", Shape::Text),
        optional("serves", "受益", Shape::Text),
        optional("budget", "预算", Shape::Stated),
        optional("funding", "资金来源", Shape::Many(&Shape::Map(FUNDING))),
        optional("contract", "合同", Shape::Many(&Shape::Map(CONTRACT))),
        optional("started", "开工", Shape::Day),
        optional("milestones", "节点", Shape::Many(&Shape::Map(MILESTONE))),
        optional("finished", "完工", Shape::Day),
        optional("accepted", "验收", Shape::Map(ACCEPTED)),
        optional("settled", "结算", Shape::Stated),
        optional("stopped", "停止", Shape::Map(STOPPED)),
        optional("allots", "统筹", Shape::Map(ALLOTS)),
    ],
    needs: &[TITLE],
    summed: false,
};
