//! What stands around every page: the board's name, the way round, the foot.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::Desk;
use super::figure::figure;
use super::format::encode_ascii;
use super::parts::Link;
use super::plan::{ListKey, MEMBERS, PageKey};
use crate::model::board::Contact;
use crate::model::id::Kind;

/// `site`: the same on every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Frame {
    /// The board's name.
    pub name: String,
    /// Who publishes.
    pub publisher: String,
    /// BCP 47 tag of the language.
    pub lang: &'static str,
    /// A sentence on every page; may be empty.
    pub banner: String,
    /// How to reach the supervisors, in one line; may be empty.
    pub supervision: String,
    /// `按2025年4月1日制作，记录到2025年3月31日`.
    pub as_of: String,
    /// Name and version of the program.
    pub generator: String,
    /// Absolute address of the site, ending in `/`; empty where the board has none.
    pub base_url: String,
    /// Name of the style file in the root.
    pub style: String,
    /// Name of the board's own icon in the root; empty where it has none.
    pub icon: &'static str,
    /// Absolute address of the picture that chats show beside a link; empty where the board has no
    /// address.
    pub picture: String,
    /// The numbers under which the site is filed, linked to where they can be looked up.
    pub filings: Vec<Link>,
}

/// The main ways round, kept once for all pages that have the same.
#[derive(Clone, Debug)]
pub struct Ways(Arc<[Link]>);

impl Ways {
    /// Whether these are the very same, not only alike.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Serialize for Ways {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter())
    }
}

/// `page`: what is its own.
#[derive(Clone, Debug, Serialize)]
pub struct Leaf<W = Vec<Link>> {
    /// Its title.
    pub title: String,
    /// The title with the board's name, for the window and for chats.
    pub full_title: String,
    /// One sentence for engines and chats.
    pub description: String,
    /// What engines are asked to do with it, `noindex`; empty where they may list it.
    pub robots: &'static str,
    /// The way to the root: empty, or `../` once or more.
    pub root: String,
    /// Its absolute address; empty where the board has none.
    pub canonical: String,
    /// The main ways round; the current one has an empty `href`.
    pub nav: W,
    /// The way down to here; the last one is this page and has an empty `href`.
    pub crumbs: Vec<Link>,
}

impl Leaf<Ways> {
    /// The same with its ways round in the form in which templates get them.
    pub fn with<W>(self, form: impl FnOnce(&Ways) -> W) -> Leaf<W> {
        let Self { title, full_title, description, robots, root, canonical, nav, crumbs } = self;
        let nav = form(&nav);
        Leaf { title, full_title, description, robots, root, canonical, nav, crumbs }
    }
}

/// What a view says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its title.
    pub title: String,
    /// One sentence about it.
    pub description: String,
    /// The pages above it, from the first one down.
    pub trail: Vec<Link>,
}

/// The names under which a board may lay its icon into `content/static/`.
const ICONS: [&str; 3] = ["favicon.svg", "favicon.png", "favicon.ico"];

/// The way to the root from most pages.
pub const UP: [&str; 3] = ["", "../", "../../"];

/// The theme's picture for chats, in the root.
const PICTURE: &str = "card.png";

/// The same on every page.
#[must_use]
pub fn frame(desk: &Desk<'_>, generator: &str, style: &str) -> Frame {
    let profile = &desk.board.profile;
    let supervision = profile.supervision.as_ref().map(|contact| {
        let line = contact_line(desk, contact);
        desk.words.say("say.supervision", &[("contact", line.into())])
    });
    Frame {
        name: profile.name.clone(),
        publisher: profile.publisher.clone(),
        lang: profile.language.tag(),
        banner: banner(desk),
        supervision: supervision.unwrap_or_default(),
        as_of: as_of(desk),
        generator: generator.to_owned(),
        base_url: profile.base_url.clone().unwrap_or_default(),
        style: style.to_owned(),
        icon: ICONS
            .into_iter()
            .find(|icon| desk.plan.addresses.contains_key(*icon))
            .unwrap_or_default(),
        picture: picture(desk),
        filings: filings(desk),
    }
}

/// The board's own picture as wide as it is made, else that of the theme.
fn picture(desk: &Desk<'_>) -> String {
    let profile = &desk.board.profile;
    let Some(base) = &profile.base_url else { return String::new() };
    let own = profile.outward.picture.as_ref().and_then(|file| desk.plan.photos_of(file).pop());
    let theme = || desk.plan.addresses.contains_key(PICTURE).then(|| PICTURE.to_owned());
    let address = own.map(|(address, _)| address).or_else(theme);
    address.map(|address| format!("{base}{}", encode_ascii(&address))).unwrap_or_default()
}

/// Hosts in China must show these numbers, and lead to where they can be looked up.
fn filings(desk: &Desk<'_>) -> Vec<Link> {
    let outward = &desk.board.profile.outward;
    let link = |number: &Option<String>, href: &str| {
        number.clone().map(|text| Link { text, href: href.to_owned() })
    };
    let icp = link(&outward.icp, "https://beian.miit.gov.cn/");
    let police = link(&outward.police, "https://beian.mps.gov.cn/");
    icp.into_iter().chain(police).collect()
}

/// The sentence on every page; a board on trial has one even where none is written.
#[must_use]
pub fn banner(desk: &Desk<'_>) -> String {
    let profile = &desk.board.profile;
    let trial = profile.trial.then(|| desk.words.get("say.trial").to_owned());
    profile.banner.clone().or(trial).unwrap_or_default()
}

/// For which day the pages were made, and how far the records go: the two are not the same.
fn as_of(desk: &Desk<'_>) -> String {
    let board = desk.board;
    let days = board.records.iter().filter(|record| record.head.id.kind != Kind::Page);
    let days = days.filter_map(|record| record.head.date).filter(|day| *day <= board.as_of);
    let date = |day| crate::words::Arg::from(desk.format().date(day).text);
    match days.max() {
        Some(last) => {
            desk.words.say("say.as-of", &[("date", date(board.as_of)), ("last", date(last))])
        }
        None => desk.words.say("say.as-of-empty", &[("date", date(board.as_of))]),
    }
}

/// Who, telephone, hours and place in one line.
#[must_use]
pub fn contact_line(desk: &Desk<'_>, contact: &Contact) -> String {
    let details = contact_details(desk, contact);
    if details.is_empty() {
        return contact.name.clone();
    }
    format!("{}{}{details}", contact.name, desk.words.get("list.after-name"))
}

/// Telephone, hours and place.
#[must_use]
pub fn contact_details(desk: &Desk<'_>, contact: &Contact) -> String {
    let details = [&contact.phone, &contact.hours, &contact.place];
    let details: Vec<&str> = details.into_iter().flatten().map(String::as_str).collect();
    details.join(desk.words.get("list.between"))
}

/// What is a page's own.
#[must_use]
pub fn leaf(desk: &Desk<'_>, address: &str, heading: Heading, key: Option<&PageKey>) -> Leaf<Ways> {
    let profile = &desk.board.profile;
    let Heading { title, description, trail } = heading;
    let figure = key.and_then(|key| figure(desk, key)).filter(|figure| !title.contains(figure));
    let with_figure = match figure {
        Some(figure) => {
            let args = [("title", title.as_str().into()), ("figure", figure.into())];
            desk.words.say("format.title-figure", &args)
        }
        None => title.clone(),
    };
    let full_title = if address == "index.html" {
        with_figure
    } else {
        desk.words.say(
            "format.full-title",
            &[("title", with_figure.into()), ("name", profile.name.as_str().into())],
        )
    };
    let hidden = !is_public(address) || is_left(desk, key) || is_of_unlisted(desk, key);
    let canonical = profile.base_url.as_ref().filter(|_| !hidden).map(|base| {
        let address = if address == "index.html" { "" } else { address };
        format!("{base}{}", encode_ascii(address))
    });
    let mut crumbs = trail;
    if address != "index.html" && address != "404.html" {
        let home = Link { text: desk.word("page.home"), href: desk.href("index.html") };
        crumbs.insert(0, home);
        crumbs.push(Link { text: title.clone(), href: String::new() });
    }
    Leaf {
        title,
        full_title,
        description,
        robots: if hidden || !desk.board.profile.outward.listed { "noindex" } else { "" },
        root: desk.root.to_owned(),
        canonical: canonical.unwrap_or_default(),
        nav: nav(desk, address),
        crumbs,
    }
}

/// Whether a page is what is left of something that is gone: a word to whoever comes, and nothing
/// to look for.
fn is_left(desk: &Desk<'_>, key: Option<&PageKey>) -> bool {
    match key {
        Some(PageKey::Gone(_)) => true,
        Some(PageKey::Record(id)) => {
            desk.board.record(id).is_some_and(|record| record.head.withdrawn.is_some())
        }
        _ => false,
    }
}

/// Whether a page is about a member that asks not to be found.
fn is_of_unlisted(desk: &Desk<'_>, key: Option<&PageKey>) -> bool {
    match key {
        Some(PageKey::Member(id)) => desk.board.members.is_unlisted(id),
        _ => false,
    }
}

/// Whether a page has an address that others may keep: what hosts show for any address has none,
/// and neither has the style page, whose address begins with a dot.
fn is_public(address: &str) -> bool {
    address != "404.html" && !address.starts_with('.')
}

fn nav(desk: &Desk<'_>, address: &str) -> Ways {
    let link = |way: &Link| {
        let there = way.href == address;
        Link {
            text: way.text.clone(),
            href: if there { String::new() } else { desk.href(&way.href) },
        }
    };
    let said = &desk.plan.said;
    let ways = said.ways.get_or_init(|| ways(desk));
    let all = || Ways(ways.iter().map(link).collect());
    // Pages equally far from the root have the same, but those that the ways lead to.
    let shared = said.navs.iter().enumerate().find(|(depth, _)| desk.root == UP[*depth]);
    match shared {
        Some((_, nav)) if ways.iter().all(|way| way.href != address) => {
            nav.get_or_init(all).clone()
        }
        _ => all(),
    }
}

/// The main ways round, by their addresses.
fn ways(desk: &Desk<'_>) -> Vec<Link> {
    let mut ways = Vec::new();
    let mut add = |text: String, target: &str| ways.push(Link { text, href: target.to_owned() });
    add(desk.word("page.home"), "index.html");
    add(desk.word("page.notices"), "posted.html");
    add(desk.word("page.accounts"), "accounts.html");
    if !desk.board.members.is_empty() {
        add(desk.word("page.members"), MEMBERS);
    }
    let shown = [Kind::Charge, Kind::Income, Kind::Expenditure, Kind::Decision, Kind::Case];
    for kind in shown.into_iter().filter(|kind| !desk.board.of(*kind).is_empty()) {
        add(desk.word(&format!("kind.{}", kind.name())), &ListKey::Kind(kind).address(1));
    }
    if desk.plan.addresses.contains_key("months.html") {
        add(desk.word("page.months"), "months.html");
    }
    if !desk.board.packs.is_empty() {
        add(desk.word("page.coverage"), "coverage.html");
    }
    if desk.plan.wanted.search {
        add(desk.word("page.search"), "search.html");
    }
    add(desk.word("page.about"), "about.html");
    ways
}
