"""Wagtail's user administration, with the fields that our users have."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn
from wagtail.users.views.users import IndexView, UserColumn, UserFilterSet, UserViewSet

from yeongdeungpoever.sheets.exports import SafeExport

from .forms import StaffUserCreationForm, StaffUserEditForm
from .models import User


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


class StaffUserIndexView(SafeExport, IndexView):
    """Who may enter the back office, as what, and when they last did."""

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
                get_url=self.get_edit_url,
                classname="name",
            ),
            Column("email", label=_("이메일"), sort_key="email"),
            Column("department", label=_("소속 부서"), sort_key="department__name"),
            Column("roles", label=_("역할"), accessor=_roles),
            Column("is_active", label=_("상태"), accessor=_state, sort_key="is_active"),
            DateColumn("last_login", label=_("마지막 로그인"), sort_key="last_login"),
        ]

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


class StaffUserViewSet(UserViewSet):
    """Wagtail's user administration, with the fields that our users have."""

    template_prefix = "accounts/users/"
    ordering = "name"
    index_view_class = StaffUserIndexView
    filterset_class = StaffUserFilterSet

    def get_form_class(self, for_update=False):
        return StaffUserEditForm if for_update else StaffUserCreationForm
