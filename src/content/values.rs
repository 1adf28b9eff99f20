//! The text of one scalar becomes a value, met halfway where it has one meaning: full-width
//! characters, thousands commas, units, the ways in which people write a day.

use rust_decimal::Decimal;

use super::kinds::Choice;
use crate::model::calendar::{Day, Period};
use crate::model::meeting::whole;
use crate::model::money::{Currency, Money};
use crate::model::quantity;
use crate::model::stated::{Bound, Rough, Stated, StatedShare};
use crate::script::{fold, found};

/// What may stand before or after an amount in a currency.
pub(crate) const SIGNS: &[(&str, &[&str])] = &[
    ("CNY", &["￥", "¥", "RMB", "CNY", "元整", "元"]),
    ("GBP", &["£", "GBP"]),
    ("USD", &["US$", "$", "USD"]),
    ("EUR", &["€", "EUR"]),
    ("HKD", &["HK$", "$", "HKD", "港元", "元"]),
    ("MOP", &["MOP$", "$", "MOP", "元"]),
    ("TWD", &["NT$", "$", "TWD", "元整", "元"]),
];

/// What may stand after a number.
pub(crate) const UNITS: &[&str] = &[
    "平方米",
    "平米",
    "㎡",
    "m²",
    "m2",
    "元",
    "户",
    "人",
    "辆",
    "件",
    "个",
    "名",
    "次",
    "条",
    "场",
    "处",
    "起",
    "份",
    "天",
    "日",
];

/// Full-width letters, digits and punctuation as the plain ones, and no space at the ends.
#[must_use]
pub fn plain(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '−' | '–' => '-',
        other => other,
    };
    text.chars().map(narrow).collect::<String>().trim().to_owned()
}

/// The amount that a text states exactly, if it has no more decimals than the currency:
/// `￥1，234.50`, `1234.5元`, `2万`, `2萬`.
#[must_use]
pub fn money(text: &str, currency: &Currency) -> Option<Money> {
    found(text, |text| amount(text, currency))
}

fn amount(text: &str, currency: &Currency) -> Option<Money> {
    let text = plain(text).replace('\u{ffe5}', "¥");
    let signs = SIGNS.iter().find(|(code, _)| *code == currency.code).map_or(&[][..], |(_, s)| s);
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text.as_str()),
    };
    let before = signs.iter().find_map(|sign| rest.strip_prefix(sign));
    let rest = before.unwrap_or(rest).trim();
    let after = signs.iter().find_map(|sign| rest.strip_suffix(sign));
    let rest = after.unwrap_or(rest).trim();
    let (number, times) = match (rest.strip_suffix('万'), rest.strip_suffix('亿')) {
        (Some(number), _) => (number.trim(), 10_000),
        (_, Some(number)) => (number.trim(), 100_000_000),
        _ => (rest, 1),
    };
    let places = if times == 1 { currency.digits } else { quantity::FINEST };
    let number = quantity::read(&format!("{sign}{number}"), places)?;
    let units = number.checked_mul(Decimal::from(times))?;
    // What is smaller than the smallest coin is no amount, whichever way it is written.
    (units.normalize().scale() <= currency.digits).then_some(())?;
    quantity::to_money(units, currency.digits)
}

/// What says that an amount is known only roughly, before it and behind it; the longest first.
pub(crate) const BEFORE: &[(&str, Bound)] = &[
    ("不少于", Bound::AtLeast),
    ("不低于", Bound::AtLeast),
    ("at least", Bound::AtLeast),
    ("more than", Bound::Over),
    ("less than", Bound::Under),
    ("大约", Bound::About),
    ("大概", Bound::About),
    ("约为", Bound::About),
    ("超过", Bound::Over),
    ("至少", Bound::AtLeast),
    ("不到", Bound::Under),
    ("不足", Bound::Under),
    ("将近", Bound::Under),
    ("about", Bound::About),
    ("nearly", Bound::Under),
    ("under", Bound::Under),
    ("over", Bound::Over),
    ("约", Bound::About),
    ("逾", Bound::Over),
    ("近", Bound::Under),
    ("~", Bound::About),
];
pub(crate) const BEHIND: &[(&str, Bound)] = &[
    ("左右", Bound::About),
    ("上下", Bound::About),
    ("以上", Bound::AtLeast),
    ("以内", Bound::Under),
    ("以下", Bound::Under),
];

/// An amount as a record states it: exact, or known roughly: `20多万元`, `约30万`, `100余万元`,
/// `3000元以上`, `at least 3000`.
#[must_use]
pub fn stated(text: &str, currency: &Currency) -> Option<Stated> {
    if let Some(exact) = money(text, currency) {
        return Some(Stated::Exact(exact));
    }
    let said = text.trim();
    let typed = plain(said).to_lowercase();
    let typed = fold(&typed);
    let (before, behind) = bounds(&typed);
    // 20多万, 3000余元, 3亿多元: the word stands behind the digits.
    let within = || {
        let (digits, rest) = typed.split_once(['多', '余'])?;
        let numeral = digits.trim_end_matches(['万', '亿']).ends_with(|c: char| c.is_ascii_digit());
        numeral.then(|| (format!("{digits}{rest}"), Bound::Over))
    };
    let (amount, bound) = match (before, behind) {
        (Some((rest, bound)), None) | (None, Some((rest, bound))) => (rest.to_owned(), bound),
        (None, None) => within()?,
        (Some(_), Some(_)) => return None,
    };
    let near = money(&amount, currency).filter(|near| near.minor() > 0)?;
    Some(Stated::Rough(Rough { bound, near, said: said.to_owned() }))
}

/// What stands behind a word that says how roughly a value is known, or before such a word.
pub(super) type Bounded<'a> = Option<(&'a str, Bound)>;

pub(super) fn bounds(typed: &str) -> (Bounded<'_>, Bounded<'_>) {
    let before = BEFORE.iter().find_map(|(word, bound)| Some((typed.strip_prefix(word)?, *bound)));
    let behind = BEHIND.iter().find_map(|(word, bound)| Some((typed.strip_suffix(word)?, *bound)));
    (before, behind)
}

/// A share as a committee states it, 0 to 100 percent: `99.2%`, `98％以上`, `about 98%`. Without
/// the sign nobody knows whether it is a share.
#[must_use]
pub fn share(text: &str) -> Option<StatedShare> {
    rate(text).filter(|share| share.near <= Decimal::ONE_HUNDRED)
}

/// As [`share`], and above 100 percent: `135%`.
#[must_use]
pub fn rate(text: &str) -> Option<StatedShare> {
    let said = text.trim();
    let typed = plain(said).to_lowercase();
    let typed = fold(&typed);
    let (share, bound) = match bounds(&typed) {
        (Some((rest, bound)), None) | (None, Some((rest, bound))) => (rest, Some(bound)),
        // 20%多: the word stands behind the sign.
        (None, None) => match typed.strip_suffix(['多', '余']) {
            Some(rest) => (rest, Some(Bound::Over)),
            None => (&*typed, None),
        },
        (Some(_), Some(_)) => return None,
    };
    let near = quantity::read(share.trim().strip_suffix('%')?.trim_end(), SHARE_PLACES)?;
    let below = near.is_sign_negative();
    (!below).then(|| StatedShare { bound, near, said: said.to_owned() })
}

/// The decimals that a percentage may have.
pub(crate) const SHARE_PLACES: u32 = 2;

/// A decimal of at most `places` places, 0 or more, with or without its unit.
#[must_use]
pub fn decimal(text: &str, places: u32) -> Option<Decimal> {
    found(text, |text| {
        let number = quantity::read(number(&plain(text)), places)?;
        (!number.is_sign_negative()).then_some(number)
    })
}

/// A whole number, 0 or more, with or without its unit.
#[must_use]
pub fn count(text: &str) -> Option<i64> {
    found(text, |text| whole(number(&plain(text))))
}

/// What stands before the unit, or all of it.
fn number(text: &str) -> &str {
    UNITS.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text).trim()
}

/// A calendar day: `2025-03-05`, `2025/3/5`, `2025.3.5`, `20250305`, `2025年3月5日`.
#[must_use]
pub fn day(text: &str) -> Option<Day> {
    let text: String = plain(text).chars().filter(|c| *c != ' ').collect();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Day::read(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
    }
    let marks: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    match marks.as_str() {
        "--" => Day::read(&text),
        "//" | ".." => Day::read(&text.replace(['/', '.'], "-")),
        "年月日" | "年月号" | "年月號" | "年月" if !text.ends_with('月') => {
            Day::read(text.trim_end_matches(['日', '号', '號']).replace(['年', '月'], "-").as_str())
        }
        _ => None,
    }
}

/// The day that `3月5日` means in a file named after its year, `2025-03.yaml`.
#[must_use]
pub fn day_without_year(text: &str, file: &str) -> Option<Day> {
    let stem = file.rsplit('/').next()?;
    let year = stem.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let text = plain(text);
    text.contains('月').then(|| day(&format!("{year}年{text}"))).flatten()
}

/// A period: `2025-03`, `2025年3月`, `2025-Q1`, `2025年第一季度`, `2025-H1`, `2025年上半年`, `2025`.
#[must_use]
pub fn period(text: &str) -> Option<Period> {
    let text: String = plain(text).chars().filter(|c| *c != ' ').collect();
    let text = text.replace(['/', '.'], "-");
    let Some((year, part)) = text.split_once('年') else { return Period::read(&text) };
    let part = part.trim_start_matches('第');
    let quarter = part.strip_suffix("季度").or_else(|| part.strip_suffix('季'));
    let part = match (quarter, part) {
        (_, "") => return Period::read(year),
        (_, "上半年") => "H1".to_owned(),
        (_, "下半年") => "H2".to_owned(),
        (Some(quarter), _) => {
            let place = ["一", "二", "三", "四"].iter().position(|number| *number == quarter);
            place.map_or_else(|| format!("Q{quarter}"), |place| format!("Q{}", place + 1))
        }
        (None, month) => month.strip_suffix('月')?.to_owned(),
    };
    Period::read(&format!("{year}-{part}"))
}

/// Yes or no, in either language.
#[must_use]
pub fn yes_or_no(text: &str) -> Option<bool> {
    found(&plain(text).to_lowercase(), |text| match text {
        "yes" | "y" | "true" | "是" | "对" | "有" | "满意" => Some(true),
        "no" | "n" | "false" | "否" | "不是" | "没有" | "不满意" => Some(false),
        _ => None,
    })
}

/// The place of a value in a closed set, by either name.
#[must_use]
pub fn choice_of(text: &str, choices: &[Choice]) -> Option<usize> {
    found(&plain(text).to_lowercase(), |text| {
        choices.iter().position(|choice| choice.en == text || choice.zh == text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let cny = Currency::from_code("CNY").expect("a currency");
        let check = |text: &str, minor: Option<i64>| {
            assert_eq!(money(text, &cny).map(Money::minor), minor, "{text}");
        };
        check("￥1，234.50", Some(123_450));
        check("1,234.5元", Some(123_450));
        check("１００．００", Some(10_000));
        check("2万", Some(2_000_000));
        check("2.5万元", Some(2_500_000));
        check("2.5萬元", Some(2_500_000));
        check("-￥20", Some(-2_000));
        check("¥ 20.00", Some(2_000));
        check("0.12345万", Some(123_450));
        // Less than a fen, another currency, or no exact amount at all.
        for text in ["10.005", "0.0000001万", "$20", "20多万元", "约30万", "五十", "", "1,23"]
        {
            check(text, None);
        }
        let gbp = Currency::from_code("GBP").expect("a currency");
        assert_eq!(money("£290.40", &gbp).map(Money::minor), Some(29_040));
        assert_eq!(money("￥290.40", &gbp), None);
    }

    #[test]
    fn what_is_known_roughly_is_no_exact_amount() {
        let cny = Currency::from_code("CNY").expect("a currency");
        let check = |text: &str, read: Option<&str>| {
            let plain = stated(text, &cny).map(|stated| stated.plain(2));
            assert_eq!(plain.as_deref(), read, "{text}");
        };
        check("20多万元", Some("over 200000.00"));
        check("100余万元", Some("over 1000000.00"));
        check("100餘萬元", Some("over 1000000.00"));
        check("3000余元", Some("over 3000.00"));
        check("3亿多元", Some("over 300000000.00"));
        check("2万多", Some("over 20000.00"));
        check("2万多万", None);
        check("约30万", Some("about 300000.00"));
        check("大约￥1，200元", Some("about 1200.00"));
        check("3000元左右", Some("about 3000.00"));
        check("3万以上", Some("at least 30000.00"));
        check("不到５万元", Some("under 50000.00"));
        check("At least 3,000", Some("at least 3000.00"));
        check("about 300000.00", Some("about 300000.00"));
        check("2万", Some("20000.00"));
        for text in ["约", "多万", "约30万左右", "约-3", "十余万", "约0", "多30万", "好多钱"]
        {
            check(text, None);
        }
    }

    #[test]
    fn shares_are_read_with_their_sign() {
        let check = |text: &str, read: Option<&str>| {
            assert_eq!(share(text).map(|share| share.plain()).as_deref(), read, "{text}");
        };
        check("99.2%", Some("99.2%"));
        check("９８％以上", Some("at least 98%"));
        check("约 98 %", Some("about 98%"));
        check("約98%", Some("about 98%"));
        check("不到5%", Some("under 5%"));
        check("over 98.50%", Some("over 98.50%"));
        check("20%多", Some("over 20%"));
        check("100%", Some("100%"));
        for text in ["98", "0.98", "101%", "-1%", "九成", "约98%左右", "99.242%", "%"] {
            check(text, None);
        }
    }

    #[test]
    fn days_and_periods_are_read_as_people_write_them() {
        for text in [
            "2025-03-05",
            "2025/3/5",
            "2025.3.5",
            "20250305",
            "2025年3月5日",
            "２０２５年３月５号",
            "2025年3月5號",
        ] {
            assert_eq!(
                day(text).map(|day| day.to_string()).as_deref(),
                Some("2025-03-05"),
                "{text}"
            );
        }
        for text in ["3月5日", "2025年3月", "5/3/2025", "2025-3/5", "2025年2月30日", "去年"]
        {
            assert_eq!(day(text), None, "{text}");
        }
        let check = |text: &str, read: &str| {
            assert_eq!(
                period(text).map(|period| period.to_string()).as_deref(),
                Some(read),
                "{text}"
            );
        };
        check("2025年3月", "2025-03");
        check("2025/3", "2025-03");
        check("2025年第一季度", "2025-Q1");
        check("2025年4季度", "2025-Q4");
        check("2025年下半年", "2025-H2");
        check("2025年", "2025");
        assert_eq!(period("2025年第五季度"), None);
    }

    #[test]
    fn numbers_may_have_their_unit() {
        assert_eq!(count("131户"), Some(131));
        assert_eq!(count("41輛"), Some(41));
        assert_eq!(count("１，０００"), Some(1000));
        assert_eq!(count("-1"), None);
        assert_eq!(
            decimal("8,421.36㎡", 2).map(|area| area.to_string()).as_deref(),
            Some("8421.36")
        );
        assert_eq!(decimal("0.35元", 4).map(|rate| rate.to_string()).as_deref(), Some("0.35"));
        assert_eq!(yes_or_no("Ｙｅｓ"), Some(true));
    }
}
