//! `verify --digest`: whether a record still reads as it did when a sheet was printed.

use unicode_normalization::UnicodeNormalization as _;

use super::Ended;
use super::board::load;
use super::cli::{CompileArgs, Format, VerifyArgs};
use super::report::{Stream, findings};
use super::summary;
use super::terminal::Terminal;
use crate::Site;
use crate::model::calendar::Day;
use crate::model::digest::Digest;
use crate::model::id::RecordId;
use crate::model::lock::Published;

/// So many characters of a digest are enough to copy by hand.
const LEAST: usize = 8;

/// What stands before a digest on a sheet, in each language.
const LABELS: [&str; 2] = ["摘要", "digest"];

/// Says what became of the record or statement with a digest.
pub(super) fn look_up(terminal: &Terminal, args: &VerifyArgs, digest: &str) -> Ended {
    let compile = CompileArgs { as_of: None, base_url: None, drafts: false };
    let Some(mut loaded) = load(terminal, &args.dir, &compile) else { return Ended::NotRun };
    let terminal = loaded.terminal.clone();
    let Some(wanted) = typed(digest) else {
        terminal.complain("app.not-a-digest", &[("digest", digest.into())]);
        return Ended::NotRun;
    };
    let Some(site) = loaded.compiled.site.take() else {
        findings(&loaded, Format::Text, Stream::Error);
        summary::board(&loaded);
        return Ended::Findings;
    };
    if loaded.compiled.findings.any_error() {
        terminal.say("app.digest-errors", &[]);
    }
    let mut so = false;
    let mut known = false;
    for (id, published) in &site.board.lock.records {
        if published.digest.to_string().starts_with(&wanted) {
            so |= says_now(&terminal, &site, id, published);
            known = true;
        }
    }
    for name in site.statements_with(&wanted) {
        terminal.say("app.digest-statement", &[("id", name.into())]);
        so = true;
    }
    if so {
        return Ended::Clean;
    }
    for ((id, digest, from), until) in &site.board.lock.former {
        if digest.to_string().starts_with(&wanted) {
            says_once(&terminal, &site, (id, *digest), (*from, *until));
            known = true;
        }
    }
    if !known {
        terminal.say("app.digest-unknown", &[]);
    }
    Ended::Findings
}

/// The digest in what was copied off a sheet: with the word before it or without, in groups, in digits
/// of Chinese keyboards, with letters that were taken for the digits that they look like.
fn typed(text: &str) -> Option<String> {
    let text = text.nfkc().collect::<String>().to_lowercase();
    let labelled = LABELS.iter().find_map(|label| Some(text.split_once(label)?.1));
    let digits = labelled.unwrap_or(&text).trim_start_matches([':', ' ']);
    let is_room = |sign: char| sign.is_whitespace() || sign == '-';
    let end = digits.find(|sign| !is_room(sign) && digit(sign).is_none()).unwrap_or(digits.len());
    // Behind a digest the sheet goes on; one without its word stands alone.
    let whole = labelled.is_some() || end == digits.len();
    let wanted: String = digits[..end].chars().filter_map(digit).collect();
    (whole && (LEAST..=64).contains(&wanted.len())).then_some(wanted)
}

fn digit(sign: char) -> Option<char> {
    match sign {
        '0'..='9' | 'a'..='f' => Some(sign),
        'o' => Some('0'),
        'l' | 'i' => Some('1'),
        _ => None,
    }
}

/// What is said of a record that has the digest in the lock; whether it still stands.
fn says_now(terminal: &Terminal, site: &Site, id: &RecordId, known: &Published) -> bool {
    let title = site.title(id);
    let before = site.board.before.records.get(id);
    let key = match known.withdrawn {
        Some(_) => "app.digest-withdrawn",
        // The lock forgets nobody: a draft, and what was deleted, stand in it too.
        None if title.is_none() => "app.digest-not-shown",
        None if before.is_none_or(|before| before.digest != known.digest) => "app.digest-new",
        None if known.changed > known.first => "app.digest-changed",
        None => "app.digest-same",
    };
    let stands = known.withdrawn.is_none() && title.is_some();
    let said = [
        ("id", id.to_string().into()),
        ("title", title.unwrap_or_default().into()),
        ("first", site.date(known.first).into()),
        ("changed", site.date(known.changed).into()),
        ("day", site.date(known.withdrawn.unwrap_or(known.changed)).into()),
    ];
    terminal.say(key, &said);
    stands
}

/// What is said of a record that had the digest once.
fn says_once(
    terminal: &Terminal,
    site: &Site,
    (id, digest): (&RecordId, Digest),
    (from, until): (Day, Day),
) {
    let title = site.title(id);
    let withdrawn = site.board.lock.records.get(id).and_then(|known| known.withdrawn);
    let published = site.board.before.records.get(id);
    let key = match (withdrawn, &title) {
        (Some(_), _) => "app.digest-taken-back",
        (None, None) => "app.digest-gone",
        // What was edited since lies on this disk only.
        _ if published.is_some_and(|published| published.digest == digest) => "app.digest-edited",
        _ => "app.digest-former",
    };
    let said = [
        ("id", id.to_string().into()),
        ("title", title.unwrap_or_default().into()),
        ("from", site.date(from).into()),
        ("until", site.date(until).into()),
        ("day", site.date(withdrawn.unwrap_or(until)).into()),
    ];
    terminal.say(key, &said);
}
