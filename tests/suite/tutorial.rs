//! The tutorials, done as they say: every command is run and prints what they show, and whoever
//! mistypes one of their lines is told so at that line.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::harness::{Board, Run, repository, tree};

/// The months in which the tutorials play.
const THIS: &str = "2026-11";
const LAST: &str = "2026-10";

/// One thing that a tutorial has its reader do.
enum Step {
    /// Run a command in the folder of the moment, with lines to answer.
    Run { command: String, answers: String, shown: Vec<String> },
    /// Write a file.
    Write { path: String, text: String },
    /// Replace one text by another in a file.
    Replace { path: String, from: String, to: String },
    /// Delete files; `*` stands for anything within a name.
    Delete(Vec<String>),
}

fn tutorial(name: &str) -> String {
    fs::read_to_string(repository().join("docs").join(name)).expect("a tutorial")
}

/// The steps of a tutorial. A file is named in the last backquotes before its block.
fn steps(text: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let (mut path, mut answers) = (String::new(), String::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(said) = line.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->")) {
            let (verb, rest) = said.split_once(' ').expect("a verb");
            match verb.trim_end_matches(':') {
                "answers" => answers = rest.replace('|', "\n") + "\n",
                "delete" => steps.push(Step::Delete(rest.split(' ').map(str::to_owned).collect())),
                "replace" => {
                    let (path, change) = rest.split_once(": ").expect("a path");
                    let (from, to) = change.split_once(" => ").expect("a change");
                    let [path, from, to] = [path, from, to].map(str::to_owned);
                    steps.push(Step::Replace { path, from, to });
                }
                other => panic!("{other} is no verb"),
            }
        } else if let Some(fence) = line.strip_prefix("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            match fence {
                "console" => {
                    for line in block {
                        if let Some(command) = line.strip_prefix("$ ") {
                            steps.push(Step::Run {
                                command: command.to_owned(),
                                answers: std::mem::take(&mut answers),
                                shown: Vec::new(),
                            });
                        } else if let Some(Step::Run { shown, .. }) = steps.last_mut() {
                            shown.push(line.to_owned());
                        }
                    }
                }
                "yaml" => {
                    let text = block.join("\n") + "\n";
                    steps.push(Step::Write { path: path.clone(), text });
                }
                "sh" => assert_eq!(block, ["cargo install --path . --locked"]),
                other => panic!("{other} is no kind of block"),
            }
        } else {
            let named = line.split('`').skip(1).step_by(2);
            path = named.filter(|name| name.contains(".yaml")).last().map_or(path, str::to_owned);
        }
    }
    steps
}

/// A reader, who does it this month.
struct Reader {
    board: Board,
    dir: PathBuf,
    this: String,
    last: String,
}

impl Reader {
    fn new() -> Self {
        let board = Board::empty();
        let run = board.run(&["new", "probe", "--locale", "en"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let names = board.tree("probe/content/expenditures");
        let last = names[0].0.trim_end_matches(".yaml").to_owned();
        let (year, month) = last.split_once('-').expect("a month");
        let (year, month): (u32, u32) =
            (year.parse().expect("a year"), month.parse().expect("a month"));
        let this = format!("{:04}-{:02}", year + month / 12, month % 12 + 1);
        fs::remove_dir_all(board.path("probe")).expect("a folder to remove");
        let dir = board.path(".");
        Self { board, dir, this, last }
    }

    /// A text of the tutorial, said today.
    fn today(&self, text: &str) -> String {
        text.replace(THIS, &self.this).replace(LAST, &self.last)
    }

    /// What was said today, as the tutorial says it.
    fn then(&self, text: &str) -> String {
        let text = text.replace(&self.this, THIS).replace(&self.last, LAST);
        let timed = text.lines().map(|line| {
            let timed = line.contains("seconds.") || line.contains("用时");
            if timed { steady(line) } else { line.to_owned() + "\n" }
        });
        timed.collect()
    }

    fn run(&mut self, command: &str, answers: &str) -> Run {
        let mut words = self.today(command).split(' ').map(str::to_owned).collect::<Vec<_>>();
        let program = words.remove(0);
        if program == "cd" {
            self.dir = self.dir.join(&words[0]);
            return Run { code: 0, out: String::new(), err: String::new() };
        }
        assert_eq!(program, "mingbai", "{command}");
        let args: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut command = self.board.command(&args);
        command.current_dir(&self.dir).stdin(Stdio::piped());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        if args[0] == "serve" { served(command) } else { answered(command, &self.today(answers)) }
    }

    fn step(&mut self, step: &Step) -> Option<Run> {
        match step {
            Step::Run { command, answers, .. } => return Some(self.run(command, answers)),
            Step::Write { path, text } => {
                let path = self.dir.join(self.today(path));
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(path, self.today(text)).expect("a file");
            }
            Step::Replace { path, from, to } => {
                let path = self.dir.join(self.today(path));
                let text = fs::read_to_string(&path).expect("a file");
                assert!(text.contains(from), "{from} in {text}");
                fs::write(path, text.replace(from, to)).expect("a file");
            }
            Step::Delete(patterns) => {
                for pattern in patterns {
                    let pattern = self.today(pattern);
                    let found: Vec<_> = tree(&self.dir).into_iter().map(|(name, _)| name).collect();
                    let found: Vec<_> =
                        found.iter().filter(|name| matches(&pattern, name)).collect();
                    assert!(!found.is_empty(), "{pattern}");
                    for name in found {
                        fs::remove_file(self.dir.join(name)).expect("a file to remove");
                    }
                }
            }
        }
        None
    }
}

fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<_>, Vec<_>) =
        (pattern.split('/').collect(), name.split('/').collect());
    pattern.len() == name.len()
        && pattern.iter().zip(name).all(|(pattern, name)| match pattern.split_once('*') {
            Some((head, tail)) => name.starts_with(head) && name.ends_with(tail),
            None => *pattern == name,
        })
}

fn answered(mut command: Command, answers: &str) -> Run {
    let mut child = command.spawn().expect("the program runs");
    let _ = child.stdin.take().expect("standard input").write_all(answers.as_bytes());
    let output = child.wait_with_output().expect("an end");
    Run {
        code: output.status.code().expect("an exit code"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// What a preview says when it begins, and whether it then answers.
fn served(mut command: Command) -> Run {
    let mut child = command.spawn().expect("the program runs");
    let mut lines = BufReader::new(child.stderr.take().expect("standard error")).lines();
    let mut err = String::new();
    for line in lines.by_ref() {
        let line = line.expect("UTF-8");
        err += &(line.clone() + "\n");
        let Some(at) = line.find("127.0.0.1:") else { continue };
        let address: String = line[at..].chars().take_while(|c| *c != '/').collect();
        let mut stream = std::net::TcpStream::connect(&address).expect("it listens");
        let asked = format!("GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        stream.write_all(asked.as_bytes()).expect("asked");
        let mut page = String::new();
        stream.read_to_string(&mut page).expect("answered");
        assert!(page.contains(" 200 ") && page.contains("<html"), "{page}");
        err = err.replace(&address, "127.0.0.1:8000");
        break;
    }
    child.kill().expect("it ends");
    child.wait().expect("it ended");
    Run { code: 0, out: String::new(), err }
}

/// A text in which every day is one day and every run took as long.
fn steady(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let timed = line.contains("seconds.") || line.contains("用时");
        for word in line.trim_end().split_inclusive(' ') {
            let figures: String =
                word.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
            let mut word = word.to_owned();
            if let Some(at) = figures.find("0000-00-00") {
                word.replace_range(at + 8..at + 10, "22");
            }
            if timed && figures.trim() == "0.00" {
                word.replace_range(..4, "0.05");
            }
            out.push_str(&word);
        }
        out.push('\n');
    }
    out
}

const TUTORIALS: [&str; 2] = ["first-board.md", "first-board.zh-CN.md"];

#[test]
fn a_reader_sees_what_the_tutorial_shows() {
    for name in TUTORIALS {
        let text = tutorial(name);
        let mut reader = Reader::new();
        let (mut shown, mut from, mut done) = (text.clone(), 0, 0);
        for step in &steps(&text) {
            let ran = reader.step(step);
            let (Some(run), Step::Run { command, shown: before, .. }) = (ran, step) else {
                continue;
            };
            let after: String = reader.then(&(run.out + &run.err));
            let after = after.lines().flat_map(|line| [line.trim_end(), "\n"]);
            let before = before.iter().flat_map(|line| [line.as_str(), "\n"]);
            let head = || ["$ ", command, "\n"].into_iter();
            let old: String = head().chain(before).collect();
            let new: String = head().chain(after).collect();
            let at = from + shown[from..].find(&old).expect("the command stands there");
            shown.replace_range(at..at + old.len(), &new);
            from = at + new.len();
            done += 1;
        }
        assert!(done > 8, "{done} commands");
        if steady(&text) == steady(&shown) {
            continue;
        }
        if std::env::var_os("MINGBAI_UPDATE").is_none() {
            let differ = |(old, new): &(&str, &str)| steady(old) != steady(new);
            let first = text.lines().zip(shown.lines()).find(differ);
            panic!("docs/{name} shows something else: {first:#?}");
        }
        fs::write(repository().join("docs").join(name), &shown).expect("written");
    }
}

/// Ways in which a line is mistyped, each with what becomes of it.
fn damaged(line: &str) -> Vec<(&'static str, String)> {
    let first = |from: &str, to: &str| line.replacen(from, to, 1);
    let indent = line.len() - line.trim_start().len();
    let all = vec![
        ("deleted", String::new()),
        ("full-width colon", first(":", "：")),
        ("full-width colon and no space", first(": ", "：")),
        ("no space", first(": ", ":")),
        ("name misspelt", {
            let chars: Vec<char> = line.chars().collect();
            let letter = |place: usize| chars.get(place).is_some_and(|c| c.is_alphabetic());
            let at = (0..chars.len()).find(|place| letter(*place) && letter(place + 1));
            let mut swapped = chars.clone();
            if let Some(at) = at {
                swapped.swap(at, at + 1);
            }
            swapped.into_iter().collect()
        }),
        ("quote lost", first("\"", "")),
        ("indented by a tab", format!("\t{}", &line[indent..])),
        ("indented too far", format!(" {line}")),
        ("letter for a nought", {
            let at = line.rfind('0').unwrap_or(line.len());
            line.get(at..)
                .map_or(line.to_owned(), |rest| line[..at].to_owned() + &rest.replacen('0', "O", 1))
        }),
        ("last character lost", {
            let mut short = line.to_owned();
            short.pop();
            short
        }),
        ("written twice", format!("{line}\n{line}")),
    ];
    let mut seen = BTreeSet::from([line.to_owned()]);
    all.into_iter().filter(|(_, text)| seen.insert(text.clone())).collect()
}

/// How far from the line the finding may be, and whether there may be none, where nobody could say
/// more.
fn excused(how: &str, line: &str) -> (usize, bool) {
    let value = line.split_once(": ").map_or("", |(_, value)| value);
    // Words may be any words, and an id may be any id.
    let free = value.starts_with(char::is_alphabetic);
    let optional = [
        "account:",
        "payee:",
        "voucher:",
        "账户: bank",
        "收款方:",
        "凭证:",
        "{name: Office",
        "{名称: 值班室",
    ];
    let optional = optional.iter().any(|name| line.contains(name));
    match how {
        // What is missing is told at the head of its record, or where it is named.
        "deleted" => (usize::MAX, optional),
        // A contact may stand there twice.
        "written twice" => (1, optional && line.contains('{')),
        // Behind a bracket that is not closed much may stand before it is no YAML any more.
        "last character lost" if line.ends_with('}') => (usize::MAX, false),
        "last character lost" | "letter for a nought" => (1, free),
        _ => (1, false),
    }
}

/// What a board publishes as data; nothing, if it has errors.
fn data(reader: &Reader) -> Option<Vec<(String, Vec<u8>)>> {
    let mut command = reader.board.command(&["build", "--out", "trial"]);
    command.current_dir(&reader.dir);
    let run = super::harness::run(command);
    (run.code == 0).then(|| tree(&reader.dir.join("trial/data")))
}

/// The lines of a file at which something is found.
fn found(run: &Run, path: &str) -> Vec<usize> {
    let line =
        |line: &str| line.strip_prefix(path)?.strip_prefix(':')?.split(':').next()?.parse().ok();
    run.out.lines().filter_map(line).collect()
}

#[test]
fn whoever_mistypes_a_line_is_told_at_that_line() {
    mistyped(TUTORIALS[0]);
}

#[test]
fn whoever_mistypes_a_chinese_line_is_told_at_that_line() {
    mistyped(TUTORIALS[1]);
}

/// Damages every line of the files that a tutorial has its reader write, one at a time.
fn mistyped(name: &str) {
    let text = tutorial(name);
    let mut reader = Reader::new();
    let mut paths = Vec::new();
    for step in &steps(&text) {
        reader.step(step);
        if let Step::Write { path, .. } = step {
            paths.push(reader.today(path));
        }
    }
    // Without its memory the board says of a line only what is wrong with the line.
    fs::remove_file(reader.dir.join("content/board.lock")).expect("a lock");
    let whole = data(&reader).expect("a board without errors");
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for path in paths {
        let file = reader.dir.join(&path);
        let text = fs::read_to_string(&file).expect("a file");
        let lines: Vec<&str> = text.lines().collect();
        for (number, line) in (1..).zip(&lines) {
            for (how, broken) in damaged(line) {
                let mut all = lines.clone();
                all[number - 1] = &broken;
                fs::write(&file, all.join("\n") + "\n").expect("a file");
                let run = reader.run("mingbai check --format short", "");
                let what = format!("{name} {path}:{number} {how}: {broken:?}\n{}", run.out);
                assert!(!run.err.contains("panicked") && run.code < 2, "{what}{}", run.err);
                let (far, none) = excused(how, line);
                let near = found(&run, &path).iter().any(|at| at.abs_diff(number) <= far);
                let same = run.out.is_empty() && data(&reader).as_ref() == Some(&whole);
                if !near && !none && !same {
                    wrong.push(what);
                }
                tried += 1;
            }
        }
        fs::write(&file, &text).expect("a file");
    }
    assert!(tried > 100, "{tried} were tried");
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
}
