//! A small reader of the HTML that the program writes: tags with attributes, text, tables. It
//! knows no more than a browser must to be fooled by markup that was not escaped.

use std::fmt::Write as _;

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A tag that opens, with its attributes.
    Open(String, Vec<(String, String)>),
    /// A tag that closes.
    Close(String),
    /// Text, with its entities read.
    Text(String),
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The part of the table that it stands in: `thead`, `tbody` or `tfoot`.
    pub part: String,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its text, with single spaces.
    pub text: String,
    /// The machine value of the amount in it.
    pub value: Option<String>,
    /// The machine value of the day in it.
    pub day: Option<String>,
    /// Where its first link leads.
    pub link: Option<String>,
}

/// A table with its class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it is.
    pub class: String,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// The rows of one part.
    pub fn part(&self, part: &str) -> Vec<&Row> {
        self.rows.iter().filter(|row| row.part == part).collect()
    }
}

/// An attribute of a tag.
pub fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// The pieces of a page, in order. A comment or the document type is no piece.
pub fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        // What stands in a script is no text of the page.
        let code = matches!(pieces.last(), Some(Piece::Open(tag, _)) if tag == "script");
        if open > 0 && !code {
            pieces.push(Piece::Text(unescape(&rest[..open])));
        }
        rest = &rest[open..];
        let (tag, after) = tag(rest);
        pieces.extend(tag);
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(unescape(rest)));
    }
    pieces
}

/// The tag at the start, and what follows it.
fn tag(text: &str) -> (Option<Piece>, &str) {
    let inner = &text[1..];
    if inner.starts_with(['!', '?']) {
        let end = inner.find('>').map_or(inner.len(), |end| end + 1);
        return (None, &inner[end..]);
    }
    if let Some(name) = inner.strip_prefix('/') {
        let end = name.find('>').unwrap_or(name.len());
        let after = name.get(end + 1..).unwrap_or_default();
        return (Some(Piece::Close(name[..end].trim().to_ascii_lowercase())), after);
    }
    if !inner.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return (Some(Piece::Text("<".to_owned())), inner);
    }
    let end =
        inner.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(inner.len());
    let (name, mut rest) = inner.split_at(end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (Some(Piece::Open(name.to_ascii_lowercase(), attributes)), after);
        }
        if rest.is_empty() {
            return (Some(Piece::Open(name.to_ascii_lowercase(), attributes)), rest);
        }
        let (attribute, after) = attribute_at(rest);
        attributes.push(attribute);
        rest = after;
    }
}

fn attribute_at(text: &str) -> ((String, String), &str) {
    let end =
        text.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>')).unwrap_or(text.len());
    // Whatever stands at the start is a name, even a stray sign, so that the reader moves on.
    let end = end.max(text.chars().next().map_or(0, char::len_utf8));
    let (name, rest) = text.split_at(end);
    let name = name.to_ascii_lowercase();
    let Some(value) = rest.strip_prefix('=') else { return ((name, String::new()), rest) };
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            let end = quoted.find(quote).unwrap_or(quoted.len());
            let after = quoted.get(end + 1..).unwrap_or_default();
            return ((name, unescape(&quoted[..end])), after);
        }
    }
    let end = value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len());
    ((name, unescape(&value[..end])), &value[end..])
}

/// Text with its entities read.
pub fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = rest.find(';').filter(|end| *end < 10) else {
            out.push('&');
            rest = &rest[1..];
            continue;
        };
        let entity = &rest[1..end];
        let number = entity.strip_prefix("#x").map(|hex| u32::from_str_radix(hex, 16));
        let number = number.or(entity.strip_prefix('#').map(str::parse));
        let named = match entity {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some('\u{a0}'),
            _ => number.and_then(Result::ok).and_then(char::from_u32),
        };
        match named {
            Some(character) => out.push(character),
            None => {
                let _ = write!(out, "&{entity};");
            }
        }
        rest = &rest[end + 1..];
    }
    out + rest
}

/// All text of a page, with single spaces.
pub fn text(html: &str) -> String {
    let mut all = String::new();
    for piece in pieces(html) {
        if let Piece::Text(text) = piece {
            all.push_str(&text);
            all.push(' ');
        }
    }
    single_spaces(&all)
}

fn single_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The tables of a page, in order; none of them lies in another.
pub fn tables(html: &str) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let (mut part, mut cell) = (String::new(), None::<Cell>);
    for piece in pieces(html) {
        match piece {
            Piece::Open(name, attributes) => {
                let given = |name: &str| attribute(&attributes, name).map(str::to_owned);
                match (name.as_str(), &mut cell) {
                    ("table", _) => {
                        let class = given("class").unwrap_or_default();
                        tables.push(Table { class, rows: Vec::new() });
                    }
                    ("thead" | "tbody" | "tfoot", _) => part = name,
                    ("tr", _) => {
                        let row = Row { part: part.clone(), cells: Vec::new() };
                        tables.last_mut().expect("a table around the row").rows.push(row);
                    }
                    ("td" | "th", _) => cell = Some(Cell::default()),
                    ("data", Some(cell)) => cell.value = given("value"),
                    ("time", Some(cell)) => cell.day = given("datetime"),
                    ("a", Some(cell)) if cell.link.is_none() => cell.link = given("href"),
                    _ => {}
                }
            }
            Piece::Close(name) if name == "td" || name == "th" => {
                let mut done = cell.take().expect("a cell to close");
                done.text = single_spaces(&done.text);
                let row = tables.last_mut().and_then(|table| table.rows.last_mut());
                row.expect("a row around the cell").cells.push(done);
            }
            Piece::Text(text) => {
                if let Some(cell) = &mut cell {
                    cell.text.push_str(&text);
                }
            }
            Piece::Close(_) => {}
        }
    }
    tables
}

#[test]
fn pages_are_read_as_a_browser_reads_them() {
    let html =
        "<!DOCTYPE html><p class=\"a b\" hidden>1 &lt; 2 &amp; &#x2F;<br/></p><a href='x&amp;y'>";
    let open = |name: &str, all: &[(&str, &str)]| {
        let all = all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Piece::Open(name.to_owned(), all.collect())
    };
    let expected = [
        open("p", &[("class", "a b"), ("hidden", "")]),
        Piece::Text("1 < 2 & /".to_owned()),
        open("br", &[]),
        Piece::Close("p".to_owned()),
        open("a", &[("href", "x&y")]),
    ];
    assert_eq!(pieces(html), expected);
    assert_eq!(pieces("<img src=x onerror=y>"), [open("img", &[("src", "x"), ("onerror", "y")])]);
}

#[test]
fn tables_are_read_with_their_parts() {
    let html = "<table class=\"t\"><tbody><tr><th>日</th><td><a href=\"x\"><data value=\"1.5\">1.50\
                </data></a> 元</td></tr></tbody><tfoot><tr></tr></tfoot></table>";
    let table = &tables(html)[0];
    assert_eq!((table.class.as_str(), table.part("tfoot").len()), ("t", 1));
    let cell = &table.part("tbody")[0].cells[1];
    assert_eq!((cell.text.as_str(), cell.value.as_deref()), ("1.50 元", Some("1.5")));
    assert_eq!(cell.link.as_deref(), Some("x"));
}
