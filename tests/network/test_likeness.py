"""Whether an organisation is here already."""

import pytest
from django.utils import timezone

from network.joining.likeness import applications_like, members_like
from network.models import Application, FormerName
from network.names import name_key
from network.states import State
from tests import personas
from tests.network import factories

pytestmark = pytest.mark.django_db


def _found(name="", number=""):
    return [
        (each.organisation.name, each.by_number, each.by_name)
        for each in members_like(name, number)
    ]


@pytest.mark.parametrize("written", ["㈜가나다", "가나다(주)", "가 나 다", "주식회사 가나다"])
def test_one_name_however_its_form_is_written(written):
    factories.organisation("가나다 주식회사")
    assert _found(written) == [("가나다 주식회사", False, True)]


def test_by_number_first():
    number = factories.registration_number()
    factories.organisation("가나다 주식회사")
    factories.organisation("하하하 재단", registration_number=number)
    assert _found("가나다", number) == [
        ("하하하 재단", True, False),
        ("가나다 주식회사", False, True),
    ]


def test_both_at_once_is_one_match():
    one = factories.organisation("가나다 주식회사")
    assert _found("㈜가나다", one.registration_number) == [("가나다 주식회사", True, True)]


def test_a_name_that_it_bore_before():
    one = factories.organisation("새이름 주식회사")
    for name in ("헌이름", "더 헌이름"):
        FormerName.objects.create(organisation=one, name=name, name_key=name.replace(" ", ""))
    assert _found("㈜헌이름") == [("새이름 주식회사", False, True)]


def test_nothing_is_like_nothing():
    factories.organisation("가나다 주식회사", registration_number="", has_no_number=True)
    assert _found() == _found("   ", "") == []
    assert _found("다른 이름", "") == []


def test_members_only():
    one = factories.organisation("가나다 주식회사")
    factories.application(personas.applicant(), State.SUBMITTED, name="나나나 주식회사")
    assert _found("나나나") == []
    one.memberships.update(ended_at=timezone.now(), ending="left")
    assert _found("가나다") == []


def test_other_applications_open_and_decided_but_no_drafts():
    number = factories.registration_number("103")
    mine = factories.application(personas.applicant(), State.SUBMITTED, name="가나다")
    other = personas.officer()
    same_name = factories.application(other, State.REJECTED, name="㈜가나다")
    factories.application(other, State.DRAFT, name="가나다 주식회사")
    factories.application(other, State.SUBMITTED, name="다른 곳")
    assert list(applications_like(mine)) == [same_name]
    mine.registration_number = number
    same_number = factories.application(
        other, State.WITHDRAWN, name="또 다른 곳", registration_number=number
    )
    assert set(applications_like(mine)) == {same_name, same_number}


@pytest.mark.parametrize("name", ["ﬃ" * 120, "İ" * 120])
def test_a_key_stays_within_its_column_however_the_name_grows(name):
    most = FormerName._meta.get_field("name_key").max_length
    assert len(name_key(name)) == most == Application._meta.get_field("name_key").max_length
    factories.organisation(name)
    assert _found(name) == [(name, False, True)]
