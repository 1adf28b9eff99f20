//! The one sentence: a board is a pure function of its sources.
//!
//! `compile` joins the layers: content reads, rules check, view plans, and `Site::make` builds
//! one view and renders it when its address is asked for. No file, clock or environment is
//! touched here.

mod export;
mod one_file;
mod permanent;
mod spoken;
mod theme;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::content::{self, FILES_FOLDER, LOCK_FILE};
use crate::diagnostic::{Finding, Findings};
use crate::model::board::{Board, SILENT_AFTER};
use crate::model::calendar::Day;
use crate::model::caseload::PROMPT;
use crate::model::lock::{Lock, Published};
use crate::model::record::Body;
use crate::render::html::Handed;
use crate::render::search::{Index, index};
use crate::render::theme::{ASSETS, BUILT_IN, DEFAULT, SEARCH, STYLE, TOKENS, Theme};
use crate::render::{self, feed, html};
use crate::rules;
use crate::script::traditional;
use crate::source::{Asset, Locus, Sources};
use crate::view::frame::{frame, leaf};
use crate::view::linked::linked;
use crate::view::plan::{Make, Plan};
use crate::view::search::Part;
use crate::view::{self, Desk};
use crate::words::{Language, Words};

pub use spoken::words;

/// Name and version of the program, as pages and the manifest say it.
pub const GENERATOR: &str = concat!("Mingbai 明白账 ", env!("CARGO_PKG_VERSION"));

/// Where the style page of the theme can be asked for. It is in no plan, so it is not published,
/// and no address of a board begins with a dot.
pub const STYLE_PAGE: &str = ".mingbai/style.html";

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
    /// The files that the data package describes, made when the first of them is asked for.
    package: OnceLock<BTreeMap<String, Vec<u8>>>,
    /// The index of the search, made when the first of its files is asked for.
    index: OnceLock<Index>,
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

/// The text of a file of the built-in theme, by its path in findings.
#[must_use]
pub fn built_in(path: &str) -> Option<&'static str> {
    let name = path.strip_prefix(DEFAULT)?;
    let (_, bytes) = BUILT_IN.iter().find(|(file, _)| *file == name)?;
    std::str::from_utf8(bytes).ok()
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
    let site = match plan(sources, options, board, &mut findings) {
        Ok(site) => Some(site),
        Err(said) => {
            findings.extend(said);
            None
        }
    };
    findings.sort();
    Compiled { site, findings, waived, next_change }
}

fn plan(
    sources: &Sources,
    options: &Options,
    mut board: Board,
    findings: &mut Findings,
) -> Result<Site, Vec<Finding>> {
    let theme::Theming { files, wanted, words, said } = theme::theming(sources, &board.profile)?;
    findings.extend(said);
    let attached = sources.assets.iter().filter(|(path, _)| path.starts_with(FILES_FOLDER));
    let attached = attached.map(|(path, asset)| (path.to_string(), asset.clone())).collect();
    let (mut plan, said) = Plan::new(&board, wanted, attached);
    findings.extend(said);
    let mut said = Vec::new();
    for (path, asset) in &sources.assets {
        if let Some(address) = path.strip_prefix(STATIC_FOLDER) {
            plan.assets.insert(path.to_string(), asset.clone());
            let make = Make::Copy(Arc::clone(path));
            // Who writes what engines may read knows it better than we do.
            if address == "robots.txt" {
                plan.addresses.remove(address);
            }
            plan.put(address.to_owned(), make, &Locus::file(path), &mut said);
        }
    }
    for (name, file) in &files {
        if let Some(address) = name.strip_prefix(ASSETS).filter(|_| goes_out(name, &plan)) {
            let make = Make::Theme(name.clone());
            plan.put(address.to_owned(), make, &Locus::file(&file.path), &mut said);
        }
    }
    findings.extend(said);
    permanent::remember(&mut board, &mut plan, options);
    let words = Arc::new(words);
    let desk = Desk { board: &board, words: &words, plan: &plan, root: "" };
    let generator = match words.language {
        Language::ZhHant => traditional(GENERATOR),
        Language::ZhCn | Language::En | Language::Own(_) => GENERATOR.into(),
    };
    let theme = Theme::new(files, &frame(&desk, &generator, "board.css"), &words)?;
    let site = Site { board, plan, words, theme, package: OnceLock::new(), index: OnceLock::new() };
    // The built-in theme is tried out by the suite.
    let said = if site.board.profile.theme.is_some() { site.try_theme() } else { Vec::new() };
    if said.is_empty() { Ok(site) } else { Err(said) }
}

/// Whether a file of the theme is published under its own name.
fn goes_out(name: &str, plan: &Plan) -> bool {
    name != TOKENS && (plan.wanted.search || name != SEARCH)
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
        if let Some(window) = rules::duties::window(record) {
            days.extend([window.from, window.last(&board.workdays).plus(1)]);
        }
        match &record.body {
            Body::Decision(decision) => {
                // Called until its day; after that its minutes are missing.
                days.extend(decision.called().map(|_| decision.date.plus(1)));
                let next = decision.motions.iter().flat_map(|motion| &motion.follow_up);
                days.extend(
                    next.filter(|next| next.done.is_none())
                        .filter_map(|next| next.by)
                        .map(|day| day.plus(1)),
                );
            }
            Body::Fee(fee) => days.extend(fee.changes.iter().map(|change| change.from)),
            // The day it takes effect, or begins, is that of the record.
            Body::People(term) => days.extend(term.to.map(|day| day.plus(1))),
            Body::Project(project) => {
                // A step falls overdue on the day after its own.
                let open = project.milestones.iter().filter(|step| step.done.is_none());
                days.extend(open.filter_map(|step| step.by).map(|day| day.plus(1)));
            }
            Body::Case(case) if case.ending().is_none() => {
                days.extend(case.due().map(|day| day.plus(1)));
                // Who waits for an answer longer than that is counted as not answered promptly.
                let waits = case.days_to_reply().is_none();
                days.extend(waits.then(|| case.opened.plus(PROMPT + 1)));
            }
            _ => {}
        }
    }
    days.extend(board.profile.rolls.iter().map(|roll| roll.from));
    days.extend(board.silent_since().map(|day| day.plus(SILENT_AFTER + 1)));
    days.extend(rules::duties::turns(board));
    days.into_iter().filter(|day| *day > board.as_of).min()
}

impl Site {
    /// Makes what an address holds; `None` if the site has no such address.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub fn make(&self, address: &str) -> Result<Option<Made>, Finding> {
        if address == STYLE_PAGE {
            let page = self.hand(address).map(|handed| handed.render(&self.theme)).transpose()?;
            return Ok(page.map(Made::Bytes));
        }
        let Some(make) = self.plan.addresses.get(address) else { return Ok(None) };
        let made = match make {
            Make::Page(_) => match self.hand(address) {
                Some(handed) => Made::Bytes(handed.render(&self.theme)?),
                None => return Ok(None),
            },
            Make::Data(kind, year) => {
                let lines = view::feed::data(&self.board, *kind, *year);
                Made::Bytes(feed::lines(lines).into_bytes())
            }
            Make::Export(export) => match self.export(export) {
                Some(bytes) => Made::Bytes(bytes),
                None => return Ok(None),
            },
            Make::Index(part) => match self.part(*part) {
                Some(text) => Made::Bytes(text.as_bytes().to_vec()),
                None => return Ok(None),
            },
            Make::Feed => {
                let feed = view::feed::feed(&self.desk(""));
                Made::Bytes(feed.map(|feed| feed::atom(&feed)).unwrap_or_default().into_bytes())
            }
            Make::JsonFeed => {
                let feed = view::feed::feed(&self.desk(""));
                Made::Bytes(feed.map(|feed| feed::json(&feed)).unwrap_or_default().into_bytes())
            }
            Make::Robots => Made::Bytes(view::feed::robots(&self.board).into_bytes()),
            Make::Sitemap => {
                Made::Bytes(feed::sitemap(&view::feed::sitemap(&self.desk(""))).into_bytes())
            }
            Make::Gone(address) => {
                let gone = view::gone::gone(&self.desk(""), address);
                Made::Bytes(render::gone::bytes(&gone))
            }
            Make::Theme(name) => {
                // The tokens stand before the style that uses them: one file to fetch, not two.
                let tokens = (name == STYLE).then_some(TOKENS);
                let files = tokens.into_iter().chain([name.as_str()]);
                let bytes = files.filter_map(|name| self.theme.files.get(name));
                Made::Bytes(bytes.flat_map(|file| file.bytes.iter().copied()).collect())
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

    /// A file of the index of the search.
    fn part(&self, part: Part) -> Option<&str> {
        let index = self.index.get_or_init(|| {
            index(&view::search::entries(&self.desk("")), view::search::terms(&self.board))
        });
        match part {
            Part::Head => Some(&index.head),
            Part::Terms(number) => index.terms.get(number).map(String::as_str),
            Part::Records(number) => index.records.get(number).map(String::as_str),
        }
    }

    /// A page as its template gets it, as JSON; `None` for an address that no template makes.
    #[must_use]
    pub fn view(&self, address: &str) -> Option<String> {
        Some(self.hand(address)?.json(&self.theme))
    }

    /// The template that makes an address, if one does.
    #[must_use]
    pub fn template(&self, address: &str) -> Option<&'static str> {
        self.hand(address).map(|handed| handed.template)
    }

    fn hand(&self, address: &str) -> Option<Handed> {
        let root = match (address, &self.board.profile.base_url) {
            // A host shows this page for any address, so its links must be absolute.
            ("404.html", Some(base)) => base.clone(),
            _ => "../".repeat(address.matches('/').count()),
        };
        let desk = self.desk(&root);
        let key = match self.plan.addresses.get(address) {
            Some(Make::Page(key)) => Some(key),
            None if address == STYLE_PAGE => None,
            _ => return None,
        };
        let (page, heading) = match key {
            Some(key) => view::build(&desk, key)?,
            None => view::style::build(&desk),
        };
        let leaf = leaf(&desk, address, heading, key);
        let linked = key.and_then(|key| linked(&desk, key));
        Some(html::hand(&page, (&leaf, linked.as_ref()), &|name| desk.resolve(name)))
    }

    /// Holds the templates of a theme against a full example of every view.
    fn try_theme(&self) -> Vec<Finding> {
        let desk = self.desk("../");
        let examples = view::style::examples(&desk).into_iter().map(|(page, heading)| {
            html::hand(&page, (&leaf(&desk, STYLE_PAGE, heading, None), None), &|_| None)
        });
        let examples: Vec<Handed> = examples.collect();
        let missing = html::missing(&self.theme, &examples);
        if !missing.is_empty() {
            return missing;
        }
        examples.iter().filter_map(|page| page.render(&self.theme).err()).collect()
    }

    fn desk<'a>(&'a self, root: &'a str) -> Desk<'a> {
        Desk { board: &self.board, words: &self.words, plan: &self.plan, root }
    }

    /// What is gone since this build alone no longer says since when. For builds that do not write
    /// the lock: the next one would not remember the day, and would name another.
    pub fn name_no_new_days(&mut self) {
        let known = &self.board.before.addresses;
        for (address, gone) in &mut self.board.lock.addresses {
            *gone = known.get(address).copied().flatten().and(*gone);
        }
    }

    /// The lock as it will be after this build, as a file, and where it belongs.
    #[must_use]
    pub fn lock(&self) -> (&'static str, String) {
        (LOCK_FILE, self.board.lock.write())
    }
}
