//! Reviews of statements: what they state is what the books say, every statement says by whom it was
//! reviewed, and a reviewed period changes only by adjusting entries.

use super::books::{FUNDS, cents, entries, month, periods, word};
use super::harness::Board;
use super::html::text;
use super::sample::sample;

const DIGEST: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// A board with one payment in March and one in April.
fn board(march: &str, april: &str) -> Board {
    Board::new()
        .file(
            "content/expenditures/2025-03.yaml",
            format!("defaults: {{fund: common}}\nrecords:\n{march}"),
        )
        .file(
            "content/expenditures/2025-04.yaml",
            format!("defaults: {{fund: common}}\nrecords:\n{april}"),
        )
}

const MARCH: &str = "  - {number: 1, date: 2025-03-05, item: Lamp, amount: 100.00}\n";
const APRIL: &str = "  - {number: 1, date: 2025-04-05, item: Bulb, amount: 20.00}\n";

/// With a published review of March, and both payments published before.
fn reviewed(board: Board) -> Board {
    board
        .file(
            "content/statements/2025-03.yaml",
            "period: 2025-03\ndate: 2025-04-02\nreviewers: [supervisors]\n",
        )
        .file(
            "content/board.lock",
            format!(
                "expenditures/2025-03.1\t{DIGEST}\t2025-03-31\t2025-03-31\t-\tamount=100.00\tdate=2025-03-05\n\
                 expenditures/2025-04.1\t{DIGEST}\t2025-04-05\t2025-04-05\t-\tamount=20.00\tdate=2025-04-05\n\
                 statements/2025-03\t{DIGEST}\t2025-04-02\t2025-04-02\t-\tperiod=2025-03\tdate=2025-04-02\n"
            ),
        )
}

/// The codes of what is found, in order.
fn codes(board: &Board) -> Vec<String> {
    let run = board.run(&["check", "--format", "short", "--as-of", "2025-04-30"]);
    let code = |line: &str| line.split(": ").nth(1).map(str::to_owned);
    run.out.lines().filter_map(code).collect()
}

#[test]
fn what_was_not_touched_is_not_accused() {
    assert_eq!(codes(&reviewed(board(MARCH, APRIL))), [""; 0]);
}

#[test]
fn an_open_period_may_grow() {
    let april = format!("{APRIL}  - {{number: 2, date: 2025-04-06, item: Rope, amount: 3.00}}\n");
    assert_eq!(codes(&reviewed(board(MARCH, &april))), [""; 0]);
    let adjusting =
        "date: 2025-04-06, item: Lamp cost less, amount: -3.00, adjusts: expenditures/2025-03.1";
    let adjusting = format!("{APRIL}  - {{number: 2, {adjusting}}}\n");
    assert_eq!(codes(&reviewed(board(MARCH, &adjusting))), [""; 0]);
}

#[test]
fn a_reviewed_period_may_not() {
    let late = format!("{MARCH}  - {{number: 2, date: 2025-03-31, item: Rope, amount: 3.00}}\n");
    assert_eq!(codes(&reviewed(board(&late, APRIL))), ["entry-after-review"]);
    let waived = late.replace("3.00}", "3.00, waives: {entry-after-review: asked for by all}}");
    assert_eq!(codes(&reviewed(board(&waived, APRIL))), [""; 0]);
    let corrected = "corrected: {field: amount, was: 100.00, on: 2025-04-20, grade: typo, why: x}";
    let changed = MARCH.replace("100.00", &format!("110.00, {corrected}"));
    assert_eq!(codes(&reviewed(board(&changed, APRIL))), ["changed-after-review"]);
    // Out of the reviewed month, and into it.
    let corrected =
        "corrected: {field: date, was: 2025-03-05, on: 2025-04-20, grade: typo, why: x}";
    let moved = MARCH
        .replace("2025-03-05", "2025-04-04")
        .replace("100.00", &format!("100.00, {corrected}"));
    assert_eq!(codes(&reviewed(board(&moved, APRIL))), ["changed-after-review"]);
    let corrected =
        "corrected: {field: date, was: 2025-04-05, on: 2025-04-20, grade: typo, why: x}";
    let moved =
        APRIL.replace("2025-04-05", "2025-03-29").replace("20.00", &format!("20.00, {corrected}"));
    assert_eq!(codes(&reviewed(board(MARCH, &moved))), ["changed-after-review"]);
    let withdrawn = "  - {number: 1, withdrawn: {on: 2025-04-20, why: x}}\n";
    assert_eq!(codes(&reviewed(board(withdrawn, APRIL))), ["changed-after-review"]);
    assert_eq!(codes(&reviewed(board(MARCH, withdrawn))), [""; 0]);
}

#[test]
fn a_review_that_is_not_published_or_is_withdrawn_closes_nothing() {
    let late = format!("{MARCH}  - {{number: 2, date: 2025-03-31, item: Rope, amount: 3.00}}\n");
    let board = reviewed(board(&late, APRIL));
    board.write("content/board.lock", "");
    assert_eq!(codes(&board), [""; 0]);
    let board = reviewed(self::board(&late, APRIL));
    board.write(
        "content/statements/2025-03.yaml",
        "withdrawn: {on: 2025-04-20, why: to be done again}\n",
    );
    assert_eq!(codes(&board), [""; 0]);
    // Figures that nobody reviewed close nothing either.
    let board = reviewed(self::board(&late, APRIL));
    board.write("content/statements/2025-03.yaml", "period: 2025-03\ndate: 2025-04-02\n");
    assert_eq!(codes(&board), [""; 0]);
}

#[test]
fn a_review_is_about_its_fund_and_its_days() {
    for (period, fund, found) in [
        ("2025-03", "parking", false),
        ("2025-03", "common", true),
        ("2025-Q1", "common", true),
        ("2025", "common", true),
        ("2024", "common", false),
        ("2025-02", "common", false),
    ] {
        let late =
            format!("{MARCH}  - {{number: 2, date: 2025-03-31, item: Rope, amount: 3.00}}\n");
        let board = reviewed(board(&late, APRIL));
        let review =
            format!("period: {period}\nfund: {fund}\ndate: 2026-01-02\nreviewers: [supervisors]\n");
        board.write("content/statements/2025-03.yaml", review);
        let found_now = codes(&board).iter().any(|code| code == "entry-after-review");
        assert_eq!(found_now, found, "{period} of {fund}");
    }
}

#[test]
fn every_statement_of_the_sample_says_who_reviewed_it() {
    let sample = sample();
    let reviewed: Vec<String> = sample
        .data("statements")
        .iter()
        .map(|review| word(review, "period").expect("a period").to_owned())
        .collect();
    assert_eq!(reviewed, ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2024"]);
    for (fund, period) in periods(&entries(sample)) {
        for folder in ["accounts", "sheets/accounts"] {
            let address = format!("{folder}/{fund}-{period}.html");
            let page = text(sample.text(&address));
            let by = page.contains("财务监督小组，202");
            assert_eq!(by, period.starts_with("2024"), "{address} says by whom");
            assert_eq!(page.contains("未经审核"), period.starts_with("2025"), "{address}");
        }
    }
}

#[test]
fn the_figures_of_reviews_are_those_of_the_books() {
    let sample = sample();
    let entries = entries(sample);
    for review in sample.data("statements") {
        let period = word(&review, "period").expect("a period");
        let all = FUNDS.map(|(fund, ..)| month(&entries, fund, period));
        let sums = [
            ("opening", all.iter().map(|one| one.opening).sum::<i64>()),
            ("income", all.iter().map(|one| one.income).sum()),
            ("spending", all.iter().map(|one| one.spending).sum()),
            ("closing", all.iter().map(super::books::Month::closing).sum()),
        ];
        for (field, sum) in sums {
            assert_eq!(cents(word(&review, field).expect("a figure")), sum, "{period}: {field}");
        }
    }
}

#[test]
fn an_adjusting_entry_and_what_it_adjusts_lead_to_each_other() {
    let sample = sample();
    let adjusting: Vec<_> = sample
        .data("expenditures")
        .into_iter()
        .filter(|record| word(record, "adjusts").is_some())
        .collect();
    assert_eq!(
        adjusting.iter().map(|one| cents(word(one, "amount").expect("an amount"))).sum::<i64>(),
        0
    );
    assert_eq!(adjusting.len(), 2);
    for record in &adjusting {
        let (id, to) =
            (word(record, "id").expect("an id"), word(record, "adjusts").expect("an id"));
        let name = |id: &str| id.rsplit('/').next().expect("a name").to_owned();
        assert!(sample.text(&format!("{id}.html")).contains(&format!("{}.html", name(to))), "{id}");
        assert!(sample.text(&format!("{to}.html")).contains(&format!("{}.html", name(id))), "{to}");
        // And on the statements that hold the two.
        let statement = |id: &str| format!("accounts/common-{}.html", name(id)[..7].to_owned());
        assert!(sample.text(&statement(to)).contains(&format!("{id}.html")), "{to}");
        assert!(sample.text(&statement(id)).contains(&format!("{to}.html")), "{id}");
    }
}
