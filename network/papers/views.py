"""Putting papers up and taking them away; the application on paper, to print and as PDF."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yeongdeungpoever.access.log import STRANGER, Act, record
from yeongdeungpoever.files.incoming import clean_name

from ..models import Application, Paper
from ..permissions import may_review, may_see_application
from . import actions
from .board import keep_refused
from .pdf import NotNow, application_pdf
from .sheet import sheet

_WITHOUT_PDF = "without-pdf"
_FOR_ONE = "private, no-store"


@login_required
@require_POST
def upload(request, key):
    """Keep the files sent for one slot; what is refused is told beside its field."""
    application = _own(request, key)
    slot = request.POST.get("slot", "").replace("\0", "")
    files = request.FILES.getlist("file")
    kept, refused = 0, []
    if not files:
        refused.append(_("올릴 파일을 골라 주세요."))
    for file in files:
        try:
            actions.upload(application, slot, file, by=request.user)
            kept += 1
        except ValidationError as refusal:
            refused.append(_named(file.name, refusal))
            if getattr(refusal, "code", "") in ("locked", "count", "slot"):
                # The rest would be told the same.
                break
        except PermissionDenied as stranger:
            raise Http404 from stranger
    if kept:
        words = ngettext("파일 %(count)s개를 올렸습니다.", "파일 %(count)s개를 올렸습니다.", kept)
        messages.success(request, words % {"count": kept})
    if refused:
        keep_refused(request, application, slot, refused)
    return redirect(_back(application, slot))


@login_required
@require_POST
def remove(request, key, paper):
    """Take one paper away."""
    application = _own(request, key)
    found = Paper.objects.filter(application=application, key=paper).first()
    if found is None:
        raise Http404
    try:
        actions.remove(found, by=request.user)
    except ValidationError as refusal:
        keep_refused(request, application, found.slot, refusal.messages)
    else:
        messages.success(request, _("서류를 지웠습니다."))
    return redirect(_back(application, found.slot))


@require_safe
def blank(request):
    """The empty form, to print and fill in by hand."""
    return _print_view(request, None, pdf=reverse("application_blank_pdf"), back=reverse("apply"))


@require_safe
def blank_pdf(request):
    """The empty form as PDF."""
    return _pdf(request, None, _("기관 가입 신청서"), reverse("application_blank"))


@login_required
@require_safe
def printed(request, key):
    """One's own application on A4; for reviewing staff too, who are written into the access log."""
    application = _readable(request, key)
    pdf = reverse("application_pdf", args=[key])
    mine = application.applicant_id == request.user.pk
    back = reverse("application_status", args=[key]) if mine else ""
    return _print_view(request, application, pdf=pdf, back=back)


@login_required
@require_safe
def pdf(request, key):
    """One's own application as PDF."""
    application = _readable(request, key)
    name = " ".join(filter(None, (_("기관 가입 신청서"), application.number)))
    return _pdf(request, application, name, reverse("application_print", args=[key]))


def _own(request, key) -> Application:
    found = Application.objects.of(request.user).filter(key=key).first()
    if found is None or not may_see_application(request.user, found):
        raise Http404
    return found


def _readable(request, key) -> Application:
    found = Application.objects.select_related("applicant").filter(key=key).first()
    if found is None:
        raise Http404
    if may_see_application(request.user, found):
        return found
    if not may_review(request.user, found):
        raise Http404
    record(request, Act.VIEW, _("가입 신청서 인쇄"), [found.applicant_key or STRANGER])
    return found


def _named(name: str, refusal: ValidationError) -> str:
    return f"{clean_name(name or '')}: {' '.join(refusal.messages)}"


def _back(application: Application, slot: str) -> str:
    page = reverse("application_step", args=[application.key, "papers"])
    return f"{page}#papers-{slot}" if slot.isidentifier() else page


def _print_view(request, application: Application | None, *, pdf: str, back: str):
    context = {
        "sheet": sheet(application),
        "pdf": pdf,
        "back": back,
        "on_screen": True,
        "without_pdf": _WITHOUT_PDF in request.GET,
    }
    response = render(request, "network/print/page.html", context)
    if application is not None:
        response["Cache-Control"] = _FOR_ONE
    return response


def _pdf(request, application: Application | None, name: str, print_view: str):
    try:
        content = application_pdf(application, get_language())
    except NotNow:
        # The print view needs nothing but a browser, and says so.
        response = redirect(f"{print_view}?{_WITHOUT_PDF}")
        response["Cache-Control"] = "no-store"
        return response
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.pdf")
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    # Stated here: a page kept in memory loses the two headers above.
    answer["Cache-Control"] = "public, max-age=300" if application is None else _FOR_ONE
    return answer
