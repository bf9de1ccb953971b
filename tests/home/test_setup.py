"""What `migrate` alone yields, what the demo adds, and what stands before a launch."""

import pytest
from django.apps import apps
from django.core.management import call_command
from wagtail.models import Locale, Site, Workflow

from home import demo
from home.launch import findings
from home.models import HomePage, PolicyPage, StandardPage
from home.setup import ensure_site
from tests import personas
from yeongdeungpoever.accounts.models import OfficeContact, PolicyKind, PolicyVersion, User
from yeongdeungpoever.pages.models import BasePage, DemoRecord

pytestmark = pytest.mark.django_db


class _Sender:
    """The app whose signal comes last."""

    label = [config.label for config in apps.get_app_configs() if config.models_module][-1]


def test_migrate_alone_yields_a_site():
    site = Site.objects.get()
    assert isinstance(site.root_page.specific, HomePage)
    assert list(Locale.objects.values_list("language_code", flat=True).order_by("pk")) == [
        "ko",
        "en",
    ]
    assert not StandardPage.objects.live().exists()
    assert not PolicyPage.objects.live().exists()
    assert {"about", "join", "accessibility"} <= set(
        StandardPage.objects.values_list("slug", flat=True)
    )
    assert not BasePage.objects.filter(title__icontains="welcome").exists()
    assert list(Workflow.objects.values_list("name", flat=True)) == ["게시"]
    for kind in PolicyKind:
        assert PolicyVersion.objects.current(kind) is not None


def test_setting_up_twice_changes_nothing():
    before = list(BasePage.objects.values_list("pk", "path"))
    ensure_site(_Sender)
    assert list(BasePage.objects.values_list("pk", "path")) == before


def test_loading_twice_changes_nothing():
    call_command("load_report")
    call_command("load_demo")
    before = (BasePage.objects.count(), User.objects.count(), DemoRecord.objects.count())
    call_command("load_report")
    call_command("load_demo")
    after = (BasePage.objects.count(), User.objects.count(), DemoRecord.objects.count())
    assert before == after


def test_the_reports_content_is_no_demo():
    call_command("load_report")
    assert not DemoRecord.objects.exists()


def test_every_page_of_a_demo_says_so_and_removal_takes_it_away(client):
    call_command("load_report")
    call_command("load_demo")
    assert "시연용 자료입니다" in client.get("/").content.decode()
    assert client.get("/join/").status_code == 200
    call_command("remove_demo")
    assert "시연용 자료입니다" not in client.get("/").content.decode()
    assert client.get("/join/").status_code == 404
    assert not User.objects.filter(email__endswith="@demo.example").exists()


def test_a_page_that_staff_have_confirmed_survives_the_removal(client):
    call_command("load_report")
    call_command("load_demo")
    page = StandardPage.objects.in_language("ko").get(slug="join")
    page.provisional = ""
    page.save_revision().publish()
    call_command("remove_demo")
    assert client.get("/join/").status_code == 200


def test_directions_wait_for_an_address(client):
    call_command("load_demo")
    assert client.get("/directions/").status_code == 404
    OfficeContact.objects.create(address="시험로 1", telephone="02-000-0000")
    call_command("load_demo")
    body = client.get("/directions/").content.decode()
    assert "시험로 1" in body
    assert "02-000-0000" in body


def test_a_real_installation_refuses_the_demo(settings):
    settings.DEMO_ALLOWED = False
    with pytest.raises(demo.DemoRefused):
        demo.load()


def test_launch_check_fails_while_samples_are_published(settings):
    call_command("load_report")
    call_command("load_demo")
    settings.DEBUG = False
    with pytest.raises(SystemExit):
        call_command("launch_check")
    texts = [finding.text for finding in findings() if finding.blocks]
    assert any("demo rows" in text for text in texts)
    assert any("/join/" in text for text in texts)


def test_launch_check_passes_when_everything_is_mended(settings, capsys):
    call_command("load_report")
    personas.administrator()
    settings.DEBUG = False
    settings.SITE_URL = "https://ever.example"
    call_command("launch_check")
    printed = capsys.readouterr().out
    assert "telephone" in printed
    assert "예시안" in printed


def test_texts_that_staff_have_saved_are_left_alone():
    page = StandardPage.objects.in_language("ko").get(slug="about")
    page.summary = "직원이 고친 글"
    page.save_revision().publish()
    call_command("load_report")
    page.refresh_from_db()
    assert page.summary == "직원이 고친 글"
