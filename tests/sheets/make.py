"""Makes the spreadsheets in this folder, which the suite imports.

They are kept as files because they stand for what treasurers' programs really save. To make them
again: pip install openpyxl xlwt odfpy, then python3 make.py. No name in them is a person's.
"""

import csv
import datetime as dt
import random
from pathlib import Path

import xlwt
from odf import table, text
from odf.opendocument import OpenDocumentSpreadsheet
from openpyxl import Workbook

HERE = Path(__file__).parent
HEADERS = ["序号", "日期", "摘要", "支出金额（元）", "收款单位", "凭证号", "经手人", "余额", "联系电话", "备注"]


def spending():
    """A month as it is kept: titles, a unit, merged days, float noise, totals, signatures."""
    book = Workbook()
    sheet = book.active
    sheet.title = "3月"
    sheet["A1"] = "试验小区业委会2025年3月支出明细表"
    sheet.merge_cells("A1:J1")
    sheet["A2"] = "单位：元"
    sheet.merge_cells("A2:J2")
    for column, header in enumerate(HEADERS, 1):
        sheet.cell(3, column, header)
    rows = [
        (1, dt.date(2025, 3, 3), "更换水泵\n（含运费）", 280, "某水电服务部", "0031", "值班委员", None, "13800000000", "0302室门口"),
        (2, "3月5日", "公用电费", 0.1 + 0.2, "某供电所", 32, "值班委员", None, None, None),
        (3, 45726, "灯泡, 十个", "￥1，234.50", "某商店", "2025-0033", None, None, None, "票 #302"),
        (4, "2025.3.12", "退回押金", -20, "某商店", "- 34", None, None, None, None),
        (5, dt.datetime(2025, 3, 20, 14, 30), "保洁", "=1000+460", None, "35", None, None, None, "'引号'"),
        (6, dt.date(2025, 3, 25), "垃圾清运", 100.10, "某清运队", "36", None, None, None, None),
        (7, None, "清运加班", 50, "某清运队", "36", None, None, None, None),
    ]
    for place, row in enumerate(rows, 4):
        for column, value in enumerate(row, 1):
            sheet.cell(place, column, value)
    sheet.merge_cells("B9:B10")
    sheet.row_dimensions[8].hidden = True
    sheet["A11"] = "合  计"
    sheet.merge_cells("A11:C11")
    sheet["D11"] = 280 + 0.3 + 1234.5 - 20 + 100.1 + 50
    sheet["A13"] = "制表人：        审核人：        （盖章）"
    sheet.merge_cells("A13:J13")
    # The program that saves does not reckon: a formula's last result is put in by hand.
    sheet["D8"] = 1460
    sheet["D11"] = 280 + (0.1 + 0.2) + 1234.5 - 20 + 1460 + 100.1 + 50
    notes = book.create_sheet("说明")
    notes["A1"] = "本表按付款日期登记。"
    hidden = book.create_sheet("备份")
    hidden.sheet_state = "hidden"
    for column, header in enumerate(HEADERS, 1):
        hidden.cell(1, column, header)
    book.save(HERE / "spending.xlsx")


def ledger():
    """Money in and out side by side in an old format, with a balance carried over."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("2025年流水")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    sheet.write_merge(0, 0, 0, 5, "收支流水账")
    for column, header in enumerate(["日期", "摘要", "收入", "支出", "余额", "票据号"]):
        sheet.write(1, column, header)
    rows = [
        ("", "上月结余", "", "", 1000, ""),
        (dt.date(2025, 4, 1), "摊位费", 300, "", 1300, "S-1"),
        (dt.date(2025, 4, 2), "印刷", "", 45.5, 1254.5, "Z-1"),
        (dt.date(2025, 4, 2), "印刷", "", 45.5, 1209, "Z-2"),
        ("4月9日", "利息", 0.07, 0, 1209.07, ""),
        ("本月合计", "", 300.07, 91, 1209.07, ""),
    ]
    for place, row in enumerate(rows, 2):
        for column, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write(place, column, value, day)
            elif value != "":
                sheet.write(place, column, value)
    book.save(str(HERE / "ledger.xls"))


def cases():
    """Cases from an open office program, with a column that names people."""
    book = OpenDocumentSpreadsheet()
    sheet = table.Table(name="2025年")

    def row(*values, repeated=None):
        line = table.TableRow(**({"numberrowsrepeated": str(repeated)} if repeated else {}))
        for value in values:
            if value is None:
                line.addElement(table.TableCell())
            elif isinstance(value, dt.date):
                line.addElement(table.TableCell(valuetype="date", datevalue=value.isoformat()))
            else:
                cell = table.TableCell(valuetype="string")
                cell.addElement(text.P(text=value))
                line.addElement(cell)
        sheet.addElement(line)

    row("受理时间", "诉求内容", "地址", "来源", "姓名", "办结时间", "结果")
    row(dt.date(2025, 3, 4), "下水道堵", "1栋3单元", "电话", "（业主）", dt.date(2025, 3, 6), "已解决")
    row("3月9日", "路灯不亮 & 开关坏", "0302室门口", "微信群", "（住户）", None, None)
    row(repeated=1000)
    row("2025/3/11", "电梯异响", None, "现场", None, "2025-03-30", "不属本会")
    row(None, repeated=1040000)
    book.spreadsheet.addElement(sheet)
    book.save(str(HERE / "cases.ods"))


def texts():
    """What banks and shops export, and what a program set to Chinese saves."""
    shop = [
        ["微信支付账单明细"],
        ["起始时间：[2025-03-01 00:00:00] 终止时间：[2025-03-31 23:59:59]"],
        [],
        ["交易时间", "交易类型", "交易对方", "商品", "收/支", "金额(元)", "支付方式", "交易单号"],
        ["2025-03-02 10:11:12", "商户消费", "某五金店", "灯泡", "支出", "¥12.80", "零钱", "1000039801202503020000000001"],
        ["2025-03-03 09:00:00", "二维码收款", "/", "摊位费", "收入", "¥50.00", "/", "1000039801202503030000000002"],
        ["2025-03-09 18:30:00", "商户消费", "某打印店", "打印\n通知", "支出", "¥6.00", "零钱", "1000039801202503090000000003"],
    ]
    with open(HERE / "shop.csv", "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(shop)
    money_in = [["日期", "项目", "金额", "付款单位", "备注"], ["2025-03-05", "场地使用费", "1,200.00", "某快递公司", "三月"], ["2025/3/20", "广告位", "800", "某广告公司", ""], ["合计", "", "2,000.00", "", ""]]
    with open(HERE / "income.csv", "w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(money_in)


def messy():
    """Five hundred rows, of which 38 are wrong; which ones is written beside. Two more state an
    amount that is known only roughly, and are right."""
    random.seed(20250430)
    book = Workbook()
    sheet = book.active
    sheet.title = "流水"
    sheet["A1"] = "2025年支出流水"
    sheet.merge_cells("A1:F1")
    headers = ["日期", "用途", "金额", "收款人", "凭证号", "备注"]
    for column, header in enumerate(headers, 1):
        sheet.cell(2, column, header)
    items = ["保洁", "公用电费", "更换灯泡", "疏通下水道", "打印", "修门禁", "绿化补种"]
    wrong = [
        ("A", "3月32日"), ("A", "去年三月"), ("A", None), ("A", 12), ("A", "2025-2-30"), ("A", "5/3/2025"),
        ("A", "2025年3月"), ("A", "#N/A"), ("B", None), ("B", "#REF!"), ("B", dt.date(2025, 3, 12)),
        ("C", 12.345), ("C", "十二元"), ("C", None), ("C", "约30"), ("C", "#DIV/0!"), ("C", "1,23"), ("C", "$20"),
        ("C", 1e15), ("C", "12.5.1"), ("E", dt.date(2025, 3, 12)), ("E", 1234567890123456789),
        ("D", 6222000011112222333), ("C", "—"), ("A", "—"), ("C", "20多万元"), ("F", "#NAME?"), ("A", 45726.5 * 100),
    ]
    places = sorted(random.sample(range(500), 40))
    named = []
    for place in range(500):
        row = place + 3
        when = dt.date(2025, 1, 1) + dt.timedelta(days=place % 110)
        day = [when, when.isoformat(), f"{when.month}月{when.day}日", f"{when.year}/{when.month}/{when.day}",
               (when - dt.date(1899, 12, 30)).days, when.strftime("%Y%m%d")][place % 6]
        cents = random.randrange(100, 90000)
        amount = [cents / 100, f"{cents / 100:,.2f}", f"￥{cents / 100:.2f}元", cents // 100, sum([0.01] * cents)][place % 5]
        values = [day, f"{random.choice(items)}（{place + 1}）", amount, "某服务部", f"{place + 1:04}", None]
        if place in places:
            column, bad = wrong[places.index(place) % len(wrong)]
            values["ABCDEF".index(column)] = bad
            if bad not in ("约30", "20多万元"):
                named.append(f"{column}{row}")
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column, value)
            if isinstance(value, str) and value.startswith("#"):
                cell.data_type = "e"
            if isinstance(value, dt.date):
                cell.number_format = "yyyy/m/d"
        if place % 60 == 59:
            sheet.row_dimensions[row].hidden = True
    book.save(HERE / "messy.xlsx")
    (HERE / "messy.txt").write_text("".join(f"流水!{name}\n" for name in named), encoding="utf-8")


if __name__ == "__main__":
    spending()
    ledger()
    cases()
    texts()
    messy()
