//! Mingbai 明白账: accounts anyone can understand.
//!
//! *A board is a pure function of its sources*: [`compile()`] takes the files of a board and gives
//! a site, the findings, and the next lock. Every command is one thing that can be done with them.
//!
//! Layers, strictly downward (`tests/suite/tidy.rs` holds them to it):
//!
//! | layer | modules | duty |
//! | --- | --- | --- |
//! | L6 | [`app`] | arguments, disk, terminal, clock: the only layer with I/O |
//! | | [`compile`](mod@compile) | joins L0 to L5 |
//! | L5 | [`render`] | views become bytes |
//! | L4 | [`view`] | the board becomes one page or notice at a time |
//! | L3 | [`rules`] | the board is held against what must be true of it |
//! | L2 | [`content`] | bytes become text, text becomes the board |
//! | L1 | [`model`] | the domain |
//! | L0 | [`source`], [`diagnostic`], [`words`], [`hash`], [`json`], [`prose`], [`script`], [`search`], [`table`], [`personal`] | what all of them speak of |

pub mod app;
pub mod compile;
pub mod content;
pub mod diagnostic;
pub mod hash;
pub mod json;
pub mod model;
pub mod personal;
pub mod prose;
pub mod render;
pub mod rules;
pub mod script;
pub mod search;
pub mod source;
pub mod table;
pub mod view;
pub mod words;

pub use compile::{Compiled, Made, Options, STYLE_PAGE, Site, compile, compile_after};
