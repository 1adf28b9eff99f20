//! What was written becomes what the program knows: one file here per family of kinds.
//!
//! A field that does not read is a finding; a record that lacks what it cannot be without is
//! left out, and with an error standing nothing is published, so nothing goes missing silently.

mod budget;
mod case;
mod charge;
mod consultation;
pub(crate) mod decision;
mod fee;
mod head;
mod money;
mod notice;
mod pact;
mod people;
pub(crate) mod profile;
mod project;
mod register;
mod statement;
mod written;

pub(crate) use head::lower;
pub(crate) use written::read_reference;
