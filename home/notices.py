"""The mails of the review: who may answer hears that a page waits, who asked hears the answer.

Each is written in the transaction of the move, by Wagtail's signals; Wagtail's own mails, sent
inside the request, are off (``workflows.silence_workflow_mails``). A mail names the page's title
and leads to the back office; it never holds the text.
"""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail import signals
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import base_page_viewset
from wagtail.models import PageSubscription, TaskState, WorkflowState

from yeongdeungpoever.notices.kinds import Context, Kind, register
from yeongdeungpoever.notices.outbox import send
from yeongdeungpoever.pages.models import BasePage

ASKED = "home.page_submitted"
RETURNED = "home.page_returned"
PUBLISHED = "home.page_published"
COMMENTED = "home.page_commented"


def _sample() -> Context:
    return {
        "title": "예시 페이지",
        "person": "김예시",
        "department": "예시1팀",
        "at": "2026-11-24T14:03:00+09:00",
        "edit_url": "/admin/",
        "page_url": "/",
        "reason": "추진실적의 쪽수를 적어 주세요.\n예산 표의 단위도 확인해 주세요.",
    }


def register_notices() -> None:
    """Put the mails of the review on the table and listen to it. Called once, at start."""
    for key, title, name, may_send in (
        (ASKED, _("페이지 검토 요청"), "page_submitted", _may_answer),
        (RETURNED, _("페이지 돌려보냄"), "page_returned", _may_edit),
        (PUBLISHED, _("페이지 게시"), "page_published", _may_edit),
        (COMMENTED, _("페이지 의견"), "page_commented", _may_edit),
    ):
        register(
            Kind(
                key=key,
                title=title,
                template=f"home/notices/{name}",
                sample=_sample,
                may_send=may_send,
            )
        )
    signals.task_submitted.connect(tell_submitted, dispatch_uid="home.tell_submitted")
    signals.workflow_rejected.connect(tell_returned, dispatch_uid="home.tell_returned")
    signals.workflow_approved.connect(tell_published, dispatch_uid="home.tell_published")
    base_page_viewset.edit_view_class = QuietEditView


def tell_submitted(sender, instance, user=None, **kwargs) -> None:
    """A step of a review has begun: everybody who may answer it hears, but not who asked."""
    state = instance.workflow_state
    page = state.content_object
    if not isinstance(page, BasePage) or _follows_another(instance):
        return
    asked_by = state.requested_by
    for person in _who_answer(instance):
        if person != user and person != asked_by:
            send(ASKED, person, _context(page, person, asked_by) | {"review": state.pk})


def tell_returned(sender, instance, user=None, **kwargs) -> None:
    """A page came back: who asked and who owns the page hear why."""
    page = instance.content_object
    if not isinstance(page, BasePage):
        return
    reason = instance.current_task_state.comment
    for person in {instance.requested_by, page.owner} - {None, user}:
        send(RETURNED, person, _context(page, person, user) | {"reason": reason})


def tell_published(sender, instance, user=None, **kwargs) -> None:
    """A review ended well: who asked hears that the page stands."""
    page, person = instance.content_object, instance.requested_by
    if isinstance(page, BasePage) and person is not None and person != user:
        send(PUBLISHED, person, _context(page, person, user))


class QuietEditView(EditView):
    """Wagtail's page editor, whose mails about comments go through the outbox."""

    def send_commenting_notifications(self, changes):
        """Tell subscribers of the page and of the threads: title and link, not the words."""
        if not any(
            changes[name]
            for name in (
                "new_comments",
                "deleted_comments",
                "resolved_comments",
                "new_replies",
            )
        ):
            return
        threads = [comment.pk for comment in changes["resolved_comments"]]
        threads += [comment.pk for comment, _replies in changes["new_replies"]]
        subscribed = PageSubscription.objects.filter(page=self.page, comment_notifications=True)
        listening = (
            Q(pk__in=subscribed.values("user_id"))
            | Q(comment_replies__comment_id__in=threads)
            | Q(wagtail_admin_comments__pk__in=threads)
        )
        people = (
            get_user_model()
            .objects.filter(listening, is_active=True)
            .exclude(pk=self.request.user.pk)
            .exclude(wagtail_userprofile__updated_comments_notifications=False)
            .distinct()
        )
        for person in people:
            send(COMMENTED, person, _context(self.page, person, self.request.user))


def _context(page, person, actor) -> Context:
    with translation.override(person.language):
        department = page.department if actor is None else actor.department
        return {
            "page": page.pk,
            "title": page.get_admin_display_title(),
            "person": actor.get_full_name() if actor else "",
            "department": str(department) if department else "",
            "at": timezone.now(),
            "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
            "page_url": page.get_url() or settings.SITE_URL,
        }


def _follows_another(task_state) -> bool:
    """Whether the step only follows a reviewer's own edit (``ReviewTask.follow_edit``)."""
    open_steps = TaskState.objects.filter(
        workflow_state=task_state.workflow_state, status=TaskState.STATUS_IN_PROGRESS
    )
    return open_steps.exclude(pk=task_state.pk).exists()


def _who_answer(task_state):
    groups = getattr(task_state.task.specific, "groups", None)
    if groups is None:
        return []
    return get_user_model().objects.filter(is_active=True, groups__in=groups.all()).distinct()


def _may_answer(user, context: Context) -> bool:
    """Whether the review still waits, and for this person."""
    state = WorkflowState.objects.filter(
        pk=context.get("review"), status=WorkflowState.STATUS_IN_PROGRESS
    ).first()
    task_state = state.current_task_state if state else None
    return task_state is not None and user in _who_answer(task_state)


def _may_edit(user, context: Context) -> bool:
    """Whether the page still exists and this person may still work on it."""
    page = BasePage.objects.filter(pk=context.get("page")).first()
    return page is not None and page.permissions_for_user(user).can_edit()
