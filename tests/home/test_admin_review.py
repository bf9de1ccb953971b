"""The review as staff live it: ask, return with a reason, mend, approve; no mail in a request."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, Workflow, WorkflowState
from wagtail.test.utils.form_data import querydict_from_html

from home.models import ReviewTask, StandardPage
from tests import personas
from tests.site import home_page, standard_page
from yeongdeungpoever.accounts.groups import OPERATOR, REVIEWER, grant_department_pages
from yeongdeungpoever.duties.models import Duty
from yeongdeungpoever.duties.panels import LIMIT
from yeongdeungpoever.duties.rows import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    page = standard_page("알림", "notice", department=personas.department())
    grant_department_pages(page)
    return page


def edit(client, user, page, action="", **changes):
    """Save the page's form as the editor's browser would, through the button ``action``."""
    client.force_login(user)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = querydict_from_html(client.get(url).content.decode(), form_id="page-edit-form")
    form.update({"body-count": "0"} | changes)
    if action:
        form[action] = "1"
    return client.post(url, form)


def approve(client, user, page, name="approve", comment="", **changes):
    return edit(
        client,
        user,
        page,
        "action-workflow-action",
        **{
            "workflow-action-name": name,
            "workflow-action-extra-data": json.dumps({"comment": comment}),
        },
        **changes,
    )


def waiting(user, part):
    """Rows of one part of the first panel."""
    return [row for row in rows(Duty.objects.for_panel(user, LIMIT), user) if row.duty.part == part]


def fresh(page):
    return StandardPage.objects.get(pk=page.pk)


def live_title(page):
    return fresh(page).title


def task_state(page):
    return fresh(page).current_workflow_task_state


def test_a_fresh_database_has_one_review_answered_by_reviewers_and_operators():
    workflow = Workflow.objects.get()
    task = ReviewTask.objects.get()
    assert list(workflow.tasks) == [task.task_ptr]
    assert {group.name for group in task.groups.all()} == {REVIEWER, OPERATOR}
    assert home_page().get_workflow() == workflow


def test_migrating_again_leaves_one_review():
    call_command("migrate", verbosity=0)
    assert Workflow.objects.count() == ReviewTask.objects.count() == 1


def test_ask_return_mend_approve(client, page):
    editor, reviewer = personas.department_editor(), personas.reviewer()
    edit(client, editor, page, "action-submit", title="고친 알림")
    assert live_title(page) == "알림"
    (to_review,), (asked,) = waiting(reviewer, "team"), waiting(editor, "asked")
    assert to_review.duty == asked.duty
    assert (to_review.duty.record.pk, to_review.title) == (page.pk, "고친 알림")
    assert (to_review.may_take, asked.may_take) == (True, False)
    client.force_login(reviewer)
    first_page = client.get("/admin/").content.decode()
    for name, word in (("workflow_preview", "미리보기"), ("revisions_compare", "달라진 곳")):
        state = task_state(page)
        detail = [state.task_id] if name == "workflow_preview" else ["live", state.revision_id]
        url = reverse(f"wagtailadmin_pages:{name}", args=[page.pk, *detail])
        assert f'href="{url}"' in first_page, word
        assert "고친 알림" in client.get(url).content.decode()

    approve(client, reviewer, page, "reject", "쪽수를 적어 주세요.")
    (back,) = waiting(editor, "mine")
    assert (back.detail.note, back.duty.asked_by) == ("쪽수를 적어 주세요.", reviewer)
    assert waiting(reviewer, "team") == []
    client.force_login(editor)
    assert "쪽수를 적어 주세요." in client.get("/admin/").content.decode()

    edit(client, editor, page, "action-submit", title="또 고친 알림")
    assert waiting(editor, "mine") == []
    assert live_title(page) == "알림"

    approve(client, reviewer, page)
    assert live_title(page) == "또 고친 알림"
    assert not Duty.objects.open().exists()
    assert mail.outbox == []


def test_an_editor_can_neither_publish_nor_approve(client, page):
    editor = personas.department_editor()
    edit(client, editor, page, "action-publish", title="몰래")
    assert live_title(page) == "알림"
    edit(client, editor, page, "action-submit", title="고친 알림")
    approve(client, editor, page)
    assert live_title(page) == "알림"


def test_an_editor_waits_while_the_page_is_in_review(client, page):
    editor = personas.department_editor()
    edit(client, editor, page, "action-submit", title="고친 알림")
    edit(client, editor, page, title="나중에 몰래 고친 알림")
    assert fresh(page).get_latest_revision_as_object().title == "고친 알림"


@pytest.mark.parametrize("comment", ["", "  "])
def test_nothing_goes_back_without_a_reason(client, page, comment):
    editor, reviewer = personas.department_editor(), personas.reviewer()
    edit(client, editor, page, "action-submit", title="고친 알림")
    approve(client, reviewer, page, "reject", comment)
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS
    url = reverse(
        "wagtailadmin_pages:collect_workflow_action_data",
        args=[page.pk, "reject", task_state(page).pk],
    )
    answer = client.post(url, {"comment": comment}, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.json()["step"] == "action"
    assert "필수" in answer.json()["html"]


def test_an_approver_publishes_their_own_last_touch(client, page):
    editor, reviewer = personas.department_editor(), personas.reviewer()
    edit(client, editor, page, "action-submit", title="고친 알림")
    approve(client, reviewer, page, title="고치고 다듬은 알림")
    assert live_title(page) == "고치고 다듬은 알림"


def test_an_approval_of_the_older_text_is_refused_after_another_reviewers_edit(client, page):
    editor, reviewer, operator = (
        personas.department_editor(),
        personas.reviewer(),
        personas.operator(),
    )
    edit(client, editor, page, "action-submit", title="고친 알림")
    seen = task_state(page)
    since = seen.started_at
    edit(client, operator, page, title="그 사이 고친 알림")

    client.force_login(reviewer)
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", seen.pk])
    assert client.post(url).status_code == 404
    assert live_title(page) == "알림"

    following = task_state(page)
    assert following.revision_id == fresh(page).latest_revision_id
    assert following.started_at == since
    preview = reverse("wagtailadmin_pages:workflow_preview", args=[page.pk, following.task_id])
    assert "그 사이 고친 알림" in client.get(preview).content.decode()
    approve(client, reviewer, page)
    assert live_title(page) == "그 사이 고친 알림"
    assert TaskState.objects.count() == 1


def test_a_text_changed_outside_the_editor_is_not_published_unseen(client, page):
    editor, reviewer = personas.department_editor(), personas.reviewer()
    edit(client, editor, page, "action-submit", title="고친 알림")
    state = task_state(page)
    draft = fresh(page).get_latest_revision_as_object()
    draft.title = "밖에서 고친 알림"
    draft.save_revision(user=editor)
    with pytest.raises(PermissionDenied):
        state.task.specific.on_action(state, reviewer, "approve")
    assert live_title(page) == "알림"


def test_a_small_team_never_stands_still(client, page):
    """The only reviewer wrote the text: an operator approves it, or publishes without a review."""
    reviewer, operator = personas.reviewer(), personas.operator()
    edit(client, reviewer, page, "action-submit", title="검토자가 고친 알림")
    approve(client, operator, page)
    assert live_title(page) == "검토자가 고친 알림"
    edit(client, operator, page, "action-publish", title="운영자가 고친 알림")
    assert live_title(page) == "운영자가 고친 알림"


def test_who_may_approve_is_not_offered_to_publish_past_the_review(client, page):
    operator = personas.operator()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.force_login(operator)
    assert 'name="action-publish"' in client.get(url).content.decode()
    edit(client, personas.department_editor(), page, "action-submit", title="고친 알림")
    client.force_login(operator)
    body = client.get(url).content.decode()
    assert 'name="action-publish"' not in body
    assert "까닭 적어 돌려보내기" in body


def test_an_approval_with_a_date_waits_for_the_date(client, page):
    editor, reviewer = personas.department_editor(), personas.reviewer()
    tomorrow = timezone.localtime() + timedelta(days=1)
    edit(
        client,
        editor,
        page,
        "action-submit",
        title="내일 알림",
        go_live_at=tomorrow.strftime("%Y-%m-%d %H:%M"),
    )
    approve(client, reviewer, page)
    assert live_title(page) == "알림"
    assert fresh(page).scheduled_revision


def test_the_first_pages_questions_do_not_grow(client):
    editor, reviewer = personas.department_editor(), personas.reviewer()

    def ask(number):
        page = standard_page(f"알림 {number}", f"notice-{number}", publish=False)
        page.save_revision(user=editor)
        page.get_workflow().start(page, editor)

    def count():
        client.force_login(reviewer)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/admin/").status_code == 200
        return len(queries)

    ask(1)
    count()
    few = count()
    for number in range(2, 12):
        ask(number)
    assert count() == few


def test_whoever_opens_a_returned_page_reads_the_reason_there(client, page):
    editor, reviewer = personas.department_editor(), personas.reviewer()
    edit(client, editor, page, "action-submit", title="고친 알림")
    approve(client, reviewer, page, "reject", "쪽수를 적어 주세요.")
    client.force_login(editor)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "돌려받은 까닭: 쪽수를 적어 주세요." in client.get(url).content.decode()
