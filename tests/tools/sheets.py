"""Sheets of paper, held against programs that others wrote.

Every notice of five boards is set as PDF, and longest ones of every kind as A3, in large type, as a
poster and joined. What must stand on a sheet is taken from the notice page for the browser of the
same record, which comes about without the typesetter. pdftotext must find every piece of text (a
cell, a paragraph, a title, the line of the witness) as often as the page has it, white space aside,
and every figure as often, and no figure besides but page numbers, repeated heads and carried totals
that are right. pdfinfo must read the pieces in the page's order from the tags. zbar reads the code
from the page at 100 dots an inch, and its address must be of a page that was built. pdffonts, qpdf,
pikepdf and fontTools look at the file; page, an independent reader of the rules of veraPDF, checks
PDF/A-2a and PDF/UA-1, and outloud what else a screen reader needs. The same sheets must come out
byte for byte on one thread and on two (the sample on two alone), and the digest on a sheet must be known to the board.

What is spoilt on purpose must be noticed by each of them.

    tests/tools/sheets.py MINGBAI
"""

import copy
import importlib.metadata
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin
from xml.etree import ElementTree

import outloud
import page
import pikepdf
import yaml
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen

ROOT = Path(__file__).resolve().parents[2]
MINGBAI = str(Path(sys.argv[1]).resolve())
BOARDS = {
    "sample": (ROOT, "2025-04-30", None),
    "uk-maplestead": (ROOT / "tests/boards/uk-maplestead", None, None),
    "hant-small": (ROOT / "tests/boards/hant-small", None, "https://example.org/hant/"),
    "cn-district": (ROOT / "tests/boards/cn-district", None, None),
    "us-hoa": (ROOT / "tests/boards/us-hoa", None, None),
}
FAMILIES = {"MingbaiSong", "MingbaiTitle", "MingbaiHei", "MingbaiKai"}
SIZES = {"a4": (595.276, 841.890), "a3": (841.890, 1190.551)}
FORMS = {
    "a3": ("a3", ["--size", "a3"]),
    "large": ("a4", ["--large"]),
    "poster": ("a4", ["--poster"]),
    "a3 poster": ("a3", ["--size", "a3", "--poster"]),
}
MOST = 150_000
WORDS = {}
for LANG in ["zh-CN", "zh-Hant", "en"]:
    SAID = yaml.safe_load((ROOT / f"themes/default/words/{LANG}.yaml").read_text(encoding="utf-8"))["paper"]
    WORDS[LANG] = (SAID["carried"], SAID["brought"])


def run(*command, code=0, **how):
    done = subprocess.run([str(part) for part in command], capture_output=True, **how)
    assert done.returncode == code, (command, done.returncode, done.stdout[-2000:], done.stderr[-2000:])
    return done.stdout


def bare(text):
    """Text without white space, for lines break elsewhere on paper."""
    return re.sub(r"[\s\u00ad\u200b\u2060]+", "", unicodedata.normalize("NFC", text))


FIGURE = re.compile(r"(?:(?<![\w.,)-])[-−])?\d+(?:[.,]\d+)*")


def figures(text):
    return Counter(FIGURE.findall(text))


# What the page for the browser says.

WITHIN = {"a", "abbr", "b", "br", "code", "del", "em", "i", "s", "small", "span", "strong", "sub", "sup", "time"}


class Notice(HTMLParser):
    """The notice page of a record: its pieces of text in their order, and its tables."""

    def __init__(self, path):
        super().__init__()
        self.path, self.lang, self.title, self.back, self.items, self.drawn = path, "", "", "", 0, 0
        self.pieces, self.tables, self.open, self.text, self.broken = [], [], [], "", 0
        self.feed(path.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "svg" or self.drawn:
            self.drawn += tag == "svg"
            return
        self.lang = attributes["lang"] if tag == "html" else self.lang
        if tag == "a" and "tray" in [kind for _, kind in self.open]:
            self.back = self.back or attributes["href"]
        self.text += " " if tag == "br" else ""
        if tag in {"br", "meta", "link", "img", "hr", "input"}:
            return
        if tag not in WITHIN:
            self.end()
        self.open.append((tag, attributes.get("class", "")))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")
        self.items += tag == "li"

    def handle_endtag(self, tag):
        if self.drawn:
            self.drawn -= tag == "svg"
            return
        if tag not in WITHIN:
            self.end()
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not self.drawn and any(tag == "main" for tag, _ in self.open):
            self.text += data

    def end(self):
        text, self.text = " ".join(self.text.split()), ""
        if text and self.open:
            tags, kinds = [tag for tag, _ in self.open], {kind for _, kind in self.open}
            if tags[-1] in {"td", "th"}:
                self.tables[-1][-1][-1] = text
            self.title = text if tags[-1] == "h1" else self.title
            apart = {"witness", "number", "warn", "signed"} & kinds
            kind = "head" if "thead" in tags else apart.pop() if apart else ""
            # Style makes the first letter of a heading or label large, which the page does not say.
            if kind == "head" or tags[-1] == "dt":
                text = text[:1].upper() + text[1:]
            # The line of the witness stands on paper one part below the other.
            for part in text.split(" · ") if kind == "witness" else [text]:
                self.pieces.append((part, kind))

    def number(self):
        return next(text for text, kind in self.pieces if kind == "number")

    def name(self):
        return "/".join(self.path.with_suffix("").parts[-2:]).removeprefix("sheets/")

    def figures(self):
        """The figures in it, but for those of addresses and digests, which lines may cut."""
        return sum((figures(text) for text, kind in self.pieces if kind != "witness"), Counter())


# What is on the paper.


def cut(piece, pages):
    """Whether a piece begins on one of the pages and goes on on the next."""
    for here, after in zip(pages, pages[1:]):
        for length in range(len(piece) - 1, 0, -1):
            if piece[:length] in here:
                if piece[length:] in after:
                    return True
                break
    return False


def texts_are_there(notice, pages):
    """Every piece of text, as often as in the notice."""
    pages = [bare(text) for text in pages]
    for piece, often in Counter(bare(text) for text, _ in notice.pieces).items():
        found = sum(text.count(piece) for text in pages)
        if found < often and not (found + cut(piece, pages) >= often):
            yield f"has {piece!r} {found} times, not {often}"


def amount(cell):
    text = cell.replace(",", "").replace("−", "-")
    return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else Decimal(0)


def sums_are_right(notice, pages, complain):
    """Carried totals: the same on both sides of a break, and what the columns come to up to there."""
    carried, brought = WORDS[notice.lang]
    stated = Counter()
    for here, after in zip(pages, pages[1:]):
        given, taken = [], []
        for word, page, found in [(carried, here, given), (brought, after, taken)]:
            for line in re.finditer(rf"^{re.escape(word)}((?:\s+[-−]?[\d,.]+)+)\s*$", page, re.MULTILINE):
                found.append((line.start(), line[1].split()))
        # "Brought forward" is a row of statements too.
        taken = [one for one in taken if given and one[1] == given[-1][1]]
        if not given:
            continue
        at, sums = given[-1]
        if not taken:
            complain(f"carries {sums}, which the next page does not bring forward")
        place, come = -1, []
        for rows in notice.tables:
            for number, row in enumerate(rows[1:], 2):
                found = bare(here[:at]).rfind(bare("".join(row)))
                if found >= place and found >= 0:
                    place, come = found, [sum(map(amount, cells)) for cells in zip(*rows[1:number])]
        due = iter([f"{number:,}".replace("-", "−") for number in come])
        if not all(figure in due for figure in sums):
            complain(f"carries {sums}, but the rows above come to {come}")
        stated += Counter(sums) + Counter(sums)
        notice.broken += 1
    return stated


def figures_are_there(notice, pages):
    """Every figure as often as in the notice, and none that is not of it."""
    wrong = []
    text = "\n".join(pages)
    for piece, kind in notice.pieces:
        if kind == "witness":
            text = re.sub(r"\s*".join(map(re.escape, bare(piece))), " ", text, count=1)
    said, told, many = figures(text), notice.figures(), len(pages)
    if told - said:
        wrong.append(f"lacks the figures {dict(told - said)}")
    known = sums_are_right(notice, pages, wrong.append)
    for number in range(1, many + 1):
        known += Counter([str(number), str(many)])
    for piece, kind in notice.pieces:
        if kind in {"head", "number"}:
            for figure, often in figures(piece).items():
                known[figure] += often * (many - 1)
    known += Counter(str(number) for number in range(1, notice.items + 1))
    if said - told - known:
        wrong.append(f"has the figures {dict(said - told - known)} over")
    return wrong


def tags_are_in_order(notice, pdf):
    """The pieces of the body come one after the other, as a screen reader reads them."""
    said = run("pdfinfo", "-struct-text", pdf).decode(errors="replace")
    text = bare("".join(re.findall(r'^ *"(.*)"$', said, re.MULTILINE)))
    at = 0
    for piece, kind in notice.pieces:
        if kind in {"witness", "number", "warn", "signed"}:
            continue
        found = text.find(bare(piece), at)
        if found < 0:
            yield f"does not read {piece!r} to a screen reader at its place"
            return
        at = found + len(bare(piece))


def fonts_are_right(pdf):
    rows = run("pdffonts", pdf).decode().splitlines()[2:]
    if not rows:
        yield "has no font"
    for row in rows:
        name, rest = row.split(" ", 1)
        prefix, _, family = name.rpartition("+")
        embedded, subset, mapped = re.search(r" (yes|no) +(yes|no) +(yes|no) +\d+ +\d+$", rest).groups()
        if "Type 3" in rest or (embedded, subset, mapped) != ("yes", "yes", "yes") or len(prefix) != 6:
            yield f"has a font that is not whole: {row}"
        if family.split("-")[0] not in FAMILIES:
            yield f"has a font of others: {row}"


PDFA, PDFUA = "http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfua/ns/id/"
KEYS = {"/Title", "/Author", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Subject", "/Keywords"}


def everything(pdf):
    """The dictionaries in a file, those inside others too."""
    seen = list(pdf.objects)
    while seen:
        one = seen.pop()
        within = []
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            yield one
            within = [value for _, value in one.items()]
        elif isinstance(one, pikepdf.Array):
            within = list(one)
        seen.extend(value for value in within if isinstance(value, pikepdf.Object) and not value.is_indirect)


def marks_are_right(pdf, title, lang, publishers, as_of):
    meta = pdf.open_metadata()
    marks = [meta.get(f"{{{PDFA}}}part"), meta.get(f"{{{PDFA}}}conformance"), meta.get(f"{{{PDFUA}}}part")]
    if marks != ["2", "A", "1"]:
        yield f"is marked as {marks}"
    if meta.get("dc:title") != title or str(pdf.docinfo.get("/Title")) != title:
        yield f"is titled {meta.get('dc:title')!r}, not {title!r}"
    authors = meta.get("dc:creator") or []
    if not set(authors) | ({str(pdf.docinfo.Author)} if "/Author" in pdf.docinfo else set()) <= publishers:
        yield f"names as its authors {authors}"
    root = pdf.Root
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "does not show its title"
    spoken = str(root.get("/Lang", ""))
    if spoken.split("-")[0] != lang.split("-")[0]:
        yield f"is in {spoken!r}, not {lang!r}"
    if not root.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in root:
        yield "is not tagged"
    if not set(pdf.docinfo.keys()) <= KEYS:
        yield f"says more of itself: {pdf.docinfo.keys()}"
    for key in ["/CreationDate", "/ModDate"]:
        day = str(pdf.docinfo.get(key, ""))[2:10]
        if not "19000101" < day <= as_of.replace("-", ""):
            yield f"is of {day}"
    for address in set(re.findall(rb"\d{4}-\d\d-\d\dT", root.Metadata.read_bytes())):
        if address.decode()[:10] > as_of:
            yield f"is of {address}"


def structure_is_right(pdf, tables):
    """Headings, tables and pictures as tags; nothing that acts, and nothing attached."""
    kinds = Counter()
    for one in everything(pdf):
        if (kind := one.get("/S")) is not None and "/P" in one:
            kinds[str(kind)] += 1
            if kind == "/Figure" and not str(one.get("/Alt", "")).strip():
                yield "has a picture without words"
        for name in ["/JS", "/JavaScript", "/OpenAction", "/AA", "/EmbeddedFiles", "/AF", "/XFA", "/PieceInfo"]:
            if name in one:
                yield f"has {name}"
        if one.get("/Type") in {"/EmbeddedFile", "/Filespec"}:
            yield "has a file attached"
        if one.get("/Type") == "/Action" and one.get("/S") not in {"/URI", "/GoTo"}:
            yield f"acts: {one.get('/S')}"
    wanted = {"/H1": 1, "/Table": tables, "/TR": 2 * tables, "/TH": tables, "/TD": tables}
    for kind, least in wanted.items():
        if kinds[kind] < least:
            yield f"has {kinds[kind]} tags {kind}, not {least}"


def pages_are_right(pdf, size):
    wide = set()
    for leaf in pdf.pages:
        sides = [float(side) for side in leaf.mediabox[2:]]
        wide.add(sides[0] > sides[1])
        near = [abs(side - due) < 0.5 for side, due in zip(sorted(sides), SIZES[size])]
        boxes = {tuple(map(float, box)) for box in [leaf.mediabox, leaf.cropbox, leaf.trimbox, leaf.bleedbox]}
        if not all(near) or [float(x) for x in leaf.mediabox[:2]] != [0, 0] or len(boxes) > 1 or leaf.rotation:
            yield f"has a page of {sides}"


def widths(pdf):
    """The widths that fonts have and the ones that the file gives, where they differ, and how many."""
    compared = 0
    for font in pdf.objects:
        if not isinstance(font, pikepdf.Dictionary) or font.get("/Subtype") != "/CIDFontType0":
            continue
        told, place, listed = {}, 0, list(font.get("/W", []))
        while place < len(listed):
            if isinstance(listed[place + 1], pikepdf.Array):
                told.update((int(listed[place]) + n, float(width)) for n, width in enumerate(listed[place + 1]))
                place += 2
            else:
                spread = range(int(listed[place]), int(listed[place + 1]) + 1)
                told.update((glyph, float(listed[place + 2])) for glyph in spread)
                place += 3
        if "/FontFile3" not in font.FontDescriptor:
            yield font.BaseFont
            continue
        outlines = CFFFontSet()
        outlines.decompile(io.BytesIO(font.FontDescriptor.FontFile3.read_bytes()), None)
        top = outlines[0]
        for number, glyph in enumerate(top.charset):
            shape = top.CharStrings[glyph]
            shape.draw(NullPen())
            compared += 1
            if abs(shape.width - told.get(number, float(font.get("/DW", 1000)))) > 1:
                yield glyph
    assert compared, "no font was compared"


def lengths_are_right(data):
    for start in re.finditer(rb"/Length (\d+)\b[^>]*(?:>>)?\s*>>\s*stream\r?\n", data):
        after = data[start.end() + int(start[1]) :]
        if not re.match(rb"\r?\n?endstream\b", after):
            return False
    return True


def validators_agree(path, pdf):
    for profile in ["2a", "ua1"]:
        report = page.validate_pdf(path, profile=profile)
        for failure in report.failures:
            rule = failure.rule_id.split("-", 1)[1]
            # The checker takes the width of glyphs in fonts by characters (CID-keyed CFF) to be
            # nothing; fontTools reads them. It takes a stream whose last byte is a carriage return
            # to be a byte shorter.
            if rule.endswith("GLYPH-WIDTH-001") and "CIDFontType0C" in failure.message:
                if "width 0.000 in its embedded" in failure.message and not list(widths(pdf)):
                    continue
            if rule == "STREAM-LENGTH-001" and lengths_are_right(path.read_bytes()):
                continue
            yield f"is not {profile}: {failure.rule_id} {failure.message}"
        if report.rules.total < 100:
            yield f"was checked for {report.rules.total} rules of {profile}"


def aloud(path):
    """What a checker for screen readers finds: errors, and the names of its warnings."""
    result = outloud.check(str(path))
    errors = [f"{one.rule} {one.message} {one.evidence}" for one in result.findings if one.severity == "error"]
    return errors, {one.rule for one in result.findings if one.severity == "warning"}


def codes(paths, folder):
    """What zbar reads on each, from pictures as coarse as an old phone's."""
    def picture(job):
        number, path = job
        run("pdftoppm", "-r", "100", "-gray", path, folder / f"{number}")

    for old in folder.glob("*.pgm"):
        old.unlink()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(picture, enumerate(paths)))
    said = {path: [] for path in paths}
    pictures = sorted(folder.glob("*.pgm"))
    done = subprocess.run(["zbarimg", "-q", "--xml", "--nodbus", "-Sdisable", "-Sqrcode.enable", *pictures], capture_output=True)
    assert done.returncode in {0, 4}, done.stderr
    tree = ElementTree.fromstring(done.stdout)
    for source in tree.findall("{*}source"):
        number = Path(source.get("href")).stem.split("-")[0]
        said[paths[int(number)]] += [data.text for data in source.findall(".//{*}data")]
    return said


class Board:
    """A board, built on two threads with its sheets, and but for the largest on one thread too."""

    def __init__(self, name, folder):
        self.name, self.folder, self.site = name, folder / name, folder / name / "2"
        self.twice = name != "sample"
        self.board, as_of, base = BOARDS[name]
        self.as_of = as_of or (self.board / "as-of").read_text().strip()
        self.options = ["--as-of", self.as_of, *(["--base-url", base] if base else [])]
        for threads in "12" if self.twice else "2":
            self.call("build", self.board, "--sheets", "--out", self.folder / threads, threads=threads)
        self.notices = {one.name(): one for one in map(Notice, sorted(self.site.glob("sheets/**/*.html")))}
        index = json.loads((self.site / "board.json").read_text(encoding="utf-8"))
        self.title, self.base = index["name"], index.get("base_url", "")
        self.publishers = {"", index["name"], index.get("publisher", "")}
        self.leaves = self.wide = self.codes = 0

    def call(self, *command, threads="2"):
        return run(MINGBAI, *command, *self.options, env={**os.environ, "RAYON_NUM_THREADS": threads})

    def longest(self):
        """The longest notice of each kind, which is the hardest to set."""
        kinds = {}
        for name, notice in self.notices.items():
            kinds.setdefault(name.split("/")[0], []).append((len(notice.pieces), name, notice))
        return [max(kind)[2] for kind in kinds.values()]

    def code(self, notices, read):
        """What is wrong with what zbar read."""
        if not self.base:
            return [f"has a code: {read}"] if read else []
        wrong = []
        for notice in notices:
            place = urljoin(self.base, notice.path.relative_to(self.site).as_posix())
            there = (notice.path.parent / unquote(notice.back)).resolve().is_file()
            # An old phone opens what is plain ASCII.
            if not there or not {unquote(urljoin(place, notice.back))} & {unquote(one) for one in read if one.isascii()}:
                wrong.append(f"has the code {read}, not {urljoin(place, notice.back)}")
        if len(set(read)) != len(notices):
            wrong.append(f"has the codes {read}")
        self.codes += len(read)
        return wrong

    def wrong(self, notices, path, size):
        """What is wrong with a sheet, or with several in one file, but for their codes."""
        checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
        if checked.returncode or "No syntax or stream encoding errors found" not in checked.stdout:
            yield f"is broken: {checked.stdout} {checked.stderr}"
            return
        pages = run("pdftotext", "-raw", path, "-").decode().split("\f")[:-1]
        for notice in notices:
            yield from texts_are_there(notice, pages)
            yield from tags_are_in_order(notice, path)
        if len(notices) == 1:
            yield from figures_are_there(notices[0], pages)
        title = notices[0].title if len(notices) == 1 else self.title
        with pikepdf.open(path) as pdf:
            yield from marks_are_right(pdf, title, notices[0].lang, self.publishers, self.as_of)
            yield from structure_is_right(pdf, sum(len(notice.tables) for notice in notices))
            yield from pages_are_right(pdf, size)
            yield from fonts_are_right(path)
            yield from validators_agree(path, pdf)
            self.leaves += len(pdf.pages)
            self.wide += pdf.pages[0].mediabox[2] > pdf.pages[0].mediabox[3]
            if len(pdf.pages) == 1 and path.stat().st_size > MOST:
                yield f"has {path.stat().st_size} bytes"

    def hold(self, jobs):
        """Looks at files: the notices in them, and the size of their paper."""
        pictures = self.folder / "pictures"
        pictures.mkdir(exist_ok=True)
        read = codes([path for _, path, _ in jobs], pictures)

        def look(job):
            notices, path, size = job
            return [*self.wrong(notices, path, size), *self.code(notices, read[path])]

        with ThreadPoolExecutor(3) as pool:
            found = zip(jobs, pool.map(look, jobs))
            wrong = [f"{path.relative_to(self.folder)} {one}" for (_, path, _), all_ in found for one in all_]
        assert not wrong, "\n".join([f"{self.name}: {len(wrong)} things", *wrong[:40]])

    def published(self):
        """Every notice of the site as A4, and the same bytes on one thread and on two."""
        self.hold([([one], one.path.with_suffix(".pdf"), "a4") for one in self.notices.values()])
        papers = sorted(self.site.glob("sheets/**/*.pdf"))
        assert len(papers) == len(self.notices)
        if self.twice:
            for path in papers:
                again = self.folder / "1" / path.relative_to(self.site)
                assert path.read_bytes() == again.read_bytes(), f"{path.relative_to(self.site)} comes out in two ways"
            run(MINGBAI, "verify", self.board, "--out", self.site)

    def printed(self):
        """The longest of each kind on other paper; and on the same, as it is published."""
        names = [one.name() for one in self.longest()]
        files = {name: name.replace("/", "-") + ".pdf" for name in names}
        jobs = []
        for form, (size, options) in {"a4": ("a4", []), **FORMS}.items():
            out = self.folder / form
            self.call("print", self.board, *names, "--out", out, *options)
            assert {path.name for path in out.iterdir()} == set(files.values()), form
            if form != "a4":
                jobs += [([self.notices[name]], out / file, size) for name, file in files.items()]
        for name, file in files.items():
            same = self.notices[name].path.with_suffix(".pdf").read_bytes()
            assert (self.folder / "a4" / file).read_bytes() == same, f"{name} is printed otherwise than published"
        self.hold(jobs)
        return len(jobs)

    def joined(self, month):
        """A month in one file: what is dated in it and nothing else, in the order of the days."""
        path = self.folder / "joined.pdf"
        self.call("print", self.board, "--month", month, "--joined", path)
        text = bare(run("pdftotext", "-raw", path, "-").decode())
        # The number of a year begins that of each of its months: at each place the longest counts.
        numbers = {bare(one.number()): one for one in self.notices.values()}
        any_of = "|".join(map(re.escape, sorted(numbers, key=len, reverse=True)))
        here = [numbers[number] for number in dict.fromkeys(re.findall(any_of, text))]
        self.hold([(here, path, "a4")])
        return here, text


def witnessed(board):
    """The digest at the foot of a sheet is that of its record, and another is of none."""
    known = 0
    for notice in board.longest():
        text = bare(run("pdftotext", "-raw", notice.path.with_suffix(".pdf"), "-").decode())
        digest = re.search(r"[0-9a-f]{64}", text)
        if digest and known < 3:
            other = ("0" if digest[0][0] != "0" else "1") + digest[0][1:]
            run(MINGBAI, "verify", board.board, "--digest", digest[0])
            done = subprocess.run([MINGBAI, "verify", board.board, "--digest", other], capture_output=True)
            assert done.returncode == 1, (notice.name(), done)
            known += 1
    return known


def doctored(board, folder):
    """What is spoilt on purpose is noticed."""
    notice = max(board.longest(), key=lambda one: (bool(one.tables), len(one.pieces)))
    path = notice.path.with_suffix(".pdf")
    assert not list(board.wrong([notice], path, "a4"))
    chance = random.Random(1)
    places = [
        (number, place)
        for number, (text, kind) in enumerate(notice.pieces) if kind != "witness"
        for place, sign in enumerate(text) if sign.isdigit()
    ]
    spoilt = []
    for number, place in chance.sample(places, 15):
        text, kind = notice.pieces[number]
        digit = str((int(text[place]) + chance.randint(1, 9)) % 10)
        spoilt.append([(number, (text[:place] + digit + text[place + 1 :], kind))])
    rows = [number for number, (_, kind) in enumerate(notice.pieces) if kind == ""]
    spoilt.append([(rows[1], notice.pieces[rows[2]]), (rows[2], notice.pieces[rows[1]])])
    spoilt.append([(rows[1], ("A sentence that nobody wrote.", ""))])
    for changes in spoilt:
        other = copy.copy(notice)
        other.pieces = list(notice.pieces)
        for number, piece in changes:
            other.pieces[number] = piece
        assert list(board.wrong([other], path, "a4")), changes
    other = next(one for one in board.notices.values() if one.name() != notice.name())
    assert board.code([other], codes([path], board.folder / "pictures")[path])

    def mark(pdf, text, by):
        pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(text, by))

    def first(pdf, kind):
        return next(one for one in everything(pdf) if one.get("/S") == kind and "/P" in one)

    def font(pdf):
        return next(one for one in everything(pdf) if "/FontFile3" in one or "/FontFile2" in one)

    def widen(pdf):
        one = next(one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/W" in one and "/CIDSystemInfo" in one)
        one.DW, one.W = 333, pikepdf.Array([])

    changes = {
        "the language": lambda pdf: pdf.Root.__delitem__("/Lang"),
        "PDF/A": lambda pdf: mark(pdf, b"pdfaid:part>2<", b"pdfaid:part>3<"),
        "PDF/UA": lambda pdf: mark(pdf, b"pdfuaid:part>1<", b"pdfuaid:part>2<"),
        "the title": lambda pdf: mark(pdf, notice.title.encode(), b"Sheet"),
        "the day": lambda pdf: pdf.docinfo.__setitem__("/CreationDate", "D:20991231000000Z"),
        "what it shows": lambda pdf: pdf.Root.ViewerPreferences.__delitem__("/DisplayDocTitle"),
        "the tags": lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"),
        "a heading": lambda pdf: first(pdf, "/H1").__setitem__("/S", pikepdf.Name.P),
        "the head of a table": lambda pdf: first(pdf, "/Table").__setitem__("/S", pikepdf.Name.Div),
        "an author": lambda pdf: pdf.docinfo.__setitem__("/Author", "root"),
        "the paper": lambda pdf: pdf.pages[0].__setitem__("/MediaBox", [0, 0, 612, 792]),
        "a font": lambda pdf: [font(pdf).__delitem__(key) for key in ["/FontFile3", "/FontFile2"] if key in font(pdf)],
        "widths": widen,
        "a script": lambda pdf: pdf.Root.__setitem__("/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1")),
        "a file": lambda pdf: pdf.attachments.__setitem__("a.txt", b"a"),
    }
    if board.base:
        changes["words for a picture"] = lambda pdf: first(pdf, "/Figure").__delitem__("/Alt")
    for what, change in changes.items():
        with pikepdf.open(path) as pdf:
            change(pdf)
            pdf.save(folder / "spoilt.pdf")
        assert list(board.wrong([notice], folder / "spoilt.pdf", "a4")), f"{what}: nobody noticed"
    (folder / "spoilt.pdf").write_bytes(path.read_bytes()[:-2000])
    assert list(board.wrong([notice], folder / "spoilt.pdf", "a4")), "a part missing: nobody noticed"
    return len(spoilt) + len(changes) + 2


def read_aloud(board):
    """What a checker for screen readers says of the longest of each kind."""
    warned = Counter()
    for notice in board.longest():
        errors, warnings = aloud(notice.path.with_suffix(".pdf"))
        assert not errors, (notice.name(), errors)
        warned.update(warnings)
    return warned


def main():
    versions = {name: importlib.metadata.version(name) for name in ["pikepdf", "page-validation", "outloud"]}
    tools = [run(tool, "--version").decode().split("\n")[0] for tool in ["qpdf", "zbarimg"]]
    print(*tools, *[f"{name} {version}" for name, version in versions.items()], sep=", ")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for name in sys.argv[2:] or BOARDS:
            began = time.monotonic()
            board = Board(name, folder)
            board.published()
            sums = sum(notice.broken for notice in board.notices.values())
            pieces = sum(len(notice.pieces) for notice in board.notices.values())
            numbers = sum(sum(notice.figures().values()) for notice in board.notices.values())
            print(f"{name}: {len(board.notices)} notices on {board.leaves} A4 pages, {board.wide} on their side, "
              f"{pieces} pieces of text and {numbers} figures, {sums} breaks with sums, {board.codes} codes read", flush=True)
            forms = board.printed()
            if name == "sample":
                here, _ = board.joined("2025-03")
                forms += 1
                assert len(here) > 3, here
            warned, known = read_aloud(board), witnessed(board)
            print(f"  {forms} in other forms, {known} digests looked up; warnings {dict(warned)}; {time.monotonic() - began:.0f} s", flush=True)
            if name == "sample":
                print(f"{doctored(board, folder)} things that were spoilt are noticed")


main()
