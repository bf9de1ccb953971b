"""Who may do what with organisations and applications. Strangers are refused on the first line.

Everything about somebody else's organisation or application answers like something that is not
there: views turn a False into a 404.
"""

from yeongdeungpoever.access.visibility import is_staff

from .models import Application, Asked, JoinRequest, Officer, Organisation, Paper, Succession
from .states import By, State


def _signed_in(user) -> bool:
    return bool(getattr(user, "is_authenticated", False)) and user.is_active


def may_see_application(user, application: Application) -> bool:
    """Its applicant, from the first word on; no member of the staff by this road (see
    :func:`may_review`). An approved one is its organisation's: whoever acts for it no longer sees
    it no longer."""
    if not _signed_in(user) or application.applicant_id != user.pk:
        return False
    if application.state != State.APPROVED or application.organisation is None:
        return True
    return office_of(user, application.organisation) is not None


def may_open_queue(user) -> bool:
    """Whether the queue of applications opens."""
    return is_staff(user) and user.has_perm("network.decide_application")


def may_review(user, application: Application) -> bool:
    """Whether the person may see this one in the back office, with papers and notes, and decide."""
    return may_open_queue(user) and application.state != State.DRAFT


def may_move(user, application: Application, side: By) -> bool:
    """Whether a move of this side is the person's to make: the applicant's own, the staff's in the
    place of somebody for whom they wrote it down, and what staff decide."""
    if side == By.STAFF or application.is_entered:
        return may_review(user, application)
    return may_see_application(user, application)


def may_change_papers(user, of: Application | Succession) -> bool:
    """Whether the papers of this case are the person's to put up and take away, while they are
    open: the applicant's, or the staff's for what they wrote down for somebody."""
    if isinstance(of, Application):
        if may_see_application(user, of):
            return True
        return of.is_entered and may_review(user, of)
    return _signed_in(user) and of.user_id == user.pk


def may_check_paper(user, paper: Paper) -> bool:
    """Whether the person writes down what a paper showed: whoever decides on its case."""
    if paper.application is not None:
        return may_review(user, paper.application)
    return may_decide_succession(user)


def may_read_paper(user, paper: Paper) -> bool:
    """Whether the file may leave to this person: its applicant and the reviewing staff, while it is
    here and the case was not withdrawn."""
    if not _signed_in(user) or not paper.is_here:
        return False
    if paper.application is not None:
        if paper.application.state == State.WITHDRAWN:
            return False
        return may_see_application(user, paper.application) or may_review(user, paper.application)
    if paper.succession is None or paper.succession.state == Asked.WITHDRAWN:
        return False
    return paper.succession.user_id == user.pk or may_decide_succession(user)


def office_of(user, organisation: Organisation) -> Officer | None:
    """What the person is in the organisation now; None for strangers."""
    if not _signed_in(user):
        return None
    return Officer.objects.current().filter(organisation=organisation, user=user).first()


def may_manage(user, organisation: Organisation) -> bool:
    """Managers edit the organisation and its officers."""
    office = office_of(user, organisation)
    return office is not None and office.is_manager


def may_invite(user, organisation: Organisation) -> bool:
    """Its managers, and the staff who decide on applications (for an organisation that came in by
    telephone or on paper)."""
    return may_manage(user, organisation) or may_open_queue(user)


def may_answer_request(user, request: JoinRequest) -> bool:
    """Managers of the organisation that is asked; the staff once it has gone on to them."""
    if may_manage(user, request.organisation):
        return True
    return request.escalated_at is not None and may_decide_succession(user)


def may_see_organisations(user) -> bool:
    """Whether the back office's list of organisations opens."""
    return is_staff(user) and user.has_perm("network.view_organisation")


def may_change_organisations(user) -> bool:
    """Whether the person mends the facts of any organisation in the back office."""
    return is_staff(user) and user.has_perm("network.change_organisation")


def may_trust(user) -> bool:
    """Whether the person decides which organisations are trusted."""
    return is_staff(user) and user.has_perm("network.trust_organisation")


def may_decide_succession(user) -> bool:
    """Whether the person decides on successions."""
    return is_staff(user) and user.has_perm("network.decide_succession")
