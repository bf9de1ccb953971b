"""Every screen of the back office that shows people's data, and whose.

The rule (``docs/decisions/0010-access-log.md``): what is kept about a person as the holder of an
account counts, whoever they are, wherever a screen shows it. The name of a colleague as the author
of a page, of a figure or of a duty is no reading. A house test plants a person and walks through
the admin: a screen that shows them and stands in no line here fails.
"""

from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.access.screens import Screen, register

from .models import User
from .privacy_lists import people_in_log


def _listed(request, context):
    return [user.key for user in context["object_list"]]


def _the_one(request, context):
    return [context["object"].key] if hasattr(context.get("object"), "key") else _by_number(request)


def _by_number(request):
    return User.objects.filter(pk=request.resolver_match.kwargs["pk"]).values_list("key", flat=True)


def _chosen(request, context):
    """Users of a bulk action, those whom it refuses included."""
    if request.resolver_match.kwargs.get("model_name") != User._meta.model_name:
        return []
    refused = (each for name, each in context.items() if name in _REFUSED)
    return [entry["item"].key for entry in context["items"]] + [
        user.key for users in refused for user in users
    ]


_REFUSED = ("items_with_no_access", "mark_self_as_inactive")


def _in_selects(request, context):
    """Everybody whom the form offers to choose."""
    fields = context["form"].fields.values()
    choices = [field.queryset for field in fields if getattr(field, "queryset", None) is not None]
    return [user.key for rows in choices if rows.model is User for user in rows]


def _in_log(request, context):
    return people_in_log(context["object_list"])


def _invited(request, context):
    """The keys of the invitations, and of the accounts that have their addresses."""
    rows = list(context["object_list"])
    accounts = User.objects.filter(email__in=[row.email.lower() for row in rows])
    return [*(row.key for row in rows), *accounts.values_list("key", flat=True)]


def _agreed(request, context):
    return [consent.person for consent in context["object_list"]]


def _with_rights(request, context):
    rows = context["object_list"]
    return [key for row in rows for key in (row.person, row.actor) if key]


def _readers(request, context):
    named = [key for row in context["object_list"] for key in (row.account, *row.people[:3])]
    return [*context["sum_keys"], *named]


def register_screens() -> None:
    """Fill the table; called once from ``AppConfig.ready()``."""
    for names, label, people in (
        (("wagtailusers_users:index", "wagtailusers_users:index_results"), _("계정 목록"), _listed),
        (("wagtailusers_users:edit",), _("계정 고치기"), _the_one),
        (("wagtailusers_users:inspect",), _("계정 보기"), _the_one),
        (
            ("wagtailusers_users:history", "wagtailusers_users:history_results"),
            _("계정 이력"),
            _the_one,
        ),
        (("wagtailusers_users:usage",), _("계정 쓰임"), _the_one),
        (("wagtail_bulk_action",), _("계정 한꺼번에 바꾸기"), _chosen),
        (
            (
                "wagtailsnippets_accounts_department:add",
                "wagtailsnippets_accounts_department:edit",
            ),
            _("부서의 책임자 고르기"),
            _in_selects,
        ),
        (("invitations:index", "invitations:index_results"), _("직원 초대"), _invited),
        (("site_history", "site_history_results"), _("사이트 이력"), _in_log),
        (("privacy:consents", "privacy:consents_results"), _("동의 기록"), _agreed),
        (("privacy:rights", "privacy:rights_results"), _("권한 변경 기록"), _with_rights),
        (("privacy:access_log", "privacy:access_log_results"), _("접속기록"), _readers),
    ):
        for name in names:
            register(name, Screen(name=label, people=people))
