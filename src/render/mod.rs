//! Views become bytes: HTML, feeds, data files. Nothing here knows the domain.

mod asked;
pub mod feed;
pub mod html;
mod mistake;
pub mod prose;
pub mod theme;
