"""What stands between an installation and its launch."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from network.models import JoiningRules
from yeongdeungpoever.accounts.models import (
    Department,
    OfficeContact,
    PolicyKind,
    PolicyVersion,
    User,
)
from yeongdeungpoever.accounts.rights import past_their_end
from yeongdeungpoever.accounts.rights import unused as unused_staff
from yeongdeungpoever.accounts.second_factor import is_enrolled
from yeongdeungpoever.pages.models import BasePage, DemoRecord, Provisional


@dataclass(frozen=True)
class Finding:
    """``blocks`` says whether a real installation must not start with it."""

    blocks: bool
    text: str


def findings() -> list[Finding]:
    """Everything that somebody should mend or confirm before the launch, worst first."""
    found = [
        *_demo(),
        *_texts(),
        *_restrictions(),
        *_policies(),
        *_address(),
        *_contacts(),
        *_people(),
        *_rules(),
    ]
    return sorted(found, key=lambda finding: not finding.blocks)


def _demo():
    count = DemoRecord.objects.count()
    if count:
        yield Finding(True, f"{count} demo rows exist: remove them by manage.py remove_demo")


def _texts():
    for page in BasePage.objects.exclude(provisional=Provisional.CONFIRMED).order_by("path"):
        state = "published" if page.live else "unpublished"
        yield Finding(
            page.live, f"{page.url_path} is {state} and marked “{page.get_provisional_display()}”"
        )


def _restrictions():
    for model in (PageViewRestriction, CollectionViewRestriction):
        if model.objects.exists():
            yield Finding(True, f"a row of {model._meta.label} exists, which nobody enforces")


def _policies():
    for kind in PolicyKind:
        if PolicyVersion.objects.current(kind) is None:
            yield Finding(True, f"no version of {kind.label} is in force")


def _address():
    if settings.SITE_URL.startswith("http://"):
        yield Finding(not settings.DEBUG, f"SITE_URL is {settings.SITE_URL}, without TLS")


def _contacts():
    office = OfficeContact.current()
    unset = [
        name for name in ("postcode", "address", "telephone", "hours") if not getattr(office, name)
    ]
    if unset:
        yield Finding(False, f"the office's contact: {', '.join(unset)} not set")
    for department in Department.objects.all():
        unset = [name for name in ("telephone", "hours", "email") if not getattr(department, name)]
        if unset:
            yield Finding(False, f"{department.name}: {', '.join(unset)} not set")


def _people():
    administrators = User.objects.filter(is_superuser=True, is_active=True)
    if not administrators.exists():
        yield Finding(
            True, "no administrator exists: invite one by manage.py invite_administrator EMAIL"
        )
    elif not any(is_enrolled(each) for each in administrators):
        yield Finding(True, "no administrator has a second factor: none can enter the back office")
    now = timezone.now()
    for person in {*past_their_end(timezone.localdate()), *unused_staff(now)}:
        if person.is_superuser and person.is_active and administrators.count() == 1:
            yield Finding(
                False,
                "the only administrator's account is past its end or unused for 90 days: invite "
                "another one",
            )


def _rules():
    if not JoiningRules.current().confirmed:
        yield Finding(False, "the days of an answer to an application are not confirmed (settings)")
