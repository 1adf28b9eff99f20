//! Whatever a file holds, a board that has it compiles to pages or to findings, and every finding
//! can be said in every language and lies in its file.

#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use mingbai::model::calendar::Day;
use mingbai::source::Sources;
use mingbai::words::{Language, Words};
use mingbai::{Options, compile};

const BOARD: &str = "format: 1\nname: a\npublisher: b\nlocale: zh-CN\ncurrency: CNY\n\
    time_zone: Asia/Shanghai\naccounts: [{id: bank, name: c, kind: bank}]\n\
    funds: [{id: common, name: d, held_in: bank, opening: {date: 2024-01-01, balance: 1}}]\n";

/// The first byte of the input says what kind of file the rest is.
const PATHS: [&str; 10] = [
    "content/expenditures/a.yaml",
    "content/income/a.yaml",
    "content/charges/a.yaml",
    "content/fees/a.yaml",
    "content/transfers/a.yaml",
    "content/balances/a.yaml",
    "content/decisions/a.md",
    "content/cases/a.yaml",
    "content/board.lock",
    "content/board.yaml",
];

/// Every catalogue, read once.
static WORDS: LazyLock<Vec<Arc<Words>>> =
    LazyLock::new(|| Language::ALL.iter().copied().map(mingbai::compile::words).collect());

fuzz_target!(|input: &[u8]| {
    let Some((first, rest)) = input.split_first() else { return };
    let path = PATHS[usize::from(*first) % PATHS.len()];
    let mut sources = Sources::default();
    sources.insert("content/board.yaml", BOARD.as_bytes().to_vec());
    let text = mingbai::content::text::decode(rest);
    let bytes = text.map_or_else(|| rest.to_vec(), |(text, _)| text.into_owned().into_bytes());
    let length = bytes.len();
    sources.insert(path, bytes);
    let as_of = Day::read("2025-04-30").expect("a day");
    let compiled = compile(&sources, &Options { as_of, base_url: None, drafts: true, sheets: false });
    for finding in &compiled.findings {
        for words in WORDS.iter() {
            assert!(!finding.message(words).is_empty() && !finding.help(words).is_empty());
        }
        let end = finding.at.span.map_or(0, |span| span.end as usize);
        assert!(&*finding.at.file != path || end <= length, "{finding:?} lies in its file");
    }
    let Some(site) = compiled.site.filter(|_| !compiled.findings.any_error()) else { return };
    for address in site.plan.addresses.keys() {
        site.make(address).expect("a page");
    }
});
