//! Sets sheets: the theme's templates and the fonts are read once, each document runs through them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::{panic, thread};

use rayon::{ThreadPool, ThreadPoolBuilder};
use serde_json::Value;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Datetime, Smart};
use typst::syntax::Source;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::fonts::{Fonts, Shown};
use super::mistake;
use super::world::{Run, file_id};
use super::{Faces, House, Job, SHEETS, Sheet};
use crate::diagnostic::{Code, Finding};
use crate::render::theme::File;
use crate::source::Locus;

/// The template that is asked first.
pub(super) const ENTRY: &str = "sheets/sheet.typ";

/// What every document begins with.
const MAIN: &str = "#import \"/sheets/sheet.typ\": print\n#print(json(\"/data.json\"))\n";

/// How many documents long the typesetter remembers what it has computed.
const REMEMBERED: usize = 8;

/// So many bytes of stack a thread of the typesetter may use: it goes deeper than threads usually may,
/// and what it does not use is not taken from the machine.
const STACK: usize = 64 << 20;

/// Sets sheets.
pub struct Press {
    pub(super) library: LazyHash<Library>,
    pub(super) book: LazyHash<FontBook>,
    pub(super) fonts: Vec<Font>,
    pub(super) main: Source,
    /// The templates by their names in the theme, each with its path for findings.
    pub(super) templates: BTreeMap<String, (Source, Arc<str>)>,
    /// What else lies beside them: a picture for the head of a sheet.
    pub(super) others: BTreeMap<String, Bytes>,
    unknown: Vec<String>,
    /// Its own threads; none where the machine gives no more.
    threads: Option<ThreadPool>,
    faces: Faces,
    shown: Shown,
    standards: PdfStandards,
}

impl Press {
    /// A press with the templates and fonts of a theme, and `machine` as further fonts.
    ///
    /// # Errors
    /// Templates that are not text.
    pub fn new(
        files: &BTreeMap<String, File>,
        faces: &Faces,
        machine: Vec<Vec<u8>>,
    ) -> Result<Self, Vec<Finding>> {
        let mut templates = BTreeMap::new();
        let mut others = BTreeMap::new();
        let mut wrong = Vec::new();
        for (name, file) in files.iter().filter(|(name, _)| name.starts_with(SHEETS)) {
            if name.strip_suffix(".typ").is_none() {
                others.insert(name.clone(), Bytes::new(file.bytes.to_vec()));
                continue;
            }
            match (file_id(name), std::str::from_utf8(&file.bytes)) {
                (Some(id), Ok(text)) => {
                    let source = Source::new(id, text.to_owned());
                    templates.insert(name.clone(), (source, Arc::clone(&file.path)));
                }
                _ => wrong.push(
                    Finding::new(Code::NotUtf8, Locus::file(&file.path)).with("line", 1_usize),
                ),
            }
        }
        let fonts = Fonts::new(files.iter(), machine);
        let (faces, unknown) = fonts.known(faces);
        let main = file_id("main.typ").map(|id| Source::new(id, MAIN.to_owned()));
        let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]);
        let threads = ThreadPoolBuilder::new().num_threads(rayon::current_num_threads());
        let (Some(main), Ok(standards), []) = (main, standards, wrong.as_slice()) else {
            return Err(wrong);
        };
        Ok(Self {
            library: LazyHash::new(Library::default()),
            shown: fonts.shown(&faces),
            unknown,
            threads: threads.stack_size(STACK).build().ok(),
            faces,
            book: LazyHash::new(fonts.book),
            fonts: fonts.each,
            main,
            templates,
            others,
            standards,
        })
    }

    /// Families that the theme names and that are nowhere: some machines have them.
    #[must_use]
    pub fn unknown(&self) -> &[String] {
        &self.unknown
    }

    /// Sets sheets as one PDF.
    ///
    /// # Errors
    /// Characters that no face has, and what is wrong with templates.
    pub fn print(&self, job: &Job<'_>) -> Result<Vec<u8>, Vec<Finding>> {
        let lacking: Vec<Finding> =
            job.sheets.iter().flat_map(|one| self.lacking(job.house, one)).collect();
        if !lacking.is_empty() {
            return Err(lacking);
        }
        let Some(threads) = &self.threads else { return self.set(job) };
        // The typesetter waits for parts of its work. A thread of a pool that waits takes up what lies
        // there, which would be another document, and within that a third: all of them would be in
        // memory at once. So whoever asks waits outside of any pool, and each has one thread here.
        let set = thread::scope(|scope| scope.spawn(|| threads.install(|| self.set(job))).join());
        set.unwrap_or_else(|panicked| panic::resume_unwind(panicked))
    }

    fn set(&self, job: &Job<'_>) -> Result<Vec<u8>, Vec<Finding>> {
        let mut files: BTreeMap<&str, Bytes> = BTreeMap::new();
        files.insert("data.json", Bytes::from_string(job.data(&self.faces).to_string()));
        for (name, photo) in &job.photos {
            files.insert(name, Bytes::new(photo.clone()));
        }
        let run = Run { press: self, files };
        let set = typst::compile::<PagedDocument>(&run);
        let wrong = |said: &[SourceDiagnostic]| -> Vec<Finding> {
            said.iter().map(|said| mistake::finding(&run, said)).collect()
        };
        let document = set.output.map_err(|said| wrong(&said))?;
        // A font that is not there, a layout that does not come to rest: nothing to hang up.
        if !set.warnings.is_empty() {
            return Err(wrong(&set.warnings));
        }
        let (year, month, day) = job.dated;
        let dated = Datetime::from_ymd_hms(i32::from(year), month, day, 0, 0, 0);
        let options = PdfOptions {
            ident: Smart::Custom(job.ident.clone()),
            creator: Smart::Custom(Some(job.creator.clone())),
            timestamp: dated.map(Timestamp::new_utc),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&document, &options).map_err(|said| wrong(&said));
        typst::comemo::evict(REMEMBERED);
        pdf
    }

    /// The characters of a sheet that a face does not have, those that the board says on every sheet
    /// among them.
    #[must_use]
    pub fn lacks(&self, house: &House, sheet: &Sheet) -> BTreeSet<char> {
        let mut lacking = BTreeSet::new();
        self.gather(&sheet.value, &mut lacking);
        for words in [&house.words.page, &house.words.carried, &house.words.brought] {
            self.shown.lacking(words, &mut lacking);
        }
        lacking
    }

    fn lacking(&self, house: &House, sheet: &Sheet) -> Vec<Finding> {
        let finding = |character: char| {
            Finding::new(Code::UnprintableCharacter, sheet.at.clone())
                .with("character", character.to_string())
                .with("number", format!("U+{:04X}", u32::from(character)))
                .with("title", sheet.title.as_str())
        };
        self.lacks(house, sheet).into_iter().map(finding).collect()
    }

    fn gather(&self, value: &Value, lacking: &mut BTreeSet<char>) {
        match value {
            Value::String(text) => self.shown.lacking(text, lacking),
            Value::Array(values) => values.iter().for_each(|value| self.gather(value, lacking)),
            Value::Object(fields) => fields.values().for_each(|value| self.gather(value, lacking)),
            _ => {}
        }
    }
}
