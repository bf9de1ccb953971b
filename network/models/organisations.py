"""Organisations, their membership, and what of them survives."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yeongdeungpoever.vocabulary.choices import EsgPillar, Sdg

from ..names import KEY_LENGTH
from ..querysets import MembershipQuerySet, OrganisationQuerySet
from .facts import OrganisationFacts


class Organisation(OrganisationFacts):
    """참여기관: a record of its own, never an account. People act for it (:class:`Officer`).

    Made when an application is approved; it stays when its membership ends, as what it did stays.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("로고"),
    )
    # A trusted organisation's news appears at once; who decided that, and when.
    trusted_at = models.DateTimeField(_("믿는 기관으로 정한 때"), null=True, editable=False)
    trusted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("정한 사람"),
    )
    # How many managers there are, kept by actions/officers.py under the row's lock, so that the
    # database itself refuses the last one's going; ``unmanaged_since`` says that it was allowed
    # because the person's account went.
    managers = models.PositiveSmallIntegerField(default=0, editable=False)
    unmanaged_since = models.DateTimeField(_("관리자가 없는 때부터"), null=True, editable=False)
    created_at = models.DateTimeField(_("만든 때"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("고친 때"), auto_now=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("참여기관")
        verbose_name_plural = _("참여기관")
        ordering = ["name", "pk"]
        permissions = [("trust_organisation", _("믿는 기관으로 정할 수 있음"))]
        constraints = [
            models.UniqueConstraint(
                fields=["registration_number", "unit", "name_key"],
                condition=~Q(registration_number=""),
                name="network_organisation_unit_once",
                violation_error_message=_("같은 번호, 같은 구분, 같은 이름의 기관이 이미 있어요."),
            ),
            models.CheckConstraint(
                condition=Q(managers__gt=0) | Q(unmanaged_since__isnull=False),
                name="network_organisation_has_manager",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_trusted(self) -> bool:
        """Whether its news appears without a review."""
        return self.trusted_at is not None


class OrganisationPillar(models.Model):
    """An ESG pillar that an organisation works on."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="pillar_rows"
    )
    pillar = models.CharField(_("ESG"), max_length=1, choices=EsgPillar)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "pillar"], name="network_organisationpillar_once"
            )
        ]

    def __str__(self):
        return self.get_pillar_display()


class OrganisationGoal(models.Model):
    """A goal of the UN that an organisation works on."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="goal_rows"
    )
    goal = models.PositiveSmallIntegerField(_("지속가능발전목표"), choices=Sdg)

    class Meta:
        ordering = ["goal"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "goal"], name="network_organisationgoal_once"
            )
        ]

    def __str__(self):
        return self.get_goal_display()


class FormerName(models.Model):
    """A name that an organisation bore before, until a day."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="former_names"
    )
    name = models.CharField(_("이름"), max_length=120)
    name_en = models.CharField(_("영문 이름"), max_length=160, blank=True)
    name_key = models.CharField(max_length=KEY_LENGTH, db_index=True, editable=False)
    until = models.DateField(_("이 날까지"), default=timezone.localdate)

    class Meta:
        verbose_name = _("이전 이름")
        verbose_name_plural = _("이전 이름")
        ordering = ["-until", "-pk"]

    def __str__(self):
        return self.name


class Membership(models.Model):
    """One stay of an organisation in the network: since when, whether it rests, how it ended."""

    class Ending(models.TextChoices):
        LAPSED = "lapsed", _("기간 끝남")
        LEFT = "left", pgettext_lazy("기관", "탈퇴")
        MERGED = "merged", _("통합")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    application = models.OneToOneField(
        "network.Application",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="membership",
    )
    joined_on = models.DateField(_("가입한 날"), default=timezone.localdate)
    suspended_at = models.DateTimeField(_("멈춘 때"), null=True, editable=False)
    ended_at = models.DateTimeField(_("끝난 때"), null=True, editable=False)
    ending = models.CharField(_("어떻게 끝났는가"), max_length=8, choices=Ending, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("참여")
        verbose_name_plural = _("참여")
        ordering = ["-joined_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(ended_at=None),
                name="network_membership_open_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="") | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="network_membership_ends_somehow",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} {self.joined_on}"

    @property
    def is_in_force(self) -> bool:
        """Whether its officers are members now."""
        return self.ended_at is None and self.suspended_at is None
