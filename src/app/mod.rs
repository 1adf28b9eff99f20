//! The outside world: arguments, disk, terminal, clock. The only layer with I/O.
//!
//! Every command reads the sources, compiles, and does one thing with what comes out.

#![allow(clippy::disallowed_methods, reason = "this is the layer that touches the world")]

mod archive;
mod board;
mod check;
mod cli;
mod clock;
mod disk;
mod explain;
mod export;
#[cfg_attr(not(feature = "sheets"), path = "no_fonts.rs")]
mod fonts;
mod help;
mod import;
mod maker;
mod manual;
mod members;
mod new;
mod number;
mod one_file;
mod photos;
mod print;
mod publish;
mod report;
mod rewrite;
mod schema;
mod searched;
mod serve;
mod summary;
mod terminal;
mod verify;
mod view;
mod witness;

use std::process::ExitCode;

use clap::Parser as _;

use cli::{Cli, Command};
use terminal::Terminal;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Nothing is wrong.
    Clean,
    /// Something is wrong with the board, and was said.
    Findings,
    /// The command could not be carried out, and why was said.
    NotRun,
}

impl From<Ended> for ExitCode {
    fn from(ended: Ended) -> Self {
        Self::from(match ended {
            Ended::Clean => 0,
            Ended::Findings => 1,
            Ended::NotRun => 2,
        })
    }
}

/// Carries out the command that the arguments name.
#[must_use]
pub fn run() -> ExitCode {
    let Ok(cli) = Cli::try_parse() else {
        return help::answer();
    };
    let terminal = Terminal::new(cli.lang);
    let ended = match cli.command {
        Command::New(args) => new::new(&terminal, &args),
        Command::Check(args) => check::check(&terminal, &args),
        Command::Build(args) => check::build(&terminal, &args),
        Command::Serve(args) => serve::serve(&terminal, &args),
        Command::Verify(args) => verify::verify(&terminal, &args),
        Command::Print(args) => print::print(&terminal, &args),
        Command::Export(args) => export::export(&terminal, &args),
        Command::Explain(args) => explain::explain(&terminal, &args),
        Command::Number(args) => number::number(&terminal, &args),
        Command::Schema(args) => schema::print(&terminal, &args),
        Command::Completions(args) => manual::completions(&terminal, &args),
        Command::Man(args) => manual::man(&terminal, &args),
        Command::Import(args) => import::import(&terminal, &args),
        Command::View(args) => view::view(&terminal, &args),
    };
    ended.into()
}
