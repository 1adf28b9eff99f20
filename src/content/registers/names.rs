//! The names in a type: no two columns share one, and none is what the program writes itself.

use super::read::bad;
use crate::content::fields::{Desk, Fields};
use crate::model::register::{Both, Column, Computed};
use crate::script;

/// What tables and typed totals hold besides the columns of a type.
const KEPT: [Both; 6] = [
    Both { en: "number", zh: "编号" },
    Both { en: "id", zh: "代号" },
    Both { en: "register", zh: "台账" },
    Both { en: "register_title", zh: "台账标题" },
    Both { en: "as_of", zh: "截至" },
    Both { en: "rows", zh: "行数" },
];

/// Names each column that cannot be called what it is called.
pub(super) fn check(
    desk: &mut Desk<'_>,
    fields: &Fields<'_>,
    columns: &[Column],
    computed: &[Computed],
) {
    let written = columns.iter().map(|column| ("columns", column.name));
    let all: Vec<(&str, Both)> =
        written.chain(computed.iter().map(|one| ("computed", one.name))).collect();
    for (place, (field, name)) in all.iter().enumerate() {
        let before = &all[..place];
        let why = if KEPT.iter().any(|kept| is_kept(*name, *kept)) {
            "kept"
        } else if [name.en, name.zh].iter().any(|name| name.contains(['.', ' ', '#'])) {
            "name"
        } else if before.iter().any(|(_, other)| shared(*name, *other)) {
            "same"
        } else {
            continue;
        };
        bad(desk, fields.spans().of(field), name.en, why);
    }
}

/// Whether two names are one in a language.
pub(super) fn shared(a: Both, b: Both) -> bool {
    a.en == b.en || a.zh == b.zh
}

fn is_kept(name: Both, kept: Both) -> bool {
    [name.en, name.zh].iter().any(|name| *name == kept.en || script::is(name, kept.zh))
}
