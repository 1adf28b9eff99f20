//! The preview: pages as they would be built, the change that was just saved, the mistake over the
//! last good page, and nothing for anybody else.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::harness::Board;

/// How long is waited before something is taken not to come.
const PATIENCE: Duration = Duration::from_secs(60);

struct Preview {
    child: Child,
    port: u16,
}

impl Preview {
    fn of(board: &Board) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        let mut command = board.command(&["serve", "--poll", "--port", &port.to_string()]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a preview");
        Self { child, port }
    }

    /// Status and body of an answer.
    fn ask(&self, path: &str, host: &str) -> Option<(u16, String)> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").ok()?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok()?;
        let answer = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n")?;
        Some((head.split(' ').nth(1)?.parse().ok()?, body.to_owned()))
    }

    /// The body of a page once it holds `text`.
    fn until(&self, path: &str, text: &str) -> String {
        let begun = Instant::now();
        let mut last = None;
        while begun.elapsed() < PATIENCE {
            last = self.ask(path, "127.0.0.1");
            match &last {
                Some((200, body)) if body.contains(text) => return body.clone(),
                _ => thread::sleep(Duration::from_millis(50)),
            }
        }
        panic!("{path} never says {text}: {last:?}");
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_preview_follows_every_save_and_shows_mistakes_over_the_last_good_page() {
    let case = "title: 路灯不亮\nopened: 2025-02-01\n";
    let board = Board::new().file("content/cases/one.yaml", case);
    let preview = Preview::of(&board);
    preview.until("/cases/one.html", "路灯不亮");
    preview.until("/.mingbai/style.html", "<h2>chart</h2>");
    board.write("content/cases/one.yaml", case.replace("路灯不亮", "路灯换好了"));
    preview.until("/cases/one.html", "路灯换好了");
    board.write("content/cases/one.yaml", case.replace("2025-02-01", "2025-02-31"));
    let page = preview.until("/cases/one.html", "not-a-date");
    assert!(page.contains("路灯换好了"), "the last good page is still there");
    board.write("content/cases/one.yaml", case.replace("路灯不亮", "路灯又亮了"));
    let page = preview.until("/cases/one.html", "路灯又亮了");
    assert!(!page.contains("not-a-date"), "what was mended is not shown any more");
    assert!(!board.path("output").exists(), "a preview publishes nothing");
    // A page of another site that reaches this machine by a name of its own gets nothing.
    let (status, body) = preview.ask("/cases/one.html", "board.example.org").expect("an answer");
    assert!(status == 403 && !body.contains("路灯"), "{status}: {body}");
    let (status, _) = preview.ask("/../content/board.yaml", "127.0.0.1").expect("an answer");
    assert_eq!(status, 404);
}
