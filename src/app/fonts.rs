//! The fonts of this machine: looked through only when asked for, for no two machines have the same.

use std::collections::BTreeSet;

use fontdb::{Database, FaceInfo};
use ttf_parser::Face;

use crate::render::sheet::is_called;

/// Families of the machine, each with its font: those that are named, under the names that were asked
/// for, and for characters that are still lacking the first family, by name, that has one.
pub(crate) fn of_machine(named: &[String], lacking: &BTreeSet<char>) -> Vec<(String, Vec<u8>)> {
    let mut database = Database::new();
    database.load_system_fonts();
    let mut faces: Vec<(&str, &FaceInfo)> = database
        .faces()
        .filter(|face| face.style == fontdb::Style::Normal)
        .filter_map(|face| Some((face.families.first()?.0.as_str(), face)))
        .collect();
    // The upright one of ordinary weight stands first in its family.
    faces.sort_by_key(|(family, face)| (*family, face.weight.0.abs_diff(400), face.index));
    faces.dedup_by_key(|(family, _)| *family);
    let mut lacking = lacking.clone();
    let mut taken = Vec::new();
    for name in named {
        let called = |face: &Face<'_>| is_called(face, name);
        let found = faces.iter().find(|(_, face)| asked(&database, face, called) == Some(true));
        let Some((_, face)) = found else { continue };
        taken.extend(font(&database, face).map(|font| (name.clone(), font)));
        lacking.retain(|character| !has(&database, face, *character));
    }
    for (family, face) in faces {
        let before = lacking.len();
        lacking.retain(|character| !has(&database, face, *character));
        if lacking.len() < before {
            taken.extend(font(&database, face).map(|font| (family.to_owned(), font)));
        }
    }
    taken
}

fn has(database: &Database, face: &FaceInfo, character: char) -> bool {
    asked(database, face, |face| face.glyph_index(character).is_some()) == Some(true)
}

/// What a font says of itself; nothing where it does not read.
fn asked<T>(
    database: &Database,
    face: &FaceInfo,
    answer: impl FnOnce(&Face<'_>) -> T,
) -> Option<T> {
    let read = |bytes: &[u8], index| Face::parse(bytes, index).ok().map(|face| answer(&face));
    database.with_face_data(face.id, read).flatten()
}

fn font(database: &Database, face: &FaceInfo) -> Option<Vec<u8>> {
    database.with_face_data(face.id, |bytes, _| bytes.to_vec())
}
