"""The people of the tests. Each function returns a saved user, or the anonymous one.

``ALL`` names them in the order of product.md. Officers and managers act for real organisations of
:func:`company` and :func:`foundation`, which are members.
"""

from collections.abc import Callable

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import AnonymousUser, Group

from network.models import Officer, Organisation
from tests.network import factories
from yeongdeungpoever.accounts import consents
from yeongdeungpoever.accounts.groups import OPERATOR, PRIVACY_OFFICER, REVIEWER, editors_of
from yeongdeungpoever.accounts.models import (
    REQUIRED_CONSENTS,
    ConsentMethod,
    Department,
    User,
)

PASSWORD = "bridges-over-the-river"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def visitor() -> AnonymousUser:
    """A resident without an account."""
    return AnonymousUser()


def _user(role: str, **fields) -> User:
    user = User.objects.create_user(
        f"{role}@test.example", PASSWORD, name=fields.pop("name", f"시험 {role}"), **fields
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    asked = consents.current_versions(REQUIRED_CONSENTS)
    consents.give(user, asked, method=ConsentMethod.SIGN_UP)
    return user


def _staff(role: str, *groups: Group, **fields) -> User:
    """Somebody of the office, enrolled with a second factor after the role was given."""
    user = _user(role, **fields)
    user.groups.add(*groups)
    TOTP.activate(user, TOTP_SECRET)
    return user


def applicant() -> User:
    """Has an account; the organisation is not approved yet."""
    return _user("applicant")


def company() -> Organisation:
    """가나다 주식회사, a member; of it are :func:`officer` and :func:`manager`."""
    return _organisation("가나다 주식회사")


def foundation() -> Organisation:
    """라마바재단, another member; of it is :func:`other_officer`."""
    return _organisation("라마바재단", kind="nonprofit", website="https://ramaba.example")


def _organisation(name: str, **fields) -> Organisation:
    found = Organisation.objects.filter(name=name).first()
    return found or factories.organisation(name, **fields)


def _acts_for(user: User, organisation: Organisation, role: str) -> User:
    Officer.objects.create(organisation=organisation, user=user, person=user.key, role=role)
    if role == "manager":
        organisation.managers += 1
        organisation.unmanaged_since = None
        organisation.save()
    return user


def officer() -> User:
    """실무자 of 가나다 주식회사: an account without any right in the back office."""
    return _acts_for(_user("officer"), company(), "officer")


def manager() -> User:
    """An officer of 가나다 주식회사 who also looks after the organisation and its officers."""
    return _acts_for(_user("manager"), company(), "manager")


def other_officer() -> User:
    """The manager of another member, 라마바재단."""
    return _acts_for(_user("other"), foundation(), "manager")


def department(name: str = "시험1팀", slug: str = "team-one") -> Department:
    """A team of the office."""
    return Department.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def department_editor(team: Department | None = None) -> User:
    """부서 편집자 of the team."""
    team = team or department()
    return _staff(f"editor-{team.slug}", editors_of(team), department=team)


def reviewer() -> User:
    """검토자"""
    return _staff("reviewer", Group.objects.get(name=REVIEWER), department=department())


def operator() -> User:
    """운영자"""
    return _staff("operator", Group.objects.get(name=OPERATOR), department=department())


def privacy_officer() -> User:
    """개인정보 담당자"""
    return _staff("privacy", Group.objects.get(name=PRIVACY_OFFICER), department=department())


def administrator() -> User:
    """관리자"""
    return _staff("administrator", is_superuser=True)


ALL: dict[str, Callable[[], User | AnonymousUser]] = {
    "visitor": visitor,
    "applicant": applicant,
    "officer": officer,
    "manager": manager,
    "other_officer": other_officer,
    "department_editor": department_editor,
    "reviewer": reviewer,
    "operator": operator,
    "privacy_officer": privacy_officer,
    "administrator": administrator,
}
STAFF = ("department_editor", "reviewer", "operator", "privacy_officer", "administrator")
