//! The contract of the commands: exit codes, what goes to which stream, and that a board with
//! errors leaves the last good site alone.

use std::fs;

use super::harness::{AS_OF, Board, Run};

/// A good board with one record.
fn good() -> Board {
    Board::new().file("content/pages/one.md", "---\ntitle: 一\n---\n\n正文。\n")
}

/// A board with an error.
fn wrong() -> Board {
    good().file("content/cases/one.yaml", "title: 灯\nopened: 2025-02-30\n")
}

/// A board with a warning.
fn doubtful() -> Board {
    good().file("content/pages/two.md", "---\ntitle: 二\n---\n\n<b>粗</b>\n")
}

/// Fails unless the run ended with that code.
fn assert_ended(run: &Run, code: i32, what: &str) {
    assert_eq!(run.code, code, "{what}\n--- out\n{}\n--- err\n{}", run.out, run.err);
    assert!(!run.err.contains("panicked"), "{what}: {}", run.err);
}

#[test]
fn what_could_not_run_ends_with_two() {
    let empty = Board::empty();
    let board = good();
    board.build();
    for args in [
        &[] as &[&str],
        &["no-such-command"],
        &["check", "--no-such-flag"],
        &["check", "--as-of", "2025-02-30"],
        &["check", "--as-of", "yesterday"],
        &["check", "--format", "xml"],
        &["check", "--base-url", "not an address"],
        &["check", "--base-url", "ftp://example.org/"],
        &["check", "--lang", "tlh"],
        &["check", "one", "two"],
        &["check", "no-such-folder"],
        &["build", "no-such-folder"],
        &["verify", "no-such-folder"],
        &["build", "--out"],
        &["verify", "--out", "no-such-folder"],
        &["explain", "no-such-code"],
        &["explain", "missing-board", "another"],
        &["number", "no-such-file.yaml"],
        &["number", "content/pages/one.md"],
        &["number", "content/board.yaml"],
    ] {
        let run = board.run(args);
        assert_ended(&run, 2, &format!("{args:?}"));
        assert!(!run.err.trim().is_empty() && run.out.is_empty(), "{args:?} says why, on stderr");
    }
    for args in [&["check"] as &[&str], &["build"], &["verify"], &["number"]] {
        let run = empty.run(args);
        assert_ended(&run, 2, &format!("{args:?} where no board is"));
        assert!(run.out.is_empty() && !run.err.is_empty());
        assert!(empty.tree(".").is_empty(), "{args:?} left something where no board is");
    }
}

#[test]
fn findings_of_error_severity_end_with_one() {
    let board = wrong();
    for args in [&["check"] as &[&str], &["build"], &["check", "--format", "json"]] {
        assert_ended(&board.run(args), 1, &format!("{args:?}"));
    }
    let without_settings = good();
    without_settings.remove("content/board.yaml");
    for args in [&["check"], &["build"]] {
        assert_ended(&without_settings.run(args), 1, "without board.yaml");
    }
}

#[test]
fn warnings_and_no_findings_end_with_zero() {
    for board in [good(), doubtful()] {
        for args in
            [&["check"] as &[&str], &["check", "--format", "short"], &["build"], &["verify"]]
        {
            assert_ended(&board.run(args), 0, &format!("{args:?}"));
        }
    }
    assert_eq!(doubtful().codes(), ["raw-html"]);
    for args in [&["--help"] as &[&str], &["--version"], &["help"], &["check", "--help"]] {
        let run = Board::empty().run(args);
        assert_ended(&run, 0, &format!("{args:?}"));
        assert!(!run.out.is_empty());
    }
}

#[test]
fn a_board_is_named_by_its_folder() {
    let board = good();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let mut command = board.command(&["build", "--as-of", AS_OF]);
    command.arg(board.path(".")).current_dir(elsewhere.path());
    assert_ended(&super::harness::run(command), 0, "build");
    assert!(board.path("output/index.html").is_file(), "it goes to the board's own output");
    assert!(fs::read_dir(elsewhere.path()).expect("a folder").next().is_none());
}

#[test]
fn findings_of_check_go_to_standard_output_and_those_of_build_to_standard_error() {
    let board = wrong();
    let run = board.run(&["check"]);
    assert!(run.out.contains("not-a-date") && !run.err.contains("not-a-date"));
    let run = board.run(&["build"]);
    assert!(run.err.contains("not-a-date") && run.out.is_empty(), "{}", run.out);
    let run = good().run(&["check"]);
    assert!(run.out.is_empty() && !run.err.is_empty(), "a clean board has a summary only");
}

#[test]
fn short_findings_are_a_line_each_with_file_line_column_and_code() {
    let board = wrong()
        .file("content/pages/two.md", "---\ntitle: 二\n---\n\n字 <b>粗</b>\n")
        .file("content/what/one.yaml", "title: x\n");
    let run = board.check();
    assert_eq!(run.code, 1);
    let places: Vec<&str> =
        run.out.lines().map(|line| line.rsplitn(2, ": ").last().unwrap_or_default()).collect();
    assert_eq!(places.len(), 3, "{}", run.out);
    let starts = [
        "content/cases/one.yaml:2:9: not-a-date: ",
        "content/pages/two.md:5:3: raw-html: ",
        "content/what/one.yaml: unknown-folder: ",
    ];
    for (line, start) in run.out.lines().zip(starts) {
        let message = line.strip_prefix(start);
        assert!(message.is_some_and(|said| !said.is_empty()), "{line} starts with {start}");
    }
}

#[test]
fn json_findings_have_the_same_content() {
    let run = good().run(&["check", "--format", "json"]);
    assert_eq!(serde_json::from_str::<Vec<serde_json::Value>>(&run.out).expect("JSON").len(), 0);

    let board = doubtful().file(
        "content/expenditures/a.yaml",
        "date: 2025-02-03\nitem: 灯\namuont: 1.00\nfund: common\n",
    );
    let run = board.run(&["check", "--format", "json", "--as-of", AS_OF]);
    let found: Vec<serde_json::Value> = serde_json::from_str(&run.out).expect("JSON");
    let codes: Vec<&str> = found.iter().filter_map(|finding| finding["code"].as_str()).collect();
    assert_eq!(codes, board.codes());
    assert_eq!(codes, ["unknown-field", "raw-html"]);
    let known =
        ["code", "severity", "message", "help", "paste", "file", "line", "column", "record"];
    for finding in &found {
        let fields = finding.as_object().expect("fields");
        assert!(fields.keys().all(|field| known.contains(&field.as_str())), "{fields:?}");
        for field in ["code", "severity", "message", "help", "file"] {
            assert!(fields[field].as_str().is_some_and(|text| !text.is_empty()), "{field}");
        }
    }
    let typo = &found[0];
    assert_eq!(typo["severity"], "error");
    assert_eq!(typo["file"], "content/expenditures/a.yaml");
    assert_eq!((typo["line"].as_u64(), typo["column"].as_u64()), (Some(3), Some(1)));
    assert_eq!(typo["paste"], "amount: 1.00");
    assert_eq!(found[1]["severity"], "warning");
    assert_eq!(run.code, 1);
}

#[test]
fn a_finding_names_the_record_that_it_is_about() {
    let board = doubtful().file("content/cases/one.yaml", "title: 灯\nopened: 2025-12-01\n");
    let run = board.run(&["check", "--format", "json", "--as-of", AS_OF]);
    let found: Vec<serde_json::Value> = serde_json::from_str(&run.out).expect("JSON");
    let about: Vec<&str> = found.iter().filter_map(|finding| finding["record"].as_str()).collect();
    assert_eq!(about, ["cases/one", "pages/two"], "{}", run.out);
}

#[test]
fn findings_as_text_show_the_line_and_mark_the_place() {
    let board = Board::new().file("content/cases/one.yaml", "title: 灯\nopened: 2025-02-30\n");
    let run = board.run(&["check", "--as-of", AS_OF]);
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines[0].contains("[not-a-date]"), "{}", run.out);
    assert!(lines[1].trim_start().starts_with("--> content/cases/one.yaml:2:9"), "{}", run.out);
    let source = lines.iter().position(|line| line.ends_with("opened: 2025-02-30")).expect("shown");
    let mark = lines[source + 1].find("^^^^^^^^^^").expect("a mark below");
    assert_eq!(mark, lines[source].find("2025-02-30").expect("the value"), "{}", run.out);
}

#[test]
fn a_build_with_errors_leaves_the_last_good_site_alone() {
    let spoilt: &[(&str, &str)] = &[
        ("content/cases/one.yaml", "title: [\n"),
        ("content/cases/one.yaml", "title: 灯\nopened: 2025-02-30\n"),
        ("content/board.yaml", ""),
        ("content/board.lock", "nonsense\n"),
        ("content/pages/one.md", "no front matter\n"),
        ("content/expenditures/a.yaml", "records:\n  - {date: 2025-01-01}\n"),
        ("content/static/index.html", "an address that is taken"),
    ];
    for (path, text) in spoilt {
        let board = good();
        board.build();
        let state = || (board.tree("output"), fs::read(board.path("content/board.lock")).ok());
        let before = state();
        let lock_too = *path == "content/board.lock";
        board.write(path, text);
        assert_ended(&board.run(&["build", "--as-of", AS_OF]), 1, path);
        let after = state();
        assert!(after.0 == before.0, "{path} changed the site");
        assert!(lock_too || after.1 == before.1, "{path} changed the lock");
    }
}

#[test]
fn a_broken_theme_leaves_the_last_good_site_alone() {
    let board = good();
    board.build();
    let before = board.tree("output");
    let settings = board.read("content/board.yaml");
    board.write("content/board.yaml", format!("{settings}theme: own\n"));
    board.write("themes/own/templates/page.html", "{% if %}");
    let run = board.run(&["build", "--as-of", AS_OF]);
    assert_ended(&run, 1, "a template that does not read");
    assert!(run.err.contains("template-error"), "{}", run.err);
    assert_ended(&board.check(), 1, "check sees it too");
    board.write("themes/own/templates/page.html", "{{ no.such.thing }}");
    assert_ended(&board.run(&["build", "--as-of", AS_OF]), 1, "a template that does not work");
    assert!(board.tree("output") == before);
}

#[test]
fn a_folder_with_files_of_others_is_refused() {
    let board = good().file("output/thesis.doc", "years of work");
    let run = board.run(&["build", "--as-of", AS_OF]);
    assert_ended(&run, 2, "a foreign folder");
    assert!(run.err.contains("thesis.doc"), "{}", run.err);
    assert_eq!(board.tree("output").len(), 1);
    let settings = board.read("content/board.yaml");
    board.write("content/board.yaml", format!("{settings}keep: [thesis.doc]\n"));
    board.build();
    assert_eq!(board.read("output/thesis.doc"), "years of work");
}

#[test]
fn every_code_is_explained_in_every_language() {
    let board = Board::empty();
    for language in ["zh-CN", "zh-Hant", "en"] {
        let all = board.run(&["explain", "--lang", language]);
        assert_ended(&all, 0, "all codes");
        assert_eq!(all.out.lines().count(), mingbai::diagnostic::Code::ALL.len());
        for (code, line) in mingbai::diagnostic::Code::ALL.iter().zip(all.out.lines()) {
            let (name, said) = line.split_once(' ').expect("a code and its name");
            assert!(name == code.name() && !said.trim().is_empty(), "{line}");
            let run = board.run(&["explain", name, "--lang", language]);
            assert_ended(&run, 0, name);
            assert!(
                run.out.contains(&format!("[{name}]")) && run.out.lines().count() > 3,
                "{name}"
            );
            assert!(!run.out.contains("finding."), "{name} has all its words: {}", run.out);
        }
    }
    let near = board.run(&["explain", "silent-chnage", "--lang", "en"]);
    assert!(near.code == 2 && near.err.contains("silent-change"), "{}", near.err);
}

#[test]
fn the_page_for_what_is_not_there_is_styled_under_any_path() {
    let board = Board::new();
    let base = "https://example.org/estates/lane-9/";
    let run = board.run(&["build", "--base-url", base, "--as-of", AS_OF]);
    assert_eq!(run.code, 0, "{}", run.err);
    let page = board.read("output/404.html");
    assert!(
        page.contains(&format!("<link rel=\"stylesheet\" href=\"{base}board.css\">")),
        "{page}"
    );
    let hrefs = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    // The switch for larger type leads to the page itself; there is no icon.
    for href in hrefs.filter(|href| !href.starts_with('#') && *href != "data:,") {
        let inner = href.strip_prefix(base).unwrap_or_else(|| panic!("{href} is not absolute"));
        assert!(board.path("output").join(inner).is_file(), "{href} leads nowhere");
    }
}

#[test]
fn one_file_is_written_over_nothing_of_the_board() {
    let board = Board::new();
    board.build();
    let before = board.tree(".");
    for out in ["content/board.yaml", "output/index.html", "output/new.html", "output"] {
        let run = board.run(&["build", "--one-file", "--out", out, "--as-of", AS_OF]);
        assert_eq!(run.code, 2, "{out}: {}", run.err);
        assert!(run.err.contains(out.split('/').next().unwrap_or(out)), "{out}: {}", run.err);
    }
    assert!(board.tree(".") == before, "nothing is changed, and nothing left behind");
}
