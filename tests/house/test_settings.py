"""Settings: the documented table, production's secrets, and `check --deploy`."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from yeongdeungpoever.settings.production_services import mailers, media_storage

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "yeongdeungpoever/settings"
PRODUCTION = {
    "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRST",
    "SITE_URL": "https://ever.example",
    "ALLOWED_HOSTS": "ever.example",
    "MAIL_URL": "smtp://user:password@mail.example:587",
    "DEFAULT_FROM_EMAIL": "ever@ever.example",
}


def _manage(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "yeongdeungpoever.settings.production",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_table_of_settings_is_complete():
    code = "".join(file.read_text(encoding="utf-8") for file in SETTINGS.glob("*.py"))
    used = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', code))
    documented = set(
        re.findall(
            r"`([A-Z_]{4,})`",
            "".join(
                line.split("|")[1]
                for line in (ROOT / "docs/settings.md").read_text(encoding="utf-8").splitlines()
                if line.startswith("| `")
            ),
        )
    )
    assert used == documented


def test_check_deploy_is_silent(tmp_path):
    result = _manage(
        "check", "--deploy", "--fail-level", "WARNING", DATA_DIR=str(tmp_path), **PRODUCTION
    )
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


_DOORS = """
from django.conf import settings as s
print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY)
print(s.SESSION_COOKIE_DOMAIN, s.SESSION_COOKIE_PATH, s.CSRF_COOKIE_NAME, s.CSRF_COOKIE_SECURE)
print(s.PASSWORD_HASHERS[0].rsplit(".")[-1], s.ALLAUTH_TRUSTED_PROXY_COUNT)
"""


def test_production_s_cookies_belong_to_this_host_and_passwords_are_hashed_by_argon2(tmp_path):
    said = _manage("shell", "-v", "0", "-c", _DOORS, DATA_DIR=str(tmp_path), **PRODUCTION)
    assert said.stdout.split() == [
        *("__Host-session", "True", "True", "None", "/", "__Host-csrf", "True"),
        *("Argon2PasswordHasher", "1"),
    ], said.stderr


@pytest.mark.parametrize("missing", sorted(PRODUCTION))
def test_production_refuses_to_start_without_its_secrets(missing):
    environment = {name: value for name, value in PRODUCTION.items() if name != missing}
    result = _manage("check", **environment)
    assert result.returncode != 0
    assert missing in result.stderr


def test_mail_addresses():
    options = mailers("smtp://u%40x:p@mail.example:2525?tls=0")["default"]["OPTIONS"]
    assert (options["host"], options["port"], options["username"]) == ("mail.example", 2525, "u@x")
    assert not options["use_tls"]
    assert mailers("smtps://mail.example")["default"]["OPTIONS"]["use_ssl"]
    with pytest.raises(ImproperlyConfigured):
        mailers("http://mail.example")


def test_storage_addresses():
    default = {"default": {"BACKEND": "x"}}
    assert media_storage("", default) == {"BACKEND": "x"}
    options = media_storage("s3://key:secret@store.example:9000/bucket?tls=0", default)["OPTIONS"]
    assert options["endpoint_url"] == "http://store.example:9000"
    assert options["bucket_name"] == "bucket"
    with pytest.raises(ImproperlyConfigured):
        media_storage("s3://store.example", default)
