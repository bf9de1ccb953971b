"""Which rows: one named method per question."""

from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from .states import PENDING, RUNNING


class OrganisationQuerySet(models.QuerySet):
    def members(self):
        """Approved, and neither suspended nor lapsed nor gone."""
        in_force = apps.get_model("network", "Membership").objects.in_force()
        return self.filter(Exists(in_force.filter(organisation=OuterRef("pk"))))

    def of(self, user):
        """Those for which the person acts now, members or not, by name."""
        return self.filter(officers__user=user, officers__until=None)


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
        """The person's own, the latest first."""
        return self.filter(applicant=user).order_by("-created_at", "-pk")

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

    def matching(self, words: str, key: str, digits: str):
        """What staff look for: part of a name or of a number of receipt, a registration number
        from four digits on, or whoever applies. ``key`` is the key of the name, ``digits`` what is
        left of a number."""
        asked = (
            Q(name__icontains=words)
            | Q(name_en__icontains=words)
            | Q(number__icontains=words)
            | Q(applicant__name__icontains=words)
            | Q(applicant__email__icontains=words)
            | Q(contact_name__icontains=words)
            | Q(contact_email__icontains=words)
        )
        if key:
            asked |= Q(name_key__contains=key)
        if len(digits) >= 4 and digits.isdecimal():
            asked |= Q(registration_number__contains=digits)
        return self.filter(asked)


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
