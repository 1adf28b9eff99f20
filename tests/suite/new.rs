//! `new`: a board that builds at once, a record that is written as it was told, and nothing where
//! the answers end early.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use encoding_rs::GB18030;

use super::harness::{Board, Run, run, tree};

/// Runs the program in `dir` of a board, with lines to read.
fn told(board: &Board, dir: &str, args: &[&str], answers: &str) -> Run {
    let mut command = board.command(args);
    command.current_dir(board.path(dir));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut input = child.stdin.take().expect("standard input");
    // A program that ends before it has read everything is no failure of the test.
    let _ = input.write_all(answers.as_bytes());
    drop(input);
    let output = child.wait_with_output().expect("an end");
    Run {
        code: output.status.code().expect("an exit code"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn begun(locale: &str) -> Board {
    let board = Board::empty();
    let run = board.run(&["new", "board", "--locale", locale]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    board
}

/// The only file of a folder whose name contains `part`.
fn file(board: &Board, folder: &str, part: &str) -> String {
    let names = tree(&board.path(folder)).into_iter().map(|(name, _)| name);
    let found: Vec<String> = names.filter(|name| name.contains(part)).collect();
    assert_eq!(found.len(), 1, "{part} in {folder}: {found:?}");
    format!("{folder}/{}", found[0])
}

#[test]
fn a_new_board_builds_at_once_and_says_that_it_is_none_yet() {
    for (locale, trial, marked) in [
        ("zh-CN", "试用中", "虚构: 是"),
        ("zh-Hant", "試用中", "虛構: 是"),
        ("en", "A trial", "invented: yes"),
    ] {
        let board = begun(locale);
        let run = told(&board, "board", &["check", "--format", "short"], "");
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{locale}: {}", run.err);
        let run = told(&board, "board", &["build"], "");
        assert_eq!(run.code, 0, "{locale}: {}", run.err);
        assert!(!run.err.contains("warning["), "{}", run.err);
        assert!(!board.path("board/content/board.lock").exists(), "a trial is not remembered");
        for (name, bytes) in board.tree("board/output") {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            assert!(!name.ends_with(".html") || text.contains(trial), "{name} in {locale}");
        }
        let amounts = ["金额:", "余额:", "金額:", "餘額:", "amount:", "balance:"];
        for (name, bytes) in board.tree("board/content") {
            let text = String::from_utf8(bytes).expect("UTF-8");
            let settings = name.starts_with("board") || name.starts_with("公示");
            let figures = !settings && amounts.iter().any(|amount| text.contains(amount));
            assert!(!figures || text.contains(marked), "{name} is marked as invented");
            let head = "# yaml-language-server: $schema=../";
            assert!(!name.ends_with(".yaml") || text.starts_with(head), "{name}");
            let schema = text.lines().next().and_then(|line| line.split_once(".mingbai/schema/"));
            let known =
                |(_, schema)| board.path(&format!("board/.mingbai/schema/{schema}")).is_file();
            assert!(!name.ends_with(".yaml") || schema.is_some_and(known), "{name} has its schema");
        }
    }
}

#[test]
fn examples_may_go_without_a_word_and_what_follows_is_remembered() {
    let board = begun("en");
    assert_eq!(told(&board, "board", &["build"], "").code, 0);
    for (name, bytes) in board.tree("board/content") {
        if String::from_utf8(bytes).expect("UTF-8").contains("invented: yes") {
            board.remove(&format!("board/content/{name}"));
        }
    }
    let settings = board.read("board/content/board.yaml");
    board.write("board/content/board.yaml", settings.replace("trial: yes\n", ""));
    let run = told(&board, "board", &["build", "--locked"], "");
    assert_eq!(run.code, 1, "in earnest the lock would change: {}", run.err);
    let run = told(&board, "board", &["build"], "");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(board.read("board/content/board.lock").contains("pages/about"));
    assert!(!board.read("board/output/index.html").contains("A trial"));
}

#[test]
fn a_folder_with_something_in_it_is_refused_and_left_alone() {
    let board = Board::empty().file("full/a.txt", "x").file("file", "x");
    let before = board.tree(".");
    for dir in ["full", "file", "file/inner", "."] {
        let run = told(&board, ".", &["new", dir, "--locale", "en"], "");
        assert_eq!(run.code, 2, "{dir}: {}", run.err);
        assert!(run.out.is_empty() && run.err.contains(dir), "{dir}: {}", run.err);
    }
    assert!(board.tree(".") == before, "nothing was touched");
    let run = told(&board, ".", &["new", "--locale", "en"], "");
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains("mingbai new our-board"), "{}", run.err);
}

#[test]
fn an_empty_folder_is_filled_even_the_one_we_are_in() {
    let board = Board::empty();
    fs::create_dir_all(board.path("a/.git")).expect("a folder");
    let run = told(&board, "a", &["new", ".", "--locale", "en"], "");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(!run.err.contains("cd ."), "we are there: {}", run.err);
    let run = told(&board, "a", &["check"], "");
    assert_eq!(run.code, 0, "{}", run.err);
    let run = told(&board, ".", &["new", "b/c", "--locale", "zh-CN"], "");
    assert_eq!(run.code, 0, "{}", run.err);
    for folder in ["a", "b", "."] {
        for entry in fs::read_dir(board.path(folder)).expect("a folder") {
            let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
            assert!(!name.starts_with(".mingbai-new"), "{folder}/{name} is left over");
        }
    }
}

#[test]
fn an_expenditure_is_written_as_it_was_told() {
    let board = begun("zh-CN");
    let answers = "2025年3月5日\n\n更换水泵, 含运费\n五百\n￥1，234.50\n\n某水电服务部\n\n没有发票\n维修\n\n\n";
    let settings = board.read("board/content/公示栏.yaml");
    let month = settings.lines().find(|line| line.contains("期初:")).expect("an opening balance");
    let opening = month.split("日期: ").nth(1).and_then(|rest| rest.get(..10)).expect("a day");
    board.write("board/content/公示栏.yaml", settings.replace(opening, "2025-01-01"));
    let run = told(&board, "board", &["new", "支出"], answers);
    let file = "board/content/支出/2025-03.yaml";
    assert_eq!(
        board.read(file),
        "# yaml-language-server: $schema=../../.mingbai/schema/expenditures.json\n记录:\n  - 编号: 1\n    日期: 2025-03-05\n    事项: \"更换水泵, 含运费\"\n    金额: 1234.50\n    收款方: 某水电服务部\n    无凭证原因: 没有发票\n    类别: 维修\n",
        "{}",
        run.err
    );
    assert!(run.err.contains("“五百”") && run.err.contains("支出/2025-03.1"), "{}", run.err);
    let second = board.read(file).replace("记录:", "# 三月\n记录:").replace('\n', "\r\n");
    board.write(file, &second);
    let answers = "2025-3-6\n灯\n20\n2\n\n\n\n灯\n\n\n";
    told(&board, "board", &["new", "expenditure"], answers);
    let after = board.read(file);
    let added = after.strip_prefix(&second).expect("what was there stays");
    assert_eq!(
        added,
        "  - 编号: 2\r\n    日期: 2025-03-06\r\n    事项: 灯\r\n    金额: 20.00\r\n    账户: cash\r\n    类别: 灯\r\n"
    );
}

#[test]
fn a_board_in_traditional_characters_goes_on_in_them() {
    let board = begun("zh-Hant");
    let run = told(&board, "board", &["new", "辦事"], "渠道堵塞\n\n後巷\n\n\n2099-01-01\n\n");
    assert_eq!(run.code, 0, "{}", run.err);
    let names = tree(&board.path("board/content/辦事")).into_iter().map(|(name, _)| name);
    let newest = names.max().expect("a file");
    let text = board.read(&format!("board/content/辦事/{newest}"));
    assert!(text.contains("記錄:\n  - 編號: 1\n    標題: 渠道堵塞\n"), "{text}");
    assert!(text.contains("處置: {限期: 2099-01-01}"), "{text}");
    assert!(run.err.contains("辦事/") && run.err.contains("這條記錄沒有錯"), "{}", run.err);
}

#[test]
fn every_kind_can_be_told_and_is_then_on_the_board() {
    let board = begun("en");
    for (kind, answers, file) in [
        ("fee", "Parking\n5\n3\n1\n\n\n\n", "fees/parking.yaml"),
        ("charge", "1\n2026-09\n10\n\n\n\n\n", "charges/2026-09.yaml"),
        ("income", "\nRent\n30\n\n\n\n\n\n", "income/"),
        ("expenditures", "\nLamp\n12\n1\nA shop\nP-2\n\n\n\n", "expenditures/"),
        ("transfers", "\n2\n1\n180\nPaid in\n\n\n", "transfers/"),
        ("balance", "\n\n1\n1\n\n", "balances/"),
        ("decision", "committee\nMeeting\n\n\n\nPaint it\n1\n5\n\nText.\n\n\n\n", "decisions/"),
        ("cases", "Drain\n\n\n\n\n\n\n", "cases/"),
        ("project", "Benches at the gate\n\n\n\n3600\n\n\n\n\n\n\n", "projects/"),
        ("registers", "Our wishes\nwishes\n\n\n\n\n", "registers/our-wishes.md"),
        ("pages", "A page: one\nOne.\nTwo.\n\n\n\n", "pages/a-page-one.md"),
    ] {
        let before = board.tree("board/content");
        let run = told(&board, "board", &["new", kind], answers);
        assert_ne!(run.code, 2, "{kind}: {}", run.err);
        let after = board.tree("board/content");
        let new: Vec<_> = after.iter().filter(|file| !before.contains(file)).collect();
        assert_eq!(new.len(), 1, "{kind}: one file is new or longer: {}", run.err);
        assert!(new[0].0.contains(file), "{kind}: {}", new[0].0);
        assert!(run.err.contains(&new[0].0), "{kind}: the file is named");
    }
    let about = |name: &str| board.read(&file(&board, "board/content/decisions", name));
    let today = tree(&board.path("board/content/decisions"));
    let newest = today.iter().map(|(name, _)| name.as_str()).max().expect("a decision");
    assert!(about(newest).contains("motions:\n  - {number: 1, text: Paint it, votes: {people: {for: 5}}, outcome: passed}\n---\nText.\n"));
}

#[test]
fn answers_that_end_early_leave_nothing() {
    let board = begun("zh-CN");
    let before = board.tree("board");
    let answers = "\n灯\n20\n\n\n\n\n\n\n";
    for end in 0..answers.lines().count() {
        let some: String = answers.split_inclusive('\n').take(end).collect();
        let run = told(&board, "board", &["new", "支出"], &some);
        assert_eq!(run.code, 2, "{end}: {}", run.err);
        assert!(run.err.contains("什么也没有写"), "{end}: {}", run.err);
    }
    let no = format!("{answers}否\n");
    let run = told(&board, "board", &["new", "支出"], &no);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(board.tree("board") == before, "nothing was written: {}", run.err);
}

#[test]
fn a_finding_of_the_new_record_is_told_at_once() {
    let board = begun("en");
    let run =
        told(&board, "board", &["new", "expenditure"], "2020-01-01\nLamp\n12\n\n\n\n\n\n\n\n");
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("entry-before-opening") && run.err.contains("2020-01.yaml"));
}

#[test]
fn a_list_goes_on_in_its_own_manner() {
    let board = Board::copy_of(super::harness::repository());
    let gb = "记录:\r\n- 编号: 4   # 一\r\n  标题: 灯\r\n  受理: 2025-05-02\r\n";
    board.write("content/cases/2025-Q2.yaml", GB18030.encode(gb).0);
    let run = told(&board, ".", &["new", "办事"], "下水道，堵\n2025.6.5\n\n\n\n\n\n");
    assert_ne!(run.code, 2, "{}", run.err);
    let bytes = fs::read(board.path("content/cases/2025-Q2.yaml")).expect("a file");
    let text = GB18030.decode(&bytes).0.into_owned();
    assert_eq!(text, format!("{gb}- 编号: 5\r\n  标题: 下水道，堵\r\n  受理: 2025-06-05\r\n"));
    let run = told(&board, ".", &["new", "对账"], "2025-04-30\n1\n20\n\n");
    assert_ne!(run.code, 2, "{}", run.err);
    let year = board.read("content/balances/2025.yaml");
    let added = "  - number: 7\n    date: 2025-04-30\n    account: bank\n    balance: 20.00\n";
    assert!(year.ends_with(added), "{year}");
}

#[test]
fn a_list_that_cannot_be_continued_is_left_alone() {
    for text in
        ["records: [{number: 1, title: A, opened: 2025-05-02}]\n", "title: A\nopened: 2025-05-02\n"]
    {
        let board = begun("en").file("board/content/cases/2025-05.yaml", text);
        let run = told(&board, "board", &["new", "case"], "Drain\n2025-05-03\n\n\n\n\n\n");
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains("title: Drain"), "what was told is not lost: {}", run.err);
        assert_eq!(board.read("board/content/cases/2025-05.yaml"), text);
    }
}

#[test]
fn kinds_and_folders_are_told_apart() {
    let board = begun("zh-CN");
    for (dir, name, says) in [
        (".", "支出", "./支出"),
        (".", "case", "./case"),
        ("board", "支岀", "支出"),
        ("board", "expenditres", "expenditures"),
    ] {
        let run = told(&board, dir, &["new", name, "--lang", "zh-CN"], "");
        assert_eq!(run.code, 2, "{name}: {}", run.err);
        assert!(run.err.contains(says), "{name}: {}", run.err);
        assert!(!board.path(dir).join(name).exists());
    }
    assert_eq!(told(&board, ".", &["new", "./支出"], "").code, 0);
    assert!(Path::new(&board.path("支出/README.md")).is_file());
    let run = told(&board, "board", &["new"], "12\n灯\n\n\n\n\n\n\n");
    assert_eq!(run.code, 0, "the kind is asked for: {}", run.err);
}

#[test]
fn at_a_terminal_three_questions_make_a_board() {
    let board = Board::empty();
    let mut command = std::process::Command::new("script");
    let line = format!("{} new court", env!("CARGO_BIN_EXE_mingbai"));
    command.args(["--quiet", "--return", "--command", &line, "/dev/null"]);
    command.current_dir(board.path(".")).env("LC_ALL", "en_GB.UTF-8");
    let answers = board.path("answers");
    fs::write(&answers, "\nPark Court\nIts owners\n").expect("a file");
    command.stdin(fs::File::open(answers).expect("a file"));
    let run = run(command);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(run.out.contains("简体中文") && run.out.contains("Who publishes"), "{}", run.out);
    let settings = board.read("court/content/board.yaml");
    assert!(settings.contains("name: Park Court\npublisher: Its owners\n"), "{settings}");
}
