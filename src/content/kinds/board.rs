//! board.yaml: who publishes, where the money lies, who may vote.

use super::{Choice, Field, Shape, choice, optional, required};

const ACCOUNT_KINDS: &[Choice] = &[choice("bank", "银行"), choice("cash", "现金")];

const FILINGS: &[Field] =
    &[optional("icp", "备案号", Shape::Text), optional("police", "公安备案号", Shape::Text)];

const CONTACT: &[Field] = &[
    required("name", "名称", Shape::Text),
    optional("phone", "电话", Shape::Text),
    optional("hours", "时间", Shape::Text),
    optional("place", "地点", Shape::Text),
];

const SUPERVISION: &[Field] = &[
    required("body", "单位", Shape::Text),
    optional("phone", "电话", Shape::Text),
    optional("hours", "时间", Shape::Text),
    optional("place", "地点", Shape::Text),
];

const ACCOUNT: &[Field] = &[
    required("id", "代号", Shape::Text),
    required("name", "名称", Shape::Text),
    required("kind", "种类", Shape::Choice(ACCOUNT_KINDS)),
];

const OPENING: &[Field] =
    &[required("date", "日期", Shape::Day), required("balance", "余额", Shape::Money)];

const FUND: &[Field] = &[
    required("id", "代号", Shape::Text),
    required("name", "名称", Shape::Text),
    required("held_in", "存放", Shape::Text),
    required("opening", "期初", Shape::Map(OPENING)),
    optional("purpose", "用途", Shape::Text),
    optional("restricted", "专用", Shape::YesNo),
    optional("spent_on", "只用于", Shape::Many(&Shape::Text)),
    optional("supervised_by", "监督人", Shape::Text),
    optional("nature", "性质", Shape::Choice(NATURES)),
];

/// Whose money a fund is before the law.
pub(crate) const NATURES: &[Choice] = &[
    choice("common-income", "公共收益"),
    choice("maintenance", "维修资金"),
    choice("self-managed", "自管资金"),
    choice("expenses", "工作经费"),
    choice("allotment", "专项经费"),
];

const COVERAGE: &[Field] = &[
    optional("since", "起", Shape::Day),
    optional("until", "止", Shape::Day),
    optional("checked", "核对于", Shape::Day),
];

const VOUCHERS: &[Choice] =
    &[choice("asked", "提醒"), choice("required", "必须有"), choice("not-asked", "不提醒")];

const LIMITS: &[Field] = &[
    optional("decision_above", "超过须有决定", Shape::Money),
    optional("vouchers", "凭证", Shape::Choice(VOUCHERS)),
    optional("unspent_after", "未用提醒天数", Shape::Count),
];

const BUILDING: &[Field] = &[
    required("id", "代号", Shape::Text),
    required("name", "名称", Shape::Text),
    optional("entrances", "单元", Shape::Many(&Shape::Text)),
    optional("households", "户数", Shape::Count),
    optional("area", "面积", Shape::Decimal(2)),
];

const HOLDING: &[Field] =
    &[required("units", "套数", Shape::Count), required("why", "原因", Shape::Text)];

/// Who may vote: the people, or the units that they come from.
pub(crate) const ROLL: &[Field] = &[
    required("from", "起", Shape::Day),
    optional("people", "人数", Shape::Count),
    required("area", "面积", Shape::Decimal(2)),
    optional("units", "套数", Shape::Count),
    optional("one_owner", "按一人算", Shape::Many(&Shape::Map(HOLDING))),
];

const COUNTINGS: &[Choice] = &[
    choice("meetings", "会议"),
    choice("matters", "议题"),
    choice("cases", "受理"),
    choice("closed", "办结"),
    choice("resolved", "解决"),
    choice("other", "其他"),
];

/// 事项: what a total of something else cannot do without.
pub(crate) const WHAT: Field = optional("what", "事项", Shape::Text);

const STATED_TOTAL: &[Field] = &[
    required("period", "所属期", Shape::Period),
    required("of", "统计", Shape::Choice(COUNTINGS)),
    WHAT,
    required("count", "数量", Shape::StatedCount),
    optional("rate", "比率", Shape::Share),
    required("source", "出处", Shape::Text),
    optional("why", "原因", Shape::Text),
];

/// What the board calls what happens to a case.
const STAGES: &[Field] = &[
    optional("received", "受理", Shape::Text),
    optional("examined", "核实", Shape::Text),
    optional("assigned", "分派", Shape::Text),
    optional("urged", "督办", Shape::Text),
    optional("escalated", "上报", Shape::Text),
    optional("arrived", "到场", Shape::Text),
    optional("replied", "反馈", Shape::Text),
    optional("repeated", "再次反映", Shape::Text),
    optional("closed", "办结", Shape::Text),
    optional("reopened", "重办", Shape::Text),
    optional("visited", "回访", Shape::Text),
    optional("assessed", "考核", Shape::Text),
    optional("noted", "进展", Shape::Text),
];

/// The fields of board.yaml.
pub const BOARD: &[Field] = &[
    required("format", "格式", Shape::Text),
    required("name", "名称", Shape::Text),
    required("publisher", "发布单位", Shape::Text),
    optional("community", "社区", Shape::Text),
    optional("address", "地址", Shape::Text),
    optional("banner", "页眉提示", Shape::Text),
    optional("trial", "试用", Shape::YesNo),
    optional("contacts", "联系", Shape::Many(&Shape::Map(CONTACT))),
    optional("supervision", "监督", Shape::Map(SUPERVISION)),
    required("locale", "语言", Shape::Text),
    required("currency", "货币", Shape::Text),
    required("time_zone", "时区", Shape::Text),
    optional("base_url", "网址", Shape::Text),
    optional("picture", "配图", Shape::Text),
    optional("listed", "可被搜索", Shape::YesNo),
    optional("filings", "备案", Shape::Map(FILINGS)),
    optional("theme", "主题", Shape::Text),
    optional("accounts", "账户", Shape::Many(&Shape::Map(ACCOUNT))),
    optional("funds", "资金", Shape::Many(&Shape::Map(FUND))),
    optional("buildings", "楼栋", Shape::Many(&Shape::Map(BUILDING))),
    optional("rolls", "户数面积", Shape::Many(&Shape::Map(ROLL))),
    optional("stated_totals", "只有总数", Shape::Many(&Shape::Map(STATED_TOTAL))),
    optional("case_stages", "办事环节", Shape::Map(STAGES)),
    optional("limits", "限额", Shape::Map(LIMITS)),
    optional("packs", "适用规则", Shape::Many(&Shape::Text)),
    optional("coverage", "应公布", Shape::Map(COVERAGE)),
    optional("members", "成员", Shape::Many(&Shape::Text)),
    optional("keep", "保留", Shape::Many(&Shape::Text)),
];
