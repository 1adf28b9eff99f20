//! The laws of other days and other meetings, ballots that did not come back, and hands that nobody
//! counted: each threshold is passed and missed by one vote and by a hundredth of a square metre.

use mingbai::words::Language;

use super::harness::{BOARD, Board};
use super::html::text;

/// A decision of one motion, on a board with a roll of 132 people and 8421.36 square metres.
fn board(day: &str, kind: &str, motion: &str, outcome: &str) -> Board {
    let text = format!(
        "title: 表决\nkind: {kind}\ndate: {day}\nmotions:\n  - number: 1\n    text: 换门\n    \
         outcome: {outcome}\n    {motion}\n"
    );
    let board = Board::new().file("content/decisions/a.yaml", text);
    board.write("content/board.yaml", BOARD.replace("rolls: [{from: 2025", "rolls: [{from: 2000"));
    board
}

/// Fails unless the votes bear out exactly that the motion passed, or exactly that it did not.
fn assert_decides(day: &str, kind: &str, motion: &str, passes: bool) {
    for (outcome, claims) in [("passed", true), ("defeated", false)] {
        let codes = board(day, kind, motion, outcome).codes();
        let expected: &[&str] = if claims == passes { &[] } else { &["outcome-not-carried"] };
        assert_eq!(codes, expected, "{day} {kind} {motion}: {outcome}");
    }
}

/// Fails unless nothing is concluded of the motion; the text of its page.
fn undecided(day: &str, kind: &str, motion: &str) -> String {
    for outcome in ["passed", "defeated"] {
        let codes = board(day, kind, motion, outcome).codes();
        assert_eq!(codes, Vec::<String>::new(), "{day} {kind} {motion}: {outcome}");
    }
    page(day, kind, motion)
}

fn page(day: &str, kind: &str, motion: &str) -> String {
    let board = board(day, kind, motion, "tabled");
    board.build();
    text(&board.read("output/decisions/a.html"))
}

fn word(key: &str) -> String {
    mingbai::compile::words(Language::ZhCn).get(key).to_owned()
}

fn by_both(matter: &str, people: &str, area: &str) -> String {
    format!("matter: {matter}\n    votes: {{people: {{{people}}}, area: {{{area}}}}}")
}

/// What each law asks is held in `votes`; here the days on which it changes.
#[test]
fn the_same_votes_are_held_against_the_law_of_their_day() {
    // 67 of 132 are no quorum of two thirds, and 88 of them with 60 for are no half of all.
    let half = by_both("general", "for: 67", "for: 4210.69");
    assert_decides("2020-12-31", "owners-meeting", &half, true);
    assert_decides("2021-01-01", "owners-meeting", &half, false);
    let new = by_both("general", "for: 60, against: 28", "for: 4000, against: 1614.24");
    assert_decides("2020-12-31", "owners-meeting", &new, false);
    assert_decides("2021-01-01", "owners-meeting", &new, true);
}

#[test]
fn the_article_follows_the_day_and_an_unknown_law_judges_nothing() {
    let votes = by_both("general", "for: 1", "for: 1");
    for (day, article) in [
        ("2007-10-01", "物权法第七十六条"),
        ("2020-12-31", "物权法第七十六条"),
        ("2021-01-01", "民法典第二百七十八条"),
    ] {
        assert!(page(day, "owners-meeting", &votes).contains(article), "{day}");
    }
    let page = undecided("2007-09-30", "owners-meeting", &votes);
    assert!(page.contains(&word("missing.law")) && !page.contains("民法典"), "{page}");
}

/// 40 of 60 are just two thirds.
#[test]
fn a_village_may_vote_by_households_or_representatives() {
    for (kind, matter) in [
        ("villagers-representatives", ""),
        ("villagers-meeting", "matter: households\n    "),
        ("村民会议", "事项类别: 户代表\n    "),
    ] {
        for (noes, passes) in [(19, true), (18, false)] {
            let votes = format!("votes: {{people: {{eligible: 60, for: 21, against: {noes}}}}}");
            assert_decides("2025-03-01", kind, &format!("{matter}{votes}"), passes);
        }
    }
    let votes = "votes: {people: {eligible: 60, for: 21, against: 19}}";
    let page = page("2025-03-01", "villagers-representatives", votes);
    assert!(page.contains("第二十六条"), "{page}");
}

#[test]
fn what_the_revised_laws_say_is_not_concluded() {
    let votes = "votes: {people: {eligible: 100, for: 26, against: 20}}";
    for (kind, article) in [("residents-meeting", "第十条"), ("villagers-meeting", "第二十二条")]
    {
        let as_of = ["build", "--as-of", "2026-02-01"];
        let before = board("2025-12-31", kind, votes, "passed").run(&as_of);
        assert!(before.code == 1 && before.err.contains("outcome-not-carried"), "{}", before.err);
        let board = board("2026-01-01", kind, votes, "passed");
        let run = board.run(&as_of);
        assert_eq!(run.code, 0, "{kind}: {}{}", run.out, run.err);
        let page = text(&board.read("output/decisions/a.html"));
        assert!(page.contains(article) && page.contains(&word("missing.law-revised")), "{page}");
    }
    let unrolled = "votes: {people: {for: 26, against: 20}}";
    let page = undecided("2025-03-01", "residents-meeting", unrolled);
    assert!(page.contains(&word("missing.called")), "{page}");
}

#[test]
fn ballots_that_did_not_come_back_count_only_by_a_rule() {
    let votes = |more: &str, unanswered: u32, left: &str| {
        format!(
            "votes: {{people: {{for: 45, against: 30, unanswered: {unanswered}}}, \
             area: {{for: 3000.00, against: 1614.24, unanswered: {left}}}{more}}}"
        )
    };
    let rule = ", by_rule: 议事规则第十二条";
    let owners = |votes: &str, passes| {
        assert_decides("2025-03-01", "owners-meeting", votes, passes);
    };
    // 75 people came back; 13 more make 88 of 132. 4614.24 came back; 1000 more make 5614.24.
    let majority = format!(", counted_as: follow-majority{rule}");
    owners(&votes(&majority, 13, "1000.00"), true);
    owners(&votes(&majority, 12, "1000.00"), false);
    owners(&votes(&majority, 13, "999.99"), false);
    // As abstained they take part and agree to nothing: 45 of 88 and 3000 of 5614.24 still do.
    let abstain = format!(", counted_as: as-abstained{rule}");
    owners(&votes(&abstain, 13, "1000.00"), true);
    owners(&votes(&abstain, 15, "1000.00"), false);
    owners(&votes(&majority, 15, "1000.00"), true);
    for uncounted in ["", ", counted_as: follow-majority", ", by_rule: 议事规则"] {
        owners(&votes(uncounted, 13, "1000.00"), false);
    }
    owners(&votes(&format!(", counted_as: not-counted{rule}"), 13, "1000.00"), false);
    let page = page("2025-03-01", "owners-meeting", &votes(&majority, 13, "1000.00"));
    for said in ["送达了没有交回的 13", "议事规则第十二条", "算作同意"] {
        assert!(page.contains(said), "{said} in {page}");
    }
}

#[test]
fn where_people_and_area_lean_differently_there_is_no_majority_to_follow() {
    let motion = "votes: {people: {for: 44, against: 40, unanswered: 10}, \
                  area: {for: 3000.00, against: 3000.01, unanswered: 500.00}, \
                  counted_as: follow-majority, by_rule: 议事规则第十二条}";
    assert_decides("2025-03-01", "owners-meeting", motion, false);
    let page = page("2025-03-01", "owners-meeting", motion);
    assert!(page.contains("只算参与"), "{page}");
}

#[test]
fn more_ballots_than_the_roll_cannot_have_been_delivered() {
    for (unanswered, codes) in [(57, vec![]), (58, vec!["votes-beyond-roll"])] {
        let motion = format!("votes: {{people: {{for: 75, unanswered: {unanswered}}}}}");
        let found = board("2025-03-01", "owners-meeting", &motion, "tabled").codes();
        assert_eq!(found, codes, "{unanswered}");
    }
}

#[test]
fn a_total_that_is_not_the_roll_is_found_and_may_be_explained() {
    for (people, area, codes) in [
        ("132", "8421.36", vec![]),
        ("131", "8421.36", vec!["eligible-differs"]),
        ("133", "8421.36", vec!["eligible-differs"]),
        ("132", "8421.35", vec!["eligible-differs"]),
        ("131", "8421.37", vec!["eligible-differs", "eligible-differs"]),
    ] {
        let people = format!("eligible: {people}, for: 90");
        let motion = by_both("general", &people, &format!("eligible: {area}, for: 6000"));
        let found = board("2025-03-01", "owners-meeting", &motion, "passed").codes();
        assert_eq!(found, codes, "{motion}");
        // Other meetings have their own members.
        let found = board("2025-03-01", "hearing", &motion, "passed").codes();
        assert_eq!(found, Vec::<String>::new(), "{motion}");
    }
    let motion = "votes: {people: {eligible: 36, for: 30}}\n\
                  waives: {eligible-differs: 只由3栋业主表决}";
    let board = board("2025-03-01", "owners-meeting", motion, "tabled");
    assert_eq!(board.codes(), Vec::<String>::new());
    board.build();
    assert!(board.read("output/held.html").contains("只由3栋业主表决"));
}

#[test]
fn hands_that_nobody_counted_cannot_be_verified() {
    for (method, said) in [("hands", "举手"), ("voice", "口头"), ("举手", "举手")] {
        let page = undecided("2025-03-01", "deliberation", &format!("method: {method}"));
        assert!(page.contains(&format!("{said}，没有计票")), "{page}");
        assert!(page.contains(&word("missing.votes")), "{page}");
    }
    let counted = "method: hands\n    votes: {people: {for: 5, against: 4}}";
    assert_decides("2025-03-01", "deliberation", counted, true);
    let page = page("2025-03-01", "deliberation", counted);
    assert!(page.contains("举手") && !page.contains("没有计票"), "{page}");
}
