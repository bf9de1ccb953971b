"""탈퇴: a person leaves, and what is held about them goes with them.

One transaction empties everything through the registry of ``own_data`` and deletes the account;
what the law keeps names the person by their random key only. The last mail says that it is done,
and its row forgets the address once it has left. (PIPA arts. 21, 36 and 37.)
"""

import logging
from functools import partial

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from yeongdeungpoever.notices.outbox import send

from . import data_copy, kakao, own_data, rights, traces
from .models import RightsChange, User

logger = logging.getLogger("yeongdeungpoever.accounts")


class Refused(Exception):
    """Rights in the back office must end first; the message is for the person."""


def refusal(user) -> str | None:
    """Why this person cannot leave yet, as a sentence that says whom to ask; None if they can."""
    if user.is_superuser and not _another_administrator(user):
        return _(
            "마지막 관리자는 탈퇴할 수 없습니다. 다른 관리자를 먼저 초대하고, 그 관리자에게 이 "
            "계정의 권한을 끝내 달라고 해 주세요."
        )
    if user.works_here or user.is_superuser:
        return _(
            "직원 권한이 있는 계정은 바로 탈퇴할 수 없습니다. 누리집 관리자에게 권한을 끝내 달라고 "
            "요청한 뒤에 탈퇴해 주세요. 맡은 일을 후임자에게 넘긴 뒤 권한을 끝내야 하기 때문입니다."
        )
    return None


def _another_administrator(user) -> bool:
    return User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk).exists()


def what_stays(user) -> list[str]:
    """One sentence for each thing of this person that outlives the account, with the reason."""
    return [
        str(holding.keeps)
        for holding in own_data.holdings()
        if holding.keeps and holding.concerns(user)
    ]


def what_goes(user) -> list[str]:
    """The titles of what is held about this person and erased altogether."""
    return [
        str(holding.title)
        for holding in own_data.holdings()
        if not holding.keeps and holding.concerns(user)
    ]


@transaction.atomic
def withdraw(user) -> bool:
    """Erase the person; False when another tab already has.

    Raises Refused while the person holds rights in the back office.
    """
    person = User.objects.select_for_update().filter(pk=user.pk).first()
    if person is None:
        return False
    if sentence := refusal(person):
        raise Refused(sentence)
    address, language, key = person.email, person.language, person.key
    with translation.override(language):
        keeps = what_stays(person)
    if person.groups.exists() or person.user_permissions.exists() or person.department_id:
        rights.end_rights(person, by=person, cause=RightsChange.Cause.WITHDRAWAL)
    _queue_unlink(person)
    data_copy.remove(person.own_data_copies.all())
    for holding in own_data.holdings():
        if holding.erase:
            holding.erase(person)
    traces.erase_jobs(person)
    person.delete()
    context = {"at": timezone.now(), "keeps": keeps}
    send("accounts.withdrawn", address, context, language)
    logger.info("account withdrawn", extra={"person": str(key)})
    return True


def _queue_unlink(person) -> None:
    if not kakao.is_on():
        return
    for number in SocialAccount.objects.filter(user=person, provider="kakao").values_list(
        "uid", flat=True
    ):
        transaction.on_commit(partial(kakao.unlink.enqueue, number), robust=True)
