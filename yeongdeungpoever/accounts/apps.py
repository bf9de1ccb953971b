from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig

from yeongdeungpoever.web.caching import invalidate_on_change


class AccountsConfig(AppConfig):
    name = "yeongdeungpoever.accounts"
    verbose_name = _("계정")

    def ready(self):
        from . import checks  # noqa: F401 - registers the system checks
        from .groups import apply_groups, make_editors
        from .models import Department, OfficeContact, PolicyVersion
        from .notices import register_notices
        from .rights_log import connect as keep_changes_of_rights

        keep_changes_of_rights()
        register_notices()
        invalidate_on_change(Department, OfficeContact, PolicyVersion)
        post_save.connect(make_editors, sender=Department, dispatch_uid="accounts.make_editors")
        # Permissions do not exist inside a fresh migrate, so the table is applied after each.
        post_migrate.connect(apply_groups, dispatch_uid="accounts.apply_groups")


class StaffUsersAppConfig(WagtailUsersAppConfig):
    """Wagtail's user administration with our one-name form."""

    user_viewset = "yeongdeungpoever.accounts.viewsets.StaffUserViewSet"
