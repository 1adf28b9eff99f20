//! The board in one file, for a chat window: what is posted, what is left, what moved this month, and
//! the newest of what was decided and done.

use std::cmp::Reverse;

use serde::Serialize;

use super::frame::Heading;
use super::home::{self, Home};
use super::parts::{Fact, Link, Row};
use super::{Desk, Page, about};
use crate::model::calendar::Day;
use crate::model::record::Body;

/// `one_file.html`: not published; `build --one-file` writes it. The style is the safe string `body`.
#[derive(Clone, Debug, Serialize)]
pub struct OneFile {
    /// What the first page shows, without photos. Links lead to the site, or nowhere if it has no
    /// address.
    pub home: Home,
    /// The records of the latest month, newest first.
    pub rows: Vec<Row>,
    /// How many of them are left out, in words; may be empty.
    pub more: String,
    /// Whom to turn to; supervision first.
    pub contacts: Vec<Fact>,
    /// To the whole board; absent where the site has no address.
    pub site: Option<Link>,
}

/// So many rows can be read in a chat.
const ROWS: usize = 40;

/// Builds it, with the style that it brings along.
#[must_use]
pub fn build<'a>(desk: &Desk<'a>, style: String) -> (Page<'a>, Heading) {
    let mut home = home::build(desk);
    if let Some(cases) = &mut home.cases {
        // A picture would make the file heavier than all the rest of it.
        cases.photos = None;
    }
    let month = home::latest_month(desk);
    let told = |body: &Body| !matches!(body, Body::Withdrawn | Body::Page);
    let mut records: Vec<_> = desk
        .board
        .records
        .iter()
        .filter(|record| told(&record.body) && month.is_some())
        .filter(|record| record.head.date.map(Day::to_month) == month)
        .filter(|record| record.head.date.is_some_and(|day| day <= desk.board.as_of))
        .collect();
    records.sort_by_key(|record| Reverse(record.head.date));
    let left = records.len().saturating_sub(ROWS);
    let more = match left {
        0 => String::new(),
        left => desk.words.say("say.one-file-more", &[("n", left.into())]),
    };
    let site = &desk.board.profile.base_url;
    let view = OneFile {
        rows: records.iter().take(ROWS).map(|record| desk.row(record)).collect(),
        more,
        contacts: about::contacts(desk),
        site: site.clone().map(|href| Link { text: desk.word("page.whole-board"), href }),
        home,
    };
    let title = desk.board.profile.name.clone();
    let description = view.home.sentence.clone();
    (Page::OneFile(Box::new(view), style), Heading { title, description, trail: Vec::new() })
}
