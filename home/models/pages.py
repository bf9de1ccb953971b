"""The front door, the standard pages, and the pages that read the policy versions."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.search import index

from yeongdeungpoever.accounts.models import OfficeContact, PolicyKind, PolicyVersion
from yeongdeungpoever.accounts.policy_texts import changes, sections
from yeongdeungpoever.pages.models import BasePage
from yeongdeungpoever.vocabulary.district import district

from ..blocks import HomeBlock, StandardBlock

# 개인정보 처리방침 first and emphasised in the footer (PIPA art. 30 (2)).
LEGAL_SLUGS = (
    "privacy",
    "terms",
    "copyright",
    "email-refusal",
    "accessibility",
    "directions",
    "sitemap",
)

DIRECTIONS_SLUG = "directions"


class HomePage(BasePage):
    """The front page, composed by staff."""

    body = StreamField(HomeBlock(), verbose_name=_("본문"), blank=True)

    content_panels = BasePage.content_panels + [FieldPanel("body")]
    parent_page_types = ["pages.BasePage"]
    subpage_types = [
        "home.StandardPage",
        "home.PolicyPage",
        "home.SiteMapPage",
        "programmes.ProgrammeIndexPage",
    ]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("첫 페이지")


class StandardPage(BasePage):
    """A page of text: 소개, 모집·운영안내, 저작권 정책 and the like."""

    body = StreamField(StandardBlock(), verbose_name=_("본문"), blank=True)

    content_panels = BasePage.content_panels + [FieldPanel("body")]
    search_fields = BasePage.search_fields + [index.SearchField("body")]
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    default_drawing = "document"

    class Meta:
        verbose_name = _("일반 페이지")

    @property
    def lacks_address(self) -> bool:
        """Whether this is 오시는 길 while no address is set, so that it would say nothing."""
        return self.slug == DIRECTIONS_SLUG and not OfficeContact.current().address

    @property
    def toc(self) -> list[dict]:
        """In-page navigation: an id and a label for every block with a heading."""
        return [
            {"id": f"part-{number}", "label": heading}
            for number, block in enumerate(self.body, start=1)
            if hasattr(block.value, "get") and (heading := block.value.get("heading"))
        ]

    @property
    def structured_data(self) -> list[dict]:
        questions = [
            {
                "@type": "Question",
                "name": item["question"],
                "acceptedAnswer": {
                    "@type": "Answer",
                    "text": strip_tags(item["answer"].source).strip(),
                },
            }
            for block in self.body
            if block.block_type == "faq"
            for item in block.value["items"]
        ]
        if not questions:
            return []
        return [{"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": questions}]


class PolicyPage(RoutablePageMixin, BasePage):
    """A policy, read from its versions: the one in force, earlier ones, and what changed."""

    kind = models.CharField(_("종류"), max_length=12, choices=PolicyKind)

    content_panels = BasePage.content_panels + [FieldPanel("kind")]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    default_drawing = "document"

    class Meta:
        verbose_name = _("약관·처리방침 페이지")

    def clean(self):
        super().clean()
        # Language and kind stand in two tables, so that no constraint can say it.
        others = PolicyPage.objects.filter(kind=self.kind, locale=self.locale_id)
        if self.locale_id and others.exclude(pk=self.pk).exists():
            raise ValidationError({"kind": _("이 약관·처리방침의 페이지가 이 언어로 이미 있어요.")})

    def _show(self, request, shown: PolicyVersion | None, versions):
        body, toc = sections(shown.text(get_language() or "")) if shown else ("", [])
        return self.render(
            request,
            context_overrides={
                "version": shown,
                "versions": versions,
                "is_current": bool(shown and versions and shown == versions[0]),
                "policy_body": body,
                "toc": toc,
            },
        )

    def _versions(self) -> list[PolicyVersion]:
        return list(PolicyVersion.objects.of(self.kind))

    def _find(self, versions, slug: str) -> PolicyVersion:
        for version in versions:
            if version.slug == slug:
                return version
        raise Http404

    @path("")
    def current(self, request):
        """The version in force."""
        versions = self._versions()
        return self._show(request, versions[0] if versions else None, versions)

    @path("versions/<slug:slug>/")
    def earlier(self, request, slug):
        """One version by its slug. Raises Http404 for one that is not in force yet."""
        versions = self._versions()
        return self._show(request, self._find(versions, slug), versions)

    @path("changes/<slug:slug>/")
    def compare(self, request, slug):
        """What a version changed against the one before it."""
        versions = self._versions()
        newer = self._find(versions, slug)
        position = versions.index(newer)
        if position + 1 == len(versions):
            raise Http404
        older = versions[position + 1]
        language = get_language() or ""
        return self.render(
            request,
            template="home/policy_changes.html",
            context_overrides={
                "newer": newer,
                "older": older,
                "lines": changes(older.text(language), newer.text(language)),
            },
        )


class SiteMapPage(BasePage):
    """사이트맵 for people: every page that the reader may see, as a tree."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    default_drawing = "network"

    class Meta:
        verbose_name = _("사이트맵 페이지")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        home = self.get_parent()
        pages = BasePage.objects.for_readers(request.user).descendant_of(home).not_page(self)
        branches = _branches(pages.select_related("locale").specific().order_by("path"))
        # As the menu has them, then what stands beside it, the legal pages last.
        menu = [entry.slug for entry in district().menu]
        order = {slug: place for place, slug in enumerate([*menu, None, *LEGAL_SLUGS])}
        context["branches"] = sorted(
            branches, key=lambda branch: order.get(branch["page"].slug, len(menu))
        )
        return context


def _branches(pages) -> list[dict]:
    """Pages in tree order → nested ``{"page", "children"}``; a child of a page that the reader
    may not see is not there either."""
    top: list[dict] = []
    by_path: dict[str, dict] = {}
    for page in pages:
        branch = {"page": page, "children": []}
        by_path[page.path] = branch
        parent = by_path.get(page.path[: -page.steplen])
        (parent["children"] if parent else top).append(branch)
    return top
