//! Themes: what a board's own files change and what they leave, what is said of their mistakes, and
//! the pages that help whoever makes one.

mod docs;
mod style;

use std::collections::BTreeMap;
use std::fs;

use mingbai::model::id::Kind;
use mingbai::words::{Language, Pattern};

use super::boards::readable;
use super::harness::{Board, copy, repository};

/// The day for which the board below stands.
const AS_OF: &str = "2025-04-30";

/// A board in English with a theme called `name`, of which it has these files.
fn board(name: &str, files: &[(&str, &str)]) -> Board {
    let board = Board::copy_of(&repository().join("tests/boards/uk-maplestead"));
    let settings = board.read("content/board.yaml");
    board.write("content/board.yaml", format!("{settings}theme: {name}\n"));
    for (path, text) in files {
        board.write(&format!("themes/{name}/{path}"), text);
    }
    board
}

fn built(board: &Board) -> BTreeMap<String, String> {
    let run = board.run(&["build", "--as-of", AS_OF]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    let files = board.tree("output").into_iter();
    files.filter_map(|(name, bytes)| Some((name, String::from_utf8(bytes).ok()?))).collect()
}

#[test]
fn only_what_a_theme_replaces_is_different() {
    let own = repository().join("tests/themes/print-house");
    let settings = fs::read_to_string(own.join("theme.yaml")).expect("a theme");
    // The same lists in both, so that the pages can be held against each other.
    let plain = built(&board("plain", &[("theme.yaml", &settings)]));
    let board = board("print-house", &[]);
    copy(&own, &board.path("themes/print-house"));
    let dressed = built(&board);
    assert!(plain.keys().eq(dressed.keys()), "the same addresses");
    let mut changed: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, text) in &dressed {
        let mut back = text.clone();
        while let Some(start) = back.find("<b class=\"state ") {
            let end = start + back[start..].find("]</b>").expect("an end") + "]</b>".len();
            let state = back[start..end].replace("<b ", "<span ").replace("\">[", "\">");
            back.replace_range(start..end, &state.replace("]</b>", "</span>"));
            *changed.entry("state").or_default() += 1;
        }
        let words = ("Do not take our word for it", "Check these figures yourself");
        if back.contains(words.0) {
            back = back.replace(words.0, "{{ t.about.check }}");
            *changed.entry("words").or_default() += 1;
        }
        let mut plain = plain[name].clone();
        if name == "about.html" {
            let heading = plain.match_indices("<h2>").map(|(at, _)| at + 4).find(|at| {
                let before = &plain[..*at];
                back.starts_with(before) && back[*at..].starts_with("{{ t.about.check }}")
            });
            let start = heading.expect("the heading that says otherwise");
            let end = start + plain[start..].find("</h2>").expect("its end");
            plain.replace_range(start..end, "{{ t.about.check }}");
        }
        if name == "months.html" {
            assert!(text.contains("<ol class=\"terms\">") && text.contains("One page a month."));
            *changed.entry("template").or_default() += 1;
        } else if name == "board.css" {
            let tokens = fs::read_to_string(own.join("assets/tokens.css")).expect("tokens");
            let (before, after) = back.split_once(&tokens).expect("the tokens of the theme");
            assert_eq!(format!("{before}{after}"), plain, "and all of the others");
            assert!(before.contains("--line:"), "a token that the theme does not name stays");
            *changed.entry("tokens").or_default() += 1;
        } else if name != "manifest.json" {
            assert_eq!(back, plain, "{name}");
        }
    }
    assert_eq!(changed.len(), 4, "everything that it replaces was seen: {changed:?}");
}

#[test]
fn the_style_is_one_file() {
    let files = built(&board("plain", &[("theme.yaml", "name: plain\ncontract: 1\n")]));
    let styles: Vec<&String> = files.keys().filter(|name| name.ends_with(".css")).collect();
    assert_eq!(styles, ["board.css"]);
}

#[test]
fn a_code_is_drawn_wherever_a_template_asks_for_it() {
    let codes = |files: &[(&str, &str)]| {
        let settings = [("theme.yaml", "name: own\ncontract: 1\n")];
        let pages = built(&board("own", &[&settings, files].concat()));
        let notices: Vec<&String> = pages
            .iter()
            .filter(|(name, _)| name.starts_with("sheets/"))
            .map(|(_, text)| text)
            .collect();
        assert!(notices.len() > 3, "notices to look at");
        let shown = |text: &&&String| text.contains("<svg") || text.contains("&lt;svg");
        let drawn = notices.iter().filter(shown).count();
        (drawn == notices.len(), drawn)
    };
    let notice = "templates/notice.html";
    assert!(codes(&[]).0, "the built-in notice shows one");
    assert_eq!(codes(&[(notice, "{{ page.title }}\n")]).1, 0);
    assert!(codes(&[(notice, "{% if code %}{{ code }}{% endif %}\n")]).0);
    let included =
        [(notice, "{% include \"foot.html\" %}\n"), ("templates/foot.html", "{{ code }}\n")];
    assert!(codes(&included).0);
    let within =
        "{% component mark(of) %}{{ of }}{% endcomponent mark %}{{ <mark of={code} /> }}\n";
    assert!(codes(&[(notice, within)]).0);
    let around = "{% component mark(@code) %}{{ code }}{% endcomponent mark %}{{ <mark /> }}\n";
    assert!(codes(&[(notice, around)]).0);
    assert!(codes(&[(notice, "{{ __tera_context }}\n")]).0);
    let parent = ("templates/sheet.html", "{% block end %}{{ code }}{% endblock end %}\n");
    assert!(codes(&[(notice, "{% extends \"sheet.html\" %}\n"), parent]).0);
    let block = "{% extends \"sheet.html\" %}{% block end %}{% for one in [1] %}{{ code }}{% endfor %}{% endblock end %}\n";
    assert!(codes(&[(notice, block), parent]).0);
}

/// A template of its own for the page about the board, around these words.
fn about(main: &str) -> String {
    format!("{{% extends \"layout.html\" %}}{{% block main %}}\n{main}\n{{% endblock main %}}\n")
}

#[test]
fn a_mistake_in_a_template_is_found_at_its_name() {
    let of = |main: &str| about(main);
    let own = "templates/about.html";
    for (path, text, at, says) in [
        (own, of("{{ view.fcats }}"), "2:9", "\"fcats\" here; the nearest is \"facts\""),
        (own, of("{% if page.ttile %}{% endif %}"), "2:12", "the nearest is \"title\""),
        (own, of("{% for x in view.fact %}{% endfor %}"), "2:18", "the nearest is \"facts\""),
        (own, of("{{ <facts facts={view.facst} /> }}"), "2:23", "the nearest is \"facts\""),
        (own, of("{{ <fcats facts={view.facts} /> }}"), "2:5", "no component \"fcats\"; the"),
        (own, of("{{ <facts fact={view.facts} /> }}"), "2:11", "no \"fact\"; the nearest is"),
        (own, of("{{ <facts /> }}"), "2:5", "\"facts\" is not handed over"),
        (own, of("{{ page.title | uper }}"), "2:17", "no filter \"uper\"; the nearest is"),
        (own, of("{% if page is defnied %}{% endif %}"), "2:15", "no test \"defnied\""),
        (own, of("{{ nwo() }}"), "2:4", "no function \"nwo\""),
        (own, of("{% include \"layuot.html\" %}"), "2:13", "no template \"layuot.html\"; the"),
        (own, of("{{ page.title }"), "2:15", "expected }}"),
        (own, "{% if true %}\n".to_owned(), "1:14", "the template ends here"),
        (own, "{% extends \"laout.html\" %}\n".to_owned(), "1:13", "no template \"laout.html\""),
        (own, of("").replace("main", "mian"), "1:37", "no block \"mian\"; the nearest is \"main\""),
        (own, of("{{ page.title + 1 }}"), "2:15", "numbers"),
        (
            "templates/components/mine.html",
            "{% component link(link) %}{% endcomponent link %}\n".to_owned(),
            "1:14",
            "\"components/link.html\" has a component \"link\" already",
        ),
    ] {
        let board = board("ours", &[(path, &text)]);
        for command in ["check", "build"] {
            let run = board.run(&[command, "--as-of", AS_OF, "--lang", "en"]);
            assert_eq!(run.code, 1, "{text}\n{}{}", run.out, run.err);
            let said = format!("{}{}", run.out, run.err);
            assert!(said.contains(&format!("--> themes/ours/{path}:{at}\n")), "{text}\n{said}");
            assert!(said.contains(says), "{text}\n{said}");
            assert!(said.contains('^') && said.contains("template-error"), "{said}");
        }
    }
}

#[test]
fn what_is_asked_for_first_may_be_missing() {
    for fine in [
        "{% if view.later is defined %}{{ view.later.text }}{% endif %}",
        "{{ view.later | default(value=\"\") }}",
        "{% set first = view.facts[0] %}{{ first.label }}",
        "{% for name, value in page %}{{ name }}{% endfor %}",
        "{% if view.lists[0].link?.later %}{% endif %}",
        "{% for list in view.lists %}{{ loop.index }}{{ list.link.text }}{% endfor %}",
        "{# {{ view.fcats }} #}{% raw %}{{ view.fcats }}{% endraw %}",
    ] {
        let board = board("ours", &[("templates/about.html", &about(fine))]);
        let run = board.run(&["check", "--as-of", AS_OF]);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{fine}");
    }
}

#[test]
fn a_mistake_in_the_built_in_theme_shows_its_line_too() {
    let component = "{% component date(day) %}{{ day.text }}{% endcomponent date %}\n";
    let board = board("ours", &[("templates/components/date.html", component)]);
    let said = board.run(&["check", "--as-of", AS_OF]).out;
    assert!(said.contains("--> themes/default/templates/components/row.html:"), "{said}");
    assert!(said.contains("<date value={row.date} />"), "{said}");
    let state = about("{{ <state value={view.lists[0].link} /> }}");
    let board = self::board("ours", &[("templates/about.html", &state)]);
    let said = board.run(&["check", "--as-of", AS_OF]).out;
    assert!(said.contains("themes/default/templates/components/state.html:"), "{said}");
    assert!(said.contains("themes/ours/templates/about.html:2:5"), "{said}");
    let short = board.run(&["check", "--format", "short", "--as-of", AS_OF]).out;
    assert!(short.contains("components/state.html:2:"), "{short}");
}

#[test]
fn words_of_a_theme_replace_those_there_are() {
    let words = "site:\n  home:\n    dnoe: Settled\nsay:\n  count: '{m} of them'\n";
    let board = board("ours", &[("words/en.yaml", words)]);
    let said = board.run(&["check", "--format", "short", "--as-of", AS_OF]).out;
    assert!(said.contains("words/en.yaml:3:5: unreadable-theme: "), "{said}");
    assert!(said.contains("\"site.home.dnoe\"; the nearest are \"site.home.done\""), "{said}");
    assert!(said.contains("words/en.yaml:5:3: unreadable-theme: "), "{said}");
    assert!(said.contains("\"say.count\" has no \"m\" to fill in"), "{said}");
}

#[test]
fn view_prints_what_the_template_gets() {
    let board = Board::copy_of(repository());
    let run = board.run(&["view", "index.html", "--as-of", AS_OF]);
    let values: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let names: Vec<&String> = values.as_object().expect("names").keys().collect();
    assert_eq!(names, ["view", "page", "site", "t", "body", "linked", "code"]);
    // What it prints is what stands on the page.
    let page = board.run(&["view", "index.html", "--html", "--as-of", AS_OF]).out;
    for text in
        [&values["view"]["sentence"], &values["site"]["as_of"], &values["t"]["home"]["left"]]
    {
        assert!(page.contains(text.as_str().expect("text")), "{text}");
    }
    board.build();
    assert_eq!(page, board.read("output/index.html"));
    let list = board.run(&["view", "--as-of", AS_OF]).out;
    for pair in [["home.html", "index.html"], ["style.html", ".mingbai/style.html"]] {
        let listed = |line: &str| line.split_whitespace().eq(pair);
        assert!(list.lines().any(listed), "{pair:?}\n{list}");
    }
    assert!(!board.tree("output").iter().any(|(name, _)| name.contains("style")));
    for (address, code, says) in [
        ("acounts.html", 2, "accounts.html"),
        ("board.css", 2, "board.css"),
        ("/", 0, ""),
        ("/cases.html", 0, ""),
    ] {
        let run = board.run(&["view", address, "--lang", "en", "--as-of", AS_OF]);
        assert_eq!(run.code, code, "{address}: {}", run.err);
        assert!(run.err.contains(says) && run.out.is_empty() == (code == 2), "{}", run.err);
    }
}

/// The built-in English words in capital letters, as the words of another language: a key a line.
fn loud() -> String {
    let words = mingbai::compile::words(Language::En);
    let mut lines = String::new();
    for (key, pattern) in words.patterns() {
        let text = |text: &str| {
            let mut inside = false;
            let loud = text.chars().map(|c| {
                inside = c == '{' || (inside && c != '}');
                if inside { c } else { c.to_ascii_uppercase() }
            });
            serde_json::to_string(&loud.collect::<String>()).expect("a string")
        };
        let said = match pattern {
            Pattern::Plain(plain) => text(plain),
            Pattern::Plural { one, other } => {
                format!("{{\"one\": {}, \"other\": {}}}", text(one), text(other))
            }
        };
        lines.push_str(&format!("{key}: {said}\n"));
    }
    lines
}

#[test]
fn a_file_of_words_is_a_language() {
    let board = board("ours", &[("words/mn.yaml", &loud()), ("README.md", "x")]);
    let settings = board.read("content/board.yaml");
    let locale = settings.lines().find(|line| line.starts_with("locale: ")).expect("a locale");
    let own = settings.replace(locale, "locale: mn");
    board.write("content/board.yaml", &own);
    // What the board itself says stays as it is typed.
    let mut typed = String::new();
    for (path, bytes) in board.tree("content") {
        typed.push_str(&(path + " " + &String::from_utf8_lossy(&bytes)));
    }
    let pages = built(&board).into_iter().filter(|(name, _)| name.ends_with(".html"));
    for (name, page) in pages {
        assert!(page.contains("<html lang=\"mn\">"), "{name}");
        let text = readable(&page);
        let words = text.split(|c: char| !c.is_ascii_alphabetic());
        let english: Vec<&str> = words
            .filter(|word| word.len() > 1 && *word != "html")
            .filter(|word| word.bytes().any(|byte| byte.is_ascii_lowercase()))
            .filter(|word| {
                !typed.contains(word) && !Kind::ALL.iter().any(|kind| kind.name() == *word)
            })
            .filter(|word| !word.bytes().all(|byte| (b'a'..=b'f').contains(&byte)))
            .collect();
        assert_eq!(english, Vec::<&str>::new(), "{name}");
    }
    // Without its file it is no language, and the board is told which there are.
    board.remove("themes/ours/words/mn.yaml");
    let run = board.run(&["build", "--as-of", AS_OF]);
    assert!(
        run.code == 1 && run.err.contains("not-a-choice") && run.err.contains("zh-Hant"),
        "{}",
        run.err
    );
}
