"""Organisations, hung into the back office."""

from django.urls import include, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from .. import organisations
from ..permissions import may_see_organisations
from .join_request import JoinRequestView
from .organisation_edit import OrganisationEditView
from .organisation_list import OrganisationsView
from .organisation_screen import (
    AppointView,
    InviteView,
    OrganisationView,
    TrustView,
)
from .ready import ReadyTextViewSet
from .succession import SuccessionsView, SuccessionView

register_snippet(ReadyTextViewSet)


@hooks.register("register_admin_urls")
def addresses():
    """The list, one organisation with its buttons, and the successions."""
    one = "<int:pk>/"
    patterns = [
        path("", OrganisationsView.as_view(), name="index"),
        path("results/", OrganisationsView.as_view(results_only=True), name="index_results"),
        path("successions/", SuccessionsView.as_view(), name="successions"),
        path(
            "successions/results/",
            SuccessionsView.as_view(results_only=True),
            name="successions_results",
        ),
        path("successions/<int:pk>/", SuccessionView.as_view(), name="succession"),
        path(one, OrganisationView.as_view(), name="inspect"),
        path(f"{one}edit/", OrganisationEditView.as_view(), name="edit"),
        path(f"{one}trust/", TrustView.as_view(), name="trust"),
        path(f"{one}appoint/", AppointView.as_view(), name="appoint"),
        path(f"{one}invite/", InviteView.as_view(), name="invite"),
    ]
    requests = [path("<uuid:key>/", JoinRequestView.as_view(), name="answer")]
    return [
        path("organisations/", include((patterns, "organisations"))),
        path("join-requests/", include((requests, "join_requests"))),
    ]


class _OrganisationsItem(MenuItem):
    def is_shown(self, request):
        return may_see_organisations(request.user)


@hooks.register("register_admin_menu_item")
def menu():
    """참여기관, after the applications."""
    return _OrganisationsItem(
        _("참여기관"),
        reverse("organisations:index"),
        name="organisations",
        icon_name="group",
        order=70,
    )


class _ChangedFormatter(LogFormatter):
    """``참여기관 고침: 기관 이름, 대표전화``"""

    label: str | Promise = _("참여기관 고침")

    def format_message(self, log_entry):
        words = organisations.labels_of(log_entry.data.get("fields", []))
        return _now("고친 것: %(fields)s") % {"fields": ", ".join(words)}


@hooks.register("register_log_actions")
def register_organisation_actions(actions):
    """Name the acts for Wagtail's log."""
    actions.register_action(organisations.CHANGED)(_ChangedFormatter)
    actions.register_action(
        organisations.TRUSTED, _("믿는 기관으로 정함"), _("소식이 검토 없이 나와요.")
    )
    actions.register_action(
        organisations.DISTRUSTED, _("믿는 기관에서 뺌"), _("소식이 다시 검토를 거쳐요.")
    )
