"""/apply/: what joining is about, for everybody; and the beginning of an application."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..acts import Refused
from ..choices import OrganisationKind
from ..models import Application, JoiningRules
from ..papers.checking import limits_of
from ..states import State
from . import drafts, steps


@require_safe
def apply(request):
    """The start page: the line, who may apply, what to have ready, the days, and the way in.

    A visitor gets links alone (no form, so that the page may be kept); whoever is signed in their
    drafts and one button.
    """
    back = urlencode({"next": reverse("apply")})
    signed_in = request.user.is_authenticated
    mine = list(Application.objects.of(request.user)) if signed_in else []
    context = {
        "way": steps.way("application" if signed_in else "account"),
        "kinds": OrganisationKind.labels,
        "papers": _papers(),
        "limits": limits_of("registration"),
        "rules": JoiningRules.current(),
        "sign_up": f"{reverse('account_signup')}?{back}",
        "sign_in": f"{reverse('account_login')}?{back}",
        "drafts": [
            (each, steps.step_url(each, steps.first_open(each)))
            for each in mine
            if each.state == State.DRAFT
        ],
        "others": sum(each.state != State.DRAFT for each in mine),
    }
    return render(request, "network/joining/apply.html", context)


def _papers() -> list[tuple[str, str]]:
    """Kind and its papers, as 모집·운영안내 proposes and ``completeness.slots_needed`` asks."""
    number = _("고유번호증 사본")
    return [
        (_("기업"), _("사업자등록증 사본")),
        (_("공공기관"), _("사업자등록증 또는 고유번호증 사본")),
        (
            _("비영리기관"),
            _("고유번호증 사본. 번호가 없으면 등록을 확인할 수 있는 서류"),
        ),
        (_("구청·산하기관"), _("내는 서류가 없습니다")),
        (_("학교"), number),
        (_("기타"), _("기관의 성격을 확인할 수 있는 서류")),
    ]


@login_required
@require_POST
def new(request):
    """Begin an application and go to its first page."""
    try:
        application = drafts.begin(request.user)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("application_list")
    return redirect(steps.step_url(application, "basics"))
