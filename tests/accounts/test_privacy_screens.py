"""Reading people's data in the back office leaves a row, and files leave with a reason only."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tests import personas
from tests.access.trail import write
from yeongdeungpoever.access.models import AccessEntry, Act
from yeongdeungpoever.accounts.models import Consent, ConsentMethod, PolicyVersion, RightsChange

pytestmark = pytest.mark.django_db
REASON = {"reason": "감사 담당관실 자료 제출"}


@pytest.fixture
def officer(client):
    user = personas.privacy_officer()
    client.force_login(user)
    return user


@pytest.fixture
def person():
    return personas._user("resident", name="한강다리", phone="010-9876-5432")


@pytest.fixture
def consent(person):
    Consent.objects.filter(user=person).delete()
    return Consent.objects.create(
        user=person,
        person=person.key,
        policy=PolicyVersion.objects.filter(kind="terms").first(),
        ip_address="198.51.100.9",
        method=ConsentMethod.SIGN_UP,
    )


def the_row() -> AccessEntry:
    return AccessEntry.objects.get()


def test_a_list_names_everybody_it_shows(client, officer, person):
    assert client.get(reverse("wagtailusers_users:index")).status_code == 200
    row = the_row()
    assert (row.account, row.act, row.screen) == (officer.key, Act.VIEW, "계정 목록")
    assert set(row.people) == {str(officer.key), str(person.key)}


def test_a_search_is_written_as_one_even_without_a_finding(client, officer, person):
    client.get(reverse("wagtailusers_users:index_results"), {"q": "아무도 아님"})
    row = the_row()
    assert (row.act, row.people) == (Act.SEARCH, [])


def test_the_address_is_the_clients(client, officer, person):
    client.get(reverse("wagtailusers_users:index"), REMOTE_ADDR="203.0.113.5")
    assert the_row().ip_address == "203.0.113.5"


def test_the_privacy_officer_sees_an_account_and_changes_nothing(client, officer, person, consent):
    text = client.get(reverse("wagtailusers_users:inspect", args=[person.pk])).content.decode()
    assert "한강다리" in text
    assert str(consent.policy) in text
    assert "마지막 로그인" in text
    assert the_row().people == [str(person.key)]
    edit = reverse("wagtailusers_users:edit", args=[person.pk])
    assert client.get(edit).status_code == 302
    assert client.post(edit, {"name": "다른 이름"}).status_code == 302
    person.refresh_from_db()
    assert person.name == "한강다리"
    assert AccessEntry.objects.count() == 1


def test_the_account_form_tells_consents_and_leaves_address_and_password(client, person, consent):
    client.force_login(personas.administrator())
    url = reverse("wagtailusers_users:edit", args=[person.pk])
    text = client.get(url).content.decode()
    assert str(consent.policy) in text
    assert "password1" not in text
    assert the_row().people == [str(person.key)]
    client.post(url, {"email": "thief@test.example", "name": "한강다리", "language": "ko"})
    person.refresh_from_db()
    assert person.email == "resident@test.example"


def test_an_administrator_does_not_close_themselves_out(client):
    admin = personas.administrator()
    client.force_login(admin)
    url = reverse("wagtailusers_users:edit", args=[admin.pk])
    client.post(url, {"name": admin.name, "language": "ko"})
    admin.refresh_from_db()
    assert admin.is_superuser
    assert admin.is_active


def test_nobody_is_deleted_in_the_back_office(client, person):
    client.force_login(personas.administrator())
    for address in (f"/admin/users/delete/{person.pk}/", f"/admin/users/copy/{person.pk}/"):
        assert client.post(address).status_code == 404
    bulk = reverse("wagtail_bulk_action", args=["accounts", "user", "delete"])
    assert client.post(f"{bulk}?id={person.pk}").status_code == 404
    person.refresh_from_db()


def test_departments_offer_people_of_the_office_only(client, person):
    operator = personas.operator()
    client.force_login(operator)
    team = personas.department()
    url = reverse("wagtailsnippets_accounts_department:edit", args=[team.pk])
    text = client.get(url).content.decode()
    assert operator.name in text
    assert person.name not in text
    assert the_row().people == [str(operator.key)]


@pytest.mark.parametrize(
    "name, screen",
    [
        ("wagtailusers_users:index", "계정 목록"),
        ("privacy:consents", "동의 기록"),
        ("privacy:rights", "권한 변경 기록"),
        ("privacy:access_log", "접속기록"),
    ],
)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_files_leave_with_a_reason_only(client, officer, person, consent, name, screen, kind):
    RightsChange.objects.create(person=person.key, change="granted", right="검토자", cause="edit")
    month = timezone.localdate()
    write(person)
    before = AccessEntry.objects.count()
    url = f"{reverse(name)}?export={kind}&month={month:%Y-%m}"
    for answer in (
        client.get(url),
        client.post(url),
        client.post(url, {"reason": " 감사 "}),
        client.get(f"{url}&reason={REASON['reason']}"),
    ):
        assert answer.status_code == 200
        text = answer.content.decode()
        assert "내려받는 까닭" in text
        assert "Content-Disposition" not in answer
        assert "한강다리" not in text
        assert "resident@test.example" not in text
    assert AccessEntry.objects.count() == before
    answer = client.post(url, REASON)
    assert "attachment" in answer["Content-Disposition"]
    content = b"".join(answer.streaming_content)
    if kind == "csv":
        assert "한강다리" in content.decode("utf-8-sig")
    row = AccessEntry.objects.order_by("pk").last()
    assert (row.act, row.screen, row.reason) == (Act.EXPORT, screen, REASON["reason"])
    assert str(person.key) in row.people
    assert AccessEntry.objects.count() == before + 1


def test_a_file_holds_what_the_filters_left_and_names_them_alone(client, officer, person):
    url = f"{reverse('wagtailusers_users:index')}?export=csv&q=한강다리"
    assert (
        "한강다리" not in client.get(reverse("privacy:consents") + "?export=csv").content.decode()
    )
    form = client.get(url).content.decode()
    assert "export=csv&amp;q=" in form
    content = b"".join(client.post(url, REASON).streaming_content).decode("utf-8-sig")
    assert officer.email not in content
    assert the_row().people == [str(person.key)]


def test_a_short_reason_is_told_in_words_and_what_was_typed_stays(client, officer):
    url = reverse("privacy:consents") + "?export=csv"
    text = client.post(url, {"reason": "감사"}).content.decode()
    assert "5자 이상 적어 주세요." in text
    assert "감사</textarea>" in text
    assert "내려받는 까닭을 적어 주세요." in client.post(url).content.decode()


def test_a_list_takes_no_other_post(client, officer):
    assert client.post(reverse("privacy:consents"), REASON).status_code == 405


def test_site_history_counts_the_people_whose_accounts_it_tells_of(client, person):
    client.force_login(personas.administrator())
    url = reverse("wagtailusers_users:edit", args=[person.pk])
    client.post(url, {"name": "한강다리", "language": "en", "is_active": "on"})
    history = reverse("wagtailadmin_reports:site_history")
    assert "한강다리" in client.get(history).content.decode()
    assert the_row().people == [str(person.key)]
    assert "한강다리" not in client.get(f"{history}?export=csv").content.decode()
    client.post(f"{history}?export=csv", REASON)
    assert AccessEntry.objects.get(act=Act.EXPORT).people == [str(person.key)]


def test_filters_find_people_by_name_and_those_who_left_by_key(client, officer, person, consent):
    for words in ("한강", "resident@", str(person.key)):
        text = client.get(reverse("privacy:consents"), {"person": words}).content.decode()
        assert "198.51.100.9" in text
    assert (
        "198.51.100.9"
        not in client.get(reverse("privacy:consents"), {"person": "아무도"}).content.decode()
    )
    assert set(AccessEntry.objects.values_list("act", flat=True)) == {Act.SEARCH}


def test_who_left_is_named_by_the_beginning_of_the_key(client, officer, person, consent):
    key = str(person.key)
    RightsChange.objects.create(person=key, change="granted", right="검토자", cause="edit")
    Consent.objects.filter(pk=consent.pk).update(user=None)
    person.delete()
    for name in ("privacy:consents", "privacy:rights"):
        text = client.get(reverse(name)).content.decode()
        assert f"탈퇴한 사람 ({key[:8]}…)" in text
        assert "한강다리" not in text


@pytest.mark.parametrize("name", ["consents", "rights", "access_log"])
@pytest.mark.parametrize("persona", ["department_editor", "reviewer", "operator"])
def test_nobody_else_reads_them(client, name, persona):
    client.force_login(getattr(personas, persona)())
    for address in (reverse(f"privacy:{name}"), reverse(f"privacy:{name}_results")):
        assert client.get(address).status_code == 302
        assert client.post(f"{address}?export=csv", REASON).status_code == 302
    assert not AccessEntry.objects.exists()


def test_reading_ones_own_data_is_no_reading_by_staff(client, person):
    client.force_login(person)
    client.get("/accounts/")
    assert not AccessEntry.objects.exists()


def test_the_clock_of_the_list_is_the_districts(client, officer, consent):
    at = datetime(2026, 11, 1, 0, 5, tzinfo=timezone.get_default_timezone())
    with time_machine.travel(at - timedelta(minutes=10), tick=False):
        write(officer)
    with time_machine.travel(at + timedelta(days=3)):
        client.force_login(officer)
        text = client.get(reverse("privacy:access_log")).content.decode()
    assert "2026-10-31 23:55:00" in text
