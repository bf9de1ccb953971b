"""The programmes' place on the front page."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.pages.sections import Section

from .listings import latest_editions
from .models import ProgrammeIndexPage


def _url() -> str:
    """Address of the index, empty while it is not published."""
    pages = ProgrammeIndexPage.objects.for_readers(AnonymousUser()).in_language(get_language())
    index = pages.select_related("locale").first()
    return index.url if index else ""


section = Section(key="programmes", title=_("핵심사업"), latest=latest_editions, url=_url)
