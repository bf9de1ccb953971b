"""Who may enter, correct and confirm, and what follows from it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import ModelLogEntry, PageLogEntry

from programmes import actions, permissions
from programmes.models import EditionPage, LedgerRow
from programmes.permissions import may_confirm, may_enter_indicator, may_enter_ledger
from tests import personas
from tests.programmes import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return factories.edition(
        factories.programme(department=personas.department()),
        achievements=[factories.line("교육", 0, "people")],
    )


@pytest.fixture
def editor(page):
    return personas.department_editor()


def test_strangers_and_other_departments_are_refused(page):
    row = factories.money(page, confirmed=False)
    unit = factories.division().units.first()
    other = personas.department_editor(personas.department("시험2팀", "team-two"))
    for user in (personas.visitor(), personas.officer(), other):
        assert not may_enter_ledger(user, page)
        assert not may_enter_indicator(user, page)
        assert not may_enter_ledger(user, unit)
        assert not may_confirm(user, row)
        with pytest.raises(PermissionDenied):
            actions.enter_ledger_row(user, page, budget=1)
        with pytest.raises(PermissionDenied):
            actions.correct_ledger_row(user, row, budget=1, executed=None)
        with pytest.raises(PermissionDenied):
            actions.enter_indicator_value(user, page, "people", 1)
        with pytest.raises(PermissionDenied):
            actions.confirm_rows(user, [row])
        with pytest.raises(PermissionDenied):
            actions.make_next_year(user, page)


def test_a_department_editor_enters_and_a_reviewer_confirms(page, editor):
    row = actions.enter_ledger_row(editor, page, fund="district", budget=100, executed=40)
    with pytest.raises(PermissionDenied):
        actions.confirm_rows(editor, [row])
    assert not LedgerRow.objects.counting().exists()
    actions.confirm_rows(personas.reviewer(), [row])
    assert LedgerRow.objects.counting().get().budget == 100


def test_the_divisions_table_is_entered_by_those_who_answer_for_it(page, editor):
    unit = factories.division().units.first()
    assert not may_enter_ledger(editor, unit)
    assert may_enter_ledger(personas.reviewer(), unit)
    assert may_enter_ledger(personas.operator(), unit)


def test_another_department_takes_the_programme_over(page, editor):
    programme = page.get_parent().specific
    programme.department = personas.department("시험2팀", "team-two")
    programme.save_revision().publish()
    assert not may_enter_ledger(_again(editor), page)
    assert may_enter_ledger(personas.department_editor(programme.department), page)


def _again(user):
    """The user as the next request reads it, without permissions remembered."""
    return type(user).objects.get(pk=user.pk)


def test_an_account_out_of_use_is_refused(page, editor):
    editor.is_active = False
    assert not may_enter_ledger(editor, page)


def test_a_correction_counts_once_confirmed(page, editor):
    first = factories.money(page, 100, 50)
    made = actions.correct_ledger_row(editor, first, budget=120, executed=60)
    assert LedgerRow.objects.counting().get() == first
    actions.confirm_rows(personas.reviewer(), [made])
    assert LedgerRow.objects.counting().get() == made


def test_somebody_else_was_faster(page, editor):
    first = factories.money(page)
    made = actions.correct_ledger_row(editor, first, budget=1, executed=None)
    with pytest.raises(ValidationError, match="먼저 정정"):
        actions.correct_ledger_row(editor, first, budget=2, executed=None)
    reviewer = personas.reviewer()
    actions.confirm_rows(reviewer, [made])
    with pytest.raises(ValidationError, match="먼저 확인"):
        actions.confirm_rows(reviewer, [made])
    with pytest.raises(ValidationError, match="이미 있어요"):
        actions.enter_ledger_row(editor, page, budget=1)


def test_an_older_correction_is_not_confirmed_after_a_newer_one(page, editor):
    older = actions.correct_ledger_row(editor, factories.money(page), budget=1, executed=None)
    newer = actions.correct_ledger_row(editor, older, budget=2, executed=None)
    reviewer = personas.reviewer()
    actions.confirm_rows(reviewer, [newer])
    with pytest.raises(ValidationError, match="정정된 줄"):
        actions.confirm_rows(reviewer, [older])


def test_rows_are_confirmed_all_or_none(page, editor):
    good = actions.enter_ledger_row(editor, page, fund="city", budget=1)
    done = factories.money(page, fund="district")
    with pytest.raises(ValidationError):
        actions.confirm_rows(personas.reviewer(), [good, done])
    good.refresh_from_db()
    assert not good.is_confirmed


def test_whole_and_parts_do_not_stand_side_by_side(page, editor):
    factories.money(page, fund="district")
    with pytest.raises(ValidationError) as refused:
        actions.enter_ledger_row(editor, page, budget=1)
    assert "fund" in refused.value.message_dict


def test_a_plan_has_no_executed_amount(editor):
    plan = factories.edition(
        factories.programme("plan", department=personas.department()), kind="plan"
    )
    with pytest.raises(ValidationError):
        actions.enter_ledger_row(editor, plan, budget=1, executed=0)
    actions.enter_ledger_row(editor, plan, budget=1)


def test_an_indicator_is_one_that_a_line_names(page, editor):
    with pytest.raises(ValidationError):
        actions.enter_indicator_value(editor, page, "nobody", 1)
    actions.enter_indicator_value(editor, page, "people", 1)
    page.achievements = [factories.line("교육", 0, "people", "drafted")]
    page.save_revision()
    actions.enter_indicator_value(editor, EditionPage.objects.get(), "drafted", 2)


def test_confirming_forgets_kept_pages(page, django_capture_on_commit_callbacks, client):
    factories.money(page, 100, 50)
    made = actions.correct_ledger_row(
        personas.reviewer(), LedgerRow.objects.get(), budget=100, executed=75
    )
    assert b"50%" in client.get(page.url).content
    with django_capture_on_commit_callbacks(execute=True):
        actions.confirm_rows(personas.operator(), [made])
    assert b"75%" in client.get(page.url).content


def test_the_log_names_the_act(page, editor):
    row = actions.enter_ledger_row(editor, page, fund="city", budget=1_000)
    actions.confirm_rows(personas.reviewer(), [row])
    entries = PageLogEntry.objects.filter(page=page.pk, action__startswith="programmes.")
    assert {entry.action for entry in entries} == {"programmes.enter", "programmes.confirm"}
    entry = entries.get(action="programmes.enter")
    assert entry.user == editor
    assert "시비 예산액 1,000" in entry.formatter.format_message(entry)
    unit = factories.division().units.first()
    actions.enter_ledger_row(personas.operator(), unit, budget=1)
    assert ModelLogEntry.objects.filter(action="programmes.enter").count() == 1


def test_next_year_takes_words_and_leaves_figures(page, editor):
    factories.money(page)
    factories.value(page)
    page.source_page, page.budget_note, page.number = "4", "다릅니다.", 3
    page.unit_programme = factories.division(2024).units.first()
    factories.division(2025)
    page.save()
    made = actions.make_next_year(editor, page)
    made.refresh_from_db()
    assert (made.year, made.slug, made.live) == (2025, "2025", False)
    assert (made.title, made.number, made.source_page, made.budget_note) == (
        page.title,
        None,
        "",
        "",
    )
    assert made.unit_programme.division.year == 2025
    assert made.achievements[0].value["text"] == "교육"
    assert made.achievements[0].value["source_page"] == ""
    assert list(made.indicators) == ["people"]
    assert not made.ledger.exists()
    assert not made.indicator_values.exists()
    assert page.ledger.count() == 1
    with pytest.raises(ValidationError, match="2025"):
        actions.make_next_year(editor, page)


def test_rules_without_a_page_refuse_strangers_first():
    """A person out of use keeps rights in the tables of rights; a visitor has no department."""
    away = personas.administrator()
    away.is_active = False
    rules = (
        permissions.may_confirm_some,
        permissions.may_see_waiting,
        permissions.may_read_reconciliation,
        permissions.may_change_table,
        permissions.may_make_next_table,
    )
    for user in (personas.visitor(), personas.officer(), away, None):
        assert [rule.__name__ for rule in rules if rule(user)] == []
    operator = personas.operator()
    assert all(rule(operator) for rule in rules)
    with pytest.raises(PermissionDenied):
        actions.make_next_table(personas.reviewer(), factories.division())
