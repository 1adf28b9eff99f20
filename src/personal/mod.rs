//! Personal data in a text: what a board must not publish of anybody.
//!
//! A pure reading of text: no board, no file and no language but the one it is told. Numbers are
//! found by their own form (checksum, known beginnings), names only in context: beside a room, a
//! child or an illness. What is masked already is never found.

mod card;
mod digits;
mod email;
mod english;
mod identity;
mod label;
mod letters;
mod names;
mod near;
mod phone;
mod plate;
mod room;
mod sensitive;

use std::ops::Range;

use letters::Letters;

use crate::diagnostic::Code;
use crate::words::Language;

/// What is personal about a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 身份证号
    Identity,
    /// 手机号
    Phone,
    /// 银行卡号
    Card,
    /// 车牌号
    Plate,
    /// 电子邮箱
    Email,
    /// 门牌连同姓名
    Room,
    /// 姓名连同孩子或病情
    Sensitive,
}

impl Kind {
    /// The finding that says so.
    #[must_use]
    pub fn code(self) -> Code {
        match self {
            Self::Identity => Code::IdentityNumber,
            Self::Phone => Code::PhoneNumber,
            Self::Card => Code::BankCard,
            Self::Plate => Code::PlateNumber,
            Self::Email => Code::EmailAddress,
            Self::Room => Code::RoomWithName,
            Self::Sensitive => Code::ChildOrIllness,
        }
    }
}

/// Personal data in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// Of which kind.
    pub kind: Kind,
    /// The bytes of the text that it is.
    pub range: Range<usize>,
    /// What to write instead.
    pub mask: String,
}

/// A text and what is known of where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'a> {
    /// The text.
    pub text: &'a str,
    /// The name of the field it stands in: a number under `voucher` is no telephone.
    pub label: &'a str,
    /// The language of the board.
    pub language: Language,
}

/// Everything personal in a passage, in the order of the text; no two overlap.
#[must_use]
pub fn look(passage: Passage<'_>) -> Vec<Sighting> {
    if !letters::worth_reading(passage.text, passage.language) {
        return Vec::new();
    }
    let letters = Letters::new(passage.text);
    let mut found = Vec::new();
    let groups = digits::groups(&letters);
    // In the order of certainty: what one reader has taken, the next does not read again.
    identity::look(&letters, &groups, &mut found);
    card::look(&letters, &groups, passage.label, &mut found);
    phone::look(&letters, &groups, passage, &mut found);
    plate::look(&letters, &mut found);
    email::look(&letters, &mut found);
    near::look(&letters, &groups, &mut found);
    if passage.language == Language::En {
        english::look(&letters, passage.text, &mut found);
    }
    found.sort_by_key(|seen| seen.at.start);
    // The byte at which a letter begins, counted on from the one that was asked for before.
    let (mut place, mut byte) = (0, 0);
    let mut byte_of = |letter: usize| {
        byte +=
            passage.text[byte..].chars().take(letter - place).map(char::len_utf8).sum::<usize>();
        place = letter;
        byte
    };
    let sighting = |seen: Seen| {
        let range = byte_of(seen.at.start)..byte_of(seen.at.end);
        Sighting { kind: seen.kind, range, mask: seen.mask }
    };
    found.into_iter().map(sighting).collect()
}

/// What one reader found, by places among the letters.
struct Seen {
    kind: Kind,
    at: Range<usize>,
    mask: String,
}

/// Keeps what does not overlap with what was found before.
fn keep(found: &mut Vec<Seen>, seen: Seen) {
    let apart = |other: &Seen| other.at.end <= seen.at.start || seen.at.end <= other.at.start;
    if found.iter().all(apart) {
        found.push(seen);
    }
}

/// The first and last characters with stars between.
fn starred(text: &str, first: usize, last: usize) -> String {
    let count = text.chars().count();
    let shown = |place: usize| place < first || place + last >= count;
    text.chars().enumerate().map(|(at, c)| if shown(at) { c } else { '*' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, language: Language) -> Vec<(Kind, String, String)> {
        let seen = look(Passage { text, label: "", language });
        seen.into_iter().map(|one| (one.kind, text[one.range].to_owned(), one.mask)).collect()
    }

    fn check(text: &str, kind: Kind, said: &str, mask: &str) {
        let expected = vec![(kind, said.to_owned(), mask.to_owned())];
        assert_eq!(found(text, Language::ZhCn), expected, "{text}");
        let masked = text.replace(said, mask);
        assert_eq!(found(&masked, Language::ZhCn), Vec::new(), "{masked}");
    }

    #[test]
    fn numbers_are_found_as_people_write_them_and_their_masks_are_not() {
        use Kind::{Card, Email, Identity, Phone, Plate};
        check("证号110101199003070134。", Identity, "110101199003070134", "1101**********0134");
        check("11010119900307109Ｘ", Identity, "11010119900307109Ｘ", "1101**********109X");
        check("110101 19900307 0134", Identity, "110101 19900307 0134", "1101**********0134");
        check("旧证110101900307013", Identity, "110101900307013", "1101*******7013");
        check("请打１３８１２３４５６７８", Phone, "１３８１２３４５６７８", "138****5678");
        check("电话 138-1234-5678 张", Phone, "138-1234-5678", "138****5678");
        check("+86 1381234 5678", Phone, "86 1381234 5678", "138****5678");
        check("卡号6222 0212 3456 7894", Card, "6222 0212 3456 7894", "6222********7894");
        check("浙Ａ·１２３４５占道", Plate, "浙Ａ·１２３４５", "浙A·1***5");
        check("京AD12345", Plate, "京AD12345", "京A·D***5");
        check("寄到zhang.san＠163.com。", Email, "zhang.san＠163.com", "z***@163.com");
    }

    #[test]
    fn names_are_found_in_context() {
        use Kind::{Room, Sensitive};
        check("3栋2单元201室王建国反映", Room, "3栋2单元201室王建国", "3栋2单元*01室王某某");
        check("李秀英（5-1-602）家漏水", Room, "李秀英（5-1-602", "李某某(5-1-*02");
        check("王建国的孩子上三年级", Sensitive, "王建国", "王某某");
        check("业主刘梅患癌住院", Sensitive, "刘梅", "刘某");
        for clean in
            ["3栋2单元201室漏水", "王建国当选委员", "201室张贴了通知", "社区幼儿园王芳老师"]
        {
            assert_eq!(found(clean, Language::ZhCn), Vec::new(), "{clean}");
        }
    }

    #[test]
    fn what_only_looks_like_it_is_left_alone() {
        for clean in [
            "发票号码 033002100311 13812345678",
            "订单号6222021234567894",
            "统一社会信用代码91330106MA2H12345X",
            "2025-03-05 付 13912345678.00元",
            "热线12345，值班 0571-88123456",
            "138****5678，张某某，3-2-*01，京A·1***5",
        ] {
            assert_eq!(found(clean, Language::ZhCn), Vec::new(), "{clean}");
        }
    }

    #[test]
    fn english_boards_have_their_own() {
        let kinds =
            |text| found(text, Language::En).into_iter().map(|one| one.0).collect::<Vec<_>>();
        assert_eq!(kinds("Call 07700 900123"), [Kind::Phone]);
        assert_eq!(kinds("Mrs Jane Smith, Flat 3, complained"), [Kind::Room]);
        assert_eq!(kinds("Mr Smith's wife has cancer"), [Kind::Sensitive]);
        assert_eq!(kinds("Mr Smith proposed, 12 for, clerk 01628 123456"), []);
    }
}
