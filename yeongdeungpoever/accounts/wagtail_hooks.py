"""Departments and policy versions in the back office."""

from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    IndexView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from yeongdeungpoever.sheets.exports import SafeExport

from . import (  # noqa: F401 - addresses and menu of their own
    handover_hooks,
    privacy_hooks,
    staff_hooks,
)
from .groups import rename_editors
from .models import Department, PolicyVersion, User


class SafeIndexView(SafeExport, IndexView):
    """A list whose files are safe to open."""


class OfficeChoices:
    """Offers the people of the office as those responsible, and nobody else's name."""

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        people = User.objects.staff().filter(is_active=True)
        for name in ("leader", "deputy"):
            chosen = User.objects.filter(pk=getattr(form.instance, f"{name}_id")).distinct()
            form.fields[name].queryset = people | chosen
        return form


class DepartmentCreateView(OfficeChoices, CreateView):
    """Adds a department."""


class DepartmentEditView(OfficeChoices, EditView):
    """Keeps a renamed department's editors together."""

    @transaction.atomic
    def save_instance(self):
        before = Department.objects.values_list("name", flat=True).get(pk=self.object.pk)
        department = super().save_instance()
        if department.name != before:
            rename_editors(before, department)
        return department


class DepartmentViewSet(SnippetViewSet):
    model = Department
    index_view_class = SafeIndexView
    add_view_class = DepartmentCreateView
    edit_view_class = DepartmentEditView
    copy_view_enabled = False
    ordering = ["sort_order", "name"]
    export_filename = "departments"
    list_per_page = 50
    icon = "group"
    menu_label = _("부서와 연락처")
    list_display = ["name", "parent_name", "telephone", "leader", "deputy"]
    list_filter = ["parent_name"]
    list_export = ["name", "parent_name", "telephone", "hours", "email", "leader", "deputy"]
    search_fields = ["name", "parent_name", "telephone"]
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("name_en"),
                FieldPanel("slug"),
                FieldPanel("parent_name"),
                FieldPanel("parent_name_en"),
                FieldPanel("duties"),
                FieldPanel("duties_en"),
                FieldPanel("sort_order"),
            ],
            heading=_("부서"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("telephone"),
                FieldPanel("hours"),
                FieldPanel("hours_en"),
                FieldPanel("email"),
            ],
            heading=_("연락처"),
            help_text=_("비워 둔 칸은 누리집에 나오지 않아요."),
        ),
        MultiFieldPanel([FieldPanel("leader"), FieldPanel("deputy")], heading=_("책임자")),
    ]


class PolicyVersionViewSet(SnippetViewSet):
    model = PolicyVersion
    index_view_class = SafeIndexView
    export_filename = "policy-versions"
    icon = "doc-full"
    menu_label = _("약관·처리방침 판")
    list_display = ["kind", "version", "effective_on", "note"]
    list_filter = ["kind"]
    list_export = ["kind", "version", "effective_on", "note"]
    panels = [
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("version"), FieldPanel("effective_on")],
            heading=_("판과 시행일"),
            help_text=_("시행일이 된 판은 고칠 수 없어요. 바꿀 것이 있으면 새 판을 만들어요."),
        ),
        FieldPanel("note", help_text=_("앞 판과 달라진 점을 적어요. 누리집에 그대로 나와요.")),
        FieldPanel("note_en"),
        FieldPanel("text_ko", help_text=_("HTML로 적어요. 제목은 h2, 목록은 ol과 ul을 써요.")),
        FieldPanel("text_en"),
    ]


class OfficeGroup(SnippetViewSetGroup):
    items = (DepartmentViewSet, PolicyVersionViewSet)
    menu_label = _("구청 정보")
    menu_icon = "home"
    menu_order = 700


register_snippet(OfficeGroup)


@hooks.register("before_delete_snippet")
def keep_policies_in_force(request, instances):
    """Versions that took effect stay readable (PIPA art. 30) and consents may name them."""
    if any(isinstance(each, PolicyVersion) and each.is_in_force for each in instances):
        messages.error(request, _("시행된 판은 지울 수 없어요. 앞 판도 누리집에 남아야 해요."))
        return redirect("wagtailsnippets_accounts_policyversion:list")
    return None
