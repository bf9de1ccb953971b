"""The screen 수치 of a book, and its forms: enter, correct, confirm."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.widgets.button import Button

from .. import actions
from ..models import LedgerRow
from .entries import Row
from .forms import CorrectMoneyForm, CorrectValueForm, EnterMoneyForm, EnterValueForm
from .screens import STYLES, BookScreen, TableScreen


class FiguresView(BookScreen, TemplateView):
    """Every figure of a book: what counts, what waits, who made it, how it came about."""

    page_title = gettext_lazy("수치")
    is_book = True
    template_name = "programmes/admin/figures.html"

    @cached_property
    def may(self) -> dict[str, bool]:
        """What this person may do here, by name."""
        user = self.request.user
        return {
            "money": self.book.may_enter(user, "money"),
            "value": self.book.has_values and self.book.may_enter(user, "value"),
            "confirm": self.book.may_confirm(user),
            "next": self.book.may_make_next(user),
        }

    @property
    def header_more_buttons(self):
        book = self.book
        buttons = [Button(_("기록"), book.history_url, icon_name="history", priority=30)]
        if book.may_edit(self.request.user):
            buttons.append(Button(book.edit_label, book.edit_url, icon_name="edit", priority=10))
        if self.may["next"]:
            url = book.url("next_year")
            buttons.append(Button(_("다음 해 만들기"), url, icon_name="copy", priority=20))
        return sorted(buttons)

    def get_context_data(self, **kwargs):
        book = self.book
        money = book.entries("money")
        values = book.entries("value") if book.has_values else []
        waiting = [entry for entry in [*money, *values] if entry.waiting]
        return super().get_context_data(**kwargs) | {
            "may": self.may,
            "money": money,
            "values": values,
            "waiting": waiting,
            "table": book.table,
        }


class _RowForm(TableScreen, FormView):
    """A form about one row: shown, sent, refused beside its fields or done."""

    template_name = "programmes/admin/row_form.html"
    header_icon = "edit"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"book": self.book}

    def get_success_url(self):
        return self.book.url()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "action_url": self.request.get_full_path(),
            "media": STYLES + context["form"].media,
            "submit_button_label": self.submit_label,
            "submit_button_active_label": _("넣는 중"),
            "cancel_url": self.book.url(),
            "has_unsaved_changes": self.request.method == "POST",
        }

    def form_valid(self, form):
        try:
            self.store(form)
        except ValidationError as error:
            form.refuse(error)
            return self.form_invalid(form)
        messages.success(self.request, _("넣었어요. 확인되면 누리집에 나와요."))
        return redirect(self.get_success_url())

    def form_invalid(self, form):
        messages.error(self.request, _("넣지 못했어요. 아래에서 까닭을 보고 고쳐 주세요."))
        return super().form_invalid(form)

    def store(self, form) -> Row:
        """Do what the form asks. Raises ValidationError with words for the person."""
        raise NotImplementedError


class EnterView(_RowForm):
    """A new row."""

    submit_label = gettext_lazy("넣기")

    def get_page_title(self):
        return _("금액 넣기") if self.table == "money" else _("지표 값 넣기")

    def get_form_class(self):
        return EnterMoneyForm if self.table == "money" else EnterValueForm

    def get_initial(self):
        asked = self.request.GET
        initial = {"key": asked.get("key"), "unit": asked.get("unit")}
        return {**super().get_initial(), **initial, "source_page": self.book.subject.source_page}

    def store(self, form):
        data, user = form.cleaned_data, self.request.user
        about = {name: data[name] for name in ("as_of", "source_page", "note")}
        if self.table == "value":
            return actions.enter_indicator_value(
                user, self.book.subject, data["key"], data["value"], **about
            )
        owner = data.get("unit") or self.book.subject
        return actions.enter_ledger_row(user, owner, fund=data["fund"], **form.amounts(), **about)


class CorrectView(_RowForm):
    """A row that replaces another. The old one counts until the new one is confirmed."""

    page_title = gettext_lazy("정정하기")
    submit_label = gettext_lazy("정정 넣기")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.row = self.book.find(self.table, kwargs["row"])

    def get_form_class(self):
        return CorrectMoneyForm if isinstance(self.row, LedgerRow) else CorrectValueForm

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("initial")
        return kwargs | {"row": self.row}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"entry": self.book.entry(self.row)}

    def store(self, form):
        data, user = form.cleaned_data, self.request.user
        about = {name: data[name] for name in ("source_page", "note")}
        if isinstance(self.row, LedgerRow):
            return actions.correct_ledger_row(user, self.row, **form.amounts(), **about)
        return actions.correct_indicator_value(user, self.row, value=data["value"], **about)


def find_rows(book, tokens: list[str]) -> list[Row]:
    """Rows of a book by the names that a form sent; 404 for one that is not the book's."""
    found = []
    for token in dict.fromkeys(tokens):
        table, _dash, pk = token.partition("-")
        if not pk.isascii() or not pk.isdigit():
            raise Http404
        found.append(book.find(table, int(pk)))
    return found


class ConfirmView(BookScreen):
    """Confirm rows of one book, all or none. Only by POST."""

    http_method_names = ["post"]

    def allows(self, user) -> bool:
        return self.book.may_confirm(user)

    def post(self, request, *args, **kwargs):
        rows = find_rows(self.book, request.POST.getlist("row"))
        try:
            self.confirm(rows)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(get_valid_next_url_from_request(request) or self.book.url())

    def confirm(self, rows: list[Row]) -> None:
        """Confirm what still waits. Raises ValidationError, PermissionDenied."""
        if not rows:
            raise ValidationError(_("확인할 줄을 골라 주세요."))
        actions.confirm_rows(self.request.user, rows)
        messages.success(
            self.request,
            ngettext("%(count)s줄을 확인했어요.", "%(count)s줄을 확인했어요.", len(rows))
            % {"count": len(rows)},
        )
