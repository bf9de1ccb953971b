"""The trail of reading: who of the staff saw whose personal data.

Rows only grow. A trigger of the database refuses to change one, and to delete one of the last two
years (``migrations/0002_triggers.py``); what passes the trigger shows in the daily anchors.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RowsOnlyGrow(Exception):
    """Somebody tried to change or delete a row of the trail."""

    def __init__(self):
        super().__init__("The access log only grows: its rows are never changed or deleted.")


class Act(models.TextChoices):
    """What was done with the data."""

    VIEW = "view", _("열람")
    SEARCH = "search", _("검색")
    EXPORT = "export", _("내려받기")


class GrowingQuerySet(models.QuerySet):
    """Refuses early what the trigger would refuse late."""

    def update(self, **kwargs):
        raise RowsOnlyGrow

    def delete(self):
        raise RowsOnlyGrow

    def remove_before(self, **older) -> int:
        """Delete what is past its time (``at__lt=…``); the trigger still guards two years."""
        return models.QuerySet.delete(self.filter(**older))[0]


class Growing(models.Model):
    """A row that is written once."""

    objects = GrowingQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, **kwargs):
        if not self._state.adding:
            raise RowsOnlyGrow
        super().save(**kwargs)

    def delete(self, **kwargs):
        raise RowsOnlyGrow


class AccessEntry(Growing):
    """One act of reading: 계정, 일시, 접속지, 정보주체, 수행업무.

    (개인정보의 안전성 확보조치 기준 art. 8.) People are random keys, so that a row outlives the
    names; screens resolve them live. ``screen`` names the place in words.
    """

    at = models.DateTimeField(_("일시"), default=timezone.now, editable=False, db_index=True)
    account = models.UUIDField(_("읽은 사람"), editable=False, db_index=True)
    ip_address = models.GenericIPAddressField(_("접속지"), null=True, editable=False)
    act = models.CharField(_("한 일"), max_length=6, choices=Act, editable=False)
    screen = models.CharField(_("화면"), max_length=60, editable=False)
    people = models.JSONField(_("누구의 정보"), editable=False)
    people_count = models.PositiveIntegerField(_("사람 수"), editable=False)
    reason = models.CharField(_("사유"), max_length=500, blank=True, editable=False)
    # Who can write to the database but does not know SECRET_KEY cannot make it (sealing.py).
    seal = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("접속기록")
        verbose_name_plural = _("접속기록")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)

    def __str__(self):
        return f"{self.get_act_display()} {self.screen}"


class Anchor(Growing):
    """What one finished day of the trail held, chained to the day before.

    ``digest`` covers the day, ``previous`` and ``rows``: the digest of each row by its number, so
    that a check can tell which row is missing, changed or added. Whoever rewrites the whole chain
    still meets the digests that were mailed.
    """

    day = models.DateField(_("날짜"), unique=True, editable=False)
    count = models.PositiveIntegerField(_("건수"), editable=False)
    rows = models.JSONField(editable=False)
    # Numbers of rows whose seal was broken before the day was anchored.
    broken = models.JSONField(editable=False)
    # Unique, so that the chain never forks.
    previous = models.CharField(max_length=64, unique=True, blank=True, editable=False)
    digest = models.CharField(_("확인값"), max_length=64, editable=False)
    taken_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("접속기록 하루 요약")
        verbose_name_plural = _("접속기록 하루 요약")
        ordering = ["-day"]
        default_permissions = ()

    def __str__(self):
        return f"{self.day} {self.digest[:12]}"


class AccessReview(Growing):
    """One month of the trail looked through by a person (월 1회 이상 점검, art. 8 para. 2)."""

    month = models.DateField(_("점검한 달"), unique=True, editable=False)
    by = models.UUIDField(_("점검한 사람"), editable=False)
    at = models.DateTimeField(_("점검한 때"), default=timezone.now, editable=False)
    remark = models.TextField(_("점검 의견"), max_length=1000)
    # What the verification found at that moment; 0 is a whole trail.
    findings = models.PositiveIntegerField(_("온전하지 않은 곳"), editable=False)

    class Meta:
        verbose_name = _("접속기록 점검")
        verbose_name_plural = _("접속기록 점검")
        ordering = ["-month"]
        default_permissions = ("add", "view")

    def __str__(self):
        return f"{self.month:%Y-%m}"
