//! What `export` writes is what the site publishes, and nothing that it does not; a workbook that
//! was exported is imported as the records it was made of. Whether hledger, Beancount, Frictionless
//! and the others read it all is for `tests/tools/books.py`, from `tests/run`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use mingbai::content::spreadsheet::KINDS;
use mingbai::model::calendar::Day;
use mingbai::model::id::Kind;
use mingbai::view::export::Export;
use mingbai::{Options, compile};
use serde_json::Value;

use super::harness::{AS_OF, Board, repository, tree};
use super::sample::{sample, sources};

/// What no cell can hold, or is about publishing alone: an import does not bring it back.
const LEFT: [&str; 5] = ["text", "attachments", "corrected", "waives", "title"];

/// The records of a board by kind and id, as their lines say them.
fn records(board: &Board, as_of: &str) -> BTreeMap<(Kind, String), Value> {
    let files: Vec<_> = tree(&board.path("content"))
        .into_iter()
        .map(|(name, bytes)| (format!("content/{name}"), bytes))
        .collect();
    let as_of = Day::read(as_of).expect("a day");
    let options = Options { as_of, base_url: None, drafts: false, sheets: false };
    let site = compile(&sources(&files), &options).site.expect("a board");
    let known = site.board.records.iter().map(|record| {
        let id = &record.head.id;
        let line = serde_json::from_str(&record.head.line.json()).expect("a line of JSON");
        ((id.kind, id.id.to_string()), line)
    });
    known.collect()
}

/// What of a record a table brings back; the id only if it is one of those `kept`.
fn held(mut record: Value, kept: &BTreeSet<String>) -> String {
    let kept = record["id"].as_str().is_some_and(|id| kept.contains(id));
    let fields = record.as_object_mut().expect("an object");
    let titled = |id: &str| id.starts_with("cases/") || id.starts_with("projects/");
    let titled = fields["id"].as_str().is_some_and(titled);
    for field in LEFT.iter().filter(|field| !titled || **field != "title") {
        fields.shift_remove(*field);
    }
    if !kept {
        fields.shift_remove("id");
    }
    record.to_string()
}

/// Exports the workbook of a board and imports each of its kinds into a copy without that kind.
fn round_trip(path: &Path, as_of: &str) -> usize {
    let board = Board::copy_of(path);
    let out = board.path("board.xlsx");
    let out = out.to_str().expect("a path");
    let run = board.run(&["export", "--to", "xlsx", "--out", out, "--as-of", as_of]);
    if run.code == 1 {
        assert!(!board.path("board.xlsx").exists(), "a board with errors is refused");
        return 0;
    }
    assert_eq!(run.code, 0, "{}", run.err);
    let before = records(&board, as_of);
    // A record alone in its file comes back in a list file, under a new id.
    let listed = before.keys().filter(|(_, id)| id.contains('.'));
    let listed: BTreeSet<String> =
        listed.map(|(kind, id)| format!("{}/{id}", kind.name())).collect();
    let mut count = 0;
    // Payments name projects that lie alone in their files, and those come back under new ids.
    for kind in KINDS.into_iter().filter(|kind| *kind != Kind::Project) {
        let own = |(key, record): (&(Kind, String), &Value)| {
            (key.0 == kind && record.get("withdrawn").is_none())
                .then(|| held(record.clone(), &listed))
        };
        let mut expected: Vec<String> = before.iter().filter_map(own).collect();
        if expected.is_empty() {
            continue;
        }
        let empty = Board::copy_of(path);
        for (name, _) in tree(&empty.path("content")) {
            let folder = name.split('/').next().unwrap_or_default();
            if mingbai::content::kinds::kind_of_folder(folder) == Some(kind) || name == "board.lock"
            {
                empty.remove(&format!("content/{name}"));
            }
        }
        let run = empty.run(&["import", out, "--as", kind.name()]);
        assert_eq!(run.code, 0, "{}: {}{}{}", path.display(), kind.name(), run.out, run.err);
        let after = records(&empty, as_of);
        let mut made: Vec<String> = after.iter().filter_map(own).collect();
        expected.sort();
        made.sort();
        for (made, expected) in made.iter().zip(&expected) {
            assert_eq!(made, expected, "{}", path.display());
        }
        assert_eq!(made.len(), expected.len());
        count += made.len();
        let again = empty.run(&["import", out, "--as", kind.name()]);
        let same = records(&empty, as_of);
        assert!(again.code == 0 && same == after, "a second time adds nothing: {}", again.err);
    }
    count
}

#[test]
fn a_workbook_is_imported_as_the_records_it_was_made_of() {
    let count = round_trip(repository(), AS_OF);
    assert!(count > 150, "{count} records");
}

#[test]
fn the_workbooks_of_all_boards_are_imported_too() {
    let mut count = 0;
    for entry in std::fs::read_dir(repository().join("tests/boards")).expect("boards") {
        let path = entry.expect("an entry").path();
        let as_of = std::fs::read_to_string(path.join("as-of")).expect("a day");
        count += round_trip(&path, as_of.trim());
    }
    assert!(count > 50, "{count} records");
}

#[test]
fn what_is_exported_is_what_the_site_publishes() {
    let sample = sample();
    let export = |to: &str, rest: &[&str]| {
        let mut args = vec!["export", "--to", to, "--as-of", AS_OF];
        args.extend(rest);
        let run = sample.board.run(&args);
        assert_eq!(run.code, 0, "{to}: {}", run.err);
        run.out
    };
    assert_eq!(export("hledger", &[]), sample.text("data/books.journal"));
    assert_eq!(export("beancount", &[]), sample.text("data/books.beancount"));
    assert_eq!(export("ical", &[]), sample.text("board.ics"));
    let folder = tempfile::tempdir().expect("a folder");
    let out = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    for (to, name) in [("datapackage", "package"), ("csv", "tables")] {
        assert_eq!(export(to, &["--out", &out(name)]), "");
    }
    let package = tree(&folder.path().join("package"));
    assert!(package.len() > 12, "{} files", package.len());
    for (name, bytes) in package {
        assert!(sample.site[&name] == bytes, "{name}");
    }
    for (name, bytes) in tree(&folder.path().join("tables")) {
        assert!(sample.site[&format!("data/{name}")] == bytes, "{name}");
    }
    let json: Value = serde_json::from_str(&export("json", &[])).expect("JSON");
    let listed = json["records"]["expenditures"].as_array().expect("a list");
    assert_eq!(listed, &sample.data("expenditures"));
}

#[test]
fn drafts_and_private_fields_are_in_no_export() {
    let board = Board::new().file(
        "content/支出/三月.yaml",
        "记录:\n  - {编号: 1, 日期: 2025-03-05, 事项: 灯泡, 金额: 20, 资金: common, 凭证: 甲1, 不公开: 机密一}\n  - {编号: 2, 日期: 2025-03-06, 事项: 机密二, 金额: 30, 资金: common, 凭证: 甲2, 草稿: 是}\n  - {编号: 3, 日期: 2025-03-06, 事项: 机密三, 金额: 30, 资金: common, 凭证: 甲3, 公布起: 2025-09-01}\n",
    );
    for to in ["hledger", "beancount", "json"] {
        let run = board.run(&["export", "--to", to, "--as-of", AS_OF]);
        assert!(run.code == 0 && run.out.contains("灯泡"), "{to}: {}{}", run.out, run.err);
        assert!(!run.out.contains("机密"), "{to}: {}", run.out);
    }
    for to in ["csv", "datapackage", "xlsx"] {
        let run = board.run(&["export", "--to", to, "--as-of", AS_OF, "--out", to]);
        assert_eq!(run.code, 0, "{to}: {}", run.err);
    }
    for (name, bytes) in board.tree("csv").into_iter().chain(board.tree("datapackage")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("机密"), "{name}");
    }
}

#[test]
fn what_cannot_be_exported_says_why() {
    let board = Board::new();
    for (to, code) in [("csv", 2), ("xlsx", 2), ("datapackage", 2), ("ical", 0), ("hledger", 0)] {
        let run = board.run(&["export", "--to", to, "--as-of", AS_OF]);
        assert_eq!(run.code, code, "{to}: {}", run.err);
        assert_eq!(run.code == 0, !run.out.is_empty(), "{to}: {}", run.out);
    }
    assert_eq!(board.run(&["export", "--to", "pdf"]).code, 2);
    assert_eq!(board.run(&["export"]).code, 2);
    board.write(
        "content/支出/三月.yaml",
        "记录:\n  - {编号: 1, 日期: 2025-03-05, 事项: 灯泡, 金额: 二o}\n",
    );
    let run = board.run(&["export", "--to", "json", "--as-of", AS_OF]);
    assert!(run.code == 1 && run.out.is_empty() && run.err.contains("not-money"), "{}", run.err);
    let poor = Board::new().file(
        "content/board.yaml",
        "format: 1\nname: 甲\npublisher: 乙\nlocale: zh-CN\ncurrency: CNY\ntime_zone: Asia/Shanghai\n",
    );
    for to in ["hledger", "beancount", "csv", "datapackage"] {
        let run = poor.run(&["export", "--to", to, "--out", "x", "--as-of", AS_OF]);
        assert!(run.code == 2 && !poor.path("x").exists(), "{to}: {}", run.err);
    }
}

#[test]
fn what_lies_beside_the_archive_stays() {
    let board = Board::new();
    for name in ["handover.part", "handover.zip.part", "handover.zip.tmp"] {
        board.write(name, "别人的");
    }
    let args = ["export", "--to", "archive", "--out", "handover.zip", "--as-of", AS_OF];
    for _ in 0..2 {
        let run = board.run(&args);
        assert_eq!(run.code, 0, "{}", run.err);
    }
    assert!(board.path("handover.zip").is_file());
    for name in ["handover.part", "handover.zip.part", "handover.zip.tmp"] {
        assert_eq!(board.read(name), "别人的");
    }
    let beside = std::fs::read_dir(board.path(".")).expect("a folder").count();
    assert_eq!(beside, 5, "content, the archive, and what others have");
}

#[test]
fn a_long_table_is_as_wide_as_its_widest_row_from_the_first_line_on() {
    let mut text = "records:\n".to_owned();
    for number in 1..=600 {
        let fulfils = if number == 555 { ", fulfils: [a, b, c]" } else { "" };
        text += &format!("  - {{number: {number}, opened: 2025-01-02, title: 灯{fulfils}}}\n");
    }
    let files = [
        ("content/board.yaml".to_owned(), super::harness::BOARD.as_bytes().to_vec()),
        ("content/cases/2025.yaml".to_owned(), text.into_bytes()),
    ];
    let as_of = Day::read(AS_OF).expect("a day");
    let options = Options { as_of, base_url: None, drafts: false, sheets: false };
    let site = compile(&sources(&files), &options).site.expect("a board");
    let bytes = site.export(&Export::Records(Kind::Case)).expect("a table");
    let mut reader = csv::Reader::from_reader(bytes.strip_prefix(b"\xef\xbb\xbf").expect("a mark"));
    let head = reader.headers().expect("a head").clone();
    let place = |name: &str| head.iter().position(|column| column == name).expect("a column");
    let (id, third) = (place("id"), place("fulfils.3"));
    // The reader refuses a row that is shorter or longer than the head.
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 600);
    for row in &rows {
        let expected = if row[id].ends_with(".555") { "c" } else { "" };
        assert_eq!(&row[third], expected, "{}", &row[id]);
    }
}
