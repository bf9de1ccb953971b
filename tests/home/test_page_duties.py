"""Every move of a page's review opens or ends a duty."""

import pytest
from django.core.management import call_command
from wagtail.models import WorkflowState

from home.duties import MEND, REVIEW
from tests import personas
from tests.site import standard_page
from yeongdeungpoever.duties.models import Duty, Ending

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return standard_page("알림", "notice", department=personas.department())


@pytest.fixture
def editor():
    return personas.department_editor()


def ask(page, editor):
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    return page.current_workflow_state


def step(page):
    return WorkflowState.objects.get(object_id=str(page.pk)).current_task_state


def send_back(page, reviewer, reason="고쳐 주세요."):
    state = step(page)
    state.task.specific.on_action(state, reviewer, "reject", comment=reason)


def test_a_review_waits_for_the_department(page, editor):
    ask(page, editor)
    duty = Duty.objects.get()
    assert (duty.kind, duty.department, duty.owner, duty.asked_by) == (
        REVIEW,
        page.department,
        None,
        editor,
    )
    assert duty.record == page.basepage_ptr


def test_reviewers_find_the_pages_of_every_department(page, editor):
    page.department = personas.department("시험2팀", "team-two")
    page.save()
    ask(page, personas.department_editor(page.department))
    (row,) = Duty.objects.for_panel(personas.reviewer(), 5)
    assert row.part == "nobody"
    assert not Duty.objects.for_panel(editor, 5).exists()


def test_a_returned_page_waits_for_whoever_asked(page, editor):
    reviewer = personas.reviewer()
    ask(page, editor)
    send_back(page, reviewer)
    review, mend = Duty.objects.get(kind=REVIEW), Duty.objects.get(kind=MEND)
    assert (review.how, review.closed_by) == (Ending.DONE, reviewer)
    assert (mend.owner, mend.asked_by, mend.is_open) == (editor, reviewer, True)
    WorkflowState.objects.get().resume(user=editor)
    mend.refresh_from_db()
    assert (mend.how, mend.closed_by) == (Ending.DONE, editor)
    assert Duty.objects.open().get().kind == REVIEW


@pytest.mark.parametrize("end", ["approve", "cancel", "cancel returned", "publish", "delete"])
def test_every_end_of_a_review_ends_its_duty(page, editor, end):
    state = ask(page, editor)
    how = Ending.CANCELLED
    if end == "approve":
        step(page).approve(user=personas.reviewer())
        how = Ending.DONE
    elif end == "cancel":
        state.cancel(user=editor)
    elif end == "cancel returned":
        send_back(page, personas.reviewer())
        WorkflowState.objects.get().cancel(user=editor)
    elif end == "publish":
        page.get_latest_revision().publish(user=personas.operator())
    else:
        page.delete()
        how = Ending.GONE
    assert not Duty.objects.open().exists()
    assert Duty.objects.order_by("-pk")[0].how == how


def test_deleting_a_branch_ends_the_duties_below_it(page, editor):
    below = standard_page("아래", "below", parent=page)
    ask(below, editor)
    page.delete()
    assert Duty.objects.get().how == Ending.GONE


def test_the_subject_that_is_gone_leaves_its_title(page, editor):
    ask(page, editor)
    page.delete()
    assert (Duty.objects.get().title, Duty.objects.get().url) == ("알림", "")


def test_migrating_gives_older_reviews_their_duties_and_ends_stale_ones(page, editor):
    state = ask(page, editor)
    returned = standard_page("돌려받은 글", "returned")
    ask(returned, editor)
    send_back(returned, personas.reviewer())
    Duty.objects.all().delete()
    call_command("migrate", verbosity=0)
    assert set(Duty.objects.values_list("kind", "title")) == {
        (REVIEW, "알림"),
        (MEND, "돌려받은 글"),
    }
    assert Duty.objects.get(kind=REVIEW).opened_at == state.current_task_state.started_at
    call_command("migrate", verbosity=0)
    assert Duty.objects.count() == 2
    WorkflowState.objects.update(status=WorkflowState.STATUS_CANCELLED)
    call_command("migrate", verbosity=0)
    assert not Duty.objects.open().exists()


def test_a_refused_move_leaves_the_duty_open(page, editor):
    ask(page, editor)
    with pytest.raises(Exception, match="까닭"):
        send_back(page, personas.reviewer(), reason=" ")
    assert Duty.objects.open().get().kind == REVIEW
