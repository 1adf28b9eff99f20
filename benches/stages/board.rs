//! A made-up board of so many records, the same for the same seed.

/// What board.yaml says.
const BOARD: &str = "\
format: 1
name: 测速里公示栏
publisher: 测速里居民委员会
community: 测速里
address: 测速路1号
banner: 本站由程序随机生成，只用来测速，没有一笔是真的。
contacts:
  - {name: 值班室, phone: 000-00000001, hours: 工作日 9:00至17:00, place: 测速路1号}
supervision: {body: 测速街道, phone: 000-00000000}
locale: zh-CN
currency: CNY
time_zone: Asia/Shanghai
base_url: https://board.example.org/
accounts:
  - {id: bank, name: 对公户, kind: bank}
funds:
  - id: common
    name: 公共资金
    held_in: bank
    opening: {date: 2021-01-01, balance: 1000000.00}
";

/// Ten records in turn.
const TURN: [Kind; 10] = {
    use Kind::{Case, Decision, Income, Spent};
    [Income, Spent, Case, Income, Spent, Decision, Income, Case, Spent, Income]
};
const CATEGORIES: [&str; 6] = ["物业费", "停车费", "绿化", "小修", "环境整治", "楼组议事"];
const PARTIES: [&str; 4] = ["示例物业公司", "示例园林队", "示例供电所", "全体业主"];
const WHEN: [&str; 5] = ["月初", "周一上午", "例会之后", "按年度计划", "雨季到来之前"];
const WHO: [&str; 5] = ["值班室", "业委会", "物业前台", "监督小组", "志愿者"];
const DID: [&str; 5] = ["到现场看过", "重新算过", "登记造册", "一项一项核过", "分三批做完"];
const WHAT: [&str; 5] =
    ["楼道灯一个月的用电", "地下车库的排水泵", "花坛补种的苗木", "儿童滑梯的螺栓", "充电棚的电价"];
const SO: [&str; 4] = ["，票据由两位居民代表签了字", "，照片存了档", "，有异议的留七天再议", ""];

#[derive(Clone, Copy)]
enum Kind {
    Income,
    Spent,
    Case,
    Decision,
}

/// The files of such a board, by path.
pub(crate) fn files(records: u64, seed: u64) -> Vec<(String, Vec<u8>)> {
    let mut dice = Dice(seed);
    let record = |number: u64| {
        let (path, text) = record(&mut dice, number, records);
        (path, text.into_bytes())
    };
    let board = ("content/board.yaml".to_owned(), BOARD.as_bytes().to_vec());
    std::iter::once(board).chain((0..records).map(record)).collect()
}

/// A record, dated in its turn within the five years from 2021 on.
fn record(dice: &mut Dice, number: u64, of: u64) -> (String, String) {
    let month = number * 60 / of;
    let day = format!(
        "{}-{:02}-{:02}",
        2021 + month / 12,
        month % 12 + 1,
        1 + number * 60 % of * 28 / of
    );
    let (category, party) = (dice.one(&CATEGORIES), dice.one(&PARTIES));
    let place = format!("{}号楼{}单元", dice.below(40) + 1, dice.below(6) + 1);
    let cents = dice.below(4_000_000) + 100;
    let amount = format!("{}.{:02}", cents / 100, cents % 100);
    let voucher = format!("2021-{number:06}");
    let (folder, own) = match TURN[usize::try_from(number % 10).unwrap_or_default()] {
        Kind::Income => (
            "income",
            format!(
                "date: {day}\namount: {amount}\nitem: {category}（{place}）\nfrom: {party}\nvoucher: {voucher}\n"
            ),
        ),
        Kind::Spent => (
            "expenditures",
            format!(
                "date: {day}\namount: {amount}\nitem: {category}（{place}）\npayee: {party}\nvoucher: {voucher}\n"
            ),
        ),
        Kind::Case => (
            "cases",
            format!("opened: {day}\ntitle: {place}来访，{category}\nchannel: {voucher}\n"),
        ),
        Kind::Decision => (
            "decisions",
            format!(
                "date: {day}\nkind: deliberation\ntitle: {place}，{category}\n\
                 attended: [{{role: 监督小组, count: 12, of: 15}}]\n"
            ),
        ),
    };
    let text = text(dice);
    let path = format!("content/{folder}/r{number:06}.md");
    (path, format!("---\n{own}category: {category}\nnote: {place}\n---\n{text}"))
}

/// Two to four paragraphs, a table below every third text.
fn text(dice: &mut Dice) -> String {
    let mut text = String::new();
    for _ in 0..dice.below(3) + 2 {
        for _ in 0..dice.below(8) + 8 {
            let stress = if dice.below(20) == 0 { "**" } else { "" };
            let parts = [&WHEN, &WHO, &DID, &WHAT].map(|words| dice.one(words));
            let [when, who, did, what] = parts;
            let so = dice.one(&SO);
            text.push_str(&format!("{stress}{when}，{who}{did}{what}{so}{stress}。"));
        }
        text.push_str("\n\n");
    }
    if dice.below(3) == 0 {
        text.push_str("| 名目 | 数量 | 小计 |\n| --- | ---: | ---: |\n");
        for _ in 0..4 {
            let (what, count) = (dice.one(&WHAT), dice.below(30) + 1);
            text.push_str(&format!("| {what} | {count} | {}.50 |\n", count * 37));
        }
    }
    text
}

/// `SplitMix64`: the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    fn one<'w>(&mut self, words: &[&'w str]) -> &'w str {
        let place = self.below(words.len() as u64);
        words[usize::try_from(place).unwrap_or_default()]
    }
}
