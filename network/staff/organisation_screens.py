"""The screens of organisations that show people's data, and whose."""

from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.access.screens import Screen, register


def _named(request, context):
    """Everybody whom the screen itself has named."""
    return context["people"]


def _asking(request, context):
    return [succession.user.key for succession in context["object_list"]]


def register_organisation_screens() -> None:
    """Fill the table; called once from ``AppConfig.ready()``."""
    register("organisations:inspect", Screen(name=_("참여기관의 실무자"), people=_named))
    register("organisations:succession", Screen(name=_("승계 신청"), people=_named))
    register("join_requests:answer", Screen(name=_("기관 참여 요청"), people=_named))
    for name in ("organisations:successions", "organisations:successions_results"):
        register(name, Screen(name=_("승계 신청 목록"), people=_asking))
