//! A page through its template.

use tera::{Context, Value};

use super::prose;
use super::theme::Theme;
use crate::diagnostic::Finding;
use crate::prose::Prose;
use crate::view::Page;
use crate::view::frame::Leaf;
use crate::view::parts::Link;

/// Renders a page; `resolve` says where a reference within its text leads.
///
/// # Errors
/// What is wrong with the template.
pub fn page(
    theme: &Theme,
    page: &Page<'_>,
    leaf: &Leaf,
    resolve: &dyn Fn(&str) -> Option<Link>,
) -> Result<Vec<u8>, Finding> {
    let mut context = Context::new();
    context.insert("page", leaf);
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
        Page::Held(view) => {
            context.insert("view", view);
            ("held.html", None)
        }
        Page::About(view) => {
            context.insert("view", view);
            ("about.html", None)
        }
        Page::NotFound => ("not_found.html", None),
        Page::Notice(view, text) => {
            context.insert("view", view);
            ("notice.html", *text)
        }
    };
    // The only safe string there is: made from a tree in which raw HTML cannot exist.
    let body = text.map(|text| prose::html(text, resolve)).unwrap_or_default();
    context.insert_value("body", Value::safe_string(&body));
    theme.render(template, &context)
}
