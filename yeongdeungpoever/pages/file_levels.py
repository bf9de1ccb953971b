"""Which pages show a file, and at which level: the answer for the media door."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField
from django.db.models.functions import Cast
from wagtail.models import ReferenceIndex

from yeongdeungpoever.access.visibility import widest

from .models import BasePage


def level_of(file) -> str | None:
    """The widest level among published pages that show the file; None when none does."""
    pages = (
        ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(type(file)),
            to_object_id=str(file.pk),
            base_content_type=ContentType.objects.get_for_model(BasePage),
        )
        .annotate(page_id=Cast("object_id", BigIntegerField()))
        .values("page_id")
    )
    levels = list(
        BasePage.objects.live()
        .filter(pk__in=pages)
        .values_list("effective_visibility", flat=True)
        .distinct()
        .order_by()
    )
    return widest(levels) if levels else None
