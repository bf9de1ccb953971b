"""승계: a successor shows to belong to the organisation; the staff decide."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from network.models import Officer, Succession
from network.people import actions, tasks
from network.people.actions.limits import CODES_A_DAY, SUCCEEDED_A_WEEK
from network.people.domains import is_of_site, site_host
from tests import personas
from tests.files import samples
from tests.mailbox import delivered
from tests.network import factories
from tests.network.people import company, office, person
from yeongdeungpoever.accounts import withdrawal
from yeongdeungpoever.accounts.models import User
from yeongdeungpoever.duties.models import Duty

pytestmark = pytest.mark.django_db
WHY = "전임자가 퇴사해 이어받았습니다."
ADDRESS = "next@ganada.example"


def letter(name="letter.pdf", extra=b""):
    """A small PDF."""
    return SimpleUploadedFile(name, samples.pdf(extra), "application/pdf")


def _code() -> str:
    return re.search(r"\d{4}-\d{4}", delivered()[-1].body).group()


@pytest.mark.parametrize(
    ("email", "website", "belongs"),
    [
        ("a@ganada.example", "https://www.ganada.example/about", True),
        ("A@GANADA.example", "https://ganada.example", True),
        ("a@www.ganada.example", "https://www.ganada.example", False),
        ("a@mail.ganada.example", "https://ganada.example", False),
        ("a@example", "https://ganada.example", False),
        ("a@co.kr", "https://ganada.co.kr", False),
        ("a@naver.com", "https://naver.com/ganada", False),
        ("a@blog.naver.com", "https://blog.naver.com/ganada", False),
        ("a@ganada.tistory.com", "https://ganada.tistory.com", False),
        ("a@korea.kr", "https://www.korea.kr", False),
        ("ganada.example", "https://ganada.example", False),
        ("@ganada.example", "https://ganada.example", False),
        ("a@127.0.0.1", "http://127.0.0.1/", False),
        ("a@ganada.example@evil.example", "https://ganada.example", False),
        ("a@evil.example", "https://ganada.example@evil.example", True),
        ("a@ganada.example", "", False),
        ("a@ganada.example", "http://[::1", False),
    ],
)
def test_only_the_very_host_of_the_site_counts(email, website, belongs):
    assert is_of_site(email, website) is belongs


def test_a_shared_host_shows_nothing():
    assert site_host("https://ganada.modoo.at") == ""
    assert site_host("https://www.ganada.example") == "ganada.example"


def test_by_a_mailbox_at_the_site():
    made, manager, second, officer = company()
    succession = actions.ask_succession(officer, made, "site_mail", WHY, email=ADDRESS)
    message = delivered()[-1]
    assert message.to == [ADDRESS]
    assert not Duty.objects.exists()
    with pytest.raises(actions.Refused, match="맞지 않아요"):
        actions.confirm_succession_mail(succession, "0000-0000", by=officer)
    actions.confirm_succession_mail(succession, _code(), by=officer)
    duty = Duty.objects.open().get(kind="network.succession")
    assert duty.record == succession
    # Whoever manages now hears of it before it is decided.
    assert sorted(each.to[0] for each in delivered()[1:]) == [manager.email, second.email]
    reviewer = personas.reviewer()
    actions.decide_succession(succession, by=reviewer, accept=True)
    made.refresh_from_db()
    assert made.managers == 1
    assert office(made, officer).role == "manager"
    assert set(made.officers.filter(user__in=[manager, second]).values_list("ending")) == {
        ("succeeded",)
    }
    told = sorted(each.to[0] for each in delivered()[3:])
    assert told == sorted([manager.email, officer.email, second.email])
    duty.refresh_from_db()
    assert not duty.is_open
    with pytest.raises(actions.Refused, match="그 사이 시험 reviewer 님이"):
        actions.decide_succession(succession, by=personas.operator(), accept=False, answer="x")


def test_by_a_letter():
    made, manager, *_rest = company(managers=1)
    user = person("next")
    succession = actions.ask_succession(user, made, "letter", WHY)
    reviewer = personas.reviewer()
    with pytest.raises(actions.Refused, match="아직 확인되지 않은"):
        actions.decide_succession(succession, by=reviewer, accept=True)
    paper = actions.hand_in_letter(succession, letter(), by=user)
    assert paper.succession == succession
    assert Duty.objects.open().filter(kind="network.succession").count() == 1
    actions.hand_in_letter(succession, letter("b.pdf", b"%\n"), by=user)
    assert [each.to for each in delivered()] == [[manager.email]]
    actions.decide_succession(succession, by=reviewer, accept=True, keep_managers=True)
    made.refresh_from_db()
    assert made.managers == 2
    assert office(made, manager).is_manager


def test_a_refusal_needs_words_and_changes_nothing_else():
    made, *_rest = company()
    user = person("next")
    succession = actions.ask_succession(user, made, "letter", WHY)
    reviewer = personas.reviewer()
    with pytest.raises(actions.Refused, match="까닭"):
        actions.decide_succession(succession, by=reviewer, accept=False, answer="  ")
    actions.decide_succession(succession, by=reviewer, accept=False, answer="직인이 없습니다.")
    assert "직인이 없습니다." in delivered()[-1].body
    made.refresh_from_db()
    assert made.managers == 2
    assert not Officer.objects.filter(user=user).exists()


@pytest.mark.parametrize(
    "who", ["applicant", "other_officer", "department_editor", "privacy_officer"]
)
def test_who_may_not_decide(who):
    made, *_rest = company()
    succession = actions.ask_succession(person("next"), made, "letter", WHY)
    with pytest.raises(PermissionDenied):
        actions.decide_succession(succession, by=personas.ALL[who](), accept=False, answer="x")


def test_codes_run_out_and_are_not_guessed():
    made, *_rest = company()
    user = person("next")
    succession = actions.ask_succession(user, made, "site_mail", WHY, email=ADDRESS)
    code = _code()
    with pytest.raises(actions.Refused, match="1분"):
        actions.send_succession_code(succession, by=user)
    for _number in range(5):
        with pytest.raises(actions.Refused, match="맞지 않아요"):
            actions.confirm_succession_mail(succession, "1", by=user)
    with pytest.raises(actions.Refused, match="다시 받아"):
        actions.confirm_succession_mail(succession, code, by=user)
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        actions.send_succession_code(succession, by=user)
        newer = _code()
        with pytest.raises(actions.Refused, match="맞지 않아요"):
            actions.confirm_succession_mail(succession, code, by=user)
    with (
        time_machine.travel(timezone.now() + timedelta(minutes=20)),
        pytest.raises(actions.Refused, match="다시 받아"),
    ):
        actions.confirm_succession_mail(succession, newer, by=user)
    succession.refresh_from_db()
    assert succession.confirmed_at is None
    assert newer.replace("-", "") not in str(Succession.objects.values().get())


@pytest.mark.parametrize("email", ["a@naver.com", "a@www.ganada.example", "", "ganada.example"])
def test_an_address_elsewhere_is_refused(email):
    made, *_rest = company()
    with pytest.raises(actions.Refused, match="기관 누리집"):
        actions.ask_succession(person("next"), made, "site_mail", WHY, email=email)


def test_who_cannot_ask():
    made, manager, *_rest = company()
    with pytest.raises(actions.Refused, match="이미 이 기관의 관리자"):
        actions.ask_succession(manager, made, "letter", WHY)
    user = person("next")
    actions.ask_succession(user, made, "letter", WHY)
    with pytest.raises(actions.Refused, match="이미 이 기관의 승계"):
        actions.ask_succession(user, made, "letter", WHY)


def test_asking_again_and_again_fills_no_mailbox(client):
    made, *_rest = company()
    user = person("next")
    for _number in range(SUCCEEDED_A_WEEK):
        row = actions.ask_succession(user, made, "site_mail", WHY, email=ADDRESS)
        actions.withdraw_succession(row, by=user)
    client.force_login(user)
    ask = f"/my/organisations/{made.key}/succession/"
    page = client.post(ask, {"way": "site_mail", "reason": WHY, "email": ADDRESS})
    assert "일주일에 두 번까지" in page.content.decode()
    assert WHY in page.content.decode()
    assert Succession.objects.count() == SUCCEEDED_A_WEEK
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert actions.ask_succession(user, made, "letter", WHY).state == "pending"


def test_one_mailbox_gets_so_many_codes_a_day():
    made, *_rest = company()
    user, moment = person("next"), timezone.now()
    row = actions.ask_succession(user, made, "site_mail", WHY, email=ADDRESS)
    for number in range(1, CODES_A_DAY):
        with time_machine.travel(moment + timedelta(minutes=2 * number)):
            actions.send_succession_code(row, by=user)
    with time_machine.travel(moment + timedelta(hours=1)):
        with pytest.raises(actions.Refused, match="하루에 보낼 수 있는 인증 코드"):
            actions.send_succession_code(row, by=user)
        # Another person and another succession are the same mailbox.
        with pytest.raises(actions.Refused, match="하루에 보낼 수 있는 인증 코드"):
            actions.ask_succession(person("else"), made, "site_mail", WHY, email=ADDRESS)
    assert Succession.objects.count() == 1
    with time_machine.travel(moment + timedelta(hours=25)):
        actions.send_succession_code(row, by=user)


def test_nobody_of_the_staff_decides_on_their_own():
    made, *_rest = company()
    reviewer = personas.reviewer()
    succession = actions.ask_succession(reviewer, made, "letter", WHY)
    actions.hand_in_letter(succession, letter(), by=reviewer)
    with pytest.raises(actions.Refused, match="본인이 낸"):
        actions.decide_succession(succession, by=reviewer, accept=True)
    actions.decide_succession(succession, by=personas.operator(), accept=True)
    assert office(made, reviewer).is_manager


def test_taken_back_its_papers_go_at_once():
    made, *_rest = company()
    user = person("next")
    succession = actions.ask_succession(user, made, "letter", WHY)
    paper = actions.hand_in_letter(succession, letter(), by=user)
    with pytest.raises(PermissionDenied):
        actions.withdraw_succession(succession, by=person("else"))
    actions.withdraw_succession(succession, by=user)
    paper.refresh_from_db()
    assert not paper.is_here
    assert not Duty.objects.open().exists()
    with pytest.raises(ValidationError):
        actions.hand_in_letter(succession, letter(), by=user)


def test_what_was_cut_short_waits_from_the_next_morning():
    made, *_rest = company()
    user = person("next")
    succession = actions.ask_succession(user, made, "letter", WHY)
    actions.hand_in_letter(succession, letter(), by=user)
    Duty.objects.all().delete()
    tasks.look_after_people.func()
    tasks.look_after_people.func()
    assert Duty.objects.open().get().record == succession


def test_the_pages(client):
    made, *_rest = company()
    user = person("next")
    client.force_login(user)
    ask = f"/my/organisations/{made.key}/succession/"
    assert "@ganada.example" in client.get(ask).content.decode()
    for data in (
        {"way": "letter"},
        {"way": "site_mail", "reason": WHY},
        {"way": "site_mail", "reason": WHY, "email": "a@naver.com"},
        {"way": "king", "reason": "\x00"},
        {"way": "letter", "reason": "가" * 10_000},
    ):
        answer = client.post(ask, data)
        assert answer.status_code == 200
        assert 'class="error"' in answer.content.decode()
    assert not Succession.objects.exists()
    answer = client.post(ask, {"way": "letter", "reason": WHY})
    succession = Succession.objects.get()
    state = f"/my/successions/{succession.key}/"
    assert answer["Location"] == state == client.get(ask)["Location"]
    page = client.get(state).content.decode()
    assert "공문 올리기" in page
    assert 'class="error"' in client.post(state, {"act": "letter"}).content.decode()
    evil = SimpleUploadedFile("a.pdf", b"<html><script>alert(1)</script>", "application/pdf")
    answer = client.post(state, {"act": "letter", "letter": evil})
    assert 'class="error"' in answer.content.decode()
    assert client.post(state, {"act": "letter", "letter": letter()})["Location"] == state
    page = client.get(state).content.decode()
    assert "담당 팀이 확인하고 있습니다" in page
    file = succession.papers.get().file.url
    response = client.get(file)
    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    client.post(state, {"act": "withdraw"})
    assert client.get(file).status_code == 404
    assert client.get(state).status_code == 200


def test_the_page_of_the_code(client):
    made, *_rest = company()
    user = person("next")
    client.force_login(user)
    ask = f"/my/organisations/{made.key}/succession/"
    state = client.post(ask, {"way": "site_mail", "reason": WHY, "email": ADDRESS})["Location"]
    for bad in ("", "1", "\x00", "9" * 10_000):
        answer = client.post(state, {"act": "code", "code": bad})
        assert 'class="error"' in answer.content.decode()
    assert "1분" in client.post(state, {"act": "send"}, follow=True).content.decode()
    client.post(state, {"act": "code", "code": _code()})
    assert Succession.objects.get().confirmed_at
    assert "담당 팀이 확인하고 있습니다" in client.get(state).content.decode()


def test_where_the_site_shows_nothing_only_the_letter_is_offered(client):
    made, *_rest = company(website="https://blog.naver.com/ganada")
    client.force_login(person("next"))
    ask = f"/my/organisations/{made.key}/succession/"
    assert 'value="site_mail"' not in client.get(ask).content.decode()
    data = {"way": "site_mail", "reason": WHY, "email": "a@blog.naver.com"}
    assert client.post(ask, data).status_code == 200
    assert not Succession.objects.exists()


@pytest.mark.parametrize("who", ["applicant", "other_officer", "reviewer"])
def test_somebody_elses_is_not_there(client, who):
    made, *_rest = company()
    user = person("next")
    succession = actions.ask_succession(user, made, "site_mail", WHY, email=ADDRESS)
    code = _code()
    client.force_login(personas.ALL[who]())
    state = f"/my/successions/{succession.key}/"
    assert client.get(state).status_code == 404
    for data in ({"act": "code", "code": code}, {"act": "withdraw"}, {"act": "send"}):
        assert client.post(state, data).status_code == 404
    succession.refresh_from_db()
    assert (succession.state, succession.confirmed_at) == ("pending", None)


def test_the_present_manager_is_warned_on_the_page(client):
    made, manager, *_rest = company()
    user = person("next")
    succession = actions.ask_succession(user, made, "letter", WHY)
    client.force_login(manager)
    home = f"/my/organisations/{made.key}/"
    assert user.name not in client.get(home).content.decode()
    actions.hand_in_letter(succession, letter(), by=user)
    assert user.name in client.get(home).content.decode()


def test_the_papers_go_with_the_person():
    made, *_rest = company()
    user = person("next")
    succession = actions.ask_succession(user, made, "letter", WHY)
    paper = actions.hand_in_letter(succession, letter(), by=user)
    name, storage = paper.file.name, paper.file.storage
    assert storage.exists(name)
    withdrawal.withdraw(user)
    assert not Succession.objects.exists()
    assert not Duty.objects.open().exists()


# Managers who are not seen any more.


def _seen(user, moment):
    User.objects.filter(pk=user.pk).update(last_login=moment)


def _idle():
    return Duty.objects.open().filter(kind="network.idle_managers")


def test_six_months_without_any_manager():
    with time_machine.travel("2026-05-24T10:00:00+09:00"):
        made, manager, second, officer = company()
    now = timezone.make_aware(timezone.datetime(2026, 11, 24, 10, 1))
    _seen(officer, now)
    assert tasks.check_managers(now - timedelta(minutes=2)) == 0
    assert tasks.check_managers(now) == 1
    assert tasks.check_managers(now) == 1
    assert _idle().get().record == made
    _seen(second, now)
    assert tasks.check_managers(now) == 0
    assert not _idle().exists()
    assert manager


def test_the_daily_look_asks_no_more_for_more_organisations(django_assert_max_num_queries):
    for number in range(12):
        factories.organisation(f"기관 {number}", managers=[person(f"head{number}")])
    with django_assert_max_num_queries(6):
        assert tasks.check_managers(timezone.now()) == 0


def test_months_are_months():
    at = timezone.datetime
    assert tasks.months_before(at(2026, 8, 31), 6) == at(2026, 2, 28)
    assert tasks.months_before(at(2026, 1, 15), 1) == at(2025, 12, 15)
    assert tasks.months_before(at(2026, 3, 1), 12) == at(2025, 3, 1)


def test_a_manager_of_yesterday_counts_as_seen():
    with time_machine.travel("2025-05-24T10:00:00+09:00"):
        made, _manager, officer = company(managers=1)
    assert tasks.check_managers(timezone.now()) == 1
    actions.add_officer(made, officer, "manager", by=personas.reviewer())
    Officer.objects.filter(user=officer).update(since=timezone.now())
    assert not _idle().exists()
    assert tasks.check_managers(timezone.now()) == 0


def test_a_manager_whose_mail_is_refused():
    made, manager, _second, officer = company()
    tasks.tell_the_office(officer)
    assert not Duty.objects.exists()
    tasks.tell_the_office(manager)
    duty = Duty.objects.open().get(kind="network.undeliverable")
    assert duty.record == made
