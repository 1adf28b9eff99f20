//! Sheets: notices on paper, set by the embedded typesetter after the templates of the theme.
//!
//! A sheet is the same view as its page for the browser, so that both say the same words; `data` is
//! what the templates get of it, `press` sets it. A program that was made without the feature
//! `sheets` has no press, and `HERE` says so before anything is asked of it.

mod data;
#[cfg(feature = "sheets")]
mod fonts;
#[cfg(feature = "sheets")]
mod mistake;
#[cfg_attr(not(feature = "sheets"), path = "absent.rs")]
mod press;
mod prose;
#[cfg(feature = "sheets")]
mod world;

pub use data::{Faces, Form, House, Job, Sheet, Size, Words, sheet};
#[cfg(feature = "sheets")]
pub use fonts::is_called;
pub use press::Press;

/// Whether this program was made with a typesetter.
pub const HERE: bool = cfg!(feature = "sheets");

/// Where templates of sheets lie in a theme.
pub const SHEETS: &str = "sheets/";

/// Where fonts of its own lie in a theme.
pub const FONTS: &str = "fonts/";
