"""가입 심사 기준 and 준비된 글: who keeps them, and where the days are printed."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from network.models import JoiningRules, ReadyText
from tests import personas

pytestmark = pytest.mark.django_db
READY = "wagtailsnippets_network_readytext"
RULES = {
    "answer_days": "9",
    "postponed_days": "5",
    "paper_days": "30",
    "invitation_days": "7",
    "idle_months": "6",
    "department": "",
}
TEXT = {"use": "reject", "title": "제목", "text": "글", "text_en": "", "sort_order": "0"}


@pytest.fixture
def joining_pages():
    call_command("load_report", verbosity=0)
    call_command("load_demo", verbosity=0)


def rules_form(client) -> str:
    answer = client.get("/admin/settings/network/joiningrules/", follow=True)
    return answer.redirect_chain[-1][0] if answer.redirect_chain else answer.request["PATH_INFO"]


def test_the_days_are_printed_in_both_languages(client, joining_pages):
    korean = client.get("/join/").content.decode()
    assert "영업일 7일 안에 결과를 알립니다" in korean
    assert "기한은 구청이 확정하기 전의 제안입니다" in korean
    assert "영업일 10일" not in korean
    english = client.get("/en/join/").content.decode()
    assert "When you hear the result" in english
    assert "10 working days" not in english
    assert reverse("apply") in korean


def test_a_change_is_printed_at_once_and_confirmed_without_a_mark(client, joining_pages):
    client.get("/join/")
    JoiningRules.objects.create(answer_days=10, confirmed=True)
    body = client.get("/join/").content.decode()
    assert "영업일 10일 안에 결과를 알립니다" in body
    assert "기한은 구청이 확정하기 전의 제안입니다" not in body


def test_an_operator_changes_the_rules(client):
    client.force_login(personas.operator())
    path = rules_form(client)
    for wrong in ("0", "61", "-1", "아홉", "\x00", "9" * 30):
        assert client.post(path, RULES | {"answer_days": wrong}).status_code == 200
    assert client.post(path, RULES).status_code == 302
    assert JoiningRules.current().answer_days == 9


@pytest.mark.parametrize("who", ["reviewer", "department_editor", "privacy_officer", "manager"])
def test_others_change_neither_rules_nor_texts(client, who):
    rules = JoiningRules.objects.create()
    client.force_login(personas.ALL[who]())
    # What an operator sends, whole: nothing but the right is missing.
    client.post(reverse("wagtailsettings:edit", args=["network", "joiningrules", rules.pk]), RULES)
    client.post(reverse(f"{READY}:add"), TEXT)
    assert JoiningRules.current().answer_days == 7
    assert not ReadyText.objects.exists()


def test_an_operator_keeps_texts(client):
    client.force_login(personas.operator())
    assert client.post(reverse(f"{READY}:add"), TEXT).status_code == 302
    text = ReadyText.objects.get()
    again = client.post(reverse(f"{READY}:add"), TEXT)
    assert again.status_code == 200
    assert "같은 제목의 글이 이미 있어요" in again.content.decode()
    path = reverse(f"{READY}:edit", args=[text.pk])
    assert client.post(path, TEXT | {"text": "고친 글"}).status_code == 302
    assert client.get(reverse(f"{READY}:list"), {"q": "고친"}).status_code == 200
    assert client.post(reverse(f"{READY}:delete", args=[text.pk])).status_code == 302
    assert not ReadyText.objects.exists()
