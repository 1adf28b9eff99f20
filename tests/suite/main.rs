//! The whole suite in one binary: each module holds the board, the program or the code to one
//! kind of promise.

#![allow(clippy::disallowed_methods, reason = "tests look at the disk")]
#![allow(unreachable_pub, reason = "one binary, no outside")]
#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "the program writes its endings in small letters"
)]
#![allow(clippy::format_push_string, reason = "tests are read more often than they run")]

mod balances;
mod boards;
mod books;
mod commands;
mod determinism;
mod diagnostics;
mod escaping;
mod harness;
mod html;
mod links;
mod lock;
mod money;
mod new;
mod number;
mod photos;
mod privacy;
mod publishing;
mod robustness;
mod sample;
mod terminal;
mod tidy;
mod traditional;
mod tutorial;
mod typed;
mod verify;
mod votes;
mod words;
