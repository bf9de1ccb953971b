"""Files for Excel: no cell of theirs runs as a formula."""

import pytest

from yeongdeungpoever.sheets.exports import safe_cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_safe_cell(start):
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"
    assert safe_cell(f"1{start}") == f"1{start}"
