"""The one step of the review: who answers, which revision, and why something came back."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask, TaskState


class ReturnForm(forms.Form):
    """Asks why a page goes back; the editor reads it on the first page of the back office."""

    comment = forms.CharField(
        label=_("돌려보내는 까닭"),
        help_text=_("무엇을 어떻게 고치면 되는지 적어요. 편집자의 첫 화면에 그대로 나와요."),
        widget=forms.Textarea({"rows": 4}),
        max_length=1000,
    )


class ReviewTask(AbstractGroupApprovalTask):
    """Approval by a group, with two promises that Wagtail's own task does not give: nothing goes
    back without a reason, and nothing is published that its approver has not seen."""

    class Meta:
        verbose_name = _("게시 검토")
        verbose_name_plural = _("게시 검토")

    @classmethod
    def get_description(cls):
        return _("고른 그룹의 사람이 승인하거나 까닭을 적어 돌려보내요.")

    def get_actions(self, obj, user):
        """Return with a reason, approve, approve with a remark; nothing for other people."""
        if not super().get_actions(obj, user):
            return []
        return [
            ("reject", _("까닭 적어 돌려보내기"), True),
            ("approve", _("승인"), False),
            ("approve", _("의견 적어 승인"), True),
        ]

    def get_form_for_action(self, action):
        return ReturnForm if action == "reject" else TaskStateCommentForm

    @transaction.atomic
    def on_action(self, task_state, user, action_name, **kwargs):
        """Approve or return. Raises PermissionDenied for a return without a reason, and for an
        approval of a page that somebody else has changed since it was sent for review: Wagtail
        publishes the latest revision, which is then not the one reviewed."""
        if action_name == "reject" and not (kwargs.get("comment") or "").strip():
            raise PermissionDenied(_("돌려보내는 까닭을 적어 주세요."))
        if action_name == "approve":
            latest = task_state.workflow_state.content_object.get_latest_revision()
            if latest.pk != task_state.revision_id and latest.user_id != user.pk:
                raise PermissionDenied(_("검토하는 사이 다른 사람이 고친 글이에요."))
        return super().on_action(task_state, user, action_name, **kwargs)

    @transaction.atomic
    def follow_edit(self, task_state) -> TaskState | None:
        """Put the page's latest revision up for review after a reviewer has edited it.

        The step gets a new id, so that an approval which still names the older text is refused;
        it keeps the moment since which the page waits. Returns the new step, or None when the
        text under review is the latest.
        """
        state = task_state.workflow_state
        latest = state.content_object.get_latest_revision()
        if latest.pk == task_state.revision_id and latest.created_at <= task_state.started_at:
            return None
        following = self.start(state)
        TaskState.objects.filter(pk=following.pk).update(started_at=task_state.started_at)
        state.current_task_state = following
        state.save()
        task_state.delete()
        return following
