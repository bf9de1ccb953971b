"""Whether an organisation is here already: by its number, and by its name without legal form."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ..models import Application, Organisation
from ..names import name_key


@dataclass(frozen=True, slots=True)
class Match:
    """A member that is like what was asked for, and by what."""

    organisation: Organisation
    by_number: bool
    by_name: bool


def members_like(name: str, registration_number: str) -> list[Match]:
    """Members of the same registration number or of the same name, those by number first.

    Either may be empty. A name that a member bore before counts as its name. Members only: whether
    somebody else has applied is nobody's business.
    """
    key = name_key(name) if name.strip() else ""
    asked = Q(pk__in=[])
    if registration_number:
        asked |= Q(registration_number=registration_number)
    if key:
        asked |= Q(name_key=key) | Q(former_names__name_key=key)
    found = Organisation.objects.members().filter(asked).distinct().prefetch_related("former_names")
    matches = [
        Match(
            each,
            bool(registration_number) and each.registration_number == registration_number,
            bool(key)
            and key in {each.name_key, *(old.name_key for old in each.former_names.all())},
        )
        for each in found
    ]
    return sorted(matches, key=lambda match: (not match.by_number, match.organisation.name))


def applications_like(application: Application) -> QuerySet[Application]:
    """Other applications, open and decided, of the same number or name, the latest first.

    For staff alone: it tells who else has asked, and how it ended.
    """
    asked = Q(pk__in=[])
    if application.registration_number:
        asked |= Q(registration_number=application.registration_number)
    if application.name_key:
        asked |= Q(name_key=application.name_key)
    return (
        Application.objects.handed_in()
        .filter(asked)
        .exclude(pk=application.pk)
        .order_by("-submitted_at", "-pk")
    )
