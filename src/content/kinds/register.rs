//! Registers, and the files that tell a type of them.

use super::{Choice, Declaration, Field, Shape, TITLE, choice, optional, required};
use crate::model::id::Kind;

/// The number of a row.
pub(crate) const ROW_NUMBER: Field = required("number", "编号", Shape::Text);

/// 类型: which type it is of.
pub(crate) const TYPE: Field = required("type", "类型", Shape::Text);
/// 截至: the day on which it was so.
pub(crate) const AS_OF: Field = optional("as_of", "截至", Shape::Day);
/// 行数: how many rows it says it has.
pub(crate) const ROW_COUNT: Field = optional("rows", "行数", Shape::Count);

/// 台账, of a type that is not known: of its rows nothing can be said. What the rows of a type hold
/// is told by `content::registers`.
pub(crate) const REGISTER: Declaration = Declaration {
    kind: Kind::Register,
    zh: "台账",
    fields: &[
        TYPE,
        AS_OF,
        optional("rows", "行", Shape::Many(&Shape::Map(&[ROW_NUMBER]))),
        optional("totals", "合计数", Shape::Map(&[ROW_COUNT])),
    ],
    needs: &[TITLE],
    summed: false,
};

/// How the values of a column are written.
pub(crate) const FORMS: &[Choice] = &[
    choice("text", "文字"),
    choice("person", "人名"),
    choice("count", "整数"),
    choice("about", "约数"),
    choice("decimal", "小数"),
    choice("money", "金额"),
    choice("day", "日期"),
    choice("period", "期间"),
    choice("yes-no", "是否"),
    choice("choice", "选项"),
    choice("reference", "记录"),
    choice("share", "比例"),
    choice("rate", "比率"),
    choice("private", "不公开"),
];

const STANDS: &[Choice] =
    &[choice("open", "未完"), choice("done", "完成"), choice("failed", "未成")];

/// What has one form in English and one in Chinese.
pub(crate) const BOTH: &[Field] =
    &[optional("en", "英文", Shape::Text), optional("zh", "中文", Shape::Text)];

const VALUE: &[Field] = &[
    optional("en", "英文", Shape::Text),
    optional("zh", "中文", Shape::Text),
    optional("stand", "进度", Shape::Choice(STANDS)),
];

const NAME: Field = required("name", "名称", Shape::Map(BOTH));
const UNIT: Field = optional("unit", "单位", Shape::Map(BOTH));
const NAMES: Shape = Shape::Many(&Shape::Text);

const COLUMN: &[Field] = &[
    NAME,
    optional("label", "表头", Shape::Map(BOTH)),
    UNIT,
    required("form", "写法", Shape::Choice(FORMS)),
    optional("places", "小数位", Shape::Count),
    optional("values", "取值", Shape::Many(&Shape::Map(VALUE))),
    optional("to", "指向", NAMES),
    optional("required", "必填", Shape::YesNo),
    optional("guarded", "锁定", Shape::YesNo),
];

const COMPUTED: &[Field] = &[
    NAME,
    UNIT,
    optional("ratio", "占比", NAMES),
    optional("stated", "自报", Shape::Text),
    optional("difference", "相差", NAMES),
    optional("product", "乘积", NAMES),
    optional("change", "前后", NAMES),
    optional("days", "天数", NAMES),
    optional("income", "收益", Shape::YesNo),
];

const TOTAL: &[Field] = &[
    optional("sum", "相加", Shape::Text),
    optional("count", "分项计数", Shape::Text),
    optional("share", "占比", NAMES),
];

const CHECK: &[Field] = &[
    required("says", "提示", Shape::Map(BOTH)),
    optional("not_after", "不晚于", NAMES),
    optional("at_most", "不超过", NAMES),
    optional("equals", "等于", Shape::Text),
    optional("product", "乘积", NAMES),
    optional("sum", "相加", NAMES),
    optional("needs", "必须有", Shape::Text),
    optional("when", "当", Shape::Text),
    optional("is", "是", NAMES),
    optional("unique", "不重复", NAMES),
    optional("apart", "不重叠", NAMES),
];

/// The fields of a type.
pub const REGISTER_TYPE: &[Field] = &[
    required("format", "格式", Shape::Text),
    NAME,
    optional("title", "标题", Shape::Map(BOTH)),
    optional("what", "用途", Shape::Map(BOTH)),
    required("columns", "列", Shape::Many(&Shape::Map(COLUMN))),
    optional("state", "状态列", Shape::Text),
    optional("computed", "算出", Shape::Many(&Shape::Map(COMPUTED))),
    optional("totals", "合计", Shape::Many(&Shape::Map(TOTAL))),
    optional("checks", "核对", Shape::Many(&Shape::Map(CHECK))),
];
