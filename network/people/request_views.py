"""이 기관에 참여 요청: asking, taking it back, and the managers' answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ..models import JoinRequest, Organisation
from ..permissions import office_of
from . import actions
from .forms import JoinForm
from .officer_views import tell_refusal
from .views import managed_office


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request, key):
    """Ask the managers of a member to be taken in."""
    organisation = get_object_or_404(Organisation.objects.members(), key=key)
    if office_of(request.user, organisation):
        return redirect("organisation_home", key)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            row = actions.ask_to_join(request.user, organisation, form.cleaned_data["message"])
        except ValidationError as refusal:
            tell_refusal(form, refusal, "message")
        else:
            if row.escalated_at:
                sentence = _("‘%(name)s’에 관리자가 없어 담당 팀에 참여를 요청했습니다.")
            else:
                sentence = _("‘%(name)s’의 관리자에게 참여를 요청했습니다.")
            messages.success(request, sentence % {"name": organisation.local_name})
            return redirect("organisation_list")
    context = {"form": form, "organisation": organisation, "due_on": actions.answer_day()}
    return render(request, "network/people/join.html", context)


@login_required
@require_POST
def withdraw(request, key):
    """Take one's own request back."""
    row = get_object_or_404(JoinRequest, key=key, user=request.user)
    try:
        actions.withdraw_join_request(row, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("참여 요청을 거두었습니다."))
    return redirect("organisation_list")


@login_required
@require_POST
def answer(request, key, asked):
    """A manager takes somebody in, or does not."""
    office = managed_office(request.user, key)
    row = get_object_or_404(JoinRequest, key=asked, organisation=office.organisation)
    accept = request.POST.get("answer") == "accept"
    if not accept and request.POST.get("answer") != "decline":
        return redirect("organisation_home", key)
    try:
        actions.answer_join_request(row, by=request.user, accept=accept)
    except PermissionDenied:
        raise Http404 from None
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        if accept:
            sentence = _("참여 요청을 받아들이고 알렸습니다.")
        else:
            sentence = _("참여 요청을 받아들이지 않는다고 알렸습니다.")
        messages.success(request, sentence)
    return redirect("organisation_home", key)
