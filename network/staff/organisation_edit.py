"""The facts of one organisation, mended by staff."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.images.widgets import AdminImageChooser

from .. import organisations
from ..models import Organisation
from ..permissions import may_change_organisations
from .facts_form import FactsForm
from .organisation_screen import OrganisationScreen
from .styles import ORGANISATIONS

_SECTIONS = (
    (
        _("기관"),
        ("name", "is_correction", "name_en", "kind", "unit", "registration_number", "industry",
         "size", "founded_year"),
    ),
    (
        _("주소와 연락처"),
        ("postcode", "road_address", "address_detail", "dong", "website", "telephone", "email"),
    ),
    (_("소개"), ("summary", "summary_en", "story", "story_en", "pillars", "sdgs", "logo")),
)  # fmt: skip
# Columns of the organisation among them.
_APART = ("is_correction", "pillars", "sdgs")
COLUMNS = tuple(name for _label, names in _SECTIONS for name in names if name not in _APART)
# Of a member of long standing nothing more is asked than this.
_REQUIRED = {
    "name": _("기관 이름을 적어 주세요."),
    "kind": _("기관의 종류를 골라 주세요."),
    "unit": _("본점인지 지점인지 골라 주세요."),
}
_HELPS = {
    "name": _("이름을 바꾸면 앞의 이름은 이전 이름으로 남아요."),
    "telephone": _("대표전화를 적어요. 개인의 휴대전화 번호는 적지 않아요."),
}


class LogoChooser(AdminImageChooser):
    """Wagtail's chooser, which fails where the form comes back with what is no number."""

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return value if value and str(value).isdecimal() and len(str(value)) < 19 else None


class OrganisationForm(FactsForm):
    """Every fact of an organisation, cleaned as the applicant's own form cleans it. It saves
    nothing: ``organisations.change`` does."""

    sections_shown = _SECTIONS

    is_correction = forms.BooleanField(
        label=_("잘못 적은 이름을 바로잡아요"),
        required=False,
        help_text=_("이름이 바뀐 것이 아닐 때만 골라요. 이전 이름으로 남기지 않아요."),
    )
    logo = Organisation._meta.get_field("logo").formfield(widget=LogoChooser)
    # What the organisation was when the form was drawn.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, organisation: Organisation):
        super().__init__(data)
        for name, sentence in _REQUIRED.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence
        for name, help_text in _HELPS.items():
            self.fields[name].help_text = help_text
        # On the fields, as a telephone number that stands there already is not asked about anew.
        for name in COLUMNS:
            self.fields[name].initial = getattr(organisation, name)
        self.fields["registration_number"].initial = organisation.printed_number
        self.fields["pillars"].initial = [row.pillar for row in organisation.pillar_rows.all()]
        self.fields["sdgs"].initial = [row.goal for row in organisation.goal_rows.all()]
        self.fields["seen"].initial = organisations.token(organisation)

    def facts(self) -> dict[str, Any]:
        """The columns as they are to be kept. Call once valid."""
        facts = {name: self.cleaned_data[name] for name in COLUMNS}
        return facts | {"has_no_number": not facts["registration_number"]}


class OrganisationEditView(OrganisationScreen):
    """GET shows the form, POST saves it; what was typed stays through every refusal."""

    template_name = "network/staff/organisation_edit.html"

    def dispatch(self, request, *args, **kwargs):
        if not may_change_organisations(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return _now("%(name)s 고치기") % {"name": self.organisation.name}

    def get_breadcrumbs_items(self):
        here = reverse("organisations:inspect", args=[self.organisation.pk])
        items = super().get_breadcrumbs_items()
        return [
            *items[:-1],
            {"url": here, "label": self.organisation.name},
            {"url": "", "label": self.get_page_title()},
        ]

    def get(self, request, pk):
        return self._show(OrganisationForm(organisation=self.organisation))

    def post(self, request, pk):
        form = OrganisationForm(request.POST, organisation=self.organisation)
        if not form.is_valid():
            return self._show(form)
        try:
            changed = organisations.change(
                self.organisation,
                by=request.user,
                facts=form.facts(),
                pillars=form.cleaned_data["pillars"],
                goals=form.cleaned_data["sdgs"],
                seen=form.cleaned_data["seen"],
                is_correction=form.cleaned_data["is_correction"],
            )
        except organisations.ChangedMeanwhile as refusal:
            form.add_error(None, refusal)
            form.data = form.data.copy()
            form.data["seen"] = organisations.token(Organisation.objects.get(pk=pk))
            return self._show(form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self._show(form)
        if changed:
            messages.success(request, _now("기관을 고쳤어요."))
        else:
            messages.info(request, _now("바뀐 것이 없어요."))
        return redirect("organisations:inspect", pk)

    def _show(self, form):
        return self.render_to_response(
            self.get_context_data(
                form=form,
                organisation=self.organisation,
                media=form.media + ORGANISATIONS,
            )
        )
