//! Makes what a site has at an address: pages at once, photos from their pictures, sheets on the
//! press. What is broken is put aside, and told in the end.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::sync::{Mutex, OnceLock};

use unicode_normalization::UnicodeNormalization as _;

use super::fonts;
use super::photos::Photos;
use super::publish;
use super::terminal::text_of;
use crate::content::{BOARD_FILES, LOCK_FILE};
use crate::diagnostic::{Code, Finding};
use crate::render::sheet::{Form, House, Press};
use crate::source::{Locus, Sources, Span};
use crate::view::plan::{Make, PageKey};
use crate::words::Arg;
use crate::{Made, Site};

/// Makes the files of a site.
pub(crate) struct Maker<'a> {
    site: &'a Site,
    /// Makes its photos.
    pub photos: Photos<'a>,
    broken: Mutex<Vec<Finding>>,
    /// Set up when the first sheet is asked for; none where it could not be.
    shop: OnceLock<Option<Shop>>,
}

/// What sheets are made with.
struct Shop {
    press: Press,
    house: House,
    /// The notices that other machines would set otherwise, and what is said of that on them.
    foreign: (BTreeSet<PageKey>, String),
}

impl<'a> Maker<'a> {
    /// A maker of the files of `site`.
    pub(crate) fn new(site: &'a Site, photos: Photos<'a>) -> Self {
        Self { site, photos, broken: Mutex::default(), shop: OnceLock::new() }
    }

    /// Makes an address for publishing; nothing where something is wrong with it.
    pub(crate) fn publish(&self, address: &str) -> Option<publish::Made<'a>> {
        match self.site.make(address) {
            Ok(Some(Made::Bytes(bytes))) => Some(publish::Made::Bytes(bytes)),
            Ok(Some(Made::Long(long))) => {
                let site = self.site;
                Some(publish::Made::Long(Box::new(move |each| {
                    let sum = site.pour(&long, each);
                    publish::Entry { sha256: sum.sha256, size: sum.bytes as u64 }
                })))
            }
            Ok(Some(Made::Sheet(key))) => {
                self.print(&[key], Form::default()).map(publish::Made::Bytes)
            }
            Ok(Some(Made::File(path, asset))) => {
                let from = self.photos.root().join(&*path);
                Some(publish::Made::Copy { from, digest: asset.digest, size: asset.size })
            }
            Ok(Some(Made::Photo(path, asset, width))) => {
                match self.photos.make(&path, &asset, width) {
                    Ok(photo) => Some(publish::Made::Bytes(photo)),
                    Err(finding) => self.put_aside([finding]),
                }
            }
            Ok(None) => None,
            Err(finding) => self.put_aside([finding]),
        }
    }

    /// Sets notices as one PDF; nothing where something is wrong with one.
    pub(crate) fn print(&self, keys: &[PageKey], form: Form) -> Option<Vec<u8>> {
        let own = || self.set_up(Vec::new(), (BTreeSet::new(), String::new()));
        let shop = self.shop.get_or_init(own).as_ref()?;
        let mut job = self.site.job(&shop.house, form, keys)?;
        let (foreign, note) = &shop.foreign;
        for (_, sheet) in keys.iter().zip(&mut job.sheets).filter(|(key, _)| foreign.contains(key))
        {
            sheet.note(note);
        }
        let names: BTreeSet<String> =
            job.sheets.iter().flat_map(|sheet| sheet.photos.clone()).collect();
        for name in names {
            // One that cannot be made is told, and the press misses it.
            if let Some(publish::Made::Bytes(photo)) = self.publish(&name) {
                job.photos.push((name, photo));
            }
        }
        shop.press.print(&job).map_or_else(|wrong| self.put_aside(wrong), Some)
    }

    /// The notices that are published as PDF.
    pub(crate) fn sheets(&self) -> Vec<PageKey> {
        let planned = self.site.plan.addresses.values();
        let sheets = planned.filter_map(|make| match make {
            Make::Sheet(key) => Some(key.clone()),
            _ => None,
        });
        sheets.collect()
    }

    /// Takes fonts of this machine for what the others lack to set these notices, and says whether
    /// any was taken. To be called before the first of them is set.
    pub(crate) fn take_fonts(&self, keys: &[PageKey], note: &str) -> bool {
        let Ok(press) = self.site.press(Vec::new()) else { return false };
        let lacking = self.lacking(&press, keys);
        let characters = lacking.values().flatten().copied().collect();
        let taken = fonts::of_machine(press.unknown(), &characters);
        let named = taken.iter().any(|(family, _)| press.unknown().contains(family));
        let foreign = match (named, taken.is_empty()) {
            // What the theme asked for is in every sheet.
            (true, _) => keys.iter().cloned().collect(),
            (false, false) => lacking.into_keys().collect(),
            (false, true) => BTreeSet::new(),
        };
        let any = !foreign.is_empty();
        self.shop.get_or_init(|| self.set_up(taken, (foreign, note.to_owned())));
        any
    }

    /// Those of some notices that cannot be set without fonts of a machine.
    pub(crate) fn foreign(&self, keys: &[PageKey]) -> BTreeSet<PageKey> {
        let Ok(press) = self.site.press(Vec::new()) else { return BTreeSet::new() };
        if press.unknown().is_empty() {
            return self.lacking(&press, keys).into_keys().collect();
        }
        keys.iter().cloned().collect()
    }

    /// The notices with characters that no font of a press has, and those.
    fn lacking(&self, press: &Press, keys: &[PageKey]) -> BTreeMap<PageKey, BTreeSet<char>> {
        let house = self.site.house();
        let lacks = |key: &PageKey| {
            let sheet = self.site.sheet(key)?;
            Some((key.clone(), press.lacks(&house, &sheet)))
        };
        let sheets = keys.iter().filter_map(lacks);
        sheets.filter(|(_, characters)| !characters.is_empty()).collect()
    }

    fn set_up(
        &self,
        machine: Vec<(String, Vec<u8>)>,
        foreign: (BTreeSet<PageKey>, String),
    ) -> Option<Shop> {
        match self.site.press(machine) {
            Ok(press) => {
                self.put_aside::<()>(self.site.unknown_fonts(&press));
                Some(Shop { press, house: self.site.house(), foreign })
            }
            Err(wrong) => self.put_aside(wrong),
        }
    }

    /// What was broken, all of it, each at the narrowest place in the sources.
    pub(crate) fn broken(&self, sources: &Sources) -> Vec<Finding> {
        let mut broken =
            self.broken.lock().map(|mut broken| mem::take(&mut *broken)).unwrap_or_default();
        for finding in &mut broken {
            narrow(finding, sources);
        }
        // What every sheet says is told once.
        let mut told = BTreeSet::new();
        broken.retain(|finding| {
            let character = character(finding).map(str::to_owned);
            character.is_none_or(|character| told.insert((finding.at.clone(), character)))
        });
        broken
    }

    fn put_aside<T>(&self, wrong: impl IntoIterator<Item = Finding>) -> Option<T> {
        if let Ok(mut broken) = self.broken.lock() {
            broken.extend(wrong);
        }
        None
    }
}

/// The character that a finding says no font has.
fn character(finding: &Finding) -> Option<&str> {
    let named = finding.args.iter().find(|(slot, _)| *slot == "character");
    match (finding.code, named) {
        (Code::UnprintableCharacter, Some((_, Arg::Text(character)))) => Some(character),
        _ => None,
    }
}

/// The press knows for which record a character is set, not where that stands: in the record, in
/// board.yaml, in what else is told with it, or in the words of the theme.
fn narrow(finding: &mut Finding, sources: &Sources) {
    let Some(character) = character(finding) else { return };
    let written = [character.to_owned(), character.nfd().collect()];
    let own = Locus { span: None, ..finding.at.clone() };
    let board = BOARD_FILES.iter().filter_map(|path| sources.get(path));
    let others = sources.files.values().filter(|source| *source.path != *LOCK_FILE);
    let files = board.chain(others).map(|source| Locus::file(&source.path));
    let mut places = [finding.at.clone(), own].into_iter().chain(files);
    let found = places.find_map(|place| {
        let text = text_of(sources, &place.file)?;
        let within = place.span.unwrap_or_else(|| Span::new(0, text.len()));
        let start = within.start as usize;
        let text = text.get(start..within.end as usize)?;
        written.iter().find_map(|sign| {
            let at = start + text.find(sign.as_str())?;
            Some(Locus::span(&place.file, Span::new(at, at + sign.len())))
        })
    });
    if let Some(found) = found {
        finding.at = found;
    }
}
