//! What is not for the public is in nothing that is published, remembered or printed: private
//! fields, held and covered papers, drafts, records that wait, records withdrawn.

use std::collections::BTreeSet;

use super::harness::{AS_OF, Board, repository, tree};
use super::photos::photo;

/// Every secret has this in its name, so that one search finds all of them.
const SECRET: &str = "Zq7secret";

const PRIVATE: &str = "\
defaults: {fund: common, private: {from_defaults: Zq7secret-defaults}}
records:
  - number: 1
    date: 2025-02-03
    item: 灯泡
    amount: 12.50
    payee: 五金店
    voucher: 支-1
    attachments:
      - {file: Zq7secret-held.pdf, title: 收据, inspect: 值班室}
      - {file: Zq7secret-original.txt, state: redacted, copy: covered.txt, title: 合同}
      - {file: shown.txt, state: shown, title: 清单}
      - {file: shown.jpg, state: shown, title: 换好的灯泡}
      - {file: Zq7secret-face.jpg, state: redacted, copy: covered.jpg, title: 换灯泡}
      - {file: Zq7secret-held.jpg, title: 收据照片}
    private:
      payer: Zq7secret-block
      phone: [Zq7secret-list, {deep: Zq7secret-deep}]
      amount: 这不是金额
      date: 2025-13-77
      no_such_field: {at: {all: Zq7secret-nested}}
      amount: Zq7secret-twice
      draft: maybe
      fund: Zq7secret-fund
      private: {private: Zq7secret-private}
      text: '<script>[[cases/no-such]]</script> [[nowhere]]'
  - {number: 2, date: 2025-02-04, item: 电池, amount: 3.00, voucher: 支-2, 不公开: {手机: Zq7secret-flow}}
  - {number: 3, date: 2025-02-05, item: 胶带, amount: 2.00, voucher: 支-3, private: Zq7secret-scalar}
  - {number: 4, date: 2025-02-06, item: 钉子, amount: 1.00, voucher: 支-4, private: [Zq7secret-listed]}
";

const CASE: &str = "\
---
title: 路灯不亮
opened: 2025-02-01
category: 照明
tier: {by: 2025-02-20}
private:
  reported_by: Zq7secret-reporter
  # Zq7secret-comment
  address: Zq7secret-address
---

三栋前的路灯不亮。
";

const DRAFT: &str = "\
---
title: Zq7secret-draft-title
kind: committee
date: 2025-03-01
draft: yes
category: Zq7secret-draft-category
note: Zq7secret-draft-note
attachments: [{file: Zq7secret-draft.txt, state: shown, title: Zq7secret-draft-paper}]
motions:
  - {number: 1, text: Zq7secret-draft-motion, outcome: passed}
window: {from: 2025-05-02, days: 7}
for: [cases/lamp]
waives: {votes-do-not-sum: Zq7secret-draft-waiver}
corrected: [{field: date, was: 2025-02-28, on: 2025-03-02, grade: typo, why: Zq7secret-draft-why}]
---

Zq7secret-draft-text [[cases/lamp]]
";

const WAITING: &str = "\
记录:
  - 编号: 1
    日期: 2025-04-29
    事项: Zq7secret-waiting-item
    金额: 765.43
    资金: common
    类别: Zq7secret-waiting-category
    来自: Zq7secret-waiting-from
    凭证: Zq7secret-waiting-voucher
    公布起: 2025-05-20
    附件: [{文件: Zq7secret-waiting.txt, 状态: 公开}]
    用于: cases/lamp
";

/// What would leave traces of a record in most places.
const FULL: &str = "\
title: Zq7secret-withdrawn-title
opened: 2025-01-10
channel: Zq7secret-withdrawn-channel
category: Zq7secret-withdrawn-category
place: Zq7secret-withdrawn-place
tier: {escalated_to: Zq7secret-withdrawn-body}
assigned: {on: 2025-01-11, to: Zq7secret-withdrawn-to}
closed: {on: 2025-01-12, reason: mediated}
note: Zq7secret-withdrawn-note
attachments:
  - {file: Zq7secret-withdrawn.txt, state: shown, title: Zq7secret-withdrawn-paper}
corrected: [{field: opened, was: 2025-01-09, on: 2025-01-13, grade: typo, why: Zq7secret-withdrawn-corrected}]
waives: {out-of-order: Zq7secret-withdrawn-waiver}
text: |
  Zq7secret-withdrawn-text 见 [[cases/lamp]]。
";

/// A posted page that was withdrawn: its last day is its own as well.
const POSTED: &str = "\
---
title: Zq7secret-posted-title
show_until: 2025-05-09
private: Zq7secret-posted-private
withdrawn: {on: 2025-04-02, why: 写错了人}
---

Zq7secret-posted-text
";

const WITHDRAWN: &str = "withdrawn: {on: 2025-04-01, why: 涉及个人信息, erase: personal-data}\n";

/// A page that names the withdrawn record, so that its title could come back in a link.
const PAGE: &str = "---\ntitle: 说明\n---\n\n见 [[cases/neighbours]] 和 [[cases/lamp]]。\n";

fn board() -> Board {
    let settings = super::harness::BOARD.to_owned() + "base_url: https://example.org/b/\n";
    Board::new()
        .file("content/board.yaml", settings)
        .file("content/expenditures/2025-02.yaml", PRIVATE)
        .file("content/cases/lamp.md", CASE)
        .file("content/cases/neighbours.yaml", format!("{FULL}{WITHDRAWN}"))
        .file("content/decisions/2025-03.md", DRAFT)
        .file("content/income/2025-05.yaml", WAITING)
        .file("content/pages/why.md", PAGE)
        .file("content/pages/posted.md", POSTED)
        .file("content/files/Zq7secret-held.pdf", "%PDF-1.4 Zq7secret-held-content")
        .file("content/files/Zq7secret-original.txt", "Zq7secret-original-content")
        .file("content/files/covered.txt", "甲方：某某")
        .file("content/files/shown.txt", "灯泡一只")
        .file("content/files/shown.jpg", photo(1, "Zq7secret-place-and-time"))
        .file("content/files/covered.jpg", photo(2, "Zq7secret-telephone"))
        .file("content/files/Zq7secret-face.jpg", photo(3, "Zq7secret-face"))
        .file("content/files/Zq7secret-held.jpg", photo(4, "Zq7secret-held"))
        .file("content/files/Zq7secret-draft.txt", "Zq7secret-draft-content")
        .file("content/files/Zq7secret-waiting.txt", "Zq7secret-waiting-content")
        .file("content/files/Zq7secret-withdrawn.txt", "Zq7secret-withdrawn-content")
        .file("content/private/list.yaml", "不是: [记录\nZq7secret-folder")
        .file("content/private/households.md", "Zq7secret-households")
        .file("content/.hidden.yaml", "Zq7secret-hidden")
}

/// Fails where a secret, in any case, stands in a name or in the bytes of a file.
fn assert_no_secret(files: &[(String, Vec<u8>)], what: &str) {
    assert!(!files.is_empty(), "{what} has files");
    let secret = SECRET.to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&secret);
    let found = |(name, bytes): &(String, Vec<u8>)| {
        let text = String::from_utf8_lossy(bytes);
        let line = text.lines().find(|line| holds(line)).map(str::trim);
        line.or(holds(name).then_some("(its name)")).map(|line| format!("{name}: {line}"))
    };
    let leaks: Vec<String> = files.iter().filter_map(found).collect();
    assert!(leaks.is_empty(), "{what}: {leaks:#?}");
}

fn said(board: &Board, args: &[&str]) -> (String, Vec<u8>) {
    let run = board.run(args);
    (args.join(" "), [run.out, run.err].concat().into_bytes())
}

/// Everything that the program leaves behind, but for the files of the board itself.
fn traces(board: &Board) -> Vec<(String, Vec<u8>)> {
    let mut files = board.tree(".");
    files.retain(|(name, _)| !name.starts_with("content/") || name == "content/board.lock");
    files
}

#[test]
fn nothing_that_is_not_public_is_in_any_output() {
    let board = board();
    board.build();
    let files = traces(&board);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    for expected in [
        "content/board.lock",
        "output/feed.xml",
        "output/data/cases.jsonl",
        "output/files/covered.txt",
        ".mingbai/cache/photos/",
        "output/photos/",
    ] {
        let there = names.iter().any(|name| name.starts_with(expected));
        assert!(there, "{expected} is there, in {names:#?}");
    }
    assert_no_secret(&files, "everything left behind");
}

#[test]
fn a_withdrawn_record_is_told_of_by_id_day_and_reason_alone() {
    let board = board();
    board.build();
    for (name, bytes) in board.tree("output") {
        let text = String::from_utf8_lossy(&bytes);
        for day in ["2025-05-09", "2025年5月9日", "5月9日"] {
            assert!(!text.contains(day), "{name} says until when it was posted");
        }
    }
    let page = super::html::text(&board.read("output/corrections.html"));
    for said in ["2025年4月1日 cases/neighbours 涉及个人信息", "2025年4月2日 pages/posted 写错了人"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!board.read("output/posted.html").contains("pages/posted"));
    let held = super::html::text(&board.read("output/held.html"));
    // Four expenditures and a case have a private part; so had a withdrawn page, untold.
    assert!(held.contains("有一部分不公开的记录：5 条"), "{held}");
    assert!(held.contains("草稿：1 条") && held.contains("还没到的：1 条"), "{held}");
    assert!(held.contains("值班室"), "where a paper can be seen is public: {held}");
}

#[test]
fn nothing_that_is_not_public_is_printed() {
    let board = board();
    let mut printed = Vec::new();
    for language in ["zh-CN", "zh-Hant", "en"] {
        for format in ["text", "short", "json"] {
            let args = ["check", "--format", format, "--lang", language, "--as-of", AS_OF];
            printed.push(said(&board, &args));
        }
        printed.push(said(&board, &["build", "--lang", language, "--as-of", AS_OF]));
        printed.push(said(&board, &["verify", "--lang", language]));
        board.write("output/index.html", "altered");
        board.remove("output/about.html");
        printed.push(said(&board, &["verify", "--lang", language]));
    }
    assert_no_secret(&printed, "what was printed");
}

#[test]
fn the_search_for_secrets_finds_them_where_they_are_public() {
    let board = board();
    let shown = PRIVATE.replace("payee: 五金店", "payee: Zq7secret-public");
    board.write("content/expenditures/2025-02.yaml", shown);
    board.build();
    let leaks = std::panic::catch_unwind(|| assert_no_secret(&traces(&board), "a public one"));
    assert!(leaks.is_err());
}

#[test]
fn what_is_private_is_decoded_no_further_than_its_name() {
    let run = board().check();
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
}

#[test]
fn what_is_private_may_be_written_in_any_way() {
    let mut said = Vec::new();
    for odd in [
        "private:\n  栋号: 3栋 #301",
        "private: {note: ' <b>Zq7secret</b> ', 金额： 1}",
        "private: {? [a, b] : Zq7secret}",
        "private: {draft: perhaps, private: {withdrawn: no}, records: [1, 2]}",
        "private: {a: 1, a: 2}",
        "private: ~",
    ] {
        let page = format!("---\ntitle: 一\n{odd}\n---\n");
        let run = Board::new().file("content/pages/one.md", page).check();
        if (run.code, run.out.as_str()) != (0, "") {
            said.push(format!("{odd}: {}", run.out));
        }
    }
    assert!(said.is_empty(), "{said:#?}");
}

#[test]
fn a_finding_does_not_print_what_is_private_beside_it() {
    let line = "{number: 1, date: 2025-02-30, item: 灯, amount: 1, fund: common, private: {手机: Zq7secret}}";
    let board = Board::new().file("content/expenditures/a.yaml", format!("records:\n  - {line}\n"));
    let mut printed = Vec::new();
    for format in ["text", "short", "json"] {
        printed.push(said(&board, &["check", "--format", format, "--as-of", AS_OF]));
    }
    printed.push(said(&board, &["build", "--as-of", AS_OF]));
    assert!(String::from_utf8_lossy(&printed[0].1).contains("not-a-date"));
    assert_no_secret(&printed, "what was printed");
}

#[test]
fn showing_drafts_does_not_show_what_is_private() {
    let board = board();
    let run = board.run(&["build", "--drafts", "--out", "preview", "--as-of", AS_OF]);
    assert_eq!(run.code, 0, "{}", run.err);
    let secrets = [
        "block",
        "list",
        "deep",
        "nested",
        "twice",
        "flow",
        "scalar",
        "defaults",
        "reporter",
        "address",
        "comment",
        "held",
        "original",
        "withdrawn",
        "folder",
        "households",
        "hidden",
    ];
    let files = board.tree("preview");
    assert!(files.iter().any(|(name, _)| name == "decisions/2025-03.html"));
    for (name, bytes) in files {
        let text = String::from_utf8_lossy(&bytes).into_owned() + &name;
        for secret in secrets {
            assert!(!text.contains(&format!("{SECRET}-{secret}")), "{name} says {secret}");
        }
    }
}

#[test]
fn a_record_that_was_published_and_then_erased_leaves_no_trace() {
    let board = board();
    board.write("content/cases/neighbours.yaml", FULL);
    board.build();
    let before = board.tree("output");
    assert!(before.iter().any(|(name, _)| name == "files/Zq7secret-withdrawn.txt"));
    let lock = board.read("content/board.lock");
    assert!(lock.contains("cases/neighbours"));
    board.write("content/cases/neighbours.yaml", format!("{FULL}{WITHDRAWN}"));
    board.build();
    assert_no_secret(&traces(&board), "everything left behind");
    let page = board.read("output/cases/neighbours.html");
    assert!(page.contains("涉及个人信息"), "the page says why");
    let kept: Vec<String> = board.read("content/board.lock").lines().map(str::to_owned).collect();
    let line = kept.iter().find(|line| line.starts_with("cases/neighbours\t")).expect("its line");
    assert!(line.contains("\t2025-04-01"), "the lock knows the withdrawal: {line}");
    for gone in ["2025-01-10", "2025-01-12", "mediated"] {
        assert!(!line.contains(gone), "the lock still says {gone}: {line}");
    }
}

/// A payment with a photo and a paper, which is in the books, the sheets and the exports.
const PAID: &str = "\
item: Zq7secret-paid-item
date: 2025-01-20
amount: 4321.09
fund: common
payee: Zq7secret-paid-payee
category: Zq7secret-paid-category
voucher: Zq7secret-paid-voucher
note: Zq7secret-paid-note
attachments:
  - {file: Zq7secret-paid.txt, state: shown, title: Zq7secret-paid-paper}
  - {file: paid.jpg, state: shown, title: Zq7secret-paid-photo}
";

#[test]
fn a_payment_that_is_erased_leaves_its_number_and_the_reason() {
    let board = board()
        .file("content/files/Zq7secret-paid.txt", "Zq7secret-paid-content")
        .file("content/files/paid.jpg", photo(7, "Zq7secret-paid-place"))
        .file("content/expenditures/paid.yaml", PAID);
    board.build();
    let photos = |board: &Board| {
        let files = traces(board);
        files.into_iter().filter(|(name, _)| name.contains("photos/")).count()
    };
    let before = photos(&board);
    assert!(board.read("content/board.lock").contains("4321.09"));
    board.write("content/expenditures/paid.yaml", format!("{PAID}{WITHDRAWN}"));
    board.build();
    let files = traces(&board);
    assert_no_secret(&files, "everything left behind");
    assert!(photos(&board) < before, "its photo is forgotten");
    for (name, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        for gone in ["4321.09", "4,321.09", "2025-01-20", "2025年1月20日"] {
            assert!(!text.contains(gone), "{name} still says {gone}");
        }
    }
    assert!(board.read("output/expenditures/paid.html").contains("涉及个人信息"));
    assert!(board.read("output/data/expenditures.jsonl").contains("expenditures/paid"));
}

#[test]
fn a_record_that_is_shown_until_its_day_comes_appears_on_it() {
    let board = board();
    board.build();
    assert!(!board.path("output/income/2025-05.1.html").exists());
    let run = board.run(&["build", "--as-of", "2025-05-20"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(board.read("output/income/2025-05.1.html").contains("Zq7secret-waiting-item"));
}

#[test]
fn the_sample_board_publishes_only_what_its_records_show() {
    let sample = super::sample::sample();
    let published: Vec<&str> =
        sample.site.keys().filter_map(|name| name.strip_prefix("files/")).collect();
    let named = |state: &str| {
        let mut files = Vec::new();
        for (_, bytes) in tree(&repository().join("content")) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let each = text.split(['\n', '{']);
            for line in each.filter(|line| line.contains("file:") && line.contains(state)) {
                let key = if state.contains("redacted") { "copy:" } else { "file:" };
                let rest = line.split(key).nth(1).unwrap_or_default();
                files.extend(rest.split([',', '}']).next().map(|file| file.trim().to_owned()));
            }
        }
        files
    };
    let mut shown = [named("state: shown"), named("state: redacted")].concat();
    shown.sort();
    shown.dedup();
    let (pictures, papers): (Vec<String>, Vec<String>) =
        shown.into_iter().partition(|file| file.ends_with(".jpg"));
    assert!(!papers.is_empty() && !pictures.is_empty());
    assert_eq!(published, papers);
    let digest = |file: &String| {
        let bytes =
            std::fs::read(repository().join("content/files").join(file)).expect("a picture");
        super::sample::sha256(&bytes)[..16].to_owned()
    };
    let digests: BTreeSet<String> = pictures.iter().map(digest).collect();
    let photos = sample.site.keys().filter_map(|name| name.strip_prefix("photos/"));
    let photos: BTreeSet<String> = photos.map(|name| name[..16].to_owned()).collect();
    assert_eq!(photos, digests);
}
