"""Staff's side of organisations: found, looked at, mended, trusted; who may, and what stays."""

import csv
import io
import unicodedata

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import ModelLogEntry

from network import organisations
from network.models import FormerName, Officer, Organisation, OrganisationGoal
from tests import personas
from tests.mailbox import delivered
from tests.network import factories
from yeongdeungpoever.access.models import AccessEntry, Act

pytestmark = pytest.mark.django_db
LIST = "/admin/organisations/"


def screen(organisation) -> str:
    return reverse("organisations:inspect", args=[organisation.pk])


def form_of(organisation, **typed) -> dict:
    """What the browser sends when nothing was changed, and what was."""
    names = (
        "name", "name_en", "kind", "unit", "registration_number", "industry", "size",
        "founded_year", "postcode", "road_address", "address_detail", "dong", "website",
        "telephone", "email", "summary", "summary_en", "story", "story_en",
    )  # fmt: skip
    organisation.refresh_from_db()
    sent = {name: getattr(organisation, name) or "" for name in names}
    sent |= {
        "pillars": list(organisation.pillar_rows.values_list("pillar", flat=True)),
        "sdgs": list(organisation.goal_rows.values_list("goal", flat=True)),
        "logo": "",
        "seen": organisations.token(organisation),
    }
    return sent | typed


@pytest.fixture
def operator(client):
    user = personas.operator()
    client.force_login(user)
    return user


@pytest.mark.parametrize("who", [name for name in personas.ALL if name not in ("visitor",)])
def test_only_those_who_decide_see_organisations(client, who):
    organisation = personas.company()
    client.force_login(personas.ALL[who]())
    allowed = who in ("reviewer", "operator", "administrator")
    for path in (LIST, screen(organisation), "/admin/organisations/successions/"):
        answer = client.get(path)
        assert (answer.status_code == 200) is allowed, path


def test_a_reviewer_changes_and_trusts_nothing(client):
    organisation = personas.company()
    reviewer = personas.reviewer()
    client.force_login(reviewer)
    body = client.get(screen(organisation)).content.decode()
    assert reverse("organisations:edit", args=[organisation.pk]) not in body
    assert reverse("organisations:trust", args=[organisation.pk]) not in body
    for name in ("edit", "trust", "appoint"):
        path = reverse(f"organisations:{name}", args=[organisation.pk])
        client.post(path, {"trusted": "1", "name": "남의 이름"})
    organisation.refresh_from_db()
    assert not organisation.is_trusted
    assert organisation.name == "가나다 주식회사"
    with pytest.raises(PermissionDenied):
        organisations.trust(organisation, by=reviewer)


@pytest.mark.parametrize(
    "words",
    ["가나다", "㈜가나다", "가나다상사", "Ganada", "{number}", "{printed}",
     unicodedata.normalize("NFD", "가나다")],
)  # fmt: skip
def test_found_by_name_former_name_and_number(client, operator, words):
    found = factories.organisation("가나다 주식회사", name_en="Ganada Inc.")
    factories.organisation("라마바재단")
    FormerName.objects.create(organisation=found, name="가나다상사", name_key="가나다상사")
    words = words.format(number=found.registration_number, printed=found.printed_number)
    body = client.get(LIST, {"q": words}).content.decode()
    assert "가나다 주식회사" in body
    assert "라마바재단" not in body


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"standing": "member"}, {"참여"}),
        ({"standing": "suspended"}, {"멈춘"}),
        ({"standing": "ended"}, {"끝난"}),
        ({"mark": "trusted"}, {"참여"}),
        ({"mark": "unmanaged"}, {"멈춘"}),
        ({"kind": "school"}, set()),
    ],
)
def test_filters(client, operator, asked, shown):
    member = factories.organisation("참여", managers=[personas.manager()])
    organisations.trust(member, by=operator)
    factories.organisation("멈춘").memberships.update(suspended_at="2026-01-01T00:00Z")
    factories.organisation("끝난").memberships.update(ended_at="2026-01-01T00:00Z", ending="left")
    rows = client.get(LIST, asked).context["object_list"]
    assert {row.name for row in rows} - {"가나다 주식회사"} == shown


@pytest.mark.parametrize("junk", ["\x00", "가" * 10_000, "'; --", "000-00"])
def test_odd_searches_answer(client, operator, junk):
    assert client.get(LIST, {"q": junk, "kind": junk, "p": junk}).status_code == 200


def test_the_list_asks_no_more_for_more_rows(client, operator, django_assert_max_num_queries):
    for number in range(3):
        factories.organisation(f"기관{number}")
    client.get(LIST)
    with django_assert_max_num_queries(200) as few:
        client.get(LIST)
    for number in range(3, 30):
        factories.organisation(f"기관{number}")
    with django_assert_max_num_queries(len(few)):
        client.get(LIST)


def test_the_file_holds_every_column_and_no_formula(client, operator):
    factories.organisation("=1+1", telephone="02-000-0000")
    answer = client.get(LIST, {"export": "csv"})
    text = b"".join(answer).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["기관 이름"] == "'=1+1"
    assert row["참여"] == "참여 중"
    assert row["대표전화"] == "02-000-0000"
    assert client.get(LIST, {"export": "xlsx"}).status_code == 200


def test_the_screen_tells_everything_and_the_log_who_looked(client, operator):
    manager = personas.manager()
    organisation = personas.company()
    gone = Officer.objects.create(
        organisation=organisation,
        person=personas.applicant().key,
        until="2026-01-01T00:00Z",
        ending="account",
    )
    FormerName.objects.create(organisation=organisation, name="옛이름", name_key="옛이름")
    before = AccessEntry.objects.count()
    body = client.get(screen(organisation)).content.decode()
    for words in (manager.email, "옛이름", organisation.printed_number, "계정 탈퇴"):
        assert words in body
    (entry,) = AccessEntry.objects.order_by("pk")[before:]
    assert entry.act == Act.VIEW
    assert {str(manager.key), str(gone.person)} <= set(entry.people)


def test_trusting_says_who_and_when_and_can_be_taken_back(client, operator):
    organisation = personas.company()
    path = reverse("organisations:trust", args=[organisation.pk])
    client.post(path, {"trusted": "1"})
    organisation.refresh_from_db()
    assert organisation.trusted_by == operator
    assert operator.name in client.get(screen(organisation)).content.decode()
    client.post(path, {"trusted": "0"})
    organisation.refresh_from_db()
    assert not organisation.is_trusted
    entries = ModelLogEntry.objects.for_instance(organisation).values_list("action", flat=True)
    assert set(entries) == {organisations.TRUSTED, organisations.DISTRUSTED}


def test_a_new_name_keeps_the_old_one(client, operator):
    organisation = factories.organisation("가나다 주식회사", name_en="Ganada")
    path = reverse("organisations:edit", args=[organisation.pk])
    answer = client.post(path, form_of(organisation, name="새가나다 주식회사", sdgs=[4, 17]))
    assert answer.status_code == 302
    organisation.refresh_from_db()
    assert (organisation.name, organisation.name_key) == ("새가나다 주식회사", "새가나다")
    (former,) = organisation.former_names.all()
    assert (former.name, former.name_en, former.name_key) == ("가나다 주식회사", "Ganada", "가나다")
    assert list(OrganisationGoal.objects.values_list("goal", flat=True)) == [4, 17]
    (entry,) = ModelLogEntry.objects.for_instance(organisation)
    assert entry.data == {"organisation": str(organisation.key), "fields": ["name", "sdgs"]}
    assert "기관 이름" in client.get(screen(organisation)).content.decode()


def test_texts_are_kept_as_the_applicants_form_keeps_them(client, operator):
    organisation = factories.organisation("가나다 주식회사")
    path = reverse("organisations:edit", args=[organisation.pk])
    name = unicodedata.normalize("NFD", "새가나다\u202e  주식회사")
    sent = form_of(organisation, name=name, website="www.ganada.example", story="하나\r\n둘")
    assert client.post(path, sent).status_code == 302
    organisation.refresh_from_db()
    assert organisation.name == "새가나다 주식회사"
    assert organisation.website == "https://www.ganada.example"
    assert organisation.story == "하나\n둘"


def test_a_slip_of_the_pen_is_no_former_name(client, operator):
    organisation = factories.organisation("가나다 주식화사")
    path = reverse("organisations:edit", args=[organisation.pk])
    client.post(path, form_of(organisation, name="가나다 주식회사", is_correction="on"))
    organisation.refresh_from_db()
    assert organisation.name == "가나다 주식회사"
    assert not organisation.former_names.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "기관 이름을 적어 주세요"),
        ({"registration_number": "123-45-67890"}, "맞지 않는 번호예요"),
        ({"telephone": "전화"}, "지역번호"),
        ({"story": "제 번호는 900101-1234567 입니다"}, "주민등록번호"),
        ({"road_address": "900101-1234567"}, "주민등록번호"),
        ({"website": "ftp://ganada.example"}, "누리집 주소의 모양"),
        ({"postcode": "1"}, "숫자 5자리"),
        ({"sdgs": ["99"]}, "99"),
        ({"kind": "\x00"}, ""),
        ({"founded_year": "1" * 30}, ""),
        ({"name": "가" * 10_000}, ""),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(client, operator, typed, words):
    organisation = factories.organisation("가나다 주식회사")
    path = reverse("organisations:edit", args=[organisation.pk])
    answer = client.post(path, form_of(organisation, summary="고친 소개") | typed)
    assert answer.status_code == 200
    body = answer.content.decode()
    assert words in body
    assert "고친 소개" in body
    organisation.refresh_from_db()
    assert organisation.summary != "고친 소개"


@pytest.mark.parametrize("logo", ["없음", "9" * 30, "999999"])
def test_a_logo_that_is_none(client, operator, logo):
    organisation = factories.organisation("가나다 주식회사")
    path = reverse("organisations:edit", args=[organisation.pk])
    assert client.post(path, form_of(organisation, logo=logo)).status_code in (200, 302)


def test_a_telephone_that_stands_there_already_is_not_asked_about(client, operator):
    organisation = factories.organisation("가나다 주식회사", telephone="02-000-0000")
    path = reverse("organisations:edit", args=[organisation.pk])
    assert client.post(path, form_of(organisation, summary="새 소개")).status_code == 302


def test_two_at_once_the_second_is_told_and_loses_nothing(client, operator):
    organisation = factories.organisation("가나다 주식회사")
    path = reverse("organisations:edit", args=[organisation.pk])
    sent = form_of(organisation, summary="둘째가 고친 소개")
    client.post(path, form_of(organisation, summary="첫째가 고친 소개"))
    answer = client.post(path, sent)
    body = answer.content.decode()
    assert "그 사이 다른 사람이" in body
    assert "둘째가 고친 소개" in body
    organisation.refresh_from_db()
    assert organisation.summary == "첫째가 고친 소개"
    seen = answer.context["form"]["seen"].value()
    assert client.post(path, sent | {"seen": seen}).status_code == 302
    organisation.refresh_from_db()
    assert organisation.summary == "둘째가 고친 소개"


def test_the_same_unit_cannot_stand_twice(client, operator):
    first = factories.organisation("가나다 주식회사")
    second = factories.organisation(
        "가나다 지점", registration_number=first.registration_number, unit="branch"
    )
    path = reverse("organisations:edit", args=[second.pk])
    answer = client.post(path, form_of(second, name="㈜가나다", unit="head"))
    assert "이미 있어요" in answer.content.decode()
    second.refresh_from_db()
    assert second.name == "가나다 지점"
    with pytest.raises(ValidationError):
        organisations.change(
            second, by=operator, facts={"name": "가나다", "unit": "head"}, pillars=[], goals=[]
        )


def test_staff_find_a_manager_where_none_is(client, operator):
    officer = personas.officer()
    organisation = personas.company()
    assert organisation.managers == 0
    office = Officer.objects.get(user=officer)
    client.post(
        reverse("organisations:appoint", args=[organisation.pk]), {"officer": str(office.pk)}
    )
    organisation.refresh_from_db()
    assert (organisation.managers, organisation.unmanaged_since) == (1, None)
    assert [message.to for message in delivered()] == [[officer.email]]


def test_staff_invite_no_manager_beside_another(client, operator):
    organisation = personas.company()
    assert client.get(screen(organisation)).context["invite_roles"] == ["manager", "officer"]
    personas.manager()
    assert client.get(screen(organisation)).context["invite_roles"] == ["officer"]


def test_staff_invite(client, operator):
    organisation = personas.company()
    path = reverse("organisations:invite", args=[organisation.pk])
    for wrong in ({"email": "이상한 주소", "role": "manager"}, {"email": "a@b.example"}, {}):
        client.post(path, wrong)
    assert not organisation.invitations.exists()
    client.post(path, {"email": "new@ganada.example", "role": "manager"})
    assert organisation.invitations.open().get().role == "manager"
    assert "new@ganada.example" in client.get(screen(organisation)).content.decode()


@pytest.mark.parametrize("pk", ["abc", "", "9" * 30, "-1"])
def test_officers_of_others_are_nobody_here(client, operator, pk):
    personas.other_officer()
    organisation = personas.company()
    theirs = Officer.objects.get(organisation=personas.foundation())
    path = reverse("organisations:appoint", args=[organisation.pk])
    for number in (pk, str(theirs.pk)):
        assert client.post(path, {"officer": number}).status_code == 404
    assert Organisation.objects.get(pk=organisation.pk).managers == 0


def test_screens_need_a_post_to_act(client, operator):
    organisation = personas.company()
    for name in ("trust", "appoint", "invite"):
        path = reverse(f"organisations:{name}", args=[organisation.pk])
        assert client.get(path).status_code == 405
    assert client.get("/admin/organisations/999999/").status_code == 404
