//! Views become bytes: HTML, feeds, data files. Nothing here knows the domain.

pub mod feed;
pub mod html;
pub mod prose;
pub mod theme;
