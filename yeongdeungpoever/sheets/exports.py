"""Lists of the back office as files for Excel."""

import re

from django.utils.functional import Promise
from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What Excel and 한셀 take for the start of a formula (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# What XML 1.0 cannot hold (2.2, Characters), and with it XLSX.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_plain_value = SpreadsheetExportMixin.preprocess_field_value
_plain_heading = SpreadsheetExportMixin.get_heading


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def xml_text(text: str) -> str:
    """The text without the letters that no XLSX can hold: controls, halves of pairs."""
    return _NOT_IN_XML.sub("", text)


def _safe_value(view, field, value, export_format):
    value = _plain_value(view, field, value, export_format)
    if not isinstance(value, str | Promise):
        return value
    # Wagtail writes formulas as text into XLSX, but not into CSV.
    text = str(value)
    return safe_cell(text) if export_format == view.FORMAT_CSV else xml_text(text)


def _safe_heading(view, queryset, field):
    return xml_text(str(_plain_heading(view, queryset, field)))


def make_every_export_safe() -> None:
    """Let every list of the back office, Wagtail's own reports too, write cells that run nothing
    and that the format can hold.

    Set on Wagtail's own class: columns of its reports have functions of their own, behind which
    only this stands.
    """
    SpreadsheetExportMixin.preprocess_field_value = _safe_value
    SpreadsheetExportMixin.get_heading = _safe_heading


class SafeExport(SpreadsheetExportMixin):
    """For list views of ours."""

    def write_csv_response(self, queryset):
        """CSV with a byte order mark: without it Excel reads Korean as noise."""
        response = super().write_csv_response(queryset)
        lines = response.streaming_content
        response.streaming_content = (
            line if number else b"\xef\xbb\xbf" + line for number, line in enumerate(lines)
        )
        return response
