"""The papers' answer to the media door: who may take which file away."""

from django.utils.translation import gettext

from yeongdeungpoever.access.log import STRANGER, Act, record
from yeongdeungpoever.files.private import Private

from ..models import Paper
from ..permissions import may_read_paper


def paper_at(request, stored_name: str) -> Private | None:
    """The paper of this stored name, if the person may read it now; else None.

    Staff who open somebody's paper are written into the access log.
    """
    found = (
        Paper.objects.here()
        .select_related("application__applicant", "succession__user")
        .filter(file=stored_name)
        .first()
    )
    if found is None or not may_read_paper(request.user, found):
        return None
    person = _whose(found)
    if person != request.user.key:
        record(request, Act.VIEW, _screen(found), [person or STRANGER])
    return Private(found.file.name, found.name)


def _whose(paper: Paper):
    if paper.application is not None:
        return paper.application.applicant_key
    return paper.succession.user.key if paper.succession else None


def _screen(paper: Paper) -> str:
    if paper.application is not None:
        return gettext("가입 신청 서류 열기")
    return gettext("승계 신청 서류 열기")
