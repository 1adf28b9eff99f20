//! `export --to archive`: everything that a committee hands over at the end of its term, in one file
//! that is not for publishing. The same sources and day give the same bytes.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Cursor};
use std::path::{Path, PathBuf};

use super::board::Loaded;
use super::check::head;
use super::cli::ExportArgs;
use super::maker::Maker;
use super::photos::{Memory, Photos};
use super::publish::{self, Entry};
use super::report::{Stream, findings};
use super::rewrite::beside;
use super::{Ended, cli, summary};
use crate::diagnostic::Severity;
use crate::render::export::archive::{Archive, SUMS};
use crate::view::export::Export;
use crate::{Site, content};

/// Where something of the archive comes from.
enum From {
    /// It is here.
    Bytes(Vec<u8>),
    /// A file of the board, by its path.
    File(PathBuf),
    /// A file of the site, by its address.
    Site(String),
}

/// Writes the archive.
pub(super) fn archive(loaded: &mut Loaded, site: &Site, args: &ExportArgs) -> Ended {
    let Some(out) = &args.out else {
        loaded.terminal.complain("app.export-needs-archive", &[]);
        return Ended::NotRun;
    };
    if let Some(public) = published_with(&args.dir, out) {
        let place = public.display().to_string();
        loaded.terminal.complain("app.archive-in-site", &[("place", place.into())]);
        return Ended::NotRun;
    }
    let maker = Maker::new(site, Photos::new(&args.dir, Memory::Read));
    let make = |address: &str| maker.publish(address);
    // Beside the file that may be there: a disk that is full leaves the old one.
    let place = out.display().to_string();
    let cannot = |loaded: &Loaded, error: io::Error| {
        let args = [("file", place.clone().into()), ("detail", error.to_string().into())];
        loaded.terminal.complain("app.cannot-write", &args);
        Ended::NotRun
    };
    let (beside, file) = match beside(out) {
        Ok(fresh) => fresh,
        Err(error) => return cannot(loaded, error),
    };
    let written = write(loaded, site, &args.dir, file, &make);
    let broken = maker.broken(&loaded.sources);
    if broken.iter().any(|finding| finding.code.severity() == Severity::Error) {
        let _ = fs::remove_file(&beside);
        loaded.compiled.findings.extend(broken);
        loaded.compiled.findings.sort();
        findings(loaded, cli::Format::Text, Stream::Error);
        summary::board(loaded);
        loaded.terminal.say("app.not-exported", &[]);
        return Ended::Findings;
    }
    match written.and_then(|count| fs::rename(&beside, out).map(|()| count)) {
        Ok(count) => {
            let args = [("n", count.into()), ("out", place.clone().into())];
            loaded.terminal.say("app.archived", &args);
            loaded.terminal.say("app.archive-not-public", &[]);
            Ended::Clean
        }
        Err(error) => {
            let _ = fs::remove_file(&beside);
            cannot(loaded, error)
        }
    }
}

/// The folder with which a file would be published, or read as a part of the board.
pub(super) fn published_with(dir: &Path, out: &Path) -> Option<PathBuf> {
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty());
    lies_in(dir, folder.unwrap_or(Path::new(".")))
}

/// The folder that a folder must not lie in, if it does: the board's own, or any site's.
pub(super) fn lies_in(dir: &Path, folder: &Path) -> Option<PathBuf> {
    let folder = whole(folder);
    let own = ["output", "content", "themes"].map(|name| dir.join(name));
    let inside = own.into_iter().find(|name| folder.starts_with(whole(name)));
    // Any other site of ours is no place for it either.
    let site = folder.ancestors().find(|folder| folder.join("manifest.json").is_file());
    inside.or(site.map(Path::to_owned))
}

/// Where a folder lies, or will lie once it is made.
fn whole(folder: &Path) -> PathBuf {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let there =
        folder.ancestors().find_map(|parent| Some((parent, fs::canonicalize(parent).ok()?)));
    let Some((parent, whole)) = there else { return folder };
    folder.strip_prefix(parent).map_or(whole.clone(), |rest| whole.join(rest))
}

fn write<'m>(
    loaded: &Loaded,
    site: &Site,
    dir: &Path,
    to: File,
    make: &dyn Fn(&str) -> Option<publish::Made<'m>>,
) -> io::Result<usize> {
    let mut archive = Archive::new(BufWriter::new(to));
    let mut listed = BTreeMap::new();
    let contents = contents(loaded, site, dir);
    let mut count = contents.len();
    for (name, from) in contents {
        let nothing = || io::Error::other(name.clone());
        match from {
            From::Bytes(bytes) => archive.add(&name, Cursor::new(bytes))?,
            From::File(path) => archive.add(&name, File::open(path)?)?,
            From::Site(address) => {
                let told = match make(&address).ok_or_else(nothing)? {
                    publish::Made::Bytes(bytes) => archive.add(&name, Cursor::new(bytes))?,
                    publish::Made::Long(pour) => {
                        let mut bytes = Vec::new();
                        pour(&mut |piece| bytes.extend_from_slice(piece));
                        archive.add(&name, Cursor::new(bytes))?
                    }
                    publish::Made::Copy { from, .. } => archive.add(&name, File::open(from)?)?,
                };
                listed.insert(address, Entry { sha256: told.0.clone(), size: told.1 });
                told
            }
        };
    }
    // The manifest names what was made, so it comes when all of it is.
    let files = listed.iter().map(|(address, entry)| (address.as_str(), entry));
    let manifest = publish::manifest(&head(loaded), files)?;
    archive.add(&format!("site/{}", publish::MANIFEST), Cursor::new(manifest))?;
    count += 2;
    archive.finish()?;
    Ok(count)
}

/// Everything but the manifest and the digests, by its name in the archive.
fn contents(loaded: &Loaded, site: &Site, dir: &Path) -> BTreeMap<String, From> {
    let mut contents = BTreeMap::new();
    let sources = &loaded.sources;
    for path in sources.files.keys().chain(sources.assets.keys()) {
        contents.insert(format!("sources/{path}"), From::File(dir.join(&**path)));
    }
    let lock = dir.join(content::LOCK_FILE);
    if lock.is_file() {
        contents.insert("board.lock".to_owned(), From::File(lock));
    }
    for address in site.plan.addresses.keys() {
        contents.insert(format!("site/{address}"), From::Site(address.clone()));
    }
    for export in Export::all(&site.board) {
        // What stands on single pages is with those.
        if matches!(export, Export::Lines(..) | Export::Package | Export::Index) {
            continue;
        }
        let address = export.address();
        let file = address.rsplit('/').next().unwrap_or(&address);
        if let Some(bytes) = site.export(&export) {
            contents.insert(format!("exports/{file}"), From::Bytes(bytes));
        }
    }
    contents.insert("exports/records.json".to_owned(), From::Bytes(site.json().into_bytes()));
    let said = loaded.compiled.findings.iter().map(|finding| site.message(finding));
    let said: Vec<String> = said.collect();
    for (name, bytes) in site.handover(&said) {
        contents.insert(name.to_owned(), From::Bytes(bytes));
    }
    debug_assert!(!contents.contains_key(SUMS));
    contents
}
