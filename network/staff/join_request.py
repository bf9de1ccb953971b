"""A request to join an organisation that its managers left unanswered: staff answer it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..models import Asked, JoinRequest, Officer
from ..people import actions as people
from ..permissions import may_decide_succession
from .styles import ORGANISATIONS


class JoinRequestView(WagtailAdminTemplateMixin, View):
    """Who asks, whom, since when; two buttons once it has gone on to the staff."""

    template_name = "network/staff/join_request.html"
    header_icon = "user"

    def dispatch(self, request, *args, **kwargs):
        if not may_decide_succession(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def asked(self) -> JoinRequest:
        """The one of the address. Raises Http404."""
        rows = JoinRequest.objects.select_related("organisation", "user", "answered_by")
        return get_object_or_404(rows, key=self.kwargs["key"])

    def get_page_title(self):
        return _now("기관 참여 요청: %(name)s") % {"name": self.asked.organisation.name}

    def get_breadcrumbs_items(self):
        organisation = self.asked.organisation
        return [
            *self.breadcrumbs_items,
            {"url": reverse("organisations:index"), "label": _("참여기관")},
            {
                "url": reverse("organisations:inspect", args=[organisation.pk]),
                "label": organisation.name,
            },
            {"url": "", "label": self.get_page_title()},
        ]

    def get(self, request, key):
        asked = self.asked
        managers = list(
            Officer.objects.managers()
            .filter(organisation=asked.organisation)
            .select_related("user")
        )
        return self.render_to_response(
            self.get_context_data(
                asked=asked,
                organisation=asked.organisation,
                managers=managers,
                is_pending=asked.state == Asked.PENDING,
                media=ORGANISATIONS,
                people={asked.user.key, *(office.person for office in managers)},
            )
        )

    def post(self, request, key):
        accept = request.POST.get("answer") == "accept"
        if not accept and request.POST.get("answer") != "decline":
            messages.error(request, _now("받아들일지 골라 주세요."))
            return redirect("join_requests:answer", key)
        try:
            people.answer_join_request(self.asked, by=request.user, accept=accept)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(
                request,
                _now("참여 요청을 받아들이고 알렸어요.")
                if accept
                else _now("받아들이지 않는다고 알렸어요."),
            )
        return redirect("join_requests:answer", key)
