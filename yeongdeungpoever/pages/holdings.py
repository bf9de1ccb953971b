"""What pages hold about people: who made one."""

from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.accounts import own_data

from .models import BasePage


def _pages(user):
    return [
        {"title": page.title, "address": page.url_path, "at": page.first_published_at}
        for page in BasePage.objects.filter(owner=user).order_by("path")
    ]


def register_holdings() -> None:
    """Called once, from the ``ready()`` of this app."""
    own_data.register(
        "pages.pages",
        _pages,
        keeps=_(
            "직원으로 만든 페이지는 누리집의 기록이므로 남으며, 누가 만들었는지는 더는 알 수 "
            "없습니다."
        ),
        title=_("만든 페이지"),
        columns={"title": _("제목"), "address": _("위치"), "at": _("처음 펴낸 때")},
        models=["pages.BasePage.owner"],
    )
    own_data.exclude("pages.BasePage.locked_by", "who keeps others from editing; emptied")
