"""Departments and policy versions in the back office."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Department, PolicyVersion


class DepartmentViewSet(SnippetViewSet):
    model = Department
    icon = "group"
    menu_label = _("부서와 연락처")
    list_display = ["name", "parent_name", "telephone", "leader", "deputy"]
    list_export = ["name", "parent_name", "telephone", "hours", "email", "leader", "deputy"]
    search_fields = ["name"]
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("name_en"),
                FieldPanel("slug"),
                FieldPanel("parent_name"),
                FieldPanel("duties"),
                FieldPanel("sort_order"),
            ],
            heading=_("부서"),
        ),
        MultiFieldPanel(
            [FieldPanel("telephone"), FieldPanel("hours"), FieldPanel("email")],
            heading=_("연락처"),
            help_text=_("비워 둔 칸은 누리집에 나오지 않아요."),
        ),
        MultiFieldPanel([FieldPanel("leader"), FieldPanel("deputy")], heading=_("책임자")),
    ]


class PolicyVersionViewSet(SnippetViewSet):
    model = PolicyVersion
    icon = "doc-full"
    menu_label = _("약관·처리방침 판")
    list_display = ["kind", "version", "effective_on", "note"]
    list_filter = ["kind"]
    list_export = ["kind", "version", "effective_on", "note"]
    panels = [
        FieldPanel("kind"),
        FieldPanel("version"),
        FieldPanel("effective_on"),
        FieldPanel("note"),
        FieldPanel("text_ko"),
        FieldPanel("text_en"),
    ]


class OfficeGroup(SnippetViewSetGroup):
    items = (DepartmentViewSet, PolicyVersionViewSet)
    menu_label = _("구청 정보")
    menu_icon = "home"
    menu_order = 700


register_snippet(OfficeGroup)
