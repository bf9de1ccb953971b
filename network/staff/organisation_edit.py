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

from yeongdeungpoever.vocabulary.choices import EsgPillar, Sdg

from .. import organisations, typed
from ..models import Organisation
from ..permissions import may_change_organisations
from .organisation_list import STYLES
from .organisation_screen import OrganisationScreen

_TEXTS = ("name", "name_en", "address_detail", "summary", "summary_en", "story", "story_en")
_GROUPS = (
    (
        _("기관"),
        (
            "name",
            "name_en",
            "is_correction",
            "kind",
            "unit",
            "registration_number",
            "industry",
            "size",
            "founded_year",
        ),
    ),
    (
        _("주소와 연락처"),
        ("postcode", "road_address", "address_detail", "dong", "website", "telephone", "email"),
    ),
    (
        _("소개"),
        ("summary", "summary_en", "story", "story_en", "pillars", "sdgs", "logo"),
    ),
)


class LogoChooser(AdminImageChooser):
    """Wagtail's chooser, which fails where the form comes back with what is no number."""

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return value if value and str(value).isdecimal() and len(str(value)) < 19 else None


class OrganisationForm(forms.ModelForm):
    """Every fact of an organisation. It saves nothing: ``organisations.change`` does."""

    # As people write it, with hyphens; the column keeps ten digits.
    registration_number = forms.CharField(
        label=_("사업자등록번호 또는 고유번호"), max_length=20, required=False
    )
    is_correction = forms.BooleanField(
        label=_("잘못 적은 이름을 바로잡아요"),
        required=False,
        help_text=_("이름이 바뀐 것이 아닐 때만 골라요. 이전 이름으로 남기지 않아요."),
    )
    pillars = forms.MultipleChoiceField(
        label=_("ESG"),
        choices=EsgPillar.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sdgs = forms.TypedMultipleChoiceField(
        label=_("지속가능발전목표"),
        choices=lambda: [(goal.value, f"{goal.value}. {goal.label}") for goal in Sdg],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    # What the organisation was when the form was drawn.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Organisation
        fields = [
            "name", "name_en", "kind", "unit", "registration_number", "industry", "size",
            "founded_year", "postcode", "road_address", "address_detail", "dong", "website",
            "telephone", "email", "summary", "summary_en", "story", "story_en", "logo",
        ]  # fmt: skip
        widgets = {
            "logo": LogoChooser,
            "story": forms.Textarea(attrs={"rows": 6}),
            "story_en": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "name": _("이름을 바꾸면 앞의 이름은 이전 이름으로 남아요."),
            "unit": _("한 회사의 두 곳이 따로 참여할 수 있어요."),
            "telephone": _("대표전화를 적어요. 개인의 휴대전화 번호는 적지 않아요."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("name", "kind", "unit"):
            self.fields[name].required = True
        if not self.is_bound:
            organisation = self.instance
            self.initial |= {
                "registration_number": organisation.printed_number,
                "pillars": [row.pillar for row in organisation.pillar_rows.all()],
                "sdgs": [row.goal for row in organisation.goal_rows.all()],
                "seen": organisations.token(organisation),
            }

    def clean_registration_number(self):
        return typed.registration_number(self.cleaned_data["registration_number"])

    def clean_telephone(self):
        """One that stands there already is not asked about anew."""
        given = self.cleaned_data["telephone"]
        return typed.telephone(given) if "telephone" in self.changed_data else given

    def clean(self):
        given = super().clean()
        for name in _TEXTS:
            try:
                typed.no_resident_number(given.get(name) or "")
            except ValidationError as error:
                self.add_error(name, error)
        return given

    def groups(self) -> list[dict]:
        """The fields as the screen orders them."""
        return [
            {"label": label, "fields": [self[name] for name in names]} for label, names in _GROUPS
        ]

    def facts(self) -> dict[str, Any]:
        """The columns as they are to be kept."""
        facts = {name: self.cleaned_data[name] for name in self.Meta.fields}
        facts["has_no_number"] = not facts["registration_number"]
        return facts


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
        return self._show(OrganisationForm(instance=self.organisation))

    def post(self, request, pk):
        # The form writes into the instance that it is given; the screen's own stays as it is.
        form = OrganisationForm(
            request.POST, instance=Organisation.objects.get(pk=self.organisation.pk)
        )
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
                groups=form.groups(),
                organisation=self.organisation,
                media=form.media + STYLES,
            )
        )
