//! Every name that a file may use for a field, at any depth: what tells a name from a word.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::{
    BOARD, COMMON, Declaration, Field, HOLIDAYS, LIST, PACK, REGISTER_TYPE, Shape, declaration,
};
use crate::model::id::Kind;
use crate::script::found;

/// The names of a kind's fields, in both languages.
#[derive(Debug)]
pub(crate) struct Names(BTreeSet<&'static str>);

impl Names {
    fn of(declared: &[&'static [Field]]) -> Self {
        let mut names = BTreeSet::new();
        for fields in declared {
            collect(fields, &mut names);
        }
        Self(names)
    }

    /// The names in the files of a type of register.
    #[must_use]
    pub(crate) fn of_declaration(declared: &'static Declaration) -> Self {
        Self::of(&[LIST, declared.fields, COMMON])
    }

    /// The names in the file of such a type itself.
    #[must_use]
    pub(crate) fn of_types() -> &'static Self {
        static TYPE_NAMES: LazyLock<Names> = LazyLock::new(|| Names::of(&[REGISTER_TYPE]));
        &TYPE_NAMES
    }

    /// The names in the files of a kind.
    #[must_use]
    pub(crate) fn of_kind(kind: Kind) -> &'static Self {
        static KINDS: LazyLock<Vec<Names>> = LazyLock::new(|| {
            let of = |kind: &Kind| Names::of(&[LIST, declaration(*kind).fields, COMMON]);
            Kind::ALL.iter().map(of).collect()
        });
        &KINDS[kind as usize]
    }

    /// The names in board.yaml.
    #[must_use]
    pub(crate) fn of_board() -> &'static Self {
        static BOARD_NAMES: LazyLock<Names> = LazyLock::new(|| Names::of(&[BOARD]));
        &BOARD_NAMES
    }

    /// The names in rule packs and in files of public holidays.
    #[must_use]
    pub(crate) fn of_packs() -> &'static Self {
        static PACK_NAMES: LazyLock<Names> = LazyLock::new(|| Names::of(&[PACK, HOLIDAYS]));
        &PACK_NAMES
    }

    /// The names that every kind has: what is left where the kind is not known.
    #[must_use]
    pub(crate) fn of_any() -> &'static Self {
        static ANY: LazyLock<Names> = LazyLock::new(|| {
            let all = Kind::ALL.into_iter().map(|kind| declaration(kind).fields);
            Names::of(&all.chain([LIST, COMMON]).collect::<Vec<_>>())
        });
        &ANY
    }

    /// Whether a field is called that, in either script.
    #[must_use]
    pub(crate) fn contain(&self, word: &str) -> bool {
        found(word, |name| self.0.contains(name).then_some(())).is_some()
    }

    /// The names, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().copied()
    }
}

fn collect(fields: &'static [Field], names: &mut BTreeSet<&'static str>) {
    for field in fields {
        names.extend([field.en, field.zh]);
        let mut shape = field.shape;
        while let Shape::Many(inner) | Shape::Control(inner) = shape {
            shape = *inner;
        }
        if let Shape::Map(inner) = shape {
            collect(inner, names);
        }
    }
}
