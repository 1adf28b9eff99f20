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
    assert!(page.contains("小区/西") && page.contains("读不到"), "{page}");
    // What it published last still stands.
    assert!(street.path("output/boards/西/expenditures/2025-03.1.html").is_file());
    street.write(payment, good);
    build(&street);
    assert_eq!(street.read("output/members.html"), whole);

    let board = street.read("content/board.yaml");
    street.write("content/board.yaml", board.replace("小区/西", "小区/北"));
    assert!(build(&street).err.contains("unread-member"));
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
