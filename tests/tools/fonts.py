"""The fonts of the built-in theme: what they are called, under which licence, and what they can show.

    python fonts.py

Reads themes/default/fonts/ as it is; which characters must be there is said here once more.
"""

import hashlib
import re
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parents[2] / "themes/default/fonts"
FAMILIES = {
    "song.otf": "Mingbai Song",
    "title.otf": "Mingbai Title",
    "hei.otf": "Mingbai Hei",
    "kai.ttf": "Mingbai Kai",
}
RESERVED = ("Source", "Noto", "LXGW", "霞鹜", "Klee")
SIGNS = (
    "¥￥£€$㎡㎥²³₂‰№℃×÷±−–—…·•‧→←↑↓〇々□■○●△▲▽▼◇◆★☆☐☑☒✓✔✗✘※§°′″≈≠≤≥∑√∞½⅓⅔"
    "①⑳⑴⒇⒈⒛㈠㈩ⅠⅫⅰⅹ、。·ˉˇ¨〃—～‖…‘’“”〔〕〈〉《》「」『』〖〗【】！＂＃￥％＆（）＊＋，－．／０９：；＜＝＞？ＡＺａｚ"
)


def lists():
    """What the fonts are for: each list of characters by its name."""
    lines = (FOLDER / "characters.txt").read_text(encoding="utf-8").splitlines()
    national = "".join(line for line in lines if not line.startswith("#"))
    # The places where its three levels begin, and its end.
    assert len(national) == len(set(national)) == 8105
    assert [national[at] for at in (0, 3500, 6500, 8104)] == ["一", "乂", "亍", "蠼"]
    big5 = []
    for place in range(0xA440, 0xC67F):
        low = place & 0xFF
        if 0x40 <= low <= 0x7E or 0xA1 <= low <= 0xFE:
            big5.append(place.to_bytes(2, "big").decode("big5"))
    assert len(set(big5)) == 5401
    gb2312 = [bytes([row, cell]).decode("gb2312", "ignore") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    return {
        "the national list": national,
        "Big5, level 1": big5,
        "GB 2312": [character for character in gb2312 if character],
        "Latin": [chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x180))],
        "Greek": "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψωΆΈΉΊΌΎΏάέήίόύώΐΰϊϋ",
        "full widths": [chr(code) for code in range(0xFF01, 0xFF5F)],
        "numbers in circles": [chr(code) for code in range(0x2460, 0x249C)],
        "signs": SIGNS,
    }


def kerned(font):
    """The glyphs that pairs are kerned by."""
    found = set()
    if "GPOS" not in font:
        return found
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for part in lookup.SubTable:
            part = getattr(part, "ExtSubTable", part)
            if part.LookupType != 2:
                continue
            if part.Format == 1:
                found.update(part.Coverage.glyphs)
                found.update(record.SecondGlyph for pairs in part.PairSet for record in pairs.PairValueRecord)
            else:
                # The class of all that are named in none, too.
                zeros = [cell for row in part.Class1Record for cell in row.Class2Record[:1]]
                assert all(not vars(cell.Value1) or not cell.Value1.XAdvance for cell in zeros if cell.Value1)
                found.update(part.Coverage.glyphs, part.ClassDef2.classDefs)
    return found


def main():
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    wanted = lists()
    sets = {}
    for file, family in FAMILIES.items():
        path = FOLDER / file
        font = TTFont(path, lazy=True)
        name, cmap = font["name"], font.getBestCmap()
        said = {number: name.getDebugName(number) or "" for number in range(20)}

        assert said[1] == said[4] == family and said[2] == "Regular", (file, said)
        shown = " ".join(said[number] for number in (1, 3, 4, 6, 16, 17))
        if "CFF " in font:
            shown += " " + font["CFF "].cff.fontNames[0]
        assert not [word for word in RESERVED if word.lower() in shown.lower()], (file, shown)
        assert "Adobe" in said[0] or "Klee" in said[0], (file, said[0])
        assert "SIL Open Font License, Version 1.1" in said[13] and said[14].startswith("https://"), file
        licence = (FOLDER / "OFL.txt").read_text(encoding="utf-8")
        assert f"{family} ({file})" in licence and "SIL OPEN FONT LICENSE Version 1.1" in licence, file

        assert font["OS/2"].fsType == 0 and font["OS/2"].usWeightClass == 400, file
        for what, characters in wanted.items():
            lacking = [character for character in characters if ord(character) not in cmap]
            assert not lacking, f"{file} lacks of {what}: {''.join(lacking)}"
        sets[file] = set(cmap)

        digits = [cmap[ord(digit)] for digit in "0123456789"]
        assert len({font["hmtx"][glyph][0] for glyph in digits}) == 1, f"{file}: digits of different widths"
        assert not kerned(font) & set(digits), f"{file} moves digits together"

        bytes_of = path.read_bytes()
        row = re.search(rf"\| `{file}` \|.*\| ([\d,]+) \| `([0-9a-f]{{64}})` \|", readme)
        assert row, f"README.md does not say what {file} is"
        assert int(row[1].replace(",", "")) == len(bytes_of), f"README.md is wrong about the size of {file}"
        assert row[2] == hashlib.sha256(bytes_of).hexdigest(), f"{file} is not the file that README.md speaks of"
    common = set.intersection(*sets.values())
    assert f"the same {len(common):,} characters" in readme, f"README.md does not say that all have {len(common):,}"
    print(f"{len(FAMILIES)} fonts, {len(common)} characters in all of them")


main()
