//! Makes what a site has at an address: pages at once, photos from their pictures, sheets on the
//! press. What is broken is put aside, and told in the end.

use std::collections::BTreeSet;
use std::mem;
use std::sync::{Mutex, OnceLock};

use super::fonts;
use super::photos::Photos;
use super::publish;
use super::terminal::text_of;
use crate::diagnostic::{Code, Finding};
use crate::render::sheet::{Form, House, Press};
use crate::source::{Sources, Span};
use crate::view::plan::PageKey;
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
    /// What is said on every sheet that other machines would set otherwise.
    note: String,
}

impl<'a> Maker<'a> {
    /// A maker of the files of `site`.
    pub(crate) fn new(site: &'a Site, photos: Photos<'a>) -> Self {
        Self { site, photos, broken: Mutex::default(), shop: OnceLock::new() }
    }

    /// Makes an address for publishing; nothing where something is wrong with it.
    pub(crate) fn publish(&self, address: &str) -> Option<publish::Made> {
        match self.site.make(address) {
            Ok(Some(Made::Bytes(bytes))) => match self.site.digest(address) {
                Some(digest) => Some(publish::Made::Known(bytes, digest)),
                None => Some(publish::Made::Bytes(bytes)),
            },
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
        let shop = self.shop.get_or_init(|| self.set_up(Vec::new(), String::new())).as_ref()?;
        let mut job = self.site.job((&shop.house, &shop.note), form, keys)?;
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

    /// Takes fonts of this machine for what the others lack to set these notices. To be called
    /// before the first of them is set.
    pub(crate) fn take_fonts(&self, keys: &[PageKey], note: String) {
        let Ok(press) = self.site.press(Vec::new()) else { return };
        let sheets = keys.iter().filter_map(|key| self.site.sheet(key));
        let lacking: BTreeSet<char> = sheets.flat_map(|sheet| press.lacks(&sheet)).collect();
        let taken = fonts::of_machine(press.unknown(), &lacking);
        let note = if taken.is_empty() { String::new() } else { note };
        self.shop.get_or_init(|| self.set_up(taken, note));
    }

    fn set_up(&self, machine: Vec<(String, Vec<u8>)>, note: String) -> Option<Shop> {
        match self.site.press(machine) {
            Ok(press) => {
                self.put_aside::<()>(self.site.unknown_fonts(&press));
                Some(Shop { press, house: self.site.house(), note })
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
        broken
    }

    fn put_aside<T>(&self, wrong: impl IntoIterator<Item = Finding>) -> Option<T> {
        if let Ok(mut broken) = self.broken.lock() {
            broken.extend(wrong);
        }
        None
    }
}

/// The press knows the record of a character that it cannot set, not where in it that stands.
fn narrow(finding: &mut Finding, sources: &Sources) {
    let named = finding.args.iter().find(|(slot, _)| *slot == "character");
    let (Code::UnprintableCharacter, Some((_, Arg::Text(character)))) = (finding.code, named)
    else {
        return;
    };
    let Some(text) = text_of(sources, &finding.at.file) else { return };
    let all = Span::new(0, text.len());
    let within = finding.at.span.unwrap_or(all);
    let place = [within, all].into_iter().find_map(|span| {
        let start = span.start as usize;
        let found = text.get(start..span.end as usize)?.find(character.as_str())?;
        Some(Span::new(start + found, start + found + character.len()))
    });
    finding.at.span = place.or(finding.at.span);
}
