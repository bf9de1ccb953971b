"""Policy texts as people read them: headings to jump to, and what one version changed."""

import difflib
import re

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

_TAGS = {
    "a", "b", "br", "caption", "em", "h2", "h3", "h4", "li", "ol", "p", "strong", "table",
    "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
_BLOCK_END = re.compile(r"</(?:p|li|h2|h3|h4|tr|caption)>|<br\s*/?>")


def sections(text: str) -> tuple[SafeString, list[dict]]:
    """The text, sanitised, with an id on every second-level heading, and the list of headings."""
    clean = nh3.clean(text, tags=_TAGS, attributes=_ATTRIBUTES)
    toc: list[dict] = []

    def mark(match: re.Match) -> str:
        anchor = f"article-{len(toc) + 1}"
        toc.append({"id": anchor, "label": strip_tags(match.group(1))})
        return f'<h2 id="{anchor}">{match.group(1)}</h2>'

    return mark_safe(_HEADING.sub(mark, clean)), toc  # noqa: S308 - cleaned two lines above


def plain_lines(text: str) -> list[str]:
    """The text without markup, one paragraph, list item or table row a line."""
    broken = _BLOCK_END.sub("\n", text)
    return [line for raw in strip_tags(broken).splitlines() if (line := " ".join(raw.split()))]


def changes(older: str, newer: str) -> list[dict]:
    """Line by line what changed: ``{"kind": "same"|"ins"|"del", "text": …}``."""
    kinds = {" ": "same", "+": "ins", "-": "del"}
    return [
        {"kind": kinds[line[0]], "text": line[2:]}
        for line in difflib.ndiff(plain_lines(older), plain_lines(newer))
        if line[0] in kinds
    ]
