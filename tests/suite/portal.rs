//! Portals: what members publish is shown as one, and one that cannot be read is said to be so. The
//! sums are added up again from the members' tables by `tests/tools/portal.py`.

use std::collections::BTreeSet;

use serde_json::Value;

use super::harness::{AS_OF, BOARD, Board, Run};

/// A street with two estates, each with one payment, and one of them with books of its own.
fn street() -> Board {
    let spent = |amount: &str| {
        format!(
            "records:\n  - {{number: 1, date: 2025-03-05, item: 灯, amount: {amount}, \
             category: 维修, payee: 五金店, fund: common}}\n"
        )
    };
    let street = "format: 1\nname: 试验街道各公示栏\npublisher: 试验街道办事处\nlocale: zh-CN\n\
                  currency: CNY\ntime_zone: Asia/Shanghai\nmembers: [小区/东, 小区/西]\n";
    Board::empty()
        .file("content/board.yaml", street)
        .file("小区/东/content/board.yaml", BOARD.replace("试验小区公示栏", "东小区公示栏"))
        .file("小区/东/content/expenditures/2025-03.yaml", spent("10.00"))
        .file("小区/西/content/board.yaml", BOARD.replace("试验小区公示栏", "西小区公示栏"))
        .file("小区/西/content/expenditures/2025-03.yaml", spent("20.50"))
}

fn build(board: &Board) -> Run {
    let run = board.run(&["build", "--as-of", AS_OF, "--lang", "zh-CN"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    run
}

fn members(board: &Board) -> Value {
    let index: Value = serde_json::from_str(&board.read("output/board.json")).expect("JSON");
    index["members"].clone()
}

fn balance(board: &Board) -> String {
    members(board)["totals"]["balance"].as_str().expect("a balance").to_owned()
}

#[test]
fn members_are_published_with_the_portal_and_added_up() {
    let street = street();
    build(&street);
    assert_eq!(balance(&street), "1969.50");
    let page = street.read("output/members.html");
    assert!(page.contains("1,969.50"), "{page}");
    for name in ["东", "西"] {
        assert!(page.contains(&format!("{name}小区公示栏")), "{page}");
        assert!(street.path(&format!("output/boards/{name}/index.html")).is_file());
        // What it published is remembered where it belongs.
        assert!(street.read(&format!("小区/{name}/content/board.lock")).contains("expenditures/"));
    }
    let own = street.read("output/members/东.html");
    assert!(own.contains("../boards/东/index.html"), "{own}");
    assert!(own.contains("../boards/东/expenditures/2025-03.1.html"), "{own}");
    assert!(street.read("output/index.html").contains("members.html"));
    assert_eq!(street.run(&["verify"]).code, 0);
}

#[test]
fn a_member_that_is_gone_broken_or_its_own_is_told_and_comes_back() {
    let street = street();
    build(&street);
    let whole = street.read("output/members.html");
    let payment = "小区/西/content/expenditures/2025-03.yaml";
    let good = street.read(payment);
    street.write(payment, good.replace("20.50", "二十"));
    let run = build(&street);
    assert!(run.err.contains("unread-member") && run.err.contains("1 处错误"), "{}", run.err);
    assert_eq!(balance(&street), "990.00");
    assert_eq!(members(&street)["told"], 1);
    let page = street.read("output/members.html");
    assert!(page.contains(">西<") && page.contains("读不到"), "{page}");
    // What it published last still stands.
    assert!(street.path("output/boards/西/expenditures/2025-03.1.html").is_file());
    street.write(payment, good);
    build(&street);
    assert_eq!(street.read("output/members.html"), whole);

    let board = street.read("content/board.yaml");
    street.write("content/board.yaml", board.replace("小区/西", "小区/北"));
    assert!(build(&street).err.contains("unread-member"));
    // Where it lies on the machine of whoever builds is told to them alone.
    for (path, bytes) in street.tree("output") {
        assert!(!String::from_utf8_lossy(&bytes).contains("小区/北"), "{path}");
    }
    assert_eq!((balance(&street).as_str(), &members(&street)["boards"]), ("990.00", &2.into()));
    street.write("content/board.yaml", &board);
    let member = street.read("小区/西/content/board.yaml");
    street.write("小区/西/content/board.yaml", format!("{member}members: [../西]\n"));
    let run = build(&street);
    // It is its own member: that one is not read, and it is itself.
    assert_eq!(members(&street)["boards"], 3, "{}", run.err);
    assert_eq!(members(&street)["told"], 2);
}

#[test]
fn a_change_in_one_member_touches_its_own_files_and_those_of_the_portal() {
    let street = street();
    build(&street);
    let payment = "小区/西/content/expenditures/2025-03.yaml";
    let before = street.tree("output");
    street.write(payment, street.read(payment).replace("五金店", "水电店"));
    build(&street);
    let after = street.tree("output");
    let changed = after.iter().filter(|file| !before.contains(file));
    let changed: BTreeSet<&str> = changed.map(|(path, _)| path.as_str()).collect();
    assert!(changed.iter().any(|path| path.starts_with("boards/西/")), "{changed:?}");
    assert!(!changed.iter().any(|path| path.starts_with("boards/东/")), "{changed:?}");
}

#[test]
fn a_portal_of_portals_has_all_boards_in_its_sums() {
    let street = street();
    let district = "format: 1\nname: 试验区各公示栏\npublisher: 试验区\nlocale: zh-CN\n\
                    currency: CNY\ntime_zone: Asia/Shanghai\nmembers: [街道]\n";
    let board = Board::empty().file("content/board.yaml", district);
    for (path, bytes) in street.tree("") {
        board.write(&format!("街道/{path}"), bytes);
    }
    build(&board);
    let told = members(&board);
    assert_eq!((told["boards"].as_i64(), told["summed"].as_i64()), (Some(3), Some(3)), "{told}");
    assert_eq!(balance(&board), "1969.50");
    assert!(board.path("output/boards/街道/boards/东/index.html").is_file());
    assert!(board.read("output/members/街道.html").contains("2 块公示栏"));
}

#[test]
fn a_board_that_stands_twice_is_summed_once() {
    let street = street();
    let own = street.read("content/board.yaml");
    street.write("content/board.yaml", own.replace("小区/西]", "小区/西, 组]"));
    let group = "format: 1\nname: 试验组\npublisher: 试验组\nlocale: zh-CN\ncurrency: CNY\n\
                 time_zone: Asia/Shanghai\nmembers: [../小区/东]\n";
    street.write("组/content/board.yaml", group);
    build(&street);
    assert_eq!(balance(&street), "1969.50");
    assert!(street.read("output/boards/组/members.html").contains("boards/东/"));
}

#[test]
fn a_build_that_must_change_no_lock_publishes_no_portal_without_a_member() {
    let street = street();
    build(&street);
    let before = street.tree("output");
    let payment = "小区/西/content/expenditures/2025-03.yaml";
    street.write(payment, street.read(payment).replace("五金店", "水电店"));
    let run = street.run(&["build", "--locked", "--as-of", AS_OF]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("小区/西/content/board.lock"), "{}", run.err);
    assert_eq!(street.tree("output"), before);
}

#[test]
fn what_is_wrong_with_the_list_of_members_is_told_and_nothing_is_published() {
    let street = street();
    let own = street.read("content/board.yaml");
    for (members, code) in [
        ("{东: 小区/东}", "not-text"),
        ("[{folder: 小区/东}]", "not-text"),
        ("[小区/a, x/A]", "board-twice"),
        ("[小区/东, '-b c']", "bad-member"),
    ] {
        street.write("content/board.yaml", own.replace("[小区/东, 小区/西]", members));
        let run = street.run(&["build", "--as-of", AS_OF]);
        assert_eq!(run.code, 1, "{members}: {}", run.err);
        assert!(run.err.contains(code), "{members}: {}", run.err);
        assert!(!street.path("output").exists(), "{members}");
    }
}

#[test]
fn what_a_copy_says_is_held_against_itself() {
    let street = street();
    build(&street);
    let copy = |change: &dyn Fn(&mut Value)| {
        let mut index: Value =
            serde_json::from_str(&street.read("output/boards/西/board.json")).expect("JSON");
        change(&mut index);
        let portal = Board::empty().file(
            "content/board.yaml",
            street.read("content/board.yaml").replace("[小区/东, 小区/西]", "[西]"),
        );
        portal.write("西/board.json", index.to_string());
        for (path, bytes) in street.tree("output/boards/西/data") {
            portal.write(&format!("西/data/{path}"), bytes);
        }
        let run = build(&portal);
        (members(&portal)["told"].as_i64() == Some(1), run, portal)
    };
    assert!(copy(&|_| {}).0);
    let spoils: [&dyn Fn(&mut Value); 9] = [
        &|index| index["base_url"] = "javascript:alert(1)//".into(),
        &|index| index["totals"]["balance"] = "-5.00".into(),
        &|index| index["funds"][0]["balance"] = "9.99".into(),
        &|index| index["totals"]["years"][0]["income"] = "999999.00".into(),
        &|index| {
            index["totals"]["cases"] = serde_json::json!([
                {"year": 2025, "received": 3, "closed": 90, "overdue": 0}
            ]);
        },
        &|index| {
            index["members"] = serde_json::json!({
                "boards": i64::MAX, "told": 1, "summed": 1, "totals": index["totals"].clone(),
                "duties": {"published": 0, "late": 0, "missing": 0, "unjudged": 0, "withheld": 0}
            });
        },
        &|index| {
            index["duties"] = serde_json::json!([{
                "pack": "a", "title": "b", "published": i64::MAX, "late": 1, "missing": 0,
                "unjudged": 0, "withheld": 0
            }]);
        },
        &|index| {
            let month = index["totals"]["months"][0].clone();
            index["totals"]["months"].as_array_mut().expect("months").push(month);
        },
        &|index| index["as_of"] = "2025-2-30".into(),
    ];
    for (place, spoil) in spoils.iter().enumerate() {
        let (told, run, portal) = copy(spoil);
        assert!(!told && run.err.contains("unread-member"), "{place}: {}", run.err);
        for page in ["output/members.html", "output/members/西.html", "output/search/boards.js"] {
            assert!(!portal.read(page).contains("javascript:"), "{place}: {page}");
        }
    }
}

#[test]
fn a_member_that_asks_not_to_be_found_is_not_found_through_the_portal() {
    let street = street();
    let own = street.read("content/board.yaml");
    street.write("content/board.yaml", format!("{own}base_url: https://example.org/s/\n"));
    let member = "小区/西/content/board.yaml";
    street.write(member, format!("{}listed: no\n", street.read(member)));
    build(&street);
    assert!(street.read("output/members/西.html").contains("noindex"));
    assert!(!street.read("output/members/东.html").contains("noindex"));
    let sitemap = street.read("output/sitemap.xml");
    assert!(sitemap.contains("members/%E4%B8%9C.html") && !sitemap.contains("%E8%A5%BF"));
    assert!(street.read("output/robots.txt").contains("Disallow: /s/boards/%E8%A5%BF/"));
}
