//! Members of a portal on the disk: boards that are made together with it, and copies of what others
//! published. Each is made by itself, one a core, and only its `board.json` and the terms of its search
//! stay in memory.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use super::board::{Loaded, compile_with, language};
use super::terminal::Terminal;
use super::{disk, searched};
use crate::content;
use crate::model::board::Profile;
use crate::model::member::{Enrolled, SITES};
use crate::search::terms::Searched;
use crate::source::{NotPublished, Published, Source};
use crate::view::export::Export;
use crate::{Options, Site};

/// So many bytes of stack has a thread that makes members: as many as that of the program.
const STACK: usize = 8 << 20;

/// What members publish, by their folders as board.yaml has them.
pub(crate) type Members = BTreeMap<Arc<str>, Result<Published, NotPublished>>;

/// What a member tells: its `board.json`, and what is known of its search.
pub(crate) type Told = (Vec<u8>, Option<Searched>);

/// What becomes of a member that was compiled without an error; gives what it tells.
pub(crate) type Make<'a> = dyn Fn(&Place, &mut Loaded) -> Result<Told, NotPublished> + Sync + 'a;

/// Where a member lies.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// Its folder.
    pub dir: PathBuf,
    /// Its address within the site of the outermost portal: `boards/a/`, or `boards/a/boards/b/`.
    pub address: String,
    /// The folders of the portals it is in, and its own.
    chain: Vec<PathBuf>,
    /// Every folder of the whole portal, and the address at which it stands first.
    stands: Arc<BTreeMap<PathBuf, String>>,
}

impl Place {
    /// The outermost portal.
    pub(crate) fn outermost(dir: &Path) -> Self {
        let own = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
        let mut portal = Self {
            dir: dir.to_owned(),
            address: String::new(),
            chain: vec![own],
            stands: Arc::default(),
        };
        portal.stands = Arc::new(portal.walk());
        portal
    }

    /// Where each board stands first, those nearest to the outermost portal before others: whatever
    /// thread comes to a board first, it is made and summed at the same place.
    fn walk(&self) -> BTreeMap<PathBuf, String> {
        let mut stands = BTreeMap::new();
        let mut next = vec![self.clone()];
        while !next.is_empty() {
            let mut below = Vec::new();
            for place in next {
                let profile = content::profile(&disk::board_file(&place.dir));
                let members = profile.iter().flat_map(|profile| &profile.members);
                for member in members.filter_map(|enrolled| place.below(enrolled).ok()) {
                    let own = member.chain.last().cloned().unwrap_or_default();
                    if let Entry::Vacant(free) = stands.entry(own) {
                        free.insert(member.address.clone());
                        below.push(member);
                    }
                }
            }
            next = below;
        }
        stands
    }

    /// A member of it; none that is in it already, or stands elsewhere.
    fn member(&self, enrolled: &Enrolled) -> Result<Self, NotPublished> {
        let member = self.below(enrolled)?;
        match member.chain.last().and_then(|own| self.stands.get(own)) {
            Some(address) if *address != member.address => {
                Err(NotPublished::Again(address.clone()))
            }
            _ => Ok(member),
        }
    }

    fn below(&self, enrolled: &Enrolled) -> Result<Self, NotPublished> {
        let dir = self.dir.join(&*enrolled.folder);
        let own = dir.canonicalize().map_err(|_| NotPublished::Nothing)?;
        if self.chain.contains(&own) {
            return Err(NotPublished::Loop);
        }
        let mut chain = self.chain.clone();
        chain.push(own);
        let address = format!("{}{SITES}/{}/", self.address, enrolled.id());
        Ok(Self { dir, address, chain, stands: Arc::clone(&self.stands) })
    }
}

/// Members that are only read: nothing is published of them.
pub(crate) fn read(_: &Place, loaded: &mut Loaded) -> Result<Told, NotPublished> {
    loaded.compiled.site.as_ref().ok_or(NotPublished::Nothing).and_then(told)
}

/// What a board tells of itself.
pub(crate) fn told(site: &Site) -> Result<Told, NotPublished> {
    let index = site.export(&Export::Index).ok_or(NotPublished::Nothing)?;
    Ok((index, site.searched()))
}

/// Whether a member would change its lock and may not.
pub(crate) fn is_locked(members: &Members) -> bool {
    members.values().any(|member| matches!(member, Err(NotPublished::Locked)))
}

/// Makes the members of a portal, as many at a time as there are cores.
pub(crate) fn gather(
    terminal: &Terminal,
    (portal, profile): (&Place, &Profile),
    options: &Options,
    make: &Make<'_>,
) -> Members {
    let members = &profile.members;
    let base = options.base_url.as_ref().or(profile.base_url.as_ref());
    let told = Mutex::new(Members::new());
    let next = AtomicUsize::new(0);
    // Threads of their own: one of the common pool would begin a second member while it waits for
    // parts of the first, and both would be in memory.
    let work = || {
        while let Some(enrolled) = members.get(next.fetch_add(1, Ordering::Relaxed)) {
            let one = portal.member(enrolled).and_then(|place| {
                published(terminal, &place, (base.map(String::as_str), options), make)
            });
            let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
            told.insert(Arc::clone(&enrolled.folder), one);
        }
    };
    thread::scope(|scope| {
        for _ in 0..rayon::current_num_threads().min(members.len()) {
            let thread = thread::Builder::new().stack_size(STACK);
            // Where the machine gives no more threads, the work is done below.
            let _ = thread.spawn_scoped(scope, work);
        }
    });
    work();
    told.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn published(
    terminal: &Terminal,
    place: &Place,
    (base, options): (Option<&str>, &Options),
    make: &Make<'_>,
) -> Result<Published, NotPublished> {
    if place.dir.join("content").is_dir() {
        return made(terminal, place, (base, options), make);
    }
    let path = place.dir.join("board.json");
    let refused = |error: std::io::Error| NotPublished::Refused(error.to_string());
    if !path.is_file() {
        return Err(NotPublished::Nothing);
    }
    let bytes = fs::read(path).map_err(refused)?;
    let data = disk::digests(&place.dir, "data").map_err(refused)?;
    let searched = searched::copied(&place.dir).map(Arc::new);
    Ok(Published { index: Arc::new(Source::new("board.json", bytes)), data: Some(data), searched })
}

/// A board of its own: compiled as by itself, for the day of the portal.
fn made(
    terminal: &Terminal,
    place: &Place,
    (base, options): (Option<&str>, &Options),
    make: &Make<'_>,
) -> Result<Published, NotPublished> {
    let started = Instant::now();
    let (mut sources, said) = disk::read(&place.dir);
    let profile = content::profile(&sources);
    let terminal = terminal.for_board(language(&sources, profile.as_deref()));
    let own = profile.as_ref().and_then(|profile| profile.base_url.clone());
    let within = base.map(|base| format!("{base}{}", &place.address));
    let options = Options { base_url: own.or(within), ..options.clone() };
    if let Some(profile) = profile.filter(|profile| !profile.members.is_empty()) {
        sources.members = gather(&terminal, (place, &profile), &options, make);
        if is_locked(&sources.members) {
            return Err(NotPublished::Locked);
        }
    }
    let mut loaded = compile_with(terminal, sources, said, options, started);
    match loaded.compiled.findings.errors() {
        0 => {}
        errors => return Err(NotPublished::Errors(errors)),
    }
    let (bytes, searched) = make(place, &mut loaded)?;
    let searched = searched.map(Arc::new);
    Ok(Published { index: Arc::new(Source::new("board.json", bytes)), data: None, searched })
}
