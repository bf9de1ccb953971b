"""What a fresh database gets: a site that can be launched, its standard pages unpublished."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Collection, GroupApprovalTask, Locale, Site, Workflow

from yeongdeungpoever.accounts.groups import is_last_to_migrate
from yeongdeungpoever.accounts.models import Department, PolicyVersion
from yeongdeungpoever.pages.models import BasePage
from yeongdeungpoever.vocabulary.district import district

from .content import body_of, page_files, policy_files, translated_files
from .models import HomePage, PolicyPage, SiteMapPage, StandardPage
from .translated import ensure_translations, homes

PAGE_TYPES = {
    "home": HomePage,
    "standard": StandardPage,
    "policy": PolicyPage,
    "sitemap": SiteMapPage,
}
# Wagtail's own initial groups know nothing of our roles.
WAGTAIL_GROUPS = ("Moderators", "Editors")
WAGTAIL_WORKFLOW = "Moderators approval"


def ensure_site(sender, **kwargs) -> None:
    """Make locale, home, standard pages, policies and the site record, once; then what the other
    languages lack.

    Runs after the last app has migrated; in a database that holds a site no page is changed.
    """
    if not is_last_to_migrate(sender):
        return
    with transaction.atomic():
        fresh = not HomePage.objects.exists()
        if fresh:
            _make_site()
        for home in homes()[:1]:
            if ensure_translations(home) or fresh:
                fill_bodies(home)


def _make_site() -> None:
    _remove_stock()
    locale, _ = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root = BasePage.get_first_root_node() or BasePage.add_root(
        instance=BasePage(title="Root", slug="root", locale=locale)
    )
    _name_roots(root)
    for version in policy_files():
        PolicyVersion.objects.get_or_create(
            kind=version.pop("kind"), version=version.pop("version"), defaults=version
        )
    home = _make_pages(root, locale)
    address = urlsplit(settings.SITE_URL)
    Site.objects.create(
        hostname=address.hostname or "localhost",
        port=address.port or (443 if address.scheme == "https" else 80),
        site_name=str(district().network),
        root_page=home,
        is_default_site=True,
    )


def _remove_stock() -> None:
    """Take away the welcome page, groups and workflow that Wagtail's own migrations make."""
    Site.objects.all().delete()
    BasePage.objects.filter(depth__gt=1).delete()
    Group.objects.filter(name__in=WAGTAIL_GROUPS).delete()
    GroupApprovalTask.objects.filter(name=WAGTAIL_WORKFLOW).delete()
    Workflow.objects.filter(name=WAGTAIL_WORKFLOW).delete()


def _name_roots(root: BasePage) -> None:
    """Staff meet both roots in choosers; Wagtail's migrations name them in English."""
    root.title = root.draft_title = "전체 페이지"
    root.save()
    Collection.objects.filter(depth=1).update(name="모든 자료")


def _make_pages(root: BasePage, locale: Locale) -> HomePage:
    home = root.add_child(
        instance=HomePage(title=str(district().network), slug="home", locale=locale)
    )
    for data in page_files():
        fields = {
            "title": data["title"],
            "slug": data["slug"],
            "summary": data.get("summary", ""),
            "provisional": data.get("provisional", ""),
            "drawing": data.get("drawing", ""),
            "locale": locale,
            "live": False,
        }
        if data["type"] == "home":
            home.summary, home.drawing = fields["summary"], fields["drawing"]
            continue
        if data["type"] == "policy":
            fields["kind"] = data["kind"]
        home.add_child(instance=PAGE_TYPES[data["type"]](**fields))
    return home


def fill_bodies(home: HomePage) -> None:
    """Write the texts and departments of the district's files into home and standard pages, in
    every language.

    Pages that staff have saved (they have a revision) are left alone.
    """
    ensure_translations(home)
    for translated in homes():
        code = translated.locale.language_code
        files = page_files() if code == settings.LANGUAGE_CODE else translated_files(code)
        _fill(translated, files)


def _fill(home, files: list[dict]) -> None:
    pages = {page.slug: page for page in home.get_children().specific()}
    departments = {department.slug: department for department in Department.objects.all()}
    # Programmes are written in the source language, wherever they are shown.
    programmes = {page.slug: page.pk for page in BasePage.objects.in_language(None)}

    def find_page(slug: str) -> int | None:
        return pages[slug].pk if slug in pages else programmes.get(slug)

    for data in files:
        page = home if data["type"] == "home" else pages.get(data["slug"])
        if page is None or page.latest_revision_id:
            continue
        page.department = departments.get(data.get("department", ""))
        if data["type"] == "home":
            page.summary, page.drawing = data.get("summary", ""), data.get("drawing", "")
        if "body" in data:
            body = type(page)._meta.get_field("body")
            page.body = body.to_python(body_of(data["body"], find_page))
        page.save()
