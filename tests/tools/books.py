"""The exports, held against programs that others wrote.

hledger and Beancount compute what every fund and account holds at every month end, on every board
of the repository that has money and on boards of chance, and must come to Mingbai's own figures to
the last digit; a changed digit must be noticed by both. Frictionless validates the data packages,
Python's csv, icalendar and openpyxl read the tables, the calendars and the workbooks.

    tests/tools/books.py MINGBAI [HOW MANY BOARDS OF CHANCE]
"""

import csv
import importlib.metadata
import io
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import icalendar
import openpyxl
from beancount import loader
from beancount.core.data import Transaction
from beancount.core.inventory import Inventory
from frictionless import Package

from ledgers import AS_OF, Ledger

ROOT = Path(__file__).resolve().parents[2]
MINGBAI = sys.argv[1]
MANY = int(sys.argv[2]) if len(sys.argv) > 2 else 1000


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True)
    assert done.returncode == 0, (command, done.stderr.decode())
    return done.stdout


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


class Exported:
    """A board's package, and the figures that Mingbai states in it."""

    def __init__(self, board, as_of, out):
        self.board, self.as_of, self.out = board, as_of, Path(out)
        run(MINGBAI, "export", board, "--to", "datapackage", "--out", out, "--as-of", as_of)
        data = self.out / "data"
        self.accounts = {row["id"]: row for row in rows(data / "accounts.csv")}
        self.funds = {row["id"]: row for row in rows(data / "funds.csv")}
        self.held = {}
        for row in rows(data / "month-ends.csv"):
            kind = "account" if row["account"] else "fund"
            self.held[row["date"], kind, row[kind]] = row["balance"]

    def text(self, name):
        return (self.out / "data" / name).read_text(encoding="utf-8")

    def to(self, to):
        return run(MINGBAI, "export", self.board, "--to", to, "--as-of", self.as_of)


def by_hledger(exported):
    """What hledger computes, in one process for all: (name, day, kind, id) and the amount."""
    text = "".join(
        f"apply account {name}\n{one.text('books.journal')}\nend apply account\n"
        for name, one in exported.items()
    )
    with tempfile.NamedTemporaryFile("w", suffix=".journal", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        query = ["balance", "--depth", "3", "--monthly", "--historical", "-E", "-N", "-O", "csv"]
        said = run("hledger", "-f", file.name, *query).decode()
    held = {}
    table = csv.reader(io.StringIO(said))
    months = [header[:7] for header in next(table)]
    for account, *amounts in table:
        for month, amount in zip(months[1:], amounts):
            held[account, month] = Decimal(amount.split()[0].replace(",", ""))
    for name, one in exported.items():
        for day, kind, id in one.held:
            own = (one.accounts if kind == "account" else one.funds)[id]["hledger"]
            amount = held[f"{name}:{own}", day[:7]]
            yield (name, day, kind, id), amount if kind == "account" else -amount


def by_beancount(exported):
    """What Beancount computes, all in this process."""
    for name, one in exported.items():
        entries, errors, _ = loader.load_string(one.text("books.beancount"))
        assert not errors, (name, errors[:3])
        moved = [entry for entry in entries if isinstance(entry, Transaction)]
        held = defaultdict(Inventory)
        place = 0
        for day in sorted({day for day, *_ in one.held}):
            while place < len(moved) and str(moved[place].date) <= day:
                for posting in moved[place].postings:
                    held[posting.account].add_position(posting)
                place += 1
            for kind, id in [key[1:] for key in one.held if key[0] == day]:
                if kind == "account":
                    inventory = held[one.accounts[id]["beancount"]]
                else:
                    inventory = Inventory()
                    for account, own in held.items():
                        if not account.startswith("Assets:") and account.split(":")[1] == one.funds[id]["beancount"]:
                            inventory.add_inventory(-own)
                amounts = [position.units.number for position in inventory]
                yield (name, day, kind, id), sum(amounts, Decimal(0))


def agree(exported, least):
    for program, figures in [("hledger", by_hledger), ("Beancount", by_beancount)]:
        compared = 0
        for (name, *key), amount in figures(exported):
            own = exported[name].held[tuple(key)]
            assert Decimal(own) == amount, f"{name} {key}: Mingbai {own}, {program} {amount}"
            compared += 1
        assert compared == sum(len(one.held) for one in exported.values()) and compared > least
        print(f"{program}: {compared} balances of {len(exported)} boards agree")


def changed_digits_are_noticed(one, chance):
    """One digit of one amount, changed: both programs must refuse it."""
    noticed = 0
    for name in ["books.journal", "books.beancount"]:
        text = one.text(name)
        amount = re.compile(r"(?<= )-?\d+(?:\.\d+)?(?= (?:~ 0 )?[A-Z]{3}$)", re.MULTILINE)
        places = [place for found in amount.finditer(text) for place in range(*found.span())]
        digits = [place for place in places if text[place].isdigit()]
        assert len(digits) > 100
        for place in chance.sample(digits, 15):
            digit = str((int(text[place]) + chance.randint(1, 9)) % 10)
            wrong = text[:place] + digit + text[place + 1 :]
            if name == "books.beancount":
                _, errors, _ = loader.load_string(wrong)
                failed = bool(errors)
            else:
                done = subprocess.run(["hledger", "-f-", "balance"], input=wrong.encode(), capture_output=True)
                failed = done.returncode != 0
            line = text[: place].count("\n") + 1
            assert failed, f"{name}:{line}: {text[place]} became {digit} and nobody noticed"
            noticed += 1
    print(f"{noticed} changed digits are noticed")


BOUNDS = {"over", "about", "at least", "under"}


def flat(value, path=""):
    """A record as dotted names and texts, as tables have it."""
    if isinstance(value, dict):
        # What is known only roughly stands as it was typed: an amount beside, a percentage instead.
        if len(value) == 2 and "said" in value and BOUNDS & set(value):
            share = any(str(near).endswith("%") for near in value.values())
            yield (path if share else f"{path}.said"), value["said"]
            return
        for key, inner in value.items():
            yield from flat(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for place, inner in enumerate(value, 1):
            yield from flat(inner, f"{path}.{place}")
    else:
        yield path, str(value).lower() if isinstance(value, bool) else str(value)


def tables(kinds):
    """The tables by name: one a kind, and of registers one a type with a line a row."""
    for kind, records in kinds.items():
        if kind != "registers":
            yield kind, records
            continue
        types = {}
        for record in records:
            head = {"register": record["id"], "register_title": record["title"], "as_of": record.get("as_of", "")}
            lines = types.setdefault(record["type"], [])
            for row in record.get("rows", []):
                line = {"id": f"{record['id']}#{row['number']}", **head, **row}
                lines.append({name: value for name, value in line.items() if value != ""})
        for name, lines in types.items():
            if lines:
                yield f"registers-{name}", lines


def tables_say_what_the_records_say(one):
    document = json.loads(one.to("json"))
    described = json.loads((one.out / "datapackage.json").read_text(encoding="utf-8"))
    schemas = {one["name"]: one["schema"]["fields"] for one in described["resources"] if "schema" in one}
    cells = 0
    for name, records in tables(document["records"]):
        texts = {field["name"] for field in schemas[name] if field["type"] == "string"}
        table = rows(one.out / "data" / f"{name}.csv")
        assert [field["name"] for field in schemas[name]] == list(table[0]), name
        for record, row in zip(records, table, strict=True):
            bare = lambda name, text: text[1:] if name in texts and text.startswith("'") else text
            said = {name: bare(name, text) for name, text in row.items() if text}
            assert said == dict(flat(record)), (record, said)
            cells += len(said)
    return cells


def the_calendar_is_read(one):
    document = json.loads(one.to("json"))
    records = document["records"]
    expected = {}
    for record in records.get("decisions", []) + records.get("consultations", []):
        if "date" in record and record["id"].startswith("decisions/"):
            expected[record["id"], "meeting"] = date.fromisoformat(record["date"])
        if "window" in record:
            expected[record["id"], "window"] = date.fromisoformat(record["window"]["from"])
    for record in records.get("notices", []):
        if "window" in record:
            expected[record["id"], "notice"] = date.fromisoformat(record["window"]["from"])
    if not expected:
        return 0
    said = one.to("ical")
    assert all(len(line) <= 75 for line in said.split(b"\r\n")) and b"\n" not in said.replace(b"\r\n", b"")
    events = icalendar.Calendar.from_ical(said).walk("VEVENT")
    uids = [str(event["UID"]) for event in events]
    assert len(set(uids)) == len(uids)
    from urllib.parse import unquote
    starts = {}
    for event in events:
        id, kind = unquote(str(event["UID"]).rsplit("@", 1)[0]).rsplit(".", 1)
        assert event["DTEND"].dt > event["DTSTART"].dt and event["DTSTAMP"].dt
        if kind != "notice" or id.startswith("notices/"):
            starts[id, kind] = event["DTSTART"].dt
    assert starts == expected, one.board
    return len(events)


def the_workbook_is_read(one, folder):
    path = folder / "board.xlsx"
    run(MINGBAI, "export", one.board, "--to", "xlsx", "--out", path, "--as-of", one.as_of)
    kinds = {
        kind: [record for record in records if "withdrawn" not in record]
        for kind, records in json.loads(one.to("json"))["records"].items()
    }
    shown = [[record["id"] for record in records] for _, records in tables(kinds) if records]
    sheets = openpyxl.load_workbook(path).worksheets
    ids = [[row[0].value for row in sheet.iter_rows(min_row=2)] for sheet in sheets]
    assert sorted(ids) == sorted(shown), one.board
    cells = 0
    for sheet in sheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", "words are never a formula"
                cells += cell.value is not None
    return cells


def packages_are_valid(exported, folder):
    for name, one in exported.items():
        report = Package(str(one.out / "datapackage.json")).validate()
        assert report.valid, (name, report.flatten(["type", "message"])[:5])
    one = exported["sample"]
    table = one.out / "data" / "expenditures.csv"
    whole = table.read_bytes()
    at = whole.index(b".00") + 1
    table.write_bytes(whole[:at] + b"1" + whole[at + 1 :])
    report = Package(str(one.out / "datapackage.json")).validate()
    table.write_bytes(whole)
    kinds = {kind for (kind,) in report.flatten(["type"])}
    assert "hash-count" in kinds or "hash" in " ".join(kinds), kinds
    print(f"frictionless: {len(exported)} packages are valid, and a changed byte is noticed")


def main():
    versions = {name: importlib.metadata.version(name) for name in ["beancount", "frictionless"]}
    print(run("hledger", "--version").decode().strip(), *[f"{n} {v}" for n, v in versions.items()], sep=", ")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        boards = {"sample": (ROOT, "2025-04-20")}
        for board in sorted((ROOT / "tests" / "boards").iterdir()):
            boards[board.name] = (board, (board / "as-of").read_text().strip())
        exported = {}
        for name, (board, as_of) in boards.items():
            text = "\n".join(path.read_text() for path in (board / "content").glob("*.yaml"))
            if "funds:" in text or "资金:" in text or "資金:" in text:
                exported[name] = Exported(board, as_of, folder / "boards" / name)
        assert len(exported) >= 5, list(exported)
        agree(exported, 100)
        changed_digits_are_noticed(exported["sample"], random.Random(1))
        cells = sum(tables_say_what_the_records_say(one) for one in exported.values())
        events = sum(the_calendar_is_read(one) for one in exported.values())
        filled = sum(the_workbook_is_read(one, folder) for one in exported.values())
        assert cells > 1000 and events > 20 and filled > 1000
        print(f"{cells} cells of tables, {events} events and {filled} cells of workbooks are read")
        packages_are_valid(exported, folder)
        print(f"{MANY} boards of chance …", flush=True)
        ledgers = {f"L{n:04}": Ledger(n, folder / "chance" / f"L{n:04}") for n in range(MANY)}

        def made(item):
            name, ledger = item
            one = Exported(ledger.folder, AS_OF, folder / "made" / name)
            assert one.held == ledger.expected(), f"seed {name}"
            return name, one

        with ThreadPoolExecutor(4) as pool:
            exported = dict(pool.map(made, ledgers.items()))
        agree(exported, 10 * MANY)


main()
