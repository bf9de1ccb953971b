"""Wagtail's user administration, with the fields that our users have."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn
from wagtail.admin.views.generic import InspectView
from wagtail.users.views.users import EditView, IndexView, UserColumn, UserFilterSet, UserViewSet

from yeongdeungpoever.access.exports import ReasonedExport

from .forms import StaffUserCreationForm, StaffUserEditForm
from .models import Consent, User
from .second_factor import is_enrolled


class StaffUserFilterSet(UserFilterSet):
    """By role, department, state and last sign-in."""

    class Meta(UserFilterSet.Meta):
        model = User
        fields = ["department"]


def _roles(user) -> str:
    names = [group.name for group in user.groups.all()]
    return ", ".join([str(_("관리자"))] * user.is_superuser + names)


def _state(user) -> str:
    return str(_("사용 중") if user.is_active else _("사용 중지"))


class StaffUserIndexView(ReasonedExport, IndexView):
    """Who has an account, as what, and when they last signed in."""

    export_screen = _("계정 목록")
    list_export = ["name", "email", "department", "role_names", "is_active", "last_login"]
    export_headings = {"role_names": _("역할")}
    export_filename = "users"

    @cached_property
    def columns(self):
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="user"),
            self._get_title_column_class(UserColumn)(
                "name",
                label=_("성명"),
                sort_key="name",
                get_url=self._get_person_url,
                classname="name",
            ),
            Column("email", label=_("이메일"), sort_key="email"),
            Column("department", label=_("소속 부서"), sort_key="department__name"),
            Column("roles", label=_("역할"), accessor=_roles),
            Column("is_active", label=_("상태"), accessor=_state, sort_key="is_active"),
            DateColumn("last_login", label=_("마지막 로그인"), sort_key="last_login"),
        ]

    def _get_person_url(self, user):
        """Where the account is changed; where it is only read, for those who may not."""
        return self.get_edit_url(user) or self.get_inspect_url(user)

    def people_of(self, item):
        return [item.key]

    @property
    def search_fields(self):
        return ["name", "email"]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("department").prefetch_related("groups")

    def order_queryset(self, queryset):
        """By the column asked for; Wagtail would sort names by fields that we lack."""
        return queryset.order_by(self.ordering) if self.ordering else queryset

    def to_row_dict(self, item):
        item.role_names = _roles(item)
        return super().to_row_dict(item)


class AboutPerson:
    """What both views of an account tell besides its fields."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        person = self.object
        return context | {
            "person": person,
            "state": _state(person),
            "role_names": _roles(person),
            "enrolled": is_enrolled(person),
            "consents": Consent.objects.of(person).select_related("policy"),
        }


class StaffUserEditView(AboutPerson, EditView):
    """Changes an account. It is switched off here, never deleted."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.can_delete = False


class StaffUserInspectView(AboutPerson, InspectView):
    """Shows an account to those who may not change it."""

    page_title = _("계정 보기")


class StaffUserViewSet(UserViewSet):
    """Wagtail's user administration, with the fields that our users have.

    Nothing here deletes a person: whoever wants to leave withdraws (``withdrawal.py``), whoever
    must not come in any more is switched off.
    """

    template_prefix = "accounts/users/"
    ordering = "name"
    index_view_class = StaffUserIndexView
    edit_view_class = StaffUserEditView
    inspect_view_class = StaffUserInspectView
    inspect_view_enabled = True
    inspect_view_fields = ["name", "email", "phone", "language", "department", "staff_until"]
    copy_view_enabled = False
    filterset_class = StaffUserFilterSet

    def get_form_class(self, for_update=False):
        return StaffUserEditForm if for_update else StaffUserCreationForm

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(**kwargs) | {"delete_url_name": None}

    def get_urlpatterns(self):
        return [each for each in super().get_urlpatterns() if each.name != "delete"]
