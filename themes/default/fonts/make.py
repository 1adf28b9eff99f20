#!/usr/bin/env python3
"""Makes song.otf, title.otf, hei.otf and kai.ttf from the packages named below, byte for byte.

Installs nothing. What it needs, and how the packages are obtained, is in README.md beside it:

    python3 make.py FOLDER_OF_PACKAGES [FOLDER_TO_WRITE_TO]
"""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from copy import deepcopy
from pathlib import Path

import cffsubr
import fontTools
from fontTools.misc.transform import Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

FONTTOOLS = "4.68.0"
CFFSUBR = "0.4.0"
VERSION = "1.000"
HERE = Path(__file__).resolve().parent

NOTO = "fonts-noto-cjk_1%3a20220127+repack1-1_all.deb"
WENKAI = "fonts-lxgw-wenkai_1.250+repack-1_all.deb"
SERIF = "source-serif-4.5.1.tgz"
SANS = "source-sans-pro-3.6.0.tgz"
PACKAGES = {
    NOTO: "4a2515eb6db3978b897fef9709ed0d2b1f4c6c4df4d83d6c4ef65f71f1b1f502",
    WENKAI: "6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318",
    SERIF: "19a448df98f4aa777de3452b0a1e29aa7ffe29252fe552c8a2d2531702d80746",
    SANS: "973d2f284b249f194885e58a56dd1e780ea0d8d1a6387a4d6e54175005e0d6c2",
}
NOTO_FOLDER = "usr/share/fonts/opentype/noto"

# Each face: the file and the number of the font in it, and what lends the Latin letters that it lacks.
# They are drawn larger as the others were (by the width of n in one over that in the other), in the
# weight in which the stem of l is as thick as that of the others (82 and 135 of 1,000).
FACES = {
    "song.otf": {
        "family": "Mingbai Song",
        "source": (NOTO, f"{NOTO_FOLDER}/NotoSerifCJK-Regular.ttc", 2),
        "lender": (SERIF, "package/VAR/SourceSerif4Variable-Roman.otf", {"wght": 375}),
    },
    "title.otf": {
        "family": "Mingbai Title",
        "source": (NOTO, f"{NOTO_FOLDER}/NotoSerifCJK-Bold.ttc", 2),
        "lender": (SERIF, "package/VAR/SourceSerif4Variable-Roman.otf", {"wght": 604}),
    },
    "hei.otf": {
        "family": "Mingbai Hei",
        "source": (NOTO, f"{NOTO_FOLDER}/NotoSansCJK-Regular.ttc", 2),
        "lender": (SANS, "package/OTF/SourceSansPro-Regular.otf", None),
    },
    "kai.ttf": {
        "family": "Mingbai Kai",
        "source": (WENKAI, "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", -1),
        "lender": None,
    },
}

LICENCE = (
    "This Font Software is licensed under the SIL Open Font License, Version 1.1. "
    "This license is available with a FAQ at: https://openfontlicense.org"
)

# What is kept of the layout: shapes after the place, marks over letters, ligatures of dashes and
# letters, kerning. Upright lines, half widths and ornaments go.
FEATURES = ["calt", "ccmp", "halt", "kern", "liga", "locl", "mark", "mkmk", "palt", "pwid"]
SCRIPTS = [f"{script}.{place}" for script in ("DFLT", "hani", "latn", "grek", "cyrl", "kana") for place in ("dflt", "ZHT ")]


def decoded(encoding, rows, cells):
    """The characters of a block of a double-byte code."""
    found = []
    for row in rows:
        for cell in cells:
            try:
                found.append(bytes([row, cell]).decode(encoding))
            except UnicodeDecodeError:
                continue
    return [character for character in found if len(character) == 1]


def national_list():
    """The 8,105 characters of 通用规范汉字表, in its order."""
    lines = (HERE / "characters.txt").read_text(encoding="utf-8").splitlines()
    return [character for line in lines if not line.startswith("#") for character in line]


def traditional():
    """The 5,401 characters of the first level of Big5."""
    big5 = decoded("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)])
    return big5[: big5.index("籲") + 1]


def characters():
    """Every character that each of the four fonts has."""
    national, big5 = national_list(), traditional()
    high = range(0xA1, 0xFF)
    gb2312 = decoded("gb2312", range(0xB0, 0xF8), high)
    gbk = decoded("gbk", range(0xA1, 0xAA), high) + decoded("gbk", (0xA8, 0xA9), range(0x40, 0xA1))
    # Shapes for upright and small setting, and one sign that the sources lack.
    symbols = [sign for sign in gbk if not 0xFE10 <= ord(sign) <= 0xFE6F and sign != "≒"]
    assert len(national) == len(set(national)) == 8105 and len(big5) == 5401 and len(set(gb2312)) == 6763
    codes = {ord(character) for character in [*national, *big5, *gb2312, *symbols]}
    codes.update(range(0x20, 0x7F), range(0xA0, 0x180))
    codes.update(code for code in range(0x384, 0x3CF) if code not in (0x38B, 0x38D, 0x3A2))
    codes.update(range(0x2460, 0x249C), range(0x3251, 0x3260), range(0x32B1, 0x32C0))
    codes.update(range(0x2160, 0x216C), range(0x2170, 0x217C))
    codes.update(map(ord, "‐‑‒–—―‖‘’‚“”„†‡•‥…‧‰′″‹›※€₂™Ωℓ←↑→↓↔⇒⇔−±≠≈≤≥⅓⅔☎"))
    codes.update(map(ord, "〇々〈〉《》「」『』【】〒〔〕〖〗〝〞㎥㎖㎗㎘㎾㏊㊤㊥㊦❶❷❸❹❺❻❼❽❾❿"))
    # Traditional forms of characters of the first level of the national list that Big5 has on its second.
    codes.update(map(ord, "戠麯衕僞曏摳竈埰凈叄衚鈎澇纍鏇銹蝟饋懞饃灕衊繮鰐"))
    codes.update(map(ord, "⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉☐☑☒✓✔✗✘"))
    codes.update(INVISIBLE)
    return codes


# Spaces by their share of an em, in thousandths, and signs that show nothing.
INVISIBLE = {
    0x2000: 500, 0x2001: 1000, 0x2002: 500, 0x2003: 1000, 0x2004: 333, 0x2005: 250, 0x2006: 167,
    0x2009: 200, 0x200A: 100, 0x200B: 0, 0x200C: 0, 0x200D: 0, 0x200E: 0, 0x200F: 0,
    0x202F: 200, 0x2060: 0, 0xFEFF: 0,
}  # fmt: skip


class Face:
    """A font that glyphs are added to, in either kind of outlines."""

    def __init__(self, font, weight=None):
        self.font = font
        self.weight = weight
        self.is_cff = "CFF " in font
        self.used = set(font.getGlyphOrder())

    def has(self, code):
        return code in self.font.getBestCmap()

    def name(self, code):
        return self.font.getBestCmap()[code]

    def width(self, code):
        return self.glyphs()[self.name(code)].width

    def glyphs(self):
        return self.font.getGlyphSet(location=self.weight)

    def draw(self, code, pen, transform=Transform()):
        self.glyphs()[self.name(code)].draw(TransformPen(pen, transform))

    def bounds(self, code):
        return self.bounds_of(self.name(code))

    def bounds_of(self, name):
        glyphs = self.glyphs()
        pen = BoundsPen(glyphs)
        glyphs[name].draw(pen)
        return pen.bounds

    def fresh(self):
        """A name that no glyph has; glyphs of a font keyed by numbers are named after their numbers."""
        number = next(n for n in range(1, 65535) if f"cid{n:05d}" not in self.used)
        name = f"cid{number:05d}"
        self.used.add(name)
        return name

    def add(self, code, width, draw):
        """A glyph for `code`, which `draw` draws on a pen."""
        name = self.fresh()
        (self.add_cff if self.is_cff else self.add_glyf)(name, width, draw)
        for table in self.font["cmap"].tables:
            if table.format == 12 or code < 0x10000:
                table.cmap[code] = name
        if "GDEF" in self.font and self.font["GDEF"].table.GlyphClassDef:
            self.font["GDEF"].table.GlyphClassDef.classDefs[name] = 1

    def charstring(self, width, draw, kin):
        """An outline without hints, in the private part of the glyph called `kin`."""
        top = self.font["CFF "].cff[0]
        part = top.FDSelect[self.font.getGlyphID(kin)]
        private = top.FDArray[part].Private
        own = None if width == private.defaultWidthX else width - private.nominalWidthX
        pen = T2CharStringPen(own, None)
        draw(pen)
        return pen.getCharString(private=private, globalSubrs=top.GlobalSubrs), part

    def add_cff(self, name, width, draw):
        top = self.font["CFF "].cff[0]
        outline, part = self.charstring(width, draw, self.name(0x41))
        top.CharStrings.charStringsIndex.append(outline)
        top.CharStrings.charStrings[name] = len(top.CharStrings.charStringsIndex) - 1
        top.FDSelect.append(part)
        top.charset.append(name)
        self.font.setGlyphOrder(list(top.charset))
        self.measure(name, width)

    def add_glyf(self, name, width, draw):
        pen = TTGlyphPen(None)
        draw(pen)
        self.font.setGlyphOrder([*self.font.getGlyphOrder(), name])
        self.font["glyf"][name] = pen.glyph()
        self.measure(name, width)

    def measure(self, name, width):
        self.font["hmtx"][name] = (width, 0)
        box = self.bounds_of(name)
        self.font["hmtx"][name] = (width, round(box[0]) if box else 0)

    def widen(self, code, width):
        """Sets the glyph of `code` in the middle of `width`."""
        name = self.name(code)
        shift = (width - self.width(code)) // 2
        outline, _ = self.charstring(width, lambda pen: self.draw(code, pen, Transform().translate(shift, 0)), name)
        strings = self.font["CFF "].cff[0].CharStrings
        strings.charStringsIndex[strings.charStrings[name]] = outline
        self.measure(name, width)


def middle(box):
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def lend(face, other, codes):
    """Draws what the face lacks of `codes` after the font that its Latin letters were made from."""
    scale = face.width(ord("n")) / other.width(ord("n"))
    larger = Transform().scale(scale)
    for code in sorted(codes):
        if not face.has(code) and other.has(code):
            face.add(code, round(other.width(code) * scale), lambda pen, c=code: other.draw(c, pen, larger))
    if not face.has(ord("Ŧ")):
        compose_letters(face, other, larger)


def compose_letters(face, other, larger):
    """The six letters of Latin Extended-A that the lender lacks too."""
    pairs = {"Ĳ": "IJ", "ĳ": "ij"}
    for letter, (first, second) in pairs.items():
        beside = face.width(ord(first))

        def both(pen, first=first, second=second, beside=beside):
            face.draw(ord(first), pen)
            face.draw(ord(second), pen, Transform().translate(beside, 0))

        face.add(ord(letter), beside + face.width(ord(second)), both)
    x, _ = middle(tuple(v * larger[0] for v in other.bounds(ord("˘"))))
    rise = face.bounds(ord("H"))[3] - face.bounds(ord("x"))[3]
    for letter, base, up in (("Ĭ", "I", rise), ("ĭ", "ı", 0)):
        shift = Transform().translate(middle(face.bounds(ord(base)))[0] - x, up).transform(larger)

        def short(pen, base=base, shift=shift):
            face.draw(ord(base), pen)
            other.draw(ord("˘"), pen, shift)

        face.add(ord(letter), face.width(ord(base)), short)
    x, y = middle(face.bounds(ord("-")))
    for letter, base in (("Ŧ", "T"), ("ŧ", "t")):
        at = middle(face.bounds(ord(base)))
        shift = Transform().translate(at[0] - x, at[1] - y)

        def barred(pen, base=base, shift=shift):
            face.draw(ord(base), pen)
            face.draw(ord("-"), pen, shift)

        face.add(ord(letter), face.width(ord(base)), barred)


def compose_signs(face):
    """Boxes to tick, ticks and crosses out of the signs that the face has."""
    square = middle(face.bounds(ord("□")))

    def placed(sign, size):
        x, y = middle(face.bounds(ord(sign)))
        box = face.bounds(ord(sign))
        scale = size / max(box[2] - box[0], box[3] - box[1])
        return Transform().translate(*square).scale(scale).translate(-x, -y)

    inner = (face.bounds(ord("□"))[2] - face.bounds(ord("□"))[0]) * 0.72

    def boxed(pen, sign):
        face.draw(ord("□"), pen)
        if sign:
            face.draw(ord(sign), pen, placed(sign, inner))

    tick = face.bounds(ord("✓"))
    signs = {
        "✗": lambda pen: face.draw(ord("×"), pen, placed("×", tick[3] - tick[1])),
        "✔": lambda pen: face.draw(ord("✓"), pen),
        "✘": lambda pen: face.draw(ord("✗"), pen),
        "☐": lambda pen: boxed(pen, None),
        "☑": lambda pen: boxed(pen, "✓"),
        "☒": lambda pen: boxed(pen, "×"),
    }
    for sign, draw in signs.items():
        if not face.has(ord(sign)):
            face.add(ord(sign), face.width(ord("□")), draw)


def same_digits(face):
    """Sets digits of different widths in one width, so that figures stand below each other."""
    widths = [face.width(ord(digit)) for digit in "0123456789"]
    if len(set(widths)) > 1:
        common = max(set(widths), key=widths.count)
        for digit in "0123456789":
            if face.width(ord(digit)) != common:
                face.widen(ord(digit), common)


def mappings(table, tag):
    """The parts of lookups that put one shape for another, of the features called `tag`."""
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == tag:
            for index in record.Feature.LookupListIndex:
                for part in table.LookupList.Lookup[index].SubTable:
                    part = getattr(part, "ExtSubTable", part)
                    if part.LookupType == 1:
                        yield part


def local_shapes(font):
    """Leaves of the shapes for traditional Chinese those of the characters that it is written with, and
    of narrow shapes those of quotation marks and dots."""
    table, cmap = font["GSUB"].table, font.getBestCmap()
    kept = {cmap[ord(character)] for character in traditional()}
    other = {glyph for code, glyph in cmap.items() if 0x3400 <= code < 0xA000 or code > 0x1FFFF} - kept
    for part in mappings(table, "locl"):
        part.mapping = {a: b for a, b in part.mapping.items() if a not in other}
    narrow = {cmap[ord(mark)] for mark in "‘’“”…"}
    for part in mappings(table, "pwid"):
        part.mapping = {a: b for a, b in part.mapping.items() if a in narrow}


def places(font):
    """Chinese of the mainland keeps what the font has for all, Hong Kong gets what Taiwan has, and where
    no Chinese is spoken quotation marks are narrow."""
    for name in ("GSUB", "GPOS"):
        table = font[name].table
        features = table.FeatureList.FeatureRecord
        narrow = {at for at, record in enumerate(features) if record.FeatureTag == "pwid"}
        for record in table.ScriptList.ScriptRecord:
            script = record.Script
            taiwan = [place.LangSys for place in script.LangSysRecord if place.LangSysTag == "ZHT "]
            chinese = {"ZHH ": taiwan, "ZHS ": [], "ZHT ": taiwan}
            script.LangSysRecord = []
            for tag, own in chinese.items():
                place = otTables.LangSysRecord()
                place.LangSysTag = tag
                place.LangSys = deepcopy((own or [script.DefaultLangSys])[0])
                place.LangSys.FeatureIndex = [at for at in place.LangSys.FeatureIndex if at not in narrow]
                script.LangSysRecord.append(place)
            local = [at for at in script.DefaultLangSys.FeatureIndex if features[at].FeatureTag in ("locl", "pwid")]
            if local:
                both = deepcopy(features[local[0]])
                both.FeatureTag = "locl"
                both.Feature.LookupListIndex = sorted({index for at in local for index in features[at].Feature.LookupListIndex})
                both.Feature.LookupCount = len(both.Feature.LookupListIndex)
                others = [at for at in script.DefaultLangSys.FeatureIndex if at not in local]
                script.DefaultLangSys.FeatureIndex = [*others, len(features)]
                features.append(both)
        # Those that are used, in the order of their tags.
        of_scripts = [
            place
            for record in table.ScriptList.ScriptRecord
            for place in (record.Script.DefaultLangSys, *(other.LangSys for other in record.Script.LangSysRecord))
        ]
        used = {at for place in of_scripts for at in place.FeatureIndex}
        order = sorted(used, key=lambda at: (features[at].FeatureTag, at))
        table.FeatureList.FeatureRecord = [features[at] for at in order]
        for place in of_scripts:
            place.FeatureIndex = sorted(order.index(at) for at in place.FeatureIndex)


def subset(font, codes):
    """Leaves of a font the glyphs of `codes` and what they need."""
    options = Options(
        layout_features=FEATURES,
        layout_scripts=SCRIPTS,
        hinting=False,
        desubroutinize=True,
        notdef_outline=True,
        recalc_timestamp=False,
        legacy_kern=False,
        name_IDs=["*"],
        drop_tables=["BASE", "DSIG", "VORG", "gasp", "vhea", "vmtx"],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    cmap = font["cmap"]
    cmap.tables = [table for table in cmap.tables if table.platformID == 3 and table.format in (4, 12)]


def rename(font, family, lender):
    """Names the font anew and says what it was made of, under which licence."""
    name = font["name"]
    was = name.getDebugName(4)
    version = name.getDebugName(5).split(";")[0].removeprefix("Version ")
    rights = [name.getDebugName(0)]
    made = f"Subset of {was} {version}"
    if lender:
        rights.append(lender["name"].getDebugName(0))
        made += f", with letters of {lender['name'].getDebugName(4)}"
    postscript = family.replace(" ", "") + "-Regular"
    designers = name.getDebugName(9)
    name.names = []
    said = {
        0: "\n".join(rights),
        1: family,
        2: "Regular",
        3: f"{VERSION};{postscript}",
        4: family,
        5: f"Version {VERSION}",
        6: postscript,
        9: designers,
        10: f"{made}, renamed.",
        13: LICENCE,
        14: "https://openfontlicense.org",
    }
    for number, text in said.items():
        name.setName(text, number, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [postscript]
        top = cff[0]
        top.rawDict.pop("Weight", None)
        top.FullName, top.FamilyName, top.Notice = family, family, rights[0].replace("©", "Copyright")
        for number, part in enumerate(top.FDArray):
            part.FontName = f"{postscript}-{number}"
    font["head"].fontRevision = float(VERSION)
    font["head"].macStyle = 0
    os2 = font["OS/2"]
    os2.usWeightClass, os2.usWidthClass, os2.fsType = 400, 5, 0
    os2.fsSelection = os2.fsSelection & 0x80 | 0x40
    os2.achVendID = "    "
    os2.recalcUnicodeRanges(font)
    os2.updateFirstAndLastCharIndex(font)
    font["post"].formatType = 3.0


def renumber(path):
    """Numbers glyphs that are keyed by number in their order."""
    font = TTFont(path, recalcTimestamp=False)
    top = font["CFF "].cff[0]
    strings = top.CharStrings
    names = {old: old if at == 0 else f"cid{at:05d}" for at, old in enumerate(top.charset)}
    strings.charStrings = {names[old]: index for old, index in strings.charStrings.items()}
    top.charset = list(names.values())
    top.CIDCount = len(names)
    font.setGlyphOrder(list(top.charset))
    font.save(path)


def unpacked(package, member, into):
    """A file out of a package of Debian's or of npm's."""
    path = into / Path(member).name
    if package.name.endswith(".deb"):
        tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", package], check=True, stdout=subprocess.PIPE).stdout
        holder = into / "packages.tar"
        holder.write_bytes(tar)
        archive = tarfile.open(holder)
        member = f"./{member}"
    else:
        archive = tarfile.open(package)
    with archive:
        path.write_bytes(archive.extractfile(member).read())
    return path


def main():
    if (fontTools.version, cffsubr.__version__) != (FONTTOOLS, CFFSUBR):
        sys.exit(f"This needs: pip install fonttools=={FONTTOOLS} cffsubr=={CFFSUBR}")
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    packages = Path(sys.argv[1])
    out = Path(sys.argv[2]) if len(sys.argv) == 3 else HERE
    for name, digest in PACKAGES.items():
        file = packages / name
        if not file.is_file():
            sys.exit(f"{file} is not there. README.md says how to obtain it.")
        if hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            sys.exit(f"{file} is another version than the one that the fonts were made from.")
    codes = characters()
    with tempfile.TemporaryDirectory() as folder:
        for file, made in FACES.items():
            package, member, number = made["source"]
            source = unpacked(packages / package, member, Path(folder))
            font = TTFont(source, fontNumber=number, recalcTimestamp=False, lazy=True)
            font.cfg["fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"] = False
            lender = None
            if "CFF " in font:
                local_shapes(font)
            subset(font, codes)
            if "CFF " in font:
                places(font)
            face = Face(font)
            if made["lender"]:
                package, member, weight = made["lender"]
                lender = TTFont(unpacked(packages / package, member, Path(folder)))
                lend(face, Face(lender, weight), codes)
            compose_signs(face)
            for code, share in INVISIBLE.items():
                if not face.has(code):
                    face.add(code, share * font["head"].unitsPerEm // 1000, lambda pen: None)
            if face.is_cff:
                same_digits(face)
            lacking = sorted(code for code in codes if not face.has(code))
            if lacking:
                sys.exit(f"{file} lacks {' '.join(f'U+{code:04X}' for code in lacking)}")
            rename(font, made["family"], lender)
            if face.is_cff:
                cffsubr.subroutinize(font)
            font.save(out / file)
            if face.is_cff:
                renumber(out / file)
            size = (out / file).stat().st_size
            print(f"{hashlib.sha256((out / file).read_bytes()).hexdigest()}  {file}  {size}  {len(font.getGlyphOrder())} glyphs")


if __name__ == "__main__":
    main()
