//! Same sources and options, same bytes: whatever the order of files, the number of threads, the
//! folder, the time zone, the locale, and what was compiled before.

use std::fs;
use std::path::Path;
use std::process::Command;

use mingbai::Options;

use super::harness::{AS_OF, Board, repository, run, tree};
use super::sample::{Files, assert_same, compiled, files, options, sample, sources};

/// A shuffle that is the same in every run.
fn shuffled<T>(mut items: Vec<T>, seed: u64) -> Vec<T> {
    let mut state = seed;
    for place in (1..items.len()).rev() {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let other = usize::try_from(state >> 33).expect("31 bits") % (place + 1);
        items.swap(place, other);
    }
    items
}

fn usual() -> Files {
    let made = compiled(&sources(&files()), &options());
    assert!(made.len() > 100 && made.contains_key("index.html"), "a whole site is made");
    made
}

#[test]
fn compiling_twice_gives_the_same_bytes() {
    let sources = sources(&files());
    let first = compiled(&sources, &options());
    assert_same(&first, &compiled(&sources, &options()), "the same sources once more");
    assert_same(&first, &usual(), "the same files read afresh");
}

#[test]
fn what_was_compiled_before_leaves_no_trace() {
    let sources = sources(&files());
    let other_base = Some("https://elsewhere.example/deep/".to_owned());
    let early =
        Options { as_of: mingbai::model::calendar::Day::read("2024-06-30").unwrap(), ..options() };
    let others = [
        Options { drafts: true, ..options() },
        Options { base_url: other_base, ..options() },
        early,
    ];
    let usual = usual();
    for other in &others {
        assert!(compiled(&sources, other) != usual, "{other:?} gives another site");
        assert_same(&compiled(&sources, &options()), &usual, &format!("after {other:?}"));
    }
}

#[test]
fn the_order_of_files_does_not_show() {
    let usual = usual();
    for seed in 1..=5 {
        let shuffled = shuffled(files(), seed);
        assert!(shuffled != files(), "it is another order");
        assert_same(&compiled(&sources(&shuffled), &options()), &usual, &format!("shuffle {seed}"));
    }
}

#[test]
fn the_number_of_threads_does_not_show() {
    let usual = usual();
    for threads in [1, 2, 3, 8] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        let made = pool.install(|| compiled(&sources(&files()), &options()));
        assert_same(&made, &usual, &format!("{threads} threads"));
    }
}

#[test]
fn findings_are_the_same_in_any_order_and_with_any_threads() {
    let broken = || {
        let mut files = files();
        for (path, bytes) in &mut files {
            let records = path.contains("/expenditures/") || path.contains("/cases/");
            if records && path.ends_with(".yaml") {
                let text = String::from_utf8(bytes.clone()).expect("text");
                *bytes = text.replace("date:", "dote:").replace("opened:", "opend:").into_bytes();
            }
        }
        files
    };
    let usual = compiled(&sources(&broken()), &options());
    let findings = usual.keys().filter(|name| name.starts_with("(finding")).count();
    assert!(findings > 100, "{findings} findings are many");
    for (seed, threads) in [(1, 1), (2, 4), (3, 8)] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        let made = pool.install(|| compiled(&sources(&shuffled(broken(), seed)), &options()));
        assert_same(&made, &usual, &format!("shuffle {seed}, {threads} threads"));
    }
}

/// The site and the lock of the sample board, built where nothing is special.
fn published_usually() -> Files {
    let sample = sample();
    let mut files = sample.site.clone();
    let lock = fs::read(sample.board.path("content/board.lock")).expect("a lock");
    files.insert("(lock)".to_owned(), lock);
    files
}

/// Builds a copy of the sample board with a changed command; gives the site and the lock.
fn built(change: impl FnOnce(&Board, Command) -> Command) -> Files {
    let board = Board::copy_of(repository());
    published(&board, change)
}

fn published(board: &Board, change: impl FnOnce(&Board, Command) -> Command) -> Files {
    let run = run(change(board, board.command(&["build", "--as-of", AS_OF])));
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let mut files: Files = board.tree("output").into_iter().collect();
    assert!(files.contains_key("manifest.json") && files.len() > 100);
    files.insert("(lock)".to_owned(), fs::read(board.path("content/board.lock")).expect("a lock"));
    files
}

#[test]
fn the_surroundings_do_not_show() {
    let usual = published_usually();
    let surroundings: &[&[(&str, &str)]] = &[
        &[("TZ", "America/New_York"), ("LC_ALL", "en_US.UTF-8"), ("RAYON_NUM_THREADS", "1")],
        &[("TZ", "Pacific/Kiritimati"), ("LC_ALL", "zh_CN.UTF-8"), ("RAYON_NUM_THREADS", "4")],
        &[("LANG", "tr_TR.UTF-8"), ("HOME", "/nonexistent"), ("SOURCE_DATE_EPOCH", "1")],
        &[("LC_ALL", "POSIX"), ("NO_COLOR", "1"), ("COLUMNS", "20"), ("TERM", "dumb")],
    ];
    for variables in surroundings {
        let made = built(|_, mut command| {
            command.envs(variables.iter().copied());
            command
        });
        assert_same(&made, &usual, &format!("{variables:?}"));
    }
}

#[test]
fn the_language_of_the_terminal_does_not_show() {
    let usual = published_usually();
    for language in ["en", "zh-CN"] {
        let made = built(|_, mut command| {
            command.args(["--lang", language]);
            command
        });
        assert_same(&made, &usual, language);
    }
}

#[test]
fn the_folder_does_not_show() {
    let usual = published_usually();
    // Named from another folder, with a path that has spaces and Chinese in it.
    let deep = Board::empty();
    for (name, bytes) in files() {
        deep.write(&format!("我的 小区/a b/{name}"), bytes);
    }
    let folder = deep.path("我的 小区/a b");
    let out = deep.path("elsewhere/网站");
    fs::create_dir_all(deep.path("elsewhere")).expect("a folder");
    let mut command = deep.command(&["build", "--as-of", AS_OF]);
    command.arg(&folder).arg("--out").arg(&out).current_dir("/");
    let run = run(command);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let mut made: Files = tree(&out).into_iter().collect();
    let before = files().into_iter().find(|(name, _)| name == "content/board.lock").unwrap().1;
    assert_eq!(fs::read(folder.join("content/board.lock")).expect("a lock"), before);
    made.insert("(lock)".to_owned(), usual["(lock)"].clone());
    assert_same(&made, &usual, "another folder");
}

#[test]
fn the_order_on_disk_and_the_umask_do_not_show() {
    let usual = published_usually();
    let board = Board::empty();
    for (name, bytes) in shuffled(files(), 7) {
        board.write(&name, bytes);
    }
    let made = published(&board, |board, _| {
        let mut shell = Command::new("sh");
        shell.args(["-c", "umask 077; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_mingbai")]);
        shell.args(["build", "--as-of", AS_OF]).current_dir(board.path("."));
        shell
    });
    assert_same(&made, &usual, "another order and umask");
}

#[test]
fn building_again_over_another_site_gives_the_same_bytes() {
    let usual = published_usually();
    let board = Board::copy_of(repository());
    let lock = board.read("content/board.lock");
    board.write("content/pages/extra.md", "---\ntitle: 多出来的一页\n---\n\n正文。\n");
    board.build();
    assert!(board.path("output/pages/extra.html").is_file());
    board.remove("content/pages/extra.md");
    board.write("content/board.lock", lock);
    let made = published(&board, |_, command| command);
    assert_same(&made, &usual, "built over another site");
    assert!(!Path::new(&board.path("output/pages/extra.html")).exists());
}
