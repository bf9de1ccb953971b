"""승계 신청: asking, showing that one belongs to the organisation, and what became of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..models import Organisation, Succession
from ..models.officers import Asked
from ..permissions import may_manage
from . import actions
from .domains import site_host
from .forms import CodeForm, LetterForm, SuccessionForm
from .officer_views import tell_refusal

_FORM = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@_FORM
def ask(request, key):
    """Begin to take over a member whose managers do not answer."""
    organisation = get_object_or_404(Organisation.objects.members(), key=key)
    if may_manage(request.user, organisation):
        return redirect("organisation_home", key)
    waiting = Succession.objects.filter(
        organisation=organisation, user=request.user, state=Asked.PENDING
    ).first()
    if waiting:
        return redirect("organisation_succession_state", waiting.key)
    posted = request.POST if request.method == "POST" else None
    form = SuccessionForm(posted, organisation=organisation)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            succession = actions.ask_succession(
                request.user,
                organisation,
                typed["way"],
                typed["reason"],
                email=typed.get("email", ""),
            )
        except ValidationError as refusal:
            tell_refusal(form, refusal, "email" if typed.get("email") else "reason")
        else:
            return redirect("organisation_succession_state", succession.key)
    context = {
        "form": form,
        "organisation": organisation,
        "host": site_host(organisation.website),
        "due_on": actions.answer_day(),
    }
    return render(request, "network/people/succession.html", context)


@login_required
@_FORM
def state(request, key):
    """One's own succession: what is still missing, and what was decided."""
    rows = Succession.objects.select_related("organisation").prefetch_related("papers")
    succession = get_object_or_404(rows, key=key, user=request.user)
    forms = _forms(request)
    if request.method == "POST":
        if _act(request, succession, forms):
            return redirect("organisation_succession_state", key)
        succession = get_object_or_404(rows, key=key, user=request.user)
    context = {
        "succession": succession,
        "organisation": succession.organisation,
        "is_pending": succession.state == Asked.PENDING,
        "is_accepted": succession.state == Asked.ACCEPTED,
        "is_complete": actions.is_complete(succession),
        "by_letter": succession.way == Succession.Way.LETTER,
        "papers": [paper for paper in succession.papers.all() if paper.is_here],
        **forms,
    }
    return render(request, "network/people/succession_state.html", context)


def _forms(request) -> dict:
    act = request.POST.get("act", "")
    return {
        "code_form": CodeForm(request.POST if act == "code" else None),
        "letter_form": LetterForm(*((request.POST, request.FILES) if act == "letter" else ())),
    }


def _act(request, succession: Succession, forms: dict) -> bool:
    """Do what a button asked for; False where a form has something to say."""
    act, by = request.POST.get("act", ""), request.user
    code_form, letter_form = forms["code_form"], forms["letter_form"]
    try:
        if act == "code":
            if not code_form.is_valid():
                return False
            actions.confirm_succession_mail(succession, code_form.cleaned_data["code"], by=by)
            messages.success(request, _("이메일을 확인했습니다. 담당 팀이 확인한 뒤 정합니다."))
        elif act == "letter":
            if not letter_form.is_valid():
                return False
            actions.hand_in_letter(succession, letter_form.cleaned_data["letter"], by=by)
            messages.success(request, _("공문을 받았습니다. 담당 팀이 확인한 뒤 정합니다."))
        elif act == "send":
            actions.send_succession_code(succession, by=by)
            messages.success(request, _("인증 코드를 다시 보냈습니다."))
        elif act == "withdraw":
            actions.withdraw_succession(succession, by=by)
            messages.success(request, _("승계 신청을 거두었습니다."))
    except ValidationError as refusal:
        form = next((each for each in (code_form, letter_form) if each.is_bound), None)
        if form is None:
            messages.error(request, " ".join(refusal.messages))
            return True
        field = next(iter(form.fields))
        for sentence in refusal.messages:
            form.add_error(field, sentence)
        return False
    return True
