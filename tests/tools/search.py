#!/usr/bin/env python3
"""Holds the index of the search against a plain scan of what a site publishes.

    search.py SITE [--most KB] [--random N]

What a record says is read from its published line and its page; the index is decoded by its
description in docs/search.md, by nothing of the program. Every pair of Han characters that stands
anywhere, N substrings of 3 to 8 Han characters, as many strings that stand nowhere, and every word,
number and date: each must find the records whose text holds it, and no other. With --most, what
queries of 2 to 4 characters load, compressed, is at most so much at the 95th percentile.
"""
import argparse
import bisect
import gzip
import html.parser
import json
import pathlib
import random
import re
import sys
import unicodedata

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
PLACE = re.compile(r"^(\d{4})-(\d\d)-(\d\d)$")


class Page(html.parser.HTMLParser):
    """Title, states, facts and text of the page of a record."""

    VOID = {"br", "hr", "img", "meta", "link", "input", "wbr"}
    BLOCKS = {"p", "li", "td", "th", "h2", "h3", "h4", "h5", "h6", "pre", "dd", "dt", "tr", "table", "blockquote", "ul", "ol", "div", "br"}

    def __init__(self, text):
        super().__init__()
        self.said, self.stack, self.facts = [""], [], 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        style = dict(attributes).get("class") or ""
        if tag == "dl" and style == "facts":
            self.facts += 1
        if tag in self.BLOCKS:
            self.said.append("")
        if tag not in self.VOID:
            self.stack.append((tag, style))

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass
        if tag in self.BLOCKS or tag in ("h1", "span"):
            self.said.append("")

    def handle_data(self, data):
        styles = [style for _, style in self.stack]
        tags = [tag for tag, _ in self.stack]
        own = "text" in styles and "dd" in tags and "facts" in styles and self.facts == 1 and "section" not in tags
        if ("main" in tags and "h1" in tags) or "prose" in styles or own or ("states" in styles and "span" in tags):
            self.said[-1] += data


def leaves(value, top=True):
    if isinstance(value, dict):
        for key, inner in value.items():
            if not (top and key == "text"):
                yield from leaves(inner, False)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, False)
    elif isinstance(value, str):
        yield value
    elif not isinstance(value, bool) and value is not None:
        yield str(value)


def fold(text):
    return unicodedata.normalize("NFKC", text).lower()


def texts(site):
    """What each record says, by the address of its page."""
    said = {}
    for file in sorted((site / "data").glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            record = json.loads(line)
            address = record["id"] + ".html"
            page = Page((site / address).read_text("utf-8"))
            said[address] = [fold(text) for text in (*leaves(record), *page.said) if text.strip()]
    return said


class Index:
    """The published index, and which of its files a query loads."""

    def __init__(self, site):
        self.site, self.cache, self.weights = site, {}, {}
        head = self.load("index")
        self.firsts = head["terms"].split(" ")
        ends, self.ends = 0, []
        for blocks in self.numbers(head["blocks"]):
            ends += blocks * 32
            self.ends.append(ends)
        self.kinds, self.years = self.numbers(head["kinds"]), head["years"]
        assert len(self.kinds) == len(self.ends)
        rows = (self.load(f"r{number}") for number in range(-(-len(self.ends) // 32)))
        self.rows = [row for some in rows for row in some]
        self.numbered = {row[0]: number for number, row in enumerate(self.rows)}
        self.terms = {}
        for number in range(len(self.firsts)):
            for entry in self.load(f"t{number}").split("!")[1:-1]:
                term, places = entry.split(" ")
                assert term not in self.terms, term
                self.terms[term] = (number, places)

    def load(self, name):
        text = (self.site / "search" / f"{name}.js").read_bytes()
        self.weights[name] = len(gzip.compress(text, 9))
        called = re.fullmatch(r'mingbai\("([^"]+)",(.*)\)\n', text.decode("utf-8"), re.S)
        assert called and called[1] == name, name
        return json.loads(called[2])

    @staticmethod
    def numbers(text):
        out, value = [], 0
        for character in map(ord, text):
            if character < 93:
                value = value * 52 + character - 40
            else:
                out.append(value * 34 + character - 93)
                value = 0
        return out

    def places(self, term):
        if term not in self.cache:
            place, out = 0, []
            for step in self.numbers(self.terms.get(term, (0, ""))[1]):
                place += step
                out.append(place)
            self.cache[term] = out
        return self.cache[term]

    def starts(self, length):
        starts = list(range(0, length - 1, 2))
        return starts + [length - 2] if length % 2 else starts

    def find(self, units):
        """The addresses of the records in which units stand side by side."""
        if len(units) == 1:
            hits = self.places(units[0])
        else:
            hits = None
            for start in self.starts(len(units)):
                here = {place - start for place in self.places(units[start] + units[start + 1])}
                hits = here if hits is None else hits & here
        return {self.rows[bisect.bisect_right(self.ends, place)][0] for place in hits}

    def weight(self, query):
        """The bytes that a browser loads for a query of Han characters and its first page of results."""
        loads = {"index"}
        for start in self.starts(len(query)):
            term = query[start:start + 2]
            place = max(bisect.bisect_right(self.firsts, term) - 1, 0)
            loads.add(f"t{place}")
            assert term not in self.terms or self.terms[term][0] == place, term
        addresses = self.find(list(query))
        shown = sorted((self.numbered[address] for address in addresses), reverse=True)[:20]
        return sum(self.weights[name] for name in loads | {f"r{n // 32}" for n in shown})


def queries(said, site, many):
    """Queries of every sort, each with the addresses that it must find."""
    dice = random.Random(20250306)
    runs = sorted({run for own in said.values() for text in own for run in re.findall(f"[{HAN}]{{2,}}", text)})
    words = sorted({word for own in said.values() for text in own for word in re.findall(r"(?<![\w.])[a-z]{3,}(?![\w.])", text)})
    dated = {}
    for file in (site / "data").glob("*-[0-9][0-9][0-9][0-9].jsonl"):
        kind, year = file.stem.rsplit("-", 1)
        for line in file.read_text("utf-8").splitlines():
            dated[json.loads(line)["id"] + ".html"] = (kind, year)
    page = (site / "search.html").read_text("utf-8")
    # The kinds are offered in the order of their lists below, and those are named by folder.
    folders = re.findall(r'<a href="([a-z]+)\.html">', page.split('id="found"')[1].split("</section>")[0])
    out = []

    def ask(query, test):
        out.append({"query": query, "addresses": sorted(address for address, own in said.items() if test(address, own))})

    def part():
        run = dice.choice(runs)
        length = dice.randint(2, min(8, len(run)))
        start = dice.randint(0, len(run) - length)
        return run[start:start + length]

    while len(out) < many:
        turn = len(out) % 10
        if runs and turn < 6:
            one = part()
            ask({"q": one}, lambda _, own: any(one in text for text in own))
        elif runs and turn == 6:
            one, other = part()[:2], part()[:2]
            ask({"q": f" {one}　{other} "}, lambda _, own: any(one in text for text in own) and any(other in text for text in own))
        elif runs and turn == 7:
            one = part()[:2]
            year = dice.choice(sorted({year for _, year in dated.values()}))
            ask({"q": one, "year": year}, lambda address, own: dated.get(address, ("", ""))[1] == year and any(one in text for text in own))
        elif runs and turn == 8:
            one = part()[:2]
            value = dice.randrange(len(folders))
            folder = folders[value]
            ask({"q": one, "kind": str(value)}, lambda address, own: address.startswith(f"{folder}/") and any(one in text for text in own))
        elif words:
            one = dice.choice(words)
            ask({"q": one.upper()}, lambda _, own: any(re.search(rf"(?<![a-z0-9.]){one}", text) for text in own))
        else:
            break
    return out


def published(site):
    """The runs of Han characters in what the data files publish."""
    for file in sorted((site / "data").glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            for text in leaves(json.loads(line), False):
                yield from re.findall(f"[{HAN}]{{2,}}", fold(text))


def weigh(index, runs, most, failures):
    """What queries of 2 to 4 characters load, as often as they stand in the texts."""
    dice = random.Random(20250307)
    weights = []
    for _ in range(500 if runs else 0):
        run = dice.choice(runs)
        length = dice.randint(2, min(4, len(run)))
        start = dice.randint(0, len(run) - length)
        weights.append(index.weight(run[start:start + length]))
    weights = sorted(weights) or [0]
    kb = weights[len(weights) * 95 // 100] / 1024
    print(f"{len(index.weights)} files of {sum(index.weights.values()) / 1024:.0f} KB in all, {index.weights['index'] / 1024:.1f} KB the first; "
          f"a query loads {weights[len(weights) // 2] / 1024:.1f} KB, {kb:.1f} KB at the 95th percentile, {weights[-1] / 1024:.1f} KB at most")
    if most is not None and kb > most:
        failures.append(f"a query loads more than {most} KB")


def end(failures):
    for failure in failures:
        print(failure, file=sys.stderr)
    sys.exit(1 if failures else 0)


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("site", type=pathlib.Path)
    asked.add_argument("--most", type=int)
    asked.add_argument("--random", type=int, default=20_000)
    asked.add_argument("--weight", action="store_true", help="only weigh what queries load")
    asked.add_argument("--ask", type=int, help="print so many queries and what they must find, and check nothing")
    asked = asked.parse_args()
    if asked.ask:
        print(json.dumps({"queries": queries(texts(asked.site), asked.site, asked.ask)}))
        return
    index = Index(asked.site)
    if asked.weight:
        failures = []
        weigh(index, list(published(asked.site)), asked.most, failures)
        end(failures)
    said = texts(asked.site)
    failures = []
    if {row[0] for row in index.rows} != set(said):
        failures.append("the index does not have the records that are published")

    runs, pairs = [], {}
    for address, own in said.items():
        for text in own:
            for run in re.findall(f"[{HAN}]{{2,}}", text):
                runs.append(run)
                for place in range(len(run) - 1):
                    pairs.setdefault(run[place:place + 2], set()).add(address)

    def check(query, units, expected):
        if len(failures) < 20 and (hits := index.find(units)) != expected:
            failures.append(f"{query}: too few {sorted(expected - hits)[:3]}, too many {sorted(hits - expected)[:3]}")

    for pair, expected in pairs.items():
        check(pair, list(pair), expected)
    known = {term for term in index.terms if re.fullmatch(f"[{HAN}]{{2}}", term)}
    failures += [f"{term} is in the index and nowhere else" for term in sorted(known - set(pairs))[:20]]

    dice = random.Random(20250305)
    whole = {address: "\n".join(own) for address, own in said.items()}
    long = sorted({run for run in runs if len(run) >= 3})
    tried = 0
    for _ in range(asked.random if long else 0):
        run = dice.choice(long)
        length = dice.randint(3, min(8, len(run)))
        start = dice.randint(0, len(run) - length)
        query = run[start:start + length]
        # Every tenth is changed in one place, and mostly stands nowhere then.
        if dice.random() < 0.1:
            place = dice.randrange(length)
            query = query[:place] + dice.choice(dice.choice(long)) + query[place + 1:]
        check(query, list(query), {address for address, text in whole.items() if query in text})
        tried += 1

    words = {}
    for address, own in said.items():
        for text in own:
            text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
            text = re.sub(r"(?<![\d.])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)", lambda m: f" {m[1]}年{int(m[3])}月{int(m[4])}日 ", text)
            text = re.sub(r"(?<![\d.])(\d{4})-(\d\d)(?!\d)", lambda m: f" {m[1]}年{int(m[2])}月 " if 0 < int(m[2]) < 13 else m[0], text)
            for word in re.findall(r"[a-z0-9]+(?:(?<=\d)\.(?=\d)[a-z0-9]+)*", text):
                if re.fullmatch(r"\d+\.\d+", word):
                    word = word.rstrip("0").rstrip(".")
                words.setdefault(word, set()).add(address)
            for date in re.findall(r"(?<!\d)(\d{4})年0?(\d{1,2})月0?(\d{1,2})日", text):
                words.setdefault(date, set()).add(address)
    # A number before a month or a day loses its zero, which the plain scan does not know.
    for word, expected in words.items():
        if isinstance(word, tuple):
            check("-".join(word), [word[0], "年", word[1], "月", word[2], "日"], expected)
        elif not re.fullmatch(r"0?\d", word):
            check(word, [word], expected)

    print(f"{len(said)} records, {len(pairs)} pairs, {tried} substrings, {len(words)} words, numbers and dates")
    weigh(index, runs, asked.most, failures)
    end(failures)


if __name__ == "__main__":
    main()
