//! Who may vote: computed from units, of which all of one owner are one person; and the roll of the
//! day of a vote.

use super::harness::{BOARD, Board};
use super::html::text;

fn board(rolls: &str) -> Board {
    let written = "rolls: [{from: 2025-01-01, people: 132, area: 8421.36}]";
    let board = Board::new();
    board.write("content/board.yaml", BOARD.replace(written, &format!("rolls: {rolls}")));
    board
}

/// 45 of 88 agree, who are just two thirds of 132 people.
const VOTE: &str = "title: 表决\nkind: owners-meeting\ndate: 2025-03-01\nmotions:\n  - number: 1\n    \
    text: 换门\n    outcome: passed\n    votes: {people: {for: 45, against: 43}, \
    area: {for: 2807.13, against: 2807.11}}\n";

#[test]
fn people_are_computed_from_units_and_what_is_written_too_is_held_against_them() {
    let sold = "one_owner: [{units: 12, why: 建设单位未售}]";
    let two = "one_owner: [{units: 12, why: 建设单位未售}, {units: 3, why: 同一买受人}]";
    for (parts, codes) in [
        ("people: 132", vec![]),
        ("people: 132, units: 132", vec![]),
        ("units: 132", vec![]),
        ("people: 132, units: 131", vec!["roll-does-not-add-up"]),
        (&format!("units: 143, {sold}"), vec![]),
        (&format!("people: 132, units: 143, {sold}"), vec![]),
        (&format!("people: 131, units: 143, {sold}"), vec!["roll-does-not-add-up"]),
        (&format!("people: 143, units: 143, {sold}"), vec!["roll-does-not-add-up"]),
        (&format!("people: 132, units: 145, {two}"), vec![]),
        (&format!("people: 133, units: 145, {two}"), vec!["roll-does-not-add-up"]),
        (&format!("units: 12, {sold}"), vec![]),
        (&format!("units: 11, {sold}"), vec!["roll-does-not-add-up"]),
        ("units: 十", vec!["not-a-number"]),
        ("one_owner: []", vec!["missing-field"]),
    ] {
        let found = board(&format!("[{{from: 2025-01-01, area: 8421.36, {parts}}}]")).codes();
        assert_eq!(found, codes, "{parts}");
    }
}

#[test]
fn a_vote_is_held_against_the_people_that_the_units_come_to() {
    for (units, codes) in [(143, vec![]), (144, vec!["outcome-not-carried"])] {
        let one = "one_owner: [{units: 12, why: 建设单位未售}]";
        let roll = format!("[{{from: 2025-01-01, units: {units}, {one}, area: 8421.36}}]");
        let board = board(&roll).file("content/decisions/a.yaml", VOTE);
        assert_eq!(board.codes(), codes, "{units}");
    }
}

#[test]
fn the_page_of_a_vote_says_how_the_roll_of_its_day_came_about() {
    let roll = "[{from: 2025-01-01, units: 143, area: 8421.36, \
                one_owner: [{units: 12, why: 建设单位未售}]}, \
                {from: 2025-04-01, units: 140, area: 8300.00}]";
    let board = board(roll).file("content/decisions/a.yaml", VOTE);
    board.build();
    for address in ["decisions/a.html", "sheets/decisions/a.html"] {
        let page = text(&board.read(&format!("output/{address}")));
        for said in ["132", "8,421.36", "143 套", "建设单位未售 12 套只算 1 人"] {
            assert!(page.contains(said), "{said} in {page}");
        }
        assert!(!page.contains("140"), "{page}");
    }
    assert!(text(&board.read("output/about.html")).contains("专有部分 140 套"));
}
