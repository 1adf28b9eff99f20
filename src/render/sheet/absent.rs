//! The press of a program that was made without a typesetter: there is none.

use std::collections::{BTreeMap, BTreeSet};

use super::{Faces, House, Job, Sheet};
use crate::diagnostic::Finding;
use crate::render::theme::File;

/// Sets sheets. There is none.
pub enum Press {}

impl Press {
    /// No press.
    ///
    /// # Errors
    /// Always, and nothing to say: whoever asks has looked at `HERE`.
    pub fn new(
        _: &BTreeMap<String, File>,
        _: &Faces,
        _: Vec<Vec<u8>>,
    ) -> Result<Self, Vec<Finding>> {
        Err(Vec::new())
    }

    /// Families that the theme names and that are nowhere. There is no press to be asked.
    #[must_use]
    pub fn unknown(&self) -> &[String] {
        match *self {}
    }

    /// The characters of a sheet that a face does not have. There is no press to be asked.
    #[must_use]
    pub fn lacks(&self, _: &House, _: &Sheet) -> BTreeSet<char> {
        match *self {}
    }

    /// Sets sheets as one PDF.
    ///
    /// # Errors
    /// None: there is no press to be asked.
    pub fn print(&self, _: &Job<'_>) -> Result<Vec<u8>, Vec<Finding>> {
        match *self {}
    }
}
