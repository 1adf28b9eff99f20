//! Elections: who is elected needs a quorum, a majority, a seat and more votes, each passed and missed
//! by one vote; what votes leave open is said.

use mingbai::words::Language;

use super::harness::Board;
use super::html::{Piece, attribute, pieces, text};

/// An election of two seats among three, on the roll of 132 people and 8421.36 square metres.
fn election(voted: &str, candidates: [&str; 3]) -> String {
    let [first, second, third] = candidates;
    format!(
        "elections:\n  - body: 业委会委员\n    seats: 2\n    voted: {{{voted}}}\n    \
         candidates:\n      - {{name: 甲, {first}}}\n      - {{name: 乙, {second}}}\n      - \
         {{name: 丙, {third}}}"
    )
}

fn board(day: &str, kind: &str, election: &str) -> Board {
    let text = format!("title: 选举\nkind: {kind}\ndate: {day}\n{election}\n");
    Board::new().file("content/decisions/a.yaml", text)
}

fn elects(kind: &str, election: &str) -> Vec<String> {
    board("2025-03-01", kind, election).codes()
}

/// The text of the page of an election.
fn page(day: &str, kind: &str, election: &str) -> String {
    let board = board(day, kind, election);
    assert_eq!(board.run(&["build", "--as-of", "2026-02-01"]).code, 0);
    text(&board.read("output/decisions/a.html"))
}

/// Two thirds of 132 and of 8421.36 are 88 and 5614.24; half of those are 44 and 2807.12.
#[test]
fn who_is_elected_needs_quorum_majority_a_seat_and_more_votes() {
    let voted = "people: 88, area: 5614.24";
    let first = "people: 60, area: 4000, elected: yes";
    let second = "people: 45, area: 2807.13, elected: yes";
    let third = "people: 44, area: 2807.13";
    for (voted, candidates, faults) in [
        (voted, [first, second, third], 0),
        ("people: 87, area: 5614.24", [first, second, third], 1),
        ("people: 88, area: 5614.23", [first, second, third], 1),
        (voted, [first, "people: 44, area: 2807.13, elected: yes", third], 1),
        (voted, [first, "people: 45, area: 2807.12, elected: yes", "people: 44, area: 2807"], 1),
        (voted, [first, second, "people: 46, area: 2807.13"], 1),
        (voted, [first, second, "people: 45, area: 2807.14"], 1),
        // More people and less area: the rule of the meeting decides, not the program.
        (voted, [first, second, "people: 46, area: 2807.12"], 0),
        (voted, [first, second, "people: 45, area: 2807.13"], 0),
        (voted, [first, second, "people: 45, area: 2807.13, elected: yes"], 1),
        // Who is not elected needs nothing, and what is not written is not judged.
        ("people: 10, area: 10", ["people: 1, area: 1", "people: 9, area: 9", "people: 1"], 0),
        ("people: 88", [first, second, third], 0),
    ] {
        let found = elects("owners-meeting", &election(voted, candidates));
        let expected = vec!["election-not-carried"; faults];
        assert_eq!(found, expected, "{voted} {candidates:?}");
    }
    // Of meetings whose rule is not known, seats and the order of votes are judged alone.
    let few =
        election("people: 10, area: 10", ["people: 3, elected: yes", "people: 2", "people: 1"]);
    assert_eq!(elects("deliberation", &few), Vec::<String>::new());
}

#[test]
fn the_page_and_the_notice_show_the_candidates() {
    let candidates =
        ["people: 60, area: 4000", "people: 66, area: 4210.68, elected: yes", "people: 1"];
    let election = election("people: 88, area: 5614.24", candidates);
    let text_of = format!("title: 选举\nkind: owners-meeting\ndate: 2025-03-01\n{election}\n");
    let board = Board::new().file("content/decisions/a.yaml", text_of);
    board.build();
    for address in ["decisions/a.html", "sheets/decisions/a.html"] {
        let page = text(&board.read(&format!("output/{address}")));
        let (first, second) = (page.find("乙").expect("乙"), page.find("甲").expect("甲"));
        assert!(first < second, "most votes come first: {page}");
        for said in ["66（75.0%）", "4,210.68", "当选"] {
            assert!(page.contains(said), "{said} in {page}");
        }
    }
}

/// More than half of 812 are 407; more than half of those, 204. Two thirds of 45 are 30; more than
/// half of those, 16.
#[test]
fn villagers_residents_and_representatives_elect_by_their_own_rule() {
    let of = |eligible: u32, voted: u32, ayes: u32| {
        let third = "people: 1";
        let elected = format!("people: {ayes}, elected: yes");
        let text = election(&format!("people: {voted}"), [&elected, &elected, third]);
        text.replace("    seats: 2", &format!("    eligible: {eligible}\n    seats: 2"))
    };
    let none = Vec::<String>::new();
    let faulty = |n: usize| vec!["election-not-carried".to_owned(); n];
    for kind in ["villagers-meeting", "residents-meeting"] {
        assert_eq!(elects(kind, &of(812, 407, 204)), none, "{kind}");
        assert_eq!(elects(kind, &of(812, 406, 204)), faulty(1), "{kind}: just half voted");
        assert_eq!(elects(kind, &of(813, 407, 204)), none, "{kind}: of an odd number");
        assert_eq!(elects(kind, &of(814, 407, 204)), faulty(1), "{kind}: one more registered");
        assert_eq!(elects(kind, &of(812, 407, 203)), faulty(2), "{kind}: too few for either");
        assert_eq!(elects(kind, &of(812, 408, 204)), faulty(2), "{kind}: just half for either");
    }
    let kind = "villagers-representatives";
    assert_eq!(elects(kind, &of(45, 30, 16)), none);
    assert_eq!(elects(kind, &of(46, 30, 16)), faulty(1), "two thirds of 46 are 31");
    assert_eq!(elects(kind, &of(45, 30, 15)), faulty(2));
    // Who was called stands in the attendance, where the election does not say it.
    let called = format!(
        "attended: [{{role: 村民, count: 407, of: 812}}]\n{}",
        of(0, 407, 204).replace("    eligible: 0\n", "")
    );
    assert_eq!(elects("villagers-meeting", &called), none);
    assert_eq!(elects("villagers-meeting", &called.replace("812", "814")), faulty(1));
}

#[test]
fn an_election_names_its_article_and_a_law_that_was_not_read_decides_nothing() {
    let words = mingbai::compile::words(Language::ZhCn);
    let few = election("people: 10", ["people: 3, elected: yes", "people: 2", "people: 1"])
        .replace("    seats: 2", "    eligible: 812\n    seats: 2");
    let before = board("2025-12-31", "villagers-meeting", &few);
    assert_eq!(before.run(&["check", "--as-of", "2026-02-01"]).code, 1);
    let page = page("2026-01-01", "villagers-meeting", &few);
    for said in ["第十五条", "没有核对", words.get("missing.law-revised")] {
        assert!(page.contains(said), "{said} in {page}");
    }
    let enough = election("people: 407", ["people: 204, elected: yes", "people: 2", "people: 1"])
        .replace("    seats: 2", "    eligible: 812\n    seats: 2");
    let page = self::page("2025-03-01", "villagers-meeting", &enough);
    assert!(page.contains("第十五条") && !page.contains("没有核对"), "{page}");
    assert!(page.contains("名额 2 个，当选 1 个，还缺 1 个"), "{page}");
    let unknown = enough.replace("    eligible: 812\n", "");
    let page = self::page("2025-03-01", "villagers-meeting", &unknown);
    assert!(page.contains(words.get("missing.called")), "{page}");
}

#[test]
fn nobody_has_more_votes_than_took_part_and_no_more_take_part_than_may() {
    let first = "people: 60, area: 4000, elected: yes";
    for (voted, candidates, faults) in [
        ("people: 88, area: 5614.24", ["people: 88, area: 5614.24, elected: yes", first, first], 1),
        (
            "people: 132, area: 8421.36",
            ["people: 100, area: 6000, elected: yes", "people: 90, area: 5000", "people: 1"],
            0,
        ),
        (
            "people: 133, area: 8421.36",
            ["people: 100, area: 6000, elected: yes", "people: 90, area: 5000", "people: 1"],
            1,
        ),
        (
            "people: 132, area: 8421.37",
            ["people: 100, area: 6000, elected: yes", "people: 90, area: 5000", "people: 1"],
            1,
        ),
        (
            "people: 88, area: 5614.24",
            ["people: 89, area: 5614.24, elected: yes", "people: 1", "people: 1"],
            1,
        ),
        (
            "people: 88, area: 5614.24",
            ["people: 88, area: 5614.25, elected: yes", "people: 1", "people: 1"],
            1,
        ),
    ] {
        let found = elects("owners-meeting", &election(voted, candidates));
        assert_eq!(found, vec!["election-not-carried"; faults], "{voted} {candidates:?}");
    }
    let written = |n: u32| {
        election(
            "people: 100, area: 6000",
            ["people: 90, area: 5000, elected: yes", "people: 1", "people: 1"],
        )
        .replace("    seats: 2", &format!("    eligible: {n}\n    seats: 2"))
    };
    assert_eq!(elects("owners-meeting", &written(132)), Vec::<String>::new());
    assert_eq!(elects("owners-meeting", &written(131)), ["election-not-carried"]);
}

#[test]
fn equal_votes_for_the_last_seat_are_said_with_how_they_were_settled() {
    let voted = "people: 100, area: 6000";
    let first = "people: 90, area: 5000, elected: yes";
    let (tied, lucky) = ("people: 60, area: 4000", "people: 60, area: 4000, elected: yes");
    let how = |candidates, more: &str| {
        let election = format!("{}{more}", election(voted, candidates));
        assert_eq!(elects("owners-meeting", &election), Vec::<String>::new());
        page("2025-03-01", "owners-meeting", &election)
    };
    let by_lot = how([first, lucky, tied], "\n    tie_broken_by: 抽签");
    assert!(by_lot.contains("乙、丙票数相同，最后的名额怎么定的：抽签。"), "{by_lot}");
    let unsaid = how([first, lucky, tied], "");
    assert!(unsaid.contains("乙、丙票数相同，最后的名额怎么定的没有写。"), "{unsaid}");
    let open = how([first, tied, tied], "");
    assert!(open.contains("乙、丙票数相同，最后的名额还没有定。"), "{open}");
    assert!(open.contains("还缺 1 个"), "{open}");
    // Equal votes that leave nothing open: both have a seat, or neither could.
    let both = how([lucky, lucky, "people: 50, area: 3000"], "");
    assert!(!both.contains("票数相同"), "{both}");
}

#[test]
fn the_bars_of_a_candidate_are_as_wide_as_the_votes() {
    let candidates =
        ["people: 60, area: 4000", "people: 66, area: 4210.68, elected: yes", "people: 11"];
    let election = election("people: 88, area: 5614.24", candidates);
    let board = board("2025-03-01", "owners-meeting", &election);
    board.build();
    let page = board.read("output/decisions/a.html");
    let mut widths = Vec::new();
    for piece in pieces(&page) {
        if let Piece::Open(tag, attributes) = piece
            && tag == "rect"
            && attribute(&attributes, "class") == Some("ayes")
        {
            widths.push(attribute(&attributes, "width").expect("a width").to_owned());
        }
    }
    // 66 of 88, 4210.68 of 5614.24, 60 of 88, 4000 of 5614.24, 11 of 88, rounded to a tenth.
    assert_eq!(widths, ["750", "750", "682", "712", "125"]);
}
