//! Traditional characters: names written in them are the declared ones, what is suggested is
//! written as the file is, and nothing that is shown falls back to simplified ones.

use mingbai::content::BOARD_FILES;
use mingbai::content::kinds::declaration;
use mingbai::model::id::Kind;
use mingbai::script::traditional;
use mingbai::words::{Arg, Language};

use super::harness::{AS_OF, Board, repository, run};
use super::html::{Piece, pieces};

/// Simplified characters of everyday words that no declared name has.
const SIMPLIFIED: &str = "们这还没么样个两为从东车长门问间闻见观让说话读写认识该请谁谢变读错误铁钱银镜问题风飞\
    马鸟鱼龙画书买卖头实宝专业丰临举义乐习乡云产亲仅优传伤伦众体侧俭债儿兰兴养兽军农冲净减凉击刘则刚创删\
    务动劳势励医华协卢卫厂厅历压厌厕厦县双变叹吗员响团园围国图圆圣块坏坚坛坟垄垫壮声壳备够夹夺奋妇妈姗\
    孙宁宠审宽宾寻导将尔尘尝层岁岛峡币帅师带帮庄庆库废开张弥弯归彻径忆忧怀态怜总恋恳恶悬惊惧惯愤愿战";

/// These are traditional characters too, of other words: 不准, 皇后, 關係 and 系統, 周, 于.
const BOTH: &str = "准后系周于余";

/// The simplified characters in a text.
fn simplified(text: &str) -> String {
    let shown = |c: char| traditional(c.encode_utf8(&mut [0; 4])).starts_with(c);
    text.chars().filter(|c| !BOTH.contains(*c) && (!shown(*c) || SIMPLIFIED.contains(*c))).collect()
}

/// A board with one file of expenditures, all in traditional characters.
fn board(records: &str) -> Board {
    let settings = "格式: 1\n名稱: 試驗大廈\n發布單位: 試驗大廈業主委員會\n語言: zh-TW\n貨幣: TWD\n\
                    時區: Asia/Taipei\n帳戶: [{代號: bank, 名稱: 銀行, 種類: 銀行}]\n\
                    資金: [{代號: common, 名稱: 基金, 存放: bank, 期初: {日期: 2025-01-01, 餘額: 0}}]\n";
    Board::empty().file(BOARD_FILES[2], settings).file("content/支出/2025-03.yaml", records)
}

fn check(board: &Board) -> String {
    let run = board.run(&["check", "--as-of", AS_OF]);
    run.out + &run.err
}

#[test]
fn the_words_have_no_simplified_character() {
    let path = repository().join("themes/default/words/zh-Hant.yaml");
    let text = std::fs::read_to_string(path).expect("the words");
    assert_eq!(simplified(&text), "");
    assert!(!text.contains(['“', '”', '‘', '’']), "quotes are 「」");
    assert_eq!(simplified("這個帳户"), "户");
}

#[test]
fn the_words_name_things_as_they_are_typed() {
    let words = mingbai::compile::words(Language::ZhHant);
    for kind in Kind::ALL {
        let zh = declaration(kind).zh;
        assert_eq!(words.get(&format!("kind.{}", kind.name())), traditional(zh));
    }
    let name = Arg::Name("amount", "金额");
    let said = words.say("finding.missing-field.says", &[("zh", name)]);
    assert_eq!(said, "缺少「金額」");
}

#[test]
fn no_page_of_a_board_falls_back_to_simplified_characters() {
    let board = Board::copy_of(&repository().join("tests/boards/hant-small"));
    board.build();
    for (name, bytes) in board.tree("output") {
        if name.ends_with(".html") || name.ends_with(".xml") {
            let page = String::from_utf8(bytes).expect("UTF-8");
            assert!(!page.contains("0000-9999"), "{name} shows what is 不公開");
            for piece in pieces(&page) {
                if let Piece::Text(text) = piece {
                    assert_eq!(simplified(&text), "", "{name}: {text}");
                }
            }
        }
    }
    assert!(board.read("output/index.html").contains("<html lang=\"zh-Hant\">"));
}

#[test]
fn a_field_in_both_scripts_stands_twice() {
    let record =
        "記錄:\n  - {編號: 1, 日期: 2025-03-05, 事項: 燈, 金額: 5.00, 金额: 5.00, 憑證: 一}\n";
    assert_eq!(board(record).codes(), ["duplicate-field"]);
}

#[test]
fn what_is_to_be_typed_is_written_as_the_file_is() {
    let said =
        check(&board("記錄:\n  - {編號: 1, 日期: 2025-03-05, 事項: 燈, 金頷: 5.00, 憑證: 一}\n"));
    assert!(said.contains("unknown-field") && said.contains("金額: 5.00"), "{said}");
    let said = check(&board("記錄:\n  - {編號: 1, 日期: 2025-03-05, 金額: 5.00, 憑證: 一}\n"));
    assert!(said.contains("事項: …") && said.contains("缺少「事項」"), "{said}");
    let said = check(&board("記錄: 無\n"));
    assert!(said.contains("「記錄」下面應當"), "{said}");
    let record =
        "---\n會議: 業委會\n標題: 一\n日期: 2025-03-05\n議題: [{編號: 1, 內容: 一}]\n---\n";
    let board = board("記錄: []\n").file("content/決定/三月.md", record);
    let said = check(&board);
    assert!(said.contains("結果: 通過 | 修改後通過 | 未通過 | 擱置 | 撤回"), "{said}");
}

#[test]
fn messages_offer_names_in_traditional_characters() {
    let record =
        "記錄:\n  - {編號: 1, 日期: 2025-03-05, 事項: 燈, 金額: 5.00, 憑證: 一, 虛構: 也許}\n";
    let said = check(&board(record));
    assert!(said.contains("是、否"), "{said}");
    let case = "---\n標題: 一\n受理: 2025-03-05\n辦結: {日期: 2025-03-06, 結果: 好}\n---\n";
    let said = check(&board("記錄: []\n").file("content/辦事/一.md", case));
    assert!(said.contains("已解決、不屬本會、重複、不再辦理、已調解"), "{said}");
    assert_eq!(simplified(&said), "", "{said}");
}

#[test]
fn a_board_that_does_not_read_is_spoken_to_in_its_own_characters() {
    for (settings, said) in [("名稱: [", "錯誤["), ("名称: [", "错误["), ("name: [", "error[")]
    {
        let board = Board::empty().file(BOARD_FILES[0], settings);
        assert!(check(&board).contains(said), "{settings}: {}", check(&board));
    }
    let nowhere = Board::empty();
    let mut command = nowhere.command(&["check"]);
    command.env("LANG", "zh_HK.UTF-8");
    assert!(run(command).err.contains("資料夾"));
}

#[test]
fn a_correction_may_name_its_field_in_traditional_characters() {
    let record = |amount: &str, more: &str| {
        format!(
            "記錄:\n  - {{編號: 1, 日期: 2025-03-05, 事項: 燈, 金額: {amount}, 憑證: 一{more}}}\n"
        )
    };
    let board = board(&record("5.00", ""));
    board.build();
    board.write("content/支出/2025-03.yaml", record("6.00", ""));
    assert_eq!(board.codes(), ["silent-change"]);
    let corrected =
        ", 更正: [{字段: 金額, 原值: 5.00元, 日期: 2025-04-30, 等級: 筆誤, 原因: 抄錯}]";
    board.write("content/支出/2025-03.yaml", record("6.00", corrected));
    assert_eq!(board.codes(), [] as [&str; 0]);
}

#[test]
fn the_data_are_the_same_in_either_script() {
    let data = |folder: &str, records: &str| {
        let board = board("記錄: []\n").file(&format!("content/{folder}/一.yaml"), records);
        board.build();
        board.read("output/data/balances-2025.jsonl")
    };
    let traditional = "紀錄:\n  - {編號: 1, 賬戶: bank, 日期: 2025-03-31, 餘額: 0, 差額: {金額: 0, 原因: 無}, 虛構: 是}\n";
    let simplified = "记录:\n  - {编号: 1, 账户: bank, 日期: 2025-03-31, 余额: 0, 差额: {金额: 0, 原因: 無}, 虚构: 是}\n";
    assert_eq!(data("對賬", traditional), data("对账", simplified));
}
