//! What is said at the terminal: in the right language, with colour only where it is read by a
//! person, and without falling over when the reader has gone.

use std::process::{Command, Stdio};

use super::harness::{AS_OF, Board, Run, run};

const ESCAPE: char = '\u{1b}';

fn wrong() -> Board {
    Board::new().file("content/cases/one.yaml", "title: 灯\nopened: 2025-02-30\n")
}

fn has_han(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// Runs the program at a terminal of its own; both streams come back as one.
fn at_a_terminal(board: &Board, args: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new("script");
    let line = format!("{} {args}", env!("CARGO_BIN_EXE_mingbai"));
    command.args(["--quiet", "--return", "--command", &line, "/dev/null"]);
    command.current_dir(board.path(".")).stdin(Stdio::null());
    command.env_remove("NO_COLOR").env("TERM", "xterm-256color");
    command.envs(variables.iter().copied());
    run(command).out
}

#[test]
fn nothing_is_coloured_in_a_pipe() {
    let board = wrong();
    for args in [
        &["check"] as &[&str],
        &["check", "--format", "short"],
        &["check", "--format", "json"],
        &["build"],
        &["verify"],
        &["explain"],
        &["explain", "not-a-date"],
        &["explain", "no-such-code"],
        &["--help"],
        &["check", "--no-such-flag"],
    ] {
        let mut command = board.command(args);
        command.env("TERM", "xterm-256color").env("COLORTERM", "truecolor");
        let Run { out, err, .. } = run(command);
        assert!(!out.contains(ESCAPE) && !err.contains(ESCAPE), "{args:?}: {out}{err}");
    }
}

#[test]
fn findings_are_coloured_at_a_terminal_unless_colour_is_refused() {
    let board = wrong();
    let usual = at_a_terminal(&board, "check", &[]);
    assert!(usual.contains("not-a-date") && usual.contains(ESCAPE), "{usual}");
    let plain = at_a_terminal(&board, "check", &[("NO_COLOR", "1")]);
    assert!(plain.contains("not-a-date") && !plain.contains(ESCAPE), "{plain}");
    let dumb = at_a_terminal(&board, "check", &[("TERM", "dumb")]);
    assert!(dumb.contains("not-a-date") && !dumb.contains(ESCAPE), "{dumb}");
    for format in ["short", "json"] {
        let told = at_a_terminal(&board, &format!("check --format {format}"), &[]);
        assert!(told.contains("not-a-date") && !told.contains(ESCAPE), "{format}: {told}");
    }
}

#[test]
fn what_stands_in_a_file_does_not_act_on_the_terminal() {
    let mut wrong = Vec::new();
    for (name, odd) in [
        ("red", "\u{1b}[31m"),
        ("title", "\u{1b}]0;x\u{7}"),
        ("backspace", "\u{8}\u{8}"),
        ("C1", "\u{9b}31m"),
        ("direction", "\u{202e}"),
        ("return", "a\rb"),
    ] {
        let text = format!("title: 灯\nopened: 2025-{odd}02-30\n");
        let board = Board::new().file("content/cases/one.yaml", text);
        for format in ["text", "short", "json"] {
            let run = board.run(&["check", "--format", format, "--as-of", AS_OF]);
            assert_eq!(run.code, 1, "{name}");
            // JSON is read by programs, to which a direction is a character like another.
            let turns = |c: char| c == '\u{202e}' && format != "json";
            let acts = |c: char| (c.is_control() && c != '\n') || turns(c);
            let acting: Vec<char> = run.out.chars().filter(|c| acts(*c)).collect();
            if !acting.is_empty() {
                wrong.push(format!("{name} as {format} prints {acting:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn messages_are_in_the_language_that_was_asked_for() {
    let board = wrong();
    for (language, han) in [("zh-CN", true), ("en", false), ("zh-TW", true), ("en-GB", false)] {
        for args in
            [&["check", "--format", "short"] as &[&str], &["build"], &["verify"], &["number"]]
        {
            let mut command = board.command(args);
            command.args(["--lang", language]);
            let run = run(command);
            let said = if args[0] == "check" { [run.out, run.err].concat() } else { run.err };
            // What stands in the file is shown as it is.
            let said = said.replace('灯', "");
            assert_eq!(has_han(&said), han && !said.is_empty(), "{args:?} in {language}: {said}");
        }
    }
}

#[test]
fn without_a_wish_messages_are_in_the_language_of_the_board_then_of_the_machine() {
    let english = super::harness::BOARD.replace("locale: zh-CN", "locale: en");
    let board = wrong();
    let said = |board: &Board, machine: &str| {
        let mut command = board.command(&["check", "--format", "short"]);
        command.env("LANG", machine);
        let run = run(command);
        [run.out, run.err].concat()
    };
    assert!(has_han(&said(&board, "en_US.UTF-8")));
    board.write("content/board.yaml", english);
    assert!(!said(&board, "zh_CN.UTF-8").contains('不'));
    let nowhere = Board::empty();
    assert!(has_han(&said(&nowhere, "zh_CN.UTF-8")));
    assert!(!has_han(&said(&nowhere, "C.UTF-8")));
}

#[test]
fn a_reader_that_goes_away_is_no_reason_to_panic() {
    let mut records = "records:\n".to_owned();
    for number in 0..3000 {
        records.push_str(&format!("  - {{number: {number}, title: 灯, opened: 2025-02-30}}\n"));
    }
    let board = Board::new().file("content/cases/many.yaml", records);
    for args in [
        &["check"] as &[&str],
        &["check", "--format", "short"],
        &["check", "--format", "json"],
        &["explain"],
        &["build"],
        &["--help"],
    ] {
        let mut command = board.command(args);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("started");
        // The other end of standard output is closed before anything is read.
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ended");
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(!err.contains("panicked"), "{args:?}: {err}");
        assert!(output.status.code().is_none_or(|code| code <= 2), "{args:?}: {:?}", output.status);
    }
    let mut command = board.command(&["build"]);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("started");
    drop(child.stderr.take());
    assert_eq!(child.wait().expect("ended").code(), Some(1));
}
