"""The demo site: sample accounts and published sample texts, marked and removable."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction

from yeongdeungpoever.accounts.groups import OPERATOR, REVIEWER, editors_of
from yeongdeungpoever.accounts.models import Department, User
from yeongdeungpoever.pages.models import DemoAct, DemoRecord, Provisional

from .translated import homes

PASSWORD = "demo-bridge-2026"  # noqa: S105 - printed by make run; production refuses demo rows

# (address, name, role): "editor" is the editor of the first department.
ACCOUNTS = (
    ("admin@demo.example", "예시 관리자", "administrator"),
    ("operator@demo.example", "예시 운영자", "operator"),
    ("reviewer@demo.example", "예시 검토자", "reviewer"),
    ("editor@demo.example", "예시 편집자", "editor"),
)


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


@transaction.atomic
def remove() -> int:
    """Take every sample row away and unpublish what the demo published, unless staff have
    confirmed it since. Returns how many records there were."""
    records = list(DemoRecord.objects.all())
    for record in records:
        thing = record.thing
        if thing is None:
            continue
        if record.act == DemoAct.MADE:
            thing.delete()
        elif thing.provisional != Provisional.CONFIRMED:
            # A page that staff have confirmed since is no sample any more.
            thing.specific.unpublish()
    DemoRecord.objects.all().delete()
    return len(records)


def _account(email: str, name: str, role: str) -> None:
    if User.objects.filter(email=email).exists():
        return
    department = Department.objects.first()
    user = User.objects.create_user(
        email,
        PASSWORD,
        name=name,
        department=department,
        is_superuser=role == "administrator",
    )
    if role == "editor" and department:
        user.groups.add(editors_of(department))
    elif role in ("reviewer", "operator"):
        user.groups.add(Group.objects.get(name=REVIEWER if role == "reviewer" else OPERATOR))
    DemoRecord.objects.mark(user)
