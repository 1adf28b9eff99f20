//! Notices, where they hung, and what is not published.

use super::consultation::WINDOW;
use super::{Choice, DATE, Declaration, Shape, TITLE, choice, optional, required};
use crate::model::id::Kind;

const FORMS: &[Choice] = &[
    choice("notice", "通知"),
    choice("announcement", "公告"),
    choice("publicity", "公示"),
    choice("call-for-items", "议题征集"),
    choice("meeting-ahead", "议事预告"),
];

/// 公告: something the board has to say, in its own words.
pub(crate) const NOTICE: Declaration = Declaration {
    kind: Kind::Notice,
    zh: "公告",
    fields: &[
        required("kind", "文种", Shape::Choice(FORMS)),
        optional("to", "致", Shape::Text),
        optional("window", "公示期", Shape::Map(WINDOW)),
        optional("for", "关于", Shape::Many(&Shape::Reference(&[]))),
    ],
    needs: &[TITLE, DATE],
    summed: false,
};

/// 张贴: what hung where, from when to when.
pub(crate) const POSTING: Declaration = Declaration {
    kind: Kind::Posting,
    zh: "张贴",
    fields: &[
        optional("notice", "公示内容", Shape::Reference(&[])),
        optional("fund", "资金", Shape::Fund),
        optional("period", "所属期", Shape::Period),
        required("place", "地点", Shape::Text),
        required("up", "贴出", Shape::Day),
        optional("down", "撤下", Shape::Day),
    ],
    needs: &[],
    summed: false,
};

/// 不予公布: what is lawfully not published.
pub(crate) const WITHHELD: Declaration = Declaration {
    kind: Kind::Withheld,
    zh: "不予公布",
    fields: &[
        required("duty", "应公布事项", Shape::Text),
        optional("period", "所属期", Shape::Period),
        required("basis", "依据", Shape::Text),
        required("why", "原因", Shape::Text),
    ],
    needs: &[DATE],
    summed: false,
};
