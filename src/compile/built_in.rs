//! What of the built-in theme is asked for where there is no board: its files, and its words.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::content::settings;
use crate::render::theme::{BUILT_IN, DEFAULT};
use crate::words::{Language, Patterns, Words};

/// The text of a file of the built-in theme, by its path in findings.
#[must_use]
pub fn built_in(path: &str) -> Option<&'static str> {
    let name = path.strip_prefix(DEFAULT)?;
    let (_, bytes) = BUILT_IN.iter().find(|(file, _)| *file == name)?;
    std::str::from_utf8(bytes).ok()
}

/// The words of a language, built in; English ones for a language that only a theme has words of.
/// They are in the program and never change, so one process reads them once.
#[must_use]
pub fn words(language: Language) -> Arc<Words> {
    static READ: Mutex<BTreeMap<Language, Arc<Words>>> = Mutex::new(BTreeMap::new());
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(read.entry(language).or_insert_with(|| Arc::new(read_words(language))))
}

fn read_words(language: Language) -> Words {
    let file = |language: Language| built_in(&format!("{DEFAULT}words/{}.yaml", language.tag()));
    let text = file(language).or_else(|| file(Language::En)).unwrap_or_default();
    // The suite reads every built-in catalogue, so a broken one cannot be released.
    settings::words(language, text).unwrap_or_else(|_| Words::new(language, Patterns::default()))
}
