"""What a board says to machines, held against programs that others wrote.

Boards in three languages are built, served under a path and read: every link by LinkChecker, the
feeds by feedparser, the calendar by icalendar, the sitemap by libxml2 against its schema, robots.txt
by Python's own reader, what stands in the pages for programs by extruct and rdflib, board.json by
jsonschema. The archive is unpacked by Python, its digests are read by sha256sum, and the sources in
it must make the site in it. Titles must say the board, and statements their figure.

    tests/tools/machines.py MINGBAI
"""

import csv
import functools
import hashlib
import http.server
import json
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import urllib.robotparser
import warnings
import zipfile
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import extruct
import feedparser
import icalendar
import jsonschema
import lxml.etree
import lxml.html
import rdflib

ROOT = Path(__file__).resolve().parents[2]
MINGBAI = str(Path(sys.argv[1]).resolve())
WHERE = "estate/board"
BOARDS = {
    "sample": (ROOT, "2025-04-30"),
    "uk-maplestead": (ROOT / "tests/boards/uk-maplestead", None),
    "hant-small": (ROOT / "tests/boards/hant-small", None),
}

# Transcribed from https://www.sitemaps.org/protocol.html, with the elements that are allowed there.
SITEMAP = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
  targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <xs:element name="urlset"><xs:complexType><xs:sequence>
    <xs:element name="url" maxOccurs="50000"><xs:complexType><xs:sequence>
      <xs:element name="loc"><xs:simpleType><xs:restriction base="xs:anyURI">
        <xs:minLength value="12"/><xs:maxLength value="2048"/>
      </xs:restriction></xs:simpleType></xs:element>
      <xs:element name="lastmod" minOccurs="0" type="xs:date"/>
    </xs:sequence></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>"""

# Transcribed from https://www.jsonfeed.org/version/1.1/
TIME = {"type": "string", "format": "date-time", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string"},
        "home_page_url": {"type": "string"},
        "feed_url": {"type": "string"},
        "language": {"type": "string"},
        "authors": {"type": "array", "items": {"type": "object", "minProperties": 1}},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_text"],
                "properties": {
                    "id": {"type": "string"},
                    "url": {"type": "string"},
                    "title": {"type": "string"},
                    "content_text": {"type": "string"},
                    "date_published": TIME,
                    "date_modified": TIME,
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
    },
}


def run(*command, code=0, **how):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **how)
    assert done.returncode == code, (command, done.returncode, done.stdout, done.stderr)
    return done.stdout


def valid(document, schema):
    checker = jsonschema.FormatChecker()
    jsonschema.Draft202012Validator(schema, format_checker=checker).validate(document)


def refused(document, schema):
    try:
        valid(document, schema)
    except jsonschema.ValidationError:
        return True
    return False


class Built:
    """A board, built for an address on this machine."""

    def __init__(self, name, folder, port):
        board, as_of = BOARDS[name]
        self.name, self.board = name, board
        self.as_of = as_of or (board / "as-of").read_text().strip()
        self.base = f"http://127.0.0.1:{port}/{name}/{WHERE}/"
        self.site = folder / name / WHERE
        self.site.parent.mkdir(parents=True)
        run(MINGBAI, "build", board, "--out", self.site, "--as-of", self.as_of, "--base-url", self.base)
        self.pages = sorted(self.site.rglob("*.html"))

    def text(self, address):
        return (self.site / address).read_text(encoding="utf-8")

    def json(self, address):
        return json.loads(self.text(address))

    def file(self, url):
        """The file that an absolute address means; it must be there."""
        assert url.startswith(self.base), url
        path = self.site / (unquote(url[len(self.base) :]) or "index.html")
        assert path.is_file(), url
        return path


def feeds(built):
    atom = feedparser.parse(built.text("feed.xml"))
    assert not atom.bozo, atom.bozo_exception
    document = built.json("feed.json")
    valid(document, JSON_FEED)
    assert refused({**document, "items": [{"title": "no id"}]}, JSON_FEED)
    assert document["title"] == atom.feed.title and document["home_page_url"] == atom.feed.id
    told = [(one["id"], one["title"], one["content_text"], one["date_modified"]) for one in document["items"]]
    assert told == [(one.id, one.title, one.summary, one.updated) for one in atom.entries]
    for one in document["items"]:
        built.file(one["url"])
    return len(told)


def calendar(built):
    path = built.site / "board.ics"
    if not path.exists():
        return 0
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    for event in events:
        assert event["DTSTART"].dt < event["DTEND"].dt
        built.file(str(event["URL"]))
    assert len({str(event["UID"]) for event in events}) == len(events)
    return len(events)


def sitemap(built):
    schema = lxml.etree.XMLSchema(lxml.etree.fromstring(SITEMAP))
    tree = lxml.etree.parse(built.site / "sitemap.xml")
    schema.assertValid(tree)
    named = [built.file(loc.text) for loc in tree.iter("{*}loc")]
    assert len(set(named)) == len(named)
    for page in named:
        assert "noindex" not in page.read_text(encoding="utf-8"), page
    robots = urllib.robotparser.RobotFileParser()
    robots.parse(built.text("robots.txt").splitlines())
    assert robots.can_fetch("Baiduspider", built.base + "accounts.html")
    assert robots.site_maps() == [built.base + "sitemap.xml"]
    return len(named)


def index(built):
    schema = json.loads((ROOT / "docs/board.schema.json").read_text())
    document = built.json("board.json")
    valid(document, schema)
    for spoilt in [{"format": 2}, {"as_of": "2025-4-1"}, {"data": [{}]}, {"currency": "yuan"}]:
        assert refused({**document, **spoilt}, schema), spoilt
    assert document["base_url"] == built.base and document["as_of"] == built.as_of
    counted = Counter()
    for file in document["data"]:
        content = (built.site / file["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file["sha256"], file
        assert len(content) == file["bytes"] and content.count(b"\n") == file["rows"], file
        counted[file["kind"]] += file["rows"]
    assert {one["kind"]: one["count"] for one in document["records"]} == counted
    data = {str(path.relative_to(built.site)) for path in built.site.glob("data/*.jsonl")}
    assert {file["path"] for file in document["data"]} == data
    for file in document["exports"] + document["feeds"] + document["records"]:
        assert (built.site / (file.get("path") or file["page"])).is_file(), file
    held = {}
    if document["funds"]:
        with open(built.site / "data/month-ends.csv", encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                held[row["fund"], row["date"][:7]] = row["balance"]
    for fund in document["funds"]:
        assert (built.site / fund["statement"]).is_file() if "statement" in fund else True
    return held


def titles(built, held):
    """Titles say the board, and where a statement is, what its fund holds at the end."""
    name, seen, figures = built.json("board.json")["name"], Counter(), 0
    for page in built.pages:
        tree = lxml.html.parse(str(page), lxml.html.HTMLParser(encoding="utf-8")).getroot()
        title = tree.findtext(".//title")
        assert name in title, (page, title)
        assert tree.xpath('string(//meta[@property="og:title"]/@content)') == title
        address = page.relative_to(built.site).as_posix()
        if not address.startswith("sheets/"):
            seen[title] += 1
        parts = address.removesuffix(".html").rsplit("-", 2)
        if address.startswith("accounts/") and len(parts) == 3 and parts[2].isdigit() and len(parts[2]) == 2:
            fund, month = parts[0].removeprefix("accounts/"), f"{parts[1]}-{parts[2]}"
            balance = held[fund, month]
            whole, _, cents = balance.lstrip("-").partition(".")
            assert f"{int(whole):,}.{cents}" in title, (title, balance)
            figures += 1
    twice = [title for title, count in seen.items() if count > 1]
    assert len(twice) * 20 <= len(seen), twice
    return figures


def programs(built):
    """What stands in the pages for programs."""
    kinds = Counter()
    for page in built.pages:
        text = page.read_text(encoding="utf-8")
        address = page.relative_to(built.site).as_posix()
        said = extruct.extract(text, base_url=built.base, syntaxes=["json-ld", "opengraph"], uniform=True)
        if address == "404.html":
            continue
        (graph,) = said["opengraph"]
        # What is left of something that is gone has no address to be known by.
        assert ("noindex" in text) != ("og:url" in graph), page
        assert graph.get("og:url", built.base).startswith(built.base) and graph["og:description"], page
        picture = built.file(graph["og:image"]).read_bytes()
        assert picture[1:4] == b"PNG" and struct.unpack(">II", picture[16:24]) == (1200, 630)
        assert len(picture) <= 20_000
        for document in said["json-ld"]:
            # The words are those of schema.org without asking it for them.
            document = {**document, "@context": {"@vocab": "https://schema.org/"}}
            triples = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
            for kind in triples.objects(None, rdflib.RDF.type):
                kinds[str(kind).rsplit("/", 1)[1]] += 1
            for url in triples.objects(None, rdflib.URIRef("https://schema.org/contentUrl")):
                built.file(str(url))
    assert kinds["Organization"] and kinds["WebSite"] == 1 and kinds["Dataset"] == 1, kinds
    return kinds


def links(built):
    """Every link, as a program follows it over the wire; what leads elsewhere is not asked for."""
    checker = Path(sys.executable).with_name("linkchecker")
    said = run(
        checker, "--no-status", "--no-warnings", "--threads", "8", "--timeout", "30", "--output",
        "csv", "--ignore-url", "^(tel|mailto|data):", built.base,
    )
    assert "Traceback" not in said, said
    return said


def unlisted(folder):
    board = folder / "unlisted"
    shutil.copytree(ROOT / "tests/boards/uk-maplestead/content", board / "content")
    settings = board / "content/board.yaml"
    text = "\n".join(line for line in settings.read_text().splitlines() if not line.startswith("base_url"))
    settings.write_text(text + "\nlisted: no\nbase_url: https://example.org/a/b/\nfilings: {icp: no. 1}\n")
    as_of = (ROOT / "tests/boards/uk-maplestead/as-of").read_text().strip()
    run(MINGBAI, "build", board, "--as-of", as_of)
    site = board / "output"
    for page in site.rglob("*.html"):
        tree = lxml.html.parse(str(page), lxml.html.HTMLParser(encoding="utf-8"))
        assert tree.xpath('//meta[@name="robots"]/@content') == ["noindex"], page
    assert not (site / "sitemap.xml").exists()
    assert "no. 1" in (site / "index.html").read_text()
    robots = urllib.robotparser.RobotFileParser()
    robots.parse((site / "robots.txt").read_text().splitlines())
    assert not robots.can_fetch("Googlebot", "https://example.org/a/b/index.html")
    assert robots.can_fetch("Googlebot", "https://example.org/other/")


def archive(folder):
    board, as_of = BOARDS["sample"]
    first, again = folder / "a.zip", folder / "b.zip"
    for out in [first, again]:
        run(MINGBAI, "export", board, "--to", "archive", "--out", out, "--as-of", as_of)
    assert first.read_bytes() == again.read_bytes()
    within = folder / "archive"
    with zipfile.ZipFile(first) as packed:
        assert packed.testzip() is None
        packed.extractall(within)
    run("sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS", cwd=within)
    told = {line.split("  ", 1)[1] for line in (within / "SHA256SUMS").read_text().splitlines()}
    there = {path.relative_to(within).as_posix() for path in within.rglob("*") if path.is_file()}
    assert there - told == {"SHA256SUMS"}
    changed = within / "CHECKLIST.md"
    changed.write_text(changed.read_text() + "x")
    run("sha256sum", "--quiet", "--status", "-c", "SHA256SUMS", cwd=within, code=1)
    # The site in it is the one that its sources make, and it knows itself.
    run(MINGBAI, "build", within / "sources", "--out", folder / "made", "--as-of", as_of)
    run("diff", "-r", folder / "made", within / "site")
    run(MINGBAI, "verify", within / "sources", "--out", within / "site")
    # A paper that is held is in the archive, and nowhere on the site of it.
    held = within / "sources/content/files/2024-07-barrier-voucher.txt"
    assert held.is_file() and not list((within / "site").rglob("*barrier-voucher*"))
    return len(there)


def main():
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)

        class Quiet(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *_):
                pass

        class Patient(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):
                """A reader that has enough hangs up, and may."""

        handler = functools.partial(Quiet, directory=str(folder))
        server = Patient(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for name in BOARDS:
            built = Built(name, folder, server.server_port)
            told = [feeds(built), calendar(built), sitemap(built), titles(built, index(built))]
            kinds = programs(built)
            links(built)
            print(
                f"{name}: {told[0]} entries in both feeds, {told[1]} events, {told[2]} places, "
                f"{told[3]} statements with their figure, {sum(kinds.values())} things for programs, "
                f"every link of {len(built.pages)} pages"
            )
        unlisted(folder)
        print(f"the archive: {archive(folder)} files")


main()
