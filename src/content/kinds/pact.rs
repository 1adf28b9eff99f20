//! Pacts, a record a version.

use super::{Declaration, Field, Shape, TITLE, optional, required};
use crate::model::id::Kind;

const CHANGE: &[Field] =
    &[required("what", "内容", Shape::Text), optional("why", "原因", Shape::Text)];

/// 公约: one version of the rules that neighbours gave themselves.
pub(crate) const PACT: Declaration = Declaration {
    kind: Kind::Pact,
    zh: "公约",
    fields: &[
        optional("pact", "代号", Shape::Text),
        required("version", "版本", Shape::Text),
        optional("adopted_by", "依据", Shape::Reference(&[Kind::Decision])),
        required("effective", "生效", Shape::Day),
        optional("replaces", "替代", Shape::Reference(&[Kind::Pact])),
        optional("changes", "修改", Shape::Many(&Shape::Map(CHANGE))),
    ],
    needs: &[TITLE],
    summed: false,
};
