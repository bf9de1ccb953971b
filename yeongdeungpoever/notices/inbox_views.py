"""알림함, 알림 설정, and the way out that the mails carry."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import inbox, preferences, stopping
from .inbox_forms import ChoicesForm
from .models import InboxEntry

_A_PAGE = 20


@login_required
@require_safe
def listing(request):
    """The person's notices, the newest first; ``?unread`` only those not read."""
    everything = InboxEntry.objects.of(request.user)
    only_unread = "unread" in request.GET
    found = everything.unread() if only_unread else everything
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "lines": inbox.lines(request.user, page.object_list),
        "only_unread": only_unread,
        "querystring": "unread" if only_unread else "",
        "has_any": bool(page.object_list) or everything.exists(),
        "now": timezone.now().isoformat(),
    }
    return render(request, "notices/inbox.html", context)


@login_required
@require_POST
def open_entry(request, pk):
    """Mark one as read and go where it leads; back to the list where it leads nowhere (any more).
    Another's answers like one that is not there."""
    entry = inbox.mark_read(request.user, pk)
    if entry is None:
        raise Http404
    if not inbox.may_read(request.user, entry):
        messages.info(request, _("더 이상 볼 수 없는 알림이에요."))
    elif entry.url:
        return redirect(entry.url)
    return redirect("inbox_list")


@login_required
@require_POST
def read_all(request):
    """Mark as read whatever had come when the list was drawn."""
    now = timezone.now()
    count = inbox.mark_all_read(request.user, min(_moment(request.POST.get("until")) or now, now))
    if count:
        said = ngettext(
            "알림 %(count)s건을 읽음으로 표시했습니다.",
            "알림 %(count)s건을 읽음으로 표시했습니다.",
            count,
        )
        messages.success(request, said % {"count": count})
    return redirect("inbox_list")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request):
    """알림 설정, signed in."""
    return _choices(request, request.user, "notices/choices.html")


@require_http_methods(["GET", "HEAD", "POST"])
def choices_by_link(request, token):
    """알림 설정 by the link of a mail, without signing in. It shows choices and nothing else."""
    user, _stops = _named_by(token)
    return _choices(request, user, "notices/choices_by_link.html")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """Stop mails of one topic. POST alone does it (RFC 8058: mailboxes post
    ``List-Unsubscribe=One-Click``, without cookies, hence without our token of forms; the signed
    link is what proves the right). GET, which scanners of links ask, shows a page with a button.
    """
    user, key = _named_by(token)
    done = request.method == "POST"
    if done:
        preferences.stop(user, key)
    context = {
        "done": done,
        "label": stopping.label_of(key),
        "choices_url": reverse("inbox_choices_by_link", args=[token]),
    }
    return render(request, "notices/stop.html", context)


def _choices(request, user, template: str) -> HttpResponse:
    offered = preferences.choices_of(user)
    form = ChoicesForm(request.POST if request.method == "POST" else None, choices=offered)
    if request.method == "POST" and form.is_valid():
        preferences.choose(user, form.chosen())
        messages.success(request, _("알림 설정을 저장했습니다."))
        return redirect(request.path)
    return render(request, template, {"form": form, "offers": bool(offered)})


def _named_by(token: str):
    try:
        return stopping.read_token(token)
    except LookupError:
        raise Http404 from None


def _moment(text):
    try:
        found = parse_datetime(text or "")
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None
