"""The form of the application: what it keeps, what it refuses, and handing it in."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from network.acts import Refused
from network.choices import PaperSlot
from network.joining import completeness
from network.models import Application, JoinRequest, Paper
from network.states import State
from tests import personas
from tests.network import factories
from yeongdeungpoever.accounts.models import Consent, ConsentMethod

pytestmark = pytest.mark.django_db

STEPS = ("basics", "place", "story", "papers", "contact", "check")
BASICS = {
    "kind": "company",
    "name": "새로온 주식회사",
    "unit": "branch",
    "registration_number": "",
    "industry": "K",
    "size": "small",
    "founded_year": "1999",
}
PLACE = {
    "postcode": "07260",
    "road_address": "예시로 1",
    "dong": "yeoui",
    "website": "www.saero.example",
    "telephone": "02 1234 5678",
    "email": "office@saero.example",
}


def address(application, step, **query):
    return reverse("application_step", args=[application.key, step], query=query or None)


def write(client, application, step, data, act="next", **more):
    """Open the page, type and press the button, as a browser does."""
    form = client.get(address(application, step)).context["form"]
    return client.post(
        address(application, step), {"opened": form.token, "act": act} | data, **more
    )


def paper(application, slot=PaperSlot.REGISTRATION):
    made = Paper(application=application, slot=slot, kind="pdf", size=9, digest="0" * 64)
    made.name = "등록증.pdf"
    made.file.save("등록증.pdf", ContentFile(b"%PDF-1.4\n"), save=False)
    made.save()
    return made


@pytest.fixture
def person():
    return personas.applicant()


@pytest.fixture
def draft(person, client):
    client.force_login(person)
    return Application.objects.create(applicant=person, applicant_key=person.key)


def error_of(response, name):
    return " ".join(response.context["form"].errors[name])


def test_every_page_opens_empty_and_full(client, person, draft):
    for application in (draft, factories.application(person)):
        for step in STEPS:
            assert client.get(address(application, step)).status_code == 200, step
    assert client.get(address(draft, "basics", missing="")).status_code == 200


def test_what_is_typed_is_kept_in_its_form_of_storage(client, draft):
    number = factories.registration_number()
    printed = f"{number[:3]}-{number[3:5]}-{number[5:]}"
    data = BASICS | {"name": "  새로온\u202e   주식회사 ", "registration_number": printed}
    response = write(client, draft, "basics", data)
    assert response["Location"] == address(draft, "place")
    write(client, draft, "place", PLACE)
    write(
        client,
        draft,
        "story",
        {"summary": "한 줄", "story": "첫째\r\n둘째", "pillars": ["e", "g"], "sdgs": ["11", "17"]},
    )
    draft.refresh_from_db()
    assert draft.name == "새로온 주식회사"
    assert draft.registration_number == number
    assert draft.website == "https://www.saero.example"
    assert draft.telephone == "02-1234-5678"
    assert draft.story == "첫째\n둘째"
    assert (draft.pillars, draft.sdgs) == (["e", "g"], [11, 17])
    assert draft.version == 4


@pytest.mark.parametrize(
    ("step", "name", "value", "sentence"),
    [
        ("basics", "registration_number", "220-81-62518", "맞지 않는 번호"),
        ("basics", "registration_number", "12345", "10자리"),
        ("basics", "kind", "bank", "보기 가운데"),
        ("basics", "industry", "ZZ", "보기 가운데"),
        ("basics", "name", "가" * 10_000, "120자까지"),
        ("basics", "name", "가" * 481, "지금은 481자"),
        ("basics", "name", "가\x00나", "보이지 않는 글자"),
        ("basics", "name", "...", "글자로 적어"),
        ("basics", "founded_year", "3000", "네 자리"),
        ("basics", "founded_year", "9" * 9_000, "네 자리"),
        ("place", "telephone", "1234", "지역번호"),
        ("place", "postcode", "1234a", "5자리"),
        ("place", "postcode", "07260\n", ""),
        ("place", "website", "javascript:alert(1)", "누리집"),
        ("place", "website", "ftp://saero.example", "누리집"),
        ("place", "email", "@@", "이메일"),
        ("place", "dong", "nowhere", "보기 가운데"),
        ("place", "address_detail", "900101-1234567", "주민등록번호"),
        ("story", "story", "문의 900101-1234567", "주민등록번호"),
        ("story", "summary", "850312-2******", "주민등록번호"),
        ("story", "sdgs", "18", "보기 가운데"),
        ("story", "sdgs", "물", "보기 가운데"),
        ("story", "pillars", "x", "보기 가운데"),
        ("contact", "contact_telephone", "900101-1234567", "주민등록번호"),
    ],
)
def test_bad_input_gets_a_sentence_and_stays_on_the_page(
    client, draft, step, name, value, sentence
):
    response = write(client, draft, step, {name: value})
    if not sentence:
        assert response.status_code == 302
        return
    assert response.status_code == 200
    assert sentence in error_of(response, name)
    typed = response.context["form"][name].value()
    assert typed == value or typed == [value]
    draft.refresh_from_db()
    assert getattr(draft, name) in ("", None, [])


@pytest.mark.parametrize("text", ["1985. 3. 12.", "19850312", "850312"])
def test_a_bare_date_is_no_resident_number(client, draft, text):
    assert write(client, draft, "story", {"summary": text}).status_code == 302
    draft.refresh_from_db()
    assert draft.summary == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("15881234", "1588-1234"),
        ("070 7123 4567", "070-7123-4567"),
        ("+82 2 1234 5678", "02-1234-5678"),
        ("(02)1234-5678", "02-1234-5678"),
        ("+1 650-253-0000", "+1 650-253-0000"),
    ],
)
def test_telephones_of_every_kind(client, draft, typed, kept):
    write(client, draft, "place", {"telephone": typed})
    draft.refresh_from_db()
    assert draft.telephone == kept


def test_the_valid_part_is_saved_beside_an_error(client, draft):
    response = write(client, draft, "place", PLACE | {"email": "@@"})
    assert response.status_code == 200
    draft.refresh_from_db()
    assert (draft.road_address, draft.email) == ("예시로 1", "")


def test_without_a_number_only_nonprofits(client, draft):
    response = write(client, draft, "basics", BASICS | {"has_no_number": "on"})
    assert "비영리기관만" in error_of(response, "has_no_number")
    assert write(client, draft, "basics", BASICS | {"kind": "nonprofit", "has_no_number": "on"})
    draft.refresh_from_db()
    assert draft.has_no_number
    assert completeness.slots_needed(draft) == (PaperSlot.PROOF,)


def test_nothing_else_of_the_application_can_be_written(client, draft):
    before = Application.objects.filter(pk=draft.pk).values().get()
    more = {
        "state": "approved", "number": "2026-0001", "applicant": "1", "reviewer": "1",
        "organisation": "1", "decided_at": "2026-01-01", "version": "99", "channel": "paper",
        "contact_name": "남", "contact_email": "x@y.example", "open_parts": "identity",
        "key": "0" * 32, "department": "1", "answer_by": "2026-01-01", "name_key": "x",
    }  # fmt: skip
    for step in STEPS:
        if step not in ("papers", "check"):
            write(client, draft, step, more | {"unit": "head"})
    after = Application.objects.filter(pk=draft.pk).values().get()
    assert before == after


@pytest.mark.parametrize("who", ["other_officer", "reviewer", "administrator", "visitor"])
def test_somebody_elses_application_is_not_there(client, person, who):
    application = factories.application(person)
    other = personas.ALL[who]()
    client.logout()
    if other.is_authenticated:
        client.force_login(other)
    key = application.key
    before = Application.objects.filter(pk=application.pk).values().get()
    organisation = personas.company()
    for name, args in (
        ("application_status", [key]), ("application_received", [key]),
        ("application_withdraw", [key]), ("application_discard", [key]),
        ("application_ask", [key, organisation.key]),
        *(("application_step", [key, step]) for step in STEPS),
        ("application_save", [key, "basics"]),
    ):  # fmt: skip
        url = reverse(name, args=args)
        for response in (client.get(url), client.post(url, {"name": "빼앗은 이름"})):
            if other.is_authenticated:
                assert response.status_code in (404, 405), url
            else:
                assert response.status_code == 302
                assert "login" in response["Location"]
    assert Application.objects.filter(pk=application.pk).values().get() == before
    assert not JoinRequest.objects.exists()


def test_wrong_addresses_are_not_there(client, draft):
    assert client.get(address(draft, "nowhere")).status_code == 404
    assert client.get(f"/my/applications/{'x' * 36}/").status_code == 404
    assert client.get(f"/my/applications/{'0' * 32}/").status_code == 404


def test_consents_are_recorded_with_the_application_and_taken_back(client, person, draft):
    both = {"contact_telephone": "02-1234-5678", "consent_joining": "on", "consent_rules": "on"}
    write(client, draft, "contact", both)
    given = list(draft.consents.order_by("policy__kind"))
    assert [each.policy.kind for each in given] == ["joining", "rules"]
    assert {each.method for each in given} == {ConsentMethod.APPLICATION}
    assert {each.person for each in given} == {person.key}

    write(client, draft, "contact", {"contact_telephone": "02-1234-5678", "consent_rules": "on"})
    assert [each.policy.kind for each in draft.consents.in_force()] == ["rules"]
    assert Consent.objects.get(policy__kind="joining").withdrawn_at is not None


def test_a_consent_on_which_another_application_stands_stays(client, person, draft):
    write(client, draft, "contact", {"consent_joining": "on"})
    second = factories.application(person)
    write(client, second, "contact", {"consent_joining": "on"})
    write(client, draft, "contact", {})
    assert second.consents.in_force().filter(policy__kind="joining").exists()
    assert not draft.consents.exists()


def full(person):
    """A draft that lacks nothing."""
    application = factories.application(person, telephone="02-1234-5678")
    paper(application)
    return application


def agree(client, application):
    both = {"consent_joining": "on", "consent_rules": "on", "contact_telephone": "02-1234-5678"}
    assert write(client, application, "contact", both).status_code == 302
    application.refresh_from_db()


def test_the_check_says_what_is_missing_and_where(client, draft):
    response = client.get(address(draft, "check"))
    lacking = {missing.field or missing.part for missing, _url in response.context["lacking"]}
    assert lacking >= {"kind", "name", "registration_number", "papers", "consent_joining"}
    urls = [url for _missing, url in response.context["lacking"]]
    assert f"{address(draft, 'basics')}?missing#id_name" in urls
    page = client.get(address(draft, "basics", missing=""))
    assert "기관 이름을 적어 주세요." in page.content.decode()


def test_nothing_unfinished_is_handed_in(client, draft):
    response = client.post(address(draft, "check"), {"version": draft.version})
    assert response.status_code == 200
    draft.refresh_from_db()
    assert draft.state == State.DRAFT
    assert draft.number is None


def test_handing_in_gives_a_number_and_a_date(client, person):
    client.force_login(person)
    application = full(person)
    agree(client, application)
    assert completeness.missing(application) == []
    stale = client.post(address(application, "check"), {"version": application.version - 1})
    assert "다른 창에서" in stale.content.decode()
    response = client.post(address(application, "check"), {"version": application.version})
    assert response["Location"] == reverse("application_received", args=[application.key])
    application.refresh_from_db()
    assert application.state == State.SUBMITTED
    text = client.get(response["Location"]).content.decode()
    assert application.number in text
    assert "예시안" in text
    again = client.post(address(application, "check"), {"version": application.version})
    assert again["Location"] == reverse("application_status", args=[application.key])


@pytest.mark.parametrize(
    ("kind", "slots"),
    [
        ("company", (PaperSlot.REGISTRATION,)),
        ("district_office", ()),
        ("other", (PaperSlot.REGISTRATION, PaperSlot.PROOF)),
    ],
)
def test_papers_by_kind(person, kind, slots):
    application = factories.application(person, kind=kind)
    assert completeness.slots_needed(application) == slots
    wants = any(each.part == "papers" for each in completeness.missing(application))
    assert wants is bool(slots)
    if slots:
        paper(application, slots[-1])
        assert not any(each.part == "papers" for each in completeness.missing(application))


def test_a_member_of_the_same_name_or_number_is_shown_and_may_be_asked(client, draft):
    member = factories.organisation("가나다 주식회사")
    write(client, draft, "basics", BASICS | {"name": "㈜ 가나다"}, act="stay")
    text = client.get(address(draft, "basics")).content.decode()
    assert "이름이 같습니다" in text
    assert "이 기관에 참여 요청" in text
    other = {"name": "다른 지점", "registration_number": member.registration_number}
    write(client, draft, "basics", BASICS | other, act="stay")
    assert "등록번호가 같습니다" in client.get(address(draft, "basics")).content.decode()

    ask = reverse("application_ask", args=[draft.key, member.key])
    refused = client.post(ask, {"message": "900101-1234567"}, follow=True)
    assert "주민등록번호" in refused.content.decode()
    assert not JoinRequest.objects.exists()
    response = client.post(ask, {"message": "함께하고 싶습니다"}, follow=True)
    assert "답을 기다리고 있습니다" in response.content.decode()
    assert JoinRequest.objects.get().organisation == member
    # Another unit may still apply: nothing keeps the form from going on.
    assert write(client, draft, "basics", BASICS | other)["Location"] == address(draft, "place")


def test_nobody_is_asked_who_is_no_member(client, draft):
    gone = factories.organisation("떠난 기관")
    gone.memberships.update(suspended_at=gone.created_at)
    response = client.post(reverse("application_ask", args=[draft.key, gone.key]))
    assert response.status_code == 404


def test_a_second_application_of_the_same_organisation_is_told_apart(client, person):
    client.force_login(person)
    first = factories.application(person, State.CHANGES_REQUESTED, open_parts=["identity"])
    second = factories.application(
        person,
        State.CHANGES_REQUESTED,
        registration_number=first.registration_number,
        unit="branch",
        open_parts=["identity"],
    )
    data = {"kind": "company", "name": first.name, "unit": "head"}
    response = write(client, second, "basics", data)
    assert response.status_code == 200
    assert "이미 있어요" in str(response.context["form"].non_field_errors())


@pytest.mark.parametrize(
    ("step", "name", "most"),
    [("basics", "name", 120), ("story", "story", 3000), ("place", "website", 300)],
)
def test_what_can_never_fit_is_neither_composed_nor_searched(
    client, draft, monkeypatch, step, name, most
):
    page = client.get(address(draft, step)).context["form"]

    seen = []
    monkeypatch.setattr(
        "network.joining.fields.normal_form", lambda text: seen.append(text) or text
    )
    monkeypatch.setattr("network.typed.holds_resident_number", seen.append)
    long = "a" + "\u0301" * 4 * most
    response = client.post(address(draft, step), {"opened": page.token, name: long})
    assert f"{most}자까지" in error_of(response, name)
    assert not any(seen)


def test_what_nobody_sees_is_not_kept(client, draft):
    write(client, draft, "basics", BASICS | {"name": "새\x07로\u200b온\x9b\t주식회사"})
    story = "첫째\x0b 줄\n\t둘째\x1b 줄\u202e"
    write(client, draft, "story", {"summary": "한\x08 줄\n두 줄", "story": story})
    draft.refresh_from_db()
    assert draft.name == "새로온 주식회사"
    assert draft.summary == "한 줄 두 줄"
    assert draft.story == "첫째 줄\n\t둘째 줄"


@pytest.mark.parametrize("name", ["\u3164", "\u200b", "\u2800 \u3164", "···"])
def test_a_name_without_a_letter_is_none(client, person, draft, name):
    write(client, draft, "basics", BASICS | {"name": name})
    draft.refresh_from_db()
    assert draft.name == ""
    # However it came there.
    draft.name = name
    assert "name" in {each.field for each in completeness.missing(draft)}


def test_a_message_with_a_request_is_as_long_as_it_may_be(client, draft):
    member = factories.organisation("가나다 주식회사")
    ask = reverse("application_ask", args=[draft.key, member.key])
    response = client.post(ask, {"message": "가" * 301}, follow=True)
    assert "300자까지" in response.content.decode()
    assert not JoinRequest.objects.exists()


def test_a_refusal_of_several_sentences_is_shown_whole(client, draft, monkeypatch):
    def refuse(*args, **kwargs):
        raise Refused(["첫째 까닭이에요.", "둘째 까닭이에요."])

    monkeypatch.setattr("network.joining.writing.save_step", refuse)
    response = client.post(address(draft, "basics"), BASICS, follow=True)
    assert "첫째 까닭이에요. 둘째 까닭이에요." in response.content.decode()
    kept = client.post(reverse("application_save", args=[draft.key, "basics"]), BASICS)
    assert (kept.status_code, kept.json()["message"]) == (409, "첫째 까닭이에요. 둘째 까닭이에요.")
    for name, act in (("start.drafts.begin", "application_new"), ("views.actions.withdraw", "")):
        monkeypatch.setattr(f"network.joining.{name}", refuse)
        one = reverse(act) if act else reverse("application_withdraw", args=[draft.key])
        assert "첫째 까닭이에요. 둘째 까닭이에요." in client.post(one, follow=True).content.decode()
