"""The demo site: sample accounts and published sample texts, marked and removable."""

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from network import demo as network
from yeongdeungpoever.accounts.consents import asked_at_sign_up, give
from yeongdeungpoever.accounts.groups import OPERATOR, PRIVACY_OFFICER, REVIEWER, editors_of
from yeongdeungpoever.accounts.models import ConsentMethod, Department, User
from yeongdeungpoever.accounts.rights_log import even_the_last
from yeongdeungpoever.duties.models import Duty
from yeongdeungpoever.notices.models import Notice
from yeongdeungpoever.pages.models import DemoAct, DemoRecord, Provisional

from .models import StandardPage
from .translated import homes

PASSWORD = "demo-bridge-2026"  # noqa: S105 - printed by make run; production refuses demo rows

# The second factor of every demo member of staff; `manage.py demo_code` prints the current code.
TOTP_SECRET = "DEMOBRIDGEOVERTHERIVERDEMOBRIDGE"  # noqa: S105 - as above

# (address, name, role): "editor" is the editor of the first department.
ACCOUNTS = (
    ("admin@demo.example", "예시 관리자", "administrator"),
    ("operator@demo.example", "예시 운영자", "operator"),
    ("reviewer@demo.example", "예시 검토자", "reviewer"),
    ("editor@demo.example", "예시 편집자", "editor"),
    ("privacy@demo.example", "예시 개인정보 담당자", "privacy officer"),
    ("manager@demo.example", "예시 기관 관리자", "manager"),
    ("officer@demo.example", "예시 실무자", "officer"),
    ("other@demo.example", "예시 다른 기관 실무자", "officer of another organisation"),
    ("applicant@demo.example", "예시 신청자", "applicant"),
)
# Who plays which part in the network's samples.
_PARTS = {
    "manager": "manager@demo.example",
    "officer": "officer@demo.example",
    "other": "other@demo.example",
    "applicant": "applicant@demo.example",
    "reviewer": "reviewer@demo.example",
    "operator": "operator@demo.example",
}
_SAMPLE_SLUG = "sample-meeting"
STAFF = {"administrator", "operator", "reviewer", "editor", "privacy officer"}
_GROUPS = {"reviewer": REVIEWER, "operator": OPERATOR, "privacy officer": PRIVACY_OFFICER}


class DemoRefused(Exception):
    """A real installation must not hold sample rows."""


@transaction.atomic
def load() -> None:
    """Add demo accounts and publish the sample texts. Running it again changes nothing.

    Raises DemoRefused in production.
    """
    if not settings.DEMO_ALLOWED:
        raise DemoRefused("Demo rows are refused: this is a real installation.")
    for email, name, role in ACCOUNTS:
        _account(email, name, role)
    for home in homes():
        for page in home.get_children().filter(live=False).specific():
            if page.provisional != Provisional.CONFIRMED and not getattr(
                page, "lacks_address", False
            ):
                page.save_revision().publish()
                DemoRecord.objects.mark(page.get_base_page(), DemoAct.PUBLISHED)
    mailed = set(Notice.objects.values_list("pk", flat=True))
    _page_in_review()
    network.load(_PARTS)
    # Their inboxes have something to show; their mailboxes do not exist.
    Notice.objects.exclude(pk__in=mailed).delete()


@transaction.atomic
def remove() -> int:
    """Take every sample row away and unpublish what the demo published, unless staff have
    confirmed it since. Returns how many records there were."""
    count = DemoRecord.objects.count()
    network.clear()
    records = list(DemoRecord.objects.all())
    for record in records:
        thing = record.thing
        if thing is None:
            continue
        if record.act == DemoAct.MADE:
            Duty.objects.about(thing).delete()
            # Often the only administrator: the first real one is invited by a command.
            with even_the_last():
                thing.delete()
        elif thing.provisional != Provisional.CONFIRMED:
            # A page that staff have confirmed since is no sample any more.
            thing.specific.unpublish()
    DemoRecord.objects.all().delete()
    return count


def _page_in_review() -> None:
    """A made-up page that the demo's editor has sent for review, so that something waits."""
    parent = next(
        (page for home in homes()[:1] for page in StandardPage.objects.child_of(home).live()), None
    )
    if parent is None or parent.get_children().filter(slug=_SAMPLE_SLUG).exists():
        return
    editor = User.objects.get(email="editor@demo.example")
    page = parent.add_child(
        instance=StandardPage(
            title="참여기관 첫 모임 안내(예시)",
            slug=_SAMPLE_SLUG,
            summary="검토를 기다리는 예시 페이지입니다.",
            provisional=Provisional.EXAMPLE,
            department=editor.department,
            locale=parent.locale,
            owner=editor,
            live=False,
        )
    )
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    DemoRecord.objects.mark(page.get_base_page())


def _account(email: str, name: str, role: str) -> None:
    if User.objects.filter(email=email).exists():
        return
    department = Department.objects.first() if role in STAFF else None
    user = User.objects.create_user(
        email,
        PASSWORD,
        name=name,
        department=department,
        is_superuser=role == "administrator",
        age_declared_at=None if role in STAFF else timezone.now(),
    )
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if role == "editor" and department:
        user.groups.add(editors_of(department))
    elif role in _GROUPS:
        user.groups.add(Group.objects.get(name=_GROUPS[role]))
    if role in STAFF:
        TOTP.activate(user, TOTP_SECRET)
    else:
        required, _optional = asked_at_sign_up()
        give(user, required, method=ConsentMethod.SIGN_UP)
    DemoRecord.objects.mark(user)
