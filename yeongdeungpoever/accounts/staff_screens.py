"""Staff's coming in, for administrators: the list of invitations, a new one, and what helps a
colleague who stands outside (a new second factor, an account locked for want of use)."""

import django_filters
from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views.generic import CreateView
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput, HeaderButton

from yeongdeungpoever.access.exports import ReasonedExport

from . import invitations, rights, second_factor
from .invitations import InvitationClosed
from .models import StaffInvitation, User
from .person_form import clean_person_name

_STATES = {
    "": _("기다리는 중"),
    "accepted": _("받아들임"),
    "revoked": _("거둠"),
    "expired": _("기한 지남"),
}


def state_of(invitation: StaffInvitation) -> str:
    """The invitation's state in words."""
    return str(_STATES[invitation.closed_as])


class AdministratorsOnly:
    """Refuses everybody else on the first line."""

    def dispatch(self, request, *args, **kwargs):
        if not (request.user.is_superuser and request.user.is_staff):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class InvitationFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("상태"),
        method="by_state",
        choices=[
            ("open", _STATES[""]),
            *((name, label) for name, label in _STATES.items() if name),
        ],
    )

    class Meta:
        model = StaffInvitation
        fields = ["role", "department"]

    def by_state(self, queryset, name, value):
        expired = Q(accepted_at=None, revoked_at=None, expires_at__lte=timezone.now())
        return {
            "open": queryset.open(),
            "accepted": queryset.exclude(accepted_at=None),
            "revoked": queryset.exclude(revoked_at=None),
            "expired": queryset.filter(expired),
        }[value]


class ActsColumn(BaseColumn):
    """Send again and revoke, while the invitation was not accepted."""

    cell_template_name = "accounts/staff/invitation_acts.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        context["invitation"] = instance
        context["may_act"] = instance.closed_as in ("", "expired")
        context["request"] = parent_context["request"]
        return context


class InvitationsView(AdministratorsOnly, ReasonedExport, ReportView):
    """Who was invited as what, by whom, and what became of it."""

    model = StaffInvitation
    page_title = _("직원 초대")
    export_screen = _("직원 초대")
    header_icon = "mail"
    index_url_name = "invitations:index"
    index_results_url_name = "invitations:index_results"
    filterset_class = InvitationFilterSet
    any_permission_required = ["add", "change", "view"]
    paginate_by = 50
    default_ordering = None
    columns = [
        Column("name", label=_("성명")),
        Column("email", label=_("이메일")),
        Column("role_name", label=_("역할")),
        Column("department", label=_("소속 부서")),
        Column("staff_until", label=_("직원 권한 종료일")),
        Column("invited_by", label=_("초대한 사람")),
        Column("created_at", label=_("초대한 때"), accessor=lambda each: _moment(each.created_at)),
        Column("expires_at", label=_("기한"), accessor=lambda each: _moment(each.expires_at)),
        Column("state", label=_("상태"), accessor=state_of),
        ActsColumn("acts", label=_("할 일")),
    ]
    list_export = [
        "name",
        "email",
        "role_name",
        "department",
        "staff_until",
        "inviter",
        "created",
        "expires",
        "state",
    ]
    export_headings = {
        "name": _("성명"),
        "email": _("이메일"),
        "role_name": _("역할"),
        "department": _("소속 부서"),
        "staff_until": _("직원 권한 종료일"),
        "inviter": _("초대한 사람"),
        "created": _("초대한 때"),
        "expires": _("기한"),
        "state": _("상태"),
    }
    export_filename = "invitations"

    @cached_property
    def header_buttons(self):
        return [HeaderButton(_("초대하기"), url=reverse("invitations:new"), icon_name="plus")]

    def get_queryset(self):
        return StaffInvitation.objects.select_related("role", "department", "invited_by")

    def people_of(self, item):
        account = User.objects.filter(email__iexact=item.email).values_list("key", flat=True)
        return [item.key, *account]

    def to_row_dict(self, item):
        item.state, item.inviter = state_of(item), str(item.invited_by or "")
        item.created, item.expires = _moment(item.created_at), _moment(item.expires_at)
        return super().to_row_dict(item)


def _moment(at) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


ADMINISTRATOR = "administrator"


def _roles():
    groups = Group.objects.order_by("name").values_list("pk", "name")
    # Nothing is chosen beforehand, least of all the most powerful.
    return [("", _("골라 주세요")), *groups, (ADMINISTRATOR, _("관리자"))]


class InvitationForm(forms.ModelForm):
    """Whom to invite, as what, until when."""

    role = forms.ChoiceField(
        label=_("역할"),
        choices=_roles,
        error_messages={"required": _("역할을 골라 주세요.")},
        help_text=_("관리자는 모든 것을 할 수 있어요. 계정을 맡는 사람만 골라요."),
    )
    field_order = ["email", "name", "role", "department", "staff_until"]

    class Meta:
        model = StaffInvitation
        fields = ["email", "name", "department", "staff_until"]
        widgets = {"staff_until": AdminDateInput}
        help_texts = {
            "email": _("이 주소로 초대 메일을 보내요. 72시간 동안 한 번 쓸 수 있어요."),
            "staff_until": _("이 날이 지나면 관리 화면에 들어갈 수 없어요. 비우면 끝이 없어요."),
        }

    def __init__(self, *args, **kwargs):
        kwargs.pop("for_user", None)
        super().__init__(*args, **kwargs)

    def clean_name(self):
        return clean_person_name(self.cleaned_data["name"])

    def clean_role(self):
        """The group; None for an administrator."""
        chosen = self.cleaned_data["role"]
        return None if chosen == ADMINISTRATOR else Group.objects.get(pk=chosen)

    def clean_email(self):
        """Raises ValidationError for somebody who is staff, or is invited already."""
        email = self.cleaned_data["email"].strip().lower()
        if User.objects.staff().filter(email__iexact=email, is_active=True).exists():
            raise forms.ValidationError(
                _("이미 관리 화면을 쓰는 사람이에요. 역할은 사용자 화면에서 바꿔 주세요.")
            )
        if StaffInvitation.objects.open().filter(email__iexact=email).exists():
            raise forms.ValidationError(
                _("이 주소로 보낸 초대가 아직 열려 있어요. 목록에서 다시 보내거나 거둘 수 있어요.")
            )
        return email

    def clean_staff_until(self):
        """Raises ValidationError for a day that has gone by."""
        until = self.cleaned_data["staff_until"]
        if until and until < timezone.localdate():
            raise forms.ValidationError(_("오늘이나 앞으로 올 날을 골라 주세요."))
        return until

    def validate_constraints(self):
        # An expired invitation for the same address is closed by the new one.
        pass


class InviteView(AdministratorsOnly, CreateView):
    """A new invitation; Wagtail's "add user" leads here too."""

    model = StaffInvitation
    form_class = InvitationForm
    permission_policy = None
    permission_required = None
    page_title = _("직원 초대")
    header_icon = "mail"
    template_name = "accounts/staff/invite.html"
    index_url_name = "invitations:index"
    add_url_name = "invitations:new"
    submit_button_label = _("초대 메일 보내기")
    submit_button_active_label = _("보내는 중")

    def save_instance(self):
        given = self.form.cleaned_data
        return invitations.invite(
            given["email"],
            given["name"],
            role=given["role"],
            department=given["department"],
            staff_until=given["staff_until"],
            by=self.request.user,
        )

    def form_valid(self, form):
        self.form = form
        try:
            with transaction.atomic():
                invitation = self.save_instance()
        except IntegrityError:
            # Somebody else invited the same address a moment ago.
            form.add_error("email", _("이 주소로 보낸 초대가 아직 열려 있어요."))
            return self.form_invalid(form)
        messages.success(
            self.request, _now("%(email)s 주소로 초대를 보냈어요.") % {"email": invitation.email}
        )
        return redirect("invitations:index")


class _Act(AdministratorsOnly, View):
    """One button: POST alone does it."""

    http_method_names = ["post"]


class RenewView(_Act):
    def post(self, request, key):
        invitation = get_object_or_404(StaffInvitation, key=key)
        try:
            invitations.renew(invitation, by=request.user)
        except InvitationClosed:
            messages.error(request, _now("이미 받아들였거나 거둔 초대예요."))
        else:
            messages.success(request, _now("초대를 다시 보냈어요. 앞서 보낸 주소는 쓸 수 없어요."))
        return redirect("invitations:index")


class RevokeView(_Act):
    def post(self, request, key):
        invitation = get_object_or_404(StaffInvitation, key=key)
        try:
            invitations.revoke(invitation, by=request.user)
        except InvitationClosed:
            messages.error(request, _now("이미 받아들였거나 거둔 초대예요."))
        else:
            messages.success(request, _now("초대를 거두었어요. 보낸 주소는 이제 쓸 수 없어요."))
        return redirect("invitations:index")


class ResetFactorView(_Act):
    """A colleague who lost the telephone: all factors go, a link for a new one is mailed."""

    def post(self, request, pk):
        person = get_object_or_404(User.objects.staff(), pk=pk)
        if person == request.user:
            messages.error(request, _now("자기 2단계 인증은 내 계정에서 바꿔 주세요."))
        else:
            second_factor.reset_factor(person, by=request.user)
            messages.success(
                request, _now("2단계 인증을 지우고 다시 등록할 주소를 메일로 보냈어요.")
            )
        return redirect("wagtailusers_users:edit", pk)


class UnlockView(_Act):
    """An account that was locked for want of use."""

    def post(self, request, pk):
        person = get_object_or_404(User.objects.exclude(locked_at=None), pk=pk)
        rights.unlock(person, by=request.user)
        messages.success(request, _now("잠금을 풀었어요. 지금부터 다시 90일을 세요."))
        return redirect("wagtailusers_users:edit", pk)
