"""The words with which Wagtail's log tells what was done to figures."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from yeongdeungpoever.korean.dates import format_date
from yeongdeungpoever.korean.numbers import format_number

from .measures import LABELS

ENTER = "programmes.enter"
CORRECT = "programmes.correct"
CONFIRM = "programmes.confirm"
NEXT_YEAR = "programmes.next_year"
NEXT_TABLE = "programmes.next_table"

_ACTS = {
    ENTER: _("수치 입력"),
    CORRECT: _("수치 정정"),
    CONFIRM: _("수치 확인"),
}


class _FigureFormatter(LogFormatter):
    """``수치 정정: 구비 예산액 109,588 (기준일 2022. 10. 31.(월))``"""

    def format_message(self, log_entry):
        data = log_entry.data
        amounts = ", ".join(
            f"{LABELS[name]} {'-' if amount is None else format_number(Decimal(amount))}"
            for name, amount in data["amounts"].items()
        )
        about = " ".join(filter(None, [data["about"], amounts]))
        message = f"{self.label}: {about}"
        if data["as_of"]:
            message += _(" (기준일 %(date)s)") % {
                "date": format_date(date.fromisoformat(data["as_of"]))
            }
        return message


class _NextYearFormatter(LogFormatter):
    label = _("다음 해 만들기")

    def format_message(self, log_entry):
        return _("%(year)s년 페이지의 글로 만듦") % {"year": log_entry.data["from_year"]}


class _NextTableFormatter(LogFormatter):
    label = _("다음 해 만들기")

    def format_message(self, log_entry):
        return _("%(year)s년 표의 단위사업으로 만듦") % {"year": log_entry.data["from_year"]}


@hooks.register("register_log_actions")
def register_figure_actions(actions):
    """Name the acts of ``actions.py``, so that page history and site history can tell them."""
    for action, label in _ACTS.items():
        formatter = type("FigureFormatter", (_FigureFormatter,), {"label": label})
        actions.register_action(action)(formatter)
    actions.register_action(NEXT_YEAR)(_NextYearFormatter)
    actions.register_action(NEXT_TABLE)(_NextTableFormatter)
