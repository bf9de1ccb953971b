"""Writing down an application that came by telephone or on paper, and standing in for whoever has
no account: correcting it, putting its papers up, handing it in again, taking it back."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..joining import actions
from ..models import Application, Paper
from ..papers import actions as paper_actions
from ..permissions import may_open_queue
from .detail import ApplicationView
from .entry_form import AmendForm, EntryForm
from .paper_form import PaperForm
from .queue import QueueView
from .styles import APPLICATIONS


class EntryView(WagtailAdminTemplateMixin, View):
    """GET shows the form; POST takes the application in, as received today."""

    page_title = gettext_lazy("전화·서면 신청 적기")
    header_icon = "edit"
    template_name = "network/staff/application_enter.html"

    def dispatch(self, request, *args, **kwargs):
        if not may_open_queue(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("joining:list"), "label": QueueView.page_title},
            {"url": "", "label": self.page_title},
        ]

    def get(self, request):
        return self._show(EntryForm())

    def post(self, request):
        form = EntryForm(request.POST)
        if not form.is_valid():
            return self._show(form)
        try:
            application = actions.enter_for(by=request.user, **form.entry())
        except ValidationError as refusal:
            form.add_error(None, " ".join(refusal.messages))
            return self._show(form)
        messages.success(
            request,
            _("신청을 접수했어요. 접수번호는 %(number)s번이에요. 받은 서류는 아래에서 올려 주세요.")
            % {"number": application.number},
        )
        return redirect("joining:application", application.key)

    def _show(self, form):
        context = self.get_context_data() | {"form": form, "media": form.media + APPLICATIONS}
        return self.render_to_response(context)


class StandInView(ApplicationView):
    """What staff do in the place of whoever applied; there is none of it for an application that
    its applicant writes."""

    def find(self, key) -> Application:
        found = super().find(key)
        if not found.is_entered:
            raise Http404
        return found


class AmendView(StandInView):
    """Corrects what was written down."""

    http_method_names = ["get", "head", "post"]

    def get(self, request, key):
        return self._edit(AmendForm(application=self.application))

    def post(self, request, key):
        form = AmendForm(request.POST, application=self.application)
        if not form.is_valid():
            return self._edit(form)
        try:
            actions.amend_entry(self.application, by=request.user, values=form.values())
        except ValidationError as refusal:
            form.add_error(None, " ".join(refusal.messages))
            return self._edit(form)
        messages.success(request, _("고쳤어요."))
        return redirect(self.url)

    def _edit(self, form):
        context = WagtailAdminTemplateMixin.get_context_data(self) | {
            "application": self.application,
            "form": form,
            "media": form.media + APPLICATIONS,
        }
        self.template_name = "network/staff/application_enter.html"
        return self.render_to_response(context)


class UploadView(StandInView):
    """Puts up a paper that came to the office."""

    http_method_names = ["post"]

    def post(self, request, key):
        form = PaperForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(paper_form=form)
        given = form.cleaned_data
        try:
            paper_actions.upload(self.application, given["slot"], given["file"], by=request.user)
        except ValidationError as refusal:
            form.add_error("file", " ".join(refusal.messages))
            return self.show(paper_form=form)
        messages.success(request, _("서류를 올렸어요."))
        return redirect(f"{self.url}#papers")


class RemoveView(StandInView):
    """Takes a paper away that was put up by mistake."""

    http_method_names = ["post"]

    def post(self, request, key, paper):
        found = Paper.objects.filter(application=self.application, key=paper).first()
        if found is None:
            raise Http404
        try:
            paper_actions.remove(found, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("서류를 지웠어요."))
        return redirect(f"{self.url}#papers")


class StandInMoveView(StandInView):
    """다시 내기, 취하: what the applicant would press. A withdrawal asks first."""

    http_method_names = ["post"]

    def post(self, request, key):
        move = request.POST.get("move", "")
        if move == "withdraw" and "confirmed" not in request.POST:
            return self._ask()
        if move not in ("resubmit", "withdraw"):
            raise Http404
        try:
            act = actions.resubmit if move == "resubmit" else actions.withdraw
            act(self.application, by=request.user)
        except actions.Refused as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            done = {
                "resubmit": _("보완한 신청을 다시 접수했어요."),
                "withdraw": _("신청을 취하했어요. 서류도 없앴어요."),
            }
            messages.success(request, done[move])
        return redirect(self.url)

    def _ask(self):
        context = WagtailAdminTemplateMixin.get_context_data(self) | {
            "application": self.application,
            "media": APPLICATIONS,
        }
        self.template_name = "network/staff/application_withdraw.html"
        return self.render_to_response(context)
