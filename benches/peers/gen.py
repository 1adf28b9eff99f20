#!/usr/bin/env python3
"""Makes one synthetic board of N records as a ready-to-build site for each generator.

    python3 gen.py N OUT [--seed S] [--only mingbai,hugo]

OUT/mingbai is a Mingbai board with the lean theme that lies beside this script; OUT/default is
the same board with Mingbai's built-in theme; OUT/hugo and OUT/zola are the same records for those
programs. The same N and seed give the same bytes on any machine. Standard library only.
"""
import argparse
import datetime
import json
import pathlib
import random
import shutil

HERE = pathlib.Path(__file__).resolve().parent
SITES = ("mingbai", "default", "hugo", "zola", "eleventy")
FIRST, LAST = datetime.date(2021, 1, 1), datetime.date(2025, 12, 31)

# Ten records in turn: four of income, three of spending, one decision, two cases.
TURN = ("income", "expenditures", "cases", "income", "expenditures", "decisions", "income", "cases", "expenditures", "income")
NAMES = {"income": "收入", "expenditures": "支出", "decisions": "决定", "cases": "办事"}
CATEGORIES = {
    "income": ("物业费", "停车费", "电梯费", "公摊电费", "二次供水", "垃圾清运", "广告位租金", "场地使用费"),
    "expenditures": ("日常保洁", "绿化", "门岗", "小修", "消防", "办公", "文体活动", "抢修"),
    "decisions": ("业主大会", "业委会例会", "楼组议事", "听证"),
    "cases": ("邻里调解", "环境整治", "隐患排查", "便民服务"),
}
PARTIES = ("示例物业公司", "示例电梯公司", "示例园林队", "示例自来水厂", "示例供电所", "示例保安队", "示例消防器材店",
           "示例施工队", "示例清运站", "全体业主", "志愿者小组", "街道办")
ROLES = ("值班员", "出纳", "楼组长", "保管员", "维修工", "网格员", "监督小组组长", "项目负责人")

# A sentence is when + who + did + what + so.
WHEN = ("月初", "周一上午", "收到反映当天", "雨季到来之前", "例会之后", "按年度计划", "两次走访之后", "在意见箱开启以后", "为了让老人少走路", "照议事规则")
WHO = ("值班室", "业委会", "物业前台", "三位楼组长", "财务监督小组", "居民代表", "网格员", "施工方", "街道来的同志", "志愿者")
DID = ("一项一项核过", "到现场看过", "坐下来商量了", "比了三家报价再定", "重新算过", "登记造册", "分三批做完", "照实记下", "请第三方复核了", "挨家说明了")
WHAT = ("楼道灯一个月的用电", "地下车库的排水泵", "各单元的门禁和监控", "花坛补种的苗木", "垃圾房的冲洗和除味", "两部电梯的年检记录",
        "楼道里堆放的杂物", "顶楼渗水的几户", "广告位和场地的收入", "灭火器和应急灯", "水箱清洗的检测单", "儿童滑梯的螺栓", "充电棚的电价",
        "改造以后的管线图", "独居老人的走访表")
SO = ("，票据由两位居民代表签了字", "，结果贴在公告栏，也放在这一页", "，有异议的留七天再议", "，按建筑面积分摊", "，没说完的下次例会接着说",
      "，照片存了档", "，余下的钱转到下一季度", "，超出的部分要另行表决", "，每一笔都找得到经手的人", "，办完打电话回访", "", "", "")
OPENING = ("情况是这样的：", "先说经过：", "这件事的来龙去脉：", "收支和进度：", "现在公布如下：")
STEPS = ("对过合同和发票", "贴了通知并拍照", "挨户听了意见", "请代表到场验收", "在监督小组会上讲了", "单据装订归档", "公示七天", "回访并记下满意与否")
GOODS = ("灯管", "门禁配件", "保洁人工", "苗木", "水带", "水管接头", "检测", "运费", "防水卷材", "纸张墨盒")


def sentence(dice):
    return f"{dice.choice(WHEN)}，{dice.choice(WHO)}{dice.choice(DID)}{dice.choice(WHAT)}{dice.choice(SO)}。"


def yuan(cents, comma=","):
    return f"{cents // 100:{comma}}.{cents % 100:02d}"


def insert(dice):
    """A list of steps or a table of what was bought."""
    rows = dice.randint(3, 6)
    if dice.random() < 0.5:
        return "\n".join(f"- {step}" for step in dice.sample(STEPS, rows))
    lines = ["| 名目 | 数量 | 单价 | 小计 |", "| --- | ---: | ---: | ---: |"]
    for goods in dice.sample(GOODS, rows):
        count, price = dice.randint(1, 40), dice.randint(500, 60_000)
        lines.append(f"| {goods} | {count} | {yuan(price)} | {yuan(count * price)} |")
    return "\n".join(lines)


def body(dice):
    """About 600 to 1,800 characters: two to four paragraphs, in a third of the records with a list or table."""
    paragraphs = dice.randint(2, 4)
    each = dice.randint(600, 1_450) // paragraphs
    blocks = []
    for place in range(paragraphs):
        text = dice.choice(OPENING) if place == 0 else ""
        while len(text) < each:
            said = sentence(dice)
            text += f"**{said[:-1]}**。" if dice.random() < 0.08 else said
        blocks.append(text)
    if dice.random() < 1 / 3:
        blocks.insert(1, insert(dice))
    return "\n\n".join(blocks) + "\n"


def records(count, seed):
    dice = random.Random(seed)
    span = (LAST - FIRST).days + 1
    for place in range(count):
        kind = TURN[place % len(TURN)]
        date = FIRST + datetime.timedelta(days=place * span // count)
        category = dice.choice(CATEGORIES[kind])
        where = f"{dice.randint(1, 36)}号楼{dice.randint(1, 6)}单元"
        money = kind in ("income", "expenditures")
        title = {
            "income": f"{where}{date.year}年{date.month}月{category}",
            "expenditures": f"{date.year}年{date.month}月{category}（{where}）",
            "decisions": f"{category}：{where}{dice.choice(WHAT)}怎么办",
            "cases": f"{where}来访，{category}：{dice.choice(WHAT)}",
        }[kind]
        yield {
            "kind": kind, "id": f"{kind[0]}{place:06d}", "title": title, "date": date.isoformat(), "category": category,
            "where": where, "cents": dice.randint(5_000, 9_000_000) if money else 0, "party": dice.choice(PARTIES),
            "role": dice.choice(ROLES), "voucher": f"{date.year}-{place:06d}", "body": body(dice),
        }


def quoted(text):
    """A string as YAML and TOML both read it."""
    return json.dumps(text, ensure_ascii=False)


def mingbai(one):
    """Front matter of a Mingbai record: each kind has its own fields."""
    fields = [("category", one["category"]), ("note", one["where"])]
    plain = []
    if one["kind"] == "income":
        fields += [("item", one["title"]), ("from", one["party"]), ("voucher", one["voucher"])]
        plain = [f"date: {one['date']}", f"amount: {yuan(one['cents'], '')}"]
    elif one["kind"] == "expenditures":
        fields += [("item", one["title"]), ("payee", one["party"]), ("voucher", one["voucher"]), ("handled_by", one["role"])]
        plain = [f"date: {one['date']}", f"amount: {yuan(one['cents'], '')}"]
    elif one["kind"] == "decisions":
        fields += [("title", one["title"]), ("place", one["where"])]
        plain = [f"date: {one['date']}", "kind: deliberation", f"attended: [{{role: {quoted(one['role'])}, count: 12, of: 15}}]"]
    else:
        fields += [("title", one["title"]), ("channel", one["voucher"]), ("place", one["where"])]
        plain = [f"opened: {one['date']}", f"assigned: {{on: {one['date']}, to: {quoted(one['role'])}}}",
                 f"tier: {{escalated_to: {quoted(one['party'])}}}"]
    return "---\n" + "\n".join(plain + [f"{key}: {quoted(value)}" for key, value in fields]) + f"\n---\n{one['body']}"


def shared(one):
    """The fields that the other programs show, by name."""
    flow = {"income": "收", "expenditures": "支"}.get(one["kind"], "")
    amount = yuan(one["cents"]) if one["cents"] else ""
    return {"voucher": one["voucher"], "kind_name": NAMES[one["kind"]], "place": one["where"], "flow": flow,
            "amount": amount, "party": one["party"], "role": one["role"], "number": f"{one['kind']}/{one['id']}"}


def first_words(one):
    return one["body"].split("\n", 1)[0].replace("*", "")[:60]


def hugo(one):
    lines = [f"title: {quoted(one['title'])}", f"date: {one['date']}", f"description: {quoted(first_words(one))}",
             f"categories: [{quoted(one['category'])}]", f"months: [{quoted(one['date'][:7])}]", f"cents: {one['cents']}"]
    lines += [f"{key}: {quoted(value)}" for key, value in shared(one).items()]
    return "---\n" + "\n".join(lines) + f"\n---\n{one['body']}"


def zola(one):
    lines = [f"title = {quoted(one['title'])}", f"date = {one['date']}", f"description = {quoted(first_words(one))}", "[taxonomies]",
             f"categories = [{quoted(one['category'])}]", f"months = [{quoted(one['date'][:7])}]", "[extra]", f"cents = {one['cents']}"]
    lines += [f"{key} = {quoted(value)}" for key, value in shared(one).items()]
    return "+++\n" + "\n".join(lines) + f"\n+++\n{one['body']}"


def eleventy(one):
    lines = [f"title: {quoted(one['title'])}", f"date: {one['date']}", f"description: {quoted(first_words(one))}", f"kind: {one['kind']}",
             f"category: {quoted(one['category'])}", f"month: {quoted(one['date'][:7])}", f"cents: {one['cents']}"]
    lines += [f"{key}: {quoted(value)}" for key, value in shared(one).items()]
    return "---\n" + "\n".join(lines) + f"\n---\n{one['body']}"


def skeleton(site, root):
    """What a site has beside its records: settings and theme."""
    shutil.copytree(HERE / ("mingbai" if site == "default" else site), root)
    content = root / "content"
    content.mkdir(exist_ok=True)
    if site == "default":
        shutil.rmtree(root / "themes")
        board = content / "board.yaml"
        board.write_text(board.read_text("utf-8").replace("theme: bench\n", ""), "utf-8")
    if site == "eleventy":
        # Pages lie where the others have them, not below the folder of the sources.
        told = 'export default { permalink: ({ page }) => `${page.filePathStem.slice("/content".length)}/` };\n'
        (content / "content.11tydata.mjs").write_text(told, "utf-8")
    if site == "zola":
        (content / "_index.md").write_text('+++\nsort_by = "date"\n+++\n', "utf-8")
    for kind, name in NAMES.items():
        (content / kind).mkdir()
        if site == "hugo":
            (content / kind / "_index.md").write_text(f"---\ntitle: {name}\n---\n", "utf-8")
        elif site == "zola":
            section = [f'title = "{name}"', 'sort_by = "date"', "paginate_by = 50", "transparent = true",
                       'template = "section.html"', 'page_template = "page.html"']
            (content / kind / "_index.md").write_text("+++\n" + "\n".join(section) + "\n+++\n", "utf-8")


def main():
    parser = argparse.ArgumentParser(description="Makes one synthetic board as a site for each generator.")
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("out", type=pathlib.Path, metavar="OUT")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--only", default=",".join(SITES), help="which sites, with commas between")
    args = parser.parse_args()
    made = list(records(args.count, args.seed))
    write = {"mingbai": mingbai, "default": mingbai, "hugo": hugo, "zola": zola, "eleventy": eleventy}
    for site in args.only.split(","):
        root = args.out / site
        shutil.rmtree(root, ignore_errors=True)
        skeleton(site, root)
        for one in made:
            (root / "content" / one["kind"] / f"{one['id']}.md").write_text(write[site](one), "utf-8")
    sizes = [len(one["body"]) for one in made]
    print(f"{args.count} records, bodies of {min(sizes)} to {max(sizes)} characters, {sum(sizes) // len(sizes)} on average")


if __name__ == "__main__":
    main()
