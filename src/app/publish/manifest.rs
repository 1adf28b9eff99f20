//! `manifest.json`: what was published, from what, and which bytes. Says which files of a folder
//! are ours; changes no file.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::folder;
use super::refusal::Refusal;
use crate::model::digest::hex;

/// Its name at the root of every site.
pub(crate) const NAME: &str = "manifest.json";

/// By this word we know our own manifest: web apps have a file of the same name.
const MAKER: &str = "mingbai";

/// What a site was made from, besides the board: enough to make it again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Head {
    /// The version of the program.
    pub version: String,
    /// The day the site stands for, `2025-03-31`.
    pub as_of: String,
    /// Where the site is served, if that was said.
    pub base_url: Option<String>,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Which optional parts of the program took part, in order.
    pub features: Vec<String>,
    /// The first later day on which a page would read differently.
    pub next_change: Option<String>,
}

/// One published file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// SHA-256 of its bytes, as 64 hexadecimal digits.
    pub sha256: String,
    /// Length in bytes.
    pub size: u64,
}

/// What was published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct Manifest {
    /// What it was made from.
    #[serde(flatten)]
    pub head: Head,
    /// Every file but the manifest itself, by address.
    pub files: BTreeMap<String, Entry>,
}

/// The part of any `manifest.json` that tells whether it is ours.
#[derive(Deserialize)]
struct Mark {
    #[serde(default)]
    made_by: serde_json::Value,
}

#[derive(Serialize)]
struct Opening<'a> {
    made_by: &'static str,
    #[serde(flatten)]
    head: &'a Head,
}

impl Entry {
    /// The entry of a file with these bytes.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { sha256: digest(bytes), size: bytes.len() as u64 }
    }
}

impl Manifest {
    /// The manifest in `bytes`, or nothing if those are another program's; `path` is for refusals.
    pub(super) fn from_bytes(bytes: &[u8], path: &Path) -> Result<Option<Self>, Refusal> {
        let bad = |reason: String| Refusal::BadManifest { path: path.to_owned(), reason };
        match serde_json::from_slice::<Mark>(bytes) {
            Ok(mark) if mark.made_by == MAKER => {}
            Ok(_) => return Ok(None),
            Err(error) if error.is_data() => return Ok(None),
            Err(error) => return Err(bad(error.to_string())),
        }
        let manifest: Self =
            serde_json::from_slice(bytes).map_err(|error| bad(error.to_string()))?;
        // Names from here are removed later on: one that leads out of the folder must not pass.
        match manifest.files.keys().find(|address| !folder::is_plain(address)) {
            Some(address) => Err(bad(address.clone())),
            None => Ok(Some(manifest)),
        }
    }
}

/// The manifest as it is published: the head field by field, then one line a file in the order of
/// addresses, so that two of them can be compared by eye.
///
/// # Errors
/// Names that are no text.
pub(crate) fn manifest<'a>(
    head: &Head,
    files: impl ExactSizeIterator<Item = (&'a str, &'a Entry)>,
) -> io::Result<Vec<u8>> {
    let opening = Opening { made_by: MAKER, head };
    let opening = serde_json::to_string_pretty(&opening)?;
    let mut bytes = Vec::with_capacity(opening.len() + files.len() * 144);
    bytes.extend_from_slice(opening.trim_end_matches(['\n', '}']).as_bytes());
    bytes.extend_from_slice(b",\n  \"files\": {");
    let end: &[u8] = if files.len() == 0 { b"}\n}\n" } else { b"\n  }\n}\n" };
    for (place, (address, entry)) in files.enumerate() {
        bytes.extend_from_slice(if place == 0 { b"\n    " } else { b",\n    " });
        serde_json::to_writer(&mut bytes, address)?;
        bytes.extend_from_slice(b": ");
        serde_json::to_writer(&mut bytes, entry)?;
    }
    bytes.extend_from_slice(end);
    Ok(bytes)
}

/// The manifest of the site in `out`; nothing if there is no folder, or no manifest of ours.
///
/// # Errors
/// A manifest of ours that does not read, or a disk that refuses.
pub(crate) fn read_manifest(out: &Path) -> Result<Option<Manifest>, Refusal> {
    match read_bytes(out)? {
        Some(bytes) => Manifest::from_bytes(&bytes, &out.join(NAME)),
        None => Ok(None),
    }
}

/// The bytes of a `manifest.json` in `out`, whoever wrote it. A link is nobody's.
pub(super) fn read_bytes(out: &Path) -> Result<Option<Vec<u8>>, Refusal> {
    let path = out.join(NAME);
    match fs::symlink_metadata(&path) {
        Ok(data) if data.is_file() => fs::read(&path).map(Some).map_err(Refusal::disk(&path)),
        Ok(_) => Ok(None),
        Err(error) if folder::is_absence(&error) => Ok(None),
        Err(error) => Err(Refusal::disk(&path)(error)),
    }
}

/// SHA-256 of `bytes`, as 64 hexadecimal digits.
pub(super) fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
