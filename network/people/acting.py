"""For which organisation a person acts: one at a time, chosen in the header, for the session."""

from django.core.exceptions import PermissionDenied

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

    An office that ended since it was chosen counts no longer.
    """
    held = offices(request)
    if not held:
        return None
    chosen = request.session.get(SESSION_KEY)
    return next((each for each in held if str(each.organisation.key) == chosen), held[0])


def switch(request, organisation: Organisation) -> Officer:
    """Act for this organisation from now on, in this session. Raises PermissionDenied for somebody
    who is none of its officers."""
    for office in offices(request):
        if office.organisation_id == organisation.pk:
            request.session[SESSION_KEY] = str(organisation.key)
            return office
    raise PermissionDenied


def forget_offices(request) -> None:
    """Read the offices anew, after one came or went in this very request."""
    if hasattr(request, "_offices"):
        del request._offices
