//! Feeds as XML and JSON, sitemaps as XML, data files as lines.

use serde_json::json;

use super::prose::escape;
use crate::view::feed::{Entry, Feed, Place};

/// The Atom feed (RFC 4287).
#[must_use]
pub fn atom(feed: &Feed) -> String {
    let mut xml = Xml::new();
    xml.raw("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    xml.text(feed.lang);
    xml.raw("\">\n");
    xml.element("title", &feed.title);
    xml.element("id", &feed.home);
    xml.link("self", &feed.address);
    xml.link("alternate", &feed.home);
    xml.element("updated", &feed.updated);
    xml.raw("<author>");
    xml.element("name", &feed.author);
    xml.raw("</author>\n");
    for entry in &feed.entries {
        xml.raw("<entry>\n");
        xml.element("title", &entry.title);
        xml.element("id", &entry.address);
        xml.link("alternate", &entry.address);
        xml.element("published", &entry.published);
        xml.element("updated", &entry.updated);
        xml.raw("<category term=\"");
        xml.text(&entry.category);
        xml.raw("\"/>\n");
        xml.element("summary", &entry.summary);
        xml.raw("</entry>\n");
    }
    xml.raw("</feed>\n");
    xml.0
}

/// The same feed as JSON (JSON Feed 1.1).
#[must_use]
pub fn json(feed: &Feed) -> String {
    let item = |entry: &Entry| {
        json!({
            "id": entry.address, "url": entry.address, "title": entry.title,
            "content_text": entry.summary, "date_published": entry.published,
            "date_modified": entry.updated, "tags": [entry.category, entry.kind],
        })
    };
    let document = json!({
        "version": "https://jsonfeed.org/version/1.1", "title": feed.title,
        "home_page_url": feed.home, "feed_url": feed.json, "language": feed.lang,
        "authors": [{"name": feed.author, "url": feed.home}],
        "items": feed.entries.iter().map(item).collect::<Vec<_>>(),
    });
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    format!("{text}\n")
}

/// The sitemap (sitemaps.org protocol 0.9).
#[must_use]
pub fn sitemap(places: impl Iterator<Item = Place>) -> String {
    let mut xml = Xml::new();
    xml.raw("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for place in places {
        xml.raw("<url>");
        xml.element("loc", &place.address);
        if let Some(changed) = &place.changed {
            xml.element("lastmod", changed);
        }
        xml.raw("</url>\n");
    }
    xml.raw("</urlset>\n");
    xml.0
}

struct Xml(String);

impl Xml {
    fn new() -> Self {
        Self("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned())
    }

    fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    fn text(&mut self, text: &str) {
        escape(&mut self.0, text);
    }

    fn element(&mut self, name: &str, text: &str) {
        self.0.extend(["<", name, ">"]);
        self.text(text);
        self.0.extend(["</", name, ">\n"]);
    }

    fn link(&mut self, relation: &str, address: &str) {
        self.raw(&format!("<link rel=\"{relation}\" href=\""));
        self.text(address);
        self.raw("\"/>\n");
    }
}
