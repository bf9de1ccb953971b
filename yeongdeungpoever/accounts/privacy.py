"""What the privacy officers get by the clock: the anchor of each day, the review of each month.

The access log lies below and knows neither mails nor duties; here they are put together.
"""

import logging
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.tasks import task
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.access import anchors, verification
from yeongdeungpoever.access.models import AccessReview
from yeongdeungpoever.duties import kinds as duty_kinds
from yeongdeungpoever.duties.actions import close_duty, open_duty
from yeongdeungpoever.jobs.attempts import at_most
from yeongdeungpoever.notices.outbox import send

from .groups import PRIVACY_OFFICER
from .models import User

logger = logging.getLogger("yeongdeungpoever.accounts")

ANCHOR = "accounts.access_anchor"
REVIEW = "accounts.access_review"
# The regulation asks for a review a month; that it is done in five working days is our own rule.
REVIEW_DAYS = 5


def privacy_officers() -> QuerySet[User]:
    """Who holds the role; the administrators where nobody does, so that nothing is lost."""
    active = User.objects.filter(is_active=True)
    officers = active.filter(groups__name=PRIVACY_OFFICER)
    return officers if officers.exists() else active.filter(is_superuser=True)


@task
def anchor_finished_days() -> None:
    """Anchor every finished day that has no anchor yet and mail each digest.

    Anchor and mails are of one transaction: a digest that nobody got is not kept either.
    """
    for day in anchors.missing_days():
        with transaction.atomic():
            anchor = anchors.take(day)
            if anchor is None:
                continue  # another worker's
            for officer in privacy_officers():
                context = {"day": day, "count": anchor.count, "digest": anchor.digest}
                send(ANCHOR, officer, context)
        if anchor.broken:
            logger.error("access log: rows of %s were changed: %s", day, anchor.broken)


def month_before(day: date) -> date:
    """The first day of the month before the day's."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def key_of(month: date) -> str:
    """How a month is called in addresses and duties: ``2026-10``."""
    return f"{month:%Y-%m}"


@task
@at_most(1)  # tomorrow is the repeat
def open_access_review() -> None:
    """Let the review of the month before wait, from the first of the month until it is done."""
    month = month_before(timezone.localdate())
    if AccessReview.objects.filter(month=month).exists():
        return
    open_duty(REVIEW, key_of(month), title=_title(month))


def _title(month: date) -> str:
    return str(
        _("%(year)d년 %(month)d월 접속기록 점검") % {"year": month.year, "month": month.month}
    )


@transaction.atomic
def record_review(month: date, *, by: User, remark: str) -> AccessReview | None:
    """Keep that the month was looked through and close its duty; None where that was done.

    The trail is verified at this moment, and what was found is kept with the review. Raises
    ValueError for a month that is not over.
    """
    if month > month_before(timezone.localdate()):
        raise ValueError(f"{key_of(month)} is not over yet.")
    review, made = AccessReview.objects.get_or_create(
        month=month,
        defaults={"by": by.key, "remark": remark, "findings": len(verification.check())},
    )
    if not made:
        return None
    close_duty(REVIEW, key_of(month), by=by)
    return review


def _reviewers() -> QuerySet[User]:
    may = Q(groups__name=PRIVACY_OFFICER) | Q(is_superuser=True)
    return User.objects.filter(may, is_active=True).distinct()


def register_duties() -> None:
    """Name the kind of duty; called once from ``AppConfig.ready()``."""
    duty_kinds.register(
        duty_kinds.Kind(
            key=REVIEW,
            label=_("접속기록 점검"),
            verb=_("점검하기"),
            days=REVIEW_DAYS,
            url=lambda month: f"{reverse('privacy:access_log')}?month={month}",
            done_by=_reviewers,
        )
    )
