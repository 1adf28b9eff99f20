//! Sends answers: with their type, whole or the part that was asked for, and in one piece.
//!
//! In one piece, for what is sent in two is held back by the system until the first has arrived,
//! which takes a twentieth of a second.

use std::fs::File;
use std::io::{self, BufWriter, Cursor, Read, Seek, SeekFrom, Write as _};

use tiny_http::{Header, Method, Request, Response};

/// Room for what stands before a body.
const HEAD: u64 = 1024;
/// No more than this is held to be sent in one piece.
const PIECE: u64 = 1024 * 1024;

/// What is answered.
pub(super) struct Answer {
    /// The status of HTTP.
    pub status: u16,
    /// The type of the body.
    pub kind: &'static str,
    /// The body.
    pub body: Body,
}

/// What an answer holds.
pub(super) enum Body {
    /// These bytes.
    Bytes(Vec<u8>),
    /// All of this file.
    File(File),
}

impl Answer {
    /// A text.
    pub(super) fn text(status: u16, kind: &'static str, text: String) -> Self {
        Self { status, kind, body: Body::Bytes(text.into_bytes()) }
    }
}

/// Sends an answer.
///
/// # Errors
/// A browser that went away.
pub(super) fn send(request: Request, answer: Answer) -> io::Result<()> {
    let Answer { mut status, kind, body } = answer;
    let whole = match &body {
        Body::Bytes(bytes) => bytes.len() as u64,
        Body::File(file) => file.metadata()?.len(),
    };
    let mut headers = vec![
        ("Content-Type", kind.to_owned()),
        // Every revision has its own pages.
        ("Cache-Control", "no-store".to_owned()),
        ("Accept-Ranges", "bytes".to_owned()),
        // A page of others learns nothing by taking one of these files for its script or picture.
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
    ];
    let asked = if status == 200 { asked(&request, whole) } else { Asked::Whole };
    let (first, length) = match asked {
        Asked::Whole => (0, whole),
        Asked::Part(first, length) => {
            status = 206;
            let last = first + length - 1;
            headers.push(("Content-Range", format!("bytes {first}-{last}/{whole}")));
            (first, length)
        }
        Asked::Beyond => {
            status = 416;
            headers.push(("Content-Range", format!("bytes */{whole}")));
            (0, 0)
        }
    };
    let body: Box<dyn Read> = match body {
        Body::Bytes(bytes) => {
            let mut rest = Cursor::new(bytes);
            rest.set_position(first);
            Box::new(rest.take(length))
        }
        Body::File(mut file) => {
            file.seek(SeekFrom::Start(first))?;
            Box::new(file.take(length))
        }
    };
    let headers =
        headers.into_iter().filter_map(|(name, value)| Header::from_bytes(name, value).ok());
    let response =
        Response::new(status.into(), headers.collect(), body, usize::try_from(length).ok(), None)
            .with_chunked_threshold(usize::MAX);
    let (version, told) = (request.http_version().clone(), request.headers().to_vec());
    let head_only = *request.method() == Method::Head;
    let room = usize::try_from(length.min(PIECE) + HEAD).unwrap_or_default();
    let mut writer = BufWriter::with_capacity(room, request.into_writer());
    response.raw_print(&mut writer, version, &told, head_only, None)?;
    writer.flush()
}

/// What of a body is asked for.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    Whole,
    /// So many bytes from this one on.
    Part(u64, u64),
    /// Nothing that there is.
    Beyond,
}

fn asked(request: &Request, whole: u64) -> Asked {
    let value = |name: &'static str| {
        let header = request.headers().iter().find(|header| header.field.equiv(name));
        header.map(|header| header.value.as_str())
    };
    // Nothing tells whether the part that somebody has is still of the same whole.
    match value("Range") {
        Some(range) if value("If-Range").is_none() => part(range, whole),
        _ => Asked::Whole,
    }
}

/// The part that a range means (RFC 9110, 14.2); of several ranges, and of what is no range, the
/// whole.
fn part(range: &str, whole: u64) -> Asked {
    let one = range.strip_prefix("bytes=").filter(|range| !range.contains(','));
    let Some((first, last)) = one.and_then(|range| range.trim().split_once('-')) else {
        return Asked::Whole;
    };
    let number = |text: &str| text.parse::<u64>().ok();
    match (number(first), number(last)) {
        (Some(first), None) if last.is_empty() && first < whole => {
            Asked::Part(first, whole - first)
        }
        (Some(first), Some(last)) if last < first => Asked::Whole,
        (Some(first), Some(last)) if first < whole => {
            Asked::Part(first, last.min(whole - 1) - first + 1)
        }
        (None, Some(last)) if first.is_empty() && last > 0 && whole > 0 => {
            let length = last.min(whole);
            Asked::Part(whole - length, length)
        }
        (Some(_), Some(_)) => Asked::Beyond,
        (Some(_), None) if last.is_empty() => Asked::Beyond,
        (None, Some(_)) if first.is_empty() => Asked::Beyond,
        _ => Asked::Whole,
    }
}

/// The type of what lies at an address.
pub(super) fn kind_of(address: &str) -> &'static str {
    let ending = address.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "jsonl" | "txt" | "tsv" | "md" | "journal" | "beancount" => "text/plain; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, part};

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        for (range, asked) in [
            ("bytes=0-4", Asked::Part(0, 5)),
            ("bytes=4-", Asked::Part(4, 6)),
            ("bytes=-3", Asked::Part(7, 3)),
            ("bytes=-30", Asked::Part(0, 10)),
            ("bytes=8-99", Asked::Part(8, 2)),
            ("bytes=10-", Asked::Beyond),
            ("bytes=10-12", Asked::Beyond),
            ("bytes=-0", Asked::Beyond),
            ("bytes=4-2", Asked::Whole),
            ("bytes=0-1,3-4", Asked::Whole),
            ("bytes=a-b", Asked::Whole),
            ("bytes=-", Asked::Whole),
            ("lines=0-4", Asked::Whole),
        ] {
            assert_eq!(part(range, 10), asked, "{range}");
        }
        assert_eq!(part("bytes=0-0", 0), Asked::Beyond);
    }
}
