#!/usr/bin/env python3
"""Cuts the bundled faces from the full Inter and Phosphor files (needs fonttools).

    subset.py INTER_DIRECTORY PHOSPHOR_TTF OUT_DIRECTORY

INTER_DIRECTORY holds Inter-Regular.otf, Inter-Medium.otf and Inter-SemiBold.otf (version 3.19);
PHOSPHOR_TTF is Phosphor.ttf of version 2.1. The icons kept are those named in src/ui/icons.rs.
"""
import pathlib
import re
import sys

from fontTools import subset
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).resolve().parent
TEXT = (
    list(range(0x20, 0x7F)) + list(range(0xA0, 0x180))  # Latin
    + list(range(0x180, 0x250)) + list(range(0x2B0, 0x300)) + list(range(0x300, 0x370))
    + list(range(0x370, 0x400)) + list(range(0x400, 0x530))  # Greek, Cyrillic
    + list(range(0x1E00, 0x1F00)) + list(range(0x2000, 0x2070))  # Latin additional, punctuation
    + list(range(0x2070, 0x20A0)) + list(range(0x20A0, 0x20C1))  # super- and subscripts, currencies
    + list(range(0x2100, 0x2190)) + list(range(0x2190, 0x2200))  # letterlike, fractions, arrows
    + [0x2205, 0x2206, 0x2211, 0x2212, 0x2215, 0x2219, 0x221A, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265]
    + [0x2318, 0x2325, 0x21E7, 0x23CE, 0x232B]  # keys
    + [0x25A0, 0x25A1, 0x25B2, 0x25B3, 0x25B6, 0x25BC, 0x25C6, 0x25C7, 0x25CB, 0x25CF]
    + [0x2605, 0x2606, 0x2713, 0x2717, 0x2022, 0xFB01, 0xFB02]
)


def cut(source, target, unicodes, features):
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.desubroutinize = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.notdef_outline = True
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=unicodes)
    subsetter.subset(font)
    if "CFF " in font:
        box_for_missing_glyphs(font)
    subset.save_font(font, str(target), options)
    return len(font.getBestCmap())


def box_for_missing_glyphs(font):
    """A thin box in place of a character that no font has; Inter's own sign is a stack of bars that looks like a fault."""
    units, height = font["head"].unitsPerEm, font["OS/2"].sCapHeight
    width, margin, line = round(0.62 * units), round(0.07 * units), round(0.035 * units)
    glyphs = font["CFF "].cff.topDictIndex[0].CharStrings
    missing = glyphs[".notdef"]
    pen = T2CharStringPen(width - missing.private.nominalWidthX, None)
    outer = [(margin, 0), (margin, height), (width - margin, height), (width - margin, 0)]
    left, right, top = margin + line, width - margin - line, height - line
    inner = [(right, line), (right, top), (left, top), (left, line)]
    for corners in (outer, inner):
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    missing.program = pen.getCharString(private=missing.private).program
    missing.bytecode = None
    font["hmtx"].metrics[".notdef"] = (width, margin)


def cut_tabular(source, target):
    """Figures and signs of one width as the default glyphs: put the `tnum` glyphs into the character map."""
    font = TTFont(source)
    swaps = {}
    gsub = font["GSUB"].table
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for table in gsub.LookupList.Lookup[index].SubTable:
                    swaps.update(getattr(getattr(table, "ExtSubTable", table), "mapping"))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap = {code: swaps.get(name, name) for code, name in table.cmap.items()}
    for name in font["name"].names:
        if name.nameID in (1, 4):
            name.string = "Inter Tabular"
        elif name.nameID == 6:
            name.string = "Inter-Tabular"
    widened = HERE / "tabular.tmp.otf"
    font.save(widened)
    try:
        count = cut(widened, target, TEXT, ["kern", "mark", "mkmk", "ccmp"])
    finally:
        widened.unlink()
    return count


def main():
    inter, phosphor, out = (pathlib.Path(argument) for argument in sys.argv[1:4])
    text_features = ["kern", "mark", "mkmk", "ccmp", "calt", "locl"]
    for weight in ("Regular", "Medium", "SemiBold"):
        count = cut(inter / f"Inter-{weight}.otf", out / f"Inter-{weight}.otf", TEXT, text_features)
        print(weight, count)
    print("Tabular", cut_tabular(inter / "Inter-Regular.otf", out / "Inter-Tabular.otf"))
    source = (HERE / "../../src/ui/icons.rs").read_text()
    codes = [int(code, 16) for code in re.findall(r"\\u\{([0-9a-f]+)\}", source)]
    print("icons", len(codes), cut(phosphor, out / "Phosphor.ttf", codes, []))


main()
