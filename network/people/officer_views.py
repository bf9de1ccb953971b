"""What managers do with the people of their organisation, and how one leaves it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ..models import Officer, OfficerInvitation
from . import actions
from .acting import left
from .forms import InviteForm, RoleForm, SuccessorForm
from .views import managed_office, own_office
from .work import open_work

_FORM = require_http_methods(["GET", "HEAD", "POST"])


def tell_refusal(form, refusal: ValidationError, field: str | None = None) -> None:
    """Put the sentence of a refusal beside this field, else upon the form, above its fields."""
    for sentence in refusal.messages:
        form.add_error(field, sentence)


@login_required
@_FORM
def invite(request, key):
    """Mail somebody a way into the organisation."""
    office = managed_office(request.user, key)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        email, role = form.cleaned_data["email"], form.cleaned_data["role"]
        try:
            actions.invite(office.organisation, email, role, by=request.user)
        except PermissionDenied:
            raise Http404 from None
        except ValidationError as refusal:
            tell_refusal(form, refusal, "email")
        else:
            sentence = _("%(email)s 주소로 초대 메일을 보냈습니다.") % {"email": email}
            messages.success(request, sentence)
            return redirect("organisation_home", key)
    context = {"form": form, "organisation": office.organisation}
    return render(request, "network/people/invite.html", context)


@login_required
@require_POST
def change_invitation(request, key, invitation):
    """Mail it anew, or take it back."""
    office = managed_office(request.user, key)
    row = OfficerInvitation.objects.filter(organisation=office.organisation, key=invitation).first()
    if row is None:
        raise Http404
    act = request.POST.get("act")
    try:
        if act == "renew":
            actions.renew(row, by=request.user)
            sentence = _("%(email)s 주소로 초대 메일을 다시 보냈습니다.")
        elif act == "revoke":
            actions.revoke(row, by=request.user)
            sentence = _("%(email)s 주소로 보낸 초대를 거두었습니다.")
        else:
            return redirect("organisation_home", key)
    except PermissionDenied:
        raise Http404 from None
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, sentence % {"email": row.email})
    return redirect("organisation_home", key)


@login_required
@_FORM
def officer(request, key, person):
    """One officer, for managers: another role, or the end."""
    office = managed_office(request.user, key)
    row = (
        Officer.objects.current()
        .filter(organisation=office.organisation, person=person, user__isnull=False)
        .select_related("organisation", "user")
        .first()
    )
    if row is None:
        raise Http404
    is_self = row.user_id == request.user.pk
    posted = request.POST if request.method == "POST" else None
    act = posted.get("act") if posted else ""
    role_form = RoleForm(posted if act == "role" else None, initial={"role": row.role})
    leaving = SuccessorForm(
        posted if act == "remove" else None, officer=row, required=False, prefix="remove"
    )
    done = ""
    try:
        if role_form.is_bound and role_form.is_valid():
            actions.change_role(row, role_form.cleaned_data["role"], by=request.user)
            done = _("%(name)s 님의 역할을 바꾸었습니다.")
        elif leaving.is_bound and leaving.is_valid():
            successor = leaving.cleaned_data["successor"]
            actions.remove(row, by=request.user, successor=successor)
            done = _("%(name)s 님을 이 기관에서 내보냈습니다.")
    except PermissionDenied:
        raise Http404 from None
    except ValidationError as refusal:
        tell_refusal(role_form if role_form.is_bound else leaving, refusal)
    if done:
        messages.success(request, done % {"name": row.user.get_full_name()})
        return redirect("organisation_home", key)
    # After a refusal the row may hold what was not saved.
    row.refresh_from_db(fields=["role", "until"])
    row.organisation = office.organisation
    context = {
        "organisation": office.organisation,
        "officer": row,
        "is_self": is_self,
        "is_last": row.is_last_manager,
        "work": open_work(row),
        "role_form": role_form,
        "leaving": leaving,
    }
    return render(request, "network/people/officer.html", context)


@login_required
@_FORM
def leave(request, key):
    """Hand over open work and leave; the last manager names a successor."""
    office = own_office(request.user, key)
    is_last = office.is_last_manager
    others = Officer.objects.current().filter(organisation=office.organisation)
    is_alone = not others.exclude(pk=office.pk).exists()
    posted = request.POST if request.method == "POST" else None
    form = SuccessorForm(posted, officer=office, required=is_last)
    if form.is_bound and form.is_valid():
        try:
            actions.leave(office, by=request.user, successor=form.cleaned_data["successor"])
        except ValidationError as refusal:
            tell_refusal(form, refusal)
        else:
            left(request)
            name = office.organisation.local_name
            messages.success(request, _("‘%(name)s’에서 나갔습니다.") % {"name": name})
            return redirect("organisation_list")
    context = {
        "organisation": office.organisation,
        "is_last": is_last,
        "is_alone": is_alone,
        "work": open_work(office),
        "form": form,
    }
    return render(request, "network/people/leave.html", context)
