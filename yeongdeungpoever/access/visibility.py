"""Who may see: the three levels, stated once and asked everywhere.

A listed model carries its own level and the effective one; a queryset with
:class:`VisibleQuerySetMixin` answers ``visible_to(user)``. Whether a person is a member is asked
of one registered provider, so that this floor knows no organisation.
"""

from collections.abc import Callable, Iterable

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """From widest to narrowest; the order of definition is the order of strictness."""

    PUBLIC = "public", _("전체 공개")
    MEMBERS = "members", _("회원 전용")
    STAFF = "staff", _("구청 전용")


_ORDER: list[str] = [Level.PUBLIC, Level.MEMBERS, Level.STAFF]
_membership: Callable[[object], bool] | None = None


def register_membership(provider: Callable[[object], bool] | None) -> None:
    """Name the one function that tells whether a signed-in user is an approved member.

    Raises ImproperlyConfigured when another provider stands already; ``None`` takes it away.
    """
    global _membership
    if provider is not None and _membership is not None and _membership is not provider:
        raise ImproperlyConfigured("access: a membership provider is registered already")
    _membership = provider


def is_member(user) -> bool:
    """Whether the user is an officer of an approved organisation. Strangers are not."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    return bool(_membership and _membership(user))


def is_staff(user) -> bool:
    """Whether the user works in the back office (may open the admin)."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    return user.has_perm("wagtailadmin.access_admin")


def levels_for(user) -> list[str]:
    """The levels that the user may see, widest first."""
    if is_staff(user):
        return list(_ORDER)
    if is_member(user):
        return [Level.PUBLIC, Level.MEMBERS]
    return [Level.PUBLIC]


def may_see(user, level: str) -> bool:
    """Whether the user may see something of this effective level."""
    return level == Level.PUBLIC or level in levels_for(user)


def strictest(levels: Iterable[str]) -> str:
    """The narrowest of the levels; public when there are none."""
    return max(levels, key=_ORDER.index, default=Level.PUBLIC)


def widest(levels: Iterable[str]) -> str:
    """The widest of the levels; staff when there are none, so that what nobody shows stays in."""
    return min(levels, key=_ORDER.index, default=Level.STAFF)


class VisibleQuerySetMixin:
    """For querysets whose rows carry ``effective_visibility``."""

    def visible_to(self, user):
        """Only rows that the user may see."""
        return self.filter(effective_visibility__in=levels_for(user))


def visibility_field(**kwargs) -> models.CharField:
    """The column that states a row's own level."""
    return models.CharField(
        _("공개 범위"), max_length=8, choices=Level, default=Level.PUBLIC, **kwargs
    )


def effective_visibility_field() -> models.CharField:
    """The column that holds the level in force: own and inherited ones, the strictest."""
    return models.CharField(
        max_length=8, choices=Level, default=Level.PUBLIC, editable=False, db_index=True
    )
