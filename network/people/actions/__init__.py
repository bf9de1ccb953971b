"""What changes the people of an organisation. One function, one transaction, one line of the log.

``by`` is the person who acts. Somebody who may not is refused with PermissionDenied; where things
stand differently by now, or a rule forbids it, :class:`Refused` says so in words for the screen.
"""

from ...acts import Refused
from .invitations import accept_invitation, invite, renew, revoke
from .officers import add_officer, change_role, hand_over, leave, remove
from .requests import (
    answer_day,
    answer_join_request,
    ask_to_join,
    escalate_overdue,
    withdraw_join_request,
)
from .successions import (
    ask_succession,
    confirm_succession_mail,
    decide_succession,
    hand_in_letter,
    is_complete,
    send_succession_code,
    withdraw_succession,
)

__all__ = [
    "Refused",
    "accept_invitation",
    "add_officer",
    "answer_day",
    "answer_join_request",
    "ask_succession",
    "ask_to_join",
    "change_role",
    "confirm_succession_mail",
    "decide_succession",
    "escalate_overdue",
    "hand_in_letter",
    "hand_over",
    "invite",
    "is_complete",
    "leave",
    "remove",
    "renew",
    "revoke",
    "send_succession_code",
    "withdraw_join_request",
    "withdraw_succession",
]
