"""Addresses and menu of the privacy officer's screens."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.users.views.bulk_actions import DeleteBulkAction

from .privacy_lists import ConsentsView, RightsChangesView
from .privacy_log import AccessLogView, ReviewView

# Accounts are switched off, or withdrawn by their people; nothing of a person goes by one click.
DeleteBulkAction.models = []

_urls = [
    path("access/", AccessLogView.as_view(), name="access_log"),
    path("access/results/", AccessLogView.as_view(results_only=True), name="access_log_results"),
    path("access/<str:month>/review/", ReviewView.as_view(), name="review"),
    path("consents/", ConsentsView.as_view(), name="consents"),
    path("consents/results/", ConsentsView.as_view(results_only=True), name="consents_results"),
    path("rights/", RightsChangesView.as_view(), name="rights"),
    path("rights/results/", RightsChangesView.as_view(results_only=True), name="rights_results"),
]


@hooks.register("register_admin_urls")
def urls():
    return [path("privacy/", include((_urls, "privacy")))]


class _Item(MenuItem):
    """Shown to whoever holds the permission."""

    def __init__(self, label, url_name, permission, **kwargs):
        super().__init__(label, reverse(url_name), **kwargs)
        self.permission = permission

    def is_shown(self, request):
        return request.user.has_perm(self.permission)


@hooks.register("register_admin_menu_item")
def menu():
    items = [
        _Item(
            _("접속기록"),
            "privacy:access_log",
            "access.view_accessentry",
            icon_name="view",
            order=100,
        ),
        _Item(
            _("동의 기록"),
            "privacy:consents",
            "accounts.view_consent",
            icon_name="clipboard-list",
            order=200,
        ),
        _Item(
            _("권한 변경 기록"),
            "privacy:rights",
            "accounts.view_rightschange",
            icon_name="key",
            order=300,
        ),
    ]
    return SubmenuMenuItem(
        _("개인정보"), Menu(items=items), name="privacy", icon_name="lock", order=710
    )
