"""Writing an application: its pages, what is kept by itself, handing it in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yeongdeungpoever.web.client_address import client_address

from ..acts import Refused
from ..models import Application, JoinRequest, Officer, Organisation
from ..models.officers import Asked
from ..parts import STEP_BY_KEY, parts_of
from ..people.actions import ask_to_join
from ..states import State
from . import actions, completeness, drafts, fields, likeness, steps
from .autosave import save_step
from .forms import StepForm
from .views import own


@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, key, step):
    """One page of the form; a pressed button keeps it and goes on, back, or away."""
    if step not in STEP_BY_KEY:
        raise Http404
    application = own(request, key)
    if not application.is_writable:
        return redirect("application_status", key=key)
    if step == "check":
        return _check(request, application)
    if request.method != "POST":
        form = StepForm(application=application, step=step)
        if "missing" in request.GET:
            form.point_out(completeness.missing(application))
        return _page(request, application, form)
    try:
        saved = save_step(
            application, step, request.POST, by=request.user, ip_address=client_address(request)
        )
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("application_status", key=key)
    if not saved.went_well:
        return _page(request, saved.application, saved.form, conflicts=saved.conflicts)
    return redirect(_way_on(request, saved.application, step))


def _way_on(request, application: Application, step: str) -> str:
    act = request.POST.get("act")
    if act == "leave":
        messages.success(request, _("쓴 데까지 저장했습니다. 언제든 이어 쓸 수 있습니다."))
        return application_url(application)
    if act == "stay":
        return steps.step_url(application, step)
    return steps.step_url(application, steps.next_step(step))


def application_url(application: Application) -> str:
    """The page that tells how it stands."""
    return reverse("application_status", args=[application.key])


def _page(request, application, form, *, conflicts=()):
    key = form.step.key
    open_keys = {part.key for part in form.open_parts}
    before = steps.previous_step(key)
    context = {
        "application": application,
        "form": form,
        "step": form.step,
        "stops": steps.stops(application, key),
        "before": steps.step_url(application, before) if before else "",
        "after": steps.step_url(application, steps.next_step(key)),
        "parts": [
            {
                "part": part,
                "is_open": part.key in open_keys,
                "fields": [form[name] for name in part.fields] if part.key in open_keys else [],
                "read": steps.read_part(application, part),
            }
            for part in parts_of(key)
        ],
        "conflicts": conflicts,
        "matches": matches(request.user, application) if key == "basics" else [],
        "asked_parts": application.asked_parts,
        "last_word": application.moves.exclude(reason="").last(),
        "is_draft": application.state == State.DRAFT,
        "draft_days": drafts.KEPT_DAYS,
    }
    return render(request, "network/joining/step.html", context)


def matches(user, application: Application) -> list[dict]:
    """Members like what was written, each with what this person may do about it."""
    found = likeness.members_like(application.name, application.registration_number)
    ours = Officer.objects.current().filter(user=user).values_list("organisation", flat=True)
    asked = JoinRequest.objects.filter(user=user, state=Asked.PENDING)
    acts, waits = set(ours), set(asked.values_list("organisation", flat=True))
    return [
        {
            "match": match,
            "organisation": match.organisation,
            "is_ours": match.organisation.pk in acts,
            "is_asked": match.organisation.pk in waits,
        }
        for match in found
    ]


def _check(request, application: Application):
    """확인하고 내기: everything to be read once more, what is missing, and the button."""
    lacking = completeness.missing(application)
    if request.method == "POST":
        response = _hand_in(request, application)
        if response is not None:
            return response
        application = own(request, application.key)
        if not application.is_writable:
            return redirect("application_status", key=application.key)
        lacking = completeness.missing(application)
    context = {
        "application": application,
        "step": STEP_BY_KEY["check"],
        "stops": steps.stops(application, "check"),
        "reads": [
            (read, steps.step_url(application, read.part.step))
            for read in steps.read_all(application)
        ],
        "papers": application.papers.here(),
        "papers_url": steps.step_url(application, "papers"),
        "consents": application.consents.in_force().select_related("policy"),
        "lacking": [
            (each, f"{steps.step_url(application, each.step)}?missing#{_anchor(each)}")
            for each in lacking
        ],
        "before": steps.step_url(application, "contact"),
        "is_draft": application.state == State.DRAFT,
        "writable": application.writable_parts,
        "asked_parts": application.asked_parts,
    }
    return render(request, "network/joining/check.html", context)


def _anchor(missing) -> str:
    return f"id_{missing.field}" if missing.field else f"part-{missing.part}"


def _hand_in(request, application: Application):
    """Hand it in; None, with a sentence on the page, where that was refused."""
    if request.POST.get("version") != str(application.version):
        messages.error(
            request,
            _("그 사이 다른 창에서 고친 내용이 있어요. 아래 내용을 한 번 더 확인해 주세요."),
        )
        return None
    first = application.state == State.DRAFT
    try:
        (actions.submit if first else actions.resubmit)(application, by=request.user)
    except Refused as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return None
    if first:
        return redirect("application_received", key=application.key)
    messages.success(request, _("보완한 신청서를 다시 냈습니다. 검토를 이어 갑니다."))
    return redirect("application_status", key=application.key)


@login_required
@sensitive_post_parameters()
@require_POST
def save(request, key, step):
    """What is kept by itself while somebody writes; answers JSON for the script of the page."""
    if step not in STEP_BY_KEY:
        raise Http404
    application = own(request, key)
    try:
        saved = save_step(application, step, request.POST, by=request.user, agree=False)
    except Refused as refusal:
        return JsonResponse({"message": " ".join(refusal.messages)}, status=409)
    if saved.conflicts:
        message = _(
            "다른 창에서 저장한 내용과 달라 저장을 멈췄어요. ‘저장하고 다음’을 눌러 확인해 주세요."
        )
        return JsonResponse({"message": message}, status=409)
    row = saved.application
    answer = {
        "said": _("%(time)s 임시 저장") % {"time": f"{localtime():%H:%M}"},
        "opened": saved.form.token,
        "errors": {name: [str(e) for e in found] for name, found in saved.form.errors.items()},
    }
    if step == "basics":
        answer["like"] = render_to_string(
            "network/joining/matches.html",
            {"application": row, "matches": matches(request.user, row)},
            request,
        )
    return JsonResponse(answer)


@login_required
@require_POST
def ask(request, key, organisation):
    """이 기관에 참여 요청: to the managers of a member that is there already."""
    application = own(request, key)
    member = Organisation.objects.members().filter(key=organisation).first()
    if member is None:
        raise Http404
    way_back = steps.step_url(application, "basics") if application.is_writable else None
    try:
        message = fields.message().clean(request.POST.get("message", ""))
        ask_to_join(request.user, member, message)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
    else:
        messages.success(request, _("참여를 요청했습니다. 관리자가 답하면 이메일로 알려 드립니다."))
    return redirect(way_back or application_url(application))
