//! Free pages: a title and a text, nothing else.

use super::{Declaration, TITLE};
use crate::model::id::Kind;

/// 页面: a free text.
pub(crate) const PAGE: Declaration =
    Declaration { kind: Kind::Page, zh: "页面", fields: &[], needs: &[TITLE], summed: false };
