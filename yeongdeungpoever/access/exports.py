"""Files with people's data: they leave with a reason, or not at all.

(개인정보의 안전성 확보조치 기준 art. 8 para. 2: 개인정보를 내려받은 사유의 확인.)
"""

import re
import unicodedata
from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.text import normalize_newlines
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.sheets.exports import SafeExport

from .log import REASON_LENGTH, Act, record

SHORTEST_REASON = 5
# A reason cannot be changed for two years, so nobody's address or number gets into it.
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_TELEPHONE = re.compile(
    r"(?<!\d)(?:\+?82[-.\s()]*0?|0)\d{1,2}[-.\s)\u2010-\u2015]*\d{3,4}[-.\s\u2010-\u2015]*\d{4}(?!\d)"
)


class ReasonForm(forms.Form):
    """Why a file with people's data is needed."""

    reason = forms.CharField(
        label=_("내려받는 까닭"),
        min_length=SHORTEST_REASON,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("어떤 업무에, 어디에 쓰는지 적어 주세요. 접속기록에 그대로 남아요."),
        error_messages={
            "required": _("내려받는 까닭을 적어 주세요."),
            "min_length": _("어떤 업무에 쓰는지 알 수 있게 %(limit_value)d자 이상 적어 주세요."),
            "max_length": _("%(limit_value)d자까지 적을 수 있어요. 조금 줄여 주세요."),
        },
    )

    def clean_reason(self) -> str:
        reason = " ".join(normalize_newlines(self.cleaned_data["reason"]).split())
        written = unicodedata.normalize("NFKC", reason)
        if _EMAIL.search(written) or _TELEPHONE.search(written):
            raise forms.ValidationError(
                _("이메일 주소나 전화번호는 빼고 적어 주세요. 한번 남으면 2년 동안 지울 수 없어요.")
            )
        return reason


class ReasonedExport(SafeExport):
    """For list views: asks why, keeps columns and filters, writes who is in the file.

    A view names itself by ``export_screen`` and its people by :meth:`people_of`.
    """

    export_screen: str | Promise = ""
    export_reason = ""
    reason_template_name = "access/reason.html"

    def people_of(self, item) -> Iterable[UUID]:
        """The keys of the people in one row of the file."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        if self.is_export:
            return self._ask(ReasonForm())
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        """The reason, under the address of the list with its filters."""
        if not self.is_export:
            return self.http_method_not_allowed(request, *args, **kwargs)
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self._ask(form)
        self.export_reason = form.cleaned_data["reason"]
        return super().get(request, *args, **kwargs)

    def as_spreadsheet(self, queryset, spreadsheet_format):
        """The file. Raises PermissionDenied where no reason was given, whatever the road."""
        if not self.export_reason:
            raise PermissionDenied
        rows = list(queryset)
        people = {key for row in rows for key in self.people_of(row)}
        record(self.request, Act.EXPORT, str(self.export_screen), people, self.export_reason)
        return super().as_spreadsheet(rows, spreadsheet_format)

    def get_heading(self, queryset, field):
        # The rows come as a list, which knows no model; the view does.
        return super().get_heading(self, field)

    def _ask(self, form):
        query = self.request.GET.copy()
        query.pop("export", None)
        back = f"{self.request.path}?{query.urlencode()}" if query else self.request.path
        context = {
            "form": form,
            "page_title": _("내려받는 까닭"),
            "screen": self.export_screen,
            "action": self.request.get_full_path(),
            "back": back,
            "format": self.request.GET["export"].upper(),
        }
        # A finished answer: it shows nobody, so it is no reading (screens.py).
        return render(self.request, self.reason_template_name, context)
