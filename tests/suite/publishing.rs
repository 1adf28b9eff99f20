//! Kills the real binary while it publishes, again and again, and looks at what is left. What a
//! kill leaves at every single step is tested beside the module; here it is the process that dies.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

const ROUNDS: usize = 60;

/// Files by name from the root of a folder.
type Files = BTreeMap<String, Vec<u8>>;

/// Two states of one board, each in a folder of its own so that neither sees the other's lock,
/// and the one folder that both are published to.
struct Bench {
    folder: TempDir,
}

impl Bench {
    fn new() -> Self {
        let bench = Self { folder: TempDir::new().expect("a folder") };
        for version in [0, 1] {
            for (name, text) in board(version) {
                let path = bench.board(version).join("content").join(name);
                fs::create_dir_all(path.parent().expect("a folder")).expect("made");
                fs::write(path, text).expect("written");
            }
        }
        bench
    }

    fn board(&self, version: usize) -> PathBuf {
        self.folder.path().join(["board-a", "board-b"][version])
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("public/site")
    }

    fn work(&self) -> PathBuf {
        self.folder.path().join("public/.mingbai/site")
    }

    fn start(&self, version: usize, out: &Path) -> Child {
        Command::new(env!("CARGO_BIN_EXE_mingbai"))
            .arg("build")
            .arg(self.board(version))
            .arg("--out")
            .arg(out)
            .args(["--as-of", "2025-03-31"])
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started")
    }

    /// Builds to the end.
    fn build(&self, version: usize, out: &Path) {
        fs::create_dir_all(out.parent().expect("a folder")).expect("made");
        let output = self.start(version, out).wait_with_output().expect("ended");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// Builds where nothing was, and says what that gives.
    fn clean(&self, version: usize) -> Files {
        let out = self.folder.path().join(["clean-a/site", "clean-b/site"][version]);
        self.build(version, &out);
        look(&out)
    }

    /// Starts a build, kills it, and says whether it was still at work. In every second round the
    /// kill waits for the switch, which is only a small part of a run.
    fn kill(&self, round: usize, version: usize, usual: Duration) -> bool {
        let journal = self.work().join("journal");
        let mut child = self.start(version, &self.out());
        let ended = |child: &mut Child| child.try_wait().expect("asked").is_some();
        if round.is_multiple_of(2) {
            thread::sleep(share(round, usual + usual / 10));
        } else {
            while !journal.exists() && !ended(&mut child) {
                thread::yield_now();
            }
            thread::sleep(share(round, usual / 20));
        }
        // An error here says that it has ended, which is as good.
        let _ = child.kill();
        !child.wait().expect("ended").success()
    }
}

#[test]
fn a_killed_build_leaves_old_or_new_files_and_the_next_one_mends_it() {
    let bench = Bench::new();
    let (out, clean) = (bench.out(), [bench.clean(0), bench.clean(1)]);
    assert!(clean[0].len() > 100 && clean[0] != clean[1]);
    let started = Instant::now();
    bench.build(0, &out);
    bench.build(1, &out);
    bench.build(0, &out);
    let usual = started.elapsed() / 3;

    let (mut now, mut struck) = (Some(0), 0);
    for round in 0..ROUNDS {
        if round % 10 == 9 {
            fs::remove_dir_all(&out).expect("removed");
            now = None;
        }
        let version = now.map_or(round % 2, |now| 1 - now);
        struck += usize::from(bench.kill(round, version, usual));
        let old = now.map(|now: usize| &clean[now]);
        for (name, bytes) in look(&out) {
            let known = old.and_then(|old| old.get(&name)) == Some(&bytes)
                || clean[version].get(&name) == Some(&bytes)
                // The one other name: a folder is being tried out, and there it is empty.
                || name.ends_with(".mingbai-trial");
            assert!(known, "round {round}: {name} is of neither version");
        }
        // The next build is the killed one over again, or of the old sources.
        let next = if round.is_multiple_of(3) { now.unwrap_or(version) } else { version };
        bench.build(next, &out);
        let lies = look(&out);
        let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&lies), names(&clean[next]), "round {round}");
        for (name, bytes) in &lies {
            assert!(clean[next][name] == *bytes, "round {round}: {name} differs");
        }
        for left in ["stage", "journal"] {
            assert!(!bench.work().join(left).exists(), "round {round}: {left} was left");
        }
        now = Some(next);
    }
    assert!(struck > 0, "no kill came in time");
}

/// A part of a duration that looks random and is the same in every run.
fn share(round: usize, whole: Duration) -> Duration {
    let mixed = (round as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48;
    whole * u32::try_from(mixed).unwrap_or(0) / (1 << 16)
}

/// The sources of one of the two states: records that stay, change, come and go.
fn board(version: usize) -> Vec<(&'static str, String)> {
    let settings = "\
format: 1
name: Riverside Court
publisher: Owners' committee of Riverside Court
locale: en
currency: CNY
time_zone: Asia/Shanghai
accounts:
  - id: bank
    name: Bank
    kind: bank
funds:
  - id: upkeep
    name: Upkeep
    held_in: bank
    opening:
      date: 2025-01-01
      balance: 10000.00
";
    let (mut income, mut cases) = ("records:\n".to_owned(), "records:\n".to_owned());
    for number in 1..=[20, 24][version] {
        let amount = if number % 3 == 0 { 300 + version } else { 200 };
        let _ = write!(
            income,
            "  - number: {number}\n    date: 2025-03-{number:02}\n    item: Parking\n    \
             amount: {amount}.00\n    voucher: R-{number}\n"
        );
    }
    for number in 1..=[120, 100][version] {
        let what = if number % 4 == 0 { ["Lamp", "Door"][version] } else { "Lift" };
        let _ = write!(
            cases,
            "  - number: {number}\n    title: {what} {number}\n    opened: 2025-03-05\n    \
             tier:\n      by: 2025-04-05\n"
        );
    }
    let page = |title: &str| format!("---\ntitle: {title}\n---\n\nWords about it.\n");
    vec![
        ("board.yaml", settings.to_owned()),
        ("income/2025-03.yaml", income),
        ("cases/2025-03.yaml", cases),
        ("pages/about.md", page(["About us", "About this board"][version])),
        (["pages/garden.md", "pages/cellar.md"][version], page("A place")),
    ]
}

/// Every file below a folder; none if it is not there.
fn look(folder: &Path) -> Files {
    let mut files = Files::new();
    let Ok(entries) = fs::read_dir(folder) else { return files };
    for entry in entries {
        let entry = entry.expect("an entry");
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type().expect("a kind").is_dir() {
            let below = look(&entry.path());
            files.extend(below.into_iter().map(|(rest, bytes)| (format!("{name}/{rest}"), bytes)));
        } else {
            files.insert(name, fs::read(entry.path()).expect("bytes"));
        }
    }
    files
}
