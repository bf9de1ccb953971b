"""Common lists: stored values stay, names are complete in both languages."""

import re

import pytest
from django.utils import translation

from yeongdeungpoever.vocabulary.choices import (
    EsgPillar,
    Fund,
    OpenLicence,
    ResourceKind,
    Sdg,
)


def test_stored_values_stay():
    assert EsgPillar.values == ["e", "s", "g"]
    assert ResourceKind.values == ["people", "talent", "goods", "space", "publicity"]
    assert Fund.values == ["district", "city", "national"]
    assert OpenLicence.values == ["0", "1", "2", "3", "4", "none"]
    assert Sdg.values == list(range(1, 18))


def test_labels():
    assert EsgPillar.labels == ["환경", "사회", "지배구조"]
    assert ResourceKind.labels == ["인력", "재능", "물품", "공간", "홍보"]
    assert Fund.labels == ["구비", "시비", "국비"]


@pytest.mark.parametrize("goal", Sdg)
def test_goals_have_both_names_and_a_colour(goal):
    assert str(goal.label) == goal.names.ko
    assert re.search("[가-힣]", goal.names.ko)
    assert re.fullmatch(r"[A-Z][A-Za-z, -]+", goal.names.en)
    assert re.fullmatch(r"#[0-9A-F]{6}", goal.colour)
    with translation.override("en"):
        assert str(goal.label) == goal.names.en


def test_goals_are_told_apart():
    assert len({goal.names.ko for goal in Sdg}) == len({goal.colour for goal in Sdg}) == 17


@pytest.mark.parametrize("licence", OpenLicence)
def test_licences_say_what_they_allow(licence):
    assert str(licence.meaning).endswith("니다.")
    assert bool(licence.url) is (licence is not OpenLicence.NONE)
