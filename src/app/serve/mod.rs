//! `serve`: the board in the browser while it is written.
//!
//! The last state on the disk is compiled, never more than one compile runs, and the browser is
//! told a revision number, not a hope. A board with errors keeps its last good pages and shows
//! the findings over them. Nothing is written but photos that are remembered, and only this
//! machine is answered.

mod answer;
mod state;
mod watch;

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use tiny_http::Server;

use super::board::{compile_with, language, today};
use super::cli::ServeArgs;
use super::terminal::{Excerpts, Terminal};
use super::{Ended, disk};
use crate::source::Sources;
use crate::{Options, content};
use state::{Shown, State};

/// The port that is tried first where none is asked for, and how many are tried after it.
const PORT: u16 = 8000;
const PORTS: u16 = 20;

/// `mingbai serve`
pub(crate) fn serve(terminal: &Terminal, args: &ServeArgs) -> Ended {
    let root = &args.dir;
    if !root.join("content").is_dir() {
        terminal.complain("app.no-board", &[("dir", root.display().to_string().into())]);
        return Ended::NotRun;
    }
    let Some((listener, port)) = listen(args.port) else {
        let port = i64::from(args.port.unwrap_or(PORT));
        terminal.complain("app.port-taken", &[("port", port.into())]);
        return Ended::NotRun;
    };
    let watch = match watch::start(root, args.poll) {
        Ok(watch) => watch,
        Err(error) => {
            terminal.complain("app.cannot-watch", &[("detail", error.to_string().into())]);
            return Ended::NotRun;
        }
    };
    let server = match Server::from_listener(listener, None) {
        Ok(server) => server,
        Err(error) => {
            terminal.complain("app.cannot-watch", &[("detail", error.to_string().into())]);
            return Ended::NotRun;
        }
    };
    let state = Arc::new(State::new(root.clone()));
    let mut sources = Sources::default();
    let terminal = show(terminal, root, &mut sources, &state);
    let url = format!("http://127.0.0.1:{port}/");
    terminal.say("app.serving", &[("url", url.as_str().into())]);
    if args.open {
        open(&url);
    }
    let answering = Arc::clone(&state);
    thread::spawn(move || answer::answer_all(&server, &answering));
    while watch.changed() {
        show(&terminal, root, &mut sources, &state);
    }
    Ended::Clean
}

fn listen(asked: Option<u16>) -> Option<(TcpListener, u16)> {
    let ports = match asked {
        Some(port) => port..=port,
        None => PORT..=PORT + PORTS,
    };
    ports.into_iter().find_map(|port| {
        let listener = TcpListener::bind(("127.0.0.1", port)).ok()?;
        let port = listener.local_addr().ok()?.port();
        Some((listener, port))
    })
}

/// Reads, compiles and shows the board as it lies on the disk; gives the terminal in its language.
fn show(terminal: &Terminal, root: &Path, sources: &mut Sources, state: &State) -> Terminal {
    let started = Instant::now();
    let (mut read, mut said) = disk::read(root);
    reuse(sources, &mut read);
    *sources = read;
    let profile = content::profile(sources);
    let terminal = terminal.for_board(language(sources, profile.as_deref()));
    let Some(as_of) = today(profile.as_deref(), &mut said) else { return terminal };
    let options = Options { as_of, base_url: None, drafts: false, sheets: false };
    let mut loaded = compile_with(terminal.clone(), sources.clone(), said, options, started);
    let excerpts = Excerpts::of(sources);
    let trouble: Vec<String> = loaded
        .compiled
        .findings
        .iter()
        .map(|finding| terminal.draw(&excerpts, finding, false))
        .collect();
    let broken = loaded.compiled.findings.any_error();
    let site = loaded.compiled.site.take().filter(|_| !broken);
    let seconds = super::summary::seconds(started);
    let key = if broken { "app.shown-broken" } else { "app.shown" };
    let findings = trouble.len();
    let revision = state.put(Shown {
        site: site.map(Arc::new),
        trouble,
        words: Arc::clone(&**terminal.words),
    });
    terminal.say(
        key,
        &[("revision", revision.into()), ("n", findings.into()), ("seconds", seconds.into())],
    );
    terminal
}

/// Puts what is known of an unchanged file in place of the file that was just read.
fn reuse(known: &Sources, read: &mut Sources) {
    for (path, source) in &mut read.files {
        if let Some(old) = known.files.get(path).filter(|old| old.bytes == source.bytes) {
            *source = Arc::clone(old);
        }
    }
}

/// Opens the browser; one that cannot be opened is no reason to stop.
fn open(url: &str) {
    let (program, args): (&str, &[&str]) = if cfg!(target_os = "windows") {
        ("cmd", &["/C", "start"])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let _ = Command::new(program).args(args).arg(url).spawn();
}
