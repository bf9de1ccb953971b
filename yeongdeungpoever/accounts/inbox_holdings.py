"""What the inbox holds about a person: for the download and the withdrawal."""

from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.notices.models import InboxEntry, Preference, RefusedAddress

from . import own_data


def register_inbox_holdings() -> None:
    """Called once, from ``holdings.register_holdings``."""
    own_data.register(
        "notices.inbox",
        _entries,
        lambda user: InboxEntry.objects.filter(user=user).delete(),
        title=_("알림함"),
        columns={"title": _("제목"), "created_at": _("받은 때"), "read_at": _("읽은 때")},
        models=["notices.InboxEntry.user"],
    )
    own_data.register(
        "notices.preferences",
        _preferences,
        lambda user: Preference.objects.filter(user=user).delete(),
        title=_("알림 설정"),
        columns={
            "topic": _("알림"),
            "delivery": _("받는 방법"),
            "changed_at": _("바꾼 때"),
        },
        models=["notices.Preference.user"],
    )
    own_data.register(
        "notices.refused_address",
        _refused,
        lambda user: RefusedAddress.objects.filter(user=user).delete(),
        title=_("메일이 닿지 않는 주소"),
        columns={"address": _("이메일"), "code": _("응답 코드"), "since": _("언제부터")},
        models=["notices.RefusedAddress.user"],
    )


def _entries(user):
    return list(InboxEntry.objects.of(user).values("title", "created_at", "read_at"))


def _preferences(user):
    return [
        {
            "topic": preference.title,
            "delivery": preference.get_delivery_display(),
            "changed_at": preference.changed_at,
        }
        for preference in Preference.objects.filter(user=user)
    ]


def _refused(user):
    return list(RefusedAddress.objects.filter(user=user).values("address", "code", "since"))
