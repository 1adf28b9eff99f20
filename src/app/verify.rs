//! `verify`: make a published site again from its sources, and compare.

use std::collections::BTreeSet;
use std::time::Instant;

use super::board::{compile_with, language, speak};
use super::check::{MACHINE_FONTS, SHEETS, has_press, head, refuse, settle};
use super::cli::{Format, VerifyArgs};
use super::maker::Maker;
use super::members::Place;
use super::photos::{Memory, Photos};
use super::publish::{self, Cause, Difference, Manifest, Target};
use super::report::{Stream, findings};
use super::terminal::Terminal;
use super::{Ended, disk, members, summary};
use crate::content;
use crate::model::calendar::Day;
use crate::view::plan::Make;
use crate::{Options, Site};

/// `mingbai verify`
pub(crate) fn verify(terminal: &Terminal, args: &VerifyArgs) -> Ended {
    if let Some(digest) = &args.digest {
        return super::witness::look_up(terminal, args, digest);
    }
    let started = Instant::now();
    if !args.dir.join("content").is_dir() {
        terminal.complain("app.no-board", &[("dir", args.dir.display().to_string().into())]);
        return Ended::NotRun;
    }
    let out = args.out.clone().unwrap_or_else(|| args.dir.join("output"));
    let mut target = Target { out, keep: Vec::new() };
    let terminal = &speak(terminal, &args.dir);
    if !settle(terminal, &target) {
        return Ended::NotRun;
    }
    let (mut sources, said) = disk::read(&args.dir);
    let profile = content::profile(&sources);
    let terminal = terminal.for_board(language(&sources, profile.as_deref()));
    let place = || ("out", target.out.display().to_string().into());
    let manifest = match publish::read_manifest(&target.out) {
        Ok(Some(manifest)) => manifest,
        Ok(None) => {
            terminal.complain("app.no-site", &[place()]);
            return Ended::NotRun;
        }
        Err(refusal) => {
            refuse(&terminal, &refusal);
            return Ended::NotRun;
        }
    };
    let version = env!("CARGO_PKG_VERSION");
    if manifest.head.version != version {
        let made_by = manifest.head.version.as_str().into();
        terminal
            .complain("app.other-version", &[("made_by", made_by), ("version", version.into())]);
        return Ended::NotRun;
    }
    let Some(as_of) = Day::read(&manifest.head.as_of) else {
        terminal.complain("app.no-site", &[place()]);
        return Ended::NotRun;
    };
    let base_url = manifest.head.base_url.clone();
    let sheets = manifest.head.features.iter().any(|feature| feature == SHEETS);
    if sheets && !has_press(&terminal, &args.dir) {
        return Ended::NotRun;
    }
    let options = Options { as_of, base_url, drafts: manifest.head.drafts, sheets };
    if let Some(profile) = profile.filter(|profile| !profile.members.is_empty()) {
        let portal = Place::outermost(&args.dir);
        sources.members = members::gather(&terminal, (&portal, &profile), &options, &members::read);
    }
    let mut loaded = compile_with(terminal, sources, said, options, started);
    let Some(site) = loaded.compiled.site.take().filter(|_| !loaded.compiled.findings.any_error())
    else {
        findings(&loaded, Format::Text, Stream::Error);
        summary::board(&loaded);
        loaded.terminal.say("app.cannot-verify", &[]);
        return Ended::Findings;
    };
    target.keep.clone_from(&site.board.profile.keep);
    let maker = Maker::new(&site, Photos::new(&args.dir, Memory::Shut));
    let mut head = head(&loaded);
    let foreign = foreign(&site, &maker, &manifest);
    if !foreign.is_empty() {
        head.features.insert(0, MACHINE_FONTS.to_owned());
    }
    let make = |address: &str| match manifest.files.get(address) {
        Some(entry) if foreign.contains(address) => Some(publish::Made::Copy {
            from: target.out.join(address),
            digest: entry.sha256.clone(),
            size: entry.size,
        }),
        _ => maker.publish(address),
    };
    let addresses = site.in_order();
    let site = publish::Site { head: &head, addresses: &addresses, make: &make };
    let compared = publish::compare(&target, &manifest, &site);
    if !foreign.is_empty() {
        loaded.terminal.say("app.not-made-again", &[("n", foreign.len().into())]);
    }
    match compared {
        Ok(differences) if differences.is_empty() => {
            let seconds = summary::seconds(started).into();
            let n = addresses.len().into();
            loaded.terminal.say("app.verified", &[("n", n), ("seconds", seconds)]);
            Ended::Clean
        }
        Ok(differences) => {
            for difference in &differences {
                loaded.terminal.print(&sentence(&loaded.terminal, difference));
            }
            loaded.terminal.say("app.not-verified", &[("n", differences.len().into())]);
            Ended::Findings
        }
        Err(refusal) => {
            refuse(&loaded.terminal, &refusal);
            Ended::NotRun
        }
    }
}

/// The addresses of what was set in fonts of the machine that published. Those are nowhere else: of
/// such a sheet it is only asked whether it is still what was published.
fn foreign(site: &Site, maker: &Maker<'_>, manifest: &Manifest) -> BTreeSet<String> {
    if !manifest.head.features.iter().any(|feature| feature == MACHINE_FONTS) {
        return BTreeSet::new();
    }
    let foreign = maker.foreign(&maker.sheets());
    let planned = site.plan.addresses.iter();
    let sheets = planned.filter_map(|(address, make)| match make {
        Make::Sheet(key) if foreign.contains(key) => Some(address.clone()),
        _ => None,
    });
    sheets.collect()
}

fn sentence(terminal: &Terminal, difference: &Difference) -> String {
    let key = match difference {
        Difference::Head => "app.differs-head",
        Difference::Differs { cause: Cause::Altered, .. } => "app.differs-altered",
        Difference::Differs { cause: Cause::Outdated, .. } => "app.differs-outdated",
        Difference::Lacking(_) => "app.differs-lacking",
        Difference::Extra(_) => "app.differs-extra",
        Difference::Manifest(_) => "app.differs-manifest",
    };
    terminal.words.say(key, &[("name", difference.name().into())])
}
