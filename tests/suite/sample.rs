//! The sample board of the repository: as sources for the library, and built once for all tests
//! that only look at the site.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use mingbai::model::calendar::Day;
use mingbai::render::photo;
use mingbai::source::{Asset, Sources};
use mingbai::{Made, Options, Site, compile};
use sha2::{Digest as _, Sha256};

use super::harness::{AS_OF, Board, repository, tree};

/// A built site by address.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The sample board, built with the real program into its own `output/`.
pub struct Sample {
    /// Its folder.
    pub board: Board,
    /// What was published.
    pub site: Files,
}

impl Sample {
    /// A published file as text.
    pub fn text(&self, address: &str) -> &str {
        let bytes = self.site.get(address).unwrap_or_else(|| panic!("{address} is published"));
        std::str::from_utf8(bytes).expect("UTF-8")
    }

    /// Every page by address.
    pub fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        let html = self.site.keys().filter(|address| address.ends_with(".html"));
        html.map(|address| (address.as_str(), self.text(address)))
    }

    /// Every record of a kind as published in `data/`.
    pub fn data(&self, kind: &str) -> Vec<serde_json::Value> {
        let files = self.site.keys().filter(|address| {
            let rest = address.strip_prefix("data/").and_then(|name| name.strip_prefix(kind));
            rest.is_some_and(|rest| {
                rest == ".jsonl" || (rest.starts_with('-') && rest.ends_with(".jsonl"))
            })
        });
        let lines = files.flat_map(|address| self.text(address).lines());
        lines.map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }
}

/// The site of the sample board, built once.
pub fn sample() -> &'static Sample {
    static SAMPLE: OnceLock<Sample> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let board = Board::copy_of(repository());
        board.build();
        let site = board.tree("output").into_iter().collect();
        Sample { board, site }
    })
}

/// The files of the sample board: `content/` and `themes/`, by path from its folder.
pub fn files() -> Vec<(String, Vec<u8>)> {
    let below = |folder: &str| {
        let named = |(name, bytes)| (format!("{folder}/{name}"), bytes);
        tree(&repository().join(folder)).into_iter().map(named).collect::<Vec<_>>()
    };
    [below("content"), below("themes")].concat()
}

/// Sources made of files, in the order in which they are given.
pub fn sources(files: &[(String, Vec<u8>)]) -> Sources {
    let mut sources = Sources::default();
    for (path, bytes) in files {
        if path.starts_with("content/files/") || path.starts_with("content/static/") {
            let picture =
                if path.starts_with("content/files/") { photo::look(path, bytes) } else { None };
            let asset =
                Asset { digest: sha256(bytes), size: bytes.len() as u64, picture, text: None };
            sources.assets.insert(Arc::from(path.as_str()), asset);
        } else {
            sources.insert(path, bytes.clone());
        }
    }
    sources
}

/// The options under which test boards are compiled.
pub fn options() -> Options {
    let as_of = Day::read(AS_OF).expect("a day");
    Options { as_of, base_url: None, drafts: false, sheets: false }
}

/// Everything that compiling gives, as bytes: every address, the lock, and the findings.
pub fn compiled(sources: &Sources, options: &Options) -> Files {
    let compiled = compile(sources, options);
    let mut made = Files::new();
    let mut put = |name: String, bytes: Vec<u8>| assert!(made.insert(name, bytes).is_none());
    for (number, finding) in compiled.findings.iter().enumerate() {
        put(format!("(finding {number})"), format!("{finding:?}").into_bytes());
    }
    put("(next change)".to_owned(), format!("{:?}", compiled.next_change).into_bytes());
    if let Some(site) = &compiled.site {
        put("(lock)".to_owned(), site.lock().into_bytes());
        for address in site.plan.addresses.keys() {
            put(address.clone(), bytes(site, address));
        }
    }
    made
}

/// What one address holds; a copied file stands as its path and digest.
pub fn bytes(site: &Site, address: &str) -> Vec<u8> {
    match site.make(address).expect("a template that works").expect("a planned address") {
        Made::Bytes(bytes) => bytes,
        Made::Long(make) => site.whole(&make),
        Made::File(path, asset) => format!("{path} {}", asset.digest).into_bytes(),
        Made::Photo(path, asset, width) => format!("{path} {} {width}", asset.digest).into_bytes(),
        Made::Sheet(key) => format!("{key:?}").into_bytes(),
    }
}

/// SHA-256 as 64 hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// Fails with the names of what differs, never with whole pages.
pub fn assert_same(left: &Files, right: &Files, what: &str) {
    let names = left.keys().chain(right.keys());
    let mut differing: Vec<&String> =
        names.filter(|name| left.get(*name) != right.get(*name)).collect();
    differing.dedup();
    assert!(differing.is_empty(), "{what}: {differing:#?}");
}
