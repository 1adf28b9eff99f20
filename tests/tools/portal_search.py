#!/usr/bin/env python3
"""Holds the search of a portal over its boards against a plain scan of what these publish.

    portal_search.py SITE [--random N]

What the boards below SITE/boards say is read from their data and pages, as search.py does; the index
of the portal is decoded by its description in docs/search.md, by nothing of the program. Every pair of
Han characters, every word, number and date that stands anywhere must name exactly the boards that have
it; beginnings of words, N substrings of 3 to 8 Han characters and N times two things at once must name
every board that has them, and it is counted how many others they name. What a browser loads for the
first answer is weighed. Portals below are held against their own boards too.
"""
import argparse
import gzip
import json
import pathlib
import random
import re
import sys

from search import HAN, texts


class Index:
    """What a portal publishes of its boards."""

    def __init__(self, site):
        self.site, self.weights = site, {}
        head = self.load("boards")
        self.files, self.boards = head["files"], [pathlib.PurePosixPath(row[2]) for row in head["boards"]]
        self.having = {}
        for file in range(self.files):
            for entry in self.load(f"m{file}").split("!")[1:-1]:
                term, boards = entry.split(" ")
                assert term not in self.having, f"{term} is in two files"
                assert self.file(term) == file, f"{term} lies in {file}"
                self.having[term] = self.numbers(boards)

    def load(self, name):
        text = (self.site / "search" / f"{name}.js").read_bytes()
        self.weights[name] = len(gzip.compress(text, 9))
        called = re.fullmatch(r'mingbai\("([^"]+)",(.*)\)\n', text.decode("utf-8"), re.S)
        assert called and called[1] == name, name
        return json.loads(called[2])

    def file(self, term):
        """A word that may go on lies by its first two letters."""
        word = not re.search(f"[{HAN}]", term)
        return self.hashed(term[:2] if word and re.match(r"[^0-9]{2}", term) else term) % self.files

    @staticmethod
    def hashed(term):
        units = term.encode("utf-16-le")
        value = 2166136261
        for place in range(0, len(units), 2):
            value = (value ^ int.from_bytes(units[place:place + 2], "little")) * 16777619 & 0xFFFFFFFF
        return value >> 16

    @staticmethod
    def numbers(text):
        out, value, last = set(), 0, 0
        for character in map(ord, text):
            if character < 93:
                value = value * 52 + character - 40
            else:
                last += value * 34 + character - 93
                out.add(last)
                value = 0
        return out

    def find(self, runs):
        """The boards that have every term of runs of units, and what is loaded to know it."""
        hits, loads = set(range(len(self.boards))), {"boards"}
        for run in runs:
            if len(run) == 1 and re.match(r"[^0-9]{2}", run[0]):
                file = self.hashed(run[0][:2]) % self.files
                loads.add(f"m{file}")
                begun = (boards for term, boards in self.having.items() if term.startswith(run[0]) and not re.search(f"[{HAN}]", term))
                hits &= set().union(*begun)
                continue
            for term in [run[0]] if len(run) == 1 else [a + b for a, b in zip(run, run[1:])]:
                loads.add(f"m{self.file(term)}")
                hits &= self.having.get(term, set())
        return hits, sum(self.weights[name] for name in loads)


def below(site):
    """Every text of a board, and of its own boards."""
    own = [text for said in texts(site).values() for text in said]
    boards = site / "boards"
    for inner in sorted(boards.iterdir()) if boards.is_dir() else []:
        own += below(inner)
    return own


def atoms(text):
    """A text as search.md says that it is read; numbers, days and months among it."""
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    text = re.sub(r"(?<![\d.])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)",
                  lambda m: f" {m[1]}年{int(m[3])}月{int(m[4])}日 " if 0 < int(m[3]) < 13 and 0 < int(m[4]) < 32 else m[0], text)
    return re.sub(r"(?<![\d.])(\d{4})-(\d\d)(?!\d)", lambda m: f" {m[1]}年{int(m[2])}月 " if 0 < int(m[2]) < 13 else m[0], text)


def check(site, most, failures):
    index = Index(site)
    said = [below(site / board) for board in index.boards]
    assert len(said) > 1, "a portal of one board says little"
    pairs, words = {}, {}
    for board, own in enumerate(said):
        for text in own:
            for run in re.findall(f"[{HAN}]{{2,}}", text):
                for place in range(len(run) - 1):
                    pairs.setdefault(run[place:place + 2], set()).add(board)
            for word in re.findall(r"[a-z0-9]+(?:(?<=\d)\.(?=\d)[a-z0-9]+)*", atoms(text)):
                if re.fullmatch(r"\d+\.\d+", word):
                    word = word.rstrip("0").rstrip(".")
                words.setdefault(word, set()).add(board)
    weights, others, asked = [], 0, 0

    def ask(query, runs, expected, exact):
        nonlocal others, asked
        hits, weight = index.find(runs)
        weights.append(weight)
        asked += 1
        others += len(hits - expected)
        if len(failures) < 20 and (expected - hits or exact and hits != expected):
            failures.append(f"{site}: {query}: too few {sorted(expected - hits)}, too many {sorted(hits - expected)}")

    for pair, expected in pairs.items():
        ask(pair, [list(pair)], expected, True)
    known = {term for term in index.having if re.fullmatch(f"[{HAN}]{{2}}", term)}
    failures += [f"{term} is in the index and nowhere else" for term in sorted(known - set(pairs))[:20]]
    for word, expected in words.items():
        # A number before a month or a day loses its zero, which this scan does not know.
        if re.fullmatch(r"0?\d", word):
            continue
        if re.match(r"[^0-9]{2}", word):
            for length in range(2, len(word) + 1):
                open_ = word[:length]
                having = set().union(*(boards for one, boards in words.items() if one.startswith(open_)))
                ask(open_, [[open_]], having, True)
        else:
            ask(word, [[word]], expected, True)
    dice = random.Random(20260630)
    whole = ["\n".join(own) for own in said]
    long = sorted({run for own in said for text in own for run in re.findall(f"[{HAN}]{{3,}}", text)})
    both = sorted(pairs)
    for _ in range(most if long else 0):
        run = dice.choice(long)
        length = dice.randint(3, min(8, len(run)))
        start = dice.randint(0, len(run) - length)
        query = run[start:start + length]
        if dice.random() < 0.1:
            place = dice.randrange(length)
            query = query[:place] + dice.choice(dice.choice(long)) + query[place + 1:]
        ask(query, [list(query)], {board for board, text in enumerate(whole) if query in text}, False)
        one, other = dice.choice(both), dice.choice(both)
        # In one record it may be or not; in one board both must stand.
        ask(f"{one} {other}", [list(one), list(other)], pairs[one] & pairs[other], True)
    weights.sort()
    print(f"{site}: {len(said)} boards, {len(pairs)} pairs, {len(words)} words and numbers, {asked} queries, {others} boards named too many; "
          f"{index.files} files of {sum(index.weights.values()) / 1024:.0f} KB in all, compressed; the first answer loads "
          f"{weights[len(weights) // 2] / 1024:.1f} KB, {weights[-1] / 1024:.1f} KB at most")


def queries(site, many):
    """Queries of runs of Han characters: which boards have them, and which the index names."""
    index = Index(site)
    folders = [f"{board}/" for board in index.boards]
    whole = ["\n".join(below(site / board)) for board in index.boards]
    runs = [sorted(set(re.findall(f"[{HAN}]{{2,}}", text))) for text in whole]
    dice, out = random.Random(20260701), []
    while len(out) < many:
        run = dice.choice(dice.choice([own for own in runs if own]))
        length = dice.randint(2, min(6, len(run)))
        start = dice.randint(0, len(run) - length)
        query = run[start:start + length]
        having = [folders[board] for board, text in enumerate(whole) if query in text]
        named = sorted(folders[board] for board in index.find([list(query)])[0])
        out.append({"query": query, "having": having, "named": named,
                    "portals": [folder for folder in folders if (site / folder / "search/boards.js").exists()]})
    out.sort(key=lambda one: all(board in one["portals"] for board in one["having"]))
    return {"boards": len(folders), "queries": out}


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("site", type=pathlib.Path)
    asked.add_argument("--random", type=int, default=5_000)
    asked.add_argument("--ask", type=int, help="print so many queries and the boards that they must name, and check nothing")
    asked = asked.parse_args()
    if asked.ask:
        print(json.dumps(queries(asked.site, asked.ask)))
        return
    failures = []
    portals = sorted(path.parent.parent for path in asked.site.glob("**/search/boards.js"))
    assert portals, "no portal"
    for site in portals:
        check(site, asked.random, failures)
    for failure in failures:
        print(failure, file=sys.stderr)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
