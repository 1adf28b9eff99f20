//! How much of what is personal is found, and how often something that is not: the figures that
//! `docs/privacy.md` states.
//!
//! Numbers are planted by a generator that knows the standards (GB 11643, Luhn's sum, GA 36) and
//! nothing of the program's readers. Names in context are the sentences of `tests/privacy/`, which
//! were written before and apart from the rules: the odd lines were looked at afterwards, the even
//! ones are held out, and they are what the bar is for. `cargo test --test suite -- personal
//! --nocapture` prints the figures.

// The figures are what the test is run for.
#![allow(clippy::print_stdout)]

use std::fmt::Write as _;
use std::fs;

use mingbai::personal::{Kind, Passage, look};
use mingbai::words::Language;

use super::harness::{AS_OF, BOARD, Board, repository};

/// A small generator with a seed: the same numbers everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[usize::try_from(self.roll(of.len() as u64)).expect("a place")]
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from(b'0' + u8::try_from(self.roll(10)).expect("a digit")))
            .collect()
    }

    /// Letters and digits as plates have them: no I and no O.
    fn places(&mut self, count: usize) -> String {
        const SIGNS: &[u8] = b"0123456789012345678901234567890123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
        let sign =
            |dice: &mut Self| char::from(SIGNS[usize::try_from(dice.roll(64)).expect("a place")]);
        (0..count).map(|_| sign(self)).collect()
    }
}

fn wide(text: &str) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xfee0).expect("a full-width form");
    text.chars().map(|c| if c.is_ascii_graphic() { wide(c) } else { c }).collect()
}

fn parted(text: &str, lengths: &[usize], sign: &str) -> String {
    let mut rest = text;
    let mut parts = Vec::new();
    for length in lengths {
        let (part, after) = rest.split_at((*length).min(rest.len()));
        parts.push(part);
        rest = after;
    }
    parts.push(rest);
    parts.retain(|part| !part.is_empty());
    parts.join(sign)
}

fn identity(dice: &mut Dice) -> String {
    let region = [
        "110105", "330106", "310115", "440305", "510107", "420106", "620102", "230103", "650104",
        "532901",
    ];
    let year = 1930 + dice.roll(90);
    let (month, day) = (1 + dice.roll(12), 1 + dice.roll(28));
    let region = dice.one(&region);
    let serial = dice.digits(3);
    if dice.roll(12) == 0 && year < 2000 {
        return format!("{region}{:02}{month:02}{day:02}{serial}", year - 1900);
    }
    let body = format!("{region}{year}{month:02}{day:02}{serial}");
    // ISO 7064, MOD 11-2, as GB 11643 takes it: powers of two from the right.
    let sum = body.bytes().fold(0_u32, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    let last = (12 - sum) % 11;
    let last = if last == 10 { dice.one(&["X", "x"]).to_owned() } else { last.to_string() };
    let number = body + &last;
    match dice.roll(6) {
        0 => parted(&number, &[6, 8], " "),
        1 => parted(&number, &[6, 8], "-"),
        2 => parted(&number, &[6, 4, 4], " "),
        3 => wide(&number),
        _ => number,
    }
}

fn phone(dice: &mut Dice) -> String {
    let start = [
        "130", "131", "135", "138", "139", "147", "150", "152", "157", "159", "166", "173", "177",
        "180", "186", "189", "191", "198", "199",
    ];
    let number = dice.one(&start).to_owned() + &dice.digits(8);
    let number = match dice.roll(9) {
        0 => parted(&number, &[3, 4], " "),
        1 => parted(&number, &[3, 4], "-"),
        2 => parted(&number, &[7], " "),
        3 => parted(&number, &[3], "-"),
        4 => wide(&number),
        5 => wide(&parted(&number, &[3, 4], "-")),
        _ => number,
    };
    format!("{}{number}", dice.one(&["", "", "", "", "+86", "+86 ", "86-", "（+86）"]))
}

fn card(dice: &mut Dice) -> String {
    let kinds: [(&str, usize); 8] = [
        ("622202", 19),
        ("621700", 19),
        ("622848", 19),
        ("622588", 16),
        ("625965", 16),
        ("436742", 19),
        ("456351", 19),
        ("552534", 16),
    ];
    let (start, length) = kinds[usize::try_from(dice.roll(8)).expect("a place")];
    let body = start.to_owned() + &dice.digits(length - start.len() - 1);
    let doubled = body.bytes().rev().enumerate().map(|(place, digit)| {
        let digit = u32::from(digit - b'0');
        if place % 2 == 1 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
    });
    let number = format!("{body}{}", (10 - doubled.sum::<u32>() % 10) % 10);
    match dice.roll(5) {
        0 => parted(&number, &[4, 4, 4, 4], " "),
        1 => parted(&number, &[4, 4, 4, 4], "-"),
        2 => parted(&number, &[6], " "),
        3 => wide(&number),
        _ => number,
    }
}

fn plate(dice: &mut Dice) -> String {
    let province = dice.one(&[
        "京", "津", "沪", "渝", "冀", "豫", "云", "辽", "黑", "湘", "皖", "鲁", "新", "苏", "浙",
        "赣", "鄂", "桂", "甘", "晋", "蒙", "陕", "吉", "闽", "贵", "粤", "青", "藏", "川", "宁",
        "琼",
    ]);
    let city = dice.one(&["A", "B", "C", "D", "E", "F", "G", "K"]);
    // Passenger cars have at most two letters among the five; new-energy ones D or F first, or last.
    let own = match dice.roll(4) {
        0 => format!("{}{}", dice.one(&["D", "F"]), dice.digits(5)),
        1 => format!("{}{}", dice.digits(5), dice.one(&["D", "F"])),
        2 => {
            let own = dice.places(1) + &dice.digits(3) + &dice.places(1);
            if dice.roll(9) == 0 {
                own[..4].to_owned() + dice.one(&["学", "挂", "警"])
            } else {
                own
            }
        }
        _ => dice.digits(5),
    };
    let sign = dice.one(&["", "", "·", " ", "-", "•"]);
    let plate = format!("{province}{city}{sign}{own}");
    match dice.roll(6) {
        0 => plate.to_lowercase(),
        1 => wide(&plate),
        _ => plate,
    }
}

fn email(dice: &mut Dice) -> String {
    let name = dice.one(&[
        "zhangsan",
        "li.si",
        "wang_wu",
        "zhao-liu",
        "a",
        "Xiaoming",
        "hello+bill",
        "qq",
    ]);
    let host = dice.one(&[
        "qq.com",
        "163.com",
        "126.com",
        "example.org",
        "mail.example.com.cn",
        "gmail.com",
        "sina.cn",
        "foxmail.com",
    ]);
    let number = if dice.roll(2) == 0 { String::new() } else { dice.digits(4) };
    let address = format!("{name}{number}@{host}");
    match dice.roll(6) {
        0 => address.replace('@', "＠"),
        1 => address.to_uppercase(),
        _ => address,
    }
}

/// A number in one of the sentences that people write around it.
fn sentence(dice: &mut Dice, number: &str) -> String {
    let around = [
        ("", ""),
        ("经办人", "，已核对"),
        ("联系", ""),
        ("（", "）"),
        ("有事请找他，", "。"),
        ("：", "；"),
        ("3月5日上门，", ""),
        ("付款2800.00元，收款人 ", ""),
        ("业主登记：", "，2025-03-05"),
        ("> ", "\n"),
        ("| 李 | ", " |"),
        ("2025-03-05 ", " 已办"),
        ("“", "”"),
        ("退款给", "的业主"),
        ("资料_", "_扫描件.pdf"),
        ("1. ", "\n2. 无"),
        ("**", "**"),
        ("请记下", "这个号"),
        ("，", ""),
        ("第2项 ", " 待办"),
    ];
    let (before, after) = around[usize::try_from(dice.roll(around.len() as u64)).expect("a place")];
    format!("{before}{number}{after}")
}

fn found(text: &str, label: &str, language: Language) -> Vec<Kind> {
    look(Passage { text, label, language }).into_iter().map(|one| one.kind).collect()
}

#[test]
fn of_a_thousand_planted_numbers_of_each_kind_all_but_five_are_found() {
    type Make = fn(&mut Dice) -> String;
    let kinds: [(Kind, Make); 5] = [
        (Kind::Identity, identity),
        (Kind::Phone, phone),
        (Kind::Card, card),
        (Kind::Plate, plate),
        (Kind::Email, email),
    ];
    for (kind, make) in kinds {
        let mut dice = Dice(20_250_305);
        let mut missed = Vec::new();
        for _ in 0..1000 {
            let number = make(&mut dice);
            let text = sentence(&mut dice, &number);
            if !found(&text, "说明", Language::ZhCn).contains(&kind) {
                missed.push(text);
            }
        }
        println!("{kind:?}: {} of 1000 found", 1000 - missed.len());
        assert!(missed.len() <= 5, "{kind:?}: {} missed: {missed:#?}", missed.len());
    }
}

/// The sentences of a file of `tests/privacy/`, each with its line and what is planted in it.
fn sentences(name: &str) -> Vec<(usize, String, String)> {
    let text = fs::read_to_string(repository().join("tests/privacy").join(name)).expect("a set");
    let line = |(place, line): (usize, &str)| {
        let (sentence, planted) = line.rsplit_once('\t').expect("two columns");
        (place + 1, sentence.to_owned(), planted.to_owned())
    };
    text.lines().enumerate().map(line).collect()
}

fn is_held_out(line: usize) -> bool {
    line.is_multiple_of(2)
}

#[test]
fn names_in_context_are_found_in_nine_of_ten_sentences_that_were_held_out() {
    let mut said = String::new();
    let mut held = Vec::new();
    for (half, parity) in [("looked at", false), ("held out", true)] {
        for planted in ["room-with-name", "child", "illness"] {
            let of = sentences("planted.tsv");
            let of: Vec<_> = of
                .iter()
                .filter(|(line, _, kind)| kind == planted && is_held_out(*line) == parity)
                .collect();
            let is_found = |text: &str| {
                let kinds = found(text, "说明", Language::ZhCn);
                kinds.contains(&Kind::Room) || kinds.contains(&Kind::Sensitive)
            };
            let count = of.iter().filter(|(_, text, _)| is_found(text)).count();
            let _ = writeln!(said, "{half}, {planted}: {count} of {}", of.len());
            if parity {
                held.push((count, of.len()));
            }
        }
    }
    println!("{said}");
    let (count, all) = held.iter().fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
    assert!(all >= 250 && count * 10 >= all * 9, "{count} of {all}\n{said}");
}

#[test]
fn of_two_hundred_clean_sentences_at_most_one_is_taken_for_personal() {
    let mut said = String::new();
    for (half, parity) in [("looked at", false), ("held out", true)] {
        let of = sentences("clean.tsv");
        let of: Vec<_> = of.iter().filter(|(line, ..)| is_held_out(*line) == parity).collect();
        let wrong: Vec<_> = of
            .iter()
            .filter(|(_, text, _)| !found(text, "说明", Language::ZhCn).is_empty())
            .collect();
        let _ = writeln!(said, "{half}: {} of {}", wrong.len(), of.len());
        if !parity {
            for (line, text, _) in &wrong {
                let _ = writeln!(said, "  {line}: {text} {:?}", found(text, "", Language::ZhCn));
            }
        }
        assert!(!parity || wrong.len() * 200 <= of.len(), "{said}");
    }
    println!("{said}");
}

/// What is found on a board with this text in a record, as `line:column: code`.
fn said(board: &Board) -> Vec<String> {
    let out = board.run(&["check", "--format", "short", "--as-of", AS_OF]).out;
    out.lines().filter_map(|line| Some(line.rsplit(": ").nth(1)?.to_owned())).collect()
}

fn page(text: &str) -> Board {
    Board::new().file("content/pages/one.md", format!("---\ntitle: 一\n---\n\n{text}\n"))
}

#[test]
fn every_published_text_is_read_and_nothing_else() {
    let planted = "13812345678";
    for (file, text) in [
        ("pages/a.md", "---\ntitle: 找13812345678\n---\n"),
        ("pages/b.md", "---\ntitle: 一\n---\n\n打**138**1234**5678**。\n"),
        ("pages/13812345678.md", "---\ntitle: 一\n---\n"),
        (
            "cases/a.yaml",
            "{title: 灯, opened: 2025-01-10, category: 灯, tier: {by: 2025-06-01}, assigned: {on: 2025-01-11, to: 13812345678}}",
        ),
        (
            "cases/b.yaml",
            "{title: 灯, opened: 2025-01-10, withdrawn: {on: 2025-04-01, why: 写了13812345678}}",
        ),
        (
            "cases/c.yaml",
            "{title: 灯, opened: 2025-01-10, category: 灯, tier: {by: 2025-06-01}, waives: {out-of-order: 问13812345678}}",
        ),
    ] {
        let board = Board::new().file(&format!("content/{file}"), text);
        assert_eq!(said(&board), ["phone-number"], "{file}");
        let run = board.run(&["check", "--format", "json", "--as-of", AS_OF]);
        assert!(run.out.contains("138"), "{file}: {}", run.out);
        let message = board.run(&["check", "--format", "short", "--as-of", AS_OF]).out;
        assert!(!message.replace(file, "").contains(planted), "{message}");
    }
    for (file, text) in [
        ("pages/a.md", "---\ntitle: 一\nprivate: {phone: 13812345678}\n---\n"),
        ("pages/b.md", "---\ntitle: 找13812345678\ndraft: yes\n---\n"),
        (
            "cases/b.yaml",
            "{title: 13812345678, opened: 2025-01-10, withdrawn: {on: 2025-04-01, why: 涉及个人信息, erase: personal-data}}",
        ),
    ] {
        let board = Board::new().file(&format!("content/{file}"), text);
        assert_eq!(said(&board), Vec::<String>::new(), "{file}");
    }
}

#[test]
fn contacts_and_reasons_let_it_stand() {
    let contact = format!(
        "{BOARD}contacts: [{{name: 值班, phone: 138-1234-5678, place: office@example.org}}]\n"
    );
    let text = "打+86 13812345678，写信到Office@example.org；身份证110101199003070134。";
    let board = page(text).file("content/board.yaml", contact);
    assert_eq!(said(&board), ["identity-number"]);
    let waived = "---\ntitle: 一\nwaives: {phone-number: 对外的服务电话}\n---\n\n打13812345678。\n";
    let board = Board::new().file("content/pages/one.md", waived);
    assert_eq!(said(&board), Vec::<String>::new());
    board.build();
    assert!(board.read("output/pages/one.html").contains("对外的服务电话"));
    let banner = format!("{BOARD}banner: 打13812345678\n");
    assert_eq!(said(&Board::new().file("content/board.yaml", banner)), ["phone-number"]);
}

#[test]
fn what_many_records_have_from_their_file_is_said_once() {
    let list = "defaults: {fund: common, note: 找13812345678}\nrecords:\n  - {number: 1, date: 2025-03-01, item: 灯, amount: 1.00, voucher: a}\n  - {number: 2, date: 2025-03-02, item: 泵, amount: 2.00, voucher: b}\n";
    let board = Board::new().file("content/expenditures/a.yaml", list);
    assert_eq!(said(&board), ["phone-number"]);
}

#[test]
fn the_name_of_a_paper_that_is_shown_is_read() {
    let record = |state: &str| {
        format!(
            "records:\n  - {{number: 1, date: 2025-03-01, item: 灯, amount: 1.00, fund: common, voucher: a, attachments: [{{file: 联系13812345678.txt, state: {state}}}]}}\n"
        )
    };
    for (state, expected) in [("shown", vec!["phone-number"]), ("held", Vec::new())] {
        let board = Board::new()
            .file("content/expenditures/a.yaml", record(state))
            .file("content/files/联系13812345678.txt", "一只");
        assert_eq!(said(&board), expected, "{state}");
    }
}

#[test]
fn the_sample_board_and_every_board_of_the_suite_have_nobody_in_them() {
    let boards = fs::read_dir(repository().join("tests/boards")).expect("boards");
    let mut folders: Vec<_> = boards.map(|entry| entry.expect("a board").path()).collect();
    folders.push(repository().to_path_buf());
    for folder in folders {
        let folder = folder.to_str().expect("a path").to_owned();
        let board = Board::new();
        let run = board.run(&["check", &folder, "--format", "short", "--as-of", "2025-04-20"]);
        let ours = [
            "identity-number",
            "phone-number",
            "bank-card",
            "plate-number",
            "email-address",
            "room-with-name",
            "child-or-illness",
        ];
        let found: Vec<&str> = run
            .out
            .lines()
            .filter(|line| ours.iter().any(|code| line.contains(&format!(": {code}:"))))
            .collect();
        assert!(found.is_empty(), "{folder}: {found:#?}");
    }
}

#[test]
fn of_two_thousand_records_with_numbers_of_papers_and_things_ten_at_most_are_taken_for_personal() {
    let mut dice = Dice(4_108);
    let mut wrong = Vec::new();
    for _ in 0..2400 {
        let text = match dice.roll(12) {
            0 => format!("发票代码{} 号码{}", dice.digits(12), dice.digits(8)),
            1 => format!("数电发票{}", dice.digits(20)),
            2 => format!("凭证号：{}", dice.digits(11)),
            3 => format!("订单号{}", dice.digits(19)),
            4 => format!("电表读数{}，上月{}", dice.digits(6), dice.digits(6)),
            5 => format!(
                "更换水泵 2025-{:02}-{:02} 金额{}.00元",
                1 + dice.roll(12),
                1 + dice.roll(28),
                dice.digits(5)
            ),
            6 => format!("统一社会信用代码91330106MA{}{}", dice.places(7), dice.digits(1)),
            7 => format!(
                "{}楼{}室漏水，已修",
                dice.roll(20) + 1,
                101 + dice.roll(4) + 100 * dice.roll(18)
            ),
            8 => format!("对公账号{}", "1202".to_owned() + &dice.digits(15)),
            9 => format!(
                "型号{}{}-{}",
                dice.one(&["KYB", "QDX", "VF"]),
                dice.digits(4),
                dice.digits(3)
            ),
            10 => {
                format!("快递单号{}，户号{}", "77".to_owned() + &dice.digits(13), dice.digits(10))
            }
            _ => format!(
                "收{}户物业费{}.50元，收据{}至{}",
                100 + dice.roll(99),
                dice.digits(5),
                dice.digits(7),
                dice.digits(7)
            ),
        };
        if !found(&text, "说明", Language::ZhCn).is_empty() {
            wrong.push(text);
        }
    }
    println!("{} of 2400 clean records", wrong.len());
    assert!(wrong.len() * 200 <= 2400, "{wrong:#?}");
}

#[test]
fn a_text_that_is_attached_and_shown_is_read_too() {
    let said = |name: &str, text: &str, state: &str, more: &str| {
        let record = format!(
            "records:\n  - {{number: 1, date: 2025-03-01, item: 灯, amount: 1.00, fund: common, voucher: a, attachments: [{{file: {name}, state: {state}}}]{more}}}\n"
        );
        let board = Board::new()
            .file("content/expenditures/2025-03.yaml", record)
            .file(&format!("content/files/{name}"), text);
        board.codes()
    };
    let table = "姓名,电话\n张某某,13812345678\n";
    assert_eq!(said("名单.csv", table, "shown", ""), ["phone-number"]);
    // What is not published is nobody's business, and what is masked tells nothing.
    assert_eq!(said("名单.csv", table, "held", ""), [""; 0]);
    assert_eq!(said("名单.csv", "张某某,138****5678\n", "shown", ""), [""; 0]);
    let waived = ", waives: {phone-number: 维修公司的电话}";
    assert_eq!(said("名单.csv", table, "shown", waived), [""; 0]);
}
