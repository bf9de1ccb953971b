"""예산 현황 in the menu: tables of a division, their 단위사업, and the way to their figures."""

from django.forms.formsets import DELETION_FIELD_NAME
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.widgets.button import Button, HeaderButton

from ..models import DivisionBudget
from .books import DivisionBook


class DivisionBudgetForm(WagtailAdminModelForm):
    """Keeps what figures hang on, and gives each 단위사업 the Latin name that nobody sees."""

    def clean(self):
        data = super().clean()
        if "year" in self.changed_data and self.instance.pk and self._is_in_use():
            self.add_error("year", _("수치나 연도판이 딸린 표의 연도는 바꿀 수 없어요."))
        self._keep_used_units()
        self._name_units()
        return data

    def _is_in_use(self) -> bool:
        units = DivisionBudget.objects.get(pk=self.instance.pk).units
        return units.filter(ledger__isnull=False).exists() or (
            units.filter(editions__isnull=False).exists()
        )

    def _keep_used_units(self) -> None:
        formset = self.formsets["units"]
        # Asked for now: which lines are to go, only validated forms know.
        formset.is_valid()
        for form in formset.initial_forms:
            unit = form.instance
            if not form.cleaned_data.get(DELETION_FIELD_NAME):
                continue
            if unit.ledger.exists() or unit.editions.exists():
                self.add_error(
                    None,
                    _("'%(name)s'에는 수치나 연도판이 딸려 있어서 뺄 수 없어요.")
                    % {"name": unit.name},
                )

    def _name_units(self) -> None:
        units = [form.instance for form in self.formsets["units"].forms]
        taken = {unit.slug for unit in units}
        number = 1
        for unit in units:
            while not unit.slug:
                if (slug := f"unit-{number}") not in taken:
                    unit.slug = slug
                    taken.add(slug)
                number += 1


_UNIT_PANELS = [
    FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
    FieldPanel("note"),
    FieldPanel("note_en"),
]

EDIT_HANDLER = ObjectList(
    [
        FieldRowPanel([FieldPanel("year"), FieldPanel("source_page")]),
        FieldRowPanel([FieldPanel("division"), FieldPanel("division_en")]),
        FieldRowPanel([FieldPanel("title"), FieldPanel("title_en")]),
        FieldPanel("note"),
        FieldPanel("note_en"),
        InlinePanel(
            "units",
            panels=_UNIT_PANELS,
            heading=gettext_lazy("단위사업"),
            label=gettext_lazy("단위사업"),
            help_text=gettext_lazy("표의 줄이에요. 금액은 저장한 뒤 '수치'에서 넣어요."),
            min_num=1,
        ),
    ],
    base_form_class=DivisionBudgetForm,
)


def _figures_url(division: DivisionBudget) -> str:
    return DivisionBook(division).url()


class TableIndexView(IndexView):
    """Tables, newest first. The way into a table is its figures; its words are changed seldom."""

    def get_base_queryset(self):
        return DivisionBudget.objects.for_admin()

    def get_edit_url(self, instance):
        return _figures_url(instance)

    @cached_property
    def columns(self):
        return [
            self._get_title_column_class(TitleColumn)(
                "table", label=_("표"), accessor=str, get_url=self.get_edit_url
            ),
            Column("unit_count", label=_("단위사업")),
            Column("source_page", label=_("쪽")),
        ]

    def get_list_more_buttons(self, instance):
        if not self.user_has_permission("change"):
            return []
        url = super().get_edit_url(instance)
        return [Button(_("이름과 순서 고치기"), url, icon_name="edit", priority=10)]


class TableCreateView(CreateView):
    """A new table; the division is the last one's."""

    def get_initial_form_instance(self):
        newest = DivisionBudget.objects.first()
        return DivisionBudget(division=newest.division) if newest else DivisionBudget()

    def get_success_url(self):
        return _figures_url(self.object)

    def get_success_message(self, instance):
        return _("'%(table)s' 표를 만들었어요. 이제 금액을 넣어 주세요.") % {"table": instance}

    def get_success_buttons(self):
        return []


class TableEditView(EditView):
    """Words, order and 단위사업 of a table."""

    @property
    def header_buttons(self):
        return [
            HeaderButton(_("수치"), _figures_url(self.object), icon_name="table"),
            *super().header_buttons,
        ]


class TableDeleteView(DeleteView):
    """Only an empty table can go: figures are never deleted."""

    def dispatch(self, request, *args, **kwargs):
        if self.object.units.exists():
            messages.error(
                request, _("단위사업이 있는 표는 지울 수 없어요. 먼저 단위사업을 빼 주세요.")
            )
            return redirect(_figures_url(self.object))
        return super().dispatch(request, *args, **kwargs)
