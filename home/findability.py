"""What search engines and home screens ask for: sitemap, robots, manifest."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static

from yeongdeungpoever.pages.models import BasePage
from yeongdeungpoever.pages.translations import alternates, public_translations
from yeongdeungpoever.vocabulary.district import district
from yeongdeungpoever.web.languages import open_languages


class PublicPages(Sitemap):
    """Published pages that everybody may see."""

    def items(self):
        return list(
            BasePage.objects.for_readers(AnonymousUser()).select_related("locale").order_by("path")
        )

    def location(self, item):
        return item.get_url() or "/"

    def get_urls(self, page=1, site=None, protocol=None):
        urls = super().get_urls(page, site, protocol)
        address = settings.SITE_URL.rstrip("/")
        for url in urls:
            # A page in several languages names all of them, itself included.
            url["alternates"] = [
                {"location": address + path, "lang_code": code}
                for code, path in alternates(public_translations(url["item"]))
            ]
        return urls

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
        *(
            f"Disallow: {prefix}{part}"
            for prefix in _prefixes()
            for part in ("/accounts/", "/search/")
        ),
        "Allow: /",
        "",
        f"Sitemap: {settings.SITE_URL.rstrip('/')}/sitemap.xml",
    ]
    if settings.DAUM_WEBMASTER_PIN:
        lines.append(f"#DaumWebMasterTool:{settings.DAUM_WEBMASTER_PIN}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _prefixes() -> list[str]:
    """What stands before the addresses of each language."""
    return ["" if code == settings.LANGUAGE_CODE else f"/{code}" for code in open_languages()]


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
