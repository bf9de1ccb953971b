"""Build the slices of the site's typeface and the stylesheet that declares them.

    npm pack pretendard-gov@1.3.9 && tar xzf pretendard-gov-1.3.9.tgz
    .venv/bin/python scripts/build_fonts.py package/dist/public/variable/PretendardGOVVariable.ttf

Run it again whenever texts in ``districts/``, templates or Python labels have changed much: a
syllable outside slice one still shows, but costs its first reader the second slice.

* ``static/fonts/ydp-gov-1.woff2``: ASCII, punctuation and the characters of the site's own texts;
  preloaded by ``templates/base.html``. Never heavier than ``BUDGET``: the rarest syllables yield.
* ``static/fonts/ydp-gov-2.woff2``: the rest of KS X 1001; fetched only by a page that needs it.
* ``static/fonts/ydp-gov-print.ttf``: every syllable, for the PDFs that the server makes; no page
  loads it. ``--print-only`` builds this one alone.
* ``static/css/fonts.css``: the ``@font-face`` rules, generated.

The Open Font Licence reserves the name of the original, so the family is renamed inside the file
too (``NOTICE``, ``static/fonts/OFL.txt``).
"""

import argparse
import io
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
FAMILY = "YDP Gov"
#: Bytes that slice one may weigh; the first load of the front page is allowed 300 kB in all.
BUDGET = 90_000
#: Only the weights that the stylesheets use stay in the variation axis.
WEIGHTS = (400, 800)

#: What forms on paper have besides: boxes, ticked and not, and stars.
PRINTED = (0x2605, 0x2606, 0x2713)
#: What a visitor reads, and what may reach one (labels written in Python); the first goes first.
PUBLIC_TEXTS = ("districts/**/*.toml", "districts/**/*.html", "templates/**/*.html")
LABELS = ("*/**/*.py",)
SKIPPED_FOLDERS = {"tests", ".venv", "scripts", "locale", "migrations"}
BACK_OFFICE = {"admin", "wagtailadmin", "panels"}

#: Always in slice one, whether a text of today uses it or not.
BASIC = (
    *range(0x20, 0x7F),
    *map(ord, "\u00a0§©°±·×÷–—‘’“”…※→←↑↓①②③④⑤⑥⑦⑧⑨⑩□○●△▲「」『』〈〉《》₩℃²³½"),
    0x2060,
)
#: What slice two holds besides syllables.
OTHERS = (*range(0xA0, 0x100), *range(0x2010, 0x2040), *range(0x2190, 0x2194),
          *range(0x2460, 0x2474), *range(0x25A0, 0x25D0), *range(0x3001, 0x3012))  # fmt: skip
JAMO = tuple(range(0x3131, 0x3190))


def ksx1001_syllables() -> set[int]:
    """The 2,350 precomposed syllables of KS X 1001, as code points."""
    return {
        ord(bytes([lead, trail]).decode("euc_kr"))
        for lead in range(0xB0, 0xC9)
        for trail in range(0xA1, 0xFF)
    }


def characters(root: Path, patterns: Iterable[str], skipped: set[str]) -> Counter[int]:
    """Count the code points of the texts in this repository that match ``patterns``."""
    counts: Counter[int] = Counter()
    for pattern in patterns:
        for path in root.glob(pattern):
            if skipped.isdisjoint(path.relative_to(root).parts):
                text = path.read_text(encoding="utf-8", errors="ignore")
                counts.update(ord(char) for char in text if char > "~")
    return counts


def is_syllable(point: int) -> bool:
    """Whether the code point is a precomposed Hangul syllable."""
    return 0xAC00 <= point <= 0xD7A3


def rename(font: TTFont) -> None:
    """Give the font our family name and drop the original's, keeping copyright and licence."""
    names = font["name"]
    for record in list(names.names):
        if record.nameID not in (0, 2, 5, 8, 9, 11, 13, 14) and record.nameID < 256:
            names.removeNames(record.nameID)
    for name_id, text in {
        1: FAMILY,
        3: f"{FAMILY};subset of a work by others, see licence",
        4: FAMILY,
        6: FAMILY.replace(" ", ""),
        16: FAMILY,
        17: "Regular",
        25: FAMILY.replace(" ", ""),
    }.items():
        names.setName(text, name_id, 3, 1, 0x409)


def slice_of(source: bytes, codepoints: Iterable[int], flavor: str | None = "woff2") -> bytes:
    """Return a woff2 (or a plain font, without flavour) of ``source`` that holds only
    ``codepoints``."""
    options = subset.Options()
    options.flavor = flavor
    options.hinting = False
    options.desubroutinize = True
    options.layout_features = ["kern", "ccmp", "calt", "locl", "pnum", "mark", "mkmk"]
    options.name_IDs = ["*"]
    options.name_languages = [0x409]
    options.notdef_outline = True
    font = TTFont(io.BytesIO(source))
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=list(codepoints))
    cutter.subset(font)
    font.flavor = flavor
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


def ranges(codepoints: Iterable[int]) -> str:
    """Write code points as the value of ``unicode-range``."""
    runs: list[list[int]] = []
    for point in sorted(set(codepoints)):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def fallback_faces(font: TTFont) -> str:
    """Faces of the reader's own fonts, scaled so that nothing moves when ours arrives.

    Hangul of Noto Sans CJK and Malgun Gothic is 0.92 em wide; ours is narrower, and a line of
    Korean text is as long as its syllables are wide.
    """
    em = font["head"].unitsPerEm
    width = font["hmtx"][font.getBestCmap()[ord("가")]][0] / em
    ascent, descent = font["hhea"].ascent / em, -font["hhea"].descent / em
    groups = (
        (
            "YDP Near",
            width / 0.92,
            {
                "400 599": (
                    "Noto Sans CJK KR",
                    "NotoSansCJKkr-Regular",
                    "Noto Sans KR",
                    "NotoSansKR-Regular",
                    "Malgun Gothic",
                    "맑은 고딕",
                ),
                "600 900": (
                    "Noto Sans CJK KR Bold",
                    "NotoSansCJKkr-Bold",
                    "Noto Sans KR Bold",
                    "NotoSansKR-Bold",
                    "Malgun Gothic Bold",
                    "맑은 고딕 Bold",
                ),
            },
        ),
        (
            "YDP Near Apple",
            1.0,
            {
                "400 599": ("Apple SD Gothic Neo", "AppleSDGothicNeo-Regular"),
                "600 900": ("Apple SD Gothic Neo Bold", "AppleSDGothicNeo-Bold"),
            },
        ),
    )
    rules = []
    for family, scale, weights in groups:
        for weight, names in weights.items():
            sources = ",".join(f'local("{name}")' for name in names)
            rules.append(
                f'@font-face{{font-family:"{family}";font-weight:{weight};src:{sources};'
                f"size-adjust:{scale:.2%};ascent-override:{ascent / scale:.2%};"
                f"descent-override:{descent / scale:.2%};line-gap-override:0%}}"
            )
    return "\n".join(rules)


def stylesheet(first: Iterable[int], font: TTFont) -> str:
    """The generated stylesheet. The later of two faces that claim a character wins."""
    face = (
        '@font-face{{font-family:"{family}";font-weight:{low} {high};font-display:swap;'
        'src:url("../fonts/{name}") format("woff2");unicode-range:{ranges}}}'
    )
    common = {"family": FAMILY, "low": WEIGHTS[0], "high": WEIGHTS[1]}
    return "\n".join(
        [
            "/* Generated by scripts/build_fonts.py; do not edit. Licence: ../fonts/OFL.txt */",
            face.format(
                name="ydp-gov-2.woff2", ranges=f"{ranges(OTHERS)},U+3131-318F,U+AC00-D7A3", **common
            ),
            face.format(name="ydp-gov-1.woff2", ranges=ranges(first), **common),
            fallback_faces(font),
            "",
        ]
    )


def prepared(source: Path) -> tuple[TTFont, bytes]:
    """The font with our weights and name alone, open and as a file.

    Raises ``SystemExit`` if it lacks the axis that we need.
    """
    font = TTFont(source)
    if "fvar" not in font:
        raise SystemExit(f"{source}: not the variable font")
    font = instancer.instantiateVariableFont(font, {"wght": WEIGHTS})
    rename(font)
    buffer = io.BytesIO()
    font.save(buffer)
    return font, buffer.getvalue()


def build_print(font: TTFont, content: bytes, root: Path = ROOT) -> int:
    """Write the slice for PDFs: a name may hold any syllable, and nothing else stands in for it.

    Uncompressed: WeasyPrint would unpack a woff2 for each PDF, which takes it three seconds.
    """
    wanted = {*range(0xAC00, 0xD7A4), *BASIC, *OTHERS, *JAMO, *PRINTED}
    data = slice_of(content, wanted & set(font.getBestCmap()), flavor=None)
    (root / "static/fonts/ydp-gov-print.ttf").write_bytes(data)
    print(f"slice for print: {len(data):,} bytes")
    return len(data)


def build(source: Path, root: Path = ROOT, extra: str = "") -> dict[str, int]:
    """Write all slices and the stylesheet below ``root``.

    ``extra`` is further text whose syllables belong into slice one. Returns the bytes of each
    slice. Raises ``SystemExit`` if the font lacks the axis that we need.
    """
    font, content = prepared(source)
    known = set(font.getBestCmap())

    public = characters(root, PUBLIC_TEXTS, SKIPPED_FOLDERS | BACK_OFFICE)
    public.update(ord(char) for char in extra if char > "~")
    labels = characters(root, LABELS, SKIPPED_FOLDERS)
    order = [point for point, _ in public.most_common()]
    order += [point for point, _ in labels.most_common() if is_syllable(point)]
    basic = [point for point in BASIC if point in known]
    ranked = [point for point in dict.fromkeys(order) if point in known and point not in basic]
    wanted = len(ranked)
    data = slice_of(content, basic + ranked)
    while len(data) > BUDGET:
        # Drop as many of the rarest as the excess suggests, then measure again.
        ranked = ranked[: -max(4, int(len(ranked) * (len(data) - BUDGET) / len(data) / 2))]
        data = slice_of(content, basic + ranked)
    first = {*basic, *ranked}
    rest = ((ksx1001_syllables() | set(order) | set(JAMO) | set(OTHERS)) & known) - first

    fonts = root / "static/fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    (fonts / "ydp-gov-1.woff2").write_bytes(data)
    second = slice_of(content, rest)
    (fonts / "ydp-gov-2.woff2").write_bytes(second)
    (root / "static/css/fonts.css").write_text(stylesheet(first, font), encoding="utf-8")
    print(
        f"slice one: {len(ranked)} of {wanted} characters of our texts, {len(data):,} bytes; "
        f"left out of what visitors read: {len(set(public) & known - first)}\n"
        f"slice two: {len(rest)} characters, {len(second):,} bytes"
    )
    return {
        "ydp-gov-1.woff2": len(data),
        "ydp-gov-2.woff2": len(second),
        "ydp-gov-print.ttf": build_print(font, content, root),
    }


def main(arguments: list[str] | None = None) -> int:
    """Command line; see the module's text."""
    parser = argparse.ArgumentParser(description=re.split(r"\n\n", __doc__ or "")[0])
    parser.add_argument("source", type=Path, help="PretendardGOVVariable.ttf")
    parser.add_argument("--also", type=Path, action="append", default=[], help="further texts")
    parser.add_argument("--print-only", action="store_true", help="the slice for PDFs alone")
    options = parser.parse_args(arguments)
    if options.print_only:
        build_print(*prepared(options.source))
        return 0
    extra = "".join(path.read_text(encoding="utf-8") for path in options.also)
    build(options.source, extra=extra)
    return 0


if __name__ == "__main__":
    sys.exit(main())
