"""Pages that wait: for the answer of a review, and for being mended and sent again.

Every move of Wagtail's review opens or closes a duty, by its signals, in the transaction of the
move. ``ensure_duties`` brings duties to what the reviews are, after each migrate.
"""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import pre_delete
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import signals
from wagtail.models import Task, TaskState, WorkflowState, get_default_page_content_type

from yeongdeungpoever.accounts.groups import is_last_to_migrate
from yeongdeungpoever.duties.actions import close_all, close_duty, end_duty, open_duty
from yeongdeungpoever.duties.kinds import Detail, Kind, register
from yeongdeungpoever.duties.models import Duty, Ending
from yeongdeungpoever.pages.models import BasePage

REVIEW = "home.page_review"
MEND = "home.page_return"


def reviewers():
    """Users who may answer some review: the groups of every step in use, and administrators."""
    steps = Task.objects.filter(active=True)
    groups = set(steps.values_list("reviewtask__groups", flat=True))
    groups |= set(steps.values_list("groupapprovaltask__groups", flat=True))
    return get_user_model().objects.filter(Q(is_superuser=True) | Q(groups__in=groups - {None}))


def register_kinds() -> None:
    """Put both waits into the table of kinds."""
    register(
        Kind(
            key=REVIEW,
            label=gettext_lazy("페이지 검토"),
            verb=gettext_lazy("검토하기"),
            days=settings.PAGE_REVIEW_DAYS,
            url=_edit_url,
            done_by=reviewers,
            details=_review_details,
        )
    )
    register(
        Kind(
            key=MEND,
            label=gettext_lazy("고쳐 다시 보내기"),
            verb=gettext_lazy("고치기"),
            days=settings.PAGE_RETURN_DAYS,
            url=_edit_url,
            details=_mend_details,
        )
    )


def connect() -> None:
    """Hear Wagtail's review: sent, sent again, returned, approved, called off; and deletion."""
    for signal, receiver in (
        (signals.task_submitted, _on_sent),
        (signals.workflow_rejected, _on_returned),
        (signals.workflow_approved, _on_approved),
        (signals.workflow_cancelled, _on_cancelled),
    ):
        signal.connect(receiver, dispatch_uid=f"home.duties{receiver.__name__}")
    pre_delete.connect(_on_deleted, sender=BasePage, dispatch_uid="home.duties_on_deleted")


def ensure_duties(sender, **kwargs) -> None:
    """Give every review that is under way its duty, and end duties whose review is over.

    Runs after the last app has migrated: reviews may be older than duties, and a process may have
    died between the two.
    """
    if not is_last_to_migrate(sender):
        return
    states = WorkflowState.objects.filter(
        base_content_type=get_default_page_content_type()
    ).select_related("requested_by", "current_task_state__finished_by")
    running = states.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    returned = states.filter(status=WorkflowState.STATUS_NEEDS_CHANGES)
    with transaction.atomic():
        for state in running:
            since = state.current_task_state and state.current_task_state.started_at
            _open_review(state, opened_at=since)
        for state in returned:
            _open_mend(state, opened_at=state.current_task_state.finished_at)
        for kind, kept in ((REVIEW, running), (MEND, returned)):
            pages = kept.values_list("object_id", flat=True)
            stale = Duty.objects.open().filter(kind=kind).exclude(subject_id__in=pages)
            for duty in stale.prefetch_related("record"):
                end_duty(duty, how=Ending.CANCELLED if duty.record else Ending.GONE)


def _edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _page_of(state: WorkflowState) -> BasePage | None:
    page = state.content_object
    return page if isinstance(page, BasePage) else None


def _open_review(state: WorkflowState, opened_at=None) -> None:
    page = _page_of(state)
    if page:
        open_duty(
            REVIEW,
            page,
            title=page.get_admin_display_title(),
            department=page.department,
            asked_by=state.requested_by,
            opened_at=opened_at,
        )


def _open_mend(state: WorkflowState, opened_at=None) -> None:
    page = _page_of(state)
    if page:
        open_duty(
            MEND,
            page,
            title=page.get_admin_display_title(),
            department=page.department,
            owner=state.requested_by or page.owner,
            asked_by=state.current_task_state.finished_by,
            opened_at=opened_at,
        )


def _on_sent(instance: TaskState, user, **kwargs) -> None:
    """A step of the review begins: the first one, the next one, or after mending."""
    page = _page_of(instance.workflow_state)
    if page:
        close_duty(MEND, page, by=user)
        _open_review(instance.workflow_state)


def _on_returned(instance: WorkflowState, user, **kwargs) -> None:
    page = _page_of(instance)
    if page:
        close_duty(REVIEW, page, by=user)
        _open_mend(instance)


def _on_approved(instance: WorkflowState, user, **kwargs) -> None:
    _close_both(instance, user, Ending.DONE)


def _on_cancelled(instance: WorkflowState, user, **kwargs) -> None:
    """Called off by whoever asked, or published past the review by an operator."""
    _close_both(instance, user, Ending.CANCELLED)


def _close_both(state: WorkflowState, user, how: str) -> None:
    page = _page_of(state)
    if page:
        for kind in (REVIEW, MEND):
            close_duty(kind, page, by=user, how=how)


def _on_deleted(instance: BasePage, **kwargs) -> None:
    close_all(instance)


def _pages(duties: list[Duty]) -> dict[str, BasePage]:
    return {duty.subject_id: duty.record for duty in duties if duty.record}


def _review_details(duties: list[Duty]) -> dict[int, Detail]:
    """The page's name as drafted, its preview, and what differs from what is public."""
    pages = _pages(duties)
    steps = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type=get_default_page_content_type(),
        workflow_state__object_id__in=list(pages),
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
    ).values_list("workflow_state__object_id", "task_id", "revision_id")
    by_page = {page_id: rest for page_id, *rest in steps}
    found = {}
    for duty in duties:
        page, step = pages.get(duty.subject_id), by_page.get(duty.subject_id)
        links: list[tuple[str, str]] = []
        if page and step:
            preview = reverse("wagtailadmin_pages:workflow_preview", args=[page.pk, step[0]])
            links.append((preview, _("미리보기")))
            if page.live:
                differs = [page.pk, "live", step[1]]
                compare = reverse("wagtailadmin_pages:revisions_compare", args=differs)
                links.append((compare, _("달라진 곳")))
        title = page.get_admin_display_title() if page else ""
        found[duty.pk] = Detail(title=title, links=tuple(links))
    return found


def _mend_details(duties: list[Duty]) -> dict[int, Detail]:
    """The page's name as drafted, and why it came back."""
    pages = _pages(duties)
    states = WorkflowState.objects.filter(
        base_content_type=get_default_page_content_type(),
        object_id__in=list(pages),
        status=WorkflowState.STATUS_NEEDS_CHANGES,
    ).values_list("object_id", "current_task_state__comment")
    reasons = dict(states)
    return {
        duty.pk: Detail(
            title=pages[duty.subject_id].get_admin_display_title()
            if duty.subject_id in pages
            else "",
            note=reasons.get(duty.subject_id) or "",
        )
        for duty in duties
    }
