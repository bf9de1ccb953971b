"""Which screens of applications show people's data, and whose, for the access log."""

from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.access.screens import Screen, register

from .queue_columns import people_in, people_of


def _listed(request, context):
    return people_in(context.get("object_list", []))


def _the_one(request, context):
    application = context.get("application")
    return people_of(application) if application else []


def _chosen(request, context):
    return people_in(context.get("applications", []))


def register_queue_screens() -> None:
    """Fill the table; called once at start."""
    for names, label, people in (
        (("joining:list", "joining:list_results"), _("가입 신청"), _listed),
        (
            (
                "joining:application", "joining:decide", "joining:take", "joining:assign",
                "joining:note", "joining:check", "joining:amend", "joining:stand_in",
                "joining:upload", "joining:remove",
            ),
            _("가입 신청서 보기"),
            _the_one,
        ),
        (("joining:bulk",), _("가입 신청 한꺼번에 정하기"), _chosen),
    ):  # fmt: skip
        for name in names:
            register(name, Screen(name=label, people=people))
