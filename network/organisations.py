"""What staff do with organisations: mend their facts, trust them. One function, one transaction.

How an organisation comes to be is ``joining/actions.py``, who acts for it ``people/actions.py``.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .aims import set_aims
from .choices import Role
from .models import FormerName, Officer, Organisation
from .names import name_key
from .people import actions as people
from .people import notices
from .permissions import may_change_organisations, may_trust

CHANGED = "network.change_organisation"
TRUSTED = "network.trust_organisation"
DISTRUSTED = "network.distrust_organisation"


class ChangedMeanwhile(ValidationError):
    """Somebody else has saved the organisation since the form was drawn."""


@transaction.atomic
def change(
    organisation: Organisation,
    *,
    by,
    facts: Mapping[str, Any],
    pillars: Collection[str],
    goals: Collection[int],
    seen: str = "",
    is_correction: bool = False,
) -> list[str]:
    """Write these columns (of ``OrganisationFacts``, and ``logo``); returns the names of those that
    changed.

    A name that goes is kept as a :class:`FormerName`, unless ``is_correction`` says that it was a
    slip of the pen. ``seen`` is :func:`token` as the form had it; where it is another one now,
    ChangedMeanwhile is raised and nothing changes. Raises PermissionDenied for a stranger, and
    ValidationError where the same unit of the same holder has that name already.
    """
    if not may_change_organisations(by):
        raise PermissionDenied
    now = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if seen and seen != token(now):
        raise ChangedMeanwhile(
            _(
                "그 사이 다른 사람이 이 기관을 고쳤어요. 적은 내용은 그대로 두었어요. "
                "지금 내용과 견주어 보고 다시 저장해 주세요."
            )
        )
    changed = [name for name, value in facts.items() if getattr(now, name) != value]
    before = {"name": now.name, "name_en": now.name_en}
    for name in changed:
        setattr(now, name, facts[name])
    if Organisation.objects.same_unit(now).exclude(pk=now.pk).exists():
        raise _twin()
    try:
        with transaction.atomic():
            now.save()
    except IntegrityError as error:
        raise _twin() from error
    if not is_correction and _is_renamed(before, now):
        FormerName.objects.create(
            organisation=now,
            name_key=name_key(before["name"]),
            until=timezone.localdate(),
            **before,
        )
    changed += set_aims(now, pillars, goals)
    if changed:
        log(
            instance=now,
            action=CHANGED,
            user=by,
            data={"organisation": str(now.key), "fields": changed},
        )
    organisation.refresh_from_db()
    return changed


@transaction.atomic
def trust(organisation: Organisation, *, by, trusted: bool = True) -> bool:
    """Let the organisation's news appear without a review, or no longer. Returns whether anything
    changed. Raises PermissionDenied for a stranger."""
    if not may_trust(by):
        raise PermissionDenied
    now = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if now.is_trusted == trusted:
        return False
    now.trusted_at, now.trusted_by = (timezone.now(), by) if trusted else (None, None)
    now.save(update_fields=["trusted_at", "trusted_by", "updated_at"])
    log(
        instance=now,
        action=TRUSTED if trusted else DISTRUSTED,
        user=by,
        data={"organisation": str(now.key)},
    )
    organisation.refresh_from_db()
    return True


@transaction.atomic
def appoint(officer: Officer, *, by) -> Officer:
    """Make an officer a manager, and tell them; for an organisation whose managers are gone.

    Raises PermissionDenied for a stranger, and Refused where the person has left meanwhile.
    """
    if not may_change_organisations(by):
        raise PermissionDenied
    now = Officer.objects.current().select_related("user", "organisation").filter(pk=officer.pk)
    office = now.first()
    if office is None or office.user is None:
        raise people.Refused(_("그 사이 이 기관에서 나간 사람이에요."))
    if office.role == Role.MANAGER:
        return office
    organisation = office.organisation
    office = people.add_officer(organisation, office.user, Role.MANAGER, by=by)
    notices.tell(notices.ROLE, office.user, organisation, role=Role.MANAGER)
    return office


def token(organisation: Organisation) -> str:
    """What changes with every save of the organisation."""
    return organisation.updated_at.isoformat()


def labels_of(fields: Collection[str]) -> list[str]:
    """What changed, in words; a column that is no more is left out."""
    known = {field.name: field for field in Organisation._meta.fields}
    rows = {"pillars": "ESG", "sdgs": _("지속가능발전목표")}
    return [
        str(capfirst(known[name].verbose_name)) if name in known else str(rows[name])
        for name in fields
        if name in known or name in rows
    ]


def _is_renamed(before: Mapping[str, str], now: Organisation) -> bool:
    """A first English name takes none away."""
    return before["name"] != now.name or (
        bool(before["name_en"]) and before["name_en"] != now.name_en
    )


def _twin() -> ValidationError:
    return ValidationError({"name": _("같은 번호, 같은 구분, 같은 이름의 기관이 이미 있어요.")})
