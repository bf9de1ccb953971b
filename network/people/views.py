"""My organisations: the list, one of them, and for which one the person acts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yeongdeungpoever.accounts.adapter import stays_here

from ..models import JoinRequest, Membership, Officer, Organisation, Succession
from ..models.officers import Asked
from ..permissions import office_of
from .acting import acting_office, offices, switch
from .actions.successions import is_complete


def own_office(user, key) -> Officer:
    """The person's office in the organisation of the address. Raises Http404 for strangers, as for
    an organisation that does not exist."""
    organisation = get_object_or_404(Organisation, key=key)
    office = office_of(user, organisation)
    if office is None:
        raise Http404
    office.organisation = organisation
    return office


def managed_office(user, key) -> Officer:
    """The same for managers; Http404 for everybody else."""
    office = own_office(user, key)
    if not office.is_manager:
        raise Http404
    return office


@login_required
@require_safe
def organisation_list(request):
    """Every organisation of the person, and what they have asked of others."""
    user = request.user
    context = {
        "held": offices(request),
        "office": acting_office(request),
        "requests": JoinRequest.objects.filter(user=user).select_related("organisation")[:20],
        "successions": Succession.objects.filter(user=user).select_related("organisation")[:20],
    }
    return render(request, "network/people/list.html", context)


@login_required
@require_POST
def switch_organisation(request):
    """Act for another one of one's organisations, and stay where one was."""
    try:
        office = switch(request, request.POST.get("organisation", ""))
    except PermissionDenied:
        raise Http404 from None
    name = office.organisation.local_name
    messages.success(request, _("이제 ‘%(name)s’의 이름으로 활동합니다.") % {"name": name})
    back = request.POST.get("next", "")
    return redirect(back if stays_here(back) else "organisation_list")


@login_required
@require_safe
def organisation_home(request, key):
    """One organisation in brief, its people, and for managers what waits for them."""
    office = own_office(request.user, key)
    organisation = office.organisation
    people = Officer.objects.current().filter(organisation=organisation).select_related("user")
    context = {
        "organisation": organisation,
        "office": office,
        # Managers first, then who came first.
        "people": people.order_by("role", "since", "pk"),
        "membership": Membership.objects.filter(organisation=organisation).first(),
    }
    if office.is_manager:
        context |= _for_managers(organisation)
    return render(request, "network/people/home.html", context)


def _for_managers(organisation: Organisation) -> dict:
    requests = JoinRequest.objects.filter(organisation=organisation, state=Asked.PENDING)
    successions = Succession.objects.filter(organisation=organisation, state=Asked.PENDING)
    return {
        "invitations": organisation.invitations.filter(accepted_at=None, revoked_at=None),
        "requests": requests.select_related("user"),
        "successions": [
            each
            for each in successions.select_related("user").prefetch_related("papers")
            if is_complete(each)
        ],
    }
