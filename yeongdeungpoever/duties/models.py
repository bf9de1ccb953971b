"""What waits for a person."""

from datetime import date

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from . import kinds
from .people import serves
from .querysets import ClosedDayQuerySet, DutyQuerySet, HandOverQuerySet


class Ending(models.TextChoices):
    """How a duty ended."""

    DONE = "done", _("마침")
    CANCELLED = "cancelled", _("취소됨")
    GONE = "gone", _("대상이 없어짐")


class Duty(models.Model):
    """One thing that waits for a person: every wait has an owner or a team, and a date.

    The subject is a record (content type and primary key), or a key of the kind's own such as
    ``2026-11`` for a month's review. A record may vanish: the duty keeps its title, which
    therefore never names a person.

    Closed duties are kept for three years, so that it can be told who answered and when, and are
    then deleted by the daily task. A person who leaves is emptied from the row, which stays.
    """

    kind = models.CharField(_("종류"), max_length=64, editable=False)
    subject_type = models.ForeignKey(
        ContentType, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    subject_id = models.CharField(max_length=64, editable=False)
    record = GenericForeignKey("subject_type", "subject_id")
    title = models.CharField(_("일"), max_length=255, editable=False)
    department = models.ForeignKey(
        "accounts.Department",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="waiting_duties",
        verbose_name=_("담당 부서"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_duties",
        verbose_name=_("맡은 사람"),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="deputised_duties",
        verbose_name=_("대리자"),
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="asked_duties",
        verbose_name=_("요청한 사람"),
    )
    opened_at = models.DateTimeField(_("생긴 때"), default=timezone.now, editable=False)
    # Empty where the date was given rather than counted: a new closed day then moves nothing.
    days = models.PositiveSmallIntegerField(null=True, editable=False)
    calendar = models.CharField(max_length=8, editable=False, default=kinds.WORKING)
    due_on = models.DateField(_("기한"), editable=False)
    closed_at = models.DateTimeField(_("끝난 때"), null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("끝낸 사람"),
    )
    how = models.CharField(
        _("어떻게 끝났는가"), max_length=9, choices=Ending, blank=True, editable=False
    )

    # What ``for_panel()`` adds: the list in which it stands, and how many stand there.
    part: str
    of: int

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("기다리는 일")
        verbose_name_plural = _("기다리는 일")
        ordering = ["due_on", "opened_at", "pk"]
        # Who may do what with one is asked of permissions.py.
        default_permissions = ()
        permissions = [("oversee_duty", _("모든 부서의 일을 보고 나눠 맡길 수 있음"))]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id"],
                condition=Q(closed_at=None),
                name="duties_duty_open_once",
            ),
            # Without a record the type is NULL, which is unequal to itself.
            models.UniqueConstraint(
                fields=["kind", "subject_id"],
                condition=Q(closed_at=None, subject_type=None),
                name="duties_duty_open_once_by_key",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, how="") | (Q(closed_at__isnull=False) & ~Q(how="")),
                name="duties_duty_ends_somehow",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(closed_at=None), name="duties_open_due"),
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it still waits."""
        return self.closed_at is None

    @property
    def days_left(self) -> int:
        """Days to the due date: 0 on the day itself, negative afterwards."""
        return (self.due_on - timezone.localdate()).days

    @property
    def days_over(self) -> int:
        """Days since the due date, 0 while it has not passed."""
        return max(0, -self.days_left)

    @property
    def is_overdue(self) -> bool:
        """Whether it still waits although its last day has passed."""
        return self.is_open and self.days_left < 0

    @property
    def kind_label(self) -> str:
        """The kind's name; its key where no app knows it any more."""
        kind = kinds.find(self.kind)
        return str(kind.label) if kind else self.kind

    @property
    def verb(self) -> str:
        """The words of the link to where it is done."""
        kind = kinds.find(self.kind)
        return str(kind.verb) if kind and kind.verb else str(_("열기"))

    @property
    def opened_on(self) -> date:
        """The day on which it began, in Seoul."""
        return timezone.localdate(self.opened_at)

    @property
    def closed_on(self) -> date | None:
        """The day on which it ended, in Seoul."""
        return timezone.localdate(self.closed_at) if self.closed_at else None

    @property
    def is_orphan(self) -> bool:
        """Whether the record that it was about is gone, so that it can only be put away."""
        return self.record is None and self.subject_type_id is not None

    @cached_property
    def url(self) -> str:
        """Where it is done; empty when the record or the kind is gone."""
        kind = kinds.find(self.kind)
        if kind is None or self.is_orphan:
            return ""
        return kind.url(self.record if self.subject_type_id else self.subject_id)

    @property
    def holder(self):
        """Whoever has it now: the owner, else the deputy, as far as they still serve; None makes
        it the team's or nobody's. Rows of a list (``for_list()``) know it without a query."""
        for name in ("owner", "deputy"):
            person = getattr(self, name)
            if person is None:
                continue
            known = getattr(self, f"{name}_serves", None)
            if serves(person) if known is None else known:
                return person
        return None


class ClosedDay(models.Model):
    """임시공휴일 and other days on which the office is closed, beyond the law's yearly list."""

    day = models.DateField(_("쉬는 날"), unique=True)
    name = models.CharField(_("이름"), max_length=60, help_text=_("예: 임시공휴일"))

    objects = ClosedDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("임시공휴일")
        verbose_name_plural = _("임시공휴일")
        ordering = ["-day"]

    def __str__(self):
        return self.name


class HandOver(models.Model):
    """One 인사이동: what a person holds goes to the successor and their rights end, on a day.

    Kept three years beside the changes of rights that it made. Persons are emptied from the row
    when they leave; nothing in it names one in words.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("옮기는 사람"),
    )
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("이어받는 사람"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("정한 사람"),
    )
    on = models.DateField(_("옮기는 날"))
    made_at = models.DateTimeField(_("정한 때"), default=timezone.now, editable=False)
    done_at = models.DateTimeField(_("옮긴 때"), null=True, editable=False)
    cancelled_at = models.DateTimeField(_("취소한 때"), null=True, editable=False)
    # Counts by the key of what was moved, and the number of rights that ended under "rights".
    moved = models.JSONField(default=dict, editable=False)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("인사이동")
        verbose_name_plural = _("인사이동")
        ordering = ["-made_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(done_at=None, cancelled_at=None),
                name="duties_handover_planned_once",
                violation_error_message=_("이 사람의 인사이동이 이미 정해져 있어요."),
            ),
        ]

    def __str__(self):
        return str(_("인사이동"))

    @property
    def is_planned(self) -> bool:
        """Whether it is still to come."""
        return self.done_at is None and self.cancelled_at is None
