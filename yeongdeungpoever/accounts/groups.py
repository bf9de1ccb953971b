"""Roles of the back office as data: group × permission, applied after every migrate.

A role's page permissions hang on the root of the tree. Department editors differ: there is one
group a department, and its page permissions hang on that department's pages
(:func:`grant_department_pages`).
"""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from .models import Department
from .models.office import EDITORS_SUFFIX

REVIEWER = "검토자"
OPERATOR = "운영자"
PRIVACY_OFFICER = "개인정보 담당자"

_FILES = ("files.add_image", "files.choose_image", "files.add_document", "files.choose_document")
_ENTER = (
    "wagtailadmin.access_admin",
    "programmes.view_ledgerrow",
    "programmes.add_ledgerrow",
    "programmes.view_indicatorvalue",
    "programmes.add_indicatorvalue",
)
# Applicants' papers are for those who decide, not for every department.
_JOINING = (
    "network.decide_application",
    "network.decide_succession",
    "network.view_organisation",
)
_CONFIRM = ("programmes.confirm_ledgerrow", "programmes.confirm_indicatorvalue")


@dataclass(frozen=True)
class Role:
    """``permissions`` are ``app.codename``; ``pages`` are verbs on the page tree; ``files`` are
    permissions on the root collection."""

    permissions: tuple[str, ...]
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = _FILES


DEPARTMENT_EDITOR = Role(permissions=_ENTER, pages=("add", "change"))

ROLES: dict[str, Role] = {
    REVIEWER: Role(
        permissions=(*_ENTER, *_CONFIRM, *_JOINING),
        # Without "publish": a reviewer publishes by approving, never past the review.
        pages=("add", "change", "lock", "unlock"),
        files=(*_FILES, "files.change_image", "files.change_document"),
    ),
    OPERATOR: Role(
        permissions=(
            *_ENTER,
            *_CONFIRM,
            *_JOINING,
            "network.change_organisation",
            "network.trust_organisation",
            "network.change_joiningrules",
            "network.add_readytext",
            "network.change_readytext",
            "network.delete_readytext",
            "network.view_readytext",
            "accounts.change_officecontact",
            "duties.oversee_duty",
            "duties.add_closedday",
            "duties.change_closedday",
            "duties.delete_closedday",
            "duties.view_closedday",
            "accounts.view_department",
            "accounts.change_department",
            "accounts.add_policyversion",
            "accounts.view_policyversion",
            "accounts.change_policyversion",
            "notices.view_notice",
            "notices.change_notice",
            "programmes.add_divisionbudget",
            "programmes.change_divisionbudget",
            "programmes.view_divisionbudget",
            # Copies a page into the tree of another language, as a draft. It asks for no right on
            # the pages below, so only a role that may edit every page has it.
            "simple_translation.submit_translation",
            "wagtailredirects.add_redirect",
            "wagtailredirects.change_redirect",
            "wagtailredirects.delete_redirect",
        ),
        pages=("add", "change", "publish", "bulk_delete", "lock", "unlock"),
        files=(
            *_FILES,
            "files.change_image",
            "files.delete_image",
            "files.change_document",
            "files.delete_document",
        ),
    ),
    # Reads what is held about people and who read it; touches no page, no file and no account.
    PRIVACY_OFFICER: Role(
        permissions=(
            "wagtailadmin.access_admin",
            "accounts.view_user",
            "accounts.view_consent",
            "accounts.view_rightschange",
            "access.view_accessentry",
            "access.view_accessreview",
            "access.add_accessreview",
            "notices.view_notice",
        ),
        files=(),
    ),
}


def _permissions(names: tuple[str, ...]):
    query = Q(pk__in=[])
    for name in names:
        app_label, codename = name.split(".")
        query |= Q(content_type__app_label=app_label, codename=codename)
    return Permission.objects.filter(query)


def _page_permissions(verbs: tuple[str, ...]):
    return Permission.objects.filter(
        content_type__app_label="pages", codename__in=[f"{verb}_basepage" for verb in verbs]
    )


def _apply(group: Group, role: Role) -> None:
    group.permissions.set(_permissions(role.permissions))
    if root := Collection.get_first_root_node():
        wanted = _permissions(role.files)
        for permission in wanted:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission
            )
        GroupCollectionPermission.objects.filter(group=group, collection=root).exclude(
            permission__in=wanted
        ).delete()


def grant_pages(group: Group, page, verbs: tuple[str, ...]) -> None:
    """Let the group do these verbs on the page and everything below it, once."""
    for permission in _page_permissions(verbs):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def editors_of(department: Department) -> Group:
    """The department's group of editors, made where it does not exist."""
    group, made = Group.objects.get_or_create(name=department.editors_name)
    if made:
        _apply(group, DEPARTMENT_EDITOR)
    return group


def grant_department_pages(page) -> None:
    """Let the editors of the page's department, and of no other, work on it and below it.

    For the pages that a department answers for alone (programmes); call it after each save, so
    that a change of department moves the permission. Grants on pages further up, and those of
    groups that are no department's, stay as they are.
    """
    granted = GroupPagePermission.objects.filter(
        page_id=page.pk, group__name__endswith=EDITORS_SUFFIX
    )
    department = page.department
    if department is None:
        granted.delete()
        return
    group = editors_of(department)
    granted.exclude(group=group).delete()
    grant_pages(group, page, DEPARTMENT_EDITOR.pages)


def rename_editors(before: str, department: Department) -> None:
    """Give the group of editors the department's new name; ``before`` is the name it had."""
    Group.objects.filter(name=f"{before}{EDITORS_SUFFIX}").update(name=department.editors_name)


def make_editors(instance: Department, created: bool, **kwargs) -> None:
    """Give a new department its group of editors, so that people can be put into it."""
    if created:
        editors_of(instance)


def is_last_to_migrate(sender) -> bool:
    """Whether this app's post_migrate signal comes last, so that every permission exists."""
    labels = [config.label for config in apps.get_app_configs() if config.models_module]
    return sender.label == labels[-1]


def apply_groups(sender, **kwargs) -> None:
    """Bring every role's group to what the table says. Runs after the last app's migrations."""
    if not is_last_to_migrate(sender):
        return
    for name, role in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        _apply(group, role)
        page_model = apps.get_model("pages", "BasePage")
        if root := page_model.get_first_root_node():
            grant_pages(group, root, role.pages)
            GroupPagePermission.objects.filter(group=group, page=root).exclude(
                permission__in=_page_permissions(role.pages)
            ).delete()
    for department in Department.objects.all():
        _apply(editors_of(department), DEPARTMENT_EDITOR)
