"""One organisation in the back office: what it is, who acts for it and did, what happened to it,
and what staff may do with it."""

from itertools import chain

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import HeaderButton
from wagtail.log_actions import registry as log_registry

from yeongdeungpoever.accounts.people_names import gone

from .. import organisations
from ..choices import Role
from ..models import Asked, Officer, Organisation
from ..people import actions as people
from ..permissions import (
    may_change_organisations,
    may_decide_succession,
    may_invite,
    may_open_queue,
    may_see_organisations,
    may_trust,
)
from .organisation_list import standing, standing_name
from .styles import ORGANISATIONS

# The latest that the screen shows of what happened.
_HISTORY = 50


class OrganisationScreen(WagtailAdminTemplateMixin, View):
    """What every screen of one organisation shares: who may, which, and where it stands."""

    header_icon = "group"

    def dispatch(self, request, *args, **kwargs):
        if not may_see_organisations(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def organisation(self) -> Organisation:
        """The organisation of the address. Raises Http404."""
        rows = Organisation.objects.with_standing().select_related("logo", "trusted_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_page_title(self):
        return self.organisation.name

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("organisations:index"), "label": _("참여기관")},
            {"url": "", "label": self.organisation.name},
        ]


class OrganisationView(OrganisationScreen):
    """Everything about it on one screen."""

    template_name = "network/staff/organisation.html"

    @cached_property
    def header_buttons(self):
        if not may_change_organisations(self.request.user):
            return []
        edit = reverse("organisations:edit", args=[self.organisation.pk])
        return [HeaderButton(_("고치기"), url=edit, icon_name="edit")]

    def get(self, request, pk):
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        organisation, user = self.organisation, self.request.user
        officers = list(organisation.officers.select_related("user"))
        for officer in officers:
            officer.name = officer.user.get_full_name() if officer.user else gone(officer.person)
        requests = list(
            organisation.join_requests.filter(state=Asked.PENDING).select_related("user")
        )
        successions = list(
            organisation.successions.select_related("user", "decided_by").order_by("-asked_at")
        )
        invitations = list(organisation.invitations.open().select_related("invited_by"))
        applications = (
            list(organisation.applications.order_by("-submitted_at"))
            if may_open_queue(user)
            else []
        )
        history = list(log_registry.get_logs_for_instance(organisation)[:_HISTORY])
        return context | {
            "media": ORGANISATIONS,
            "organisation": organisation,
            "standing": standing_name(organisation),
            "standing_key": standing(organisation),
            "pillars": list(organisation.pillar_rows.all()),
            "goals": list(organisation.goal_rows.all()),
            "current": [officer for officer in officers if officer.until is None],
            "former": [officer for officer in officers if officer.until is not None],
            "roles": Role,
            "invitations": invitations,
            "join_requests": requests,
            "successions": successions if may_decide_succession(user) else [],
            "former_names": list(organisation.former_names.all()),
            "memberships": list(organisation.memberships.select_related("application")),
            "applications": applications,
            "history": _told(history),
            "may_change": may_change_organisations(user),
            "may_invite": may_invite(user, organisation),
            # A manager only where there is none: the others are for the managers to choose.
            "invite_roles": [Role.OFFICER] if organisation.managers else list(Role),
            "may_trust": may_trust(user),
            "people": set(
                chain(
                    (officer.person for officer in officers),
                    (each.user.key for each in requests),
                    (each.user.key for each in successions),
                    (each.applicant_key for each in applications if each.applicant_key),
                    _invited(invitations),
                    _in_history(history),
                )
            ),
        }


def _told(entries) -> list[dict]:
    """Entries of the log as the screen shows them; who acted may be gone by now."""
    actors = get_user_model().objects.in_bulk({entry.user_id for entry in entries})
    return [
        {
            "at": entry.timestamp,
            "by": _name_of(actors, entry.user_id),
            "label": entry.formatter.label if entry.formatter else entry.action,
            "message": entry.message if entry.message != entry.action else "",
        }
        for entry in entries
    ]


def _name_of(actors: dict, pk: int | None) -> str:
    if pk is None:
        return _now("자동")
    return actors[pk].get_full_name() if pk in actors else _now("떠난 사람")


def _invited(invitations) -> set:
    """The keys of invitations, and of the accounts that have their addresses."""
    addresses = [each.email.lower() for each in invitations]
    accounts = get_user_model().objects.filter(email__in=addresses)
    return {each.key for each in invitations} | set(accounts.values_list("key", flat=True))


def _in_history(entries) -> set[str]:
    """The keys of the people upon whom these acts were done; whoever acted is no reading."""
    return {str(entry.data["person"]) for entry in entries if entry.data.get("person")}


class _Act(View):
    """One button, by POST alone; the answer leads back to the organisation."""

    http_method_names = ["post"]

    def dispatch(self, request, *args, **kwargs):
        if not may_see_organisations(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, pk):
        organisation = get_object_or_404(Organisation, pk=pk)
        try:
            messages.success(request, self.act(organisation))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect("organisations:inspect", pk)

    def act(self, organisation: Organisation) -> str:
        """Do it and say so. Raises ValidationError with the words of a refusal."""
        raise NotImplementedError


class TrustView(_Act):
    """믿는 기관 or no longer."""

    def act(self, organisation):
        trusted = self.request.POST.get("trusted") == "1"
        organisations.trust(organisation, by=self.request.user, trusted=trusted)
        if trusted:
            return _now("믿는 기관으로 정했어요.")
        return _now("이제 이 기관의 소식은 검토를 거쳐요.")


class AppointView(_Act):
    """An officer becomes a manager; for an organisation that has nobody to do it."""

    def act(self, organisation):
        number = self.request.POST.get("officer", "")
        if not (number.isdecimal() and len(number) < 19):
            raise Http404
        current = Officer.objects.current().filter(organisation=organisation)
        officer = get_object_or_404(current.select_related("user"), pk=int(number))
        organisations.appoint(officer, by=self.request.user)
        return _now("%(name)s 님을 관리자로 정했어요.") % {"name": officer.user.get_full_name()}


class InviteView(_Act):
    """An invitation by staff, as manager or officer."""

    def act(self, organisation):
        email, role = self.request.POST.get("email", "").strip(), self.request.POST.get("role", "")
        try:
            validate_email(email)
        except ValidationError as error:
            raise ValidationError(_now("초대할 이메일 주소를 정확히 적어 주세요.")) from error
        people.invite(organisation, email, role, by=self.request.user)
        return _now("%(email)s 주소로 초대를 보냈어요.") % {"email": email}
