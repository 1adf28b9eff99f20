//! Votes and outcomes: every threshold is passed and missed by one vote and by a hundredth of a
//! square metre, and what the published numbers do not decide is said to be undecided.

use std::collections::BTreeMap;

use mingbai::words::Language;

use super::harness::{AS_OF, BOARD, Board, repository};
use super::html::{Piece, attribute, pieces, text};
use super::sample::sample;

/// For, against and abstained, of so many entitled to vote.
#[derive(Clone, Copy)]
struct Tally(&'static str, &'static str, &'static str, &'static str);

impl Tally {
    fn written(self) -> String {
        let Self(of, ayes, noes, abstain) = self;
        format!("{{eligible: {of}, for: {ayes}, against: {noes}, abstain: {abstain}}}")
    }
}

fn decision(kind: &str, more: &str, votes: &str, outcome: &str) -> String {
    format!(
        "title: 表决\nkind: {kind}\ndate: 2025-03-01\n{more}motions:\n  - number: 1\n    text: 换门\n    \
         outcome: {outcome}\n    {votes}\n"
    )
}

fn board(decision: &str) -> Board {
    Board::new().file("content/decisions/a.yaml", decision)
}

/// An empty board on whose roll are so many people and so much floor area.
fn rolled(people: &str, area: &str) -> Board {
    let roll = format!("rolls: [{{from: 2000-01-01, people: {people}, area: {area}}}]");
    let written = "rolls: [{from: 2025-01-01, people: 132, area: 8421.36}]";
    Board::empty().file("content/board.yaml", BOARD.replace(written, &roll))
}

/// Fails unless the votes bear out exactly that the motion passed, or exactly that it did not.
fn assert_decides(kind: &str, votes: &str, passes: bool, what: &str) {
    assert_decided(passes, what, |outcome| board(&decision(kind, "", votes, outcome)));
}

fn assert_decided(passes: bool, what: &str, board: impl Fn(&str) -> Board) {
    let outcomes = [
        ("passed", true),
        ("passed-as-amended", true),
        ("defeated", false),
        ("通过", true),
        ("未通过", false),
    ];
    for (outcome, claims) in outcomes {
        let codes = board(outcome).codes();
        let expected: &[&str] = if claims == passes { &[] } else { &["outcome-not-carried"] };
        assert_eq!(codes, expected, "{what}: {outcome}");
    }
    for outcome in ["tabled", "withdrawn"] {
        let codes = board(outcome).codes();
        assert!(codes.is_empty(), "{what}: {outcome} claims nothing, but {codes:?}");
    }
}

fn owners(matter: &str, people: Tally, area: Tally) -> String {
    let (people, area) = (people.written(), area.written());
    format!("matter: {matter}\n    votes: {{people: {people}, area: {area}}}")
}

/// A place in the table and its cells.
type Row = (usize, Vec<String>);

/// The rows of `tests/votes/table.md`, whose expectations `tests/tools/votes.py` computes.
fn table() -> Vec<Vec<String>> {
    let path = repository().join("tests/votes/table.md");
    let text = std::fs::read_to_string(path).expect("the table");
    let row = |line: &str| {
        let cells = line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned());
        let cells: Vec<String> = cells.collect();
        cells[0].parse::<u32>().is_ok().then_some(cells)
    };
    text.lines().filter_map(row).collect()
}

/// Each row is put to the program twice, as passed and as defeated, on a board with its roll.
#[test]
fn every_threshold_is_passed_and_missed_by_one_vote_and_by_a_hundredth_of_a_square_metre() {
    let mut boards: BTreeMap<(String, String), Vec<Row>> = BTreeMap::new();
    for (place, cells) in table().into_iter().enumerate() {
        boards.entry((cells[5].clone(), cells[9].clone())).or_default().push((place, cells));
    }
    let mut judged = 0;
    for ((people, area), rows) in boards {
        let area = if area.is_empty() { "1.00" } else { &area };
        let board = rolled(&people, area);
        let mut expected = Vec::new();
        for (place, cells) in rows {
            let tally = |at: usize| {
                let [of, ayes, noes, abstain] = [0, 1, 2, 3].map(|step| &cells[at + step]);
                format!("{{eligible: {of}, for: {ayes}, against: {noes}, abstain: {abstain}}}")
            };
            let by_area = (!cells[9].is_empty()).then(|| format!(", area: {}", tally(9)));
            let votes = format!(
                "matter: {}\n    votes: {{people: {}{}}}",
                cells[4],
                tally(5),
                by_area.unwrap_or_default()
            );
            for (outcome, claims) in [("passed", "yes"), ("defeated", "no")] {
                let text =
                    decision(&cells[3], "", &votes, outcome).replace("2025-03-01", &cells[2]);
                let name = format!("{place}-{outcome}");
                board.write(&format!("content/decisions/{name}.yaml"), text);
                if claims != cells[13] {
                    expected.push(format!("content/decisions/{name}.yaml"));
                }
                judged += 1;
            }
        }
        let run = board.run(&["check", "--format", "short", "--as-of", "2026-03-01"]);
        let mut found: Vec<String> = Vec::new();
        for line in run.out.lines() {
            assert!(line.contains(": outcome-not-carried: "), "{line}");
            found.push(line.split(':').next().unwrap_or_default().to_owned());
        }
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{people} {area}");
    }
    assert!(judged >= 4 * 36, "{judged}");
}

#[test]
fn without_numbers_of_their_own_the_roll_of_the_day_counts() {
    let votes = |ayes: &str, noes: &str| {
        format!(
            "votes: {{people: {{for: {ayes}, against: {noes}}}, \
             area: {{for: 2807.13, against: 2807.11}}}}"
        )
    };
    assert_decides("owners-meeting", &votes("45", "43"), true, "88 of the roll of 132");
    assert_decides("owners-meeting", &votes("45", "42"), false, "87 of the roll of 132");
    // A later roll counts from its day on.
    let settings = super::harness::BOARD.replace(
        "area: 8421.36}]",
        "area: 8421.36}, {from: 2025-03-02, people: 133, area: 8421.36}]",
    );
    let votes = votes("45", "43");
    for (day, codes) in [("2025-03-01", vec![]), ("2025-03-02", vec!["outcome-not-carried"])] {
        let text = decision("owners-meeting", "", &votes, "passed").replace("2025-03-01", day);
        let board = board(&text);
        board.write("content/board.yaml", &settings);
        assert_eq!(board.codes(), codes, "{day}");
    }
}

#[test]
fn a_committee_needs_more_than_half_of_all_its_members() {
    // Of a committee of nine; another meeting may hold its motion to the same.
    for (ayes, noes, passes) in [("5", "4", true), ("4", "0", false)] {
        let votes = format!("votes: {{people: {{eligible: 9, for: {ayes}, against: {noes}}}}}");
        assert_decides("committee", &votes, passes, ayes);
        assert_decides("hearing", &format!("matter: committee\n    {votes}"), passes, ayes);
    }
    // Where it is not written, those who were called are the members.
    for (of, codes) in [(9, vec![]), (10, vec!["outcome-not-carried"])] {
        let present = format!("attended: [{{role: 委员, count: 7, of: {of}}}]\n");
        let votes = "votes: {people: {for: 5, against: 2}}";
        assert_eq!(board(&decision("committee", &present, votes, "passed")).codes(), codes, "{of}");
    }
}

#[test]
fn other_meetings_need_more_for_than_against() {
    for kind in ["joint", "hearing", "deliberation", "supervisors"] {
        for (ayes, noes, passes) in [("5", "4", true), ("4", "4", false), ("0", "0", false)] {
            let votes = format!("votes: {{people: {{for: {ayes}, against: {noes}, abstain: 30}}}}");
            assert_decides(kind, &votes, passes, &format!("{kind} {ayes}:{noes}"));
        }
    }
}

#[test]
fn the_caret_lies_on_the_outcome_and_the_message_says_what_was_missed() {
    let people = Tally("132", "44", "44", "0");
    let area = Tally("8421.36", "2807.13", "2807.11", "0");
    let votes = owners("general", people, area);
    let board = board(&decision("owners-meeting", "", &votes, "passed"));
    let run = board.run(&["check", "--lang", "zh-CN", "--as-of", AS_OF]);
    let lines: Vec<&str> = run.out.lines().collect();
    let at = lines.iter().position(|line| line.ends_with("    outcome: passed")).expect("the line");
    let (start, mark) = (lines[at].find("passed").expect("it"), lines[at + 1]);
    assert_eq!(mark.find('^'), Some(start), "{}", run.out);
    assert_eq!(mark.matches('^').count(), "passed".len(), "{}", run.out);
    let message = lines[0];
    assert!(
        message.contains("outcome-not-carried") && message.contains("44") && message.contains("88"),
        "{message}"
    );
    assert!(!message.contains("2807.13"), "what was reached is not complained of: {message}");
}

#[test]
fn what_is_not_published_is_missing_and_no_error() {
    let words = mingbai::compile::words(Language::ZhCn);
    let people = "people: {eligible: 132, for: 90, against: 8}";
    let area = "area: {eligible: 8421.36, for: 6000, against: 10}";
    let unrolled = super::harness::BOARD.replace("rolls:", "keep: []\n#");
    for (kind, votes, settings, missing) in [
        ("owners-meeting", String::new(), super::harness::BOARD, vec!["votes"]),
        ("owners-meeting", format!("votes: {{{people}}}"), super::harness::BOARD, vec!["area"]),
        ("owners-meeting", format!("votes: {{{area}}}"), super::harness::BOARD, vec!["people"]),
        (
            "owners-meeting",
            "votes: {people: {for: 90, against: 8}, area: {for: 60, against: 1}}".to_owned(),
            unrolled.as_str(),
            vec!["roll-people", "roll-area"],
        ),
        (
            "committee",
            "votes: {people: {for: 5, against: 1}}".to_owned(),
            super::harness::BOARD,
            vec!["seats"],
        ),
        ("supervisors", String::new(), super::harness::BOARD, vec!["votes"]),
        (
            "supervisors",
            "votes: {area: {for: 5}}".to_owned(),
            super::harness::BOARD,
            vec!["people"],
        ),
    ] {
        for outcome in ["passed", "defeated"] {
            let board = board(&decision(kind, "", &votes, outcome));
            board.write("content/board.yaml", settings);
            assert_eq!(board.codes(), Vec::<String>::new(), "{kind} {votes} {outcome}");
            board.build();
            let page = text(&board.read("output/decisions/a.html"));
            let names = missing.iter().map(|name| format!("missing.{name}"));
            let names: Vec<String> = names.map(|key| words.get(&key).to_owned()).collect();
            let sentence = words.get("say.unverified").split('{').next().expect("a beginning");
            let said = format!("{sentence}{}", names.join(words.get("list.between")));
            assert!(page.contains(&said), "{kind} {votes}: {said} is not in {page}");
        }
    }
}

#[test]
fn a_threshold_that_is_missed_stays_missed_whatever_else_is_not_published() {
    let votes = "votes: {people: {eligible: 132, for: 80, against: 7}}";
    assert_decides("owners-meeting", votes, false, "87 of 132 took part, the area is not known");
}

#[test]
fn votes_add_up_to_those_who_voted() {
    for (votes, codes) in [
        ("people: {eligible: 99, voted: 10, for: 7, against: 1, abstain: 1, invalid: 1}", vec![]),
        (
            "people: {eligible: 99, voted: 11, for: 7, against: 1, abstain: 1, invalid: 1}",
            vec!["votes-do-not-sum"],
        ),
        (
            "people: {eligible: 99, voted: 9, for: 7, against: 1, abstain: 1, invalid: 1}",
            vec!["votes-do-not-sum"],
        ),
        ("people: {for: 7}, area: {eligible: 10, voted: 10.00, for: 9.99, invalid: 0.01}", vec![]),
        (
            "people: {for: 7}, area: {eligible: 10, voted: 9.99, for: 9.99, invalid: 0.01}",
            vec!["votes-do-not-sum"],
        ),
        ("people: {eligible: 7, for: 7}", vec![]),
        ("people: {eligible: 6, for: 7}", vec!["votes-beyond-roll"]),
        ("people: {for: 7}, area: {eligible: 7.00, for: 7.01}", vec!["votes-beyond-roll"]),
        ("people: {for: 7}, area: {eligible: 7.01, for: 7.01}", vec![]),
    ] {
        let votes = format!("votes: {{{votes}}}");
        assert_eq!(board(&decision("hearing", "", &votes, "passed")).codes(), codes, "{votes}");
    }
    // Owners are held against the roll of the day.
    let votes = "votes: {people: {for: 133}, area: {for: 8421.37}}";
    let codes = board(&decision("owners-meeting", "", votes, "passed")).codes();
    assert_eq!(codes, ["votes-beyond-roll", "votes-beyond-roll"]);
}

#[test]
fn nobody_is_present_who_was_not_called() {
    for (count, codes) in [(9, vec![]), (10, vec!["attendance-beyond-seats"])] {
        let present = format!("attended: [{{role: 委员, count: {count}, of: 9}}]\n");
        assert_eq!(board(&decision("committee", &present, "", "tabled")).codes(), codes, "{count}");
    }
}

#[test]
fn votes_that_are_no_numbers_are_refused() {
    for bad in ["-1", "1.234", "七", "1e3", "NaN", ""] {
        let votes = format!("votes: {{people: {{for: '{bad}'}}}}");
        let codes = board(&decision("hearing", "", &votes, "passed")).codes();
        let expected = if bad.is_empty() { "missing-field" } else { "not-a-number" };
        assert!(codes.contains(&expected.to_owned()), "{bad:?}: {codes:?}");
    }
}

#[test]
fn a_waiver_with_a_reason_publishes_what_the_votes_do_not_bear_out() {
    let votes = "votes: {people: {eligible: 9, for: 4, against: 4}}";
    let waived = "waives: {outcome-not-carried: 街道另有批复}\n";
    let board = board(&decision("committee", waived, votes, "passed"));
    assert_eq!(board.codes(), Vec::<String>::new());
    board.build();
    for address in ["decisions/a.html", "held.html"] {
        assert!(board.read(&format!("output/{address}")).contains("街道另有批复"), "{address}");
    }
}

#[test]
fn the_page_shows_each_threshold_and_whether_it_is_reached() {
    let people = Tally("132", "44", "44", "0");
    let area = Tally("8421.36", "2807.13", "2807.11", "0");
    let board =
        board(&decision("owners-meeting", "", &owners("general", people, area), "defeated"));
    board.build();
    let page = board.read("output/decisions/a.html");
    let tests = page.split("class=\"tests\"").nth(1).expect("the tests");
    let tests = text(tests.split("</ul>").next().expect("their end"));
    let words = mingbai::compile::words(Language::ZhCn);
    let missed = tests.matches(words.get("state.not-met")).count();
    assert_eq!(missed, 1, "{tests}");
    for figure in ["88", "132", "44", "50.0%", "66.7%", "5,614.24", "2,807.13"] {
        assert!(tests.contains(figure), "{figure} in {tests}");
    }
}

#[test]
fn bars_are_as_wide_as_the_votes() {
    let mut bars = 0;
    for (address, html) in sample().pages() {
        let mut widths: Vec<(String, u32)> = Vec::new();
        for piece in pieces(html) {
            match piece {
                Piece::Open(tag, attributes) if tag == "rect" => {
                    let class = attribute(&attributes, "class").unwrap_or_default().to_owned();
                    let width =
                        attribute(&attributes, "width").and_then(|width| width.parse().ok());
                    widths.push((class, width.expect("a width")));
                }
                Piece::Close(tag) if tag == "svg" => {
                    let of = |name: &str| widths.iter().find(|(class, _)| class == name);
                    if let (Some((_, ayes)), Some((_, noes)), Some((_, rest))) =
                        (of("ayes"), of("noes"), of("rest"))
                    {
                        // Three shares, each rounded to the tenth of a percent.
                        let all = ayes + noes + rest;
                        assert!(all.abs_diff(1000) <= 1, "{address}: {widths:?}");
                        bars += 1;
                    }
                    widths.clear();
                }
                _ => {}
            }
        }
    }
    assert!(bars > 20, "{bars} bars are many");
}

#[test]
fn a_decision_of_several_motions_says_how_they_went_together() {
    let outcomes = [
        ("passed passed", "通过", "passed"),
        ("passed passed-as-amended", "通过", "passed"),
        ("passed tabled", "部分通过", "partly-passed"),
        ("tabled tabled", "搁置", "not-passed"),
        ("tabled defeated", "没有通过", "not-passed"),
    ];
    let plain = "title: 会\nkind: hearing\ndate: 2025-02-01\n";
    for (outcomes, word, name) in outcomes {
        let motion = |(place, outcome): (usize, &str)| {
            format!("  - {{number: {}, text: 门, outcome: {outcome}}}\n", place + 1)
        };
        let motions: String = outcomes.split(' ').enumerate().map(motion).collect();
        let board = board(&format!("{plain}motions:\n{motions}"));
        // A second one without motions, so that the first is not the whole of its kind.
        board.write("content/decisions/b.yaml", plain);
        board.build();
        let list = board.read(&format!("output/decisions-state-{name}.html"));
        assert!(list.contains("decisions/a.html") && !list.contains("decisions/b.html"), "{name}");
        assert!(list.contains(&format!(">{word}</span>")), "{outcomes}: {list}");
    }
}
