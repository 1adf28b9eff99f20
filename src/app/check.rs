//! `check` and `build`: compile, make every page, and drop or publish it.

use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::mem::ManuallyDrop;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::board::{Loaded, load_with, speak};
use super::cli::{BuildArgs, CheckArgs};
use super::maker::Maker;
use super::members::{self, Place, Told};
use super::photos::{Memory, Photos};
use super::publish::{self, Head, Target};
use super::report::{Stream, findings};
use super::rewrite::put;
use super::terminal::Terminal;
use super::{Ended, summary};
use crate::content::LOCK_FILE;
use crate::render::sheet;
use crate::source::NotPublished;
use crate::{Options, Site};

/// The name of the feature under which notices are set on paper, as the manifest has it.
pub(super) const SHEETS: &str = "sheets";

/// The same where fonts of the machine were needed for some, which no other can then make again.
pub(super) const MACHINE_FONTS: &str = "machine-fonts";

/// `mingbai check`
pub(crate) fn check(terminal: &Terminal, args: &CheckArgs) -> Ended {
    if args.sheets && !has_press(terminal, &args.dir) {
        return Ended::NotRun;
    }
    let loaded = load_with(terminal, &args.dir, (&args.compile, args.sheets), &members::read);
    let Some(mut loaded) = loaded else { return Ended::NotRun };
    if let Some(site) = &loaded.compiled.site {
        let maker = Maker::new(site, Photos::new(&args.dir, memory(&loaded.options)));
        if args.machine_fonts {
            maker.take_fonts(&maker.sheets(), loaded.terminal.words.get("paper.machine"));
        }
        site.plan.addresses.par_iter().for_each(|(address, _)| {
            maker.publish(address);
        });
        loaded.compiled.findings.extend(maker.broken(&loaded.sources));
        loaded.compiled.findings.sort();
    }
    findings(&loaded, args.format, Stream::Output);
    summary::board(&loaded);
    if loaded.compiled.findings.any_error() { Ended::Findings } else { Ended::Clean }
}

/// `mingbai build`
pub(crate) fn build(terminal: &Terminal, args: &BuildArgs) -> Ended {
    if args.one_file {
        return super::one_file::write(terminal, args);
    }
    if args.sheets && !has_press(terminal, &args.dir) {
        return Ended::NotRun;
    }
    let out = args.out.clone().unwrap_or_else(|| args.dir.join("output"));
    let mut target = Target { out, keep: Vec::new() };
    // What a killed run left is put right before anything else, so that a board with errors has
    // a whole site standing all the same.
    let terminal = &speak(terminal, &args.dir);
    if args.dir.join("content").is_dir() && !settle(terminal, &target) {
        return Ended::NotRun;
    }
    let way = Way { args, is_member: false };
    let make =
        |place: &Place, member: &mut Loaded| publish_member((place, &target.out), member, way);
    let loaded = load_with(terminal, &args.dir, (&args.compile, args.sheets), &make);
    let Some(mut loaded) = loaded else { return Ended::NotRun };
    let Some(mut site) = loaded.compiled.site.take() else {
        findings(&loaded, super::cli::Format::Text, Stream::Error);
        summary::board(&loaded);
        return Ended::Findings;
    };
    target.keep.clone_from(&site.board.profile.keep);
    if way.is_shut() {
        site.name_no_new_days();
    }
    let ended = publish_site(&mut loaded, &site, (&args.dir, way), &target);
    loaded.compiled.site = Some(site);
    // The process ends here: giving a large board back piece by piece would only take time.
    let loaded = ManuallyDrop::new(loaded);
    match ended {
        Ok(report) => {
            findings(&loaded, super::cli::Format::Text, Stream::Error);
            summary::board(&loaded);
            summary::published(&loaded, &report, &target.out);
            Ended::Clean
        }
        Err(ended) => {
            findings(&loaded, super::cli::Format::Text, Stream::Error);
            summary::board(&loaded);
            let errors = loaded.compiled.findings.any_error();
            let key = if errors { "app.not-published" } else { "app.left-as-it-was" };
            loaded.terminal.say(key, &[]);
            ended
        }
    }
}

/// Whether there is a typesetter; where there is none that is said.
pub(crate) fn has_press(terminal: &Terminal, dir: &Path) -> bool {
    if !sheet::HERE {
        speak(terminal, dir).complain("app.no-press", &[]);
    }
    sheet::HERE
}

/// Completes or drops what a killed run left; false if that could not be done.
pub(crate) fn settle(terminal: &Terminal, target: &Target) -> bool {
    match publish::settle(target) {
        Ok(publish::Settled::Nothing) => true,
        Ok(publish::Settled::Discarded) => {
            terminal.say("app.settled-discarded", &[]);
            true
        }
        Ok(publish::Settled::Completed) => {
            terminal.say("app.settled-completed", &[]);
            true
        }
        Err(refusal) => {
            refuse(terminal, &refusal);
            false
        }
    }
}

/// Says why nothing was published.
pub(crate) fn refuse(terminal: &Terminal, refusal: &publish::Refusal) {
    terminal.complain("app.refused", &[("why", refusal.message(&terminal.words).into())]);
    terminal.line(&refusal.help(&terminal.words));
}

/// How a site is published.
#[derive(Clone, Copy)]
struct Way<'a> {
    /// What was asked for.
    args: &'a BuildArgs,
    /// Whether it is that of a member of a portal: the portal speaks for it.
    is_member: bool,
}

impl Way<'_> {
    /// Whether the lock stays as it is: automatic builds write none, and what goes to a place of its
    /// own choice is a trial.
    fn is_shut(self) -> bool {
        self.args.locked || self.args.out.is_some()
    }
}

/// Publishes a member of a portal below the portal's own site, and gives what it tells of itself.
fn publish_member(
    (place, out): (&Place, &Path),
    member: &mut Loaded,
    way: Way<'_>,
) -> Result<Told, NotPublished> {
    let Some(mut site) = member.compiled.site.take() else { return Err(NotPublished::Nothing) };
    let keep = site.board.profile.keep.clone();
    let target = Target { out: out.join(&place.address), keep };
    if !settle(&member.terminal, &target) {
        return Err(NotPublished::Unwritten);
    }
    if way.is_shut() {
        site.name_no_new_days();
    }
    let way = Way { is_member: true, ..way };
    let published = publish_site(member, &site, (&place.dir, way), &target);
    let errors = member.compiled.findings.errors();
    published.map_err(|ended| match ended {
        Ended::Findings if errors == 0 => NotPublished::Locked,
        Ended::Findings => NotPublished::Errors(errors),
        Ended::Clean | Ended::NotRun => NotPublished::Unwritten,
    })?;
    members::told(&site)
}

fn publish_site(
    loaded: &mut Loaded,
    site: &Site,
    (dir, way): (&Path, Way<'_>),
    target: &Target,
) -> Result<publish::Report, Ended> {
    let members_locked = members::is_locked(&loaded.sources.members);
    if loaded.compiled.findings.any_error() || members_locked {
        return Err(Ended::Findings);
    }
    let lock_path = dir.join(LOCK_FILE);
    // What is only tried out may go again without a word, so it is not remembered.
    let remembers = !site.board.profile.trial;
    // Lists come and go with the days: they stop no machine that must not write.
    let records_change = || {
        let differ = site.board.lock.records != site.board.before.records;
        differ && fs::read(&lock_path).ok().as_deref() != Some(site.lock().as_bytes())
    };
    if way.args.locked && remembers && records_change() {
        let lock = if way.is_member { lock_path.display().to_string() } else { LOCK_FILE.into() };
        loaded.terminal.complain("app.lock-would-change", &[("lock", lock.into())]);
        return Err(Ended::Findings);
    }
    let maker = Maker::new(site, Photos::new(dir, memory(&loaded.options)));
    let make = |address: &str| maker.publish(address);
    let addresses = site.in_order();
    let mut head = head(loaded);
    if way.args.machine_fonts
        && maker.take_fonts(&maker.sheets(), loaded.terminal.words.get("paper.machine"))
    {
        head.features.insert(0, MACHINE_FONTS.to_owned());
    }
    let progress = Progress::new(addresses.len(), way);
    // The lock, and the index of the search, are long and made in one piece: the pages are made
    // beside them.
    let ((changes, lock), published) = rayon::join(
        || {
            site.prepare();
            let lock = site.lock();
            let changes =
                remembers && fs::read(&lock_path).ok().as_deref() != Some(lock.as_bytes());
            (changes, Some(lock).filter(|_| changes && !way.is_shut()))
        },
        || {
            let site = publish::Site { head: &head, addresses: &addresses, make: &make };
            publish::publish(target, &site, &|done| progress.tell(&loaded.terminal, done))
        },
    );
    progress.clear();
    loaded.compiled.findings.extend(maker.broken(&loaded.sources));
    loaded.compiled.findings.sort();
    // A font that is nowhere is a remark: the sheet was set in another.
    if loaded.compiled.findings.any_error() {
        return Err(Ended::Findings);
    }
    let report = published.map_err(|refusal| {
        refuse(&loaded.terminal, &refusal);
        Ended::NotRun
    })?;
    maker.photos.forget_others(site);
    if changes && way.args.out.is_some() && !way.is_member {
        loaded.terminal.say("app.lock-not-written", &[("lock", LOCK_FILE.into())]);
    }
    if let Some(lock) = lock {
        put(&lock_path, lock.as_bytes()).map_err(|error| {
            let args = [("file", LOCK_FILE.into()), ("detail", error.to_string().into())];
            loaded.terminal.complain("app.cannot-write", &args);
            Ended::NotRun
        })?;
    }
    Ok(report)
}

/// What the manifest says of a site.
pub(crate) fn head(loaded: &Loaded) -> Head {
    Head {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        as_of: loaded.options.as_of.to_string(),
        base_url: loaded.options.base_url.clone(),
        drafts: loaded.options.drafts,
        features: loaded.options.sheets.then(|| SHEETS.to_owned()).into_iter().collect(),
        next_change: loaded.compiled.next_change.map(|day| day.to_string()),
    }
}

/// What may be remembered of the photos of a site.
fn memory(options: &Options) -> Memory {
    if options.drafts { Memory::Read } else { Memory::Open }
}

/// How far long work has come, told at most ten times a second and only to a person.
struct Progress {
    all: usize,
    begun: Instant,
    told: AtomicUsize,
    shown: bool,
}

impl Progress {
    fn new(all: usize, way: Way<'_>) -> Self {
        let shown = !way.is_member && io::stderr().is_terminal();
        Self { all, begun: Instant::now(), told: AtomicUsize::new(0), shown }
    }

    fn tell(&self, terminal: &Terminal, done: usize) {
        let tenths = usize::try_from(self.begun.elapsed().as_millis() / 100).unwrap_or(0);
        let wait = Duration::from_millis(500);
        if !self.shown || self.begun.elapsed() < wait || self.told.load(Ordering::Relaxed) >= tenths
        {
            return;
        }
        self.told.store(tenths, Ordering::Relaxed);
        let args = [("done", done.into()), ("all", self.all.into())];
        let _ = write!(anstream::stderr(), "\r{}", terminal.words.say("app.progress", &args));
    }

    fn clear(&self) {
        if self.told.load(Ordering::Relaxed) > 0 {
            let _ = write!(anstream::stderr(), "\r\u{1b}[K");
        }
    }
}
