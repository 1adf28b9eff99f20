"""What a portal adds up, added up again from the tables that its members publish.

The portals of `tests/portals` are built, each with its members. Of every board the balance, what came
in and went out by month and year, what came in of charges and what became of cases is computed from
nothing but its own CSV files, and summed over those that the portal counts. The tables and the
`board.json` of the portal must say the same, and how many boards that are. Then one member is removed,
one spoilt, one of another format, one stale: the portal must say which, and have the others in its
sums. A changed figure must be noticed.

    tests/tools/portal.py MINGBAI
"""

import copy
import csv
import json
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[2]
MINGBAI = str(Path(sys.argv[1]).resolve())
AS_OF = (ROOT / "tests/portals/street/as-of").read_text().strip()
SCHEMA = json.loads((ROOT / "docs/board.schema.json").read_text(encoding="utf-8"))
ENDED, OPENED = ("closed", "mediated"), ("reopened",)


def run(*command):
    done = subprocess.run([MINGBAI, *map(str, command)], capture_output=True, text=True)
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done


def table(path):
    if not path.is_file():
        return []
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def lines(site):
    """The lines of every fund, from the tables of its years: day, in, out, what was left."""
    funds = {one["id"]: Decimal(one["opening"]) for one in table(site / "data/funds.csv")}
    told = {fund: [] for fund in funds}
    for fund in funds:
        for path in sorted((site / "accounts").glob(f"{fund}-[0-9][0-9][0-9][0-9].csv")):
            with open(path, encoding="utf-8-sig", newline="") as file:
                rows = list(csv.reader(file))[1:]
            told[fund] += [(row[0], *(Decimal(cell or 0) for cell in (row[2], row[3], row[5]))) for row in rows]
    return funds, told


def after(month):
    year, number = map(int, month.split("-"))
    return f"{year + number // 12}-{number % 12 + 1:02}"


def months_of(period):
    """The months of `2025`, `2025-H1`, `2025-Q1` or `2025-03`."""
    year, _, part = period.partition("-")
    first, count = 1, 12
    if part:
        count = {"H": 6, "Q": 3}.get(part[0], 1)
        first = (int(part[1:]) - 1) * count + 1 if count > 1 else int(part)
    return [f"{year}-{number:02}" for number in range(first, first + count)]


def owed(charge, fees):
    if charge.get("due.amount") or charge.get("bill.amount"):
        return Decimal(charge.get("due.amount") or charge["bill.amount"])
    fee, months = fees[charge["fee"]], months_of(charge["period"])
    if not fee.get("rate") or not charge.get("due.quantity"):
        return None
    changes = [(day, Decimal(fee[f"changes.{n}.rate"])) for day, n in numbered(fee, "changes", "from") if day]

    def rate(month):
        return ([Decimal(fee["rate"])] + [new for day, new in changes if day <= f"{month}-01"])[-1]

    every = {"month": 1, "quarter": 3, "year": 12, "once": len(months)}[fee["every"]]
    whole = sum(map(rate, months)) * Decimal(charge["due.quantity"]) / every
    return whole.quantize(Decimal("0.01"), ROUND_HALF_UP)


def numbered(row, name, field):
    number = 1
    while f"{name}.{number}.{field}" in row:
        yield row[f"{name}.{number}.{field}"], number
        number += 1


def of_board(site, as_of):
    """What a board comes to, from its tables."""
    funds, told = lines(site)
    sums = {"balance": Decimal(0), "months": {}, "years": {}, "collection": {}, "cases": {}}
    for fund, opening in funds.items():
        sums["balance"] += told[fund][-1][3] if told[fund] else opening
    firsts = [rows[0][0][:7] for rows in told.values() if rows]
    month = min(firsts, default="9999-99")
    while month <= as_of[:7]:
        income = sum(row[1] for rows in told.values() for row in rows if row[0][:7] == month)
        spending = sum(row[2] for rows in told.values() for row in rows if row[0][:7] == month)
        left = Decimal(0)
        for fund, opening in funds.items():
            before = [row[3] for row in told[fund] if row[0][:7] <= month]
            left += before[-1] if before else opening
        sums["months"][month] = (income, spending, left)
        year = sums["years"].get(month[:4], (0, 0, 0))
        sums["years"][month[:4]] = (year[0] + income, year[1] + spending, left)
        month = after(month)
    fees = {one["id"]: one for one in table(site / "data/fees.csv")}
    for charge in table(site / "data/charges.csv"):
        year = charge["period"][:4]
        debt = owed(charge, fees)
        received = [Decimal(amount) for amount, _ in numbered(charge, "received", "amount") if amount]
        by_building = [Decimal(charge[name]) for name in charge if name.startswith("buildings.") and name.endswith("received.amount") and charge[name]]
        received = received or by_building
        debt = debt - Decimal(charge.get("waived.amount") or 0) if debt is not None else None
        of = sums["collection"].setdefault(year, [0, Decimal(0), Decimal(0)])
        of[0] += 1
        if debt is not None and debt > 0 and received:
            of[1] += debt
            of[2] += sum(received)
    for case in table(site / "data/cases.csv"):
        steps = [(case[f"events.{n}.on"], n, what) for what, n in numbered(case, "events", "what") if what]
        ended = bool(case.get("closed.on"))
        for _, _, what in sorted(steps, key=lambda step: (step[0], step[1])):
            ended = True if what in ENDED else False if what in OPENED else ended
        of = sums["cases"].setdefault(case["opened"][:4], [0, 0])
        of[0] += 1
        of[1] += ended
    return sums


def add(all_):
    total = {"balance": Decimal(0)}
    total |= {name: defaultdict(lambda: [0, 0, 0]) for name in ("months", "years", "collection")}
    total["cases"] = defaultdict(lambda: [0, 0])
    for one in all_:
        total["balance"] += one["balance"]
        for name in ("months", "years", "collection", "cases"):
            for key, figures in one[name].items():
                total[name][key] = [a + b for a, b in zip(total[name][key], figures)]
    return total


def published(totals):
    """The same of a board.json."""
    flows = lambda one: [Decimal(one[name]) for name in ("income", "spending", "balance")]
    return {
        "balance": Decimal(totals["balance"]),
        "months": {one["month"]: flows(one) for one in totals["months"]},
        "years": {str(one["year"]): flows(one) for one in totals["years"]},
        "collection": {
            str(one["year"]): [one["charges"], Decimal(one["owed"]), Decimal(one["received"])] for one in totals["collection"]
        },
        "cases": {str(one["year"]): [one["received"], one["closed"]] for one in totals["cases"]},
    }


def leaves(site):
    """Every board below a portal, with its site."""
    for index in sorted(site.glob("boards/*/board.json")):
        yield index.parent
        yield from leaves(index.parent)


def same(mine, told):
    for name in ("months", "years", "collection", "cases"):
        own = {key: list(figures) for key, figures in mine[name].items()}
        wrong = {key for key in own.keys() | told[name].keys() if own.get(key) != told[name].get(key)}
        assert not wrong, [(name, key, own.get(key), told[name].get(key)) for key in sorted(wrong)[:5]]
    assert mine["balance"] == told["balance"], (mine["balance"], told["balance"])


def held(site, currency="CNY"):
    """Holds a portal against its members; how many boards it has, and how many are summed."""
    index = json.loads((site / "board.json").read_text(encoding="utf-8"))
    jsonschema.validate(index, SCHEMA)
    counted = []
    for folder in leaves(site):
        own = json.loads((folder / "board.json").read_text(encoding="utf-8"))
        mine = of_board(folder, own["as_of"])
        same(mine, published(own["totals"]))
        if own["currency"] == currency and not own["trial"]:
            counted.append(mine)
    members = index["members"]
    same(add(counted), published(members["totals"]))
    assert members["summed"] == len(counted), members
    for line in members["totals"]["months"]:
        boards = sum(line["month"] in one["months"] for one in counted)
        assert line.get("boards", 1) == boards, line
    return members, counted


def tables_agree(site):
    """The table of periods, row by row, against what each member publishes."""
    rows = table(site / "data/member-periods.csv")
    for member in table(site / "data/members.csv"):
        folder = site / "boards" / member["id"]
        if not folder.is_dir():
            continue
        whole = [of_board(folder, AS_OF), *(of_board(one, AS_OF) for one in leaves(folder))]
        total = add(whole)
        assert Decimal(member["balance"]) == total["balance"], member
        mine = {row["period"]: row for row in rows if row["member"] == member["id"]}
        for period, figures in [*total["months"].items(), *total["years"].items()]:
            told = [Decimal(mine[period][name]) for name in ("income", "spending", "balance")]
            assert told == list(figures), (member["id"], period, told, figures)
    return len(rows)


def page_says(site, *texts):
    page = (site / "members.html").read_text(encoding="utf-8")
    for text in texts:
        assert text in page, text


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for name in ("street", "district"):
            site = folder / name
            run("build", ROOT / "tests/portals" / name, "--out", site, "--as-of", AS_OF)
            members, counted = held(site)
            rows = tables_agree(site)
            print(f"{name}: {members['boards']} boards, {members['summed']} in the sums, {len(members['totals']['months'])} months, {rows} rows of periods")
            # A changed figure is noticed.
            for place in ("balance", "months", "years"):
                other = copy.deepcopy(members["totals"])
                if place == "balance":
                    other["balance"] = str(Decimal(other["balance"]) + Decimal("0.01"))
                else:
                    other[place][-1]["income"] = str(Decimal(other[place][-1]["income"]) + Decimal("0.01"))
                try:
                    same(add(counted), published(other))
                except AssertionError:
                    continue
                raise AssertionError(f"a changed {place} was not noticed")
        unread(folder)


def unread(folder):
    """Copies of what members published, one after the other spoilt and mended again."""
    portal = folder / "portal"
    copies = {}
    for path in (index.parent for index in sorted((folder / "street").glob("boards/*/board.json"))):
        copies[path.name] = portal / "copies" / path.name
        (copies[path.name]).mkdir(parents=True)
        shutil.copy(path / "board.json", copies[path.name])
        if (path / "data").is_dir():
            shutil.copytree(path / "data", copies[path.name] / "data")
    (portal / "content").mkdir()
    text = (ROOT / "tests/portals/street/content/board.yaml").read_text(encoding="utf-8")
    head = text[: text.index("members:")]
    (portal / "content/board.yaml").write_text(
        head + "members:\n" + "".join(f"  - copies/{name}\n" for name in copies), encoding="utf-8"
    )

    def built(day=AS_OF):
        said = run("build", portal, "--as-of", day)
        index = json.loads((portal / "output/board.json").read_text(encoding="utf-8"))
        return index["members"], said.stderr

    members, said = built()
    whole = json.loads((folder / "street/board.json").read_text(encoding="utf-8"))["members"]
    assert members["totals"] == whole["totals"] and members["told"] == len(copies), members
    assert "unread-member" not in said, said
    first = copies["cn-community"]
    index, data = first / "board.json", next((first / "data").glob("*.jsonl"))

    def removed():
        first.rename(first.with_suffix(".away"))
        return lambda: first.with_suffix(".away").rename(first)

    def spoilt(path, change):
        def go():
            before = path.read_bytes()
            path.write_bytes(change(before))
            return lambda: path.write_bytes(before)

        return go

    def richer(text):
        board = json.loads(text)
        month = board["totals"]["months"][-1]
        month["balance"] = str(Decimal(month["balance"]) + Decimal("0.01"))
        return json.dumps(board).encode()

    later = lambda text: text.replace(b'"format": 1', b'"format": 2')
    spoils = {
        "removed": removed,
        "a broken board.json": spoilt(index, lambda text: text[:-20]),
        "another format": spoilt(index, later),
        "changed data": spoilt(data, lambda text: text.replace(b"2022", b"2023", 1)),
        "a changed balance": spoilt(index, richer),
    }
    for what, spoil in spoils.items():
        mend = spoil()
        now, said = built()
        assert "unread-member" in said, (what, said)
        assert (now["told"], now["boards"]) == (len(copies) - 1, len(copies)), (what, now)
        others = [of_board(folder / "street/boards" / name, AS_OF) for name in copies if name != "cn-community"]
        same(add(others), published(now["totals"]))
        page_says(portal / "output", "cn-community", "读不到")
        mend()
        assert built()[0] == members, what
    stale, _ = built("2026-12-31")
    assert stale == members
    page_says(portal / "output", "没有重新制作")
    print(f"{len(spoils)} ways of being unread are told, and mended again; what is stale is said to be")


main()
