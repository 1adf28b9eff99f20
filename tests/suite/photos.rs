//! Photos: what is published of a picture, what is remembered of it, and what neither may hold.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::Stdio;

use jpeg_encoder::{ColorType, Encoder};
use sha2::{Digest as _, Sha256};

use super::harness::{AS_OF, Board};
use super::sample::sha256;

/// Side of the pictures that are made here.
const SIDE: u16 = 600;

/// A JPEG on its side, in one colour and its shades, with words hidden as phones and programs do.
pub fn photo(colour: u8, hidden: &str) -> Vec<u8> {
    let shade = |n: u32| u8::try_from(n / 4).unwrap_or(u8::MAX);
    let pixels: Vec<u8> = (0..u32::from(SIDE))
        .flat_map(|y| (0..u32::from(SIDE) / 2).flat_map(move |x| [colour, shade(x), shade(y)]))
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 90);
    // One directory with one entry: turn it by a quarter.
    let mut exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend(hidden.as_bytes());
    encoder.add_exif_metadata(&exif).expect("short enough");
    let xmp = format!("http://ns.adobe.com/xap/1.0/\0<x>{hidden}</x>");
    encoder.add_app_segment(1, xmp.into_bytes()).expect("short enough");
    encoder.add_icc_profile(hidden.as_bytes()).expect("short enough");
    encoder.encode(&pixels, SIDE / 2, SIDE, ColorType::Rgb).expect("a picture");
    let comment = u16::try_from(hidden.len() + 2).expect("short enough").to_be_bytes();
    bytes.splice(2..2, [&[0xff, 0xfe], &comment[..], hidden.as_bytes()].concat());
    bytes.extend(hidden.as_bytes());
    bytes
}

const CASE: &str = "\
title: 路灯不亮
opened: 2025-02-01
closed: {on: 2025-02-20, reason: fixed}
attachments:
  - {file: dark.jpg, title: 不亮的灯, state: shown, stage: before}
  - {file: light.jpg, state: shown, stage: after}
";

fn board() -> Board {
    Board::new()
        .file("content/cases/lamp.yaml", CASE)
        .file("content/files/dark.jpg", photo(10, "hidden"))
        .file("content/files/light.jpg", photo(250, "hidden"))
}

/// The addresses of the photos of a built board.
fn photos(board: &Board) -> Vec<String> {
    let site = board.tree("output").into_iter();
    site.map(|(name, _)| name).filter(|name| name.starts_with("photos/")).collect()
}

/// What is remembered.
fn remembered(board: &Board) -> Vec<String> {
    board.tree(".mingbai/cache").into_iter().map(|(name, _)| name).collect()
}

#[test]
fn a_page_shows_photos_upright_and_the_original_is_nowhere() {
    let board = board();
    board.build();
    let page = board.read("output/cases/lamp.html");
    let digest = sha256(&photo(10, "hidden"));
    let short = &digest[..16];
    let expected = format!(
        "src=\"../photos/{short}-600.jpg\" srcset=\"../photos/{short}-480.jpg 480w, \
         ../photos/{short}-600.jpg 600w\""
    );
    assert!(page.contains(&expected), "{page}");
    assert!(page.contains("width=\"600\" height=\"300\" alt=\"不亮的灯\""), "{page}");
    assert!(page.contains("alt=\"处理后：路灯不亮\""), "{page}");
    assert!(page.contains(&digest), "the original's digest is told");
    assert_eq!(photos(&board).len(), 4);
    assert!(!board.path("output/files").exists());
    for (name, bytes) in board.tree("output/photos") {
        for hidden in [&b"hidden"[..], b"Exif", b"xap", b"ICC"] {
            assert!(!bytes.windows(hidden.len()).any(|part| part == hidden), "{name}");
        }
    }
    assert_eq!(board.run(&["verify"]).code, 0);
}

#[test]
fn a_picture_used_twice_is_one_photo_and_a_held_one_is_none() {
    let board = board()
        .file("content/files/copy.jpg", photo(10, "hidden"))
        .file("content/files/held.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
        .file(
            "content/cases/other.yaml",
            "title: 灯\nopened: 2025-02-02\nattachments:\n  - {file: copy.jpg, state: shown}\n  \
             - {file: held.heic, inspect: 值班室}\n  - {file: light.jpg, state: redacted, copy: dark.jpg}\n",
        );
    board.build();
    assert_eq!(photos(&board).len(), 4);
    let page = board.read("output/cases/other.html");
    assert_eq!(page.matches("<img ").count(), 2);
    assert!(page.contains(&sha256(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")));
}

#[test]
fn a_theme_says_how_wide() {
    let theme = "name: wide\ncontract: 1\nphotos: [100, 200, 4000]\n";
    let settings = super::harness::BOARD.to_owned() + "theme: wide\n";
    let board = board().file("themes/wide/theme.yaml", theme).file("content/board.yaml", settings);
    board.build();
    let widths: Vec<String> = photos(&board)
        .iter()
        .filter_map(|name| name.rsplit_once('-').map(|(_, width)| width.to_owned()))
        .collect();
    let each = ["100.jpg", "200.jpg", "600.jpg"];
    assert_eq!(widths, [each, each].concat());
    board.write("themes/wide/theme.yaml", theme.replace("100", "9"));
    assert_eq!(board.codes(), ["unreadable-theme"]);
}

#[test]
fn what_is_remembered_is_used_and_never_believed() {
    let board = board();
    assert_eq!(board.check().code, 0);
    let names = remembered(&board);
    assert_eq!(names.len(), 4, "{names:?}");
    // A photo that is not what the picture gives, sealed as if it were.
    let forged = photo(128, "");
    let seal = Sha256::digest(&forged).to_vec();
    for name in &names {
        board.write(&format!(".mingbai/cache/{name}"), [&seal[..], &forged].concat());
    }
    board.build();
    assert!(board.tree("output/photos").iter().all(|(_, bytes)| *bytes == forged), "used");
    let run = board.run(&["verify", "--lang", "en"]);
    assert_eq!((run.code, run.out.lines().count()), (1, 4), "not believed: {}", run.out);
    // What a kill or a disk left of one is made anew.
    for name in &names {
        let path = board.path(&format!(".mingbai/cache/{name}"));
        let bytes = fs::read(&path).expect("a photo");
        fs::write(&path, &bytes[..bytes.len() / 2]).expect("written");
    }
    board.build();
    assert_eq!(board.run(&["verify"]).code, 0);
}

#[test]
fn the_second_build_opens_no_picture() {
    let board = board();
    board.build();
    let kept = board.tree(".mingbai/cache");
    let times = || {
        let time = |(name, _): &(String, _)| {
            fs::metadata(board.path(&format!(".mingbai/cache/{name}")))
                .expect("kept")
                .modified()
                .ok()
        };
        kept.iter().map(time).collect::<Vec<_>>()
    };
    let before = times();
    board.build();
    assert_eq!(board.tree(".mingbai/cache"), kept);
    assert_eq!(times(), before, "nothing was made again");
}

#[test]
fn what_is_published_no_more_is_forgotten_and_drafts_are_not_remembered() {
    let board = board();
    board.build();
    assert_eq!(remembered(&board).len(), 4);
    let one = CASE.lines().filter(|line| !line.contains("light.jpg")).collect::<Vec<_>>();
    board.write("content/cases/lamp.yaml", one.join("\n"));
    board.remove("content/files/light.jpg");
    board.build();
    assert_eq!(remembered(&board).len(), 2);
    // Where the other one was, a grey field answers at both widths.
    let shown: BTreeSet<Vec<u8>> = photos(&board)
        .into_iter()
        .map(|name| fs::read(board.path(&format!("output/{name}"))).expect("a photo"))
        .collect();
    assert_eq!((photos(&board).len(), shown.len()), (4, 3));
    board.write("content/cases/lamp.yaml", format!("{CASE}draft: yes\n"));
    board.write("content/files/light.jpg", photo(250, "hidden"));
    let preview = ["--drafts", "--as-of", AS_OF];
    for args in [&["check"][..], &["build", "--out", "preview"]] {
        let run = board.run(&[args, &preview].concat());
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
        assert_eq!(remembered(&board).len(), 2);
    }
}

#[test]
fn a_folder_that_remembers_nothing_is_no_hindrance() {
    let board = board().file(".mingbai/cache", "a file in its place");
    assert_eq!(board.check().code, 0);
    board.build();
    assert_eq!(board.run(&["verify"]).code, 0);
}

#[test]
fn a_title_stays_within_its_photo() {
    let attack = "'\"><script>evil()</script>'";
    let board = board().file("content/cases/lamp.yaml", CASE.replace("不亮的灯", attack));
    board.build();
    let page = board.read("output/cases/lamp.html");
    assert!(!page.contains("<script>evil"), "{page}");
    assert!(page.contains("alt=\"&quot;&gt;&lt;script&gt;"), "{page}");
}

#[test]
fn the_preview_makes_photos_when_they_are_asked_for() {
    let board = board();
    board.build();
    let name = photos(&board).remove(0);
    let built = fs::read(board.path(&format!("output/{name}"))).expect("a photo");
    fs::remove_dir_all(board.path(".mingbai")).expect("a folder to remove");
    let mut command = board.command(&["serve", "--lang", "en"]);
    let mut child = command.stderr(Stdio::piped()).spawn().expect("the program runs");
    let lines = BufReader::new(child.stderr.take().expect("standard error")).lines();
    let line = lines.map_while(Result::ok).find(|line| line.contains("127.0.0.1:"));
    let made_before = board.path(".mingbai/cache").exists();
    let answer = line.and_then(|line| asked(&line, &name));
    // Ended before anything can fail: whoever waits for this test would wait for it too.
    child.kill().expect("it ends");
    child.wait().expect("it ended");
    assert!(!made_before, "nothing is made before it is asked for");
    let answer = answer.expect("an answer");
    let head = String::from_utf8_lossy(&answer[..200]).into_owned();
    assert!(head.contains(" 200 ") && head.contains("image/jpeg"), "{head}");
    assert!(answer.ends_with(&built));
    assert_eq!(remembered(&board).len(), 1);
}

/// What the preview answers, whose address stands in a line.
fn asked(line: &str, name: &str) -> Option<Vec<u8>> {
    let address: String =
        line[line.find("127.0.0.1:")?..].chars().take_while(|c| *c != '/').collect();
    let mut stream = TcpStream::connect(&address).ok()?;
    let asked = format!("GET /{name} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(asked.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    Some(answer)
}
