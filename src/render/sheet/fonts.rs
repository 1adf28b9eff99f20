//! The fonts of sheets: four faces that travel with the program, those of the theme, and those of
//! the machine where that was asked for.

use std::collections::{BTreeMap, BTreeSet};

use ttf_parser::{Face, name_id};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::{FONTS, Faces};
use crate::render::theme::File;

/// 宋, 小标宋, 黑, 楷, under the Open Font License, beside the files.
const BUILT_IN: [&[u8]; 4] = [
    include_bytes!("../../../themes/default/fonts/song.otf"),
    include_bytes!("../../../themes/default/fonts/title.otf"),
    include_bytes!("../../../themes/default/fonts/hei.otf"),
    include_bytes!("../../../themes/default/fonts/kai.ttf"),
];

/// Under so many kinds of names a font is asked for: people copy what their program shows.
const NAMES: [u16; 4] =
    [name_id::FAMILY, name_id::TYPOGRAPHIC_FAMILY, name_id::WWS_FAMILY, name_id::FULL_NAME];

/// Whether a font goes by a name, in any of its languages: `FangSong`, `仿宋`.
#[must_use]
pub fn is_called(face: &Face<'_>, name: &str) -> bool {
    names(face).contains(&folded(name))
}

/// The names of a font, so that they can be compared.
fn names(face: &Face<'_>) -> Vec<String> {
    let names = face.names().into_iter().filter(|name| NAMES.contains(&name.name_id));
    names.filter_map(|name| Some(folded(&name.to_string()?))).collect()
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Fonts in the order in which they are looked through.
pub(super) struct Fonts {
    /// What is known of each.
    pub book: FontBook,
    /// The fonts.
    pub each: Vec<Font>,
    /// Every name of a font, and the one under which the book has it.
    called: BTreeMap<String, String>,
}

impl Fonts {
    /// The built-in fonts, over them those of a theme, and behind them those of the machine.
    pub(super) fn new<'f>(
        theme: impl Iterator<Item = (&'f String, &'f File)>,
        machine: Vec<Vec<u8>>,
    ) -> Self {
        let own = theme.filter(|(name, _)| name.starts_with(FONTS));
        let own = own.map(|(_, file)| Bytes::new(file.bytes.to_vec()));
        let built_in = BUILT_IN.into_iter().map(Bytes::new);
        let machine = machine.into_iter().map(Bytes::new);
        let fonts: Vec<Font> = own.chain(built_in).chain(machine).flat_map(Font::iter).collect();
        let book = FontBook::from_fonts(&fonts);
        let mut called = BTreeMap::new();
        for (info, font) in (0..).map_while(|index| book.info(index)).zip(&fonts) {
            let face = Face::parse(font.data(), font.index());
            let names = face.map(|face| names(&face)).unwrap_or_default();
            for name in names.into_iter().chain([folded(&info.family)]) {
                called.entry(name).or_insert_with(|| info.family.clone());
            }
        }
        Self { book, each: fonts, called }
    }

    /// The families that there are, as the book names them, and the names of those that are nowhere.
    pub(super) fn known(&self, faces: &Faces) -> (Faces, Vec<String>) {
        let mut unknown = Vec::new();
        let mut known = |families: &Vec<String>| {
            let mut known: Vec<String> = Vec::new();
            for name in families {
                match self.called.get(&folded(name)) {
                    Some(family) if known.contains(family) => {}
                    Some(family) => known.push(family.clone()),
                    None => unknown.push(name.clone()),
                }
            }
            known
        };
        let faces = Faces {
            song: known(&faces.song),
            title: known(&faces.title),
            hei: known(&faces.hei),
            kai: known(&faces.kai),
        };
        unknown.sort();
        unknown.dedup();
        (faces, unknown)
    }

    /// The characters that every face can show.
    pub(super) fn shown(&self, faces: &Faces) -> Shown {
        let mut shown = Shown::default();
        for (place, families) in faces.all().into_iter().enumerate() {
            let mut face = Shown::default();
            let families = families.iter().map(|name| name.to_lowercase());
            let fonts =
                families.flat_map(|name| self.book.select_family(&name).collect::<Vec<_>>());
            for info in fonts.filter_map(|index| self.book.info(index)) {
                info.coverage.iter().for_each(|character| face.insert(character));
            }
            if place == 0 {
                shown = face;
            } else {
                shown.keep(&face);
            }
        }
        shown
    }
}

/// A set of characters, a bit each.
#[derive(Default)]
pub(super) struct Shown(Vec<u64>);

impl Shown {
    fn insert(&mut self, character: u32) {
        let word = (character / 64) as usize;
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (character % 64);
    }

    fn keep(&mut self, other: &Self) {
        self.0.truncate(other.0.len());
        self.0.iter_mut().zip(&other.0).for_each(|(mine, other)| *mine &= other);
    }

    /// Puts aside the characters of a text that leave no mark. What is written as a letter and its
    /// accents is set as the one sign that they are, if there is one: so do those who shape text.
    pub(super) fn lacking(&self, text: &str, lacking: &mut BTreeSet<char>) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let end = rest[first.len_utf8()..].find(|next| !joins(next));
            let (sign, after) = rest.split_at(end.map_or(rest.len(), |end| first.len_utf8() + end));
            if !sign.chars().all(|character| self.has(character)) {
                lacking.extend(sign.nfc().filter(|character| !self.has(*character)));
            }
            rest = after;
        }
    }

    /// Whether a character leaves its mark, or has none to leave.
    fn has(&self, character: char) -> bool {
        let number = u32::from(character);
        let word = self.0.get((number / 64) as usize);
        word.is_some_and(|word| word >> (number % 64) & 1 == 1) || is_silent(character)
    }
}

/// Whether a character is a part of the sign before it: an accent, a vowel or a last consonant of Hangul.
fn joins(character: char) -> bool {
    is_combining_mark(character) && !is_silent(character)
        || matches!(character, '\u{1160}'..='\u{11ff}')
}

/// Whether a character is not seen even where it is set.
fn is_silent(character: char) -> bool {
    character.is_control()
        || character.is_whitespace()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{e0100}'..='\u{e01ef}')
}
