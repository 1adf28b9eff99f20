//! The names that treasurers give their columns, beside those that are declared.
//!
//! One list a field, parted by `|`, written as headers are compared: small letters, no spaces
//! between Chinese characters, no unit in brackets.

use crate::model::id::Kind;

/// What a column of money out is called; the better name first, here and below.
pub(super) const MONEY_OUT: &str = "支出金额|支出|付款金额|付出金额|付出|实付金额|实付|支出数|paid out|money out|spent|payments|payment|expenditure|expense|amount paid|withdrawal|withdrawals";

/// What a column of money in is called.
pub(super) const MONEY_IN: &str = "收入金额|收入|收款金额|实收金额|实收|入账金额|存入|收入数|paid in|money in|received|receipts|income|amount received|deposit|deposits";

/// What a column is called that says for each row which of the two it is.
pub(super) const DIRECTION: &str = "收/支|收支|收支类型|收支类别|收支方向|in/out|direction";

/// Line numbers and running balances.
pub(super) const IGNORED: &str = "序号|序|编号|行号|no|nr|number|#|余额|结余|结存|账户余额|累计余额|当前余额|期末余额|balance|running balance|carried forward";

/// What is about people: it does not reach the records unless it is asked for by name.
pub(super) const PRIVATE: &str = "姓名|业主|业主姓名|户主|户主姓名|住户|住户姓名|租户|联系人|电话|联系电话|电话号码|手机|手机号|手机号码|联系方式|身份证|身份证号|身份证号码|房号|房间号|门牌|门牌号|室号|户号|住址|家庭住址|车牌|车牌号|车牌号码|银行卡|银行卡号|卡号|账号|收款账号|付款账号|对方账号|微信|微信号|邮箱|反映人|报修人|投诉人|申请人|来电人|诉求人|当事人|缴费人|交款人|缴款人|付款人|领款人|name|full name|owner|resident|tenant|phone|telephone|mobile|email|e-mail|flat|flat no|unit|unit no|apartment|house no|reported by|caller|account number|card number|id number|plate";

/// The usual names of fields that most kinds have; the better name first.
pub(super) const USUAL: &[(&str, &str)] = &[
    (
        "date",
        "日期|时间|发生日期|记账日期|业务日期|交易日期|交易时间|入账日期|年月日|day|transaction date",
    ),
    (
        "item",
        "事项|摘要|用途|事由|内容|项目|项目名称|名称|款项用途|商品|品名|商品说明|交易说明|description|details|particulars|purpose|what for|memo",
    ),
    ("amount", "金额|发生额|交易金额|合计金额|sum|total|value"),
    (
        "voucher",
        "凭证|凭证号|凭证号码|凭证编号|票据号|票据号码|发票号|发票号码|收据号|收据编号|单据号|单号|voucher no|voucher number|receipt|receipt no|invoice|invoice no|reference|ref",
    ),
    ("note", "说明|备注|附注|摘要说明|remark|remarks|notes|comment|comments"),
    (
        "category",
        "类别|科目|分类|费用类别|款项类别|项目类别|收入类别|支出类别|会计科目|type|class|heading|account head",
    ),
    ("fund", "资金|资金类别|资金账户|所属资金|fund name"),
    ("account", "账户|账户名称|收付账户|paid from|bank account"),
];

/// The field that a treasurer's word for it most likely means, of those for which `declared` holds.
pub(crate) fn meant(word: &str, declared: impl Fn(&str) -> bool) -> Option<&'static str> {
    let word = word.to_lowercase();
    let all = Kind::ALL.into_iter().flat_map(usual).chain(USUAL);
    let mut found =
        all.filter(|(path, names)| declared(path) && names.split('|').any(|name| name == word));
    found.next().map(|(path, _)| *path)
}

const PROJECT: &[(&str, &str)] = &[
    ("title", "标题|项目名称|项目|工程名称|工程|名称|事项|内容|project|project name|works"),
    ("proposed.on", "日期|提出日期|立项日期|立项时间|申报日期|时间|date proposed|proposed on"),
    ("proposed.by", "提出单位|申报单位|申报人"),
    ("place", "地点|地址|位置|社区|小区|实施地点|location|where|community"),
    ("serves", "受益|受益户数|受益对象|受益范围"),
    ("budget", "预算|预算金额|预算资金|计划投资|计划金额|概算|项目金额|金额|budgeted|estimate"),
    ("settled", "结算|结算金额|决算|决算金额|实际金额|实际支出|实际投资|final cost|actual"),
    ("funding.from", "资金来源|出资方|出资单位|拨款单位|funded by"),
    ("funding.amount", "拨款|拨款金额|到位资金|资助金额|granted|grant"),
    ("contract.with", "施工单位|承建单位|承办单位|施工方|contractor|builder"),
    ("contract.on", "合同日期|签订日期"),
    ("contract.amount", "合同金额|合同价|contract sum"),
    ("started", "开工|开工日期|开工时间|动工日期|start|start date"),
    ("finished", "完工|完工日期|完工时间|竣工日期|竣工时间|end date|completed"),
    ("accepted.on", "验收|验收日期|验收时间|date accepted"),
];

/// The usual names of a kind's own fields.
pub(super) fn usual(kind: Kind) -> &'static [(&'static str, &'static str)] {
    match kind {
        Kind::Expenditure => &[
            ("amount", MONEY_OUT),
            ("item", "支出项目|支出内容|支出事项|支出用途|开支项目"),
            ("date", "支出日期|支出时间|付款日期|付款时间|date paid|paid on"),
            (
                "payee",
                "收款方|收款单位|收款人|收款单位/个人|对方户名|对方名称|交易对方|商家|商户|供应商|付给|paid to|payee name|supplier|to whom",
            ),
            ("handled_by", "经办|经办人|经手|经手人|采购人|handled|handled by|bought by"),
            (
                "reviewed_by",
                "审核|审核人|复核|复核人|审批人|监督人|approved|checked by|reviewed by",
            ),
            ("no_voucher", "无票原因|无凭证说明"),
        ],
        Kind::Income => &[
            ("amount", MONEY_IN),
            ("item", "收入项目|收入内容|收入事项|收入来源"),
            ("date", "收入日期|收入时间|收款日期|收款时间|date received|received on"),
            (
                "from",
                "来自|来源|付款方|付款单位|交款单位|缴款单位|对方户名|对方名称|交易对方|from whom|received from|payer|source",
            ),
        ],
        Kind::Transfer => &[
            ("amount", "转账金额|划转金额"),
            ("from", "转出|转出账户|转出方|付款账户|from account|from fund"),
            ("to", "转入|转入账户|转入方|收款账户|to account|to fund"),
            ("why", "原因|事由|摘要|用途|说明|reason|description|details"),
            ("date", "转账日期|划转日期"),
        ],
        Kind::Balance => &[
            (
                "balance",
                "余额|账面余额|账户余额|银行余额|期末余额|对账单余额|结余|结存|closing balance|bank balance",
            ),
            ("date", "对账日期|截止日期|截至日期|as of|as at"),
            ("difference.amount", "差额|差异"),
            ("difference.why", "差额原因|差异原因|差异说明"),
        ],
        Kind::Charge => &[
            ("fee", "收费项目|费用项目|费用名称|项目"),
            ("period", "所属期|所属月份|收费月份|费用月份|月份|期间|账期|month|billing period"),
            ("due.payers", "应收户数|应缴户数|应交户数|households due|payers due"),
            ("due.amount", "应收金额|应收|应缴金额|应交金额|应缴|应交|amount due"),
            ("due.quantity", "数量|面积|收费面积|计费面积|计费数量|area|quantity"),
            ("received.date", "收款日期|实收日期|到账日期|缴费日期|date received|received on"),
            ("received.payers", "实收户数|已缴户数|已交户数|缴费户数|households paid|payers"),
            (
                "received.amount",
                "实收金额|实收|已缴金额|已收金额|实缴金额|amount received|received",
            ),
            ("received.voucher", "凭证|凭证号|票据号|收据号|voucher|receipt no"),
            ("received.account", "收款账户|账户|account"),
            ("waived.payers", "减免户数"),
            ("waived.amount", "减免金额|减免"),
            ("waived.why", "减免原因"),
        ],
        Kind::Project => PROJECT,
        Kind::Case => &[
            (
                "opened",
                "受理|受理时间|受理日期|登记时间|登记日期|反映时间|反映日期|诉求时间|报修时间|报修日期|来电时间|日期|时间|date|date received|received|received on|reported|reported on|date reported",
            ),
            (
                "title",
                "标题|诉求|诉求内容|诉求事项|反映问题|反映事项|问题|问题描述|报修内容|投诉内容|事项|内容|摘要|issue|problem|complaint|request|subject|description",
            ),
            ("channel", "渠道|来源|受理渠道|诉求来源|反映渠道|受理方式|source|how received"),
            ("place", "地点|地址|位置|问题位置|报修位置|发生地点|location|where"),
            ("category", "类别|类型|诉求类型|诉求类别|问题类型|问题类别|报修类型"),
            ("tier.by", "限期|办理期限|办理时限|期限|截止日期|due date|deadline"),
            ("tier.escalated_to", "上报|上报单位|escalated to"),
            (
                "assigned.to",
                "承办|承办单位|责任单位|处理单位|办理单位|转办单位|分派|分派给|given to|assigned|assigned to",
            ),
            (
                "assigned.on",
                "分派时间|分派日期|派单时间|派单日期|转办时间|转办日期|assigned on|date assigned",
            ),
            (
                "replied.on",
                "反馈时间|反馈日期|答复时间|答复日期|回复时间|回复日期|replied|replied on|answered on",
            ),
            (
                "closed.on",
                "办结|办结时间|办结日期|完成时间|完成日期|解决时间|解决日期|closed|closed on|date closed|completed|resolved on",
            ),
            ("closed.reason", "结果|办理结果|处理结果|办结结果|办结情况|result|outcome|resolution"),
            ("visited.on", "回访时间|回访日期|回访|visited|visited on|follow-up date"),
            ("visited.satisfied", "满意|是否满意|满意度|回访结果|satisfied"),
        ],
        _ => &[],
    }
}
