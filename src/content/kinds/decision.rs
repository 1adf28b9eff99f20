//! Meetings and what they decided.

use super::consultation::OPINION;
use super::{Choice, DATE, Declaration, Field, Shape, TITLE, choice, optional, required};
use crate::model::id::Kind;

/// The kinds of meetings.
pub(crate) const ASSEMBLIES: &[Choice] = &[
    choice("owners-meeting", "业主大会"),
    choice("committee", "业委会"),
    choice("joint", "联席会"),
    choice("hearing", "听证会"),
    choice("deliberation", "议事会"),
    choice("supervisors", "监督小组"),
    choice("residents-meeting", "居民会议"),
    choice("villagers-meeting", "村民会议"),
    choice("villagers-representatives", "村民代表会议"),
];

const MATTERS: &[Choice] = &[
    choice("general", "一般"),
    choice("special", "特别"),
    choice("committee", "委员会"),
    choice("simple", "简单多数"),
    choice("residents", "居民"),
    choice("villagers", "村民"),
    choice("households", "户代表"),
    choice("representatives", "村民代表"),
];

const METHODS: &[Choice] =
    &[choice("ballot", "票决"), choice("hands", "举手"), choice("voice", "口头")];

const COUNTED_AS: &[Choice] = &[
    choice("follow-majority", "从多数"),
    choice("as-abstained", "算弃权"),
    choice("not-counted", "不计入"),
];

const OUTCOMES: &[Choice] = &[
    choice("passed", "通过"),
    choice("passed-as-amended", "修改后通过"),
    choice("defeated", "未通过"),
    choice("tabled", "搁置"),
    choice("withdrawn", "撤回"),
];

/// How days are counted.
pub(crate) const DAYS: &[Choice] = &[choice("calendar", "自然日"), choice("working", "工作日")];

const PRESENT: &[Field] = &[
    required("role", "身份", Shape::Text),
    required("count", "人数", Shape::Count),
    optional("of", "应到", Shape::Count),
];

/// People are counted whole, floor area to the hundredth of a square metre.
const TALLY: &[Field] = &[
    optional("eligible", "总数", Shape::Decimal(2)),
    optional("voted", "参与", Shape::Decimal(2)),
    required("for", "同意", Shape::Decimal(2)),
    optional("against", "反对", Shape::Decimal(2)),
    optional("abstain", "弃权", Shape::Decimal(2)),
    optional("invalid", "无效", Shape::Decimal(2)),
    optional("unanswered", "未表决", Shape::Decimal(2)),
];

const VOTES: &[Field] = &[
    optional("people", "人数", Shape::Map(TALLY)),
    optional("area", "面积", Shape::Map(TALLY)),
    optional("counted_as", "未表决视为", Shape::Choice(COUNTED_AS)),
    optional("by_rule", "依据", Shape::Text),
];

const FOLLOW_UP: &[Field] = &[
    required("what", "事项", Shape::Text),
    optional("who", "负责", Shape::Text),
    optional("by", "期限", Shape::Day),
    optional("done", "完成", Shape::Day),
];

const MOTION: &[Field] = &[
    required("number", "编号", Shape::Text),
    required("text", "内容", Shape::Text),
    optional("item", "公示事项", Shape::Text),
    optional("matter", "事项类别", Shape::Choice(MATTERS)),
    optional("method", "表决方式", Shape::Choice(METHODS)),
    optional("votes", "表决", Shape::Map(VOTES)),
    required("outcome", "结果", Shape::Choice(OUTCOMES)),
    optional("follow_up", "落实", Shape::Many(&Shape::Map(FOLLOW_UP))),
];

/// Who took part, by people and by floor area.
const VOTED: &[Field] =
    &[optional("people", "人数", Shape::Decimal(2)), optional("area", "面积", Shape::Decimal(2))];

const CANDIDATE: &[Field] = &[
    required("name", "姓名", Shape::Text),
    required("people", "人数", Shape::Decimal(2)),
    optional("area", "面积", Shape::Decimal(2)),
    optional("elected", "当选", Shape::YesNo),
];

const ELECTION: &[Field] = &[
    required("body", "选什么", Shape::Text),
    optional("item", "公示事项", Shape::Text),
    required("seats", "名额", Shape::Count),
    optional("eligible", "总数", Shape::Decimal(2)),
    optional("voted", "参与", Shape::Map(VOTED)),
    required("candidates", "候选人", Shape::Many(&Shape::Map(CANDIDATE))),
    optional("tie_broken_by", "同票办法", Shape::Text),
];

const WINDOW: &[Field] = &[
    required("from", "起", Shape::Day),
    required("days", "天数", Shape::Count),
    optional("kind", "天数种类", Shape::Choice(DAYS)),
    optional("objections", "异议", Shape::Count),
    optional("answers", "异议和回应", Shape::Many(&Shape::Map(OPINION))),
];

const POSTED_AGENDA: &[Field] =
    &[required("on", "贴出", Shape::Day), required("items", "事项", Shape::Many(&Shape::Text))];

/// 决定: a meeting and what it decided.
pub(crate) const DECISION: Declaration = Declaration {
    kind: Kind::Decision,
    zh: "决定",
    fields: &[
        required("kind", "会议", Shape::Choice(ASSEMBLIES)),
        optional("place", "地点", Shape::Text),
        optional("attended", "到会", Shape::Many(&Shape::Map(PRESENT))),
        optional("posted_agenda", "公示议程", Shape::Map(POSTED_AGENDA)),
        optional("motions", "议题", Shape::Many(&Shape::Map(MOTION))),
        optional("elections", "选举", Shape::Many(&Shape::Map(ELECTION))),
        optional("window", "公示期", Shape::Map(WINDOW)),
        optional("approves", "最多支出", Shape::Money),
        optional("for", "关于", Shape::Many(&Shape::Reference(&[]))),
        optional("consulted", "征求意见", Shape::Reference(&[Kind::Consultation])),
    ],
    needs: &[TITLE, DATE],
    summed: false,
};
