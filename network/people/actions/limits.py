"""How much mail one may set off. What was taken back, declined or used counts as well, so that
asking, taking back and asking again is no way to fill a mailbox.

Each is called by its act with the rows of the organisation and of the person locked, so that of
several at once none slips through. Each raises Refused with a sentence for the screen.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from ...acts import Refused
from ...models import JoinRequest, OfficerInvitation, Organisation, Succession
from .. import logs

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
# Mails of invitations: to one address by one organisation, and of one organisation in all.
INVITED_A_DAY = 3
INVITATIONS_A_DAY = 20
# Requests to join: of one person to one organisation, and of one person in all.
ASKED_A_WEEK = 3
ASKED_A_DAY = 5
# Successions: of one person of one organisation, and of one person in all.
SUCCEEDED_A_WEEK = 2
SUCCEEDED_A_DAY = 5
# Codes mailed to one mailbox, whoever wants them.
CODES_A_DAY = 10


def may_mail_invitation(organisation: Organisation, address: str) -> None:
    """Refuse another mail of an invitation. The log is counted: a mail sent anew is no new row."""
    entries = _of_today(
        ModelLogEntry.objects.for_instance(organisation), logs.INVITED, logs.INVITED_AGAIN
    )
    theirs = OfficerInvitation.objects.filter(organisation=organisation, email__iexact=address)
    if entries.filter(data__invitation__in=_keys(theirs)).count() >= INVITED_A_DAY:
        raise Refused(
            _(
                "이 이메일로 하루에 보낼 수 있는 초대 메일을 모두 보냈어요. "
                "24시간이 지나면 다시 보낼 수 있어요."
            )
        )
    if entries.count() >= INVITATIONS_A_DAY:
        raise Refused(
            _(
                "기관에서 하루에 보낼 수 있는 초대 메일을 모두 보냈어요. "
                "24시간이 지나면 다시 보낼 수 있어요."
            )
        )


def may_ask_to_join(user, organisation: Organisation) -> None:
    """Refuse another request of this person."""
    theirs, now = JoinRequest.objects.filter(user=user), timezone.now()
    lately = theirs.filter(organisation=organisation, asked_at__gt=now - _WEEK)
    if lately.count() >= ASKED_A_WEEK:
        raise Refused(
            _("이 기관에는 일주일에 세 번까지 요청할 수 있어요. 며칠 뒤에 다시 요청해 주세요.")
        )
    if theirs.filter(asked_at__gt=now - _DAY).count() >= ASKED_A_DAY:
        raise Refused(_("참여 요청은 하루에 다섯 번까지 할 수 있어요. 내일 다시 요청해 주세요."))


def may_ask_succession(user, organisation: Organisation) -> None:
    """Refuse another succession of this person."""
    theirs, now = Succession.objects.filter(user=user), timezone.now()
    lately = theirs.filter(organisation=organisation, asked_at__gt=now - _WEEK)
    if lately.count() >= SUCCEEDED_A_WEEK:
        raise Refused(
            _("이 기관의 승계는 일주일에 두 번까지 신청할 수 있어요. 며칠 뒤에 다시 신청해 주세요.")
        )
    if theirs.filter(asked_at__gt=now - _DAY).count() >= SUCCEEDED_A_DAY:
        raise Refused(_("승계는 하루에 다섯 번까지 신청할 수 있어요. 내일 다시 신청해 주세요."))


def may_mail_code(address: str) -> None:
    """Refuse another code to this mailbox."""
    theirs = Succession.objects.filter(email__iexact=address)
    sent = _of_today(ModelLogEntry.objects.all(), logs.SUCCESSION_CODE_SENT)
    if sent.filter(data__succession__in=_keys(theirs)).count() >= CODES_A_DAY:
        raise Refused(
            _(
                "이 이메일로 하루에 보낼 수 있는 인증 코드를 모두 보냈어요. "
                "24시간이 지나면 다시 받을 수 있어요."
            )
        )


def _of_today(entries, *actions: str):
    since = timezone.now() - _DAY
    return entries.filter(action__in=actions, timestamp__gt=since)


def _keys(rows) -> list[str]:
    return [str(key) for key in rows.values_list("key", flat=True)]
