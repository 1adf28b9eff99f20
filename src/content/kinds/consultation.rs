//! Consultations.

use super::decision::DAYS;
use super::{Choice, Declaration, Field, Shape, TITLE, choice, optional, required};
use crate::model::id::Kind;

pub(crate) const WINDOW: &[Field] = &[
    required("from", "起", Shape::Day),
    required("days", "天数", Shape::Count),
    optional("kind", "天数种类", Shape::Choice(DAYS)),
];

const ADOPTED: &[Choice] =
    &[choice("in-full", "采纳"), choice("in-part", "部分采纳"), choice("declined", "不采纳")];

/// Something that was said, and its answer.
pub(super) const OPINION: &[Field] = &[
    required("said", "意见", Shape::Text),
    optional("from", "来自", Shape::Text),
    optional("count", "人数", Shape::Count),
    optional("reply", "回应", Shape::Text),
    optional("adopted", "采纳情况", Shape::Choice(ADOPTED)),
    optional("why", "原因", Shape::Text),
    optional("on", "回应日期", Shape::Day),
];

const CONSENT: &[Field] = &[
    required("place", "楼门", Shape::Text),
    required("agreed", "同意", Shape::Count),
    optional("refused", "不同意", Shape::Count),
    optional("pending", "未表态", Shape::Count),
    optional("of", "总户数", Shape::Count),
];

/// 征求意见: a draft, what was said to it, and who is for it.
pub(crate) const CONSULTATION: Declaration = Declaration {
    kind: Kind::Consultation,
    zh: "征求意见",
    fields: &[
        required("window", "公示期", Shape::Map(WINDOW)),
        optional("channels", "渠道", Shape::Many(&Shape::Text)),
        optional("issued", "发出", Shape::Count),
        optional("returned", "收回", Shape::Count),
        optional("views", "意见", Shape::Many(&Shape::Map(OPINION))),
        optional("consent", "同意情况", Shape::Many(&Shape::Map(CONSENT))),
        optional("as_of", "截至", Shape::Day),
        optional("for", "关于", Shape::Many(&Shape::Reference(&[]))),
    ],
    needs: &[TITLE],
    summed: false,
};
