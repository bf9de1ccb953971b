"""Which rows are samples, so that one command removes them all."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class DemoAct(models.TextChoices):
    """What the demo did with a row, which is what its removal undoes."""

    MADE = "made", _("만듦")
    PUBLISHED = "published", _("게시함")


class DemoRecordManager(models.Manager):
    def mark(self, thing: models.Model, act: str = DemoAct.MADE) -> None:
        """Remember a row as a sample. Marking twice is marking once."""
        self.get_or_create(
            content_type=ContentType.objects.get_for_model(thing),
            object_id=str(thing.pk),
            defaults={"act": act},
        )


class DemoRecord(models.Model):
    """One row of the demo site. While any stands, every page says so."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.CharField(max_length=36)
    act = models.CharField(max_length=9, choices=DemoAct, default=DemoAct.MADE)
    thing = GenericForeignKey("content_type", "object_id")

    objects = DemoRecordManager()

    class Meta:
        verbose_name = _("시연용 자료")
        verbose_name_plural = _("시연용 자료")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="pages_demorecord_once"
            )
        ]

    def __str__(self):
        return f"{self.content_type} {self.object_id}"
