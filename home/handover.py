"""인사이동 of pages in review: whoever asked, or owns them, is the successor from then on."""

from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.models import WorkflowState, get_default_page_content_type

from yeongdeungpoever.accounts.handover import Belonging, register
from yeongdeungpoever.pages.models import BasePage


def _open_states():
    return WorkflowState.objects.active().filter(base_content_type=get_default_page_content_type())


def _pages(person):
    """Pages in an open review that the person owns or asked to be reviewed."""
    under_way = [int(pk) for pk in _open_states().values_list("object_id", flat=True)]
    asked = [int(pk) for pk in _asked(person).values_list("object_id", flat=True)]
    owned = BasePage.objects.filter(pk__in=under_way, owner=person)
    return (owned | BasePage.objects.filter(pk__in=asked)).order_by("title", "pk")


def _asked(person):
    return _open_states().filter(requested_by=person)


def _lines(person) -> list[tuple[str, str]]:
    return [
        (page.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[page.pk]))
        for page in _pages(person)
    ]


def _move(person, successor, by) -> int:
    moved = list(_pages(person).values_list("pk", flat=True))
    BasePage.objects.filter(pk__in=moved, owner=person).update(owner=successor)
    _asked(person).update(requested_by=successor)
    return len(moved)


def register_pages() -> None:
    """Called once from ``AppConfig.ready()``."""
    register(
        Belonging(
            key="pages",
            order=25,
            label=gettext_lazy("검토 중이거나 돌려받은 페이지"),
            lines=_lines,
            move=_move,
        )
    )
