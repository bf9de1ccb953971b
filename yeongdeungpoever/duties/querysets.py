"""Which duties, said once a screen. Who *serves* is said in ``people.py``."""

from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from yeongdeungpoever.access.visibility import is_staff

from .people import kinds_done_by, restricted_kinds, sees_all, serving

KEPT = timedelta(days=3 * 365)
_OVERDUE_FIRST = ("due_on", "opened_at", "pk")


def root_type(record) -> ContentType:
    """The content type under which a record is kept: its topmost table, so that a page and its
    specific page are one subject. Raises ValueError for a record that is not saved."""
    if record.pk is None:
        raise ValueError("A duty is about something saved.")
    concrete = record._meta.concrete_model
    parents = concrete._meta.all_parents
    return ContentType.objects.get_for_model(parents[-1] if parents else concrete)


class DutyQuerySet(models.QuerySet):
    def open(self):
        """What still waits."""
        return self.filter(closed_at=None)

    def closed(self):
        """What waits no longer."""
        return self.filter(closed_at__isnull=False)

    def about(self, subject, kind_key: str | None = None):
        """Duties about a record or a key, of one kind or of all."""
        found = self.filter(kind=kind_key) if kind_key else self
        if isinstance(subject, str):
            return found.filter(subject_type=None, subject_id=subject)
        return found.filter(subject_type=root_type(subject), subject_id=str(subject.pk))

    def overdue(self):
        """Open duties whose last day has passed."""
        return self.open().filter(due_on__lt=timezone.localdate())

    def forgettable(self):
        """Closed duties whose three years are over."""
        return self.filter(closed_at__lt=timezone.now() - KEPT)

    def with_holders(self):
        """Adds ``owner_serves`` and ``deputy_serves``, and whether the team is ``manned``."""
        here = serving()
        return self.annotate(
            owner_serves=Exists(here.filter(pk=OuterRef("owner"))),
            deputy_serves=Exists(here.filter(pk=OuterRef("deputy"))),
            manned=Exists(here.filter(department=OuterRef("department"))),
        )

    def held_by(self, user):
        """Those of which the person is owner or deputy."""
        return self.filter(Q(owner=user) | Q(deputy=user))

    def nobodys(self):
        """Held by nobody who serves, and left with no team: it has none, the team has nobody who
        serves, or whoever held it is gone. These go to the operators, and any of the staff may
        take one."""
        return self.with_holders().filter(
            Q(department=None) | Q(manned=False) | Q(owner__isnull=False),
            owner_serves=False,
            deputy_serves=False,
        )

    def untaken(self):
        """Held by nobody who serves, whether or not a team answers for it."""
        return self.with_holders().filter(owner_serves=False, deputy_serves=False)

    def visible_to(self, user):
        """Those that the person may see (``permissions.may_see`` in SQL): all for operators and
        administrators; for other staff their own, those they asked for, their department's,
        nobody's, and those of a kind that is theirs to do. None for strangers."""
        if not is_staff(user):
            return self.none()
        if sees_all(user):
            return self
        theirs = Q(owner=user) | Q(deputy=user) | Q(asked_by=user) | Q(kind__in=kinds_done_by(user))
        if user.department_id:
            theirs |= Q(department=user.department_id)
        return self.filter(theirs | Q(pk__in=self.model.objects.nobodys().values("pk")))

    def overdue_first(self):
        """In the order in which they should be done: the longest overdue first."""
        return self.order_by(*_OVERDUE_FIRST)

    def in_parts(self, user):
        """Open duties that concern the person, each in one ``part`` only: ``mine``, ``asked``
        (waits for somebody else's answer to this person), ``team`` and ``nobody``."""
        team = Q(department=user.department_id) if user.department_id else Q(pk__in=[])
        untaken = Q(owner_serves=False, deputy_serves=False)
        lost = untaken & (Q(department=None) | Q(manned=False) | Q(owner__isnull=False))
        theirs = kinds_done_by(user)
        may_do = Q(kind__in=theirs) & untaken
        if not sees_all(user):
            # What is lost but not theirs to do is for others to find.
            lost &= ~Q(kind__in=restricted_kinds() - set(theirs))
        part = Case(
            When(Q(owner=user) | Q(deputy=user), then=Value("mine")),
            When(asked_by=user, then=Value("asked")),
            When(lost, then=Value("nobody")),
            When(team, then=Value("team")),
            When(may_do, then=Value("nobody")),
            default=Value(""),
            output_field=models.CharField(),
        )
        return self.open().with_holders().annotate(part=part).exclude(part="")

    def for_panel(self, user, limit: int):
        """:meth:`in_parts` for the first page: of each part the first ``limit``; ``of`` says how
        many there are."""
        return (
            self.in_parts(user)
            .for_rows()
            .annotate(
                of=Window(Count("pk"), partition_by="part"),
                place=Window(RowNumber(), partition_by="part", order_by=_OVERDUE_FIRST),
            )
            .filter(place__lte=limit)
            .overdue_first()
        )

    def for_list(self):
        """With all that a row of a list shows: the questions do not grow with the rows."""
        return self.with_holders().for_rows()

    def for_rows(self):
        """With whom and what a row names."""
        people = ("department", "owner", "deputy", "asked_by", "closed_by")
        return self.select_related(*people).prefetch_related("record")

    def to_recount(self):
        """Open duties whose date was counted."""
        return self.open().filter(days__isnull=False)

    def by_closing(self):
        """The last closed first."""
        return self.order_by(F("closed_at").desc(nulls_last=True), "-pk")


class ClosedDayQuerySet(models.QuerySet):
    def days(self) -> frozenset[date]:
        """The days as a set."""
        return frozenset(self.values_list("day", flat=True))


class HandOverQuerySet(models.QuerySet):
    def planned(self):
        """Still to come."""
        return self.filter(done_at=None, cancelled_at=None)

    def due(self):
        """Planned for today or a day that has passed."""
        return self.planned().filter(on__lte=timezone.localdate()).order_by("on", "pk")

    def for_screen(self):
        """The planned ones and the latest that are over, with everybody's names."""
        return self.select_related("person", "successor", "made_by").order_by(
            F("done_at").desc(nulls_first=True), "-pk"
        )

    def forgettable(self):
        """Those over for three years."""
        before = timezone.now() - KEPT
        return self.filter(Q(done_at__lt=before) | Q(cancelled_at__lt=before))
