"""Who may enter and confirm figures. Strangers are refused on the first line of each rule."""

from wagtail.permission_policies import ModelPermissionPolicy

from yeongdeungpoever.accounts.groups import grant_department_pages

from .models import EditionPage, FigureRow

# What confirming the rows of a table takes, by the name that addresses and forms give the table.
CONFIRM = {"money": "programmes.confirm_ledgerrow", "value": "programmes.confirm_indicatorvalue"}


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
    return may_change_table(user) or user.has_perm(CONFIRM["money"])


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


def may_confirm_some(user) -> bool:
    """Whether the user may confirm rows of any table."""
    if _is_stranger(user):
        return False
    return any(user.has_perm(name) for name in CONFIRM.values())


def may_see_waiting(user) -> bool:
    """Whether the list of what waits is of any use to the user: who confirms, or who enters."""
    if _is_stranger(user):
        return False
    return may_confirm_some(user) or user.has_perm("programmes.add_ledgerrow")


def may_read_reconciliation(user) -> bool:
    """Whether the user may read 예산 대조: everybody who works with figures."""
    if _is_stranger(user):
        return False
    return user.has_perm("programmes.view_ledgerrow")


def may_make_next_year(user, edition: EditionPage) -> bool:
    """Whether the user may make next year's page beside this one."""
    if _is_stranger(user):
        return False
    return edition.get_parent().permissions_for_user(user).can_add_subpage()


def may_change_table(user) -> bool:
    """Whether the user may change words, order and 단위사업 of the division's tables."""
    if _is_stranger(user):
        return False
    return user.has_perm("programmes.change_divisionbudget")


def may_make_next_table(user) -> bool:
    """Whether the user may make the division's table of another year."""
    if _is_stranger(user):
        return False
    return user.has_perm("programmes.add_divisionbudget")


class DivisionBudgetPolicy(ModelPermissionPolicy):
    """Who confirms a table's figures may also look at the list of tables."""

    def user_has_permission(self, user, action):
        if action == "view" and may_confirm_some(user):
            return True
        return super().user_has_permission(user, action)


def keep_editors(sender, instance, created: bool = True, **kwargs) -> None:
    """Give a programme's pages to the editors of its department, and to those of no other.

    Receives ``post_save`` of a new ProgrammePage, and ``page_published``: a draft that names
    another department hands nothing over before somebody has published it.
    """
    if created:
        grant_department_pages(instance)
