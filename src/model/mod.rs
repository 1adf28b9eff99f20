//! The domain of a transparency board: money, calendar, votes, cases, and the records about them.
//!
//! Nothing here reads files, formats text for people, or knows how records are written down.

pub mod agenda;
pub mod bill;
pub mod board;
pub mod books;
pub mod budget;
pub mod calendar;
pub mod case;
pub mod caseload;
pub mod charge;
pub mod collection;
pub mod consultation;
pub mod counted;
pub mod digest;
pub mod election;
pub mod fee;
pub mod id;
pub mod law;
pub mod ledger;
pub mod line;
pub mod lock;
pub mod meeting;
pub mod member;
pub mod money;
pub mod moved;
pub mod opinion;
pub mod outward;
pub mod pack;
pub mod pact;
pub mod people;
pub mod person;
pub mod posting;
pub mod project;
pub mod quantity;
pub mod record;
pub mod register;
pub mod review;
pub mod roll;
pub mod shares;
pub mod stated;
pub mod totals;
pub mod vote;
pub mod withheld;
pub mod workdays;
