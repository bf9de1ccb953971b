"""한글·엑셀에서 붙여넣기: a table, what it would change, and then the rows."""

import hashlib

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic.edit import FormView
from wagtail.admin import messages

from .. import paste
from ..measures import LABELS
from .forms import PasteForm
from .screens import STYLES, TableScreen


def fingerprint(preview: paste.Preview) -> str:
    """What a preview says, in short: two previews with the same one would enter the same rows."""
    rows = [
        (row.line, row.name, row.amounts, row.replaces and row.replaces.pk) for row in preview.rows
    ]
    said = repr((rows, preview.as_of, preview.source_page))
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def lines_of(preview: paste.Preview, names: list[str]) -> list[dict]:
    """A preview as table lines: each amount with what stands there now and the difference."""
    return [
        {
            "row": row,
            "cells": [_cell(row, name) for name in names],
            "state": _state(row),
        }
        for row in preview.rows
    ]


def _cell(row, name: str) -> dict:
    now = getattr(row.replaces, name) if row.replaces else None
    new = row.amounts.get(name)
    differs = None not in (now, new) and now != new
    return {
        "heading": LABELS[name],
        "now": now,
        "new": new,
        "difference": new - now if differs else None,
    }


def _state(row) -> str:
    if row.errors:
        return "error"
    if row.replaces is None:
        return "new"
    return "correction" if row.changes else "same"


class PasteView(TableScreen, FormView):
    """Paste, look, enter. Nothing is stored before the second step; all rows enter, or none."""

    page_title = gettext_lazy("한글·엑셀에서 붙여넣기")
    header_icon = "clipboard-list"
    template_name = "programmes/admin/paste.html"
    form_class = PasteForm
    preview: paste.Preview | None = None

    def get_initial(self):
        return super().get_initial() | {"source_page": self.book.subject.source_page}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"book": self.book}

    def form_valid(self, form):
        data = form.cleaned_data
        self.preview = self.book.read(self.table, data["text"], data["as_of"], data["source_page"])
        mark = fingerprint(self.preview)
        if "apply" in self.request.POST and self._enter(form, self.preview, mark):
            return redirect(self.book.url())
        # The next press enters exactly what is shown now.
        form.data = form.data.copy()
        form.data["seen"] = mark
        return self.render_to_response(self.get_context_data(form=form))

    def _enter(self, form, preview: paste.Preview, mark: str) -> bool:
        """Enter the rows; False, with a word why, when nothing was entered."""
        if form.cleaned_data["seen"] != mark:
            messages.error(
                self.request, _("표나 장부가 그 사이 바뀌었어요. 다시 보고 넣어 주세요.")
            )
            return False
        try:
            made = paste.apply(self.request.user, preview)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return False
        messages.success(
            self.request,
            ngettext(
                "%(count)s줄을 넣었어요. 확인되면 누리집에 나와요.",
                "%(count)s줄을 넣었어요. 확인되면 누리집에 나와요.",
                len(made),
            )
            % {"count": len(made)},
        )
        return True

    @property
    def amount_names(self) -> list[str]:
        """The amounts that this table has."""
        if self.table == "value":
            return ["value"]
        return ["budget"] if self.book.is_plan else ["budget", "executed"]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        names = self.amount_names
        preview = self.preview
        changing = (
            [row for row in preview.rows if row.changes and not row.errors] if preview else []
        )
        return context | {
            "media": STYLES + context["form"].media,
            "table": self.table,
            "preview": preview,
            "headings": [LABELS[name] for name in names],
            "lines": lines_of(preview, names) if preview else [],
            "changing": len(changing),
            "may_apply": bool(preview and preview.is_ready and changing),
        }
