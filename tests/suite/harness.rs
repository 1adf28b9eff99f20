//! A board in a temporary folder, and the real program run on it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// The repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The day on which test boards stand unless a test says otherwise.
pub const AS_OF: &str = "2025-04-30";

/// A small board.yaml with two accounts and two funds.
pub const BOARD: &str = "\
format: 1
name: 试验小区公示栏
publisher: 试验小区业主委员会
locale: zh-CN
currency: CNY
time_zone: Asia/Shanghai
accounts: [{id: bank, name: 对公户, kind: bank}, {id: cash, name: 现金, kind: cash}]
funds:
  - {id: common, name: 共建基金, held_in: bank, opening: {date: 2025-01-01, balance: 1000.00}}
  - {id: parking, name: 停车资金, held_in: cash, opening: {date: 2025-01-01, balance: 0.00}}
rolls: [{from: 2025-01-01, people: 132, area: 8421.36}]
limits: {vouchers: not-asked}
";

/// A board to try things on; its folder goes when it does.
pub struct Board {
    folder: TempDir,
}

/// What a run of the program gave.
pub struct Run {
    /// Its exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Board {
    /// A board with nothing but board.yaml.
    pub fn new() -> Self {
        Self::empty().file("content/board.yaml", BOARD)
    }

    /// A folder with nothing in it.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A copy of a board that lies in the repository: its `content/` and `themes/`.
    pub fn copy_of(path: &Path) -> Self {
        let board = Self::empty();
        for name in ["content", "themes"] {
            let from = path.join(name);
            if from.is_dir() {
                copy(&from, &board.path(name));
            }
        }
        board
    }

    /// With a file.
    pub fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        self.write(path, text);
        self
    }

    /// Writes a file.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Removes a file.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).expect("a file to remove");
    }

    /// The path of a file of the board.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// A file as text.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Every file below a folder with its bytes, by relative path.
    pub fn tree(&self, path: &str) -> Vec<(String, Vec<u8>)> {
        tree(&self.path(path))
    }

    /// Runs the program with the board's folder as the working directory.
    pub fn run(&self, args: &[&str]) -> Run {
        run(self.command(args))
    }

    /// The command, ready to be changed further.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mingbai"));
        command.args(args).current_dir(self.folder.path());
        for name in ["LC_ALL", "LC_MESSAGES", "NO_COLOR", "TZ"] {
            command.env_remove(name);
        }
        command.env("LANG", "C.UTF-8");
        command
    }

    /// `build`, which must succeed.
    pub fn build(&self) -> Run {
        let run = self.run(&["build", "--as-of", AS_OF]);
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
        run
    }

    /// `check` as short lines.
    pub fn check(&self) -> Run {
        self.run(&["check", "--format", "short", "--as-of", AS_OF])
    }

    /// The codes of all findings, in order.
    pub fn codes(&self) -> Vec<String> {
        let code = |line: &str| line.split(": ").nth(1).map(str::to_owned);
        self.check().out.lines().filter_map(code).collect()
    }
}

/// Runs a command.
pub fn run(mut command: Command) -> Run {
    let Output { status, stdout, stderr } = command.output().expect("the program runs");
    Run {
        code: status.code().expect("an exit code"),
        out: String::from_utf8(stdout).expect("UTF-8"),
        err: String::from_utf8(stderr).expect("UTF-8"),
    }
}

/// Every file below a folder with its bytes, by relative path.
pub fn tree(root: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = walkdir::WalkDir::new(root)
        .into_iter()
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(root).expect("inside").to_string_lossy();
            (name.replace('\\', "/"), fs::read(entry.path()).expect("a file"))
        })
        .collect();
    files.sort();
    files
}

/// Copies a folder with everything in it.
pub fn copy(from: &Path, to: &Path) {
    for (name, bytes) in tree(from) {
        let path = to.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
}

/// A small generator with a seed: the same numbers everywhere.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("a number") % sides
    }

    /// One of several.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len())]
    }
}
