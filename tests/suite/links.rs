//! Links of the sample site: each leads somewhere, each page is led to, and feed and sitemap name
//! what is there.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::harness::Board;
use super::html::{Piece, attribute, pieces, unescape};
use super::sample::{Sample, sample};

/// Where the sample board says that it will be.
const BASE: &str = "https://example.org/board/";

/// What pages say that engines should pass by.
const NOT_TO_BE_LISTED: &str = "<meta name=\"robots\" content=\"noindex\">";

/// A link as it stands on a page.
struct Link {
    tag: String,
    relation: String,
    to: String,
}

fn links(html: &str) -> Vec<Link> {
    let mut links = Vec::new();
    for piece in pieces(html) {
        let Piece::Open(tag, attributes) = piece else { continue };
        let relation = attribute(&attributes, "rel").unwrap_or_default().to_owned();
        for name in ["href", "src", "srcset", "action", "xlink:href", "poster", "cite"] {
            let Some(value) = attribute(&attributes, name) else { continue };
            // An icon of nothing keeps browsers from asking for one that is not there.
            if value == "data:," {
                continue;
            }
            // Several widths of one picture, each with its width behind it.
            let each: Vec<&str> = if name == "srcset" {
                value.split(',').filter_map(|one| one.split_whitespace().next()).collect()
            } else {
                vec![value]
            };
            links.extend(each.into_iter().map(|to| Link {
                tag: tag.clone(),
                relation: relation.clone(),
                to: to.to_owned(),
            }));
        }
    }
    links
}

fn ids(html: &str) -> Vec<String> {
    let id = |piece| match piece {
        Piece::Open(_, attributes) => attribute(&attributes, "id").map(str::to_owned),
        _ => None,
    };
    pieces(html).into_iter().filter_map(id).collect()
}

fn is_absolute(to: &str) -> bool {
    to.starts_with('/') || to.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'))
}

/// The address that a link on a page leads to, and the place on it.
fn resolve(from: &str, to: &str) -> (String, Option<String>) {
    let (path, fragment) = match to.split_once('#') {
        Some((path, fragment)) => (path, Some(decode(fragment))),
        None => (to, None),
    };
    if path.is_empty() {
        return (from.to_owned(), fragment);
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => assert!(parts.pop().is_some(), "{to} on {from} leads out of the site"),
            part => parts.push(part),
        }
    }
    (decode(&parts.join("/")), fragment)
}

/// Percent-decoding as a server does it, once.
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let code = text.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        if let Some(byte) = code.filter(|_| bytes[at] == b'%') {
            out.push(byte);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).expect("UTF-8 in an address")
}

/// What is wrong with a link, if anything is.
fn fault(sample: &Sample, from: &str, link: &Link) -> Option<String> {
    let Link { tag, relation, to } = link;
    let told = |what: &str| Some(format!("{from}: <{tag} {to}> {what}"));
    let target = match to.strip_prefix(BASE) {
        Some(inner) if relation == "canonical" || from == "404.html" => {
            resolve("index.html", inner)
        }
        Some(_) => return told("is absolute"),
        None if is_absolute(to) => {
            let outside = ["https://", "http://", "mailto:", "tel:"];
            let fine = tag == "a" && outside.iter().any(|scheme| to.starts_with(scheme));
            return if fine { None } else { told("is absolute") };
        }
        None if from == "404.html" && !to.starts_with('#') => return told("is relative"),
        None => resolve(from, to),
    };
    let (address, fragment) = target;
    let address = if address.is_empty() { "index.html".to_owned() } else { address };
    if !sample.site.contains_key(&address) {
        return told("leads nowhere");
    }
    match fragment {
        Some(id) if !ids(sample.text(&address)).contains(&id) => told("names no place on it"),
        _ => None,
    }
}

#[test]
fn every_link_leads_to_a_file_and_a_place_in_it() {
    let sample = sample();
    let (mut faults, mut seen) = (Vec::new(), 0);
    for (address, html) in sample.pages() {
        for link in links(html) {
            faults.extend(fault(sample, address, &link));
            seen += 1;
        }
    }
    assert!(seen > 1000, "{seen} links are many");
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_broken_link_would_be_seen() {
    let sample = sample();
    let link = |to: &str| Link { tag: "a".to_owned(), relation: String::new(), to: to.to_owned() };
    let good = ["../index.html", "#main", "../categories/%E4%BF%9D%E6%B4%81.html", "tel:1"];
    for to in good {
        assert_eq!(fault(sample, "pages/common-assets.html", &link(to)), None);
    }
    let bad =
        ["index.html", "#nowhere", "/index.html", "//example.org/", "https://example.org/board/"];
    for to in bad {
        assert!(fault(sample, "pages/common-assets.html", &link(to)).is_some(), "{to}");
    }
}

#[test]
fn ids_are_used_once_a_page() {
    for (address, html) in sample().pages() {
        let ids = ids(html);
        let unique: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{address} uses an id twice: {ids:?}");
    }
}

#[test]
fn every_label_and_description_that_is_named_is_there() {
    for (address, html) in sample().pages() {
        let ids = ids(html);
        for piece in pieces(html) {
            let Piece::Open(tag, attributes) = piece else { continue };
            for name in ["for", "aria-labelledby", "aria-describedby", "aria-controls"] {
                let named = attribute(&attributes, name).unwrap_or_default().split_whitespace();
                for id in named {
                    assert!(ids.iter().any(|known| known == id), "{address}: <{tag} {name}={id}>");
                }
            }
        }
    }
}

/// Which addresses each page links to.
fn graph(sample: &Sample) -> BTreeMap<&str, BTreeSet<String>> {
    let leads = |address: &str, html: &str| {
        let links = links(html)
            .into_iter()
            .filter(|link| matches!(link.tag.as_str(), "a" | "img") && !is_absolute(&link.to));
        links.map(|link| resolve(address, &link.to).0).collect()
    };
    sample.pages().map(|(address, html)| (address, leads(address, html))).collect()
}

#[test]
fn every_file_is_reached_from_the_first_page() {
    let sample = sample();
    let graph = graph(sample);
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut waiting = VecDeque::from(["index.html".to_owned()]);
    while let Some(address) = waiting.pop_front() {
        for to in graph.get(address.as_str()).into_iter().flatten() {
            if reached.insert(to.clone()) {
                waiting.push_back(to.clone());
            }
        }
    }
    // The description of the data names its files.
    assert!(reached.contains("datapackage.json"));
    let package: serde_json::Value =
        serde_json::from_str(sample.text("datapackage.json")).expect("JSON");
    let paths = package["resources"].as_array().expect("resources").iter();
    reached.extend(paths.map(|file| file["path"].as_str().expect("a path").to_owned()));
    let apart = |address: &str| {
        // Hosts and programs ask for these by name.
        [
            "404.html",
            "sitemap.xml",
            "feed.xml",
            "feed.json",
            "robots.txt",
            "card.png",
            "manifest.json",
            "board.css",
        ]
        .contains(&address)
            // The search page loads these; `search` holds that none is more than it asks for.
            || address == "search.js" || address.starts_with("search/")
    };
    let lost: Vec<&String> =
        sample.site.keys().filter(|name| !apart(name) && !reached.contains(*name)).collect();
    assert!(lost.is_empty(), "no link leads to {lost:#?}");
}

#[test]
fn every_sheet_is_linked_from_what_it_is_a_sheet_of_and_back() {
    let sample = sample();
    let graph = graph(sample);
    let sheets: Vec<&str> =
        graph.keys().copied().filter(|address| address.starts_with("sheets/")).collect();
    assert!(sheets.len() > 50, "{} sheets are many", sheets.len());
    for sheet in sheets {
        let of = sheet.trim_start_matches("sheets/");
        assert!(graph[of].contains(sheet), "{of} does not link its sheet");
        assert!(graph[sheet].contains(of), "{sheet} does not lead back");
    }
}

#[test]
fn no_two_addresses_differ_in_case_only() {
    let mut seen = BTreeMap::new();
    for address in sample().site.keys() {
        if let Some(other) = seen.insert(address.to_lowercase(), address) {
            panic!("{address} and {other} are one file on many disks");
        }
    }
}

/// The texts of an XML element, wherever it stands.
fn elements(xml: &str, name: &str) -> Vec<String> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let parts = xml.split(open.as_str()).skip(1);
    parts.map(|part| unescape(part.split(close.as_str()).next().unwrap_or_default())).collect()
}

/// Whether a text is XML: elements that close in order, values in quotes, no stray signs, and no
/// character that XML cannot hold.
pub fn assert_well_formed(name: &str, xml: &str) {
    let rest = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let rest = rest.unwrap_or_else(|| panic!("{name} declares what it is"));
    for character in xml.chars() {
        let allowed = matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}'
            | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
        assert!(allowed, "{name} holds {character:?}");
    }
    let mut open: Vec<&str> = Vec::new();
    let mut roots = 0;
    for part in rest.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or_else(|| panic!("{name}: <{part}"));
        assert!(!text.contains("]]>"), "{name}: {text}");
        for entity in [tag, text].iter().flat_map(|text| text.split('&').skip(1)) {
            let known = ["amp;", "lt;", "gt;", "quot;", "apos;", "#"];
            assert!(known.iter().any(|known| entity.starts_with(known)), "{name}: &{entity}");
        }
        assert!(tag.matches('"').count().is_multiple_of(2), "{name}: <{tag}>");
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "{name}");
        } else {
            roots += usize::from(open.is_empty());
            let element = tag.split_whitespace().next().unwrap_or_default();
            if !tag.ends_with('/') {
                open.push(element);
            }
        }
        assert!(!open.is_empty() || text.trim().is_empty(), "{name}: text after the end");
    }
    assert_eq!((open.len(), roots), (0, 1), "{name} is one element");
}

#[test]
fn the_sitemap_names_every_page_and_nothing_else() {
    let sample = sample();
    let xml = sample.text("sitemap.xml");
    assert_well_formed("sitemap.xml", xml);
    let inner = |address: String| {
        let inner = address.strip_prefix(BASE).unwrap_or_else(|| panic!("{address}")).to_owned();
        assert!(inner.is_ascii(), "{inner} is percent-encoded");
        if inner.is_empty() { "index.html".to_owned() } else { decode(&inner) }
    };
    let named: Vec<String> = elements(xml, "loc").into_iter().map(inner).collect();
    // What is left of what was withdrawn answers, and is nothing to look for.
    let pages = sample.pages().filter(|(_, html)| !html.contains(NOT_TO_BE_LISTED));
    let pages = pages.map(|(address, _)| address.to_owned());
    let pages: Vec<String> =
        pages.filter(|address| address != "404.html" && !address.starts_with("sheets/")).collect();
    let (named, pages): (BTreeSet<_>, BTreeSet<_>) =
        (named.into_iter().collect(), pages.into_iter().collect());
    assert_eq!(named, pages);
}

#[test]
fn the_feed_names_pages_that_are_there_newest_first() {
    let sample = sample();
    let xml = sample.text("feed.xml");
    assert_well_formed("feed.xml", xml);
    let addresses = elements(xml, "id");
    assert!(addresses.len() > 10, "{} entries are many", addresses.len());
    let unique: BTreeSet<&String> = addresses.iter().collect();
    assert_eq!(unique.len(), addresses.len(), "an id is used once");
    for address in &addresses {
        let inner = address.strip_prefix(BASE).unwrap_or_else(|| panic!("{address}"));
        let page = if inner.is_empty() { "index.html".to_owned() } else { decode(inner) };
        assert!(sample.site.contains_key(&page), "{address} is not there");
    }
    let updated = elements(xml, "updated");
    assert!(updated.iter().all(|day| day.len() == 20 && day.ends_with("T00:00:00Z")));
    assert!(updated.windows(2).all(|pair| pair[0] >= pair[1]), "newest first: {updated:?}");
}

#[test]
fn every_page_says_its_own_canonical_address() {
    for (address, html) in sample().pages() {
        let canonical = links(html).into_iter().find(|link| link.relation == "canonical");
        let sheet = address.starts_with("sheets/");
        let Some(canonical) = canonical else {
            let left = html.contains(NOT_TO_BE_LISTED);
            assert!(sheet || left, "{address} has no canonical address");
            continue;
        };
        let inner = decode(canonical.to.strip_prefix(BASE).expect("an address of the site"));
        let inner = if inner.is_empty() { "index.html".to_owned() } else { inner };
        let own = if sheet { address.trim_start_matches("sheets/") } else { address };
        assert!(inner == own || inner == address, "{address} says that it is {inner}");
    }
}

#[test]
fn the_sitemap_names_pages_by_their_canonical_addresses() {
    let sample = sample();
    let canonical = |(address, html): (&str, &str)| {
        let listed = address != "404.html" && !address.starts_with("sheets/");
        let own = links(html).into_iter().find(|link| link.relation == "canonical");
        own.filter(|_| listed).map(|link| link.to)
    };
    let canonical: BTreeSet<String> = sample.pages().filter_map(canonical).collect();
    let named: BTreeSet<String> = elements(sample.text("sitemap.xml"), "loc").into_iter().collect();
    let differing: Vec<&String> = named.symmetric_difference(&canonical).collect();
    assert!(differing.is_empty(), "{differing:#?}");
}

#[test]
fn without_an_address_of_its_own_a_site_has_relative_links_only() {
    let board = Board::copy_of(super::harness::repository());
    let settings = board.read("content/board.yaml");
    board.write("content/board.yaml", settings.replace(&format!("base_url: {BASE}\n"), ""));
    board.build();
    let files = board.tree("output");
    for gone in ["404.html", "feed.xml", "sitemap.xml"] {
        assert!(files.iter().all(|(name, _)| name != gone), "{gone} needs an address");
    }
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        for link in links(&html).iter().filter(|link| is_absolute(&link.to)) {
            assert!(link.tag == "a", "{name}: <{} {}>", link.tag, link.to);
        }
        assert!(!html.contains("example.org/board"), "{name} says where the site is");
        assert!(!html.contains("feed.xml"), "{name} speaks of a feed");
    }
}

#[test]
fn names_that_differ_in_case_only_are_refused() {
    let case = |category: &str| format!("title: 灯\nopened: 2025-02-01\ncategory: {category}\n");
    let paper =
        |file: &str| case("灯") + &format!("attachments: [{{file: {file}, state: shown}}]\n");
    let mut wrong = Vec::new();
    for (what, one, two) in [
        ("files", ("content/cases/Lamp.yaml", case("灯")), ("content/cases/lamp.yaml", case("灯"))),
        (
            "categories",
            ("content/cases/a.yaml", case("WiFi")),
            ("content/cases/b.yaml", case("wifi")),
        ),
        (
            "papers",
            ("content/cases/a.yaml", paper("A.txt")),
            ("content/cases/b.yaml", paper("a.txt")),
        ),
    ] {
        let board = Board::new()
            .file(one.0, one.1)
            .file(two.0, two.1)
            .file("content/files/A.txt", "one")
            .file("content/files/a.txt", "two");
        let codes = board.codes();
        let refused = ["duplicate-id", "address-clash"];
        if !codes.iter().any(|code| refused.contains(&code.as_str())) {
            wrong.push(format!("{what}: {codes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
