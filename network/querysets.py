"""Which rows: one named method per question."""

from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from yeongdeungpoever.korean.normal import normal_form
from yeongdeungpoever.korean.registration_number import digits_of

from .names import name_key
from .states import PENDING, RUNNING

# Shorter digits stand in too many numbers.
_SHORTEST_NUMBER = 4


def _numbered(words: str) -> Q:
    """Rows whose registration number the words are part of; all of none for too few digits."""
    digits = digits_of(words)
    if len(digits) < _SHORTEST_NUMBER or not digits.isdecimal():
        return Q(pk__in=[])
    return Q(registration_number__contains=digits)


def _named(words: str) -> Q:
    """Rows whose name the words are part of, however its legal form is written."""
    asked = Q(name__icontains=words) | Q(name_en__icontains=words)
    key = name_key(words)
    return asked | Q(name_key__contains=key) if key else asked


class OrganisationQuerySet(models.QuerySet):
    def members(self):
        """Approved, and neither suspended nor lapsed nor gone."""
        in_force = apps.get_model("network", "Membership").objects.in_force()
        return self.filter(Exists(in_force.filter(organisation=OuterRef("pk"))))

    def of(self, user):
        """Those for which the person acts now, members or not, by name."""
        return self.filter(officers__user=user, officers__until=None)

    def same_unit(self, facts):
        """The record of this very unit (number, unit, name) that ``facts`` is about; none where it
        has no number, as then the name alone says too little."""
        if not facts.registration_number:
            return self.none()
        return self.filter(
            registration_number=facts.registration_number,
            unit=facts.unit,
            name_key=name_key(facts.name),
        )

    def matching(self, typed: str):
        """Whose name, former name or number what was typed is part of; all for an empty text."""
        words = normal_form(typed).strip()
        if not words:
            return self
        former = apps.get_model("network", "FormerName").objects.filter(_named(words))
        borne = Q(pk__in=former.values("organisation"))
        return self.filter(_named(words) | borne | _numbered(words))

    def with_standing(self):
        """With ``in_force``, ``is_suspended``, ``was_member``, ``joined_on`` (of the open
        stay, else the latest) and ``people``, how many act for it; the number of queries stays."""
        stays = apps.get_model("network", "Membership").objects.filter(organisation=OuterRef("pk"))
        officers = apps.get_model("network", "Officer").objects.current()
        people = (
            officers.filter(organisation=OuterRef("pk"))
            .order_by()
            .values("organisation")
            .annotate(count=Count("pk"))
            .values("count")
        )
        return self.annotate(
            in_force=Exists(stays.in_force()),
            is_suspended=Exists(stays.open().exclude(suspended_at=None)),
            was_member=Exists(stays),
            joined_on=Subquery(stays.order_by("-joined_on", "-pk").values("joined_on")[:1]),
            people=Coalesce(Subquery(people), 0),
        )


class MembershipQuerySet(models.QuerySet):
    def open(self):
        """Not ended; suspended ones too."""
        return self.filter(ended_at=None)

    def in_force(self):
        """Not ended and not suspended."""
        return self.filter(ended_at=None, suspended_at=None)


class OfficerQuerySet(models.QuerySet):
    def current(self):
        """People who act for their organisation now."""
        return self.filter(until=None)

    def managers(self):
        """Managers of now."""
        return self.current().filter(role="manager")

    def of_members(self):
        """Officers of now whose organisation is a member now."""
        in_force = apps.get_model("network", "Membership").objects.in_force()
        return self.current().filter(
            Exists(in_force.filter(organisation=OuterRef("organisation_id")))
        )


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Whose link still works."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())


class ApplicationQuerySet(models.QuerySet):
    def of(self, user):
        """The person's own, the latest first; an approved one as long as the person acts for its
        organisation (``permissions.may_see_application`` in SQL)."""
        officers = apps.get_model("network", "Officer").objects.current()
        acts = Exists(officers.filter(organisation=OuterRef("organisation"), user=user))
        open_to_them = ~Q(state="approved") | Q(organisation=None) | acts
        return self.filter(open_to_them, applicant=user).order_by("-created_at", "-pk")

    def handed_in(self):
        """Everything but drafts: what staff may see."""
        return self.exclude(state="draft")

    def pending(self):
        """Handed in and undecided."""
        return self.filter(state__in=PENDING)

    def running(self):
        """Whose clock runs."""
        return self.filter(state__in=RUNNING)

    def overdue(self, today):
        """Whose day has passed without an answer."""
        return self.running().filter(answer_by__lt=today)

    def matching(self, typed: str):
        """What staff look for: part of a name or of a number of receipt, a registration number
        from four digits on, or whoever applies; all for an empty text."""
        words = normal_form(typed).strip()
        if not words:
            return self
        return self.filter(
            _named(words)
            | _numbered(words)
            | Q(number__icontains=words)
            | Q(applicant__name__icontains=words)
            | Q(applicant__email__icontains=words)
            | Q(contact_name__icontains=words)
            | Q(contact_email__icontains=words)
        )


class PaperQuerySet(models.QuerySet):
    def here(self):
        """Whose file still exists."""
        return self.filter(destroyed_at=None).exclude(file="")

    def to_destroy(self, days: int, now=None):
        """Files whose case was decided ``days`` days ago or earlier."""
        before = (now or timezone.now()) - timedelta(days=days)
        return self.here().filter(
            Q(application__decided_at__lte=before) | Q(succession__decided_at__lte=before)
        )
