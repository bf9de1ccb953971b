"""What search engines and home screens ask for: sitemap, robots, manifest."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static

from yeongdeungpoever.pages.models import BasePage
from yeongdeungpoever.vocabulary.district import district


class PublicPages(Sitemap):
    """Published pages that everybody may see."""

    def items(self):
        return list(
            BasePage.objects.for_readers(AnonymousUser()).select_related("locale").order_by("path")
        )

    def location(self, item):
        return item.get_url() or "/"

    def lastmod(self, item):
        return item.last_published_at

    def get_domain(self, site=None):
        return settings.SITE_URL.split("://", 1)[-1].rstrip("/")

    def get_protocol(self, protocol=None):
        return settings.SITE_URL.split("://", 1)[0]


def sitemap(request):
    """sitemap.xml: public pages only."""
    return sitemap_view(request, {"pages": PublicPages()})


def robots(request):
    """robots.txt: open for public content, closed for what is personal."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /accounts/",
        "Disallow: /search/",
        "Allow: /",
        "",
        f"Sitemap: {settings.SITE_URL.rstrip('/')}/sitemap.xml",
    ]
    if settings.DAUM_WEBMASTER_PIN:
        lines.append(f"#DaumWebMasterTool:{settings.DAUM_WEBMASTER_PIN}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def favicon(request):
    """/favicon.ico, which browsers ask for wherever no page names an icon."""
    return redirect(static("brand/favicon.ico"))


def manifest(request):
    """The web app manifest: name and icons for a home screen."""
    names = district()
    return JsonResponse(
        {
            "name": str(names.network),
            "short_name": str(names.network),
            "description": str(names.network_full),
            "lang": "ko",
            "start_url": "/",
            "display": "browser",
            "background_color": "#ffffff",
            "theme_color": "#0a3161",
            "icons": [
                {"src": static("brand/icon-192.png"), "sizes": "192x192", "type": "image/png"},
                {"src": static("brand/icon-512.png"), "sizes": "512x512", "type": "image/png"},
                {
                    "src": static("brand/icon-maskable-512.png"),
                    "sizes": "512x512",
                    "type": "image/png",
                    "purpose": "maskable",
                },
            ],
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )
