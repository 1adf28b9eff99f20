//! Permanence: a board lives through a history that is told here state by state, and every address
//! that any build of it published answers in the last one.

use std::collections::{BTreeMap, BTreeSet};

use super::harness::{BOARD, Board};
use super::html::text;
use super::photos::photo;

/// Addresses that follow from the address of the site, and end with it.
const OF_THE_ADDRESS: [&str; 5] =
    ["404.html", "feed.json", "feed.xml", "robots.txt", "sitemap.xml"];

fn spending(month: &str, count: usize, fund: &str, category: &str) -> String {
    let mut out =
        format!("defaults: {{fund: {fund}, category: {category}, voucher: v}}\nrecords:\n");
    for number in 1..=count {
        out += &format!(
            "  - {{number: {number}, date: {month}-05, item: 第{number}件, amount: {number}.50}}\n"
        );
    }
    out
}

/// A board and everything that it ever published, with the bytes that lay there last.
struct History {
    board: Board,
    published: BTreeMap<String, Vec<u8>>,
}

impl History {
    /// Builds for a day, and remembers what is there then.
    fn build(&mut self, day: &str) {
        let run = self.board.run(&["build", "--as-of", day]);
        assert_eq!(run.code, 0, "{day}: {}{}", run.out, run.err);
        for (address, bytes) in self.board.tree("output") {
            self.published.insert(address, bytes);
        }
        let lost: Vec<&String> = self
            .published
            .keys()
            .filter(|address| !self.answers(address) && !with_a_name(address))
            .collect();
        assert!(lost.is_empty(), "{day}: nothing answers at {lost:#?}");
    }

    fn answers(&self, address: &str) -> bool {
        self.board.path(&format!("output/{address}")).is_file()
    }

    fn page(&self, address: &str) -> String {
        self.board.read(&format!("output/{address}"))
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let was = self.board.read(path);
        assert!(was.contains(from), "{path} says {from}");
        self.board.write(path, was.replacen(from, to, 1));
    }
}

/// The names of files and categories that go with a withdrawal are forgotten: they may be why.
fn with_a_name(address: &str) -> bool {
    address == "categories/停车.html"
}

const CASE: &str = "title: 路灯不亮\nopened: 2025-01-10\ncategory: 照明\n\
                    tier: {by: 2025-03-01}\n\
                    attachments: [{file: dark.jpg, state: shown}, {file: 报价.pdf, state: shown}]\n";

fn history() -> History {
    let settings = BOARD.replace("time_zone", "base_url: https://example.org/b/\ntime_zone");
    let settings = format!("{settings}packs: [cn-owners]\ncoverage: {{since: 2025-01-01}}\n");
    let board = Board::empty()
        .file("content/board.yaml", settings)
        .file("content/expenditures/2025-01.yaml", spending("2025-01", 60, "common", "维修"))
        .file("content/expenditures/2025-02.yaml", spending("2025-02", 3, "parking", "停车"))
        .file("content/cases/lamp.yaml", CASE)
        .file(
            "content/cases/tap.yaml",
            "title: 漏水\nopened: 2024-12-02\nclosed: {on: 2024-12-09, reason: fixed}\n",
        )
        .file("content/files/dark.jpg", photo(10, ""))
        .file("content/files/报价.pdf", "%PDF-1.4")
        .file("content/pages/hello.md", "---\ntitle: 你好\n---\n\n大家好。\n");
    let mut history = History { board, published: BTreeMap::new() };
    history.build("2025-02-05");

    // The case is closed and its photo replaced; the file that lay beside it is taken back.
    history.edit(
        "content/cases/lamp.yaml",
        "tier:",
        "closed: {on: 2025-02-20, reason: fixed}\ntier:",
    );
    history.edit("content/cases/lamp.yaml", ", {file: 报价.pdf, state: shown}", "");
    history.board.remove("content/files/报价.pdf");
    history.board.write("content/files/dark.jpg", photo(90, ""));
    history.build("2025-02-25");

    // A category gets another name, the fund of parking another id, and the board grows.
    history.edit("content/expenditures/2025-01.yaml", "category: 维修", "category: 修缮");
    for path in ["content/board.yaml", "content/expenditures/2025-02.yaml"] {
        let was = history.board.read(path);
        history.board.write(path, was.replace("parking", "cars"));
    }
    history
        .board
        .write("content/expenditures/2026-01.yaml", spending("2026-01", 2, "common", "修缮"));
    history.build("2026-01-31");

    // Records are withdrawn, the rules are let go, a page goes, the address of the site goes too.
    let withdrawn = "withdrawn: {on: 2026-02-01, why: 记在了别的账上}\n";
    history.board.write("content/pages/hello.md", format!("---\n{withdrawn}---\n"));
    let mut list = "records:\n".to_owned();
    for number in 1..=3 {
        list += &format!("  - {{number: {number}, {}}}\n", withdrawn.trim_end());
    }
    history.board.write("content/expenditures/2025-02.yaml", list);
    history.edit("content/board.yaml", "packs: [cn-owners]\ncoverage: {since: 2025-01-01}\n", "");
    history.build("2026-02-02");
    history
}

#[test]
fn every_address_that_was_ever_published_answers() {
    let history = history();
    assert!(history.published.len() > 100, "{} addresses", history.published.len());
    let gone: Vec<&String> = history
        .published
        .keys()
        .filter(|address| {
            address.ends_with(".html")
                && history.answers(address)
                && history.page(address).contains("noindex")
        })
        .collect();
    // What must be gone, in each of its ways; the list says that the history is worth its name.
    for address in [
        "accounts/parking-2025-02.html",
        "sheets/accounts/parking-2025-02.html",
        "cases-state-open.html",
        "categories/维修.html",
        "categories/维修.2.html",
        "coverage.html",
        "sheets/pages/hello.html",
    ] {
        assert!(history.published.contains_key(address), "{address} was published");
        assert!(gone.iter().any(|one| *one == address), "{address} is gone: {gone:#?}");
    }
}

#[test]
fn a_tombstone_says_since_when_and_why_and_where_to_go_on() {
    let history = history();
    let says = |address: &str, words: &[&str]| {
        let page = history.page(address);
        for word in words {
            assert!(text(&page).contains(word), "{address} says {word}: {page}");
        }
        assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"), "{address}");
        assert!(!page.contains("rel=\"canonical\""), "{address} is the address of nothing");
    };
    says("categories/维修.html", &["2026年1月31日", "categories/维修.html", "类别", "按类别看"]);
    says("accounts/parking-2025-02.html", &["2026年1月31日", "收支表", "账目"]);
    says("sheets/pages/hello.html", &["2026年2月2日", "记在了别的账上"]);
    says("coverage.html", &["规则包"]);
    says("pages/hello.html", &["记在了别的账上"]);
    let sitemap = history.page("sitemap.xml");
    assert!(!sitemap.contains("coverage.html") && !sitemap.contains("pages/hello.html"));

    let table = history.page("accounts/parking-2025-02.csv");
    assert!(table.contains("\r\n\"从2026年1月31日起"), "{table}");
    let file = history.page("files/报价.pdf");
    assert!(file.starts_with("从2025年2月25日起"), "{file}");
    // What was seen on the old photo is not to be seen any more.
    let photos: Vec<&Vec<u8>> = history
        .published
        .iter()
        .filter(|(address, _)| address.starts_with("photos/"))
        .map(|(_, bytes)| bytes)
        .collect();
    let pictures: BTreeSet<&Vec<u8>> = photos.iter().copied().collect();
    // Two widths of the new one, and the same grey field where both of the old one were.
    assert_eq!((photos.len(), pictures.len()), (4, 3));
}

#[test]
fn what_comes_back_is_there_again_and_the_site_is_what_its_sources_say() {
    let mut history = history();
    history.edit("content/expenditures/2025-01.yaml", "category: 修缮", "category: 维修");
    history.build("2026-02-03");
    assert!(!history.page("categories/维修.html").contains("noindex"));
    assert!(history.board.read("content/board.lock").contains("/categories/维修.html\t-\n"));
    assert_eq!(history.board.run(&["verify"]).code, 0);
    // A build of the same sources elsewhere is the same site: what is gone is no secret of a folder.
    let run = history.board.run(&["build", "--as-of", "2026-02-03", "--out", "elsewhere"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(history.board.tree("output") == history.board.tree("elsewhere"));
}

#[test]
fn a_record_may_still_not_vanish() {
    let history = history();
    history.board.remove("content/cases/lamp.yaml");
    let run = history.board.run(&["check", "--format", "short", "--as-of", "2026-02-03"]);
    assert!(run.out.contains("vanished-record"), "{}", run.out);
}

#[test]
fn no_line_of_the_lock_leads_out_of_the_site() {
    let board = Board::new().file("content/cases/a.yaml", "title: 灯\nopened: 2025-02-01\n");
    board.build();
    let lock = board.read("content/board.lock");
    for bad in ["/../out.html\t-", "//etc/x.html\t2025-01-01", "/a/./b.html\t-", "/a.html\tx"] {
        board.write("content/board.lock", format!("{lock}{bad}\n"));
        assert!(board.codes().contains(&"unreadable-lock".to_owned()), "{bad}");
    }
}

#[test]
fn addresses_that_end_with_the_address_of_the_site_are_few() {
    let history = history();
    history.edit("content/board.yaml", "base_url: https://example.org/b/\n", "");
    let run = history.board.run(&["build", "--as-of", "2026-02-03"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let lost: Vec<&String> = history
        .published
        .keys()
        .filter(|address| !history.answers(address) && !with_a_name(address))
        .collect();
    assert_eq!(lost, OF_THE_ADDRESS);
}

#[test]
fn a_locked_build_never_writes_the_lock_and_names_no_day_that_it_forgets() {
    let case = "title: 灯\nopened: 2025-02-01\ntier: {by: 2025-03-01}\n";
    let board = Board::new().file("content/cases/a.yaml", case);
    let build = |args: &[&str]| {
        let run = board.run(args);
        assert_eq!(run.code, 0, "{}", run.err);
    };
    build(&["build", "--as-of", "2025-02-10"]);
    // A page is known to the lock alone, and a day passes by which a list comes.
    let lock = format!("{}/categories/照明.html\t-\n", board.read("content/board.lock"));
    board.write("content/board.lock", &lock);
    let page = || board.read("output/categories/照明.html");
    build(&["build", "--locked", "--as-of", "2025-03-05"]);
    assert_eq!(board.read("content/board.lock"), lock);
    let first = text(&page());
    assert!(first.contains("原来的内容不在了") && !first.contains("日起"), "{first}");
    build(&["build", "--out", "elsewhere", "--as-of", "2025-03-05"]);
    assert!(board.tree("output") == board.tree("elsewhere"));
    build(&["build", "--locked", "--as-of", "2025-03-06"]);
    assert_eq!(board.read("content/board.lock"), lock);
    assert_eq!(text(&page()).replace("3月6日", "3月5日"), first);
    // What is remembered is named.
    build(&["build", "--as-of", "2025-03-07"]);
    build(&["build", "--locked", "--as-of", "2025-03-08"]);
    assert!(text(&page()).contains("从2025年3月7日起"), "{}", page());
}

#[test]
fn what_takes_the_place_of_what_is_gone_is_published() {
    let case = |file: &str| {
        format!("title: 灯\nopened: 2025-02-01\nattachments: [{{file: {file}, state: shown}}]\n")
    };
    let board =
        Board::new().file("content/cases/a.yaml", case("scan")).file("content/files/scan", "一");
    board.build();
    let replace = |old: &str, new: &str| {
        board.remove(&format!("content/files/{old}"));
        if old.contains('/') {
            std::fs::remove_dir(board.path("content/files/scan")).expect("an empty folder");
        }
        board.write(&format!("content/files/{new}"), "二");
        board.write("content/cases/a.yaml", case(new));
        board.build();
        assert_eq!(board.read(&format!("output/files/{new}")), "二");
        let lock = board.read("content/board.lock");
        assert!(lock.contains(&format!("/files/{new}\t")), "{lock}");
        assert!(!lock.contains(&format!("/files/{old}\t")), "{lock}");
    };
    replace("scan", "scan/1.txt");
    replace("scan/1.txt", "scan");
    replace("scan", "Scan/1.txt");
}

#[cfg(unix)]
#[test]
fn an_attachment_of_any_name_leaves_a_lock_that_reads() {
    let case = "title: 灯\nopened: 2025-02-01\nattachments:\n";
    let names = ["a:b.txt", "a*?<>|.txt", "a\\b.txt", "a\tb.txt"];
    let board = Board::new();
    let mut list = case.to_owned();
    for name in names {
        board.write(&format!("content/files/{name}"), "一");
        let quoted = name.replace('\\', "\\\\").replace('\t', "\\t");
        list += &format!("  - {{file: \"{quoted}\", state: shown}}\n");
    }
    board.write("content/cases/a.yaml", list);
    board.build();
    board.build();
    for name in names {
        assert!(board.path(&format!("output/files/{name}")).is_file(), "{name}");
    }
}
