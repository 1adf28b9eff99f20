//! The YAML that we ship or that a theme writes: words and `theme.yaml`, decoded by `serde_yaml`.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::Deserialize;

use crate::diagnostic::nearest;
use crate::source::Span;
use crate::words::{Arg, Language, Pattern, Patterns, Words};

/// Where a theme may put words of its own.
const OWN_WORDS: &str = "site.own.";

/// Reads a catalogue of words: nested mappings become dotted keys, a mapping of just `one` and
/// `other` is a pattern with two forms.
///
/// # Errors
/// What the YAML reader says, with line and column.
pub fn words(language: Language, text: &str) -> Result<Words, String> {
    let tree: BTreeMap<String, Branch> =
        serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    let mut patterns = Patterns::default();
    for (key, branch) in tree {
        flatten(&mut patterns, key, branch);
    }
    Ok(Words::new(language, patterns))
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Branch {
    Leaf(String),
    Branches(BTreeMap<String, Branch>),
}

fn flatten(patterns: &mut Patterns, key: String, branch: Branch) {
    match branch {
        Branch::Leaf(text) => {
            patterns.insert(key, Pattern::Plain(text));
        }
        Branch::Branches(inner) => {
            if let (2, Some(Branch::Leaf(one)), Some(Branch::Leaf(other))) =
                (inner.len(), inner.get("one"), inner.get("other"))
            {
                let (one, other) = (one.clone(), other.clone());
                patterns.insert(key, Pattern::Plural { one, other });
                return;
            }
            for (name, branch) in inner {
                flatten(patterns, format!("{key}.{name}"), branch);
            }
        }
    }
}

/// What `theme.yaml` says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeSettings {
    /// The theme's name.
    pub name: String,
    /// The version of the views that its templates were written for.
    pub contract: u32,
    /// The families of lists.
    #[serde(default)]
    pub lists: Vec<ListFamily>,
    /// The widths in pixels at which photos are made.
    #[serde(default = "photos")]
    pub photos: Vec<u32>,
    /// Whether there is a page on which records are searched.
    #[serde(default = "search")]
    pub search: bool,
    /// Families of fonts for sheets, by face.
    #[serde(default)]
    pub fonts: Fonts,
}

/// Families of fonts for sheets: the first that has a character is taken.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fonts {
    /// 宋, for the text.
    pub song: Vec<String>,
    /// 小标宋, for titles.
    pub title: Vec<String>,
    /// 黑, for headings.
    pub hei: Vec<String>,
    /// 楷, for headings of the second level.
    pub kai: Vec<String>,
}

fn search() -> bool {
    true
}

/// A telephone held upright, and the column of a record or a telephone with a fine screen.
fn photos() -> Vec<u32> {
    vec![480, 960]
}

/// No page needs photos of more widths, nor smaller or larger ones.
const MOST_PHOTOS: usize = 6;
const PHOTO_WIDTHS: RangeInclusive<u32> = 16..=4096;

/// A family of lists.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListFamily {
    /// What a list has in common.
    pub by: ListBy,
    /// How many rows a page holds; all of them where it is not given.
    #[serde(default)]
    pub per_page: Option<usize>,
    /// Whether the list says what came in and went out on it.
    #[serde(default)]
    pub totals: bool,
}

/// What the records of a list have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListBy {
    /// Their kind.
    Kind,
    /// Their category.
    Category,
    /// The month they are dated in.
    Month,
    /// Their kind and the year they are dated in.
    Year,
    /// Their kind and the fund they belong to.
    Fund,
    /// Their kind and how they stand.
    State,
}

/// What is wrong in a YAML of ours, and the line it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// What the YAML reader says.
    pub said: String,
    /// The line, without the space around it.
    pub span: Option<Span>,
}

/// Reads a `theme.yaml`.
///
/// # Errors
/// What the YAML reader says, with its line.
pub fn theme(text: &str) -> Result<ThemeSettings, Mistake> {
    let theme: ThemeSettings = serde_yaml::from_str(text).map_err(|error| mistake(text, &error))?;
    let good = |width: &u32| PHOTO_WIDTHS.contains(width);
    if (1..=MOST_PHOTOS).contains(&theme.photos.len()) && theme.photos.iter().all(good) {
        return Ok(theme);
    }
    let (least, most) = (PHOTO_WIDTHS.start(), PHOTO_WIDTHS.end());
    let said = format!("photos: {:?} ≠ 1–{MOST_PHOTOS} × {least}–{most}", theme.photos);
    Err(Mistake { said, span: place(text, "photos") })
}

/// The words that a theme has in place of some of `base`.
///
/// # Errors
/// What the YAML reader says; or every key that `base` does not have, and every slot that it does
/// not fill, with its line.
pub fn words_over(base: &Words, text: &str) -> Result<Words, Vec<(Arg, Option<Span>)>> {
    let tree: BTreeMap<String, Branch> = serde_yaml::from_str(text).map_err(|error| {
        let Mistake { said, span } = mistake(text, &error);
        vec![(Arg::Text(said), span)]
    })?;
    let mut own = Patterns::default();
    for (key, branch) in tree {
        flatten(&mut own, key, branch);
    }
    own.sort_unstable_keys();
    let mut wrong = Vec::new();
    let mut patterns = base.patterns().clone();
    for (key, pattern) in own {
        match base.patterns().get(&key) {
            // Words that only the theme's own templates say have a corner of their own.
            None if key.starts_with(OWN_WORDS) => {}
            None => {
                let name = ("name", Arg::from(key.as_str()));
                let near = nearest(&key, base.patterns().keys().map(String::as_str));
                let said = match near {
                    Some(near) => {
                        let args = vec![name, ("nearest", Arg::from(near))];
                        Arg::Said("theme.unknown-word-near".to_owned(), args)
                    }
                    None => Arg::Said("theme.unknown-word".to_owned(), vec![name]),
                };
                wrong.push((said, place(text, &key)));
            }
            Some(known) => {
                let known = slots(known);
                for slot in slots(&pattern).into_iter().filter(|slot| !known.contains(slot)) {
                    let args = vec![("word", Arg::from(key.as_str())), ("name", Arg::from(slot))];
                    let said = Arg::Said("theme.unknown-slot".to_owned(), args);
                    wrong.push((said, place(text, &key)));
                }
            }
        }
        patterns.insert(key, pattern);
    }
    if wrong.is_empty() { Ok(Words::new(base.language, patterns)) } else { Err(wrong) }
}

/// The place of `field` in a text whose first level has it.
#[must_use]
pub fn place(text: &str, key: &str) -> Option<Span> {
    let mut from = 0;
    for part in key.split('.') {
        let rest = text.get(from..)?;
        let lines = rest.split_inclusive('\n').scan(0, |at, line| {
            let start = *at;
            *at += line.len();
            Some((start, line))
        });
        let mut found = lines.filter(|(_, line)| {
            let name = line.trim_start().trim_start_matches(['\'', '"', '{']);
            name.strip_prefix(part).is_some_and(|after| after.starts_with([':', '\'', '"']))
        });
        from += found.next()?.0;
    }
    Some(line_at(text, from))
}

/// The line that begins at a byte, without the space around it.
fn line_at(text: &str, start: usize) -> Span {
    let line = text[start..].lines().next().unwrap_or_default();
    let indent = line.len() - line.trim_start().len();
    Span::new(start + indent, start + indent + line.trim().len())
}

fn mistake(text: &str, error: &serde_yaml::Error) -> Mistake {
    let line = error.location().map(|place| place.line());
    let start = line.map(|line| -> usize {
        text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum()
    });
    let span = start.filter(|start| *start < text.len()).map(|start| line_at(text, start));
    Mistake { said: error.to_string(), span }
}

/// The names in `{…}` of a pattern.
fn slots(pattern: &Pattern) -> Vec<&str> {
    let forms = match pattern {
        Pattern::Plain(text) => vec![text],
        Pattern::Plural { one, other } => vec![one, other],
    };
    let named = forms.into_iter().flat_map(|text| text.split('{').skip(1));
    named.filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_nest_and_have_two_forms() {
        let text = "a:\n  b: x\n  c:\n    one: '{n} page'\n    other: '{n} pages'\n";
        let words = words(Language::En, text).expect("words");
        assert_eq!(words.get("a.b"), "x");
        assert_eq!(words.say("a.c", &[("n", 1_usize.into())]), "1 page");
    }

    #[test]
    fn a_theme_names_its_lists() {
        let theme = theme("name: x\ncontract: 1\nlists: [{by: month, totals: true}]\n");
        assert_eq!(theme.map(|theme| theme.lists[0].by), Ok(ListBy::Month));
        let text = "name: x\ncontract: 1\n colour: red\n";
        assert!(super::theme(text).is_err());
        let text = "name: x\ncontract: many\n";
        let line = super::theme(text).expect_err("no number").span.expect("a line");
        assert_eq!(&text[line.start as usize..line.end as usize], "contract: many");
    }

    #[test]
    fn a_theme_has_other_words_for_what_there_is() {
        let base = words(Language::En, "site:\n  home:\n    done: Done\nsay: 'in {n}'\n");
        let base = base.expect("words");
        let own = "site:\n  home:\n    done: Settled\n  own: {x: Mine}\n";
        let over = words_over(&base, own).expect("words");
        assert_eq!((over.get("site.home.done"), over.get("site.own.x")), ("Settled", "Mine"));
        assert_eq!(over.get("say"), "in {n}");
        let text = "site:\n  home:\n    doen: Settled\nsay: 'in {m}'\n";
        let wrong = words_over(&base, text).expect_err("two mistakes");
        let lines = wrong.iter().filter_map(|(_, span)| *span);
        let lines: Vec<&str> =
            lines.map(|span| &text[span.start as usize..span.end as usize]).collect();
        assert_eq!(lines, ["say: 'in {m}'", "doen: Settled"]);
    }

    #[test]
    fn a_theme_names_its_widths() {
        let widths = |line: &str| {
            let text = format!("name: x\ncontract: 1\n{line}\n");
            theme(&text).map(|theme| theme.photos).ok()
        };
        assert_eq!(widths(""), Some(vec![480, 960]));
        assert_eq!(widths("photos: [320]"), Some(vec![320]));
        for bad in ["[]", "[0]", "[5000]", "[-1]", "[a]", "[16, 17, 18, 19, 20, 21, 22]"] {
            assert_eq!(widths(&format!("photos: {bad}")), None, "{bad}");
        }
    }
}
