"""What the first page of the back office shows: what waits for this person, first."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import BigIntegerField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Task, TaskState, WorkflowState, get_default_page_content_type

from yeongdeungpoever.pages.models import BasePage

# More would not be a list of what to do next; the workflow report holds them all.
LIMIT = 50


@dataclass(frozen=True)
class Waiting:
    """A page in the review. ``since`` is when it was sent or came back; ``person`` asked for the
    review, or returned the page."""

    page: BasePage
    person: object
    since: datetime
    reason: str = ""
    task_id: int | None = None
    revision_id: int | None = None

    @property
    def days(self) -> int:
        """Days since then, today being 0."""
        return (timezone.localdate() - timezone.localdate(self.since)).days


def answers_reviews(user) -> bool:
    """Whether any review waits, or could wait, for this person."""
    if user.is_superuser:
        return True
    groups = user.groups.all()
    mine = Q(reviewtask__groups__in=groups) | Q(groupapprovaltask__groups__in=groups)
    return Task.objects.filter(mine, active=True).exists()


def for_review(user) -> list[Waiting]:
    """Pages whose review this person may answer, the longest waiting first."""
    states = (
        TaskState.objects.reviewable_by(user)
        .filter(workflow_state__base_content_type=get_default_page_content_type())
        .select_related("workflow_state__requested_by")
        .order_by("started_at")[:LIMIT]
    )
    return _with_pages(
        states,
        lambda state: state.workflow_state,
        lambda state, page: Waiting(
            page,
            state.workflow_state.requested_by,
            state.started_at,
            task_id=state.task_id,
            revision_id=state.revision_id,
        ),
    )


def _own_states(user):
    owned = BasePage.objects.filter(
        owner=user, pk=Cast(OuterRef("object_id"), output_field=BigIntegerField())
    )
    return (
        WorkflowState.objects.filter(base_content_type=get_default_page_content_type())
        .filter(Q(requested_by=user) | Exists(owned))
        .select_related("requested_by", "current_task_state__finished_by")
        .order_by("current_task_state__started_at")
    )


def returned(user) -> list[Waiting]:
    """Pages of this person that came back, with the reason, until they are sent again."""
    states = _own_states(user).filter(status=WorkflowState.STATUS_NEEDS_CHANGES)[:LIMIT]
    return _with_pages(
        states,
        lambda state: state,
        lambda state, page: Waiting(
            page,
            state.current_task_state.finished_by,
            state.current_task_state.finished_at,
            reason=state.current_task_state.comment,
        ),
    )


def in_review(user) -> list[Waiting]:
    """Pages of this person that wait for somebody's answer."""
    states = _own_states(user).filter(status=WorkflowState.STATUS_IN_PROGRESS)[:LIMIT]
    return _with_pages(
        states,
        lambda state: state,
        lambda state, page: Waiting(page, state.requested_by, state.current_task_state.started_at),
    )


def _with_pages(states, workflow_state, row) -> list[Waiting]:
    """One query for the pages of all states; a state whose page is gone is left out."""
    states = list(states)
    pages = BasePage.objects.select_related("department").in_bulk(
        [int(workflow_state(state).object_id) for state in states]
    )
    found = [(state, pages.get(int(workflow_state(state).object_id))) for state in states]
    return [row(state, page) for state, page in found if page]


class WorkPanel(Component):
    """One list of the first page. A panel with nothing to say renders nothing."""

    name = ""
    order = 100
    template_name = ""

    def __init__(self, request):
        self.request = request

    @cached_property
    def rows(self) -> list[Waiting]:
        """What the panel lists."""
        raise NotImplementedError

    @cached_property
    def is_shown(self) -> bool:
        """Whether the panel has anything to say to this person."""
        return bool(self.rows)

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context) or {}
        context |= {"rows": self.rows, "request": self.request}
        return context

    def render_html(self, parent_context=None):
        return super().render_html(parent_context) if self.is_shown else ""


class ReturnedPanel(WorkPanel):
    """Pages that came back to this person."""

    name = "returned"
    order = 50
    template_name = "home/panels/returned.html"

    @cached_property
    def rows(self):
        return returned(self.request.user)


class ReviewPanel(WorkPanel):
    """Pages that wait for this person's answer; it also says when none does."""

    name = "for_review"
    order = 60
    template_name = "home/panels/for_review.html"

    @cached_property
    def rows(self):
        return for_review(self.request.user) if self.is_shown else []

    @cached_property
    def is_shown(self):
        return answers_reviews(self.request.user)


class InReviewPanel(WorkPanel):
    """Pages of this person that others look at. Editors whom nothing else tells what to do are
    told here."""

    name = "in_review"
    order = 80
    template_name = "home/panels/in_review.html"

    def __init__(self, request, others: list[WorkPanel]):
        super().__init__(request)
        self.others = others

    @cached_property
    def rows(self):
        return in_review(self.request.user)

    @cached_property
    def is_shown(self):
        return bool(self.rows) or not any(panel.is_shown for panel in self.others)
