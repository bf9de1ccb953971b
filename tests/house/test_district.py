"""One installation, one district: names stand in its data file and nowhere in code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from yeongdeungpoever.vocabulary.district import district

ROOT = Path(__file__).resolve().parents[2]
NAME = "영등포"
CODE = (".py", ".html", ".svg", ".css", ".js")
ELSEWHERE = ("locale/", "districts/", "tests/", "docs/")

OTHER = """
slug = "hangang"
name = { ko = "한강구", en = "Hangang-gu" }
city = { ko = "서울특별시", en = "Seoul" }
office = { ko = "한강구청", en = "Hangang-gu Office" }
network = { ko = "한강이음", en = "Hangang Bridge" }
network_full = { ko = "한강 민관협력 네트워크", en = "Hangang Network" }

[source]
title = { ko = "예시 보고", en = "Sample report" }
body = { ko = "예시 의회", en = "Sample council" }
date = { ko = "2026. 1. 1.", en = "1 January 2026" }
department = { ko = "예시과", en = "Sample Division" }

[[menu]]
key = "about"
slug = "about"
label = { ko = "한강이음 소개", en = "About" }

[[dongs]]
slug = "first-dong"
name = { ko = "첫째동", en = "First-dong" }
"""

PAGES = {
    "home": 'title = "한강이음"\nslug = ""\ntype = "home"\nsummary = "예시"\nbody = []\n',
    "about": (
        'title = "한강이음 소개"\nslug = "about"\ntype = "standard"\nsummary = "예시"\n'
        'body = [{ type = "text", heading = "목적", body = "<p>다른 구의 글</p>" }]\n'
    ),
}

SCRIPT = """
import django
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
from home.models import HomePage, StandardPage
pages = StandardPage.objects.in_language("ko")
for page in [HomePage.objects.in_language("ko").get(), pages.get(slug="about")]:
    page.save_revision().publish()
client = Client()
for path in ("/", "/about/", "/search/?q=목적", "/accounts/login/", "/nothing/"):
    print(client.get(path).content.decode())
print(client.get("/feed/").content.decode(), client.get("/manifest.webmanifest").json())
"""


def test_no_name_of_the_district_stands_in_code():
    files = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    holders = [
        file
        for file in files
        if file.endswith(CODE)
        and not file.startswith(ELSEWHERE)
        and "demo" not in Path(file).name
        and NAME in (ROOT / file).read_text(encoding="utf-8")
    ]
    assert holders == []


@pytest.fixture
def other_district(tmp_path):
    folder = tmp_path / "hangang"
    (folder / "content/pages").mkdir(parents=True)
    (folder / "content/policies").mkdir()
    (folder / "district.toml").write_text(OTHER, encoding="utf-8")
    for name, text in PAGES.items():
        (folder / f"content/pages/{name}.toml").write_text(text, encoding="utf-8")
    return folder / "district.toml"


def test_another_district_starts_by_its_file_alone(other_district, tmp_path):
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "yeongdeungpoever.settings.test",
            "DISTRICT_FILE": str(other_district),
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr[-3000:]
    assert "한강이음 소개" in result.stdout
    assert "다른 구의 글" in result.stdout
    assert "한강구청" in result.stdout
    assert NAME not in result.stdout


def test_this_district_is_complete():
    assert len(district().dongs) == 18
    assert district().menu[0].key == "about"
