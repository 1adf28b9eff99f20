#!/usr/bin/env python3
"""Measures the live preview: how long after a save each page shows it.

    python3 benches/live.py BOARD --mingbai target/release/mingbai [--edits 500]
    python3 benches/live.py --records 10000 --theme default --mingbai target/release/mingbai

BOARD is a folder that gen.py made (benches/peers/gen.py N OUT makes OUT/mingbai and OUT/default);
it is copied, never changed. With --records the board is made first. `serve` is started on the
copy, records are edited in random order (title and amount, written in place and written beside
and renamed in turn), and after each save these are asked for until they show it:

- page: the record's own page shows the new title
- list: the page of the list of its kind on which it stands shows the new title
- month: the archive of its month shows the new title
- total: the archive of its month shows the sum of its kind in that month, added up here
- feed: the Atom feed, where the record is in it (every fourth edit is of one of those)
- style, template: a rule of the style and a line of the layout, with --theme-edits

Times are from before the write until the answer is here, each asked for right after the one before
has shown it, so that later columns hold earlier ones. Standard library only.
"""
import argparse
import collections
import decimal
import http.client
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
MONEY = {"income", "expenditures"}
TITLE = re.compile(r'^(?:item|title): "(.*)"$', re.M)
AMOUNT = re.compile(r"^amount: (.*)$", re.M)
DAY = re.compile(r"^(?:date|opened): (\d{4}-\d\d)", re.M)


def arguments():
    parser = argparse.ArgumentParser(description="Measures how long after a save each page shows it.")
    parser.add_argument("board", nargs="?", type=pathlib.Path, help="a board that gen.py made")
    parser.add_argument("--records", type=int, metavar="N", help="make a board of N records instead")
    parser.add_argument("--theme", choices=("mingbai", "default"), default="mingbai", help="which of gen.py's boards")
    parser.add_argument("--mingbai", required=True, help="the program to be measured")
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--theme-edits", type=int, default=0, help="edits of style and layout behind the others")
    parser.add_argument("--pause", type=float, default=0.05, help="seconds between an edit shown and the next")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=500, help="memory is told after so many edits")
    parser.add_argument("--patience", type=float, default=30, help="seconds after which an edit is given up")
    parser.add_argument("--work", type=pathlib.Path, help="a folder for the copy [default: a temporary one]")
    parser.add_argument("--serve", nargs=argparse.REMAINDER, default=[], help="further arguments of serve, such as --poll")
    args = parser.parse_args()
    if (args.board is None) == (args.records is None):
        parser.error("either BOARD or --records")
    return args


class Record:
    """A file of the board, and what is known of it."""

    def __init__(self, path):
        self.path = path
        self.kind = path.parent.name
        self.text = path.read_text(encoding="utf-8")
        self.title = TITLE.search(self.text).group(1)
        self.month = DAY.search(self.text).group(1)
        amount = AMOUNT.search(self.text)
        self.amount = decimal.Decimal(amount.group(1)) if amount else None
        self.page = f"{self.kind}/{path.stem}.html"

    def edit(self, dice, number):
        self.title = re.sub(r"·\d+$", "", self.title) + f"·{number}"
        self.text = TITLE.sub(lambda found: found.group(0).split(":")[0] + f': "{self.title}"', self.text, count=1)
        if self.amount is not None:
            self.amount = decimal.Decimal(dice.randint(5_000, 9_000_000)) / 100
            self.text = AMOUNT.sub(f"amount: {self.amount:.2f}", self.text, count=1)

    def save(self, number):
        save(self.path, self.text, number)


def save(path, text, number):
    """In place, or beside and renamed, in turn."""
    if number % 2:
        path.write_text(text, encoding="utf-8")
        return
    beside = path.with_name(f".{path.name}.swp~")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)


class Preview:
    def __init__(self, args, board):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [args.mingbai, "serve", str(board), "--port", str(self.port), *args.serve]
        self.child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.patience = args.patience
        self.connection = None

    def ask(self, address):
        for again in (False, True):
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
                    self.connection.connect()
                    self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.connection.request("GET", "/" + urllib.parse.quote(address))
                answer = self.connection.getresponse()
                body = answer.read().decode("utf-8")
                return body if answer.status == 200 else None
            except OSError:
                self.connection = None
                if again:
                    return None
        return None

    def until(self, address, text, begun):
        """Seconds since `begun` when an address first shows a text; None if it never does."""
        while time.perf_counter() - begun < self.patience:
            body = self.ask(address)
            if body is not None and text in body:
                return time.perf_counter() - begun
            time.sleep(0.001)
        print(f"{address} does not show {text}", file=sys.stderr)
        return None

    def memory(self):
        """Resident memory in MiB; 0 where that is not said."""
        try:
            status = pathlib.Path(f"/proc/{self.child.pid}/status").read_text()
        except OSError:
            return 0
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) // 1024

    def processor(self):
        """Seconds of processor time used so far."""
        try:
            parts = pathlib.Path(f"/proc/{self.child.pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            return 0.0
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self.child.send_signal(signal.SIGTERM)
        self.child.wait()


def places(preview, records):
    """The page of the list of its kind on which each record stands."""
    found = {}
    for kind in sorted({record.kind for record in records}):
        number = 1
        while True:
            address = f"{kind}.html" if number == 1 else f"{kind}.{number}.html"
            body = preview.ask(address)
            if body is None:
                break
            for stem in re.findall(rf'href="{kind}/([^"/]+)\.html"', body):
                found.setdefault(f"{kind}/{stem}.html", address)
            number += 1
    return found


def told(seconds):
    """Median, 99th percentile and maximum, in milliseconds."""
    if not seconds:
        return "-", "-", "-"
    seconds = sorted(seconds)
    at = lambda part: f"{1000 * seconds[min(len(seconds) - 1, int(part * len(seconds)))]:.1f}"
    return at(0.5), at(0.99), f"{1000 * seconds[-1]:.1f}"


def main():
    args = arguments()
    dice = random.Random(args.seed)
    work = args.work or pathlib.Path(tempfile.mkdtemp(prefix="live-"))
    preview = None
    try:
        source = args.board
        if args.records is not None:
            made = work / "made"
            subprocess.run([sys.executable, str(HERE / "peers/gen.py"), str(args.records), str(made), "--only", args.theme], check=True)
            source = made / args.theme
        board = work / "board"
        shutil.copytree(source, board, ignore=shutil.ignore_patterns("output", ".mingbai"))
        theme = board / "themes/bench"
        records = [Record(path) for path in sorted(board.glob("content/*/*.md"))]
        sums = collections.Counter()
        for record in records:
            if record.kind in MONEY:
                sums[record.kind, record.month] += record.amount
        preview = Preview(args, board)
        begun = time.perf_counter()
        first = preview.until("index.html", "<", begun)
        if first is None:
            return 1
        print(f"{len(records)} records, first page after {first:.2f} s, {preview.memory()} MiB, load {os.getloadavg()[0]:.1f}")
        listed = places(preview, records)
        times = collections.defaultdict(list)
        missed = 0
        used = preview.processor()
        for number in range(1, args.edits + 1):
            feed = preview.ask("feed.xml") or ""
            fed = [record for record in records if number % 4 == 0 and f"/{record.page}<" in feed]
            record = dice.choice(fed or records)
            asked = [("page", record.page), ("list", listed[record.page]), ("month", f"months/{record.month}.html")]
            if f"/{record.page}<" in feed:
                asked.append(("feed", "feed.xml"))
            before = record.amount
            record.edit(dice, number)
            asked = [(name, address, record.title) for name, address in asked]
            if before is not None:
                sums[record.kind, record.month] += record.amount - before
                asked.append(("total", f"months/{record.month}.html", f"{sums[record.kind, record.month]:,.2f}"))
            begun = time.perf_counter()
            record.save(number)
            for name, address, text in asked:
                seconds = preview.until(address, text, begun)
                if seconds is None:
                    missed += 1
                else:
                    times[name].append(seconds)
            if number % args.every == 0:
                print(f"after {number} edits: {preview.memory()} MiB")
            time.sleep(args.pause)
        used = preview.processor() - used
        for number in range(1, args.theme_edits + 1):
            for name, file, mark, page in (("style", "assets/board.css", f"\n/* edit {number} */\n", "board.css"),
                                           ("template", "templates/layout.html", f"\n<!-- edit {number} -->\n", records[0].page)):
                path = theme / file
                text = re.sub(r"\n(/\*|<!--) edit \d+ (\*/|-->)\n", "", path.read_text(encoding="utf-8"))
                at = len(text) if name == "style" else text.index("</body>")
                text = text[:at] + mark + text[at:]
                begun = time.perf_counter()
                save(path, text, number)
                seconds = preview.until(page, mark.strip(), begun)
                if seconds is None:
                    missed += 1
                else:
                    times[name].append(seconds)
                time.sleep(args.pause)
        print(f"| shown after a save, ms | edits | median | 99th percentile | most |\n| --- | ---: | ---: | ---: | ---: |")
        for name in ("page", "list", "month", "total", "feed", "style", "template"):
            if times[name]:
                print(f"| {name} | {len(times[name])} | " + " | ".join(told(times[name])) + " |")
        each = f"{1000 * used / max(1, args.edits):.0f} ms of processor time an edit, questions among them"
        print(f"{each}; {preview.memory()} MiB at the end; load {os.getloadavg()[0]:.1f}; {missed} not shown")
        return 1 if missed else 0
    finally:
        if preview:
            preview.stop()
        if args.work is None:
            shutil.rmtree(work)


if __name__ == "__main__":
    sys.exit(main())
