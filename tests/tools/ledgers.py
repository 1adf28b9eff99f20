"""Boards of chance: each with its own funds, accounts and entries, and what they come to by the
rules of the format. The same seed gives the same boards."""

import calendar
import json
import random
import re
from datetime import date, timedelta
from pathlib import Path

AS_OF = date(2026, 3, 15)
CURRENCIES = [("CNY", 2), ("CNY", 2), ("JPY", 0), ("KWD", 3)]
FUNDS = ["common", "Parking", "代收", "二〇二五年", "1号楼 电梯", "x;y", "维修:专项"]
ACCOUNTS = ["bank", "现金", "wei xin", "Bank-2"]
CATEGORIES = [
    "保洁", "水费：公摊", "水费 公摊", "a;b", "a|b", "(杂)", "=1+1", "-", "Ⅷ级", "a, b", 'q"s',
    "back\\slash", "Income", "opening", "moved", "income", "🅰️", "2025", "* x", "@home", "账——目",
]


def plain(minor, digits):
    sign = "-" if minor < 0 else ""
    whole, part = divmod(abs(minor), 10**digits)
    return f"{sign}{whole}.{part:0{digits}d}" if digits else f"{sign}{whole}"


def slug(name):
    """A name as part of an address."""
    return re.sub(r"[\W]+", "-", name).strip("-")


def month_ends(first, last):
    """The ends of all months from the first day to the last, and the last day itself."""
    day = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    while day < last:
        yield day
        after = day + timedelta(days=1)
        day = after.replace(day=calendar.monthrange(after.year, after.month)[1])
    yield last


class Ledger:
    """One board, written into a folder."""

    def __init__(self, seed, folder):
        self.random = random.Random(seed)
        self.folder = Path(folder)
        code, self.digits = self.random.choice(CURRENCIES)
        self.accounts = self.random.sample(ACCOUNTS, self.random.randint(1, 4))
        funds = self.random.sample(FUNDS, self.random.randint(1, 4))
        self.funds = {
            name: (self.random.choice(self.accounts), self.day(date(2025, 1, 1), 90), self.amount())
            for name in funds
        }
        # Two categories of one address are an error, so one of each address is taken.
        mixed = self.random.sample(CATEGORIES, len(CATEGORIES))
        self.categories = list({slug(name).lower(): name for name in mixed}.values())
        self.moves = []  # day, fund or None, account or None, effect
        self.records = {"income": [], "expenditures": [], "transfers": [], "charges": []}
        self.fees = []
        self.write(code)

    def day(self, first, within):
        return first + timedelta(days=self.random.randrange(within))

    def amount(self):
        return self.random.choice([1, 5, 99, 100, 12345, 1000000]) * self.random.randint(1, 9999)

    def after(self, *funds):
        first = max(self.funds[fund][1] for fund in funds)
        return self.day(first, (AS_OF - first).days + 1)

    def said(self, kind, **fields):
        records = self.records[kind]
        if self.random.random() < 0.7:
            fields["category"] = self.random.choice(self.categories)
        if kind != "charges" and self.random.random() < 0.5:
            fields["voucher"] = f"{len(records)}, {self.random.choice('支;|-')}"
        records.append({"number": len(records) + 1, **fields})

    def entry(self):
        fund = self.random.choice(list(self.funds))
        held, _, _ = self.funds[fund]
        day, amount = self.after(fund), self.amount()
        account = self.random.choice([None, *self.accounts])
        at = {"account": account} if account else {}
        what = self.random.random()
        common = {"date": str(day), "fund": fund, **at}
        draft = {"draft": "yes"} if self.random.random() < 0.05 else {}
        move = (lambda *_: None) if draft else (lambda *one: self.moves.append(one))
        if what < 0.3:
            self.said("income", item="进 ; 账", amount=plain(amount, self.digits), **common, **draft)
            move(day, fund, account or held, amount)
        elif what < 0.65:
            # A refund is spending taken back.
            amount = -amount if self.random.random() < 0.15 else amount
            payee = self.random.choice(['某"店"', "Smith | Sons; Ltd", "甲\\乙", "@x"])
            text = plain(amount, self.digits)
            self.said("expenditures", item="付 | 款", amount=text, payee=payee, **common, **draft)
            move(day, fund, account or held, -amount)
        elif what < 0.7:
            self.said("income", item="大概", amount="约30000", **common)
        elif what < 0.8 and len(self.accounts) > 1:
            source, target = self.random.sample(self.accounts, 2)
            text = plain(amount, self.digits)
            day = self.after(*self.funds)
            self.said("transfers", **{"from": source, "to": target}, date=str(day), amount=text, why="存取")
            self.moves += [(day, None, source, -amount), (day, None, target, amount)]
        elif what < 0.9 and len(self.funds) > 1:
            source, target = self.random.sample(list(self.funds), 2)
            text = plain(amount, self.digits)
            day = self.after(source, target)
            self.said("transfers", **{"from": source, "to": target}, date=str(day), amount=text, why="划转")
            left, right = self.funds[source][0], self.funds[target][0]
            # Within one account only the funds change.
            moves = left != right
            self.moves.append((day, source, left if moves else None, -amount))
            self.moves.append((day, target, right if moves else None, amount))
        else:
            self.charge(fund, held)

    def charge(self, fund, held):
        name = f"fee{len(self.fees)}"
        self.fees.append((name, fund, self.funds[fund][1]))
        receipts = []
        for _ in range(self.random.randint(1, 3)):
            day, amount = self.after(fund), self.amount()
            account = self.random.choice([None, *self.accounts])
            receipt = {"date": str(day), "payers": 1, "amount": plain(amount, self.digits)}
            receipts.append(receipt | ({"account": account} if account else {}))
            self.moves.append((day, fund, account or held, amount))
        due = {"payers": 9, "amount": plain(10**11, self.digits)}
        period = f"2025-{self.random.randint(1, 12):02d}"
        self.said("charges", fee=f"fees/{name}", period=period, due=due, received=receipts)

    def put(self, path, text):
        path = self.folder / "content" / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def write(self, code):
        for _ in range(self.random.randint(3, 30)):
            self.entry()
        flow = lambda value: json.dumps(value, ensure_ascii=False)
        board = {
            "format": 1, "name": "随机", "publisher": "随机", "locale": "zh-CN", "currency": code,
            "time_zone": "Asia/Shanghai",
        }
        lines = [f"{key}: {flow(value)}" for key, value in board.items()] + ["accounts:"]
        lines += [f"  - {flow({'id': one, 'name': one, 'kind': 'bank'})}" for one in self.accounts]
        lines.append("funds:")
        for fund, (held, opened, opening) in self.funds.items():
            opening = {"date": str(opened), "balance": plain(opening, self.digits)}
            lines.append(f"  - {flow({'id': fund, 'name': fund, 'held_in': held, 'opening': opening})}")
        self.put("board.yaml", "\n".join(lines) + "\n")
        for name, fund, opened in self.fees:
            fee = {"title": name, "fund": fund, "every": "once", "from": str(opened)}
            self.put(f"fees/{name}.yaml", "".join(f"{key}: {flow(value)}\n" for key, value in fee.items()))
        for kind, records in self.records.items():
            if records:
                listed = "".join(f"  - {flow(record)}\n" for record in records)
                self.put(f"{kind}/all.yaml", f"records:\n{listed}")

    def expected(self):
        """What everything holds at every month end: (day, account or fund, id) and the amount."""
        days = [day for day, *_ in self.moves] + [opened for _, opened, _ in self.funds.values()]
        last = max(days).replace(day=calendar.monthrange(max(days).year, max(days).month)[1])
        held = {}
        for end in month_ends(min(days), min(last, AS_OF)):
            for account in self.accounts:
                sums = [o for at, opened, o in self.funds.values() if at == account and opened <= end]
                sums += [e for day, _, at, e in self.moves if at == account and day <= end]
                held[str(end), "account", account] = plain(sum(sums), self.digits)
            for fund, (_, opened, opening) in self.funds.items():
                if opened <= end:
                    sums = [e for day, own, _, e in self.moves if own == fund and day <= end]
                    held[str(end), "fund", fund] = plain(sum(sums) + opening, self.digits)
        return held
