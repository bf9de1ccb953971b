"""Files for Excel: no cell of theirs runs as a formula."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from taggit.models import Tag

from tests import personas
from tests.site import standard_page
from yeongdeungpoever.sheets.exports import SafeExport, safe_cell, xml_text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_safe_cell(start):
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"
    assert safe_cell(f"1{start}") == f"1{start}"


@pytest.mark.django_db
@pytest.mark.parametrize("report", ["aging_pages", "site_history"])
def test_wagtails_own_reports_write_no_formula_either(client, report):
    standard_page("=cmd|' /C calc'!A0", "formula")
    client.force_login(personas.administrator())
    url = reverse(f"wagtailadmin_reports:{report}")
    if report == "site_history":
        # Its entries about accounts name people, so the file asks for a reason.
        response = client.post(f"{url}?export=csv", {"reason": "이력 점검"})
    else:
        response = client.get(url, {"export": "csv"})
    body = b"".join(response.streaming_content).decode()
    assert "'=cmd|" in body
    assert not any(
        cell.startswith("=cmd") for line in body.splitlines() for cell in line.split(",")
    )


@pytest.mark.parametrize("letter", ["\0", "\x01", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_letters_that_no_sheet_can_hold_are_left_out(letter):
    assert xml_text(f"가{letter}나") == "가나"
    assert xml_text("가\t나\r\n다😀") == "가\t나\r\n다😀"


@pytest.mark.parametrize("field", ["title", "plain", "several", "thing", "own"])
@pytest.mark.parametrize("letter", ["\x01", "\ufffe"])
def test_a_control_letter_in_any_cell_is_no_fault(field, letter):
    """Text, lists, things with a name, columns with functions of their own."""
    view = SafeExport()
    view.list_export = ["title", "plain", "several", "thing", "own"]
    view.custom_field_preprocess = {"own": {view.FORMAT_XLSX: str}}
    row = dict.fromkeys(view.list_export, "가")
    text = f"={letter}가"
    row[field] = {"several": [text], "thing": Tag(name=text)}.get(field, text)
    view.to_row_dict = lambda _item: row
    view.export_headings = dict.fromkeys(view.list_export, f"제{letter}목")
    output = io.BytesIO()
    view.write_xlsx([None], output)
    assert next(load_workbook(output).active.iter_rows(min_row=2, values_only=True)) == tuple(
        "=가" if each == field else "가" for each in row
    )


@pytest.mark.django_db
def test_wagtails_own_reports_take_control_letters(client):
    page = standard_page("가나", "control")
    type(page).objects.filter(pk=page.pk).update(title="가\x01나")
    client.force_login(personas.administrator())
    response = client.get(reverse("wagtailadmin_reports:aging_pages"), {"export": "xlsx"})
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    assert any("가나" in row for row in book.active.iter_rows(values_only=True))
