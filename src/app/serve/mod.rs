//! `serve`: the board in the browser while it is written.
//!
//! The last state on the disk is compiled, never more than one compile runs, and the browser is
//! told a revision number, not a hope. A board with errors keeps its last good pages and shows
//! the findings over them. Nothing is written but photos that are remembered, and only this
//! machine is answered.

mod answer;
mod folder;
mod send;
mod state;
mod watch;

use std::net::TcpListener;
use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use tiny_http::Server;

use super::Ended;
use super::board::{language, today};
use super::cli::ServeArgs;
use super::terminal::{Excerpts, Terminal};
use crate::diagnostic::Finding;
use crate::{Options, compile_after, content};
use folder::Folder;
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
    let mut watch = match watch::start(root, args.poll) {
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
    let mut folder = Folder::open(root);
    let terminal = show(terminal, &mut folder, &state);
    let url = format!("http://127.0.0.1:{port}/");
    terminal.say("app.serving", &[("url", url.as_str().into())]);
    if args.open {
        open(&url);
    }
    let answering = Arc::clone(&state);
    thread::spawn(move || answer::answer_all(&server, &answering));
    while let Some(look) = watch.next() {
        if folder.look(&look) {
            show(&terminal, &mut folder, &state);
        }
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

/// Compiles and shows the board as it lies on the disk; gives the terminal in its language.
fn show(terminal: &Terminal, folder: &mut Folder, state: &State) -> Terminal {
    let started = Instant::now();
    let mut said: Vec<Finding> = folder.said().cloned().collect();
    let profile = content::profile(folder.sources());
    let terminal = terminal.for_board(language(folder.sources(), profile.as_deref()));
    let Some(as_of) = today(profile.as_deref(), &mut said) else { return terminal };
    let options = Options { as_of, base_url: None, drafts: false, sheets: false };
    if let Some(profile) = &profile {
        folder.ask(&terminal, profile, &options);
    }
    let sources = folder.sources();
    let earlier = state.now().site;
    let mut compiled = compile_after(sources, &options, earlier.as_deref());
    compiled.findings.extend(said);
    compiled.findings.sort();
    let broken = compiled.findings.any_error();
    let site = compiled.site.take().filter(|_| !broken);
    // Of a board that is shown nothing stands over the page, and it may have thousands of remarks.
    let excerpts = Excerpts::of(sources);
    let told = compiled.findings.iter().filter(|_| site.is_none());
    let trouble = told.map(|finding| terminal.draw(&excerpts, finding, false)).collect();
    let seconds = super::summary::seconds(started);
    let key = if broken { "app.shown-broken" } else { "app.shown" };
    let findings = compiled.findings.iter().len();
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
