//! The YAML that we ship or that a theme writes: words and `theme.yaml`, decoded by `serde_yaml`.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::Deserialize;

use crate::words::{Language, Pattern, Words};

/// Reads a catalogue of words: nested mappings become dotted keys, a mapping of just `one` and
/// `other` is a pattern with two forms.
///
/// # Errors
/// What the YAML reader says, with line and column.
pub fn words(language: Language, text: &str) -> Result<Words, String> {
    let tree: BTreeMap<String, Branch> =
        serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    let mut patterns = BTreeMap::new();
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

fn flatten(patterns: &mut BTreeMap<String, Pattern>, key: String, branch: Branch) {
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
}

/// Reads a `theme.yaml`.
///
/// # Errors
/// What the YAML reader says, with line and column.
pub fn theme(text: &str) -> Result<ThemeSettings, String> {
    let theme: ThemeSettings = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    let good = |width: &u32| PHOTO_WIDTHS.contains(width);
    if (1..=MOST_PHOTOS).contains(&theme.photos.len()) && theme.photos.iter().all(good) {
        return Ok(theme);
    }
    let (least, most) = (PHOTO_WIDTHS.start(), PHOTO_WIDTHS.end());
    Err(format!("photos: {:?} ≠ 1–{MOST_PHOTOS} × {least}–{most}", theme.photos))
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
        assert!(super::theme("name: x\ncontract: 1\ncolour: red\n").is_err());
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
