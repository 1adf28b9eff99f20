//! Names of people: a surname, what people are given, and what stands on either side of it.
//!
//! A name alone is not personal enough to stop a board: those who serve are named. This is asked
//! only where a room, a child or an illness is spoken of, and people in office are passed over.

use std::ops::Range;
use std::sync::LazyLock;

use super::letters::{Letters, Signs, Words, is_han};
use super::sensitive;

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Where.
    pub at: Range<usize>,
    /// What to write instead: 王某某.
    pub mask: String,
}

/// The hundred families and what came after them, simplified and traditional.
static SURNAMES: LazyLock<Signs> = LazyLock::new(|| {
    Signs::new(
        "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水\
    窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞\
    齐康伍余卜顾孟平黄穆萧尹姚邵湛汪祁毛禹狄米明臧伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季\
    麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯昝管卢莫房裘缪解应宗丁宣贲邓郁单\
    杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯\
    宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白蒲邰鄂索咸籍赖卓蔺\
    屠蒙池乔阴胥苍闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿边扈燕冀郏浦尚农温庄晏柴瞿阎\
    慕连茹习宦艾鱼容向古易慎戈廖庾暨衡耿弘匡文寇禄阙欧殳沃蔚夔隆巩厍聂晁勾敖\
    融冷訾辛阚那简饶曾毋沙乜鞠丰巢关蒯查荆游竺权逯盖桓仉督岳帅缑亢况郈琴商牟佘佴伯\
    赏墨哈谯笪阳佟言福闫肖付代邸粟苟辜眭亓郄原仝芦苑古朴鄢栗兰况逯涂丛邝冼檀揭鹿麦缪蹇昝芶綦慈尉邸奉税粘锁虎妥喇宛雍茆揣励钦迟展矫邰郜檀逢亚官覃植区庹揭敬撒晋楚植练肇隋来柴\
    張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉閻鐘鍾範譚鄒陸龍萬錢湯喬賀賴龔龐蘭顏嚴蘆韋畢聶齊\
    莊塗時關費紀歐項陽衛單寧閔車邊饒宮簡婁蓋黨連欒鬱計竇遲樂應臺諶銀藺鄔"
        .chars(),
    )
});

#[rustfmt::skip]
const COMPOUND: &[&str] = &[
    "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "端木",
    "长孙", "宇文", "呼延", "南宫", "太史", "申屠", "轩辕", "独孤", "澹台", "公冶", "淳于", "钟离", "鲜于",
    "闾丘", "百里", "东郭", "西门", "拓跋", "濮阳", "赫连", "闻人", "万俟", "司空", "宗政", "左丘",
    "歐陽", "司馬", "諸葛", "東方", "尉遲", "公孫", "長孫", "鍾離",
];

static FIRST_OF_TWO: LazyLock<Signs> =
    LazyLock::new(|| Signs::new(COMPOUND.iter().filter_map(|name| name.chars().next())));

/// Surnames that begin everyday words as well: more must speak for a name with these.
static EVERYDAY: LazyLock<Signs> = LazyLock::new(|| {
    Signs::new(
        "高黄方白成安常于金江石余万毛花房单关包计项席和温时应全解宣符景申牛边路管向明来原官都文\
    严施强平保连商盖简封台木古谈查畅宁左位段章冷卫任何许曾水云昌乐元干经支家富车山全班仰印怀从能双通充居\
    终步满国广东利越师空养须丰相后红权益公有年爱言福占代区付容却别束闻幸司池党习习尚农边暴松井黃萬單關計\
    項時應邊黨嚴車連蓋簡臺樂寧童康武夏伯帅况督荣敬植游慈税锁虎展麦奉鹿亚逢伏"
        .chars(),
    )
});

/// What is a word of its own and no name.
#[rustfmt::skip]
static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new([
    "安康", "安全", "安宁", "成立", "成功", "成年", "高新", "高级", "高华", "高明", "高空", "高龄", "高温", "高峰", "高考", "高度", "高压", "高层", "高楼", "高价", "伏天", "苏培", "方正", "文明", "文化",
    "明星", "明年", "花园", "江南", "江山", "金星", "金山", "石林", "全新", "全年", "全家", "全国", "全面", "万元",
    "万達", "景观", "关爱", "关心", "关于", "包容", "施工", "时光", "解决", "章程", "许可", "任意", "查清", "查明",
    "常青", "常年", "常住", "单元", "计生", "平安", "平方", "平台", "和平", "和谐", "康复", "康乐", "武术", "游乐",
    "有的", "有关", "公益", "公安", "公正", "公平", "公示", "公开", "年纪", "年来", "红星", "后天", "国家", "国华",
    "国庆", "广场", "东西", "东方", "东南", "富裕", "支持", "支出", "经济", "经理", "经常", "经办", "经营", "元旦",
    "元宵", "山东", "云南", "水电", "水泵", "连续", "连接", "从来", "通道", "通知", "通行", "双方", "党员", "党群",
    "习惯", "农村", "别墅", "福利", "爱心", "容易", "代理", "代表", "付款", "区域", "占用", "师傅", "利用", "家长",
    "家庭", "能力", "印章", "怀孕", "相关", "相邻", "居民", "居家", "强化", "强行", "季度", "梅雨", "夏季", "秋季",
    "童心", "童年", "温馨", "温度", "向阳", "向上", "管道", "管理", "路灯", "路面", "史上", "白天", "毛坯", "金额",
    "应急", "应付", "于是", "余款", "余额", "来访", "来电", "严重", "严禁", "项目", "房屋", "房产", "封闭", "商户",
    "商业", "查看", "宣传", "符合", "申请", "申报", "边上", "段时间", "左右", "位于", "冷水", "任务", "何时", "曾经",
    "保安", "保洁", "保证", "保修", "车库", "车位", "车辆", "马上", "马路", "马桶", "张贴", "邻居", "程序", "毕业",
    "纪律", "纪念", "顾问", "万一", "华侨", "齐全", "明显", "明确", "明细", "乐器", "钟楼", "雷电", "暴雨", "党委",
    "钱款", "孙子", "孙女", "夏令", "宫招", "游泳", "闻到", "沙发", "沙子", "水管", "水表", "水费", "方案", "方便", "黄色", "黄牛",
].into_iter()));

/// What people are given.
static GIVEN: LazyLock<Signs> = LazyLock::new(|| Signs::new(include_str!("given.txt").chars()));

/// What no name has in it, but for a given name that is all good characters.
static NEVER: LazyLock<Signs> = LazyLock::new(|| {
    Signs::new(
        "的了在是不有和与与及或但而也都就被把将从对向给由为因于之其该此这那哪谁什么户室楼栋幢号单层梯\
    住房屋业主居物费缴交款额付收退补贴报申请投诉漏渗堵修换装拆建维检查验核审议决定通知公告示开会员长员们\
    第一二三四五六七八九十百千万零两几多每各次年月日时分点前后左右上下内外里间旁边某等者及个只件条块张"
        .chars(),
    )
});

/// What stands behind a surname, or a name, of somebody who holds no office.
#[rustfmt::skip]
static TITLES: LazyLock<Words> = LazyLock::new(|| Words::new([
    "先生", "女士", "小姐", "太太", "阿姨", "叔叔", "大叔", "大爷", "大爺", "大妈", "大媽", "大娘", "大伯",
    "大姐", "大哥", "奶奶", "爷爷", "爺爺", "老伯", "老太太", "老太", "老人", "老汉", "大嫂", "婆婆", "伯伯",
    "阿婆", "阿公", "同学", "同學", "小朋友", "老先生", "夫妇", "夫妻", "老伴", "婶", "嬸", "业主", "業主",
    "住户", "住戶", "居民", "一家", "家孩子", "家小孩", "妈妈", "爸爸", "母亲", "父亲", "家长",
].into_iter()));

/// Offices, behind a name or before it: who holds one is not named as a neighbour.
#[rustfmt::skip]
static OFFICES: LazyLock<Words> = LazyLock::new(|| Words::new([
    "主任", "书记", "書記", "老师", "老師", "教授", "医生", "醫生", "医师", "大夫", "护士", "经理", "經理",
    "局长", "园长", "校长", "院长", "所长", "站长", "会长", "會長", "部长", "主席", "律师", "律師", "社工",
    "工程师", "专家", "讲师", "主讲", "民警", "警官", "委员", "委員", "师傅", "師傅", "队长", "网格员",
    "网格长", "督导", "教练", "秘书", "会计", "會計", "出纳", "保安", "保洁", "管家", "负责人", "負責人",
    "主持人", "主持", "镇长", "区长", "科长", "总监", "法官", "调解员", "理事", "医院", "大学", "银行",
].into_iter()));

/// What a name is read behind: 业主王建国, 姓名：王建国, 慰问李秀英.
#[rustfmt::skip]
static BEFORE: LazyLock<Words> = LazyLock::new(|| Words::new([
    "业主", "業主", "住户", "住戶", "居民", "主", "户", "室", "号", "房", "栋", "单元", "楼", "班", "级", "東",
    "租户", "租客", "邻居", "老人", "长者", "患者", "病人", "学生", "學生", "同学", "儿子", "女儿", "兒子",
    "女兒", "孙子", "孙女", "外孙", "丈夫", "妻子", "父亲", "母亲", "爸爸", "妈妈", "老伴", "孩子", "儿童",
    "姓名", "党员", "黨員", "职工", "村民", "代表", "当事人", "申请人", "申請人", "人", "家长", "家属", "少年",
    "对象", "名", "的", "是", "为", "為", "系", "和", "与", "與", "及", "由", "对", "對", "向", "给", "給", "叫",
    "请", "請", "让", "致", "看望", "慰问", "慰問", "走访", "探望", "接送", "送", "接", "陪", "帮助", "帮", "经",
    "被", "将", "把", "因", "住", "同", "找", "问", "悉", "称", "据", "助", "补", "代", "照顾", "护送", "祝", "家",
    "员", "里", "大爷", "阿姨", "得知", "到", "有", "起", "替", "在", "其", "女", "子", "孙", "娃", "生", "退", "还",
    "者", "长", "友", "访", "望", "扬", "诉", "映", "于", "系", "及", "等", "中", "后", "见", "劝", "孩", "童", "班",
].into_iter()));

/// What a name is read before, beside a title: 王建国患, 李秀英的, 张小明就.
static BEHIND: LazyLock<Signs> = LazyLock::new(|| {
    Signs::new(
        "的家在住因患得于和与與及等说說反报報申已为為是有被将將向同提要需老先女之今本一夫去来來做突\
    不也从從由查曾近昨刚长身确確腿膝腰手心独獨属系叫称稱认沒没未欠交缴繳拒多拖违乱占私投表签领收借捐父母儿\
    兒孙妻丈爱小出入进上就读读讀念考获办委联电手经可又还還每常自骑摔跌送接打带帶给給到告希名男现現户室所诉退\
    年生正目前仍时却长期低残高怀失卧精抑瘫肺肝肾胃脑中术产做半言核视口门晕眼面截车工"
        .chars(),
    )
});

/// The names of a text within so many letters of one of these places.
pub(super) fn names(letters: &Letters, near: &[Range<usize>], reach: usize) -> Vec<Name> {
    let mut near: Vec<&Range<usize>> = near.iter().collect();
    near.sort_by_key(|one| one.start);
    let mut names = Vec::new();
    let mut place = 0;
    for one in near {
        place = place.max(one.start.saturating_sub(reach));
        while place <= one.end + reach && place < letters.all.len() {
            match name(letters, place) {
                Some(name) => {
                    place = name.at.end;
                    names.push(name);
                }
                None => place += 1,
            }
        }
    }
    names
}

/// The length of the surname at a place.
fn surname(letters: &Letters, place: usize) -> Option<usize> {
    let first = letters.at(place)?;
    if FIRST_OF_TWO.contains(first) && letters.any_begins(place, COMPOUND).is_some() {
        return Some(2);
    }
    SURNAMES.contains(first).then_some(1)
}

/// A name that begins at a place.
fn name(letters: &Letters, place: usize) -> Option<Name> {
    let length = surname(letters, place)?;
    if WORDS.begin(letters, place) {
        return None;
    }
    let behind = place + length;
    let given = |ahead: usize| letters.at(behind + ahead).is_some_and(|c| GIVEN.contains(c));
    let likely = |ahead: usize| {
        letters.at(behind + ahead).is_some_and(|c| is_name_letter(c) && !NEVER.contains(c))
    };
    let everyday = length == 1 && letters.at(place).is_some_and(|c| EVERYDAY.contains(c));
    let begins = begins(letters, place);
    let titled = |count: usize| {
        TITLES.begin(letters, behind + count)
            && (0..count).all(|ahead| likely(ahead) || given(ahead))
            && (begins || (count == 2 && !everyday))
    };
    // 李静医生 is 李静, in office.
    let parts = OFFICES.begin(letters, behind + 1) || TITLES.begin(letters, behind + 1);
    let full = || {
        let sure = given(0) && given(1) && (begins || !everyday);
        // 刘梅患癌 is 刘梅, who is ill.
        let goes_on = || {
            letters.at(behind + 1).is_some_and(|letter| BEHIND.contains(letter))
                || sensitive::is_word(letters, behind + 1)
        };
        let fair = || {
            let likely = likely(0) && likely(1) && ends(letters, behind + 2);
            begins && !everyday && likely && !(given(0) && goes_on())
        };
        !parts && (sure || fair())
    };
    let short = || {
        // 江琳家, 方芝: nothing else can follow.
        let apart = letters
            .at(behind + 1)
            .is_none_or(|after| !is_han(after) || "的之家因患现得与和在已".contains(after));
        let one = given(0) || length == 2 && likely(0);
        begins
            && one
            && if everyday { apart } else { !NEVER.contains(letters.at(behind).unwrap_or(' ')) }
    };
    let count = if titled(2) || full() {
        2
    } else if titled(1) || short() {
        1
    } else if !everyday && (titled(0) || familiar(letters, place, behind)) {
        0
    } else {
        return None;
    };
    let some = "某".repeat(count.max(1));
    let mask = format!("{}{some}", letters.text(place..behind));
    Some(Name { at: place..behind + count, mask }).filter(|name| !in_office(letters, &name.at))
}

/// 老张, 小李.
fn familiar(letters: &Letters, place: usize, behind: usize) -> bool {
    matches!(letters.before(place), Some('老' | '小' | '阿'))
        && begins(letters, place - 1)
        && ends(letters, behind)
}

/// The name that begins at a place where one is expected, of whatever characters: it ends with the
/// word. Right beside a room nothing else reads like this.
pub(super) fn expected(letters: &Letters, place: usize) -> Option<Name> {
    let length = surname(letters, place)?;
    let everyday = length == 1 && letters.at(place).is_some_and(|c| EVERYDAY.contains(c));
    if everyday || WORDS.begin(letters, place) {
        return None;
    }
    let behind = place + length;
    let word = letters.run(behind, is_name_letter).min(3);
    let mask = format!("{}{}", letters.text(place..behind), "某".repeat(word));
    let name = Name { at: place..behind + word, mask };
    ((1..=2).contains(&word) && !in_office(letters, &name.at)).then_some(name)
}

fn is_name_letter(letter: char) -> bool {
    is_han(letter) && letter != '某'
}

/// Whether a word can begin at a place.
fn begins(letters: &Letters, place: usize) -> bool {
    letters.before(place).is_none_or(|before| !is_han(before) && before != '*')
        || BEFORE.end(letters, place)
}

/// Whether a name can end before a place.
fn ends(letters: &Letters, place: usize) -> bool {
    letters.at(place).is_none_or(|after| {
        (!is_han(after) && after != '*')
            || BEHIND.contains(after)
            || sensitive::is_word(letters, place)
    })
}

/// Whether an office stands beside a name.
fn in_office(letters: &Letters, at: &Range<usize>) -> bool {
    let after = at.end + usize::from(matches!(letters.at(at.end), Some(' ' | '(' | '、')));
    let apart = usize::from(matches!(letters.before(at.start), Some(' ' | ':' | '、')));
    OFFICES.begin(letters, after) || OFFICES.end(letters, at.start - apart)
}
