//! Names in traditional characters: they are read as the simplified names that are declared, and
//! the declared names are shown in them.
//!
//! For names, closed values and units only. What people write otherwise stays as they wrote it: a
//! text cannot be turned from one script into the other character by character, these names can.

mod forms;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use forms::FORMS;

/// The simplified character of each form.
static SIMPLIFIED: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let all = FORMS.iter().flat_map(|(simple, forms)| forms.chars().map(|form| (form, *simple)));
    all.collect()
});

/// How the names of a file are written, so that a line to type is written in the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// In English.
    English,
    /// In simplified Chinese.
    Simplified,
    /// In traditional Chinese.
    Traditional,
}

impl Script {
    /// The name of a thing that has an English and a Chinese one.
    #[must_use]
    pub fn name(self, en: &'static str, zh: &'static str) -> Cow<'static, str> {
        match self {
            Self::English => Cow::Borrowed(en),
            Self::Simplified => Cow::Borrowed(zh),
            Self::Traditional => traditional(zh),
        }
    }
}

/// A name in simplified characters; borrowed where it has no others.
#[must_use]
pub fn fold(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        return Cow::Borrowed(name);
    }
    exchanged(name, |character| SIMPLIFIED.get(&character).copied())
}

/// A name in traditional characters; borrowed where it is the same in both.
#[must_use]
pub fn traditional(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        return Cow::Borrowed(name);
    }
    exchanged(name, |character| forms(character).chars().next())
}

/// Whether a name has a traditional character.
#[must_use]
pub fn is_traditional(name: &str) -> bool {
    matches!(fold(name), Cow::Owned(_))
}

/// What `find` has for a name as it is written; only if that is nothing, for its simplified form.
pub fn found<T>(name: &str, find: impl Fn(&str) -> Option<T>) -> Option<T> {
    find(name).or_else(|| match fold(name) {
        Cow::Owned(folded) => find(&folded),
        Cow::Borrowed(_) => None,
    })
}

/// Whether a name is the declared one, in either script.
#[must_use]
pub fn is(name: &str, declared: &str) -> bool {
    let same = |(written, known)| written == known || forms(known).contains(written);
    name == declared
        || (name.len() == declared.len() && name.chars().zip(declared.chars()).all(same))
}

/// A name in each way in which it is written whole in one script, the simplified one first.
#[must_use]
pub fn spellings(name: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for character in name.chars() {
        let own = character.to_string();
        let forms = if forms(character).is_empty() { &own } else { forms(character) };
        let longer = |start: &String| forms.chars().map(|form| format!("{start}{form}")).collect();
        all = all.iter().flat_map::<Vec<_>, _>(longer).collect();
    }
    all.retain(|other| other != name);
    all.insert(0, name.to_owned());
    all
}

/// The traditional forms of a character, none where it has no other.
#[must_use]
pub fn forms(simplified: char) -> &'static str {
    let place = FORMS.binary_search_by_key(&simplified, |(simplified, _)| *simplified);
    place.map_or("", |place| FORMS[place].1)
}

fn exchanged(name: &str, of: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    let other = |character: char| of(character).filter(|other| *other != character);
    if name.chars().all(|character| other(character).is_none()) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(name.chars().map(|character| other(character).unwrap_or(character)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::BOARD_FILES;
    use crate::content::kinds::{
        BOARD, COMMON, Field, HOLIDAYS, PACK, REGISTER_TYPE, Shape, declaration, kind_of_folder,
    };
    use crate::content::{registers, values};
    use crate::model::id::Kind;

    /// Names that stand in the code and not in a declaration: lists, units, amounts, yes and no.
    const OTHERS: &str =
        "记录 默认 合计 编号 是 否 对 有 满意 不是 没有 不满意 户 辆 件 个 万 亿 号 约 将近";

    fn collect(fields: &[Field], names: &mut Vec<&'static str>) {
        for field in fields {
            names.push(field.zh);
            let mut shape = field.shape;
            while let Shape::Many(inner) | Shape::Control(inner) = shape {
                shape = *inner;
            }
            match shape {
                Shape::Map(fields) => collect(fields, names),
                Shape::Choice(choices) => names.extend(choices.iter().map(|choice| choice.zh)),
                _ => {}
            }
        }
    }

    fn declared() -> Vec<&'static str> {
        let mut names: Vec<&str> = OTHERS.split(' ').chain(BOARD_FILES).collect();
        for kind in Kind::ALL {
            names.push(declaration(kind).zh);
            collect(declaration(kind).fields, &mut names);
        }
        collect(COMMON, &mut names);
        for fields in [BOARD, PACK, HOLIDAYS, REGISTER_TYPE] {
            collect(fields, &mut names);
        }
        for of in registers::built_in() {
            names.extend([of.name.zh, of.title.zh]);
            names.extend(of.what.map(|what| what.zh));
            names.extend(of.columns.iter().filter_map(|column| Some(column.unit?.zh)));
            names.extend(of.computed.iter().map(|computed| computed.name.zh));
            names.extend(of.checks.iter().map(|check| check.says.zh));
            collect(registers::row_fields(of), &mut names);
        }
        names
    }

    #[test]
    fn every_character_occurs_in_a_declared_name() {
        let names = declared().concat();
        let unused: Vec<_> = FORMS.iter().filter(|(simple, _)| !names.contains(*simple)).collect();
        assert!(unused.is_empty(), "{unused:?}");
    }

    #[test]
    fn each_form_stands_for_one_character() {
        let all: Vec<char> = FORMS.iter().flat_map(|(_, forms)| forms.chars()).collect();
        let simple: Vec<char> = FORMS.iter().map(|(simple, _)| *simple).collect();
        for (place, form) in all.iter().enumerate() {
            assert_eq!(form.len_utf8(), '一'.len_utf8(), "names in both scripts are as long");
            assert!(!all[place + 1..].contains(form), "{form} stands twice");
            assert!(
                ['布', '台'].contains(form) || !simple.contains(form),
                "{form} is simplified too"
            );
        }
        assert!(simple.is_sorted_by(|a, b| a < b), "each once, in order");
    }

    #[test]
    fn declared_names_come_back_from_their_traditional_form() {
        for name in declared() {
            // The name of the file that is in the other script already.
            if !is_traditional(name) {
                assert_eq!(fold(&traditional(name)), name);
                assert_eq!(fold(name), name, "a declared name is simplified");
            }
        }
        assert_eq!(fold(BOARD_FILES[2]), BOARD_FILES[1]);
        assert_eq!(traditional(BOARD_FILES[1]), BOARD_FILES[2]);
    }

    #[test]
    fn names_are_found_as_people_write_them() {
        let names = declared();
        let sample = "金額 憑證 收費項目 議題 辦結 通過 未通過 修改後通過 擱置 撤回 已解決 不屬本會 重複 \
                      不再辦理 已調解 業主大會 業委會 聯席會 聽證會 議事會 監督小組 簡單多數 委員會 \
                      帳戶 賬戶 對帳 對賬 轉帳 資金 餘額 開支 審核 經辦 依據 類別 說明 説明 標題 附件 \
                      公佈起 公布起 展示至 不公開 虛構 更正 筆誤 澄清 個人信息 遮蓋件 查閱處 狀態 \
                      記錄 紀錄 默認 合計 編號 發佈單位 發布單位 聯繫 監督 語言 貨幣 時區 網址 主題 \
                      樓棟 單元 戶數 戶數面積 面積 代號 期初 存放 用途 專用 應收 實收 減免 標準 計費單位 \
                      週期 周期 所屬期 數量 決定 辦事 頁面 收費 到會 應到 表決 參與 棄權 無效 異議 \
                      公示期 天數種類 工作日 落實 負責 期限 受理 處置 當場 上報 分派 給 回訪 滿意 \
                      無憑證原因 在途 差額 來自 用於 關於 銀行 現金 輛 個 萬 億 沒有 電話 時間 地點";
        for written in sample.split_whitespace().filter(|written| *written != "開支") {
            let known = found(written, |name| names.iter().find(|known| **known == name));
            assert!(known.is_some(), "{written}");
        }
        assert!(found("開支", |name| names.iter().find(|known| **known == name)).is_none());
        assert_eq!(kind_of_folder("收費項目"), Some(Kind::Fee));
        assert_eq!(kind_of_folder("對賬"), Some(Kind::Balance));
        assert_eq!(values::count("131戶"), Some(131));
        assert_eq!(values::yes_or_no("不滿意"), Some(false));
        assert_eq!(traditional("收费项目"), "收費項目");
        assert!(is("紀錄", "记录") && is("记录", "记录"));
        assert_eq!(spellings("账户"), ["账户", "帳戶", "賬戶"]);
        assert_eq!(spellings("日期"), ["日期"]);
        assert!(!is("合計", "记录") && !is("記", "记录"));
    }
}
