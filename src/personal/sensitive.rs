//! Words that tell of a child or of an illness.

use std::sync::LazyLock;

use super::letters::{Letters, Signs, Words};

// The lists are prose to be read line by line, not one word a line.
#[rustfmt::skip]
const CHILD: &[&str] = &[
    "孩", "婴", "嬰", "娃", "幼", "童", "儿", "兒", "宝宝", "寶寶", "小朋友", "未成年", "少年", "少女", "学生", "學生",
    "年级", "年級", "小学", "小學", "中学", "中學", "学校", "學校", "职高", "技校", "初一", "初二", "初三", "初中",
    "高一", "高二", "高三", "高中", "中考", "高考", "托班", "小班", "中班", "大班", "学前", "学龄", "学籍", "学费",
    "学杂", "助学", "求学", "开学", "上学", "上學", "就读", "就讀", "放学", "放學", "入学", "入學", "升学", "失学",
    "辍学", "厌学", "转学", "休学", "逃学", "退学", "新生", "班主任", "班级", "家长会", "写作业", "家庭作业",
    "补课", "网课", "夏令营", "冬令营", "兴趣班", "辅导班", "托管班", "培训班", "托育", "托管", "早教", "奶粉",
    "尿布", "尿不湿", "哺乳", "断奶", "母乳", "吃奶", "奶瓶", "出生", "降生", "产子", "产女", "生子", "生女",
    "闺女", "长子", "次子", "独子", "爱子", "其子", "之子", "养子", "继子", "其女", "之女", "养女", "继女", "爱女",
    "独女", "小女", "大女", "二女", "孙子", "孫子", "孙女", "孫女", "外孙", "外孫", "孙辈", "小孙", "孙儿", "外甥",
    "侄", "二胎", "三胎", "双胞胎", "龙凤胎", "早产", "满月", "滿月", "百日宴", "个月大", "周岁", "周歲", "留守",
    "接送", "疫苗", "监护", "领养", "收养", "抚养", "寄养", "过继", "家老大", "家老二", "红领巾", "少先队",
    "早恋", "沉迷游戏", "玩具",
];

#[rustfmt::skip]
const ILLNESS: &[&str] = &[
    "病", "癌", "瘤", "瘫", "癱", "癫", "癲", "癇", "痫", "疹", "疮", "疡", "疾", "炎", "症", "痛", "疼", "肿", "腫",
    "晕", "患", "咳", "喘", "孕", "肾", "腎", "肺", "肝", "胃", "肠", "腸", "胰", "脾", "脑", "腦", "胆囊", "痴", "癡",
    "聋", "聾", "哑", "啞", "盲", "瘸", "跛", "残", "殘", "疯", "瘋", "伤", "傷", "药", "藥", "医", "醫", "痔", "疝",
    "痘", "癣", "疱", "疤", "疟", "痨", "瘘", "梗", "囊肿", "息肉", "结节", "结石", "手术", "手術", "住院", "出院",
    "入院", "急诊", "门诊", "急救", "抢救", "搶救", "救护", "化疗", "化療", "放疗", "理疗", "透析", "尿毒", "切除",
    "移植", "搭桥", "起搏", "支架", "血压", "血壓", "血糖", "血脂", "血友", "血栓", "贫血", "白血", "出血", "输血",
    "吐血", "便血", "败血", "栓塞", "心脏", "心臟", "心衰", "心慌", "心律", "心绞", "冠心", "心理", "精神", "硬化",
    "衰竭", "衰弱", "体弱", "中风", "中風", "不遂", "失智", "失能", "失忆", "记忆", "健忘", "认知", "失禁", "失语",
    "阿尔茨海默", "帕金森", "渐冻", "植物人", "麻痹", "唐氏", "先天", "畸形", "侏儒", "唇裂", "兔唇", "结核",
    "骨折", "骨裂", "骨科", "骨质", "股骨", "骨髓", "韧带", "半月板", "腰椎", "颈椎", "椎间盘", "脊柱", "脊髓",
    "关节", "类风湿", "风湿", "膝盖", "腿脚不便", "行动不便", "扭到", "扭伤", "摔断", "假肢", "义肢", "石膏",
    "确诊", "確診", "诊断", "診斷", "复诊", "会诊", "感染", "阳性", "陽性", "流产", "保胎", "剖腹", "剖宫", "产后",
    "产前", "分娩", "生育", "坐月子", "卧床", "臥床", "卧榻", "轮椅", "輪椅", "拐杖", "拄拐", "助听器", "人工耳蜗",
    "呼吸机", "胰岛素", "注射", "打针", "输液", "陪护", "护理", "护工", "孤独症", "自闭", "自閉", "多动", "截肢",
    "截指", "失明", "失聪", "智力", "弱智", "视力", "听力", "弱视", "斜视", "白内障", "青光眼", "眼底", "黄斑",
    "听不见", "看不见", "听不清", "看不清", "耳鸣", "耳背", "抑郁", "抑鬱", "焦虑", "躁狂", "双相", "失眠", "自杀",
    "自残", "轻生", "割腕", "服毒", "幻觉", "幻听", "妄想", "口吃", "艾滋", "梅毒", "淋病", "性病", "甲亢", "甲减",
    "甲状腺", "前列腺", "乳腺", "子宫", "卵巢", "淋巴", "静脉曲张", "过敏", "昏迷", "昏厥", "昏倒", "休克", "抽搐",
    "吸毒", "戒毒", "毒瘾", "酗酒", "酒精", "成瘾", "戒酒", "服药", "临终", "临产", "康复", "体检", "化验", "核酸",
    "新冠", "流感", "感冒", "发热", "高烧", "发烧", "呕吐", "腹泻", "中毒", "烧伤", "烫伤", "红斑", "银屑", "白癜",
    "静养", "休养", "养病",
];

/// What these words are not: they only have a sign in common.
#[rustfmt::skip]
const OTHERWISE: &[&str] = &[
    "病虫", "病蟲", "病媒", "病害", "症结", "感染力", "儿童节", "兒童節", "童装", "幼苗", "幼树", "炎热", "炎夏",
    "支架固定", "支架安装", "硬化路", "硬化地", "硬化工", "硬化面", "哑光", "哑铃", "监护仪", "酒精消毒", "移植树",
    "移植绿", "移植花", "记忆卡", "童叟", "药剂", "药水", "药物消", "医保", "医用", "痛点", "痛快", "痛下", "疼爱",
    "残值", "残留", "残余", "残枝", "残破", "残骸", "残次", "伤害", "盲道", "盲区", "盲目", "盲板", "梗阻", "肠道管",
    "精神文明", "心理辅导站", "关节部", "儿媳", "注射液", "发热量", "发热线", "康复器", "过敏感", "体检报告单",
    "学校门口", "视力表", "玩具店", "托管服务", "先天不足", "护理站", "新生活", "新生力", "疤痕灵",
];

/// Words that such a sign may end, and that tell of nothing.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "隐患", "后患", "水患", "火患", "忧患", "边患", "电脑", "主脑", "头脑", "农药", "炸药", "火药", "弹药", "损伤",
    "工伤", "误伤", "这儿", "那儿", "哪儿", "点儿", "会儿", "块儿", "活儿", "事儿", "花儿", "味儿", "今儿", "明儿",
    "桥梗", "桔梗", "大小肠", "心痛", "头疼", "龙骨",
];

static TOLD: LazyLock<Words> = LazyLock::new(|| Words::new(CHILD.iter().chain(ILLNESS).copied()));
/// All of these words: one question that rules out nearly every letter.
static ANY: LazyLock<Words> =
    LazyLock::new(|| Words::new(CHILD.iter().chain(ILLNESS).chain(OTHERWISE).copied()));
static NOTHING: LazyLock<Words> = LazyLock::new(|| Words::new(OTHERWISE.iter().copied()));
static ENDED: LazyLock<Words> = LazyLock::new(|| Words::new(ENDINGS.iter().copied()));

/// The letters that such words begin with, and those of rooms in Chinese numerals.
static FIRST: LazyLock<Signs> = LazyLock::new(|| Signs::new(first()));

/// The letters that such words begin with, and those of rooms in Chinese numerals.
pub(super) fn first() -> impl Iterator<Item = char> {
    let words = CHILD.iter().chain(ILLNESS).filter_map(|word| word.chars().next());
    words.chain("岁歲栋棟幢".chars())
}

/// Whether such a word may begin with a letter.
pub(super) fn may_begin(letter: char) -> bool {
    FIRST.contains(letter)
}

/// The places where a text tells of a child or an illness.
pub(super) fn places(letters: &Letters) -> Vec<usize> {
    let mut places = Vec::new();
    let mut read = 0;
    for place in letters.worth.iter().copied() {
        if place < read || !may_begin(letters.all[place]) {
            continue;
        }
        if !ANY.may_begin(letters, place) && !is_age(letters.all[place]) {
            continue;
        }
        if NOTHING.begin(letters, place) {
            // 儿童滑梯: none of its letters is read again.
            let word = letters.any_begins(place, OTHERWISE).unwrap_or_default();
            read = place + word.chars().count();
            continue;
        }
        let tells = is_word(letters, place) || young(letters, place);
        if tells && !ENDED.end(letters, place + 1) {
            places.push(place);
        }
    }
    places
}

/// Whether such a word begins at a place.
pub(super) fn is_word(letters: &Letters, place: usize) -> bool {
    TOLD.begin(letters, place)
}

/// Whether a letter stands behind an age.
fn is_age(letter: char) -> bool {
    matches!(letter, '岁' | '歲')
}

/// An age of less than eighteen: 8岁, 十二周岁.
fn young(letters: &Letters, place: usize) -> bool {
    if !letters.at(place).is_some_and(is_age) {
        return false;
    }
    let mut start = place;
    while letters.before(start).is_some_and(|letter| "周週多个半 ".contains(letter)) {
        start -= 1;
    }
    let end = start;
    let number =
        |letter: char| letter.is_ascii_digit() || "一二三四五六七八九十两".contains(letter);
    while letters.before(start).is_some_and(number) {
        start -= 1;
    }
    let said = letters.text(start..end);
    match said.parse::<u32>() {
        Ok(age) => age < 18,
        // 八, 十, 十二 up to 十七; 二十 and what is above it is grown up.
        Err(_) => match said.chars().count() {
            1 => true,
            2 => said.starts_with('十') && !said.ends_with(['八', '九']),
            _ => false,
        },
    }
}
