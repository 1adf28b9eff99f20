//! Views become bytes: HTML, feeds, data files, exports; pictures become photos. Nothing here knows the domain.

mod asked;
pub mod export;
pub mod feed;
pub mod gone;
pub mod html;
mod mistake;
pub mod photo;
pub mod prose;
pub mod qr;
pub mod search;
pub mod theme;
