"""내 정보 내려받기: everything that is held, for its owner only, for a day."""

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from django.db.models import ManyToManyField
from django.utils import timezone

from tests import personas
from tests.accounts.own import enter
from tests.mailbox import delivered
from yeongdeungpoever.accounts import data_copy, own_data
from yeongdeungpoever.accounts.models import OwnDataCopy

pytestmark = pytest.mark.django_db
PAGE = "/accounts/data/"


@pytest.fixture
def person():
    return personas.applicant()


@pytest.fixture
def asked(client, person, django_capture_on_commit_callbacks):
    """The person has asked and a worker has made the copy."""
    enter(client, person)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(PAGE)["Location"] == PAGE
    return OwnDataCopy.objects.get()


def _link(client) -> str:
    return client.get(PAGE).context["link"]


def _archive(response) -> zipfile.ZipFile:
    content = b"".join(response.streaming_content)
    response.close()
    return zipfile.ZipFile(io.BytesIO(content))


def test_every_relation_to_a_person_is_in_the_copy_or_excluded_with_a_reason():
    user = get_user_model()
    relations = set()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields + model._meta.local_many_to_many:
            if field.related_model is user and not (
                # Its rows are those of the table between, which is met by itself.
                isinstance(field, ManyToManyField)
            ):
                relations.add(f"{model._meta.label}.{field.name}")
    answered = own_data.covered() | set(own_data.excluded())
    assert sorted(relations - answered) == []
    assert sorted(answered - relations) == []
    assert not own_data.covered() & set(own_data.excluded())
    assert all(len(reason) > 10 for reason in own_data.excluded().values())


def test_a_copy_is_asked_for_made_told_and_fetched(client, person, asked):
    assert asked.is_ready
    (message,) = delivered()
    assert message.to == [person.email]
    assert PAGE in message.body
    response = client.get(_link(client))
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"].startswith("attachment")
    archive = _archive(response)
    whole = json.loads(archive.read("own-data.json"))
    (account,) = next(
        each["rows"] for each in whole["holdings"] if each["name"] == "accounts.account"
    )
    assert account["email"] == person.email
    assert account["key"] == str(person.key) == whole["person"]
    raw = archive.read("csv/accounts.account.csv")
    assert raw.startswith(b"\xef\xbb\xbf")
    headings, row = csv.reader(io.StringIO(raw.decode("utf-8-sig")))
    assert headings[:3] == ["임의 번호", "이메일", "성명"]
    assert row[1] == person.email
    assert len(archive.namelist()) == 1 + len(own_data.holdings())


def test_every_column_has_a_heading_for_people(person):
    TOTP.activate(person, personas.TOTP_SECRET)
    for holding in own_data.holdings():
        for row in holding.collect(person):
            assert set(row) <= set(holding.columns), holding.name


def test_secrets_are_not_in_the_copy(client, person, django_capture_on_commit_callbacks):
    TOTP.activate(person, personas.TOTP_SECRET)
    enter(client, person)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(PAGE)
    archive = _archive(client.get(_link(client)))
    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert personas.TOTP_SECRET not in everything
    assert person.password not in everything
    assert client.session.session_key not in everything


def test_a_cell_that_a_spreadsheet_would_run_is_text(
    client, person, django_capture_on_commit_callbacks
):
    type(person).objects.filter(pk=person.pk).update(phone="+82 2 2670")
    enter(client, person)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(PAGE)
    raw = _archive(client.get(_link(client))).read("csv/accounts.account.csv").decode("utf-8-sig")
    assert "'+82 2 2670" in raw


def test_asking_needs_a_fresh_proof(client, person):
    enter(client, person, fresh=False)
    response = client.post(PAGE)
    assert response["Location"].startswith("/accounts/reauthenticate/")
    assert not OwnDataCopy.objects.exists()


def test_fetching_needs_a_fresh_proof(client, person, asked):
    link = _link(client)
    enter(client, person, fresh=False)
    assert client.get(link)["Location"].startswith("/accounts/reauthenticate/")


def test_asking_twice_makes_one_copy(client, person, django_capture_on_commit_callbacks):
    enter(client, person)
    client.post(PAGE)
    client.post(PAGE)
    assert OwnDataCopy.objects.count() == 1
    assert "만들고 있습니다" in client.get(PAGE).content.decode()


def test_another_person_gets_nothing(client, person, asked):
    link = _link(client)
    enter(client, personas.officer())
    assert client.get(link)["Location"] == PAGE
    client.logout()
    assert client.get(link)["Location"].startswith("/accounts/login/")


def test_a_forged_or_old_address_gets_nothing(client, person, asked):
    link = _link(client)
    assert client.get(f"{PAGE}{asked.key}/")["Location"] == PAGE
    assert client.get(link[:-2] + "xx/")["Location"] == PAGE
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        enter(client, person)
        assert client.get(link)["Location"] == PAGE


def test_a_copy_is_removed_after_a_day(client, person, asked, django_capture_on_commit_callbacks):
    assert default_storage.exists(asked.file_name)
    with (
        time_machine.travel(timezone.now() + timedelta(hours=25)),
        django_capture_on_commit_callbacks(execute=True),
    ):
        data_copy.remove_outdated_copies.call()
    assert not default_storage.exists(asked.file_name)
    assert not OwnDataCopy.objects.exists()


def test_a_copy_is_not_reached_by_the_door_of_media(client, asked):
    assert client.get(f"/media/{asked.file_name}").status_code == 404


def test_a_failed_copy_says_so_and_can_be_made_again(
    client, person, django_capture_on_commit_callbacks, monkeypatch
):
    enter(client, person)
    client.post(PAGE)
    copy = OwnDataCopy.objects.get()

    def broken(user, file):
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(data_copy, "write_archive", broken)
        with pytest.raises(OSError):
            data_copy.make_copy.call(copy.pk)
    assert "만들지 못했습니다" in client.get(PAGE).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(PAGE)
    assert OwnDataCopy.objects.get().is_ready


def test_a_copy_whose_worker_fell_silent_can_be_asked_for_again(client, person):
    enter(client, person)
    client.post(PAGE)
    first = OwnDataCopy.objects.get()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        enter(client, person)
        assert "만들지 못했습니다" in client.get(PAGE).content.decode()
        client.post(PAGE)
    assert OwnDataCopy.objects.get().pk != first.pk


def test_a_person_who_left_meanwhile_leaves_no_file(person):
    copy = OwnDataCopy.objects.create(user=person)
    copy.delete()
    copy.pk = 1
    data_copy._finish(copy, 10)
    assert not default_storage.exists(copy.file_name)


def test_files_beyond_the_bound_are_named_instead(person, monkeypatch):
    monkeypatch.setattr(data_copy, "MAX_FILE_BYTES", 5)
    monkeypatch.setattr(own_data, "_holdings", {})
    own_data.register(
        "test.files",
        lambda user: [],
        files=lambda user: [("small.txt", b"1234"), ("large.txt", b"123456")],
    )
    out = io.BytesIO()
    data_copy.write_archive(person, out)
    archive = zipfile.ZipFile(out)
    assert "files/test.files/small.txt" in archive.namelist()
    whole = json.loads(archive.read("own-data.json"))
    assert whole["files_left_out"] == ["files/test.files/large.txt"]


def test_a_name_is_registered_once():
    with pytest.raises(ValueError):
        own_data.register("accounts.account", lambda user: [])
