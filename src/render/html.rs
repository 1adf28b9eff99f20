//! A page through its template.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rayon::prelude::*;
use tera::{Context, Value};

use super::theme::Theme;
use super::{prose, qr};
use crate::diagnostic::Finding;
use crate::prose::Prose;
use crate::view::Page;
use crate::view::frame::{Leaf, Ways};
use crate::view::parts::Link;

/// What a template gets of one page, by name; `site` and `t` are the same for all.
const NAMES: [&str; 7] = ["view", "page", "site", "t", "body", "linked", "code"];

/// Says where a reference within a text leads.
pub type Resolve<'r> = &'r dyn Fn(&str) -> Option<Link>;

/// A page as its template gets it.
pub struct Handed {
    /// The name of the template.
    pub template: &'static str,
    context: Context,
    /// The address that a notice shows as a code, and the words beside it: few things cost as much as
    /// a code, so it is drawn for those who ask for it.
    coded: Option<(String, String)>,
}

/// Hands a page over with what it says to programs; `resolve` says where a reference within its text leads.
#[must_use]
pub fn hand(
    page: &Page<'_>,
    (leaf, linked): (Leaf<Ways>, Option<&serde_json::Value>),
    (theme, resolve): (&Theme, Resolve<'_>),
) -> Handed {
    let mut context = Context::new();
    context.insert("page", &leaf.with(|ways| theme.ways(ways)));
    let (template, text): (_, Option<&Prose>) = match page {
        Page::Home(view) => {
            context.insert("view", view);
            ("home.html", None)
        }
        Page::Record(view, text) => {
            context.insert("view", view);
            ("record.html", Some(text))
        }
        Page::Page(view, text) => {
            context.insert("view", view);
            ("page.html", Some(text))
        }
        Page::List(view) => {
            context.insert("view", view);
            ("list.html", None)
        }
        Page::Terms(view) => {
            context.insert("view", view);
            ("terms.html", None)
        }
        Page::Accounts(view) => {
            context.insert("view", view);
            ("accounts.html", None)
        }
        Page::Statement(view) => {
            context.insert("view", view);
            ("statement.html", None)
        }
        Page::Notices(view) => {
            context.insert("view", view);
            ("notices.html", None)
        }
        Page::Corrections(view) => {
            context.insert("view", view);
            ("corrections.html", None)
        }
        Page::Coverage(view) => {
            context.insert("view", view);
            ("coverage.html", None)
        }
        Page::Members(view) => {
            context.insert("view", view);
            ("members.html", None)
        }
        Page::Statistics(view) => {
            context.insert("view", view);
            ("statistics.html", None)
        }
        Page::Held(view) => {
            context.insert("view", view);
            ("held.html", None)
        }
        Page::About(view) => {
            context.insert("view", view);
            ("about.html", None)
        }
        Page::Search(view) => {
            context.insert("view", view);
            ("search.html", None)
        }
        Page::NotFound => ("not_found.html", None),
        Page::Gone(view) => {
            context.insert("view", view);
            ("gone.html", None)
        }
        Page::Notice(view, text) => {
            context.insert("view", view);
            ("notice.html", *text)
        }
        Page::OneFile(view, style) => {
            context.insert("view", view);
            // Of the theme, not of anybody who types: a style has no text of the board in it.
            context.insert_value("body", Value::safe_string(style));
            return Handed { template: "one_file.html", context, coded: None };
        }
        Page::Style(view, text) => {
            context.insert("view", view);
            ("style.html", Some(text))
        }
    };
    let coded = match page {
        Page::Notice(view, _) if !view.url.is_empty() => {
            Some((view.url.clone(), view.code_alt.clone()))
        }
        _ => None,
    };
    context.insert_value("code", Value::safe_string(""));
    let linked = linked.map(in_script).unwrap_or_default();
    context.insert_value("linked", Value::safe_string(&linked));
    // The other safe string there is: made from a tree in which raw HTML cannot exist.
    let body = text.map(|text| prose::html(text, resolve)).unwrap_or_default();
    context.insert_value("body", Value::safe_string(&body));
    Handed { template, context, coded }
}

/// JSON that can stand within a script element: nothing in it can end that, or begin a comment.
fn in_script(value: &serde_json::Value) -> String {
    let text = value.to_string();
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out
}

impl Handed {
    /// The page as HTML.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub fn render(mut self, theme: &Theme) -> Result<Vec<u8>, Finding> {
        if let Some(code) = theme.shows_codes.then(|| self.code()).flatten() {
            self.context.insert_value("code", code);
        }
        theme.render(self.template, &self.context)
    }

    /// Drawn from nothing but squares, and the words beside it are escaped.
    fn code(&self) -> Option<Value> {
        let (url, alt) = self.coded.as_ref()?;
        Some(Value::safe_string(&qr::svg(url, alt)))
    }

    /// Every value by the name under which the template finds it.
    #[must_use]
    pub fn values(&self, theme: &Theme) -> BTreeMap<&'static str, serde_json::Value> {
        let found = NAMES.into_iter().filter_map(|name| {
            let code = (name == "code").then(|| self.code()).flatten();
            let value = code.as_ref().or_else(|| self.context.get(name));
            let value = value.or_else(|| theme.shared.get(name))?;
            Some((name, serde_json::to_value(value).ok()?))
        });
        found.collect()
    }

    /// The same as text to be read.
    #[must_use]
    pub fn json(&self, theme: &Theme) -> String {
        let mut values = self.values(theme);
        let ordered: serde_json::Map<String, serde_json::Value> = NAMES
            .into_iter()
            .filter_map(|name| Some((name.to_owned(), values.remove(name)?)))
            .collect();
        serde_json::to_string_pretty(&ordered).unwrap_or_default()
    }
}

/// Every name that templates ask for and are not handed, in every branch of them.
#[must_use]
pub fn missing(theme: &Theme, pages: &[Handed]) -> Vec<Finding> {
    let values = |page: &Handed| (page.template, page.values(theme));
    let handed: Vec<_> = pages.par_iter().map(values).collect();
    super::asked::check(&theme.files, &handed)
}
