//! The word before a number that says what it is the number of.

use super::letters::{Letters, is_stop};

/// What the nearest word before a number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// A person's: 手机, 卡号, 身份证.
    Personal,
    /// A paper's or a thing's: 发票, 订单, 表号.
    Paper,
    /// Nothing.
    Silent,
}

#[rustfmt::skip]
const PERSONAL: &[&str] = &[
    "身份证", "身份證", "证件号", "證件號", "公民身份", "电话", "電話", "手机", "手機", "联系",
    "聯繫", "聯絡", "微信", "卡号", "卡號", "银行卡", "銀行卡", "储蓄卡", "借记卡", "信用卡",
    "工资卡", "社保卡", "账号", "賬號", "帐号", "帳號", "账户", "户名", "致电", "拨打", "热线",
    "tel", "phone", "mobile", "cell", "card", "call", "text", "whatsapp",
];

#[rustfmt::skip]
const PAPER: &[&str] = &[
    "发票", "發票", "票号", "票號", "票据", "订单", "訂單", "单号", "單號", "单据", "流水", "凭证",
    "凭證", "憑證", "回单", "回單", "收据", "收據", "编号", "編號", "合同", "协议", "協議", "运单",
    "快递", "交易", "条码", "條碼", "条形码", "表号", "表號", "电表", "水表", "气表", "读数",
    "示数", "资产", "设备", "設備", "型号", "型號", "序列", "出厂", "批号", "税号", "稅號",
    "信用代码", "注册号", "执照", "许可", "备案", "文号", "工单", "户号", "客户号", "保单",
    "保險單", "保函", "支票", "代码", "代碼", "条款", "登记号", "登记证", "检测", "检验", "报告",
    "二维码", "卡片号", "invoice", "order", "receipt", "voucher", "serial", "meter", "reference",
    "ref", "policy", "tracking", "contract", "certificate", "licence", "license", "cheque",
    "charity", "company", "model",
];

/// How far before a number its label may stand.
const REACH: usize = 14;

/// What stands before a place; where nothing does, the name of the field.
pub(super) fn before(letters: &Letters, place: usize, field: &str) -> Label {
    let (mut start, mut words) = (place, 0);
    // A number behind the number of the same paper is of that paper too.
    while start > 0 && words < REACH {
        let letter = letters.all[start - 1];
        if is_stop(letter) || matches!(letter, '，' | ',' | '、') {
            break;
        }
        start -= 1;
        words += usize::from(!letter.is_ascii_digit());
    }
    let window = letters.text(start..place).to_lowercase();
    let said = said(&window);
    if said == Label::Silent && start == 0 { self::said(&field.to_lowercase()) } else { said }
}

fn said(window: &str) -> Label {
    let last = |words: &[&str]| {
        words.iter().filter_map(|word| Some(window.rfind(word)? + word.len())).max()
    };
    match (last(PERSONAL), last(PAPER)) {
        (None, None) => Label::Silent,
        (personal, paper) if personal >= paper => Label::Personal,
        _ => Label::Paper,
    }
}
