//! The one sentence: a board is a pure function of its sources.
//!
//! `compile` joins the layers: content reads, rules check, view plans, and `Site::make` builds
//! one view and renders it when its address is asked for. No file, clock or environment is
//! touched here.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::settings::{self, ListBy};
use crate::content::{self, FILES_FOLDER, LOCK_FILE};
use crate::diagnostic::{Code, Finding, Findings};
use crate::model::board::Board;
use crate::model::calendar::Day;
use crate::model::lock::{Lock, Published};
use crate::model::record::Body;
use crate::render::theme::{File, Theme};
use crate::render::{feed, html, theme};
use crate::rules;
use crate::script::traditional;
use crate::source::{Asset, Locus, Sources};
use crate::view::frame::{frame, leaf};
use crate::view::plan::{By, Family, Make, Plan, Wanted};
use crate::view::{self, Desk};
use crate::words::{Language, Words};

/// Name and version of the program, as pages and the manifest say it.
pub const GENERATOR: &str = concat!("Mingbai 明白账 ", env!("CARGO_PKG_VERSION"));

/// The version of the views that themes are written for.
const CONTRACT: u32 = 1;

/// Files of a theme that are published as they are lie here.
const ASSETS: &str = "assets/";

/// Files of a board that are published as they are lie here.
const STATIC_FOLDER: &str = "content/static/";

/// What a build is made for, beside its sources.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day for which the board is made.
    pub as_of: Day,
    /// Where the site will be, in place of what board.yaml says.
    pub base_url: Option<String>,
    /// Whether drafts, and records whose day has not come, are shown.
    pub drafts: bool,
}

/// What compiling gives.
pub struct Compiled {
    /// The site, if the board reads well enough to plan one.
    pub site: Option<Site>,
    /// Everything that is wrong, in the order of files and places.
    pub findings: Findings,
    /// How many findings records waive, each with a reason that is shown.
    pub waived: usize,
    /// The first later day on which a page would read differently.
    pub next_change: Option<Day>,
}

/// A site as a plan: what is made for each address, and everything needed to make it.
pub struct Site {
    /// The board.
    pub board: Board,
    /// What is made for each address.
    pub plan: Plan,
    words: Arc<Words>,
    theme: Theme,
}

/// What an address holds.
pub enum Made {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The file of the board at this path, as it is.
    File(Arc<str>, Asset),
    /// The picture of the board at this path, so wide: `render::photo` makes it from its bytes,
    /// which are not here.
    Photo(Arc<str>, Asset, u32),
}

/// The words of a language, built in.
#[must_use]
pub fn words(language: Language) -> Words {
    let name = format!("words/{}.yaml", language.tag());
    let file = theme::BUILT_IN.iter().find(|(file, _)| *file == name);
    let text = file.and_then(|(_, bytes)| std::str::from_utf8(bytes).ok()).unwrap_or_default();
    // The suite reads every built-in catalogue, so a broken one cannot be released.
    settings::words(language, text).unwrap_or_else(|_| Words::new(language, BTreeMap::new()))
}

/// Compiles a board.
#[must_use]
pub fn compile(sources: &Sources, options: &Options) -> Compiled {
    let (board, mut findings) = content::read(sources, options);
    let Some(mut board) = board else {
        findings.sort();
        return Compiled { site: None, findings, waived: 0, next_change: None };
    };
    board.lock = next_lock(&board);
    findings.extend(rules::check(&board));
    let mut waived = 0;
    findings.retain(|finding| {
        let waives = rules::waived(&board, finding);
        waived += usize::from(waives);
        !waives
    });
    let next_change = next_change(&board);
    let site = match plan(sources, board, &mut findings) {
        Ok(site) => Some(site),
        Err(finding) => {
            findings.push(finding);
            None
        }
    };
    findings.sort();
    Compiled { site, findings, waived, next_change }
}

fn plan(sources: &Sources, board: Board, findings: &mut Findings) -> Result<Site, Finding> {
    if let Some(name) = board.profile.theme.as_deref().filter(|name| *name != "default") {
        let folder = format!("themes/{name}/");
        if !sources.files.keys().any(|path| path.starts_with(&folder)) {
            let span = board.profile.at.of("theme");
            let at = Locus::span(&board.profile.file, span);
            return Err(Finding::new(Code::UnreadableTheme, at).with("detail", folder));
        }
    }
    let files = theme::files(sources, board.profile.theme.as_deref());
    let wanted = wanted(&files)?;
    let attached = sources.assets.iter().filter(|(path, _)| path.starts_with(FILES_FOLDER));
    let attached = attached.map(|(path, asset)| (path.to_string(), asset.clone())).collect();
    let (mut plan, said) = Plan::new(&board, wanted, attached);
    findings.extend(said);
    let mut said = Vec::new();
    for (path, asset) in &sources.assets {
        if let Some(address) = path.strip_prefix(STATIC_FOLDER) {
            plan.assets.insert(path.to_string(), asset.clone());
            let make = Make::Copy(Arc::clone(path));
            plan.put(address.to_owned(), make, &Locus::file(path), &mut said);
        }
    }
    for (name, file) in &files {
        if let Some(address) = name.strip_prefix(ASSETS) {
            let make = Make::Theme(name.clone());
            plan.put(address.to_owned(), make, &Locus::file(&file.path), &mut said);
        }
    }
    findings.extend(said);
    let words = Arc::new(words(board.profile.language));
    let desk = Desk { board: &board, words: &words, plan: &plan, root: "" };
    let generator = match words.language {
        Language::ZhHant => traditional(GENERATOR),
        Language::ZhCn | Language::En => GENERATOR.into(),
    };
    let theme = Theme::new(files, &frame(&desk, &generator, "board.css"), &words)?;
    Ok(Site { board, plan, words, theme })
}

/// What the theme asks for.
fn wanted(files: &BTreeMap<String, File>) -> Result<Wanted, Finding> {
    let Some(file) = files.get("theme.yaml") else { return Ok(Wanted::default()) };
    let unreadable = |detail: String| {
        Finding::new(Code::UnreadableTheme, Locus::file(&file.path)).with("detail", detail)
    };
    let text = std::str::from_utf8(&file.bytes).map_err(|error| unreadable(error.to_string()))?;
    let settings = settings::theme(text).map_err(unreadable)?;
    if settings.contract != CONTRACT {
        return Err(unreadable(format!("contract: {} ≠ {CONTRACT}", settings.contract)));
    }
    let family = |list: &settings::ListFamily| Family {
        by: match list.by {
            ListBy::Kind => By::Kind,
            ListBy::Category => By::Category,
            ListBy::Month => By::Month,
        },
        per_page: list.per_page,
        totals: list.totals,
    };
    let families = settings.lists.iter().map(family).collect();
    Ok(Wanted { families, widths: settings.photos })
}

/// The lock after this build: known records keep their first day, changed ones get today's.
/// Ids that are not shown now are kept, so that nothing once published is forgotten.
fn next_lock(board: &Board) -> Lock {
    let mut lock = board.before.clone();
    for record in &board.records {
        let head = &record.head;
        // Shown to those who asked for drafts; not published.
        if head.draft || head.publish_from.is_some_and(|day| day > board.as_of) {
            continue;
        }
        let digest = head.digest_hex();
        let withdrawn = record.head.withdrawn.as_ref().map(|withdrawal| withdrawal.on);
        let known = lock.records.get(&record.head.id);
        let first = known.map_or(board.as_of, |known| known.first);
        let changed = match known {
            Some(known) if known.digest == digest => known.changed,
            _ => board.as_of,
        };
        let guarded = record.guarded(board.profile.currency.digits);
        let published = Published { digest, first, changed, withdrawn, guarded };
        lock.records.insert(record.head.id.clone(), published);
    }
    lock
}

/// The first day after the board's on which something begins, ends, or falls overdue.
fn next_change(board: &Board) -> Option<Day> {
    let mut days: Vec<Day> = board.held_back.waiting.values().copied().collect();
    for record in &board.records {
        days.extend(record.head.show_until.map(|day| day.plus(1)));
        days.extend(record.head.date);
        match &record.body {
            Body::Decision(decision) => {
                if let Some(window) = &decision.window {
                    days.extend([window.from, window.last().plus(1)]);
                }
                let next = decision.motions.iter().flat_map(|motion| &motion.follow_up);
                days.extend(
                    next.filter(|next| next.done.is_none())
                        .filter_map(|next| next.by)
                        .map(|day| day.plus(1)),
                );
            }
            Body::Case(case) if case.closed.is_none() => {
                if let Some(crate::model::case::Tier::By(day)) = case.tier {
                    days.push(day.plus(1));
                }
            }
            _ => {}
        }
    }
    days.extend(board.profile.rolls.iter().map(|roll| roll.from));
    days.into_iter().filter(|day| *day > board.as_of).min()
}

impl Site {
    /// Makes what an address holds; `None` if the site has no such address.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub fn make(&self, address: &str) -> Result<Option<Made>, Finding> {
        let Some(make) = self.plan.addresses.get(address) else { return Ok(None) };
        let made = match make {
            Make::Page(key) => {
                let root = match (address, &self.board.profile.base_url) {
                    // A host shows this page for any address, so its links must be absolute.
                    ("404.html", Some(base)) => base.clone(),
                    _ => "../".repeat(address.matches('/').count()),
                };
                let desk = self.desk(&root);
                let Some((page, heading)) = view::build(&desk, key) else { return Ok(None) };
                let leaf = leaf(&desk, address, heading);
                let resolve = |name: &str| desk.resolve(name);
                Made::Bytes(html::page(&self.theme, &page, &leaf, &resolve)?)
            }
            Make::Data(kind, year) => {
                let lines = view::feed::data(&self.board, *kind, *year);
                Made::Bytes(feed::lines(lines).into_bytes())
            }
            Make::Feed => {
                let feed = view::feed::feed(&self.desk(""));
                Made::Bytes(feed.map(|feed| feed::atom(&feed)).unwrap_or_default().into_bytes())
            }
            Make::Sitemap => {
                Made::Bytes(feed::sitemap(&view::feed::sitemap(&self.desk(""))).into_bytes())
            }
            Make::Theme(name) => {
                let file = self.theme.files.get(name);
                Made::Bytes(file.map(|file| file.bytes.to_vec()).unwrap_or_default())
            }
            Make::Copy(path) => match self.plan.assets.get(&**path) {
                Some(asset) => Made::File(Arc::clone(path), asset.clone()),
                None => return Ok(None),
            },
            Make::Photo(path, width) => match self.plan.assets.get(&**path) {
                Some(asset) => Made::Photo(Arc::clone(path), asset.clone(), *width),
                None => return Ok(None),
            },
        };
        Ok(Some(made))
    }

    fn desk<'a>(&'a self, root: &'a str) -> Desk<'a> {
        Desk { board: &self.board, words: &self.words, plan: &self.plan, root }
    }

    /// The lock as it will be after this build, as a file, and where it belongs.
    #[must_use]
    pub fn lock(&self) -> (&'static str, String) {
        (LOCK_FILE, self.board.lock.write())
    }
}
