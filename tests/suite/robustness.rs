//! Whatever stands in the files, the program ends, does not panic, and says what is wrong.

use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use mingbai::source::Sources;
use mingbai::{Options, compile};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};

use super::harness::{AS_OF, BOARD, Board};
use super::sample::{bytes, files, options, sources};

/// As many cases as end in a few seconds; the same ones in every run, unless
/// `PROPTEST_RNG_SEED` and `PROPTEST_CASES` ask for others.
fn runner(cases: u32) -> TestRunner {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(20_250_430);
    }
    TestRunner::new(config)
}

/// Compiles and, if there is a site, makes every page of it whose address has one of the parts.
fn survive(sources: &Sources, options: &Options, parts: &[&str]) {
    let compiled = compile(sources, options);
    let words: Vec<_> =
        mingbai::words::Language::ALL.iter().copied().map(mingbai::compile::words).collect();
    for finding in &compiled.findings {
        for words in &words {
            assert!(!finding.message(words).is_empty() && !finding.help(words).is_empty());
        }
        let source = sources.get(&finding.at.file).map(|source| source.bytes.len());
        let end = finding.at.span.map_or(0, |span| span.end as usize);
        assert!(end <= source.unwrap_or(0), "{finding:?} lies in its file");
    }
    let Some(site) = &compiled.site else {
        assert!(compiled.findings.any_error(), "no site without a reason");
        return;
    };
    for address in site.plan.addresses.keys() {
        let wanted = parts.iter().any(|part| address.contains(part));
        if wanted && !compiled.findings.any_error() {
            bytes(site, address);
        }
    }
}

/// A small board with one more file.
fn with(path: &str, content: &[u8]) -> Sources {
    let mut sources = Sources::default();
    sources.insert("content/board.yaml", BOARD.as_bytes().to_vec());
    sources.insert(path, content.to_vec());
    sources
}

const PATHS: [&str; 12] = [
    "content/board.yaml",
    "content/board.lock",
    "content/cases/a.yaml",
    "content/cases/a.md",
    "content/pages/a.md",
    "content/decisions/a.yaml",
    "content/expenditures/a.yaml",
    "content/charges/a.yaml",
    "content/balances/a.yaml",
    "content/transfers/a.yaml",
    "content/fees/a.yaml",
    "content/income/a.yaml",
];

#[test]
fn random_bytes_are_survived() {
    let noise = proptest::collection::vec(any::<u8>(), 0..400);
    let signs = "[-:?{}\\[\\],&*!|>'\"%@`#~ \t\r\n0-9a-z金额日期：，…]{0,200}";
    let text = signs.prop_map(String::into_bytes);
    let content = prop_oneof![noise, text];
    let case = (proptest::sample::select(PATHS.to_vec()), content);
    let outcome = runner(200).run(&case, |(path, content)| {
        survive(&with(path, &content), &options(), &[""]);
        Ok(())
    });
    outcome.expect("no case panics");
}

#[test]
fn random_names_are_survived() {
    let name = "(content|themes|内容)?/?(cases|pages|files|static|办事|\\.\\.|)?/?[\\PC]{0,12}(\\.md|\\.yaml|)";
    let case = (name, proptest::sample::select(vec!["", "title: a\nopened: 2025-01-01\n"]));
    let outcome = runner(150).run(&case, |(name, content)| {
        let sources = with(&name, content.as_bytes());
        let compiled = compile(&sources, &options());
        let site = compiled.site.expect("the board itself is good");
        for address in site.plan.addresses.keys() {
            let safe = !address.starts_with('/')
                && address.split('/').all(|part| !matches!(part, "" | "." | ".."));
            assert!(safe, "{name:?} became the address {address:?}");
        }
        Ok(())
    });
    outcome.expect("no case panics");
}

/// One way to spoil a text.
#[derive(Clone, Debug)]
enum Spoil {
    Delete(usize),
    Double(usize),
    Swap(usize, usize),
    Cut(usize),
    Replace(usize, char),
    Wide,
    Indent(usize),
}

fn spoil() -> impl Strategy<Value = Spoil> {
    let any_line = || 0..200_usize;
    let sign = proptest::sample::select(
        "：，。（）“”【】　\t\r\u{feff}\u{0}#&*!|>%@`{}[],\"'-?~…".chars().collect::<Vec<_>>(),
    );
    prop_oneof![
        any_line().prop_map(Spoil::Delete),
        any_line().prop_map(Spoil::Double),
        (any_line(), any_line()).prop_map(|(a, b)| Spoil::Swap(a, b)),
        (0..4000_usize).prop_map(Spoil::Cut),
        (0..4000_usize, sign).prop_map(|(place, sign)| Spoil::Replace(place, sign)),
        Just(Spoil::Wide),
        any_line().prop_map(Spoil::Indent),
    ]
}

fn spoilt(text: &str, spoil: &Spoil) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let count = lines.len().max(1);
    match spoil {
        _ if lines.is_empty() => {}
        Spoil::Delete(line) => drop(lines.remove(line % count)),
        Spoil::Double(line) => lines.insert(line % count, lines[line % count].clone()),
        Spoil::Swap(a, b) => lines.swap(a % count, b % count),
        Spoil::Indent(line) => lines[line % count].insert(0, ' '),
        Spoil::Cut(place) => return text.chars().take(place % (text.len() + 1)).collect(),
        Spoil::Replace(place, sign) => {
            let mut characters: Vec<char> = text.chars().collect();
            let place = place % characters.len();
            characters[place] = *sign;
            return characters.into_iter().collect();
        }
        Spoil::Wide => {
            let wide = |c| match c {
                ':' => '：',
                ',' => '，',
                '-' => '－',
                '0'..='9' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
                other => other,
            };
            return text.chars().map(wide).collect();
        }
    }
    lines.concat()
}

#[test]
fn mistakes_in_the_sample_board_are_survived() {
    let files = files();
    let read: Vec<usize> =
        (0..files.len()).filter(|place| !files[*place].0.starts_with("content/files/")).collect();
    // What is not spoilt stays as it is in memory, so that it is read only once.
    let whole = sources(&files);
    let _ = compile(&whole, &options());
    let case = (proptest::sample::select(read), proptest::collection::vec(spoil(), 1..4));
    let outcome = runner(80).run(&case, |(place, spoils)| {
        let (path, content) = &files[place];
        let text = String::from_utf8_lossy(content).into_owned();
        let text = spoils.iter().fold(text, |text, spoil| spoilt(&text, spoil));
        let mut sources = whole.clone();
        sources.insert(path, text.into_bytes());
        survive(&sources, &options(), &["index", "about", "2024-0", "accounts.html", ".xml"]);
        Ok(())
    });
    outcome.expect("no case panics");
}

#[test]
fn check_ends_with_zero_or_one_on_a_board_with_mistakes() {
    let files = files();
    let records: Vec<usize> = (0..files.len())
        .filter(|place| files[*place].0.ends_with(".yaml") || files[*place].0.ends_with(".md"))
        .collect();
    let case = (proptest::sample::select(records), proptest::collection::vec(spoil(), 1..4));
    let board = Board::copy_of(super::harness::repository());
    let outcome = runner(12).run(&case, |(place, spoils)| {
        let (path, content) = &files[place];
        let text = String::from_utf8_lossy(content).into_owned();
        board.write(path, spoils.iter().fold(text, |text, spoil| spoilt(&text, spoil)));
        let run = board.run(&["check", "--as-of", AS_OF]);
        board.write(path, content);
        prop_assert!(run.code <= 1, "{}", run.err);
        prop_assert_eq!(run.code == 1, run.out.contains("错误[") || run.out.contains("error["));
        Ok(())
    });
    outcome.expect("no case panics");
}

/// Texts that are small to write and large to read.
fn monsters() -> Vec<(&'static str, &'static str, String)> {
    let many = |text: &str| text.repeat(20_000);
    let yaml = "content/cases/a.yaml";
    let page = "content/pages/a.md";
    let markdown = |text: &str| format!("---\ntitle: a\n---\n\n{text}\n");
    let laughs = (1..40).fold("a0: &a0 x\n".to_owned(), |text, level| {
        let below = format!("*a{}", level - 1);
        format!("{text}a{level}: &a{level} [{}]\n", vec![below; 10].join(", "))
    });
    vec![
        ("lists in flow", yaml, many("[")),
        ("mappings in flow", yaml, many("{a: ")),
        ("lists in blocks", yaml, many("- ")),
        ("keys that are keys", yaml, many("? ")),
        ("lists in what is private", yaml, format!("title: a\nprivate: {}", many("["))),
        ("closed lists", yaml, format!("private: {}{}", many("["), many("]"))),
        (
            "mappings, each deeper",
            yaml,
            (0..2_000).fold(String::new(), |text, level| text + &" ".repeat(level) + "a:\n"),
        ),
        ("aliases of aliases", yaml, laughs),
        ("an alias of itself", yaml, "a: &a [*a]\n".to_owned()),
        ("merged keys", yaml, "a: &a {b: 1}\n<<: *a\n".to_owned()),
        ("tags", yaml, many("!!str ")),
        (
            "five million letters",
            yaml,
            format!("title: {}\nopened: 2025-01-01\n", "字a".repeat(1_250_000)),
        ),
        ("five million letters in a block", page, markdown(&"字 ".repeat(1_250_000))),
        ("a thousand lines alike", yaml, "title: a\n".repeat(1_000)),
        ("quotes in Markdown", page, markdown(&many("> "))),
        ("lists in Markdown", page, markdown(&many("- "))),
        ("emphasis in Markdown", page, markdown(&many("*a **b "))),
        ("closed emphasis", page, markdown(&format!("{}a{}", many("*"), many("*")))),
        ("brackets in Markdown", page, markdown(&many("["))),
        ("links in Markdown", page, markdown(&many("[a]("))),
        ("images in Markdown", page, markdown(&many("![a]("))),
        (
            "code in Markdown",
            page,
            markdown(&(1..1_500).map(|n| "`".repeat(n) + "a").collect::<String>()),
        ),
        ("references", page, markdown(&"[[cases/a]] ".repeat(1_000))),
        ("a table of one row", page, markdown(&format!("|a|\n|-|\n{}", many("|a")))),
        ("a wide table", page, markdown(&format!("{}\n{}\n", many("|a"), many("|-")))),
        ("entities", page, markdown(&many("&amp;"))),
        ("markup", page, markdown(&many("<a b='"))),
        ("footnotes", page, markdown(&many("[^1]: "))),
        ("empty lines", page, markdown(&many("\n"))),
        ("a lock of tabs", "content/board.lock", many("\t")),
        ("digits", yaml, format!("title: a\nopened: {}\n", many("9"))),
        (
            "an amount of digits",
            "content/income/a.yaml",
            format!("item: a\ndate: 2025-01-01\namount: 0.{}\n", many("0")),
        ),
        (
            "a path of folders",
            page,
            format!("---\ntitle: a\nattachments: [{{file: {}}}]\n---\n", many("../")),
        ),
    ]
}

/// How `check` ended, if it came to an end in time and was not struck down.
fn checked(board: &Board, limit: Duration) -> Result<i32, String> {
    let mut command = board.command(&["check", "--as-of", AS_OF]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().expect("started");
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("asked") {
            return status.code().ok_or_else(|| format!("ended with {status}"));
        }
        if begun.elapsed() > limit {
            child.kill().expect("killed");
            child.wait().expect("ended");
            return Err(format!("did not end in {limit:?}"));
        }
        thread::sleep(Duration::from_millis(5));
    }
}

// In a process of its own: what overflows the stack takes the whole process with it.
#[test]
fn what_is_small_to_write_and_large_to_read_is_survived() {
    let mut wrong = Vec::new();
    for (name, path, text) in monsters() {
        let board = Board::new().file(path, &text);
        match checked(&board, Duration::from_secs(20)) {
            Ok(0 | 1) => {}
            other => wrong.push((name, other)),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn texts_in_other_encodings_are_read_or_named() {
    let wide = |text: &str| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    let text = "title: 灯\nopened: 2025-02-01\n";
    let gbk: &[u8] = b"title: \xb5\xc6\nopened: 2025-02-01\n";
    let marked = format!("\u{feff}{text}");
    let lines = text.replace('\n', "\r\n");
    for bytes in [wide(text), gbk.to_vec(), marked.into_bytes(), lines.into_bytes()] {
        let board = Board::new().file("content/cases/a.yaml", &bytes);
        assert_eq!(board.codes(), Vec::<String>::new(), "{}", bytes.escape_ascii());
        board.build();
        assert!(board.read("output/cases/a.html").contains("灯"));
    }
    for bytes in [&b"title: n\xe9e\nopened: 2025-02-01\n"[..], b"title: \xb5\nopened: 2025-02-01\n"]
    {
        let board = Board::new().file("content/cases/a.yaml", bytes);
        assert_eq!(board.codes(), ["not-utf8"]);
    }
}
