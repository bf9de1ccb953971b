"""Lists of the back office as files for Excel."""

from django.db.models import Model
from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What Excel and 한셀 take for the start of a formula (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _safe_text(value) -> str:
    return safe_cell(str(value))


def make_every_export_safe() -> None:
    """Let Wagtail's own reports write CSV as ours do: it neutralises formulas in XLSX only."""
    SpreadsheetExportMixin.custom_value_preprocess |= {
        (str, Model): {SpreadsheetExportMixin.FORMAT_CSV: _safe_text}
    }


class SafeExport(SpreadsheetExportMixin):
    """For list views: Wagtail writes formulas as text into XLSX, but not into CSV."""

    custom_value_preprocess = SpreadsheetExportMixin.custom_value_preprocess | {
        str: {SpreadsheetExportMixin.FORMAT_CSV: safe_cell}
    }

    def write_csv_response(self, queryset):
        """CSV with a byte order mark: without it Excel reads Korean as noise."""
        response = super().write_csv_response(queryset)
        lines = response.streaming_content
        response.streaming_content = (
            line if number else b"\xef\xbb\xbf" + line for number, line in enumerate(lines)
        )
        return response
