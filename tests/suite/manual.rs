//! What the program says of itself to shells and to `man`. Whether the pages render is for groff,
//! from `tests/run`.

use super::harness::Board;

/// Every command, as the help names them.
fn commands() -> Vec<String> {
    let help = Board::empty().run(&["--help"]).out;
    let (_, listed) = help.split_once("Commands:\n").expect("commands");
    let lines = listed.lines().take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned);
    let names: Vec<String> = names.filter(|name| name != "help").collect();
    assert!(names.len() >= 9, "{names:?}");
    names
}

#[test]
fn every_shell_has_a_script_that_knows_every_command() {
    let board = Board::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = board.run(&["completions", shell]);
        assert!(run.code == 0 && run.err.is_empty(), "{shell}: {}", run.err);
        for name in commands() {
            assert!(run.out.contains(&name), "{shell} lacks {name}");
        }
    }
    assert_eq!(board.run(&["completions"]).code, 2);
    assert_eq!(board.run(&["completions", "cmd"]).code, 2);
}

#[cfg(unix)]
#[test]
fn bash_completes_commands_and_values() {
    use std::process::Command;

    let board = Board::empty();
    board.write("mingbai.bash", board.run(&["completions", "bash"]).out);
    let bash = |script: &str| {
        let mut command = Command::new("bash");
        command.args(["--norc", "-euc", script]).current_dir(board.path("."));
        super::harness::run(command)
    };
    let checked = bash("bash -n mingbai.bash");
    assert!(checked.code == 0 && checked.err.is_empty(), "{}", checked.err);
    let completed = |words: &str| {
        let script = format!(
            "set +eu; source ./mingbai.bash; COMP_WORDS=(mingbai {words}); \
             COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _mingbai mingbai \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD - 1]}}\"; \
             printf '%s\\n' \"${{COMPREPLY[@]}}\""
        );
        bash(&script).out.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(completed("ch"), ["check"]);
    let all = completed("''");
    for name in commands() {
        assert!(all.contains(&name), "{name} is not among {all:?}");
    }
    assert_eq!(completed("check --format sh"), ["short"]);
}

#[test]
fn every_command_has_its_manual_page() {
    let board = Board::empty();
    let run = board.run(&["man"]);
    assert!(run.code == 0 && run.out.contains(".TH mingbai 1"), "{}{}", run.out, run.err);
    assert!(board.tree(".").is_empty(), "nothing is written without a folder");
    let run = board.run(&["man", "man1"]);
    assert!(run.code == 0 && run.out.is_empty(), "{}", run.err);
    let pages: Vec<String> = board.tree("man1").into_iter().map(|(name, _)| name).collect();
    let mut named: Vec<String> =
        commands().iter().map(|name| format!("mingbai-{name}.1")).collect();
    named.push("mingbai.1".to_owned());
    named.sort();
    assert_eq!(pages, named);
    board.write("taken", "a file");
    assert_eq!(board.run(&["man", "taken"]).code, 2);
}

#[test]
fn the_help_speaks_chinese_but_for_what_is_typed() {
    let typed = "zh CN Hant en output board yaml content lock text short json hledger beancount csv \
        xlsx xls ods et datapackage popolo ical archive JSON Schema import out cases html E bash elvish fish \
        powershell zsh mingbai PDF decisions maintenance a sheets";
    let mut known: Vec<String> = typed.split_whitespace().map(str::to_owned).collect();
    known.extend(commands());
    let board = Board::empty();
    for command in commands() {
        for language in ["zh-CN", "zh-Hant"] {
            let help = board.run(&["--lang", language, &command, "-h"]).out;
            let words = help.split(|c: char| !(c.is_ascii_alphabetic() || c == '-'));
            let words = words.filter(|word| !word.starts_with('-'));
            let words = words.flat_map(|word| word.split('-')).filter(|word| !word.is_empty());
            let foreign: Vec<&str> =
                words.filter(|word| !known.iter().any(|known| known == word)).collect();
            assert!(foreign.is_empty(), "{command} in {language}: {foreign:?}\n{help}");
        }
    }
}

#[test]
fn what_is_mistyped_is_told_in_the_language_of_the_board() {
    let board = Board::new();
    for (typed, says) in [
        ("biuld", "没有“biuld”这个命令\n是不是 build\n可以写什么：mingbai --help"),
        ("build --outt x", "这里不能写“--outt”\n是不是 --out\n"),
        ("build --as-of 2025-99-99", "--as-of <日期> 不能写“2025-99-99”，可以写 2025-03-31"),
        ("build --out", "还要写 --out <路径>"),
        ("export", "还要写 --to <格式>"),
        ("export --to word", "--to <格式> 不能写“word”，可以写 hledger、beancount"),
        ("schema cases --out x", "[种类] 和 --out <文件夹> 不能一起写"),
    ] {
        let run = board.run(&typed.split(' ').collect::<Vec<_>>());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{typed}");
        assert!(run.err.contains(says), "{typed}: {}", run.err);
    }
    let english = Board::empty().run(&["biuld"]).err;
    assert!(english.contains("there is no command biuld\nperhaps build"), "{english}");
}
