"""The base page: what every page of the house shares.

It takes the place of Wagtail's own ``Page`` table (``WAGTAIL_PAGE_MODEL``), so that level,
summary and department are columns of every page query: tree, menu, sitemap, feed, search.
"""

from http import HTTPMethod
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import AbstractPage, PageManager, PageViewRestriction
from wagtail.models.pages import AbstractPageMeta
from wagtail.query import PageQuerySet

from yeongdeungpoever.access.visibility import (
    VisibleQuerySetMixin,
    effective_visibility_field,
    may_see,
    strictest,
    visibility_field,
)
from yeongdeungpoever.web.caching import invalidate

from ..drawings import drawing_choices


class Provisional(models.TextChoices):
    """How far a page's text is confirmed; ``launch_check`` lists what is not."""

    CONFIRMED = "", _("확정")
    EXAMPLE = "example", _("예시안 · 구청 확인 필요")
    LEGAL = "legal", _("예시안 · 법률 검토 필요")


class BasePageQuerySet(VisibleQuerySetMixin, PageQuerySet):
    """Pages, with the rule of who may see them."""

    def for_readers(self, user):
        """Published pages that the user may see, below the tree's root."""
        return self.live().visible_to(user).filter(depth__gt=1)

    def in_language(self, code: str | None):
        """Pages of one language; without a code, of the source language."""
        return self.filter(locale__language_code=code or settings.LANGUAGE_CODE)

    def source_levels(self, pages) -> dict:
        """Translation key → level of the page in the source language, for these translations."""
        keys = {page.translation_key: page.pk for page in pages}
        sources = self.in_language(None).filter(translation_key__in=keys)
        return {
            key: level
            for pk, key, level in sources.values_list(
                "pk", "translation_key", "effective_visibility"
            )
            if pk != keys[key]
        }

    def translated_from(self, pages):
        """Translations of these pages of the source language, those further up first."""
        keys = [page.translation_key for page in pages]
        others = self.exclude(locale__language_code=settings.LANGUAGE_CODE)
        return others.filter(translation_key__in=keys).select_related("locale").order_by("path")

    def for_feed(self, user, language: str | None = None):
        """Published pages of a language, the most recently changed first, with what a feed entry
        shows."""
        return (
            self.for_readers(user)
            .in_language(language)
            .filter(last_published_at__isnull=False)
            .select_related("locale")
            .order_by("-last_published_at")
        )


class BasePage(AbstractPage):
    """A page of the house, of whichever type."""

    # Pages are read; what takes forms has an address of its own.
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    summary = models.CharField(
        _("한 줄 소개"),
        max_length=200,
        blank=True,
        help_text=_("목록, 검색 결과, 공유 화면에 나와요. 200자까지 쓸 수 있어요."),
    )
    seo_title = models.CharField(
        _("검색용 제목"), max_length=255, blank=True, help_text=_("비워 두면 제목을 써요.")
    )
    listing_image = models.ForeignKey(
        "files.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("목록 사진"),
        help_text=_("사진이 없으면 아래에서 고른 그림을 보여요."),
    )
    drawing = models.CharField(_("그림"), max_length=20, blank=True, choices=drawing_choices)
    visibility = visibility_field(help_text=_("하위 페이지에도 적용돼요."))
    effective_visibility = effective_visibility_field()
    department = models.ForeignKey(
        "accounts.Department",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="pages",
        verbose_name=_("담당 부서"),
        help_text=_("페이지 아래 '문의'에 나와요."),
    )
    provisional = models.CharField(
        _("확인 상태"),
        max_length=8,
        blank=True,
        default="",
        choices=[(value, label) for value, label in Provisional.choices if value],
        help_text=_("확정되지 않은 글에는 안내 문구가 붙고, 공개 전 점검 목록에 나와요."),
    )

    objects = PageManager.from_queryset(BasePageQuerySet)()
    # Wagtail states no types, so mypy cannot tell what manager the line above makes.
    _default_manager: ClassVar[models.Manager["BasePage"]]

    content_panels = AbstractPage.content_panels + [FieldPanel("summary")]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title")], heading=_("주소와 검색"), icon="link"
        ),
        MultiFieldPanel(
            [FieldPanel("listing_image"), FieldPanel("drawing")],
            heading=_("목록에 나오는 모습"),
            icon="image",
        ),
    ]
    settings_panels = AbstractPage.settings_panels + [
        MultiFieldPanel(
            [FieldPanel("department"), FieldPanel("visibility"), FieldPanel("provisional")],
            heading=_("담당과 공개"),
            icon="lock",
        ),
    ]
    # Levels take the place of Wagtail's view restrictions; checks.py fails if a row exists.
    private_page_options: list[str] = []
    # A listing's picture where neither photograph nor drawing is chosen.
    default_drawing = "bridge"

    class Meta(AbstractPageMeta):
        verbose_name = _("페이지")
        verbose_name_plural = _("페이지")

    def save(self, *args, **kwargs):
        """Store the level in force, and pass a change on to every page below.

        A draft is not public yet: saving one writes a few fields of its own, and then nothing
        here happens. While a page is not published its draft's level is stored, as Wagtail stores
        the whole draft, but pages below keep theirs until it is published or moved.
        """
        fields = kwargs.get("update_fields")
        if fields is not None and "visibility" not in fields:
            return super().save(*args, **kwargs)
        if fields is not None:
            kwargs["update_fields"] = {*fields, "effective_visibility"}
        with transaction.atomic():
            stored = BasePage.objects.filter(pk=self.pk).first() if self.pk else None
            self.effective_visibility = strictest([self.visibility, self._inherited_visibility()])
            result = super().save(*args, **kwargs)
            # Not only when the level differs from the stored one: a page published after a draft
            # of another level has stored that already, while the pages below wait for it.
            if stored and not self._is_draft_of(stored):
                self._pass_visibility_on()
        return result

    def _is_draft_of(self, stored: "BasePage") -> bool:
        return not self.live and stored.visibility != self.visibility

    def _inherited_visibility(self) -> str:
        parent = self.get_parent() if self.path and self.depth and self.depth > 1 else None
        levels = [parent.effective_visibility] if parent else []
        # A translation is never wider than the page from which it was made.
        return strictest([*levels, *BasePage.objects.source_levels([self]).values()])

    def _pass_visibility_on(self) -> None:
        levels = {self.path: self.effective_visibility}
        below = list(BasePage.objects.descendant_of(self).order_by("path"))
        sources = BasePage.objects.source_levels(below)
        for page in below:
            own = [page.visibility, levels[page.path[: -self.steplen]]]
            source = sources.get(page.translation_key)
            level = levels[page.path] = strictest([*own, source] if source else own)
            if level != page.effective_visibility:
                BasePage.objects.filter(pk=page.pk).update(effective_visibility=level)
                transaction.on_commit(invalidate)
        if self.locale.language_code == settings.LANGUAGE_CODE:
            for page in BasePage.objects.translated_from([self, *below]):
                page._follow_source()

    def _follow_source(self) -> None:
        """Take over what the page in the source language lets others see."""
        level = strictest([self.visibility, self._inherited_visibility()])
        if level != self.effective_visibility:
            self.effective_visibility = level
            BasePage.objects.filter(pk=self.pk).update(effective_visibility=level)
            transaction.on_commit(invalidate)
        self._pass_visibility_on()

    def get_view_restrictions(self):
        """None, ever: levels take their place, and the query is saved."""
        return PageViewRestriction.objects.none()

    def visible_to(self, user) -> bool:
        """Whether the user may see this page once it is published."""
        return may_see(user, self.effective_visibility)

    @property
    def picture(self) -> str:
        """The drawing shown where there is no photograph."""
        return self.drawing or self.default_drawing

    @property
    def crumb_label(self) -> str:
        """What the breadcrumb calls the page itself."""
        return self.title

    @property
    def listing_title(self) -> str:
        """What lists of mixed pages call it, where its title alone may occur twice."""
        return self.title

    @property
    def structured_data(self) -> list[dict]:
        """JSON-LD objects of this page, without the breadcrumb that every page gets."""
        return []
