//! What is posted: current, coming and ended, each with its days and its sheet; the archive by
//! year.

use super::harness::{AS_OF, BOARD, Board};
use super::html::{Piece, attribute, pieces, text};

const CONTACT: &str = "contacts: [{name: 值班室, phone: 000-1}]\n";

fn decision(date: &str, window: &str) -> String {
    format!(
        "title: 会{date}\nkind: committee\ndate: {date}\nwindow: {window}\n\
         motions: [{{number: 1, text: 修灯, outcome: passed}}]\n"
    )
}

fn board() -> Board {
    let decision = |name: &str, window: &str| {
        (format!("content/decisions/{name}.yaml"), decision("2024-01-05", window))
    };
    let page = |name: &str, until: &str| {
        let text = format!("---\ntitle: 通知{name}\nshow_until: {until}\n---\n\n请移车。\n");
        (format!("content/pages/{name}.md"), text)
    };
    let files = [
        // The board stands on 30 April 2025.
        decision("last-day", "{from: 2025-04-24, days: 7}"),
        decision("first-day", "{from: 2025-04-30, days: 7}"),
        decision("tomorrow", "{from: 2025-05-01, days: 7}"),
        decision("over", "{from: 2025-04-23, days: 7, objections: 2}"),
        decision("older", "{from: 2024-12-28, days: 3, objections: 0}"),
        decision("across", "{from: 2024-12-30, days: 5}"),
        page("now", "2025-05-02"),
        page("then", "2025-04-29"),
    ];
    let board = Board::new().file("content/board.yaml", format!("{BOARD}{CONTACT}"));
    files.into_iter().fold(board, |board, (path, text)| board.file(&path, text))
}

/// The headings of a page, and the ids of the records linked below each.
fn sections(html: &str) -> Vec<(String, Vec<String>)> {
    let main =
        &html[html.find("<main").expect("a main part")..html.find("</main>").expect("its end")];
    let mut sections: Vec<(String, Vec<String>)> = Vec::new();
    let mut heading = false;
    for piece in pieces(main) {
        match piece {
            Piece::Open(tag, _) if tag == "h2" => heading = true,
            Piece::Text(text) if heading => {
                sections.push((text.trim().to_owned(), Vec::new()));
                heading = false;
            }
            Piece::Open(tag, all) if tag == "a" => {
                let to = attribute(&all, "href").expect("an address").trim_end_matches(".html");
                // The calendar is of all of them.
                if let Some((_, ids)) = sections.last_mut().filter(|_| to != "board.ics") {
                    ids.push(to.to_owned());
                }
            }
            _ => {}
        }
    }
    sections
}

#[test]
fn what_is_posted_stands_before_what_comes_and_what_was() {
    let board = board();
    board.build();
    let html = board.read("output/posted.html");
    let with_sheet = |id: &str| [id.to_owned(), format!("sheets/{id}")];
    let expected = [
        ("正在公示", ["decisions/last-day", "pages/now", "decisions/first-day"].as_slice()),
        ("将要公示", &["decisions/tomorrow"]),
        ("公示过的", &["decisions/over", "pages/then", "decisions/across", "decisions/older"]),
    ];
    let expected: Vec<(String, Vec<String>)> = expected
        .into_iter()
        .map(|(name, ids)| (name.to_owned(), ids.iter().flat_map(|id| with_sheet(id)).collect()))
        .collect();
    assert_eq!(sections(&html), expected);
    let home = board.read("output/index.html");
    let (name, ids) = sections(&home).remove(0);
    assert_eq!(name, "正在公示");
    assert_eq!(ids, ["decisions/last-day", "pages/now", "decisions/first-day", "posted"]);
}

#[test]
fn a_notice_says_how_to_object_while_that_can_be_done_and_what_came_after() {
    let board = board();
    board.build();
    let said = text(&board.read("output/posted.html"));
    let (current, rest) = said.split_once("将要公示").expect("what comes");
    let (coming, ended) = rest.split_once("公示过的").expect("what was");
    let objecting = "有不同意见，请在期内告诉值班室：000-1";
    assert_eq!(current.matches(objecting).count(), 2, "{current}");
    assert_eq!(coming.matches(objecting).count(), 1, "{coming}");
    assert!(!ended.contains("有不同意见"), "{ended}");
    assert!(current.contains("最后一天： 2025年4月30日"), "{current}");
    assert!(ended.contains("收到异议 2 件") && ended.contains("没有收到异议"), "{ended}");
    assert!(ended.contains("编号：决定 older"), "{ended}");
    let years: Vec<usize> = ["2025年 编号：决定 over", "2024年 编号：决定 older"]
        .map(|year| ended.find(year).unwrap_or(usize::MAX))
        .to_vec();
    assert!(years.is_sorted() && years[1] < usize::MAX, "{ended}");
}

#[test]
fn the_archive_is_parted_by_year_when_it_is_long() {
    let many = |count: usize| {
        let board = (0..count).fold(Board::new(), |board, place| {
            let year = if place % 2 == 0 { 2023 } else { 2024 };
            let (month, day) = (place % 12 + 1, place % 28 + 1);
            let date = format!("{year}-{month:02}-{day:02}");
            let text = decision(&date, &format!("{{from: {date}, days: 1}}"));
            board.file(&format!("content/decisions/d{place}.yaml"), text)
        });
        board.build();
        board
    };
    let short = many(60);
    assert!(!short.path("output/posted-2023.html").exists());
    assert_eq!(
        short.read("output/posted.html").matches("<li>\n      <p class=\"meta\">").count(),
        60
    );
    let long = many(61);
    let ended = sections(&long.read("output/posted.html")).pop().expect("what was");
    assert_eq!(ended.1, ["posted-2024", "posted-2023"]);
    let of = |year: &str| sections(&long.read(&format!("output/posted-{year}.html")));
    assert_eq!(of("2023")[0].1.len() / 2, 31, "each with its sheet");
    assert_eq!(of("2024")[0].1.len() / 2, 30);
}

#[test]
fn the_days_of_notices_are_days_on_which_pages_change() {
    let board = board();
    let run = board.run(&["build", "--as-of", AS_OF]);
    assert!(
        run.out.contains("2025-05-01") || run.err.contains("2025-05-01"),
        "{}{}",
        run.out,
        run.err
    );
}
