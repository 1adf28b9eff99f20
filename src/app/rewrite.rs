//! Files of the committee's own are changed in place: in the encoding they were saved in, whole or
//! not at all.

use std::fs;
use std::io;
use std::path::Path;

use crate::content::text;

/// Writes what `change` makes of the text of a file, unless it is the same; `None` if `change`
/// makes nothing of it.
///
/// # Errors
/// The disk's, and `InvalidData` for a text in no encoding that can be told, or one that would not
/// come out as it went in.
pub(crate) fn rewrite<T>(
    path: &Path,
    change: impl FnOnce(&str) -> Option<(String, T)>,
) -> io::Result<Option<T>> {
    let bytes = fs::read(path)?;
    let unknown = || io::Error::from(io::ErrorKind::InvalidData);
    let (text, encoded) = text::decode(&bytes).ok_or_else(unknown)?;
    let Some((changed, made)) = change(&text) else { return Ok(None) };
    if changed != text {
        let same = encoded.encode(&text).is_some_and(|again| *again == *bytes);
        let changed = encoded.encode(&changed).filter(|_| same).ok_or_else(unknown)?;
        put(path, &changed)?;
    }
    Ok(Some(made))
}

/// Writes a file beside and renames it, so that a kill leaves the old one or the new one.
pub(crate) fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".tmp");
    fs::write(&beside, bytes)?;
    fs::rename(&beside, path)
}
