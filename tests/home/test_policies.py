"""Policies: versions, differences, and what is in force."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from home.models import PolicyPage
from yeongdeungpoever.accounts.models import PolicyKind, PolicyVersion
from yeongdeungpoever.accounts.policy_texts import changes, plain_lines, sections

pytestmark = pytest.mark.django_db


@pytest.fixture
def privacy():
    page = PolicyPage.objects.in_language("ko").get(kind=PolicyKind.PRIVACY)
    page.save_revision().publish()
    # The first version took effect some time ago, whatever the day of the test.
    first = PolicyVersion.objects.filter(kind=PolicyKind.PRIVACY)
    first.update(effective_on=timezone.localdate() - timedelta(days=30))
    return page


def _version(name, text, days):
    return PolicyVersion.objects.create(
        kind=PolicyKind.PRIVACY,
        version=name,
        effective_on=timezone.localdate() + timedelta(days=days),
        text_ko=text,
    )


def test_the_newest_version_in_force_is_shown_and_earlier_ones_stay(client, privacy):
    _version("2.0", "<h2>제1조</h2><p>새로운 내용입니다.</p>", 0)
    body = client.get("/privacy/").content.decode()
    assert "새로운 내용입니다." in body
    assert client.get("/privacy/versions/1-0/").status_code == 200


def test_a_version_of_tomorrow_is_not_shown_yet(client, privacy):
    _version("9.0", "<p>내일의 글</p>", 1)
    assert "내일의 글" not in client.get("/privacy/").content.decode()
    assert client.get("/privacy/versions/9-0/").status_code == 404


def test_differences_are_shown(client, privacy):
    _version("2.0", "<p>가</p><p>나</p>", -1)
    _version("3.0", "<p>가</p><p>다</p>", 0)
    body = client.get("/privacy/changes/3-0/").content.decode()
    assert "<del>나" in body
    assert "<ins>다" in body


@pytest.mark.parametrize("path", ["changes/1-0/", "changes/none/", "versions/none/"])
def test_what_does_not_exist_is_404(client, privacy, path):
    assert client.get(f"/privacy/{path}").status_code == 404


def test_a_version_in_force_cannot_be_changed():
    version = PolicyVersion.objects.get(kind=PolicyKind.PRIVACY)
    version.text_ko = "다른 글"
    with pytest.raises(ValidationError):
        version.full_clean()


def test_policy_markup_is_cleaned():
    body, toc = sections("<h2>제1조</h2><script>alert(1)</script><p onclick='x()'>글</p>")
    assert "script" not in body
    assert "onclick" not in body
    assert toc == [{"id": "article-1", "label": "제1조"}]


def test_lines_and_changes():
    assert plain_lines("<ul><li>가</li><li>나</li></ul><p>다 <b>라</b></p>") == [
        "가",
        "나",
        "다 라",
    ]
    kinds = [line["kind"] for line in changes("<p>가</p><p>나</p>", "<p>가</p><p>다</p>")]
    assert kinds == ["same", "del", "ins"]
