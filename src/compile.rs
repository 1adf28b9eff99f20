//! The one sentence: a board is a pure function of its sources.
//!
//! `compile` joins the layers: content reads, rules check, view plans, and `Site::make` builds
//! one view and renders it when its address is asked for. No file, clock or environment is
//! touched here.

mod built_in;
mod export;
mod long;
mod next;
mod one_file;
mod permanent;
mod planned;
mod search;
mod sheets;
mod theme;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use rayon::prelude::*;

pub use built_in::{built_in, words};
pub use long::{Long, Sum};

use crate::content;
use crate::diagnostic::{Finding, Findings};
use crate::model::board::{Board, Profile};
use crate::model::calendar::Day;
use crate::model::lock::Lock;
use crate::render::html::Handed;
use crate::render::search::Index;
use crate::render::theme::{STYLE, TOKENS, Theme};
use crate::render::{self, feed, html};
use crate::rules;
use crate::script::traditional;
use crate::source::{Asset, Sources};
use crate::view::export::books::Books;
use crate::view::frame::{Frame, frame, leaf};
use crate::view::linked::linked;
use crate::view::plan::{Make, PageKey, Plan};
use crate::view::{self, Desk};
use crate::words::{Language, Words};
use theme::Theming;

/// Name and version of the program, as pages and the manifest say it.
pub const GENERATOR: &str = concat!("Mingbai 明白账 ", env!("CARGO_PKG_VERSION"));

/// Where the style page of the theme can be asked for. It is in no plan, so it is not published,
/// and no address of a board begins with a dot.
pub const STYLE_PAGE: &str = ".mingbai/style.html";

/// What a build is made for, beside its sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The day for which the board is made.
    pub as_of: Day,
    /// Where the site will be, in place of what board.yaml says.
    pub base_url: Option<String>,
    /// Whether drafts, and records whose day has not come, are shown.
    pub drafts: bool,
    /// Whether notices are set on paper too.
    pub sheets: bool,
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
    theme: Arc<Theme>,
    /// What the theme was made from and with, and what the plan was made from beside the board: an
    /// edit that touches none of it needs neither again.
    theming: Arc<Theming>,
    frame: Frame,
    options: Options,
    assets: BTreeMap<Arc<str>, Asset>,
    /// How much was wrong with the plan.
    clashes: usize,
    /// The books in double entry, put together when the first file that tells them is asked for.
    books: OnceLock<Option<Books>>,
    /// What is told of the long files that were made, by address.
    told: Mutex<BTreeMap<String, long::File>>,
    /// The index of the search, made when the first of its files is asked for.
    index: OnceLock<Index>,
    /// The same over the boards of a portal.
    having: OnceLock<Vec<String>>,
}

/// What an address holds.
pub enum Made {
    /// These bytes.
    Bytes(Vec<u8>),
    /// What `Site::pour` hands on piece by piece.
    Long(Long),
    /// The notice, on paper: a press sets it, with photos that are not here.
    Sheet(PageKey),
    /// The file of the board at this path, as it is.
    File(Arc<str>, Asset),
    /// The picture of the board at this path, so wide: `render::photo` makes it from its bytes,
    /// which are not here.
    Photo(Arc<str>, Asset, u32),
}

/// Compiles a board.
#[must_use]
pub fn compile(sources: &Sources, options: &Options) -> Compiled {
    compile_after(sources, options, None)
}

/// Compiles a board of which an earlier state was compiled. What comes of it is the same without
/// that: what did not change is only not worked out again.
#[must_use]
pub fn compile_after(sources: &Sources, options: &Options, earlier: Option<&Site>) -> Compiled {
    let earlier = earlier.filter(|earlier| earlier.options == *options);
    let known = earlier.map(|earlier| &earlier.board);
    let (board, mut findings) = content::read(sources, options, known);
    let Some(mut board) = board else {
        findings.sort();
        return Compiled { site: None, findings, waived: 0, next_change: None };
    };
    // Neither needs the other. Templates are read by this thread: those of the pool have small stacks.
    let mut lock = Lock::default();
    let theming = rayon::in_place_scope(|scope| {
        scope.spawn(|_| lock = next::lock(&board, known));
        theming((sources, &board.profile), earlier)
    });
    board.take(lock);
    // Neither do these; nothing is planned without a theme.
    let (said, layout) = rayon::join(
        || rules::check(&board),
        || Some(layout(sources, (&board, theming.as_ref().ok()?), earlier)),
    );
    findings.extend(said);
    let mut waived = 0;
    findings.retain(|finding| {
        let waives = rules::waived(&board, finding);
        waived += usize::from(waives);
        !waives
    });
    let next_change = next::change(&board);
    let site = theming.and_then(|theming| {
        let layout = layout.unwrap_or_default();
        site((sources, options), (board, theming, layout), earlier, &mut findings)
    });
    let site = match site {
        Ok(site) => Some(site),
        Err(said) => {
            findings.extend(said);
            None
        }
    };
    findings.sort();
    Compiled { site, findings, waived, next_change }
}

/// The theme of a board, taken over from an earlier state where nothing of it changed.
fn theming(
    (sources, profile): (&Sources, &Profile),
    earlier: Option<&Site>,
) -> Result<Arc<Theming>, Vec<Finding>> {
    match earlier.filter(|site| site.theming.is_of(sources, profile)) {
        Some(site) => Ok(Arc::clone(&site.theming)),
        None => theme::theming(sources, profile).map(Arc::new),
    }
}

/// Where the pages of a board lie.
#[derive(Default)]
struct Layout {
    plan: Plan,
    /// What is wrong with it; nothing, where it is all as it was planned for an earlier state.
    said: Option<Vec<Finding>>,
}

fn layout(
    sources: &Sources,
    (board, theming): (&Board, &Arc<Theming>),
    earlier: Option<&Site>,
) -> Layout {
    let same = earlier.filter(|site| {
        let same_files = site.assets == sources.assets && Arc::ptr_eq(&site.theming, theming);
        // What a plan has to say is said at places that an edit may have moved.
        let same_members = site.board.members == board.members;
        same_files
            && same_members
            && site.clashes == 0
            && Arc::ptr_eq(&site.board.before, &board.before)
    });
    if let Some(plan) = same.and_then(|site| site.plan.after(board, &site.board)) {
        return Layout { plan, said: None };
    }
    let (plan, said) = planned::of_board(sources, theming, board);
    Layout { plan, said: Some(said) }
}

fn site(
    (sources, options): (&Sources, &Options),
    (mut board, theming, layout): (Board, Arc<Theming>, Layout),
    earlier: Option<&Site>,
    findings: &mut Findings,
) -> Result<Site, Vec<Finding>> {
    findings.extend(theming.said.iter().cloned());
    let mut plan = layout.plan;
    let mut clashes = 0;
    if let Some(mut said) = layout.said {
        said.extend(planned::complete(&mut plan, (sources, &theming), &mut board, options));
        clashes = said.len();
        findings.extend(said);
    } else if let Some(site) = earlier {
        board.lock.addresses.clone_from(&site.board.lock.addresses);
    }
    let words = Arc::clone(&theming.words);
    let desk = Desk { board: &board, words: &words, plan: &plan, root: "" };
    let generator = match words.language {
        Language::ZhHant => traditional(GENERATOR),
        Language::ZhCn | Language::En | Language::Own(_) => GENERATOR.into(),
    };
    let frame = frame(&desk, &generator, "board.css");
    let tried = earlier.filter(|site| {
        let same_shared = site.frame == frame && site.board.profile == board.profile;
        same_shared && Arc::ptr_eq(&site.theming, &theming)
    });
    let theme = if let Some(site) = tried {
        Arc::clone(&site.theme)
    } else {
        let read = (theming.files.clone(), theming.templates()?);
        Arc::new(Theme::new(read, &frame, &words))
    };
    let is_tried = tried.is_some();
    let (options, assets) = (options.clone(), sources.assets.clone());
    let made = Site {
        board,
        plan,
        words,
        theme,
        theming,
        frame,
        options,
        assets,
        clashes,
        books: OnceLock::new(),
        told: Mutex::default(),
        index: OnceLock::new(),
        having: OnceLock::new(),
    };
    // The built-in theme is tried out by the suite.
    let own = made.board.profile.theme.is_some() && !is_tried;
    let said = if own { made.try_theme() } else { Vec::new() };
    if said.is_empty() { Ok(made) } else { Err(said) }
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
            Make::Sheet(key) => Made::Sheet(key.clone()),
            Make::Data(kind, year) => Made::Long(Long::Data(*kind, *year)),
            Make::Export(export) if export.is_packed() => Made::Long(Long::Packed(export.clone())),
            Make::Export(export) => match self.export(export) {
                Some(bytes) => Made::Bytes(bytes),
                None => return Ok(None),
            },
            Make::Index(part) => match self.part(*part) {
                Some(text) => Made::Bytes(text.into_owned().into_bytes()),
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
                Made::Bytes(feed::sitemap(view::feed::sitemap(&self.desk(""))).into_bytes())
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
        let resolve = |name: &str| desk.resolve(name);
        Some(html::hand(&page, (leaf, linked.as_ref()), (&self.theme, &resolve)))
    }

    /// Holds the templates of a theme against a full example of every view.
    fn try_theme(&self) -> Vec<Finding> {
        let desk = self.desk("../");
        let examples = view::style::examples(&desk);
        let examples = examples.into_par_iter().map(|(page, heading)| {
            let leaf = leaf(&desk, STYLE_PAGE, heading, None);
            html::hand(&page, (leaf, None), (&self.theme, &|_| None))
        });
        let examples: Vec<Handed> = examples.collect();
        let missing = html::missing(&self.theme, &examples);
        if !missing.is_empty() {
            return missing;
        }
        examples.into_par_iter().filter_map(|page| page.render(&self.theme).err()).collect()
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

    /// The lock as it will be after this build, as a file.
    #[must_use]
    pub fn lock(&self) -> String {
        self.board.lock.write()
    }
}
