//! Sheets: every record can become one, and what it says is what the record says.

use mingbai::compile::{compile, words};
use mingbai::model::record::Body;
use mingbai::view::notice::{Notice, of_record};
use mingbai::view::{Desk, Page};
use mingbai::words::Language;

use super::harness::{BOARD, Board};
use super::sample::{files, options, sample, sources};

/// Every record of the sample with its title and its sheet.
fn sheets(check: impl Fn(&str, &Body, &str, &Notice)) -> usize {
    let site = compile(&sources(&files()), &options()).site.expect("a site");
    let words = words(Language::ZhCn);
    let desk = Desk { board: &site.board, words: &words, plan: &site.plan, root: "" };
    for record in &site.board.records {
        let (page, heading) = of_record(&desk, record);
        let Page::Notice(notice, _) = page else { panic!("{} is no sheet", record.head.id) };
        check(&record.head.id.to_string(), &record.body, &heading.title, &notice);
    }
    site.board.records.len()
}

#[test]
fn every_record_becomes_a_sheet_that_says_what_it_is() {
    let count = sheets(|id, body, title, notice| {
        let titled =
            !matches!(body, Body::Notice(_) | Body::Page | Body::Pact(_) | Body::Withdrawn);
        let sort = ["公示", "公示表", "公告", "通知", "说明"];
        assert!(!titled || sort.iter().any(|sort| title.ends_with(sort)), "{id}: {title}");
        let says = notice.paragraphs.len() + notice.facts.len() + notice.tables.len();
        assert!(says > 0 || !titled, "{id} says nothing");
        assert!(notice.witness.contains(id), "{id} is not witnessed: {}", notice.witness);
        assert!(notice.url.ends_with(".html"), "{id}: {}", notice.url);
        assert!(!notice.signature.is_empty() && !notice.date.is_empty(), "{id} is not signed");
        for table in &notice.tables {
            for row in table.rows.iter().chain([&table.foot]).filter(|row| !row.is_empty()) {
                assert_eq!(row.len(), table.columns.len(), "{id}: {row:?}");
            }
        }
    });
    assert!(count > 200, "{count} records are few");
}

#[test]
fn what_is_carried_over_ends_in_the_total() {
    let carried = std::cell::Cell::new(0);
    sheets(|id, _, _, notice| {
        for table in notice.tables.iter().filter(|table| !table.carried.is_empty()) {
            assert_eq!(table.carried.len(), table.rows.len(), "{id}");
            let last = table.carried.last().expect("a row");
            for (sum, total) in last.iter().zip(&table.foot).filter(|(sum, _)| !sum.is_empty()) {
                assert_eq!(sum, total, "{id}");
                carried.set(carried.get() + 1);
            }
        }
    });
    assert!(carried.get() > 20, "{} columns are few", carried.get());
}

#[test]
fn a_sheet_has_a_code_where_the_board_has_an_address_and_else_says_whom_to_ask() {
    for (address, page) in sample().pages().filter(|(address, _)| address.starts_with("sheets/")) {
        assert!(page.contains("<svg") && page.contains("二维码"), "{address} has no code");
    }
    let contact = "contacts: [{name: 值班室, phone: 000-1}]\n";
    let board = Board::new()
        .file("content/board.yaml", format!("{BOARD}{contact}"))
        .file("content/pages/a.md", "---\ntitle: 通知\n---\n\n请移车。\n");
    board.build();
    let page = board.read("output/sheets/pages/a.html");
    assert!(!page.contains("<svg"), "{page}");
    assert!(page.contains("要看原始记录，请找值班室"), "{page}");
}

#[test]
fn photos_and_papers_that_are_shown_stand_on_the_sheet() {
    let photos = std::cell::Cell::new(0);
    let papers = std::cell::Cell::new(0);
    sheets(|id, _, _, notice| {
        photos.set(photos.get() + notice.photos.len());
        papers.set(papers.get() + notice.attachments.len());
        for photo in &notice.photos {
            assert!(sample().site.contains_key(&photo.src), "{id}: {}", photo.src);
            assert!(sample().board.path(&photo.source).exists(), "{id}: {}", photo.source);
            assert!(!photo.alt.is_empty(), "{id}");
        }
    });
    assert!(photos.get() > 1 && papers.get() > 1, "{photos:?}, {papers:?}");
}

#[cfg(feature = "sheets")]
#[test]
fn a_font_that_is_nowhere_is_told_and_keeps_nothing_from_being_published() {
    let board = Board::new()
        .file("content/pages/one.md", "---\ntitle: 一\n---\n\n正文。\n")
        .file("themes/riverside/theme.yaml", "name: riverside\ncontract: 1\nfonts:\n  song: [A]\n");
    let settings = board.read("content/board.yaml");
    board.write("content/board.yaml", format!("{settings}theme: riverside\n"));
    let run = board.run(&["build", "--sheets", "--as-of", "2025-04-30"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.err.contains("unknown-font"), "{}", run.err);
    assert!(board.path("output/sheets/pages/one.pdf").is_file());
    assert!(board.read("content/board.lock").contains("pages/one"));
}
