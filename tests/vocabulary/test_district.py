"""Names of the district come from its file; another file is another district."""

import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings
from django.utils import translation

from yeongdeungpoever.vocabulary.checks import check_district
from yeongdeungpoever.vocabulary.choices import dong_choices
from yeongdeungpoever.vocabulary.context_processors import district as processor
from yeongdeungpoever.vocabulary.district import district

OURS = Path(settings.DISTRICT_FILE)


@pytest.fixture
def write(tmp_path):
    """Write a district file like ours with some words changed, and return its path."""

    def write(*changes: tuple[str, str], folder: str = "other") -> Path:
        text = OURS.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / folder / "content").mkdir(parents=True)
        path = tmp_path / folder / "district.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_our_district():
    ours = district()
    assert ours.slug == "yeongdeungpo"
    assert (ours.name.ko, ours.name.en) == ("영등포구", "Yeongdeungpo-gu")
    assert ours.network_full.ko == "영등포 지속가능 민·관협력 네트워크"
    assert ours.content == OURS.parent / "content"
    assert ours.source["body"].ko == "제241회 구의회 제2차 정례회"


def test_menu_in_the_order_of_the_product():
    assert [entry.label.ko for entry in district().menu] == [
        "영등포에버 소개",
        "모집·운영안내",
        "참여기관",
        "협업사례",
        "기업·기관 소식",
        "교육자료·아카데미",
        "영등포구 핵심사업",
    ]
    assert [entry.key for entry in district().menu] == [
        "about",
        "join",
        "directory",
        "cases",
        "news",
        "learning",
        "programmes",
    ]


def test_eighteen_dong():
    names = [name for _, name in dong_choices()]
    assert len(names) == len(set(names)) == 18
    assert {"여의동", "신길1동", "대림3동"} <= set(names)
    assert "신길2동" not in names


def test_names_follow_the_language():
    assert str(district().name) == "영등포구"
    with translation.override("en"):
        assert str(district().name) == "Yeongdeungpo-gu"
        assert ("yeoui", "Yeoui-dong") in dong_choices()
    with translation.override(None):
        assert str(district().name) == "영등포구"


def test_no_english_label_holds_korean():
    korean = re.compile("[ㄱ-힣]")
    ours = district()
    names = [ours.name, ours.city, ours.office, ours.network, ours.network_full]
    names += [entry.label for entry in ours.menu] + [dong.name for dong in ours.dongs]
    assert not [name.en for name in names if korean.search(name.en)]


def test_another_file_is_another_district(write, rf):
    other = write(
        ('slug = "yeongdeungpo"\nname', 'slug = "gangbyeon"\nname'),
        ("영등포에버", "강변에버"),
        ("영등포구", "강변구"),
    )
    with override_settings(DISTRICT_FILE=other):
        there = processor(rf.get("/"))["district"]
        assert there.slug == "gangbyeon"
        assert there.menu[0].label.ko == "강변에버 소개"
        assert there.menu[-1].label.ko == "강변구 핵심사업"
        assert there.content == other.parent / "content"
        assert check_district(None) == []
    assert district().slug == "yeongdeungpo"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            'office = { ko = "영등포구청", en',
            'offize = { ko = "영등포구청", en',
            "office is missing",
        ),
        (
            '{ ko = "영등포구청", en = "Yeongdeungpo-gu Office" }',
            '{ ko = "영등포구청" }',
            "office.en",
        ),
        ('name = { ko = "여의동"', 'name = { kr = "여의동"', r"\[\[dongs\]\] no. 3: name.ko"),
        ("{network} 소개", "{netwrk} 소개", "netwrk.*Write"),
        ('key = "join"', 'key = ""', r"\[\[menu\]\] no. 2: key"),
        (
            'department = { ko = "비전협력과", en = "Vision Cooperation Division" }',
            "",
            r"\[source\] department",
        ),
        ("[[menu]]", "[[menue]]", r"Add at least one \[\[menu\]\]"),
        ('slug = "yeongdeungpo"', "slug = ", "not TOML"),
    ],
)
def test_a_hole_is_named_with_its_mend(write, old, new, says):
    path = write((old, new))
    with override_settings(DISTRICT_FILE=path):
        with pytest.raises(ImproperlyConfigured, match=says) as raised:
            district()
        assert str(path) in str(raised.value)
        assert [error.id for error in check_district(None)] == ["vocabulary.E001"]


def test_a_missing_file_or_setting_is_named(tmp_path):
    nowhere = override_settings(DISTRICT_FILE=tmp_path / "nowhere.toml")
    with nowhere, pytest.raises(ImproperlyConfigured, match="Set DISTRICT_FILE"):
        district()
    unset = override_settings(DISTRICT_FILE=None)
    with unset, pytest.raises(ImproperlyConfigured, match="DISTRICT_FILE is not set"):
        district()


def test_ambiguous_slugs_are_refused(write):
    path = write(('slug = "dangsan-2"', 'slug = "dangsan-1"'), ('slug = "join"', 'slug = "모집"'))
    with override_settings(DISTRICT_FILE=path):
        assert {error.id for error in check_district(None)} == {
            "vocabulary.E002",
            "vocabulary.E003",
        }


def test_a_district_without_texts_is_warned_of(write):
    path = write()
    shutil.rmtree(path.parent / "content")
    with override_settings(DISTRICT_FILE=path):
        assert [warning.id for warning in check_district(None)] == ["vocabulary.W001"]
