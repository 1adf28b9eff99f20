//! A person's name: what a board may show of it, and no way to the rest.
//!
//! The whole name is needed to know somebody again. It has no reader, so no page, file or message
//! can come by it; `shown` gives what is published.

use std::fmt;

/// What a record lets be seen of its people's names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Names {
    /// 隐名: the surname alone.
    #[default]
    Masked,
    /// 公开: the name as it is written.
    Shown,
}

impl Names {
    /// What is published of a name.
    #[must_use]
    pub fn publish(self, name: &str) -> String {
        match self {
            Self::Masked => mask(name),
            Self::Shown => name.trim().to_owned(),
        }
    }
}

/// Somebody's name.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonName {
    whole: String,
    names: Names,
}

impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown())
    }
}

impl PersonName {
    /// A name as written in a record.
    #[must_use]
    pub fn new(written: &str, names: Names) -> Self {
        let words: Vec<&str> = written.split_whitespace().collect();
        let between = if written.chars().any(is_han) { "" } else { " " };
        Self { whole: words.join(between), names }
    }

    /// What is published of it.
    #[must_use]
    pub fn shown(&self) -> String {
        self.names.publish(&self.whole)
    }

    /// Whether nothing of it is masked.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.names == Names::Shown
    }

    /// Whether two names are one, so far as can be known: of what the committee itself has masked,
    /// nobody knows whose it is.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.is_whole() && self.whole == other.whole
    }

    /// Whether it may be told that two names are one. Where one is shown and the other masked, that
    /// would say the masked one.
    #[must_use]
    pub fn may_join(&self, other: &Self) -> bool {
        self.is_same(other) && self.names == other.names
    }

    /// Whether a text says what is masked here.
    #[must_use]
    pub fn is_told_in(&self, text: &str) -> bool {
        !self.is_public() && self.is_whole() && text.contains(&self.whole)
    }

    /// Whether it is a name, not a surname or what is left of a name.
    fn is_whole(&self) -> bool {
        let masked = |c: char| matches!(c, '某' | '*' | '＊' | '×' | '○' | '〇');
        self.whole.chars().count() > 1
            && !self.whole.contains(masked)
            && mask(&self.whole) != self.whole
    }
}

const COMPOUND: [&str; 36] = [
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "司空",
    "夏侯", "端木", "南宫", "西门", "独孤", "长孙", "宇文", "轩辕", "百里", "呼延", "歐陽", "司馬",
    "諸葛", "東方", "尉遲", "公孫", "南宮", "西門", "獨孤", "長孫", "钟离", "濮阳", "鍾離", "濮陽",
];

/// The surname, and that there is more: `张某某`; of a name in letters, the initials. A mask that is
/// always as long says nothing of the name, and a masked name stays what it is.
#[must_use]
pub fn mask(name: &str) -> String {
    let name = name.trim();
    let Some(first) = name.chars().next() else { return String::new() };
    if is_han(first) {
        let compound = COMPOUND.iter().find(|known| name.starts_with(**known) && name != **known);
        let surname = compound.map_or_else(|| first.to_string(), |known| (*known).to_owned());
        return format!("{surname}某某");
    }
    let initial = |word: &str| word.chars().next().map(|first| format!("{first}."));
    name.split_whitespace().filter_map(initial).collect::<Vec<_>>().join(" ")
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(name: &str) -> PersonName {
        PersonName::new(name, Names::Masked)
    }

    #[test]
    fn of_a_masked_name_the_surname_is_left_and_not_its_length() {
        for (name, shown) in [
            ("王甲", "王某某"),
            ("王 甲 乙", "王某某"),
            ("欧阳甲", "欧阳某某"),
            ("歐陽甲乙", "歐陽某某"),
            ("欧阳", "欧某某"),
            ("王", "王某某"),
            ("王*", "王某某"),
            ("王某某", "王某某"),
            ("Ada Example Person", "A. E. P."),
            ("A. E.", "A. E."),
        ] {
            assert_eq!(masked(name).shown(), shown, "{name}");
            assert_eq!(mask(shown), shown, "masked twice is masked once");
            assert!(!format!("{:?}", masked("王甲乙")).contains('甲'), "nor does a trace say it");
        }
        assert_eq!(PersonName::new(" 王甲 ", Names::Shown).shown(), "王甲");
    }

    #[test]
    fn people_are_known_again_by_whole_names_only() {
        assert!(masked("王甲").is_same(&masked("王 甲")));
        assert!(!masked("王甲").is_same(&masked("王乙")));
        for rest in ["王某某", "王*", "王", "A. E."] {
            assert!(!masked(rest).is_same(&masked(rest)), "{rest} may be two people");
        }
        let shown = PersonName::new("王甲", Names::Shown);
        assert!(shown.is_same(&masked("王甲")) && !shown.may_join(&masked("王甲")));
        assert!(masked("王甲").is_told_in("由王甲经手") && !shown.is_told_in("由王甲经手"));
    }
}
