//! Photos: upright, scaled, and nothing but pixels.
//!
//! What is published of a picture is made from its pixels alone, so place, time, telephone and
//! thumbnail cannot come along: they are not removed, they are never written. Every step counts in
//! whole numbers and the decoders run without instructions of a certain machine, so the same picture
//! gives the same bytes everywhere. Opens no file.

mod decode;
mod kind;
mod scale;
mod upright;

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::source::{Extent, Picture};
use kind::Kind;

pub use kind::is_picture;

/// Counts the changes of what `render` makes of the same bytes, so that what was remembered before
/// such a change is not taken for what would be made now.
pub const VERSION: u32 = 1;

/// The longest file that is read as a picture.
pub const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// The most pixels a picture may have.
const MOST_PIXELS: u64 = 100_000_000;
/// The longest side that a published picture can have.
const MOST_SIDE: u32 = 65_535;

/// How finely photos are kept, of 100: above this, files grow and nobody sees a difference.
const QUALITY: u8 = 82;

/// A picture that cannot be read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// Pixels, three bytes each, row by row.
struct Pixels {
    extent: Extent,
    rgb: Vec<u8>,
}

/// What can be told of a file without decoding it; `None` if it is no picture.
#[must_use]
pub fn look(name: &str, bytes: &[u8]) -> Option<Picture> {
    let kind = match kind::of(name, bytes)? {
        Kind::Foreign(format) => return Some(Picture::Foreign(format)),
        Kind::Unknown => return Some(Picture::Unreadable),
        kind => kind,
    };
    if bytes.len() as u64 > MOST_BYTES {
        return Some(Picture::TooLarge);
    }
    let Ok(seen) = decode::look(kind, bytes) else { return Some(Picture::Unreadable) };
    if !is_bounded(seen.extent) {
        return Some(Picture::TooLarge);
    }
    Some(Picture::Shown(seen.turn.of(seen.extent)))
}

/// The picture in `bytes` as a JPEG: upright, at most `width` wide, on white where it is clear.
///
/// # Errors
/// A picture that cannot be read to its end, or that is larger than any that is shown.
pub fn render(bytes: &[u8], width: u32) -> Result<Vec<u8>, Unreadable> {
    let kind = kind::of("", bytes).ok_or(Unreadable)?;
    let seen = decode::look(kind, bytes)?;
    if !is_bounded(seen.extent) {
        return Err(Unreadable);
    }
    // Scaled first: to turn a picture that is small by then costs nothing.
    let wanted = seen.turn.of(seen.turn.of(seen.extent).at_width(width));
    let scaled = scale::scale(decode::pixels(kind, bytes, wanted)?, wanted);
    encode(&upright::turned(scaled, seen.turn), kind)
}

/// The picture that answers where a photo was: a grey field, crossed out.
#[must_use]
pub fn gone() -> Vec<u8> {
    let extent = Extent { width: 240, height: 180 };
    let mut rgb = Vec::new();
    for y in 0..extent.height {
        for x in 0..extent.width {
            let (down, up) = (x * 3, y * 4);
            let crossed = down.abs_diff(up).min(down.abs_diff(720 - up)) < 12;
            rgb.extend([if crossed { 0x9a } else { 0xe4 }; 3]);
        }
    }
    encode(&Pixels { extent, rgb }, Kind::Jpeg).unwrap_or_default()
}

fn is_bounded(extent: Extent) -> bool {
    let pixels = u64::from(extent.width) * u64::from(extent.height);
    let side = extent.width.max(extent.height);
    pixels > 0 && pixels <= MOST_PIXELS && side <= MOST_SIDE
}

fn encode(pixels: &Pixels, kind: Kind) -> Result<Vec<u8>, Unreadable> {
    let side = |side: u32| u16::try_from(side).map_err(|_| Unreadable);
    let (width, height) = (side(pixels.extent.width)?, side(pixels.extent.height)?);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, QUALITY);
    // Screenshots and plans have thin coloured lines, which halved colours would smear.
    let sampling = if kind == Kind::Jpeg { SamplingFactor::F_2_2 } else { SamplingFactor::F_1_1 };
    encoder.set_sampling_factor(sampling);
    encoder.encode(&pixels.rgb, width, height, ColorType::Rgb).map_err(|_| Unreadable)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
