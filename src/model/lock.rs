//! board.lock: when each record was first published and last changed, and which of its figures
//! must not change silently.
//!
//! One sorted line a record, tabs between: id, digest, first published, last changed, day of
//! withdrawal or `-`, then the guarded values as `field=value`. Behind them a line an earlier text of
//! a record: `~`, id, digest, and from which day until which it was so. Then a line an address that is
//! not that of a record: `/`, the address, and the day since which nothing is there or `-`. What
//! would end a line or a part of it is written `\u{9}`, and `\` so too.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::calendar::Day;
use super::digest::Digest;
use super::id::RecordId;

/// What is remembered of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// SHA-256 of its line in the published data.
    pub digest: Digest,
    /// The day it was first published.
    pub first: Day,
    /// The day its public content last changed.
    pub changed: Day,
    /// The day it was withdrawn.
    pub withdrawn: Option<Day>,
    /// The guarded values, by field.
    pub guarded: Guarded,
}

/// The guarded values of a record, by field: as the lock has them, for there are several a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guarded(Box<str>);

impl Guarded {
    /// Reads `field=value`, with a tab between two of them.
    fn read(text: &str) -> Option<Self> {
        text.split('\t').all(|part| part.contains('=')).then(|| Self(text.into()))
    }

    /// The fields and their values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.split('\t').filter_map(|part| part.split_once('='))
    }

    /// The value of a field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&str> {
        self.iter().find(|(name, _)| *name == field).map(|(_, value)| value)
    }
}

impl From<Vec<(String, String)>> for Guarded {
    /// A tab within one, or `=` within the name of a field, is read back as what parts two.
    fn from(values: Vec<(String, String)>) -> Self {
        let mut text = String::new();
        for (field, value) in &values {
            let between = if text.is_empty() { "" } else { "\t" };
            text.extend([between, field, "=", value]);
        }
        Self(text.into())
    }
}

/// The lock of a board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// What is remembered, by id.
    pub records: BTreeMap<RecordId, Arc<Published>>,
    /// Texts that records had once, by id, digest and the day since which: until when.
    pub former: BTreeMap<(RecordId, Digest, Day), Day>,
    /// Every address that was published and is not that of a record, with the day since which
    /// nothing is there.
    pub addresses: BTreeMap<String, Option<Day>>,
}

const HEAD: &str =
    "# board.lock 1: written by mingbai, kept under version control, not edited by hand\n";

impl Lock {
    /// Reads a lock; the lines that do not read are given back by their number, from 1.
    #[must_use]
    pub fn read(text: &str) -> (Self, Vec<usize>) {
        let mut lock = Self::default();
        let mut bad = Vec::new();
        for (place, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(line) = line.strip_prefix('/') {
                match read_address(line) {
                    Some((address, gone)) => {
                        lock.addresses.insert(address, gone);
                    }
                    None => bad.push(place + 1),
                }
                continue;
            }
            if let Some(line) = line.strip_prefix('~') {
                match read_former(line) {
                    Some((text, until)) => {
                        lock.former.insert(text, until);
                    }
                    None => bad.push(place + 1),
                }
                continue;
            }
            match read_line(line) {
                Some((id, published)) => {
                    lock.records.insert(id, Arc::new(published));
                }
                None => bad.push(place + 1),
            }
        }
        (lock, bad)
    }

    /// The lock as a file.
    #[must_use]
    pub fn write(&self) -> String {
        // Room for all at once: a long text that grows is twice in memory. Ids, digests and days take
        // less than this nearly always, and what is escaped is rare.
        const LINE: usize = 160;
        let guarded: usize = self.records.values().map(|known| known.guarded.0.len()).sum();
        let addresses: usize = self.addresses.keys().map(|address| address.len() + 16).sum();
        let lines = LINE * (self.records.len() + self.former.len());
        let mut text = String::with_capacity(HEAD.len() + lines + guarded + addresses);
        text.push_str(HEAD);
        for (id, known) in &self.records {
            let Published { digest, first, changed, .. } = &**known;
            let _ = write!(text, "{id}\t{digest}\t{first}\t{changed}\t");
            match known.withdrawn {
                Some(day) => {
                    let _ = write!(text, "{day}");
                }
                None => text.push('-'),
            }
            if !known.guarded.0.is_empty() {
                text.extend(["\t", &known.guarded.0]);
            }
            text.push('\n');
        }
        for ((id, digest, from), until) in &self.former {
            let _ = writeln!(text, "~{id}\t{digest}\t{from}\t{until}");
        }
        for (address, gone) in &self.addresses {
            let address = escape(address);
            let _ = match gone {
                Some(day) => writeln!(text, "/{address}\t{day}"),
                None => writeln!(text, "/{address}\t-"),
            };
        }
        text
    }

    /// Since when nothing is at an address that was published, if that is remembered.
    #[must_use]
    pub fn gone(&self, address: &str) -> Option<Day> {
        *self.addresses.get(address)?
    }
}

/// An address becomes a file again, so it may not lead out of the site.
fn read_address(line: &str) -> Option<(String, Option<Day>)> {
    let (address, gone) = line.split_once('\t')?;
    let address = unescape(address)?;
    let plain = |part: &str| !(part.is_empty() || part.starts_with('.') || part.contains('\0'));
    if !address.split('/').all(plain) {
        return None;
    }
    let gone = if gone == "-" { None } else { Some(Day::read(gone)?) };
    Some((address, gone))
}

fn is_escaped(character: char) -> bool {
    character.is_control() || character == '\\'
}

fn escape(address: &str) -> Cow<'_, str> {
    if !address.contains(is_escaped) {
        return Cow::Borrowed(address);
    }
    let mut text = String::new();
    for character in address.chars() {
        if is_escaped(character) {
            text.extend(character.escape_unicode());
        } else {
            text.push(character);
        }
    }
    Cow::Owned(text)
}

fn unescape(text: &str) -> Option<String> {
    let mut parts = text.split("\\u{");
    let mut address = parts.next()?.to_owned();
    for part in parts {
        let (digits, rest) = part.split_once('}')?;
        address.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
        address.push_str(rest);
    }
    // Nothing else reads, so that every address is written in one way.
    (escape(&address) == text).then_some(address)
}

fn read_former(line: &str) -> Option<((RecordId, Digest, Day), Day)> {
    let mut parts = line.split('\t');
    let id = RecordId::read(parts.next()?)?;
    let digest = Digest::read(parts.next()?)?;
    let (from, until) = (Day::read(parts.next()?)?, Day::read(parts.next()?)?);
    parts.next().is_none().then_some(((id, digest, from), until))
}

fn read_line(line: &str) -> Option<(RecordId, Published)> {
    let mut parts = line.splitn(6, '\t');
    let id = RecordId::read(parts.next()?)?;
    let digest = Digest::read(parts.next()?)?;
    let first = Day::read(parts.next()?)?;
    let changed = Day::read(parts.next()?)?;
    let withdrawn = match parts.next()? {
        "-" => None,
        day => Some(Day::read(day)?),
    };
    let guarded = parts.next().map_or(Some(Guarded::default()), Guarded::read)?;
    Some((id, Published { digest, first, changed, withdrawn, guarded }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_reads_as_it_was_written() {
        let digest = "0123456789abcdef".repeat(4);
        let text = format!(
            "{HEAD}expenditures/2025-03.7\t{digest}\t2025-03-31\t2025-04-02\t-\tamount=2800.00\n\
             cases/2025-03.9\t{digest}\t2025-03-31\t2025-03-31\t2025-05-01\n\
             cases/2025-03.10\t{digest}\t2025-03-31\t2025-03-31\t-\n\
             ~cases/2025-03.9\t{digest}\t2025-03-31\t2025-04-30\n"
        );
        let (lock, bad) = Lock::read(&text);
        assert!(bad.is_empty());
        assert_eq!((lock.records.len(), lock.former.len()), (3, 1));
        assert_eq!(lock.write(), text);
    }

    #[test]
    fn every_address_reads_as_it_was_written() {
        let mut lock = Lock::default();
        let names = [
            "a:b.txt",
            "a*?\"<>|.txt",
            "a\\b",
            "\\u{9}",
            "a\tb",
            "a\nb\r",
            " a ",
            "#",
            "}",
            "\u{85}",
        ];
        for (name, gone) in names.iter().zip([None, Day::read("2025-01-01")].into_iter().cycle()) {
            lock.addresses.insert(format!("files/{name}"), gone);
            lock.addresses.insert((*name).to_owned(), gone);
        }
        assert_eq!(Lock::read(&lock.write()), (lock, Vec::new()));
    }

    #[test]
    fn an_address_is_written_in_one_way() {
        for bad in [
            "a\\b",
            "\\u{61}",
            "\\u{9",
            "\\u{}",
            "\\u{2e}\\u{2e}/a",
            "a\\u{2f}b",
            "a\\u{0}",
            "\\u{+9}",
        ] {
            let (lock, wrong) = Lock::read(&format!("/{bad}\t-\n"));
            assert!(lock.addresses.is_empty() && wrong == [1], "{bad}");
        }
    }

    #[test]
    fn lines_that_do_not_read_are_named() {
        let (lock, bad) = Lock::read("# x\nnonsense\n\ncases/1\tabc\t2025-03-31\t2025-03-31\t-\n");
        assert!(lock.records.is_empty());
        assert_eq!(bad, [2, 4]);
    }
}
