//! Views become bytes: HTML, feeds, data files; pictures become photos. Nothing here knows the domain.

pub mod feed;
pub mod html;
pub mod photo;
pub mod prose;
pub mod theme;
