//! Bodies: what is shown of names and where, counts of the party, terms and their order, who is
//! responsible for what, and whom to turn to.

use super::harness::{BOARD, Board};

const FIRST: &str = "\
title: 示例业委会
body: committee
kind: owners-committee
term: {number: 1, from: 2019-03-01, to: 2022-02-28}
members: [{name: 尉迟戊, role: 主任}]
";

const SECOND: &str = "\
title: 示例业委会
body: committee
kind: owners-committee
term: {number: 2, from: 2022-03-01, to: 2025-02-28}
seats: 3
elected_by: decisions/2022-02-owners
part_of: people/residents
members:
  - {name: 尉迟戊, role: 主任, party: yes}
  - {name: 钟离己, role: 委员, party: no}
  - {name: 濮阳庚, role: 委员}
duties: [{duty: 看账, holder: 财务委员, fund: common}]
contacts:
  - {building: 2栋, entrance: 1单元, role: 联络人, person: 濮阳庚, phone: 000-2}
  - {building: 1栋, role: 联络人, hours: 晚上}
corrected: [{field: 成员.1.姓名, was: 尉迟戊, on: 2022-04-01, grade: typo, why: 抄错}]
private: {家庭电话: 尉迟戊 111}
";

const SUPERVISORS: &str = "\
title: 示例监督小组
kind: supervisors
works_with: people/committee-2
members:
  - {name: 钟离己, role: 组长}
  - {name: 尉迟戊, role: 组员}
";

const SHOWN: &str = "\
title: 联席会
kind: joint-body
names: shown
members:
  - {name: 濮阳庚, role: 代表}
  - {name: 长孙辛, role: 代表}
";

const RESIDENTS: &str =
    "title: 示例居委会\nkind: residents-committee\npart_of: people/committee-2\n";

const OWNERS: &str = "\
kind: deliberation
title: 选举
date: 2022-02-20
elections:
  - body: committee
    seats: 3
    candidates:
      - {name: 候选人一, people: 90, elected: yes}
      - {name: 候选人二, people: 80, elected: yes}
      - {name: 候选人三, people: 70, elected: yes}
      - {name: 候选人四, people: 60}
";

fn board() -> Board {
    let buildings = "buildings:\n  - {id: \"1\", name: 1栋}\n  - {id: \"2\", name: 2栋}\n";
    Board::new()
        .file("content/board.yaml", format!("{BOARD}{buildings}"))
        .file("content/people/committee-1.yaml", FIRST)
        .file("content/people/committee-2.yaml", SECOND)
        .file("content/people/supervisors.yaml", SUPERVISORS)
        .file("content/people/joint.yaml", SHOWN)
        .file("content/people/residents.yaml", RESIDENTS)
        .file(
            "content/people/volunteers.yaml",
            "title: 志愿队\nkind: volunteers\nteams: 8\ncount: 158\nparty: 120\n",
        )
        .file("content/decisions/2022-02-owners.yaml", OWNERS)
}

fn built(board: &Board) -> super::harness::Run {
    let built = board.run(&["build", "--as-of", "2025-04-01"]);
    assert_eq!(built.code, 0, "{}", built.err);
    built
}

#[test]
fn of_a_masked_name_no_output_byte_says_more() {
    let board = board();
    let built = built(&board);
    let mut read = 0;
    for entry in walkdir::WalkDir::new(board.path("output")) {
        let entry = entry.expect("an entry");
        if !entry.file_type().is_file() {
            continue;
        }
        let bytes = std::fs::read(entry.path()).expect("a file");
        read += 1;
        for name in ["尉迟戊", "钟离己", "迟戊", "离己", "家庭电话"] {
            let found = bytes.windows(name.len()).any(|part| part == name.as_bytes());
            assert!(!found, "{}: {name}", entry.path().display());
        }
    }
    assert!(read > 30, "{read} files were read");
    for to in ["json", "popolo", "ical"] {
        let run = board.run(&["export", "--to", to, "--as-of", "2025-04-01"]);
        assert!(!run.out.contains("尉迟戊"), "export --to {to}");
    }
    for text in [board.read("content/board.lock"), built.out, built.err] {
        assert!(!text.contains("尉迟戊") && !text.contains("钟离己"), "{text}");
    }
    assert!(board.read("output/data/people-2022.jsonl").contains("\"name\":\"尉迟某某\""));
    // What the record itself shows is shown.
    assert!(board.read("output/people/joint.html").contains("长孙辛"));
    assert!(board.read("output/data/popolo.json").contains("\"name\": \"长孙辛\""));
}

#[test]
fn a_sheet_of_a_workbook_holds_masks_alone() {
    let board = board();
    built(&board);
    let bytes = std::fs::read(board.path("output/data/board.xlsx")).expect("a workbook");
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut masked = 0;
    for place in 0..book.len() {
        let mut text = String::new();
        let mut file = book.by_index(place).expect("a part");
        std::io::Read::read_to_string(&mut file, &mut text).expect("text");
        assert!(!text.contains("尉迟戊") && !text.contains("钟离己"), "part {place}");
        masked += text.matches("尉迟某某").count();
    }
    assert!(masked > 0, "the masks are there");
}

#[test]
fn who_is_of_the_party_is_told_of_how_many() {
    let board = board();
    built(&board);
    let page = board.read("output/people/committee-2.html");
    assert!(page.contains("3 人；写明是不是党员的 2 人里，党员 1 人（50.0%）"), "{page}");
    let page = board.read("output/people/volunteers.html");
    assert!(page.contains("8 支队伍，158 人，其中党员 120 人（75.9%）"), "{page}");
    assert!(!board.read("output/people/committee-1.html").contains("党员"), "nobody wrote it down");
}

#[test]
fn posts_in_two_bodies_are_told_of_both_and_never_across_a_mask() {
    let board = board();
    built(&board);
    let page = |name: &str| board.read(&format!("output/people/{name}.html"));
    let (committee, supervisors, joint) = (page("committee-2"), page("supervisors"), page("joint"));
    assert!(committee.contains("示例监督小组：组员") && committee.contains("示例监督小组：组长"));
    assert!(supervisors.contains("示例业委会：主任") && supervisors.contains("示例业委会：委员"));
    // 濮阳庚 is shown in one and masked in the other: to join them would say the masked name.
    assert!(!joint.contains("示例业委会：委员"), "{joint}");
    assert!(!committee.contains("联席会：代表"), "{committee}");
    // Those who sit there now, not those of an earlier term.
    assert!(!supervisors.contains("第1届）：主任"));
}

#[test]
fn terms_tell_their_history_and_what_elected_them() {
    let board = board();
    built(&board);
    let page = board.read("output/people/committee-2.html");
    assert!(page.contains("任期已满，还没有换届") && page.contains("示例业委会（第1届）"));
    assert!(page.contains("选举依据") && page.contains("decisions/2022-02-owners.html"));
    let decision = board.read("output/decisions/2022-02-owners.html");
    assert!(decision.contains("people/committee-2.html"), "{decision}");
    assert!(decision.contains("示例业委会"), "the election names the body, not its key");
    assert!(board.read("output/people/committee-1.html").contains("往届"));
    // A circle of bodies is told all the same, each once.
    let list = board.read("output/people.html");
    let bodies = list.split_once("<ul class=\"bodies\">").map_or("", |(_, rest)| rest);
    assert!(bodies.contains("示例居委会") && bodies.contains("示例业委会（第2届）"), "{list}");
}

#[test]
fn a_term_changes_its_page_when_it_ends() {
    let board = board();
    let run = board.run(&["build", "--as-of", "2025-02-01"]);
    assert!(format!("{}{}", run.out, run.err).contains("2025-03-01"), "{}{}", run.out, run.err);
    let check = |day: &str| board.run(&["check", "--as-of", day, "--format", "short"]).out;
    assert!(!check("2025-02-28").contains("term-over"), "the last day is one of the term");
    let late = check("2025-03-10");
    assert!(late.contains("term-over") && late.contains("10 天"), "{late}");
    assert_eq!(late.matches("term-over").count(), 1, "an earlier term is not late: {late}");
}

#[test]
fn people_are_found_by_building_and_duties_by_fund() {
    let board = board();
    built(&board);
    let about = board.read("output/about.html");
    let (first, second) = (about.find("<dt>1栋</dt>"), about.find("<dt>2栋 1单元</dt>"));
    assert!(first.is_some() && first < second, "{about}");
    assert!(about.contains("联络人 濮阳某某，000-2"), "{about}");
    assert!(board.read("output/index.html").contains("about.html#turn-to"));
    let accounts = board.read("output/accounts.html");
    assert!(accounts.contains("看账") && accounts.contains("财务委员（示例业委会）"), "{accounts}");
    let sheet = board.read("output/sheets/people/committee-2.html");
    assert!(sheet.contains("成员名单公示") && sheet.contains("钟离某某"), "{sheet}");
}
