//! Rule packs, and the public holidays of a country.

use super::board::NATURES;
use super::decision::{ASSEMBLIES, DAYS};
use super::people::BODIES;
use super::{Choice, Field, Shape, choice, optional, required};

const CURRENT: &[Choice] =
    &[choice("yes", "现行"), choice("unknown", "未核对"), choice("no", "已被替代")];

const EVERY: &[Choice] = &[
    choice("month", "每月"),
    choice("quarter", "每季度"),
    choice("half-year", "每半年"),
    choice("year", "每年"),
    choice("always", "一直"),
];

const TEXT: &[Field] = &[
    required("id", "代号", Shape::Text),
    required("name", "名称", Shape::Text),
    required("read", "读于", Shape::Day),
    required("current", "是否现行", Shape::Choice(CURRENT)),
    optional("note", "说明", Shape::Text),
];

const STRETCH: &[Field] =
    &[required("days", "天数", Shape::Count), optional("kind", "天数种类", Shape::Choice(DAYS))];

const DUE: &[Field] = &[
    optional("months", "月数", Shape::Count),
    optional("days", "天数", Shape::Count),
    optional("kind", "天数种类", Shape::Choice(DAYS)),
];

const EVIDENCE: &[Field] = &[
    required("kind", "种类", Shape::Text),
    optional("meeting", "会议", Shape::Choice(ASSEMBLIES)),
    optional("body", "组织", Shape::Choice(BODIES)),
];

const DUTY: &[Field] = &[
    required("id", "代号", Shape::Text),
    required("title", "标题", Shape::Text),
    required("text", "依据", Shape::Text),
    required("article", "条款", Shape::Text),
    optional("from", "起", Shape::Day),
    required("every", "每", Shape::Choice(EVERY)),
    optional("due", "期限", Shape::Map(DUE)),
    optional("fund", "资金性质", Shape::Choice(NATURES)),
    optional("satisfied_by", "由什么满足", Shape::Many(&Shape::Map(EVIDENCE))),
    optional("posted", "公示", Shape::Map(STRETCH)),
    optional("answered", "回应", Shape::Map(STRETCH)),
    optional("note", "说明", Shape::Text),
];

const ASKED: &[Field] = &[
    required("id", "代号", Shape::Text),
    required("title", "标题", Shape::Text),
    required("text", "依据", Shape::Text),
    required("article", "条款", Shape::Text),
    optional("from", "起", Shape::Day),
    required("of", "种类", Shape::Text),
    optional("meetings", "会议", Shape::Many(&Shape::Choice(ASSEMBLIES))),
    optional("notice", "提前", Shape::Map(STRETCH)),
    optional("published", "公布", Shape::Map(STRETCH)),
    optional("posted", "公示", Shape::Map(STRETCH)),
    optional("answered", "回应", Shape::Map(STRETCH)),
    optional("note", "说明", Shape::Text),
];

/// The fields of a rule pack.
pub const PACK: &[Field] = &[
    required("format", "格式", Shape::Text),
    required("title", "标题", Shape::Text),
    optional("year_starts", "年度起始月", Shape::Count),
    required("texts", "法规", Shape::Many(&Shape::Map(TEXT))),
    optional("duties", "应公布", Shape::Many(&Shape::Map(DUTY))),
    optional("notices", "公示要求", Shape::Many(&Shape::Map(ASKED))),
];

const YEAR: &[Field] = &[
    required("year", "年", Shape::Count),
    required("off", "放假", Shape::Many(&Shape::Text)),
    optional("working", "上班", Shape::Many(&Shape::Text)),
];

/// The fields of a file of public holidays.
pub const HOLIDAYS: &[Field] = &[
    required("format", "格式", Shape::Text),
    required("title", "标题", Shape::Text),
    required("years", "年份", Shape::Many(&Shape::Map(YEAR))),
];
