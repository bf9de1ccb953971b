"""The colours of mails: the site's own tokens, once for light and once for dark.

Mail programs know neither custom properties nor ``light-dark()``, so both are worked out here.
"""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template import Engine

_TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")
_BOTH = re.compile(r"light-dark\(\s*(#\w+)\s*,\s*(#\w+)\s*\)")
_USE = re.compile(r"var\(--([\w-]+)\)")


@cache
def stylesheet() -> str:
    """``templates/notices/letter.css`` with the colours written out, the dark ones in their
    media query. Raises LookupError for a token that the site does not have."""
    tokens = _tokens()
    engine = Engine.get_default()
    light = engine.find_template("notices/letter.css")[0].source
    dark = engine.find_template("notices/letter_dark.css")[0].source

    def written(css: str, which: int) -> str:
        return _USE.sub(lambda use: tokens[use[1]][which], css)

    return f"{written(light, 0)}\n@media (prefers-color-scheme: dark) {{\n{written(dark, 1)}\n}}\n"


def _tokens() -> dict[str, tuple[str, str]]:
    """The colours of the site's first block, light and dark; later ones are for high contrast."""
    path = finders.find("css/tokens.css")
    if not path:
        raise LookupError("static/css/tokens.css is missing: the mails take their colours from it.")
    css = Path(path).read_text(encoding="utf-8").partition("[data-theme")[0]
    found = {}
    for name, value in _TOKEN.findall(css):
        both = _BOTH.fullmatch(value.strip())
        found[name] = (both[1], both[2]) if both else (value.strip(), value.strip())
    return found
