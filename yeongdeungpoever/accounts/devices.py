"""What a browser calls itself, in plain words."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# The first that matches wins: most browsers also claim to be Chrome, and Chrome to be Safari.
_BROWSERS = (
    (r"KAKAOTALK", gettext_lazy("카카오톡")),
    (r"NAVER\(", gettext_lazy("네이버 앱")),
    (r"Whale/", gettext_lazy("웨일")),
    (r"SamsungBrowser/", gettext_lazy("삼성 인터넷")),
    (r"Edg(?:e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrome/|CriOS/|Chromium/", "Chrome"),
    (r"Safari/", "Safari"),
)
_SYSTEMS = (
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"CrOS", "Chromebook"),
    (r"Mac OS X|Macintosh", "Mac"),
    (r"Linux", "Linux"),
)


def _first(patterns, user_agent: str) -> str:
    return next((str(name) for pattern, name in patterns if re.search(pattern, user_agent)), "")


def in_words(user_agent: str) -> str:
    """``Windows의 Chrome`` for a browser's own long name; a plain sentence where none is known."""
    browser, system = _first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)
    if browser and system:
        return _("%(system)s · %(browser)s") % {"system": system, "browser": browser}
    return browser or system or _("알 수 없는 기기")
