//! In which file a record belongs, and in whose manner it is written there.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::schema_line;
use crate::app::rewrite::{put, rewrite};
use crate::content::append;
use crate::content::kinds::{declaration, kind_of_folder};
use crate::model::calendar::{Month, Period};
use crate::model::id::Kind;
use crate::script::{Script, is_traditional};
use crate::source::Sources;

/// The folder in which a board keeps a kind: the one that is there, whatever its name, else one
/// with the name in the board's manner.
#[must_use]
pub(crate) fn folder(sources: &Sources, kind: Kind, manner: Script) -> String {
    let mut files: BTreeMap<&str, usize> = BTreeMap::new();
    for path in sources.files.keys() {
        let inner = path.strip_prefix("content/").and_then(|inner| inner.split_once('/'));
        if let Some((folder, _)) = inner.filter(|(folder, _)| kind_of_folder(folder) == Some(kind))
        {
            *files.entry(folder).or_default() += 1;
        }
    }
    let most = files.into_iter().max_by_key(|(_, count)| *count).map(|(folder, _)| folder.into());
    let name = most.unwrap_or_else(|| manner.name(kind.name(), declaration(kind).zh));
    format!("content/{name}")
}

/// The list file for a month: of a month, a quarter, a half-year or a year, as the newest one is.
#[must_use]
pub(crate) fn list_file(sources: &Sources, folder: &str, month: Month) -> String {
    let stems = sources.files.keys().filter_map(|path| {
        let name = path.strip_prefix(folder)?.strip_prefix('/')?;
        let (stem, ending) = name.rsplit_once('.')?;
        let period = Period::read(stem).filter(|_| ending != "md")?;
        Some((period.first(), period, &**path))
    });
    let newest = stems.max().map(|(_, period, _)| period);
    let Month { year, month: number } = month;
    let period = match newest {
        None | Some(Period::Month(_)) => Period::Month(month),
        Some(Period::Quarter(..)) => Period::Quarter(year, (number + 2) / 3),
        Some(Period::Half(..)) => Period::Half(year, (number + 5) / 6),
        Some(Period::Year(_)) => Period::Year(year),
    };
    let short = format!("{folder}/{period}.yml");
    if sources.get(&short).is_some() { short } else { format!("{folder}/{period}.yaml") }
}

/// How the names of a file are written; `None` where there is no such file.
#[must_use]
pub(crate) fn manner(sources: &Sources, file: &str) -> Option<Script> {
    let names = append::names(sources.get(file)?.text().ok()?);
    if names.is_empty() {
        return None;
    }
    let traditional = names.iter().any(|name| is_traditional(name));
    Some(match names.iter().all(|name| name.is_ascii()) {
        true => Script::English,
        false if traditional => Script::Traditional,
        false => Script::Simplified,
    })
}

/// The text of a list file that holds one record.
#[must_use]
pub(crate) fn begun(kind: Kind, manner: Script, record: &str) -> Option<String> {
    let records = manner.name("records", "记录");
    append::append(&format!("{}{records}:\n", schema_line(Some(kind))), &[record.to_owned()])
}

/// Writes a record to the end of a list file in the encoding it has, or a new file.
///
/// # Errors
/// The disk's; `AlreadyExists` for a file that came between and cannot be continued.
pub(crate) fn write(file: &Path, begun: &str, record: Option<&str>) -> io::Result<()> {
    if file.exists() {
        let change = |text: &str| Some((append::append(text, &[record?.to_owned()])?, ()));
        return rewrite(file, change)?.ok_or_else(|| io::ErrorKind::AlreadyExists.into());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    put(file, begun.as_bytes())
}
