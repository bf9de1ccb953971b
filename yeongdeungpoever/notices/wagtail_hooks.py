"""알림, hung into the back office."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import views


@hooks.register("register_admin_urls")
def addresses():
    """The outbox and the preview of mails."""
    listing = views.NoticeListView
    patterns = [
        path("", listing.as_view(), name="list"),
        path("results/", listing.as_view(results_only=True), name="list_results"),
        path("<int:pk>/retry/", views.RetryView.as_view(), name="retry"),
        path("mails/", views.MailListView.as_view(), name="mails"),
        path("mails/<str:key>/<str:language>/", views.MailView.as_view(), name="mail"),
        path("mails/<str:key>/<str:language>/html/", views.mail_html, name="mail_html"),
    ]
    return [path("notices/", include((patterns, "notices")))]


class _NoticesMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(views.MAY_READ)


@hooks.register("register_reports_menu_item")
def outbox_item():
    """Among the reports: for whoever may read it."""
    return _NoticesMenuItem(
        _("알림"), reverse("notices:list"), name="notices", icon_name="mail", order=850
    )


@hooks.register("register_reports_menu_item")
def preview_item():
    """What people are told: for everybody in the back office."""
    return MenuItem(
        _("메일 미리보기"), reverse("notices:mails"), name="mails", icon_name="view", order=860
    )
