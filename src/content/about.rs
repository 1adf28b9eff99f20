//! A number as people know it: `300多支`, `4万余人`, `1300余个`, or exactly `12支`.

use super::values::{BEHIND, stated};
use crate::model::money::Currency;
use crate::model::stated::{Rough, Stated};

/// What a whole number may be counted in.
pub(crate) const MEASURES: &str =
    "个個人名户戶家件次场場支条條辆輛套台臺处處间間张張本份天项項棵把盏盞块塊";

/// A number that may be known only roughly; its amount is in ones. What stands behind it is what it
/// is counted in.
#[must_use]
pub fn rough(text: &str) -> Option<Stated> {
    let ones = Currency { code: String::new(), digits: 0 };
    let said = text.trim();
    let bare = || {
        let behind = BEHIND.iter().find_map(|(word, _)| Some((said.strip_suffix(word)?, *word)));
        let (rest, bound) = behind.unwrap_or((said, ""));
        let rest = rest.trim_end().strip_suffix(|c: char| MEASURES.contains(c))?;
        stated(&format!("{rest}{bound}"), &ones)
    };
    match stated(said, &ones).or_else(bare)? {
        Stated::Exact(near) => (near.minor() >= 0).then_some(Stated::Exact(near)),
        Stated::Rough(rough) => Some(Stated::Rough(Rough { said: said.to_owned(), ..rough })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_know_them() {
        let check = |text: &str, plain: Option<&str>| {
            assert_eq!(rough(text).map(|read| read.plain(0)).as_deref(), plain, "{text}");
        };
        check("12", Some("12"));
        check("１２支", Some("12"));
        check("300多支", Some("over 300"));
        check("4万余人", Some("over 40000"));
        check("1300余个", Some("over 1300"));
        check("1300餘個", Some("over 1300"));
        check("约30人", Some("about 30"));
        check("30人左右", Some("about 30"));
        check("20 to 30", None);
        check("好多人", None);
        check("-3", None);
        check("1.5", None);
    }
}
