#!/usr/bin/env python3
"""Makes a portal of N boards of M synthetic records each.

    python3 gen.py N M OUT [--varied]

OUT is the portal, OUT/members/bNNN its boards: those of ../peers/gen.py with the built-in theme, each
from a seed of its own. Their texts are of few hundred different words; with --varied every record gets
a paragraph of words that are drawn from 20,000 as often as words are in a language, with some for each
board alone, so that the boards have about as many different pairs of characters as real ones of that
length. The same arguments give the same bytes on any machine. Standard library only.
"""
import argparse
import importlib.util
import itertools
import pathlib
import random
import shutil

HERE = pathlib.Path(__file__).resolve().parent
spec = importlib.util.spec_from_file_location("peers", HERE.parent / "peers" / "gen.py")
peers = importlib.util.module_from_spec(spec)
spec.loader.exec_module(peers)

# Characters that nobody writes, so that they spell no name, telephone or illness by chance.
CHARACTERS = [chr(0x3400 + place * 2) for place in range(3_000)]


def words(dice, count):
    """So many words of one to three characters; a character is the likelier, the earlier."""
    weights = [1 / (place + 20) for place in range(len(CHARACTERS))]
    lengths = dice.choices((1, 2, 3), (1, 6, 2), k=count)
    return ["".join(dice.choices(CHARACTERS, weights, k=length)) for length in lengths]


def varied(dice, lexicon, weights):
    """A paragraph of about 300 characters."""
    said = dice.choices(lexicon, cum_weights=weights, k=150)
    return "".join(word + ("，" if place % 9 == 8 else "") for place, word in enumerate(said)) + "。\n"


def main():
    parser = argparse.ArgumentParser(description="Makes a portal of synthetic boards.")
    parser.add_argument("boards", type=int, metavar="N")
    parser.add_argument("records", type=int, metavar="M")
    parser.add_argument("out", type=pathlib.Path, metavar="OUT")
    parser.add_argument("--varied", action="store_true", help="with as many different words as real texts")
    args = parser.parse_args()
    shutil.rmtree(args.out, ignore_errors=True)
    content = args.out / "content"
    content.mkdir(parents=True)
    names = [f"b{number:03}" for number in range(args.boards)]
    listed = "".join(f"  - members/{name}\n" for name in names)
    content.joinpath("board.yaml").write_text(
        "format: 1\nname: 示例街道各公示栏\npublisher: 示例街道办事处\nlocale: zh-CN\ncurrency: CNY\n"
        f"time_zone: Asia/Shanghai\nmembers:\n{listed}", "utf-8")
    common = words(random.Random(1), 20_000)
    for number, name in enumerate(names):
        root = args.out / "members" / name
        peers.skeleton("default", root)
        board = root / "content" / "board.yaml"
        text = board.read_text("utf-8")
        own = next(line for line in text.splitlines() if line.startswith("name:"))
        board.write_text(text.replace(own, f"name: 示例第{number + 1}小区公示栏"), "utf-8")
        dice = random.Random(10_000 + number)
        lexicon = common + words(dice, 500)
        weights = list(itertools.accumulate(1 / (place + 5) for place in range(len(lexicon))))
        for one in peers.records(args.records, 1_000 + number):
            if args.varied:
                one["body"] += "\n" + varied(dice, lexicon, weights)
            (root / "content" / one["kind"] / f"{one['id']}.md").write_text(peers.mingbai(one), "utf-8")
    print(f"{args.boards} boards of {args.records} records")


if __name__ == "__main__":
    main()
