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

const REPLIED: &[Field] =
    &[required("on", "日期", Shape::Day), optional("note", "说明", Shape::Text)];

const CLOSED: &[Field] =
    &[required("on", "日期", Shape::Day), required("reason", "结果", Shape::Choice(REASONS))];

const VISITED: &[Field] =
    &[required("on", "日期", Shape::Day), required("satisfied", "满意", Shape::YesNo)];

/// What can happen to a case after it came in.
pub(crate) const HAPPENINGS: &[Choice] = &[
    choice("examined", "核实"),
    choice("assigned", "分派"),
    choice("urged", "督办"),
    choice("escalated", "上报"),
    choice("arrived", "到场"),
    choice("replied", "反馈"),
    choice("repeated", "再次反映"),
    choice("closed", "办结"),
    choice("reopened", "重办"),
    choice("visited", "回访"),
    choice("assessed", "考核"),
    choice("noted", "进展"),
];

/// 给: what an event of assigning or escalating cannot do without.
pub(crate) const TO: Field = optional("to", "给", Shape::Text);
/// 结果: what an event of closing cannot do without.
pub(crate) const REASON: Field = optional("reason", "结果", Shape::Choice(REASONS));
/// 满意: what an event of asking cannot do without.
pub(crate) const SATISFIED: Field = optional("satisfied", "满意", Shape::YesNo);

const EVENT: &[Field] = &[
    required("on", "日期", Shape::Day),
    required("what", "环节", Shape::Choice(HAPPENINGS)),
    TO,
    optional("by", "由", Shape::Text),
    REASON,
    SATISFIED,
    optional("note", "说明", Shape::Text),
];

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
        optional("replied", "反馈", Shape::Map(REPLIED)),
        optional("closed", "办结", Shape::Map(CLOSED)),
        optional("visited", "回访", Shape::Map(VISITED)),
        optional("events", "经过", Shape::Many(&Shape::Map(EVENT))),
        optional("decided_by", "依据", Shape::Reference(&[Kind::Decision])),
    ],
    needs: &[TITLE],
    summed: false,
};
