//! Lines of a sheet that are no records: totals, balances carried over, notes under the table.
//!
//! A total is held against the rows above it; the sum of the sheet is the treasurer's own check.

use super::columns::normal;
use crate::model::money::Money;

/// What a line is that is no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The sum of rows above.
    Total,
    /// A sum that also counts what stands on other sheets.
    RunningTotal,
    /// What was left before, or is left now.
    Carried,
    /// A note, a name, a place to sign.
    Aside,
}

/// What the first text of a line says that it is.
#[must_use]
pub(super) fn line(text: &str) -> Option<Line> {
    let name = normal(text);
    let total = [
        "合计",
        "总计",
        "共计",
        "小计",
        "总和",
        "total",
        "totals",
        "subtotal",
        "sub-total",
        "grand total",
        "sum",
    ];
    if name.contains("累计") && name.chars().count() <= 8 {
        return Some(Line::RunningTotal);
    }
    let short = name.chars().count() <= 12;
    if total.iter().any(|word| {
        name == *word
            || (short && word.len() > 3 && (name.ends_with(word) || name.starts_with(word)))
    }) {
        return Some(Line::Total);
    }
    if CARRIED.split('|').any(|word| word == name) {
        return Some(Line::Carried);
    }
    let typed = text.trim().to_lowercase();
    let opens = |word: &str| name.starts_with(word) || typed.starts_with(word);
    ASIDE.split('|').any(opens).then_some(Line::Aside)
}

const CARRIED: &str = "上月结余|上期结余|上年结余|上季结余|上季度结余|上月余额|上期余额|上年余额|上月结转|上期结转|上年结转|本月结余|本期结余|本年结余|本季结余|本季度结余|本月余额|本期余额|期初余额|期初结余|期末余额|期末结余|年初余额|年末余额|承前页|过次页|结转下页|结转下月|结转下年|结余|余额|brought forward|balance brought forward|carried forward|balance carried forward|opening balance|closing balance|b/f|c/f|balance";

const ASIDE: &str = "制表|填表|填报|编制|审核|复核|审批|会计|出纳|财务负责人|负责人|主任|监督|盖章|公示|单位:|单位：|单位名称|注:|注：|备注:|备注：|说明:|说明：|日期:|日期：|时间:|时间：|制作|打印|附:|附：|附件|prepared by|checked by|approved by|signed|signature|note:|notes:|n.b.|printed|treasurer:|treasurer：";

/// Sums of one column of amounts.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    /// Since the beginning of the table; `None` once a row could not be read.
    all: Sum,
    /// Since the last total.
    since: Sum,
}

#[derive(Clone, Copy, Debug)]
struct Sum(Option<Money>);

impl Default for Sum {
    fn default() -> Self {
        Self(Some(Money::ZERO))
    }
}

impl Sums {
    /// Counts a row.
    pub(super) fn add(&mut self, amount: Money) {
        for sum in [&mut self.all, &mut self.since] {
            sum.0 = sum.0.map(|sum| sum + amount);
        }
    }

    /// A row was not read, so the sums are not known.
    pub(super) fn lose(&mut self) {
        self.all.0 = None;
        self.since.0 = None;
    }

    /// Holds a stated total against the rows: `None` if they are not known, else the sum that it
    /// should be if it is neither of the two.
    pub(super) fn check(&self, stated: Money) -> Option<Result<(), Money>> {
        let sums = [self.since.0, self.all.0];
        if sums.contains(&Some(stated)) {
            return Some(Ok(()));
        }
        self.all.0?;
        self.since.0.map(Err)
    }

    /// Begins a new part of the table.
    pub(super) fn part(&mut self) {
        self.since = Sum::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_no_records_are_known() {
        for (text, expected) in [
            ("合  计", Some(Line::Total)),
            ("3月支出合计：", Some(Line::Total)),
            ("合计（大写）", Some(Line::Total)),
            ("Total", Some(Line::Total)),
            ("TOTAL SPENT", Some(Line::Total)),
            ("本年累计", Some(Line::RunningTotal)),
            ("上月结余", Some(Line::Carried)),
            ("制表人：", Some(Line::Aside)),
            ("注：本表按实际付款日期登记", Some(Line::Aside)),
            ("单位：元", Some(Line::Aside)),
            ("更换水泵", None),
            ("sump pump", None),
            ("结余款购买灯泡", None),
            ("购买灯泡十个共计两箱送货上门安装", None),
        ] {
            assert_eq!(line(text), expected, "{text}");
        }
    }
}
