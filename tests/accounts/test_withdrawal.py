"""탈퇴: a person leaves and nothing of them is found again."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, connections, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import (
    Comment,
    CommentReply,
    ModelLogEntry,
    PageLogEntry,
    PageSubscription,
    Revision,
    TaskState,
    UploadedFile,
)
from wagtail.users.models import UserProfile

from tests import personas, site
from tests.accounts.own import enter
from tests.client import Client
from yeongdeungpoever.access.models import AccessEntry, Act
from yeongdeungpoever.accounts import consents, kakao, traces, withdrawal
from yeongdeungpoever.accounts.kept_typing import KEPT
from yeongdeungpoever.accounts.models import (
    Consent,
    ConsentMethod,
    OwnDataCopy,
    RightsChange,
    StaffInvitation,
    User,
)
from yeongdeungpoever.accounts.second_factor import CODE, MAILBOX
from yeongdeungpoever.accounts.sessions import ENDED
from yeongdeungpoever.duties.models import Duty
from yeongdeungpoever.jobs.progress import report
from yeongdeungpoever.notices.models import Notice

PAGE = "/accounts/withdraw/"
# In ASCII, so that it reads the same however a column writes Korean down.
CANARY = "kanari7f3"
ADDRESS = f"{CANARY}@person.example"
NEW_ADDRESS = f"{CANARY}-new@person.example"
IP = "198.51.100.237"


def dump() -> dict[str, str]:
    """Every table of the database as text, by name."""
    tables = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            tables[table] = "\n".join(str(row) for row in cursor.fetchall())
    return tables


def files() -> str:
    """The names and contents of every file that the installation keeps, its database aside."""
    found = []
    for path in Path(django_settings.DATA_DIR).rglob("*"):
        if path.is_file() and "sqlite3" not in path.name:
            found.append(f"{path} {path.read_bytes()!r}")
    return "\n".join(found)


def plant() -> User:
    """A person whose every personal field, and every place that may name them, holds the canary."""
    user = User.objects.create_user(
        ADDRESS, personas.PASSWORD, name=f"{CANARY} kim", phone=f"02-{CANARY}"
    )
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=True, primary=True)
    EmailAddress.objects.create(user=user, email=NEW_ADDRESS, verified=False, primary=False)
    TOTP.activate(user, personas.TOTP_SECRET)
    Authenticator.objects.create(
        user=user,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": f"{CANARY} key", "credential": {}},
    )
    SocialAccount.objects.create(
        user=user, provider="kakao", uid=f"{CANARY}-1", extra_data={"email": ADDRESS}
    )
    UserSession.objects.create(user=user, session_key="k" * 32, ip=IP, user_agent=f"{CANARY}/1.0")
    required, optional = consents.asked_at_sign_up()
    consents.give(user, required + optional, method=ConsentMethod.SIGN_UP, ip_address=IP)
    StaffInvitation.objects.create(
        email=ADDRESS.upper(),
        name=f"{CANARY} kim",
        token_hash="a" * 64,
        expires_at=timezone.now() + timedelta(days=1),
    )
    copy = OwnDataCopy.objects.create(user=user, ready_at=timezone.now())
    default_storage.save(copy.file_name, ContentFile(CANARY.encode()))
    Notice.objects.create(
        kind="accounts.unknown", user=user, context={"name": CANARY}, message_id="<1>"
    )
    Notice.objects.create(
        kind="test.two", address=ADDRESS, context={"link": CANARY}, message_id="<2>"
    )
    # Somebody half way through a door of ours, with this address.
    other = Client()
    other.post("/accounts/login/code/", {"email": ADDRESS})
    _plant_in_the_back_office(user)
    _plant_in_jobs(user)
    return user


def _plant_in_the_back_office(user) -> None:
    page = site.standard_page(publish=True)
    page.owner = user
    page.save()
    revision = page.save_revision(user=user)
    comment = Comment.objects.create(
        page=page, user=user, text=f"{CANARY} says", contentpath="title", position=""
    )
    CommentReply.objects.create(comment=comment, user=user, text=f"{CANARY} answers")
    revision.content["wagtail_admin_comments"] = [
        {"pk": 1, "user": user.pk, "text": f"{CANARY} says", "replies": []},
        {
            "pk": 2,
            "user": user.pk + 1000,
            "text": "somebody else",
            "replies": [{"user": user.pk, "text": f"{CANARY} answers"}],
        },
    ]
    revision.save()
    PageSubscription.objects.create(page=page, user=user, comment_notifications=True)
    EditingSession.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(page),
        object_id=str(page.pk),
        last_seen_at=timezone.now(),
    )
    FormState.objects.create(
        user=user,
        data=f"title={CANARY}",
        content_type=ContentType.objects.get_for_model(page),
        object_id=str(page.pk),
        parent_object_id="",
        last_updated_at=timezone.now(),
    )
    profile = UserProfile.get_for_user(user)
    profile.avatar.save("avatar.png", ContentFile(CANARY.encode()))
    upload = UploadedFile(uploaded_by_user=user)
    upload.file.save("upload.txt", ContentFile(CANARY.encode()))
    task = apps.get_model("wagtailcore", "Task").objects.create(
        name="시험", content_type=ContentType.objects.get_for_model(User)
    )
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name="시험")
    state = apps.get_model("wagtailcore", "WorkflowState").objects.create(
        workflow=workflow,
        requested_by=user,
        base_content_type=ContentType.objects.get_for_model(page),
        content_type=ContentType.objects.get_for_model(page),
        object_id=str(page.pk),
    )
    TaskState.objects.create(
        task=task,
        workflow_state=state,
        revision=revision,
        finished_by=user,
        comment=f"{CANARY} returns it",
        content_type=ContentType.objects.get_for_model(TaskState),
    )
    about_user = ContentType.objects.get_for_model(User)
    common = {"timestamp": timezone.now(), "action": "wagtail.edit"}
    ModelLogEntry.objects.bulk_create(
        [
            ModelLogEntry(
                content_type=about_user,
                object_id=str(user.pk),
                label=user.name,
                data={"before": {"name": user.name, "phone": [user.name]}},
                **common,
            ),
            ModelLogEntry(
                content_type=ContentType.objects.get_for_model(StaffInvitation),
                object_id="1",
                label=ADDRESS,
                data={"title": f"Invited {ADDRESS.upper()}"},
                **common,
            ),
        ]
    )
    PageLogEntry.objects.bulk_create(
        [
            PageLogEntry(
                page=page,
                user_id=user.pk,
                label=page.title,
                data={"comment": {"text": f"{CANARY} says"}, "revision": {"id": revision.pk}},
                content_type=ContentType.objects.get_for_model(page),
                **common,
            )
        ]
    )


def _plant_in_jobs(user) -> None:
    for fields in (
        {"args_kwargs": {"args": [ADDRESS], "kwargs": {}}, "traceback": ""},
        {"args_kwargs": {"args": [], "kwargs": {}}, "traceback": f"SMTP refused {ADDRESS}"},
    ):
        DBTaskResult.objects.create(
            task_path="yeongdeungpoever.jobs.tasks.clear_sessions",
            backend_name="default",
            run_after=timezone.now(),
            exception_class_path="",
            **fields,
        )
    report(f"own-data:{user.key}", 1, 2, f"for {ADDRESS}")


def _rights_that_are_no_place_in_the_back_office(user) -> None:
    user.groups.add(Group.objects.create(name="시험 모임"))


@pytest.mark.django_db(transaction=True)
def test_a_canary_in_every_personal_field_is_found_nowhere_afterwards(client):
    user = plant()
    _rights_that_are_no_place_in_the_back_office(user)
    enter(client, user)
    AccessEntry.objects.create(
        account=personas.privacy_officer().key,
        act=Act.VIEW,
        screen="사용자",
        people=[str(user.key)],
        people_count=1,
        seal="",
    )
    before = dump()
    planted = {table for table, text in before.items() if CANARY in text.lower()}
    assert len(planted) >= 14, sorted(planted)
    assert CANARY in files()
    mail.outbox.clear()

    response = client.post(PAGE, {"sure": "on"})

    assert response["Location"] == "/accounts/withdrawn/"
    after = dump()
    assert {table: text for table, text in after.items() if CANARY in text.lower()} == {}
    assert {table for table, text in after.items() if IP in text} == set()
    assert CANARY not in files()
    (goodbye,) = mail.outbox
    assert goodbye.to == [ADDRESS]
    rest = goodbye.message()
    del rest["To"]
    assert CANARY not in rest.as_string().lower()
    assert not User.objects.filter(pk=user.pk).exists()
    # What the law keeps names the person by the random key.
    assert set(Consent.objects.filter(person=user.key).values_list("user", "ip_address")) == {
        (None, None)
    }
    assert not Consent.objects.filter(person=user.key, withdrawn_at=None).exists()
    assert AccessEntry.objects.get().people == [str(user.key)]
    ended = RightsChange.objects.filter(person=user.key, change=RightsChange.Change.REMOVED)
    assert {change.cause for change in ended} == {RightsChange.Cause.WITHDRAWAL}
    # What others wrote, and what is published, stays.
    assert "somebody else" in after["wagtailcore_revision"]
    assert client.get("/notice/").status_code == 200
    assert client.get("/accounts/")["Location"].startswith("/accounts/login/")


def test_the_canary_stands_in_every_text_field_of_the_person():
    """Whoever adds a personal field to the user plants it above."""
    known = {"password", "email", "name", "phone", "language"}
    texts = {
        field.name
        for field in User._meta.concrete_fields
        if field.get_internal_type() in ("CharField", "TextField", "EmailField", "JSONField")
    }
    assert texts == known


@pytest.mark.django_db
def test_leaving_needs_a_fresh_proof_and_the_box(client):
    person = personas.applicant()
    enter(client, person, fresh=False)
    assert client.get(PAGE)["Location"].startswith("/accounts/reauthenticate/")
    enter(client, person)
    body = client.get(PAGE).content.decode()
    assert "되돌릴 수 없" in body
    assert "3년 동안 임의 번호로만" in body
    assert "checked" not in body
    refused = client.post(PAGE)
    assert "이 칸에 표시해 주세요" in refused.content.decode()
    assert User.objects.filter(pk=person.pk).exists()


@pytest.mark.django_db
def test_staff_are_told_whom_to_ask(client):
    editor = personas.department_editor()
    enter(client, editor)
    body = client.get(PAGE).content.decode()
    assert "누리집 관리자에게 권한을 끝내 달라고" in body
    assert "<form" not in body.split('class="own-main"')[1].split("</main>")[0]
    client.post(PAGE, {"sure": "on"})
    assert User.objects.filter(pk=editor.pk).exists()
    with pytest.raises(withdrawal.Refused):
        withdrawal.withdraw(editor)


@pytest.mark.django_db
def test_the_last_administrator_is_told_to_invite_another(client):
    administrator = personas.administrator()
    enter(client, administrator)
    assert "마지막 관리자" in client.get(PAGE).content.decode()
    client.post(PAGE, {"sure": "on"})
    assert User.objects.filter(pk=administrator.pk).exists()


@pytest.mark.django_db
def test_the_second_tab_finds_the_account_gone():
    person = personas.applicant()
    assert withdrawal.withdraw(person)
    assert withdrawal.withdraw(person) is False
    assert Notice.objects.filter(kind="accounts.withdrawn").count() == 1


@pytest.mark.django_db
def test_everything_stays_when_something_goes_wrong(monkeypatch):
    person = personas.applicant()

    def broken(user):
        raise RuntimeError("database away")

    with monkeypatch.context() as patch:
        patch.setattr(traces, "erase_jobs", broken)
        with pytest.raises(RuntimeError):
            withdrawal.withdraw(person)
    assert User.objects.filter(pk=person.pk).exists()
    assert Consent.objects.filter(user=person, withdrawn_at=None).exists()
    assert EmailAddress.objects.filter(user=person).exists()


@pytest.mark.django_db
def test_sessions_of_others_stay(client):
    person, other = personas.applicant(), personas.officer()
    client.force_login(person)
    elsewhere = Client()
    elsewhere.force_login(other)
    withdrawal.withdraw(person)
    assert elsewhere.get("/accounts/").status_code == 200
    assert client.get("/accounts/").status_code == 302
    assert Session.objects.count() == 1


@pytest.mark.django_db
def test_typing_kept_from_an_ended_session_goes_too(client):
    person = personas.applicant()
    client.force_login(person)
    form = {"name": f"{CANARY} kim", "phone": "010-1234-5678"}
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        response = client.post("/accounts/person/", form, headers={"Origin": "http://testserver"})
        assert response["Location"].startswith("/accounts/login/?next=")
        held = client.session
        assert held[KEPT]["fields"]
        assert CANARY in str(held[KEPT])
        assert held[ENDED]["user"] == str(person.pk)
        assert not UserSession.objects.filter(user=person, session_key=held.session_key).exists()
        withdrawal.withdraw(person)
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("name", "by"),
    [(KEPT, "pk"), (ENDED, "pk"), (MAILBOX, "key"), (CODE, "key")],
)
@pytest.mark.django_db
def test_every_mark_of_the_person_ends_a_session_and_those_of_others_do_not(name, by):
    person, other = personas.applicant(), personas.officer()
    for user in (person, other):
        session = SessionStore()
        session[name] = {"user": str(getattr(user, by)), "at": 0}
        session.save()
    withdrawal.withdraw(person)
    (left,) = Session.objects.all()
    assert left.get_decoded()[name]["user"] == str(getattr(other, by))


@pytest.mark.django_db
def test_the_address_can_make_a_new_account():
    person = personas.applicant()
    withdrawal.withdraw(person)
    again = personas.applicant()
    assert again.key != person.key


@pytest.mark.django_db
def test_duties_of_who_leaves_stay_without_the_person():
    person = personas.applicant()
    duty = Duty.objects.create(
        kind="test", subject_id="1", title="시험", owner=person, due_on=timezone.localdate()
    )
    withdrawal.withdraw(person)
    duty.refresh_from_db()
    assert duty.owner is None


@pytest.mark.django_db
def test_a_name_inside_the_words_of_others_is_left_alone():
    person = personas.applicant()
    User.objects.filter(pk=person.pk).update(name="사업")
    person.refresh_from_db()
    page = site.standard_page(title="핵심사업 안내")
    entry = PageLogEntry.objects.filter(page=page).first()
    PageLogEntry.objects.filter(pk=entry.pk).update(user_id=person.pk)
    withdrawal.withdraw(person)
    entry.refresh_from_db()
    assert entry.label == "핵심사업 안내"
    assert Revision.objects.filter(object_str="핵심사업 안내").exists()


@pytest.mark.django_db
def test_kakao_is_told_only_where_its_key_is_set(settings, monkeypatch):
    person = personas.applicant()
    SocialAccount.objects.create(user=person, provider="kakao", uid="4711")
    queued = []
    monkeypatch.setattr(transaction, "on_commit", lambda act, **kwargs: queued.append(act))
    withdrawal._queue_unlink(person)
    assert queued == []
    settings.KAKAO_ADMIN_KEY = "secret"
    withdrawal._queue_unlink(person)
    (act,) = queued
    assert (act.func, act.args) == (kakao.unlink.enqueue, ("4711",))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_the_same_time_leave_once():
    person = personas.applicant()
    results, barrier = [], threading.Barrier(2)

    def leave():
        barrier.wait()
        try:
            results.append(withdrawal.withdraw(person))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=leave) for _tab in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [False, True]
    assert Notice.objects.filter(kind="accounts.withdrawn").count() == 1
