"""The one review of the house: a department's editor asks, a reviewer or operator answers."""

from django.contrib.auth.models import Group
from wagtail import signals
from wagtail.models import (
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from yeongdeungpoever.accounts.groups import OPERATOR, REVIEWER, is_last_to_migrate
from yeongdeungpoever.pages.models import BasePage

from .models import ReviewTask

# Wagtail builds its buttons from the first: "게시" + "검토 요청".
NAME = "게시"
STEP = "게시 검토"


def ensure_workflow(sender, **kwargs) -> None:
    """Hang the review on the root of the tree, once, after the last app has migrated.

    An operator may approve as well as a reviewer, and may publish without a review: a small team
    on leave never stands still. Where staff have named a workflow of their own, it stays.
    """
    if not is_last_to_migrate(sender):
        return
    root = BasePage.get_first_root_node()
    if root is None or WorkflowPage.objects.filter(page=root).exists():
        return
    task, _ = ReviewTask.objects.get_or_create(name=STEP)
    task.groups.set(Group.objects.filter(name__in=(REVIEWER, OPERATOR)))
    workflow, _ = Workflow.objects.get_or_create(name=NAME)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.create(workflow=workflow, page=root)


def silence_workflow_mails() -> None:
    """Wagtail mails inside the request, in words of its own; ours go through the outbox
    (``home.notices``)."""
    signals.task_submitted.disconnect(
        sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification"
    )
    for signal, name in (
        (signals.workflow_submitted, "submitted"),
        (signals.workflow_rejected, "rejected"),
        (signals.workflow_approved, "approved"),
    ):
        signal.disconnect(
            sender=WorkflowState, dispatch_uid=f"workflow_state_{name}_email_notification"
        )


def follow_edit(request, page) -> None:
    """What a reviewer saves during the review is what is reviewed from then on.

    Runs after every save of the page editor (Wagtail's hook ``after_edit_page``).
    """
    task_state = page.current_workflow_task_state
    if task_state is None:
        return
    task = task_state.task.specific
    if isinstance(task, ReviewTask):
        task.follow_edit(task_state)
