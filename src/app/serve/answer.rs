//! Answers requests: pages made when they are asked for, and the revision that reloads them.

use std::fmt::Write as _;
use std::fs::File;
use std::sync::Arc;
use std::thread;

use tiny_http::{Method, Request, Server};

use super::send::{Answer, Body, kind_of, send};
use super::state::{Now, State};
use crate::Made;
use crate::app::photos::{Memory, Photos};
use crate::render::prose::escape;

/// Where a page asks whether it is still the newest.
const REVISION: &str = "/.mingbai/revision?other-than=";

/// What a page does about it. A page that nobody sees asks nothing: browsers keep few connections
/// to one server, and as many hidden pages would keep the next one waiting.
const RELOAD: &str = include_str!("reload.js");

/// Answers until the server is gone, each request on a thread of its own: a page that waits for
/// the next revision must not keep others waiting.
pub(crate) fn answer_all(server: &Server, state: &Arc<State>) {
    while let Ok(request) = server.recv() {
        let state = Arc::clone(state);
        thread::spawn(move || {
            let answer = answer(&request, &state);
            // A browser that went away is nothing to complain about.
            let _ = send(request, answer);
        });
    }
}

fn answer(request: &Request, state: &State) -> Answer {
    if !is_ours(request) {
        return Answer::text(403, "text/plain", "127.0.0.1".to_owned());
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        return Answer::text(405, "text/plain", String::new());
    }
    if let Some(known) = request.url().strip_prefix(REVISION) {
        return Answer::text(200, "text/plain", state.other_than(known));
    }
    let path = request.url().split(['?', '#']).next().unwrap_or_default();
    let mut address = decode(path.trim_start_matches('/'));
    if address.is_empty() || address.ends_with('/') {
        address.push_str("index.html");
    }
    page(state, &state.now(), &address)
}

/// Other sites must not reach the preview through a name that resolves to this machine.
fn is_ours(request: &Request) -> bool {
    let host = request.headers().iter().find(|header| header.field.equiv("Host"));
    is_local(host.map(|header| header.value.as_str()).unwrap_or_default())
}

fn is_local(host: &str) -> bool {
    let port = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let name = host.rsplit_once(':').filter(|(_, end)| port(end)).map_or(host, |(name, _)| name);
    let known = ["127.0.0.1", "localhost", "[::1]"];
    known.iter().any(|known| name.eq_ignore_ascii_case(known))
}

fn page(state: &State, now: &Now, address: &str) -> Answer {
    let Some(site) = &now.site else {
        return Answer::text(
            503,
            "text/html; charset=utf-8",
            dress(now, "<!DOCTYPE html><title>Mingbai</title>", &now.trouble),
        );
    };
    let made = site.make(address).and_then(|made| match made {
        Some(Made::Photo(path, asset, width)) => {
            let photos = Photos::new(&state.root, Memory::Open);
            photos.make(&path, &asset, width).map(|photo| Some(Made::Bytes(photo)))
        }
        Some(Made::Long(long)) => Ok(Some(Made::Bytes(site.whole(&long)))),
        made => Ok(made),
    });
    match made {
        Ok(Some(Made::Bytes(bytes))) if kind_of(address).starts_with("text/html") => {
            let html = String::from_utf8_lossy(&bytes).into_owned();
            let trouble = if now.stale { &now.trouble[..] } else { &[] };
            Answer::text(200, kind_of(address), dress(now, &html, trouble))
        }
        Ok(Some(Made::Bytes(bytes))) => {
            Answer { status: 200, kind: kind_of(address), body: Body::Bytes(bytes) }
        }
        Ok(Some(Made::File(path, _))) => match File::open(state.root.join(&*path)) {
            Ok(file) => Answer { status: 200, kind: kind_of(address), body: Body::File(file) },
            Err(error) => Answer::text(404, "text/plain; charset=utf-8", error.to_string()),
        },
        Ok(Some(Made::Long(_) | Made::Photo(..) | Made::Sheet(_)) | None) => {
            let said = now.words.as_ref().map(|words| words.get("page.not-found").to_owned());
            let said = said.unwrap_or_default();
            let html = format!("<!DOCTYPE html><title>404</title><p>{said}</p>");
            Answer::text(404, "text/html; charset=utf-8", dress(now, &html, &[]))
        }
        Err(finding) => {
            let said = now.words.as_ref().map(|words| finding.message(words)).unwrap_or_default();
            let said = format!("{}\n{said}", finding.at.file);
            Answer::text(
                500,
                "text/html; charset=utf-8",
                dress(now, "<!DOCTYPE html><title>500</title>", &[said]),
            )
        }
    }
}

/// A page with what is wrong over it, and the lines that reload it at the next revision.
fn dress(now: &Now, html: &str, trouble: &[String]) -> String {
    let mut over = String::new();
    if !trouble.is_empty() {
        over.push_str(
            "<div style=\"position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;z-index:9;\
             background:#fff8f6;color:#1b1b1b;border-top:4px solid #a01c0c;padding:1rem\"><pre \
             style=\"margin:0;font:14px/1.5 monospace;white-space:pre\">",
        );
        escape(&mut over, &trouble.join("\n\n"));
        over.push_str("</pre></div>");
    }
    let revision = &now.revision;
    let _ = write!(over, "<script>{}</script>", RELOAD.replace("REVISION", revision));
    match html.rfind("</body>") {
        Some(end) => format!("{}{over}{}", &html[..end], &html[end..]),
        None => format!("{html}{over}"),
    }
}

/// A path with its `%XX` read.
fn decode(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let pair = (*first == b'%').then(|| after.get(..2)).flatten();
        let value = pair
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        if let Some(byte) = value {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{decode, is_local};

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for ours in ["127.0.0.1:8000", "localhost", "LocalHost:1", "[::1]", "[::1]:8000"] {
            assert!(is_local(ours), "{ours}");
        }
        for other in ["", "example.org", "127.0.0.1.example.org:8000", "localhost:8000:x", "::1"] {
            assert!(!is_local(other), "{other}");
        }
    }

    #[test]
    fn addresses_are_read_as_browsers_write_them() {
        assert_eq!(decode("categories/%E7%BB%B4%E4%BF%AE.html"), "categories/维修.html");
        assert_eq!(decode("a%2"), "a%2");
        assert_eq!(decode("100%"), "100%");
    }
}
