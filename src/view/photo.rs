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

/// The photos of a record; nothing if it has none.
#[must_use]
pub fn photos(desk: &Desk<'_>, record: &Record) -> Option<Photos> {
    let (mut before, mut after, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for attachment in &record.head.attachments {
        if let Some(photo) = photo(desk, record, attachment) {
            match attachment.stage {
                Some(Stage::Before) => before.push(photo),
                Some(Stage::After) => after.push(photo),
                None => others.push(photo),
            }
        }
    }
    let pairs = before.len().min(after.len());
    let mut rest: Vec<Photo> = before.split_off(pairs);
    rest.extend(after.split_off(pairs));
    rest.append(&mut others);
    let pairs = before.into_iter().zip(after);
    let changes: Vec<Change> = pairs.map(|(before, after)| Change { before, after }).collect();
    let any = !(changes.is_empty() && rest.is_empty());
    any.then_some(Photos { changes, others: rest })
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
