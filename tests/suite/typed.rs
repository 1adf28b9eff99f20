//! Input as people type it: a board typed with a Chinese keyboard, without blanks behind the
//! colons, with Tabs, or saved by an old program says the same as one typed by the book.

use std::collections::BTreeMap;

use mingbai::compile;
use mingbai::content::kinds::{Field, Shape, declaration};
use mingbai::model::id::Kind;

use super::harness::{Board, repository, tree};
use super::sample::{bytes, files, options, sample, sources};

type Files = Vec<(String, Vec<u8>)>;

/// The files of the sample board and of the boards that really were published, each with its name.
fn boards() -> Vec<(String, Files)> {
    let mut boards = vec![("content".to_owned(), files())];
    for entry in std::fs::read_dir(repository().join("tests/boards")).expect("boards") {
        let path = entry.expect("an entry").path();
        let named = |(name, bytes)| (format!("content/{name}"), bytes);
        let files = tree(&path.join("content")).into_iter().map(named).collect();
        boards.push((path.display().to_string(), files));
    }
    assert!(boards.len() > 5, "there are boards");
    boards
}

/// What a board publishes as data, and the codes of its findings.
fn said(files: &Files) -> (BTreeMap<String, Vec<u8>>, Vec<&'static str>) {
    let compiled = compile(&sources(files), &options());
    let codes = compiled.findings.iter().map(|finding| finding.code.name()).collect();
    let data = compiled.site.map_or_else(BTreeMap::new, |site| {
        let addresses: Vec<_> = site.plan.addresses.keys().cloned().collect();
        let data = addresses.into_iter().filter(|address| address.starts_with("data/"));
        data.map(|address| (address.clone(), bytes(&site, &address))).collect()
    });
    (data, codes)
}

/// Every name of a field, at any depth, and those of list files.
fn names() -> Vec<&'static str> {
    fn collect(fields: &'static [Field], names: &mut Vec<&'static str>) {
        for field in fields {
            names.extend([field.en, field.zh]);
            match field.shape {
                Shape::Map(inner) => collect(inner, names),
                Shape::Many(Shape::Map(inner)) => collect(inner, names),
                _ => {}
            }
        }
    }
    let mut names = vec!["records", "记录", "defaults", "默认", "total", "合计"];
    names.extend([
        "number", "编号", "title", "标题", "date", "日期", "category", "类别", "note", "说明",
    ]);
    for kind in Kind::ALL {
        collect(declaration(kind).fields, &mut names);
    }
    names
}

/// The text with every line changed that is a plain one: no quotes, no block text.
fn retyped(text: &str, change: impl Fn(&str) -> String) -> String {
    let mut block: Option<usize> = None;
    let mut fence = 0;
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '-']).len();
        if block.is_some_and(|own| indent <= own && !line.trim().is_empty()) {
            block = None;
        }
        fence += usize::from(line.trim_end() == "---");
        let plain = block.is_none() && fence < 2 && !line.contains(['"', '\'', '#']);
        out.push_str(&if plain { change(line) } else { line.to_owned() });
        if line.trim_end().ends_with('|') {
            block = Some(indent);
        }
    }
    out
}

/// A line whose colons behind names, and commas before names, are written otherwise.
fn with_signs(line: &str, names: &[&str], colon: &str, comma: &str) -> String {
    let mut out = line.to_owned();
    for name in names {
        for (before, after) in [("{", "{"), (", ", comma)] {
            out = out.replace(&format!("{before}{name}: "), &format!("{after}{name}{colon}"));
        }
        let start = out.len() - out.trim_start_matches([' ', '-']).len();
        if let Some(value) = out[start..].strip_prefix(&format!("{name}: ")) {
            out = format!("{}{name}{colon}{value}", &out[..start]);
        }
    }
    out
}

/// Holds every board against itself typed otherwise; gives how many files were.
fn check(name: &str, retype: impl Fn(&str) -> String) -> usize {
    let mut changed = 0;
    for (board, files) in boards() {
        let good = said(&files);
        let mut other = files.clone();
        for (path, bytes) in &mut other {
            let record = path.starts_with("content/") && path.matches('/').count() == 2;
            let text = String::from_utf8(bytes.clone()).unwrap_or_default();
            if record && [".yaml", ".md"].iter().any(|ending| path.ends_with(ending)) {
                let typed = retype(&text);
                changed += usize::from(typed != text);
                *bytes = typed.into_bytes();
            }
        }
        let typed = said(&other);
        assert_eq!(typed.1, good.1, "{name}: findings of {board}");
        assert!(typed.0 == good.0, "{name}: data of {board}");
    }
    changed
}

#[test]
fn full_width_colons_and_commas_say_the_same() {
    let names = names();
    let changed = check("wide", |text| retyped(text, |line| with_signs(line, &names, "：", "，")));
    assert!(changed > 40, "{changed} files");
}

#[test]
fn colons_without_blanks_say_the_same() {
    let names = names();
    let changed = check("tight", |text| retyped(text, |line| with_signs(line, &names, ":", ",")));
    assert!(changed > 40, "{changed} files");
}

#[test]
fn dashes_and_blanks_of_a_chinese_keyboard_say_the_same() {
    let changed = check("dashes", |text| {
        let dashed = |line: &str| line.replacen("- ", "－", 1);
        retyped(text, |line| {
            let begins =
                line.trim_start().starts_with("- {") || line.trim_start().starts_with("- 编号");
            if begins { dashed(line) } else { line.to_owned() }
        })
    });
    assert!(changed > 10, "{changed} files");
}

#[test]
fn tabs_alone_say_the_same() {
    let changed = check("tabs", |text| {
        let steps = |line: &str| {
            let spaces = line.len() - line.trim_start_matches(' ').len();
            spaces.is_multiple_of(2).then(|| "\t".repeat(spaces / 2) + &line[spaces..])
        };
        let by_two = text.lines().all(|line| steps(line).is_some());
        let plain = !text.starts_with("---") && !text.contains(": |") && by_two;
        if plain { text.split_inclusive('\n').filter_map(steps).collect() } else { text.to_owned() }
    });
    assert!(changed > 10, "{changed} files");
}

#[test]
fn a_board_saved_in_gb18030_publishes_the_same_bytes() {
    let board = Board::copy_of(repository());
    let mut changed = 0;
    for (name, bytes) in board.tree("content") {
        let Ok(text) = String::from_utf8(bytes.clone()) else { continue };
        let (encoded, _, lost) = encoding_rs::GB18030.encode(&text);
        if name.ends_with(".yaml") || name.ends_with(".md") {
            assert!(!lost, "GB 18030 has every character");
            changed += usize::from(*encoded != *bytes);
            board.write(&format!("content/{name}"), &*encoded);
        }
    }
    assert!(changed > 20, "{changed} files");
    board.build();
    let site: super::sample::Files = board.tree("output").into_iter().collect();
    assert!(site == sample().site, "the same site");
}

#[test]
fn one_mistake_hides_neither_the_others_nor_the_good_records() {
    let text = "\
默认: {资金: common}
记录:
  - {编号: 1, 日期: 2025-03-01, 事项: 灯, 金额: 1.00
  - {编号: 2, 日期: 2025-03-32, 事项: 泵, 金额: 2.00}
  - 编号: 3
    日期: 2025-03-03
    事项 漆
    金额: 3.00
  - {编号: 4, 日期: 2025-03-04, 事项: 锁, 金额: 4.00, 颜色: 红}
合计: 10.00
";
    let board = Board::new().file("content/expenditures/2025-03.yaml", text);
    assert_eq!(board.codes(), ["unpaired-sign", "not-a-date", "missing-colon", "unknown-field"]);
}

#[test]
fn what_is_known_roughly_is_shown_as_typed_and_summed_nowhere() {
    let text = "\
默认: {资金: common}
合计: 3.00
记录:
  - {编号: 1, 日期: 2025-03-05, 事项: 换灯, 金额: 约30万元}
  - {编号: 2, 日期: 2025-03-06, 事项: 换泵, 金额: 3.00}
";
    let board = Board::new().file("content/expenditures/2025-03.yaml", text);
    board.build();
    let data = board.read("output/data/expenditures-2025.jsonl");
    assert!(data.contains("\"amount\":{\"about\":\"300000.00\",\"said\":\"约30万元\"}"), "{data}");
    let lock = board.read("content/board.lock");
    assert!(lock.contains("amount=about 300000.00"), "{lock}");
    for address in ["expenditures", "accounts/common-2025-03", "index"] {
        let page = board.read(&format!("output/{address}.html"));
        assert!(page.contains("1笔约数没有计入"), "{address} says what it leaves out");
        assert!(!page.contains("300,000") && !page.contains("300003"), "{address} adds nothing");
    }
    let record = board.read("output/expenditures/2025-03.1.html");
    assert!(record.contains("约30万元") && !record.contains("value=\"300000.00\""));
    board.write("content/expenditures/2025-03.yaml", text.replace("约30万元", "约40万元"));
    assert_eq!(board.codes(), ["silent-change"]);
}
