"""A person's own applications: the list, how one stands, and the ways out of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ..acts import Refused
from ..models import Application, JoiningRules
from ..permissions import may_see_application
from ..states import State
from . import actions, completeness, drafts, steps
from .handing_in import MOST_PENDING
from .progress import progress


def own(request, key) -> Application:
    """The person's application of this key. Raises Http404 for anybody else's, as for none."""
    found = Application.objects.of(request.user).filter(key=key)
    application = found.select_related("applicant", "department", "organisation").first()
    if application is None or not may_see_application(request.user, application):
        raise Http404
    return application


@login_required
@require_safe
def listing(request):
    """신청 현황: every application of the person, the latest first."""
    context = {
        "applications": Application.objects.of(request.user).select_related("department"),
        "most_drafts": drafts.MOST,
        "most_pending": MOST_PENDING,
        "draft_days": drafts.KEPT_DAYS,
    }
    return render(request, "network/joining/list.html", context)


@login_required
@require_safe
def status(request, key):
    """How it stands: the line with the present station, team and date, every field, history."""
    application = own(request, key)
    rules = JoiningRules.current()
    context = {
        "application": application,
        "progress": progress(application),
        "reads": steps.read_all(application),
        "papers": application.papers.all(),
        "moves": application.moves.all(),
        "last_word": application.moves.exclude(reason="").last(),
        "consents": application.consents.select_related("policy"),
        "rules": rules,
        "asked": [
            (part, steps.step_url(application, part.step)) for part in application.asked_parts
        ],
        "lacking": completeness.missing(application) if application.is_writable else [],
        "go_on": (
            steps.step_url(application, steps.first_open(application))
            if application.is_writable
            else ""
        ),
        "check": steps.step_url(application, "check"),
    }
    return render(request, "network/joining/status.html", context)


@login_required
@require_safe
def received(request, key):
    """The receipt: number, date due, team, and what comes next."""
    application = own(request, key)
    if not application.is_pending:
        return redirect("application_status", key=key)
    context = {
        "application": application,
        "way": steps.way("review"),
        "rules": JoiningRules.current(),
    }
    return render(request, "network/joining/received.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, key):
    """신청 취하: says what it means, then does it."""
    application = own(request, key)
    if request.method == "POST":
        try:
            actions.withdraw(application, by=request.user)
        except Refused as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("신청을 취하했습니다. 올린 서류는 없앴습니다."))
        return redirect("application_status", key=key)
    if not application.is_pending:
        return redirect("application_status", key=key)
    return render(request, "network/joining/withdraw.html", {"application": application})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request, key):
    """Throw a draft away: asks first."""
    application = own(request, key)
    if request.method == "POST":
        try:
            actions.discard(application, by=request.user)
        except Refused as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("application_status", key=key)
        messages.success(request, _("쓰던 신청서를 지웠습니다."))
        return redirect("application_list")
    if application.state != State.DRAFT:
        return redirect("application_status", key=key)
    return render(request, "network/joining/discard.html", {"application": application})
