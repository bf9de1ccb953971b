"""Render the pictures of the brand from their vector sources, with Chromium.

    .venv/bin/python scripts/build_brand.py [--chromium /usr/bin/chromium]

Sources are ``static/brand/favicon.svg`` (the mark on its tile), ``templates/frame/mark.svg`` and
``templates/components/bridge.html`` in the colours of ``static/css/tokens.css``. Results go to
``static/brand/``. Run it again when one of them changes; the results are committed, because a
server that only serves the site has no browser. No picture holds a name, so that another district
needs no pictures of its own.
"""

import argparse
import io
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import django  # noqa: E402
from django.conf import settings  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from yeongdeungpoever.pages.arcs import LEFT, RIGHT, DrawnArc, Node, arc_path  # noqa: E402

BRAND = ROOT / "static" / "brand"

#: Whole tile with its rounded corners: name and size in pixels.
TILES = {"icon-192.png": 192, "icon-512.png": 512}
#: Edge to edge, because the device cuts the corners: name, size, share of the width that the tile
#: keeps. A maskable icon may lose everything outside a circle of 80 %.
BLEEDS = {"apple-touch-icon.png": (180, 0.94), "icon-maskable-512.png": (512, 0.78)}
ICO_SIZES = (16, 32, 48)
OG_SIZE = (1200, 630)

PAGE = """<!doctype html><meta name="color-scheme" content="light"><style>{css}
html,body{{margin:0;background:transparent}}svg{{display:block}}{rules}</style><body>{body}"""


def tile(size: int, keep: float = 1.0) -> str:
    """Markup of the mark on its tile in ``size`` pixels; below 1, ``keep`` shrinks the mark
    and lets the tile's colour run to the edges."""
    svg = (BRAND / "favicon.svg").read_text(encoding="utf-8")
    if keep < 1:
        edge = 64 / keep
        start = (64 - edge) / 2
        svg = svg.replace('viewBox="0 0 64 64"', f'viewBox="{start} {start} {edge} {edge}"')
        svg = svg.replace(
            '<rect width="64" height="64" rx="14"',
            f'<rect x="{start}" y="{start}" width="{edge}" height="{edge}"',
        )
    return svg.replace("<svg", f'<svg width="{size}" height="{size}"', 1)


def open_graph() -> tuple[str, str]:
    """Rules and markup of the Open Graph picture: three arcs, one for each pillar, over the river,
    the mark between them. Nothing that matters stands within 15 px of the upper or lower edge, so
    that a cut to 2:1 loses nothing."""
    arcs = []
    for pillar, slot in (("e", 1), ("s", 4), ("g", 7)):
        start, end = LEFT[slot], RIGHT[slot]
        arcs.append(
            DrawnArc(
                *("", pillar, "", "", "", arc_path(start, end)), Node("", *start), Node("", *end)
            )
        )
    scene = render_to_string("components/bridge.html", {"arcs": arcs})
    scene = scene.replace('viewBox="0 0 720 430"', 'viewBox="0 45 720 378"')
    mark = render_to_string("frame/mark.svg")
    rules = """
body{width:1200px;height:630px;background:linear-gradient(var(--paper),var(--river-1) 75%);
position:relative;overflow:hidden}
.bridge-figure{margin:0}.bridge{width:1200px;height:630px}figcaption,.bridge-table{display:none}
.mark-sign{position:absolute;left:510px;top:184px;width:180px;height:108px}"""
    return rules, scene + mark


def shoot(page: Page, body: str, size: tuple[int, int], rules: str = "") -> Image.Image:
    """What Chromium paints for ``body`` in ``size`` pixels, transparent where nothing is."""
    css = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.set_content(PAGE.format(css=css, rules=rules, body=body))
    shot = page.screenshot(omit_background=True, animations="disabled")
    return Image.open(io.BytesIO(shot)).convert("RGBA")


def main() -> None:
    """Write every picture and say its weight."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chromium", default="/usr/bin/chromium", help="path of the browser")
    chromium = parser.parse_args().chromium
    # Templates are all that is wanted of Django here: no apps, no database.
    backend = "django.template.backends.django.DjangoTemplates"
    settings.configure(
        USE_I18N=False,
        TEMPLATES=[
            {
                "BACKEND": backend,
                "DIRS": [ROOT / "templates"],
                "OPTIONS": {"libraries": {"i18n": "django.templatetags.i18n"}},
            }
        ],
    )
    django.setup()
    rules, body = open_graph()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        for name, size in TILES.items():
            shoot(page, tile(size), (size, size)).save(BRAND / name, optimize=True)
        for name, (size, keep) in BLEEDS.items():
            image = shoot(page, tile(size, keep), (size, size)).convert("RGB")
            image.save(BRAND / name, optimize=True)
        icons = [shoot(page, tile(size), (size, size)) for size in ICO_SIZES]
        icons[-1].save(
            BRAND / "favicon.ico",
            sizes=[(size, size) for size in ICO_SIZES],
            append_images=icons[:-1],
        )
        picture = shoot(page, body, OG_SIZE, rules).convert("RGB")
        # 256 colours are enough for flat shapes and a third of the weight.
        picture.quantize(256, dither=Image.Dither.NONE).save(BRAND / "og.png", optimize=True)
        browser.close()
    for file in sorted(BRAND.iterdir()):
        print(f"{file.stat().st_size:>8,} bytes  {file.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
