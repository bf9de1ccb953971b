"""RFC 8058: one click, by a signed link; reading it does nothing."""

import re
from email import message_from_bytes, policy

import pytest
from django.core import signing

from tests import personas
from tests.client import Client
from tests.mailbox import delivered
from yeongdeungpoever.notices.models import Preference
from yeongdeungpoever.notices.preferences import ALL_WEEKLY, choose, delivery_of
from yeongdeungpoever.notices.stopping import make_token, read_token
from yeongdeungpoever.notices.topics import Delivery

pytestmark = pytest.mark.django_db

ONE_CLICK = "List-Unsubscribe=One-Click"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def stranger():
    """A mailbox provider: no cookie, no token of forms."""
    return Client(enforce_csrf_checks=True)


def path_in(message):
    return re.fullmatch(r"<http://localhost:8000(/my/notices/stop/[^>]+)>", message)[1]


def test_the_headers_are_those_of_the_rfc(news, settings):
    news.other(personas.officer(), "다리")
    (message,) = delivered()
    assert message.extra_headers["List-Unsubscribe-Post"] == ONE_CLICK
    address = path_in(message.extra_headers["List-Unsubscribe"])
    # A folded address would be broken: it leaves in one piece.
    raw = message_from_bytes(message.message().as_bytes(), policy=policy.default)
    assert raw["List-Unsubscribe"] == f"<{settings.SITE_URL}{address}>"
    assert f"{settings.SITE_URL}{address}" in message.body
    assert f"{settings.SITE_URL}{address}" in message.alternatives[0].content
    assert "알림 설정" in message.body


def test_one_click_stops_it_at_once(news, stranger):
    person, other = personas.officer(), personas.manager()
    for each in (person, other):
        news.other(each, "다리")
    first = delivered()[0]
    address = path_in(first.extra_headers["List-Unsubscribe"])
    response = stranger.post(address, ONE_CLICK, content_type=FORM)
    assert response.status_code == 200
    assert delivery_of(person, "test.other") == Delivery.SITE
    assert delivery_of(person, "test.news") == Delivery.WEEKLY
    assert delivery_of(other, "test.other") == Delivery.AT_ONCE
    for each in (person, other):
        news.other(each, "강")
    assert [message.to for message in delivered()[2:]] == [[other.email]]


def test_reading_the_link_does_nothing_but_ask(news, stranger):
    person = personas.officer()
    address = f"/my/notices/stop/{make_token(person, 'test.other')}/"
    for method in ("get", "head"):
        response = getattr(stranger, method)(address)
        assert response.status_code == 200
    page = stranger.get(address).content.decode()
    assert "그만 받기" in page
    assert person.email not in page
    assert person.name not in page
    assert not Preference.objects.exists()
    assert stranger.put(address).status_code == 405
    assert "이 메일" not in page
    # The button of the page is an ordinary form.
    assert "보내지 않습니다" in stranger.post(address).content.decode()
    assert delivery_of(person, "test.other") == Delivery.SITE


def test_twice_is_as_once(news, stranger):
    address = f"/my/notices/stop/{make_token(personas.officer(), 'test.other')}/"
    for _again in range(2):
        assert stranger.post(address, ONE_CLICK, content_type=FORM).status_code == 200
    assert Preference.objects.count() == 1


def test_the_digests_way_out_ends_whatever_comes_weekly(news, stranger):
    person = personas.officer()
    stranger.post(f"/my/notices/stop/{make_token(person, ALL_WEEKLY)}/")
    assert delivery_of(person, "test.news") == Delivery.SITE
    assert delivery_of(person, "test.other") == Delivery.AT_ONCE


@pytest.mark.parametrize("page", ["stop", "choices"])
def test_what_we_have_not_signed_opens_nothing(news, stranger, page):
    person = personas.officer()
    good = make_token(person, "test.other")
    elsewhere = signing.Signer(salt="another").sign_object(
        {"person": str(person.key), "stops": "test.other"}
    )
    nobody = personas.applicant()
    gone = make_token(nobody, "test.other")
    nobody.delete()
    crooked = [
        signing.Signer(salt="yeongdeungpoever.notices.stopping").sign_object(said)
        for said in ([], {}, {"person": "x", "stops": "test.other"}, {"person": 1, "stops": []}, 3)
    ]
    bad = ["x", good[:-1], good + "x", elsewhere, gone, "\0", "가" * 300, *crooked]
    bad.append(make_token(person, "test.none"))
    for token in bad:
        assert stranger.get(f"/my/notices/{page}/{token}/").status_code == 404, token
    for token in bad:
        loose = Client()
        assert loose.post(f"/my/notices/{page}/{token}/").status_code == 404, token
    assert not Preference.objects.exists()


def test_a_switched_off_account_has_no_way(news, stranger):
    person = personas.officer()
    token = make_token(person, "test.other")
    person.is_active = False
    person.save()
    with pytest.raises(LookupError):
        read_token(token)
    assert stranger.post(f"/my/notices/stop/{token}/").status_code == 404


def test_the_link_is_for_its_topic_whoever_is_signed_in(client, news):
    person, other = personas.officer(), personas.manager()
    client.force_login(other)
    client.post(f"/my/notices/stop/{make_token(person, 'test.other')}/")
    assert set(Preference.objects.values_list("user", flat=True)) == {person.pk}


def test_the_form_of_choices_needs_its_token(news, stranger):
    address = f"/my/notices/choices/{make_token(personas.officer(), 'test.news')}/"
    assert stranger.post(address, {"topic-0": "site"}).status_code == 403
    assert not Preference.objects.exists()


def test_the_secret_of_the_link_stays_out_of_the_log(news, stranger, caplog):
    token = make_token(personas.officer(), "test.news")
    with caplog.at_level("INFO"):
        stranger.get(f"/my/notices/stop/{token}/")
        stranger.get(f"/my/notices/choices/{token}x/")
    said = " ".join(str(vars(record).get("path", "")) for record in caplog.records)
    assert "/stop/…/" in said
    assert token not in said


def test_a_mail_in_english_leads_to_english_pages(news, stranger):
    person = personas.officer()
    person.language = "en"
    person.save()
    choose(person, {"test.news": Delivery.AT_ONCE})
    news(person, "다리")
    (message,) = delivered()
    address = message.extra_headers["List-Unsubscribe"]
    assert address.startswith("<http://localhost:8000/en/my/notices/stop/")
    assert stranger.post(address[1:-1].removeprefix("http://localhost:8000")).status_code == 200
