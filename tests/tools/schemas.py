#!/usr/bin/env python3
"""Holds the JSON Schemas against check-jsonschema, which other people wrote.

    schemas.py PROGRAM [--update]

Every schema is a schema; every record of the boards that are in the repository, and every example of
the documents, is valid under its own; and of the mistakes in tests/diagnostics exactly those listed
in tests/tools/caught.txt are seen already by an editor. --update writes that list anew.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
CAUGHT = ROOT / "tests/tools/caught.txt"
BOARDS = {"board.yaml", "公示栏.yaml", "公示欄.yaml"}
FENCED = re.compile(r"^```(\S+) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# Values as people type them, which `content::values` reads, by a record that has room for each.
TYPED = {
    "transfers": (
        "from: bank\nto: cash\nwhy: x\ndate: 2025-03-30\namount: {}\n",
        ["1234.50", "1,234.50", "￥1，234.50", "1,234.5元", "１００．００", "2万", "2.5万元", "-￥20",
         "¥ 20.00", "0.12345万", "2萬", "NT$20", "HK$20", "-12", "'1234.50'", "０"],
    ),
    "expenditures": (
        "date: 2025-03-05\nitem: x\namount: {}\n",
        ["280", "1,234.50元", "约30万", "20多万元", "約30萬", "100余万元", "30万以上", "近5000元",
         "不少于3000元", "3000元以上", "About 300"],
    ),
    "pages": (
        "title: x\ndate: {}\n",
        ["2025-03-05", "2025/3/5", "2025.3.5", "20250305", "2025年3月5日", "２０２５年３月５号", "2025年3月5號",
         "2025 年 3 月 5 日", "'2025-03-05'", "", "~", "…"],
    ),
    "charges": (
        "fee: 收费项目/管理费\nperiod: {}\ndue: {{payers: 1}}\n",
        ["2025-03", "2025-3", "2025-Q1", "2025-H1", "2025", "2025年3月", "2025/3", "2025年第一季度",
         "2025年4季度", "2025年下半年", "2025年", "'2025'"],
    ),
    "fees": (
        "title: 2025\nevery: 月\nfrom: 2025-01-01\nrate: {}\n",
        ["0.35", "0.35元", "０．３５", "1,000", "12 元", ""],
    ),
    "decisions": (
        "会议: committee\n标题: 三月\n日期: 2025-03-01\n到会: {{身份: 委员, 人数: {}}}\n",
        ["7", "7人", "７", "1000", "131户", "131戶"],
    ),
}
BLOCKS = {"yaml", "md"}
EXAMPLE = re.compile(r"^`(content/\S+)`[^\n]*\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(*args):
    command = [sys.executable, "-m", "check_jsonschema", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def kinds(schemas):
    """The file of the schema for each folder, by both its names."""
    known = {}
    for path in schemas.glob("*.json"):
        for name in json.loads(path.read_text("utf-8"))["title"].split(" · "):
            known[name] = path
    return known


def schema_of(path, known):
    """The schema for a file below content/, if it is a file of records at all."""
    inner = pathlib.PurePosixPath(str(path).split("content/", 1)[-1])
    if str(inner) in BOARDS:
        return known["board"]
    records = len(inner.parts) == 2 and inner.suffix in (".yaml", ".md")
    return known.get(inner.parts[0]) if records else None


def front_matter(text):
    parts = re.split(r"^---\s*$", text, maxsplit=2, flags=re.MULTILINE)
    return parts[1] if len(parts) == 3 else ""


class Files:
    """Texts of records, each under its schema: written down, so that the checker can read them."""

    def __init__(self, folder, known):
        self.folder, self.known, self.named = folder, known, {}

    def add(self, name, path, text):
        schema = schema_of(path, self.known)
        if schema is None:
            return
        if path.endswith(".md"):
            text = front_matter(text)
        if not text.strip():
            return
        file = self.folder / f"{sum(map(len, self.named.values()))}.yaml"
        file.write_text(text, "utf-8")
        self.named.setdefault(schema, {})[str(file)] = name

    def refused(self):
        """What the checker says of each file that is not valid."""
        said = {}
        for schema, files in self.named.items():
            told = run("--output-format", "json", "--schemafile", schema, *files)
            try:
                told = json.loads(told.stdout)
            except json.JSONDecodeError:
                sys.exit(f"{schema.name}: {told.stdout}{told.stderr}")
            for error in told.get("errors", []):
                why = f"{error.get('path')}: {error.get('message')}"
                said.setdefault(files[error["filename"]], why[:200])
            for error in told.get("parse_errors", []):
                said.setdefault(files[error["filename"]], error["message"][:200])
        return said

    def __len__(self):
        return sum(map(len, self.named.values()))


def valid(files):
    """Every record that is in the repository, and every example of the documents."""
    for board in [ROOT, *sorted((ROOT / "tests/boards").iterdir())]:
        for path in sorted((board / "content").rglob("*")):
            if path.suffix in (".yaml", ".md"):
                name = path.relative_to(ROOT).as_posix()
                files.add(name, name, path.read_text("utf-8-sig"))
    for page in sorted((ROOT / "docs/kinds").glob("*.md")):
        for path, text in EXAMPLE.findall(page.read_text("utf-8")):
            files.add(f"{page.name}: {path}", path, text)


def typed(files):
    """Values in all the ways in which they may be typed."""
    for kind, (record, values) in TYPED.items():
        for value in values:
            files.add(f"{kind}: {value}", f"content/{kind}/typed.yaml", record.format(value))


def mistakes(files):
    """Every file of every fixture, and which of them has the fixture's own mistake in it."""
    own = {}
    for fixture in sorted((ROOT / "tests/diagnostics").glob("*.md")):
        text = fixture.read_text("utf-8")
        blocks = FENCED.findall(text)
        for language, path, written in blocks:
            if language in BLOCKS:
                files.add((fixture.stem, path), path, written)
        found = re.search(r"^```findings\n(.*?)^```$", text, re.MULTILINE | re.DOTALL).group(1)
        lines = [line for line in found.splitlines() if f" {fixture.stem}" in line]
        own[fixture.stem] = {(fixture.stem, line.split(":")[0].split(" ")[0]) for line in lines}
    return own


def main():
    program, *rest = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        known = {}
        for language in ("zh-CN", "zh-Hant", "en"):
            schemas = folder / language
            subprocess.run([program, "schema", "--lang", language, "--out", schemas],
                           check=True, capture_output=True)
            told = run("--check-metaschema", *sorted(schemas.glob("*.json")))
            if told.returncode:
                sys.exit(told.stdout + told.stderr)
            known |= kinds(schemas)

        (folder / "valid").mkdir()
        files = Files(folder / "valid", known)
        valid(files)
        typed(files)
        refused = files.refused()
        if refused or len(files) < 30:
            sys.exit("valid, but refused:\n" + "\n".join(f"{k}: {v}" for k, v in refused.items()))

        (folder / "wrong").mkdir()
        wrong = Files(folder / "wrong", known)
        own = mistakes(wrong)
        refused = wrong.refused()
        caught = sorted(code for code, places in own.items() if places & refused.keys())
        amiss = {name: why for name, why in refused.items() if name not in own[name[0]]}
        if amiss:
            sys.exit("refused, but not for its mistake:\n" + "\n".join(f"{k}: {v}" for k, v in amiss.items()))
        if "--update" in rest:
            CAUGHT.write_text("".join(f"{code}\n" for code in caught), "utf-8")
            for name in sorted(refused):
                print(name, refused[name])
        listed = CAUGHT.read_text("utf-8").split()
        if caught != listed:
            sys.exit(f"caught {sorted(set(caught) - set(listed))} more, {sorted(set(listed) - set(caught))} less")
        for name in ("editors.md", "editors.zh-CN.md"):
            text = (ROOT / "docs" / name).read_text("utf-8")
            stated = [int(number) for number in re.findall(r"\*\*(\d+)\*\*", text)]
            if stated != [len(caught), len(own)]:
                sys.exit(f"docs/{name} says {stated}, but it is {len(caught)} of {len(own)}")
        print(f"{len(files)} files valid, {len(caught)} of {len(own)} mistakes caught")


if __name__ == "__main__":
    main()
