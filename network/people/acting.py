"""For which organisation a person acts: one at a time, chosen in the header, for the session."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ..models import Officer, Organisation

SESSION_KEY = "acting_organisation"


def offices(request) -> list[Officer]:
    """Every office of the signed-in person now, by the organisation's name; one query a request."""
    user = request.user
    if not (user.is_authenticated and user.is_active):
        return []
    if not hasattr(request, "_offices"):
        request._offices = list(
            Officer.objects.current()
            .filter(user=user)
            .select_related("organisation")
            .order_by("organisation__name", "organisation_id")
        )
    return request._offices


def acting_office(request) -> Officer | None:
    """The office in which the person acts now: the one chosen, else the first; None without any.

    Of an office that ended since it was chosen the person is told once, with the one in which they
    act from then on.
    """
    held = offices(request)
    session = getattr(request, "session", {})  # the preview of a page has none
    chosen = session.get(SESSION_KEY)
    office = next((each for each in held if str(each.organisation.key) == chosen), None)
    if office:
        return office
    office = held[0] if held else None
    if chosen and request.user.is_authenticated:
        if office:
            session[SESSION_KEY] = str(office.organisation.key)
        else:
            del session[SESSION_KEY]
        _tell_lost(request, chosen, office)
    return office


def choose_first(request, user, **kwargs) -> None:
    """At sign-in the first office becomes the choice, so that another one that comes or goes later
    moves nobody unseen. A receiver of ``user_logged_in``."""
    first = (
        Officer.objects.current()
        .filter(user=user)
        .order_by("organisation__name", "organisation_id")
        .values_list("organisation__key", flat=True)
        .first()
    )
    if first and request is not None:
        request.session[SESSION_KEY] = str(first)


def _tell_lost(request, chosen: str, office: Officer | None) -> None:
    gone = Organisation.objects.filter(key=chosen).first()
    if gone is None:
        return
    names = {"gone": gone.local_name}
    if office is None:
        sentence = _("이제 ‘%(gone)s’의 실무자가 아닙니다.") % names
    else:
        names["name"] = office.organisation.local_name
        sentence = (
            _("‘%(gone)s’의 실무자가 아니어서 이제 ‘%(name)s’의 이름으로 활동합니다.") % names
        )
    messages.info(request, sentence)


def switch(request, key: UUID | str) -> Officer:
    """Act for the organisation of this key from now on, in this session. Raises PermissionDenied
    for somebody who is none of its officers."""
    for office in offices(request):
        if str(office.organisation.key) == str(key):
            request.session[SESSION_KEY] = str(office.organisation.key)
            return office
    raise PermissionDenied


def left(request) -> None:
    """Somebody has left an organisation themselves: where they act for none any more, the page
    that says so says enough."""
    forget_offices(request)
    if not offices(request):
        request.session.pop(SESSION_KEY, None)


def forget_offices(request) -> None:
    """Read the offices anew, after one came or went in this very request."""
    if hasattr(request, "_offices"):
        del request._offices
