"""The drawings keep to their language: see docs/decisions/0004-drawings.md."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from yeongdeungpoever.pages.drawings import LABELS

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "templates" / "drawings").glob("*.svg"))
SHAPES = {"svg", "g", "path", "circle"}
TOKENS = set(re.findall(r"\S+", "ink paper warm mist river-1 river-2 river-3 action bloom e s g"))
by_name = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def test_every_subject_has_its_drawing_and_no_other_is_left():
    assert {file.stem for file in FILES} == set(LABELS)


@by_name
def test_drawing_is_small_and_made_of_shapes_only(file):
    assert file.stat().st_size < 3000
    for element in ElementTree.parse(file).iter():  # noqa: S314 - our own files
        assert element.tag.rpartition("}")[2] in SHAPES
        assert not {"style", "id", "class"} & set(element.attrib)


@by_name
def test_drawing_uses_only_the_tokens_and_two_weights(file):
    text = file.read_text(encoding="utf-8")
    colours = re.findall(r'(?:fill|stroke)="([^"]+)"', text)
    assert set(colours) <= {f"var(--{token})" for token in TOKENS} | {"none"}
    assert set(re.findall(r'stroke-width="([^"]+)"', text)) <= {"3", "6"}


@by_name
def test_drawing_fills_its_frame_and_is_silent(file):
    root = ElementTree.parse(file).getroot()  # noqa: S314 - our own files
    assert root.get("viewBox") == "0 0 480 360"
    assert root.get("preserveAspectRatio") == "xMidYMid slice"
    assert root.get("aria-hidden") == "true"
