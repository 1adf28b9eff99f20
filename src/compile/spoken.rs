//! The words of the program itself, by language.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::built_in;
use crate::content::settings;
use crate::render::theme::DEFAULT;
use crate::words::{Language, Words};

/// The words of a language, built in; English ones for a language that only a theme has words of.
#[must_use]
pub fn words(language: Language) -> Words {
    // The terminal and the site speak the same ones: they are read once.
    static READ: Mutex<BTreeMap<Language, Words>> = Mutex::new(BTreeMap::new());
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    read.entry(language).or_insert_with(|| read_words(language)).clone()
}

fn read_words(language: Language) -> Words {
    let file = |language: Language| built_in(&format!("{DEFAULT}words/{}.yaml", language.tag()));
    let text = file(language).or_else(|| file(Language::En)).unwrap_or_default();
    // The suite reads every built-in catalogue, so a broken one cannot be released.
    settings::words(language, text).unwrap_or_else(|_| Words::new(language, BTreeMap::new()))
}
