//! Consultations: when they stand among what is posted, which shares are told and what they are of,
//! and what is said of an opinion without an answer.

use super::harness::{BOARD, Board};

const CONSULTATION: &str = "\
title: 换水泵
window: {from: 2025-04-07, days: 5, kind: working}
issued: 40
returned: 31
views:
  - {said: 早点换, reply: 五月换, adopted: in-full}
  - {said: 换进口的}
consent:
  - {place: 1单元, agreed: 15, refused: 3, pending: 2, of: 20}
  - {place: 2单元, agreed: 12, of: 20}
";

/// The page at an address, on a day.
fn page(text: &str, day: &str, address: &str) -> String {
    let board = Board::new()
        .file("content/board.yaml", BOARD)
        .file("content/consultations/2025-04-pump.yaml", text);
    let built = board.run(&["build", "--as-of", day]);
    assert_eq!(built.code, 0, "{}", built.err);
    board.read(&format!("output/{address}"))
}

const PAGE: &str = "consultations/2025-04-pump.html";

#[test]
fn a_consultation_is_posted_from_its_first_day_to_its_last() {
    // Monday 7 to Friday 11 April 2025: five working days.
    for (day, posted) in [("06", false), ("07", true), ("11", true), ("12", false)] {
        let home = page(CONSULTATION, &format!("2025-04-{day}"), "index.html");
        let section = &home[home.find("正在公示").expect("what is posted")..];
        let section = &section[..section.find("</section>").expect("its end")];
        assert_eq!(section.contains(PAGE), posted, "{day}");
    }
}

#[test]
fn a_share_stands_only_beside_both_its_parts() {
    let shares = |text: &str| {
        let page = page(text, "2025-04-12", PAGE);
        let found = page.match_indices('%').map(|(at, _)| {
            let digit = |c: char| c.is_ascii_digit() || c == '.';
            let before = &page[..at];
            before[before.trim_end_matches(digit).len()..].to_owned()
        });
        found.collect::<Vec<_>>()
    };
    // 31/40, 15/20, 12/20, and 27/40 of both together. One is told as a description too.
    let told = shares(CONSULTATION);
    for share in ["77.5", "75.0", "60.0", "67.5"] {
        assert!(told.contains(&share.to_owned()), "{share} in {told:?}");
    }
    let untold =
        CONSULTATION.replace("agreed: 12, of: 20", "agreed: 12").replace("issued: 40\n", "");
    assert_eq!(shares(&untold), ["75.0"]);
    let sum = page(&untold, "2025-04-12", PAGE);
    let sum = &sum[sum.find("<tfoot>").expect("a sum")..];
    assert!(sum.contains(">27<") && !sum.contains(">20<"), "{sum}");
}

#[test]
fn an_opinion_without_an_answer_says_so_when_it_is_over() {
    for (day, said) in [("11", false), ("12", true)] {
        let page = page(CONSULTATION, &format!("2025-04-{day}"), PAGE);
        assert_eq!(page.contains("还没有答复"), said, "{day}");
    }
}

#[test]
fn answers_are_asked_for_after_fifteen_days() {
    let codes = |day: &str| {
        let board = Board::new()
            .file("content/board.yaml", BOARD)
            .file("content/consultations/2025-04-pump.yaml", CONSULTATION);
        board.run(&["check", "--as-of", day]).out
    };
    assert!(!codes("2025-04-26").contains("views-unanswered"));
    assert!(codes("2025-04-27").contains("views-unanswered"));
}
