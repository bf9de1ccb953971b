"""The drawings of the house: one SVG file a subject in ``templates/drawings/``."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEFAULT = "bridge"

LABELS = {
    "bridge": _("다리"),
    "globe": _("물 건너 두 도시"),
    "rice": _("쌀 포대"),
    "dove": _("비둘기와 아이들"),
    "tower": _("여의도의 건물"),
    "screen": _("화면 앞의 강좌"),
    "bus": _("찾아가는 버스"),
    "hospital": _("병원"),
    "interpreter": _("통역"),
    "health": _("건강한 동네"),
    "walker": _("걸으며 줍는 사람"),
    "network": _("이어진 기관들"),
    "coins": _("예산"),
    "document": _("문서"),
    "meeting": _("둘러앉은 사람들"),
    "search": _("찾기"),
    "lost": _("끊어진 다리"),
    "tools": _("고치는 다리"),
    "mailbox": _("우편함"),
    "shake": _("맞잡은 손"),
}


def drawing_choices() -> list[tuple[str, str | Promise]]:
    """Name and label of each drawing, for a form field."""
    return list(LABELS.items())


@cache
def drawing_markup(name: str) -> str:
    """The SVG text of a drawing; an unknown name gives the default one.

    The files are ours, so their markup is trusted.
    """
    folder = Path(settings.BASE_DIR) / "templates" / "drawings"
    file = folder / f"{name if name in LABELS else DEFAULT}.svg"
    if not file.is_file():
        file = folder / f"{DEFAULT}.svg"
    return file.read_text(encoding="utf-8").strip()
