//! The bytes of a picture become pixels. What else a picture holds is read for one thing only:
//! which way is up.

use std::io::Cursor;

use image_webp::WebPDecoder;
use jpeg_decoder::{Decoder as JpegDecoder, PixelFormat};
use png::{ColorType, Transformations};

use super::kind::Kind;
use super::upright::Turn;
use super::{Extent, Pixels, Unreadable};

/// More than this no decoder may take for itself: the largest picture that is shown, with room.
const MEMORY: usize = 1 << 30;

/// What a picture says of itself before its pixels.
pub(super) struct Seen {
    /// Its size as it is stored.
    pub(super) extent: Extent,
    /// How it is turned upright.
    pub(super) turn: Turn,
}

/// Reads what comes before the pixels, and whether a JPEG has an end: its decoder would paint what
/// is missing grey, and a half of a photo would be published.
pub(super) fn look(kind: Kind, bytes: &[u8]) -> Result<Seen, Unreadable> {
    match kind {
        Kind::Jpeg => {
            let mut decoder = JpegDecoder::new(bytes);
            decoder.read_info().map_err(|_| Unreadable)?;
            let extent = extent(&decoder)?;
            let turn = decoder.exif_data().map_or(Turn::UPRIGHT, Turn::of_exif);
            if has_end(bytes) { Ok(Seen { extent, turn }) } else { Err(Unreadable) }
        }
        Kind::Png => {
            let reader = png_reader(bytes)?;
            let info = reader.info();
            let extent = Extent { width: info.width, height: info.height };
            let exif = info.exif_metadata.as_deref();
            Ok(Seen { extent, turn: exif.map_or(Turn::UPRIGHT, Turn::of_exif) })
        }
        Kind::Webp => {
            let mut decoder = webp(bytes)?;
            let (width, height) = decoder.dimensions();
            let exif = decoder.exif_metadata().map_err(|_| Unreadable)?;
            let turn = exif.as_deref().map_or(Turn::UPRIGHT, Turn::of_exif);
            Ok(Seen { extent: Extent { width, height }, turn })
        }
        Kind::Foreign(_) | Kind::Unknown => Err(Unreadable),
    }
}

/// Reads the pixels as they are stored, not yet turned. A JPEG may come at a half, a quarter or an
/// eighth of its size, but never at less than twice of what is `wanted` of it: that leaves out most
/// of the work and the memory, and nothing that could be seen.
pub(super) fn pixels(kind: Kind, bytes: &[u8], wanted: Extent) -> Result<Pixels, Unreadable> {
    let pixels = match kind {
        Kind::Jpeg => {
            let mut decoder = JpegDecoder::new(bytes);
            decoder.set_max_decoding_buffer_size(MEMORY);
            let twice = |side: u32| u16::try_from(side.saturating_mul(2)).unwrap_or(u16::MAX);
            let least = (twice(wanted.width), twice(wanted.height));
            decoder.scale(least.0, least.1).map_err(|_| Unreadable)?;
            let stored = decoder.decode().map_err(|_| Unreadable)?;
            let rgb = match decoder.info().ok_or(Unreadable)?.pixel_format {
                PixelFormat::RGB24 => stored,
                PixelFormat::L8 => stored.iter().flat_map(|grey| [*grey; 3]).collect(),
                PixelFormat::CMYK32 => from_inks(&stored),
                // Medical pictures; nothing that a committee shows.
                PixelFormat::L16 => return Err(Unreadable),
            };
            Pixels { extent: extent(&decoder)?, rgb }
        }
        Kind::Png => {
            let mut reader = png_reader(bytes)?;
            let mut stored = vec![0; reader.output_buffer_size().ok_or(Unreadable)?];
            let frame = reader.next_frame(&mut stored).map_err(|_| Unreadable)?;
            stored.truncate(frame.buffer_size());
            let rgb = match frame.color_type {
                ColorType::Rgb => stored,
                ColorType::Rgba => on_white::<3>(&stored),
                ColorType::Grayscale => stored.iter().flat_map(|grey| [*grey; 3]).collect(),
                ColorType::GrayscaleAlpha => on_white::<1>(&stored),
                ColorType::Indexed => return Err(Unreadable),
            };
            Pixels { extent: Extent { width: frame.width, height: frame.height }, rgb }
        }
        Kind::Webp => {
            let mut decoder = webp(bytes)?;
            let (width, height) = decoder.dimensions();
            let mut stored = vec![0; decoder.output_buffer_size().ok_or(Unreadable)?];
            decoder.read_image(&mut stored).map_err(|_| Unreadable)?;
            let rgb = if decoder.has_alpha() { on_white::<3>(&stored) } else { stored };
            Pixels { extent: Extent { width, height }, rgb }
        }
        Kind::Foreign(_) | Kind::Unknown => return Err(Unreadable),
    };
    let count = u64::from(pixels.extent.width) * u64::from(pixels.extent.height) * 3;
    if pixels.rgb.len() as u64 == count { Ok(pixels) } else { Err(Unreadable) }
}

fn extent(decoder: &JpegDecoder<&[u8]>) -> Result<Extent, Unreadable> {
    let info = decoder.info().ok_or(Unreadable)?;
    Ok(Extent { width: info.width.into(), height: info.height.into() })
}

fn png_reader(bytes: &[u8]) -> Result<png::Reader<Cursor<&[u8]>>, Unreadable> {
    let limits = png::Limits { bytes: MEMORY };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.read_info().map_err(|_| Unreadable)
}

fn webp(bytes: &[u8]) -> Result<WebPDecoder<Cursor<&[u8]>>, Unreadable> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|_| Unreadable)?;
    decoder.set_memory_limit(MEMORY);
    Ok(decoder)
}

/// Pixels of `COLOURS` bytes and one that says how much they cover, laid on white paper.
fn on_white<const COLOURS: usize>(stored: &[u8]) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(stored.len() / (COLOURS + 1) * 3);
    for pixel in stored.chunks_exact(COLOURS + 1) {
        let covers = u32::from(pixel[COLOURS]);
        let mixed = |colour: u8| (u32::from(colour) * covers + 255 * (255 - covers) + 127) / 255;
        for place in 0..3 {
            let colour = pixel[if COLOURS == 3 { place } else { 0 }];
            rgb.push(u8::try_from(mixed(colour)).unwrap_or(u8::MAX));
        }
    }
    rgb
}

/// Pixels of four printing inks, as the decoder gives them: how much each leaves of the paper's white.
fn from_inks(stored: &[u8]) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(stored.len() / 4 * 3);
    for pixel in stored.chunks_exact(4) {
        let left = |ink: u8| 255 - u32::from(ink);
        for ink in &pixel[..3] {
            let light = (left(*ink) * left(pixel[3]) + 127) / 255;
            rgb.push(u8::try_from(light).unwrap_or(u8::MAX));
        }
    }
    rgb
}

/// Whether the marker that ends a JPEG stands where its segments lead to. Phones put more pictures
/// behind it, and a thumbnail with an end of its own before it, so the last bytes say nothing.
fn has_end(bytes: &[u8]) -> bool {
    let mut at = 2;
    loop {
        let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|b| *b == 0xff))
        else {
            return false;
        };
        at += found + 1;
        match bytes.get(at) {
            None => return false,
            Some(0xd9) => return true,
            // A byte of the pixels that is no marker, filling, or a marker without a segment.
            Some(0 | 1 | 0xd0..=0xd8) => at += 1,
            Some(0xff) => {}
            Some(_) => {
                let Some([high, low]) = bytes.get(at + 1..at + 3) else { return false };
                at += 1 + usize::from(u16::from_be_bytes([*high, *low])).max(2);
            }
        }
    }
}
