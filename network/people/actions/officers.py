"""Officers: who comes, what they are, who goes, and that a manager is left."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ...acts import Refused
from ...choices import Role
from ...models import Officer, Organisation
from ...permissions import office_of
from .. import duties, logs, notices, work
from ..notices import tell
from .locks import lock, write_log

_ENDING = Officer.Ending


@transaction.atomic
def add_officer(organisation: Organisation, user, role: str, *, by) -> Officer:
    """Let the person act for the organisation. Returns the office.

    Somebody who does so already keeps the office; an officer may become a manager by this, never
    the other way round. With a manager the duties about missing ones end. Whether ``by`` may do
    this is asked by the caller, who knows by which road the person came.
    """
    now = lock(organisation, user)
    office = Officer.objects.current().filter(organisation=now, user=user).first()
    if office is None:
        office = Officer.objects.create(organisation=now, user=user, person=user.key, role=role)
        if role == Role.MANAGER:
            _count_manager(now)
        write_log(logs.ADDED, now, by=by, person=str(user.key), role=role)
    elif role == Role.MANAGER and office.role != Role.MANAGER:
        _set_role(now, office, role, by)
    if role == Role.MANAGER:
        organisation.managers, organisation.unmanaged_since = now.managers, now.unmanaged_since
        duties.managers_are_back(now, by=by)
    return office


@transaction.atomic
def change_role(officer: Officer, role: str, *, by) -> Officer:
    """Make a manager of an officer, or an officer of a manager, and tell them.

    Raises Refused for the last manager, and where the person has left in the meantime.
    """
    organisation = lock(officer.organisation, officer.user, by)
    _must_manage(by, organisation)
    office = _current(officer, organisation)
    if role not in Role.values:
        raise Refused(_("역할을 골라 주세요."))
    if office.role == role:
        return office
    if role != Role.MANAGER:
        _must_not_be_last(office)
    _set_role(organisation, office, role, by)
    if office.user_id != by.pk:
        tell(notices.ROLE, office.user, organisation, role=role)
    return office


@transaction.atomic
def remove(officer: Officer, *, by, successor: Officer | None = None) -> Officer:
    """End somebody else's office, tell them, and give their open work to ``successor``.

    Raises Refused for the last manager, and for oneself, who leaves instead.
    """
    organisation = lock(officer.organisation, officer.user, by, _user_of(successor))
    _must_manage(by, organisation)
    office = _current(officer, organisation)
    if office.user_id == by.pk:
        raise Refused(_("본인은 내보낼 수 없어요. ‘이 기관에서 나가기’로 나가 주세요."))
    _must_not_be_last(office)
    _hand_over(organisation, office, _successor(office, successor), by)
    end_office(organisation, office, _ENDING.REMOVED)
    write_log(logs.REMOVED, organisation, by=by, person=str(office.person))
    tell(notices.REMOVED, office.user, organisation, view="organisation_list", args=[])
    return office


@transaction.atomic
def leave(officer: Officer, *, by, successor: Officer | None = None) -> Officer:
    """Leave the organisation; open work goes to ``successor``, who becomes a manager where the
    last one leaves. Raises Refused for the last manager without a successor."""
    organisation = lock(officer.organisation, by, _user_of(successor))
    office = _current(officer, organisation)
    if office.user_id != by.pk:
        raise PermissionDenied
    to = _successor(office, successor)
    if to and office.is_last_manager:
        _set_role(organisation, to, Role.MANAGER, by)
        tell(notices.ROLE, to.user, organisation, role=Role.MANAGER)
    _must_not_be_last(office)
    _hand_over(organisation, office, to, by)
    end_office(organisation, office, _ENDING.LEFT)
    write_log(logs.LEFT, organisation, by=by, person=str(office.person))
    return office


@transaction.atomic
def hand_over(officer: Officer, successor: Officer, *, by) -> int:
    """Give the open work of an officer to another one of the same organisation: one's own, or, as
    a manager, anybody's. Returns how many things went."""
    organisation = lock(officer.organisation, by, _user_of(successor))
    office = _current(officer, organisation)
    if office.user_id != by.pk:
        _must_manage(by, organisation)
    to = _successor(office, successor)
    if to is None:
        raise Refused(_("이어받을 사람을 골라 주세요."))
    return _hand_over(organisation, office, to, by)


def end_office(organisation: Organisation, office: Officer, ending: str) -> None:
    """Close the row, count managers, and end what cannot stay without its person.

    The organisation is locked by the caller, who has also made sure that a manager is left, or
    states since when none is. For the actions of this package and the withdrawal of an account.
    """
    work.drop_all(office)
    was_manager = office.is_manager
    office.until, office.ending = timezone.now(), ending
    office.save(update_fields=["until", "ending"])
    if was_manager:
        _uncount_manager(organisation)


@transaction.atomic
def end_for_good(officer: Officer) -> None:
    """End the office of somebody whose account goes. The last manager may go, too: then the
    organisation says since when it has none, and staff get a duty at once."""
    organisation = lock(officer.organisation, officer.user)
    office = Officer.objects.current().filter(pk=officer.pk).first()
    if office is None:
        return
    office.organisation = organisation
    is_last = office.is_last_manager
    if is_last:
        organisation.unmanaged_since = timezone.now()
        organisation.save(update_fields=["unmanaged_since"])
    end_office(organisation, office, _ENDING.ACCOUNT)
    write_log(logs.LEFT, organisation, by=None, person=str(office.person))
    if is_last:
        duties.managers_went(organisation)


def _uncount_manager(organisation: Organisation) -> None:
    rows = Organisation.objects.filter(pk=organisation.pk)
    rows.update(managers=F("managers") - 1)
    organisation.managers -= 1


def _count_manager(organisation: Organisation) -> None:
    rows = Organisation.objects.filter(pk=organisation.pk)
    rows.update(managers=F("managers") + 1, unmanaged_since=None)
    organisation.managers += 1
    organisation.unmanaged_since = None


def _set_role(organisation: Organisation, office: Officer, role: str, by) -> None:
    before = office.role
    office.role = role
    office.save(update_fields=["role"])
    if role == Role.MANAGER and before != Role.MANAGER:
        _count_manager(organisation)
    elif before == Role.MANAGER and role != Role.MANAGER:
        work.drop_all(office)
        _uncount_manager(organisation)
    write_log(logs.ROLE_CHANGED, organisation, by=by, person=str(office.person), role=role)


def _hand_over(organisation, office, successor, by) -> int:
    if successor is None:
        return 0
    moved = work.open_work(office)
    for kind in work.every():
        kind.move(office, successor)
    write_log(
        logs.HANDED_OVER,
        organisation,
        by=by,
        person=str(office.person),
        successor=str(successor.person),
    )
    return sum(number for _label, number in moved)


def _must_not_be_last(office: Officer) -> None:
    if office.is_last_manager:
        raise Refused(_("마지막 관리자예요. 다른 실무자를 먼저 관리자로 정해 주세요."))


def _must_manage(by, organisation: Organisation) -> None:
    office = office_of(by, organisation)
    if office is None or not office.is_manager:
        raise PermissionDenied


def _user_of(officer: Officer | None):
    return officer.user if officer else None


def _current(officer: Officer, organisation: Organisation) -> Officer:
    """The office as it is now, with the organisation as it is locked."""
    now = Officer.objects.current().select_related("user").filter(pk=officer.pk).first()
    if now is None or now.user is None:
        raise Refused(_("그 사이 이 기관에서 나간 사람이에요."))
    if now.organisation_id == organisation.pk:
        now.organisation = organisation
    return now


def _successor(office: Officer, successor: Officer | None) -> Officer | None:
    if successor is None:
        return None
    now = _current(successor, office.organisation)
    if now.organisation_id != office.organisation_id or now.pk == office.pk:
        raise Refused(_("이 기관의 다른 실무자를 골라 주세요."))
    return now
