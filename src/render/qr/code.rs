//! The modules of a code (ISO/IEC 18004): bytes, error correction M, the mask that reads best.

use std::sync::{LazyLock, OnceLock};

use super::mask::{Grid, best};

/// Rows are numbers of 128 bits, so no code is larger: a text of 1059 bytes fills this one.
const LARGEST: usize = 26;

/// How many bytes of each block are for correction, by version.
const CORRECTION: [usize; LARGEST] = [
    10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28,
    28, 28,
];

/// In how many blocks the bytes are corrected, by version.
const BLOCKS: [usize; LARGEST] =
    [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23];

/// Codes without a text, by version, each made once.
static EMPTY: [OnceLock<Grid>; LARGEST] = [const { OnceLock::new() }; LARGEST];

/// The code of a text; `None` for a text that is too long for one.
pub(super) fn code(text: &[u8]) -> Option<Grid> {
    (1..=LARGEST).find_map(|version| {
        let empty = EMPTY[version - 1].get_or_init(|| empty(version));
        let bytes = empty.room() / 8;
        let own = bytes - CORRECTION[version - 1] * BLOCKS[version - 1];
        let data = data(text, version, own)?;
        let mut grid = empty.clone();
        place(&mut grid, &corrected(&data, version, bytes));
        let mask = best(&grid);
        grid.apply(mask);
        format(&mut grid, Some(mask));
        Some(grid)
    })
}

/// The bytes of a text with its length before it, filled up to `room`; `None` where it is longer.
fn data(text: &[u8], version: usize, room: usize) -> Option<Vec<u8>> {
    let wide = version > 9;
    if text.len() + 2 + usize::from(wide) > room {
        return None;
    }
    // Bytes follow (4), how many, they, the end (0): all of it half a byte off.
    let long = u16::try_from(text.len()).ok()?.to_be_bytes();
    let long = if wide { &long[..] } else { &long[1..] };
    let shifted = [&[4], long, text, &[0]].concat();
    let mut data: Vec<u8> = shifted.windows(2).map(|two| (two[0] << 4) | (two[1] >> 4)).collect();
    data.extend([0xec, 0x11].into_iter().cycle().take(room - data.len()));
    Some(data)
}

/// The bytes of all blocks by turns, then those that correct them.
fn corrected(data: &[u8], version: usize, bytes: usize) -> Vec<u8> {
    let (blocks, correction) = (BLOCKS[version - 1], CORRECTION[version - 1]);
    let short = bytes / blocks - correction;
    // The last blocks are longer by one.
    let (first, last) = data.split_at(short * (blocks - bytes % blocks));
    let parts: Vec<&[u8]> = first.chunks(short).chain(last.chunks(short + 1)).collect();
    let divisor = divisor(correction);
    let checks: Vec<Vec<u8>> = parts.iter().map(|part| remainder(part, &divisor)).collect();
    let mut all = Vec::with_capacity(bytes);
    for place in 0..=short {
        all.extend(parts.iter().filter_map(|part| part.get(place)));
    }
    for place in 0..correction {
        all.extend(checks.iter().map(|check| check[place]));
    }
    all
}

/// The powers of 2 in the field by x⁸ + x⁴ + x³ + x² + 1, and which power an element is.
static FIELD: LazyLock<([u8; 510], [u8; 256])> = LazyLock::new(|| {
    let (mut powers, mut of, mut power) = ([0; 510], [0; 256], 1_u8);
    for (place, exponent) in (0..=254_u8).enumerate() {
        (powers[place], powers[place + 255]) = (power, power);
        of[usize::from(power)] = exponent;
        power = (power << 1) ^ if power >> 7 == 1 { 0x1d } else { 0 };
    }
    (powers, of)
});

fn product(one: u8, other: u8) -> u8 {
    let (powers, of) = &*FIELD;
    let exponent = |element: u8| usize::from(of[usize::from(element)]);
    if one == 0 || other == 0 { 0 } else { powers[exponent(one) + exponent(other)] }
}

/// What bytes are divided by, from the highest power, of which there is one.
fn divisor(degree: usize) -> Vec<u8> {
    let mut divisor = vec![0; degree];
    divisor[degree - 1] = 1;
    let mut root = 1;
    for _ in 0..degree {
        for place in 0..degree {
            let next = divisor.get(place + 1).copied().unwrap_or_default();
            divisor[place] = product(divisor[place], root) ^ next;
        }
        root = product(root, 2);
    }
    divisor
}

fn remainder(data: &[u8], divisor: &[u8]) -> Vec<u8> {
    let mut rest = vec![0; divisor.len()];
    for byte in data {
        let factor = byte ^ rest[0];
        rest.rotate_left(1);
        rest[divisor.len() - 1] = 0;
        for (place, by) in rest.iter_mut().zip(divisor) {
            *place ^= product(factor, *by);
        }
    }
    rest
}

/// A code of a version without a text: what readers find it by, and the room for its format.
fn empty(version: usize) -> Grid {
    let side = 17 + 4 * version;
    let mut grid = Grid::new(side);
    for at in 0..side {
        grid.set((6, at), at % 2 == 0);
        grid.set((at, 6), at % 2 == 0);
    }
    for (y, x) in [(3, 3), (3, side - 4), (side - 4, 3)] {
        square(&mut grid, (y, x), 4, |far| far != 2 && far != 4);
    }
    let places = alignments(version, side);
    let last = places.len().saturating_sub(1);
    for (row, y) in places.iter().enumerate() {
        for (column, x) in places.iter().enumerate() {
            // Three corners are taken.
            if ![(0, 0), (0, last), (last, 0)].contains(&(row, column)) {
                square(&mut grid, (*y, *x), 2, |far| far != 1);
            }
        }
    }
    format(&mut grid, None);
    if version >= 7 {
        let said = checked(version, 12, 0x1f25);
        for bit in 0..18 {
            let (near, far) = (bit / 3, side - 11 + bit % 3);
            grid.set((near, far), said >> bit & 1 == 1);
            grid.set((far, near), said >> bit & 1 == 1);
        }
    }
    grid
}

/// Squares around a middle, each dark or light by how far out it is.
fn square(grid: &mut Grid, (y, x): (usize, usize), reach: usize, is_dark: impl Fn(usize) -> bool) {
    for row in y.saturating_sub(reach)..=(y + reach).min(grid.side() - 1) {
        for column in x.saturating_sub(reach)..=(x + reach).min(grid.side() - 1) {
            grid.set((row, column), is_dark(row.abs_diff(y).max(column.abs_diff(x))));
        }
    }
}

/// Where the middles of the smaller squares lie, in rows and in columns.
fn alignments(version: usize, side: usize) -> Vec<usize> {
    if version == 1 {
        return Vec::new();
    }
    let count = version / 7 + 2;
    let step = (version * 8 + count * 3 + 5) / (count * 4 - 4) * 2;
    let far = (0..count - 1).rev().map(|place| side - 7 - place * step);
    std::iter::once(6).chain(far).collect()
}

/// A number with `more` bits behind it that tell whether it was read well.
fn checked(number: usize, more: usize, by: usize) -> usize {
    let rest = (0..more).fold(number, |rest, _| (rest << 1) ^ ((rest >> (more - 1)) * by));
    (number << more) | rest
}

/// Writes the mask into the code, where it stands twice; light where there is none yet.
fn format(grid: &mut Grid, mask: Option<usize>) {
    let said = mask.map_or(0, |mask| checked(mask, 10, 0x537) ^ 0x5412);
    let side = grid.side();
    for bit in 0..15 {
        let is_dark = said >> bit & 1 == 1;
        // Down the left finder and then along below it, past the lines between finders.
        let first = match bit {
            0..6 => (bit, 8),
            6 | 7 => (bit + 1, 8),
            8 => (8, 7),
            _ => (8, 14 - bit),
        };
        let second = if bit < 8 { (8, side - 1 - bit) } else { (side - 15 + bit, 8) };
        grid.set(first, is_dark);
        grid.set(second, is_dark);
    }
    grid.set((side - 8, 8), true);
}

/// Lays bytes into the free modules, in two columns at a time, up and down in turn.
fn place(grid: &mut Grid, bytes: &[u8]) {
    let side = grid.side();
    let mut bits = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1));
    let columns = (0..6).chain(7..side).rev().step_by(2);
    for (turn, right) in columns.enumerate() {
        for step in 0..side {
            let y = if turn % 2 == 0 { side - 1 - step } else { step };
            for x in [right, right - 1] {
                if grid.is_free((y, x)) {
                    // What is left over is light.
                    grid.fill((y, x), bits.next().unwrap_or(false));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same code by a crate that draws all there are.
    fn by_another(text: &str) -> Vec<Vec<bool>> {
        use fast_qr::{ECL, Mode, QRBuilder};
        let code = QRBuilder::new(text).mode(Mode::Byte).ecl(ECL::M).build().expect("a code");
        (0..code.size).map(|y| code[y].iter().map(|module| module.value()).collect()).collect()
    }

    #[test]
    fn codes_are_those_that_another_program_draws() {
        let mut seed = 7_u64;
        let lengths = (0..130).chain((130..1059).step_by(29)).chain([1058, 1059]);
        for length in lengths {
            let mut letter = || {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                char::from(b' ' + u8::try_from(seed >> 33 & 63).expect("small"))
            };
            let text: String = (0..length).map(|_| letter()).collect();
            let code = code(text.as_bytes()).expect("a code");
            assert!(code.rows() == by_another(&text), "{text}");
        }
        assert!(code(&[b'x'; 1060]).is_none());
    }
}
