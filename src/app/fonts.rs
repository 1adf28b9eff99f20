//! The fonts of this machine: looked through only when asked for, for no two machines have the same.

use std::collections::BTreeSet;

use fontdb::{Database, FaceInfo};

/// Families of the machine, each with its font: those that are named, and for characters that are
/// still lacking the first family, by name, that has one.
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
    let (wanted, others): (Vec<_>, Vec<_>) =
        faces.into_iter().partition(|(family, _)| named.iter().any(|name| name == family));
    for (family, face) in wanted {
        taken.extend(font(&database, face).map(|font| (family.to_owned(), font)));
        lacking.retain(|character| !has(&database, face, *character));
    }
    for (family, face) in others {
        let before = lacking.len();
        lacking.retain(|character| !has(&database, face, *character));
        if lacking.len() < before {
            taken.extend(font(&database, face).map(|font| (family.to_owned(), font)));
        }
    }
    taken
}

fn has(database: &Database, face: &FaceInfo, character: char) -> bool {
    let found = database.with_face_data(face.id, |bytes, index| {
        let face = ttf_parser::Face::parse(bytes, index).ok()?;
        face.glyph_index(character)
    });
    found.flatten().is_some()
}

fn font(database: &Database, face: &FaceInfo) -> Option<Vec<u8>> {
    database.with_face_data(face.id, |bytes, _| bytes.to_vec())
}
