//! The files of a board to begin with, carried by the binary: `skeleton/TAG/` in one language, and
//! `skeleton/common/`, which is the same in all.
//!
//! `{{slot}}` is filled in a text, `MONTH` in a name; a name that begins with `dot-` begins with a
//! dot on the disk, where it would otherwise act on this repository.

use super::schema_line;
use crate::content::append::quoted;
use crate::content::kinds::kind_of_folder;
use crate::model::calendar::Month;
use crate::words::Words;

/// Every file by its path in `skeleton/`.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/skeletons.rs"));

/// Where the program is to be had; the address stands in `Cargo.toml` once there is one.
const SOURCE: &str = if env!("CARGO_PKG_REPOSITORY").is_empty() {
    "https://example.org/mingbai.git"
} else {
    env!("CARGO_PKG_REPOSITORY")
};

/// What a new board is told.
pub(crate) struct Told {
    /// Its name.
    pub name: String,
    /// Who publishes.
    pub publisher: String,
    /// The month of the examples: one that is over.
    pub month: Month,
}

/// Every file of a new board in the language of `words`: its path and its text.
#[must_use]
pub(crate) fn files(words: &Words, told: &Told) -> Vec<(String, String)> {
    let slots = slots(words, told);
    let own = format!("{}/", words.language.tag());
    // A language that brought only its words begins with the English board.
    let has = FILES.iter().any(|(path, _)| path.starts_with(&*own));
    let own = if has { own } else { "en/".to_owned() };
    let of = |path: &'static str| path.strip_prefix("common/").or(path.strip_prefix(&*own));
    let taken = FILES.iter().filter_map(|(path, bytes)| Some((of(path)?, bytes)));
    taken
        .map(|(path, bytes)| {
            let path = path.replace("dot-", ".").replace("MONTH", &told.month.to_string());
            let mut text = head(&path) + &String::from_utf8_lossy(bytes);
            for (slot, value) in &slots {
                text = text.replace(&format!("{{{{{slot}}}}}"), value);
            }
            (path, text)
        })
        .collect()
}

fn slots(words: &Words, told: &Told) -> Vec<(&'static str, String)> {
    let say = |key: &str| words.get(key).to_owned();
    vec![
        ("name", quoted(&told.name)),
        ("publisher", quoted(&told.publisher)),
        ("name_plain", told.name.clone()),
        ("month", told.month.to_string()),
        ("last", told.month.last().to_string()),
        ("source", SOURCE.to_owned()),
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
        ("attributes", say("new.attributes")),
        ("workflow-what", say("new.workflow-what")),
        ("workflow-source", say("new.workflow-source")),
        ("workflow-time", say("new.workflow-time")),
        ("workflow-cron", say("new.workflow-cron")),
        ("workflow-lock", say("new.workflow-lock")),
        ("workflow-pages", say("new.workflow-pages")),
    ]
}

/// The line for editors, in the files in which editors look for it.
fn head(path: &str) -> String {
    let yaml = path.strip_prefix("content/").filter(|inner| inner.contains(".yaml"));
    let Some(inner) = yaml else { return String::new() };
    schema_line(inner.split_once('/').and_then(|(folder, _)| kind_of_folder(folder)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::words;
    use crate::words::Language;

    #[test]
    fn every_language_has_a_board_to_begin_with_and_no_slot_stays_open() {
        let told = Told {
            name: "#1: \"x\"".to_owned(),
            publisher: "甲".to_owned(),
            month: Month { year: 2025, month: 2 },
        };
        for language in Language::ALL {
            let files = files(&words(*language), &told);
            let has = |end: &str| files.iter().any(|(path, _)| path.ends_with(end));
            assert!(has("/2025-02.yaml") && has(".gitignore") && has("README.md"), "{files:?}");
            for (path, text) in files {
                // The workflow has slots of another program, which begin with a space.
                let open = text.split("{{").skip(1).any(|rest| !rest.starts_with(' '));
                assert!(!open && !text.contains("new."), "{path}: {text}");
            }
        }
    }
}
