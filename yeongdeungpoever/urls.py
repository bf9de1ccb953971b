"""Every address of the house."""

from django.conf.urls.i18n import i18n_patterns
from django.shortcuts import redirect
from django.urls import include, path, re_path, reverse
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access

from home import feeds, findability, serving, styleguide
from search.views import search
from yeongdeungpoever import readiness
from yeongdeungpoever.accounts.account_page import StaffAccountView
from yeongdeungpoever.accounts.privacy_lists import SiteHistoryView
from yeongdeungpoever.files import door
from yeongdeungpoever.web import errors, health


def to_sign_in(request, rest=""):
    """Lead Wagtail's own doors, which lack our sign-in's protections, to ours."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse("account_login") + query)


urlpatterns = [
    path("healthz", require_safe(health.healthz), name="healthz"),
    path("readyz", require_safe(health.readyz), {"checks": readiness.CHECKS}, name="readyz"),
    path("robots.txt", require_safe(findability.robots), name="robots"),
    path("sitemap.xml", require_safe(findability.sitemap), name="sitemap"),
    path("favicon.ico", require_safe(findability.favicon), name="favicon"),
    path("manifest.webmanifest", require_safe(findability.manifest), name="manifest"),
    path("media/<path:path>", door.media, name="media"),
    path(
        "documents/<int:document_id>/<path:document_filename>",
        door.document,
        name="wagtaildocs_serve",
    ),
    path("admin/login/", to_sign_in),
    path("admin/password_reset/", to_sign_in),
    path("admin/password_reset/<path:rest>", to_sign_in),
    # Before Wagtail's: entries about accounts carry people's names.
    path(
        "admin/reports/site-history/",
        require_admin_access(SiteHistoryView.as_view()),
        name="site_history",
    ),
    path(
        "admin/reports/site-history/results/",
        require_admin_access(SiteHistoryView.as_view(results_only=True)),
        name="site_history_results",
    ),
    # People make their passwords themselves, so nobody is added, only invited.
    path(
        "admin/users/new/",
        require_admin_access(RedirectView.as_view(pattern_name="invitations:new")),
    ),
    path("admin/account/", require_admin_access(StaffAccountView.as_view())),
    path("admin/", include(wagtailadmin_urls)),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
]

urlpatterns += i18n_patterns(
    path("accounts/", include("yeongdeungpoever.accounts.door_urls")),
    path("accounts/", include("yeongdeungpoever.accounts.own_urls")),
    path("accounts/", include("yeongdeungpoever.accounts.staff_urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("network.urls")),
    path("my/notices/", include("yeongdeungpoever.notices.urls")),
    path("search/", search, name="search"),
    path("_util/login/", to_sign_in),
    path("feed/", require_safe(feeds.Changes()), name="feed"),
    re_path(wagtail_urls.serve_pattern, serving.serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
