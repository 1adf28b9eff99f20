//! Every change that publishing makes to a disk, one call each, so that a test can strike before
//! any of them. No other file of this folder may change the disk.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

#[cfg(test)]
use super::fault;

/// Creates a folder in one that exists; one that is there already is as good.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    #[cfg(test)]
    fault::step()?;
    match fs::create_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        other => other,
    }
}

/// Creates a folder and those it lies in.
pub(super) fn make_folders(path: &Path) -> io::Result<()> {
    #[cfg(test)]
    fault::step()?;
    fs::create_dir_all(path)
}

/// Creates a file that was not there.
pub(super) fn create(path: &Path) -> io::Result<File> {
    #[cfg(test)]
    fault::step()?;
    File::options().write(true).create_new(true).open(path)
}

/// Adds bytes to a file.
pub(super) fn write(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    // A kill can cut a write in two.
    #[cfg(test)]
    let bytes = {
        let (first, second) = bytes.split_at(bytes.len() / 2);
        file.write_all(first)?;
        fault::step()?;
        second
    };
    file.write_all(bytes)
}

/// Waits until a file lies on the disk itself.
pub(super) fn sync(file: &File) -> io::Result<()> {
    #[cfg(test)]
    fault::step()?;
    file.sync_all()
}

/// Gives a folder the permissions of another.
pub(super) fn permit(path: &Path, permissions: fs::Permissions) -> io::Result<()> {
    #[cfg(test)]
    fault::step()?;
    fs::set_permissions(path, permissions)
}

/// Moves a file over another, or a folder to where there is none: the one step of a switch.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(test)]
    fault::step()?;
    fs::rename(from, to)
}

/// Copies a file over another.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    // A kill can leave a part of a copy.
    #[cfg(test)]
    {
        let bytes = fs::read(from)?;
        fs::write(to, &bytes[..bytes.len() / 2])?;
        fault::step()?;
    }
    fs::copy(from, to).map(|_| ())
}

/// Removes a file; one that is gone already is as good.
pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    #[cfg(test)]
    fault::step()?;
    forgive_absence(fs::remove_file(path))
}

/// Removes an empty folder; one that is gone already is as good.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    #[cfg(test)]
    fault::step()?;
    forgive_absence(fs::remove_dir(path))
}

/// Removes a folder of our own with all that is in it, following no link.
pub(super) fn remove_tree(path: &Path) -> io::Result<()> {
    #[cfg(test)]
    fault::step()?;
    forgive_absence(fs::remove_dir_all(path))
}

fn forgive_absence(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
