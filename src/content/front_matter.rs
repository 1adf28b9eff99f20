//! A Markdown record in its two parts: front matter and text.

/// A Markdown record in its two parts, each with the byte it begins at.
pub(crate) struct Parts<'a> {
    /// The front matter, without its fences.
    pub front: (&'a str, usize),
    /// The text.
    pub body: (&'a str, usize),
}

/// The front matter and the text of a Markdown record; `None` if it does not open with a line `---` that a later one closes.
#[must_use]
pub(crate) fn split(text: &str) -> Option<Parts<'_>> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let after = text[start..].strip_prefix("---")?;
    let line_end = after.find('\n')?;
    if !after[..line_end].trim().is_empty() {
        return None;
    }
    let open = start + 3 + line_end + 1;
    let mut at = open;
    for line in text[open..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            let body = at + line.len();
            return Some(Parts { front: (&text[open..at], open), body: (&text[body..], body) });
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_split_off_with_its_places() {
        let text = "---\ntitle: 一\n---\n正文\n";
        let Parts { front: (front, from), body: (body, at) } = split(text).expect("front matter");
        assert_eq!((front, from, body, at), ("title: 一\n", 4, "正文\n", 19));
        assert!(split("title: 一\n").is_none());
        assert!(split("---\ntitle: 一\n").is_none());
        assert!(split("---- \n---\n").is_none());
    }
}
