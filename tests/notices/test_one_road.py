"""There is one road for mail: nothing else in the house, or in what it is built on, sends any."""

import logging
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.utils.log import AdminEmailHandler
from wagtail import signals
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import base_page_viewset, page_viewset_registry

from yeongdeungpoever.pages.models import BasePage

ROOT = Path(__file__).resolve().parents[2]
SENDS = re.compile(r"django\.core\.mail|smtplib|wagtail\.admin\.mail|\.email_user\(")


def test_only_the_delivery_knows_the_mail_server():
    files = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    ours = [name for name in files if not name.startswith(("tests/", "scripts/"))]
    senders = [
        name
        for name in ours
        if (ROOT / name).exists()
        and SENDS.search((ROOT / name).read_text(encoding="utf-8"))
        and "/settings/" not in name
    ]
    assert senders == ["yeongdeungpoever/notices/delivery.py"]


@pytest.mark.parametrize(
    "signal", ["task_submitted", "workflow_submitted", "workflow_approved", "workflow_rejected"]
)
def test_wagtails_own_mails_of_the_review_are_off(signal):
    receivers = [receiver for _key, receiver, *_rest in getattr(signals, signal).receivers]
    modules = [getattr(receiver() or receiver, "__module__", "") for receiver in receivers]
    assert not [module for module in modules if module.startswith("wagtail.admin")]


def test_wagtails_mails_about_comments_are_ours():
    assert base_page_viewset.edit_view_class is not EditView
    own = base_page_viewset.edit_view_class.send_commenting_notifications
    assert own is not EditView.send_commenting_notifications
    for model in apps.get_models():
        if issubclass(model, BasePage):
            viewset = page_viewset_registry.get_by_type(model)
            assert viewset.edit_view_class is base_page_viewset.edit_view_class


def test_errors_are_logged_and_not_mailed():
    loggers = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    handlers = [handler for logger in loggers for handler in logger.handlers]
    assert not [handler for handler in handlers if isinstance(handler, AdminEmailHandler)]
    assert not settings.ADMINS
    assert not settings.MANAGERS


def test_forms_and_password_mails_of_wagtail_are_off(client):
    assert not apps.is_installed("wagtail.contrib.forms")
    assert settings.WAGTAIL_PASSWORD_RESET_ENABLED is False
