"""An application is handed in, by its applicant or by the staff who took it down."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yeongdeungpoever.duties.models import ClosedDay

from ..acts import Refused
from ..models import Application, JoiningRules
from ..people.duties import team
from ..states import State
from . import clock, duties, notices
from .admission import ALREADY, is_member_already
from .completeness import missing
from .numbers import next_number
from .recording import change, record

# Applications of one person that may wait for their decision at once.
MOST_PENDING = 10


def must_be_complete(application: Application) -> None:
    """Raises Refused with a sentence for everything that is still missing."""
    sentences = [str(each.sentence) for each in missing(application)]
    if sentences:
        raise Refused(sentences)


def hand_in(application: Application, *, by, action: str = "") -> Application:
    """Give the application its number, its team and its day, let it wait, and send the receipt.

    Raises Refused when something is missing, when this very unit is a member already, when its
    applicant has handed in another one for it, or too many. ``action`` is the log's word, else
    that of a submission.
    """
    must_be_complete(application)
    if is_member_already(application):
        raise Refused(ALREADY)
    if application.applicant is not None:
        # Under the lock of the account, so that two at once are counted one after the other.
        waiting = Application.objects.pending().filter(applicant=application.applicant)
        if waiting.count() >= MOST_PENDING:
            raise Refused(
                _(
                    "결과를 기다리는 신청이 이미 %(most)s건이에요. 하나의 결과가 나오면 다시 내 "
                    "주세요. 쓴 내용은 그대로 있어요."
                )
                % {"most": MOST_PENDING}
            )
    now = timezone.now()
    today = timezone.localdate(now)
    running = clock.start(today, JoiningRules.current().answer_days, ClosedDay.objects.days())
    try:
        with transaction.atomic():
            change(
                application,
                state=State.SUBMITTED,
                number=next_number(today.year),
                submitted_at=now,
                department=team(),
                **running.columns(),
            )
    except IntegrityError:
        raise Refused(_("이 기관의 신청을 이미 냈어요. 신청 현황에서 확인해 주세요.")) from None
    record(application, "submit", by, action=action)
    duties.open_review(application)
    notices.tell(application, notices.RECEIVED, clock=True)
    return application
