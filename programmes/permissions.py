"""Who may enter and confirm figures. Strangers are refused on the first line of each rule."""

from wagtail.models import GroupPagePermission

from yeongdeungpoever.accounts.groups import (
    DEPARTMENT_EDITOR,
    editor_group_name,
    editors_of,
    grant_pages,
)
from yeongdeungpoever.accounts.models import Department

from .models import EditionPage, FigureRow


def _is_stranger(user) -> bool:
    return not getattr(user, "is_authenticated", False) or not user.is_active


def may_enter_ledger(user, owner) -> bool:
    """Whether the user may enter or correct money of an edition or a 단위사업.

    An edition's money is entered by whoever may edit its page, so editors of another department
    may not. The division's table belongs to no team: whoever confirms or keeps tables enters it.
    """
    if _is_stranger(user) or not user.has_perm("programmes.add_ledgerrow"):
        return False
    if isinstance(owner, EditionPage):
        return owner.permissions_for_user(user).can_edit()
    return user.has_perm("programmes.change_divisionbudget") or user.has_perm(
        "programmes.confirm_ledgerrow"
    )


def may_enter_indicator(user, edition: EditionPage) -> bool:
    """Whether the user may enter or correct values of an edition's indicators."""
    if _is_stranger(user) or not user.has_perm("programmes.add_indicatorvalue"):
        return False
    return edition.permissions_for_user(user).can_edit()


def may_confirm(user, row: FigureRow) -> bool:
    """Whether the user may confirm the row, so that it counts in public."""
    if _is_stranger(user):
        return False
    return user.has_perm(f"programmes.confirm_{row._meta.model_name}")


def may_make_next_year(user, edition: EditionPage) -> bool:
    """Whether the user may make next year's page beside this one."""
    if _is_stranger(user):
        return False
    return edition.get_parent().permissions_for_user(user).can_add_subpage()


def keep_editors(sender, instance, **kwargs) -> None:
    """Give a programme's pages to the editors of its department, and to those of no other.

    Receives ``post_save`` of ProgrammePage.
    """
    others = [
        editor_group_name(department)
        for department in Department.objects.exclude(pk=instance.department_id)
    ]
    GroupPagePermission.objects.filter(page=instance, group__name__in=others).delete()
    if instance.department:
        grant_pages(editors_of(instance.department), instance, DEPARTMENT_EDITOR.pages)
