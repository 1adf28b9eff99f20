"""What cases come to, counted again from the exported table.

Every figure of the page of statistics, in every one of its tables, is counted a second time from
`data/cases.csv` with nothing but Python's standard library: of the sample board, of the boards of
the repository, and of boards of chance. A changed figure must be noticed.

    tests/tools/cases.py MINGBAI [HOW MANY BOARDS OF CHANCE]
"""

import csv
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MINGBAI = sys.argv[1]
MANY = int(sys.argv[2]) if len(sys.argv) > 2 else 40
AS_OF = date(2025, 4, 20)
REASONS = ["fixed", "not-ours", "duplicate", "no-further-action", "mediated"]
PROMPT = 7
# What a step says besides its day.
DETAIL = {"assigned": "to", "closed": "reason", "visited": "satisfied"}
NONE = "—"


class Tables(HTMLParser):
    """The tables of a page: the class, the rows with the text of their cells."""

    def __init__(self, text):
        super().__init__()
        self.tables, self.cell = [], None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self.tables.append((dict(attributes).get("class") or "", []))
        elif tag == "tr" and self.tables:
            self.tables[-1][1].append([])
        elif tag in ("td", "th") and self.tables:
            self.cell = ""

    def handle_endtag(self, tag):
        if tag in ("td", "th") and self.cell is not None:
            self.tables[-1][1][-1].append(" ".join(self.cell.split()))
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data


def day(text):
    return date.fromisoformat(text) if text else None


class Case:
    """A row of the table, and what follows from it."""

    def __init__(self, row):
        self.opened, self.due = day(row["opened"]), day(row["tier.by"])
        self.category = row["category"]
        if row["tier.escalated_to"]:
            self.tier, self.due = "escalated", None
        else:
            self.tier = "by" if self.due else "at once" if row["tier.at_once"] == "true" else ""
        steps = []
        numbers = {int(name.split(".")[1]) for name in row if name.startswith("events.")}
        for number in sorted(numbers):
            said = lambda field: row[f"events.{number}.{field}"]
            if said("on"):
                steps.append((day(said("on")), 1, said("what"), said(DETAIL.get(said("what"), "what"))))
        # A short field stands for one step; what is told in both places happened once.
        for rank, what in [(0, "assigned"), (0, "replied"), (2, "closed"), (2, "visited")]:
            on, detail = day(row[f"{what}.on"]), row.get(f"{what}.{DETAIL.get(what)}", what)
            if on and not any((step[0], *step[2:]) == (on, what, detail) for step in steps):
                steps.append((on, rank, what, detail))
        # Python's sort keeps what is equal in its order.
        steps.sort(key=lambda one: (one[0], one[1]))
        self.closed = self.reason = self.replied = self.holder = self.content = None
        self.reopened = 0
        for on, _, what, detail in steps:
            if what == "closed":
                self.closed, self.reason = on, detail
            if what == "reopened":
                self.closed = self.reason = None
                self.reopened += 1
            if what in ("closed", "replied") and self.replied is None:
                self.replied = on
            if what == "assigned":
                self.holder = detail
            if what == "visited":
                self.content = detail == "true"


def percent(part, of):
    """Half up to one decimal."""
    share = Fraction(1000 * part, of)
    tenths = share.numerator // share.denominator
    if share - tenths >= Fraction(1, 2):
        tenths += 1
    check = (Decimal(part) * 100 / Decimal(of)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert f"{check}" == f"{tenths // 10}.{tenths % 10}", (part, of)
    return f"{check}%"


def median(days):
    days = sorted(days)
    if not days:
        return None
    middle = Fraction(days[(len(days) - 1) // 2] + days[len(days) // 2], 2)
    return str(middle.numerator) if middle.denominator == 1 else f"{float(middle):.1f}"


def row_of(cases):
    """The figures of a group."""
    closed = [case for case in cases if case.closed]
    asked = [case for case in cases if case.content is not None]
    return [
        str(len(cases)),
        str(len(closed)),
        str(len(cases) - len(closed)),
        str(sum(case.reason == "fixed" for case in closed)),
        percent(len(closed), len(cases)),
        median([(case.closed - case.opened).days for case in closed]) or NONE,
        f"{sum(case.content for case in asked)} / {len(asked)}" if asked else NONE,
    ]


def measures_of(cases, as_of):
    """The figures of all, with what they are made of."""
    closed = [case for case in cases if case.closed]
    fixed = sum(case.reason == "fixed" for case in closed)
    late = lambda case: case.due and (min(case.closed, as_of) if case.closed else as_of) > case.due
    held = [case for case in cases if case.due and (case.closed or late(case))]
    waited = [case for case in cases if case.replied or (as_of - case.opened).days > PROMPT]
    prompt = [case for case in waited if case.replied and (case.replied - case.opened).days <= PROMPT]
    asked = [case for case in cases if case.content is not None]
    rows = [
        [str(n), ""]
        for n in [
            len(cases),
            len(closed),
            len(cases) - len(closed),
            sum(bool(late(case)) for case in cases if not case.closed),
            fixed,
            sum(case.reopened > 0 for case in cases),
        ]
    ]
    for part, of in [
        (len(closed), len(cases)),
        (fixed, len(closed)),
        (sum(not late(case) for case in held), len(held)),
        (len(prompt), len(waited)),
        (sum(case.content for case in asked), len(asked)),
    ]:
        if of:
            rows.append([percent(part, of), f"{part} / {of}"])
    for days in [
        [(case.replied - case.opened).days for case in cases if case.replied],
        [(case.closed - case.opened).days for case in closed],
    ]:
        if days:
            rows.append([f"{median(days)} 天", f"{len(days)} 件的"])
    return rows


def groups_of(cases, key):
    groups = {}
    for case in cases:
        groups.setdefault(key(case), []).append(case)
    return groups


def expected(cases, as_of):
    """Every table of the page: the names of the rows where they are in the data, the figures."""
    year = groups_of(cases, lambda case: f"{case.opened.year}年")
    month = groups_of(cases, lambda case: f"{case.opened.year}年{case.opened.month}月")
    category = groups_of(cases, lambda case: case.category or "未分类")
    words = {"at once": "当场办", "by": "限期办", "escalated": "上报", "": "没有写怎样处置"}
    tier = groups_of(cases, lambda case: words[case.tier])
    holder = groups_of(cases, lambda case: case.holder or "还没有分派")
    tables = [{name: row_of(group) for name, group in groups.items()} for groups in (year, month, category, tier, holder)]
    return measures_of(cases, as_of), tables, row_of(cases)


def shown(site):
    tables = Tables((site / "case-statistics.html").read_text(encoding="utf-8")).tables
    measures = next(rows for kind, rows in tables if kind == "measures")
    groupings = [rows for kind, rows in tables if kind == "counted grouped"]
    return (
        [row[1:] for row in measures[1:]],
        [{row[0]: row[1:] for row in rows[1:-1]} for rows in groupings],
        [rows[-1][1:] for rows in groupings],
    )


def read(site, as_of):
    with open(site / "data/cases.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    rows = [row for row in rows if not row.get("withdrawn.on")]
    return [case for case in map(Case, rows) if case.opened <= as_of]


def check(site, as_of):
    cases = read(site, as_of)
    measures, tables, total = expected(cases, as_of)
    seen, groupings, totals = shown(site)
    assert seen == measures, (site, seen, measures)
    assert groupings == tables, (site, groupings, tables)
    assert totals == [total] * 5, (site, totals, total)
    # Accepted is always closed and open together.
    assert int(seen[0][0]) == int(seen[1][0]) + int(seen[2][0]), seen
    return len(cases)


def build(board, out, as_of):
    command = [MINGBAI, "build", board, "--out", out, "--as-of", as_of]
    done = subprocess.run([str(part) for part in command], capture_output=True)
    assert done.returncode == 0, (board, done.stdout.decode(), done.stderr.decode())


BOARD = """format: 1
name: 试验小区公示栏
publisher: 试验小区业主委员会
locale: zh-CN
currency: CNY
time_zone: Asia/Shanghai
"""


def chance(choose):
    """A board of cases that went on as they like, but in order."""
    records = []
    for number in range(1, choose.randint(1, 40) + 1):
        at = AS_OF - timedelta(days=choose.randint(0, 800))
        fields = [f"number: {number}", f"title: 事{number}", f"opened: {at}"]
        if choose.random() < 0.8:
            fields.append(f"category: {choose.choice(['水', '电', '路'])}")
        tier = choose.choice(["", "at_once: yes", "escalated_to: 街道", "by", "by"])
        if tier == "by":
            tier = f"by: {at + timedelta(days=choose.randint(0, 60))}"
        if tier:
            fields.append(f"tier: {{{tier}}}")
        steps, ended = [], False
        for _ in range(choose.randint(0, 9)):
            at += timedelta(days=choose.choice([0, 0, 1, 3, 7, 8, 30]))
            if at > AS_OF:
                break
            kinds = ["urged", "replied", "assigned", "noted", "reopened" if ended else "closed"]
            kinds += ["visited"] if any(what == "closed" for _, what, _ in steps) else []
            what = choose.choice(kinds)
            words = {
                "assigned": ["物业", "社区", "保洁"],
                "closed": REASONS,
                "visited": ["yes", "no"],
            }.get(what)
            detail = words and (DETAIL[what], choose.choice(words))
            ended = what == "closed" or (ended and what != "reopened")
            steps.append((at, what, detail))
        # What is told first may stand in the short field, and what is told twice is told once.
        events = []
        for on, what, detail in steps:
            first = not any(known == what for _, known, _ in events) and not any(
                field.startswith(f"{what}: ") for field in fields
            )
            told = [f"on: {on}"] + ([f"{detail[0]}: {detail[1]}"] if detail else [])
            alone = sum((day, kind) == (on, what) for day, kind, _ in steps) == 1
            lonely = sum(day == on for day, _, _ in steps) == 1
            short = what in ("assigned", "replied", "closed", "visited") and first and alone and lonely
            if short and choose.random() < 0.7:
                fields.append(f"{what}: {{{', '.join(told)}}}")
                if choose.random() < 0.7:
                    continue
            events.append((on, what, told))
        if events:
            lines = [f"{{{', '.join([told[0], f'what: {what}', *told[1:]])}}}" for _, what, told in events]
            fields.append(f"events: [{', '.join(lines)}]")
        records.append(f"  - {{{', '.join(fields)}}}")
    return "records:\n" + "\n".join(records) + "\n"


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        boards = [(ROOT, str(AS_OF))] + [
            (board, (board / "as-of").read_text().strip())
            for board in sorted((ROOT / "tests/boards").iterdir())
            if any((board / "content" / name).is_dir() for name in ("cases", "办事"))
        ]
        total = found = 0
        for place, (board, as_of) in enumerate(boards):
            out = folder / f"board-{place}"
            build(board, out, as_of)
            page = out / "case-statistics.html"
            # The words of the tables are told in one language.
            if page.exists() and 'lang="zh-CN"' in page.read_text(encoding="utf-8"):
                total += check(out, day(as_of))
                found += 1
        assert found >= 2, "boards with cases"
        choose = random.Random(35)
        for place in range(MANY):
            board = folder / f"chance-{place}"
            (board / "content/cases").mkdir(parents=True)
            (board / "content/board.yaml").write_text(BOARD, encoding="utf-8")
            (board / "content/cases/all.yaml").write_text(chance(choose), encoding="utf-8")
            build(board, board / "site", AS_OF)
            total += check(board / "site", AS_OF)
        # A figure that is off by one must be noticed.
        site = folder / "board-0"
        page = site / "case-statistics.html"
        text = page.read_text(encoding="utf-8")
        figure = shown(site)[0][1][0]
        page.write_text(text.replace(f'<td class="fig">{figure}</td>', f'<td class="fig">{int(figure) + 1}</td>', 1), encoding="utf-8")
        try:
            check(site, AS_OF)
        except AssertionError:
            pass
        else:
            raise SystemExit("a changed figure was not noticed")
        print(f"{total} cases on {found} boards and {MANY} of chance come to the figures of their pages.")


main()
