"""Consent: who agreed to which version, what is still missing, and taking it back.

PIPA arts. 15, 16 and 22: required and optional consents are kept apart, each stands on its own
box, refusing an optional one costs nothing, and taking back is as easy as giving (art. 37).
"""

from collections.abc import Callable, Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from .models import (
    OPTIONAL_CONSENTS,
    REQUIRED_CONSENTS,
    Consent,
    ConsentMethod,
    PolicyKind,
    PolicyVersion,
)

FindAddress = Callable[[PolicyVersion, bool], str | None]
_find_address: list[FindAddress] = []


class RequiredConsent(Exception):
    """A required consent cannot be taken back alone: the account ends with it."""


def register_address(find: FindAddress) -> None:
    """Tell where a policy is read: ``find(version, changes)`` answers an address or None.

    With ``changes`` it is the comparison with the version before. Pages stand above this app, so
    the app that holds them calls this from its ``ready()``.
    """
    _find_address[:] = [find]


def address_of(version: PolicyVersion, *, changes: bool = False) -> str | None:
    """The public page of this version, or of what it changed; None while there is none."""
    return _find_address[0](version, changes) if _find_address else None


def current_versions(kinds: Iterable[str]) -> list[PolicyVersion]:
    """The version in force of each kind, in the order given; a kind without one is left out."""
    found = (PolicyVersion.objects.current(kind) for kind in kinds)
    return [version for version in found if version]


def asked_at_sign_up() -> tuple[list[PolicyVersion], list[PolicyVersion]]:
    """What the sign-up form asks: the required versions and the optional ones."""
    return current_versions(REQUIRED_CONSENTS), current_versions(OPTIONAL_CONSENTS)


def give(
    user,
    versions: Iterable[PolicyVersion],
    *,
    method: ConsentMethod,
    ip_address: str | None = None,
) -> list[Consent]:
    """Record that the person agreed to each of these versions; one already given stays.

    Returns the consents in force, those that stood before included.
    """
    given = []
    for version in versions:
        consent = Consent.objects.of(user).in_force().filter(policy=version).first()
        if consent is None:
            try:
                # Two tabs may tick the same box at the same time; the constraint keeps one row.
                with transaction.atomic():
                    consent = Consent.objects.create(
                        user=user,
                        person=user.key,
                        policy=version,
                        method=method,
                        ip_address=ip_address or None,
                    )
            except IntegrityError:
                consent = Consent.objects.of(user).in_force().get(policy=version)
        given.append(consent)
    return given


def withdraw(user, kind: str) -> int:
    """Take back every consent of this optional kind; returns how many were in force.

    Raises RequiredConsent for a kind that the account cannot do without.
    """
    if kind not in OPTIONAL_CONSENTS:
        raise RequiredConsent(kind)
    return (
        Consent.objects.of(user)
        .in_force()
        .filter(policy__kind=kind)
        .update(withdrawn_at=timezone.now())
    )


def has_given(user, kind: str) -> bool:
    """Whether any version of this kind is agreed to and not taken back."""
    return Consent.objects.of(user).in_force().filter(policy__kind=kind).exists()


def needed(user) -> list[PolicyVersion]:
    """Required versions in force that this person has not agreed to yet, in the form's order.

    Staff are asked for none: their accounts stand on the office's duty (PIPA art. 15 para. 1
    no. 3), as the privacy policy says.
    """
    if not user.is_authenticated or user.works_here:
        return []
    given = set(Consent.objects.of(user).in_force().values_list("policy", flat=True))
    return [version for version in current_versions(REQUIRED_CONSENTS) if version.pk not in given]


def previous(user, version: PolicyVersion) -> Consent | None:
    """The person's latest consent to an earlier version of the same policy."""
    return (
        Consent.objects.of(user)
        .filter(policy__kind=version.kind)
        .exclude(policy=version)
        .select_related("policy")
        .first()
    )


def history(user):
    """Everything that the person agreed to, latest first."""
    return Consent.objects.of(user).select_related("policy").order_by("-given_at", "-pk")


def is_required(kind: str) -> bool:
    """Whether an account cannot be without this consent."""
    return PolicyKind(kind) in REQUIRED_CONSENTS
