//! Where the time of a full build goes, stage by stage, over a made-up board in memory.
//!
//! `cargo bench --bench stages -- [RECORDS] [SEED]` (1,000 records and seed 1 where none are
//! given) prints the median of some rounds. With `RAYON_NUM_THREADS=1` it is processor time; where
//! the machine is noisy, `valgrind --tool=callgrind` over the same binary counts instructions.

#![allow(clippy::disallowed_methods, reason = "a bench reads its arguments and a clock")]
#![allow(clippy::print_stdout, reason = "its table is what it is for")]
#![allow(clippy::format_push_string, reason = "a made-up board is made once")]

mod board;

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use mingbai::model::calendar::Day;
use mingbai::source::Sources;
use mingbai::{Options, Site, compile, content, rules};

/// How often everything is done; the median is printed.
const ROUNDS: usize = 5;

fn main() {
    // `cargo bench` has arguments of its own, which begin with a hyphen.
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse().ok());
    let records = numbers.next().unwrap_or(1_000);
    let files = board::files(records, numbers.next().unwrap_or(1));
    let mut table = Table { records, rows: Vec::new() };
    for _ in 0..ROUNDS {
        round(&mut table, files.clone());
    }
    table.print();
}

/// Every stage once, each on what the one before it gave.
fn round(table: &mut Table, files: Vec<(String, Vec<u8>)>) {
    program(table, &files);
    let as_of = Day::read("2026-01-01").expect("a day");
    let options = Options { as_of, base_url: None, drafts: false, sheets: false };
    let mut sources = Sources::default();
    table.time("decode", || {
        for (path, bytes) in files {
            sources.insert(&path, bytes);
        }
    });
    table.time("lower and link", || content::read(&sources, &options, None));
    // What the files hold is remembered by now.
    let (board, findings) = table.time("link alone", || content::read(&sources, &options, None));
    assert_eq!(findings.iter().count(), 0, "{findings:?}");
    let board = board.expect("a board");
    let findings = table.time("check", || rules::check(&board));
    assert_eq!(findings.iter().count(), 0, "{findings:?}");
    let compiled = table.time("compile, files remembered", || compile(&sources, &options));
    let site = compiled.site.expect("a site");
    table.time("search index", || site.prepare());
    pages(table, &site);
    sheets(table, &site);
}

/// The program as people run it, from a folder to a folder: what it takes beyond the stages in memory
/// is reading and publishing, where all have one thread.
fn program(table: &mut Table, files: &[(String, Vec<u8>)]) {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    let build = || {
        let mut mingbai = Command::new(env!("CARGO_BIN_EXE_mingbai"));
        mingbai.arg("build").arg(folder.path()).args(["--as-of", "2026-01-01"]);
        let done = mingbai.stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(done.expect("a program").success());
    };
    table.time("build, published", build);
    table.time("build, nothing changed", build);
}

/// What every address holds, by the template that makes it; what none makes is data and exports.
fn pages(table: &mut Table, site: &Site) {
    let mut by_template: BTreeMap<&'static str, Vec<&String>> = BTreeMap::new();
    table.time("views, handed over", || {
        for address in site.plan.addresses.keys() {
            let template = site.template(address).unwrap_or("data and exports");
            by_template.entry(template).or_default().push(address);
        }
    });
    for (template, addresses) in by_template {
        table.time(template, || {
            for address in addresses {
                site.make(address).expect("a template that works");
            }
        });
    }
}

/// The first hundred notices on paper, in a program that has the typesetter.
#[cfg(feature = "sheets")]
fn sheets(table: &mut Table, site: &Site) {
    use mingbai::render::sheet::Form;
    use mingbai::view::plan::Make;
    use rayon::prelude::*;

    let keys = site.plan.addresses.values().filter_map(|make| match make {
        Make::Page(key) if key.is_notice() => Some(key.clone()),
        _ => None,
    });
    let keys: Vec<_> = keys.take(100).collect();
    let press = table.time("press", || site.press(Vec::new()).expect("a press"));
    let house = site.house();
    table.time("100 sheets on paper", || {
        keys.par_iter().for_each(|key| {
            let job = site.job(&house, Form::default(), std::slice::from_ref(key));
            press.print(&job.expect("a notice")).expect("a sheet");
        });
    });
}

#[cfg(not(feature = "sheets"))]
fn sheets(_: &mut Table, _: &Site) {}

/// What each stage took, in the order of stages.
struct Table {
    records: u64,
    rows: Vec<(&'static str, Vec<Duration>)>,
}

impl Table {
    fn time<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let made = work();
        let took = start.elapsed();
        match self.rows.iter_mut().find(|(name, _)| *name == stage) {
            Some((_, times)) => times.push(took),
            None => self.rows.push((stage, vec![took])),
        }
        made
    }

    fn print(&mut self) {
        println!("{} records, median of {ROUNDS}", self.records);
        println!("{:<24} {:>10} {:>12}", "stage", "ms", "µs a record");
        for (stage, times) in &mut self.rows {
            times.sort_unstable();
            let micros = times[times.len() / 2].as_micros();
            let each = micros * 10 / u128::from(self.records.max(1));
            println!(
                "{stage:<24} {:>6}.{:03} {:>10}.{}",
                micros / 1_000,
                micros % 1_000,
                each / 10,
                each % 10
            );
        }
    }
}
