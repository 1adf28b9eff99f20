//! The name that a mistyped one most likely means.

/// The name most like `name`, if one is like it at all.
#[must_use]
pub fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    names
        .map(|known| (strsim::damerau_levenshtein(&name.to_lowercase(), known), known))
        .filter(|(distance, known)| {
            let length = known.chars().count().max(name.chars().count());
            *distance * 5 <= length * 2 || (*distance == 1 && length > 1)
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested() {
        let near = |name| nearest(name, ["amount", "account", "金额", "收款方"].into_iter());
        assert_eq!(near("amuont"), Some("amount"));
        assert_eq!(near("Amount"), Some("amount"));
        assert_eq!(near("金颔"), Some("金额"));
        assert_eq!(near("colour"), None);
    }
}
