//! The pictures of a record: where their photos lie, in what order they stand, what is said of them.

use std::sync::Arc;

use serde::Serialize;

use super::Desk;
use super::plan::{Make, Plan, file_address};
use crate::diagnostic::Finding;
use crate::model::record::{Attachment, Record, Stage};
use crate::source::{Extent, Locus, Picture};

/// A photo, at several widths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Photo {
    /// The widest, for readers that know nothing of `srcset`.
    pub src: String,
    /// Every width with its address, as HTML wants it.
    pub srcset: String,
    /// Width of the widest, in pixels.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// Where it is seen as large as it is published.
    pub href: String,
    /// `处理前` or `处理后`; may be empty.
    pub stage: String,
    /// Its title; may be empty.
    pub title: String,
}

/// How something was, and how it became.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// How it was.
    pub before: Photo,
    /// How it became.
    pub after: Photo,
}

/// The photos of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Photos {
    /// Those before and after, the first with the first, the second with the second.
    pub changes: Vec<Change>,
    /// All others.
    pub others: Vec<Photo>,
}

impl Plan {
    /// Plans a published attachment: a file as it is, or a picture at each width. Never a picture as
    /// it is: nobody sees what is hidden in it.
    pub(super) fn attach(&mut self, file: &str, at: &Locus, findings: &mut Vec<Finding>) {
        let path: Arc<str> = Arc::from(format!("content/files/{file}"));
        match self.assets.get(&*path).map(|asset| (asset.picture, asset.digest.clone())) {
            Some((Some(Picture::Shown(extent)), digest)) => {
                for width in extent.widths(&self.wanted.widths) {
                    let address = photo_address(&digest, width);
                    // The same picture under two names is one photo.
                    if !matches!(self.addresses.get(&address), Some(Make::Photo(..))) {
                        self.put(address, Make::Photo(Arc::clone(&path), width), at, findings);
                    }
                }
            }
            Some((Some(_), _)) => {}
            Some((None, _)) | None => self.put(file_address(file), Make::Copy(path), at, findings),
        }
    }

    /// The photos made of a published attachment, the smallest first: their addresses and sizes.
    /// Empty if it is no picture.
    #[must_use]
    pub fn photos_of(&self, file: &str) -> Vec<(String, Extent)> {
        let Some(asset) = self.assets.get(&format!("content/files/{file}")) else {
            return Vec::new();
        };
        let Some(Picture::Shown(extent)) = asset.picture else { return Vec::new() };
        let widths = extent.widths(&self.wanted.widths);
        let made = |width| (photo_address(&asset.digest, width), extent.at_width(width));
        widths.into_iter().map(made).collect()
    }
}

/// The address of a photo, by the digest of the original: another picture has another address.
fn photo_address(digest: &str, width: u32) -> String {
    format!("photos/{}-{width}.jpg", digest.get(..16).unwrap_or(digest))
}

/// A photo as it stands on a sheet of paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SheetPhoto {
    /// Its address.
    pub src: String,
    /// The picture it is made of, by its path in the sources.
    pub source: String,
    /// How wide it is made, in pixels.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// What stands below it: whether it was before or after, and its title; may be empty.
    pub caption: String,
}

/// As many pixels are enough for half of the width of a sheet.
const PRINTED: u32 = 800;

/// The photos of a record; nothing if it has none.
#[must_use]
pub fn photos(desk: &Desk<'_>, record: &Record) -> Option<Photos> {
    let (pairs, others) = pictures(desk, record);
    let shown = |attachment| photo(desk, record, attachment);
    let change = |(before, after)| Some(Change { before: shown(before)?, after: shown(after)? });
    let changes: Vec<Change> = pairs.into_iter().filter_map(change).collect();
    let others: Vec<Photo> = others.into_iter().filter_map(shown).collect();
    let any = !(changes.is_empty() && others.is_empty());
    any.then_some(Photos { changes, others })
}

/// The same for a sheet of paper: before and after beside each other, then all others.
#[must_use]
pub(super) fn printed(desk: &Desk<'_>, record: &Record) -> Vec<SheetPhoto> {
    let (pairs, others) = pictures(desk, record);
    let all = pairs.into_iter().flat_map(|(before, after)| [before, after]).chain(others);
    let printed = all.filter_map(|attachment| {
        let file = attachment.published()?;
        let made = desk.plan.photos_of(file);
        let enough = made.iter().find(|(_, extent)| extent.width >= PRINTED);
        let (address, extent) = enough.or(made.last())?;
        let Photo { alt, stage, title, .. } = photo(desk, record, attachment)?;
        let said: Vec<String> =
            [stage, title].into_iter().filter(|said| !said.is_empty()).collect();
        Some(SheetPhoto {
            src: desk.href(address),
            source: format!("content/files/{file}"),
            width: extent.width,
            height: extent.height,
            alt,
            caption: said.join(desk.words.get("list.after-name")),
        })
    });
    printed.collect()
}

/// The pictures that a record shows: those before and after in pairs, and all others.
fn pictures<'r>(
    desk: &Desk<'_>,
    record: &'r Record,
) -> (Vec<(&'r Attachment, &'r Attachment)>, Vec<&'r Attachment>) {
    let (mut before, mut after, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for attachment in &record.head.attachments {
        let shown =
            attachment.published().is_some_and(|file| !desk.plan.photos_of(file).is_empty());
        match attachment.stage {
            _ if !shown => {}
            Some(Stage::Before) => before.push(attachment),
            Some(Stage::After) => after.push(attachment),
            None => others.push(attachment),
        }
    }
    let pairs = before.len().min(after.len());
    let mut rest = before.split_off(pairs);
    rest.extend(after.split_off(pairs));
    rest.append(&mut others);
    (before.into_iter().zip(after).collect(), rest)
}

fn photo(desk: &Desk<'_>, record: &Record, attachment: &Attachment) -> Option<Photo> {
    let made = desk.plan.photos_of(attachment.published()?);
    let (widest, extent) = made.last()?;
    let href = desk.href(widest);
    let each =
        |(address, extent): &(String, Extent)| format!("{} {}w", desk.href(address), extent.width);
    let srcset: Vec<String> = made.iter().map(each).collect();
    let stage = attachment.stage.map(|stage| desk.word(&format!("value.{}", stage.name())));
    let title = attachment.title.clone().unwrap_or_default();
    let alt = match (title.as_str(), &stage) {
        ("", None) => desk.words.say("say.photo-of", &[("title", desk.title(record).into())]),
        ("", Some(stage)) => {
            let args = [("title", desk.title(record).into()), ("stage", stage.as_str().into())];
            desk.words.say("say.photo-of-stage", &args)
        }
        _ => title.clone(),
    };
    Some(Photo {
        src: href.clone(),
        srcset: srcset.join(", "),
        width: extent.width,
        height: extent.height,
        alt,
        href,
        stage: stage.unwrap_or_default(),
        title,
    })
}
