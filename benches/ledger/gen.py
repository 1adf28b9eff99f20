"""A treasurer's ten years: a board of many entries, as list files of one month each.

    python3 benches/ledger/gen.py ENTRIES FOLDER

Two funds, a bank account and a cash box, a fee charged every month, transfers, a budget every year,
and every month a balance of each account that agrees with the books, so that each build computes
and checks all of them. The same number gives the same bytes.
"""

import datetime
import pathlib
import random
import sys

BOARD = """\
format: 1
name: 十年账
publisher: 试验小区业主委员会
banner: 这些数字是编的，用来量快慢。
locale: zh-CN
currency: CNY
time_zone: Asia/Shanghai
accounts: [{id: bank, name: 对公户, kind: bank}, {id: cash, name: 现金, kind: cash}]
funds:
  - {id: common, name: 共建基金, held_in: bank, opening: {date: 2015-01-01, balance: 500000.00}}
  - {id: parking, name: 停车资金, held_in: cash, opening: {date: 2015-01-01, balance: 0.00}}
limits: {vouchers: required}
"""
FEE = "title: 自治管理费\nfund: common\nrate: 0.35\nper: m2\nevery: month\nfrom: 2015-01-01\n"
SPENT = ["保洁", "公用电", "维修", "管道", "绿化", "办公", "消防", "照明"]
EARNED = ["公共收益", "利息", "临停费", "拨款"]


def yuan(cents):
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


def write(folder, name, lines):
    path = folder / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(lines), encoding="utf-8")


def month_of(dice, year, month, count, holds, vouchers):
    """The records of a month by kind; `holds` is what each account has, kept up to date."""
    lines = {"income": [], "expenditures": [], "transfers": []}
    last = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day
    for _ in range(count):
        day = f"{year}-{month:02}-{dice.randint(1, last):02}"
        fund, account = dice.choice([("common", "bank"), ("common", "cash"), ("parking", "cash")])
        vouchers[0] += 1
        draw = dice.random()
        if draw < 0.03 and fund == "common":
            cents = dice.randint(1, 50000)
            holds["bank"] -= cents
            holds["cash"] += cents
            number = len(lines["transfers"]) + 1
            lines["transfers"].append(
                f"  - {{number: {number}, date: {day}, from: bank, to: cash, amount: {yuan(cents)}, why: 取备用金}}\n"
            )
            continue
        kind, sign, words, party = (
            ("income", 1, EARNED, "from") if draw < 0.4 else ("expenditures", -1, SPENT, "payee")
        )
        cents = dice.randint(100, 300000 if sign > 0 else 190000)
        holds[account] += sign * cents
        category = dice.choice(words)
        number = len(lines[kind]) + 1
        lines[kind].append(
            f"  - {{number: {number}, date: {day}, item: {category}第{vouchers[0]}笔, amount: {yuan(cents)}, "
            f"category: {category}, fund: {fund}, account: {account}, {party}: 某单位{dice.randint(1, 40)}, "
            f"voucher: {year}-{vouchers[0]:06}}}\n"
        )
    return lines


def main(entries, folder):
    dice = random.Random(20260101)
    write(folder, "board.yaml", [BOARD])
    write(folder, "fees/charge.yaml", [FEE])
    holds, vouchers = {"bank": 50_000_000, "cash": 0}, [0]
    months = [(year, month) for year in range(2015, 2025) for month in range(1, 13)]
    for place, (year, month) in enumerate(months):
        name = f"{year}-{month:02}"
        count = entries * (place + 1) // len(months) - entries * place // len(months)
        for kind, lines in month_of(dice, year, month, count - 1, holds, vouchers).items():
            if lines:
                write(folder, f"{kind}/{name}.yaml", ["records:\n", *lines])
        holds["bank"] += 294748
        write(folder, f"charges/{name}.yaml", [
            f"records:\n  - {{number: 1, fee: fees/charge, period: {name}, "
            f"due: {{payers: 132, quantity: 8421.36}}, received: [{{date: {name}-25, payers: 132, amount: 2947.48}}]}}\n"
        ])
        last = datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
        write(folder, f"balances/{name}.yaml", ["records:\n"] + [
            f"  - {{number: {number}, account: {account}, date: {last}, balance: {yuan(holds[account])}}}\n"
            for number, account in enumerate(["bank", "cash"], 1)
        ])
    for year in range(2015, 2025):
        lines = [f"  - {{category: {category}, amount: 400000.00}}\n" for category in SPENT]
        write(folder, f"budgets/{year}.yaml", [f"period: {year}\nfund: common\nlines:\n", *lines])


if __name__ == "__main__":
    main(int(sys.argv[1]), pathlib.Path(sys.argv[2]))
