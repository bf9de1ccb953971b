"""계정 만들기: consents, equal answers, codes, and what becomes of half-made accounts."""

import datetime
import time

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from wagtail.models import Locale

from tests import personas
from tests.accounts.entering import (
    CODE_PAGE,
    GOOD_PASSWORD,
    SIGN_UP,
    code_in_mail,
    sign_up_data,
)
from yeongdeungpoever.accounts.models import Consent, PolicyKind, PolicyVersion, User
from yeongdeungpoever.accounts.person_form import opened_at

pytestmark = pytest.mark.django_db(transaction=True)


def _page(response) -> str:
    return response.content.decode()


def _sign_up(client, **changes):
    return client.post(SIGN_UP, sign_up_data(**changes))


def test_an_account_is_made_by_address_password_name_and_consents(client):
    assert _sign_up(client)["Location"] == CODE_PAGE
    user = User.objects.get(email="new@person.example")
    assert (user.name, user.language, user.is_staff) == ("한여름", "ko", False)
    assert user.age_declared_at
    assert user.check_password(GOOD_PASSWORD)
    response = client.post(CODE_PAGE, {"code": code_in_mail(user.email)})
    assert response["Location"] == "/"
    assert EmailAddress.objects.get(user=user).verified
    assert client.get("/accounts/email/").status_code == 200


def test_consents_are_written_down_one_a_ticked_box(client):
    _sign_up(client)
    user = User.objects.get()
    given = Consent.objects.of(user)
    assert {consent.policy.kind for consent in given} == {PolicyKind.TERMS, PolicyKind.COLLECTION}
    for consent in given:
        assert (consent.method, consent.ip_address) == ("sign_up", "127.0.0.1")
        assert consent.policy.version
        assert consent.given_at


def test_the_optional_consent_is_written_down_too(client):
    _sign_up(client, consent_news="on")
    assert Consent.objects.filter(policy__kind=PolicyKind.NEWS).count() == 1


def test_nothing_is_ticked_beforehand_and_every_text_stands_in_place(client):
    page = _page(client.get(SIGN_UP))
    assert page.count('type="checkbox"') == 4
    assert " checked" not in page
    for words in ("목적", "항목", "기간", "불이익"):
        assert words in page
    assert "전체 동의" in page


@pytest.mark.parametrize("missing", ["age", "consent_terms", "consent_collection"])
def test_each_required_box_is_asked_for_beside_itself(client, missing):
    response = _sign_up(client, **{missing: None})
    page = _page(response)
    assert response.status_code == 200
    assert f'id="id_{missing}_error"' in page
    assert f'aria-describedby="id_{missing}_error"' in page
    assert not User.objects.exists()


def test_a_kind_without_a_version_in_force_is_not_asked(client):
    PolicyVersion.objects.filter(kind=PolicyKind.NEWS).delete()
    assert "consent_news" not in _page(client.get(SIGN_UP))
    assert _sign_up(client).status_code == 302


def test_what_was_typed_comes_back_with_its_errors_but_not_the_password(client):
    page = _page(_sign_up(client, email="kein-at", name="한", consent_news="on"))
    assert 'value="kein-at"' in page
    assert 'value="한"' in page
    assert GOOD_PASSWORD not in page
    assert page.count(" checked") == 4
    assert "data-summary" in page
    assert "이메일 주소의 모양이 아니에요" in page
    assert "성명은 두 글자 이상이에요" in page


@pytest.mark.parametrize(
    "name",
    [
        "http://evil.example",
        "무료 상품 @지금",
        "김<b>",
        "1234",
        "가" * 51,
        "홍\x00길동",
        "\u3164\u3164",
    ],
)
def test_a_name_holds_no_address_no_figures_no_marks(client, name):
    response = _sign_up(client, name=name)
    assert response.status_code == 200
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["선우 하늘", "Jean-Luc O’Neil", "Nguyễn Văn An", "Марія"])
def test_names_of_the_world_are_names(client, name):
    assert _sign_up(client, name=name).status_code == 302


def test_an_address_longer_than_the_column_is_refused(client):
    assert _sign_up(client, email="a" * 250 + "@person.example").status_code == 200


def test_a_form_sent_at_once_is_asked_to_be_sent_again(client):
    with time_machine.travel(datetime.datetime(2026, 11, 24, 3, tzinfo=datetime.UTC), tick=False):
        data = sign_up_data(opened=opened_at())
        response = client.post(SIGN_UP, data)
    assert "한 번 더 눌러 주세요" in _page(response)
    assert data["opened"] in _page(response)
    with time_machine.travel(datetime.datetime(2026, 11, 24, 3, 0, 9, tzinfo=datetime.UTC)):
        assert client.post(SIGN_UP, data).status_code == 302


@pytest.mark.parametrize("mark", ["", "1", "1:forged", None])
def test_a_form_without_its_mark_gets_a_new_one(client, mark):
    page = _page(_sign_up(client, opened=mark))
    assert "한 번 더 눌러 주세요" in page
    assert not User.objects.exists()


def test_a_form_left_open_for_a_day_is_still_good(client):
    assert _sign_up(client, opened=opened_at(time.time() - 86_400)).status_code == 302


def test_the_trap_says_so_and_is_emptied(client):
    page = _page(_sign_up(client, note="https://spam.example"))
    assert "한 번 더 눌러 주세요" in page
    assert "spam.example" not in page
    assert not User.objects.exists()


def _without_what_differs_by_request(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrf" not in line)


def test_a_known_address_gets_the_same_answer(client):
    known = personas.officer()
    answers = []
    for email in (known.email, "unknown@person.example"):
        client.cookies.clear()
        mail.outbox.clear()
        first = _sign_up(client, email=email)
        second = client.get(first["Location"])
        wrong = client.post(CODE_PAGE, {"code": "0000-0000", "action": "verify"})
        answers.append(
            (
                first.status_code,
                first["Location"],
                sorted(first.headers),
                sorted(first.cookies),
                len(mail.outbox),
                [message.to for message in mail.outbox] == [[email]],
                _without_what_differs_by_request(_page(second)).replace(email, "…"),
                _without_what_differs_by_request(_page(wrong)).replace(email, "…"),
            )
        )
    assert answers[0] == answers[1]
    assert User.objects.filter(email=known.email).count() == 1
    known.refresh_from_db()
    assert known.name != "한여름"
    assert known.check_password(personas.PASSWORD)


def test_a_known_address_hashes_a_password_too(client, monkeypatch):
    known = personas.officer()
    hashed = []
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher.encode"
    monkeypatch.setattr(hasher, lambda self, password, salt: hashed.append(1) or "md5$a$b")
    _sign_up(client, email="unknown@person.example")
    unknown = len(hashed)
    client.cookies.clear()
    hashed.clear()
    _sign_up(client, email=known.email)
    assert len(hashed) == unknown == 1


def test_the_owner_of_a_known_address_is_told_without_a_code(client):
    known = personas.officer()
    _sign_up(client, email=known.email)
    assert [message.to for message in mail.outbox] == [[known.email]]
    with pytest.raises(AssertionError):
        code_in_mail()


def test_a_wrong_code_is_told_and_the_third_ends_it(client):
    start = datetime.datetime(2026, 11, 24, 3, tzinfo=datetime.UTC)
    with time_machine.travel(start, tick=False) as clock:
        _sign_up(client)
        for _ in range(2):
            page = _page(client.post(CODE_PAGE, {"code": "1111-1111"}))
            assert "인증 코드가 맞지 않아요" in page
        response = client.post(CODE_PAGE, {"code": "1111-1111"}, follow=True)
        assert "코드를 여러 번 잘못 입력했어요" in _page(response)
        assert response.redirect_chain[-1][0] == SIGN_UP
        # The same person starts again at once: the half-made account gives way.
        clock.shift(15)
        assert _sign_up(client)["Location"] == CODE_PAGE
        assert User.objects.count() == 1
        assert client.post(CODE_PAGE, {"code": code_in_mail()})["Location"] == "/"


@pytest.mark.parametrize("typed", ["{0}{1}", "{0} {1}", " {0}-{1} ", "{0}–{1}"])
def test_a_code_is_taken_as_people_type_it(client, typed):
    _sign_up(client)
    code = typed.format(*code_in_mail().split("-"))
    response = client.post(CODE_PAGE, {"code": code})
    assert response.status_code == (302 if "–" not in typed else 200)


def test_a_code_that_is_over_says_so_and_signing_up_sends_another(client):
    with time_machine.travel(datetime.datetime(2026, 11, 24, 3, tzinfo=datetime.UTC)):
        _sign_up(client)
        old = code_in_mail()
    with time_machine.travel(datetime.datetime(2026, 11, 24, 3, 16, tzinfo=datetime.UTC)):
        response = client.post(CODE_PAGE, {"code": old}, follow=True)
        assert "유효 시간이 지났어요" in _page(response)
        assert response.redirect_chain[-1][0] == SIGN_UP
        _sign_up(client)
        assert code_in_mail() != old
        assert client.post(CODE_PAGE, {"code": code_in_mail()})["Location"] == "/"


def test_a_code_can_be_had_again_and_the_old_one_ends(client):
    start = datetime.datetime(2026, 11, 24, 3, tzinfo=datetime.UTC)
    with time_machine.travel(start, tick=False) as clock:
        _sign_up(client)
        old = code_in_mail()
        clock.shift(60)
        assert client.post(CODE_PAGE, {"action": "resend"})["Location"] == CODE_PAGE
        assert code_in_mail() != old
        assert "인증 코드를 보냈습니다" in _page(client.get(CODE_PAGE))
        assert client.post(CODE_PAGE, {"code": old}).status_code == 200
        assert client.post(CODE_PAGE, {"code": code_in_mail()}).status_code == 302


def test_asking_again_at_once_is_told_to_wait(client):
    _sign_up(client)
    response = client.post(CODE_PAGE, {"action": "resend"}, follow=True)
    assert "조금 뒤에 다시 눌러 주세요" in _page(response)
    assert len(mail.outbox) == 1


def test_a_mistyped_address_is_started_over_and_leaves_nothing(client):
    _sign_up(client, email="typo@person.example", consent_news="on")
    response = client.post("/accounts/signup/again/", follow=True)
    page = _page(response)
    assert response.redirect_chain[-1][0] == SIGN_UP
    assert 'value="typo@person.example"' in page
    assert 'value="한여름"' in page
    assert " checked" not in page
    assert not User.objects.exists()
    assert not Consent.objects.exists()


def test_starting_over_with_a_known_address_does_the_same_and_touches_nobody(client):
    known = personas.officer()
    _sign_up(client, email=known.email)
    page = _page(client.post("/accounts/signup/again/", follow=True))
    assert f'value="{known.email}"' in page
    assert User.objects.filter(pk=known.pk).exists()


def test_starting_over_removes_nobody_who_is_in(client):
    user = personas.officer()
    client.force_login(user)
    session = client.session
    session["sign_up"] = {"user": user.pk, "email": user.email, "name": user.name}
    session.save()
    client.post("/accounts/signup/again/")
    assert User.objects.filter(pk=user.pk).exists()


def test_an_address_whose_sign_up_was_abandoned_is_free_again(client):
    with time_machine.travel(datetime.datetime(2026, 11, 24, 3, tzinfo=datetime.UTC)):
        _sign_up(client, name="먼저 쓴 이")
    client.cookies.clear()
    with time_machine.travel(datetime.datetime(2026, 11, 24, 4, tzinfo=datetime.UTC)):
        _sign_up(client, name="나중 쓴 이")
        assert client.post(CODE_PAGE, {"code": code_in_mail()}).status_code == 302
    assert [user.name for user in User.objects.all()] == ["나중 쓴 이"]


def test_an_account_made_by_the_office_is_never_taken_for_abandoned(client):
    with time_machine.travel(datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC)):
        made = User.objects.create_user("made@office.example", None, name="새 직원")
    _sign_up(client, email=made.email)
    assert User.objects.get(email=made.email).pk == made.pk


def test_the_session_changes_its_id_and_carries_nothing_half_done(client):
    client.get(SIGN_UP)
    _sign_up(client)
    before = client.session.session_key
    client.post(CODE_PAGE, {"code": code_in_mail()})
    assert client.session.session_key != before
    for name in ("account_login", "account_email_verification_code", "sign_up"):
        assert name not in client.session


def test_the_language_of_the_page_becomes_the_person_s(client, english):
    response = client.post("/en" + SIGN_UP, sign_up_data())
    assert response["Location"] == "/en" + CODE_PAGE
    assert User.objects.get().language == "en"


@pytest.fixture
def english(db):
    return Locale.objects.get_or_create(language_code="en")[0]
