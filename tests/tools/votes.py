"""The votes of tests/votes/table.md, computed from the articles with exact fractions: whether each is
carried, and whether the rows of a pair differ by one vote, or by 0.01 m² of floor area, and no more.
Nothing of the program is used here."""

import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

HALF, TWO_THIRDS, THREE_QUARTERS = Fraction(1, 2), Fraction(2, 3), Fraction(3, 4)


def more_than(part, of, share):
    return part > of * share


def at_least(part, of, share):
    return part >= of * share


# Of an article and a matter: who must take part, who must agree, and out of whom. Owners are counted
# twice, by people and by floor area (民法典第二百七十八条第二款; 物权法第七十六条第二款).
ARTICLES = {
    ("民法典278", "general"): ((at_least, TWO_THIRDS), (more_than, HALF), "taking part"),
    ("民法典278", "special"): ((at_least, TWO_THIRDS), (at_least, THREE_QUARTERS), "taking part"),
    ("物权法76", "general"): (None, (more_than, HALF), "all"),
    ("物权法76", "special"): (None, (at_least, TWO_THIRDS), "all"),
    ("居委法10", "residents"): ((more_than, HALF), (more_than, HALF), "taking part"),
    ("村委法22", "villagers"): ((more_than, HALF), (more_than, HALF), "taking part"),
    ("村委法22", "households"): ((at_least, TWO_THIRDS), (more_than, HALF), "taking part"),
    ("村委法26", "representatives"): ((at_least, TWO_THIRDS), (more_than, HALF), "taking part"),
    ("指导规则", "committee"): (None, (more_than, HALF), "all"),
}


def rows(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0].isdigit():
            yield cells


def tallies(cells):
    """All that may vote, for, against and abstained: by people and, of owners, by floor area."""
    counted = [cells[5:9], cells[9:13]]
    return [[Fraction(figure) for figure in one] for one in counted if one[0]]


def is_carried(cells):
    quorum, majority, base = ARTICLES[cells[1], cells[4]]
    for everybody, ayes, noes, abstained in tallies(cells):
        part = ayes + noes + abstained
        if quorum and not quorum[0](part, everybody, quorum[1]):
            return False
        if not majority[0](ayes, everybody if base == "all" else part, majority[1]):
            return False
    return True


def steps(one, other):
    """How far two rows are apart: votes that went elsewhere count once."""
    apart = []
    for unit, mine, theirs in zip((1, Fraction(1, 100)), tallies(one), tallies(other)):
        moved = [(b - a) / unit for a, b in zip(mine, theirs)]
        apart.append(max(sum(x for x in moved if x > 0), -sum(x for x in moved if x < 0)))
    return sum(apart)


def main():
    table = list(rows(Path(__file__).parent.parent / "votes" / "table.md"))
    wrong = [
        f"row {place} (pair {cells[0]}): written {cells[13]}, computed otherwise"
        for place, cells in enumerate(table, 1)
        if cells[13] != ("yes" if is_carried(cells) else "no")
    ]
    for first, second in zip(table[::2], table[1::2]):
        if first[:5] != second[:5] or (first[13], second[13]) != ("yes", "no"):
            wrong.append(f"pair {first[0]}: not a carried row and one that is not, of one rule")
        elif steps(first, second) != 1:
            wrong.append(f"pair {first[0]}: the rows are {steps(first, second)} steps apart")
    pairs = Counter(cells[0] for cells in table)
    if len(pairs) < 36 or set(pairs.values()) != {2}:
        wrong.append(f"{len(pairs)} pairs, of {len(table)} rows")
    if set(ARTICLES) != {(cells[1], cells[4]) for cells in table}:
        wrong.append("an article of no row, or a row of no article")
    print("\n".join(wrong) or f"{len(pairs)} votes are just enough, {len(pairs)} just not")
    sys.exit(bool(wrong))


main()
