//! Sheets: every record can become one, and what it says is what the record says.

use mingbai::compile::{compile, words};
use mingbai::model::record::Body;
use mingbai::view::notice::{Notice, of_record};
use mingbai::view::{Desk, Page};
use mingbai::words::Language;

#[cfg(feature = "sheets")]
use super::harness::AS_OF;
use super::harness::{BOARD, Board};
use super::sample::{files, options, sample, sources};

/// Every record of the sample with its title and its sheet.
fn sheets(check: impl Fn(&str, &Body, &str, &Notice)) -> usize {
    let site = compile(&sources(&files()), &options()).site.expect("a site");
    let words = words(Language::ZhCn);
    let desk = Desk { board: &site.board, words: &words, plan: &site.plan, root: "" };
    for record in &site.board.records {
        let (page, heading) = of_record(&desk, record);
        let Page::Notice(notice, _) = page else { panic!("{} is no sheet", record.head.id) };
        check(&record.head.id.to_string(), &record.body, &heading.title, &notice);
    }
    site.board.records.len()
}

#[test]
fn every_record_becomes_a_sheet_that_says_what_it_is() {
    let count = sheets(|id, body, title, notice| {
        let titled =
            !matches!(body, Body::Notice(_) | Body::Page | Body::Pact(_) | Body::Withdrawn);
        let sort = ["公示", "公示表", "公告", "通知", "说明"];
        assert!(!titled || sort.iter().any(|sort| title.ends_with(sort)), "{id}: {title}");
        let says = notice.paragraphs.len() + notice.facts.len() + notice.tables.len();
        assert!(says > 0 || !titled, "{id} says nothing");
        assert!(notice.witness.contains(id), "{id} is not witnessed: {}", notice.witness);
        assert!(notice.url.ends_with(".html"), "{id}: {}", notice.url);
        assert!(!notice.signature.is_empty() && !notice.date.is_empty(), "{id} is not signed");
        for table in &notice.tables {
            for row in table.rows.iter().chain([&table.foot]).filter(|row| !row.is_empty()) {
                assert_eq!(row.len(), table.columns.len(), "{id}: {row:?}");
            }
        }
    });
    assert!(count > 200, "{count} records are few");
}

#[test]
fn what_is_carried_over_ends_in_the_total() {
    let carried = std::cell::Cell::new(0);
    sheets(|id, _, _, notice| {
        for table in notice.tables.iter().filter(|table| !table.carried.is_empty()) {
            assert_eq!(table.carried.len(), table.rows.len(), "{id}");
            let last = table.carried.last().expect("a row");
            for (sum, total) in last.iter().zip(&table.foot).filter(|(sum, _)| !sum.is_empty()) {
                assert_eq!(sum, total, "{id}");
                carried.set(carried.get() + 1);
            }
        }
    });
    assert!(carried.get() > 20, "{} columns are few", carried.get());
}

#[test]
fn a_sheet_has_a_code_where_the_board_has_an_address_and_else_says_whom_to_ask() {
    for (address, page) in sample().pages().filter(|(address, _)| address.starts_with("sheets/")) {
        assert!(page.contains("<svg") && page.contains("二维码"), "{address} has no code");
    }
    let contact = "contacts: [{name: 值班室, phone: 000-1}]\n";
    let board = Board::new()
        .file("content/board.yaml", format!("{BOARD}{contact}"))
        .file("content/pages/a.md", "---\ntitle: 通知\n---\n\n请移车。\n");
    board.build();
    let page = board.read("output/sheets/pages/a.html");
    assert!(!page.contains("<svg"), "{page}");
    assert!(page.contains("要看原始记录，请找值班室"), "{page}");
}

#[test]
fn photos_and_papers_that_are_shown_stand_on_the_sheet() {
    let photos = std::cell::Cell::new(0);
    let papers = std::cell::Cell::new(0);
    sheets(|id, _, _, notice| {
        photos.set(photos.get() + notice.photos.len());
        papers.set(papers.get() + notice.attachments.len());
        for photo in &notice.photos {
            assert!(sample().site.contains_key(&photo.src), "{id}: {}", photo.src);
            assert!(sample().board.path(&photo.source).exists(), "{id}: {}", photo.source);
            assert!(!photo.alt.is_empty(), "{id}");
        }
    });
    assert!(photos.get() > 1 && papers.get() > 1, "{photos:?}, {papers:?}");
}

#[cfg(feature = "sheets")]
#[test]
fn a_font_that_is_nowhere_is_told_and_keeps_nothing_from_being_published() {
    let board = Board::new()
        .file("content/pages/one.md", "---\ntitle: 一\n---\n\n正文。\n")
        .file("themes/riverside/theme.yaml", "name: riverside\ncontract: 1\nfonts:\n  song: [A]\n");
    let settings = board.read("content/board.yaml");
    board.write("content/board.yaml", format!("{settings}theme: riverside\n"));
    let run = board.run(&["build", "--sheets", "--as-of", "2025-04-30"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.err.contains("unknown-font"), "{}", run.err);
    assert!(board.path("output/sheets/pages/one.pdf").is_file());
    assert!(board.read("content/board.lock").contains("pages/one"));
    let print = board.run(&["print", "pages/one", "--as-of", "2025-04-30"]);
    assert!(print.code == 0 && print.err.contains("unknown-font"), "{}", print.err);
}

/// A font with 𠮷, which the fonts of sheets lack; it has three names.
#[cfg(feature = "sheets")]
const TRIAL: &[u8] = include_bytes!("../fonts/trial.ttf");

/// Runs the program where the machine has one font, `trial.ttf`.
#[cfg(feature = "sheets")]
fn with_trial(board: &Board, args: &[&str]) -> super::harness::Run {
    let mut command = board.command(args);
    board.write("machine/fonts/trial.ttf", TRIAL);
    let settings =
        format!("<fontconfig><dir>{}</dir></fontconfig>", board.path("machine").display());
    board.write("machine/fonts.conf", settings);
    command.env("FONTCONFIG_FILE", board.path("machine/fonts.conf"));
    super::harness::run(command)
}

#[cfg(feature = "sheets")]
#[test]
fn one_rare_character_is_published_in_a_font_of_the_machine_and_only_that_sheet_is_marked() {
    let page = |name: &str| format!("---\ntitle: {name}\n---\n\n正文。\n");
    let board = Board::new()
        .file("content/pages/plain.md", page("平常"))
        .file("content/pages/rare.md", page("请𠮷师傅来一趟"));
    let day = ["--as-of", AS_OF];
    let build = |more: &[&str]| with_trial(&board, &[&["build", "--sheets"], more, &day].concat());
    let refused = build(&[]);
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(refused.err.contains("--machine-fonts") && !board.path("output").exists());
    let check = ["check", "--sheets", "--machine-fonts", "--as-of", AS_OF];
    assert_eq!(with_trial(&board, &check).code, 0);

    let built = build(&["--machine-fonts"]);
    assert_eq!(built.code, 0, "{}", built.err);
    let manifest = board.read("output/manifest.json");
    assert!(manifest.contains("\"machine-fonts\",\n    \"sheets\""), "{manifest}");
    let verified = board.run(&["verify", "--lang", "en"]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
    assert!(verified.err.contains("1 PDF was set with fonts"), "{}", verified.err);

    // A sheet of the machine that was changed since is seen all the same.
    let sheet = board.path("output/sheets/pages/rare.pdf");
    let mut bytes = std::fs::read(&sheet).expect("a sheet");
    bytes.push(b' ');
    std::fs::write(&sheet, bytes).expect("a sheet");
    let altered = board.run(&["verify", "--lang", "en"]);
    assert!(altered.code == 1 && altered.out.contains("sheets/pages/rare.pdf"), "{}", altered.out);

    // What needs no font of the machine is the same with and without it.
    let plain = std::fs::read(board.path("output/sheets/pages/plain.pdf")).expect("a sheet");
    let printed = board.run(&["print", "pages/plain", "--out", "own", "--as-of", AS_OF]);
    assert_eq!(printed.code, 0, "{}", printed.err);
    assert!(std::fs::read(board.path("own/pages-plain.pdf")).expect("a sheet") == plain);
}

#[cfg(feature = "sheets")]
#[test]
fn a_font_is_found_by_any_of_its_names() {
    let theme = |name: &str| format!("name: riverside\ncontract: 1\nfonts:\n  song: [{name}]\n");
    let settings = format!("{BOARD}theme: riverside\n");
    for name in ["Trial", "Trial Fangsong", "trial fangsong", "试验仿宋"] {
        let board = Board::new()
            .file("content/board.yaml", &settings)
            .file("content/pages/a.md", "---\ntitle: A\n---\n\nA\n")
            .file("themes/riverside/theme.yaml", theme(name));
        let print = ["print", "pages/a", "--as-of", AS_OF, "--machine-fonts"];
        let of_machine = with_trial(&board, &print);
        assert_eq!(of_machine.code, 0, "{name}: {}", of_machine.err);
        assert!(!of_machine.err.contains("unknown-font"), "{name}: {}", of_machine.err);
        let set = |board: &Board| std::fs::read(board.path("sheets/pages-a.pdf")).expect("a sheet");
        let is_trial = |pdf: &[u8]| pdf.windows(13).any(|name| name == b"TrialFangsong");
        assert!(is_trial(&set(&board)), "{name}");

        board.write("themes/riverside/fonts/one.ttf", TRIAL);
        let of_theme = board.run(&print[..4]);
        assert_eq!(of_theme.code, 0, "{name}: {}", of_theme.err);
        assert!(!of_theme.err.contains("unknown-font"), "{name}: {}", of_theme.err);
        assert!(is_trial(&set(&board)), "{name}");
    }
}

#[cfg(feature = "sheets")]
#[test]
fn letters_with_their_accents_apart_and_signs_that_nobody_sees_are_set() {
    let text = "Re\u{301}sume\u{301}, lu\u{308}\u{300}se\u{300}, a\u{200b}b co\u{ad}op w\u{2060}x 邊\u{fe00}邊\u{e0100}";
    let page = |text: &str| format!("---\ntitle: A\n---\n\n{text}\n");
    let board = Board::new().file("content/pages/a.md", page(text));
    let run = board.run(&["print", "pages/a", "--as-of", AS_OF]);
    assert_eq!(run.code, 0, "{}", run.err);
    // What no font has as one sign is named as that sign, where it was written as several.
    board.write("content/pages/a.md", page("Hue\u{302}\u{301}"));
    let run = board.run(&["check", "--sheets", "--format", "short", "--as-of", AS_OF]);
    assert!(
        run.out.contains("content/pages/a.md:5:3") && run.out.contains("U+1EBF"),
        "{}",
        run.out
    );
    assert!(!run.out.contains("U+0301"), "{}", run.out);
}

#[cfg(feature = "sheets")]
#[test]
fn what_stands_on_every_sheet_is_told_once_where_it_is_written() {
    let settings = BOARD.replace("试验小区业主委员会", "试验小区𠮷业主委员会");
    let page = "---\ntitle: A\n---\n\n正文。\n";
    let words = "paper:\n  page: ✂ {page} / {pages}\n";
    let board = Board::new()
        .file("content/board.yaml", format!("{settings}theme: riverside\n"))
        .file("content/pages/a.md", page)
        .file("content/pages/b.md", page)
        .file("themes/riverside/theme.yaml", "name: riverside\ncontract: 1\n")
        .file("themes/riverside/words/zh-CN.yaml", words);
    let run = board.run(&["check", "--sheets", "--format", "short", "--as-of", AS_OF]);
    let told: Vec<&str> =
        run.out.lines().filter(|line| line.contains("unprintable-character")).collect();
    let places = ["content/board.yaml:3:16: ", "themes/riverside/words/zh-CN.yaml:2:9: "];
    assert_eq!(told.len(), places.len(), "{}", run.out);
    for place in places {
        assert!(told.iter().any(|line| line.starts_with(place)), "{place}: {}", run.out);
    }
}

#[cfg(feature = "sheets")]
#[test]
fn sheets_are_written_all_or_none() {
    let page = |text: &str| format!("---\ntitle: 通知\n---\n\n{text}\n");
    let board = Board::new();
    for name in ["a", "b", "c"] {
        board.write(&format!("content/pages/{name}.md"), page("一"));
    }
    let print = || board.run(&["print", "pages/a", "pages/b", "pages/c", "--as-of", AS_OF]);
    assert_eq!(print().code, 0);
    let before = board.tree("sheets");
    for name in ["a", "b", "c"] {
        board.write(&format!("content/pages/{name}.md"), page("二"));
    }
    // A folder stands where the last one goes, then a file of somebody's.
    board.remove("sheets/pages-c.pdf");
    let rest: Vec<_> = board.tree("sheets");
    for (obstacle, mine) in [
        ("sheets/pages-c.pdf/own.txt", "sheets/pages-c.pdf/own.txt"),
        ("sheets/pages-c.pdf", "sheets/pages-c.pdf"),
    ] {
        board.write(obstacle, "mine");
        let run = print();
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains("pages-c.pdf"), "{}", run.err);
        assert_eq!(board.read(mine), "mine");
        board.remove(obstacle);
        let _ = std::fs::remove_dir(board.path("sheets/pages-c.pdf"));
        assert!(board.tree("sheets") == rest, "what was there was changed");
    }
    assert_eq!(print().code, 0);
    assert!(board.tree("sheets").len() == 3 && board.tree("sheets") != before);
}

#[cfg(feature = "sheets")]
#[test]
fn what_is_printed_is_named_as_the_board_names_it() {
    let page = "---\ntitle: 通知\n---\n\n正文。\n";
    let board = Board::new().file("content/pages/a.md", page);
    for name in ["pages/a", "页面/a"] {
        let run = board.run(&["print", name, "--as-of", AS_OF]);
        assert_eq!(run.code, 0, "{name}: {}", run.err);
    }
}

#[cfg(feature = "sheets")]
#[test]
fn a_mistake_in_a_template_of_a_theme_is_told_at_its_place() {
    let board = Board::new()
        .file("content/board.yaml", format!("{BOARD}theme: riverside\n"))
        .file("content/pages/a.md", "---\ntitle: 通知\n---\n\n正文。\n")
        .file("themes/riverside/theme.yaml", "name: riverside\ncontract: 1\n");
    for (template, place, said) in [
        (
            "#import \"/sheets/nowhere.typ\": x\n",
            ":1:9",
            "file not found (searched at sheets/nowhere.typ)",
        ),
        ("#import \"@preview/tablex:0.0.8\": x\n", ":1:9", "sheets have no packages"),
        ("#let witness(look, sheet) = {\n", ":1:29", "unclosed delimiter"),
        ("#let witnes(look, sheet) = []\n", "", "unresolved import: witness"),
        ("#let witness(look, sheet) = image(\"/sheets/a.png\")\n", ":1:35", "file not found"),
        ("#let witness(look, sheet) = read(\"/etc/passwd\")\n", ":1:34", "file not found"),
        ("#let witness(look, sheet) = text(font: \"Comic\")[a]\n", ":1:40", "unknown font family"),
    ] {
        board.write("themes/riverside/sheets/witness.typ", template);
        let run = board.run(&["check", "--sheets", "--format", "short", "--as-of", AS_OF]);
        let line = format!("themes/riverside/sheets/witness.typ{place}: broken-sheet: ");
        let told = run.out.lines().find(|told| told.starts_with(&line));
        assert!(told.is_some_and(|told| told.contains(said)), "{template}{}", run.out);
        assert_eq!(run.out.matches("broken-sheet").count(), 1, "{template}{}", run.out);
    }
}

#[test]
fn a_wide_table_in_a_text_lays_the_sheet_across() {
    let table = |columns: usize| {
        let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(columns));
        format!("---\ntitle: 通知\n---\n\n{}{}{}", row("一月"), row("---"), row("1,234.56"))
    };
    let board = Board::new()
        .file("content/pages/narrow.md", table(6))
        .file("content/pages/wide.md", table(16));
    board.build();
    let lies = |name: &str| board.read(&format!("output/sheets/pages/{name}.html"));
    assert!(lies("wide").contains("class=\"desk wide\""), "{}", lies("wide"));
    assert!(!lies("narrow").contains("class=\"desk wide\""), "{}", lies("narrow"));
}
