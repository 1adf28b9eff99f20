//! `number` writes the numbers that are missing and touches no other byte.

use std::fs;

use super::harness::Board;

/// Numbers one file; gives what became of it.
fn numbered(text: &str) -> String {
    let board = Board::new().file("content/cases/a.yaml", text);
    let run = board.run(&["number", "content/cases/a.yaml"]);
    assert_eq!(run.code, 0, "{}", run.err);
    board.read("content/cases/a.yaml")
}

#[test]
fn numbers_are_written_as_a_careful_person_would_write_them() {
    for (before, after) in [
        (
            "# 三月\nrecords:\n  - {title: 灯, opened: 2025-03-01}   # 一\n  - { title: 泵 }\n",
            "# 三月\nrecords:\n  - {number: 1, title: 灯, opened: 2025-03-01}   # 一\n  - {number: 2,  title: 泵 }\n",
        ),
        (
            "records:\n  - title: 灯   \n    opened: 2025-03-01\n\n  - title: 泵\n",
            "records:\n  - number: 1\n    title: 灯   \n    opened: 2025-03-01\n\n  - number: 2\n    title: 泵\n",
        ),
        (
            "records:\n- title: 灯\n- number: 7\n  title: 泵\n- title: 门",
            "records:\n- number: 8\n  title: 灯\n- number: 7\n  title: 泵\n- number: 9\n  title: 门",
        ),
        (
            "records:\n- number: 12\n  title: 灯\n- number: 3\n  title: 泵\n- title: 门\n",
            "records:\n- number: 12\n  title: 灯\n- number: 3\n  title: 泵\n- number: 13\n  title: 门\n",
        ),
        ("记录:\n  - 标题: 灯\n", "记录:\n  - 编号: 1\n    标题: 灯\n"),
        (
            "records: [{title: 灯}, {title: 泵}]\n",
            "records: [{number: 1, title: 灯}, {number: 2, title: 泵}]\n",
        ),
        (
            "records:\n  - # 说明\n    title: 灯\n",
            "records:\n  - # 说明\n    number: 1\n    title: 灯\n",
        ),
        ("records:\n  -   title: 灯\n", "records:\n  -   number: 1\n      title: 灯\n"),
        (
            "defaults: {category: 灯}\nrecords:\n  - \"title\": x\n",
            "defaults: {category: 灯}\nrecords:\n  - number: 1\n    \"title\": x\n",
        ),
    ] {
        assert_eq!(numbered(before), after);
        assert_eq!(numbered(after), after, "a second time changes nothing");
    }
}

#[test]
fn line_ends_and_marks_stay_what_they_are() {
    let before = "\u{feff}# 三月\r\nrecords:\r\n  - title: 灯\r\n    opened: 2025-03-01\r\n";
    let after = "\u{feff}# 三月\r\nrecords:\r\n  - number: 1\r\n    title: 灯\r\n    opened: 2025-03-01\r\n";
    assert_eq!(numbered(before), after);
}

#[test]
fn a_number_that_is_empty_is_filled_in() {
    for empty in ["number:", "number: ~", "number: ''"] {
        let board = Board::new().file(
            "content/cases/a.yaml",
            format!("records:\n  - {empty}\n    title: 灯\n    opened: 2025-03-01\n"),
        );
        assert_eq!(board.codes(), ["missing-number"], "{empty}");
        assert_eq!(board.run(&["number"]).code, 0);
        assert_eq!(
            board.codes(),
            Vec::<String>::new(),
            "{empty}: {}",
            board.read("content/cases/a.yaml")
        );
    }
}

#[test]
fn the_sample_board_gets_its_numbers_back() {
    let board = Board::copy_of(super::harness::repository());
    let mut taken = 0;
    for (name, bytes) in board.tree("content") {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if !name.ends_with(".yaml") || !text.contains("\nrecords:") {
            continue;
        }
        let mut without = String::new();
        let mut next = 1;
        for line in text.split_inclusive('\n') {
            let number = format!("{{number: {next}, ");
            let block = format!("  - number: {next}\n");
            if line.contains(&number) {
                without.push_str(&line.replacen(&number, "{", 1));
                next += 1;
            } else if line == block {
                without.push_str("  - ");
                next += 1;
            } else if without.ends_with("  - ") {
                without.push_str(line.trim_start());
            } else {
                without.push_str(line);
            }
        }
        taken += next - 1;
        let path = format!("content/{name}");
        board.write(&path, &without);
        let run = board.run(&["number", &path]);
        assert_eq!(run.code, 0, "{name}: {}", run.err);
        assert_eq!(board.read(&path), text, "{name}");
        board.write(&path, without);
    }
    assert!(taken > 100, "{taken} numbers were taken");
    let run = board.run(&["number"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let original = Board::copy_of(super::harness::repository());
    assert!(board.tree("content") == original.tree("content"), "all files of a board at once");
}

#[test]
fn what_needs_no_number_is_not_written() {
    let board = Board::copy_of(super::harness::repository());
    let times = || {
        let time = |name: String| fs::metadata(board.path(&format!("content/{name}")));
        let names = board.tree("content").into_iter().map(|(name, _)| name);
        names.map(|name| time(name).and_then(|known| known.modified()).expect("a time")).collect()
    };
    let before: Vec<_> = times();
    let content = board.tree("content");
    std::thread::sleep(std::time::Duration::from_millis(20));
    let run = board.run(&["number"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    assert!(board.tree("content") == content && times() == before);
}

#[test]
fn a_file_that_cannot_be_numbered_is_left_as_it_is() {
    for (text, code) in [
        ("title: 灯\nopened: 2025-03-01\n".as_bytes(), 2),
        ("records: [\n".as_bytes(), 2),
        ("records: 灯\n".as_bytes(), 2),
        (b"records:\n  - title: \xff\n", 2),
        (b"", 2),
    ] {
        let board = Board::new().file("content/cases/a.yaml", text);
        let run = board.run(&["number", "content/cases/a.yaml"]);
        assert_eq!(run.code, code, "{}", run.err);
        assert_eq!(fs::read(board.path("content/cases/a.yaml")).expect("a file"), text);
        assert!(run.err.contains("a.yaml"), "the file is named: {}", run.err);
    }
}

#[test]
fn files_of_other_programs_and_the_settings_are_not_numbered() {
    let odd = "records:\n  - title: 灯\n";
    let board = Board::new()
        .file("content/private/a.yaml", odd)
        .file("content/files/a.yaml", odd)
        .file("content/static/a.yaml", odd)
        .file("content/cases/.a.yaml", odd)
        .file("content/cases/deep/a.yaml", odd);
    let before = board.tree("content");
    assert_eq!(board.run(&["number"]).code, 2, "no file to number is found");
    assert!(board.tree("content") == before);
}
