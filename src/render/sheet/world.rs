//! The disk that the typesetter sees: the theme's templates, what they get, and nothing else.

use std::collections::BTreeMap;

use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};

use super::press::Press;

/// One run of the typesetter.
pub(super) struct Run<'p> {
    /// The press on which it runs.
    pub press: &'p Press,
    /// What is only for this run, by its name from the root.
    pub files: BTreeMap<&'p str, Bytes>,
}

/// The number that the typesetter has for a file, by its name from the root.
pub(super) fn file_id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(format!("/{name}")).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn absent(id: FileId) -> FileError {
    if let VirtualRoot::Package(_) = id.root() {
        let why = "sheets have no packages, and no network; put the file into sheets/ of the theme";
        return FileError::Package(PackageError::Other(Some(why.into())));
    }
    FileError::NotFound(id.vpath().get_without_slash().into())
}

impl World for Run<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.press.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.press.main.id() {
            return Ok(self.press.main.clone());
        }
        let template = self.press.templates.get(id.vpath().get_without_slash());
        template.map(|(source, _)| source.clone()).ok_or_else(|| absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.vpath().get_without_slash();
        let own = self.files.get(name).or_else(|| self.press.others.get(name));
        own.cloned().ok_or_else(|| absent(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    /// A sheet is dated by what it tells of: there is no today.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
