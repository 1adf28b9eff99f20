//! Files of the committee's own are changed in place: in the encoding they were saved in, whole or
//! not at all.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::content::text;

/// So many names are tried for a new file beside another.
const MOST_BESIDE: u32 = 99;

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
    let (beside, mut file) = beside(path)?;
    let written = file.write_all(bytes).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Writes several files: all of them, or none. Those that hold their bytes already are not touched.
///
/// # Errors
/// The first file that could not be written, and why; what was there stands again then.
pub(crate) fn put_all<'p>(
    files: impl IntoIterator<Item = (&'p Path, &'p [u8])>,
) -> Result<(), (&'p Path, io::Error)> {
    let mut ready = Vec::new();
    let mut done = Vec::new();
    let written = files.into_iter().try_for_each(|(path, bytes)| {
        ready.extend(Ready::new(path, bytes).map_err(|error| (path, error))?);
        Ok(())
    });
    let switched = written.and_then(|()| {
        ready.drain(..).try_for_each(|one| {
            let failed = fs::rename(&one.beside, one.path).err();
            let path = one.path;
            done.push(one);
            failed.map_or(Ok(()), |error| Err((path, error)))
        })
    });
    if switched.is_err() {
        ready.iter().for_each(Ready::drop_beside);
        // The last of these is the one that failed: what was there was not touched.
        if let Some(failed) = done.pop() {
            failed.drop_beside();
        }
        done.iter().for_each(Ready::undo);
    }
    switched
}

/// A file that lies beside the one that it is to be, and what that one holds.
struct Ready<'p> {
    path: &'p Path,
    beside: PathBuf,
    before: Option<Vec<u8>>,
}

impl<'p> Ready<'p> {
    fn new(path: &'p Path, bytes: &[u8]) -> io::Result<Option<Self>> {
        let before = match fs::read(path) {
            Ok(before) if before == bytes => return Ok(None),
            Ok(before) => Some(before),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        let (beside, mut file) = beside(path)?;
        let ready = Self { path, beside, before };
        file.write_all(bytes).inspect_err(|_| ready.drop_beside())?;
        Ok(Some(ready))
    }

    fn drop_beside(&self) {
        let _ = fs::remove_file(&self.beside);
    }

    /// As far as the disk lets it: what could not be written is told either way.
    fn undo(&self) {
        let _ = match &self.before {
            Some(before) => put(self.path, before),
            None => fs::remove_file(self.path),
        };
    }
}

/// A new file beside another, that is to be renamed to it; what others have there stays.
pub(crate) fn beside(path: &Path) -> io::Result<(PathBuf, File)> {
    let mut number = 0;
    loop {
        let mut name = path.as_os_str().to_owned();
        name.push(if number == 0 { ".tmp".to_owned() } else { format!(".{number}.tmp") });
        match File::create_new(&name) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < MOST_BESIDE => {
                number += 1;
            }
            made => return made.map(|file| (name.into(), file)),
        }
    }
}
