"""The slices of the typeface: their weight, their name, and that our own texts need only one."""

import re
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

ROOT = Path(settings.BASE_DIR)
FONTS = ROOT / "static" / "fonts"
FIRST = FONTS / "ydp-gov-1.woff2"
SECOND = FONTS / "ydp-gov-2.woff2"
PRINT = FONTS / "ydp-gov-print.ttf"


def _claimed(name: str) -> set[int]:
    """The code points that the stylesheet sends to a slice."""
    css = (ROOT / "static/css/fonts.css").read_text(encoding="utf-8")
    rule = next(rule for rule in css.split("@font-face") if name in rule)
    points = set()
    for low, high in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", rule):
        points |= set(range(int(low, 16), int(high or low, 16) + 1))
    return points


def test_the_first_slice_is_light():
    assert FIRST.stat().st_size <= 90_000


def test_the_reserved_name_is_not_used():
    for file in (FIRST, SECOND, PRINT):
        names = TTFont(file)["name"]
        for name_id in (1, 3, 4, 6, 16, 25):
            assert "pretendard" not in names.getDebugName(name_id).lower()
        assert "SIL Open Font License" in names.getDebugName(13)
    assert "Reserved Font Name" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_what_the_stylesheet_sends_to_the_first_slice_is_in_it():
    assert _claimed(FIRST.name) == set(TTFont(FIRST).getBestCmap())


def test_texts_of_the_district_need_only_the_first_slice():
    texts = "".join(
        path.read_text(encoding="utf-8")
        for pattern in ("districts/**/*.toml", "districts/**/*.html")
        for path in ROOT.glob(pattern)
    )
    syllables = {ord(char) for char in texts if "가" <= char <= "힣"}
    missing = syllables - set(TTFont(FIRST).getBestCmap())
    # A handful may wait for the next build; a page must not load the second slice for its menu.
    assert len(missing) <= 12, "run scripts/build_fonts.py: " + "".join(map(chr, sorted(missing)))


def test_the_slice_for_print_holds_every_syllable_and_no_page_loads_it():
    assert set(range(0xAC00, 0xD7A4)) <= set(TTFont(PRINT).getBestCmap())
    for sheet in (ROOT / "static/css").glob("*.css"):
        assert PRINT.name not in sheet.read_text(encoding="utf-8") or sheet.name == "form-pdf.css"
