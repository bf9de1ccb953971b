"""Who a random key is, now. Logs hold keys only; names are looked up at each reading."""

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from yeongdeungpoever.access.log import STRANGER

from .models import StaffInvitation, User


def names_of(keys: Iterable[UUID | str]) -> dict[str, str]:
    """The name of each key, as text; of somebody who left, that and the key's beginning."""
    wanted = {str(key) for key in keys}
    found = {
        str(key): name
        for key, name in User.objects.filter(key__in=wanted).values_list("key", "name")
    }
    invited = StaffInvitation.objects.filter(key__in=wanted - found.keys())
    for key, name in invited.values_list("key", "name"):
        found[str(key)] = _("%(name)s (초대받은 사람)") % {"name": name}
    found[str(STRANGER)] = _("계정이 없는 사람")
    return {key: found.get(key) or gone(key) for key in wanted}


def gone(key: UUID | str) -> str:
    """What stands for somebody whose account is no more."""
    return _("탈퇴한 사람 (%(key)s…)") % {"key": str(key)[:8]}


def keys_like(words: str, at_most: int = 50) -> list[str]:
    """The keys of the people whom the words mean: by name, address, or the key itself."""
    words = words.strip()
    people = User.objects.filter(Q(name__icontains=words) | Q(email__icontains=words))
    keys = [str(key) for key in people.values_list("key", flat=True)[:at_most]]
    with suppress(ValueError):
        keys.append(str(UUID(words)))
    return keys
