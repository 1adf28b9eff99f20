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

mod after;
mod agendas;
mod assemblies;
mod balances;
mod boards;
mod books;
mod cases;
mod commands;
mod consultations;
mod corrections;
mod determinism;
mod diagnostics;
mod docs;
mod duties;
mod elections;
mod escaping;
mod export;
mod harness;
mod html;
mod import;
mod links;
mod lists;
mod lock;
mod manual;
mod matters;
mod money;
mod new;
mod notices;
mod number;
mod packs;
mod pacts;
mod people;
mod permanent;
mod personal;
mod photos;
mod portal;
mod practices;
mod printable;
mod privacy;
mod projects;
mod publishing;
mod registers;
mod reviewed;
mod robustness;
mod rolls;
mod sample;
mod schema;
mod search;
mod searched;
mod serve;
mod terminal;
mod themes;
mod tidy;
mod traditional;
mod tutorial;
mod typed;
mod verify;
mod votes;
mod words;
