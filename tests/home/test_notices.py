"""The mails of the review: who hears what, when, and who no longer."""

import json

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, PageSubscription, WorkflowState
from wagtail.test.utils.form_data import querydict_from_html

from tests import personas
from tests.mailbox import delivered
from tests.site import standard_page
from yeongdeungpoever.accounts.groups import grant_department_pages
from yeongdeungpoever.notices.models import Notice, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    page = standard_page("승강기 알림", "notice", department=personas.department())
    grant_department_pages(page)
    return page


@pytest.fixture
def people():
    return personas.department_editor(), personas.reviewer(), personas.operator()


def edit(client, user, page, action="", **changes):
    client.force_login(user)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = querydict_from_html(client.get(url).content.decode(), form_id="page-edit-form")
    form.update({"body-count": "0"} | changes)
    if action:
        form[action] = "1"
    response = client.post(url, form)
    assert response.status_code == 302, response.content.decode()[:2000]


def answer(client, user, page, name, comment="", **changes):
    edit(
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


def recipients(messages):
    return sorted(message.to[0] for message in messages)


def test_a_review_from_asking_to_publishing(client, page, people):
    editor, reviewer, operator = people
    edit(client, editor, page, "action-submit", title="고친 승강기 알림")
    assert mail.outbox == []
    asked = list(delivered())
    assert recipients(asked) == sorted([reviewer.email, operator.email])
    for words in ("고친 승강기 알림", editor.name, f"/admin/pages/{page.pk}/edit/"):
        assert words in asked[0].body

    mail.outbox.clear()
    answer(client, reviewer, page, "reject", "쪽수를\n적어 주세요.")
    (back,) = delivered()
    assert back.to == [editor.email]
    assert "  | 쪽수를\n  | 적어 주세요." in back.body

    mail.outbox.clear()
    edit(client, editor, page, "action-submit", title="또 고친 승강기 알림")
    assert len(delivered()) == 2
    mail.outbox.clear()
    answer(client, reviewer, page, "approve")
    (published,) = delivered()
    assert published.to == [editor.email]
    assert "/notice/" in published.body


def test_a_page_that_came_back_is_told_to_its_owner_too(client, page, people):
    editor, reviewer, operator = people
    page.owner = operator
    page.save()
    edit(client, editor, page, "action-submit", title="고친 알림")
    delivered()
    mail.outbox.clear()
    answer(client, reviewer, page, "reject", "쪽수를 적어 주세요.")
    assert recipients(delivered()) == sorted([editor.email, operator.email])


def test_a_reviewers_own_edit_tells_nobody_again(client, page, people):
    editor, reviewer, _operator = people
    edit(client, editor, page, "action-submit", title="고친 알림")
    delivered()
    mail.outbox.clear()
    edit(client, reviewer, page, title="다듬은 알림")
    assert delivered() == []


def test_whoever_may_no_longer_answer_is_not_told(client, page, people):
    editor, reviewer, operator = people
    edit(client, editor, page, "action-submit", title="고친 알림")
    reviewer.groups.clear()
    operator.is_active = False
    operator.save()
    assert delivered() == []
    assert set(Notice.objects.values_list("state", flat=True)) == {State.DROPPED}


def test_a_review_that_ended_meanwhile_asks_nobody(client, page, people):
    editor, reviewer, _operator = people
    edit(client, editor, page, "action-submit", title="고친 알림")
    answer(client, reviewer, page, "approve")
    assert recipients(delivered()) == [editor.email]


def test_a_move_that_is_taken_back_tells_nobody(page, people):
    editor, _reviewer, _operator = people
    page.save_revision(user=editor)
    with transaction.atomic():
        page.get_workflow().start(page, editor)
        assert Notice.objects.count() == 2
        transaction.set_rollback(True)
    assert not WorkflowState.objects.exists()
    assert not Notice.objects.exists()


def test_comments_are_told_to_subscribers_without_their_words(client, page, people):
    editor, reviewer, operator = people
    PageSubscription.objects.create(page=page, user=operator, comment_notifications=True)
    comment = Comment.objects.create(
        page=page, user=reviewer, text="앞의 말", contentpath="title", created_at=timezone.now()
    )
    edit(
        client,
        editor,
        page,
        **{
            "comments-TOTAL_FORMS": "1",
            "comments-INITIAL_FORMS": "1",
            "comments-0-id": str(comment.pk),
            "comments-0-text": "앞의 말",
            "comments-0-contentpath": "title",
            "comments-0-replies-TOTAL_FORMS": "1",
            "comments-0-replies-INITIAL_FORMS": "0",
            "comments-0-replies-0-text": "비밀스러운 답",
        },
    )
    assert mail.outbox == []
    messages = delivered()
    assert recipients(messages) == sorted([reviewer.email, operator.email])
    assert "비밀스러운 답" not in messages[0].body
    assert page.title in messages[0].body
