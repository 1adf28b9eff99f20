//! Cases.

use super::{Choice, Declaration, Field, Shape, TITLE, choice, optional, required};
use crate::model::id::Kind;

const REASONS: &[Choice] = &[
    choice("fixed", "已解决"),
    choice("not-ours", "不属本会"),
    choice("duplicate", "重复"),
    choice("no-further-action", "不再办理"),
    choice("mediated", "已调解"),
];

const TIER: &[Field] = &[
    optional("at_once", "当场", Shape::YesNo),
    optional("by", "限期", Shape::Day),
    optional("escalated_to", "上报", Shape::Text),
];

const ASSIGNED: &[Field] = &[required("on", "日期", Shape::Day), required("to", "给", Shape::Text)];

const CLOSED: &[Field] =
    &[required("on", "日期", Shape::Day), required("reason", "结果", Shape::Choice(REASONS))];

const VISITED: &[Field] =
    &[required("on", "日期", Shape::Day), required("satisfied", "满意", Shape::YesNo)];

/// 办事: what was brought forward and dealt with.
pub(crate) const CASE: Declaration = Declaration {
    kind: Kind::Case,
    zh: "办事",
    fields: &[
        required("opened", "受理", Shape::Day),
        optional("channel", "渠道", Shape::Text),
        optional("place", "地点", Shape::Text),
        optional("tier", "处置", Shape::Map(TIER)),
        optional("assigned", "分派", Shape::Map(ASSIGNED)),
        optional("closed", "办结", Shape::Map(CLOSED)),
        optional("visited", "回访", Shape::Map(VISITED)),
        optional("decided_by", "依据", Shape::Reference(&[Kind::Decision])),
    ],
    needs: &[TITLE],
    summed: false,
};
