"""다음 해 만들기 for the table of a division: the same 단위사업, no figures."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter, log

from ..models import DivisionBudget, UnitProgramme

NEXT_TABLE = "programmes.next_table"


def may_make_next_table(user) -> bool:
    """Whether the user may add tables."""
    return user.has_perm("programmes.add_divisionbudget")


@transaction.atomic
def make_next_table(user, division: DivisionBudget) -> DivisionBudget:
    """Next year's table with this year's 단위사업 in their order. 쪽 and notes stay behind.

    Raises PermissionDenied for those who may not, ValidationError when the table is there already.
    """
    if not may_make_next_table(user):
        raise PermissionDenied
    year = division.year + 1
    taken = ValidationError(_("%(year)s년 예산 현황이 이미 있어요.") % {"year": year})
    if DivisionBudget.objects.filter(year=year, division=division.division).exists():
        raise taken
    try:
        with transaction.atomic():
            made = DivisionBudget.objects.create(
                year=year, division=division.division, title=division.title
            )
    except IntegrityError as error:
        # Two people at once.
        raise taken from error
    UnitProgramme.objects.bulk_create(
        UnitProgramme(division=made, name=unit.name, slug=unit.slug, sort_order=unit.sort_order)
        for unit in division.units.all()
    )
    log(instance=made, action=NEXT_TABLE, user=user, data={"from_year": division.year})
    return made


class _NextTableFormatter(LogFormatter):
    label = gettext_lazy("다음 해 만들기")

    def format_message(self, log_entry):
        return _("%(year)s년 표의 단위사업으로 만듦") % {"year": log_entry.data["from_year"]}


@hooks.register("register_log_actions")
def register_next_table(actions):
    """Name the act, so that the table's history can tell it."""
    actions.register_action(NEXT_TABLE)(_NextTableFormatter)
