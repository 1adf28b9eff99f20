//! What feeds, sitemaps and data files say, before it is written out as bytes.

use std::cmp::Reverse;
use std::sync::Arc;

use super::Desk;
use super::format::encode_ascii;
use super::plan::{Make, PageKey, record_address};
use crate::model::board::Board;
use crate::model::id::Kind;
use crate::model::line::Line;
use crate::model::member::SITES;
use crate::model::record::Record;

/// How many of the newest records the feed tells.
const ENTRIES: usize = 30;

/// The Atom feed.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Its title.
    pub title: String,
    /// Who publishes.
    pub author: String,
    /// BCP 47 tag of the language.
    pub lang: &'static str,
    /// Absolute address of the site.
    pub home: String,
    /// Absolute address of the feed.
    pub address: String,
    /// Absolute address of the same feed as JSON.
    pub json: String,
    /// The newest change in it, ISO 8601 with the time of day in UTC.
    pub updated: String,
    /// Its entries, newest change first.
    pub entries: Vec<Entry>,
}

/// One entry of the feed.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its title.
    pub title: String,
    /// Its absolute address, which is its id as well.
    pub address: String,
    /// When the record was first published.
    pub published: String,
    /// When it last changed.
    pub updated: String,
    /// What kind it is.
    pub category: String,
    /// Its kind's word for programs.
    pub kind: &'static str,
    /// What happened, in one sentence.
    pub summary: String,
}

/// One page of the sitemap.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its absolute address.
    pub address: String,
    /// When it last changed, as far as the lock knows.
    pub changed: Option<String>,
}

/// Builds the feed; without an address of the site there is none.
#[must_use]
pub fn feed(desk: &Desk<'_>) -> Option<Feed> {
    let base = desk.board.profile.base_url.as_ref()?;
    let known = desk.board.records.iter().filter(|record| record.head.id.kind != Kind::Page);
    let known = known.filter_map(|record| {
        let published = desk.board.published(&record.head.id)?;
        Some((Reverse((published.changed, record.head.date)), record, published))
    });
    let mut known: Vec<_> = known.collect();
    let by = |a: &(_, &Arc<Record>, _), b: &(_, &Arc<Record>, _)| {
        let (x, y): (&Reverse<_>, &Reverse<_>) = (&a.0, &b.0);
        x.cmp(y).then_with(|| a.1.head.id.cmp(&b.1.head.id))
    };
    if known.len() > ENTRIES {
        known.select_nth_unstable_by(ENTRIES, by);
        known.truncate(ENTRIES);
    }
    known.sort_by(by);
    let entries: Vec<Entry> = known
        .into_iter()
        .map(|(_, record, published)| {
            let withdrawn = super::record::withdrawn(desk, record);
            let sentence = desk.sentence(record);
            Entry {
                title: desk.title(record),
                address: format!("{base}{}", encode_ascii(&record_address(&record.head.id))),
                published: format!("{}T00:00:00Z", published.first),
                updated: format!("{}T00:00:00Z", published.changed),
                category: desk.word(&format!("kind.{}", record.head.id.kind.name())),
                kind: record.head.id.kind.name(),
                summary: if withdrawn.is_empty() { sentence } else { withdrawn },
            }
        })
        .collect();
    let newest = entries.first().map(|entry| entry.updated.clone());
    Some(Feed {
        title: desk.board.profile.name.clone(),
        author: desk.board.profile.publisher.clone(),
        lang: desk.board.profile.language.tag(),
        home: base.clone(),
        address: format!("{base}feed.xml"),
        json: format!("{base}feed.json"),
        updated: newest.unwrap_or_else(|| format!("{}T00:00:00Z", desk.board.as_of)),
        entries,
    })
}

/// What engines may read (RFC 9309).
#[must_use]
pub fn robots(board: &Board) -> String {
    let base = board.profile.base_url.as_deref();
    // Engines ask the host for this file, so it names the path of the board on it.
    let host = base.and_then(|base| base.split_once("://")).map(|(_, host)| host);
    let path = host.and_then(|host| host.split_once('/')).map_or("", |(_, path)| path);
    if board.profile.outward.listed {
        let sitemap = base.map(|base| format!("\nSitemap: {base}sitemap.xml\n"));
        let unlisted =
            board.members.iter().filter(|one| one.here && board.members.is_unlisted(&one.id));
        let unlisted = unlisted.map(|one| {
            let address = encode_ascii(&format!("{path}{SITES}/{}/", one.id));
            format!("Disallow: /{address}\n")
        });
        let unlisted: String = unlisted.collect();
        return format!("User-agent: *\nAllow: /\n{unlisted}{}", sitemap.unwrap_or_default());
    }
    format!("User-agent: *\nDisallow: /{}\n", encode_ascii(path))
}

/// Every page that engines should know; notices are the same content on paper and stay out.
pub fn sitemap(desk: &Desk<'_>) -> impl Iterator<Item = Place> {
    let is_listed = |make: &Make| match make {
        Make::Page(
            PageKey::NotFound
            | PageKey::Gone(_)
            | PageKey::RecordNotice(_)
            | PageKey::StatementNotice(..)
            | PageKey::CoverageNotice
            | PageKey::AccountsNotice,
        ) => false,
        // What is left of a withdrawn record answers, and is nothing to look for.
        Make::Page(PageKey::Record(id)) => {
            desk.board.record(id).is_none_or(|it| it.head.withdrawn.is_none())
        }
        Make::Page(PageKey::Member(id)) => !desk.board.members.is_unlisted(id),
        Make::Page(_) => true,
        _ => false,
    };
    let place = |base: &str, address: &str, make: &Make| {
        let address = if address == "index.html" { "" } else { address };
        let known = match make {
            Make::Page(PageKey::Record(id)) => desk.board.published(id),
            _ => None,
        };
        Place {
            address: format!("{base}{}", encode_ascii(address)),
            changed: known.map(|known| known.changed.to_string()),
        }
    };
    // Without an address of the site there is no place that could be told.
    desk.board.profile.base_url.iter().flat_map(move |base| {
        let pages = desk.plan.addresses.iter().filter(move |(_, make)| is_listed(make));
        pages.map(move |(address, make)| place(base, address, make))
    })
}

/// The lines of a data file: the public content of each record of a kind and year, by id.
pub fn data(board: &Board, kind: Kind, year: Option<i16>) -> impl Iterator<Item = &Line> {
    let of_year = move |record: &&Arc<Record>| {
        record.head.date.map(crate::model::calendar::Day::year) == year
    };
    board.of(kind).iter().filter(of_year).map(|record| &record.head.line)
}
