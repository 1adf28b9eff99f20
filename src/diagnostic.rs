//! Findings: what is wrong in a board, where, and what to type instead.
//!
//! A finding is data: a code, typed arguments, a place. Its sentences are made from `words` when
//! it is shown, so rules hold no prose and every message exists in every language.

mod code;
mod nearest;

pub use code::{Code, Severity};
pub use nearest::nearest;

use crate::source::Locus;
use crate::words::{Arg, Words};

/// Another place that a finding speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub at: Locus,
    /// The key of the words that say what is there.
    pub words: &'static str,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which kind.
    pub code: Code,
    /// Where.
    pub at: Locus,
    /// What fills the slots of its sentences.
    pub args: Vec<(&'static str, Arg)>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// The id of the record it is about, `kind/id`.
    pub about: Option<String>,
    /// What to type instead, ready to paste.
    pub paste: Option<String>,
}

impl Finding {
    /// A finding at a place.
    #[must_use]
    pub fn new(code: Code, at: Locus) -> Self {
        Self { code, at, args: Vec::new(), related: Vec::new(), about: None, paste: None }
    }

    /// With a slot filled.
    #[must_use]
    pub fn with(mut self, slot: &'static str, arg: impl Into<Arg>) -> Self {
        self.args.push((slot, arg.into()));
        self
    }

    /// With the record it is about.
    #[must_use]
    pub fn about(mut self, record: impl Into<String>) -> Self {
        self.about = Some(record.into());
        self
    }

    /// With another place.
    #[must_use]
    pub fn related(mut self, at: Locus, words: &'static str) -> Self {
        self.related.push(Related { at, words });
        self
    }

    /// With the text to type instead.
    #[must_use]
    pub fn paste(mut self, text: impl Into<String>) -> Self {
        self.paste = Some(text.into());
        self
    }

    /// The sentence that says what is wrong.
    #[must_use]
    pub fn message(&self, words: &Words) -> String {
        words.say(&format!("finding.{}.says", self.code.name()), &self.args)
    }

    /// The sentence that says what to do.
    #[must_use]
    pub fn help(&self, words: &Words) -> String {
        words.say(&format!("finding.{}.help", self.code.name()), &self.args)
    }
}

/// All findings of a run.
#[derive(Clone, Debug, Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Adds many.
    pub fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.0.extend(findings);
    }

    /// Puts them in the order of files and places, and drops those said twice.
    pub fn sort(&mut self) {
        self.0.sort_by(|a, b| {
            (&a.at, a.code).cmp(&(&b.at, b.code)).then_with(|| {
                let key = |finding: &Finding| format!("{:?}", finding.args);
                key(a).cmp(&key(b))
            })
        });
        self.0.dedup();
    }

    /// Keeps those for which `keep` holds.
    pub fn retain(&mut self, keep: impl FnMut(&Finding) -> bool) {
        self.0.retain(keep);
    }

    /// In order.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.0.iter()
    }

    /// How many are of that severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|finding| finding.code.severity() == severity).count()
    }

    /// Whether nothing may be published.
    #[must_use]
    pub fn any_error(&self) -> bool {
        self.errors() > 0
    }

    /// How many of them stand in the way of publishing.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.0.iter().filter(|finding| finding.code.severity() == Severity::Error).count()
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
