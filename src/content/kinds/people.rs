//! Bodies, a record a term: who sits in them, who does what, whom to turn to.

use super::{Choice, Declaration, Field, Shape, TITLE, choice, optional, required};
use crate::model::id::Kind;

/// Kinds of bodies.
pub(crate) const BODIES: &[Choice] = &[
    choice("residents-committee", "居民委员会"),
    choice("property-management-committee", "物业管理委员会"),
    choice("owners-committee", "业主委员会"),
    choice("supervisors", "监督小组"),
    choice("self-management-committee", "自管会"),
    choice("self-management-group", "自治管理小组"),
    choice("party-branch", "党支部"),
    choice("volunteers", "志愿队伍"),
    choice("joint-body", "联席会"),
    choice("other-body", "其他"),
];

const NAMES: &[Choice] = &[choice("masked", "隐名"), choice("shown", "公开")];

const TERM: &[Field] = &[
    optional("number", "届次", Shape::Count),
    required("from", "起", Shape::Day),
    optional("to", "止", Shape::Day),
];

const MEMBER: &[Field] = &[
    required("name", "姓名", Shape::Name),
    required("role", "职务", Shape::Text),
    optional("party", "党员", Shape::YesNo),
    optional("group", "分组", Shape::Text),
];

const DUTY: &[Field] = &[
    required("duty", "事项", Shape::Text),
    required("holder", "负责", Shape::Text),
    optional("fund", "资金", Shape::Fund),
    optional("pact", "公约", Shape::Reference(&[Kind::Pact])),
    optional("fee", "收费项目", Shape::Reference(&[Kind::Fee])),
];

const TURN: &[Field] = &[
    optional("building", "楼栋", Shape::Building),
    optional("entrance", "单元", Shape::Text),
    required("role", "身份", Shape::Text),
    optional("person", "姓名", Shape::Name),
    optional("phone", "电话", Shape::Text),
    optional("hours", "时间", Shape::Text),
];

/// 组织: one term of a body.
pub(crate) const PEOPLE: Declaration = Declaration {
    kind: Kind::People,
    zh: "组织",
    fields: &[
        required("kind", "种类", Shape::Choice(BODIES)),
        optional("body", "代号", Shape::Text),
        optional("term", "任期", Shape::Map(TERM)),
        optional("elected_by", "选举依据", Shape::Reference(&[Kind::Decision])),
        optional("part_of", "隶属", Shape::Reference(&[Kind::People])),
        optional("works_with", "协同", Shape::Many(&Shape::Reference(&[Kind::People]))),
        optional("seats", "名额", Shape::Count),
        optional("names", "姓名", Shape::Choice(NAMES)),
        optional("members", "成员", Shape::Many(&Shape::Map(MEMBER))),
        optional("count", "人数", Shape::Count),
        optional("party", "党员", Shape::Count),
        optional("teams", "队伍", Shape::Count),
        optional("duties", "职责", Shape::Many(&Shape::Map(DUTY))),
        optional("contacts", "联系", Shape::Many(&Shape::Map(TURN))),
    ],
    needs: &[TITLE],
    summed: false,
};
