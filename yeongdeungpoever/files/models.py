"""Images and documents: what the site keeps as files, under which licence, for whose eyes."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from yeongdeungpoever.access.visibility import visibility_field
from yeongdeungpoever.vocabulary.choices import OpenLicence


class Licensed(models.Model):
    """What both kinds of file state: 공공누리 type, holder, level."""

    licence = models.CharField(
        _("공공누리 유형"),
        max_length=4,
        choices=OpenLicence,
        default=OpenLicence.NONE,
        help_text=_("다른 기관이 만든 자료는 '해당 없음'으로 두어요."),
    )
    credit = models.CharField(_("저작권자·출처"), max_length=120, blank=True)
    # The file's own level. What a reader may open is this or the level of the pages that show
    # it, whichever is stricter; a file that no published page shows stays with the staff.
    visibility = visibility_field()
    # Declared again: Wagtail's own models, unused but installed, hold the usual reverse names.
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("올린 사람"),
    )

    class Meta:
        abstract = True

    @property
    def open_licence(self) -> OpenLicence:
        """The licence with its meaning and address, for templates."""
        return OpenLicence(self.licence)


class Image(Licensed, AbstractImage):
    """A picture. Its description is its alternative text (KWCAG 2.2, 5.1.1), so it is required."""

    description = models.CharField(
        _("대체 텍스트"),
        max_length=255,
        help_text=_("그림을 볼 수 없는 사람에게 읽어 줄 내용이에요."),
    )
    # Named apart from the unused model of Wagtail's, as the document's are below.
    tags = TaggableManager(blank=True, verbose_name=_("꼬리표"), related_name="tagged_images")
    portrait_consent = models.BooleanField(
        _("초상권 확인"),
        default=False,
        help_text=_("알아볼 수 있는 사람이 있으면 모두에게 사용 동의를 받았는지 확인해요."),
    )

    # Wagtail's own manager, of which it states no type.
    objects: ClassVar[Any]

    admin_form_fields = WagtailImage.admin_form_fields + (
        "licence",
        "credit",
        "visibility",
        "portrait_consent",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("이미지")
        verbose_name_plural = _("이미지")
        # Wagtail's choosers ask for it, and only its own unused model would define it.
        permissions = [("choose_image", "Can choose image")]

    @property
    def default_alt_text(self):
        return self.description


class Rendition(AbstractRendition):
    """A cut of an image."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    # Wagtail states no types, so mypy cannot tell that this is Django's own.
    _default_manager: ClassVar[models.Manager["Rendition"]]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="files_rendition_once"
            )
        ]


class Document(Licensed, AbstractDocument):
    """A file to take away."""

    tags = TaggableManager(blank=True, verbose_name=_("꼬리표"), related_name="tagged_documents")

    objects: ClassVar[Any]  # As the image's.

    admin_form_fields = WagtailDocument.admin_form_fields + ("licence", "credit", "visibility")

    def clean(self):
        # Wagtail's form for several files checks a document before it has its file.
        if self.file:
            super().clean()

    class Meta(AbstractDocument.Meta):
        verbose_name = _("문서")
        verbose_name_plural = _("문서")
        permissions = [("choose_document", "Can choose document")]
