//! The fields that every record may have.

use super::{Choice, Field, Shape, choice, optional, required};

const STATES: &[Choice] =
    &[choice("shown", "公开"), choice("redacted", "遮盖"), choice("held", "留存")];

const STAGES: &[Choice] = &[choice("before", "处理前"), choice("after", "处理后")];

const GRADES: &[Choice] =
    &[choice("typo", "笔误"), choice("clarification", "澄清"), choice("correction", "更正")];

const ERASURES: &[Choice] = &[choice("personal-data", "个人信息")];

const ATTACHMENT: &[Field] = &[
    required("file", "文件", Shape::File),
    optional("title", "标题", Shape::Text),
    optional("state", "状态", Shape::Choice(STATES)),
    optional("copy", "遮盖件", Shape::File),
    optional("inspect", "查阅处", Shape::Text),
    optional("stage", "阶段", Shape::Choice(STAGES)),
];

const CORRECTION: &[Field] = &[
    required("field", "字段", Shape::Text),
    required("was", "原值", Shape::Text),
    required("on", "日期", Shape::Day),
    required("grade", "等级", Shape::Choice(GRADES)),
    required("why", "原因", Shape::Text),
];

const WITHDRAWAL: &[Field] = &[
    required("on", "日期", Shape::Day),
    required("why", "原因", Shape::Text),
    optional("erase", "清除", Shape::Choice(ERASURES)),
];

/// 编号; every record of a list file needs it.
pub(crate) const NUMBER: Field = optional("number", "编号", Shape::Control(&Shape::Text));
/// 标题; some kinds need it.
pub(crate) const TITLE: Field = optional("title", "标题", Shape::Text);
/// 日期; some kinds need it.
pub(crate) const DATE: Field = optional("date", "日期", Shape::Day);

/// 撤回; a withdrawn record needs nothing else.
pub(crate) const WITHDRAWN: Field = optional("withdrawn", "撤回", Shape::Map(WITHDRAWAL));

/// Fields of every kind.
pub const COMMON: &[Field] = &[
    NUMBER,
    TITLE,
    DATE,
    optional("category", "类别", Shape::Text),
    optional("note", "说明", Shape::Text),
    optional("text", "正文", Shape::Prose),
    optional("attachments", "附件", Shape::Many(&Shape::Map(ATTACHMENT))),
    optional("draft", "草稿", Shape::Control(&Shape::YesNo)),
    optional("publish_from", "公布起", Shape::Control(&Shape::Day)),
    optional("show_until", "展示至", Shape::Control(&Shape::Day)),
    optional("private", "不公开", Shape::Private),
    optional("waives", "豁免", Shape::Waivers),
    optional("fulfils", "履行", Shape::Many(&Shape::Text)),
    optional("corrected", "更正", Shape::Many(&Shape::Map(CORRECTION))),
    WITHDRAWN,
    optional("invented", "虚构", Shape::YesNo),
];

/// 记录: the records of a file of many.
pub(crate) const RECORDS: Field = required("records", "记录", Shape::Many(&Shape::Map(&[])));
/// 默认: what its records leave out.
pub(crate) const DEFAULTS: Field = optional("defaults", "默认", Shape::Map(&[]));
/// 合计: the sum of their amounts.
pub(crate) const TOTAL: Field = optional("total", "合计", Shape::Money);
/// Fields of a file of many records.
pub const LIST: &[Field] = &[RECORDS, DEFAULTS, TOTAL];
