#!/usr/bin/env python3
"""Makes trial.ttf: a font of boxes with a character that the fonts of sheets lack, under three names.

It stands for a font that a machine or a theme has: 𠮷, A, a blank; known as Trial (the typographic
family), Trial Fangsong and 试验仿宋. Needs fonttools: python3 tests/fonts/make.py
"""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

SHOWN = {0x20: "space", 0x41: "A", 0x20BB7: "rare"}
NAMES = [
    (1, 0x409, "Trial Fangsong"), (1, 0x804, "试验仿宋"), (2, 0x409, "Regular"), (4, 0x409, "Trial Fangsong"),
    (6, 0x409, "TrialFangsong"), (16, 0x409, "Trial"), (17, 0x409, "Regular"),
]


def box(left, right):
    """A box from the base line up."""
    pen = TTGlyphPen(None)
    pen.moveTo((left, 0))
    for point in [(left, 800), (right, 800), (right, 0)]:
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


order = [".notdef", *SHOWN.values()]
font = FontBuilder(1000, isTTF=True)
font.font["head"].created = font.font["head"].modified = 0
font.font.recalcTimestamp = False
font.setupGlyphOrder(order)
font.setupCharacterMap(SHOWN)
font.setupGlyf({name: TTGlyphPen(None).glyph() if name == "space" else box(100, 900) for name in order})
font.setupHorizontalMetrics({name: (1000, 0 if name == "space" else 100) for name in order})
font.setupHorizontalHeader(ascent=880, descent=-120)
font.setupNameTable({})
for number, language, text in NAMES:
    font.font["name"].setName(text, number, 3, 1, language)
font.setupOS2(sTypoAscender=880, sTypoDescender=-120)
font.setupPost()
font.save(Path(__file__).parent / "trial.ttf")
