//! `verify --digest`: whether a record still reads as it did when a sheet was printed.

use super::Ended;
use super::board::load;
use super::cli::{CompileArgs, Format, VerifyArgs};
use super::report::{Stream, findings};
use super::summary;
use super::terminal::Terminal;
use crate::Site;
use crate::model::id::RecordId;
use crate::model::lock::Published;

/// So many characters of a digest are enough to copy by hand.
const LEAST: usize = 8;

/// Says what became of the record or statement with a digest.
pub(super) fn look_up(terminal: &Terminal, args: &VerifyArgs, digest: &str) -> Ended {
    let wanted: String = digest.split_whitespace().collect::<String>().to_lowercase();
    let compile = CompileArgs { as_of: None, base_url: None, drafts: false };
    let Some(mut loaded) = load(terminal, &args.dir, &compile) else { return Ended::NotRun };
    let terminal = loaded.terminal.clone();
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if wanted.len() < LEAST || wanted.len() > 64 || !wanted.bytes().all(is_digit) {
        terminal.complain("app.not-a-digest", &[("digest", digest.into())]);
        return Ended::NotRun;
    }
    let Some(site) = loaded.compiled.site.take() else {
        findings(&loaded, Format::Text, Stream::Error);
        summary::board(&loaded);
        return Ended::Findings;
    };
    let lock = &site.board.lock;
    let now = lock.records.iter().filter(|(_, known)| known.digest.starts_with(&wanted));
    let now: Vec<_> = now.collect();
    for (id, known) in &now {
        says_now(&terminal, &site, id, known);
    }
    let statements = site.statements_with(&wanted);
    for name in &statements {
        terminal.say("app.digest-statement", &[("id", name.as_str().into())]);
    }
    if !now.is_empty() || !statements.is_empty() {
        return Ended::Clean;
    }
    let mut known = false;
    for ((id, _), (from, until)) in
        lock.former.iter().filter(|((_, digest), _)| digest.starts_with(&wanted))
    {
        known = true;
        let title = site.title(id);
        let key = if title.is_some() { "app.digest-former" } else { "app.digest-gone" };
        let said = [
            ("id", id.to_string().into()),
            ("title", title.unwrap_or_default().into()),
            ("from", site.date(*from).into()),
            ("until", site.date(*until).into()),
        ];
        terminal.say(key, &said);
    }
    if !known {
        terminal.say("app.digest-unknown", &[]);
    }
    Ended::Findings
}

fn says_now(terminal: &Terminal, site: &Site, id: &RecordId, known: &Published) {
    let key = match known.withdrawn {
        Some(_) => "app.digest-withdrawn",
        None if known.changed > known.first => "app.digest-changed",
        None => "app.digest-same",
    };
    let said = [
        ("id", id.to_string().into()),
        ("title", site.title(id).unwrap_or_default().into()),
        ("first", site.date(known.first).into()),
        ("changed", site.date(known.changed).into()),
        ("day", site.date(known.withdrawn.unwrap_or(known.changed)).into()),
    ];
    terminal.say(key, &said);
}
