//! Catalogues of words: every sentence that the program says, in one language.
//!
//! A catalogue maps a dotted key to a pattern with `{name}` slots; a pattern may have the two
//! forms `one` and `other`, chosen by the slot `n`. The YAML they are written in is read by
//! `content`; this file only holds and fills them.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use indexmap::IndexMap;

use crate::hash::ByName;
use crate::script::{Script, traditional};

/// The languages that the built-in words speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Simplified Chinese, 简体中文.
    ZhCn,
    /// Traditional Chinese, 繁體中文.
    ZhHant,
    /// English.
    En,
    /// Another, by its tag: a file of words makes it, the program knows nothing else of it. Names
    /// are written as in English.
    Own(&'static str),
}

impl Language {
    /// How names are written in it.
    #[must_use]
    pub fn script(self) -> Script {
        match self {
            Self::ZhCn => Script::Simplified,
            Self::ZhHant => Script::Traditional,
            Self::En | Self::Own(_) => Script::English,
        }
    }

    /// Every language that words are built in for, in the order in which they are offered.
    pub const ALL: &[Self] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

    /// The BCP 47 tag that HTML and feeds carry.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::ZhHant => "zh-Hant",
            Self::En => "en",
            Self::Own(tag) => tag,
        }
    }

    /// The tags of all languages, for a message that offers them.
    #[must_use]
    pub fn offered() -> String {
        Self::ALL.iter().map(|language| language.tag()).collect::<Vec<_>>().join(", ")
    }

    /// The language of a tag as people write it (`zh`, `zh_TW.UTF-8`, `en-GB`), if there is one.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let own = Self::ALL.iter().find(|language| language.tag() == tag);
        let tag = tag.to_ascii_lowercase();
        let parts = || tag.split(['-', '_', '.', '@']);
        let first = parts().next().unwrap_or_default();
        if let Some(own) = own {
            Some(*own)
        } else if first == "zh" {
            // `zh-Hans-HK` says that Hong Kong reads simplified characters here.
            let traditional = parts().any(|part| matches!(part, "hant" | "tw" | "hk" | "mo"));
            let simplified = parts().any(|part| part == "hans");
            Some(if traditional && !simplified { Self::ZhHant } else { Self::ZhCn })
        } else if first == "en" {
            Some(Self::En)
        } else {
            None
        }
    }

    /// The language of a tag that a board writes: one that is built in, or one of which its theme
    /// brings the words. `None` where the text has not the form of a tag.
    #[must_use]
    pub fn of_board(tag: &str) -> Option<Self> {
        Self::from_tag(tag).or_else(|| {
            let mut parts = tag.split('-');
            let short = parts.next().is_some_and(|part| {
                (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase())
            });
            let rest = parts.all(|part| {
                (2..=8).contains(&part.len())
                    && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            });
            (short && rest).then(|| Self::Own(kept(tag)))
        })
    }
}

/// A tag for as long as the program runs: languages are handed about as plain values, and a board
/// has one of them, however often it is read.
fn kept(tag: &str) -> &'static str {
    static KEPT: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.get(tag) {
        return known;
    }
    let tag: &'static str = Box::leak(tag.into());
    kept.insert(tag);
    tag
}

/// What fills a slot of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Text as it stands: an excerpt, a name, an amount already written out.
    Text(String),
    /// A number of things.
    Count(i64),
    /// The key of another entry of the same catalogue: the name of a kind, a field, a value.
    Word(String),
    /// A name that has one form in English and one in Chinese: a field, a folder.
    Name(&'static str, &'static str),
    /// Another entry of the catalogue, with its own slots filled.
    Said(String, Vec<(&'static str, Arg)>),
    /// Several of them, joined as the language lists things.
    List(Vec<Arg>),
    /// Several of them, one after the other.
    Joined(Vec<Arg>),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<i64> for Arg {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}

/// A pattern as written: one form, or one for the singular and one for the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// One form for every number.
    Plain(String),
    /// Two forms, chosen by the slot `n`.
    Plural {
        /// For exactly one.
        one: String,
        /// For every other number.
        other: String,
    },
}

/// Patterns by key, in the order of the keys.
pub type Patterns = IndexMap<String, Pattern, ByName>;

/// One catalogue.
#[derive(Clone, Debug)]
pub struct Words {
    /// The language it speaks.
    pub language: Language,
    patterns: Patterns,
}

impl Words {
    /// A catalogue of the given patterns.
    #[must_use]
    pub fn new(language: Language, mut patterns: Patterns) -> Self {
        patterns.sort_unstable_keys();
        Self { language, patterns }
    }

    /// The patterns by key.
    #[must_use]
    pub fn patterns(&self) -> &Patterns {
        &self.patterns
    }

    /// The words for `key`, without slots; a key that is missing stands as itself, which the
    /// suite looks for.
    #[must_use]
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        match self.patterns.get(key) {
            Some(Pattern::Plain(text) | Pattern::Plural { other: text, .. }) => text,
            None => key,
        }
    }

    /// Whether the catalogue has words for `key`.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.patterns.contains_key(key)
    }

    /// The sentence for `key` with its slots filled.
    #[must_use]
    pub fn say(&self, key: &str, args: &[(&'static str, Arg)]) -> String {
        let pattern = match self.patterns.get(key) {
            Some(Pattern::Plain(text)) => text.as_str(),
            Some(Pattern::Plural { one, other }) => {
                let single = args.iter().any(|(name, arg)| *name == "n" && *arg == Arg::Count(1));
                if single { one } else { other }
            }
            None => key,
        };
        filled(pattern, &mut |slot, said| match args.iter().find(|(name, _)| *name == slot) {
            Some((_, arg)) => {
                self.write(said, arg);
                true
            }
            None => false,
        })
    }

    /// The same where only the slots that the pattern has should cost anything: `write` writes a
    /// slot, and says whether it knows it. Days are said by the hundred on a page.
    #[must_use]
    pub fn say_with(&self, key: &str, write: &mut dyn FnMut(&str, &mut String) -> bool) -> String {
        filled(self.get(key), write)
    }

    fn write(&self, out: &mut String, arg: &Arg) {
        match arg {
            Arg::Text(text) => out.push_str(text),
            Arg::Count(count) => {
                out.push_str(itoa::Buffer::new().format(*count));
            }
            Arg::Word(key) => out.push_str(self.get(key)),
            Arg::Name(en, zh) => match self.language {
                Language::ZhCn => out.push_str(zh),
                Language::ZhHant => out.push_str(&traditional(zh)),
                Language::En | Language::Own(_) => out.push_str(en),
            },
            Arg::Said(key, args) => out.push_str(&self.say(key, args)),
            Arg::Joined(parts) => parts.iter().for_each(|part| self.write(out, part)),
            Arg::List(items) => {
                for (place, item) in items.iter().enumerate() {
                    if place > 0 {
                        out.push_str(self.get("list.between"));
                    }
                    self.write(out, item);
                }
            }
        }
    }
}

/// A pattern with its slots written; what `write` does not know stays as it is.
fn filled(pattern: &str, write: &mut dyn FnMut(&str, &mut String) -> bool) -> String {
    let mut said = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    // Byte by byte: patterns are too short for a search that looks at many at once.
    let find = |text: &str, sign: u8| text.bytes().position(|byte| byte == sign);
    while let Some(open) = find(rest, b'{') {
        said.push_str(&rest[..open]);
        let Some(close) = find(&rest[open..], b'}') else {
            rest = &rest[open..];
            break;
        };
        if !write(&rest[open + 1..open + close], &mut said) {
            said.push_str(&rest[open..=open + close]);
        }
        rest = &rest[open + close + 1..];
    }
    said.push_str(rest);
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        let plain = |text: &str| Pattern::Plain(text.to_owned());
        let pages = Pattern::Plural { one: "{n} page".to_owned(), other: "{n} pages".to_owned() };
        Words::new(
            Language::En,
            Patterns::from_iter([
                ("pages".to_owned(), pages),
                ("field.amount".to_owned(), plain("amount")),
                ("list.between".to_owned(), plain(", ")),
                ("missing".to_owned(), plain("{what} lacks {fields}")),
            ]),
        )
    }

    #[test]
    fn tags_are_read_as_people_write_them() {
        let check = |tags: &str, language| {
            for tag in tags.split(' ') {
                assert_eq!(Language::from_tag(tag), language, "{tag}");
            }
        };
        check("zh zh-CN zh_CN.UTF-8 zh-Hans zh-Hans-HK zh-SG", Some(Language::ZhCn));
        check("zh-Hant zh-TW zh_TW.UTF-8 zh-HK zh-MO zh-Hant-HK zh_HK@x", Some(Language::ZhHant));
        check("en en-GB", Some(Language::En));
        check("fr C.UTF-8", None);
        assert!(Language::offered().starts_with("zh-CN, zh-Hant, en"));
    }

    #[test]
    fn a_board_may_have_a_language_of_its_own() {
        assert_eq!(Language::of_board("zh-TW"), Some(Language::ZhHant));
        assert_eq!(Language::of_board("mn-Mong"), Some(Language::Own("mn-Mong")));
        assert_eq!(Language::of_board("zha"), Some(Language::Own("zha")));
        for tag in ["chinese", "Mn", "m", "mn_Mong", "mn-", "", "蒙古"] {
            assert_eq!(Language::of_board(tag), None, "{tag}");
        }
    }

    #[test]
    fn slots_are_filled_and_numbers_choose_the_form() {
        let words = words();
        assert_eq!(words.say("pages", &[("n", 1_usize.into())]), "1 page");
        assert_eq!(words.say("pages", &[("n", 0_usize.into())]), "0 pages");
        let fields = Arg::List(vec![Arg::Word("field.amount".to_owned()), Arg::from("x")]);
        assert_eq!(
            words.say("missing", &[("what", "{it}".into()), ("fields", fields)]),
            "{it} lacks amount, x"
        );
        assert_eq!(words.say("no.such", &[]), "no.such");
    }
}
