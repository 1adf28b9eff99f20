//! What kind of picture a file is, by what it holds. A name counts only where that says nothing:
//! phones and chat programs name files as they like.

/// A kind of picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Jpeg,
    Png,
    Webp,
    /// One that is not read here, by the name people know it by.
    Foreign(&'static str),
    /// Called a picture, and is none that is known.
    Unknown,
}

/// Beginnings of files that are not read here.
const FOREIGN: &[(&[u8], &str)] = &[
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
];

/// Endings by which a file is called a picture.
const ENDINGS: &[&str] = &[
    "jpg", "jpeg", "jpe", "jfif", "png", "webp", "gif", "heic", "heif", "hif", "avif", "tif",
    "tiff", "bmp", "dng", "jxl",
];

/// How much of a file tells its kind.
const HEAD: usize = 64;

/// Whether a file is a picture, by its first bytes or else by its name.
#[must_use]
pub fn is_picture(name: &str, head: &[u8]) -> bool {
    of(name, head).is_some()
}

/// The kind of a picture; `None` if it is none.
pub(super) fn of(name: &str, bytes: &[u8]) -> Option<Kind> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.starts_with(b"\xff\xd8\xff") {
        return Some(Kind::Jpeg);
    }
    if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(Kind::Png);
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return Some(Kind::Webp);
    }
    if let Some((_, format)) = FOREIGN.iter().find(|(begins, _)| head.starts_with(begins)) {
        return Some(Kind::Foreign(format));
    }
    // Two letters are too little to go by: texts begin with them.
    if head.starts_with(b"BM") && head.get(6..10) == Some(&[0; 4]) {
        return Some(Kind::Foreign("BMP"));
    }
    if head.get(4..8) == Some(b"ftyp")
        && let Some(format) = boxed(&head[8..])
    {
        return Some(Kind::Foreign(format));
    }
    let lower = name.to_ascii_lowercase();
    let ending = lower.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS.contains(&ending).then_some(Kind::Unknown)
}

/// The picture in a container that also holds videos, by the brands that it names.
fn boxed(brands: &[u8]) -> Option<&'static str> {
    let named = |wanted: &[&[u8]]| brands.chunks(4).any(|brand| wanted.contains(&brand));
    if named(&[b"avif", b"avis"]) {
        Some("AVIF")
    } else if named(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"]) {
        Some("HEIC")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_holds_counts_before_its_name() {
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
        let avif = b"\0\0\0\x1cftypmif1\0\0\0\0avifmif1miaf";
        assert_eq!(of("lamp.jpg", heic), Some(Kind::Foreign("HEIC")));
        assert_eq!(of("lamp.heic", avif), Some(Kind::Foreign("AVIF")));
        assert_eq!(of("lamp.pdf", b"\xff\xd8\xff\xe0"), Some(Kind::Jpeg));
        assert_eq!(of("lamp.JPG", b"no picture"), Some(Kind::Unknown));
        assert_eq!(of("lamp", b"BM\x10\0\0\0\0\0\0\0"), Some(Kind::Foreign("BMP")));
    }

    #[test]
    fn texts_papers_and_videos_are_no_pictures() {
        for (name, bytes) in [
            ("plan.txt", &b"BMW 320, parked at no. 3"[..]),
            ("quote.pdf", b"%PDF-1.4"),
            ("gate.mp4", b"\0\0\0\x18ftypisom\0\0\0\0mp42"),
            ("empty.csv", b""),
        ] {
            assert_eq!(of(name, bytes), None, "{name}");
        }
    }
}
