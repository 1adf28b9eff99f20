//! Which way is up: phones store what the chip saw and write beside it how to turn it.

use super::{Extent, Pixels};

/// How a stored picture is turned upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    /// Whether columns become rows, which comes first.
    swaps: bool,
    /// Whether left and right change places.
    mirrors: bool,
    /// Whether top and bottom change places.
    flips: bool,
}

/// The eight ways, in the order of the numbers that EXIF gives them, from 1.
const TURNS: [(bool, bool, bool); 8] = [
    (false, false, false),
    (false, true, false),
    (false, true, true),
    (false, false, true),
    (true, false, false),
    (true, true, false),
    (true, true, true),
    (true, false, true),
];

/// The tag of the orientation.
const ORIENTATION: u16 = 0x0112;
/// The type of a number of two bytes.
const SHORT: u16 = 3;

impl Turn {
    /// It stands already.
    pub(super) const UPRIGHT: Self = Self { swaps: false, mirrors: false, flips: false };

    /// What the EXIF of a picture says; what does not read leaves it as it is, as browsers do.
    pub(super) fn of_exif(exif: &[u8]) -> Self {
        let number = orientation(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif)).unwrap_or(1);
        let known = TURNS.get(usize::from(number).wrapping_sub(1));
        let (swaps, mirrors, flips) = known.copied().unwrap_or_default();
        Self { swaps, mirrors, flips }
    }

    /// An extent after the turn, or one that is wanted after it as it must be before.
    pub(super) fn of(self, extent: Extent) -> Extent {
        let Extent { width, height } = extent;
        if self.swaps { Extent { width: height, height: width } } else { extent }
    }
}

/// The orientation in the first directory of EXIF.
fn orientation(tiff: &[u8]) -> Option<u16> {
    let big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let pair = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
    };
    let (first, second) = (usize::from(short(4)?), usize::from(short(6)?));
    let directory = if big { first << 16 | second } else { second << 16 | first };
    let count = usize::from(short(directory)?);
    let entries = (0..count).map(|entry| directory.checked_add(2 + 12 * entry));
    let entry = entries.flatten().find(|at| short(*at) == Some(ORIENTATION))?;
    (short(entry + 2)? == SHORT).then(|| short(entry + 8))?
}

/// The picture turned upright.
pub(super) fn turned(stored: Pixels, turn: Turn) -> Pixels {
    if turn == Turn::UPRIGHT {
        return stored;
    }
    let extent = turn.of(stored.extent);
    let (width, height) = (extent.width as usize, extent.height as usize);
    let row = stored.extent.width as usize;
    let mut rgb = Vec::with_capacity(stored.rgb.len());
    for y in 0..height {
        let from_y = if turn.flips { height - 1 - y } else { y };
        for x in 0..width {
            let from_x = if turn.mirrors { width - 1 - x } else { x };
            let (column, line) = if turn.swaps { (from_y, from_x) } else { (from_x, from_y) };
            let at = (line * row + column) * 3;
            rgb.extend_from_slice(&stored.rgb[at..at + 3]);
        }
    }
    Pixels { extent, rgb }
}
