"""An organisation with two managers and an officer, as several tests of people need it."""

from allauth.account.models import EmailAddress

from network.models import Officer
from tests import personas
from tests.network import factories
from yeongdeungpoever.accounts import consents
from yeongdeungpoever.accounts.models import REQUIRED_CONSENTS, ConsentMethod, User


def person(name: str, **fields) -> User:
    """An account whose address is shown to be theirs."""
    user = User.objects.create_user(
        f"{name}@people.example", personas.PASSWORD, name=f"시험 {name}", **fields
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    asked = consents.current_versions(REQUIRED_CONSENTS)
    consents.give(user, asked, method=ConsentMethod.SIGN_UP)
    return user


def office(organisation, user) -> Officer:
    """What the person is in the organisation now."""
    return Officer.objects.current().get(organisation=organisation, user=user)


def company(*, managers: int = 2, officers: int = 1, name: str = "바사아 주식회사", **fields):
    """A member and its people, managers first."""
    heads = [person(f"manager{number}") for number in range(1, managers + 1)]
    hands = [person(f"officer{number}") for number in range(1, officers + 1)]
    made = factories.organisation(name, managers=heads, officers=hands, **fields)
    return made, *heads, *hands
