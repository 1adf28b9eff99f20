//! The command line in words: its help, and what is wrong with what was typed.
//!
//! The arguments carry their help in English for whoever reads the code; what people are shown
//! comes from the words, in their language.

use std::borrow::Cow;
use std::error::Error as _;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory as _};

use super::board::speak;
use super::cli::Cli;
use super::terminal::Terminal;
use crate::words::Arg::List;
use crate::words::{Language, Words};

/// The commands with the help of a language.
pub(crate) fn command(words: &Words) -> Command {
    whole(Cli::command(), words)
}

/// The same without `help`, which needs no manual page.
pub(crate) fn for_manual(words: &Words) -> Command {
    whole(Cli::command().disable_help_subcommand(true), words)
}

fn whole(mut command: Command, words: &Words) -> Command {
    // Only then has it the arguments and commands that clap adds.
    command.build();
    spoken(command, words, "")
}

fn spoken(mut command: Command, words: &Words, name: &str) -> Command {
    let inner: Vec<String> =
        command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    // `help` repeats the commands, and of them only the names.
    for inner in inner.iter().filter(|_| name != "help") {
        command = command.mut_subcommand(inner, |command| spoken(command, words, inner));
    }
    let about = if name.is_empty() { "cli.about".to_owned() } else { format!("cli.{name}.about") };
    let heading = |name: &str| words.get(&format!("cli.heading.{name}")).to_owned();
    let usage = heading("usage");
    let mut command = command
        .about(words.get(&about).to_owned())
        .help_template(format!("{{about-with-newline}}\n{usage}{{usage}}\n\n{{all-args}}"))
        .subcommand_help_heading(heading("commands"))
        .subcommand_value_name(words.get("cli.value.COMMAND").to_owned())
        .mut_args(|arg| {
            let kind = if arg.is_positional() { "arguments" } else { "options" };
            told(arg, words, name).help_heading(heading(kind))
        });
    let options = words.get("cli.value.OPTIONS");
    let usage = command.render_usage().to_string().replace("OPTIONS", options);
    command.override_usage(usage.trim_start_matches("Usage: ").to_owned())
}

/// An argument with its help. What it may be and what it is without being written stand in the
/// words, so clap need not say it in English.
fn told(arg: Arg, words: &Words, command: &str) -> Arg {
    let own = format!("cli.{command}.{}", arg.get_id());
    let any = format!("cli.any.{}", arg.get_id());
    let help = words.get(if words.has(&own) { &own } else { &any }).to_owned();
    // Clap gives every switch a name for a value that it does not take.
    let taken = arg.get_value_names().filter(|_| arg.get_action().takes_values());
    let values = taken.into_iter().flatten();
    let values: Vec<String> =
        values.map(|name| words.get(&format!("cli.value.{name}")).to_owned()).collect();
    let arg = match arg.get_id().as_str() {
        // Clap has a longer text of its own for this one.
        "help" => arg.long_help(help.clone()),
        _ => arg,
    };
    let arg = arg.help(help).hide_default_value(true).hide_possible_values(true);
    // Clap sorts what stands under a heading of its own; these have an order.
    let arg = match arg.get_index() {
        Some(place) => arg.display_order(place),
        None => arg,
    };
    if values.is_empty() { arg } else { arg.value_names(values) }
}

/// Says what is to be said of arguments that clap did not take: the help that was asked for, or
/// what is wrong with them.
pub(crate) fn answer() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    let terminal = speak(&Terminal::new(asked(&args)), Path::new("."));
    let command = command(&terminal.words);
    let Err(error) = command.clone().try_get_matches_from(&args) else {
        return ExitCode::SUCCESS;
    };
    // Help and version are no errors; everything else could not run.
    let helps = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    if helps || !error.use_stderr() {
        let _ = error.print();
        return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
    }
    wrong(&terminal, &error);
    let named = |arg: &&OsString| command.get_subcommands().any(|known| known.get_name() == **arg);
    let name = args.iter().find(named).map(|name| format!(" {}", name.to_string_lossy()));
    let line = format!("mingbai{} --help", name.unwrap_or_default());
    terminal.say("cli.wrong.more", &[("command", line.into())]);
    ExitCode::from(2)
}

fn wrong(terminal: &Terminal, error: &clap::Error) {
    let texts = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    };
    let said = |kind| texts(kind).join(" ");
    let option = said(ContextKind::InvalidArg);
    let (key, option, value) = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            ("cli.wrong.no-command", option, said(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => ("cli.wrong.no-option", String::new(), option),
        ErrorKind::ArgumentConflict => ("cli.wrong.twice", option, said(ContextKind::PriorArg)),
        ErrorKind::MissingSubcommand => {
            ("cli.wrong.missing", terminal.words.get("cli.value.COMMAND").to_owned(), String::new())
        }
        ErrorKind::MissingRequiredArgument => ("cli.wrong.missing", option, String::new()),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = said(ContextKind::InvalidValue);
            (if value.is_empty() { "cli.wrong.missing" } else { "cli.wrong.value" }, option, value)
        }
        _ => ("cli.wrong.other", option, String::new()),
    };
    // The readers of cli.rs say what can be written; clap says so of closed sets.
    let known = match error.source() {
        Some(source) => source.to_string().into(),
        None => List(texts(ContextKind::ValidValue).into_iter().map(Into::into).collect()),
    };
    terminal.complain(key, &[("value", value.into()), ("option", option.into()), ("known", known)]);
    let near =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    if let Some(near) = near.map(said).into_iter().find(|near| !near.is_empty()) {
        terminal.say("cli.wrong.perhaps", &[("value", near.into())]);
    }
}

/// The language that was asked for, found before anything else of the arguments is understood.
fn asked(args: &[OsString]) -> Option<Language> {
    let args: Vec<Cow<'_, str>> = args.iter().map(|arg| arg.to_string_lossy()).collect();
    let next = args.iter().zip(args.iter().skip(1));
    let after = next.filter(|(arg, _)| *arg == "--lang").map(|(_, value)| &**value);
    let within = args.iter().filter_map(|arg| arg.strip_prefix("--lang="));
    after.chain(within).find_map(Language::from_tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::words;

    fn check(command: &Command, name: &str) {
        for inner in command.get_subcommands().filter(|_| name != "help") {
            check(inner, inner.get_name());
        }
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        assert!(!about.is_empty() && !about.starts_with("cli."), "{name}: {about}");
        for arg in command.get_arguments().filter(|_| name != "help") {
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            let at = format!("{name} {}", arg.get_id());
            assert!(!help.is_empty() && !help.starts_with("cli."), "{at}");
            if !arg.get_action().takes_values() {
                continue;
            }
            for value in arg.get_possible_values() {
                assert!(help.contains(value.get_name()), "{at}: {}", value.get_name());
            }
            for value in arg.get_value_names().into_iter().flatten() {
                assert!(!value.starts_with("cli."), "{at}: {value}");
            }
        }
    }

    #[test]
    fn every_argument_has_its_words_and_says_all_its_values() {
        for language in Language::ALL {
            let words = words(*language);
            check(&command(&words), "");
        }
    }

    #[test]
    fn the_language_is_found_wherever_it_stands() {
        let asked = |line: &str| asked(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(asked("mingbai --lang zh-CN build"), Some(Language::ZhCn));
        assert_eq!(asked("mingbai biuld --lang=en"), Some(Language::En));
        assert_eq!(asked("mingbai build --lang"), None);
    }
}
