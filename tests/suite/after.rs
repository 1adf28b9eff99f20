//! A board that is compiled after an earlier state of it comes out as if there had been none: the
//! same findings, lock, addresses, lists and pages, whatever was edited in between.

use std::sync::Arc;

use mingbai::diagnostic::Severity;
use mingbai::source::{Asset, Sources};
use mingbai::{Compiled, Site, compile, compile_after};

use super::harness::{Dice, repository};
use super::sample::{bytes, files, options, sources};

/// The sample with a theme of its own, so that there is one to edit.
fn board() -> Sources {
    let mut sources = sources(&files());
    let profile = text(&sources, "content/board.yaml");
    sources.insert("content/board.yaml", format!("{profile}\ntheme: own\n").into());
    for file in ["theme.yaml", "templates/home.html", "assets/board.css"] {
        let bytes = std::fs::read(repository().join("themes/default").join(file)).expect("a file");
        sources.insert(&format!("themes/own/{file}"), bytes);
    }
    sources
}

fn text(sources: &Sources, path: &str) -> String {
    let source = sources.get(path).unwrap_or_else(|| panic!("{path} is there"));
    source.text().expect("UTF-8").to_owned()
}

/// The line that a place of a text lies in, and the name of the field on it.
fn line(text: &str, dice: &mut Dice) -> Option<(usize, usize, String)> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let number = dice.roll(lines.len().max(1));
    let start: usize = lines.iter().take(number).map(|line| line.len()).sum();
    let line = lines.get(number)?;
    let name = line.split_once(": ").map_or("", |(name, _)| name.trim_start_matches(['-', ' ']));
    Some((start, start + line.len(), name.to_owned()))
}

/// Changes something, most often one record as it is done by hand; says what.
fn edit(sources: &mut Sources, site: &Site, dice: &mut Dice) -> String {
    let records: Vec<Arc<str>> = sources
        .files
        .keys()
        .filter(|path| path.starts_with("content/") && path.matches('/').count() == 2)
        .filter(|path| path.ends_with(".yaml") || path.ends_with(".md"))
        .cloned()
        .collect();
    let path = dice.one(&records).to_string();
    let old = text(sources, &path);
    let kind = dice.roll(14);
    match kind {
        0..=3 => {
            // A figure or a day.
            let digits: Vec<usize> =
                old.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).collect();
            if !digits.is_empty() {
                let at = *dice.one(&digits);
                let new = format!("{}{}{}", &old[..at], dice.roll(10), &old[at + 1..]);
                sources.insert(&path, new.into());
            }
        }
        4..=6 => {
            // A value as another record of the kind has it.
            let folder = path.rsplit_once('/').expect("a folder").0;
            let others: Vec<&Arc<str>> =
                records.iter().filter(|other| other.starts_with(folder)).collect();
            let other: &str = dice.one::<&Arc<str>>(&others);
            let other = text(sources, other);
            let (from, to) = (line(&old, dice), line(&other, dice));
            if let (Some((start, end, name)), Some((first, last, _))) = (from, to) {
                let alike = other.split_inclusive('\n').find(|line| {
                    !name.is_empty()
                        && line.trim_start_matches(['-', ' ']).starts_with(&format!("{name}: "))
                });
                let new = alike.unwrap_or(&other[first..last]);
                sources.insert(&path, format!("{}{new}{}", &old[..start], &old[end..]).into());
            }
        }
        7 => {
            if let Some((start, end, _)) = line(&old, dice) {
                sources.insert(&path, format!("{}{}", &old[..start], &old[end..]).into());
            }
        }
        8 => sources.insert(&path, old.replace("。", "，已经说明。").into()),
        9 => {
            sources.files.remove(&*path);
        }
        10 => {
            let new = path.replace(".yaml", "-2.yaml").replace(".md", "-2.md");
            sources.insert(&new, old.into());
        }
        11 => {
            let asset = Asset { digest: "0".repeat(64), size: 1, picture: None, text: None };
            let path: Arc<str> = Arc::from(format!("content/static/{}.txt", dice.roll(3)));
            if sources.assets.remove(&path).is_none() {
                sources.assets.insert(path, asset);
            }
        }
        12 => {
            let (path, from, to) = *dice.one(&[
                ("themes/own/theme.yaml", "per_page: 50", "per_page: 7"),
                ("themes/own/theme.yaml", "per_page: 7", "per_page: 50"),
                ("themes/own/assets/board.css", "}", "}\n"),
                ("themes/own/templates/home.html", "<h2", "<h2 class=\"own\""),
                ("content/board.yaml", "theme: own", "theme: own\nbanner: 试一试"),
                ("content/board.yaml", "banner: 试一试", "banner: 再试"),
            ]);
            let new = text(sources, path).replacen(from, to, 1);
            sources.insert(path, new.into());
        }
        _ => {
            sources.insert("content/board.lock", site.lock().into());
        }
    }
    format!("{path} ({kind})")
}

/// What a compile says beside its pages.
fn said(compiled: &Compiled) -> String {
    let Compiled { site, findings, waived, next_change } = compiled;
    let site = site.as_ref().map(|site| {
        let plan = &site.plan;
        let planned = format!("{:#?}\n{:#?}\n{:#?}", plan.addresses, plan.lists, plan.categories);
        (site.lock(), planned, plan.assets.len())
    });
    format!("{site:#?}\n{findings:#?}\n{waived} {next_change:?}")
}

fn assert_pages(after: &Site, fresh: &Site, addresses: &[String], what: &str) {
    for address in addresses {
        assert!(bytes(after, address) == bytes(fresh, address), "{what}: {address}");
    }
}

#[test]
fn an_earlier_state_changes_nothing() {
    let mut dice = Dice(20_261_122);
    let mut sources = board();
    let first = compile(&sources, &options());
    assert_eq!(first.findings.count(Severity::Error), 0, "{:?}", first.findings);
    let mut site = first.site.expect("a site");
    let mut good = 0;
    for step in 0..150 {
        let mut next = sources.clone();
        let what = format!("edit {step}: {}", edit(&mut next, &site, &mut dice));
        let after = compile_after(&next, &options(), Some(&site));
        let fresh = compile(&next, &options());
        let (a, b) = (said(&after), said(&fresh));
        let line = a.lines().zip(b.lines()).find(|(a, b)| a != b);
        assert!(a == b, "{what}: {line:?}");
        // A board with errors is mended before the next edit.
        if after.findings.any_error() {
            continue;
        }
        let (Some(after), Some(fresh)) = (after.site, fresh.site) else { continue };
        good += 1;
        let all: Vec<String> = fresh.plan.addresses.keys().cloned().collect();
        let always = ["index.html", "about.html", "feed.xml", "board.json", "coverage.html"];
        let always = always.iter().filter(|one| fresh.plan.addresses.contains_key(**one));
        let some = (0..8).map(|_| dice.one(&all).clone());
        let some: Vec<String> = always.map(|one| (*one).to_owned()).chain(some).collect();
        assert_pages(&after, &fresh, &some, &what);
        (sources, site) = (next, after);
    }
    assert!(good >= 30, "{good} of the edits are good ones");
    let fresh = compile(&sources, &options()).site.expect("a site");
    let all: Vec<String> = fresh.plan.addresses.keys().cloned().collect();
    assert_pages(&site, &fresh, &all, "in the end");
}
