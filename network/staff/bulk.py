"""One decision about several applications: shows what it does, does it, tells the result a row."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..joining import actions
from ..models import Application, JoiningRules, ReadyText
from ..permissions import may_open_queue
from ..states import MOVES
from .detail_forms import BulkForm
from .effects import effects_of, hindrance
from .queue import BULK_MOVES, QueueView
from .styles import APPLICATIONS

# More than this at once is a mistake of the filter, not a decision.
LIMIT = 200


class BulkView(WagtailAdminTemplateMixin, View):
    """GET shows the chosen applications and what would happen to each; POST does it."""

    page_title = gettext_lazy("고른 신청 정하기")
    header_icon = "doc-full-inverse"
    template_name = "network/staff/bulk.html"

    def dispatch(self, request, *args, **kwargs):
        if not may_open_queue(request.user):
            raise PermissionDenied
        given = request.POST if request.method == "POST" else request.GET
        key = given.get("move", "")
        if key not in BULK_MOVES:
            raise Http404
        self.move = MOVES[key]
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return _("고른 신청: %(what)s") % {"what": self.move.label}

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("joining:list"), "label": QueueView.page_title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get(self, request):
        applications = list(self._filtered() if "everything" in request.GET else self._ticked())
        if not applications:
            messages.error(request, _("정할 신청을 골라 주세요."))
            return redirect("joining:list")
        if len(applications) > LIMIT:
            messages.error(
                request,
                _("한 번에 %(limit)s건까지 정할 수 있어요. 조건을 좁혀 주세요.") % {"limit": LIMIT},
            )
            return redirect("joining:list")
        return self._show(applications, BulkForm(move=self.move))

    def post(self, request):
        applications = list(self._ticked())
        form = BulkForm(request.POST, move=self.move)
        if not applications:
            messages.error(request, _("정할 신청을 골라 주세요."))
            return redirect("joining:list")
        if "insert" in request.POST:
            return self._show(applications, self._with_ready_text(form))
        if not form.is_valid():
            return self._show(applications, form)
        reason = form.cleaned_data["reason"]
        results = actions.decide_many(
            applications,
            self.move.key,
            by=request.user,
            reason=reason,
            parts=form.cleaned_data.get("parts", ()),
            seen=self._seen(applications),
        )
        done = sum(result.done for result in results)
        return self._render(
            results=results,
            applications=applications,
            done=done,
            left=len(results) - done,
            reason=reason,
        )

    def _show(self, applications, form):
        counted = Application.objects.filter(pk__in=[each.pk for each in applications])
        moves = dict(counted.values_list("pk").annotate(Count("moves")))
        rules = JoiningRules.current()
        rows = [
            {
                "application": each,
                "effects": effects_of(each, self.move.key, rules),
                "hindrance": hindrance(each, self.move.key),
                "moves": moves.get(each.pk, 0),
            }
            for each in applications
        ]
        texts = form.fields["ready"].queryset
        return self._render(
            rows=rows,
            applications=applications,
            form=form,
            possible=sum(not row["hindrance"] for row in rows),
            ready_texts={str(text.pk): text.text for text in texts},
        )

    def _render(self, **more):
        context = self.get_context_data() | more
        return self.render_to_response(
            context
            | {"move": self.move, "media": APPLICATIONS, "list_url": reverse("joining:list")}
        )

    def _with_ready_text(self, form) -> BulkForm:
        data: dict[str, Any] = {name: form.data.get(name, "") for name in ("ready", "reason")}
        data["parts"] = form.data.getlist("parts")
        chosen = data["ready"]
        known = chosen.isdecimal() and len(chosen) < 10
        text = ReadyText.objects.filter(pk=chosen, use=self.move.key).first() if known else None
        if text:
            data["reason"] = "\n\n".join(filter(None, (data["reason"].strip(), text.text)))
        return BulkForm(initial=data, move=self.move)

    def _ticked(self):
        given = self.request.POST if self.request.method == "POST" else self.request.GET
        keys = [key for text in given.getlist("application")[: LIMIT + 1] if (key := _uuid(text))]
        return self._rows().filter(key__in=keys)

    def _seen(self, applications) -> dict[int, int]:
        """How many moves each had on the page from which the decision comes."""
        given = {each.pk: self.request.POST.get(f"seen_{each.key}", "") for each in applications}
        return {pk: int(text) for pk, text in given.items() if text.isdecimal() and len(text) < 6}

    def _filtered(self):
        """What the list's filters find, as the list itself would show it."""
        listing = QueueView()
        listing.setup(self.request)
        return listing.get_queryset()[: LIMIT + 1]

    def _rows(self):
        return (
            Application.objects.handed_in()
            .select_related("applicant", "department", "reviewer")
            .order_by("answer_by", "submitted_at", "pk")
        )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
