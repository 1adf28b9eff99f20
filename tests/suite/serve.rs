//! The preview: pages as they would be built, the change that was just saved, the mistake over the
//! last good page, and nothing for anybody else.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::harness::{Board, Dice, repository};

/// How long is waited before something is taken not to come.
const PATIENCE: Duration = Duration::from_secs(60);

/// What only a page of a preview has begins so, and ends with the script.
const SNIPPET: (&str, &str) = ("<script>(function () {\n  var asking;", "})();\n</script>");

struct Preview {
    child: Child,
    port: u16,
}

/// An answer, with its head as text.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(one, _)| one.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }
}

impl Preview {
    fn of(board: &Board, args: &[&str]) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        let mut command = board.command(&["serve", "--port", &port.to_string()]);
        let command = command.args(args).stdout(Stdio::null()).stderr(Stdio::null());
        Self { child: command.spawn().expect("a preview"), port }
    }

    /// The answer to a question with these headers.
    fn ask(&self, asked: &str, headers: &[&str]) -> Option<Answer> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        let headers = headers.join("\r\n");
        write!(stream, "{asked} HTTP/1.1\r\n{headers}\r\nConnection: close\r\n\r\n").ok()?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok()?;
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Answer { status, head, body: bytes[end + 4..].to_vec() })
    }

    fn get(&self, path: &str) -> Option<Answer> {
        self.ask(&format!("GET {path}"), &["Host: 127.0.0.1"])
    }

    /// The body of a page once it is as it should be.
    fn until(&self, path: &str, what: &str, is_good: impl Fn(&str) -> bool) -> String {
        let begun = Instant::now();
        let mut last = None;
        while begun.elapsed() < PATIENCE {
            last = self.get(path).map(|answer| (answer.status, answer.text()));
            match &last {
                Some((200, body)) if is_good(body) => return body.clone(),
                _ => thread::sleep(Duration::from_millis(10)),
            }
        }
        let last = last.map(|(status, body)| (status, body.len()));
        panic!("{path} never shows {what}: {last:?}");
    }

    fn until_says(&self, path: &str, text: &str) -> String {
        self.until(path, text, |body| body.contains(text))
    }

    /// The first file of a site that the preview shows otherwise.
    fn differs(&self, site: &[(String, Vec<u8>)]) -> Option<String> {
        let differs = |(path, bytes): &&(String, Vec<u8>)| {
            let answer = self.get(&format!("/{}", encoded(path)));
            !answer.is_some_and(|answer| answer.status == 200 && bare(&answer.body) == *bytes)
        };
        site.iter().find(differs).map(|(path, _)| path.clone())
    }

    /// Waits until the preview shows just what is built of the board as it is; false if nothing is
    /// built of it, which the preview must say over what it showed before.
    fn follows(&self, board: &Board, what: &str) -> bool {
        let copy = Board::copy_of(&board.path("."));
        if copy.run(&["build"]).code != 0 {
            self.until("/index.html", what, is_covered);
            return false;
        }
        let mut site = copy.tree("output");
        // What publishing says of the files, to itself and to the host.
        site.retain(|(path, _)| path != "manifest.json" && !path.starts_with('.'));
        let begun = Instant::now();
        while let Some(path) = self.differs(&site) {
            assert!(begun.elapsed() < PATIENCE, "{what}: {path} is not as it is built");
            thread::sleep(Duration::from_millis(10));
        }
        true
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn is_covered(page: &str) -> bool {
    page.contains("<div style=\"position:fixed")
}

/// A page without what only the preview adds.
fn bare(bytes: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(bytes) else { return bytes.to_vec() };
    let (Some(from), Some(to)) = (text.find(SNIPPET.0), text.find(SNIPPET.1)) else {
        return bytes.to_vec();
    };
    format!("{}{}", &text[..from], &text[to + SNIPPET.1.len()..]).into_bytes()
}

/// A path as browsers ask for it.
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/.-_".contains(&byte);
    let one = |byte: u8| {
        if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    path.bytes().map(one).collect()
}

/// Writes a file as most editors do: beside it, and in its place with one step.
fn write_beside(path: &Path, text: &str) {
    let beside = path.with_extension("new~");
    fs::write(&beside, text).expect("a file beside");
    fs::rename(beside, path).expect("in its place");
}

#[test]
fn a_preview_follows_every_save_and_shows_mistakes_over_the_last_good_page() {
    let case = "title: 路灯不亮\nopened: 2025-02-01\n";
    let board = Board::new().file("content/cases/one.yaml", case);
    let preview = Preview::of(&board, &[]);
    preview.until_says("/cases/one.html", "路灯不亮");
    preview.until_says("/.mingbai/style.html", "<h2>chart</h2>");
    board.write("content/cases/one.yaml", case.replace("路灯不亮", "路灯换好了"));
    preview.until_says("/cases/one.html", "路灯换好了");
    board.write("content/cases/one.yaml", case.replace("2025-02-01", "2025-02-31"));
    let page = preview.until("/cases/one.html", "the mistake", is_covered);
    assert!(page.contains("路灯换好了"), "the last good page is still there");
    assert!(page.contains("not-a-date") && page.contains("日期"), "in the board's language");
    write_beside(&board.path("content/cases/one.yaml"), &case.replace("路灯不亮", "路灯又亮了"));
    let page = preview.until_says("/cases/one.html", "路灯又亮了");
    assert!(!is_covered(&page), "what was mended is not shown any more");
    assert!(!board.path("output").exists(), "a preview publishes nothing");
}

#[test]
fn a_preview_that_polls_sees_the_same() {
    let case = "title: 路灯不亮\nopened: 2025-02-01\n";
    let board = Board::new().file("content/cases/one.yaml", case);
    let preview = Preview::of(&board, &["--poll"]);
    preview.until_says("/cases/one.html", "路灯不亮");
    // Of the same length, and most likely within the grain of the clock of many disks.
    board.write("content/cases/one.yaml", case.replace("路灯不亮", "路灯亮了"));
    preview.until_says("/cases/one.html", "路灯亮了");
    fs::rename(board.path("content/cases"), board.path("cases")).expect("moved away");
    preview.until("/index.html", "that the case is gone", |page| !page.contains("路灯"));
    fs::rename(board.path("cases"), board.path("content/cases")).expect("moved back");
    preview.until_says("/cases/one.html", "路灯亮了");
}

#[test]
fn folders_move_and_a_thousand_files_change_at_once() {
    let case = |title: &str| format!("title: {title}\nopened: 2025-02-01\n");
    let board = Board::new();
    for number in 0..1000 {
        board.write(&format!("content/cases/{number}.yaml"), case("旧"));
    }
    let preview = Preview::of(&board, &[]);
    preview.until_says("/cases/999.html", "旧");
    // As a switch of branches does it: file by file, some removed, some new.
    for number in 100..1100 {
        board.write(&format!("content/cases/{number}.yaml"), case("新"));
    }
    for number in 0..100 {
        board.remove(&format!("content/cases/{number}.yaml"));
    }
    preview.until("/cases.20.html", "the last state", |page| page.contains("cases/1099.html"));
    preview.until_says("/cases/1099.html", "新");
    preview.until_says("/cases/100.html", "新");
    assert_eq!(preview.get("/cases/5.html").expect("an answer").status, 404);
    // A folder that goes away and comes back is still followed, and so is a new one.
    fs::rename(board.path("content"), board.path("away")).expect("moved away");
    preview.until("/index.html", "that board.yaml is missing", is_covered);
    fs::rename(board.path("away"), board.path("content")).expect("moved back");
    preview.until("/index.html", "the board again", |page| !is_covered(page));
    board.write("content/cases/100.yaml", case("改了"));
    preview.until_says("/cases/100.html", "改了");
    board.write(
        "content/decisions/2025-03.yaml",
        "title: 议事\ndate: 2025-03-01\nkind: deliberation\n",
    );
    preview.until_says("/decisions/2025-03.html", "议事");
    board.write("themes/own/assets/extra.css", "/* own */");
    let profile = board.read("content/board.yaml");
    board.write("content/board.yaml", format!("{profile}theme: own\n"));
    preview.until_says("/extra.css", "own");
    board.write("themes/own/assets/extra.css", "/* other */");
    preview.until_says("/extra.css", "other");
}

#[test]
fn only_this_machine_is_answered_with_parts_and_types() {
    let text = "0123456789";
    let case = "title: 路灯不亮\nopened: 2025-02-01\nattachments: [{file: a.txt, state: shown}]\n";
    let board = Board::new()
        .file("content/cases/one.yaml", case)
        .file("content/files/a.txt", text)
        .file("content/static/tune.mp3", text);
    let preview = Preview::of(&board, &[]);
    preview.until_says("/cases/one.html", "路灯不亮");
    // A page of another site that reaches this machine by a name of its own gets nothing.
    for host in ["Host: board.example.org", "Host: 127.0.0.1.example.org", "X: y"] {
        let answer = preview.ask("GET /cases/one.html", &[host]).expect("an answer");
        assert!(answer.status == 403 && !answer.text().contains("路灯"), "{host}");
        let answer = preview.ask("GET /.mingbai/revision?other-than=", &[host]).expect("an answer");
        assert_eq!(answer.status, 403, "{host}");
    }
    for host in ["Host: localhost:8000", "Host: [::1]:8000", "Host: LOCALHOST"] {
        let answer = preview.ask("GET /cases/one.html", &[host]).expect("an answer");
        assert_eq!(answer.status, 200, "{host}");
    }
    for path in
        ["/../content/board.yaml", "/%2e%2e/content/board.yaml", "/files/../../content/board.yaml"]
    {
        assert_eq!(preview.get(path).expect("an answer").status, 404, "{path}");
    }
    let part = |asked: &str, range: &str| {
        preview.ask(asked, &["Host: localhost", &format!("Range: {range}")]).expect("an answer")
    };
    for file in ["GET /files/a.txt", "GET /tune.mp3"] {
        let answer = part(file, "bytes=2-4");
        assert_eq!((answer.status, answer.text().as_str()), (206, "234"), "{file}");
        assert_eq!(answer.header("Content-Range"), "bytes 2-4/10");
        assert_eq!(part(file, "bytes=-3").text(), "789");
        let beyond = part(file, "bytes=10-");
        assert_eq!((beyond.status, beyond.header("Content-Range")), (416, "bytes */10"));
        assert_eq!(part(file, "bytes=0-1,4-5").text(), text, "several parts are the whole");
    }
    let head = preview.ask("HEAD /tune.mp3", &["Host: localhost"]).expect("an answer");
    assert_eq!((head.header("Content-Length"), head.body.len()), ("10", 0));
    assert_eq!(head.header("Accept-Ranges"), "bytes");
    assert_eq!(
        preview.ask("POST /index.html", &["Host: localhost"]).expect("an answer").status,
        405
    );
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/board.css", "text/css; charset=utf-8"),
        ("/search.js", "text/javascript; charset=utf-8"),
        ("/board.json", "application/json; charset=utf-8"),
        ("/tune.mp3", "audio/mpeg"),
        ("/files/a.txt", "text/plain; charset=utf-8"),
    ] {
        let answer = preview.get(path).expect("an answer");
        assert_eq!((answer.status, answer.header("Content-Type")), (200, kind), "{path}");
        assert_eq!(answer.header("X-Content-Type-Options"), "nosniff", "{path}");
    }
}

#[test]
fn what_is_shown_is_what_is_built() {
    let boards = repository().join("tests/boards");
    for (name, seed, edits) in [("hant-small", 1, 8), ("uk-maplestead", 2, 4)] {
        let board = Board::copy_of(&boards.join(name));
        let preview = Preview::of(&board, &[]);
        preview.until("/index.html", "a page", |page| !is_covered(page));
        assert!(preview.follows(&board, name));
        let mut dice = Dice(seed);
        let mut built = 0;
        for step in 0..edits {
            let what = format!("{name}, edit {step}");
            let undo = edit(&board, &mut dice);
            if preview.follows(&board, &what) {
                built += 1;
                continue;
            }
            undo(&board);
            assert!(preview.follows(&board, &format!("{what} undone")));
        }
        assert!(built > 0, "{name}: some of the edits are good ones");
    }
}

#[test]
fn the_sample_is_shown_as_it_is_built() {
    let board = Board::copy_of(repository());
    let preview = Preview::of(&board, &[]);
    let page = board.read("content/pages/about-this-board.md");
    preview.until("/index.html", "a page", |page| !is_covered(page));
    board.write("content/pages/about-this-board.md", format!("{page}\n改过一次。\n"));
    assert!(preview.follows(&board, "the sample"));
}

type Undo = Box<dyn Fn(&Board)>;

/// Changes something in a board, good or bad; what makes it undone.
fn edit(board: &Board, dice: &mut Dice) -> Undo {
    let mut files = board.tree("content");
    files.retain(|(path, _)| {
        let record = [".yaml", ".md"].iter().any(|ending| path.ends_with(ending));
        record && path.contains('/') && !path.starts_with("files/") && !path.starts_with("static/")
    });
    let (path, bytes) = files.swap_remove(dice.roll(files.len()));
    let path = format!("content/{path}");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let restore: Undo = {
        let (path, text) = (path.clone(), text.clone());
        Box::new(move |board: &Board| board.write(&path, &text))
    };
    match dice.roll(6) {
        0 => {
            // A title or a text reads otherwise.
            let text = text.replace("。", "，照此办理。").replace(" the ", " the said ");
            write_beside(&board.path(&path), &text);
        }
        1 => board.write(&path, format!("{text}\nno such field: 1\n")),
        2 => board.write(&path, text.replacen("00", "10", 1)),
        3 => board.remove(&path),
        4 => {
            let other = path.replace(".yaml", "-2.yaml").replace(".md", "-2.md");
            fs::rename(board.path(&path), board.path(&other)).expect("renamed");
            return Box::new(move |board| {
                fs::rename(board.path(&other), board.path(&path)).expect("renamed back");
            });
        }
        _ => {
            let folder = path.rsplit_once('/').expect("a folder").0.to_owned();
            fs::rename(board.path(&folder), board.path("away")).expect("moved away");
            return Box::new(move |board| {
                fs::rename(board.path("away"), board.path(&folder)).expect("moved back");
            });
        }
    }
    restore
}
