//! What people type is text: no markup of theirs reaches a page, the feed or the data as markup,
//! and all of it reads back as it was typed.

use super::harness::Board;
use super::html::{Piece, pieces, text, unescape};

/// Closes attributes and elements of every sort, and would run.
const ATTACK: &str =
    "<script>evil()</script>\"'><img src=x onerror=evil()>]]>&amp;{{ 77777*99999 }}{% x %}";

/// The attack as a YAML value, with a word before it by which its place is known.
fn typed(place: &str) -> String {
    format!("'{place} {}'", ATTACK.replace('\'', "''"))
}

fn shown(place: &str) -> String {
    format!("{place} {ATTACK}")
}

fn board() -> Board {
    let settings = format!(
        "format: 1\nname: {}\npublisher: {}\ncommunity: {}\naddress: {}\nbanner: {}\n\
         contacts: [{{name: {}, phone: {}, hours: {}, place: {}}}]\n\
         supervision: {{body: {}, phone: {}}}\nlocale: zh-CN\ncurrency: CNY\n\
         time_zone: Asia/Shanghai\nbase_url: https://example.org/b/\n\
         accounts: [{{id: bank, name: {}, kind: bank}}]\n\
         funds:\n  - {{id: common, name: {}, held_in: bank, purpose: {}, \
         opening: {{date: 2025-01-01, balance: 1000}}}}\n\
         buildings: [{{id: b, name: {}}}]\n",
        typed("name"),
        typed("publisher"),
        typed("community"),
        typed("address"),
        typed("banner"),
        typed("contact"),
        typed("phone"),
        typed("hours"),
        typed("contact-place"),
        typed("supervisor"),
        typed("supervisor-phone"),
        typed("account"),
        typed("fund"),
        typed("purpose"),
        typed("building"),
    );
    let spending = format!(
        "records:\n  - number: 1\n    date: 2025-02-03\n    item: {}\n    amount: 12.50\n    \
         payee: {}\n    voucher: {}\n    category: {}\n    note: {}\n    handled_by: {}\n    \
         attachments:\n      - {{file: a.txt, state: shown, title: {}}}\n      \
         - {{file: b.txt, title: {}, inspect: {}}}\n    \
         corrected: [{{field: amount, was: {}, on: 2025-02-04, grade: typo, why: {}}}]\n    \
         waives: {{duplicate-payment: {}}}\n",
        typed("item"),
        typed("payee"),
        typed("voucher"),
        typed("category"),
        typed("note"),
        typed("handled"),
        typed("paper"),
        typed("held-paper"),
        typed("inspect"),
        typed("was"),
        typed("corrected-why"),
        typed("waiver"),
    );
    let case = format!(
        "title: {}\nopened: 2025-02-01\nchannel: {}\nplace: {}\ntier: {{escalated_to: {}}}\n\
         assigned: {{on: 2025-02-02, to: {}}}\ncategory: {}\n",
        typed("case"),
        typed("channel"),
        typed("case-place"),
        typed("escalated"),
        typed("assigned"),
        typed("case-category"),
    );
    let decision = format!(
        "---\ntitle: {}\nkind: committee\ndate: 2025-03-01\nplace: {}\n\
         attended: [{{role: {}, count: 3, of: 5}}]\n\
         motions:\n  - number: 1\n    text: {}\n    outcome: passed\n    \
         follow_up: [{{what: {}, who: {}, by: 2025-06-01}}]\n---\n\n\
         # heading {ATTACK}\n\nparagraph {ATTACK} and `code {ATTACK}`\n\n\
         | cell |\n| --- |\n| row <b onclick=evil()>bold</b> |\n\n\
         ![alt <script>evil()</script>](https://example.org/\"onerror=evil())\n\n\
         <div onclick=\"evil()\">\nblock\n</div>\n\n[link](<https://example.org/?\"><script>>)\n",
        typed("decision"),
        typed("place"),
        typed("role"),
        typed("motion"),
        typed("follow-up"),
        typed("who"),
    );
    let withdrawn = format!(
        "title: x\nopened: 2025-02-01\nwithdrawn: {{on: 2025-03-01, why: {}}}\n",
        typed("withdrawn-why")
    );
    Board::empty()
        .file("content/board.yaml", settings)
        .file("content/expenditures/2025-02.yaml", spending)
        .file("content/cases/one.yaml", case)
        .file("content/cases/two.yaml", withdrawn)
        .file("content/decisions/one.md", decision)
        .file("content/files/a.txt", ATTACK)
        .file("content/files/b.txt", "held")
}

/// Every published text with its address.
fn site() -> Vec<(String, String)> {
    let board = board();
    board.build();
    // The workbook is packed, and is no text.
    let text = |(name, bytes)| Some((name, String::from_utf8(bytes).ok()?));
    board.tree("output").into_iter().filter_map(text).collect()
}

fn ending(site: &[(String, String)], ending: &str) -> Vec<(String, String)> {
    let found: Vec<_> = site.iter().filter(|(name, _)| name.ends_with(ending)).cloned().collect();
    assert!(!found.is_empty(), "there are files in {ending}");
    found
}

#[test]
fn no_page_has_an_element_or_attribute_of_an_attacker() {
    let own = include_str!("../../themes/default/templates/components/larger.html");
    let own =
        own.lines().find(|line| line.contains("<script>")).expect("the theme's script").trim();
    for (name, html) in ending(&site(), ".html") {
        assert!(html.matches(own).count() <= 1, "{name} has the theme's script once");
        let html = without_data(&name, &html.replace(own, ""));
        // The search page alone has a form, and a script that lies in a file.
        let mut searched = Vec::new();
        for piece in pieces(&html) {
            let Piece::Open(tag, attributes) = piece else { continue };
            if name == "search.html" && (tag == "form" || tag == "script") {
                let told = if tag == "form" { "id" } else { "src" };
                let told = attributes.iter().find(|(name, _)| *name == told);
                searched.push(format!("{tag} {}", told.expect("its name").1));
                continue;
            }
            for bad in ["script", "img", "iframe", "b", "object", "style", "base", "form"] {
                assert_ne!(tag, bad, "{name} has an element of the attacker");
            }
            for (attribute, value) in attributes {
                let known = attribute
                    .bytes()
                    .all(|byte| byte.is_ascii_alphabetic() || byte == b'-' || byte == b':');
                assert!(known, "{name}: <{tag} {attribute}> broke out of its value");
                assert!(!attribute.starts_with("on"), "{name}: <{tag} {attribute}=\"{value}\">");
                assert!(!value.trim_start().starts_with("javascript:"), "{name}: {value}");
            }
        }
        let expected: &[&str] =
            if name == "search.html" { &["form search", "script search.js"] } else { &[] };
        assert_eq!(searched, expected, "{name}");
        assert!(!html.contains("7777622223"), "{name}: a template ran what was typed");
    }
}

/// A page without what it says to programs, which is JSON and no way out of it.
fn without_data(name: &str, html: &str) -> String {
    let opening = "<script type=\"application/ld+json\">";
    let Some((before, rest)) = html.split_once(opening) else { return html.to_owned() };
    let (data, after) = rest.split_once("</script>").expect("it ends");
    assert!(!data.contains(['<', '>', '&']), "{name}: {data}");
    let read: serde_json::Value = serde_json::from_str(data).expect("JSON");
    if name == "index.html" {
        assert_eq!(read["@graph"][0]["name"], shown("publisher"));
        assert_eq!(read["@graph"][1]["name"], shown("name"));
    }
    format!("{before}{after}")
}

#[test]
fn everything_typed_is_shown_as_it_was_typed() {
    let site = site();
    let mut everything = String::new();
    for (_, html) in ending(&site, ".html") {
        everything.push_str(&text(&html));
        everything.push('\n');
    }
    for place in [
        "name",
        "publisher",
        "community",
        "address",
        "banner",
        "contact",
        "phone",
        "hours",
        "contact-place",
        "supervisor",
        "supervisor-phone",
        "account",
        "fund",
        "purpose",
        "building",
        "item",
        "payee",
        "voucher",
        "category",
        "note",
        "handled",
        "paper",
        "held-paper",
        "inspect",
        "was",
        "corrected-why",
        "waiver",
        "case",
        "channel",
        "case-place",
        "escalated",
        "assigned",
        "case-category",
        "decision",
        "place",
        "role",
        "motion",
        "follow-up",
        "who",
        "withdrawn-why",
    ] {
        assert!(everything.contains(&shown(place)), "{place} is on no page as it was typed");
    }
    // Markdown reads `&amp;` as `&`; all the rest of a text stands as it was typed.
    let typed = ATTACK.replace("&amp;", "&");
    assert!(everything.contains(&format!("heading {typed}")));
    assert!(everything.contains(&format!("paragraph {typed}")));
    assert!(everything.contains(&format!("code {ATTACK}")));
    assert!(everything.contains("row <b onclick=evil()>bold</b>"));
    assert!(everything.contains("<div onclick=\"evil()\">"));
}

#[test]
fn titles_descriptions_and_labels_hold_it_in_their_attributes() {
    let site = site();
    let page = &site.iter().find(|(name, _)| name == "decisions/one.html").expect("the page").1;
    let attributes: Vec<String> = pieces(page)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Open(_, attributes) => Some(attributes.into_iter().map(|(_, value)| value)),
            _ => None,
        })
        .flatten()
        .collect();
    let whole = attributes.iter().filter(|value| value.contains(&shown("decision"))).count();
    assert!(whole > 0, "the title stands whole in the attributes of its page");
}

#[test]
fn the_feed_and_the_sitemap_escape_it() {
    let site = site();
    for (name, xml) in ending(&site, ".xml") {
        assert!(!xml.contains("<script"), "{name}");
        assert!(!xml.contains("<img"), "{name}");
        super::links::assert_well_formed(&name, &xml);
    }
    let (_, feed) = site.iter().find(|(name, _)| name == "feed.xml").expect("the feed");
    for place in ["name", "publisher", "item", "case", "decision"] {
        assert!(unescape(feed).contains(&shown(place)), "{place} is in the feed");
    }
}

#[test]
fn the_data_stays_json_and_says_what_was_typed() {
    let mut typed = Vec::new();
    for (name, lines) in ending(&site(), ".jsonl") {
        assert!(lines.ends_with('\n'), "{name} ends with a line break");
        for line in lines.lines() {
            let record: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
            assert!(record["id"].is_string(), "{name}: {line}");
            typed.extend(record["payee"].as_str().map(str::to_owned));
            typed.extend(record["withdrawn"]["why"].as_str().map(str::to_owned));
        }
    }
    assert_eq!(typed, [shown("withdrawn-why"), shown("payee")]);
}

#[test]
fn links_lead_to_the_web_to_mail_or_to_the_telephone_only() {
    for target in [
        "javascript:evil()",
        "JaVaScRiPt:evil()",
        "data:text/html,evil",
        "vbscript:evil()",
        "file:///etc/passwd",
        "java&#115;cript:evil()",
        " javascript:evil()",
        "\\\\host\\share",
        "//evil.example/x",
    ] {
        for text in [format!("[x](<{target}>)"), format!("![x](<{target}>)")] {
            let page = format!("---\ntitle: 一\n---\n\n{text}\n");
            let board = Board::new().file("content/pages/one.md", page);
            assert_eq!(board.codes(), ["unsafe-link"], "{text}");
        }
    }
}

/// A board with a case whose title has characters that are no text.
fn odd() -> Board {
    let odd = "\\u0001\\e\\u2028\\u202E\\uFEFF\\U0001F600\\\\ \\\" \\t\\n\\uFFFE</p>";
    let settings = super::harness::BOARD.to_owned() + "base_url: https://example.org/b/\n";
    let record = format!("title: \"a {odd} z\"\nopened: 2025-02-01\n");
    let board =
        Board::new().file("content/board.yaml", settings).file("content/cases/one.yaml", record);
    board.build();
    board
}

#[test]
fn odd_characters_leave_the_data_whole() {
    let line = odd().read("output/data/cases-2025.jsonl");
    assert_eq!(line.lines().count(), 1, "a line break within a text is no end of a line");
    let record: serde_json::Value = serde_json::from_str(line.trim_end()).expect("JSON");
    assert_eq!(record["title"], "a \u{1}\u{1b}\u{2028}\u{202e}\u{feff}😀\\ \" \t\n\u{fffe}</p> z");
}

#[test]
fn odd_characters_leave_the_feed_well_formed() {
    super::links::assert_well_formed("feed.xml", &odd().read("output/feed.xml"));
}

#[test]
fn no_control_character_is_on_a_page() {
    for (name, bytes) in odd().tree("output") {
        // The workbook is packed; tables and calendars end their lines as their formats say.
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let text = text.replace("\r\n", "\n");
        let control = |c: &char| c.is_control() && !matches!(c, '\n' | '\t');
        let found: Vec<char> = text.chars().filter(control).collect();
        assert!(found.is_empty(), "{name} holds {found:?}");
    }
}
