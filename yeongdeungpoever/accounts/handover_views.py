"""The screen of 인사이동: choose, look, confirm, result."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Media
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from yeongdeungpoever.duties.models import HandOver
from yeongdeungpoever.duties.people import serving

from . import handover
from .rights import LastAdministrator

# The latest that are shown under the form.
SHOWN = 20


class PersonField(forms.ModelChoiceField):
    """A person by name and department."""

    def label_from_instance(self, person):
        return f"{person.name} ({person.department})" if person.department else person.name


class HandOverForm(forms.Form):
    """Who goes, who follows, and when."""

    person = PersonField(
        label=gettext_lazy("옮기는 사람"),
        queryset=None,
        empty_label=gettext_lazy("골라 주세요"),
        help_text=gettext_lazy("부서를 떠나거나 이 업무를 그만두는 직원이에요."),
    )
    successor = PersonField(
        label=gettext_lazy("이어받는 사람"),
        queryset=None,
        empty_label=gettext_lazy("골라 주세요"),
        help_text=gettext_lazy("지금 관리 화면에서 일하는 직원만 고를 수 있어요."),
    )
    on = forms.DateField(
        label=gettext_lazy("옮기는 날"),
        widget=AdminDateInput,
        help_text=gettext_lazy(
            "오늘이면 바로 옮기고, 앞날이면 그날 0시가 지나자마자 옮겨요. 권한도 그때 끝나요."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = handover.leavers().select_related("department").order_by("name", "pk")
        self.fields["person"].queryset = people
        successors = serving().select_related("department").order_by("name", "pk")
        self.fields["successor"].queryset = successors

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on < timezone.localdate():
            raise ValidationError(_("오늘이나 앞으로 올 날을 골라 주세요."))
        return on

    def clean(self):
        chosen = super().clean()
        if chosen.get("person") and chosen.get("successor"):
            handover.refuse(chosen["person"], chosen["successor"])
        return chosen


class _AdministratorsOnly(WagtailAdminTemplateMixin, View):
    page_title = gettext_lazy("인사이동")
    header_icon = "group"

    def dispatch(self, request, *args, **kwargs):
        if not handover.may_hand_over(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class HandOverView(_AdministratorsOnly):
    """GET shows the form, and with a person what is theirs; POST hands over what was shown."""

    template_name = "accounts/handover/form.html"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request):
        asked = any(name in request.GET for name in ("person", "successor", "on"))
        today = timezone.localdate()
        form = HandOverForm(request.GET) if asked else HandOverForm(initial={"on": today})
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request):
        form = HandOverForm(request.POST)
        if form.is_valid():
            chosen = form.cleaned_data
            try:
                row = handover.plan(
                    chosen["person"], chosen["successor"], chosen["on"], by=request.user
                )
            except ValidationError as refusal:
                form.add_error(None, refusal)
            except LastAdministrator as refusal:
                form.add_error(None, str(refusal))
            else:
                if chosen["person"] == request.user and row.done_at:
                    # This session has just ended with the rights.
                    return redirect("account_login")
                return redirect("handover:result", row.pk)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        person = form.cleaned_data.get("person") if form.is_bound and not form.is_valid() else None
        if form.is_bound and form.is_valid():
            person = form.cleaned_data["person"]
        return context | {
            "media": form.media + Media(css={"all": ["admin/duties.css"]}),
            "person": person,
            "successor": form.cleaned_data.get("successor") if form.is_bound else None,
            "ready": form.is_bound and form.is_valid(),
            "is_now": form.is_bound and form.cleaned_data.get("on") == timezone.localdate(),
            "holdings": self._holdings(person) if person else [],
            "rights": handover.rights_of(person) if person else [],
            "past": HandOver.objects.for_screen()[:SHOWN],
        }

    def _holdings(self, person) -> list[dict]:
        return [
            {"label": each.label, "lines": each.lines(person)} for each in handover.belongings()
        ]


class ResultView(_AdministratorsOnly):
    """What one hand-over did, or will do."""

    template_name = "accounts/handover/result.html"

    def get(self, request, pk):
        row = get_object_or_404(HandOver.objects.for_screen(), pk=pk)
        moved = [(handover.label_of(key), count) for key, count in row.moved.items()]
        return self.render_to_response(
            self.get_context_data(
                row=row, moved=moved, media=Media(css={"all": ["admin/duties.css"]})
            )
        )

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("handover:form"), "label": self.page_title},
            {"url": "", "label": _("결과")},
        ]


class CancelView(_AdministratorsOnly):
    """Call a planned one off; by POST alone."""

    http_method_names = ["post"]

    def post(self, request, pk):
        row = get_object_or_404(HandOver, pk=pk)
        try:
            handover.cancel(row, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("정해 둔 인사이동을 취소했어요."))
        return redirect("handover:form")
