//! Pictures made here, and what becomes of them.

use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

use super::*;
use crate::model::digest::hex;

/// Red and green over blue and white: whoever turns it, it shows.
const QUARTERS: [[u8; 3]; 4] = [[220, 30, 30], [30, 200, 30], [30, 30, 220], [250, 250, 250]];

/// So many pixels in four quarters.
fn quarters(width: u16, height: u16) -> Vec<u8> {
    let pixel = |x, y| QUARTERS[usize::from(x >= width / 2) + 2 * usize::from(y >= height / 2)];
    (0..height).flat_map(|y| (0..width).flat_map(move |x| pixel(x, y))).collect()
}

/// What a phone writes before the pixels, with the number of an orientation, a name and a place.
fn exif(orientation: u8, big: bool) -> Vec<u8> {
    let mut tiff = if big { b"MM\0*\0\0\0\x08".to_vec() } else { b"II*\0\x08\0\0\0".to_vec() };
    let short = |value: u16| if big { value.to_be_bytes() } else { value.to_le_bytes() };
    let long = |value: u32| if big { value.to_be_bytes() } else { value.to_le_bytes() };
    tiff.extend(short(2));
    for (tag, value) in [(0x0110_u16, [0; 2]), (0x0112, short(u16::from(orientation)))] {
        tiff.extend(short(tag));
        tiff.extend(short(3));
        tiff.extend(long(1));
        tiff.extend(value);
        tiff.extend([0, 0]);
    }
    tiff.extend(long(0));
    tiff.extend(b"SecretPhone 31.2304N");
    tiff
}

fn jpeg(width: u16, height: u16, exif: Option<&[u8]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 95);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    if let Some(exif) = exif {
        encoder.add_exif_metadata(exif).expect("short enough");
    }
    encoder.encode(&quarters(width, height), width, height, ColorType::Rgb).expect("a picture");
    bytes
}

fn png(width: u16, height: u16, exif: Option<Vec<u8>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut info = png::Info::with_size(width.into(), height.into());
    info.color_type = png::ColorType::Rgba;
    info.bit_depth = png::BitDepth::Eight;
    info.exif_metadata = exif.map(Into::into);
    let mut writer =
        png::Encoder::with_info(&mut bytes, info).expect("a head").write_header().expect("a head");
    let clear = |place: usize| if place == 0 { 0 } else { 255 };
    let pixels = quarters(width, height);
    let rgba = pixels.chunks(3).enumerate();
    let rgba: Vec<u8> = rgba.flat_map(|(n, c)| [c[0], c[1], c[2], clear(n)]).collect();
    writer.write_image_data(&rgba).expect("a picture");
    writer.finish().expect("a picture");
    bytes
}

fn webp(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image_webp::WebPEncoder::new(&mut bytes);
    let (pixels, colour) = (quarters(width, height), image_webp::ColorType::Rgb8);
    encoder.encode(&pixels, width.into(), height.into(), colour).expect("a picture");
    bytes
}

/// The pixels of a published photo, and its size.
fn read(bytes: &[u8]) -> (Vec<u8>, usize, usize) {
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    let rgb = decoder.decode().expect("a JPEG");
    let info = decoder.info().expect("a size");
    (rgb, usize::from(info.width), usize::from(info.height))
}

/// Which quarter lies in each corner: top left, top right, bottom left, bottom right.
fn corners(bytes: &[u8]) -> [usize; 4] {
    let (rgb, width, height) = read(bytes);
    let near = |x: usize, y: usize| {
        let pixel = &rgb[(y * width + x) * 3..][..3];
        let far = |colour: &[u8; 3]| -> u32 {
            colour.iter().zip(pixel).map(|(a, b)| u32::from(a.abs_diff(*b))).sum()
        };
        (0..4).min_by_key(|place| far(&QUARTERS[*place])).expect("four")
    };
    let (left, right) = (width / 4, width * 3 / 4);
    let (top, bottom) = (height / 4, height * 3 / 4);
    [near(left, top), near(right, top), near(left, bottom), near(right, bottom)]
}

#[test]
fn every_orientation_is_turned_upright() {
    let shown = [
        (1, [0, 1, 2, 3]),
        (2, [1, 0, 3, 2]),
        (3, [3, 2, 1, 0]),
        (4, [2, 3, 0, 1]),
        (5, [0, 2, 1, 3]),
        (6, [2, 0, 3, 1]),
        (7, [3, 1, 2, 0]),
        (8, [1, 3, 0, 2]),
        (9, [0, 1, 2, 3]),
    ];
    for (orientation, expected) in shown {
        for big in [true, false] {
            let exif = exif(orientation, big);
            let upright = Extent { width: 64, height: 48 };
            let turned = Extent { width: 48, height: 64 };
            let extent = if (5..=8).contains(&orientation) { turned } else { upright };
            for original in [jpeg(64, 48, Some(&exif)), png(64, 48, Some(exif.clone()))] {
                assert_eq!(look("a", &original), Some(Picture::Shown(extent)), "{orientation}");
                let made = render(&original, 32).expect("a photo");
                assert_eq!(corners(&made), expected, "{orientation}");
                let (_, width, height) = read(&made);
                let Extent { width: w, height: h } = extent.at_width(32);
                assert_eq!((width, height), (w as usize, h as usize));
            }
        }
    }
}

#[test]
fn nothing_but_pixels_comes_along() {
    let original = jpeg(64, 48, Some(&exif(1, true)));
    let made = render(&original, 64).expect("a photo");
    for hidden in [&b"Secret"[..], b"Exif", b"31.2304N", b"ICC", b"http"] {
        assert!(!made.windows(hidden.len()).any(|part| part == hidden));
    }
}

#[test]
fn it_is_never_made_larger_and_what_is_clear_becomes_white() {
    for original in [jpeg(40, 30, None), png(40, 30, None), webp(40, 30)] {
        let extent = Extent { width: 40, height: 30 };
        assert_eq!(look("", &original), Some(Picture::Shown(extent)));
        let (rgb, width, height) = read(&render(&original, 960).expect("a photo"));
        assert_eq!((width, height), (40, 30));
        // The neighbours of a clear pixel are red, and JPEG blends a little.
        let green = rgb[1];
        assert_eq!(original.starts_with(b"\x89PNG"), green > 200, "{:?}", &rgb[..3]);
    }
}

#[test]
fn a_smaller_picture_is_the_mean_of_the_larger() {
    let rgb: Vec<u8> = [0, 90, 30, 120, 60, 150].iter().flat_map(|grey| [*grey; 3]).collect();
    let stored = || Pixels { extent: Extent { width: 3, height: 2 }, rgb: rgb.clone() };
    let grey = |width, height| {
        let scaled = scale::scale(stored(), Extent { width, height });
        scaled.rgb.chunks(3).map(|pixel| pixel[0]).collect::<Vec<u8>>()
    };
    assert_eq!(grey(3, 2), [0, 90, 30, 120, 60, 150]);
    // Two thirds of the first and one third of the second, and so on.
    assert_eq!(grey(2, 2), [30, 50, 100, 120]);
    assert_eq!(grey(1, 1), [75]);
    assert_eq!(grey(3, 1), [60, 75, 90]);
}

#[test]
fn the_same_picture_gives_the_same_bytes_everywhere() {
    let made = |original: &[u8]| {
        let made = render(original, 100).expect("a photo");
        hex(&Sha256::digest(made))
    };
    // Whoever has to change one of these changes `VERSION` too.
    let expected = [
        "523c6e3cd5e366d7f0c0ee0614512e8e8bb0e7fb25272a856b31f3766806632a",
        "df1b4f788328c55b04080da5becb8f196c0c66a0cafafb5f8de4af94e49e707d",
        "a85b87b09dcb411e9c96c87645256dbbc1cb9fe4faa06507cdf13bac2585f6ac",
        "a2a54865b44a19e412e364b72e37e2dfeed34ed9068e51ee85f82970ba668150",
        "d716fdd06e20cd3057c53fda2c222440ab6441e83c5f495f94c1dfe1917e3eef",
    ];
    let lossy = include_bytes!("tests/lossy.webp");
    let originals = [
        jpeg(333, 222, Some(&exif(6, true))),
        png(333, 222, None),
        webp(333, 222),
        lossy.to_vec(),
        jpeg(1999, 1001, None),
    ];
    assert_eq!(originals.map(|original| made(&original)), expected);
}

#[test]
fn what_is_too_large_is_told_before_it_is_decoded() {
    let mut large = jpeg(16, 16, None);
    let at = large.windows(2).position(|pair| pair == [0xff, 0xc0]).expect("a frame");
    large[at + 5..at + 9].copy_from_slice(&[0x2b; 4]);
    assert_eq!(look("", &large), Some(Picture::TooLarge));
    assert_eq!(render(&large, 480), Err(Unreadable));
}

#[test]
fn half_a_picture_is_none() {
    for original in [jpeg(64, 48, Some(&exif(6, false))), png(64, 48, None), webp(64, 48)] {
        // The last chunk of a PNG says nothing but that it is the last.
        for length in (0..original.len() - 12).step_by(7) {
            let half = &original[..length];
            assert_eq!(render(half, 32), Err(Unreadable), "{length} of {}", original.len());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_picture_is_shown_or_refused_and_nothing_else(
        which in 0_usize..4,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        length in any::<prop::sample::Index>(),
    ) {
        let originals = [
            jpeg(48, 32, Some(&exif(6, true))),
            png(48, 32, None),
            webp(48, 32),
            include_bytes!("tests/lossy.webp").to_vec(),
        ];
        let mut bytes = originals[which].clone();
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let length = length.index(bytes.len() * 4);
        bytes.truncate(length);
        let seen = look("lamp.jpg", &bytes);
        let made = render(&bytes, 24);
        prop_assert!(made.is_err() || matches!(seen, Some(Picture::Shown(_))));
    }
}
