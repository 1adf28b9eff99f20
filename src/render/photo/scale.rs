//! A picture made smaller: every pixel is the mean of the area that it stands for, counted in whole
//! numbers, so that no machine rounds otherwise than another.

use super::{Extent, Pixels};

/// The picture at an extent that is no larger on either side.
pub(super) fn scale(stored: Pixels, wanted: Extent) -> Pixels {
    if stored.extent == wanted {
        return stored;
    }
    let (from, to) = (Sides::of(stored.extent), Sides::of(wanted));
    let area = from.width as u64 * from.height as u64;
    let mut rgb = Vec::with_capacity(to.width * to.height * 3);
    let mut narrowed = vec![0_u32; to.width * 3];
    let mut sums = vec![0_u64; to.width * 3];
    for (y, row) in stored.rgb.chunks_exact(from.width * 3).enumerate() {
        narrow(row, &mut narrowed, (from.width, to.width));
        // A row is `to.height` high where the picture is `from.height` times that. It lies in one
        // row of the smaller picture, or across the edge of two.
        let (top, bottom) = (y * to.height, (y + 1) * to.height);
        let edge = (top / from.height + 1) * from.height;
        let above = (bottom.min(edge) - top) as u64;
        for (sum, part) in sums.iter_mut().zip(&narrowed) {
            *sum += u64::from(*part) * above;
        }
        if bottom >= edge {
            let below = (bottom - edge) as u64;
            for (sum, part) in sums.iter_mut().zip(&narrowed) {
                rgb.push(u8::try_from((*sum + area / 2) / area).unwrap_or(u8::MAX));
                *sum = u64::from(*part) * below;
            }
        }
    }
    Pixels { extent: wanted, rgb }
}

/// The sums of a row over the columns of the smaller picture: the means, `from` times over.
fn narrow(row: &[u8], sums: &mut [u32], (from, to): (usize, usize)) {
    sums.fill(0);
    let (whole, mut column, mut edge) = (weight(to), 0, from);
    for (x, pixel) in row.chunks_exact(3).enumerate() {
        let end = (x + 1) * to;
        // The part of this pixel that lies beyond the edge belongs to the next column.
        let beyond = end.saturating_sub(edge);
        let within = whole - weight(beyond);
        let at = column * 3;
        for (place, colour) in pixel.iter().enumerate() {
            sums[at + place] += u32::from(*colour) * within;
        }
        if end >= edge {
            column += 1;
            edge += from;
            if beyond > 0 {
                for (place, colour) in pixel.iter().enumerate() {
                    sums[at + 3 + place] += u32::from(*colour) * weight(beyond);
                }
            }
        }
    }
}

/// Sides are at most 65,535, so a weight fits, and so does 255 times it.
fn weight(part: usize) -> u32 {
    u32::try_from(part).unwrap_or(u32::MAX)
}

/// An extent, to count with.
struct Sides {
    width: usize,
    height: usize,
}

impl Sides {
    fn of(extent: Extent) -> Self {
        Self { width: extent.width as usize, height: extent.height as usize }
    }
}
